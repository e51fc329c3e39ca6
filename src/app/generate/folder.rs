//! Writes a cohort to a folder in the CSV format.

use std::io;
use std::path::Path;

use super::Cohort;
use crate::domain::intake::{Kind, Record};
use crate::interop::csv::FolderWriter;

/// Writes the whole cohort, patient by patient in order of number, the stories first. `progress`
/// is told the number of patients written so far, after each. Gives how many records of each kind
/// were written.
///
/// Memory does not grow with the cohort: one patient is held at a time.
///
/// # Errors
/// When the folder or a file cannot be made or written. Files get their names only when all is
/// written, so a cohort that could not be finished leaves none behind.
pub fn to_folder(
    cohort: &Cohort,
    folder: &Path,
    progress: impl FnMut(u64),
) -> io::Result<Vec<(Kind, u64)>> {
    to_folder_with(cohort, &[], folder, progress)
}

/// [`to_folder`], with further records after the cohort's own.
///
/// # Errors
/// As [`to_folder`].
pub fn to_folder_with(
    cohort: &Cohort,
    further: &[Record],
    folder: &Path,
    mut progress: impl FnMut(u64),
) -> io::Result<Vec<(Kind, u64)>> {
    let zone = cohort.parameters().zone;
    let mut writer = FolderWriter::create(folder)?;
    for record in cohort.directory() {
        writer.write(&record, zone)?;
    }
    for (n, records) in (1..).zip(cohort.patients()) {
        for record in &records {
            writer.write(record, zone)?;
        }
        progress(n);
    }
    for record in further {
        writer.write(record, zone)?;
    }
    writer.finish()
}
