//! Turnover and concentration of responsible clinicians in one admission.

use chrono::{NaiveDate, TimeDelta};

use super::concentration::squares_and_days;
use super::turnover::{max_distinct_in_window, turnover_per_30};
use super::{Measure, Observed, whole};
use crate::domain::admission::Admission;
use crate::domain::continuity::days::Days;
use crate::domain::continuity::float;
use crate::domain::continuity::window::Window;
use crate::domain::ids::ProfessionalId;
use crate::domain::time::add_days;
use crate::domain::trajectory::Relationship;
use crate::domain::vocabulary::{RelationshipKind, RelationshipMode};

const LONGEST_COVER: TimeDelta = TimeDelta::hours(72);
const WINDOW_DAYS: i64 = 30;

/// Responsible clinicians of one admission. Missing, in all three: nights on which none is
/// recorded.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Responsible {
    /// `responsible_per_30d`: distinct clinicians × 30 / nights; undefined below 14 nights.
    pub per_30d: Measure,
    /// `max_distinct_30d`: the most distinct clinicians in any 30 days of the stay.
    pub max_distinct_30d: Measure,
    /// `responsible_hhi`: see [`time_concentration`](super::time_concentration); undefined when no
    /// night had one.
    pub hhi: Measure,
}

/// Turnover and concentration of the responsible clinicians in an admission, an open one up to
/// now. Temporary cover of at most 72 hours and on-call do not count.
pub fn responsible(observed: &Observed<'_>, admission: &Admission) -> Responsible {
    let today = observed.today();
    let nights = admission.nights(today);
    let assignments = assignments(observed, admission);
    let end = admission.to_on.unwrap_or(today);
    let covered = Days::of(assignments.iter().map(|(_, from, to)| (*from, Some(*to))))
        .and(&Days::between(admission.from_on, end));
    let missing = u64::try_from(nights - covered.count()).unwrap_or(0);
    let window = Window {
        from: Some(admission.from_on),
        to: admission.to_on,
    };

    let distinct = distinct(&assignments);
    let at_once = max_distinct_in_window(&assignments, WINDOW_DAYS) as u64;
    let (squares, days) = squares_and_days(&assignments, admission.from_on, end);
    let days = float(days);
    Responsible {
        per_30d: Measure {
            value: turnover_per_30(distinct, nights),
            numerator: float(distinct) * 30.0,
            denominator: whole(nights),
            window,
            n_missing: missing,
        },
        max_distinct_30d: Measure {
            value: Some(float(at_once)),
            numerator: float(at_once),
            denominator: 1.0,
            window,
            n_missing: missing,
        },
        hhi: Measure::quotient(float(squares), days * days, window, missing),
    }
}

/// How many people were responsible in an admission, one after the other.
pub fn people(observed: &Observed<'_>, admission: &Admission) -> i64 {
    i64::try_from(distinct(&assignments(observed, admission))).unwrap_or(i64::MAX)
}

fn distinct(assignments: &[(ProfessionalId, NaiveDate, NaiveDate)]) -> u64 {
    let mut people: Vec<_> = assignments.iter().map(|(who, _, _)| *who).collect();
    people.sort_unstable();
    people.dedup();
    people.len() as u64
}

/// `(who, from, to)` cut to the stay, by local dates.
fn assignments(
    observed: &Observed<'_>,
    admission: &Admission,
) -> Vec<(ProfessionalId, NaiveDate, NaiveDate)> {
    // The day of admission belongs to the stay also when it is the day of discharge.
    let end = admission
        .to_on
        .map_or(NaiveDate::MAX, |to| to.max(add_days(admission.from_on, 1)));
    observed
        .trajectory
        .relationships
        .iter()
        .filter(|relationship| counts(relationship, observed))
        .filter_map(|relationship| {
            let who = relationship.holder.professional()?;
            let (from, to) = relationship.dates(observed.directory);
            let from = from.max(admission.from_on);
            let to = to.unwrap_or(NaiveDate::MAX).min(end);
            (from < to).then_some((who, from, to))
        })
        .collect()
}

fn counts(relationship: &Relationship, observed: &Observed<'_>) -> bool {
    let lasted = relationship.to.unwrap_or(observed.as_of) - relationship.from;
    relationship.kind == RelationshipKind::ResponsibleClinician
        && relationship.mode != Some(RelationshipMode::OnCall)
        && !(relationship.is_temporary_cover && lasted <= LONGEST_COVER)
}
