//! Writes a folder of the format.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use chrono_tz::Tz;

use super::encode::Encoder;
use super::table::{TABLES, Table};
use crate::domain::intake::{Kind, Record};

/// Writes records to the files of a folder, in the order in which they come: the same records give
/// the same bytes. All files are written, empty ones with their header row.
///
/// Files get their names when the writer finishes. Until then they end in `.partial`; a writer
/// dropped before leaves none behind, and whatever was in the folder stays as it was.
#[derive(Debug)]
pub struct FolderWriter {
    folder: PathBuf,
    files: Vec<BufWriter<File>>,
    counts: [u64; TABLES.len()],
    encoder: Encoder,
    finished: bool,
}

impl FolderWriter {
    /// Opens a folder for writing; it is made when it is missing.
    ///
    /// # Errors
    /// When the folder or a file cannot be made or written.
    pub fn create(folder: &Path) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        let mut writer = Self {
            folder: folder.to_owned(),
            files: Vec::with_capacity(TABLES.len()),
            counts: [0; TABLES.len()],
            encoder: Encoder::default(),
            finished: false,
        };
        for table in &TABLES {
            let file = File::create(partial(folder, table))?;
            let mut file = BufWriter::with_capacity(1 << 16, file);
            let names = table.columns.iter().map(|column| column.name);
            file.write_all(writer.encoder.texts(names).as_bytes())?;
            writer.files.push(file);
        }
        Ok(writer)
    }

    /// Writes one record. Times are written with the offset of `zone`: pass that of the record's
    /// unit, or the service's where it has none.
    ///
    /// # Errors
    /// When the file cannot be written, for example on a full disk.
    pub fn write(&mut self, record: &Record, zone: Tz) -> io::Result<()> {
        let at = record.kind() as usize;
        let row = self.encoder.record(record, zone);
        self.files[at].write_all(row.as_bytes())?;
        self.counts[at] += 1;
        Ok(())
    }

    /// Writes out what is buffered, gives the files their names and tells how many records each
    /// kind has.
    ///
    /// # Errors
    /// When a file cannot be written out or renamed.
    pub fn finish(mut self) -> io::Result<Vec<(Kind, u64)>> {
        for file in &mut self.files {
            file.flush()?;
            // A full disk may show only now, and no name is given before the bytes are there.
            file.get_ref().sync_all()?;
        }
        for table in &TABLES {
            let name = self.folder.join(table.file_name);
            fs::rename(partial(&self.folder, table), name)?;
        }
        self.finished = true;
        let kinds = TABLES.iter().map(|table| table.kind);
        Ok(kinds.zip(self.counts).collect())
    }
}

impl Drop for FolderWriter {
    fn drop(&mut self) {
        if !self.finished {
            for table in &TABLES {
                // Nothing more can be done about a file that cannot be removed.
                let _ = fs::remove_file(partial(&self.folder, table));
            }
        }
    }
}

fn partial(folder: &Path, table: &Table) -> PathBuf {
    folder.join(format!("{}.partial", table.file_name))
}
