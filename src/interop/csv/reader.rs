//! Reads one file row by row.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::cells::Cells;
use super::error::FileError;
use super::header;
use super::mapping::{Bound, Counts, Rule};
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

/// How the fields of a row become a record.
enum Layout {
    /// The file is one of the format: where each column of the table stands in it.
    Own(Vec<Option<usize>>),
    /// The file is another system's.
    Mapped(Box<Bound>),
}

type Source = Box<dyn Read + Send>;

/// Reads one file, holding one row at a time. (A mapping rule also holds the keys of a `distinct`
/// and the columns of a `join`.)
pub struct Reader {
    path: PathBuf,
    table: &'static Table,
    rows: Rows<BufReader<Source>>,
    layout: Layout,
    /// Fields per row.
    width: usize,
}

impl Reader {
    /// Opens a file of the format and reads its header row.
    ///
    /// # Errors
    /// When the file cannot be read, or its header is not one of this table: empty, unknown,
    /// repeated or missing columns.
    pub fn open(path: &Path, table: &'static Table) -> Result<Self, FileError> {
        Self::from_source(path, table, open(path)?)
    }

    /// Reads from an open source; `path` is what messages call it.
    ///
    /// # Errors
    /// As [`Reader::open`].
    pub fn from_source(
        path: &Path,
        table: &'static Table,
        source: Source,
    ) -> Result<Self, FileError> {
        let mut rows = rows(source);
        let header = header::read(path, &mut rows, &table.column_names())?;
        Ok(Self {
            path: path.to_owned(),
            table,
            rows,
            layout: Layout::Own(header::positions(path, table, &header)?),
            width: header.len(),
        })
    }

    /// Opens a file of another system under a rule of a mapping. Files that the rule joins are
    /// looked for in the same folder.
    ///
    /// # Errors
    /// When the file or a joined one cannot be read, or lacks a column that the rule names.
    pub fn open_mapped(path: &Path, rule: &Arc<Rule>) -> Result<Self, FileError> {
        let mut rows = rows(open(path)?);
        let header = header::read(path, &mut rows, &rule.own_columns())?;
        Ok(Self {
            path: path.to_owned(),
            table: rule.table,
            rows,
            width: header.len(),
            layout: Layout::Mapped(Box::new(Bound::new(path, Arc::clone(rule), header)?)),
        })
    }

    /// What the rows become.
    pub fn kind(&self) -> Kind {
        self.table.kind
    }

    /// Bytes read so far.
    pub fn position(&self) -> u64 {
        self.rows.position()
    }

    /// Rows that a mapping rule left out on purpose so far. They are not handed out.
    pub fn left_out(&self) -> Counts {
        match &self.layout {
            Layout::Own(_) => Counts::default(),
            Layout::Mapped(bound) => bound.counts(),
        }
    }

    /// Reads the next row; `None` at the end of the file.
    ///
    /// # Errors
    /// When the file cannot be read further. A row that cannot be read is a [`Row`] with a
    /// rejection, and reading goes on after it.
    pub fn next_row(&mut self, zones: &ZoneBook) -> Result<Option<Row>, FileError> {
        loop {
            let advanced = self
                .rows
                .advance()
                .map_err(|source| FileError::Unreadable {
                    path: self.path.clone(),
                    source,
                })?;
            let outcome = match advanced {
                None => return Ok(None),
                Some(Ok(())) => self.record(zones),
                Some(Err(fault)) => {
                    Some(Err(Rejection::whole(Reason::Malformed, fault.to_string())))
                }
            };
            if let Some(outcome) = outcome {
                return Ok(Some(Row {
                    number: self.rows.line(),
                    outcome,
                    content: self.rows.raw(),
                }));
            }
        }
    }

    /// The record of the row moved to; `None` where a mapping leaves the row out.
    fn record(&mut self, zones: &ZoneBook) -> Option<Result<Record, Rejection>> {
        let fields = self.rows.fields();
        if fields.len() != self.width {
            return Some(Err(wrong_width(fields.len(), self.width)));
        }
        match &mut self.layout {
            Layout::Own(positions) => Some(own_record(self.table, positions, fields, zones)),
            Layout::Mapped(bound) => bound.record(fields, zones),
        }
    }
}

fn own_record(
    table: &'static Table,
    positions: &[Option<usize>],
    fields: &Fields,
    zones: &ZoneBook,
) -> Result<Record, Rejection> {
    let values = positions
        .iter()
        .map(|position| position.and_then(|at| fields.get(at)).unwrap_or_default())
        .collect();
    record(table.kind, &Cells::new(table, values)?, zones)
}

fn wrong_width(fields: usize, width: usize) -> Rejection {
    Rejection::whole(
        Reason::Malformed,
        format!(
            "has {fields} fields where the header has {width}; \
             put quotes around values with commas or line breaks"
        ),
    )
}

fn open(path: &Path) -> Result<Source, FileError> {
    match File::open(path) {
        Ok(file) => Ok(Box::new(file)),
        Err(source) => Err(FileError::Unreadable {
            path: path.to_owned(),
            source,
        }),
    }
}

fn rows(source: Source) -> Rows<BufReader<Source>> {
    Rows::new(BufReader::with_capacity(1 << 16, source))
}
