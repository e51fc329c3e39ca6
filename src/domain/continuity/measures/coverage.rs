//! On how many days did the patient have a named contact?

use chrono::NaiveDate;

use super::{Measure, Observed, whole};
use crate::domain::continuity::days::{Days, Span};
use crate::domain::continuity::named::named_spans;

/// The share of the days `[from, to)` that the spans cover, a day in several of them counted once.
/// Undefined (`None`) for a window without days.
pub fn coverage(
    spans: impl IntoIterator<Item = Span>,
    from: NaiveDate,
    to: NaiveDate,
) -> Option<f64> {
    let window = Days::between(from, to);
    let covered = Days::of(spans).and(&window);
    (window.count() > 0).then(|| whole(covered.count()) / whole(window.count()))
}

/// The longest run of days of `[from, to)` that no span covers.
pub fn longest_uncovered(
    spans: impl IntoIterator<Item = Span>,
    from: NaiveDate,
    to: NaiveDate,
) -> i64 {
    Days::between(from, to)
        .without(&Days::of(spans))
        .longest_run()
}

/// Named-contact coverage, with the gap that an average hides.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NamedContactCoverage {
    /// `named_contact_coverage`: days with a named contact by days in service.
    pub share: Measure,
    /// The longest run of days in service without one.
    pub longest_uncovered_days: Measure,
}

/// `named_contact_coverage`: the share of days in service on which the patient had a named contact
/// (a contact person, therapist, case manager, contact doctor or psychologist; while admitted also
/// a primary nurse), professional or not. Undefined without a day in service.
pub fn named_contact_coverage(observed: &Observed<'_>) -> NamedContactCoverage {
    let service = observed.service_days();
    let mut spans = Vec::new();
    named_spans(
        &observed.trajectory.relationships,
        observed.admissions,
        observed.directory,
        &mut spans,
    );
    let named = Days::of(spans.iter().map(|span| (span.from, span.to)));
    let covered = service.and(&named);
    let longest = (service.count() > 0).then(|| service.without(&named).longest_run());
    NamedContactCoverage {
        share: Measure::quotient(
            whole(covered.count()),
            whole(service.count()),
            observed.window,
            0,
        ),
        longest_uncovered_days: Measure::length(longest, observed.window),
    }
}
