//! The patient's admissions, one a row, the latest first.

use crate::domain::flags::Case;
use crate::domain::overview;
use crate::web::{Text, names};

/// An admission in words.
pub(super) struct AdmissionRow {
    pub from: String,
    /// The day of discharge; `None` while it lasts.
    pub to: Option<String>,
    pub nights: i64,
    /// How it came about; `None` is not recorded.
    pub kind: Option<String>,
    pub wards: String,
}

pub(super) fn rows(case: &Case<'_>, text: Text) -> Vec<AdmissionRow> {
    overview::admissions(case)
        .into_iter()
        .map(|admission| {
            let wards: Vec<String> = admission
                .wards
                .iter()
                .map(|ward| names::unit(case.directory, *ward, text))
                .collect();
            AdmissionRow {
                from: text.short_date(admission.from),
                to: admission.to.map(|to| text.short_date(to)),
                nights: admission.nights,
                kind: admission
                    .kind
                    .map(|kind| text.capital_word("admission", kind.code())),
                wards: wards.join(", "),
            }
        })
        .collect()
}
