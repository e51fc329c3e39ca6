//! Who is refused, in which order things are looked at, and how faults of a request are told.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use redthread::domain::vocabulary::Role;
use serde_json::json;

use super::coordinator;
use crate::support::app::TestApp;
use crate::support::{both, on_sqlite};

const NOBODY: &str = "0199f0c2-6f6e-7cc3-98c4-dc0c0c07398f";

/// Addresses about patients, `{id}` open.
const OF_PATIENTS: [&str; 12] = [
    "/api/v1/patients",
    "/api/v1/patients?limit=many",
    "/api/v1/flags",
    "/api/v1/patients/{id}",
    "/api/v1/patients/{id}/timeline",
    "/api/v1/patients/{id}/trajectory",
    "/api/v1/patients/{id}/continuity",
    "/api/v1/patients/{id}/flags",
    "/api/v1/patients/{id}/treatment-periods",
    "/api/v1/patients/{id}/contacts",
    "/api/v1/patients/{id}/relationships",
    "/api/v1/patients/{id}/handovers",
];

#[tokio::test]
async fn accounts_that_reach_no_patient_learn_nothing_not_even_who_exists() {
    both(async |db| {
        let app = TestApp::with_patients(db, 2).await;
        let known = app.patient("solveig").await.0.to_string();
        let roles = [
            Role::ServiceManager,
            Role::Administrator,
            Role::PrivacyOfficer,
        ];
        for role in roles {
            let token = app.token(role).await;
            for address in OF_PATIENTS {
                for id in [known.as_str(), NOBODY, "nonsense"] {
                    let answer = app.get(&token, &address.replace("{id}", id)).await;
                    assert_eq!(
                        answer.status,
                        StatusCode::FORBIDDEN,
                        "{role} {address} {id}"
                    );
                    assert_eq!(answer.problem(), "forbidden");
                }
            }
            let search = "/api/v1/patients/search";
            let answer = app.post(&token, search, &json!({"name": "a"})).await;
            assert_eq!(answer.problem(), "forbidden");
            let answer = app.post(&token, search, &json!({"nobody": "knows"})).await;
            assert_eq!(answer.problem(), "forbidden");
        }
        for role in [
            Role::CareCoordinator,
            Role::ServiceManager,
            Role::PrivacyOfficer,
        ] {
            let token = app.token(role).await;
            for address in ["/api/v1/imports", "/api/v1/imports/nonsense"] {
                assert_eq!(app.get(&token, address).await.problem(), "forbidden");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn an_unknown_patient_and_a_patient_of_others_are_told_apart_only_to_carers() {
    both(async |db| {
        let app = TestApp::with_patients(db, 2).await;
        let token = app.token(Role::CareCoordinator).await;
        let unknown = app.get(&token, &format!("/api/v1/patients/{NOBODY}")).await;
        assert_eq!(unknown.status, StatusCode::NOT_FOUND);
        assert_eq!(unknown.problem(), "not_found");
        let bad = app.get(&token, "/api/v1/patients/nonsense").await;
        assert_eq!(bad.status, StatusCode::BAD_REQUEST);
        assert_eq!(bad.json()["errors"][0]["field"], "id");
    })
    .await;
}

#[tokio::test]
async fn addresses_and_methods_that_are_not_there_are_told_after_signing_in() {
    on_sqlite(async |db| {
        let app = TestApp::empty(db);
        let token = app.token(Role::PrivacyOfficer).await;
        let answer = |method: &str, address: &str, token: Option<&str>| {
            let mut request = Request::builder().method(method).uri(address);
            if let Some(token) = token {
                request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
            }
            app.send(request.body(Body::empty()).unwrap())
        };
        for (method, address, status) in [
            ("GET", "/api/v1/nothing", StatusCode::NOT_FOUND),
            ("GET", "/api/v2/units", StatusCode::NOT_FOUND),
            ("DELETE", "/api/v1/units", StatusCode::METHOD_NOT_ALLOWED),
            (
                "PATCH",
                "/api/v1/patients/search",
                StatusCode::METHOD_NOT_ALLOWED,
            ),
        ] {
            let outside = answer(method, address, None).await;
            assert_eq!(outside.problem(), "unauthenticated", "{method} {address}");
            let inside = answer(method, address, Some(&token)).await;
            assert_eq!(inside.status, status, "{method} {address}");
            inside.problem();
        }
        let wrong = answer("DELETE", "/api/v1/me", Some(&token)).await;
        assert_eq!(wrong.headers[header::ALLOW], "GET,HEAD");
        assert_eq!(wrong.problem(), "method_not_allowed");
    })
    .await;
}

#[tokio::test]
async fn faults_of_a_body_are_told_without_repeating_it() {
    on_sqlite(async |db| {
        let app = TestApp::with_patients(db, 1).await;
        let token = app.token(Role::CareCoordinator).await;
        let post = |kind: &'static str, body: String| {
            let request = Request::post("/api/v1/patients/search")
                .header(header::AUTHORIZATION, format!("Bearer {token}"))
                .header(header::CONTENT_TYPE, kind)
                .body(Body::from(body))
                .unwrap();
            app.send(request)
        };
        let json = "application/json";
        for (kind, body, code) in [
            (
                json,
                r#"{"name": "Kari", "phone": "Nordmann"}"#.to_owned(),
                "unknown_field",
            ),
            (json, r#"{"name": 7}"#.to_owned(), "invalid_json"),
            (
                json,
                r#"{"birth_date": "Nordmann"}"#.to_owned(),
                "invalid_json",
            ),
            (json, r#"{"name": "Nordm"#.to_owned(), "invalid_json"),
            (
                json,
                r#"{"name": "Kari", "limit": 0}"#.to_owned(),
                "invalid_input",
            ),
            (
                json,
                r#"{"name": "Kari", "cursor": "Nordmann"}"#.to_owned(),
                "invalid_cursor",
            ),
            (json, "{}".to_owned(), "invalid_input"),
            ("text/plain", "{}".to_owned(), "unsupported_media_type"),
            (
                json,
                format!(r#"{{"name": "{}"}}"#, "N".repeat(70_000)),
                "payload_too_large",
            ),
        ] {
            let answer = post(kind, body).await;
            assert_eq!(answer.problem(), code, "{}", answer.text);
            assert!(answer.status.is_client_error());
            assert!(!answer.text.contains("Nordm"), "{}", answer.text);
        }
        let named = post(json, r#"{"name": "Kari", "phone": "1"}"#.to_owned()).await;
        assert_eq!(named.json()["errors"][0]["field"], "phone");
    })
    .await;
}

#[tokio::test]
async fn faults_of_a_query_name_the_parameter() {
    both(async |db| {
        let (app, token) = coordinator(db).await;
        let id = app.patient("solveig").await.0;
        let patient = |rest: &str| format!("/api/v1/patients/{id}{rest}");
        for (address, field) in [
            ("/api/v1/units?limit=0".to_owned(), "limit"),
            ("/api/v1/units?limit=201".to_owned(), "limit"),
            ("/api/v1/units?limit=many".to_owned(), "limit"),
            ("/api/v1/units?page=2".to_owned(), "page"),
            (patient("/continuity?days=0"), "days"),
            (patient("/continuity?from=2026-01-01"), "to"),
            (patient("/continuity?from=2026-02-01&to=2026-01-01"), "to"),
            (patient("/continuity?from=yesterday&to=2026-01-01"), "from"),
            (patient("/continuity?days=3&from=2026-01-01"), "days"),
            (patient("/timeline?window=2y"), "window"),
            (patient("/timeline?from=2026-02-01&to=2026-01-01"), "to"),
            (patient("/timeline?from=2026-02-01"), "to"),
            (patient("/timeline?flag=nonsense"), "flag"),
        ] {
            let answer = app.get(&token, &address).await;
            assert_eq!(
                answer.status,
                StatusCode::BAD_REQUEST,
                "{address} {}",
                answer.text
            );
            answer.problem();
            assert_eq!(answer.json()["errors"][0]["field"], field, "{address}");
        }
    })
    .await;
}
