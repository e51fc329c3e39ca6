//! The CSV format, both ways.

mod docs;
mod faults;
mod files;
mod mapping;
mod real;
mod round_trip;
mod rows;
mod time;

use std::path::{Path, PathBuf};

use redthread::domain::intake::{Kind, Rejection, ZoneBook};
use redthread::interop::csv::{Reader, Row, Table};

const OSLO: chrono_tz::Tz = chrono_tz::Europe::Oslo;

/// Every row of an open file, in the service's zone.
fn drain(reader: &mut Reader, zones: &ZoneBook) -> Vec<Row> {
    std::iter::from_fn(|| reader.next_row(zones).unwrap()).collect()
}

/// Reads a text as a file of a kind; the outcome of every row.
fn read(kind: Kind, text: impl AsRef<[u8]>) -> Vec<Row> {
    let source = std::io::Cursor::new(text.as_ref().to_vec());
    let path = Path::new("test.csv");
    let mut reader =
        Reader::from_source(path, Table::of(kind), Box::new(source)).expect("a header");
    drain(&mut reader, &ZoneBook::new(OSLO))
}

/// The rejection of the only row of a file with these columns and values.
fn rejection(kind: Kind, columns: &str, values: &str) -> Rejection {
    let mut rows = read(kind, format!("{columns}\n{values}\n"));
    assert_eq!(rows.len(), 1, "{values}");
    rows.remove(0).outcome.unwrap_err()
}

/// A folder of data that others wrote, where it is present.
fn shared(folder: &str) -> Option<PathBuf> {
    let path = crate::support::shared_data()?.join(folder);
    if !path.is_dir() {
        eprintln!("NOT RUN: {folder} is not present");
        return None;
    }
    Some(path)
}
