//! What was recorded since the last handover: what a draft begins with. Facts only; how somebody is, is
//! for whoever writes to say.

use chrono::TimeDelta;

use crate::domain::ids::ProfessionalId;
use crate::domain::time::Instant;
use crate::domain::trajectory::{Holder, Trajectory};
use crate::domain::vocabulary::{ContactPurpose, HandoverState, MeasureKind, RelationshipKind};

/// How far back it is looked where there was no handover, or none for long.
const AT_MOST_DAYS: i64 = 14;

/// How many contacts are named; the first and those between are counted.
const CONTACTS: usize = 6;

/// A meeting with the patient.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Met {
    /// When.
    pub at: Instant,
    /// Whom, where it is recorded.
    pub with: Option<ProfessionalId>,
    /// What for, where it says more than treatment.
    pub purpose: Option<ContactPurpose>,
}

/// Something with a beginning or an end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn<T> {
    /// What.
    pub what: T,
    /// When.
    pub at: Instant,
    /// Whether it ended; else it began.
    pub is_end: bool,
}

/// A relationship by what it is and with whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tie {
    /// What the holder is to the patient.
    pub kind: RelationshipKind,
    /// Who.
    pub holder: Holder,
}

/// What was recorded since the last handover.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Since {
    /// Since when; `None` where it would be too long ago to write out.
    pub last: Option<Instant>,
    /// The last meetings, in order of time.
    pub met: Vec<Met>,
    /// How many there were before these.
    pub met_before: usize,
    /// Relationships that began or ended.
    pub ties: Vec<Turn<Tie>>,
    /// Legal statuses, by their codes.
    pub statuses: Vec<Turn<String>>,
    /// Leaves from a ward.
    pub leaves: Vec<Turn<()>>,
    /// Restrictive measures.
    pub measures: Vec<Turn<MeasureKind>>,
    /// Relationships that last and that the patient marked as important.
    pub trusted: Vec<Tie>,
}

impl Since {
    /// Whether nothing happened.
    pub fn is_empty(&self) -> bool {
        self.met.is_empty()
            && self.ties.is_empty()
            && self.statuses.is_empty()
            && self.leaves.is_empty()
            && self.measures.is_empty()
    }
}

/// When the last handover was that somebody may have read.
pub fn last_handover(trajectory: &Trajectory, now: Instant) -> Option<Instant> {
    let handovers = trajectory.handovers.iter();
    handovers
        .filter(|handover| {
            !matches!(
                handover.state,
                HandoverState::Draft | HandoverState::Withdrawn
            )
        })
        .map(|handover| handover.offered_at)
        .filter(|at| *at <= now)
        .max()
}

/// What was recorded about a patient since the last handover, up to `now`.
pub fn since(trajectory: &Trajectory, now: Instant) -> Since {
    since_when(trajectory, last_handover(trajectory, now), now)
}

/// What happened to a patient after an instant, up to `now`; at most the last days.
pub fn since_when(trajectory: &Trajectory, last: Option<Instant>, now: Instant) -> Since {
    let furthest = now - TimeDelta::days(AT_MOST_DAYS);
    let last = last.filter(|last| *last >= furthest);
    let from = last.unwrap_or(furthest);
    let is_new = |at: Instant| from < at && at <= now;
    let mut met: Vec<Met> = trajectory
        .contacts
        .iter()
        .filter(|contact| contact.qualifies(false) && is_new(contact.at))
        .map(|contact| Met {
            at: contact.at,
            with: contact.main,
            purpose: contact.purpose,
        })
        .collect();
    let met_before = met.len().saturating_sub(CONTACTS);
    met.drain(..met_before);
    let mut ties = Vec::new();
    for tie in &trajectory.relationships {
        let what = || Tie {
            kind: tie.kind,
            holder: tie.holder.clone(),
        };
        turns(&mut ties, tie.from, tie.to, is_new, what);
    }
    let mut statuses = Vec::new();
    for period in &trajectory.legal_periods {
        let what = || period.status.clone();
        turns(&mut statuses, period.from, period.to, is_new, what);
    }
    let mut leaves = Vec::new();
    for leave in trajectory.periods.iter().flat_map(|period| &period.leave) {
        turns(&mut leaves, leave.from, leave.to, is_new, || ());
    }
    let mut measures = Vec::new();
    for measure in &trajectory.measures {
        turns(&mut measures, measure.from, measure.to, is_new, || {
            measure.kind
        });
    }
    let trusted = trajectory.relationships.iter().filter(|tie| {
        tie.important_to_patient && tie.from <= now && tie.to.is_none_or(|to| to > now)
    });
    Since {
        last,
        met,
        met_before,
        ties,
        statuses,
        leaves,
        measures,
        trusted: trusted
            .map(|tie| Tie {
                kind: tie.kind,
                holder: tie.holder.clone(),
            })
            .collect(),
    }
}

fn turns<T>(
    turns: &mut Vec<Turn<T>>,
    from: Instant,
    to: Option<Instant>,
    is_new: impl Fn(Instant) -> bool,
    what: impl Fn() -> T,
) {
    let both = [(Some(from), false), (to, true)];
    for (at, is_end) in both {
        if let Some(at) = at.filter(|at| is_new(*at)) {
            let what = what();
            turns.push(Turn { what, at, is_end });
        }
    }
}
