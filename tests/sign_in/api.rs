//! Tokens as a program meets them.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use redthread::app::sign_in::tokens::ACCESS;
use serde_json::{Value, json};

use super::visitor::{Answer, Visitor};
use super::{PASSWORD, World};
use crate::support::both;

async fn post(visitor: &mut Visitor, path: &str, body: &Value) -> Answer {
    let request = Request::post(path)
        .header("content-type", "application/json")
        .body(Body::from(body.to_string()))
        .unwrap();
    visitor.send(request).await
}

async fn me(visitor: &mut Visitor, authorization: Option<&str>) -> Answer {
    let mut request = Request::get("/api/v1/me");
    if let Some(authorization) = authorization {
        request = request.header("authorization", authorization);
    }
    visitor.send(request.body(Body::empty()).unwrap()).await
}

fn json_of(answer: &Answer) -> Value {
    serde_json::from_str(&answer.body).unwrap()
}

#[tokio::test]
async fn a_program_signs_in_reads_who_it_is_refreshes_and_signs_out() {
    both(|db| async move {
        let world = World::with_solveig(db).await;
        let mut program = Visitor::new(&world);
        let typed = json!({ "username": "solveig", "password": PASSWORD });
        let given = post(&mut program, "/api/v1/auth/token", &typed).await;
        assert_eq!(given.status, StatusCode::OK, "{}", given.body);
        assert_eq!(given.header("cache-control"), "no-store");
        let first = json_of(&given);
        assert_eq!(first["expires_in"], 600);
        let bearer = |given: &Value| format!("Bearer {}", given["access_token"].as_str().unwrap());

        let answer = json_of(&me(&mut program, Some(&bearer(&first))).await);
        assert_eq!(answer["username"], "solveig");
        assert_eq!(answer["name"], "Professional 50");
        assert_eq!(answer["roles"][0]["role"], "care_coordinator");
        assert_eq!(
            answer["roles"][0]["unit"]["name"],
            "Fjellsiden outpatient clinic"
        );

        world.later(ACCESS);
        let expired = me(&mut program, Some(&bearer(&first))).await;
        assert_eq!(expired.status, StatusCode::UNAUTHORIZED);
        let refresh = json!({ "refresh_token": first["refresh_token"] });
        let second = json_of(&post(&mut program, "/api/v1/auth/refresh", &refresh).await);
        assert_eq!(
            me(&mut program, Some(&bearer(&second))).await.status,
            StatusCode::OK
        );

        let revoke = json!({ "refresh_token": second["refresh_token"] });
        let revoked = post(&mut program, "/api/v1/auth/revoke", &revoke).await;
        assert_eq!(revoked.status, StatusCode::NO_CONTENT);
        let answer = me(&mut program, Some(&bearer(&second))).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
        let again = post(&mut program, "/api/v1/auth/refresh", &revoke).await;
        assert_eq!(again.status, StatusCode::UNAUTHORIZED);
        assert!(program.cookies.is_empty(), "programs get no cookies");
    })
    .await;
}

#[tokio::test]
async fn who_has_no_valid_token_is_told_how_to_get_one() {
    both(|db| async move {
        let world = World::with_solveig(db).await;
        let mut browser = Visitor::signed_in(&world).await;
        for authorization in [
            None,
            Some("Bearer"),
            Some("Bearer "),
            Some("Bearer x.y.z"),
            Some("Basic c29sdmVpZzp4"),
            Some("Bearer eyJhbGciOiJub25lIn0.e30."),
        ] {
            // The session's cookie is sent along, and opens nothing here.
            let answer = me(&mut browser, authorization).await;
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{authorization:?}");
            assert_eq!(answer.header("www-authenticate"), "Bearer");
            assert_eq!(answer.header("content-type"), "application/problem+json");
            assert_eq!(json_of(&answer)["code"], "unauthenticated");
        }
    })
    .await;
}

#[tokio::test]
async fn wrong_passwords_are_problems_and_lock_the_name() {
    both(|db| async move {
        let world = World::with_solveig(db).await;
        let mut program = Visitor::new(&world);
        let typed = json!({ "username": "solveig", "password": "wrong-and-s3cret" });
        for _ in 1..=5 {
            let answer = post(&mut program, "/api/v1/auth/token", &typed).await;
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
            assert_eq!(json_of(&answer)["code"], "wrong_credentials");
            assert!(!answer.body.contains("s3cret"));
        }
        let answer = post(&mut program, "/api/v1/auth/token", &typed).await;
        assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(answer.header("retry-after"), "60");
        let unknown = json!({ "username": "solveig", "password": "x", "otp": "1" });
        let answer = post(&mut program, "/api/v1/auth/token", &unknown).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    })
    .await;
}

#[tokio::test]
async fn many_at_once_are_told_to_come_again() {
    both(|db| async move {
        let world = World::with_solveig(db).await;
        let asked: Vec<_> = (0..100)
            .map(|n| {
                let mut program = Visitor::new(&world);
                tokio::spawn(async move {
                    let typed = json!({ "username": format!("guess{n}"), "password": "wrong" });
                    post(&mut program, "/api/v1/auth/token", &typed).await
                })
            })
            .collect();
        let mut turned_away = 0;
        for answer in asked {
            let answer = answer.await.unwrap();
            if answer.status == StatusCode::SERVICE_UNAVAILABLE {
                assert!(!answer.header("retry-after").is_empty());
                turned_away += 1;
            } else {
                assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
            }
        }
        assert!(turned_away > 0);
    })
    .await;
}
