//! Rows about what the patient agreed to, asked for, thought of working together, and told.

use super::Encoder;
use crate::domain::intake::{AllianceScore, NarrativeEntry, NarrativeRead, Plan, Request, Rupture};
use crate::domain::points::Points;
use crate::domain::vocabulary::{NoticedBy, Precision, RequestAnswer};

impl Encoder {
    pub(super) fn plan(&mut self, plan: &Plan) {
        self.text(&plan.id);
        self.text(&plan.patient_id);
        self.text(plan.kind.code());
        self.date(Some(plan.agreed_on));
        self.number(Some(plan.edition));
        self.date(plan.reviewed_on);
        self.date(plan.review_by);
        self.date(plan.valid_to);
        self.optional(plan.text_patient.as_deref());
        self.optional(plan.text_staff.as_deref());
        self.number(plan.max_nights);
        self.number(plan.quarantine_days);
        self.optional(plan.unit_id.as_deref());
        self.time(plan.recorded_at);
    }

    pub(super) fn request(&mut self, request: &Request) {
        self.text(&request.id);
        self.text(&request.patient_id);
        self.text(&request.subject);
        self.text(&request.text);
        self.time(Some(request.asked_at));
        self.optional(request.received_by_id.as_deref());
        self.optional(request.decider_id.as_deref());
        self.date(request.due_on);
        self.time(request.answered_at);
        self.optional(request.answer.map(RequestAnswer::code));
        self.optional(request.reason.as_deref());
        self.time(request.recorded_at);
    }

    pub(super) fn alliance_score(&mut self, score: &AllianceScore) {
        self.text(&score.id);
        self.text(&score.patient_id);
        self.text(&score.professional_id);
        self.text(&score.instrument);
        self.points(Some(score.score));
        self.time(Some(score.at));
        self.points(score.min);
        self.points(score.max);
        self.points(score.cut);
        self.time(score.recorded_at);
    }

    pub(super) fn rupture(&mut self, rupture: &Rupture) {
        self.text(&rupture.id);
        self.text(&rupture.patient_id);
        self.text(&rupture.professional_id);
        self.text(rupture.kind.code());
        self.date(Some(rupture.noticed_on));
        self.optional(rupture.noticed_by.map(NoticedBy::code));
        self.text(rupture.status.code());
        self.date(rupture.closed_on);
        self.time(rupture.recorded_at);
    }

    pub(super) fn narrative_entry(&mut self, entry: &NarrativeEntry) {
        self.text(&entry.id);
        self.text(&entry.patient_id);
        self.text(entry.kind.code());
        self.text(entry.authorship.code());
        self.time(Some(entry.written_at));
        self.number(Some(i32::from(entry.level)));
        self.text(&entry.text);
        self.optional(entry.author_id.as_deref());
        self.date(entry.from);
        self.date(entry.to);
        self.optional(entry.precision.map(Precision::code));
        self.number(Some(entry.edition));
        self.time(entry.withdrawn_at);
        self.time(entry.recorded_at);
    }

    pub(super) fn narrative_read(&mut self, read: &NarrativeRead) {
        self.text(&read.patient_id);
        self.text(&read.entry_id);
        self.text(&read.professional_id);
        self.time(Some(read.opened_at));
        self.time(read.told_patient_at);
        self.time(read.recorded_at);
    }

    fn points(&mut self, points: Option<Points>) {
        self.text(&points.map(|points| points.to_string()).unwrap_or_default());
    }
}
