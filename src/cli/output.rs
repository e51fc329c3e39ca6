//! Answers: a table for people, JSON lines or CSV for programs, always on standard output.

use std::fmt::Display;
use std::io::{self, Write};

use clap::ValueEnum;
use serde_json::{Map, Value};

/// The form of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Format {
    /// Aligned columns, for people
    #[default]
    Table,
    /// One JSON object per line
    Json,
    /// RFC 4180 with a header row
    Csv,
}

/// The `--format` flag.
#[derive(Debug, Clone, Copy, clap::Args)]
pub struct FormatArg {
    /// The form of the answer on standard output
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// An answer with rows: its columns are known beforehand, its cells are JSON scalars.
#[derive(Debug)]
pub struct Table {
    columns: &'static [&'static str],
    rows: Vec<Vec<Value>>,
}

impl Table {
    /// An empty table.
    pub fn new(columns: &'static [&'static str]) -> Self {
        Self {
            columns,
            rows: Vec::new(),
        }
    }

    /// Adds a row: as many cells as there are columns. `null` is an unknown value.
    pub fn push(&mut self, row: impl IntoIterator<Item = Value>) {
        let row: Vec<Value> = row.into_iter().collect();
        debug_assert_eq!(row.len(), self.columns.len());
        self.rows.push(row);
    }

    /// Prints the table to standard output.
    ///
    /// # Errors
    /// When standard output cannot be written.
    pub fn print(&self, format: Format) -> io::Result<()> {
        let mut out = io::BufWriter::new(io::stdout().lock());
        self.write(format, &mut out)?;
        out.flush()
    }

    /// Writes the table.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn write(&self, format: Format, out: &mut impl Write) -> io::Result<()> {
        match format {
            Format::Table => self.write_aligned(out),
            Format::Json => self.write_json(out),
            Format::Csv => self.write_csv(out),
        }
    }

    fn write_aligned(&self, out: &mut impl Write) -> io::Result<()> {
        let cells: Vec<Vec<String>> = self
            .rows
            .iter()
            .map(|row| row.iter().map(|cell| shown(cell, "-")).collect())
            .collect();
        let widths: Vec<usize> = (0..self.columns.len())
            .map(|at| {
                let cells = cells.iter().map(|row| width(&row[at]));
                cells.chain([width(self.columns[at])]).max().unwrap_or(0)
            })
            .collect();
        let is_number: Vec<bool> = (0..self.columns.len())
            .map(|at| self.rows.iter().any(|row| row[at].is_number()))
            .collect();
        let header: Vec<String> = self
            .columns
            .iter()
            .map(|name| name.replace('_', " "))
            .collect();
        for row in std::iter::once(&header).chain(&cells) {
            let mut line = String::new();
            for (at, cell) in row.iter().enumerate() {
                let gap = " ".repeat(widths[at].saturating_sub(width(cell)));
                let (before, after) = if is_number[at] {
                    (&*gap, "")
                } else {
                    ("", &*gap)
                };
                line.push_str(before);
                line.push_str(cell);
                line.push_str(after);
                line.push_str("  ");
            }
            writeln!(out, "{}", line.trim_end())?;
        }
        Ok(())
    }

    fn write_json(&self, out: &mut impl Write) -> io::Result<()> {
        for row in &self.rows {
            let names = self.columns.iter().map(|name| (*name).to_owned());
            let object: Map<String, Value> = names.zip(row.iter().cloned()).collect();
            serde_json::to_writer(&mut *out, &object)?;
            writeln!(out)?;
        }
        Ok(())
    }

    fn write_csv(&self, out: &mut impl Write) -> io::Result<()> {
        let mut writer = csv::Writer::from_writer(out);
        writer.write_record(self.columns)?;
        for row in &self.rows {
            writer.write_record(row.iter().map(csv_cell))?;
        }
        writer.flush()
    }
}

/// A text that a spreadsheet would take for a formula gets a leading apostrophe.
fn csv_cell(cell: &Value) -> String {
    let text = shown(cell, "");
    if cell.is_string() && text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text
    }
}

fn shown(cell: &Value, unknown: &str) -> String {
    match cell {
        Value::Null => unknown.to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn width(text: &str) -> usize {
    text.chars().count()
}

/// Prints a message to standard error. A closed standard error is nobody's fault.
pub(super) fn to_stderr(sentence: impl Display) {
    let _ = writeln!(io::stderr().lock(), "{sentence}");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(format: Format) -> String {
        let mut table = Table::new(&["code", "patients_n", "note"]);
        table.push(["single_thread".into(), 12.into(), "=1+1".into()]);
        table.push(["abrupt_ending".into(), 3.into(), Value::Null]);
        let mut out = Vec::new();
        table.write(format, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_table_is_aligned_and_shows_the_unknown() {
        assert_eq!(
            written(Format::Table),
            "code           patients n  note\n\
             single_thread          12  =1+1\n\
             abrupt_ending           3  -\n"
        );
    }

    #[test]
    fn json_is_one_object_per_line() {
        assert_eq!(
            written(Format::Json),
            "{\"code\":\"single_thread\",\"patients_n\":12,\"note\":\"=1+1\"}\n\
             {\"code\":\"abrupt_ending\",\"patients_n\":3,\"note\":null}\n"
        );
    }

    #[test]
    fn csv_disarms_formulas_in_text_and_leaves_numbers_alone() {
        assert_eq!(
            written(Format::Csv),
            "code,patients_n,note\nsingle_thread,12,'=1+1\nabrupt_ending,3,\n"
        );
    }
}
