//! Finding ids that occur more than once in a run: exactly, and in constant memory.
//!
//! What is stored does not tell whether *this* run has seen an id, and a set of all ids would grow
//! with the input. So every file is surveyed before anything is written: each record leaves a keyed
//! 128-bit hash of its kind and id with the number of its row; sorting brings equal ones together
//! (see [`super::sorted`]); what remains, sorted by row again, are only the rows whose id occurs
//! more than once. While the records are applied, that list is walked along with them, and for
//! each such id a fixed slot on disk keeps which row won and a hash of its content.
//!
//! The first valid row wins; the same content again is unchanged; other content is rejected. The
//! hash is keyed at random for each run, so two different ids share one only by an accident of
//! probability 2⁻¹²⁸ per pair, which nobody can bring about on purpose.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::File;
use std::hash::{BuildHasher, Hash, RandomState};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use super::sorted::{Sorted, Sorter};
use crate::domain::intake::Record;
use crate::domain::key;

/// Hashes ids and contents with keys drawn for one run.
#[derive(Debug, Clone, Default)]
pub struct Fingerprints(RandomState, RandomState);

impl Fingerprints {
    /// Of a record's kind and identity.
    fn of_id(&self, record: &Record) -> [u64; 2] {
        self.of((record.kind(), key::of(record).as_str()))
    }

    /// Of a record's content, `recorded_at` apart.
    pub fn of_content(&self, record: &Record) -> [u64; 2] {
        let mut text = String::new();
        // Writing to a string cannot fail.
        let _ = write!(text, "{:?}", key::without_recorded_at(record.clone()));
        self.of(text.as_str())
    }

    fn of(&self, value: impl Hash + Copy) -> [u64; 2] {
        [self.0.hash_one(value), self.1.hash_one(value)]
    }
}

/// The survey: takes the records of all files in the order in which they will be applied.
#[derive(Debug)]
pub struct Survey {
    fingerprints: Fingerprints,
    ids: Sorter,
}

impl Survey {
    /// An empty survey that keeps its notes in unnamed files in `folder`.
    pub fn new(folder: &Path) -> io::Result<Self> {
        Ok(Self {
            fingerprints: Fingerprints::default(),
            ids: Sorter::new(folder)?,
        })
    }

    /// Notes a record; `sequence` is the running number of its row over all files.
    pub fn note(&mut self, sequence: u64, record: &Record) -> io::Result<()> {
        let [high, low] = self.fingerprints.of_id(record);
        self.ids.push([high, low, sequence])
    }

    /// Keeps only what occurs more than once.
    pub fn finish(self, folder: &Path) -> io::Result<Repeats> {
        let mut ids = self.ids.finish()?;
        let mut repeats = Sorter::new(folder)?;
        let mut groups = 0;
        let mut last: Option<[u64; 3]> = None;
        let mut in_group = false;
        while let Some(id) = ids.pop()? {
            match last {
                Some(first) if first[..2] == id[..2] => {
                    if !in_group {
                        repeats.push([first[2], first[1], groups])?;
                        groups += 1;
                        in_group = true;
                    }
                    repeats.push([id[2], id[1], groups - 1])?;
                }
                _ => in_group = false,
            }
            last = Some(id);
        }
        Ok(Repeats {
            fingerprints: self.fingerprints,
            members: repeats.finish()?,
            slots: tempfile::tempfile_in(folder)?,
            pending: BTreeMap::new(),
        })
    }
}

/// The first row in this run that gave an id, and what it said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Winner {
    /// The row's running number over all files.
    pub sequence: u64,
    /// Place of its file in the run.
    pub file: u64,
    /// Its row in that file.
    pub row: u64,
    /// Hash of its content.
    pub content: [u64; 2],
}

/// Bytes of a slot.
const SLOT: usize = 5 * 8;

/// An id that occurs more than once; its number among them.
pub type Group = u64;

/// The rows whose id occurs more than once, walked along with the records.
#[derive(Debug)]
pub struct Repeats {
    fingerprints: Fingerprints,
    /// (sequence, low half of the id's hash, group), by sequence.
    members: Sorted,
    slots: File,
    /// Members of the rows asked about since the last [`Repeats::settle`], by sequence.
    pending: BTreeMap<u64, Vec<[u64; 3]>>,
}

impl Repeats {
    /// The hashes of this run.
    pub const fn fingerprints(&self) -> &Fingerprints {
        &self.fingerprints
    }

    /// The group of a record whose id occurs more than once. Rows must be asked about in
    /// ascending order; those asked about since the last [`Repeats::settle`] may be asked again.
    pub fn group(&mut self, sequence: u64, record: &Record) -> io::Result<Option<Group>> {
        while self.members.peek().is_some_and(|next| next[0] <= sequence) {
            if let Some(member) = self.members.pop()? {
                self.pending.entry(member[0]).or_default().push(member);
            }
        }
        let Some(members) = self.pending.get(&sequence) else {
            return Ok(None);
        };
        let [_, low] = self.fingerprints.of_id(record);
        Ok(members
            .iter()
            .find(|member| member[1] == low)
            .map(|member| member[2]))
    }

    /// Whether a row asked about since the last [`Repeats::settle`] gives any id that occurs more
    /// than once.
    pub fn is_member(&self, sequence: u64) -> bool {
        self.pending.contains_key(&sequence)
    }

    /// The rows asked about so far are stored and will not be asked about again.
    pub fn settle(&mut self) {
        self.pending.clear();
    }

    /// The row that won a group so far.
    pub fn winner(&mut self, group: Group) -> io::Result<Option<Winner>> {
        self.slots.seek(SeekFrom::Start(group * SLOT as u64))?;
        let mut bytes = [0; SLOT];
        match self.slots.read_exact(&mut bytes) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
            Err(error) => return Err(error),
        }
        let mut numbers = [0; 5];
        for (number, eight) in numbers.iter_mut().zip(bytes.as_chunks::<8>().0) {
            *number = u64::from_le_bytes(*eight);
        }
        let [sequence, file, row, high, low] = numbers;
        // Slots are sparse until written: a running number is stored plus one.
        Ok(sequence.checked_sub(1).map(|sequence| Winner {
            sequence,
            file,
            row,
            content: [high, low],
        }))
    }

    /// Keeps the row that won a group.
    pub fn set_winner(&mut self, group: Group, winner: Winner) -> io::Result<()> {
        self.slots.seek(SeekFrom::Start(group * SLOT as u64))?;
        let [high, low] = winner.content;
        for number in [winner.sequence + 1, winner.file, winner.row, high, low] {
            self.slots.write_all(&number.to_le_bytes())?;
        }
        Ok(())
    }
}
