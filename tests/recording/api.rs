//! Recording through the API: versions, keys, and every field that is wrong.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use redthread::app::sign_in::tokens;
use serde_json::{Value, json};

use super::{World, credentials};
use crate::support::app::Answer;
use crate::support::{both, on_sqlite};

pub struct Program<'a> {
    world: &'a World,
    pub token: String,
}

impl<'a> Program<'a> {
    pub async fn of(world: &'a World, name: &str) -> Self {
        let issued = tokens::issue(&world.app.app, &credentials(name)).await;
        Self {
            world,
            token: issued.unwrap().access_token,
        }
    }

    async fn get(&self, patient: &str, end: &str) -> Value {
        let address = format!("/api/v1/patients/{}{end}", self.world.id(patient));
        self.world.app.get(&self.token, &address).await.ok()
    }

    async fn post(
        &self,
        at: (&str, &str),
        body: Value,
        headers: &[(&'static str, &str)],
    ) -> Answer {
        self.send(Method::POST, at, body, headers).await
    }

    pub async fn send(
        &self,
        method: Method,
        (patient, end): (&str, &str),
        body: Value,
        headers: &[(&'static str, &str)],
    ) -> Answer {
        let address = format!("/api/v1/patients/{}{end}", self.world.id(patient));
        self.send_to(method, &address, body, headers).await
    }

    pub async fn send_to(
        &self,
        method: Method,
        address: &str,
        body: Value,
        headers: &[(&'static str, &str)],
    ) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(address)
            .header(header::AUTHORIZATION, format!("Bearer {}", self.token))
            .header(header::CONTENT_TYPE, "application/json");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let body = Body::from(body.to_string());
        self.world.app.send(request.body(body).unwrap()).await
    }
}

#[tokio::test]
async fn a_create_under_a_key_is_done_once() {
    both(async |db| {
        let world = World::new(db).await;
        let tore = Program::of(&world, "tore").await;
        let body = json!({
            "unit": world.id("clinic"), "status": "planned", "at": "2026-03-05T10:00:00+01:00",
            "mode": "video", "minutes": 45, "others": [world.id("nurse")],
        });
        let key = [("idempotency-key", "0199f0c2")];
        let first = tore.post(("out", "/contacts"), body.clone(), &key).await;
        assert_eq!(first.status, StatusCode::CREATED, "{}", first.text);
        assert_eq!(first.headers[header::ETAG], "\"1\"");
        let again = tore
            .post(("out", "/contacts"), body.clone(), &key)
            .await
            .json();
        assert_eq!(again["records"], first.json()["records"]);
        assert_eq!(again["is_repeated"], true);
        let mut other = body;
        other["minutes"] = json!(30);
        let reused = tore.post(("out", "/contacts"), other, &key).await;
        assert_eq!(reused.problem(), "key_reused");
        let listed = tore.get("out", "/contacts?limit=200&status=planned").await;
        let made = first.json()["records"][0]["id"].clone();
        let items = listed["items"].as_array().unwrap();
        let found: Vec<&Value> = items.iter().filter(|one| one["id"] == made).collect();
        assert_eq!(found.len(), 1);
        assert_eq!(items.len(), 3, "two were booked before");
        assert_eq!(found[0]["status"], "planned");
        assert_eq!(found[0]["version"], 1);
        assert_eq!(found[0]["source"]["system"], "redthread");
        let bad = tore.post(
            ("out", "/contacts/met"),
            json!({}),
            &[("idempotency-key", "a b")],
        );
        assert_eq!(bad.await.problem(), "invalid_input");
    })
    .await;
}

#[tokio::test]
async fn a_change_names_the_version_that_was_looked_at() {
    both(async |db| {
        let world = World::new(db).await;
        let tore = Program::of(&world, "tore").await;
        let end = format!("/relationships/{}/end", world.id("tie2"));
        let body = json!({"end_reason": "retired", "goodbye": true, "successor_known": null});
        let without = tore.post(("out", &end), body.clone(), &[]).await;
        assert_eq!(without.status, StatusCode::PRECONDITION_REQUIRED);
        let stale = [("if-match", "\"7\"")];
        let stale = tore.post(("out", &end), body.clone(), &stale).await;
        assert_eq!(stale.status, StatusCode::PRECONDITION_FAILED);
        let fresh = [("if-match", "\"1\"")];
        let ended = tore.post(("out", &end), body.clone(), &fresh).await;
        assert_eq!(ended.headers[header::ETAG], "\"2\"", "{}", ended.text);
        assert_eq!(ended.ok()["records"][0]["kind"], "relationship");
        let now = [("if-match", "\"2\"")];
        let over = tore.post(("out", &end), body, &now).await;
        assert_eq!(over.json()["errors"][0]["field"], "to");
        let of_another = format!("/relationships/{}/end", world.id("tie"));
        let not_theirs = tore.post(("out", &of_another), json!({}), &fresh).await;
        assert_eq!(not_theirs.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn every_wrong_field_is_named_and_no_value_repeated() {
    on_sqlite(async |db| {
        let world = World::new(db).await;
        let nina = Program::of(&world, "nina").await;
        let end = format!("/treatment-periods/{}/discharge", world.id("stay"));
        let body = json!({"at": "Kari Nordmann", "follow_up": "not_offered"});
        let told = nina
            .post(("in", &end), body, &[("if-match", "\"1\"")])
            .await;
        assert_eq!(told.problem(), "invalid_input");
        assert!(!told.text.contains("Kari"), "{}", told.text);
        let fields: Vec<String> = told.json()["errors"]
            .as_array()
            .unwrap()
            .iter()
            .map(|error| error["field"].as_str().unwrap().to_owned())
            .collect();
        assert_eq!(fields, ["at", "end_reason", "follow_up_reason"]);
        let body = json!({"subjekt": "coordinator"});
        let told = nina.post(("in", "/decisions"), body, &[]).await;
        assert_eq!(told.problem(), "unknown_field");
        let body = json!({"subject": {"code": "coordinator"}});
        let told = nina.post(("in", "/decisions"), body, &[]).await;
        assert_eq!(told.problem(), "invalid_input");
    })
    .await;
}

#[tokio::test]
async fn lists_tell_what_was_recorded() {
    both(async |db| {
        let world = World::new(db).await;
        let nina = Program::of(&world, "nina").await;
        let decided = json!({"subject": "coordinator", "outcome": "declined_by_patient"});
        for (end, body) in [
            ("/decisions", decided),
            ("/relational-reviews", json!({})),
            ("/shift-assignments", json!({"unit": world.id("ward")})),
        ] {
            let made = nina.post(("in", end), body, &[]).await;
            assert_eq!(made.status, StatusCode::CREATED, "{end} {}", made.text);
            let listed = nina.get("in", &format!("{end}?limit=1")).await;
            assert_eq!(
                listed["items"][0]["id"],
                made.json()["records"][0]["id"],
                "{end}"
            );
            assert_eq!(listed["items"][0]["version"], 1, "{end}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_patient_is_registered_where_nobody_is_alike() {
    both(async |db| {
        let world = World::new(db).await;
        let tore = Program::of(&world, "tore").await;
        let mut body = json!({
            "family_name": "As", "given_name": "Inger", "birth_date": "1980-05-01",
            "unit": world.id("clinic"),
        });
        let alike = world.app.post(&tore.token, "/api/v1/patients", &body).await;
        assert_eq!(alike.problem(), "conflict");
        assert!(!alike.text.contains("Inger"), "{}", alike.text);
        body["sure"] = json!(true);
        let made = world.app.post(&tore.token, "/api/v1/patients", &body).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
        let address = made.headers[header::LOCATION].to_str().unwrap();
        let read = world.app.get(&tore.token, address).await.ok();
        assert!(read.to_string().contains("\"As\""), "{read}");
        let foreign = json!({"family_name": "Ny", "unit": world.id("ward")});
        let refused = world
            .app
            .post(&tore.token, "/api/v1/patients", &foreign)
            .await;
        assert_eq!(refused.json()["errors"][0]["field"], "unit");
    })
    .await;
}
