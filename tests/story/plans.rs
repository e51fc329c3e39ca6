//! The crisis plan and requests.

use axum::http::StatusCode;
use proptest::prelude::*;
use redthread::domain::plan::{Answers, Question};
use redthread::domain::vocabulary::PlanKind;
use sea_orm::EntityTrait;

use super::*;
use crate::support::both;

/// What a plan in the API says to a question.
pub(super) fn said(plan: &Value, question: &str) -> Value {
    let mut answers = plan["answers"].as_array().unwrap().iter();
    let answer = answers.find(|answer| answer["question"] == question);
    answer.map_or(Value::Null, |answer| answer["text"].clone())
}

pub(super) fn of(end: &str) -> String {
    format!("/patients/{}/{end}", id(PATIENT))
}

pub(super) async fn sent(
    app: &TestApp,
    who: &Caller<'_>,
    end: &str,
    body: Value,
    version: Option<i64>,
) -> Answer {
    let tag = version.map(|version| format!("\"{version}\""));
    let headers: Vec<(&str, &str)> = tag.iter().map(|tag| ("if-match", tag.as_str())).collect();
    post(app, who, &of(end), &body, &headers).await
}

#[tokio::test]
async fn a_crisis_plan_is_made_changed_and_gone_through() {
    both(|db| async move {
        let app = service(db).await;
        let nurse = Caller::staff(&app, 12, 1).await;
        assert_eq!(
            nurse.get(&of("crisis-plan")).await.done()["plan"],
            Value::Null
        );
        assert!(flags(&nurse).await.contains(&"no_crisis_plan".to_owned()));
        // A plan in which nothing is said is none.
        let answer = sent(&app, &nurse, "crisis-plan", json!({}), None).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        let body = json!({
            "helps": "Sit by the window\nDo not ask", "call": "Tove 900 00 000",
            "staff": "Sit down first", "language": "en",
        });
        let made = sent(&app, &nurse, "crisis-plan", body.clone(), None)
            .await
            .done();
        assert_eq!(made["flags_cleared"], 1, "{made}");
        let again = sent(&app, &nurse, "crisis-plan", body, None).await;
        assert_eq!(
            again.status,
            StatusCode::BAD_REQUEST,
            "there is one already"
        );
        let plan = nurse.get(&of("crisis-plan")).await.done()["plan"].clone();
        assert_eq!(said(&plan, "helps"), "Sit by the window\nDo not ask");
        assert_eq!(
            (plan["edition"].clone(), said(&plan, "worsens")),
            (json!(1), Value::Null)
        );
        let revise = format!("plans/{}/revise", plan["id"].as_str().unwrap());
        let change = json!({"worsens": "Many questions", "language": "nb"});
        sent(&app, &nurse, &revise, change.clone(), Some(1))
            .await
            .done();
        let late = sent(&app, &nurse, &revise, change, Some(1)).await;
        assert_eq!(late.status, StatusCode::PRECONDITION_FAILED);
        let plan = nurse.get(&of("crisis-plan")).await.done()["plan"].clone();
        assert_eq!(plan["edition"], 2);
        // What was not said again stays, whichever language the headings are in.
        assert_eq!(said(&plan, "helps"), "Sit by the window\nDo not ask");
        assert_eq!(said(&plan, "worsens"), "Many questions");
        assert_eq!(plan["staff"], "Sit down first");
        let review = format!("plans/{}/review", plan["id"].as_str().unwrap());
        sent(&app, &nurse, &review, json!({}), Some(2)).await.done();
        let plan = nurse.get(&of("crisis-plan")).await.done()["plan"].clone();
        assert_eq!(plan["reviewed_on"], "2026-03-02");
        assert_eq!(plan["review_by"], "2027-03-02");
        let patient = nurse.page(&format!("/patients/{}", id(PATIENT))).await;
        assert!(patient.text.contains("Agreed on 2 March 2026"));
        let page = nurse.page(&of("crisis-plan")).await;
        for said in [
            "Sit by the window",
            "Many questions",
            "Sit down first",
            "Agreed on",
        ] {
            assert!(page.text.contains(said), "{said}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_plan_from_elsewhere_is_shown_as_it_is_and_kept_when_it_is_changed() {
    both(|db| async move {
        let app = service(db).await;
        let mut row = plan();
        row.text_patient = Some("Leave me\nalone <b>".to_owned());
        insert(&app.db, row).await;
        let nurse = Caller::staff(&app, 12, 1).await;
        let page = nurse.page(&of("crisis-plan")).await;
        assert!(page.text.contains("alone &#60;b&#62;"), "{}", page.text);
        let revise = format!("plans/{}/revise", id(501));
        sent(&app, &nurse, &revise, json!({"helps": "Music"}), Some(1))
            .await
            .done();
        let plan = nurse.get(&of("crisis-plan")).await.done()["plan"].clone();
        assert_eq!(plan["outside"], "Leave me\nalone <b>");
        assert_eq!(said(&plan, "helps"), "Music");
    })
    .await;
}

pub(super) fn plan() -> entity::plan::Model {
    entity::plan::Model {
        patient_id: id(PATIENT),
        id: id(501),
        source_system: "local".to_owned(),
        source_value: "p501".to_owned(),
        kind: "crisis_plan".to_owned(),
        agreed_on: crate::store::fixtures::date(10),
        edition: 1,
        reviewed_on: None,
        review_by_on: None,
        valid_to_on: None,
        text_patient: None,
        text_staff: None,
        max_nights: None,
        quarantine_days: None,
        unit_id: None,
        recorded_at: day(10),
        version: 1,
        import_file_id: None,
        import_row: None,
    }
}

#[tokio::test]
async fn a_request_is_asked_handed_on_and_answered_with_its_reason() {
    both(|db| async move {
        let app = service(db).await;
        let nurse = Caller::staff(&app, 12, 1).await;
        let body = json!({
            "subject": "another room", "text": "Where nobody passes at night",
            "asked_at": "2026-02-10T10:00:00+01:00",
        });
        sent(&app, &nurse, "requests", body, None).await.done();
        // Asked three weeks ago: nobody has answered.
        assert!(
            flags(&nurse)
                .await
                .contains(&"request_unanswered".to_owned())
        );
        let request = nurse.get(&of("requests")).await.done()["items"][0].clone();
        assert_eq!(request["received_by"]["id"], json!(id(12)));
        assert_eq!(request["decider"], Value::Null);
        let own = format!("requests/{}", request["id"].as_str().unwrap());
        let on = json!({"decider": id(14), "due_on": "2026-03-09"});
        sent(&app, &nurse, &format!("{own}/hand-on"), on, Some(1))
            .await
            .done();
        let request = nurse.get(&of("requests")).await.done()["items"][0].clone();
        assert_eq!(request["decider"]["id"], json!(id(14)));
        assert_eq!(request["text"], "Where nobody passes at night");
        let end = format!("{own}/answer");
        let no = sent(&app, &nurse, &end, json!({"answer": "no"}), Some(2)).await;
        assert_eq!(no.status, StatusCode::BAD_REQUEST);
        let why = json!({"answer": "no", "reason": "There is none free"});
        sent(&app, &nurse, &end, why.clone(), Some(2)).await.done();
        assert!(
            !flags(&nurse)
                .await
                .contains(&"request_unanswered".to_owned())
        );
        let twice = sent(&app, &nurse, &end, why, Some(3)).await;
        assert_eq!(twice.status, StatusCode::BAD_REQUEST);
        let page = nurse.page(&of("requests")).await;
        for said in [
            "another room",
            "Where nobody passes",
            "There is none free",
            "Nothing waits",
        ] {
            assert!(page.text.contains(said), "{said}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_patient_may_ask_and_tell_more_than_once() {
    both(|db| async move {
        let app = service(db).await;
        let nurse = Caller::staff(&app, 12, 1).await;
        for subject in ["another room", "another doctor"] {
            let body = json!({"subject": subject, "text": "Because it is mine to ask"});
            sent(&app, &nurse, "requests", body, None).await.done();
        }
        let asked = nurse.get(&of("requests")).await.done()["items"].clone();
        assert_eq!(asked.as_array().unwrap().len(), 2);
        // Each is told from the other wherever it is exported to.
        let rows = entity::request::Entity::find();
        let rows = rows.all(&app.app.db.read).await.unwrap();
        for row in &rows {
            assert_eq!(row.source_value, row.id.to_string());
        }
    })
    .await;
}

fn kinds() -> impl Strategy<Value = PlanKind> {
    prop::sample::select(PlanKind::ALL)
}

fn answers(kind: PlanKind) -> impl Strategy<Value = Answers> {
    let words = "[a-zæøå]{1,8}( [a-z:]{1,8}){0,3}(\n[a-z]{1,9}){0,2}";
    let questions = Question::of(kind);
    let each = prop::collection::vec(prop::option::of(words), questions.len());
    (each, prop::option::of(words)).prop_map(move |(each, outside)| Answers {
        outside: outside.unwrap_or_default().trim().to_owned(),
        by_question: questions
            .iter()
            .zip(each)
            .filter_map(|(question, words)| Some((*question, words?.trim().to_owned())))
            .collect(),
    })
}

proptest! {
    #[test]
    fn what_is_written_is_read_back_in_either_language(
        (kind, answers) in kinds().prop_flat_map(|kind| (Just(kind), answers(kind))),
        in_english: bool,
    ) {
        let text = answers.write(in_english);
        prop_assert_eq!(Answers::read(kind, &text), answers);
    }

    #[test]
    fn whatever_text_a_plan_has_nothing_of_it_is_lost(kind in kinds(), text in "[ -~\n]{0,200}") {
        let read = Answers::read(kind, &text);
        let again = Answers::read(kind, &read.write(true));
        prop_assert_eq!(read, again);
    }
}
