//! The index functions on records that nobody here wrote, against an independent script's values.
//! Sequences are built as that script did: no day rule, all times, ties by (time, id).

use std::collections::{BTreeMap, HashMap};

use csv::StringRecord;

use super::{assert_six, report_of};
use crate::support::shared_data;

/// What a patient's contacts are ordered by: time, then id.
type Order = (String, String);

/// One contact: patient, order, provider.
type Row = (String, Order, String);

#[test]
fn bhsim_completed_visits() {
    check("continuity_bhsim_completed_visits.csv", 60, || {
        let rows = read("bhsim/visits.csv", |row| {
            (row["visit_status"] == *"COMPLETED").then(|| {
                contact(
                    row,
                    "individual_id",
                    ["actual_start", "visit_id"],
                    "employee_id",
                )
            })
        });
        rows.into_iter().flatten().collect()
    });
}

#[test]
fn synthea_outpatient_encounters() {
    let classes = [
        "ambulatory",
        "outpatient",
        "urgentcare",
        "virtual",
        "wellness",
    ];
    check("continuity_synthea_csv_outpatient.csv", 42, || {
        let rows = read("synthea_csv/encounters.csv", |row| {
            classes
                .contains(&&row["ENCOUNTERCLASS"])
                .then(|| contact(row, "PATIENT", ["START", "Id"], "PROVIDER"))
        });
        rows.into_iter().flatten().collect()
    });
}

#[test]
fn mimic_iv_admitting_providers() {
    check("continuity_mimic_iv_admit_provider.csv", 35, || {
        read("mimic_iv_demo/hosp/admissions.csv", |row| {
            contact(
                row,
                "subject_id",
                ["admittime", "hadm_id"],
                "admit_provider_id",
            )
        })
    });
}

#[test]
fn mimic_iii_caregiver_days() {
    check("continuity_mimic_iii_caregiver_days.csv", 25, || {
        let bedside = read("mimic_iii_demo/chartevents_contacts_full.csv", |row| {
            let day = row["charttime"][..10].to_owned();
            let key = (row["hadm_id"].to_owned(), row["cgid"].to_owned(), day);
            (
                key,
                contact(row, "subject_id", ["charttime", "cgid"], "cgid"),
            )
        });
        let mut first: HashMap<_, Row> = HashMap::new();
        for (key, row) in bedside {
            first
                .entry(key)
                .and_modify(|earliest| {
                    if row.1 < earliest.1 {
                        *earliest = row.clone();
                    }
                })
                .or_insert(row);
        }
        first.into_values().collect()
    });
}

fn check(expected: &str, patients: usize, rows: impl FnOnce() -> Vec<Row>) {
    let Some(data) = shared_data() else {
        eprintln!("skipped: no shared data here");
        return;
    };
    let mut sequences: BTreeMap<String, Vec<(Order, String)>> = BTreeMap::new();
    for (patient, order, provider) in rows() {
        sequences
            .entry(patient)
            .or_default()
            .push((order, provider));
    }
    let mut reader = csv::Reader::from_path(data.join("expected").join(expected)).unwrap();
    let columns = reader.headers().unwrap().clone();
    let mut checked = 0;
    for row in reader.records().map(Result::unwrap) {
        // The patient is never named in a message: some are real.
        let mut sequence = sequences.remove(&row[0]).expect("a known patient");
        sequence.sort_unstable();
        let report = report_of(sequence.into_iter().map(|(_, provider)| provider));
        let indices = report.indices();
        let found = [
            indices.upc,
            indices.coc,
            indices.secon,
            indices.k_index,
            indices.herfindahl,
            indices.mci,
            indices.mmci,
        ];
        assert_eq!(indices.contacts.to_string(), row[1], "{expected} {checked}");
        assert_eq!(
            indices.providers.to_string(),
            row[2],
            "{expected} {checked}"
        );
        if indices.contacts < 2 {
            // The script computes nothing from one contact.
            assert_eq!(&row[3], "", "{expected} row {checked}");
            checked += 1;
            continue;
        }
        for (place, value) in found.into_iter().enumerate() {
            let case = format!("{expected} row {checked}: {}", &columns[3 + place]);
            assert_six(&case, value, row[3 + place].parse().ok());
        }
        checked += 1;
    }
    assert_eq!(checked, patients);
    assert!(sequences.is_empty(), "patients without expected values");
}

struct Named<'a>(&'a HashMap<String, usize>, &'a StringRecord);

impl std::ops::Index<&str> for Named<'_> {
    type Output = str;

    fn index(&self, column: &str) -> &str {
        &self.1[self.0[column]]
    }
}

fn contact(row: &Named<'_>, patient: &str, order: [&str; 2], provider: &str) -> Row {
    (
        row[patient].to_owned(),
        (row[order[0]].to_owned(), row[order[1]].to_owned()),
        row[provider].to_owned(),
    )
}

fn read<T>(file: &str, of: impl Fn(&Named<'_>) -> T) -> Vec<T> {
    let mut reader = csv::Reader::from_path(shared_data().unwrap().join(file)).unwrap();
    let columns = reader
        .headers()
        .unwrap()
        .iter()
        .enumerate()
        .map(|(place, name)| (name.trim_start_matches('\u{feff}').to_owned(), place))
        .collect();
    reader
        .records()
        .map(|row| of(&Named(&columns, &row.unwrap())))
        .collect()
}
