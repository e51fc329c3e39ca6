//! Indices and measures against published vectors and properties.

mod build;
mod measures;
mod named;
mod numeric;
mod properties;
mod published;
mod real;
mod sequence;
mod vectors;

use redthread::domain::continuity::{Report, Step};

/// The report of a sequence written as one letter per contact, nobody named.
fn report_of(sequence: impl IntoIterator<Item = impl Into<String>>) -> Report {
    let steps: Vec<Step<String>> = sequence
        .into_iter()
        .map(|provider| Step {
            provider: provider.into(),
            with_named: None,
        })
        .collect();
    let mut names: Vec<&String> = steps.iter().map(|step| &step.provider).collect();
    names.sort_unstable();
    names.dedup();
    Report::of(steps.iter().map(|step| Step {
        provider: names.binary_search(&&step.provider).unwrap(),
        with_named: None,
    }))
}

/// Equal to six decimals, undefined only where expected.
#[track_caller]
fn assert_six(case: &str, found: Option<f64>, expected: Option<f64>) {
    let round = |value: Option<f64>| value.map(|value| format!("{value:.6}"));
    assert_eq!(round(found), round(expected), "{case}");
}
