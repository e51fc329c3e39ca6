//! How relationships end, and how patients are passed on: warm, in writing only, or not at all.

use chrono::{NaiveDate, TimeDelta};

use super::calendar::weekday_from;
use super::chart::Chart;
use super::community::Tie;
use super::posts::PostNo;
use crate::domain::intake::{Handover, HandoverTexts, Relationship};
use crate::domain::time::{self, Instant};
use crate::domain::vocabulary::{
    ContactPurpose, HandoverGrade, HandoverSeverity, HandoverState, HandoverType,
};

/// Draws how something is passed on. `None`: no handover was made.
pub(super) fn grade(chart: &mut Chart<'_>) -> Option<HandoverGrade> {
    chart
        .draw
        .weighted(&[
            (Some(HandoverGrade::Warm), 0.25),
            (Some(HandoverGrade::Written), 0.50),
            (None, 0.25),
        ])
        .flatten()
}

/// Writes the end of a therapist's or case manager's relationship: the time and reason, the four
/// questions, and the handover and meetings that the answers speak of.
pub(super) fn write(
    chart: &mut Chart<'_>,
    record: &mut Relationship,
    tie: &Tie,
    next: Option<&Tie>,
) {
    let ends = tie
        .ends
        .map(|(on, reason)| (chart.calendar.at(on, 16 * 60), reason))
        .filter(|(at, _)| chart.tells(*at));
    let Some((at, reason)) = ends else {
        record.to = chart.person.exit.map(|(at, _)| at.max(record.from));
        record.end_reason = chart.last_reason();
        if record.to.is_some() && !chart.died() {
            record.told_in_time = answer(chart, 0.9);
            record.goodbye = answer(chart, 0.8);
        }
        return;
    };
    record.to = Some(at);
    record.end_reason = Some(reason);
    let next = next.filter(|next| chart.tells(chart.calendar.at(next.from, 9 * 60)));
    let grade = next.and_then(|_| grade(chart));
    questions(chart, record, grade, next);
    let on = chart.calendar.date(at);
    if record.goodbye == Some(true) && chart.draw.chance(0.6) {
        let day = time::add_days(on, -chart.draw.between(0, 7));
        meet(chart, tie, day, ContactPurpose::Farewell, None);
    }
    if let (Some(grade), Some(next)) = (grade, next) {
        if grade == HandoverGrade::Warm {
            let day = time::add_days(on, -chart.draw.between(1, 21));
            meet(
                chart,
                tie,
                day,
                ContactPurpose::JointMeeting,
                Some(next.post),
            );
        }
        pass_on(chart, tie, next, on, grade);
    }
}

fn questions(
    chart: &mut Chart<'_>,
    record: &mut Relationship,
    grade: Option<HandoverGrade>,
    next: Option<&Tie>,
) {
    let (told, goodbye, known) = match grade {
        Some(HandoverGrade::Warm) => (0.85, 0.85, 1.0),
        Some(_) => (0.55, 0.50, 0.60),
        None => (0.30, 0.25, 0.20),
    };
    record.told_in_time = answer(chart, told);
    record.goodbye = answer(chart, goodbye);
    let joint = grade == Some(HandoverGrade::Warm);
    record.joint_meeting = answer(chart, if joint { 1.0 } else { 0.0 });
    record.successor_known = next.and_then(|_| answer(chart, known));
    if record.successor_known == Some(true) {
        record.successor_id = next.map(|next| chart.site.professional_id(next.post));
    }
}

/// Yes with this probability; one in eight is not recorded.
fn answer(chart: &mut Chart<'_>, yes: f64) -> Option<bool> {
    let answer = chart.draw.chance(yes);
    (!chart.draw.chance(0.125)).then_some(answer)
}

/// A last meeting, with or without the successor, unless the patient is on a ward.
fn meet(
    chart: &mut Chart<'_>,
    tie: &Tie,
    day: NaiveDate,
    purpose: ContactPurpose,
    with: Option<PostNo>,
) {
    let at = chart.office_hours(day);
    if day < tie.from || !chart.tells(at) || chart.admission_at(at).is_some() {
        return;
    }
    let mut contact = chart.contact(at, tie.care.place(), tie.post);
    contact.purpose = Some(purpose);
    contact.other_professional_ids = with
        .map(|post| chart.site.professional_id(post))
        .into_iter()
        .collect();
    chart.contacts.push(contact);
}

fn pass_on(chart: &mut Chart<'_>, tie: &Tie, next: &Tie, on: NaiveDate, grade: HandoverGrade) {
    let day = weekday_from(time::add_days(on, chart.draw.between(-5, 2)));
    let offered_at = chart.office_hours(day);
    if !chart.tells(offered_at) {
        return;
    }
    let mut handover = chart.handover(HandoverType::ProfessionalToProfessional, offered_at);
    handover.from_professional_id = Some(chart.site.professional_id(tie.post));
    handover.to_professional_id = Some(chart.site.professional_id(next.post));
    handover.from_unit_id = Some(chart.site.unit_id(tie.care.place()));
    handover.to_unit_id = Some(chart.site.unit_id(next.care.place()));
    handover.grade = Some(grade);
    answer_handover(chart, &mut handover, TimeDelta::hours(168));
    chart.handovers.push(handover);
}

/// Draws the words of a handover and what became of it: accepted within `due` or late, sent back,
/// or left lying.
pub(super) fn answer_handover(chart: &mut Chart<'_>, handover: &mut Handover, due: TimeDelta) {
    handover.severity = chart.draw.weighted(&[
        (HandoverSeverity::Settled, 0.6),
        (HandoverSeverity::Watch, 0.32),
        (HandoverSeverity::Acute, 0.08),
    ]);
    handover.texts = texts(chart, handover.severity);
    let due = due.num_minutes();
    let (wait, state) = match chart.draw.weighted(&[
        (HandoverState::Accepted, 0.84),
        (HandoverState::Done, 0.08),
        (HandoverState::Questioned, 0.02),
        (HandoverState::Returned, 0.01),
        (HandoverState::Withdrawn, 0.01),
        (HandoverState::Offered, 0.04),
    ]) {
        Some(HandoverState::Accepted) => {
            (Some(chart.draw.between(20, due)), HandoverState::Accepted)
        }
        Some(HandoverState::Done) => (Some(chart.draw.between(due, due * 4)), HandoverState::Done),
        state => (None, state.unwrap_or(HandoverState::Offered)),
    };
    let accepted_at = wait.map(|minutes| handover.offered_at + TimeDelta::minutes(minutes));
    match accepted_at {
        Some(at) if chart.tells(at) => accept(chart, handover, at, state),
        // Its answer lies ahead.
        Some(_) => handover.state = Some(HandoverState::Offered),
        None => handover.state = Some(unanswered(chart, handover.offered_at, state)),
    }
}

/// What nobody has answered for a quarter of a year was mostly taken back.
fn unanswered(chart: &mut Chart<'_>, offered_at: Instant, state: HandoverState) -> HandoverState {
    let is_old = offered_at < chart.calendar.as_of - TimeDelta::days(90);
    match state {
        HandoverState::Offered if is_old && chart.draw.chance(0.75) => HandoverState::Withdrawn,
        HandoverState::Offered if is_old => HandoverState::Expired,
        _ => state,
    }
}

fn accept(chart: &mut Chart<'_>, handover: &mut Handover, at: Instant, state: HandoverState) {
    handover.accepted_at = Some(at);
    handover.state = Some(state);
    handover
        .accepted_by_id
        .clone_from(&handover.to_professional_id);
    if handover.severity != Some(HandoverSeverity::Settled) || chart.draw.chance(0.3) {
        handover.texts.synthesis = Some("Read and understood; will call this week.".to_owned());
    }
}

fn texts(chart: &mut Chart<'_>, severity: Option<HandoverSeverity>) -> HandoverTexts {
    const SUMMARY: [&str; 5] = [
        "Settled routine, appointments kept.",
        "Sleep has been poor; otherwise as before.",
        "Wants to go on with the work that was begun.",
        "A demanding spring, now steadier.",
        "Has asked for fewer people to relate to.",
    ];
    const KNOW_ME: [&str; 4] = [
        "Likes to be told the plan before the meeting.",
        "Prefers mornings, and a walk to a room.",
        "Would rather not start from the beginning again.",
        "Music helps; questions in a row do not.",
    ];
    const PROMISES: [&str; 3] = [
        "A call after the first week.",
        "To send the letter that was agreed.",
        "To ask about a change of medication.",
    ];
    let mut texts = HandoverTexts {
        summary: chart.draw.pick(&SUMMARY).map(str::to_owned),
        ..HandoverTexts::default()
    };
    if severity.is_some_and(|severity| severity != HandoverSeverity::Settled) {
        texts.severity_reason = Some("More contact than usual in the last weeks.".to_owned());
        texts.contingency = Some("If sleep fails for two nights, then call.".to_owned());
    }
    if chart.draw.chance(0.4) {
        texts.know_me = chart.draw.pick(&KNOW_ME).map(str::to_owned);
    }
    if chart.draw.chance(0.25) {
        texts.promises = chart.draw.pick(&PROMISES).map(str::to_owned);
    }
    texts
}
