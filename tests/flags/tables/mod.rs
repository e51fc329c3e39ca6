//! Each rule at its edges, one file each; what holds for all of them in `clocks` and `answers`.

mod abrupt_ending;
mod alliance_drop;
mod answers;
mod clocks;
mod coercion_without_debrief;
mod extensive_hospitalisation;
mod fragmented_care;
mod handover_unacknowledged;
mod high_clinician_turnover;
mod known_face_available;
mod lapsed_maintenance;
mod narrative_unread;
mod no_coordinator;
mod no_crisis_plan;
mod no_follow_up;
mod no_named_contact;
mod pca_not_considered;
mod readmission_30d;
mod request_unanswered;
mod rupture_unresolved;
mod seclusion_many_staff;
mod single_thread;
mod tipping_point;
mod upcoming_loss;

use redthread::domain::flags::Flag;
use redthread::domain::vocabulary::{
    AdmissionKind, Authorship, ContactMode, ContactPurpose, ContactStatus, DebriefOutcome,
    DecisionOutcome, DecisionSubject, EndReason, HandoverState, HandoverType, MeasureKind,
    NarrativeKind, PlanKind, RelationshipKind, RelationshipMode, RequestAnswer, RuptureStatus,
    RuptureType, Setting, Severity,
};

use super::build::{World, at, on, record, who};

/// Every outcome of a decision.
const OUTCOMES: [DecisionOutcome; 3] = [
    DecisionOutcome::Agreed,
    DecisionOutcome::DeclinedByPatient,
    DecisionOutcome::NotOffered,
];

const NOON: &str = "2026-03-02T12:00";

fn severity(flag: Option<Flag>) -> Option<Severity> {
    flag.map(|flag| flag.severity)
}

/// A patient with a coordinator of years: named enough for no other rule to speak.
fn held() -> World {
    let mut world = World::new();
    world.relation("wold", RelationshipKind::CaseManager, "2021-01-01", None);
    world.relation("berg", RelationshipKind::Coordinator, "2021-01-01", None);
    world
}

fn admitted(world: &mut World, from: &str, to: Option<&str>) {
    world.stay(Setting::AcuteWard, from, to).admission_kind = Some(AdmissionKind::Unplanned);
}
