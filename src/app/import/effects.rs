//! What a chunk did, and counting it once it is stored.

use std::collections::{BTreeMap, HashMap};

use serde_json::json;

use super::duplicates::Winner;
use super::engine::{Engine, Waiting};
use super::plan::SeenKey;
use super::rejects::Reject;
use super::report::Counts;
use super::scratch_error;
use crate::app::AppError;
use crate::domain::intake::Kind;

/// What a chunk did, to be counted once it is stored.
#[derive(Debug, Default)]
pub(super) struct Effects {
    pub rows: BTreeMap<usize, u64>,
    pub counts: BTreeMap<(usize, Kind), Counts>,
    pub rejects: Vec<(Option<Kind>, Reject)>,
    pub notes: BTreeMap<(usize, String), u64>,
    pub winners: HashMap<SeenKey, Winner>,
    pub waiting: Vec<Waiting>,
}

impl Effects {
    /// Counts for the audit entry.
    pub(super) fn detail(&self) -> serde_json::Value {
        let mut total = Counts::default();
        for counts in self.counts.values() {
            total.add(*counts);
        }
        json!({
            "created": total.created,
            "updated": total.updated,
            "unchanged": total.unchanged,
            "rejected": self.rejects.len(),
        })
    }
}

impl Engine<'_> {
    /// Counts what is stored now.
    pub(super) fn absorb(&mut self, effects: Effects) -> Result<(), AppError> {
        self.repeats.settle();
        for (file, rows) in effects.rows {
            self.tally.files[file].rows += rows;
        }
        for ((file, kind), counts) in effects.counts {
            if counts != Counts::default() {
                self.tally.counts(file, kind).add(counts);
            }
        }
        for ((file, what), times) in effects.notes {
            *self.tally.files[file].ignored.entry(what).or_default() += times;
        }
        let mut rejects: Vec<Reject> = Vec::with_capacity(effects.rejects.len());
        for (kind, reject) in effects.rejects {
            self.tally
                .reject(reject.file, reject.row, kind, &reject.why);
            rejects.push(reject);
        }
        rejects.sort_by_key(|reject| (reject.file, reject.row));
        for (seen_key, winner) in effects.winners {
            match seen_key {
                SeenKey::Repeated(group) => self
                    .repeats
                    .set_winner(group, winner)
                    .map_err(|error| scratch_error(&error))?,
                SeenKey::Remembered(..) => {
                    self.seen.insert(seen_key, winner);
                }
            }
        }
        self.waiting.extend(effects.waiting);
        let path = self.rejects.planned_path().to_owned();
        self.rejects
            .write(&rejects)
            .map_err(|error| AppError::unwritable(&path, &error))
    }
}
