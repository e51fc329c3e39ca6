//! Why a whole file cannot be read.

use std::path::PathBuf;

/// A file that cannot be read at all. It names the file and its columns, never a row's values.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// The file system refused.
    #[error("{}: cannot be read: {source}", path.display())]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file has no header row.
    #[error("{}: empty; the first row must hold the column names: {accepted}", path.display())]
    Empty {
        /// The file.
        path: PathBuf,
        /// The columns that are accepted.
        accepted: String,
    },
    /// The first row is no header: broken text, or not one known column name. Its content is not
    /// repeated: it may be a patient.
    #[error("{}: the first row is not a header ({why}); it must hold the column names: {accepted}", path.display())]
    NotAHeader {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
        /// The columns that are accepted.
        accepted: String,
    },
    /// The header names columns that the file cannot have.
    #[error("{}: unknown column {columns}; accepted: {accepted}", path.display())]
    UnknownColumns {
        /// The file.
        path: PathBuf,
        /// The unknown names.
        columns: String,
        /// The columns that are accepted.
        accepted: String,
    },
    /// The header names a column twice.
    #[error("{}: column {columns} is there more than once; keep one", path.display())]
    DuplicateColumns {
        /// The file.
        path: PathBuf,
        /// The repeated names.
        columns: String,
    },
    /// The header lacks required columns.
    #[error("{}: required column {columns} is missing; accepted: {accepted}", path.display())]
    MissingColumns {
        /// The file.
        path: PathBuf,
        /// The missing names.
        columns: String,
        /// The columns that are accepted.
        accepted: String,
    },
    /// A file whose name says nothing about its content.
    #[error("{}: not a file name that is read; accepted: {accepted}", path.display())]
    UnknownName {
        /// The file.
        path: PathBuf,
        /// The names that are accepted.
        accepted: String,
    },
}
