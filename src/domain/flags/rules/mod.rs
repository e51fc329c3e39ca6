//! The rules, one file each, in the order of their numbers in the domain's list.

use super::engine::Rule;
use crate::domain::vocabulary::{FlagKind, OwnerRole};

pub mod abrupt_ending;
pub mod alliance_drop;
mod clears;
pub mod coercion_without_debrief;
pub mod extensive_hospitalisation;
pub mod fragmented_care;
pub mod handover_unacknowledged;
pub mod high_clinician_turnover;
pub mod known_face_available;
pub mod lapsed_maintenance;
pub mod narrative_unread;
pub mod no_coordinator;
pub mod no_crisis_plan;
pub mod no_follow_up;
pub mod no_named_contact;
pub mod pca_not_considered;
pub mod readmission_30d;
pub mod request_unanswered;
pub mod rupture_unresolved;
pub mod seclusion_many_staff;
pub mod single_thread;
pub mod tipping_point;
pub mod upcoming_loss;

pub use clears::clears_when;

/// Every rule.
pub const RULES: [Rule; 23] = [
    Rule {
        code: "extensive_hospitalisation",
        number: 1,
        sentence: "Much time in hospital: nobody has asked yet what should stay the same",
        kind: FlagKind::Gap,
        owner: OwnerRole::NamedContact,
        judge: extensive_hospitalisation::judge,
        basis: extensive_hospitalisation::basis,
    },
    Rule {
        code: "tipping_point",
        number: 2,
        sentence: "A third admission, and no conversation yet about working together",
        kind: FlagKind::Gap,
        owner: OwnerRole::ResponsibleClinician,
        judge: tipping_point::judge,
        basis: tipping_point::basis,
    },
    Rule {
        code: "high_clinician_turnover",
        number: 3,
        sentence: "Many responsible clinicians in one stay",
        kind: FlagKind::Gap,
        owner: OwnerRole::UnitPool,
        judge: high_clinician_turnover::judge,
        basis: high_clinician_turnover::basis,
    },
    Rule {
        code: "fragmented_care",
        number: 4,
        sentence: "Many teams and moves in a year, and nobody has gathered the threads",
        kind: FlagKind::Gap,
        owner: OwnerRole::Coordinator,
        judge: fragmented_care::judge,
        basis: fragmented_care::basis,
    },
    Rule {
        code: "abrupt_ending",
        number: 5,
        sentence: "A relationship ended without a goodbye",
        kind: FlagKind::Gap,
        owner: OwnerRole::UnitPool,
        judge: abrupt_ending::judge,
        basis: abrupt_ending::basis,
    },
    Rule {
        code: "lapsed_maintenance",
        number: 6,
        sentence: "An agreed contact is overdue and nothing is booked",
        kind: FlagKind::Gap,
        owner: OwnerRole::NamedContact,
        judge: lapsed_maintenance::judge,
        basis: lapsed_maintenance::basis,
    },
    Rule {
        code: "no_follow_up_72h",
        number: 7,
        sentence: "Discharged, and no contact recorded within three days",
        kind: FlagKind::Gap,
        owner: OwnerRole::NamedContact,
        judge: no_follow_up::judge_72h,
        basis: no_follow_up::basis,
    },
    Rule {
        code: "no_follow_up_7d",
        number: 8,
        sentence: "Discharged, and no contact recorded within a week",
        kind: FlagKind::Gap,
        owner: OwnerRole::NamedContact,
        judge: no_follow_up::judge_7d,
        basis: no_follow_up::basis,
    },
    Rule {
        code: "readmission_30d",
        number: 9,
        sentence: "Back in hospital within 30 days, and nobody has asked what was missing",
        kind: FlagKind::Gap,
        owner: OwnerRole::ResponsibleClinician,
        judge: readmission_30d::judge,
        basis: readmission_30d::basis,
    },
    Rule {
        code: "no_crisis_plan",
        number: 10,
        sentence: "After a stay in hospital, no crisis plan is up to date",
        kind: FlagKind::Gap,
        owner: OwnerRole::NamedContact,
        judge: no_crisis_plan::judge,
        basis: no_crisis_plan::basis,
    },
    Rule {
        code: "pca_not_considered",
        number: 11,
        sentence: "Much time in hospital, and no decision yet on admissions that the patient controls",
        kind: FlagKind::Gap,
        owner: OwnerRole::NamedContact,
        judge: pca_not_considered::judge,
        basis: pca_not_considered::basis,
    },
    Rule {
        code: "no_named_contact",
        number: 12,
        sentence: "Nobody is this patient's named contact",
        kind: FlagKind::Gap,
        owner: OwnerRole::UnitPool,
        judge: no_named_contact::judge,
        basis: no_named_contact::basis,
    },
    Rule {
        code: "no_coordinator",
        number: 13,
        sentence: "Nobody coordinates the help",
        kind: FlagKind::Gap,
        owner: OwnerRole::UnitPool,
        judge: no_coordinator::judge,
        basis: no_coordinator::basis,
    },
    Rule {
        code: "handover_unacknowledged",
        number: 14,
        sentence: "A handover lies unread",
        kind: FlagKind::Gap,
        owner: OwnerRole::Receiver,
        judge: handover_unacknowledged::judge,
        basis: handover_unacknowledged::basis,
    },
    Rule {
        code: "rupture_unresolved",
        number: 15,
        sentence: "A break in a working relationship has not been repaired",
        kind: FlagKind::Gap,
        owner: OwnerRole::RelationshipHolder,
        judge: rupture_unresolved::judge,
        basis: rupture_unresolved::basis,
    },
    Rule {
        code: "alliance_drop",
        number: 16,
        sentence: "Working together is rated lower than before, and nobody has talked about it",
        kind: FlagKind::Gap,
        owner: OwnerRole::RelationshipHolder,
        judge: alliance_drop::judge,
        basis: alliance_drop::basis,
    },
    Rule {
        code: "upcoming_loss",
        number: 17,
        sentence: "A relationship that matters will end, and no joint meeting with a successor is recorded",
        kind: FlagKind::Gap,
        owner: OwnerRole::NamedContact,
        judge: upcoming_loss::judge,
        basis: upcoming_loss::basis,
    },
    Rule {
        code: "coercion_without_debrief",
        number: 18,
        sentence: "A restrictive measure ended, and no conversation about it is offered",
        kind: FlagKind::Gap,
        owner: OwnerRole::NamedContact,
        judge: coercion_without_debrief::judge,
        basis: coercion_without_debrief::basis,
    },
    Rule {
        code: "seclusion_many_staff",
        number: 19,
        sentence: "Many different staff during one seclusion",
        kind: FlagKind::Gap,
        owner: OwnerRole::UnitPool,
        judge: seclusion_many_staff::judge,
        basis: seclusion_many_staff::basis,
    },
    Rule {
        code: "request_unanswered",
        number: 20,
        sentence: "A request from the patient has no answer",
        kind: FlagKind::Gap,
        owner: OwnerRole::Decider,
        judge: request_unanswered::judge,
        basis: request_unanswered::basis,
    },
    Rule {
        code: "narrative_unread",
        number: 21,
        sentence: "What the patient shared for the next professional has not been read",
        kind: FlagKind::Gap,
        owner: OwnerRole::ResponsibleClinician,
        judge: narrative_unread::judge,
        basis: narrative_unread::basis,
    },
    Rule {
        code: "known_face_available",
        number: 22,
        sentence: "Somebody whom the patient knows could be asked to come",
        kind: FlagKind::Opportunity,
        owner: OwnerRole::UnitPool,
        judge: known_face_available::judge,
        basis: known_face_available::basis,
    },
    Rule {
        code: "single_thread",
        number: 23,
        sentence: "One relationship carries everything, without a deputy",
        kind: FlagKind::Gap,
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
