//! Plans that are made with the patient: crisis plans, agreements on patient-controlled admission, individual
//! plans and advance statements. Their words and the staff's are apart; each change is an edition.

pub mod agreement;
pub mod bed;
pub mod crisis;
pub mod end;
pub mod review;
pub mod revise;
pub mod written;

use super::desk::Desk;
use super::{Edit, Edits, Held, Wrong};
use crate::domain::intake::{Plan, Record};
use crate::domain::plan::{ANSWER_MAX, Answers, Question};
use crate::domain::time;
use crate::domain::vocabulary::PlanKind;

/// The first plan of a kind, where none is in force.
fn make(desk: &mut Desk<'_>, kind: PlanKind, field: &'static str) -> Plan {
    let today = desk.today();
    let is_there = desk
        .scene
        .plans()
        .any(|plan| plan.kind == kind && plan.valid_to.is_none_or(|to| to > today));
    if is_there {
        desk.fault(field, Wrong::AlreadyThere);
    }
    let blank = Plan {
        id: String::new(),
        patient_id: desk.scene.patient.id.clone(),
        kind,
        agreed_on: today,
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
    };
    said(desk, &blank)
}

fn added(desk: Desk<'_>, plan: Plan) -> Edits {
    desk.write(vec![Edit::Add(Record::Plan(plan))])
}

/// The plan that is meant, while it is in force.
fn lasting<'a>(desk: &mut Desk<'a>, field: &'static str) -> Option<(&'a Held, &'a Plan)> {
    let held = desk.about()?;
    let Record::Plan(plan) = &held.record else {
        return None;
    };
    let today = desk.today();
    if plan.valid_to.is_some_and(|to| to <= today) {
        desk.fault(field, Wrong::AlreadyEnded);
    }
    Some((held, plan))
}

/// The plan as it is said now. What is not said stays.
fn said(desk: &mut Desk<'_>, before: &Plan) -> Plan {
    let text = words(desk, before);
    let staff = desk.long("staff", ANSWER_MAX);
    let today = desk.today();
    let agreed_on = desk.day("agreed_on").value().unwrap_or(today);
    if agreed_on > today {
        desk.fault("agreed_on", Wrong::InFuture);
    }
    let review_by = desk.day("review_by").over(before.review_by);
    if review_by.is_some_and(|by| by < today) {
        desk.fault("review_by", Wrong::InPast);
    }
    if review_by.is_some_and(|by| by > time::add_years(today, 2)) {
        desk.fault("review_by", Wrong::TooFar);
    }
    Plan {
        agreed_on,
        reviewed_on: None,
        review_by: Some(review_by.unwrap_or_else(|| time::add_years(agreed_on, 1))),
        text_patient: Some(text).filter(|text| !text.is_empty()),
        text_staff: staff.over(before.text_staff.clone()),
        ..before.clone()
    }
}

/// The patient's words, question by question. A plan in which nothing is said is none; an agreement has its terms
/// without any.
fn words(desk: &mut Desk<'_>, before: &Plan) -> String {
    let questions = Question::of(before.kind);
    let before_text = before.text_patient.as_deref().unwrap_or_default();
    let mut answers = Answers::read(before.kind, before_text);
    for question in questions.iter().copied() {
        let told = desk.long(question.code(), ANSWER_MAX);
        let was = answers.of(question).to_owned();
        let is = told.over(Some(was).filter(|was| !was.is_empty()));
        answers.by_question.retain(|(of, _)| *of != question);
        answers.by_question.extend(is.map(|is| (question, is)));
    }
    let outside = desk.long("outside", ANSWER_MAX);
    let was = Some(answers.outside.clone()).filter(|was| !was.is_empty());
    answers.outside = outside.over(was).unwrap_or_default();
    let text = answers.write(desk.is("language", "en"));
    let is_agreement = before.kind == PlanKind::PatientControlledAdmissionAgreement;
    if text.is_empty() && !is_agreement {
        // The question that is asked for first when a crisis plan is made is what helps.
        let field = match before.kind {
            PlanKind::CrisisPlan => "helps",
            _ => questions.first().map_or("outside", |first| first.code()),
        };
        desk.fault(field, Wrong::Missing);
    }
    text
}
