//! What the stories' patients agreed to, asked for, thought of working together, and told.

use chrono::{NaiveDate, NaiveTime, TimeDelta};
use serde::{Deserialize, Deserializer};

use super::{ProfessionalName, Teller, numbered};
use crate::app::generate::words;
use crate::domain::intake::{AllianceScore, NarrativeEntry, Plan, Record, Request, Rupture};
use crate::domain::points::Points;
use crate::domain::time::{self, Instant};
use crate::domain::vocabulary::{
    Authorship, NarrativeKind, PlanKind, RequestAnswer, RuptureStatus, RuptureType,
};

#[derive(Debug, Deserialize)]
pub(super) struct Agreement {
    kind: PlanKind,
    reviewed_on: NaiveDate,
}

#[derive(Debug, Deserialize)]
pub(super) struct Wish {
    text: String,
    asked_on: NaiveDate,
    answer: Option<RequestAnswer>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Series {
    professional: ProfessionalName,
    instrument: String,
    cut: Score,
    min: Score,
    max: Score,
    scores: Vec<(NaiveDate, Score)>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Break {
    noticed_on: NaiveDate,
    #[serde(rename = "type")]
    kind: RuptureType,
    status: RuptureStatus,
}

/// A score as a number.
#[derive(Debug, Clone, Copy)]
struct Score(Points);

impl<'de> Deserialize<'de> for Score {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = serde_json::Number::deserialize(deserializer)?;
        let points = number.to_string().parse();
        points.map(Self).map_err(serde::de::Error::custom)
    }
}

/// How long an answer took.
const ANSWERED_AFTER: TimeDelta = TimeDelta::days(14);

impl Teller<'_> {
    /// Plans, requests, scores, ruptures and narrative entries.
    pub(super) fn voice(&self) -> Vec<Record> {
        let story = self.story;
        let plans = numbered(&story.plans).map(|(n, plan)| Record::Plan(self.plan(n, plan)));
        let requests = numbered(&story.requests);
        let requests = requests.map(|(n, wish)| Record::Request(self.request(n, wish)));
        let scores = self.scores().into_iter().map(Record::AllianceScore);
        let ruptures = numbered(&story.ruptures);
        let ruptures = ruptures.filter_map(|(n, rupture)| self.rupture(n, rupture));
        let entries = (1..=story.unread).map(|n| Record::NarrativeEntry(self.entry(n)));
        plans
            .chain(requests)
            .chain(scores)
            .chain(ruptures.map(Record::Rupture))
            .chain(entries)
            .collect()
    }

    fn at_ten(&self, on: NaiveDate) -> Instant {
        self.calendar.at(self.calendar.story_date(on), 10 * 60)
    }

    fn plan(&self, number: usize, agreement: &Agreement) -> Plan {
        let reviewed_on = self.calendar.story_date(agreement.reviewed_on);
        Plan {
            id: format!("{}-p{number}", self.story.id),
            patient_id: self.story.id.clone(),
            kind: agreement.kind,
            agreed_on: reviewed_on,
            edition: 1,
            reviewed_on: Some(reviewed_on),
            review_by: Some(time::add_years(reviewed_on, 1)),
            valid_to: None,
            text_patient: Some(words::CRISIS_PLANS[number % words::CRISIS_PLANS.len()].to_owned()),
            text_staff: None,
            max_nights: None,
            quarantine_days: None,
            unit_id: None,
            recorded_at: Some(time::start_of_day(reviewed_on, self.calendar.zone)),
        }
    }

    /// Received by whoever the patient had met last.
    fn request(&self, number: usize, wish: &Wish) -> Request {
        let asked_at = self.at_ten(wish.asked_on);
        let met = self.story.contacts.iter();
        let met = met.filter(|meeting| meeting.at.0.date() <= wish.asked_on);
        let last = met.max_by_key(|meeting| meeting.at.0);
        Request {
            id: format!("{}-q{number}", self.story.id),
            patient_id: self.story.id.clone(),
            subject: subject(&wish.text).to_owned(),
            text: wish.text.clone(),
            asked_at,
            received_by_id: last.map(|meeting| self.site.professional_id(meeting.professional.0)),
            decider_id: None,
            due_on: None,
            answered_at: wish.answer.map(|_| asked_at + ANSWERED_AFTER),
            answer: wish.answer,
            reason: None,
            recorded_at: Some(asked_at),
        }
    }

    fn scores(&self) -> Vec<AllianceScore> {
        let series = self.story.alliance_scores.iter();
        let scores = series.flat_map(|series| series.scores.iter().map(move |one| (series, one)));
        (1..)
            .zip(scores)
            .map(|(number, (series, (on, score)))| {
                let at = self.at_ten(*on);
                AllianceScore {
                    id: format!("{}-a{number}", self.story.id),
                    patient_id: self.story.id.clone(),
                    professional_id: self.site.professional_id(series.professional.0),
                    instrument: series.instrument.clone(),
                    score: score.0,
                    at,
                    min: Some(series.min.0),
                    max: Some(series.max.0),
                    cut: Some(series.cut.0),
                    recorded_at: Some(at),
                }
            })
            .collect()
    }

    /// The vectors do not say with whom: with the one who was rated, or whom the patient holds dear.
    fn rupture(&self, number: usize, rupture: &Break) -> Option<Rupture> {
        let rated = self.story.alliance_scores.first();
        let dear = self.story.relationships.iter();
        let dear = dear.filter(|tie| tie.to.is_none() && tie.important_to_patient);
        let with = rated
            .map(|series| series.professional)
            .or_else(|| dear.map(|tie| tie.professional).next())?;
        let noticed_on = self.calendar.story_date(rupture.noticed_on);
        Some(Rupture {
            id: format!("{}-b{number}", self.story.id),
            patient_id: self.story.id.clone(),
            professional_id: self.site.professional_id(with.0),
            kind: rupture.kind,
            noticed_on,
            noticed_by: None,
            status: rupture.status,
            closed_on: None,
            recorded_at: Some(time::start_of_day(noticed_on, self.calendar.zone)),
        })
    }

    /// Written in the last stay, one a week.
    fn entry(&self, number: u32) -> NarrativeEntry {
        let stays = self.story.treatment_periods.iter();
        let since = stays.map(|stay| stay.from.0.date()).max();
        let since = since.unwrap_or(self.story.in_service_from);
        let day = time::add_days(since, i64::from(number) * 7 - 4);
        let written_at = self
            .calendar
            .story_time(day.and_time(NaiveTime::MIN) + TimeDelta::hours(19));
        let texts = words::told(NarrativeKind::NextProfessional);
        let text = texts[usize::try_from(number).unwrap_or(0) % texts.len()];
        NarrativeEntry {
            id: format!("{}-n{number}", self.story.id),
            patient_id: self.story.id.clone(),
            kind: NarrativeKind::NextProfessional,
            authorship: Authorship::PatientVerbatim,
            written_at,
            level: 2,
            text: text.to_owned(),
            author_id: None,
            from: None,
            to: None,
            precision: None,
            edition: 1,
            withdrawn_at: None,
            recorded_at: Some(written_at),
        }
    }
}

/// What a request of the stories is about.
fn subject(text: &str) -> &'static str {
    const SUBJECTS: [(&str, &str); 3] = [
        ("crisis plan", "crisis_plan"),
        ("patient-controlled", "patient_controlled_admission"),
        ("medication", "medication_review"),
    ];
    let about = SUBJECTS.iter().find(|(word, _)| text.contains(word));
    about.map_or("other", |(_, subject)| subject)
}
