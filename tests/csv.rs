//! The CSV format, both ways.

mod time;

use std::path::Path;

use redthread::domain::intake::{Kind, Record, ZoneBook};
use redthread::interop::csv::{FolderWriter, Reader, TABLES, Table};

const OSLO: chrono_tz::Tz = chrono_tz::Europe::Oslo;

/// Reads a text as a file of a kind; the outcome of every row.
fn read(kind: Kind, text: &[u8]) -> Vec<redthread::interop::csv::Row> {
    let source = std::io::Cursor::new(text.to_vec());
    let mut reader = Reader::from_source(Path::new("test.csv"), Table::of(kind), Box::new(source))
        .expect("a header");
    let zones = ZoneBook::new(OSLO);
    std::iter::from_fn(|| reader.next_row(&zones).unwrap()).collect()
}

#[test]
fn every_kind_has_its_table_in_storing_order() {
    let kinds: Vec<Kind> = TABLES.iter().map(|table| table.kind).collect();
    assert_eq!(kinds, Kind::ALL);
}

#[test]
fn a_row_is_read_and_written_back() {
    let text = "id,name,setting,parent_id,time_zone,beds\nA1,\"Ward \"\"A\"\", 1\",acute_ward,,Europe/Oslo,12\n";
    let rows = read(Kind::Unit, text.as_bytes());
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].number, 2);
    let record: &Record = rows[0].outcome.as_ref().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut writer = FolderWriter::create(folder.path()).unwrap();
    writer.write(record, OSLO).unwrap();
    assert_eq!(writer.finish().unwrap()[0], (Kind::Unit, 1));
    let written = std::fs::read_to_string(folder.path().join("units.csv")).unwrap();
    assert_eq!(written, text);
    let empty = std::fs::read_to_string(folder.path().join("professionals.csv")).unwrap();
    assert_eq!(empty, "id,name,profession\n");
}

#[test]
fn shipped_mappings_are_valid() {
    for name in redthread::interop::csv::shipped() {
        let mapping = redthread::interop::csv::Mapping::load(name);
        assert!(mapping.is_ok(), "{}", mapping.unwrap_err());
    }
}
