//! What an import did, in counts. Nothing here holds a value of a record.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::domain::ids::ImportRunId;
use crate::domain::intake::{Kind, Reason, Rejection};

/// How many first row numbers a fault keeps.
pub const ROWS_KEPT: usize = 1_000;

/// What became of the records of one kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// New records.
    pub created: u64,
    /// Corrections of stored records; the earlier version is kept.
    pub updated: u64,
    /// Records stored already with this content.
    pub unchanged: u64,
    /// Records not taken.
    pub rejected: u64,
}

impl Counts {
    /// All of them.
    pub const fn total(&self) -> u64 {
        self.created + self.updated + self.unchanged + self.rejected
    }

    /// Adds another count to this one.
    pub const fn add(&mut self, other: Self) {
        self.created += other.created;
        self.updated += other.updated;
        self.unchanged += other.unchanged;
        self.rejected += other.rejected;
    }
}

/// What became of one file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FileReport {
    /// The file's name, without its folder.
    pub name: String,
    /// Rows or resources read.
    pub rows: u64,
    /// Rows or resources that could not be read as any kind of record.
    pub unreadable: u64,
    /// Records by kind.
    pub kinds: BTreeMap<Kind, Counts>,
    /// Rows or resources that are harmless but have no place here, by what they are.
    pub ignored: BTreeMap<String, u64>,
}

impl FileReport {
    /// Everything in the file, over all kinds; what could not be read counts as rejected.
    pub fn total(&self) -> Counts {
        let mut total = Counts {
            rejected: self.unreadable,
            ..Counts::default()
        };
        for counts in self.kinds.values() {
            total.add(*counts);
        }
        total
    }
}

/// One kind of fault in one field of one file: how often, and where first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The file's name.
    pub file: String,
    /// The column or element path; empty for the whole row.
    pub field: String,
    /// The kind of fault.
    pub reason: Reason,
    /// What would have been accepted, from the first such rejection.
    pub message: String,
    /// How often.
    pub count: u64,
    /// The first rows (or lines, or entries), at most [`ROWS_KEPT`].
    pub rows: Vec<u64>,
}

/// What an import did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportReport {
    /// The run; what it stored names it as its origin.
    pub run: ImportRunId,
    /// Whether nothing was stored.
    pub dry_run: bool,
    /// Each file, in the order in which they were given.
    pub files: Vec<FileReport>,
    /// Files that were found and not read, with the reason.
    pub not_read: Vec<(String, &'static str)>,
    /// Every kind of fault, ordered by file, field and reason.
    pub faults: Vec<Fault>,
    /// Where the rejected rows are; `None` when none was rejected.
    pub rejects: Option<PathBuf>,
    /// Patients whose flags and summaries were brought up to date afterwards.
    pub evaluated: u64,
}

impl ImportReport {
    /// Everything, over all files.
    pub fn total(&self) -> Counts {
        let mut total = Counts::default();
        for file in &self.files {
            total.add(file.total());
        }
        total
    }

    /// Everything of one kind, over all files.
    pub fn kind(&self, kind: Kind) -> Counts {
        let mut total = Counts::default();
        for counts in self.files.iter().filter_map(|file| file.kinds.get(&kind)) {
            total.add(*counts);
        }
        total
    }
}

/// Counts while a run goes on. A chunk's counts are merged in only after it was stored.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    /// Each file, by its place in the run.
    pub files: Vec<FileReport>,
    faults: BTreeMap<(usize, String, Reason), Fault>,
}

impl Tally {
    /// A tally of files with these names.
    pub fn new(names: impl IntoIterator<Item = String>) -> Self {
        Self {
            files: names
                .into_iter()
                .map(|name| FileReport {
                    name,
                    ..FileReport::default()
                })
                .collect(),
            faults: BTreeMap::new(),
        }
    }

    /// The count of a kind in a file.
    pub fn counts(&mut self, file: usize, kind: Kind) -> &mut Counts {
        self.files[file].kinds.entry(kind).or_default()
    }

    /// Counts a rejection; `kind` is `None` for what could not be read as any kind of record.
    pub fn reject(&mut self, file: usize, row: u64, kind: Option<Kind>, why: &Rejection) {
        match kind {
            Some(kind) => self.counts(file, kind).rejected += 1,
            None => self.files[file].unreadable += 1,
        }
        let field = why.field.clone().unwrap_or_default();
        let name = &self.files[file].name;
        let fault = self
            .faults
            .entry((file, field, why.reason))
            .or_insert_with_key(|(_, field, reason)| Fault {
                file: name.clone(),
                field: field.clone(),
                reason: *reason,
                message: why.message.clone(),
                count: 0,
                rows: Vec::new(),
            });
        fault.count += 1;
        if fault.rows.len() < ROWS_KEPT {
            fault.rows.push(row);
        }
    }

    /// The faults, ordered by file, field and reason.
    pub fn faults(&self) -> Vec<Fault> {
        self.faults.values().cloned().collect()
    }
}
