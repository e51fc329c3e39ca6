//! Rows about what was done without the patient's consent.

use super::Encoder;
use crate::domain::intake::{LegalPeriod, Measure, MeasureVisit};
use crate::domain::vocabulary::DebriefOutcome;

impl Encoder {
    pub(super) fn legal_period(&mut self, period: &LegalPeriod) {
        self.text(&period.id);
        self.text(&period.patient_id);
        self.text(&period.status);
        self.time(Some(period.from));
        self.time(period.to);
        self.boolean(period.felt_forced);
        self.time(period.recorded_at);
    }

    pub(super) fn measure(&mut self, measure: &Measure) {
        self.text(&measure.id);
        self.text(&measure.patient_id);
        self.text(measure.kind.code());
        self.time(Some(measure.from));
        self.time(measure.to);
        self.optional(measure.unit_id.as_deref());
        self.optional(measure.legal_basis.as_deref());
        self.optional(measure.decided_by_id.as_deref());
        self.boolean(measure.known_person_present);
        self.time(measure.debrief_offered_at);
        self.optional(measure.debrief_outcome.map(DebriefOutcome::code));
        self.time(measure.recorded_at);
    }

    pub(super) fn measure_visit(&mut self, visit: &MeasureVisit) {
        self.text(&visit.patient_id);
        self.text(&visit.measure_id);
        self.text(&visit.professional_id);
        self.time(Some(visit.at));
        self.time(visit.recorded_at);
    }
}
