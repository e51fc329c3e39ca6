//! What was done without the patient's consent, and under which status.

use crate::domain::time::Instant;
use crate::domain::vocabulary::{DebriefOutcome, MeasureKind};

/// A formal status over time.
#[derive(Debug, Clone, PartialEq)]
pub struct LegalPeriod {
    /// Source id.
    pub id: String,
    /// Source id of the patient.
    pub patient_id: String,
    /// The status, by the source's code: statutes change, and their codes are not this program's.
    pub status: String,
    /// Start.
    pub from: Instant,
    /// End; `None` while it lasts.
    pub to: Option<Instant>,
    /// Whether the patient felt forced, whatever the paper says; `None` is not recorded.
    pub felt_forced: Option<bool>,
    /// When the source recorded this; `None` is the time of import.
    pub recorded_at: Option<Instant>,
}

/// A restrictive measure.
#[derive(Debug, Clone, PartialEq)]
pub struct Measure {
    /// Source id.
    pub id: String,
    /// Source id of the patient.
    pub patient_id: String,
    /// What it does.
    pub kind: MeasureKind,
    /// Start.
    pub from: Instant,
    /// End; `None` while it lasts.
    pub to: Option<Instant>,
    /// Source id of the unit.
    pub unit_id: Option<String>,
    /// The legal basis, in the source's words.
    pub legal_basis: Option<String>,
    /// Source id of who decided.
    pub decided_by_id: Option<String>,
    /// Whether somebody whom the patient knows was there; `None` is not recorded.
    pub known_person_present: Option<bool>,
    /// When a conversation about it was last offered.
    pub debrief_offered_at: Option<Instant>,
    /// What became of the offer; `None` is offered only, or not recorded.
    pub debrief_outcome: Option<DebriefOutcome>,
    /// When the source recorded this; `None` is the time of import.
    pub recorded_at: Option<Instant>,
}

/// A member of staff with the patient during a measure. Its identity is (measure, professional, at).
#[derive(Debug, Clone, PartialEq)]
pub struct MeasureVisit {
    /// Source id of the patient.
    pub patient_id: String,
    /// Source id of the measure.
    pub measure_id: String,
    /// Source id of the professional.
    pub professional_id: String,
    /// When.
    pub at: Instant,
    /// When the source recorded this; `None` is the time of import.
    pub recorded_at: Option<Instant>,
}
