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
        number: 1,
        sentence: "Much time in hospital: nobody has asked yet what should stay the same",
        owner: OwnerRole::NamedContact,
        judge: extensive_hospitalisation::judge,
        basis: extensive_hospitalisation::basis,
    },
    Rule {
        code: "tipping_point",
        number: 2,
        sentence: "A third admission, and no conversation yet about working together",
        owner: OwnerRole::ResponsibleClinician,
        judge: tipping_point::judge,
        basis: tipping_point::basis,
    },
    Rule {
        code: "high_clinician_turnover",
        number: 3,
        sentence: "Many responsible clinicians in one stay",
        owner: OwnerRole::UnitPool,
        judge: high_clinician_turnover::judge,
        basis: high_clinician_turnover::basis,
    },
    Rule {
        code: "fragmented_care",
        number: 4,
        sentence: "Many teams and moves in a year, and nobody has gathered the threads",
        owner: OwnerRole::Coordinator,
        judge: fragmented_care::judge,
        basis: fragmented_care::basis,
    },
    Rule {
        code: "abrupt_ending",
        number: 5,
        sentence: "A relationship ended without a goodbye",
        owner: OwnerRole::UnitPool,
        judge: abrupt_ending::judge,
        basis: abrupt_ending::basis,
    },
    Rule {
        code: "lapsed_maintenance",
        number: 6,
        sentence: "An agreed contact is overdue and nothing is booked",
        owner: OwnerRole::NamedContact,
        judge: lapsed_maintenance::judge,
        basis: lapsed_maintenance::basis,
    },
    Rule {
        code: "no_follow_up_72h",
        number: 7,
        sentence: "Discharged, and no contact recorded within three days",
        owner: OwnerRole::NamedContact,
        judge: no_follow_up::judge_72h,
        basis: no_follow_up::basis,
    },
    Rule {
        code: "no_follow_up_7d",
        number: 8,
        sentence: "Discharged, and no contact recorded within a week",
        owner: OwnerRole::NamedContact,
        judge: no_follow_up::judge_7d,
        basis: no_follow_up::basis,
    },
    Rule {
        code: "readmission_30d",
        number: 9,
        sentence: "Back in hospital within 30 days, and nobody has asked what was missing",
        owner: OwnerRole::ResponsibleClinician,
        judge: readmission_30d::judge,
        basis: readmission_30d::basis,
    },
    Rule {
        code: "no_named_contact",
        number: 12,
        sentence: "Nobody is this patient's named contact",
        owner: OwnerRole::UnitPool,
        judge: no_named_contact::judge,
        basis: no_named_contact::basis,
    },
    Rule {
        code: "handover_unacknowledged",
        number: 14,
        sentence: "A handover lies unread",
        owner: OwnerRole::Receiver,
        judge: handover_unacknowledged::judge,
        basis: handover_unacknowledged::basis,
    },
    Rule {
        code: "upcoming_loss",
        number: 17,
        sentence: "A relationship that matters will end, and no joint meeting with a successor is recorded",
        owner: OwnerRole::NamedContact,
        judge: upcoming_loss::judge,
        basis: upcoming_loss::basis,
    },
    Rule {
        code: "single_thread",
        number: 23,
        sentence: "One relationship carries everything, without a deputy",
        owner: OwnerRole::NamedContact,
        judge: single_thread::judge,
        basis: single_thread::basis,
    },
];

/// What a rule says, as people read it; the code itself for a code that is no rule's.
pub fn sentence(code: &str) -> &str {
    RULES
        .iter()
        .find(|rule| rule.code == code)
        .map_or(code, |rule| rule.sentence)
}
