//! De-identification: an export that tells paths and relationships without telling whose.
//!
//! Every id becomes a pseudonym under a key that is drawn for one export and kept nowhere: the same
//! id has the same pseudonym throughout the export, and no export can be joined with another. Names
//! of people, units and rooms, further identifiers, languages and every free text go. Of codes that
//! the source chose itself, those stay that look like codes; others become pseudonyms, too. Of a birth
//! date the year stays, and only under [`OLDEST`] years. All of a patient's dates move by the same
//! number of whole weeks, drawn for that patient, so that intervals, weekdays and times of day
//! stay. What professionals' employments say of dates stays as it is.
//!
//! This removes what identifies directly. A rare path can still be recognised by someone who knows
//! it: what is shared, and with whom, remains a decision of the service.

use aws_lc_rs::hmac;
use chrono::{Datelike, NaiveDate, TimeDelta};
use chrono_tz::Tz;

use crate::domain::intake::{HandoverTexts, Leave, Record};
use crate::domain::time::{self, Instant};

/// Age in years at which a birth year alone may single someone out.
const OLDEST: i32 = 90;

/// What stands for a text that must be there.
const TEXT: &str = "text";

/// The longest code of a source that stays, in bytes.
const LONGEST_CODE: usize = 32;

/// Weeks that a patient's dates move at most, either way.
const WEEKS: i64 = 26;

/// Takes out of records what tells whose they are.
pub struct Deidentifier {
    key: hmac::Key,
    service_zone: Tz,
    this_year: i32,
}

/// How one patient's times move.
#[derive(Clone, Copy)]
struct Shift {
    weeks: i64,
    zone: Tz,
}

impl Deidentifier {
    /// A de-identifier with a key of its own.
    pub fn new(key: &[u8; 32], service_zone: Tz, today: NaiveDate) -> Self {
        Self {
            key: hmac::Key::new(hmac::HMAC_SHA256, key),
            service_zone,
            this_year: today.year(),
        }
    }

    /// The record without what identifies. `zone` is the one its times are written in.
    pub fn apply(&self, record: Record, zone: Tz) -> Record {
        match record {
            Record::Unit(mut r) => {
                self.rename("unit", &mut r.id);
                self.rename_some("unit", &mut r.parent_id);
                r.name.clone_from(&r.id);
                Record::Unit(r)
            }
            Record::Professional(mut r) => {
                self.rename("professional", &mut r.id);
                r.name.clone_from(&r.id);
                Record::Professional(r)
            }
            Record::Employment(mut r) => {
                self.rename("professional", &mut r.professional_id);
                self.rename("unit", &mut r.unit_id);
                Record::Employment(r)
            }
            Record::Patient(r) => self.patient(r),
            other => self.owned(other, zone),
        }
    }

    fn patient(&self, mut r: crate::domain::intake::Patient) -> Record {
        let shift = self.shift(&r.id, self.service_zone);
        self.rename("patient", &mut r.id);
        r.identifiers.clear();
        (r.family_name, r.given_name, r.language) = (None, None, None);
        r.birth_date = r
            .birth_date
            .filter(|born| self.this_year - born.year() < OLDEST)
            .and_then(|born| born.with_ordinal(1));
        shift.date(&mut r.in_service_from);
        shift.date(&mut r.in_service_to);
        shift.some(&mut r.deceased_at);
        shift.some(&mut r.recorded_at);
        Record::Patient(r)
    }

    /// Records that a patient owns, besides the patient.
    fn owned(&self, record: Record, zone: Tz) -> Record {
        match record {
            Record::TreatmentPeriod(mut r) => {
                let shift = self.own("treatment_period", &mut r.id, &mut r.patient_id, zone);
                self.rename("unit", &mut r.unit_id);
                r.room = None;
                shift.time(&mut r.from);
                shift.some(&mut r.to);
                shift.some(&mut r.planned_from);
                shift.some(&mut r.planned_to);
                for Leave { from, to } in &mut r.leave {
                    shift.time(from);
                    shift.some(to);
                }
                shift.some(&mut r.recorded_at);
                Record::TreatmentPeriod(r)
            }
            Record::Contact(mut r) => {
                let shift = self.own("contact", &mut r.id, &mut r.patient_id, zone);
                self.rename("unit", &mut r.unit_id);
                self.rename_some("professional", &mut r.main_professional_id);
                for id in &mut r.other_professional_ids {
                    self.rename("professional", id);
                }
                shift.time(&mut r.at);
                shift.some(&mut r.recorded_at);
                Record::Contact(r)
            }
            Record::Relationship(mut r) => {
                let shift = self.own("relationship", &mut r.id, &mut r.patient_id, zone);
                self.rename_some("unit", &mut r.unit_id);
                self.rename_some("professional", &mut r.professional_id);
                self.rename_some("professional", &mut r.successor_id);
                self.rename_some("professional", &mut r.deputy_id);
                r.person_name = r.person_name.map(|_| "person".to_owned());
                shift.time(&mut r.from);
                shift.some(&mut r.to);
                shift.date(&mut r.planned_end);
                shift.some(&mut r.recorded_at);
                Record::Relationship(r)
            }
            Record::ShiftAssignment(mut r) => {
                let shift = self.own("shift_assignment", &mut r.id, &mut r.patient_id, zone);
                self.rename("unit", &mut r.unit_id);
                self.rename("professional", &mut r.professional_id);
                shift.time(&mut r.from);
                shift.some(&mut r.to);
                shift.some(&mut r.recorded_at);
                Record::ShiftAssignment(r)
            }
            Record::Handover(mut r) => {
                let shift = self.own("handover", &mut r.id, &mut r.patient_id, zone);
                self.rename_some("unit", &mut r.from_unit_id);
                self.rename_some("unit", &mut r.to_unit_id);
                self.rename_some("professional", &mut r.from_professional_id);
                self.rename_some("professional", &mut r.to_professional_id);
                self.rename_some("professional", &mut r.accepted_by_id);
                r.texts = HandoverTexts::default();
                shift.time(&mut r.offered_at);
                shift.some(&mut r.accepted_at);
                shift.some(&mut r.recorded_at);
                Record::Handover(r)
            }
            Record::Decision(mut r) => {
                let shift = self.own("decision", &mut r.id, &mut r.patient_id, zone);
                r.reason = None;
                shift.time(&mut r.decided_at);
                shift.some(&mut r.recorded_at);
                Record::Decision(r)
            }
            Record::RelationalReview(mut r) => {
                let shift = self.own("relational_review", &mut r.id, &mut r.patient_id, zone);
                self.rename_some("professional", &mut r.professional_id);
                shift.time(&mut r.held_at);
                shift.some(&mut r.recorded_at);
                Record::RelationalReview(r)
            }
            rest => self.compulsion(rest, zone),
        }
    }

    /// Formal status and restrictive measures.
    fn compulsion(&self, record: Record, zone: Tz) -> Record {
        match record {
            Record::LegalPeriod(mut r) => {
                let shift = self.own("legal_period", &mut r.id, &mut r.patient_id, zone);
                self.code("status", &mut r.status);
                shift.time(&mut r.from);
                shift.some(&mut r.to);
                shift.some(&mut r.recorded_at);
                Record::LegalPeriod(r)
            }
            Record::Measure(mut r) => {
                let shift = self.own("measure", &mut r.id, &mut r.patient_id, zone);
                self.rename_some("unit", &mut r.unit_id);
                self.rename_some("professional", &mut r.decided_by_id);
                r.legal_basis = None;
                shift.time(&mut r.from);
                shift.some(&mut r.to);
                shift.some(&mut r.debrief_offered_at);
                shift.some(&mut r.recorded_at);
                Record::Measure(r)
            }
            Record::MeasureVisit(mut r) => {
                let shift = self.own("measure", &mut r.measure_id, &mut r.patient_id, zone);
                self.rename("professional", &mut r.professional_id);
                shift.time(&mut r.at);
                shift.some(&mut r.recorded_at);
                Record::MeasureVisit(r)
            }
            voice => self.voice(voice, zone),
        }
    }

    /// What the patient agreed to, asked for, rated and told.
    fn voice(&self, record: Record, zone: Tz) -> Record {
        match record {
            Record::Plan(mut r) => {
                let shift = self.own("plan", &mut r.id, &mut r.patient_id, zone);
                self.rename_some("unit", &mut r.unit_id);
                (r.text_patient, r.text_staff) = (None, None);
                shift.day(&mut r.agreed_on);
                shift.date(&mut r.reviewed_on);
                shift.date(&mut r.review_by);
                shift.date(&mut r.valid_to);
                shift.some(&mut r.recorded_at);
                Record::Plan(r)
            }
            Record::Request(mut r) => {
                let shift = self.own("request", &mut r.id, &mut r.patient_id, zone);
                self.rename_some("professional", &mut r.received_by_id);
                self.rename_some("professional", &mut r.decider_id);
                self.code("subject", &mut r.subject);
                TEXT.clone_into(&mut r.text);
                r.reason = None;
                shift.time(&mut r.asked_at);
                shift.date(&mut r.due_on);
                shift.some(&mut r.answered_at);
                shift.some(&mut r.recorded_at);
                Record::Request(r)
            }
            Record::AllianceScore(mut r) => {
                let shift = self.own("alliance_score", &mut r.id, &mut r.patient_id, zone);
                self.rename("professional", &mut r.professional_id);
                self.code("instrument", &mut r.instrument);
                shift.time(&mut r.at);
                shift.some(&mut r.recorded_at);
                Record::AllianceScore(r)
            }
            Record::Rupture(mut r) => {
                let shift = self.own("rupture", &mut r.id, &mut r.patient_id, zone);
                self.rename("professional", &mut r.professional_id);
                shift.day(&mut r.noticed_on);
                shift.date(&mut r.closed_on);
                shift.some(&mut r.recorded_at);
                Record::Rupture(r)
            }
            Record::NarrativeEntry(mut r) => {
                let shift = self.own("narrative_entry", &mut r.id, &mut r.patient_id, zone);
                self.rename_some("professional", &mut r.author_id);
                TEXT.clone_into(&mut r.text);
                shift.time(&mut r.written_at);
                shift.date(&mut r.from);
                shift.date(&mut r.to);
                shift.some(&mut r.withdrawn_at);
                shift.some(&mut r.recorded_at);
                Record::NarrativeEntry(r)
            }
            Record::NarrativeRead(mut r) => {
                let entry = &mut r.entry_id;
                let shift = self.own("narrative_entry", entry, &mut r.patient_id, zone);
                self.rename("professional", &mut r.professional_id);
                shift.time(&mut r.opened_at);
                shift.some(&mut r.told_patient_at);
                shift.some(&mut r.recorded_at);
                Record::NarrativeRead(r)
            }
            known => known,
        }
    }

    /// Renames a record and its patient, and tells how the patient's times move.
    fn own(&self, kind: &str, id: &mut String, patient: &mut String, zone: Tz) -> Shift {
        let shift = self.shift(patient, zone);
        self.rename(kind, id);
        self.rename("patient", patient);
        shift
    }

    /// A code of the source's own stays when it looks like one: a name or a sentence does not.
    fn code(&self, kind: &str, code: &mut String) {
        let is_code = code.len() <= LONGEST_CODE
            && code.bytes().all(|byte| {
                byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_.()/".contains(&byte)
            });
        if !is_code {
            self.rename(kind, code);
        }
    }

    fn rename_some(&self, kind: &str, id: &mut Option<String>) {
        if let Some(id) = id {
            self.rename(kind, id);
        }
    }

    fn rename(&self, kind: &str, id: &mut String) {
        use std::fmt::Write as _;
        let tag = self.tag(kind, id);
        *id = tag[..12].iter().fold(String::new(), |mut text, byte| {
            // Writing to a string cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        });
    }

    fn shift(&self, patient: &str, zone: Tz) -> Shift {
        let tag = self.tag("shift", patient);
        let draw = tag[..8]
            .iter()
            .fold(0_u64, |n, byte| n << 8 | u64::from(*byte));
        // Of 52 weeks, never none: an unmoved patient would be told by the others.
        let weeks = i64::try_from(draw % (2 * WEEKS as u64)).unwrap_or(0) - WEEKS;
        Shift {
            weeks: if weeks >= 0 { weeks + 1 } else { weeks },
            zone,
        }
    }

    fn tag(&self, kind: &str, id: &str) -> [u8; 32] {
        let mut context = hmac::Context::with_key(&self.key);
        // The length keeps kind and id apart.
        context.update(&[u8::try_from(kind.len()).unwrap_or(u8::MAX)]);
        context.update(kind.as_bytes());
        context.update(id.as_bytes());
        let mut tag = [0; 32];
        tag.copy_from_slice(context.sign().as_ref());
        tag
    }
}

impl Shift {
    /// Moves a time by whole weeks of the local calendar: its weekday and time of day stay. A local
    /// time that the clock skips on its new day becomes an hour later.
    fn time(self, at: &mut Instant) {
        let local = at.with_timezone(&self.zone).naive_local() + TimeDelta::weeks(self.weeks);
        *at = time::local_to_instant(local, self.zone)
            .or_else(|_| time::local_to_instant(local + TimeDelta::hours(1), self.zone))
            .unwrap_or(*at + TimeDelta::weeks(self.weeks));
    }

    fn some(self, at: &mut Option<Instant>) {
        if let Some(at) = at {
            self.time(at);
        }
    }

    fn day(self, on: &mut NaiveDate) {
        *on = time::add_days(*on, self.weeks * 7);
    }

    fn date(self, on: &mut Option<NaiveDate>) {
        if let Some(on) = on {
            self.day(on);
        }
    }
}
