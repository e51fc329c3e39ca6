//! Was the patient met soon after discharge?

use chrono::{NaiveDate, TimeDelta};

use super::first_contact::first_contact_after;
use super::observed::Discharge;
use super::{Measure, Observed};
use crate::domain::time::add_days;
use crate::domain::vocabulary::Setting;

/// How 72 hours are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ClockMode {
    /// By local date: D+1 to D+3.
    #[default]
    Dates,
    /// By the clock: 72 elapsed hours. Contacts on D+0 do not count here either.
    Hours,
}

/// Whether one of the days of contact lies on D+1 to D+`days`. The day of discharge (D+0) does not
/// count.
pub fn followed_up(
    discharged_on: NaiveDate,
    contacts: impl IntoIterator<Item = NaiveDate>,
    days: i64,
) -> bool {
    let last = add_days(discharged_on, days);
    contacts
        .into_iter()
        .any(|day| discharged_on < day && day <= last)
}

/// `fu72`: the share of discharges from psychiatric beds followed by a community contact within 72
/// hours. Left out: discharges with a readmission or death before that is due. Missing: those not
/// yet due. Undefined when none is left. NHS standard.
pub fn fu72(observed: &Observed<'_>, mode: ClockMode) -> Measure {
    match mode {
        ClockMode::Dates => follow_up(observed, 3, 3),
        ClockMode::Hours => follow_up_hours(observed, TimeDelta::hours(72)),
    }
}

/// `fu7`: the share of discharges from psychiatric beds followed by a community contact on D+1 to
/// D+7. After a readmission within 30 days only the later discharge counts. Left out: deaths before
/// that is due. Missing: discharges not yet due. Undefined when none is left. After HEDIS FUH.
pub fn fu7(observed: &Observed<'_>) -> Measure {
    follow_up(observed, 7, 30)
}

/// `fu30`: as [`fu7`], on D+1 to D+30.
pub fn fu30(observed: &Observed<'_>) -> Measure {
    follow_up(observed, 30, 30)
}

fn follow_up(observed: &Observed<'_>, days: i64, readmitted_within: i64) -> Measure {
    let (mut eligible, mut met, mut missing) = (0, 0, 0);
    for discharge in psychiatric(observed) {
        if discharge.is_readmitted_within(readmitted_within)
            || observed.died_within(discharge.on, days)
        {
            continue;
        }
        if !observed.has_passed(discharge.on, days) {
            missing += 1;
            continue;
        }
        let contacts = observed
            .met_in_community()
            .filter(|(contact, _)| contact.at > discharge.at)
            .map(|(_, day)| day);
        eligible += 1;
        met += u64::from(followed_up(discharge.on, contacts, days));
    }
    Measure::share(met, eligible, observed.window, missing)
}

fn follow_up_hours(observed: &Observed<'_>, within: TimeDelta) -> Measure {
    let (mut eligible, mut met, mut missing) = (0, 0, 0);
    for discharge in psychiatric(observed) {
        let due = discharge.at + within;
        let is_readmitted = discharge.next.is_some_and(|next| next.from <= due);
        let died = observed.trajectory.patient.deceased_at;
        if is_readmitted || died.is_some_and(|died| died <= due) {
            continue;
        }
        if observed.as_of <= due {
            missing += 1;
            continue;
        }
        let contacts = observed
            .met_in_community()
            .filter(|(contact, _)| contact.at <= due)
            .map(|(contact, day)| (contact.at, day));
        eligible += 1;
        met += u64::from(first_contact_after(discharge.at, discharge.on, contacts).is_some());
    }
    Measure::share(met, eligible, observed.window, missing)
}

/// Discharges of admissions that touched a psychiatric bed.
fn psychiatric<'a>(observed: &'a Observed<'a>) -> impl Iterator<Item = Discharge<'a>> {
    observed.discharges().filter(|discharge| {
        discharge.admission.touches(
            &observed.trajectory.periods,
            observed.directory,
            Setting::is_psychiatric_bed,
        )
    })
}
