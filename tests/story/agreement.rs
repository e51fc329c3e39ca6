//! The agreement on patient-controlled admission, individual plans and advance statements, through the API and by page.

use axum::http::StatusCode;
use redthread::domain::vocabulary::Role;
use serde_json::json;

use super::plans::{of, plan, said, sent};
use super::*;
use crate::support::both;

async fn agreed(app: &TestApp, who: &Caller<'_>) -> Value {
    let body = json!({
        "unit": id(1), "max_nights": 5, "quarantine_days": 14, "valid_to": "2027-06-01",
        "uses": "To sleep", "welcome": "Tea first", "staff": "Ring back the same day", "language": "en",
    });
    sent(app, who, "agreement", body, None).await.done();
    who.get(&of("agreement")).await.done()
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story, told in its order")]
async fn it_is_agreed_changed_and_ended_and_says_what_it_was_used_for() {
    both(|db| async move {
        let app = service(db).await;
        // Eight days at Christmas, of the patient's own; admitted otherwise since day 40.
        let mut own = period(PATIENT, 201, 1, 2);
        own.to_at = Some(day(9));
        own.admission_kind = Some("patient_controlled".to_owned());
        insert(&app.db, own).await;
        let nurse = Caller::staff(&app, 12, 1).await;
        let lacking = sent(&app, &nurse, "agreement", json!({"uses": "x"}), None).await;
        assert_eq!(lacking.status, StatusCode::BAD_REQUEST);
        for field in ["unit", "max_nights"] {
            assert!(lacking.text.contains(field), "{}", lacking.text);
        }
        let found = agreed(&app, &nurse).await;
        let agreement = &found["agreement"];
        assert_eq!(agreement["kind"], "patient_controlled_admission_agreement");
        assert_eq!(agreement["unit"]["id"], json!(id(1)));
        assert_eq!(said(agreement, "uses"), "To sleep");
        let used = &found["used"];
        assert_eq!(used["next"], "admitted");
        assert_eq!(
            (
                used["nights_in_year"].clone(),
                used["stays"][0]["nights_beyond"].clone()
            ),
            (json!(7), json!(2))
        );
        let again = sent(
            &app,
            &nurse,
            "agreement",
            json!({"unit": id(1), "max_nights": 3}),
            None,
        )
        .await;
        assert_eq!(again.status, StatusCode::BAD_REQUEST, "there is one");
        let page = nurse
            .page(&format!("/patients/{}/agreement", id(PATIENT)))
            .await;
        for said in [
            "At most 5 nights",
            "14 days of waiting",
            "Tea first",
            "7 of 5 nights",
            "2 nights more than agreed",
            "admitted now",
        ] {
            assert!(page.text.contains(said), "{said}: {}", page.text);
        }
        // The form of an admission says what is agreed.
        let form = nurse
            .page(&format!("/patients/{}/record/admit", id(PATIENT)))
            .await;
        assert!(
            form.text
                .contains("agreement on patient-controlled admission"),
            "{}",
            form.text
        );
        let own = format!("plans/{}", agreement["id"].as_str().unwrap());
        let change = json!({"max_nights": 7});
        sent(
            &app,
            &nurse,
            &format!("{own}/revise"),
            change.clone(),
            Some(1),
        )
        .await
        .done();
        let late = sent(&app, &nurse, &format!("{own}/revise"), change, Some(1)).await;
        assert_eq!(late.status, StatusCode::PRECONDITION_FAILED);
        let shown = nurse.get(&of(&own)).await.done();
        assert_eq!(shown["plan"]["max_nights"], 7);
        assert_eq!(
            shown["plan"]["quarantine_days"], 14,
            "what was not said stays"
        );
        assert_eq!(shown["editions"][0]["plan"]["max_nights"], 5);
        assert_eq!(
            shown["editions"][0]["changed_by"],
            format!("account:{}", nurse.username())
        );
        let why = sent(&app, &nurse, &format!("{own}/end"), json!({}), Some(2)).await;
        assert_eq!(why.status, StatusCode::BAD_REQUEST);
        let end = json!({"reason": "She moves"});
        sent(&app, &nurse, &format!("{own}/end"), end, Some(2))
            .await
            .done();
        assert_eq!(
            nurse.get(&of("agreement")).await.done()["agreement"],
            Value::Null
        );
        let over = sent(
            &app,
            &nurse,
            &format!("{own}/revise"),
            json!({"max_nights": 3}),
            Some(3),
        )
        .await;
        assert_eq!(over.status, StatusCode::BAD_REQUEST, "it has ended");
        let list = nurse.get(&of("plans")).await.done();
        assert_eq!(
            (list["in_force"].clone(), list["others"][0]["id"].clone()),
            (json!([]), agreement["id"].clone())
        );
    })
    .await;
}

#[tokio::test]
async fn a_bed_is_asked_for_and_refused_with_who_and_why() {
    both(|db| async move {
        let app = service(db).await;
        let nurse = Caller::staff(&app, 12, 1).await;
        let ask = json!({"text": "I ask for my bed"});
        let none = sent(&app, &nurse, "agreement/requests", ask.clone(), None).await;
        assert_eq!(none.status, StatusCode::BAD_REQUEST, "nothing is agreed");
        agreed(&app, &nurse).await;
        sent(&app, &nurse, "agreement/requests", ask, None)
            .await
            .done();
        let asked = nurse.get(&of("agreement")).await.done()["requests"][0].clone();
        assert_eq!(asked["subject"], "patient_controlled_bed");
        let answer = format!("requests/{}/answer", asked["id"].as_str().unwrap());
        let no = json!({"answer": "no", "reason": "All beds are taken until Friday"});
        sent(&app, &nurse, &answer, no, Some(1)).await.done();
        let asked = nurse.get(&of("agreement")).await.done()["requests"][0].clone();
        assert_eq!(asked["decider"]["id"], json!(id(12)));
        let page = nurse
            .page(&format!("/patients/{}/agreement", id(PATIENT)))
            .await;
        for said in [
            "A bed under the agreement",
            "All beds are taken",
            "Answered by",
        ] {
            assert!(page.text.contains(said), "{said}: {}", page.text);
        }
    })
    .await;
}

#[tokio::test]
async fn all_plans_are_on_one_page_with_what_was_answered_no_and_what_is_due() {
    both(|db| async move {
        let app = service(db).await;
        let mut due = plan();
        due.review_by_on = Some(crate::store::fixtures::date(50));
        due.text_patient = Some("What helps:\nMusic".to_owned());
        insert(&app.db, due).await;
        let nurse = Caller::staff(&app, 12, 1).await;
        let wrong = sent(&app, &nurse, "plans", json!({"kind": "crisis_plan", "goals": "x"}), None).await;
        assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
        let empty = sent(&app, &nurse, "plans", json!({"kind": "advance_statement"}), None).await;
        assert!(empty.text.contains("if_unable"), "{}", empty.text);
        let body = json!({"kind": "advance_statement", "if_unable": "Ask Tove", "refuses": "The belt", "staff": "Read to her"});
        sent(&app, &nurse, "plans", body, None).await.done();
        let no = json!({
            "subject": "individual_plan", "outcome": "declined_by_patient",
            "decided_at": "2026-02-01T10:00:00+01:00", "reason": "One plan is enough",
        });
        sent(&app, &nurse, "decisions", no, None).await.done();
        let list = nurse.get(&of("plans")).await.done();
        let kinds: Vec<_> = list["in_force"].as_array().unwrap().iter().map(|plan| plan["kind"].clone()).collect();
        assert_eq!(kinds, ["crisis_plan", "advance_statement"], "the one that is due comes first");
        assert_eq!(list["answered_no"][0]["asked_again_on"], "2027-02-01");
        let page = nurse.page(&format!("/patients/{}/plans", id(PATIENT))).await;
        for said in ["One plan should have been gone through", "What I do not want", "The belt", "One plan is enough", "1 February 2027", "Agree on patient-controlled"] {
            assert!(page.text.contains(said), "{said}: {}", page.text);
        }
        let mine = nurse.page("/patients").await;
        for said in ["Plans to go through", "crisis plan was to be gone through by 20 February 2026"] {
            assert!(mine.text.contains(said), "{said}: {}", mine.text);
        }
        // Who has no relationship with the patient is named no plan.
        let colleague = Caller::staff(&app, 11, 1).await;
        assert!(!colleague.page("/patients").await.text.contains("Plans to go through"));
        let officer = Caller::of_role(&app, Role::PrivacyOfficer, None).await;
        let log = officer.get(&of("access-log")).await.done().to_string();
        assert!(log.contains("plans.due") && log.contains("plans.show"), "{log}");
    })
    .await;
}

#[tokio::test]
async fn behind_a_broken_glass_there_is_what_an_emergency_needs_and_nothing_else() {
    both(|db| async move {
        let app = service(db).await;
        let nurse = Caller::staff(&app, 12, 1).await;
        agreed(&app, &nurse).await;
        let mark = "Zanzibar by the sea";
        let body = json!({"kind": "individual_plan", "goals": mark});
        sent(&app, &nurse, "plans", body.clone(), None).await.done();
        let list = nurse.get(&of("plans")).await.done();
        let hidden = list["in_force"]
            .as_array()
            .unwrap()
            .iter()
            .find(|plan| plan["kind"] == "individual_plan");
        let hidden = hidden.unwrap()["id"].as_str().unwrap().to_owned();
        let stranger = Caller::staff(&app, 13, 2).await;
        let glass = format!("/patients/{}/break-glass", id(PATIENT));
        stranger
            .form(&glass, "reason=danger_to_life&words=Collapsed")
            .await;
        let list = stranger.get(&of("plans")).await.done();
        assert_eq!(list["in_force"].as_array().unwrap().len(), 1, "{list}");
        let one = stranger.get(&of(&format!("plans/{hidden}"))).await;
        assert_eq!(one.status, StatusCode::NOT_FOUND);
        let made = sent(&app, &stranger, "plans", body, None).await;
        assert_eq!(made.status, StatusCode::FORBIDDEN);
        let changed = sent(
            &app,
            &stranger,
            &format!("plans/{hidden}/revise"),
            json!({"goals": "x"}),
            Some(1),
        )
        .await;
        assert_eq!(changed.status, StatusCode::NOT_FOUND);
        for end in [
            "plans".to_owned(),
            format!("plans/{hidden}"),
            format!("record/plan-revise?about={hidden}"),
            "record/plan?kind=individual_plan".to_owned(),
            "agreement".to_owned(),
            String::new(),
        ] {
            let page = stranger
                .page(&format!("/patients/{}/{end}", id(PATIENT)))
                .await;
            assert!(
                !page.text.contains(mark) && !page.text.contains("ndividual plan"),
                "{end}: {}",
                page.text
            );
        }
        let page = stranger
            .page(&format!("/patients/{}/agreement", id(PATIENT)))
            .await;
        assert!(page.text.contains("Tea first"), "{}", page.text);
    })
    .await;
}
