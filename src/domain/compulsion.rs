//! What a restrictive measure meant for the people around it: how many the patient had to meet, and whether
//! it was the same few.
//!
//! A visit is a member of staff with the patient during the measure. Days are local to the unit.

use std::collections::HashMap;

use chrono::NaiveDate;
use chrono_tz::Tz;

use super::ids::ProfessionalId;
use super::time;
use super::trajectory::Measure;

/// How many of the staff make a small team.
pub const TEAM: usize = 3;

/// Fewest recorded visits of which a share is told. This project's figure.
pub const SHARE_FROM_VISITS: usize = 12;

/// Fewest days, from the first local day to the last, of which a share is told. This project's figure.
pub const SHARE_FROM_DAYS: i64 = 3;

/// Who was there, and on which local day.
pub type Visit = (ProfessionalId, NaiveDate);

/// One local day of a measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    /// Which.
    pub on: NaiveDate,
    /// Visits on it.
    pub visits: usize,
    /// The different people who came, in the order in which they came first.
    pub people: Vec<ProfessionalId>,
}

/// The visits of a measure, by local day.
pub fn visits(measure: &Measure, zone: Tz) -> Vec<Visit> {
    let each = measure.visits.iter();
    each.map(|visit| (visit.professional, time::local_date(visit.at, zone)))
        .collect()
}

/// The days on which somebody was with the patient, in order. A day without a visit is not told: nobody may
/// have been recorded.
pub fn days(visits: &[Visit]) -> Vec<Day> {
    let mut days: Vec<Day> = Vec::new();
    for (who, on) in visits {
        match days.iter_mut().find(|day| day.on == *on) {
            Some(day) => {
                day.visits += 1;
                if !day.people.contains(who) {
                    day.people.push(*who);
                }
            }
            None => days.push(Day {
                on: *on,
                visits: 1,
                people: vec![*who],
            }),
        }
    }
    days.sort_by_key(|day| day.on);
    days
}

/// How often each was there, most often first.
pub fn by_person(visits: &[Visit]) -> Vec<usize> {
    let mut counts: HashMap<ProfessionalId, usize> = HashMap::new();
    for (who, _) in visits {
        *counts.entry(*who).or_default() += 1;
    }
    let mut counts: Vec<usize> = counts.into_values().collect();
    counts.sort_unstable_by(|a, b| b.cmp(a));
    counts
}

/// The share of the visits that the three most frequent made, 0 to 1; 0 without visits.
#[expect(
    clippy::cast_precision_loss,
    reason = "the visits of a measure are far below 2^52"
)]
pub fn share_of_team(visits: &[Visit]) -> f64 {
    let team: usize = by_person(visits).iter().take(TEAM).sum();
    team as f64 / visits.len().max(1) as f64
}

/// The same, where it says something: not under 12 visits, and not under three days between the measure's
/// first local day and its last, `today` while it lasts.
pub fn told_share(measure: &Measure, zone: Tz, today: NaiveDate) -> Option<f64> {
    let visits = visits(measure, zone);
    let first = time::local_date(measure.from, zone);
    let last = measure.to.map_or(today, |to| time::local_date(to, zone));
    let lasts = time::days_between(first, last);
    (visits.len() >= SHARE_FROM_VISITS && lasts >= SHARE_FROM_DAYS).then(|| share_of_team(&visits))
}
