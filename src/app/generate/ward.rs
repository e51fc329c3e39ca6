//! What happens on a ward: the stay itself, leaves, responsible clinicians who change, weekend
//! cover, primary nurses, conversations and shifts.

use chrono::{Datelike, NaiveDate, TimeDelta, Weekday};

use super::calendar::is_weekend;
use super::chart::Chart;
use super::ending::answer_handover;
use super::hospital::{Admission, Stay};
use super::posts::{Place, PostNo};
use super::site::Placement;
use crate::domain::intake::{Leave, TreatmentPeriod};
use crate::domain::time::{self, Instant};
use crate::domain::vocabulary::{
    AdmissionKind, ContactMode, ContactPurpose, EndReason, HandoverGrade, HandoverType,
    PeriodEndReason, RelationshipKind,
};

/// Writes every admission into the chart.
pub(super) fn write(chart: &mut Chart<'_>) {
    let admissions = std::mem::take(&mut chart.admissions);
    for admission in &admissions {
        for (number, stay) in admission.stays.iter().enumerate() {
            if chart.tells(stay.from) {
                let is_last = number + 1 == admission.stays.len();
                period(chart, admission, stay, is_last);
                people(chart, stay, is_last);
            }
        }
    }
    chart.admissions = admissions;
}

fn period(chart: &mut Chart<'_>, admission: &Admission, stay: &Stay, is_last: bool) {
    let to = chart.cut(stay.to);
    let end_reason = to.and_then(|to| {
        if chart.died() && to == chart.end() {
            Some(PeriodEndReason::Died)
        } else if is_last {
            discharged_to(chart)
        } else {
            Some(PeriodEndReason::OtherWard)
        }
    });
    let is_planned = admission.kind != AdmissionKind::Unplanned;
    let has_plan = to.is_none() && chart.draw.chance(0.5);
    let room = chart.draw.between(1, 14);
    let leave = leave(chart, stay);
    chart.periods.push(TreatmentPeriod {
        id: String::new(),
        patient_id: chart.person.id.clone(),
        unit_id: chart.site.unit_id(stay.ward),
        from: stay.from,
        to,
        admission_kind: Some(admission.kind),
        planned_from: is_planned.then_some(stay.from - TimeDelta::minutes(30)),
        planned_to: has_plan.then_some(stay.to),
        room: Some(room.to_string()),
        end_reason,
        leave,
        recorded_at: None,
    });
}

fn discharged_to(chart: &mut Chart<'_>) -> Option<PeriodEndReason> {
    chart.draw.weighted(&[
        (PeriodEndReason::Home, 0.78),
        (PeriodEndReason::OtherService, 0.08),
        (PeriodEndReason::OwnWish, 0.07),
        (PeriodEndReason::LeftWithoutAgreement, 0.03),
        (PeriodEndReason::Unknown, 0.04),
    ])
}

/// Long stays have a weekend or two at home with the bed kept.
fn leave(chart: &mut Chart<'_>, stay: &Stay) -> Vec<Leave> {
    let days = (stay.to - stay.from).num_days();
    let mut leaves = Vec::new();
    let mut day = chart.calendar.date(stay.from);
    while days > 10 && leaves.len() < 2 && chart.draw.chance(0.35) {
        day = time::add_days(day, chart.draw.between(5, 14));
        let from = chart.calendar.at(day, 15 * 60);
        day = time::add_days(day, chart.draw.between(1, 3));
        let to = chart.calendar.at(day, 18 * 60);
        if to >= stay.to || !chart.tells(from) {
            break;
        }
        leaves.push(Leave {
            from,
            to: chart.cut(to),
        });
    }
    leaves
}

fn people(chart: &mut Chart<'_>, stay: &Stay, is_last: bool) {
    let leaving = if is_last {
        EndReason::Discharge
    } else {
        EndReason::TransferUnit
    };
    let doctor = responsible(chart, stay, leaving);
    weekend_cover(chart, stay);
    let nurse = primary_nurse(chart, stay, leaving);
    conversations(chart, stay, doctor, nurse);
    shifts(chart, stay, nurse);
}

/// Hazard per weekday night that the responsible clinician changes.
fn turnover(ward: Place) -> f64 {
    if ward == Place::DpsDogn {
        1.0 / 40.0
    } else {
        1.0 / 12.0
    }
}

fn someone_else(
    chart: &mut Chart<'_>,
    people: &[Placement],
    not: Option<PostNo>,
) -> Option<Placement> {
    let others: Vec<Placement> = people
        .iter()
        .filter(|p| Some(p.post) != not)
        .copied()
        .collect();
    chart.draw.pick(&others).or_else(|| chart.draw.pick(people))
}

/// Responsible clinicians, one after the other; the last one is returned.
fn responsible(chart: &mut Chart<'_>, stay: &Stay, leaving: EndReason) -> Option<PostNo> {
    let mut since = stay.from;
    let mut day = chart.calendar.date(stay.from);
    let pool = chart.site.clinicians(stay.ward, day);
    let mut holder = chart.draw.pick(&pool)?;
    loop {
        day = time::add_days(day, 1);
        let next = chart.calendar.at(day, 9 * 60);
        if next >= stay.to || !chart.tells(next) {
            break;
        }
        let rotated = holder.to.is_some_and(|to| to <= day);
        if !rotated && (is_weekend(day) || !chart.draw.chance(turnover(stay.ward))) {
            continue;
        }
        let pool = chart.site.clinicians(stay.ward, day);
        let Some(successor) = someone_else(chart, &pool, Some(holder.post)) else {
            break;
        };
        if successor.post == holder.post {
            continue;
        }
        let reason = if rotated {
            EndReason::RotationEnd
        } else {
            EndReason::RotaChange
        };
        responsibility(chart, stay.ward, holder.post, since, Some(next), reason);
        since = next;
        holder = successor;
    }
    let to = chart.cut(stay.to);
    responsibility(chart, stay.ward, holder.post, since, to, leaving);
    Some(holder.post)
}

fn responsibility(
    chart: &mut Chart<'_>,
    ward: Place,
    post: PostNo,
    from: Instant,
    to: Option<Instant>,
    reason: EndReason,
) {
    let mut tie = chart.relationship(RelationshipKind::ResponsibleClinician, post, ward, from);
    tie.to = to;
    tie.end_reason = reason_at(chart, to, reason);
    chart.relationships.push(tie);
}

/// The reason of an ending: that of the chart's own end where it comes first.
pub(super) fn reason_at(
    chart: &Chart<'_>,
    to: Option<Instant>,
    reason: EndReason,
) -> Option<EndReason> {
    match to {
        Some(to) if to == chart.end() => chart.last_reason(),
        Some(_) => Some(reason),
        None => None,
    }
}

/// Someone on call from Friday afternoon, for two days to two and a half.
fn weekend_cover(chart: &mut Chart<'_>, stay: &Stay) {
    let mut day = chart.calendar.date(stay.from);
    while chart.tells(chart.calendar.at(day, 16 * 60)) {
        let from = chart.calendar.at(day, 16 * 60);
        let to = from + TimeDelta::hours(chart.draw.between(48, 60));
        if to >= stay.to {
            return;
        }
        let on_friday = day.weekday() == Weekday::Fri && from > stay.from;
        if on_friday && chart.tells(to) && chart.draw.chance(0.3) {
            let pool = chart.site.clinicians(Place::Akuttpost, day);
            if let Some(cover) = chart.draw.pick(&pool) {
                write_cover(chart, stay.ward, cover.post, from, to);
            }
        }
        day = time::add_days(day, 1);
    }
}

fn write_cover(chart: &mut Chart<'_>, ward: Place, post: PostNo, from: Instant, to: Instant) {
    let kind = RelationshipKind::ResponsibleClinician;
    let mut tie = chart.relationship(kind, post, ward, from);
    tie.to = Some(to);
    tie.end_reason = Some(EndReason::RotaChange);
    tie.is_temporary_cover = true;
    chart.relationships.push(tie);
    if chart.draw.chance(0.5) {
        let mut handover = chart.handover(HandoverType::TemporaryCover, from);
        handover.to_professional_id = Some(chart.site.professional_id(post));
        handover.from_unit_id = Some(chart.site.unit_id(ward));
        handover.to_unit_id = Some(chart.site.unit_id(ward));
        handover.grade = Some(HandoverGrade::Spoken);
        answer_handover(chart, &mut handover, TimeDelta::hours(24));
        chart.handovers.push(handover);
    }
}

fn primary_nurse(chart: &mut Chart<'_>, stay: &Stay, leaving: EndReason) -> Option<PostNo> {
    let day = time::add_days(chart.calendar.date(stay.from), 1);
    let from = chart.calendar.at(day, 9 * 60);
    if from >= stay.to || !chart.tells(from) || chart.draw.chance(0.15) {
        return None;
    }
    let pool = chart.site.nurses(stay.ward, day);
    let nurse = chart.draw.pick(&pool)?.post;
    let mut tie = chart.relationship(RelationshipKind::PrimaryNurse, nurse, stay.ward, from);
    tie.to = chart.cut(stay.to);
    tie.end_reason = reason_at(chart, tie.to, leaving);
    chart.relationships.push(tie);
    Some(nurse)
}

/// A conversation every few days, with the doctor or the nurse.
fn conversations(
    chart: &mut Chart<'_>,
    stay: &Stay,
    doctor: Option<PostNo>,
    nurse: Option<PostNo>,
) {
    let mut day = chart.calendar.date(stay.from);
    loop {
        day = time::add_days(day, chart.draw.between(2, 6));
        let at = chart.office_hours(day);
        if at >= stay.to || !chart.tells(at) {
            return;
        }
        let Some(post) = chart.draw.pick(&[doctor, nurse]).flatten().or(doctor) else {
            return;
        };
        let mut contact = chart.contact(at, stay.ward, post);
        contact.minutes = Some(30);
        contact.mode = Some(ContactMode::InPerson);
        contact.purpose = chart
            .draw
            .weighted(&[
                (Some(ContactPurpose::Treatment), 0.6),
                (Some(ContactPurpose::Assessment), 0.3),
                (None, 0.1),
            ])
            .flatten();
        chart.contacts.push(contact);
    }
}

/// Shifts are kept for the first days of a stay, and for the last week of one that lasts.
fn shifts(chart: &mut Chart<'_>, stay: &Stay, nurse: Option<PostNo>) {
    let first = chart.calendar.date(stay.from);
    for day in 1..=2 {
        shift_day(chart, stay, nurse, time::add_days(first, day));
    }
    if chart.cut(stay.to).is_none() {
        let week_ago = time::add_days(chart.calendar.today, -7);
        let mut day = week_ago.max(time::add_days(first, 3));
        while day <= chart.calendar.today {
            shift_day(chart, stay, nurse, day);
            day = time::add_days(day, 1);
        }
    }
}

/// Day and evening. The primary nurse, where there is one, has most of the days.
fn shift_day(chart: &mut Chart<'_>, stay: &Stay, nurse: Option<PostNo>, day: NaiveDate) {
    let pool = chart.site.nurses(stay.ward, day);
    for hour in [7, 15] {
        let from = chart.calendar.at(day, hour * 60);
        let known = nurse.filter(|_| hour == 7 && chart.draw.chance(0.6));
        let on_duty = known.or_else(|| chart.draw.pick(&pool).map(|p| p.post));
        if let Some(post) = on_duty
            && from + TimeDelta::hours(8) <= stay.to
        {
            chart.shift(post, stay.ward, from);
        }
    }
}
