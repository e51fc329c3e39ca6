//! From a record to the text of its row.

mod compulsion;
mod voice;

use chrono::NaiveDate;
use chrono_tz::Tz;

use super::list;
use crate::domain::ids::SourceId;
use crate::domain::intake::{
    Contact, Decision, Employment, Handover, Leave, Patient, Professional, Record,
    RelationalReview, Relationship, ShiftAssignment, TreatmentPeriod, Unit,
};
use crate::domain::time::{Instant, to_rfc3339};
use crate::domain::vocabulary::{
    AdmissionKind, ContactMode, ContactPurpose, EndReason, HandoverGrade, HandoverSeverity,
    HandoverState, PeriodEndReason, RelationshipMode, Sex,
};

/// Writes one row after another into a buffer.
#[derive(Debug)]
pub struct Encoder {
    row: String,
    zone: Tz,
}

impl Default for Encoder {
    fn default() -> Self {
        Self {
            row: String::new(),
            zone: Tz::UTC,
        }
    }
}

impl Encoder {
    /// A header row, or any row of plain texts.
    pub fn texts<'t>(&mut self, texts: impl IntoIterator<Item = &'t str>) -> &str {
        self.row.clear();
        for text in texts {
            self.text(text);
        }
        self.end()
    }

    /// The row of a record, its line break included; times are written with the offset of `zone`.
    pub fn record(&mut self, record: &Record, zone: Tz) -> &str {
        self.row.clear();
        self.zone = zone;
        match record {
            Record::Unit(unit) => self.unit(unit),
            Record::Professional(professional) => self.professional(professional),
            Record::Employment(employment) => self.employment(employment),
            Record::Patient(patient) => self.patient(patient),
            Record::TreatmentPeriod(period) => self.treatment_period(period),
            Record::Contact(contact) => self.contact(contact),
            Record::Relationship(relationship) => self.relationship(relationship),
            Record::ShiftAssignment(shift) => self.shift_assignment(shift),
            Record::Handover(handover) => self.handover(handover),
            Record::Decision(decision) => self.decision(decision),
            Record::RelationalReview(review) => self.relational_review(review),
            Record::LegalPeriod(period) => self.legal_period(period),
            Record::Measure(measure) => self.measure(measure),
            Record::MeasureVisit(visit) => self.measure_visit(visit),
            Record::Plan(plan) => self.plan(plan),
            Record::Request(request) => self.request(request),
            Record::AllianceScore(score) => self.alliance_score(score),
            Record::Rupture(rupture) => self.rupture(rupture),
            Record::NarrativeEntry(entry) => self.narrative_entry(entry),
            Record::NarrativeRead(read) => self.narrative_read(read),
        }
        self.end()
    }

    fn unit(&mut self, unit: &Unit) {
        self.text(&unit.id);
        self.text(&unit.name);
        self.text(unit.setting.code());
        self.optional(unit.parent_id.as_deref());
        self.optional(unit.time_zone.map(Tz::name));
        self.number(unit.beds);
    }

    fn professional(&mut self, professional: &Professional) {
        self.text(&professional.id);
        self.text(&professional.name);
        self.text(professional.profession.code());
    }

    fn employment(&mut self, employment: &Employment) {
        self.text(&employment.professional_id);
        self.text(&employment.unit_id);
        self.date(Some(employment.from));
        self.date(employment.to);
        self.date(employment.planned_end);
        self.boolean(Some(employment.is_locum));
        self.number(employment.caseload_limit);
    }

    fn patient(&mut self, patient: &Patient) {
        self.text(&patient.id);
        self.identifiers(&patient.identifiers);
        self.optional(patient.family_name.as_deref());
        self.optional(patient.given_name.as_deref());
        self.date(patient.birth_date);
        self.optional(patient.sex.map(Sex::code));
        self.optional(patient.language.as_deref());
        self.date(patient.in_service_from);
        self.date(patient.in_service_to);
        self.time(patient.deceased_at);
        self.time(patient.recorded_at);
    }

    fn treatment_period(&mut self, period: &TreatmentPeriod) {
        self.text(&period.id);
        self.text(&period.patient_id);
        self.text(&period.unit_id);
        self.time(Some(period.from));
        self.time(period.to);
        self.optional(period.admission_kind.map(AdmissionKind::code));
        self.time(period.planned_from);
        self.time(period.planned_to);
        self.optional(period.room.as_deref());
        self.optional(period.end_reason.map(PeriodEndReason::code));
        self.leaves(&period.leave);
        self.time(period.recorded_at);
    }

    fn contact(&mut self, contact: &Contact) {
        self.text(&contact.id);
        self.text(&contact.patient_id);
        self.text(&contact.unit_id);
        self.time(Some(contact.at));
        self.number(contact.minutes);
        self.optional(contact.mode.map(ContactMode::code));
        self.text(contact.status.code());
        self.optional(contact.main_professional_id.as_deref());
        self.ids(&contact.other_professional_ids);
        self.boolean(contact.patient_present);
        self.optional(contact.purpose.map(ContactPurpose::code));
        self.time(contact.recorded_at);
    }

    fn relationship(&mut self, relationship: &Relationship) {
        self.text(&relationship.id);
        self.text(&relationship.patient_id);
        self.text(relationship.kind.code());
        self.time(Some(relationship.from));
        self.optional(relationship.professional_id.as_deref());
        self.optional(relationship.person_name.as_deref());
        self.optional(relationship.unit_id.as_deref());
        self.time(relationship.to);
        self.date(relationship.planned_end);
        self.optional(relationship.end_reason.map(EndReason::code));
        self.boolean(relationship.told_in_time);
        self.boolean(relationship.goodbye);
        self.boolean(relationship.joint_meeting);
        self.boolean(relationship.successor_known);
        self.optional(relationship.successor_id.as_deref());
        self.number(relationship.agreed_interval_days);
        self.boolean(Some(relationship.important_to_patient));
        self.optional(relationship.mode.map(RelationshipMode::code));
        self.boolean(Some(relationship.is_temporary_cover));
        self.optional(relationship.deputy_id.as_deref());
        self.time(relationship.recorded_at);
    }

    fn shift_assignment(&mut self, shift: &ShiftAssignment) {
        self.text(&shift.id);
        self.text(&shift.patient_id);
        self.text(&shift.professional_id);
        self.text(&shift.unit_id);
        self.time(Some(shift.from));
        self.time(shift.to);
        self.time(shift.recorded_at);
    }

    fn handover(&mut self, handover: &Handover) {
        self.text(&handover.id);
        self.text(&handover.patient_id);
        self.text(handover.kind.code());
        self.time(Some(handover.offered_at));
        self.optional(handover.from_professional_id.as_deref());
        self.optional(handover.to_professional_id.as_deref());
        self.optional(handover.from_unit_id.as_deref());
        self.optional(handover.to_unit_id.as_deref());
        self.optional(handover.grade.map(HandoverGrade::code));
        self.optional(handover.severity.map(HandoverSeverity::code));
        let texts = &handover.texts;
        for text in [
            &texts.severity_reason,
            &texts.summary,
            &texts.actions,
            &texts.contingency,
            &texts.synthesis,
            &texts.know_me,
            &texts.builds_trust,
            &texts.breaks_trust,
            &texts.promises,
            &texts.trusts,
            &texts.goodbye,
        ] {
            self.optional(text.as_deref());
        }
        self.time(handover.accepted_at);
        self.optional(handover.accepted_by_id.as_deref());
        self.optional(handover.state.map(HandoverState::code));
        self.time(handover.recorded_at);
    }

    fn decision(&mut self, decision: &Decision) {
        self.text(&decision.id);
        self.text(&decision.patient_id);
        self.text(decision.subject.code());
        self.text(decision.outcome.code());
        self.time(Some(decision.decided_at));
        self.optional(decision.reason.as_deref());
        self.time(decision.recorded_at);
    }

    fn relational_review(&mut self, review: &RelationalReview) {
        self.text(&review.id);
        self.text(&review.patient_id);
        self.time(Some(review.held_at));
        self.optional(review.professional_id.as_deref());
        self.time(review.recorded_at);
    }

    /// Writes a field. Quoted where RFC 4180 asks for it, and where blanks at an end would
    /// otherwise be trimmed by the reader.
    fn text(&mut self, text: &str) {
        let quoted = text.contains([',', '"', '\n', '\r']) || text.trim().len() != text.len();
        if quoted {
            self.row.push('"');
            for (at, part) in text.split('"').enumerate() {
                if at > 0 {
                    self.row.push_str("\"\"");
                }
                self.row.push_str(part);
            }
            self.row.push('"');
        } else {
            self.row.push_str(text);
        }
        self.row.push(',');
    }

    fn end(&mut self) -> &str {
        self.row.pop();
        self.row.push('\n');
        &self.row
    }

    fn optional(&mut self, text: Option<&str>) {
        self.text(text.unwrap_or_default());
    }

    fn number(&mut self, number: Option<i32>) {
        self.text(&number.map(|number| number.to_string()).unwrap_or_default());
    }

    fn boolean(&mut self, boolean: Option<bool>) {
        self.text(match boolean {
            None => "",
            Some(true) => "true",
            Some(false) => "false",
        });
    }

    fn date(&mut self, date: Option<NaiveDate>) {
        self.text(&date.map(|date| date.to_string()).unwrap_or_default());
    }

    fn time(&mut self, at: Option<Instant>) {
        let text = at.map(|at| to_rfc3339(at, self.zone)).unwrap_or_default();
        self.text(&text);
    }

    fn ids(&mut self, ids: &[String]) {
        let mut text = String::new();
        for id in ids {
            separate(&mut text);
            list::push_escaped(&mut text, id, None);
        }
        self.text(&text);
    }

    fn identifiers(&mut self, identifiers: &[SourceId]) {
        let mut text = String::new();
        for identifier in identifiers {
            separate(&mut text);
            list::push_escaped(&mut text, &identifier.system, Some('|'));
            text.push('|');
            list::push_escaped(&mut text, &identifier.value, None);
        }
        self.text(&text);
    }

    fn leaves(&mut self, leaves: &[Leave]) {
        let mut text = String::new();
        for leave in leaves {
            separate(&mut text);
            text.push_str(&to_rfc3339(leave.from, self.zone));
            text.push('/');
            if let Some(to) = leave.to {
                text.push_str(&to_rfc3339(to, self.zone));
            }
        }
        self.text(&text);
    }
}

fn separate(list: &mut String) {
    if !list.is_empty() {
        list.push(list::SEPARATOR);
    }
}
