//! Values that others published: Magill & Senf 1987 and the RECOCA library.

use csv::StringRecord;
use redthread::domain::continuity::{Report, SHOWN_FROM_CONTACTS};

use super::report_of;
use crate::support::shared_data;

fn rows(file: &str) -> Option<Vec<StringRecord>> {
    let Some(data) = shared_data() else {
        eprintln!("skipped: no shared data here");
        return None;
    };
    let mut reader = csv::Reader::from_path(data.join("continuity_reference").join(file)).unwrap();
    Some(reader.records().map(Result::unwrap).collect())
}

#[test]
fn magill_and_senf_table_1() {
    let Some(rows) = rows("magill_senf_1987_table1.csv") else {
        return;
    };
    assert_eq!(rows.len(), 17);
    for row in rows {
        let sequence = row[0]
            .split(' ')
            .enumerate()
            .flat_map(|(who, count)| std::iter::repeat_n(who.to_string(), count.parse().unwrap()));
        let indices = report_of(sequence).indices();
        assert_eq!(indices.contacts.to_string(), row[1]);
        assert_eq!(indices.providers.to_string(), row[2]);
        let found = [indices.coc, indices.mci, indices.mmci].map(Option::unwrap);
        for (place, value) in found.into_iter().enumerate() {
            let published: f64 = row[3 + place].parse().unwrap();
            let calculated: f64 = row[6 + place].parse().unwrap();
            assert!((value - published).abs() <= 0.015, "{row:?}: {value}");
            assert!((value - calculated).abs() <= 0.000_05, "{row:?}: {value}");
        }
    }
}

#[test]
fn recoca_unit_cases() {
    let Some(rows) = rows("recoca_unit_cases.csv") else {
        return;
    };
    let mut checked = 0;
    for row in &rows {
        let report = report_of(letters(&row[0]));
        if &row[2] == "undefined" {
            // That library leaves such patients out; here nothing is shown, and what two contacts
            // are needed for is undefined.
            assert!(report.tally.contacts < SHOWN_FROM_CONTACTS);
            assert_eq!(report.indices().coc, None);
            assert_eq!(report.indices().secon, None);
        } else {
            let expected: f64 = row[2].parse().unwrap();
            let found = index(&report, &row[1]);
            assert!((found - expected).abs() < 0.000_6, "{row:?}: {found}");
        }
        checked += 1;
    }
    assert_eq!(checked, 44);
}

fn index(report: &Report, name: &str) -> f64 {
    let indices = report.indices();
    let value = match name {
        "UPC" => indices.upc,
        "COC" => indices.coc,
        "SECON" => indices.secon,
        "MMCI" => indices.mmci,
        other => panic!("unknown index {other}"),
    };
    value.unwrap()
}

/// A sequence in one of the file's three ways of writing; an unknown provider is left out, as the
/// sequence leaves out contacts without a main professional.
fn letters(text: &str) -> Vec<String> {
    if text.contains('*') {
        return ('A'..='J')
            .flat_map(|who| std::iter::repeat_n(who.to_string(), 100))
            .collect();
    }
    let parts: Vec<&str> = if text.contains(',') {
        text.split(',').collect()
    } else {
        text.split("").collect()
    };
    parts
        .into_iter()
        .filter(|part| !matches!(*part, "" | "(null)" | "\"\""))
        .map(str::to_owned)
        .collect()
}
