//! Splitting text into rows: broken ones cost one rejection, and good ones behind them are kept.

use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;

use proptest::prelude::*;
use proptest::sample::select;
use redthread::domain::intake::{Kind, Reason, Record, ZoneBook};
use redthread::interop::csv::{Reader, Table};

use super::{OSLO, drain, read};

/// Line and name of good rows, line and fault of bad ones.
fn told(text: impl AsRef<[u8]>) -> Vec<(u64, Result<String, Reason>)> {
    read(Kind::Professional, text)
        .into_iter()
        .map(|row| {
            let told = match row.outcome {
                Ok(Record::Professional(professional)) => Ok(professional.name),
                Ok(_) => panic!("another kind"),
                Err(rejection) => Err(rejection.reason),
            };
            (row.number, told)
        })
        .collect()
}

fn good(line: u64, name: &str) -> (u64, Result<String, Reason>) {
    (line, Ok(name.to_owned()))
}

const BAD: Result<String, Reason> = Err(Reason::Malformed);

#[test]
fn well_formed_rows() {
    let header = "id,name,profession\n";
    for (body, name) in [
        ("1,Kari,nurse\n", "Kari"),
        ("1,Kari,nurse", "Kari"),
        ("1,Kari,nurse\r\n", "Kari"),
        ("\n\r\n1,Kari,nurse\n\n", "Kari"),
        (" 1 , Kari Nordmann ,\tnurse \n", "Kari Nordmann"),
        ("1,\" Kari \",\" nurse \"\n", " Kari "),
        ("1,\"Nordmann, Kari\",nurse\n", "Nordmann, Kari"),
        ("1,\"Kari \"\"K\"\"\",nurse\n", "Kari \"K\""),
        ("1,Kari \"K\",nurse\n", "Kari \"K\""),
        ("1,\"Kari\r\nNordmann\",nurse\r\n", "Kari\r\nNordmann"),
        ("1,Kåre Ødegård 🧵,nurse\n", "Kåre Ødegård 🧵"),
    ] {
        let rows = told(format!("{header}{body}"));
        assert_eq!(rows.len(), 1, "{body:?}");
        assert_eq!(rows[0].1, Ok(name.to_owned()), "{body:?}");
    }
}

#[test]
fn a_byte_order_mark_and_columns_in_any_order() {
    let text = "\u{feff}\"profession\", name ,id\r\nnurse,Kari,1\r\n";
    assert_eq!(told(text), [good(2, "Kari")]);
    assert_eq!(told("\u{feff}id,name,profession\n"), []);
}

#[test]
fn broken_rows_are_told_by_line_and_good_ones_kept() {
    let text = b"id,name,profession\n\
        1,A\n\
        2,B,nurse,extra\n\
        3,\"C\nC\",nurse\n\
        4,\"D\"D,nurse\n\
        5,E\xff,nurse\n\
        6,F\xc3,\xa9nurse\n\
        \n\
        7,G,nurse\n";
    let expected = [
        (2, BAD),
        (3, BAD),
        good(4, "C\nC"),
        (6, BAD),
        (7, BAD),
        (8, BAD),
        good(10, "G"),
    ];
    assert_eq!(told(text), expected);
}

#[test]
fn a_quote_that_nobody_closed_costs_one_row() {
    let text = "id,name,profession\n1,\"A,nurse\n2,B,nurse\n3,C,nurse\n";
    assert_eq!(told(text), [(2, BAD), good(3, "B"), good(4, "C")]);
    // Closed by the opening quote of a later row: the fault shows there, and costs the first row.
    let text = "id,name,profession\n1,\"A,nurse\n2,B,nurse\n3,\"C\",nurse\n4,D,nurse\n";
    let expected = [(2, BAD), good(3, "B"), good(4, "C"), good(5, "D")];
    assert_eq!(told(text), expected);
    assert_eq!(told("id,name,profession\n1,\"A,nurse"), [(2, BAD)]);
}

#[test]
fn an_unclosed_quote_before_more_text_than_a_row_may_hold() {
    let mut text = String::from("id,name,profession\n1,\"A,nurse\n");
    let rest: Vec<String> = (2..=100_000)
        .map(|n| format!("{n},somebody,nurse\n"))
        .collect();
    text.push_str(&rest.concat());
    let rows = told(&text);
    assert_eq!(rows.len(), 100_000);
    assert_eq!(rows[0], (2, BAD));
    assert!(rows[1..].iter().all(|(_, outcome)| outcome.is_ok()));
    assert_eq!(rows.last().unwrap().0, 100_001);
}

#[test]
fn the_row_is_kept_as_it_stands() {
    let rows = read(
        Kind::Professional,
        b"id,name,profession\r\n1,\"A\n\"\"B\",x\r\n2,\xff,y\r\n",
    );
    assert_eq!(rows[0].content, "1,\"A\n\"\"B\",x");
    assert_eq!(rows[1].content, "2,\u{fffd},y");
}

/// Resident memory of this process at its highest, in bytes.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kib: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kib * 1024)
}

#[test]
fn a_giant_line_is_skipped_in_constant_memory() {
    const GIANT: u64 = 300 << 20;
    for opening in ["", "\""] {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        write!(file, "id,name,profession\n1,A,nurse\n2,{opening}").unwrap();
        // A hole in the file reads as zeros and takes no room on the disk.
        file.seek(SeekFrom::Current(GIANT.cast_signed())).unwrap();
        write!(file, ",nurse\n3,C,nurse\n").unwrap();
        file.flush().unwrap();

        let before = peak_memory();
        let table = Table::of(Kind::Professional);
        let mut reader = Reader::open(file.path(), table).unwrap();
        let rows = drain(&mut reader, &ZoneBook::new(OSLO));
        let after = peak_memory();

        let outcomes: Vec<_> = rows
            .iter()
            .map(|row| {
                (
                    row.number,
                    row.outcome.as_ref().map(|_| ()).map_err(|r| r.reason),
                )
            })
            .collect();
        assert_eq!(
            outcomes,
            [(2, Ok(())), (3, Err(Reason::Malformed)), (4, Ok(()))]
        );
        assert!(rows[1].content.len() <= 1 << 10);
        let length = std::fs::metadata(file.path()).unwrap().len();
        assert_eq!(reader.position(), length);
        if let (Some(before), Some(after)) = (before, after) {
            // Other tests run beside this one: far below the line is what matters.
            assert!(after - before < GIANT / 4, "{} bytes", after - before);
        }
    }
}

/// Gives one byte at a time.
struct Drip<R>(R);

impl<R: Read> Read for Drip<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let end = buffer.len().min(1);
        self.0.read(&mut buffer[..end])
    }
}

#[test]
fn how_the_bytes_arrive_does_not_matter() {
    let text = "\u{feff}id,name,profession\r\n1,\"A\r\n\"\"\",nurse\r\n2,\"B,nurse\r\n3,C,nurse";
    let at_once = told(text);
    let source = Drip(std::io::Cursor::new(text));
    let table = Table::of(Kind::Professional);
    let mut reader = Reader::from_source(Path::new("drip.csv"), table, Box::new(source)).unwrap();
    let dripped: Vec<u64> = drain(&mut reader, &ZoneBook::new(OSLO))
        .iter()
        .map(|row| row.number)
        .collect();
    assert_eq!(dripped, at_once.iter().map(|row| row.0).collect::<Vec<_>>());
    assert_eq!(reader.position(), text.len() as u64);
}

#[test]
fn a_file_that_fails_halfway_is_an_error_and_no_row() {
    struct Fails(bool);
    impl Read for Fails {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            if std::mem::replace(&mut self.0, true) {
                return Err(std::io::Error::other("the disk went away"));
            }
            let text = b"id,name,profession\n1,A,nurse\n2,B";
            buffer[..text.len()].copy_from_slice(text);
            Ok(text.len())
        }
    }
    let table = Table::of(Kind::Professional);
    let source = Box::new(Fails(false));
    let mut reader = Reader::from_source(Path::new("gone.csv"), table, source).unwrap();
    let zones = ZoneBook::new(OSLO);
    assert!(reader.next_row(&zones).unwrap().is_some());
    let error = reader.next_row(&zones).unwrap_err().to_string();
    assert!(
        error.contains("gone.csv") && error.contains("the disk went away"),
        "{error}"
    );
}

/// Bytes that matter to a splitter, more often than others.
fn awkward() -> impl Strategy<Value = Vec<u8>> {
    let byte = prop_oneof![select(b"\",\n\r x;".to_vec()), any::<u8>()];
    proptest::collection::vec(byte, 0..120)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2000) })]

    #[test]
    fn any_bytes_end_and_leave_the_next_good_row(body in awkward()) {
        let mut text = b"id,name,profession\n".to_vec();
        text.extend_from_slice(&body);
        text.extend_from_slice(b"\nlast,Kari,nurse\n");
        let lines = text.split(|byte| *byte == b'\n').count() as u64 - 1;
        let source = std::io::Cursor::new(text.clone());
        let table = Table::of(Kind::Professional);
        let mut reader = Reader::from_source(Path::new("any.csv"), table, Box::new(source)).unwrap();
        let rows = drain(&mut reader, &ZoneBook::new(OSLO));
        prop_assert_eq!(reader.position(), text.len() as u64);
        prop_assert!(rows.windows(2).all(|pair| pair[0].number < pair[1].number));
        prop_assert!(rows.iter().all(|row| row.number <= lines));
        // A row ahead can only take the last one in by a quote that it leaves open and that the
        // last row does not close: then it is given back.
        let last = rows.last().unwrap();
        prop_assert_eq!(last.number, lines);
        prop_assert!(last.outcome.is_ok());
    }

    #[test]
    fn what_another_writer_quotes_is_read_as_it_was(names in proptest::collection::vec("[^\\x00]{1,8}", 1..5)) {
        let mut writer = csv::WriterBuilder::new()
            .quote_style(csv::QuoteStyle::Always)
            .terminator(csv::Terminator::CRLF)
            .from_writer(Vec::new());
        writer.write_record(["id", "name", "profession"]).unwrap();
        for name in &names {
            writer.write_record(["1", name, "nurse"]).unwrap();
        }
        let text = writer.into_inner().unwrap();
        let read: Vec<_> = told(text).into_iter().map(|(_, told)| told).collect();
        let expected: Vec<_> = names
            .iter()
            .map(|name| if name.trim().is_empty() { Err(Reason::Missing) } else { Ok(name.clone()) })
            .collect();
        prop_assert_eq!(read, expected);
    }
}
