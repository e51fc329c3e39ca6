//! Where a patient is now, as far as it is recorded.

use chrono::NaiveDate;

use crate::domain::flags::Case;
use crate::domain::ids::UnitId;
use crate::domain::time;
use crate::domain::vocabulary::SettingClass;

/// Where a patient is, and on whose books.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whereabouts {
    /// Where.
    pub place: Place,
    /// Teams and clinics on whose books the patient is, the latest first, each with since when.
    pub teams: Vec<(UnitId, NaiveDate)>,
}

/// Where a patient is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The patient died on this day.
    Died(NaiveDate),
    /// In a bed of this unit.
    Admitted {
        /// The ward of the latest open stay.
        ward: UnitId,
        /// Since when on this ward.
        since: NaiveDate,
        /// Since when in hospital.
        admitted: NaiveDate,
    },
    /// Not admitted, and with a team or a clinic.
    Home,
    /// Neither admitted nor with anybody: the last treatment period ended on this day.
    NotWithUs(NaiveDate),
    /// No treatment period was ever recorded.
    NotRecorded,
}

/// Where the patient is now.
pub fn whereabouts(case: &Case<'_>) -> Whereabouts {
    let periods = &case.trajectory.periods;
    let day = |at, unit| time::local_date(at, case.directory.zone(Some(unit)));
    let mut teams: Vec<(UnitId, NaiveDate)> = periods
        .iter()
        .rev()
        .filter(|p| p.to.is_none() && case.directory.class(p.unit) != SettingClass::Inpatient)
        .map(|p| (p.unit, day(p.from, p.unit)))
        .collect();
    let mut seen = std::collections::HashSet::new();
    teams.retain(|(unit, _)| seen.insert(*unit));
    Whereabouts {
        place: place(case, !teams.is_empty()),
        teams,
    }
}

fn place(case: &Case<'_>, has_team: bool) -> Place {
    let day = |at, unit| time::local_date(at, case.directory.zone(Some(unit)));
    let periods = &case.trajectory.periods;
    if let Some(died) = case.trajectory.patient.deceased_at {
        return Place::Died(case.date(died));
    }
    let ward = case.open_admission().and_then(|admission| {
        let stays = admission.stays.iter().rev();
        stays
            .filter_map(|place| periods.get(*place))
            .find(|stay| stay.to.is_none())
            .map(|stay| (admission, stay))
    });
    if let Some((admission, stay)) = ward {
        return Place::Admitted {
            ward: stay.unit,
            since: day(stay.from, stay.unit),
            admitted: admission.from_on,
        };
    }
    if has_team {
        return Place::Home;
    }
    periods
        .iter()
        .filter_map(|p| p.to.map(|to| day(to, p.unit)))
        .max()
        .map_or(Place::NotRecorded, Place::NotWithUs)
}
