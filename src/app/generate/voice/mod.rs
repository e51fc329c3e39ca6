//! What background patients agreed to, asked for, thought of working together, and told.

mod alliance;
mod narrative;

use chrono::{NaiveDate, TimeDelta};

use super::chart::Chart;
use super::community::Tie;
use super::posts::Place;
use super::words;
use crate::domain::intake::{Plan, Request};
use crate::domain::time::{self, Instant};
use crate::domain::vocabulary::{DecisionOutcome, DecisionSubject, PlanKind, RequestAnswer};

pub(super) use narrative::Entry;

/// Writes it all. `agreement` is the day on which an agreement on patient-controlled admissions was
/// made.
pub(super) fn write(chart: &mut Chart<'_>, ties: &[Tie], agreement: Option<NaiveDate>) {
    crisis_plan(chart);
    if let Some(on) = agreement {
        admission_agreement(chart, on);
    }
    requests(chart, ties);
    alliance::write(chart, ties);
    narrative::write(chart, ties);
}

/// The last day that is told.
fn last_day(chart: &Chart<'_>) -> NaiveDate {
    time::add_days(chart.person.until(chart.calendar), -1)
}

/// 45 % of those with a stay have one; three in ten of these have not gone through it for a year.
/// Those who agreed to one are among them, those who declined are not.
fn crisis_plan(chart: &mut Chart<'_>) {
    let has_stay = chart.admissions.iter().any(|a| chart.tells(a.from()));
    let answer = chart
        .decisions
        .iter()
        .find(|decision| decision.subject == DecisionSubject::CrisisPlan)
        .map(|decision| decision.outcome);
    let share = match answer {
        Some(DecisionOutcome::Agreed) => 1.0,
        Some(_) => 0.0,
        None if has_stay => 0.36,
        None => 0.03,
    };
    let is_old = chart.draw.chance(0.31);
    let before = if is_old {
        chart.draw.between(366, 900)
    } else {
        chart.draw.between(1, 360)
    };
    let earlier = chart.draw.between(0, 400);
    let text = chart.draw.pick(&words::CRISIS_PLANS);
    if !chart.draw.chance(share) {
        return;
    }
    let last = last_day(chart);
    let entry = chart.person.entry;
    let reviewed_on = time::add_days(last, -before).max(entry).min(last);
    let agreed_on = time::add_days(reviewed_on, -earlier).max(entry);
    if reviewed_on < entry {
        return;
    }
    let edition = 1 + i32::from(agreed_on < reviewed_on);
    chart.plans.push(Plan {
        edition,
        reviewed_on: Some(reviewed_on),
        review_by: Some(time::add_years(reviewed_on, 1)),
        text_patient: text.map(str::to_owned),
        ..plan(chart, PlanKind::CrisisPlan, agreed_on)
    });
}

fn admission_agreement(chart: &mut Chart<'_>, on: NaiveDate) {
    let text = chart.draw.pick(&words::ADMISSION_AGREEMENTS);
    if on > last_day(chart) {
        return;
    }
    chart.plans.push(Plan {
        text_patient: text.map(str::to_owned),
        text_staff: Some("The ward rings back the same day when no bed is free.".to_owned()),
        max_nights: Some(5),
        quarantine_days: Some(14),
        unit_id: Some(chart.site.unit_id(Place::DpsDogn)),
        ..plan(chart, PlanKind::PatientControlledAdmissionAgreement, on)
    });
}

fn plan(chart: &Chart<'_>, kind: PlanKind, agreed_on: NaiveDate) -> Plan {
    Plan {
        id: String::new(),
        patient_id: chart.person.id.clone(),
        kind,
        agreed_on,
        edition: 1,
        reviewed_on: None,
        review_by: None,
        valid_to: None,
        text_patient: None,
        text_staff: None,
        max_nights: None,
        quarantine_days: None,
        unit_id: None,
        recorded_at: None,
    }
}

/// Some moment of the chart, in office hours; `None` when the chart is too short.
fn some_time(chart: &mut Chart<'_>) -> Option<Instant> {
    let days = time::days_between(chart.person.entry, last_day(chart));
    let day = time::add_days(chart.person.entry, chart.draw.between(5, days));
    let at = chart.office_hours(day);
    chart.tells(at).then_some(at)
}

/// The patient's own therapist or case manager at a moment.
fn tie_at<'t>(chart: &Chart<'_>, ties: &'t [Tie], at: Instant) -> Option<&'t Tie> {
    let day = chart.calendar.date(at);
    ties.iter()
        .rfind(|tie| tie.from <= day && tie.ends.is_none_or(|(on, _)| day < on))
}

/// One patient in four asked for something, once or twice. Three in four requests got an answer.
fn requests(chart: &mut Chart<'_>, ties: &[Tie]) {
    if !chart.draw.chance(0.25) {
        return;
    }
    for _ in 0..chart.draw.between(1, 2) {
        let Some(asked_at) = some_time(chart) else {
            continue;
        };
        let Some((subject, text)) = chart.draw.pick(&words::REQUESTS) else {
            continue;
        };
        let who = tie_at(chart, ties, asked_at).map(|tie| chart.site.professional_id(tie.post));
        let has_due = chart.draw.chance(0.4);
        let day = chart.calendar.date(asked_at);
        let answered_at = asked_at + TimeDelta::days(chart.draw.between(1, 40));
        let answer = chart.draw.weighted(&[
            (Some(RequestAnswer::Yes), 0.42),
            (Some(RequestAnswer::Partly), 0.21),
            (Some(RequestAnswer::No), 0.15),
            (None, 0.22),
        ]);
        let answer = answer.flatten().filter(|_| chart.tells(answered_at));
        let reason = chart.draw.pick(&words::REASONS);
        let is_refused = answer.is_some_and(|answer| answer != RequestAnswer::Yes);
        chart.requests.push(Request {
            id: String::new(),
            patient_id: chart.person.id.clone(),
            subject: subject.to_owned(),
            text: text.to_owned(),
            asked_at,
            received_by_id: who.clone(),
            decider_id: who,
            due_on: has_due.then(|| time::add_days(day, 14)),
            answered_at: answer.map(|_| answered_at),
            answer,
            reason: reason.filter(|_| is_refused).map(str::to_owned),
            recorded_at: None,
        });
    }
}
