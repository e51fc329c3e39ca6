//! Reports that are kept: made once for each period that ends, shown as they were, and never changed.

use axum::http::{Method, StatusCode};
use chrono::TimeDelta;
use redthread::domain::vocabulary::Role;
use redthread::jobs::reports::run_once;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, Statement};
use serde_json::{Value, json};

use crate::support::app::TestApp;
use crate::support::both;

const SAVED: &str = "/api/v1/reports/saved";

async fn ask(app: &TestApp, token: &str, report: &str, span: &str) -> String {
    let body = json!({ "report": report, "span": span });
    let answer = app.post(token, SAVED, &body).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
    answer.json()["id"].as_str().unwrap().to_owned()
}

/// Over which periods each was made.
async fn made(app: &TestApp, token: &str) -> Vec<(String, String, Vec<String>)> {
    let listed = app.get(token, SAVED).await.ok();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let items = listed["items"].as_array().unwrap().iter();
    items
        .map(|item| {
            let made = item["made"].as_array().unwrap().iter();
            let made = made.map(|made| text(&made["period"]));
            (text(&item["report"]), text(&item["span"]), made.collect())
        })
        .collect()
}

#[tokio::test]
async fn they_are_made_once_for_each_period_and_stay_as_they_were() {
    both(async |db| {
        let app = TestApp::with_patients(db, 60).await;
        while app.run_jobs().await.batches > 0 {}
        let whole = app.token(Role::Administrator).await;
        let first = ask(&app, &whole, "continuity", "quarter").await;
        let month = ask(&app, &whole, "handovers", "month").await;
        assert_eq!(
            ask(&app, &whole, "continuity", "quarter").await,
            first,
            "asked for once"
        );
        assert_eq!(run_once(&app.app).await.unwrap(), 2);
        assert_eq!(run_once(&app.app).await.unwrap(), 0, "made once");
        let listed = made(&app, &whole).await;
        let expected = [
            ("handovers", "month", ["2026-02"]),
            ("continuity", "quarter", ["2025-Q4"]),
        ];
        let expected = expected.map(|(report, span, made)| {
            (
                report.to_owned(),
                span.to_owned(),
                made.map(str::to_owned).to_vec(),
            )
        });
        assert_eq!(listed, expected);

        // What was made is what the report said then, with what its measures meant.
        let now = app
            .get(&whole, "/api/v1/reports/continuity?period=2025-Q4")
            .await
            .ok();
        let address = format!("{SAVED}/{first}/2025-Q4");
        let kept = app.get(&whole, &address).await.ok();
        assert_eq!(kept["figures"], now);
        assert!(now["items"][0]["now"]["n"].as_i64().unwrap() >= 10);
        let definition = &kept["definitions"]["patients"];
        assert_eq!(definition["en"]["title"], "Patients");
        assert!(
            definition["nb"]["text"]
                .as_str()
                .unwrap()
                .starts_with("Pasienter")
        );

        // The records change, and the report of today with them; what was made does not.
        let backend = app.app.db.writer().get_database_backend();
        let change = Statement::from_string(backend, "DELETE FROM period_fact WHERE months = 3");
        app.app.db.writer().execute_raw(change).await.unwrap();
        let later = app
            .get(&whole, "/api/v1/reports/continuity?period=2025-Q4")
            .await
            .ok();
        assert_ne!(later, now);
        assert_eq!(app.get(&whole, &address).await.ok(), kept);
        for sql in [
            "UPDATE report_snapshot SET period = '2020'",
            "DELETE FROM report_snapshot",
        ] {
            let statement = Statement::from_string(backend, sql);
            let refused = app
                .app
                .db
                .writer()
                .execute_raw(statement)
                .await
                .unwrap_err();
            assert!(
                refused.to_string().contains("can only be added to"),
                "{refused}"
            );
        }

        // Two months end: each is made, if somebody looked in between; an ended one is made no more.
        let end = app
            .send(request(Method::DELETE, &whole, &format!("{SAVED}/{first}")))
            .await;
        assert_eq!(end.status, StatusCode::NO_CONTENT);
        app.clock.advance(TimeDelta::days(40));
        assert_eq!(
            run_once(&app.app).await.unwrap(),
            1,
            "two days are over: it is not waited for"
        );
        let whole = app.token(Role::Administrator).await;
        assert_eq!(made(&app, &whole).await[0].2, ["2026-03", "2026-02"]);
        assert_eq!(made(&app, &whole).await[1].2, ["2025-Q4"]);
        let shown = app
            .get(&whole, &format!("{SAVED}/{month}/2026-03"))
            .await
            .ok();
        assert_eq!(shown["figures"]["report"], "handovers");
        let none = app.get(&whole, &format!("{SAVED}/{month}/2026-01")).await;
        assert_eq!(none.status, StatusCode::NOT_FOUND);
        for action in ["report.save", "report.keep", "report.end"] {
            let written = entity::audit_entry::Entity::find()
                .filter(entity::audit_entry::Column::Action.eq(action))
                .count(&app.app.db.read)
                .await
                .unwrap();
            assert!(written > 0, "{action}");
        }
    })
    .await;
}

fn request(method: Method, token: &str, address: &str) -> axum::http::Request<axum::body::Body> {
    axum::http::Request::builder()
        .method(method)
        .uri(address)
        .header("authorization", format!("Bearer {token}"))
        .body(axum::body::Body::empty())
        .unwrap()
}

#[tokio::test]
async fn whoever_may_read_the_report_may_read_what_was_made_and_nobody_else() {
    both(async |db| {
        let app = TestApp::with_patients(db, 20).await;
        while app.run_jobs().await.batches > 0 {}
        let whole = app.token(Role::Administrator).await;
        let directory = app.app.directory().await.unwrap();
        let manager = app.manager_of(*directory.units.keys().min().unwrap()).await;
        let of_all = ask(&app, &whole, "turnover", "year").await;
        let of_own = ask(&app, &manager, "flags", "year").await;
        assert_eq!(run_once(&app.app).await.unwrap(), 2);
        assert_eq!(made(&app, &whole).await.len(), 2);
        assert_eq!(
            made(&app, &manager).await.len(),
            1,
            "not that of the whole service"
        );
        let read = async |token: &str, id: &str| {
            app.get(token, &format!("{SAVED}/{id}/2025")).await.status
        };
        assert_eq!(read(&whole, &of_own).await, StatusCode::OK);
        assert_eq!(read(&manager, &of_own).await, StatusCode::OK);
        assert_eq!(read(&manager, &of_all).await, StatusCode::FORBIDDEN);
        let refused = app
            .send(request(
                Method::DELETE,
                &manager,
                &format!("{SAVED}/{of_all}"),
            ))
            .await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        let carer = app.token(Role::CareCoordinator).await;
        for address in [SAVED.to_owned(), format!("{SAVED}/{of_own}/2025")] {
            assert_eq!(
                app.get(&carer, &address).await.status,
                StatusCode::FORBIDDEN
            );
        }
        for body in [
            json!({ "report": "weather", "span": "year" }),
            json!({ "report": "flags", "span": "week" }),
            json!({ "report": "flags", "span": "year", "x": 1 }),
        ] {
            let answer = app.post(&whole, SAVED, &body).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{body}");
        }
    })
    .await;
}
