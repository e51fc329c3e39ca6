//! How continuous care is here: distributions of the three indices that are shown to people, by
//! bands of contacts, because every index falls with their number by chance alone.

use crate::domain::continuity::{Indices, SHOWN_FROM_CONTACTS};
use crate::domain::report::assemble::quartiles;

use super::Cell;

/// Bands of contacts: label, fewest, most.
const BANDS: [(&str, u64, u64); 3] = [
    ("4-9", SHOWN_FROM_CONTACTS, 9),
    ("10-24", 10, 24),
    ("25+", 25, u64::MAX),
];

/// One way of reading one index: its name and where it stands among the indices.
type Reading = (&'static str, fn(&Indices) -> Option<f64>);

const READINGS: [Reading; 3] = [
    ("upc_named", |i| i.upc_named),
    ("coc", |i| i.coc),
    ("secon", |i| i.secon),
];

/// Distributions of the indices over patients.
#[derive(Debug, Clone)]
pub struct ContinuityReport {
    /// Patients looked at.
    pub patients: u64,
    /// Patients with too few contacts for any index.
    pub too_few: Cell,
    /// One row per index and band.
    pub rows: Vec<ContinuityRow>,
}

/// One index in one band.
#[derive(Debug, Clone)]
pub struct ContinuityRow {
    /// The index's field name.
    pub index: &'static str,
    /// Contacts per patient.
    pub band: &'static str,
    /// Patients with a value.
    pub n: Cell,
    /// Patients in the band for whom the index is undefined.
    pub missing: Cell,
    /// First quartile, median, third quartile; `None` below five patients.
    pub quartiles: Option<[f64; 3]>,
}

/// Gathers patients' indices.
#[derive(Debug, Default)]
pub struct IndexValues {
    patients: u64,
    values: Vec<Indices>,
}

impl IndexValues {
    /// Adds one patient.
    pub fn add(&mut self, indices: Indices) {
        self.patients += 1;
        if indices.contacts >= SHOWN_FROM_CONTACTS {
            self.values.push(indices);
        }
    }

    /// The report, small cells hidden. The cells of one index add up to the patients looked at, so
    /// a single hidden one takes a second with it.
    pub fn report(&self) -> ContinuityReport {
        let mut too_few = Cell::of(self.patients - self.values.len() as u64);
        let mut rows = Vec::new();
        for (index, read) in READINGS {
            let bands = BANDS.map(|(_, from, to)| self.band(read, from, to));
            let mut cells = vec![too_few];
            for (values, missing) in &bands {
                cells.extend([Cell::of(values.len() as u64), Cell::of(*missing)]);
            }
            super::protect(&mut cells);
            too_few = cells[0];
            for (place, (mut values, _)) in bands.into_iter().enumerate() {
                let n = cells[1 + 2 * place];
                rows.push(ContinuityRow {
                    index,
                    band: BANDS[place].0,
                    n,
                    missing: cells[2 + 2 * place],
                    quartiles: n.shown().map(|_| quartiles(&mut values)),
                });
            }
        }
        ContinuityReport {
            patients: self.patients,
            too_few,
            rows,
        }
    }

    /// The values of an index in a band of contacts, and for how many it is undefined.
    fn band(&self, read: fn(&Indices) -> Option<f64>, from: u64, to: u64) -> (Vec<f64>, u64) {
        let in_band = self
            .values
            .iter()
            .filter(|i| (from..=to).contains(&i.contacts));
        let all: Vec<Option<f64>> = in_band.map(read).collect();
        let values: Vec<f64> = all.iter().copied().flatten().collect();
        let missing = (all.len() - values.len()) as u64;
        (values, missing)
    }
}
