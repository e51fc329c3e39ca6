//! How long after discharge was the patient first met in the community?

use chrono::NaiveDate;

use super::observed::Discharge;
use super::{Measure, Observed};
use crate::domain::continuity::float;
use crate::domain::time::{Instant, days_between};

/// The first contact after a discharge.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FirstContact {
    /// Elapsed hours since the discharge: a day on which the clock goes back has 25.
    pub hours: f64,
    /// Days since the discharge by local date.
    pub days: i64,
}

/// The first contact on a later local date than that of the discharge: a contact on the day itself
/// (D+0) belongs to the stay. `contacts` are instants with their local dates, in any order.
pub fn first_contact_after(
    discharged_at: Instant,
    discharged_on: NaiveDate,
    contacts: impl IntoIterator<Item = (Instant, NaiveDate)>,
) -> Option<FirstContact> {
    let (at, day) = contacts
        .into_iter()
        .filter(|(at, day)| *day > discharged_on && *at > discharged_at)
        .min()?;
    Some(FirstContact {
        hours: (at - discharged_at).as_seconds_f64() / 3600.0,
        days: days_between(discharged_on, day),
    })
}

/// Time from a discharge to the first community contact, as far as it could be watched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Wait {
    /// Days by local date: to the contact, or to the last day watched.
    pub days: i64,
    /// Whether there was a contact; otherwise the wait was cut off by a readmission, by death, or
    /// by now.
    pub is_over: bool,
}

/// The wait after each discharge of the window, in order.
pub fn waits(observed: &Observed<'_>) -> Vec<Wait> {
    observed
        .discharges()
        .map(|discharge| wait(observed, &discharge))
        .collect()
}

fn wait(observed: &Observed<'_>, discharge: &Discharge<'_>) -> Wait {
    let before_readmission = observed
        .met_in_community()
        .filter(|(contact, _)| discharge.next.is_none_or(|next| contact.at < next.from))
        .map(|(contact, day)| (contact.at, day));
    let first = first_contact_after(discharge.at, discharge.on, before_readmission);
    match first {
        Some(first) => Wait {
            days: first.days,
            is_over: true,
        },
        None => Wait {
            days: days_between(discharge.on, watched_until(observed, discharge)).max(0),
            is_over: false,
        },
    }
}

fn watched_until(observed: &Observed<'_>, discharge: &Discharge<'_>) -> NaiveDate {
    [discharge.next.map(|next| next.from_on), observed.died_on()]
        .into_iter()
        .flatten()
        .fold(observed.today(), NaiveDate::min)
}

/// `days_to_first_community_contact`: the Kaplan–Meier median of the waits after the discharges of
/// the window, in days (D+0 not counted). Numerator: waits that ended in a contact; denominator:
/// all; missing: those still open or cut off. Undefined while half of them have not ended: a mean
/// of the ended ones would flatter.
pub fn days_to_first_community_contact(observed: &Observed<'_>) -> Measure {
    let waits = waits(observed);
    let over = waits.iter().filter(|wait| wait.is_over).count() as u64;
    let all = waits.len() as u64;
    Measure {
        value: median(&waits).map(super::whole),
        numerator: float(over),
        denominator: float(all),
        window: observed.window,
        n_missing: all - over,
    }
}

/// The Kaplan–Meier median of waits: the first day by which at most half are still waiting, of
/// those that could be watched. `None` when that day was never reached.
pub fn median(waits: &[Wait]) -> Option<i64> {
    let mut waits = waits.to_vec();
    waits.sort_unstable();
    let mut waiting = waits.len();
    let mut share = 1.0;
    for day in waits.chunk_by(|a, b| a.days == b.days) {
        let over = day.iter().filter(|wait| wait.is_over).count();
        share *= 1.0 - float(over as u64) / float(waiting as u64);
        // A product of fractions misses one half by rounding only.
        if over > 0 && share <= 0.5 + 1e-12 {
            return Some(day[0].days);
        }
        waiting -= day.len();
    }
    None
}
