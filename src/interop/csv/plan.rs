//! Which files of the given paths are read, as what, and in which order.

use std::fs;
use std::path::{Path, PathBuf};

use super::error::FileError;
use super::reader::Reader;
use super::table::{Known, TABLES, Table};
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
}

impl Job {
    /// Opens the file and reads its header row.
    ///
    /// # Errors
    /// As [`Reader::open`].
    pub fn open(&self) -> Result<Reader, FileError> {
        Reader::open(&self.path, Table::of(self.kind))
    }
}

/// Why a file is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Why {
    /// A file of the format that this version does not store yet.
    NotYetStored,
    /// A file in a folder whose name is not one of the format.
    UnknownName,
    /// A file in a folder that no rule of the mapping reads.
    NotMapped,
}

impl Why {
    /// The reason in words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::NotYetStored => "known, and not stored by this version",
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

/// Plans the reading of files and folders. Of a folder, the files directly in it count; a file
/// given twice is read once.
///
/// # Errors
/// When a path cannot be read, or a file given by itself has no name of the format.
pub fn plan(paths: &[PathBuf]) -> Result<Plan, FileError> {
    let mut plan = Plan::default();
    for (path, given) in files(paths)? {
        let name = path.file_name().and_then(|name| name.to_str());
        match name.and_then(Table::from_file_name) {
            Some(Known::Stored(table)) => plan.jobs.push(Job {
                bytes: length(&path)?,
                path,
                kind: table.kind,
            }),
            Some(Known::NotYetStored(_)) => plan.left_out.push(LeftOut {
                path,
                why: Why::NotYetStored,
            }),
            None if given => return Err(unknown_name(path)),
            None => plan.left_out.push(LeftOut {
                path,
                why: Why::UnknownName,
            }),
        }
    }
    plan.jobs
        .sort_by(|a, b| (a.kind, &a.path).cmp(&(b.kind, &b.path)));
    Ok(plan)
}

/// Every file of the paths, and whether it was given by itself.
fn files(paths: &[PathBuf]) -> Result<Vec<(PathBuf, bool)>, FileError> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            let mut inside = folder(path)?;
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

/// The CSV files directly in a folder.
fn folder(path: &Path) -> Result<Vec<PathBuf>, FileError> {
    let mut files = Vec::new();
    for entry in fs::read_dir(path).map_err(|source| unreadable(path, source))? {
        let file = entry.map_err(|source| unreadable(path, source))?.path();
        let is_csv = file.extension().is_some_and(|ending| ending == "csv");
        if is_csv && file.is_file() {
            files.push(file);
        }
    }
    Ok(files)
}

fn length(path: &Path) -> Result<u64, FileError> {
    fs::metadata(path)
        .map(|metadata| metadata.len())
        .map_err(|source| unreadable(path, source))
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
