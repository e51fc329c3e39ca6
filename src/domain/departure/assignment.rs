//! Who takes over whom, for all patients at once.
//!
//! Of all ways to give patients to professionals it is the one in which those who meet know each other best: the
//! sum of familiarity (`domain::familiarity`) is as large as it can be, with nobody above their room. Patients whom
//! nobody knows are spread over the room that is left; what is still even is decided by ids, so that the same
//! question has the same answer. Greedy choice would give the best known to whoever comes first.
//!
//! Solved by the Hungarian method (Kuhn 1955, Munkres 1957), each professional standing once for each patient that
//! they have room for.

use pathfinding::kuhn_munkres::{Weights, kuhn_munkres};

use crate::domain::ids::{PatientId, ProfessionalId};

/// Somebody who could take patients over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taker {
    /// Who.
    pub professional: ProfessionalId,
    /// How many more patients they have room for.
    pub room: usize,
}

/// A patient who needs somebody.
#[derive(Debug, Clone, PartialEq)]
pub struct Needer {
    /// Who.
    pub patient: PatientId,
    /// For each of those who could take over, in their order, how well the two know each other; `None` where it
    /// cannot be them.
    pub familiarity: Vec<Option<f64>>,
}

/// Familiarity is compared to the millionth: whole numbers have no rounding that depends on the order of a sum.
const MILLION: f64 = 1_000_000.0;

/// What each part of a weight is shifted by: familiarity first, then that anybody is found at all, then ids.
const FAMILIARITY: u32 = 70;
const FOUND: u32 = 50;

/// What rules a pair out: less than nobody is.
const RULED_OUT: i128 = -(1 << 120);

/// For each patient, in their order, the place of who takes over; `None` where there is no room, or nobody whom it
/// could be.
pub fn assign(needers: &[Needer], takers: &[Taker]) -> Vec<Option<usize>> {
    if needers.is_empty() {
        return Vec::new();
    }
    let table = Table::new(needers, takers);
    let (_, columns) = kuhn_munkres(&table);
    let mut found = vec![None; needers.len()];
    for (row, column) in columns.into_iter().enumerate() {
        let needer = table.rows[row];
        let taker = table.columns.get(column).copied();
        // A column beyond the takers' is nobody.
        found[needer] = taker.filter(|_| table.weight(row, column) > 0);
    }
    found
}

/// The weights of all pairs, in the order of ids whatever order they came in.
struct Table {
    /// Places of patients.
    rows: Vec<usize>,
    /// Places of takers, each as often as they have room.
    columns: Vec<usize>,
    /// For each row and taker, worked out once: the method asks for them many times.
    weights: Vec<i128>,
    takers: usize,
    is_negated: bool,
}

impl Table {
    fn new(needers: &[Needer], takers: &[Taker]) -> Self {
        let mut rows: Vec<usize> = (0..needers.len()).collect();
        rows.sort_by_key(|place| needers[*place].patient);
        let mut by_id: Vec<usize> = (0..takers.len()).collect();
        by_id.sort_by_key(|place| takers[*place].professional);
        let mut ranks = vec![0; takers.len()];
        for (rank, place) in by_id.iter().enumerate() {
            ranks[*place] = rank;
        }
        let each = by_id.iter().flat_map(|place| {
            let room = takers[*place].room.min(needers.len());
            std::iter::repeat_n(*place, room)
        });
        let columns = each.collect();
        // The first patient to the first professional: no two ways of sharing out are even.
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
            columns,
            takers: takers.len(),
            is_negated: false,
            rows,
        }
    }

    fn weight(&self, row: usize, column: usize) -> i128 {
        let taker = self.columns.get(column);
        taker.map_or(0, |taker| self.weights[row * self.takers + taker])
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

impl Weights<i128> for Table {
    fn rows(&self) -> usize {
        self.rows.len()
    }

    fn columns(&self) -> usize {
        // Room for everybody to be given to nobody.
        self.columns.len() + self.rows.len()
    }

    fn at(&self, row: usize, col: usize) -> i128 {
        let weight = self.weight(row, col);
        if self.is_negated { -weight } else { weight }
    }

    fn neg(&self) -> Self {
        Self {
            rows: self.rows.clone(),
            columns: self.columns.clone(),
            weights: self.weights.clone(),
            takers: self.takers,
            is_negated: !self.is_negated,
        }
    }
}
