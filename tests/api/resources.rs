//! One answer of each resource, as it is sent: the first story at noon of the day it is told.

use axum::http::StatusCode;
use redthread::domain::vocabulary::Role;
use serde_json::{Value, json};

use super::coordinator;
use crate::support::app::TestApp;
use crate::support::{both, on_sqlite};

/// Addresses of a patient, by the name of their snapshot.
const RESOURCES: [(&str, &str); 12] = [
    ("patient", ""),
    ("timeline", "/timeline"),
    ("timeline_flag", "/timeline?window=5y"),
    ("trajectory", "/trajectory"),
    ("continuity", "/continuity"),
    ("flags", "/flags"),
    ("treatment_periods", "/treatment-periods"),
    ("contacts", "/contacts?limit=3"),
    ("relationships", "/relationships"),
    ("handovers", "/handovers"),
    ("familiarity", "/familiarity"),
    ("changes", "/changes"),
];

const STORIES: [&str; 8] = [
    "solveig", "jonas", "maren", "eirik", "nadia", "per_ole", "hedda", "amir",
];

#[tokio::test]
async fn every_resource_of_a_patient_is_as_it_was() {
    both(async |db| {
        let (app, token) = coordinator(db).await;
        let id = app.patient("solveig").await.0;
        for (name, end) in RESOURCES {
            let address = format!("/api/v1/patients/{id}{end}");
            let body = app.get(&token, &address).await.ok();
            insta::assert_json_snapshot!(format!("api_{name}"), trimmed(&body));
        }
    })
    .await;
}

#[tokio::test]
async fn every_list_is_as_it_was() {
    both(async |db| {
        let (app, token) = coordinator(db).await;
        for (name, address) in [
            ("units", "/api/v1/units?limit=2"),
            ("professionals", "/api/v1/professionals?limit=2"),
            ("patients", "/api/v1/patients?limit=2"),
            ("flags_of_all", "/api/v1/flags?limit=2"),
        ] {
            let body = app.get(&token, address).await.ok();
            insta::assert_json_snapshot!(format!("api_{name}"), trimmed(&body));
        }
        let admin = app.token(Role::Administrator).await;
        let runs = app.get(&admin, "/api/v1/imports").await.ok();
        let run = runs["items"][0]["id"].as_str().unwrap();
        let run = app
            .get(&admin, &format!("/api/v1/imports/{run}"))
            .await
            .ok();
        insta::assert_json_snapshot!("api_import", trimmed(&run));
    })
    .await;
}

/// Long lists show nothing that their first items do not.
fn trimmed(body: &Value) -> Value {
    match body {
        Value::Array(items) => items.iter().take(3).map(trimmed).collect(),
        Value::Object(fields) => fields
            .iter()
            .map(|(name, value)| (name.clone(), trimmed(value)))
            .collect(),
        other => other.clone(),
    }
}

#[tokio::test]
async fn units_and_professionals_are_open_to_everybody_who_signed_in() {
    on_sqlite(async |db| {
        let app = TestApp::with_patients(db, 1).await;
        for role in Role::ALL {
            let token = app.token(*role).await;
            let units = app.get(&token, "/api/v1/units").await.ok();
            let unit = units["items"][0]["id"].as_str().unwrap();
            let one = app.get(&token, &format!("/api/v1/units/{unit}")).await.ok();
            assert_eq!(one, units["items"][0]);
            let people = app.get(&token, "/api/v1/professionals").await.ok();
            let person = people["items"][0]["id"].as_str().unwrap();
            let address = format!("/api/v1/professionals/{person}");
            assert_eq!(app.get(&token, &address).await.ok(), people["items"][0]);
            let jobs = app
                .get(&token, &format!("{address}/employments"))
                .await
                .ok();
            assert_eq!(jobs["professional"]["id"], person);
            assert!(jobs["items"].is_array());
        }
    })
    .await;
}

#[tokio::test]
async fn undefined_is_null_and_comes_with_its_n() {
    both(async |db| {
        let (app, token) = coordinator(db).await;
        let id = app.patient("solveig").await.0;
        let address = format!("/api/v1/patients/{id}/continuity?from=1990-01-01&to=1990-01-02");
        let none = app.get(&token, &address).await.ok();
        assert_eq!(none["contacts"], 0);
        assert_eq!(none["is_enough_to_show"], false);
        assert_eq!(
            none["window"],
            json!({"from": "1990-01-01", "to": "1990-01-02"})
        );
        for index in none["indices"].as_array().unwrap() {
            assert_eq!(
                (&index["value"], &index["n"]),
                (&Value::Null, &json!(0)),
                "{index}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn every_story_answers_every_resource() {
    on_sqlite(async |db| {
        let (app, token) = coordinator(db).await;
        let mut within_reach = 0;
        for story in STORIES {
            let id = app.patient(story).await.0;
            let first = app.get(&token, &format!("/api/v1/patients/{id}")).await;
            if first.status == StatusCode::FORBIDDEN {
                // Nobody's patient now, and without a tie to this account's professional.
                continue;
            }
            within_reach += 1;
            for (_, end) in RESOURCES {
                app.get(&token, &format!("/api/v1/patients/{id}{end}"))
                    .await
                    .ok();
            }
        }
        // Two of them are with nobody now, and stay with the unit that had them last.
        assert_eq!(within_reach, 5);
    })
    .await;
}
