//! Who takes over whom, for all patients at once.
//!
//! Of all ways to give patients to professionals it is the one in which those who meet know each other best: the
//! sum of familiarity (`domain::familiarity`) is as large as it can be, with nobody above their limit. Of ways in which
//! it is the same, more patients have somebody; then, professionals are as evenly full as can be, so that patients whom
//! nobody knows are spread over the room that is left; what is still even is decided by ids, so that the same question
//! has the same answer. Greedy choice would give the best known to whoever comes first.
//!
//! Solved by the Hungarian method (Kuhn 1955, Munkres 1957), each professional standing once for each patient that
//! they may be given.

use pathfinding::kuhn_munkres::{Weights, kuhn_munkres};

use crate::domain::ids::{PatientId, ProfessionalId};

/// Somebody who could take patients over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taker {
    /// Who.
    pub professional: ProfessionalId,
    /// How many patients they have.
    pub has: usize,
    /// The most that they may have.
    pub limit: usize,
}

impl Taker {
    const fn room(&self) -> usize {
        self.limit.saturating_sub(self.has)
    }

    /// How full they are with so many more, in thousandths of what they may have.
    const fn fullness(&self, more: usize) -> usize {
        match (1000 * (self.has + more)).checked_div(self.limit) {
            Some(thousandths) => thousandths,
            None => 1000,
        }
    }
}

/// A patient who needs somebody.
#[derive(Debug, Clone, PartialEq)]
pub struct Needer {
    /// Who.
    pub patient: PatientId,
    /// For each of those who could take over, in their order, how well the two know each other; `None` where it
    /// cannot be them.
    pub familiarity: Vec<Option<f64>>,
    /// The places of those who have the patient among theirs already: they need no room.
    pub theirs: Vec<usize>,
}

/// Familiarity is compared to the millionth: whole numbers have no rounding that depends on the order of a sum.
const MILLION: f64 = 1_000_000.0;

/// What each part of a weight is shifted by: familiarity first, then that anybody is found at all, then how full they
/// are, then ids.
const FAMILIARITY: u32 = 70;
const FOUND: u32 = 50;
const FULLNESS: u32 = 30;

/// What rules a pair out: less than nobody is.
const RULED_OUT: i128 = -(1 << 120);

/// For each patient, in their order, the place of who takes over; `None` where there is no room, or nobody whom it
/// could be.
///
/// The method's time grows with how often everybody stands for a patient, so that they stand as often as an even
/// share asks for, and more often only where that was not enough. Where it was, the answer is the best of all: what
/// stands unused has no price, and what was left out is worth no more to anybody.
pub fn assign(needers: &[Needer], takers: &[Taker]) -> Vec<Option<usize>> {
    let n = needers.len();
    if n == 0 {
        return Vec::new();
    }
    let table = Table::new(needers, takers);
    let even = (2 * n).div_ceil(takers.len().max(1));
    let mut stands: Vec<usize> = takers.iter().map(|one| one.room().min(even)).collect();
    loop {
        let asked = table.asked(&stands);
        let (_, places) = kuhn_munkres(&asked);
        let mut found = vec![None; n];
        let mut used = vec![0; takers.len()];
        for (row, column) in places.into_iter().enumerate() {
            let column = asked.columns[column];
            found[table.rows[row]] = column.taker;
            if let (Some(taker), None) = (column.taker, column.only) {
                used[taker] += 1;
            }
        }
        let mut is_enough = true;
        for (place, one) in takers.iter().enumerate() {
            let most = one.room().min(n);
            if used[place] == stands[place] && stands[place] < most {
                stands[place] = most.min(2 * stands[place]);
                is_enough = false;
            }
        }
        if is_enough {
            return found;
        }
    }
}

/// What patients can be given to.
#[derive(Debug, Clone, Copy)]
struct Column {
    /// The place of a taker; `None` is nobody.
    taker: Option<usize>,
    /// The one patient who can be given to it, by row: one whom the taker has already.
    only: Option<usize>,
    /// What it takes off the weight.
    fullness: i128,
}

/// What pairs are worth, in the order of ids whatever order they came in.
struct Table<'a> {
    takers: &'a [Taker],
    /// Places of takers.
    by_id: Vec<usize>,
    /// Places of patients.
    rows: Vec<usize>,
    /// Of each row, the places of those who have the patient already.
    theirs: Vec<&'a [usize]>,
    /// For each row and taker, worked out once: the method asks for them many times.
    weights: Vec<i128>,
}

impl<'a> Table<'a> {
    fn new(needers: &'a [Needer], takers: &'a [Taker]) -> Self {
        let mut rows: Vec<usize> = (0..needers.len()).collect();
        rows.sort_by_key(|place| needers[*place].patient);
        let mut by_id: Vec<usize> = (0..takers.len()).collect();
        by_id.sort_by_key(|place| takers[*place].professional);
        let mut ranks = vec![0; takers.len()];
        for (rank, place) in by_id.iter().enumerate() {
            ranks[*place] = rank;
        }
        // The first patient to the first professional.
        let weights = rows.iter().enumerate().flat_map(|(row, needer)| {
            let needer = &needers[*needer];
            let (first, ranks, of) = (rows.len() - row, &ranks, takers.len());
            (0..of).map(move |taker| {
                let known = needer.familiarity.get(taker).copied().flatten();
                weight(known, first * (of - ranks[taker]))
            })
        });
        Self {
            weights: weights.collect(),
            theirs: rows
                .iter()
                .map(|place| needers[*place].theirs.as_slice())
                .collect(),
            takers,
            by_id,
            rows,
        }
    }

    /// The same with everybody standing so often, and as often nobody as may be needed.
    fn asked(&self, stands: &[usize]) -> Asked<'_> {
        let mut columns = Vec::new();
        for place in &self.by_id {
            let fullness = |more| i128::try_from(self.takers[*place].fullness(more)).unwrap_or(0);
            let each = (1..=stands[*place]).map(|more| Column {
                taker: Some(*place),
                only: None,
                fullness: fullness(more) << FULLNESS,
            });
            columns.extend(each);
        }
        for (row, theirs) in self.theirs.iter().enumerate() {
            columns.extend(theirs.iter().map(|place| Column {
                taker: Some(*place),
                only: Some(row),
                fullness: 0,
            }));
        }
        let nobody = Column {
            taker: None,
            only: None,
            fullness: 0,
        };
        columns.extend(std::iter::repeat_n(nobody, self.rows.len()));
        Asked {
            table: self,
            columns,
            is_negated: false,
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "familiarity is at most some hundreds: a day counts 1 at most, and 730 are looked back on"
)]
fn weight(known: Option<f64>, by_ids: usize) -> i128 {
    let Some(known) = known else {
        return RULED_OUT;
    };
    let known = i128::from((known * MILLION).round() as i64);
    let by_ids = i128::try_from(by_ids).unwrap_or_default();
    (known << FAMILIARITY) + (1 << FOUND) + by_ids
}

/// What the method is asked.
struct Asked<'a> {
    table: &'a Table<'a>,
    columns: Vec<Column>,
    is_negated: bool,
}

impl Weights<i128> for Asked<'_> {
    fn rows(&self) -> usize {
        self.table.rows.len()
    }

    fn columns(&self) -> usize {
        self.columns.len()
    }

    fn at(&self, row: usize, col: usize) -> i128 {
        let column = self.columns[col];
        let weight = match column.taker {
            _ if column.only.is_some_and(|only| only != row) => RULED_OUT,
            None => 0,
            Some(taker) => {
                self.table.weights[row * self.table.takers.len() + taker] - column.fullness
            }
        };
        if self.is_negated { -weight } else { weight }
    }

    fn neg(&self) -> Self {
        Self {
            table: self.table,
            columns: self.columns.clone(),
            is_negated: !self.is_negated,
        }
    }
}
