//! How patients find working with their therapist or case manager: check-in scores, and ruptures.

use chrono::{NaiveDate, TimeDelta};

use super::last_day;
use crate::app::generate::chart::Chart;
use crate::app::generate::community::Tie;
use crate::domain::intake::{AllianceScore, Rupture};
use crate::domain::points::Points;
use crate::domain::time::{self, Instant};
use crate::domain::vocabulary::{ContactStatus, NoticedBy, RuptureStatus, RuptureType};

/// This project's own open check-in, 0 to 10; it claims no cut.
const INSTRUMENT: &str = "own_checkin";
const HIGHEST: f64 = 10.0;

/// Days between two check-ins, at least.
const APART: i64 = 35;

/// A time in which it did not go well. Half-open.
struct Break {
    from: NaiveDate,
    to: NaiveDate,
    /// By how much scores fall meanwhile.
    shift: f64,
}

/// Writes scores and ruptures of every tie.
pub(super) fn write(chart: &mut Chart<'_>, ties: &[Tie]) {
    let mean = chart.draw.normal(7.6, 1.3);
    let checks_in = chart.draw.chance(0.4);
    for tie in ties {
        let rupture = rupture(chart, tie);
        if checks_in {
            scores(chart, tie, mean, rupture.as_ref());
        }
    }
}

/// In 15 % of the relationships, for two to four weeks.
fn rupture(chart: &mut Chart<'_>, tie: &Tie) -> Option<Break> {
    let is_one = chart.draw.chance(0.15);
    let last = tie.until(last_day(chart));
    let days = time::days_between(tie.from, last);
    let from = time::add_days(tie.from, chart.draw.between(14, days));
    let to = time::add_days(from, chart.draw.between(14, 28));
    let shift = -2.0 - chart.draw.up_to(2.0);
    let kind = chart.draw.weighted(&[
        (RuptureType::Withdrawal, 0.5),
        (RuptureType::Confrontation, 0.2),
        (RuptureType::Mixed, 0.1),
        (RuptureType::Institutional, 0.2),
    ])?;
    let noticed_by = chart.draw.weighted(&[
        (Some(NoticedBy::Professional), 0.5),
        (Some(NoticedBy::Patient), 0.3),
        (Some(NoticedBy::Third), 0.1),
        (None, 0.1),
    ]);
    let noticed_on = time::add_days(from, chart.draw.between(0, 7));
    let closes = chart.draw.weighted(&[
        (RuptureStatus::Repaired, 0.75),
        (RuptureStatus::AgreedToDiffer, 0.10),
        (RuptureStatus::NotPursued, 0.10),
        (RuptureStatus::Open, 0.05),
    ])?;
    if !is_one || noticed_on > last {
        return None;
    }
    let is_over = closes != RuptureStatus::Open && to <= last;
    chart.ruptures.push(Rupture {
        id: String::new(),
        patient_id: chart.person.id.clone(),
        professional_id: chart.site.professional_id(tie.post),
        kind,
        noticed_on,
        noticed_by: noticed_by.flatten(),
        status: if is_over { closes } else { RuptureStatus::Open },
        closed_on: is_over.then_some(to),
        recorded_at: None,
    });
    Some(Break { from, to, shift })
}

/// After a meeting, about once in five weeks, and once while it does not go well.
fn scores(chart: &mut Chart<'_>, tie: &Tie, mean: f64, rupture: Option<&Break>) {
    let who = chart.site.professional_id(tie.post);
    let mut due = tie.from;
    let mut is_asked = false;
    for at in meetings(chart, tie, &who) {
        let day = chart.calendar.date(at);
        let during = rupture.filter(|broken| broken.from <= day && day < broken.to);
        if day < due && (during.is_none() || is_asked) {
            continue;
        }
        is_asked = during.is_some();
        due = time::add_days(day, APART);
        let score = chart.draw.normal(mean, 0.8) + during.map_or(0.0, |broken| broken.shift);
        let at = at + TimeDelta::minutes(50);
        if chart.tells(at) {
            chart.alliance_scores.push(AllianceScore {
                id: String::new(),
                patient_id: chart.person.id.clone(),
                professional_id: who.clone(),
                instrument: INSTRUMENT.to_owned(),
                score: tenths(score),
                at,
                min: Some(tenths(0.0)),
                max: Some(tenths(HIGHEST)),
                cut: None,
                recorded_at: None,
            });
        }
    }
}

/// Meetings with the holder of a tie while it lasts, in order.
fn meetings(chart: &Chart<'_>, tie: &Tie, who: &str) -> Vec<Instant> {
    let last = tie.until(last_day(chart));
    let mut times: Vec<Instant> = chart
        .contacts
        .iter()
        .filter(|c| c.status == ContactStatus::Attended)
        .filter(|c| c.main_professional_id.as_deref() == Some(who))
        .map(|contact| contact.at)
        .filter(|at| (tie.from..=last).contains(&chart.calendar.date(*at)))
        .collect();
    times.sort_unstable();
    times
}

/// A score within the scale, to one decimal.
#[expect(
    clippy::cast_possible_truncation,
    reason = "clamped to the scale before it is rounded"
)]
fn tenths(score: f64) -> Points {
    let tenths = (score.clamp(0.0, HIGHEST) * 10.0).round() as i64;
    Points::from_thousandths(tenths * 100)
}
