//! What a rule answers: what it found, and when to ask again.

use chrono::NaiveDate;
use chrono_tz::Tz;

use super::case::Case;
use super::evidence::Evidence;
use crate::domain::ids::RecordId;
use crate::domain::time::{self, Instant};
use crate::domain::vocabulary::Severity;

/// The record a flag is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Subject {
    /// The patient's care as a whole.
    Patient,
    /// An admission, named by its first ward stay.
    Admission(RecordId),
    /// A relationship.
    Relationship(RecordId),
    /// A handover.
    Handover(RecordId),
    /// A restrictive measure.
    Measure(RecordId),
    /// A request.
    Request(RecordId),
    /// A rupture.
    Rupture(RecordId),
    /// The scores of one professional with one instrument, named by the first of them.
    AllianceScores(RecordId),
}

impl Subject {
    /// The word for the kind of subject, as stored.
    pub const fn kind(self) -> &'static str {
        match self {
            Self::Patient => "patient",
            Self::Admission(_) => "admission",
            Self::Relationship(_) => "relationship",
            Self::Handover(_) => "handover",
            Self::Measure(_) => "measure",
            Self::Request(_) => "request",
            Self::Rupture(_) => "rupture",
            Self::AllianceScores(_) => "alliance_score",
        }
    }

    /// The subject of a kind, as stored; `None` for a kind that no rule speaks of.
    pub fn of(kind: &str, id: RecordId) -> Option<Self> {
        Some(match kind {
            "patient" => Self::Patient,
            "admission" => Self::Admission(id),
            "relationship" => Self::Relationship(id),
            "handover" => Self::Handover(id),
            "measure" => Self::Measure(id),
            "request" => Self::Request(id),
            "rupture" => Self::Rupture(id),
            "alliance_score" => Self::AllianceScores(id),
            _ => return None,
        })
    }

    /// The record, where the subject is one.
    pub const fn record(self) -> Option<RecordId> {
        match self {
            Self::Patient => None,
            Self::Admission(id)
            | Self::Relationship(id)
            | Self::Handover(id)
            | Self::Measure(id)
            | Self::Request(id)
            | Self::Rupture(id)
            | Self::AllianceScores(id) => Some(id),
        }
    }
}

/// Something the service has not done.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// What it is about.
    pub subject: Subject,
    /// How soon someone should look.
    pub severity: Severity,
    /// What it rests on.
    pub evidence: Evidence,
}

/// A rule's answer about one patient at one instant.
#[derive(Debug, Clone)]
pub struct Verdict {
    /// What was found, at most one per subject.
    pub findings: Vec<Finding>,
    /// The next instant at which time alone, with no new record, could change the findings apart
    /// from their day counts. May come early, never late; `None` when it never could.
    pub next: Option<Instant>,
    as_of: Instant,
    zone: Tz,
}

impl Verdict {
    /// Nothing found, and never to be asked again.
    pub fn on(case: &Case<'_>) -> Self {
        Self {
            findings: Vec::new(),
            next: None,
            as_of: case.as_of,
            zone: case.zone,
        }
    }

    /// Adds a finding.
    pub fn find(&mut self, subject: Subject, severity: Severity, evidence: Evidence) {
        self.findings.push(Finding {
            subject,
            severity,
            evidence,
        });
    }

    /// Asks again at an instant, if it lies ahead.
    pub fn again_at(&mut self, at: Instant) {
        if at > self.as_of {
            self.next = Some(self.next.map_or(at, |next| next.min(at)));
        }
    }

    /// Asks again when a local date begins, if it lies ahead.
    pub fn again_on(&mut self, date: NaiveDate) {
        // The zone's offset is at most a day: an earlier date needs no look at the clock.
        if date.and_time(chrono::NaiveTime::MIN).and_utc() + chrono::TimeDelta::days(1) > self.as_of
        {
            self.again_at(time::start_of_day(date, self.zone));
        }
    }

    /// Asks again around the day some years after a date: leap years make the day of the change
    /// depend on which year counts, so the days beside it are asked too.
    pub fn again_years_after(&mut self, date: NaiveDate, years: i32) {
        let day = time::add_years(date, years);
        for offset in 0..=2 {
            self.again_on(time::add_days(day, offset));
        }
    }
}
