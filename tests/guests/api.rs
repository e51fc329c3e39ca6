//! Guests as programs let them in.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use redthread::app::sign_in::tokens;
use serde_json::{Value, json};

use super::{HERE, credentials, world};
use crate::store::fixtures::id;
use crate::support::app::{Answer, PASSWORD, TestApp};
use crate::support::both;

async fn send(
    app: &TestApp,
    token: &str,
    method: Method,
    path: &str,
    (body, key): (Value, Option<&str>),
) -> Answer {
    let mut request = Request::builder()
        .method(method)
        .uri(path)
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        .header(header::CONTENT_TYPE, "application/json");
    if let Some(key) = key {
        request = request.header("idempotency-key", key);
    }
    app.send(request.body(Body::from(body.to_string())).unwrap())
        .await
}

#[tokio::test]
async fn a_program_lets_a_guest_in_once_under_a_key_lists_and_ends() {
    both(async |db| {
        let app = TestApp::empty(db);
        world(&app).await;
        let kari = credentials("kari", &PASSWORD.into());
        let token = tokens::issue(&app.app, &kari).await.unwrap().access_token;
        let path = format!("/api/v1/units/{}/guests", id(HERE));
        let ane = json!({ "name": "Ane Lie", "profession": "nurse" });
        let post = async |body: &Value, key| {
            send(&app, &token, Method::POST, &path, (body.clone(), key)).await
        };
        let first = post(&ane, Some("one")).await;
        assert_eq!(first.status, StatusCode::CREATED, "{}", first.text);
        let first = first.json();
        assert_eq!(first["is_repeated"], false);
        assert_eq!(first["guest"]["given_by"], "kari");
        assert_eq!(first["guest"]["is_in"], true);
        let again = post(&ane, Some("one")).await.json();
        assert_eq!(again["is_repeated"], true);
        assert_eq!(again["guest"]["id"], first["guest"]["id"]);
        let other = json!({ "name": "Bo Lie", "profession": "nurse" });
        assert_eq!(post(&other, Some("one")).await.problem(), "key_reused");
        for (body, field) in [
            (json!({ "profession": "nurse" }), "name"),
            (json!({ "name": "Bo Lie", "profession": "x" }), "profession"),
        ] {
            let answer = post(&body, None).await;
            assert_eq!(answer.problem(), "invalid_input");
            assert_eq!(answer.json()["errors"][0]["field"], field);
        }
        let unknown = json!({ "name": "Bo Lie", "role": "administrator" });
        assert_eq!(post(&unknown, None).await.problem(), "unknown_field");

        let listed = app.get(&token, &path).await.ok();
        assert_eq!(listed["items"].as_array().unwrap().len(), 1);
        assert!(listed["items"][0].get("password").is_none());
        let professional = listed["items"][0]["professional_id"].as_str().unwrap();
        let known = format!("/api/v1/professionals/{professional}");
        assert_eq!(app.get(&token, &known).await.ok()["is_guest"], true);

        let guest = first["guest"]["id"].as_str().unwrap();
        let address = format!("{path}/{guest}");
        for _ in 0..2 {
            let nothing = (json!({}), None);
            let ended = send(&app, &token, Method::DELETE, &address, nothing).await;
            assert_eq!(ended.status, StatusCode::NO_CONTENT, "{}", ended.text);
        }
        let listed = app.get(&token, &path).await.ok();
        assert_eq!(listed["items"][0]["ended_by"], "account:kari");
        assert_eq!(listed["items"][0]["is_in"], false);
    })
    .await;
}
