//! What an import did or would do, in words and counts. Never a value of a row.

use crate::app::import::{Counts, Fault as RowFault, ImportReport};
use crate::web::Text;
use crate::web::components::Fact;

/// First rows of a fault that are named beside it.
const ROWS_NAMED: usize = 5;

/// What became of the records of one kind in one file.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) file: String,
    pub(super) kind: String,
    pub(super) counts: Counts,
}

/// Rows with one fault in one column of one file.
#[derive(Debug)]
pub(super) struct Faulty {
    pub(super) file: String,
    /// The column; `None` for the whole row.
    pub(super) field: Option<String>,
    pub(super) sentence: String,
    pub(super) count: u64,
    /// The first rows.
    pub(super) rows: String,
    /// Its place in the report, where it has more rows than are named.
    pub(super) more: Option<usize>,
}

pub(super) fn lines(text: Text, report: &ImportReport) -> Vec<Line> {
    let mut lines = Vec::new();
    for file in &report.files {
        for (kind, counts) in &file.kinds {
            lines.push(Line {
                file: file.name.clone(),
                kind: text.word("imports-kind", kind.code()),
                counts: *counts,
            });
        }
        if file.unreadable > 0 {
            lines.push(Line {
                file: file.name.clone(),
                kind: text.say("imports-kind-unreadable"),
                counts: Counts {
                    rejected: file.unreadable,
                    ..Counts::default()
                },
            });
        }
    }
    lines
}

/// How many rows or resources were left out although nothing is wrong with them, by file.
pub(super) fn left_out(text: Text, report: &ImportReport) -> Vec<String> {
    let files = report.files.iter();
    files
        .filter_map(|file| {
            let rows: u64 = file.ignored.values().sum();
            (rows > 0).then(|| {
                let name = fluent_bundle::FluentValue::from(file.name.as_str());
                text.with("imports-left-out", [("file", name), ("n", rows.into())])
            })
        })
        .collect()
}

pub(super) fn totals(text: Text, counts: Counts) -> Vec<Fact> {
    let fact = |key: &str, n: u64| Fact {
        label: text.say(key),
        value: n.to_string(),
        ..Fact::default()
    };
    vec![
        fact("imports-created", counts.created),
        fact("imports-updated", counts.updated),
        fact("imports-unchanged", counts.unchanged),
        fact("imports-rejected", counts.rejected),
    ]
}

/// Some of the faults, from a place on.
pub(super) fn faults(text: Text, faults: &[RowFault], from: usize, most: usize) -> Vec<Faulty> {
    let places = faults.iter().enumerate().skip(from).take(most);
    places
        .map(|(place, fault)| Faulty {
            file: fault.file.clone(),
            field: Some(fault.field.clone()).filter(|field| !field.is_empty()),
            sentence: reason(text, fault),
            count: fault.count,
            rows: rows(&fault.rows[..fault.rows.len().min(ROWS_NAMED)]),
            more: (fault.count > ROWS_NAMED as u64).then_some(place),
        })
        .collect()
}

pub(super) fn reason(text: Text, fault: &RowFault) -> String {
    text.word("imports-reason", fault.reason.code())
}

pub(super) fn rows(rows: &[u64]) -> String {
    let rows: Vec<String> = rows.iter().map(u64::to_string).collect();
    rows.join(", ")
}
