//! Thresholds by the API.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use redthread::domain::vocabulary::Role;
use redthread::store::policies;
use serde_json::{Value, json};

use super::setting::a_unit;
use crate::support::app::{Answer, TestApp};
use crate::support::both;

const VERSIONS: &str = "/api/v1/policy/versions";

async fn set(app: &TestApp, token: &str, if_match: Option<&str>, body: &Value) -> Answer {
    let mut request = Request::builder()
        .method(Method::POST)
        .uri(VERSIONS)
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        .header(header::CONTENT_TYPE, "application/json");
    if let Some(if_match) = if_match {
        request = request.header(header::IF_MATCH, if_match);
    }
    app.send(request.body(Body::from(body.to_string())).unwrap())
        .await
}

#[tokio::test]
async fn thresholds_are_read_set_and_listed() {
    both(|db| async move {
        let app = TestApp::with_patients(db, 20).await;
        let admin = app.token(Role::Administrator).await;
        let (unit, _) = a_unit(&app.app).await;
        let read = app.get(&admin, "/api/v1/policy").await;
        assert_eq!(read.headers[header::ETAG], "\"0\"");
        let policy = read.ok();
        assert_eq!(policy["thresholds"]["fu_days_2"], 7);
        assert_eq!(policy["thresholds"]["ack_hours"]["shift"], 2);
        assert_eq!(policy["otherwise"], json!({}));
        assert_eq!(
            (&policy["version"], &policy["unit"]),
            (&Value::Null, &Value::Null)
        );
        let accepted = policy["accepted"].as_array().unwrap();
        let of = |key: &str| accepted.iter().find(|one| one["key"] == key).unwrap();
        assert_eq!(
            of("fu_days_2"),
            &json!({"key": "fu_days_2", "group": "no_follow_up_7d", "measure": "days",
                "least": 2.0, "most": 60.0, "is_nullable": false})
        );
        assert_eq!(of("ext_recency_years")["is_nullable"], true);

        let body = json!({
            "thresholds": {"fu_days_2": 9, "ack_hours": {"shift": 4}, "ext_recency_years": null},
            "reason": "The board decided so",
        });
        let made = set(&app, &admin, Some("\"0\""), &body).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
        assert_eq!(made.headers[header::ETAG], "\"1\"");
        assert_eq!(made.json()["patients"], 20);
        let policy = app.get(&admin, "/api/v1/policy").await.ok();
        assert_eq!(policy["version"], made.json()["version"]);
        assert_eq!(
            policy["otherwise"],
            json!({"fu_days_2": 7, "ack_hours": {"shift": 2}, "ext_recency_years": 2})
        );

        let own = json!({"unit_id": unit.0, "thresholds": {"fu_days_2": 12}, "reason": "Ours",
            "valid_from": "2026-04-01T00:00:00+02:00"});
        let made = set(&app, &admin, Some("\"1\""), &own).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
        let at = |at: &str| format!("/api/v1/policy?unit_id={}&at={at}", unit.0);
        let before = app
            .get(&admin, &at("2026-03-31T23:59:59%2B02:00"))
            .await
            .ok();
        assert_eq!(before["thresholds"]["fu_days_2"], 9);
        let after = app
            .get(&admin, &at("2026-04-01T00:00:00%2B02:00"))
            .await
            .ok();
        assert_eq!(after["thresholds"]["fu_days_2"], 12);
        assert_eq!(after["unit"]["id"], unit.0.to_string());

        let list = app.get(&admin, &format!("{VERSIONS}?limit=1")).await.ok();
        assert_eq!(list["total"]["count"], 2);
        let next = app.get(&admin, list["next"].as_str().unwrap()).await.ok();
        let first = &next["items"][0];
        assert_eq!(first["reason"], "The board decided so");
        assert_eq!(first["author"], "account:administrator");
        assert_eq!(first["changes"], body["thresholds"]);
        assert_eq!(first["before"]["fu_days_2"], 7);
        assert_eq!(first["is_current"], true);
        let list = app
            .get(&admin, &format!("{VERSIONS}?unit_id={}", unit.0))
            .await
            .ok();
        assert_eq!(list["total"]["count"], 1);
        assert_eq!(list["items"][0]["is_current"], false);
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_meant_is_told_and_nothing_is_changed() {
    both(|db| async move {
        let app = TestApp::with_patients(db, 8).await;
        let admin = app.token(Role::Administrator).await;
        let with = |thresholds: Value| json!({"thresholds": thresholds, "reason": "r"});
        for (body, field) in [
            (with(json!({"fu_days_2": 99})), "fu_days_2"),
            (with(json!({"fu_days_2": "9"})), "fu_days_2"),
            (with(json!({"fu_days_2": 7})), "changes"),
            (with(json!({})), "changes"),
            (with(json!({"loss_attention_days": 10})), "loss_urgent_days"),
            (with(json!({"no_such": 1})), "no_such"),
            (json!({"thresholds": {"fu_days_2": 9}}), "reason"),
            (json!({"thresholds": {"fu_days_2": 9}, "reason": "\n"}), "reason"),
            (
                json!({"thresholds": {"fu_days_2": 9}, "reason": "r", "valid_from": "2020-01-01T00:00:00Z"}),
                "valid_from",
            ),
            (
                json!({"thresholds": {"fu_days_2": 9}, "reason": "r", "valid_from": "soon"}),
                "valid_from",
            ),
            (json!({"take_back": true, "reason": "r"}), "take_back"),
        ] {
            let answer = set(&app, &admin, Some("\"0\""), &body).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{body}");
            assert_eq!(answer.problem(), "invalid_input", "{body}");
            assert_eq!(answer.json()["errors"][0]["field"], field, "{}", answer.text);
        }
        let fine = with(json!({"fu_days_2": 9}));
        let answer = set(&app, &admin, None, &fine).await;
        assert_eq!(answer.status, StatusCode::PRECONDITION_REQUIRED);
        assert_eq!(answer.problem(), "precondition_required");
        for other in ["\"1\"", "*", "W/\"0\"", "0", "\"x\""] {
            let answer = set(&app, &admin, Some(other), &fine).await;
            assert_eq!(answer.status, StatusCode::PRECONDITION_FAILED, "{other}");
            assert_eq!(answer.problem(), "precondition_failed");
        }
        let nobody = json!({"unit_id": uuid::Uuid::nil(), "thresholds": {"fu_days_2": 9}, "reason": "r"});
        let answer = set(&app, &admin, Some("\"0\""), &nobody).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
        assert_eq!(policies::count(&app.app.db.read).await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn a_change_is_previewed() {
    both(|db| async move {
        let app = TestApp::with_patients(db, 60).await;
        let admin = app.token(Role::Administrator).await;
        let body = json!({"thresholds": {"named_gap_days": 182, "named_gap_inpatient_days": 60}});
        let estimate = app
            .post(&admin, "/api/v1/policy/estimates", &body)
            .await
            .ok();
        assert_eq!(
            (&estimate["patients"], &estimate["sample"]),
            (&json!(60), &json!(60))
        );
        assert_eq!(estimate["rows"][0]["code"], "no_named_contact");
        let begun = app.post(&admin, "/api/v1/policy/previews", &body).await;
        assert_eq!(begun.status, StatusCode::ACCEPTED, "{}", begun.text);
        let id = begun.json()["id"].as_str().unwrap().to_owned();
        let address = format!("/api/v1/policy/previews/{id}");
        let mut preview = app.get(&admin, &address).await.ok();
        for _ in 0..600 {
            if preview["state"] != "running" {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
            preview = app.get(&admin, &address).await.ok();
        }
        assert_eq!(preview["state"], "done");
        assert_eq!(preview["thresholds"], body["thresholds"]);
        assert_eq!(
            (&preview["patients"], &preview["done"]),
            (&json!(60), &json!(60))
        );
        let rows = preview["rows"].as_array().unwrap();
        for (row, about) in rows.iter().zip(estimate["rows"].as_array().unwrap()) {
            assert_eq!(row["code"], about["code"]);
            for side in ["now", "appear", "disappear"] {
                assert_eq!(row[side], about[side]["about"], "{row}");
            }
        }
        assert_eq!(policies::count(&app.app.db.read).await.unwrap(), 0);
    })
    .await;
}
