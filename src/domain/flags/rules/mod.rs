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
        owner: OwnerRole::NamedContact,
        judge: extensive_hospitalisation::judge,
    },
    Rule {
        code: "tipping_point",
        owner: OwnerRole::ResponsibleClinician,
        judge: tipping_point::judge,
    },
    Rule {
        code: "high_clinician_turnover",
        owner: OwnerRole::UnitPool,
        judge: high_clinician_turnover::judge,
    },
    Rule {
        code: "fragmented_care",
        owner: OwnerRole::Coordinator,
        judge: fragmented_care::judge,
    },
    Rule {
        code: "abrupt_ending",
        owner: OwnerRole::UnitPool,
        judge: abrupt_ending::judge,
    },
    Rule {
        code: "lapsed_maintenance",
        owner: OwnerRole::NamedContact,
        judge: lapsed_maintenance::judge,
    },
    Rule {
        code: "no_follow_up_72h",
        owner: OwnerRole::NamedContact,
        judge: no_follow_up::judge_72h,
    },
    Rule {
        code: "no_follow_up_7d",
        owner: OwnerRole::NamedContact,
        judge: no_follow_up::judge_7d,
    },
    Rule {
        code: "readmission_30d",
        owner: OwnerRole::ResponsibleClinician,
        judge: readmission_30d::judge,
    },
    Rule {
        code: "no_named_contact",
        owner: OwnerRole::UnitPool,
        judge: no_named_contact::judge,
    },
    Rule {
        code: "handover_unacknowledged",
        owner: OwnerRole::Receiver,
        judge: handover_unacknowledged::judge,
    },
    Rule {
        code: "upcoming_loss",
        owner: OwnerRole::NamedContact,
        judge: upcoming_loss::judge,
    },
    Rule {
        code: "single_thread",
        owner: OwnerRole::NamedContact,
        judge: single_thread::judge,
    },
];
