//! What a change of thresholds would change: flags that would appear and disappear, by rule and
//! severity. Counts only.

use std::collections::BTreeMap;

use super::{InForce, PolicyBook};
use crate::domain::flags::rules::RULES;
use crate::domain::flags::{self, Flag, Subject};
use crate::domain::time::Instant;
use crate::domain::trajectory::{Directory, Trajectory};
use crate::domain::vocabulary::Severity;

/// Flags, and how many patients have at least one of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Flags.
    pub flags: u64,
    /// Patients.
    pub patients: u64,
}

/// What would become of flags of one rule and severity.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Turnover {
    /// Those that are there.
    pub now: Tally,
    /// Those that would be there, and are not.
    pub appear: Tally,
    /// Those that are there, and would not be.
    pub disappear: Tally,
}

/// What would change over some patients.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Difference {
    /// Patients looked at.
    pub patients: u64,
    /// By place of the rule in the list, and severity. A flag whose severity would change disappears
    /// under one and appears under the other.
    by: BTreeMap<(usize, Severity), Turnover>,
}

/// What makes a flag the same under both policies.
type Key = (usize, Severity, Subject);

impl Difference {
    /// Nothing found over so many patients.
    pub fn over(patients: u64) -> Self {
        Self {
            patients,
            ..Self::default()
        }
    }

    /// Judges one patient (with everything known, also ahead) as of an instant by two books.
    pub fn add(
        &mut self,
        trajectory: Trajectory,
        directory: &Directory,
        [before, after]: [&PolicyBook; 2],
        at: Instant,
    ) {
        self.patients += 1;
        let [before, after] =
            [before, after].map(|book| book.of_patient(&trajectory, directory, at));
        let found = |trajectory, held: &InForce| {
            let found = flags::evaluate(trajectory, directory, &held.policy, at);
            keys(&found.flags)
        };
        // Whom the change does not reach, nothing changes for.
        let before_and_after = if before.policy == after.policy {
            let found = found(trajectory, &before);
            [found.clone(), found]
        } else {
            [
                found(trajectory.clone(), &before),
                found(trajectory, &after),
            ]
        };
        self.compare(&before_and_after);
    }

    fn compare(&mut self, [before, after]: &[Vec<Key>; 2]) {
        let mut seen: BTreeMap<(usize, Severity), Turnover> = BTreeMap::new();
        for key @ (rule, severity, _) in before {
            let turnover = seen.entry((*rule, *severity)).or_default();
            turnover.now.flags += 1;
            if !after.contains(key) {
                turnover.disappear.flags += 1;
            }
        }
        for key @ (rule, severity, _) in after {
            if !before.contains(key) {
                let turnover = seen.entry((*rule, *severity)).or_default();
                turnover.appear.flags += 1;
            }
        }
        for (kind, mut turnover) in seen {
            for tally in turnover.tallies() {
                tally.patients = tally.flags.min(1);
            }
            self.by.entry(kind).or_default().add(turnover);
        }
    }

    /// Adds what was found over other patients.
    pub fn merge(&mut self, other: Self) {
        self.patients += other.patients;
        for (kind, turnover) in other.by {
            self.by.entry(kind).or_default().add(turnover);
        }
    }

    /// By rule and severity, in the order of the rules, the most pressing severity first.
    pub fn rows(&self) -> impl Iterator<Item = (&'static str, Severity, Turnover)> {
        let mut rows: Vec<_> = self.by.iter().collect();
        rows.sort_by_key(|((rule, severity), _)| (*rule, std::cmp::Reverse(*severity)));
        rows.into_iter().filter_map(|((rule, severity), turnover)| {
            Some((RULES.get(*rule)?.code, *severity, *turnover))
        })
    }

    /// Takes up a row of what was found; a rule that is not known any more is left out.
    pub fn put(&mut self, code: &str, severity: Severity, turnover: Turnover) {
        if let Some(rule) = RULES.iter().position(|rule| rule.code == code) {
            self.by.entry((rule, severity)).or_default().add(turnover);
        }
    }
}

impl Turnover {
    fn tallies(&mut self) -> [&mut Tally; 3] {
        [&mut self.now, &mut self.appear, &mut self.disappear]
    }

    fn add(&mut self, mut other: Self) {
        for (mine, theirs) in self.tallies().into_iter().zip(other.tallies()) {
            mine.flags += theirs.flags;
            mine.patients += theirs.patients;
        }
    }
}

fn keys(found: &[Flag]) -> Vec<Key> {
    let place = |code| RULES.iter().position(|rule| rule.code == code);
    let keys = found
        .iter()
        .filter_map(|flag| Some((place(flag.code)?, flag.severity, flag.subject)));
    keys.collect()
}

/// How many there are among everyone, judged by a sample: the number, and the ends of its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// The number itself.
    pub about: f64,
    /// Hardly fewer than these.
    pub from: f64,
    /// Hardly more than these.
    pub to: f64,
}

/// Scales what was found in a random sample without replacement up to everyone.
///
/// The interval is Wilson's (J Am Stat Assoc 1927;22:209) for the share of patients, with the sample's
/// size corrected for the part of everyone that it is, times the flags that each of them has. A
/// sample of everyone is no estimate.
#[expect(
    clippy::cast_precision_loss,
    reason = "numbers of patients, far below what a float holds exactly"
)]
pub fn scaled(found: Tally, sample: u64, everyone: u64) -> Estimate {
    /// The 97.5th percentile of the normal distribution.
    const Z: f64 = 1.959_963_985;
    let flags = found.flags as f64;
    if sample >= everyone || sample == 0 {
        return Estimate {
            about: flags,
            from: flags,
            to: flags,
        };
    }
    let (n, all) = (sample as f64, everyone as f64);
    let each = if found.patients == 0 {
        1.0
    } else {
        flags / found.patients as f64
    };
    let share = found.patients as f64 / n;
    let size = n * (all - 1.0) / (all - n);
    let z2 = Z * Z / size;
    let middle = (share + z2 / 2.0) / (1.0 + z2);
    let half = Z / (1.0 + z2) * (share * (1.0 - share) / size + z2 / (4.0 * size)).sqrt();
    Estimate {
        about: share * each * all,
        // What was seen is there, and what was seen not to be, is not.
        from: ((middle - half) * each * all).max(flags),
        to: ((middle + half) * each * all).min((all - n + found.patients as f64) * each),
    }
}
