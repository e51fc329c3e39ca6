//! "Where": admissions as bands and treatment periods, one row per unit.

use std::collections::HashMap;

use super::ledger::Ledger;
use super::{Band, Lane, Place, Stay};
use crate::domain::flags::Case;
use crate::domain::ids::UnitId;
use crate::domain::time;
use crate::domain::trajectory::TreatmentPeriod;
use crate::domain::vocabulary::SettingClass;

/// The admissions in the window. They are derived from stays, and counted as no record.
pub(super) fn bands(case: &Case<'_>, ledger: &mut Ledger<'_>) -> Vec<Band> {
    if !ledger.filter().shows(Lane::Admissions) {
        return Vec::new();
    }
    let mut bands = Vec::new();
    for admission in &case.admissions {
        if ledger.meets(admission.from, admission.to) {
            bands.push(Band {
                id: admission.first,
                span: ledger.span(admission.from, admission.to),
                nights: admission.nights(case.last_day()),
                kind: admission.kind,
                is_evidence: ledger.is_evidence(admission.first, admission.from, admission.to),
            });
        }
    }
    bands
}

/// The units and the patient's time there.
pub(super) fn places(case: &Case<'_>, ledger: &mut Ledger<'_>) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::new();
    let mut rows: HashMap<UnitId, usize> = HashMap::new();
    let is_lane_shown = ledger.filter().shows(Lane::Places);
    for period in &case.trajectory.periods {
        if !ledger.meets(period.from, period.to) {
            ledger.count_outside(period.from);
            continue;
        }
        let is_shown = is_lane_shown && ledger.passes_unit(Some(period.unit));
        if ledger.count_inside(is_shown) {
            let row = *rows.entry(period.unit).or_insert_with(|| {
                places.push(place(case, period.unit));
                places.len() - 1
            });
            let stay = stay(case, ledger, period, places[row].class);
            places[row].stays.push(stay);
        }
    }
    places
}

fn place(case: &Case<'_>, unit: UnitId) -> Place {
    let known = case.directory.units.get(&unit);
    Place {
        unit,
        name: known.map(|unit| unit.name.clone()).unwrap_or_default(),
        setting: known.map(|unit| unit.setting),
        class: case.directory.class(unit),
        stays: Vec::new(),
    }
}

fn stay(
    case: &Case<'_>,
    ledger: &mut Ledger<'_>,
    period: &TreatmentPeriod,
    class: SettingClass,
) -> Stay {
    let leaves = period.leave.iter();
    Stay {
        id: period.id,
        span: ledger.span(period.from, period.to),
        admission_kind: period.admission_kind,
        nights: (class == SettingClass::Inpatient).then(|| nights(case, period)),
        leave: leaves
            .filter(|leave| ledger.meets(leave.from, leave.to))
            .map(|leave| ledger.span(leave.from, leave.to))
            .collect(),
        is_evidence: ledger.is_evidence(period.id, period.from, period.to),
    }
}

/// Local date of the end minus that of the start, by the unit's clock; of an open stay up to today
/// or the day of death.
fn nights(case: &Case<'_>, period: &TreatmentPeriod) -> i64 {
    let zone = case.directory.zone(Some(period.unit));
    let last = period
        .to
        .map_or_else(|| case.last_day(), |to| time::local_date(to, zone));
    time::days_between(time::local_date(period.from, zone), last).max(0)
}
