//! When it is in question whether the patient can consent: nothing is shared more widely, existing choices
//! stay, and narrowing and taking back are obeyed as always.

use chrono_tz::Tz;

use super::Sharing;
use crate::domain::ids::{ProfessionalId, RecordId};
use crate::domain::recording::{Fault, Wrong, day_of};
use crate::domain::time::{self, Instant};

/// The most characters of a reason.
pub const REASON_MAX: usize = 500;

/// That somebody in care holds the patient's capacity to be in question, for a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Identity.
    pub id: RecordId,
    /// From when.
    pub from: Instant,
    /// Until when, where somebody said so.
    pub until: Option<Instant>,
    /// Why, in words.
    pub reason: String,
    /// Who stated it.
    pub stated_by: ProfessionalId,
    /// When it was written down.
    pub recorded_at: Instant,
    /// When, and by whom, it was settled.
    pub settled: Option<(Instant, ProfessionalId)>,
}

impl Question {
    /// Whether it is in question at an instant.
    pub fn holds_at(&self, now: Instant) -> bool {
        let is_over = self.until.is_some_and(|until| until <= now);
        let is_settled = self.settled.is_some_and(|(at, _)| at <= now);
        self.from <= now && !is_over && !is_settled
    }
}

/// A statement, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Statement {
    /// The first day; empty for today.
    pub from: String,
    /// The last day; empty for no end.
    pub until: String,
    /// Why, in words.
    pub reason: String,
}

/// A statement as it is kept: from when, until when, why.
pub type Stated = (Instant, Option<Instant>, String);

impl Statement {
    /// What is kept of it, or all that is wrong.
    ///
    /// # Errors
    /// The fields that cannot be used, each once.
    pub fn checked(&self, now: Instant, zone: Tz) -> Result<Stated, Vec<Fault>> {
        let mut faults = Vec::new();
        let mut wrong = |field, wrong| faults.push(Fault { field, wrong });
        let today = time::local_date(now, zone);
        let day = |typed: &str| match typed.trim() {
            "" => Ok(None),
            typed => day_of(typed).map(Some).map_err(|_| Wrong::NoDay),
        };
        let from = day(&self.from).unwrap_or_else(|fault| {
            wrong("from", fault);
            None
        });
        let from = from.unwrap_or(today);
        if from > today {
            wrong("from", Wrong::InFuture);
        }
        let until = day(&self.until).unwrap_or_else(|fault| {
            wrong("until", fault);
            None
        });
        match until {
            Some(until) if until < from => wrong("until", Wrong::EndBeforeStart),
            Some(until) if until > time::add_years(today, 2) => wrong("until", Wrong::TooFar),
            _ => {}
        }
        let reason = self.reason.trim();
        if reason.is_empty() {
            wrong("reason", Wrong::Missing);
        } else if reason.chars().count() > REASON_MAX || reason.contains('\0') {
            wrong("reason", Wrong::TooLong);
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        // To the end of the last day.
        let until = until.map(|day| time::start_of_day(time::add_days(day, 1), zone));
        Ok((time::start_of_day(from, zone), until, reason.to_owned()))
    }
}

/// Whether a sharing may become another, at an instant.
///
/// # Errors
/// What is wrong with it: that it is wider, while it is in question whether the patient can consent to that.
pub fn allowed(
    before: &Sharing,
    after: &Sharing,
    is_in_question: bool,
    now: Instant,
) -> Result<(), Fault> {
    if is_in_question && after.is_wider_than(before, now) {
        return Err(Fault {
            field: "level",
            wrong: Wrong::CapacityInQuestion,
        });
    }
    Ok(())
}
