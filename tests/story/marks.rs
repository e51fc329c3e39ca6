//! Who matters is the patient's to say: staff write it down for them, and it is shown who did.

use axum::http::StatusCode;
use sea_orm::EntityTrait;

use super::own::Hands;
use super::*;
use crate::support::both;

async fn tie(app: &TestApp) -> entity::relationship::Model {
    let key = (id(PATIENT), id(301));
    let found = entity::relationship::Entity::find_by_id(key);
    found.one(app.db.writer()).await.unwrap().unwrap()
}

#[tokio::test]
async fn a_mark_through_staff_says_who_set_it_until_the_patient_does() {
    both(|db| async move {
        let app = service(db).await;
        let nurse = Caller::staff(&app, 12, 1).await;
        let address = format!("/patients/{}/relationships/{}/change", id(PATIENT), id(301));
        let body = serde_json::json!({"important_to_patient": true, "patients_wish": true});
        let tag = [("if-match", "\"1\"")];
        post(&app, &nurse, &address, &body, &tag).await.done();
        let page = async || nurse.page(&format!("/patients/{}", id(PATIENT))).await.text;
        let said = page().await;
        let who = format!("Marked by {}", nurse.username());
        assert!(said.contains(&who), "{said}");
        let patient = Hands::of(&nurse).await;
        let people = patient.page("/own/people").await.text;
        assert!(
            people.contains("wrote down that this person matters to you"),
            "{people}"
        );
        let relationship = id(301);
        let mark = |act: &str| format!("relationship={relationship}&act={act}");
        patient.done("/own/people", &mark("important")).await;
        let version = tie(&app).await.version;
        assert_eq!(version, 2, "confirming changes no record");
        assert!(
            patient
                .page("/own/people")
                .await
                .text
                .contains("You said that this person matters")
        );
        patient.done("/own/people", &mark("not_important")).await;
        let is = tie(&app).await;
        assert_eq!((is.important_to_patient, is.version), (false, 3));
        patient.done("/own/people", &mark("important")).await;
        patient.back(&nurse).await;
        assert!(page().await.contains("The patient said so themselves."));
        // Of nobody else's relationship, and nothing else.
        let patient = Hands::of(&nurse).await;
        let other = format!("relationship={}&act=important", id(999));
        let answer = patient.form("/own/people", &other).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
    })
    .await;
}
