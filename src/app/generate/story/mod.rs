//! The eight story-patients: hand-written timelines with the flags that each must raise. They stand
//! first in every cohort, whatever its seed, and end on its day.
//!
//! `story_patients.json` is the same text as the test vector of that name.

mod compulsion;
mod voice;

pub(super) use compulsion::legal_basis;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use serde::{Deserialize, Deserializer, de::Error};

use super::calendar::Calendar;
use super::posts::{Place, PostNo, story_post};
use super::site::Site;
use crate::domain::intake::{
    Contact, Decision, Handover, HandoverTexts, Patient, Record, Relationship, TreatmentPeriod,
};
use crate::domain::time;
use crate::domain::vocabulary::{
    AdmissionKind, ContactMode, ContactPurpose, ContactStatus, DecisionOutcome, DecisionSubject,
    EndReason, HandoverGrade, HandoverType, RelationshipKind, Sex,
};

const TEXT: &str = include_str!("../story_patients.json");

/// Reads the stories.
#[expect(
    clippy::expect_used,
    reason = "the text is part of the program, and every test of the cohort reads it"
)]
pub(super) fn read() -> Vec<Story> {
    serde_json::from_str::<Stories>(TEXT)
        .expect("the story-patients are well-formed")
        .patients
}

#[derive(Debug, Deserialize)]
struct Stories {
    patients: Vec<Story>,
}

/// One story-patient.
#[derive(Debug, Deserialize)]
pub(super) struct Story {
    pub(super) id: String,
    name: String,
    age: i32,
    in_service_from: NaiveDate,
    treatment_periods: Vec<Period>,
    relationships: Vec<Tie>,
    contacts: Vec<Meeting>,
    #[serde(default)]
    handovers: Vec<Passing>,
    #[serde(default)]
    decisions: Vec<Answer>,
    #[serde(default)]
    measures: Vec<compulsion::Act>,
    #[serde(default)]
    plans: Vec<voice::Agreement>,
    #[serde(default)]
    requests: Vec<voice::Wish>,
    #[serde(default)]
    alliance_scores: Vec<voice::Series>,
    #[serde(default)]
    ruptures: Vec<voice::Break>,
    /// Entries for the next professional that lie there unread.
    #[serde(default, rename = "narrative_shared_for_next_and_not_opened")]
    unread: u32,
}

#[derive(Debug, Deserialize)]
struct Period {
    id: String,
    unit: UnitName,
    from: Local,
    to: Option<Local>,
    admission_kind: Option<AdmissionKind>,
}

#[derive(Debug, Deserialize)]
struct Tie {
    professional: ProfessionalName,
    kind: RelationshipKind,
    unit: UnitName,
    from: Local,
    to: Option<Local>,
    planned_end: Option<NaiveDate>,
    end_reason: Option<EndReason>,
    agreed_interval_days: Option<i32>,
    #[serde(default)]
    important_to_patient: bool,
    #[serde(default)]
    is_temporary_cover: bool,
}

#[derive(Debug, Deserialize)]
struct Meeting {
    professional: ProfessionalName,
    unit: UnitName,
    at: Local,
}

#[derive(Debug, Deserialize)]
struct Passing {
    #[serde(rename = "type")]
    kind: HandoverType,
    offered_at: Local,
    accepted_at: Option<Local>,
}

#[derive(Debug, Deserialize)]
struct Answer {
    subject: DecisionSubject,
    outcome: DecisionOutcome,
    decided_on: NaiveDate,
}

/// A local time, or a date that stands for its midnight.
#[derive(Debug, Clone, Copy)]
struct Local(NaiveDateTime);

impl<'de> Deserialize<'de> for Local {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        NaiveDateTime::parse_from_str(&text, "%Y-%m-%dT%H:%M")
            .or_else(|_| Ok(text.parse::<NaiveDate>()?.and_time(NaiveTime::MIN)))
            .map(Self)
            .map_err(|_: chrono::ParseError| D::Error::custom("not a local time"))
    }
}

/// A unit by its name in the stories.
#[derive(Debug, Clone, Copy)]
struct UnitName(Place);

impl<'de> Deserialize<'de> for UnitName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Place::named(&name)
            .map(Self)
            .ok_or_else(|| D::Error::custom("no such unit in the plan of a site"))
    }
}

/// A professional by their name in the stories.
#[derive(Debug, Clone, Copy)]
struct ProfessionalName(PostNo);

impl<'de> Deserialize<'de> for ProfessionalName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        story_post(&name)
            .map(Self)
            .ok_or_else(|| D::Error::custom("no such professional in the plan of a site"))
    }
}

impl Story {
    /// The story's records: the patient, then each kind in the order of the vectors.
    pub(super) fn records(&self, number: i64, site: &Site, calendar: &Calendar) -> Vec<Record> {
        let teller = Teller {
            story: self,
            site,
            calendar,
        };
        let mut records = vec![Record::Patient(teller.patient(number))];
        records.extend(teller.periods().map(Record::TreatmentPeriod));
        records.extend(teller.contacts().map(Record::Contact));
        records.extend(teller.relationships().map(Record::Relationship));
        records.extend(teller.handovers().map(Record::Handover));
        records.extend(teller.decisions().map(Record::Decision));
        records.extend(teller.compulsion());
        records.extend(teller.voice());
        records
    }

    /// Where the patient is now: the units of open treatment periods, else where they are seen.
    pub(super) fn present_places(&self) -> Vec<Place> {
        let open = self.treatment_periods.iter().filter(|p| p.to.is_none());
        let open: Vec<Place> = open.map(|period| period.unit.0).collect();
        if open.is_empty() {
            self.last_seen_at().into_iter().collect()
        } else {
            open
        }
    }

    /// The unit of the last contact.
    fn last_seen_at(&self) -> Option<Place> {
        let last = self.contacts.iter().max_by_key(|meeting| meeting.at.0);
        last.map(|meeting| meeting.unit.0)
    }

    /// The books that a patient without an open treatment period is on: those of the unit where they
    /// were last seen, since the day they first were.
    pub(super) fn books(&self, site: &Site, calendar: &Calendar) -> Option<TreatmentPeriod> {
        if self
            .treatment_periods
            .iter()
            .any(|period| period.to.is_none())
        {
            return None;
        }
        let place = self.last_seen_at()?;
        let first = self
            .contacts
            .iter()
            .filter(|meeting| meeting.unit.0 == place)
            .map(|meeting| meeting.at.0.date())
            .min()?;
        let from = calendar.story_time(first.and_time(NaiveTime::MIN));
        Some(TreatmentPeriod {
            id: format!("{}-books", self.id),
            patient_id: self.id.clone(),
            unit_id: site.unit_id(place),
            from,
            to: None,
            admission_kind: None,
            planned_from: None,
            planned_to: None,
            room: None,
            end_reason: None,
            leave: Vec::new(),
            recorded_at: Some(from),
        })
    }

    fn sex(&self) -> Sex {
        match self.id.as_str() {
            "solveig" | "maren" | "nadia" | "hedda" => Sex::Female,
            _ => Sex::Male,
        }
    }
}

/// A story being told on a day, at a site.
struct Teller<'a> {
    story: &'a Story,
    site: &'a Site,
    calendar: &'a Calendar,
}

impl<'a> Teller<'a> {
    fn patient(&self, number: i64) -> Patient {
        let story = self.story;
        let (given, family) = story
            .name
            .rsplit_once(' ')
            .unwrap_or(("", story.name.as_str()));
        let in_service_from = self.calendar.story_date(story.in_service_from);
        // Somewhere in the year that gives the story's age, not everyone on one day.
        let birthday = time::add_days(self.calendar.today, -31 * (number + 1));
        Patient {
            id: story.id.clone(),
            identifiers: Vec::new(),
            family_name: Some(family.to_owned()),
            given_name: Some(given.to_owned()),
            birth_date: Some(time::add_years(birthday, -story.age)),
            sex: Some(story.sex()),
            language: Some("nb".to_owned()),
            in_service_from: Some(in_service_from),
            in_service_to: None,
            deceased_at: None,
            recorded_at: Some(time::start_of_day(in_service_from, self.calendar.zone)),
        }
    }

    fn periods(&self) -> impl Iterator<Item = TreatmentPeriod> + use<'a, '_> {
        self.story.treatment_periods.iter().map(|period| {
            let from = self.calendar.story_time(period.from.0);
            TreatmentPeriod {
                id: period.id.clone(),
                patient_id: self.story.id.clone(),
                unit_id: self.site.unit_id(period.unit.0),
                from,
                to: period.to.map(|to| self.calendar.story_time(to.0)),
                admission_kind: period.admission_kind,
                planned_from: None,
                planned_to: None,
                room: None,
                end_reason: None,
                leave: Vec::new(),
                recorded_at: Some(from),
            }
        })
    }

    fn contacts(&self) -> impl Iterator<Item = Contact> + use<'a, '_> {
        numbered(&self.story.contacts).map(|(number, meeting)| {
            let at = self.calendar.story_time(meeting.at.0);
            Contact {
                id: format!("{}-c{number}", self.story.id),
                patient_id: self.story.id.clone(),
                unit_id: self.site.unit_id(meeting.unit.0),
                at,
                minutes: Some(45),
                mode: Some(ContactMode::InPerson),
                status: ContactStatus::Attended,
                main_professional_id: Some(self.site.professional_id(meeting.professional.0)),
                other_professional_ids: Vec::new(),
                patient_present: Some(true),
                purpose: Some(ContactPurpose::Treatment),
                recorded_at: Some(at + TimeDelta::hours(1)),
            }
        })
    }

    fn relationships(&self) -> impl Iterator<Item = Relationship> + use<'a, '_> {
        numbered(&self.story.relationships).map(|(number, tie)| {
            let from = self.calendar.story_time(tie.from.0);
            Relationship {
                id: format!("{}-r{number}", self.story.id),
                patient_id: self.story.id.clone(),
                kind: tie.kind,
                from,
                professional_id: Some(self.site.professional_id(tie.professional.0)),
                person_name: None,
                unit_id: Some(self.site.unit_id(tie.unit.0)),
                to: tie.to.map(|to| self.calendar.story_time(to.0)),
                planned_end: tie.planned_end.map(|on| self.calendar.story_date(on)),
                end_reason: tie.end_reason,
                told_in_time: None,
                goodbye: None,
                joint_meeting: None,
                successor_known: None,
                successor_id: None,
                agreed_interval_days: tie.agreed_interval_days,
                important_to_patient: tie.important_to_patient,
                mode: None,
                is_temporary_cover: tie.is_temporary_cover,
                deputy_id: None,
                recorded_at: Some(from),
            }
        })
    }

    /// The stories say what was passed on and when; between whom follows from the relationships:
    /// from the one who last stopped to the one who then carried on.
    fn handovers(&self) -> impl Iterator<Item = Handover> + use<'a, '_> {
        numbered(&self.story.handovers).map(|(number, passing)| {
            let offered_at = self.calendar.story_time(passing.offered_at.0);
            let ties = &self.story.relationships;
            let sender = ties.iter().rfind(|tie| tie.to.is_some());
            let receiver = ties
                .iter()
                .find(|tie| tie.to.is_none() && tie.kind != RelationshipKind::Coordinator);
            let accepted_at = passing.accepted_at.map(|at| self.calendar.story_time(at.0));
            let receiver_id = || receiver.map(|tie| self.site.professional_id(tie.professional.0));
            Handover {
                id: format!("{}-h{number}", self.story.id),
                patient_id: self.story.id.clone(),
                kind: passing.kind,
                offered_at,
                from_professional_id: sender
                    .map(|tie| self.site.professional_id(tie.professional.0)),
                to_professional_id: receiver_id(),
                from_unit_id: sender.map(|tie| self.site.unit_id(tie.unit.0)),
                to_unit_id: receiver.map(|tie| self.site.unit_id(tie.unit.0)),
                grade: Some(HandoverGrade::Written),
                severity: None,
                texts: HandoverTexts::default(),
                accepted_at,
                accepted_by_id: accepted_at.and_then(|_| receiver_id()),
                state: None,
                recorded_at: Some(offered_at),
            }
        })
    }

    fn decisions(&self) -> impl Iterator<Item = Decision> + use<'a, '_> {
        numbered(&self.story.decisions).map(|(number, answer)| {
            let date = self.calendar.story_date(answer.decided_on);
            let decided_at = time::start_of_day(date, self.calendar.zone);
            Decision {
                id: format!("{}-d{number}", self.story.id),
                patient_id: self.story.id.clone(),
                subject: answer.subject,
                outcome: answer.outcome,
                decided_at,
                reason: None,
                recorded_at: Some(decided_at),
            }
        })
    }
}

/// Items with their number from 1.
fn numbered<T>(items: &[T]) -> impl Iterator<Item = (usize, &T)> {
    (1..).zip(items)
}
