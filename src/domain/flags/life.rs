//! The life of a flag: what people do with it, and what opens it again.
//!
//! A flag is open until somebody acknowledges, snoozes or settles it. A snoozed one wakes by itself.
//! The record clears a flag whose condition is gone; what somebody settled stays settled then. A flag
//! that somebody had put aside is open again when what it rests on changes, or when it becomes more
//! pressing: never because a day went by, since counts of days are no part of what is stored, and
//! never because it became less pressing.
//!
//! ```text
//! open -> acknowledged -> snoozed -> resolved | not applicable
//!   ^  by hand, by the record, or when the time of a snooze is over
//! ```

use std::fmt;

use chrono::NaiveDate;
use chrono_tz::Tz;

use super::evidence::{Evidence, Value};
use crate::domain::time::{self, Instant};
use crate::domain::vocabulary::{FlagState, Severity};

/// The most days that a flag can be snoozed.
pub const SNOOZE_MAX_DAYS: i64 = 30;

/// The most characters of a reason.
pub const WORDS_MAX: usize = 500;

/// The rule about a discharge without a contact, and the one that takes over from it: what was done
/// elsewhere for the one was done for the other.
pub const FOLLOW_UP: [&str; 2] = ["no_follow_up_72h", "no_follow_up_7d"];

/// What people did with a flag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// It waits.
    Open,
    /// Somebody has seen it and takes it on.
    Acknowledged,
    /// It rests.
    Snoozed {
        /// Until when.
        until: Instant,
        /// Why.
        reason: String,
    },
    /// Somebody did what it asks for.
    Resolved(Answer),
    /// It does not fit this patient.
    NotApplicable {
        /// Why.
        reason: String,
    },
    /// Its condition was gone before anybody settled it.
    Cleared,
}

/// By what a flag was resolved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// In somebody's words.
    Words(String),
    /// A contact after a discharge that the record cannot see.
    Elsewhere {
        /// By whom.
        by: String,
        /// When.
        on: NaiveDate,
    },
}

/// What somebody does with a flag, as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// Has seen it and takes it on.
    Acknowledge,
    /// Lets it rest.
    Snooze {
        /// Until when; `None` when nothing that could be read was given.
        until: Option<Instant>,
        /// Why.
        reason: String,
    },
    /// Did what it asks for.
    Resolve {
        /// What was done.
        by_what: String,
    },
    /// Says that it does not fit.
    NotApplicable {
        /// Why.
        reason: String,
    },
    /// The contact after the discharge took place where this record cannot see it.
    DoneElsewhere {
        /// By whom.
        by: String,
        /// When; `None` when nothing that could be read was given.
        on: Option<NaiveDate>,
    },
    /// Opens it again.
    Reopen,
}

/// What happened in a flag's life besides that it was raised and cleared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// Somebody took it on.
    Acknowledged,
    /// Somebody let it rest.
    Snoozed {
        /// Until when.
        until: Instant,
        /// Why.
        reason: String,
    },
    /// The time of a snooze was over.
    Woken,
    /// Somebody did what it asks for.
    Resolved(Answer),
    /// Somebody said that it does not fit.
    NotApplicable {
        /// Why.
        reason: String,
    },
    /// It is open again.
    Reopened(Why),
    /// The patient said something about it.
    Said(Remark, Option<String>),
}

/// Why a flag is open again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Somebody opened it.
    ByHand,
    /// What it rests on changed.
    Evidence,
    /// It became more pressing.
    Severity,
}

/// What a patient says about a flag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remark {
    /// "This is wrong."
    Wrong,
    /// "This matters to me."
    Matters,
}

/// What a flag became, and what is written down about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The next state.
    pub state: State,
    /// What happened.
    pub event: Event,
}

/// Where somebody acts: what the limits of an act are counted from.
#[derive(Debug, Clone, Copy)]
pub struct Scene<'a> {
    /// The rule's code.
    pub code: &'a str,
    /// Whether the flag's condition still holds.
    pub lives: bool,
    /// The local date of the discharge it is about.
    pub discharged: Option<NaiveDate>,
    /// The instant.
    pub now: Instant,
    /// The service's zone.
    pub zone: Tz,
}

/// Why an act changes nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// What was typed cannot be used.
    Faults(Vec<Fault>),
    /// The flag is not where this is possible.
    Illegal(Illegal),
}

/// A transition that does not exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Illegal {
    /// The record has cleared it.
    #[error("this flag is over: the record has cleared it")]
    Over,
    /// Somebody has settled it.
    #[error("this flag is settled; open it again first")]
    Settled,
    /// Only a contact after a discharge can be done elsewhere.
    #[error("only a flag about a contact after a discharge can be answered as done elsewhere")]
    NotAFollowUp,
}

/// A field that cannot be used, and what would be accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    /// Which field.
    pub field: &'static str,
    /// What would be accepted.
    pub expected: Expected,
}

/// What would be accepted of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// Some words, not too many.
    Words,
    /// Not too many words, or none.
    FewWords,
    /// A time ahead, at most [`SNOOZE_MAX_DAYS`] away.
    Soon,
    /// A day that has come, from the discharge on.
    DayUpToToday(Option<NaiveDate>),
    /// One of these codes.
    OneOf(&'static [&'static str]),
    /// Something, or somebody, that is known here.
    Known,
    /// A day and a time.
    Time,
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Words => write!(f, "1 to {WORDS_MAX} characters of words"),
            Self::FewWords => write!(f, "at most {WORDS_MAX} characters of words"),
            Self::Soon => write!(
                f,
                "a date after today and at most {SNOOZE_MAX_DAYS} days ahead"
            ),
            Self::DayUpToToday(None) => f.write_str("a date up to today"),
            Self::OneOf(codes) => write!(f, "one of {}", codes.join(", ")),
            Self::Known => f.write_str("one that is known here"),
            Self::Time => f.write_str("a date and a time"),
            Self::DayUpToToday(Some(discharged)) => {
                write!(f, "a date from {discharged} (the discharge) up to today")
            }
        }
    }
}

impl State {
    /// The word for it, as stored.
    pub const fn word(&self) -> FlagState {
        match self {
            Self::Open => FlagState::Open,
            Self::Acknowledged => FlagState::Acknowledged,
            Self::Snoozed { .. } => FlagState::Snoozed,
            Self::Resolved(_) => FlagState::Resolved,
            Self::NotApplicable { .. } => FlagState::NotApplicable,
            Self::Cleared => FlagState::Cleared,
        }
    }

    /// Whether somebody has said the last word.
    pub const fn is_settled(&self) -> bool {
        matches!(self, Self::Resolved(_) | Self::NotApplicable { .. })
    }

    /// Whether it asks for somebody's attention.
    pub const fn waits(&self) -> bool {
        matches!(self, Self::Open | Self::Acknowledged)
    }

    /// The state as it reads at an instant: a snooze that is over is open.
    #[must_use]
    pub fn at(self, now: Instant) -> Self {
        match self {
            Self::Snoozed { until, .. } if until <= now => Self::Open,
            other => other,
        }
    }

    /// When it wakes by itself, where that lies ahead.
    pub fn wakes_after(&self, now: Instant) -> Option<Instant> {
        match self {
            Self::Snoozed { until, .. } => (*until > now).then_some(*until),
            _ => None,
        }
    }

    /// What an act makes of it; `None` when it is so already, so that asking twice is asking once.
    ///
    /// # Errors
    /// What was typed cannot be used, or the flag is not where this is possible.
    pub fn act(&self, act: &Act, scene: &Scene<'_>) -> Result<Option<Step>, Refused> {
        let now = self.clone().at(scene.now);
        if !scene.lives {
            return Err(Refused::Illegal(Illegal::Over));
        }
        if matches!(act, Act::DoneElsewhere { .. }) && !FOLLOW_UP.contains(&scene.code) {
            return Err(Refused::Illegal(Illegal::NotAFollowUp));
        }
        let step = act.step(scene).map_err(Refused::Faults)?;
        if step.state == now {
            return Ok(None);
        }
        if now.is_settled() && !matches!(act, Act::Reopen) {
            return Err(Refused::Illegal(Illegal::Settled));
        }
        Ok(Some(step))
    }

    /// What becomes of it when an evaluation at `now` finds the flag again; `None` when nothing does.
    pub fn found_again(
        &self,
        severity: (Severity, Severity),
        evidence_changed: bool,
        now: Instant,
    ) -> Option<Step> {
        let (was, is) = severity;
        let why = if matches!(self, Self::Open) {
            None
        } else if is > was {
            Some(Why::Severity)
        } else if evidence_changed {
            Some(Why::Evidence)
        } else {
            None
        };
        let event = match why {
            Some(why) => Event::Reopened(why),
            None if self.clone().at(now) != *self => Event::Woken,
            None => return None,
        };
        Some(Step {
            state: Self::Open,
            event,
        })
    }

    /// What becomes of it when the record clears the flag.
    #[must_use]
    pub fn cleared(self) -> Self {
        if self.is_settled() {
            self
        } else {
            Self::Cleared
        }
    }

    /// Whether the rule that takes over begins with the same answer: nobody is asked twice.
    pub const fn carries_over(&self) -> bool {
        matches!(self, Self::Resolved(Answer::Elsewhere { .. }))
    }
}

impl Act {
    /// What it makes of a flag that can take it.
    fn step(&self, scene: &Scene<'_>) -> Result<Step, Vec<Fault>> {
        let mut faults = Vec::new();
        let (state, event) = match self {
            Self::Acknowledge => (State::Acknowledged, Event::Acknowledged),
            Self::Reopen => (State::Open, Event::Reopened(Why::ByHand)),
            Self::Snooze { until, reason } => {
                let until = until.filter(|until| scene.allows_snooze(*until));
                if until.is_none() {
                    faults.push(Fault {
                        field: "until",
                        expected: Expected::Soon,
                    });
                }
                let reason = said(reason, "reason", &mut faults);
                let until = until.unwrap_or(scene.now);
                let state = State::Snoozed {
                    until,
                    reason: reason.clone(),
                };
                (state, Event::Snoozed { until, reason })
            }
            Self::Resolve { by_what } => {
                let answer = Answer::Words(said(by_what, "by_what", &mut faults));
                (State::Resolved(answer.clone()), Event::Resolved(answer))
            }
            Self::NotApplicable { reason } => {
                let reason = said(reason, "reason", &mut faults);
                let state = State::NotApplicable {
                    reason: reason.clone(),
                };
                (state, Event::NotApplicable { reason })
            }
            Self::DoneElsewhere { by, on } => {
                let by = said(by, "by", &mut faults);
                let on = on.filter(|on| scene.allows_contact(*on));
                if on.is_none() {
                    faults.push(Fault {
                        field: "on",
                        expected: Expected::DayUpToToday(scene.discharged),
                    });
                }
                let on = on.unwrap_or_default();
                let answer = Answer::Elsewhere { by, on };
                (State::Resolved(answer.clone()), Event::Resolved(answer))
            }
        };
        if faults.is_empty() {
            Ok(Step { state, event })
        } else {
            Err(faults)
        }
    }
}

impl Scene<'_> {
    fn today(&self) -> NaiveDate {
        time::local_date(self.now, self.zone)
    }

    fn allows_snooze(&self, until: Instant) -> bool {
        let last = time::add_days(self.today(), SNOOZE_MAX_DAYS);
        until > self.now && time::local_date(until, self.zone) <= last
    }

    fn allows_contact(&self, on: NaiveDate) -> bool {
        on <= self.today() && self.discharged.is_none_or(|discharged| discharged <= on)
    }
}

/// Words as they are kept: without surrounding spaces. No database takes the character NUL.
fn kept(typed: &str) -> Option<&str> {
    let words = typed.trim();
    let fits = words.chars().count() <= WORDS_MAX && !words.contains('\0');
    fits.then_some(words)
}

/// Words that have to be there.
fn said(typed: &str, field: &'static str, faults: &mut Vec<Fault>) -> String {
    if let Some(words) = kept(typed).filter(|words| !words.is_empty()) {
        return words.to_owned();
    }
    faults.push(Fault {
        field,
        expected: Expected::Words,
    });
    String::new()
}

/// What a patient says about a flag, with words or without.
///
/// # Errors
/// The words cannot be kept.
pub fn remark(remark: Remark, words: &str) -> Result<Event, Fault> {
    let words = kept(words).ok_or(Fault {
        field: "words",
        expected: Expected::FewWords,
    })?;
    let words = (!words.is_empty()).then(|| words.to_owned());
    Ok(Event::Said(remark, words))
}

/// The local date of the discharge that a flag is about, where it is about one.
pub fn discharged_on(evidence: &Evidence) -> Option<NaiveDate> {
    match evidence.get("discharged") {
        Some(Value::Date(on)) => Some(*on),
        _ => None,
    }
}
