//! A background patient's chart while it is being written: what has happened so far, and drafts of
//! records that still lack an id and the time they were recorded.

use chrono::{NaiveDate, TimeDelta};

use super::calendar::Calendar;
use super::compulsion::Act;
use super::draw::Draw;
use super::hospital::Admission;
use super::person::{Leaving, Person};
use super::posts::{Place, PostNo};
use super::site::Site;
use super::voice::Entry;
use crate::domain::intake::{
    AllianceScore, Contact, Decision, Handover, HandoverTexts, LegalPeriod, Plan, RelationalReview,
    Relationship, Request, Rupture, ShiftAssignment, TreatmentPeriod,
};
use crate::domain::time::Instant;
use crate::domain::vocabulary::{
    ContactMode, ContactPurpose, ContactStatus, DecisionOutcome, DecisionSubject, EndReason,
    HandoverType, RelationshipKind,
};

/// A chart being written.
pub(super) struct Chart<'a> {
    /// Whose.
    pub(super) person: &'a Person,
    /// Where.
    pub(super) site: &'a Site,
    /// When.
    pub(super) calendar: &'a Calendar,
    /// Chance.
    pub(super) draw: Draw,
    /// The patient's admissions, as they will go.
    pub(super) admissions: Vec<Admission>,
    /// Ward stays and time on teams' books.
    pub(super) periods: Vec<TreatmentPeriod>,
    /// Meetings.
    pub(super) contacts: Vec<Contact>,
    /// Relationships.
    pub(super) relationships: Vec<Relationship>,
    /// Nurses by shift.
    pub(super) shifts: Vec<ShiftAssignment>,
    /// Handovers.
    pub(super) handovers: Vec<Handover>,
    /// Offers and answers.
    pub(super) decisions: Vec<Decision>,
    /// Relational reviews.
    pub(super) reviews: Vec<RelationalReview>,
    /// Formal status.
    pub(super) legal_periods: Vec<LegalPeriod>,
    /// Restrictive measures, each with its visits.
    pub(super) measures: Vec<Act>,
    /// Plans and agreements.
    pub(super) plans: Vec<Plan>,
    /// Requests.
    pub(super) requests: Vec<Request>,
    /// Alliance scores.
    pub(super) alliance_scores: Vec<AllianceScore>,
    /// Ruptures.
    pub(super) ruptures: Vec<Rupture>,
    /// Narrative entries, each with who opened it.
    pub(super) narrative: Vec<Entry>,
}

impl<'a> Chart<'a> {
    /// An empty chart.
    pub(super) fn new(
        person: &'a Person,
        site: &'a Site,
        calendar: &'a Calendar,
        draw: Draw,
    ) -> Self {
        Self {
            person,
            site,
            calendar,
            draw,
            admissions: Vec::new(),
            periods: Vec::new(),
            contacts: Vec::new(),
            relationships: Vec::new(),
            shifts: Vec::new(),
            handovers: Vec::new(),
            decisions: Vec::new(),
            reviews: Vec::new(),
            legal_periods: Vec::new(),
            measures: Vec::new(),
            plans: Vec::new(),
            requests: Vec::new(),
            alliance_scores: Vec::new(),
            ruptures: Vec::new(),
            narrative: Vec::new(),
        }
    }

    /// The moment at which the chart ends: death, the end of service, or now.
    pub(super) fn end(&self) -> Instant {
        self.person.exit.map_or(self.calendar.as_of, |(at, _)| at)
    }

    /// Whether something at this moment is part of the chart.
    pub(super) fn tells(&self, at: Instant) -> bool {
        at < self.end()
    }

    /// An end as far as it is known: `None` while it lies ahead, the end of the chart where the
    /// patient died or left before.
    pub(super) fn cut(&self, to: Instant) -> Option<Instant> {
        match self.person.exit {
            _ if self.tells(to) => Some(to),
            Some((end, _)) => Some(end),
            None => None,
        }
    }

    /// Whether the patient died.
    pub(super) fn died(&self) -> bool {
        matches!(self.person.exit, Some((_, Leaving::Died)))
    }

    /// The reason for which relationships end when the chart does.
    pub(super) fn last_reason(&self) -> Option<EndReason> {
        self.person.exit.map(|(_, why)| match why {
            Leaving::Completed => EndReason::AgreedCompletion,
            Leaving::Moved => EndReason::PatientMoved,
            Leaving::Died => EndReason::PatientDied,
        })
    }

    /// The admission that lasts at this moment.
    pub(super) fn admission_at(&self, at: Instant) -> Option<&Admission> {
        self.admissions
            .iter()
            .find(|admission| admission.from() <= at && at < admission.to())
    }

    /// The instant of a local date, at a drawn time of day within office hours.
    pub(super) fn office_hours(&mut self, date: NaiveDate) -> Instant {
        let minute = self.draw.minute(8 * 60, 15 * 60);
        self.calendar.at(date, minute)
    }

    /// A draft of an attended contact.
    pub(super) fn contact(&self, at: Instant, place: Place, main: PostNo) -> Contact {
        Contact {
            id: String::new(),
            patient_id: self.person.id.clone(),
            unit_id: self.site.unit_id(place),
            at,
            minutes: Some(45),
            mode: Some(ContactMode::InPerson),
            status: ContactStatus::Attended,
            main_professional_id: Some(self.site.professional_id(main)),
            other_professional_ids: Vec::new(),
            patient_present: Some(true),
            purpose: Some(ContactPurpose::Treatment),
            recorded_at: None,
        }
    }

    /// A draft of a relationship that lasts.
    pub(super) fn relationship(
        &self,
        kind: RelationshipKind,
        post: PostNo,
        place: Place,
        from: Instant,
    ) -> Relationship {
        Relationship {
            id: String::new(),
            patient_id: self.person.id.clone(),
            kind,
            from,
            professional_id: Some(self.site.professional_id(post)),
            person_name: None,
            unit_id: Some(self.site.unit_id(place)),
            to: None,
            planned_end: None,
            end_reason: None,
            told_in_time: None,
            goodbye: None,
            joint_meeting: None,
            successor_known: None,
            successor_id: None,
            agreed_interval_days: None,
            important_to_patient: false,
            mode: None,
            is_temporary_cover: false,
            deputy_id: None,
            recorded_at: None,
        }
    }

    /// A draft of a handover that was offered and is not answered.
    pub(super) fn handover(&self, kind: HandoverType, offered_at: Instant) -> Handover {
        Handover {
            id: String::new(),
            patient_id: self.person.id.clone(),
            kind,
            offered_at,
            from_professional_id: None,
            to_professional_id: None,
            from_unit_id: None,
            to_unit_id: None,
            grade: None,
            severity: None,
            texts: HandoverTexts::default(),
            accepted_at: None,
            accepted_by_id: None,
            state: None,
            recorded_at: None,
        }
    }

    /// Records an offer and its answer, if it lies within the chart.
    pub(super) fn decide(
        &mut self,
        subject: DecisionSubject,
        outcome: DecisionOutcome,
        decided_at: Instant,
        reason: Option<&str>,
    ) {
        if self.tells(decided_at) {
            self.decisions.push(Decision {
                id: String::new(),
                patient_id: self.person.id.clone(),
                subject,
                outcome,
                decided_at,
                reason: reason.map(str::to_owned),
                recorded_at: None,
            });
        }
    }

    /// Records a relational review, if it lies within the chart.
    pub(super) fn review(&mut self, held_at: Instant, by: Option<PostNo>) {
        if self.tells(held_at) {
            self.reviews.push(RelationalReview {
                id: String::new(),
                patient_id: self.person.id.clone(),
                held_at,
                professional_id: by.map(|post| self.site.professional_id(post)),
                recorded_at: None,
            });
        }
    }

    /// Records who was the patient's nurse on a shift of eight hours, if it has begun.
    pub(super) fn shift(&mut self, nurse: PostNo, ward: Place, from: Instant) {
        if self.tells(from) {
            let to = self.cut(from + TimeDelta::hours(8));
            self.shifts.push(ShiftAssignment {
                id: String::new(),
                patient_id: self.person.id.clone(),
                professional_id: self.site.professional_id(nurse),
                unit_id: self.site.unit_id(ward),
                from,
                to,
                recorded_at: None,
            });
        }
    }
}
