//! Facts that are kept are those that the records say.

use chrono::TimeDelta;
use redthread::app::evaluate::{Which, in_tx, keep};
use redthread::app::{Actor, App, NoProgress};
use redthread::domain::ids::PatientId;
use redthread::store::AuditEntry;
use redthread::store::patients;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};

use crate::support::app::TestApp;
use crate::support::both;

/// Every fact there is, in order of its key.
async fn all(app: &App) -> [Vec<String>; 4] {
    macro_rules! rows {
        ($table:ident, $second:ident) => {{
            use entity::$table::{Column, Entity};
            let rows = Entity::find()
                .order_by_asc(Column::PatientId)
                .order_by_asc(Column::$second)
                .all(&app.db.read)
                .await
                .unwrap();
            let mut rows: Vec<String> = rows.iter().map(|row| format!("{row:?}")).collect();
            rows.sort_unstable();
            rows
        }};
    }
    [
        rows!(admission_fact, FirstStayId),
        rows!(relationship_fact, RelationshipId),
        rows!(measure_fact, MeasureId),
        rows!(period_fact, StartsOn),
    ]
}

/// What is kept is what is kept from scratch.
pub async fn is_whole(app: &App) {
    let before = all(app).await;
    for table in [
        "admission_fact",
        "relationship_fact",
        "measure_fact",
        "period_fact",
    ] {
        let backend = sea_orm::ConnectionTrait::get_database_backend(app.db.writer());
        let sql = format!("DELETE FROM {table}");
        let statement = sea_orm::Statement::from_string(backend, sql);
        sea_orm::ConnectionTrait::execute_raw(app.db.writer(), statement)
            .await
            .unwrap();
    }
    keep(app, &Actor::System, Which::All, &NoProgress)
        .await
        .unwrap();
    let after = all(app).await;
    for (before, after) in before.iter().zip(&after) {
        assert_eq!(before, after);
    }
}

/// Back-dated meetings, ended relationships and stays that turn out to be over, each judged in its own
/// transaction, then time that passes.
#[tokio::test]
async fn after_changes_and_time_they_equal_those_from_scratch() {
    both(async |db| {
        let app = TestApp::with_patients(db, 12).await;
        let kept = all(&app.app).await;
        assert!(
            kept.iter().all(|rows| !rows.is_empty()),
            "every kind of fact is there"
        );
        is_whole(&app.app).await;
        app.clock.advance(TimeDelta::minutes(1));
        let everybody: Vec<PatientId> = patients::ids(&app.app.db.read, None, 100).await.unwrap();
        for (n, patient) in (0_i64..).zip(everybody) {
            let tx = app.app.db.begin().await.unwrap();
            let contact = entity::contact::Entity::find()
                .filter(entity::contact::Column::PatientId.eq(patient.0))
                .filter(entity::contact::Column::MainProfessionalId.is_not_null())
                .one(&*tx)
                .await
                .unwrap();
            if let Some(row) = contact {
                let id = app.app.ids.next();
                let row = entity::contact::Model {
                    id,
                    source_value: id.to_string(),
                    status: "attended".to_owned(),
                    at: app.app.clock.now() - TimeDelta::days(70 + n * 45),
                    ..row
                };
                entity::contact::Entity::insert(row.into_active_model())
                    .exec_without_returning(&*tx)
                    .await
                    .unwrap();
            }
            let tie = entity::relationship::Entity::find()
                .filter(entity::relationship::Column::PatientId.eq(patient.0))
                .filter(entity::relationship::Column::ToAt.is_null())
                .one(&*tx)
                .await
                .unwrap();
            if let Some(row) = tie {
                let mut row = row.into_active_model();
                row.to_at = sea_orm::Set(Some(app.app.clock.now() - TimeDelta::days(1)));
                entity::relationship::Entity::update(row)
                    .exec(&*tx)
                    .await
                    .unwrap();
            }
            let now = app.app.clock.now();
            in_tx(&tx, &app.app, patient, now).await.unwrap();
            let entry = AuditEntry {
                id: app.app.ids.next(),
                at: now,
                actor: Actor::System.to_string(),
                action: "evaluate.store",
                patient: Some(patient),
                subject: "flags".to_owned(),
                purpose: "care".to_owned(),
                detail: serde_json::json!({}),
            };
            tx.commit(entry).await.unwrap();
        }
        assert_ne!(all(&app.app).await, kept, "something changed");
        is_whole(&app.app).await;
        // Two quarters end; whoever gains a fact by that is due by itself.
        let before = all(&app.app).await;
        app.clock.advance(TimeDelta::days(130));
        while app.run_jobs().await.batches > 0 {}
        let later = all(&app.app).await;
        assert!(later[3].len() > before[3].len(), "a quarter more is over");
        is_whole(&app.app).await;
    })
    .await;
}
