//! Writing down what somebody tells, and how it is shared.

use chrono::NaiveDate;
use chrono_tz::Tz;

use super::about::About;
use super::vague::Vague;
use super::{NAMED, NAMED_MAX, ONLY_ME, TEXT_MAX, WRITTEN_BY_STAFF};
use crate::domain::ids::ProfessionalId;
use crate::domain::recording::{Fault, Wrong};
use crate::domain::time::{self, Instant};
use crate::domain::vocabulary::{Authorship, NarrativeKind};

/// What somebody tells, as typed. What could not be read is `None`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Telling {
    /// What it tells.
    pub kind: Option<NarrativeKind>,
    /// Whose words.
    pub authorship: Option<Authorship>,
    /// The words.
    pub text: String,
    /// When it was, as it was said; empty where nothing was.
    pub when: String,
    /// Whom it is shared with.
    pub wish: Wish,
    /// Whether next of kin tell it in confidence: the patient is told that there is something, and not what.
    pub is_confidential: bool,
    /// What it is about, where somebody says.
    pub about: Option<About>,
}

/// Whom the patient lets read an entry, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wish {
    /// The level, 0 to 3. 4 is a yes of its own to something else, and never given by the way.
    pub level: Option<u8>,
    /// The persons whom the patient chose.
    pub named: Vec<ProfessionalId>,
    /// The last day on which it is shared, as typed; empty for no end.
    pub until: String,
}

/// What was told, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// What it tells.
    pub kind: NarrativeKind,
    /// Whose words.
    pub authorship: Authorship,
    /// The words, without blanks around them.
    pub text: String,
    /// When it was.
    pub when: Option<Vague>,
    /// Whom it is shared with.
    pub sharing: Sharing,
    /// Whether it is kept out of what the patient sees.
    pub is_confidential: bool,
    /// What it is about, where somebody says. Whether that is there is asked where it is written.
    pub about: Option<About>,
}

/// Whom an entry is shared with.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sharing {
    /// The level.
    pub level: u8,
    /// The persons chosen; none on other levels than 1.
    pub named: Vec<ProfessionalId>,
    /// The instant at which it is the patient's alone again; `None` for no end.
    pub until: Option<Instant>,
}

impl Sharing {
    /// The level that holds at an instant: past its end an entry is the patient's alone.
    pub fn level_at(&self, now: Instant) -> u8 {
        match self.until {
            Some(until) if until <= now => ONLY_ME,
            _ => self.level,
        }
    }

    /// Whether with this somebody could read, at some time from now on, who could not with what was before; a
    /// yes to learning without identity is wider, too. What is narrower for some and wider for one is wider.
    pub fn is_wider_than(&self, before: &Self, now: Instant) -> bool {
        let level = self.level_at(now);
        if level == ONLY_ME {
            return false;
        }
        let lasts_longer = match (before.until, self.until) {
            (None, _) => false,
            (Some(_), None) => true,
            (Some(before), Some(after)) => after > before,
        };
        let is_known = |who: &ProfessionalId| before.named.contains(who);
        level > before.level_at(now) || lasts_longer || !self.named.iter().all(is_known)
    }
}

/// When and about whom it is told.
#[derive(Debug, Clone, Copy)]
pub struct Moment {
    /// Now.
    pub now: Instant,
    /// The zone of days.
    pub zone: Tz,
    /// The day of birth, where it is recorded.
    pub born: Option<NaiveDate>,
}

impl Telling {
    /// What is kept of it where staff write it down, or all that is wrong.
    ///
    /// # Errors
    /// The fields that cannot be used, each once.
    pub fn checked(&self, moment: Moment) -> Result<Told, Vec<Fault>> {
        let authorship = self.authorship.filter(|of| WRITTEN_BY_STAFF.contains(of));
        self.by(authorship, moment)
    }

    /// What is kept of it where the patient writes it, or all that is wrong.
    ///
    /// # Errors
    /// As [`Self::checked`].
    pub fn in_own_hand(&self, moment: Moment) -> Result<Told, Vec<Fault>> {
        self.by(Some(Authorship::PatientVerbatim), moment)
    }

    fn by(&self, authorship: Option<Authorship>, moment: Moment) -> Result<Told, Vec<Fault>> {
        let mut faults = Vec::new();
        let mut wrong = |field, wrong| faults.push(Fault { field, wrong });
        if self.kind.is_none() {
            wrong("kind", Wrong::Missing);
        }
        if authorship.is_none() {
            wrong("authorship", Wrong::Missing);
        } else if self.is_confidential && authorship != Some(Authorship::NextOfKin) {
            wrong("is_confidential", Wrong::NotKin);
        }
        if let Err(fault) = about(self.kind, authorship, self.about) {
            faults.push(fault);
        }
        let text = words(&self.text).map_err(|wrong| Fault {
            field: "text",
            wrong,
        });
        let when = when(&self.when, moment).map_err(|wrong| Fault {
            field: "when",
            wrong,
        });
        faults.extend(text.as_ref().err().copied());
        faults.extend(when.as_ref().err().copied());
        let sharing = self.wish.checked(moment);
        if let Err(wrong) = &sharing {
            faults.extend(wrong.iter().copied());
        }
        match (self.kind, authorship, text, when, sharing) {
            (Some(kind), Some(authorship), Ok(text), Ok(when), Ok(sharing))
                if faults.is_empty() =>
            {
                Ok(Told {
                    kind,
                    authorship,
                    text,
                    when,
                    sharing,
                    is_confidential: self.is_confidential,
                    about: self.about,
                })
            }
            _ => Err(faults),
        }
    }
}

impl Wish {
    /// Whom it is shared with, or all that is wrong.
    ///
    /// # Errors
    /// The fields that cannot be used, each once.
    pub fn checked(&self, moment: Moment) -> Result<Sharing, Vec<Fault>> {
        let mut faults = Vec::new();
        let mut wrong = |field, wrong| faults.push(Fault { field, wrong });
        let level = self.level.filter(|level| *level < 4);
        if level.is_none() {
            wrong("level", Wrong::NoChoice);
        }
        let mut named = self.named.clone();
        named.sort_unstable();
        named.dedup();
        if level == Some(NAMED) {
            if named.is_empty() {
                wrong("named", Wrong::NobodyChosen);
            } else if named.len() > NAMED_MAX {
                wrong("named", Wrong::TooMany);
            }
        } else {
            named.clear();
        }
        let today = time::local_date(moment.now, moment.zone);
        let until = match self.until.trim() {
            "" => None,
            typed => match crate::domain::recording::day_of(typed) {
                Ok(day) if day < today => {
                    wrong("until", Wrong::InPast);
                    None
                }
                Ok(day) if day > time::add_years(today, 2) => {
                    wrong("until", Wrong::TooFar);
                    None
                }
                // To the end of that day.
                Ok(day) => Some(time::start_of_day(time::add_days(day, 1), moment.zone)),
                Err(_) => {
                    wrong("until", Wrong::NoDay);
                    None
                }
            },
        };
        if faults.is_empty() {
            Ok(Sharing {
                level: level.unwrap_or(ONLY_ME),
                named,
                until: until.filter(|_| level != Some(ONLY_ME)),
            })
        } else {
            Err(faults)
        }
    }
}

/// Words as they are kept: as they were written, but for blanks around them.
///
/// # Errors
/// What is wrong with them.
pub fn words(typed: &str) -> Result<String, Wrong> {
    // A form sends line ends as two signs each.
    let text = typed.replace("\r\n", "\n");
    let text = text.trim();
    if text.is_empty() {
        Err(Wrong::Missing)
    } else if text.chars().count() > TEXT_MAX || text.contains('\0') {
        Err(Wrong::TooLongAStory)
    } else {
        Ok(text.to_owned())
    }
}

/// What the patient sees differently is about something that they can see differently, and is the patient's.
fn about(
    kind: Option<NarrativeKind>,
    authorship: Option<Authorship>,
    about: Option<About>,
) -> Result<(), Fault> {
    let wrong = |field, wrong| Err(Fault { field, wrong });
    let is_annotation = kind == Some(NarrativeKind::SeesDifferently);
    if is_annotation && authorship == Some(Authorship::NextOfKin) {
        return wrong("authorship", Wrong::NotKins);
    }
    match (kind, about) {
        (Some(_), None) if is_annotation => wrong("about", Wrong::NothingNamed),
        (Some(kind), Some(about)) if !about.thing.takes(kind) => {
            wrong("about", Wrong::NothingThere)
        }
        _ => Ok(()),
    }
}

fn when(said: &str, moment: Moment) -> Result<Option<Vague>, Wrong> {
    if said.trim().is_empty() {
        return Ok(None);
    }
    let when = Vague::read(said, moment.born).ok_or(Wrong::NoWhen)?;
    let today = time::local_date(moment.now, moment.zone);
    if when.from > today {
        return Err(Wrong::InFuture);
    }
    if moment.born.is_some_and(|born| when.to < born) {
        return Err(Wrong::BeforeBirth);
    }
    Ok(Some(when))
}
