//! A patient's continuity over a window, in numbers.

use chrono::NaiveDate;

use super::record;
use super::{Actor, App, AppError};
use crate::domain::continuity::{Gatherer, Indices, Window};
use crate::domain::ids::PatientId;

/// Days that are looked at where nothing else is asked for.
pub const DAYS: i64 = 365;

/// The window that is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    /// So many local dates up to and with today, or the last day of the patient's life.
    Days(i64),
    /// From the first date up to and with the last.
    Between(NaiveDate, NaiveDate),
}

/// What a window of contacts says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Continuity {
    /// The local dates looked at.
    pub window: Window,
    /// The indices.
    pub indices: Indices,
    /// Contacts on days with a named contact: the n of `upc_named`.
    pub contacts_when_named: u64,
    /// Contacts with a named contact.
    pub contacts_with_named: u64,
}

/// The indices of a patient over a window.
///
/// # Errors
/// As [`record::open`], and [`AppError::InvalidInput`] for a window that ends before it starts.
pub async fn show(
    app: &App,
    actor: &Actor,
    patient: PatientId,
    span: Span,
) -> Result<Continuity, AppError> {
    if matches!(span, Span::Between(from, to) if to < from) {
        return Err(AppError::InvalidInput {
            field: "to",
            expected: "a day that is not before `from`".to_owned(),
        });
    }
    let opened = record::open(app, actor, patient, "continuity.read").await?;
    let case = opened.case();
    let window = match span {
        Span::Days(days) => Window::last_days(days, case.last_day()),
        Span::Between(from, to) => Window::between(from, crate::domain::time::add_days(to, 1)),
    };
    let report = Gatherer::new(&opened.directory, opened.policy.count_messages).report(
        &case.trajectory,
        &case.admissions,
        window,
    );
    Ok(Continuity {
        window,
        indices: report.indices(),
        contacts_when_named: report.tally.contacts_when_named,
        contacts_with_named: report.tally.with_named,
    })
}
