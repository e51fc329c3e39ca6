//! Each relational measure: what counts, what is left out, what is missing, and when it is
//! undefined.

mod admission;
mod coverage;
mod discharge;
mod endings;
mod gaps;
mod moves;

use redthread::domain::continuity::measures::first_contact::median;
use redthread::domain::continuity::measures::{
    ClockMode, Measure, Observed, Wait, days_to_first_community_contact, fu7, fu30, fu72,
    known_at_admission, longest_gap, longest_uncovered, moves_per_year, named_contact_coverage,
    readmit30, responsible, same_professional_across_discharge, waits, warm_handover_rate,
};
use redthread::domain::ids::RecordId;
use redthread::domain::trajectory::{Handover, Relationship};
use redthread::domain::vocabulary::{
    AdmissionKind, ContactPurpose, EndReason, HandoverState, HandoverType, RelationshipKind,
    Setting,
};

use super::assert_six;
use super::build::{Scene, at, contact, day, relationship, who};

/// Value, and the events it was computed from and could not be computed from.
#[track_caller]
fn assert_share(found: Measure, hits: u32, events: u32, missing: u64) {
    let value = (events > 0).then(|| f64::from(hits) / f64::from(events));
    assert_six("value", found.value, value);
    assert_six("numerator", Some(found.numerator), Some(hits.into()));
    assert_six("denominator", Some(found.denominator), Some(events.into()));
    assert_eq!(found.n_missing, missing, "missing");
}

#[track_caller]
fn assert_value(found: Measure, value: Option<f64>) {
    assert_six("value", found.value, value);
}

fn scene() -> Scene {
    Scene::at("2026-01-01T12:00")
}
