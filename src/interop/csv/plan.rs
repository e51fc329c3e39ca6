//! Which files of the given paths are read, as what, and in which order.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::error::FileError;
use super::mapping::{Mapping, Rule};
use super::reader::Reader;
use super::table::{TABLES, Table};
use crate::domain::intake::Kind;

/// One reading of one file.
#[derive(Debug, Clone)]
pub struct Job {
    /// The file.
    pub path: PathBuf,
    /// What its rows become.
    pub kind: Kind,
    /// The file's length in bytes, for progress.
    pub bytes: u64,
    /// The rule that reads it; `None` for a file of the format.
    pub rule: Option<Arc<Rule>>,
}

impl Job {
    /// Opens the file and reads its header row.
    ///
    /// # Errors
    /// As [`Reader::open`] and [`Reader::open_mapped`].
    pub fn open(&self) -> Result<Reader, FileError> {
        match &self.rule {
            None => Reader::open(&self.path, Table::of(self.kind)),
            Some(rule) => Reader::open_mapped(&self.path, rule),
        }
    }
}

/// Why a file is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Why {
    /// A file in a folder whose name is not one of the format.
    UnknownName,
    /// A file in a folder that no rule of the mapping reads.
    NotMapped,
}

impl Why {
    /// The reason in words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::UnknownName => "not a file of the format",
            Self::NotMapped => "no rule of the mapping reads it",
        }
    }
}

/// A file that is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// The file.
    pub path: PathBuf,
    /// Why.
    pub why: Why,
}

/// What an import of some paths will read.
#[derive(Debug, Default)]
pub struct Plan {
    /// What is read, in the order in which kinds must be stored, then by path.
    pub jobs: Vec<Job>,
    /// CSV files that were found and are not read.
    pub left_out: Vec<LeftOut>,
}

/// Plans the reading of files and folders; a file given twice is read once. Of a folder, the CSV
/// files directly in it count; under a mapping also those of its subfolders.
///
/// # Errors
/// When a path cannot be read, or a file given by itself has no name of the format (or none that
/// the mapping reads).
pub fn plan(paths: &[PathBuf], mapping: Option<&Mapping>) -> Result<Plan, FileError> {
    let mut plan = Plan::default();
    for (path, given) in files(paths, mapping.is_some())? {
        let why = match mapping {
            None => plan.add_own(&path)?,
            Some(mapping) => plan.add_mapped(&path, mapping)?,
        };
        match why {
            Some(Why::UnknownName) if given => return Err(unknown_name(path)),
            Some(Why::NotMapped) if given => return Err(not_mapped(path, mapping)),
            Some(why) => plan.left_out.push(LeftOut { path, why }),
            None => {}
        }
    }
    // Stable: rules of one file and one kind keep the order of the mapping.
    plan.jobs
        .sort_by(|a, b| (a.kind, &a.path).cmp(&(b.kind, &b.path)));
    Ok(plan)
}

impl Plan {
    /// Adds a file of the format, or tells why it is not read.
    fn add_own(&mut self, path: &Path) -> Result<Option<Why>, FileError> {
        let name = path.file_name().and_then(|name| name.to_str());
        match name.and_then(Table::from_file_name) {
            Some(table) => self.add(path, table, None).map(|()| None),
            None => Ok(Some(Why::UnknownName)),
        }
    }

    /// Adds a file once per rule that reads it, or tells that none does.
    fn add_mapped(&mut self, path: &Path, mapping: &Mapping) -> Result<Option<Why>, FileError> {
        let mut why = (!mapping.joins(path)).then_some(Why::NotMapped);
        for rule in mapping.rules_for(path) {
            self.add(path, rule.table, Some(Arc::clone(rule)))?;
            why = None;
        }
        Ok(why)
    }

    fn add(
        &mut self,
        path: &Path,
        table: &'static Table,
        rule: Option<Arc<Rule>>,
    ) -> Result<(), FileError> {
        let metadata = fs::metadata(path).map_err(|source| unreadable(path, source))?;
        self.jobs.push(Job {
            path: path.to_owned(),
            kind: table.kind,
            bytes: metadata.len(),
            rule,
        });
        Ok(())
    }
}

/// Every file of the paths, and whether it was given by itself.
fn files(paths: &[PathBuf], deep: bool) -> Result<Vec<(PathBuf, bool)>, FileError> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            let mut inside = Vec::new();
            collect(path, deep, &mut inside)?;
            inside.sort();
            files.extend(inside.into_iter().map(|file| (file, false)));
        } else {
            files.push((path.clone(), true));
        }
    }
    let mut seen = std::collections::HashSet::new();
    files.retain(|(path, _)| seen.insert(path.clone()));
    Ok(files)
}

/// The CSV files of a folder, and of those in it when `deep`.
fn collect(folder: &Path, deep: bool, files: &mut Vec<PathBuf>) -> Result<(), FileError> {
    let failed = |source| unreadable(folder, source);
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let path = entry.path();
        // The entry's own type: a link to a folder is not followed, it might lead back here.
        if deep && entry.file_type().map_err(failed)?.is_dir() {
            collect(&path, deep, files)?;
        } else if is_csv(&path) {
            files.push(path);
        }
    }
    Ok(())
}

fn is_csv(path: &Path) -> bool {
    path.extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("csv"))
        && path.is_file()
}

fn unreadable(path: &Path, source: std::io::Error) -> FileError {
    FileError::Unreadable {
        path: path.to_owned(),
        source,
    }
}

fn unknown_name(path: PathBuf) -> FileError {
    FileError::UnknownName {
        path,
        accepted: TABLES
            .iter()
            .map(|table| table.file_name)
            .collect::<Vec<_>>()
            .join(", "),
    }
}

fn not_mapped(path: PathBuf, mapping: Option<&Mapping>) -> FileError {
    let mut accepted: Vec<&str> = mapping
        .into_iter()
        .flat_map(|mapping| &mapping.rules)
        .map(|rule| rule.source.as_str())
        .collect();
    accepted.sort_unstable();
    accepted.dedup();
    FileError::UnknownName {
        path,
        accepted: accepted.join(", "),
    }
}
