//! What becomes of a patient's continuity: as it was over half a year, and as it would be.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::Departure;
use crate::domain::continuity::Meeting;
use crate::domain::continuity::tally::{Counter, Step};
use crate::domain::flags::Case;
use crate::domain::ids::ProfessionalId;
use crate::domain::time;
use crate::domain::trajectory::Relationship;

/// Local days that are looked back on, and ahead. This project's figure.
pub const DAYS: i64 = 182;

/// How a patient fares.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outlook {
    /// The share of days on which a named contact was, or will be, there: 0 to 1.
    pub coverage: f64,
    /// Bice–Boxerman COC; `None` below two contacts.
    pub coc: Option<f64>,
    /// The contacts that the COC is of.
    pub contacts: u64,
}

/// Over the last 182 days before a departure; before today, where it lies ahead.
pub fn before(case: &Case<'_>, departure: &Departure) -> Outlook {
    let (from, to) = window(case, departure);
    let meetings = within(case, from, to);
    let covered = |day| named(case).any(|tie| has(case, tie, day));
    outlook(
        share(from, to, covered),
        meetings.iter().map(|met| met.provider),
    )
}

/// After a departure, with a successor or without one. COC is that of the days before it and of the same days once
/// more, in which whom the leavers met is met by the successor, or by nobody. Coverage is that of the 182 days from
/// the departure on.
pub fn after(case: &Case<'_>, departure: &Departure, successor: Option<ProfessionalId>) -> Outlook {
    let (from, to) = window(case, departure);
    let meetings = within(case, from, to);
    let first = meetings.iter().map(|met| met.provider);
    let again = meetings.iter().filter_map(|met| {
        if departure.who.contains(&met.provider) {
            successor
        } else {
            Some(met.provider)
        }
    });
    let stays = |tie: &&Relationship| {
        let holder = tie.holder.professional();
        holder.is_none_or(|who| !departure.who.contains(&who))
    };
    let covered = |day| {
        let is_succeeded = successor.is_some() && names_somebody(case, &departure.who);
        is_succeeded || named(case).filter(stays).any(|tie| has(case, tie, day))
    };
    let ahead = time::add_days(departure.on, DAYS);
    outlook(share(departure.on, ahead, covered), first.chain(again))
}

/// The days looked back on, half-open.
fn window(case: &Case<'_>, departure: &Departure) -> (NaiveDate, NaiveDate) {
    let end = departure.on.min(time::add_days(case.today, 1));
    (time::add_days(end, -DAYS), end)
}

fn within(case: &Case<'_>, from: NaiveDate, to: NaiveDate) -> Vec<Meeting> {
    // The case holds the last year; further back nothing is asked.
    let recent = case.recent(2 * DAYS);
    recent
        .filter(|met| from <= met.day && met.day < to)
        .copied()
        .collect()
}

fn named<'c>(case: &'c Case<'_>) -> impl Iterator<Item = &'c Relationship> {
    let ties = case.trajectory.relationships.iter();
    ties.filter(|tie| tie.kind.is_named_contact(false))
}

/// Whether one of them is the patient's named contact now: the successor will be, then.
fn names_somebody(case: &Case<'_>, leavers: &BTreeSet<ProfessionalId>) -> bool {
    named(case).any(|tie| {
        let holder = tie.holder.professional();
        tie.to.is_none() && holder.is_some_and(|who| leavers.contains(&who))
    })
}

/// Whether a relationship lasts on a day, as far as it is known today.
fn has(case: &Case<'_>, tie: &Relationship, day: NaiveDate) -> bool {
    let zone = case.directory.zone(tie.unit);
    let from = time::local_date(tie.from, zone);
    let ended = tie.to.map(|to| time::local_date(to, zone));
    let end = match (ended, tie.planned_end) {
        (Some(ended), _) => Some(ended),
        (None, planned) => planned,
    };
    from <= day && end.is_none_or(|end| day < end)
}

#[expect(clippy::cast_precision_loss, reason = "half a year of days")]
fn share(from: NaiveDate, to: NaiveDate, is_covered: impl Fn(NaiveDate) -> bool) -> f64 {
    let days = time::days_between(from, to).max(1);
    let covered = (0..days)
        .filter(|n| is_covered(time::add_days(from, *n)))
        .count();
    covered as f64 / days as f64
}

fn outlook(coverage: f64, providers: impl Iterator<Item = ProfessionalId>) -> Outlook {
    let steps = providers.map(|provider| Step {
        provider,
        with_named: None,
    });
    let tally = Counter::default().count(steps);
    Outlook {
        coverage,
        coc: tally.coc(),
        contacts: tally.contacts,
    }
}
