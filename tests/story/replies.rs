//! Answers: only where the patient takes them, by whoever reads the entry, and gone with its words.

use axum::http::StatusCode;
use sea_orm::EntityTrait;
use serde_json::json;

use super::own::Hands;
use super::*;
use crate::support::both;

#[tokio::test]
async fn answers_are_taken_where_the_patient_opened_for_them() {
    both(|db| async move {
        let app = service(db).await;
        insert(&app.db, words(601, "promise", 2, "They would call")).await;
        let nurse = Caller::staff(&app, 12, 1).await;
        let doctor = Caller::staff(&app, 11, 1).await;
        let entry = nurse.get(&at("")).await.done()["items"][0].clone();
        let answer = |text: &str| json!({"text": text});
        let early = act(&app, &nurse, &entry, "replies", answer("We will")).await;
        assert_eq!(early.status, StatusCode::FORBIDDEN);
        // Staff do not open what the patient typed.
        let wish = json!({"is_open": true, "patients_wish": true});
        let refused = act(&app, &nurse, &entry, "take-replies", wish).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        let patient = Hands::of(&nurse).await;
        let own = format!("/own/entries/{}", id(601));
        patient.done(&own, "act=open_replies&version=1").await;
        for text in ["We will <b>", "We will <b>", " "] {
            act(&app, &doctor, &entry, "replies", answer(text)).await;
        }
        patient
            .done(&own, "act=reply&answer=When%3F&version=2")
            .await;
        let shown = one(&doctor, &entry).await.done();
        let replies = shown["replies"].as_array().unwrap();
        assert_eq!(replies.len(), 2, "{replies:?}");
        assert_eq!(replies[0]["author"]["id"], json!(id(11)));
        assert_eq!(replies[1]["author"], Value::Null);
        for page in [
            patient.page("/own").await.text,
            doctor
                .page(&format!("/patients/{}/story", id(PATIENT)))
                .await
                .text,
        ] {
            assert!(
                page.contains("We will &#60;b&#62;") && page.contains("When?"),
                "{page}"
            );
        }
        // Narrowed, the answers are as hidden as the words; closed, nobody answers.
        patient.done(&own, "act=share&level=0&version=2").await;
        assert_eq!(one(&doctor, &entry).await.status, StatusCode::NOT_FOUND);
        let story = doctor
            .page(&format!("/patients/{}/story", id(PATIENT)))
            .await;
        assert!(!story.text.contains("We will"));
        patient.done(&own, "act=share&level=2&version=3").await;
        patient.done(&own, "act=close_replies&version=4").await;
        let late = act(&app, &doctor, &entry, "replies", answer("Soon")).await;
        assert_eq!(late.status, StatusCode::FORBIDDEN);
        // What was taken back takes its answers along.
        patient.done(&own, "act=withdraw&version=5").await;
        let left = entity::narrative_reply::Entity::find()
            .all(&app.db.read)
            .await;
        assert_eq!(left.unwrap(), []);
        let gone = act(&app, &doctor, &entry, "replies", answer("Soon")).await;
        assert_eq!(gone.status, StatusCode::PRECONDITION_FAILED);
    })
    .await;
}
