//! Who reads reports over a period, where, and what is written down of it.

use axum::http::StatusCode;
use redthread::domain::vocabulary::Role;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::support::app::TestApp;
use crate::support::both;

async fn written(app: &TestApp) -> u64 {
    entity::audit_entry::Entity::find()
        .filter(entity::audit_entry::Column::Action.eq("report.continuity"))
        .filter(entity::audit_entry::Column::Purpose.eq("quality"))
        .count(&app.app.db.read)
        .await
        .unwrap()
}

#[tokio::test]
async fn managers_read_their_units_and_each_reading_is_written_down() {
    both(async |db| {
        let app = TestApp::with_patients(db, 60).await;
        let directory = app.app.directory().await.unwrap();
        let unit = *directory.units.keys().min().unwrap();
        let token = app.manager_of(unit).await;
        let report = app
            .get(&token, "/api/v1/reports/continuity?period=2025")
            .await
            .ok();
        assert_eq!(report["period"], "2025");
        assert_eq!(
            report["unit"],
            unit.0.to_string(),
            "not of the whole service"
        );
        let other = directory.units.keys().max().unwrap().0;
        let address = format!("/api/v1/reports/continuity?unit={other}");
        let refused = app.get(&token, &address).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        let of_all = app.token(Role::ServiceManager).await;
        let all = app.get(&of_all, "/api/v1/reports/turnover").await.ok();
        assert!(
            all["unit"].is_null(),
            "who looks after all of it is told of all of it"
        );
        assert_eq!(report["items"].as_array().unwrap().len(), 19);
        let curves = app
            .get(&token, "/api/v1/reports/survival?period=2025")
            .await
            .ok();
        assert!(curves["relationships"].is_array());
        assert_eq!(written(&app).await, 2);

        let whole = app.token(Role::Administrator).await;
        let report = app
            .get(&whole, "/api/v1/reports/continuity?period=2025")
            .await
            .ok();
        assert!(report["unit"].is_null());
        let patients = &report["items"][0];
        assert_eq!(patients["measure"], "patients");
        assert!(patients["now"]["n"].as_i64().unwrap() >= 10);

        for book in ["turnover", "handovers", "flags"] {
            let report = app
                .get(&whole, &format!("/api/v1/reports/{book}?period=2025-11"))
                .await
                .ok();
            assert_eq!(
                (&report["report"], &report["period"]),
                (&book.into(), &"2025-11".into())
            );
            assert_eq!(
                (&report["from"], &report["to"]),
                (&"2025-11-01".into(), &"2025-12-01".into())
            );
        }
        for address in [
            "?period=2026",
            "?period=2026-03",
            "?period=2025-13",
            "?period=2025-1",
            "?period=2026-Q1",
            "?period=2025-Q5",
            "?period=may",
        ] {
            let refused = app
                .get(&whole, &format!("/api/v1/reports/continuity{address}"))
                .await;
            assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{address}");
        }
        let carer = app.token(Role::CareCoordinator).await;
        let refused = app.get(&carer, "/api/v1/reports/continuity").await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        assert_eq!(written(&app).await, 3);
    })
    .await;
}
