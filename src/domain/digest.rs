//! One person's day: what is urgent, what is new since they were last told, what came back, what is
//! settled by itself.
//!
//! Everything here is about flags that the person owns, or a pool of theirs. What somebody has seen
//! already (acknowledged, snoozed, settled) is no news and is left out.

use std::cmp::Reverse;
use std::collections::HashSet;

use chrono::TimeDelta;
use uuid::Uuid;

use super::flags::rules::RULES;
use super::ids::{FlagId, PatientId};
use super::time::Instant;
use super::vocabulary::{FlagState, Severity};

/// Lines of a digest at most: beyond them it says how many more there are.
pub const MOST: usize = 30;

/// A person who was not told for longer is told of this long.
pub const LONGEST: TimeDelta = TimeDelta::days(7);

/// A person who was never told is told of this long.
const FIRST: TimeDelta = TimeDelta::days(1);

/// A stored flag as a digest reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noted {
    /// Whose care it is about.
    pub patient: PatientId,
    /// Which flag.
    pub id: FlagId,
    /// The rule's code.
    pub code: String,
    /// The kind of what it is about.
    pub subject_kind: String,
    /// What it is about.
    pub subject: Uuid,
    /// How soon someone should look.
    pub severity: Severity,
    /// What people did with it.
    pub state: FlagState,
    /// When its condition began to hold.
    pub raised_at: Instant,
    /// When it was found.
    pub recorded_at: Instant,
    /// When its condition was gone.
    pub cleared_at: Option<Instant>,
    /// Until when it was put aside.
    pub snoozed_until: Option<Instant>,
    /// When it was last opened again.
    pub returned_at: Option<Instant>,
}

impl Noted {
    /// Whether somebody has to look: it lives, and nobody has seen it or its time aside is over.
    pub fn is_open(&self, now: Instant) -> bool {
        let is_open = match self.state {
            FlagState::Open => true,
            FlagState::Snoozed => self.snoozed_until.is_some_and(|until| until <= now),
            _ => false,
        };
        is_open && self.cleared_at.is_none()
    }

    /// Its key in addresses, the same as [`super::flags::Flag::key`].
    pub fn key(&self) -> String {
        let rule = RULES.iter().find(|rule| rule.code == self.code);
        let number = rule.map_or(0, |rule| rule.number);
        if self.subject_kind == "patient" {
            number.to_string()
        } else {
            format!("{number}-{}", self.subject.simple())
        }
    }

    fn part(&self, since: Instant, now: Instant) -> Option<Part> {
        let is_late = |at: Option<Instant>| at.is_some_and(|at| since < at && at <= now);
        if self.cleared_at.is_some() {
            // What came and went unseen is no news.
            let was_told = self.recorded_at <= since;
            let by_itself = self.state == FlagState::Cleared && is_late(self.cleared_at);
            return (was_told && by_itself).then_some(Part::Cleared);
        }
        if !self.is_open(now) {
            None
        } else if self.severity == Severity::Urgent {
            Some(Part::Urgent)
        } else if is_late(Some(self.recorded_at)) {
            Some(Part::New)
        } else if is_late(self.snoozed_until) || is_late(self.returned_at) {
            Some(Part::Returned)
        } else {
            None
        }
    }
}

/// Where in a digest a flag stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Urgent, and nobody has seen it.
    Urgent,
    /// Found since the last digest.
    New,
    /// Put aside or settled, and back since the last digest.
    Returned,
    /// Gone by itself since the last digest.
    Cleared,
}

/// A flag in a digest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Where it stands.
    pub part: Part,
    /// The flag.
    pub flag: Noted,
    /// Whether it was found since the last digest.
    pub is_new: bool,
}

/// How many there are, of all and not only of those with a line: all that an e-mail says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Urgent, and nobody has seen them.
    pub urgent: u64,
    /// New, to be looked at within days.
    pub attention: u64,
    /// New, good to know.
    pub info: u64,
    /// Back.
    pub returned: u64,
    /// Gone by themselves.
    pub cleared: u64,
    /// What happened to patients, for those who want to hear of it with the digest.
    pub news: u64,
}

impl Counts {
    /// Whether there is something urgent or new: what is worth an e-mail.
    pub const fn is_news(&self) -> bool {
        self.urgent + self.attention + self.info + self.returned + self.news > 0
    }
}

/// One person's day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Digest {
    /// The flags, at most [`MOST`].
    pub lines: Vec<Line>,
    /// How many there are of each kind.
    pub counts: Counts,
    /// How many have no line.
    pub left_out: u64,
}

/// The digest of these flags: what happened after `since`, and what is urgent at `now`. In the order of
/// its parts, in each the most pressing first, then those that wait longest, as in everybody's list of
/// flags. An urgent one stands for a marker about the same subject, which is then left out.
pub fn digest(flags: Vec<Noted>, since: Instant, now: Instant) -> Digest {
    let urgent: HashSet<(PatientId, String, Uuid)> = flags
        .iter()
        .filter(|flag| flag.severity == Severity::Urgent && flag.is_open(now))
        .map(subject)
        .collect();
    let mut lines: Vec<Line> = flags
        .into_iter()
        .filter_map(|flag| {
            let part = flag.part(since, now)?;
            let is_muted = part != Part::Cleared
                && flag.severity == Severity::Info
                && urgent.contains(&subject(&flag));
            (!is_muted).then(|| Line {
                part,
                is_new: flag.recorded_at > since,
                flag,
            })
        })
        .collect();
    lines.sort_by_key(|line| {
        let flag = &line.flag;
        let severity = Reverse(flag.severity);
        (line.part, severity, flag.raised_at, flag.patient, flag.id)
    });
    let counts = lines.iter().fold(Counts::default(), counted);
    let left_out = lines.len().saturating_sub(MOST) as u64;
    lines.truncate(MOST);
    Digest {
        lines,
        counts,
        left_out,
    }
}

/// From when on a digest at `now` tells, where the last one was at `last`.
pub fn since(last: Option<Instant>, now: Instant) -> Instant {
    last.map_or(now - FIRST, |last| last.max(now - LONGEST))
}

fn subject(flag: &Noted) -> (PatientId, String, Uuid) {
    (flag.patient, flag.subject_kind.clone(), flag.subject)
}

fn counted(mut counts: Counts, line: &Line) -> Counts {
    *match (line.part, line.flag.severity) {
        (Part::Urgent, _) => &mut counts.urgent,
        (Part::New, Severity::Info) => &mut counts.info,
        (Part::New, _) => &mut counts.attention,
        (Part::Returned, _) => &mut counts.returned,
        (Part::Cleared, _) => &mut counts.cleared,
    } += 1;
    counts
}
