//! The rejects file: every row that was not taken, why, and the row itself.
//!
//! It holds patient data, so only its owner may read it; nothing of its content is printed or
//! logged. It is created with the first rejection and not before.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use crate::domain::intake::Rejection;

/// Columns of the file.
const HEADER: [&str; 7] = [
    "file", "row", "resource", "field", "reason", "message", "content",
];

/// One row that was not taken.
#[derive(Debug, Clone)]
pub struct Reject {
    /// Place of the file in the run.
    pub file: usize,
    /// The file's name.
    pub name: String,
    /// Row, line or entry.
    pub row: u64,
    /// The kind of record, or the type and id of a resource.
    pub resource: String,
    /// Why.
    pub why: Rejection,
    /// The row or resource as it came.
    pub content: String,
}

/// Writes rejects to one file.
#[derive(Debug)]
pub struct RejectsFile {
    path: PathBuf,
    out: Option<csv::Writer<File>>,
}

impl RejectsFile {
    /// A file at `path`, not created yet.
    pub fn at(path: PathBuf) -> Self {
        Self { path, out: None }
    }

    /// Where it is, once something was rejected.
    pub fn path(&self) -> Option<&Path> {
        self.out.as_ref().map(|_| self.path.as_path())
    }

    /// Where it is or would be.
    pub fn planned_path(&self) -> &Path {
        &self.path
    }

    /// Adds rows and hands them to the operating system.
    pub fn write(&mut self, rejects: &[Reject]) -> io::Result<()> {
        if rejects.is_empty() {
            return Ok(());
        }
        let out = match &mut self.out {
            Some(out) => out,
            None => self.out.insert(create(&self.path)?),
        };
        for reject in rejects {
            let row = reject.row.to_string();
            out.write_record([
                reject.name.as_str(),
                &row,
                &reject.resource,
                reject.why.field.as_deref().unwrap_or_default(),
                reject.why.reason.code(),
                &reject.why.message,
                &reject.content,
            ])
            .map_err(io::Error::from)?;
        }
        out.flush()
    }
}

fn create(path: &Path) -> io::Result<csv::Writer<File>> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(path)?;
    // The mode above holds for a new file only; one that was there may be open to others.
    #[cfg(unix)]
    file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    let mut out = csv::WriterBuilder::new().from_writer(file);
    out.write_record(HEADER).map_err(io::Error::from)?;
    Ok(out)
}
