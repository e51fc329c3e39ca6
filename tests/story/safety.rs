//! What a crisis plan was worth in a crisis, and whom the patient wants called before something is decided.

use axum::http::StatusCode;
use redthread::domain::vocabulary::Role;
use sea_orm::EntityTrait;
use serde_json::json;

use super::plans::{of, plan, sent};
use super::*;
use crate::support::both;

#[tokio::test]
async fn opening_the_crisis_plan_is_counted_with_from_where_and_in_a_crisis_one_click_says_so() {
    both(|db| async move {
        let app = service(db).await;
        let mut row = plan();
        row.text_patient = Some("What helps:\nThe window".to_owned());
        insert(&app.db, row).await;
        let nurse = Caller::staff(&app, 12, 1).await;
        let address = format!("/patients/{}/crisis-plan", id(PATIENT));
        let page = nurse.page(&format!("{address}?from=board")).await;
        assert!(page.text.contains("Was it opened in a crisis?"), "{}", page.text);
        nurse.page(&address).await;
        let uses = nurse.get(&of("crisis-plan/uses")).await.done();
        assert_eq!(uses["openings"].as_array().unwrap().len(), 1, "within an hour it is one");
        assert_eq!(uses["openings"][0]["from"], "board");
        let colleague = Caller::staff(&app, 11, 1).await;
        colleague.page(&address).await;
        let uses = nurse.get(&of("crisis-plan/uses")).await.done();
        assert_eq!(uses["openings"][0]["from"], "admitted");
        assert_eq!(uses["openings"][0]["by"]["id"], json!(id(11)));
        // One click is enough; sent twice under its key it is there once.
        let form = "form_key=k1&from=board&followed=&helped=&helped_not=";
        for _ in 0..2 {
            assert_eq!(nurse.form(&address, form).await.status, StatusCode::SEE_OTHER);
        }
        let body = json!({"from": "admitted", "followed": "partly", "helped": "The window", "helped_not": "Questions"});
        sent(&app, &nurse, "crisis-plan/uses", body, None).await.done();
        let uses = nurse.get(&of("crisis-plan/uses")).await.done();
        assert_eq!(uses["items"].as_array().unwrap().len(), 2, "{uses}");
        let page = nurse.page(&address).await;
        let review = nurse.page(&format!("/patients/{}/record/plan-review?about={}", id(PATIENT), id(501))).await;
        for page in [page, review] {
            for said in ["What helped: The window", "did not help: Questions", "followed in part"] {
                assert!(page.text.contains(said), "{said}: {}", page.text);
            }
        }
        let stranger = Caller::staff(&app, 13, 2).await;
        stranger.form(&format!("/patients/{}/break-glass", id(PATIENT)), "reason=danger_to_life&words=Collapsed").await;
        stranger.page(&address).await;
        let page = nurse.page(&address).await;
        assert!(page.text.contains("by breaking the glass"), "{}", page.text);
        let long = json!({"helped": "x".repeat(501)});
        assert_eq!(sent(&app, &nurse, "crisis-plan/uses", long, None).await.status, StatusCode::BAD_REQUEST);
    })
    .await;
}

/// A duty telephone of ward 1, written down by its manager.
async fn route(app: &TestApp) -> String {
    let manager = Caller::of_role(app, Role::ServiceManager, Some(1)).await;
    let address = format!("/units/{}/routes", id(1));
    let body = json!({"name": "Duty telephone", "reach": "22 11 80 00", "hours": "day and night"});
    let made = post(app, &manager, &address, &body, &[]).await.done();
    made["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story, told in its order")]
async fn whom_to_call_is_the_patients_wish_with_a_way_of_the_service_and_no_number() {
    both(|db| async move {
        let app = service(db).await;
        let route = route(&app).await;
        let nurse = Caller::staff(&app, 12, 1).await;
        let card = |what_for: &str, wish: bool| {
            json!({
                "relationship": id(301), "route": route.clone(), "what_for": what_for,
                "hours": "8-16", "patients_wish": wish,
            })
        };
        let number = sent(
            &app,
            &nurse,
            "safety-cards",
            card("Ring 900 00 000", true),
            None,
        )
        .await;
        assert_eq!(number.status, StatusCode::BAD_REQUEST);
        assert!(
            number.text.contains("route of the service"),
            "{}",
            number.text
        );
        assert!(!number.text.contains("900 00"), "{}", number.text);
        let unasked = sent(
            &app,
            &nurse,
            "safety-cards",
            card("Before you decide", false),
            None,
        )
        .await;
        assert!(unasked.text.contains("patients_wish"), "{}", unasked.text);
        let made = sent(
            &app,
            &nurse,
            "safety-cards",
            card("Before you decide", true),
            None,
        )
        .await
        .done();
        let twice = sent(&app, &nurse, "safety-cards", card("Again", true), None).await;
        assert_eq!(twice.status, StatusCode::BAD_REQUEST, "they are named");
        let own = format!("safety-cards/{}", made["id"].as_str().unwrap());
        let call = json!({"is_reached": true, "changed": "She stayed at home"});
        sent(&app, &nurse, &format!("{own}/calls"), call, None)
            .await
            .done();
        let changed = sent(
            &app,
            &nurse,
            &format!("{own}/change"),
            card("Before I am moved", true),
            Some(1),
        )
        .await
        .done();
        let late = sent(
            &app,
            &nurse,
            &format!("{own}/change"),
            card("Late", true),
            Some(1),
        )
        .await;
        assert_eq!(late.status, StatusCode::PRECONDITION_FAILED);
        let found = nurse.get(&of("safety-cards")).await.done();
        assert_eq!(found["items"].as_array().unwrap().len(), 1, "{found}");
        assert_eq!(found["items"][0]["what_for"], "Before I am moved");
        assert_eq!(
            found["calls"][0]["changed"], "She stayed at home",
            "calls stay with whom they were to"
        );
        let stranger = Caller::staff(&app, 13, 2).await;
        stranger
            .form(
                &format!("/patients/{}/break-glass", id(PATIENT)),
                "reason=danger_to_life&words=Collapsed",
            )
            .await;
        let patient = format!("/patients/{}", id(PATIENT));
        for page in [
            nurse.page(&patient).await,
            nurse.page(&format!("{patient}/crisis-plan")).await,
            stranger.page(&format!("{patient}/safety")).await,
            stranger.page(&format!("{patient}/crisis-plan")).await,
        ] {
            for said in ["Before I am moved", "Duty telephone", "22 11 80 00"] {
                assert!(page.text.contains(said), "{said}: {}", page.text);
            }
        }
        let board = nurse.page(&format!("/units/{}/board", id(1))).await;
        assert!(
            board.text.contains("Call before deciding"),
            "{}",
            board.text
        );
        let end = format!("safety-cards/{}/end", changed["id"].as_str().unwrap());
        let unasked = sent(&app, &nurse, &end, json!({"patients_wish": false}), Some(1)).await;
        assert_eq!(unasked.status, StatusCode::BAD_REQUEST);
        sent(&app, &nurse, &end, json!({"patients_wish": true}), Some(1))
            .await
            .done();
        assert!(
            nurse.get(&of("safety-cards")).await.done()["items"]
                .as_array()
                .unwrap()
                .is_empty()
        );
        let kept = entity::safety_card::Entity::find()
            .all(app.db.writer())
            .await
            .unwrap();
        assert_eq!(kept.len(), 2, "what stood there is kept");
    })
    .await;
}

#[tokio::test]
async fn ways_are_kept_by_those_who_look_after_the_unit_and_one_that_closes_shows_on_cards() {
    both(|db| async move {
        let app = service(db).await;
        let route = route(&app).await;
        let nurse = Caller::staff(&app, 12, 1).await;
        let address = format!("/units/{}/routes", id(1));
        let body = json!({"name": "x", "reach": "y", "hours": "z"});
        assert_eq!(post(&app, &nurse, &address, &body, &[]).await.status, StatusCode::FORBIDDEN);
        let elsewhere = Caller::of_role(&app, Role::ServiceManager, Some(2)).await;
        assert_eq!(post(&app, &elsewhere, &address, &body, &[]).await.status, StatusCode::FORBIDDEN);
        assert_eq!(nurse.get(&address).await.done()["items"][0]["name"], "Duty telephone");
        let wished = json!({"relationship": id(301), "route": route.clone(), "what_for": "First", "patients_wish": true});
        sent(&app, &nurse, "safety-cards", wished.clone(), None).await.done();
        let admin = Caller::of_role(&app, Role::Administrator, None).await;
        let close = format!("{address}/{route}/close");
        let missing = post(&app, &admin, &close, &json!({}), &[]).await;
        assert_eq!(missing.status, StatusCode::PRECONDITION_REQUIRED);
        post(&app, &admin, &close, &json!({}), &[("if-match", "\"1\"")]).await.done();
        assert_eq!(nurse.get(&address).await.done()["items"], json!([]));
        let page = nurse.page(&format!("/patients/{}/safety", id(PATIENT))).await;
        assert!(page.text.contains("This way is closed"), "{}", page.text);
        let again = sent(&app, &nurse, "safety-cards", wished, None).await;
        assert!(again.text.contains("route"), "{}", again.text);
        // By page, with what was typed kept.
        let form = format!("act=name&relationship={}&route={route}&what_for=Tlf+22118000&form_key=k", id(301));
        let wrong = nurse.form(&format!("/patients/{}/safety", id(PATIENT)), &form).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        for said in ["looks like a telephone number", "Tlf 22118000"] {
            assert!(wrong.text.contains(said), "{said}: {}", wrong.text);
        }
    })
    .await;
}
