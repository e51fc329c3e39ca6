//! One patient at one instant, as every rule reads it: the trajectory as it stood then, with what
//! several rules need worked out once.

use chrono::{NaiveDate, TimeDelta};
use chrono_tz::Tz;

use super::policy::Policy;
use crate::domain::admission::{self, Admission};
use crate::domain::continuity::named::named_spans;
use crate::domain::continuity::sequence::{self, Meeting, Window};
use crate::domain::ids::{ProfessionalId, RecordId};
use crate::domain::time::{self, Instant};
use crate::domain::trajectory::{Contact, Directory, Plan, Relationship, Trajectory};
use crate::domain::vocabulary::{ContactStatus, DecisionOutcome, DecisionSubject, PlanKind};

/// One patient at one instant.
pub struct Case<'a> {
    /// The trajectory as of the instant.
    pub trajectory: Trajectory,
    /// Units, professionals and employments.
    pub directory: &'a Directory,
    /// The thresholds in force.
    pub policy: &'a Policy,
    /// The instant.
    pub as_of: Instant,
    /// The service's zone.
    pub zone: Tz,
    /// The local date of the instant in the service's zone.
    pub today: NaiveDate,
    /// Admissions, in order of start.
    pub admissions: Vec<Admission>,
    /// The sequence of the indices over the longest window that a rule reads.
    meetings: Vec<Meeting>,
    /// The next instant at which the trajectory itself changes: a booking that comes due, an end
    /// recorded ahead.
    pub next_record: Option<Instant>,
}

impl<'a> Case<'a> {
    /// Looks at a trajectory (with everything known, also ahead) as of an instant.
    pub fn new(
        trajectory: Trajectory,
        directory: &'a Directory,
        policy: &'a Policy,
        as_of: Instant,
    ) -> Self {
        let zone = directory.service_zone;
        let today = time::local_date(as_of, zone);
        let next_record = trajectory.instants(zone).filter(|at| *at > as_of).min();
        let trajectory = trajectory.as_of(as_of, zone);
        let gap = TimeDelta::hours(policy.gap_hours);
        let admissions = admission::admissions(&trajectory.periods, directory, gap);
        let days = policy.contact_days.max(policy.frag_days);
        let window = Window::last_days(days, today);
        let meetings = sequence::meetings(&trajectory, directory, window, policy.count_messages);
        Self {
            trajectory,
            directory,
            policy,
            as_of,
            zone,
            today,
            admissions,
            meetings,
            next_record,
        }
    }

    /// The sequence of the indices over the last `days` local dates, today included.
    pub fn recent(&self, days: i64) -> impl Iterator<Item = &Meeting> {
        let opens = time::add_days(self.today, 1 - days);
        self.meetings.iter().filter(move |m| m.day >= opens)
    }

    /// Whole days from a date to today.
    pub fn days_since(&self, date: NaiveDate) -> i64 {
        time::days_between(date, self.today)
    }

    /// Whether a date lies in the last calendar years, today included.
    pub fn is_within_years(&self, date: NaiveDate, years: i32) -> bool {
        date > time::add_years(self.today, -years)
    }

    /// The admission that is open now.
    pub fn open_admission(&self) -> Option<&Admission> {
        self.admissions.iter().find(|a| a.to.is_none())
    }

    /// Admissions that count by the policy: in a counted setting, and not the patient's own
    /// decision.
    pub fn counted_admissions(&self) -> Vec<&Admission> {
        self.admissions
            .iter()
            .filter(|a| self.policy.count_patient_controlled || !a.is_patient_controlled())
            .filter(|a| {
                a.touches(&self.trajectory.periods, self.directory, |setting| {
                    self.policy.counted_settings.contains(&setting)
                })
            })
            .collect()
    }

    /// The admission that a first ward stay stands for.
    pub fn admission(&self, first: RecordId) -> Option<&Admission> {
        self.admissions.iter().find(|a| a.first == first)
    }

    /// The ward stays of an admission.
    pub fn ward_stays(&self, admission: &Admission) -> impl Iterator<Item = RecordId> {
        admission
            .stays
            .iter()
            .filter_map(|place| self.trajectory.periods.get(*place))
            .map(|stay| stay.id)
    }

    /// Relationships that last.
    pub fn active_relationships(&self) -> impl Iterator<Item = &Relationship> {
        self.trajectory
            .relationships
            .iter()
            .filter(|r| r.to.is_none())
    }

    /// Whether a relational review was held after an instant.
    pub fn reviewed_after(&self, at: Instant) -> bool {
        self.trajectory.reviews.iter().any(|r| r.held_at > at)
    }

    /// When the patient said no to what was offered, where that is their last word on it.
    pub fn declined(&self, subject: DecisionSubject) -> Option<Instant> {
        let decisions = self.trajectory.decisions.iter().rev();
        decisions
            .filter(|d| d.subject == subject)
            .find(|d| d.outcome != DecisionOutcome::NotOffered)
            .filter(|d| d.outcome == DecisionOutcome::DeclinedByPatient)
            .map(|d| d.decided_at)
    }

    /// Plans of a kind that have been made, in force or not.
    pub fn plans(&self, kind: PlanKind) -> impl Iterator<Item = &Plan> {
        self.trajectory.plans.iter().filter(move |p| p.kind == kind)
    }

    /// The local date of an instant in the service's zone.
    pub fn date(&self, at: Instant) -> NaiveDate {
        time::local_date(at, self.zone)
    }

    /// The local date of a contact, in the zone of its unit.
    pub fn contact_date(&self, contact: &Contact) -> NaiveDate {
        time::local_date(contact.at, self.directory.zone(Some(contact.unit)))
    }

    /// Meetings with the patient in which a professional took part, in time order.
    pub fn meetings_with(&self, professional: ProfessionalId) -> impl Iterator<Item = &Contact> {
        self.trajectory
            .contacts
            .iter()
            .filter(move |c| c.qualifies(self.policy.count_messages) && c.involves(professional))
    }

    /// Whether anything is booked with a professional.
    pub fn is_booked_with(&self, professional: ProfessionalId) -> bool {
        self.trajectory.contacts.iter().any(|c| {
            c.status == ContactStatus::Planned && c.at > self.as_of && c.involves(professional)
        })
    }

    /// Since which local date the patient has been in service without a break; `None` when not in
    /// service today. Where it is not recorded, days with an open treatment period or an active
    /// relationship are in service.
    pub fn in_service_since(&self) -> Option<NaiveDate> {
        let patient = &self.trajectory.patient;
        if patient.in_service_to.is_some_and(|to| to <= self.today) {
            return None;
        }
        match patient.in_service_from {
            Some(from) => (from <= self.today).then_some(from),
            None => self.engaged_since(),
        }
    }

    /// Start of the unbroken run of engaged days that reaches today.
    fn engaged_since(&self) -> Option<NaiveDate> {
        let periods = self.trajectory.periods.iter().map(|p| {
            let zone = self.directory.zone(Some(p.unit));
            (
                time::local_date(p.from, zone),
                p.to.map(|to| time::local_date(to, zone)),
            )
        });
        let relationships = self
            .trajectory
            .relationships
            .iter()
            .map(|r| r.dates(self.directory));
        let mut runs: Vec<(NaiveDate, NaiveDate)> = periods
            .chain(relationships)
            .map(|(from, to)| (from, to.unwrap_or(NaiveDate::MAX)))
            .collect();
        runs.sort_unstable();
        let mut run: Option<(NaiveDate, NaiveDate)> = None;
        for (from, to) in runs {
            run = match run {
                Some((start, end)) if from <= end => Some((start, end.max(to))),
                _ => Some((from, to)),
            };
        }
        // Only a run with an open end reaches today: an end by now has been reached.
        run.filter(|(_, end)| *end > self.today)
            .map(|(start, _)| start)
    }

    /// Whether the patient has a named contact, and who was the last.
    pub fn named_contact(&self) -> NamedContact {
        let mut spans = Vec::new();
        let relationships = &self.trajectory.relationships;
        named_spans(relationships, &self.admissions, self.directory, &mut spans);
        let last = spans
            .iter()
            .filter(|span| span.to.is_some())
            .max_by_key(|span| span.to);
        NamedContact {
            is_present: spans.iter().any(|span| span.to.is_none()),
            last_end: last.and_then(|span| span.to),
            last: last.and_then(|span| span.who),
        }
    }

    /// The last local date that belongs to the patient's life as known: today, or the day of death.
    pub fn last_day(&self) -> NaiveDate {
        let died = self.trajectory.patient.deceased_at.map(|at| self.date(at));
        died.map_or(self.today, |died| died.min(self.today))
    }
}

/// Whether the patient has a named contact, and who was the last.
#[derive(Debug)]
pub struct NamedContact {
    /// Whether there is one now.
    pub is_present: bool,
    /// The latest end of an earlier one.
    pub last_end: Option<NaiveDate>,
    /// Who that was, when a professional.
    pub last: Option<ProfessionalId>,
}
