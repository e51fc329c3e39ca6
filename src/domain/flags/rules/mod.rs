//! The rules, one file each, in the order of their numbers in the domain's list.

use super::engine::Rule;
use crate::domain::vocabulary::OwnerRole;

pub mod abrupt_ending;
pub mod extensive_hospitalisation;
pub mod fragmented_care;
pub mod handover_unacknowledged;
pub mod high_clinician_turnover;
pub mod lapsed_maintenance;
pub mod no_follow_up;
pub mod no_named_contact;
pub mod readmission_30d;
pub mod single_thread;
pub mod tipping_point;
pub mod upcoming_loss;

/// Every rule.
pub const RULES: [Rule; 13] = [
    Rule {
        code: "extensive_hospitalisation",
        sentence: "Much time in hospital: nobody has asked yet what should stay the same",
        owner: OwnerRole::NamedContact,
        judge: extensive_hospitalisation::judge,
    },
    Rule {
        code: "tipping_point",
        sentence: "A third admission, and no conversation yet about working together",
        owner: OwnerRole::ResponsibleClinician,
        judge: tipping_point::judge,
    },
    Rule {
        code: "high_clinician_turnover",
        sentence: "Many responsible clinicians in one stay",
        owner: OwnerRole::UnitPool,
        judge: high_clinician_turnover::judge,
    },
    Rule {
        code: "fragmented_care",
        sentence: "Many teams and moves in a year, and nobody has drawn them together",
        owner: OwnerRole::Coordinator,
        judge: fragmented_care::judge,
    },
    Rule {
        code: "abrupt_ending",
        sentence: "A relationship ended without a goodbye",
        owner: OwnerRole::UnitPool,
        judge: abrupt_ending::judge,
    },
    Rule {
        code: "lapsed_maintenance",
        sentence: "An agreed contact is overdue and nothing is booked",
        owner: OwnerRole::NamedContact,
        judge: lapsed_maintenance::judge,
    },
    Rule {
        code: "no_follow_up_72h",
        sentence: "Discharged, and no contact recorded within three days",
        owner: OwnerRole::NamedContact,
        judge: no_follow_up::judge_72h,
    },
    Rule {
        code: "no_follow_up_7d",
        sentence: "Discharged, and no contact recorded within a week",
        owner: OwnerRole::NamedContact,
        judge: no_follow_up::judge_7d,
    },
    Rule {
        code: "readmission_30d",
        sentence: "Back in hospital within 30 days, and nobody has asked what was missing",
        owner: OwnerRole::ResponsibleClinician,
        judge: readmission_30d::judge,
    },
    Rule {
        code: "no_named_contact",
        sentence: "Nobody is this person's named contact",
        owner: OwnerRole::UnitPool,
        judge: no_named_contact::judge,
    },
    Rule {
        code: "handover_unacknowledged",
        sentence: "A handover lies unread",
        owner: OwnerRole::Receiver,
        judge: handover_unacknowledged::judge,
    },
    Rule {
        code: "upcoming_loss",
        sentence: "A relationship that matters will end, and nobody has met the successor together",
        owner: OwnerRole::NamedContact,
        judge: upcoming_loss::judge,
    },
    Rule {
        code: "single_thread",
        sentence: "One relationship carries everything, without a deputy",
        owner: OwnerRole::NamedContact,
        judge: single_thread::judge,
    },
];

/// What a rule says, as people read it; the code itself for a code that is no rule's.
pub fn sentence(code: &str) -> &str {
    RULES
        .iter()
        .find(|rule| rule.code == code)
        .map_or(code, |rule| rule.sentence)
}
