//! What those who belong to a patient are told at once: that the patient was admitted, moved, discharged,
//! did not come back from leave. That a handover was not accepted is told when it escalates
//! ([`super::handover`]).
//!
//! It is read off the record as it stands, whoever wrote it: people here, or an import. Only what happened
//! within [`HORIZON`] is news, so that an import of history tells nobody. Nothing is told of somebody who
//! has died: that is for people to say.

use chrono::{NaiveDate, TimeDelta};

use super::admission::Admission;
use super::flags::Case;
use super::ids::{RecordId, UnitId};
use super::time::{self, Instant};
use super::trajectory::TreatmentPeriod;
use super::vocabulary::NewsKind;

/// What happened longer ago is no news: a weekend's are still told on Monday morning.
pub const HORIZON: TimeDelta = TimeDelta::hours(72);

/// A leave of which no return is recorded has been overstayed after this long.
pub const OVERSTAYED: TimeDelta = TimeDelta::hours(24);

/// Something to be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct News {
    /// What.
    pub kind: NewsKind,
    /// The record that says so: a treatment period, or a handover.
    pub record: RecordId,
    /// When it happened.
    pub at: Instant,
    /// The local day of it. The same record tells the same once a day: a time that is corrected is no
    /// news, another day is.
    pub on: NaiveDate,
    /// Where.
    pub unit: Option<UnitId>,
    /// Of a transfer: from where.
    pub from_unit: Option<UnitId>,
}

/// What is news of a patient now, in time order.
pub fn news(case: &Case<'_>) -> Vec<News> {
    if case.trajectory.patient.deceased_at.is_some() {
        return Vec::new();
    }
    let mut all: Vec<News> = case
        .admissions
        .iter()
        .flat_map(|admission| of_admission(admission, case))
        .chain(overstayed(case))
        .filter(|news| news.at <= case.as_of && news.at > case.as_of - HORIZON)
        .collect();
    all.sort_by_key(|news| (news.at, news.kind, news.record));
    all
}

/// When time alone brings news next: a leave that will have been overstayed.
pub fn next(case: &Case<'_>) -> Option<Instant> {
    if case.trajectory.patient.deceased_at.is_some() {
        return None;
    }
    leaves(case)
        .map(|(_, from)| from + OVERSTAYED)
        .filter(|at| *at > case.as_of)
        .min()
}

fn of_admission(admission: &Admission, case: &Case<'_>) -> Vec<News> {
    let stays = admission.stays.iter();
    let stays: Vec<&TreatmentPeriod> = stays.map(|at| &case.trajectory.periods[*at]).collect();
    let mut all = Vec::new();
    for (place, stay) in stays.iter().enumerate() {
        let before = place.checked_sub(1).map(|before| stays[before]);
        match before {
            // The same ward twice at once is one stay, written down twice.
            Some(before) if before.unit == stay.unit && overlap(before, stay) => {}
            Some(before) if before.unit != stay.unit => all.push(News {
                from_unit: Some(before.unit),
                ..of_stay(NewsKind::Transferred, stay, stay.from, case)
            }),
            _ => all.push(of_stay(NewsKind::Admitted, stay, stay.from, case)),
        }
    }
    if let Some(to) = admission.to
        && let Some(last) = stays.iter().rev().find(|stay| stay.to == Some(to))
    {
        all.push(of_stay(NewsKind::Discharged, last, to, case));
    }
    all
}

fn overlap(before: &TreatmentPeriod, stay: &TreatmentPeriod) -> bool {
    before.to.is_none_or(|to| to > stay.from)
}

/// Leaves that began and of which no return is recorded.
fn leaves<'c>(case: &'c Case<'_>) -> impl Iterator<Item = (&'c TreatmentPeriod, Instant)> {
    let stays = case.trajectory.periods.iter();
    let stays = stays.filter(|stay| stay.to.is_none());
    stays.flat_map(|stay| {
        let open = stay.leave.iter().filter(|leave| leave.to.is_none());
        open.map(move |leave| (stay, leave.from))
    })
}

fn overstayed<'c>(case: &'c Case<'_>) -> impl Iterator<Item = News> + 'c {
    leaves(case)
        .map(|(stay, from)| of_stay(NewsKind::LeaveOverstayed, stay, from + OVERSTAYED, case))
}

fn of_stay(kind: NewsKind, stay: &TreatmentPeriod, at: Instant, case: &Case<'_>) -> News {
    News {
        kind,
        record: stay.id,
        at,
        on: time::local_date(at, case.directory.zone(Some(stay.unit))),
        unit: Some(stay.unit),
        from_unit: None,
    }
}
