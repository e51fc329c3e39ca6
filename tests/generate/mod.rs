//! The synthetic cohort: the same for a seed, whole in itself, and shaped as its parameters say.

mod consistency;
mod known;
mod shares;
mod stories;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use chrono_tz::Europe::Oslo;
use chrono_tz::Tz;
use redthread::app::generate::{Cohort, Parameters, to_folder};
use redthread::domain::intake::{Kind, Record, ZoneBook};
use redthread::domain::time::{Instant, parse_time};
use redthread::interop::csv::{Reader, TABLES};

const AS_OF: &str = "2026-03-02T12:00";

fn at(text: &str) -> Instant {
    parse_time(text, Oslo).unwrap()
}

fn cohort(patients: u64, seed: u64) -> Cohort {
    cohort_of(patients, seed, AS_OF, Oslo)
}

fn cohort_of(patients: u64, seed: u64, as_of: &str, zone: Tz) -> Cohort {
    Cohort::new(Parameters {
        patients,
        seed,
        as_of: parse_time(as_of, zone).unwrap(),
        zone,
    })
}

/// The files of a folder by name.
fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap())
        .map(|entry| {
            let name = entry.file_name().into_string().unwrap();
            (name, fs::read(entry.path()).unwrap())
        })
        .collect()
}

fn written(cohort: &Cohort) -> BTreeMap<String, Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    to_folder(cohort, folder.path(), |_| ()).unwrap();
    contents(folder.path())
}

#[test]
fn a_seed_gives_the_same_bytes_and_another_gives_others() {
    let first = written(&cohort(40, 7));
    assert_eq!(first.len(), TABLES.len());
    assert_eq!(first, written(&cohort(40, 7)));
    let other = written(&cohort(40, 8));
    for file in ["patients.csv", "contacts.csv", "relationships.csv"] {
        assert_ne!(first[file], other[file], "{file}");
    }
}

#[test]
fn a_larger_cohort_begins_with_the_smaller_one() {
    let small = written(&cohort(20, 7));
    // Beyond 208 patients there is a second site.
    let large = written(&cohort(230, 7));
    for (file, bytes) in &small {
        let more = &large[file];
        assert!(more.starts_with(bytes), "{file} does not begin the same");
        let site_grows = ["units.csv", "professionals.csv", "employments.csv"];
        if site_grows.contains(&file.as_str()) {
            assert!(more.len() > bytes.len(), "{file} did not grow");
        }
    }
}

#[test]
fn any_patient_can_be_made_alone() {
    let all = cohort(300, 3);
    let endless = cohort(u64::MAX, 3);
    for (n, records) in (1..).zip(all.patients()) {
        assert_eq!(records, endless.patient(n), "patient {n}");
    }
    assert!(!endless.patient(1_000_000_000).is_empty());
    assert!(all.patient(0).is_empty());
}

/// The iterator is all that is held between two patients: it is small, and it does not look ahead
/// at how many there are.
#[test]
fn a_cohort_of_any_size_is_made_one_patient_at_a_time() {
    let endless = cohort(u64::MAX, 3);
    let mut patients = endless.patients();
    assert!(size_of_val(&patients) <= 64);
    let records: usize = patients.by_ref().take(2000).map(|p| p.len()).sum();
    assert!(records > 2000 * 20);
    assert_eq!(patients.next(), Some(endless.patient(2001)));
}

#[test]
fn the_demo_has_the_size_of_its_description() {
    let demo = cohort(60, 42);
    let mut counts: BTreeMap<Kind, usize> = BTreeMap::new();
    for record in demo.directory().chain(demo.patients().flatten()) {
        *counts.entry(record.kind()).or_default() += 1;
    }
    assert_eq!(counts[&Kind::Unit], 11);
    assert_eq!(counts[&Kind::Professional], 46);
    assert_eq!(counts[&Kind::Patient], 60);
    for kind in Kind::ALL {
        assert!(counts.contains_key(&kind), "no {} in the demo", kind.code());
    }
}

#[test]
fn every_row_reads_back_as_the_record_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let cohort = cohort(60, 42);
    let mut seen = 0;
    let counts = to_folder(&cohort, folder.path(), |n| seen = n).unwrap();
    assert_eq!(seen, 60);
    let zones = ZoneBook::new(Oslo);
    for (table, (kind, count)) in TABLES.iter().zip(counts) {
        let mut expected = cohort
            .directory()
            .chain(cohort.patients().flatten())
            .filter(|record| record.kind() == kind);
        let path = folder.path().join(table.file_name);
        let mut reader = Reader::open(&path, table).unwrap();
        let mut rows = 0;
        while let Some(row) = reader.next_row(&zones).unwrap() {
            let record: Record = row.outcome.unwrap();
            assert_eq!(Some(record), expected.next(), "{}", table.file_name);
            rows += 1;
        }
        assert_eq!(rows, count);
        assert_eq!(expected.next(), None);
    }
}

#[test]
fn a_cohort_can_be_told_on_any_day_and_in_any_zone() {
    for (as_of, zone) in [
        ("2024-02-29T00:00", Oslo),
        ("2026-03-29T03:30", Oslo),
        ("2026-10-25T02:30", Oslo),
        ("2027-01-01T23:59", chrono_tz::America::Santiago),
        ("2025-06-30T12:00", chrono_tz::Asia::Kathmandu),
    ] {
        let cohort = cohort_of(120, 5, as_of, zone);
        consistency::check(&cohort);
    }
}
