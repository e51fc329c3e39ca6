//! Reads one file row by row.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

use super::cells::Cells;
use super::error::FileError;
use super::record::record;
use super::rows::{Fields, Rows};
use super::table::Table;
use crate::domain::intake::{Kind, Reason, Record, Rejection, ZoneBook};

/// A row of a file and what became of it.
#[derive(Debug)]
pub struct Row {
    /// The number of the line where the row starts, the header's being 1.
    pub number: u64,
    /// The record, or why there is none.
    pub outcome: Result<Record, Rejection>,
    /// The row as it stands in the file, for the rejects file. What is not UTF-8 is replaced; of a
    /// row over a mebibyte only the beginning is kept.
    pub content: String,
}

/// Reads one file of the format, holding one row at a time.
pub struct Reader {
    path: PathBuf,
    table: &'static Table,
    rows: Rows<BufReader<Box<dyn Read + Send>>>,
    /// Where each column of the table stands in the file.
    positions: Vec<Option<usize>>,
    /// Fields per row.
    width: usize,
}

impl Reader {
    /// Opens a file and reads its header row.
    ///
    /// # Errors
    /// When the file cannot be read, or its header is not one of this table: empty, unknown,
    /// repeated or missing columns.
    pub fn open(path: &Path, table: &'static Table) -> Result<Self, FileError> {
        let file = File::open(path).map_err(|source| FileError::Unreadable {
            path: path.to_owned(),
            source,
        })?;
        Self::from_source(path, table, Box::new(file))
    }

    /// Reads from an open source; `path` is what messages call it.
    ///
    /// # Errors
    /// As [`Reader::open`].
    pub fn from_source(
        path: &Path,
        table: &'static Table,
        source: Box<dyn Read + Send>,
    ) -> Result<Self, FileError> {
        let mut rows = Rows::new(BufReader::with_capacity(1 << 16, source));
        let header = read_header(path, &mut rows, &table.column_names())?;
        Ok(Self {
            path: path.to_owned(),
            table,
            rows,
            positions: positions(path, table, &header)?,
            width: header.len(),
        })
    }

    /// What the rows are.
    pub fn kind(&self) -> Kind {
        self.table.kind
    }

    /// Bytes read so far.
    pub fn position(&self) -> u64 {
        self.rows.position()
    }

    /// Reads the next row; `None` at the end of the file.
    ///
    /// # Errors
    /// When the file cannot be read further. A row that cannot be read is a [`Row`] with a
    /// rejection, and reading goes on after it.
    pub fn next_row(&mut self, zones: &ZoneBook) -> Result<Option<Row>, FileError> {
        let advanced = self
            .rows
            .advance()
            .map_err(|source| FileError::Unreadable {
                path: self.path.clone(),
                source,
            })?;
        let Some(split) = advanced else {
            return Ok(None);
        };
        let outcome = match split {
            Ok(()) => self.record(zones),
            Err(fault) => Err(Rejection::whole(Reason::Malformed, fault.to_string())),
        };
        Ok(Some(Row {
            number: self.rows.line(),
            outcome,
            content: self.rows.raw(),
        }))
    }

    fn record(&self, zones: &ZoneBook) -> Result<Record, Rejection> {
        let fields = self.rows.fields();
        check_width(fields, self.width)?;
        let values = self
            .positions
            .iter()
            .map(|position| position.and_then(|at| fields.get(at)).unwrap_or_default())
            .collect();
        record(self.table.kind, &Cells::new(self.table, values)?, zones)
    }
}

fn check_width(fields: &Fields, width: usize) -> Result<(), Rejection> {
    if fields.len() == width {
        return Ok(());
    }
    Err(Rejection::whole(
        Reason::Malformed,
        format!(
            "has {} fields where the header has {width}; put quotes around values with commas",
            fields.len()
        ),
    ))
}

/// Reads the header row. `known` are names of which at least one must be there: a first row with
/// none of them is data, and is not repeated in the message.
fn read_header<R: std::io::BufRead>(
    path: &Path,
    rows: &mut Rows<R>,
    known: &[&str],
) -> Result<Vec<String>, FileError> {
    let not_a_header = |why: String| FileError::NotAHeader {
        path: path.to_owned(),
        why,
        accepted: known.join(", "),
    };
    let first = rows.advance().map_err(|source| FileError::Unreadable {
        path: path.to_owned(),
        source,
    })?;
    match first {
        None => Err(FileError::Empty {
            path: path.to_owned(),
            accepted: known.join(", "),
        }),
        Some(Err(fault)) => Err(not_a_header(fault.to_string())),
        Some(Ok(())) => {
            let fields = rows.fields();
            let names: Vec<String> = (0..fields.len())
                .filter_map(|at| fields.get(at))
                .map(|name| name.trim().to_owned())
                .collect();
            if !names.iter().any(|name| known.contains(&name.as_str())) {
                let why = "not one of its values is a known column name";
                return Err(not_a_header(why.to_owned()));
            }
            check_repeats(path, &names)?;
            Ok(names)
        }
    }
}

fn check_repeats(path: &Path, names: &[String]) -> Result<(), FileError> {
    let repeated: Vec<&str> = names
        .iter()
        .enumerate()
        .filter(|(at, name)| names[..*at].contains(name))
        .map(|(_, name)| name.as_str())
        .collect();
    if repeated.is_empty() {
        return Ok(());
    }
    Err(FileError::DuplicateColumns {
        path: path.to_owned(),
        columns: listed(&repeated),
    })
}

/// Where the table's columns stand in a header that must hold them and no others.
fn positions(
    path: &Path,
    table: &Table,
    header: &[String],
) -> Result<Vec<Option<usize>>, FileError> {
    let accepted = || table.column_names().join(", ");
    let unknown: Vec<&str> = header
        .iter()
        .map(String::as_str)
        .filter(|name| table.position(name).is_none())
        .collect();
    if !unknown.is_empty() {
        return Err(FileError::UnknownColumns {
            path: path.to_owned(),
            columns: listed(&unknown),
            accepted: accepted(),
        });
    }
    let missing: Vec<&str> = table
        .columns
        .iter()
        .filter(|column| column.required && !header.iter().any(|name| name == column.name))
        .map(|column| column.name)
        .collect();
    if !missing.is_empty() {
        return Err(FileError::MissingColumns {
            path: path.to_owned(),
            columns: missing.join(", "),
            accepted: accepted(),
        });
    }
    Ok(table
        .columns
        .iter()
        .map(|column| header.iter().position(|name| name == column.name))
        .collect())
}

/// Names from a file's header in quotes, each cut to a length that a message can bear.
fn listed(names: &[&str]) -> String {
    names
        .iter()
        .map(|name| format!("{:?}", name.chars().take(64).collect::<String>()))
        .collect::<Vec<_>>()
        .join(", ")
}
