//! Between ward and home: handovers, the first contact after a discharge, the crisis team, and the
//! conversations and decisions that admissions give rise to.

use chrono::{NaiveDate, TimeDelta};

use super::calendar::is_weekend;
use super::chart::Chart;
use super::community::Tie;
use super::ending::{answer_handover, grade};
use super::hospital::Admission;
use super::person::Use;
use super::posts::{Place, PostNo};
use crate::domain::intake::TreatmentPeriod;
use crate::domain::time::{self, Instant};
use crate::domain::vocabulary::{
    AdmissionKind, ContactMode, ContactPurpose, ContactStatus, DecisionOutcome, DecisionSubject,
    HandoverType, PeriodEndReason, RelationshipKind,
};

/// How soon after a discharge someone from outside the ward is met, in days; both included.
#[derive(Debug, Clone, Copy, PartialEq)]
enum FollowUp {
    Within(i64, i64),
    Never,
}

/// Writes what follows from every admission. At this point the chart's contacts are those outside
/// the wards.
pub(super) fn write(chart: &mut Chart<'_>, ties: &[Tie]) {
    let admissions = chart.admissions.clone();
    for (number, admission) in admissions.iter().enumerate() {
        if !chart.tells(admission.from()) {
            break;
        }
        ward_handovers(chart, admission);
        review(chart, admission, ties);
        let next = admissions.get(number + 1).map(Admission::from);
        if chart.tells(admission.to()) {
            discharge(chart, admission, next, ties);
        }
    }
    plans_offered(chart, admissions.len());
}

fn ward_handovers(chart: &mut Chart<'_>, admission: &Admission) {
    for pair in admission.stays.windows(2) {
        let offered_at = (pair[0].to - TimeDelta::hours(1)).max(pair[0].from);
        if !chart.tells(pair[1].from.max(offered_at)) {
            continue;
        }
        let Some(grade) = grade(chart) else { continue };
        let mut handover = chart.handover(HandoverType::WardTransfer, offered_at);
        handover.from_unit_id = Some(chart.site.unit_id(pair[0].ward));
        handover.to_unit_id = Some(chart.site.unit_id(pair[1].ward));
        handover.from_professional_id = doctor_at(chart, pair[0].to);
        handover.grade = Some(grade);
        answer_handover(chart, &mut handover, TimeDelta::hours(24));
        chart.handovers.push(handover);
    }
}

/// The responsible clinician whose responsibility ended with a stay.
fn doctor_at(chart: &Chart<'_>, discharged: Instant) -> Option<String> {
    chart
        .relationships
        .iter()
        .find(|r| {
            r.kind == RelationshipKind::ResponsibleClinician
                && r.to == Some(discharged)
                && !r.is_temporary_cover
        })
        .and_then(|r| r.professional_id.clone())
}

fn review(chart: &mut Chart<'_>, admission: &Admission, ties: &[Tie]) {
    let share = match chart.person.usage {
        Use::Low => 0.05,
        Use::Medium => 0.12,
        Use::High => 0.18,
    };
    if chart.draw.chance(share) {
        let first = chart.calendar.date(admission.from());
        let day = time::add_days(first, chart.draw.between(3, 25));
        let at = chart.office_hours(day);
        chart.review(at, tie_on(ties, day).map(|tie| tie.post));
    }
}

/// The patient's own therapist or case manager on a day.
fn tie_on(ties: &[Tie], day: NaiveDate) -> Option<&Tie> {
    ties.iter()
        .rfind(|tie| tie.from <= day && tie.ends.is_none_or(|(on, _)| day < on))
}

fn discharge(
    chart: &mut Chart<'_>,
    admission: &Admission,
    readmitted: Option<Instant>,
    ties: &[Tie],
) {
    let left_on = chart.calendar.date(admission.to());
    let tie = tie_on(ties, left_on).copied();
    let follow_up = chart
        .draw
        .weighted(&[
            (FollowUp::Within(1, 3), 0.78),
            (FollowUp::Within(4, 7), 0.08),
            (FollowUp::Within(8, 30), 0.07),
            (FollowUp::Never, 0.07),
        ])
        .unwrap_or(FollowUp::Never);
    match follow_up {
        FollowUp::Within(first, last) => {
            let day = weekday_within(chart, left_on, first, last);
            quiet(chart, left_on, day);
            if readmitted.is_none_or(|at| day < chart.calendar.date(at)) {
                meet(chart, day, tie.as_ref());
            }
        }
        FollowUp::Never => {
            quiet(chart, left_on, time::add_days(left_on, 31));
            declined(chart, admission);
        }
    }
    discharge_handover(chart, admission, tie.as_ref());
    let soon = follow_up == FollowUp::Within(1, 3);
    if soon && admission.kind == AdmissionKind::Unplanned && chart.draw.chance(0.25) {
        crisis_team(chart, admission.to(), readmitted);
    }
}

/// A weekday between two offsets from a date, or the last day where there is none.
fn weekday_within(chart: &mut Chart<'_>, from: NaiveDate, first: i64, last: i64) -> NaiveDate {
    let days: Vec<NaiveDate> = (first..=last)
        .map(|offset| time::add_days(from, offset))
        .filter(|day| !is_weekend(*day))
        .collect();
    chart
        .draw
        .pick(&days)
        .unwrap_or_else(|| time::add_days(from, last))
}

/// Takes away the meetings between a discharge and the day on which the first one was.
fn quiet(chart: &mut Chart<'_>, left_on: NaiveDate, first: NaiveDate) {
    let calendar = chart.calendar;
    let from = calendar.at(time::add_days(left_on, 1), 0);
    let to = calendar.at(first, 0);
    chart.contacts.retain(|contact| {
        contact.status != ContactStatus::Attended || contact.at < from || to <= contact.at
    });
}

fn meet(chart: &mut Chart<'_>, day: NaiveDate, tie: Option<&Tie>) {
    let at = chart.office_hours(day);
    if !chart.tells(at) {
        return;
    }
    let (post, place) = match tie {
        Some(tie) => (tie.post, tie.care.place()),
        None => match crisis_worker(chart, day) {
            Some(post) => (post, Place::Akutteam),
            None => return,
        },
    };
    let mut contact = chart.contact(at, place, post);
    contact.mode = chart.draw.weighted(&[
        (ContactMode::HomeVisit, 0.35),
        (ContactMode::InPerson, 0.45),
        (ContactMode::Phone, 0.20),
    ]);
    chart.contacts.push(contact);
}

fn crisis_worker(chart: &mut Chart<'_>, day: NaiveDate) -> Option<PostNo> {
    let team = chart.site.therapists(Place::Akutteam, day);
    chart.draw.pick(&team).map(|p| p.post)
}

/// Some of those whom nobody met had said no.
fn declined(chart: &mut Chart<'_>, admission: &Admission) {
    if chart.draw.chance(0.25) {
        let at = admission.to() - TimeDelta::hours(1);
        chart.decide(
            DecisionSubject::FollowUp,
            DecisionOutcome::DeclinedByPatient,
            at.max(admission.from()),
            Some("Wishes to be left in peace for a while."),
        );
    }
}

fn discharge_handover(chart: &mut Chart<'_>, admission: &Admission, tie: Option<&Tie>) {
    let Some(grade) = grade(chart) else { return };
    let Some(stay) = admission.stays.last() else {
        return;
    };
    let offered_at = (stay.to - TimeDelta::minutes(90)).max(stay.from);
    let mut handover = chart.handover(HandoverType::DischargeToCommunity, offered_at);
    handover.from_professional_id = doctor_at(chart, stay.to);
    handover.from_unit_id = Some(chart.site.unit_id(stay.ward));
    handover.to_professional_id = tie.map(|tie| chart.site.professional_id(tie.post));
    let to = tie.map_or(Place::Akutteam, |tie| tie.care.place());
    handover.to_unit_id = Some(chart.site.unit_id(to));
    handover.grade = Some(grade);
    answer_handover(chart, &mut handover, TimeDelta::hours(72));
    chart.handovers.push(handover);
}

/// Three weeks of the crisis team, four to ten contacts, whoever is on duty.
fn crisis_team(chart: &mut Chart<'_>, discharged: Instant, readmitted: Option<Instant>) {
    let from = discharged + TimeDelta::hours(2);
    let until = readmitted.unwrap_or(Instant::MAX_UTC);
    if !chart.tells(from) || from >= until {
        return;
    }
    let first = chart.calendar.date(discharged);
    let to = chart.cut((from + TimeDelta::days(21)).min(until));
    chart.periods.push(TreatmentPeriod {
        id: String::new(),
        patient_id: chart.person.id.clone(),
        unit_id: chart.site.unit_id(Place::Akutteam),
        from,
        to,
        admission_kind: None,
        planned_from: None,
        planned_to: None,
        room: None,
        end_reason: to.map(|_| PeriodEndReason::OtherService),
        leave: Vec::new(),
        recorded_at: None,
    });
    for _ in 0..chart.draw.between(4, 10) {
        let day = time::add_days(first, chart.draw.between(1, 20));
        let at = chart.office_hours(day);
        let worker = crisis_worker(chart, day);
        if let Some(post) = worker
            && chart.tells(at)
            && at < until
        {
            let mut contact = chart.contact(at, Place::Akutteam, post);
            contact.mode = Some(ContactMode::HomeVisit);
            contact.purpose = Some(ContactPurpose::Treatment);
            chart.contacts.push(contact);
        }
    }
}

/// Offers that admissions give rise to: a crisis plan, and an agreement on patient-controlled
/// admissions where the patient has none.
fn plans_offered(chart: &mut Chart<'_>, admissions: usize) {
    let some_day = |chart: &mut Chart<'_>| {
        let until = chart.person.until(chart.calendar);
        let days = time::days_between(chart.person.entry, until);
        let day = time::add_days(chart.person.entry, chart.draw.between(20, days));
        chart.office_hours(day)
    };
    if admissions > 0 && chart.draw.chance(0.2) {
        let outcome = if chart.draw.chance(0.8) {
            DecisionOutcome::Agreed
        } else {
            DecisionOutcome::DeclinedByPatient
        };
        let at = some_day(chart);
        chart.decide(DecisionSubject::CrisisPlan, outcome, at, None);
    }
    let has_agreement = chart
        .decisions
        .iter()
        .any(|d| d.subject == DecisionSubject::PatientControlledAdmission);
    if admissions >= 4 && !has_agreement && chart.draw.chance(0.35) {
        let (outcome, reason) = if chart.draw.chance(0.4) {
            (DecisionOutcome::DeclinedByPatient, None)
        } else {
            (
                DecisionOutcome::NotOffered,
                Some("No bed for it this year."),
            )
        };
        let at = some_day(chart);
        let subject = DecisionSubject::PatientControlledAdmission;
        chart.decide(subject, outcome, at, reason);
    }
}
