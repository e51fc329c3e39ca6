//! What operators see, and who is an operator.
#![expect(clippy::float_cmp, reason = "counts, which floats hold exactly")]

use std::net::SocketAddr;

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode, header};
use chrono::TimeDelta;
use redthread::app::evaluate::next_due;
use redthread::domain::vocabulary::Role;
use redthread::http::{self, Server, Watchers};
use redthread::jobs::checking;

use super::{change, everybody, move_to};
use crate::support::app::{Answer, TestApp};
use crate::support::{both, on_sqlite};

async fn ask(app: &TestApp, peer: Option<&str>, token: Option<&str>) -> Answer {
    let mut request = Request::get("/metrics").body(Body::empty()).unwrap();
    if let Some(peer) = peer {
        let peer: SocketAddr = peer.parse().unwrap();
        request.extensions_mut().insert(ConnectInfo(peer));
    }
    if let Some(token) = token {
        let value = token.parse().unwrap();
        request.headers_mut().insert(header::AUTHORIZATION, value);
    }
    app.send(request).await
}

/// The number after a name with its labels.
fn number(text: &str, name: &str) -> f64 {
    let line = text.lines().find(|line| {
        line.strip_prefix(name)
            .is_some_and(|rest| rest.starts_with(' '))
    });
    let line = line.unwrap_or_else(|| panic!("{name} in {text}"));
    line.rsplit_once(' ').unwrap().1.parse().unwrap()
}

async fn shown(app: &TestApp) -> String {
    let answer = ask(app, Some("127.0.0.1:5000"), None).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    let kind = &answer.headers[header::CONTENT_TYPE];
    assert_eq!(kind, "text/plain; version=0.0.4; charset=utf-8");
    assert_eq!(answer.headers[header::CACHE_CONTROL], "no-store");
    answer.text
}

#[tokio::test]
async fn they_tell_how_late_evaluation_is_and_what_it_does() {
    both(async |db| {
        let app = TestApp::with_patients(db, 12).await;
        let before = number(&shown(&app).await, "redthread_patients_evaluated_total");
        let next = next_due(&app.app).await.unwrap().unwrap();
        move_to(&app, next + TimeDelta::seconds(90));
        let text = shown(&app).await;
        let due = number(&text, "redthread_patients_due");
        assert!(due >= 1.0);
        assert!(number(&text, "redthread_evaluation_behind_seconds") >= 90.0);
        assert_eq!(number(&text, "redthread_evaluation_lag_seconds_count"), 0.0);
        app.run_jobs().await;
        let text = shown(&app).await;
        assert_eq!(number(&text, "redthread_patients_due"), 0.0);
        assert_eq!(number(&text, "redthread_evaluation_lag_seconds_count"), due);
        assert!(number(&text, "redthread_evaluation_lag_seconds_sum") >= 90.0);
        let in_a_minute = "redthread_evaluation_lag_seconds_bucket{le=\"60\"}";
        assert!(number(&text, in_a_minute) < due);
        let after = number(&text, "redthread_patients_evaluated_total");
        assert!(after >= before + due);
        assert!(number(&text, "redthread_evaluation_batches_total") >= 1.0);
        assert!(text.contains("redthread_flags_raised_total{code=\"extensive_hospitalisation\"}"));

        // Changes have no instant at which they were due: they wait, and do not count as late.
        let everybody = everybody(&app.app).await;
        change(&app.app, &everybody[..3]).await;
        assert_eq!(
            number(&shown(&app).await, "redthread_patients_changed"),
            3.0
        );
        app.run_jobs().await;
        let text = shown(&app).await;
        assert_eq!(number(&text, "redthread_evaluation_lag_seconds_count"), due);

        assert_eq!(number(&text, "redthread_flag_check_timestamp_seconds"), 0.0);
        checking::run_once(&app.app).await.unwrap().unwrap();
        let text = shown(&app).await;
        assert!(number(&text, "redthread_flag_check_timestamp_seconds") > 0.0);
        assert_eq!(number(&text, "redthread_flag_check_differences"), 0.0);
        assert!(number(&text, "redthread_flag_check_patients") > 0.0);
    })
    .await;
}

#[tokio::test]
async fn requests_are_counted_by_the_pattern_of_their_route() {
    on_sqlite(async |db| {
        let app = TestApp::with_patients(db, 2).await;
        let token = app.token(Role::CareCoordinator).await;
        let solveig = app.patient("solveig").await.0;
        app.get(&token, &format!("/api/v1/patients/{solveig}")).await.ok();
        app.get(&token, "/api/v1/somebody-typed-this").await;
        let text = shown(&app).await;
        let line = "redthread_http_requests_total{method=\"GET\",route=\"/api/v1/patients/{id}\",status=\"200\"}";
        assert_eq!(number(&text, line), 1.0);
        assert!(text.contains("redthread_http_request_seconds_count{route=\"/api/v1/patients/{id}\"} 1"));
        // Nothing that somebody typed, and nobody by name or identity.
        for word in ["somebody-typed-this", &solveig.to_string(), "solveig", "Solveig"] {
            assert!(!text.contains(word), "{word}");
        }
    })
    .await;
}

const TOKEN: &str = "a-token-of-operators";

#[tokio::test]
async fn they_are_for_operators() {
    on_sqlite(async |db| {
        let mut app = TestApp::empty(db);
        let bearer = format!("Bearer {TOKEN}");
        let with = |watchers| http::router(Server::new(app.app.clone()).watched_by(watchers));
        let routers = [
            with(Watchers::Local),
            with(Watchers::Bearer(TOKEN.into())),
            with(Watchers::Nobody),
        ];
        let local = Some("127.0.0.1:5000");
        let table = [
            // Whoever asks from the machine, over either protocol.
            (0, local, None, 200),
            (0, Some("[::1]:5000"), None, 200),
            (0, Some("[::ffff:127.0.0.1]:5000"), None, 200),
            (0, Some("10.0.0.7:5000"), None, 404),
            (0, None, None, 404),
            (0, Some("10.0.0.7:5000"), Some(bearer.as_str()), 404),
            // Whoever shows the token.
            (1, Some("10.0.0.7:5000"), Some(bearer.as_str()), 200),
            (1, None, Some(bearer.as_str()), 200),
            (1, local, None, 401),
            (1, local, Some("Bearer a-token-of-operatorz"), 401),
            (1, local, Some("Bearer "), 401),
            (1, local, Some(TOKEN), 401),
            // Nobody.
            (2, local, None, 404),
            (2, local, Some(bearer.as_str()), 404),
        ];
        for (router, peer, token, status) in table {
            app.router = routers[router].clone();
            let answer = ask(&app, peer, token).await;
            assert_eq!(
                answer.status.as_u16(),
                status,
                "{router} {peer:?} {token:?}"
            );
            assert_eq!(answer.text.contains("redthread_"), status == 200);
        }
        // An account opens nothing here.
        app.router = routers[0].clone();
        let token = app.token(Role::Administrator).await;
        let answer = ask(&app, None, Some(&format!("Bearer {token}"))).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
    })
    .await;
}
