//! What is told to open boards: what was committed, once each, by whichever instance.

use std::time::Duration;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use chrono::TimeDelta;
use http_body_util::BodyExt;
use redthread::app::App;
use redthread::app::evaluate;
use redthread::app::live::{self, Following, News, Told};
use redthread::domain::ids::PatientId;
use redthread::store::changes::{self, Listener};
use redthread::store::{AuditEntry, Db, Options};

use crate::flags_life::{ADMITTED, Caller, DISCHARGED, service};
use crate::store::fixtures::{audit, id};
use crate::support::app::TestApp;
use crate::support::{both, on_postgres};

/// Something changes: as every use case does it.
async fn change(app: &App, patient: u128, is_committed: bool) {
    let tx = app.db.begin().await.unwrap();
    let patient = PatientId(id(patient));
    evaluate::in_tx(&tx, app, patient, app.clock.now())
        .await
        .unwrap();
    if is_committed {
        let entry = AuditEntry {
            id: app.ids.next(),
            ..audit("test.change")
        };
        tx.commit(entry).await.unwrap();
    } else {
        tx.rollback().await.unwrap();
    }
}

/// What is told, until there is nothing for a moment.
async fn told(following: &mut Following) -> Vec<PatientId> {
    let mut told = Vec::new();
    while let Ok(news) = tokio::time::timeout(Duration::from_millis(50), following.next()).await {
        match news {
            News::Changed(changed) => told.push(changed.patient),
            other => panic!("{other:?}"),
        }
    }
    told
}

#[tokio::test]
async fn what_is_committed_is_told_once_and_what_is_undone_never() {
    both(async |db| {
        let app = service(db).await;
        let mut following = app.app.live.follow();
        let mut state = Told::default();
        change(&app.app, ADMITTED, true).await;
        live::tell(&app.app, &mut state).await.unwrap();
        assert!(
            told(&mut following).await.is_empty(),
            "nobody looked before"
        );
        change(&app.app, ADMITTED, true).await;
        change(&app.app, ADMITTED, true).await;
        change(&app.app, DISCHARGED, false).await;
        live::tell(&app.app, &mut state).await.unwrap();
        assert_eq!(told(&mut following).await, [PatientId(id(ADMITTED))]);
        live::tell(&app.app, &mut state).await.unwrap();
        assert!(told(&mut following).await.is_empty());
        // One that was committed late, and is dated before what was read already.
        let late = app.app.clock.now() - TimeDelta::seconds(90);
        changes::announce(
            app.db.writer(),
            &*app.app.ids,
            [PatientId(id(DISCHARGED))],
            late,
        )
        .await
        .unwrap();
        live::tell(&app.app, &mut state).await.unwrap();
        assert_eq!(told(&mut following).await, [PatientId(id(DISCHARGED))]);
        // Forgotten after a while, and not told again.
        app.clock.advance(TimeDelta::minutes(11));
        live::forget(&app.app).await.unwrap();
        let kept = changes::since(&app.db.read, late - TimeDelta::days(1))
            .await
            .unwrap();
        assert!(kept.is_empty());
    })
    .await;
}

#[tokio::test]
async fn another_instance_hears_of_it_when_it_is_committed() {
    on_postgres(async |db| {
        let url = db.url.clone();
        let app = service(db).await;
        let other = Db::connect(&url, &Options::default()).await.unwrap();
        let mut listener = Listener::begin(&other).await.unwrap();
        assert!(listener.is_told());
        change(&app.app, ADMITTED, false).await;
        let nothing = tokio::time::timeout(Duration::from_millis(200), listener.next()).await;
        assert!(nothing.is_err(), "nothing was committed");
        change(&app.app, ADMITTED, true).await;
        tokio::time::timeout(Duration::from_secs(20), listener.next())
            .await
            .expect("it is told")
            .unwrap();
        other.close().await.unwrap();
    })
    .await;
}

/// Reads the next event of a stream.
async fn event(body: &mut Body) -> Option<String> {
    let frame = tokio::time::timeout(Duration::from_secs(20), body.frame()).await;
    let frame = frame.expect("something is told")?.unwrap();
    Some(String::from_utf8(frame.into_data().unwrap().to_vec()).unwrap())
}

async fn follow(app: &TestApp, cookie: &str, unit: u128) -> axum::response::Response {
    use tower::ServiceExt as _;
    let request = Request::builder()
        .method(Method::GET)
        .uri(format!("/units/{}/board/events", id(unit)))
        .header(header::COOKIE, cookie)
        .body(Body::empty());
    app.router.clone().oneshot(request.unwrap()).await.unwrap()
}

#[tokio::test]
async fn an_open_board_is_told_of_its_own_patients_only() {
    both(async |db| {
        let app = service(db).await;
        let caller = Caller::staff(&app, 14, 1).await;
        let answer = follow(&app, caller.cookie(), 2).await;
        assert_eq!(answer.status(), StatusCode::FORBIDDEN, "another unit's");
        let answer = follow(&app, caller.cookie(), 1).await;
        assert_eq!(answer.status(), StatusCode::OK);
        assert_eq!(answer.headers()[header::CONTENT_TYPE], "text/event-stream");
        let mut body = answer.into_body();
        let mut state = Told::default();
        live::tell(&app.app, &mut state).await.unwrap();
        // Of the clinic, then of the ward: only the second is told.
        change(&app.app, 102, true).await;
        live::tell(&app.app, &mut state).await.unwrap();
        change(&app.app, ADMITTED, true).await;
        live::tell(&app.app, &mut state).await.unwrap();
        let said = event(&mut body).await.unwrap();
        assert!(said.contains("event: card"), "{said}");
        assert!(said.contains(&id(ADMITTED).to_string()), "{said}");
        app.app.live.end();
        assert!(event(&mut body).await.unwrap().contains("event: over"));
        assert!(event(&mut body).await.is_none(), "the stream ends");
    })
    .await;
}
