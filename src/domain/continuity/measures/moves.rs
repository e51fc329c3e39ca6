//! How often did the team, the setting or the ward change?

use chrono::NaiveDate;

use super::{Measure, Observed, whole};
use crate::domain::ids::UnitId;
use crate::domain::time::{self, Instant};
use crate::domain::trajectory::TreatmentPeriod;
use crate::domain::vocabulary::{AdmissionKind, Setting, SettingClass};

const DAYS_PER_YEAR: f64 = 365.25;
const FEWEST_DAYS: i64 = 90;

/// Changes per person-year in service (365.25 days); all undefined below 90 days in service.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Moves {
    /// `team_changes`: treatment periods at another community unit than the community period
    /// before, by start.
    pub teams: Measure,
    /// `setting_moves`: treatment periods in another setting than the one before, by start. An
    /// admission counts once, at its start; coming back to a period that stayed open is none;
    /// patient-controlled stays never count.
    pub settings: Measure,
    /// `unit_moves`: moves between wards within admissions.
    pub units: Measure,
}

/// Team changes, setting moves and moves between wards in the window, per year in service.
pub fn moves_per_year(observed: &Observed<'_>) -> Moves {
    let days = observed.service_days().count();
    let rate = |changes: usize| {
        let mut measure = Measure::quotient(
            super::float(changes as u64),
            whole(days) / DAYS_PER_YEAR,
            observed.window,
            0,
        );
        measure.value = measure.value.filter(|_| days >= FEWEST_DAYS);
        measure
    };
    Moves {
        teams: rate(team_changes(observed)),
        settings: rate(setting_moves(observed)),
        units: rate(unit_moves(observed)),
    }
}

/// One place on the patient's way, and the day on which it began.
struct Step<T> {
    at: T,
    day: NaiveDate,
}

fn changes<T: PartialEq>(steps: &[Step<T>], observed: &Observed<'_>) -> usize {
    steps
        .windows(2)
        .filter(|pair| pair[0].at != pair[1].at && observed.window.contains(pair[1].day))
        .count()
}

/// Changes of the responsible team in the window: see [`Moves::teams`].
pub fn team_changes(observed: &Observed<'_>) -> usize {
    let steps: Vec<Step<UnitId>> = observed
        .trajectory
        .periods
        .iter()
        .filter(|period| observed.directory.class(period.unit) == SettingClass::Community)
        .map(|period| step(observed, period, period.unit))
        .collect();
    changes(&steps, observed)
}

/// Moves between settings in the window: see [`Moves::settings`].
pub fn setting_moves(observed: &Observed<'_>) -> usize {
    let periods = &observed.trajectory.periods;
    let outside = periods
        .iter()
        .filter(|period| observed.directory.class(period.unit) != SettingClass::Inpatient)
        .filter(|period| period.admission_kind != Some(AdmissionKind::PatientControlled));
    let admissions = observed
        .admissions
        .iter()
        .filter(|admission| !admission.is_patient_controlled())
        .map(|admission| &periods[admission.stays[0]]);
    let mut starts: Vec<&TreatmentPeriod> = outside.chain(admissions).collect();
    starts.sort_by_key(|period| -> (Instant, &str) { (period.from, &period.source) });
    let steps: Vec<Step<Option<Setting>>> = starts
        .into_iter()
        .map(|period| step(observed, period, observed.directory.setting(period.unit)))
        .collect();
    changes(&steps, observed)
}

fn unit_moves(observed: &Observed<'_>) -> usize {
    let periods = &observed.trajectory.periods;
    observed
        .admissions
        .iter()
        .map(|admission| {
            let wards: Vec<Step<UnitId>> = admission
                .stays
                .iter()
                .map(|stay| step(observed, &periods[*stay], periods[*stay].unit))
                .collect();
            changes(&wards, observed)
        })
        .sum()
}

fn step<T>(observed: &Observed<'_>, period: &TreatmentPeriod, at: T) -> Step<T> {
    let zone = observed.directory.zone(Some(period.unit));
    Step {
        at,
        day: time::local_date(period.from, zone),
    }
}
