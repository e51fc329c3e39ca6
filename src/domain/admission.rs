//! Ward stays merged into admissions.
//!
//! An admission is continuous inpatient time: ward stays that overlap, nest, touch, or lie at most
//! `gap` of elapsed time apart (24 hours unless the policy says otherwise; elapsed in UTC, so that
//! a change of clocks neither joins nor parts them). Leave with the bed kept never ends one. It is
//! derived each time and never stored as fact.

use chrono::{NaiveDate, TimeDelta};

use super::ids::RecordId;
use super::time::{self, Instant};
use super::trajectory::{Directory, TreatmentPeriod};
use super::vocabulary::{AdmissionKind, Setting, SettingClass};

/// Continuous inpatient time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Admission {
    /// The first ward stay: the record that stands for the admission.
    pub first: RecordId,
    /// Places of its ward stays in the list they were derived from, by (start, source id).
    pub stays: Vec<usize>,
    /// Start.
    pub from: Instant,
    /// End; `None` while any of its stays is open.
    pub to: Option<Instant>,
    /// Local date of the start, in the zone of the first ward.
    pub from_on: NaiveDate,
    /// Local date of the end, in the zone of the last ward.
    pub to_on: Option<NaiveDate>,
    /// The kind of the first ward stay that is not patient-controlled; patient-controlled only if
    /// all its stays are; `None` is not recorded, and read as unplanned.
    pub kind: Option<AdmissionKind>,
}

impl Admission {
    /// Nights: local discharge date minus local admission date; an open admission counts to
    /// `today`.
    pub fn nights(&self, today: NaiveDate) -> i64 {
        time::days_between(self.from_on, self.to_on.unwrap_or(today)).max(0)
    }

    /// Whether the patient was admitted on a local date: from the day of admission up to, not
    /// including, the day of discharge.
    pub fn covers(&self, day: NaiveDate) -> bool {
        self.from_on <= day && self.to_on.is_none_or(|to| day < to)
    }

    /// Whether it was the patient's own decision throughout.
    pub fn is_patient_controlled(&self) -> bool {
        self.kind == Some(AdmissionKind::PatientControlled)
    }

    /// Whether any of its stays was in one of these settings.
    pub fn touches(
        &self,
        periods: &[TreatmentPeriod],
        directory: &Directory,
        is_one: impl Fn(Setting) -> bool,
    ) -> bool {
        self.stays
            .iter()
            .filter_map(|stay| directory.setting(periods[*stay].unit))
            .any(is_one)
    }
}

/// Groups intervals that overlap, nest, touch, or lie at most `gap` apart. Takes `(start, end)`
/// with `None` for an open end, in order of start; gives the places of each group's members.
///
/// The result does not depend on the order of intervals with equal starts, and grouping the groups
/// again changes nothing.
pub fn merge(
    intervals: impl IntoIterator<Item = (Instant, Option<Instant>)>,
    gap: TimeDelta,
) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut reach: Option<Instant> = None;
    for (place, (from, to)) in intervals.into_iter().enumerate() {
        let to = to.unwrap_or(Instant::MAX_UTC);
        match (groups.last_mut(), reach) {
            (Some(group), Some(end)) if from.signed_duration_since(end) <= gap => {
                group.push(place);
                reach = Some(end.max(to));
            }
            _ => {
                groups.push(vec![place]);
                reach = Some(to);
            }
        }
    }
    groups
}

/// The admissions in a patient's treatment periods (which must be in time order, as in a
/// [`Trajectory`](super::trajectory::Trajectory)), in order of start.
pub fn admissions(
    periods: &[TreatmentPeriod],
    directory: &Directory,
    gap: TimeDelta,
) -> Vec<Admission> {
    let wards: Vec<usize> = (0..periods.len())
        .filter(|place| directory.class(periods[*place].unit) == SettingClass::Inpatient)
        .collect();
    let intervals = wards
        .iter()
        .map(|place| (periods[*place].from, periods[*place].to));
    merge(intervals, gap)
        .into_iter()
        .map(|group| {
            let stays = group.into_iter().map(|member| wards[member]).collect();
            admission(stays, periods, directory)
        })
        .collect()
}

fn admission(stays: Vec<usize>, periods: &[TreatmentPeriod], directory: &Directory) -> Admission {
    let first = &periods[stays[0]];
    let last = stays
        .iter()
        .map(|stay| &periods[*stay])
        .max_by_key(|stay| stay.to.unwrap_or(Instant::MAX_UTC))
        .unwrap_or(first);
    let kind = stays
        .iter()
        .map(|stay| periods[*stay].admission_kind)
        .find(|kind| *kind != Some(AdmissionKind::PatientControlled))
        .unwrap_or(Some(AdmissionKind::PatientControlled));
    Admission {
        first: first.id,
        from: first.from,
        to: last.to,
        from_on: time::local_date(first.from, directory.zone(Some(first.unit))),
        to_on: last
            .to
            .map(|to| time::local_date(to, directory.zone(Some(last.unit)))),
        kind,
        stays,
    }
}
