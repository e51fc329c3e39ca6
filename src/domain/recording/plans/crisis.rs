//! The crisis plan: made with the patient, their words and the staff's apart; each change of it is an edition.

use chrono::NaiveDate;

use crate::domain::intake::{Kind, Plan, Record};
use crate::domain::plan::{ANSWER_MAX, Answers, Question};
use crate::domain::recording::desk::Desk;
use crate::domain::recording::{Edit, Edits, Verb, Wrong};
use crate::domain::time;
use crate::domain::vocabulary::PlanKind;

/// Makes the first one.
pub const MAKE: Verb = Verb {
    code: "crisis-plan",
    action: "plan.make",
    changes: None,
    looks_at: &[Kind::Plan],
    edits: make,
};

/// Goes on with the one there is.
pub const REVISE: Verb = Verb {
    code: "crisis-plan-revise",
    action: "plan.revise",
    changes: Some(Kind::Plan),
    looks_at: &[],
    edits: revise,
};

fn make(mut desk: Desk<'_>) -> Edits {
    let today = desk.today();
    let is_there = desk
        .scene
        .plans()
        .any(|plan| plan.kind == PlanKind::CrisisPlan && plan.valid_to.is_none_or(|to| to > today));
    if is_there {
        desk.fault("agreed_on", Wrong::AlreadyThere);
    }
    let blank = blank(desk.scene.patient.id.clone(), today);
    let said = said(&mut desk, &blank);
    desk.write(vec![Edit::Add(Record::Plan(said))])
}

fn revise(mut desk: Desk<'_>) -> Edits {
    let (id, plan) = match desk.about() {
        Some(held) => match &held.record {
            Record::Plan(plan) if plan.kind == PlanKind::CrisisPlan => (held.id, plan),
            _ => {
                desk.fault("agreed_on", Wrong::NotACrisisPlan);
                return desk.refuse();
            }
        },
        None => return desk.refuse(),
    };
    let mut said = said(&mut desk, plan);
    said.edition = plan.edition.saturating_add(1);
    desk.write(vec![Edit::Replace(id, Record::Plan(said))])
}

/// The plan as it is said now. What is not said stays.
fn said(desk: &mut Desk<'_>, before: &Plan) -> Plan {
    let mut answers = Answers::read(before.text_patient.as_deref().unwrap_or_default());
    for question in Question::ALL {
        let told = desk.long(question.code(), ANSWER_MAX);
        let was = answers.of(question).to_owned();
        let is = told.over(Some(was).filter(|was| !was.is_empty()));
        answers.by_question.retain(|(of, _)| *of != question);
        answers.by_question.extend(is.map(|is| (question, is)));
    }
    let outside = desk.long("outside", ANSWER_MAX);
    let was = Some(answers.outside.clone()).filter(|was| !was.is_empty());
    answers.outside = outside.over(was).unwrap_or_default();
    let staff = desk.long("staff", ANSWER_MAX);
    let in_english = desk.is("language", "en");
    let text = answers.write(in_english);
    if text.is_empty() {
        desk.fault("helps", Wrong::Missing);
    }
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
        text_patient: Some(text),
        text_staff: staff.over(before.text_staff.clone()),
        ..before.clone()
    }
}

/// A plan in which nothing is said yet.
const fn blank(patient_id: String, today: NaiveDate) -> Plan {
    Plan {
        id: String::new(),
        patient_id,
        kind: PlanKind::CrisisPlan,
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
    }
}
