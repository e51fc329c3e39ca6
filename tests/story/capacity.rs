//! While it is in question whether the patient can consent: nothing widens, whoever asks; narrowing is obeyed.

use axum::http::StatusCode;
use serde_json::json;

use super::own::Hands;
use super::*;
use crate::support::both;

fn states(reason: &str) -> Value {
    json!({"reason": reason})
}

#[tokio::test]
async fn nothing_is_shared_more_widely_and_narrowing_is_obeyed() {
    both(|db| async move {
        let app = service(db).await;
        let author = Caller::staff(&app, 11, 1).await;
        let colleague = Caller::staff(&app, 12, 1).await;
        let entry = tell(&app, &author, &told("I sing", 2)).await;
        let said = post(&app, &colleague, &at("/capacity"), &states("Confused"), &[]).await;
        assert_eq!(said.status, StatusCode::CREATED, "{}", said.text);
        // Stated twice it is stated once.
        let again = post(&app, &colleague, &at("/capacity"), &states("Confused"), &[]).await;
        assert_eq!(said.json(), again.json());
        let wider = json!({"level": 3, "patients_wish": true});
        let answer = act(&app, &author, &entry, "share", wider.clone()).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{}", answer.text);
        assert!(answer.text.contains("it is in question"), "{}", answer.text);
        // A new entry begins with the patient alone.
        for (level, status) in [(2, StatusCode::BAD_REQUEST), (0, StatusCode::CREATED)] {
            let answer = post(&app, &author, &at(""), &told("And dance", level), &[]).await;
            assert_eq!(answer.status, status, "{}", answer.text);
        }
        assert_eq!(
            texts(&colleague).await,
            ["I sing"],
            "what is shared stays so"
        );
        let narrower = json!({"level": 0, "patients_wish": true});
        act(&app, &author, &entry, "share", narrower).await.done();
        assert_eq!(texts(&colleague).await, Vec::<String>::new());
        // Staff are told on the story, and why.
        let story = format!("/patients/{}/story", id(PATIENT));
        assert!(
            colleague
                .page(&story)
                .await
                .text
                .contains("id=\"in-question\"")
        );
        let why = colleague.get(&at("/capacity")).await.done();
        assert_eq!(why["is_in_question"], true);
        assert_eq!(why["statements"][0]["reason"], "Confused");
        assert_eq!(why["statements"].as_array().unwrap().len(), 1);
        let settled = post(&app, &author, &at("/capacity/settle"), &json!({}), &[]).await;
        assert_eq!(settled.status, StatusCode::NO_CONTENT);
        let entry = one(&author, &entry).await.done()["entry"].clone();
        act(&app, &author, &entry, "share", wider).await.done();
        assert!(
            !colleague
                .page(&story)
                .await
                .text
                .contains("id=\"in-question\"")
        );
    })
    .await;
}

#[tokio::test]
async fn the_patient_is_told_kindly_and_not_why() {
    both(|db| async move {
        let app = service(db).await;
        insert(&app.db, words(601, "promise", 2, "They would call")).await;
        let nurse = Caller::staff(&app, 12, 1).await;
        post(
            &app,
            &nurse,
            &at("/capacity"),
            &states("Quockerwodger"),
            &[],
        )
        .await
        .done();
        let patient = Hands::of(&nurse).await;
        let home = patient.page("/own").await.text;
        assert!(home.contains("not sure that you can decide"), "{home}");
        let entry = format!("/own/entries/{}", id(601));
        let page = patient.page(&entry).await.text;
        assert!(page.contains("not sure that you can decide"));
        assert!(!home.contains("Quockerwodger") && !page.contains("Quockerwodger"));
        let wider = patient.form(&entry, "act=share&version=1&level=3").await;
        assert_eq!(wider.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wider.text.contains("id=\"level-fault\""));
        let shared = "kind=promise&text=More&level=2&form_key=k1";
        let written = patient.form("/own/write", shared).await;
        assert_eq!(written.status, StatusCode::UNPROCESSABLE_ENTITY);
        let narrower = patient.form(&entry, "act=share&version=1&level=0").await;
        assert_eq!(narrower.status, StatusCode::SEE_OTHER);
        let gone = patient.form(&entry, "act=withdraw&version=2").await;
        assert_eq!(gone.status, StatusCode::SEE_OTHER);
    })
    .await;
}

#[tokio::test]
async fn it_holds_for_its_time_and_what_is_wrong_is_said() {
    both(|db| async move {
        let app = service(db).await;
        let nurse = Caller::staff(&app, 12, 1).await;
        for (body, field) in [
            (json!({"reason": " "}), "reason"),
            (json!({"reason": "x".repeat(501)}), "reason"),
            (json!({"reason": "x", "from": "2199-01-01"}), "from"),
            (json!({"reason": "x", "from": "soon"}), "from"),
            (json!({"reason": "x", "until": "2020-01-01"}), "until"),
        ] {
            let answer = post(&app, &nurse, &at("/capacity"), &body, &[]).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{body}");
            let errors = answer.json()["errors"].to_string();
            assert!(errors.contains(field), "{errors}");
        }
        let today = "2026-03-02";
        let body = json!({"reason": "Tired", "from": today, "until": today});
        post(&app, &nurse, &at("/capacity"), &body, &[])
            .await
            .done();
        let holds = async || {
            let nurse = Caller::staff(&app, 14, 1).await;
            let is = nurse.get(&at("/capacity")).await.done();
            is["is_in_question"].clone()
        };
        assert_eq!(holds().await, true);
        app.clock.advance(chrono::TimeDelta::hours(13));
        let later = Caller::staff(&app, 11, 1).await;
        let is = later.get(&at("/capacity")).await.done();
        assert_eq!(is["is_in_question"], false, "the day is over");
        // Whoever broke the glass does not say so, and nobody says it about the patient on their pages.
        let stranger = Caller::staff(&app, 13, 2).await;
        let glass = format!("/patients/{}/break-glass", id(PATIENT));
        stranger
            .form(&glass, "reason=danger_to_life&words=found+outside")
            .await;
        let answer = post(&app, &stranger, &at("/capacity"), &states("x"), &[]).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        let page = format!("/patients/{}/screen", id(PATIENT));
        assert_eq!(stranger.page(&page).await.status, StatusCode::FORBIDDEN);
    })
    .await;
}
