//! What the service does by itself.

mod claims;
mod metrics;
mod nightly;
mod within;

use redthread::app::evaluate::{Checked, check};
use redthread::app::{Actor, App, NoProgress};
use redthread::domain::ids::PatientId;
use redthread::runtime::Clock;
use redthread::store::{AuditEntry, patients, summaries};
use sea_orm::{EntityTrait, QueryOrder};

use crate::store::fixtures::audit;
use crate::support::app::TestApp;

/// Everybody, in order.
async fn everybody(app: &App) -> Vec<PatientId> {
    patients::ids(&app.db.read, None, 10_000).await.unwrap()
}

/// An entry for what a test changes.
fn entry(app: &App) -> AuditEntry {
    AuditEntry {
        id: app.ids.next(),
        ..audit("test.change")
    }
}

/// Says that something about these patients changed.
async fn change(app: &App, patients: &[PatientId]) {
    let tx = app.db.begin().await.unwrap();
    summaries::mark_stale(&*tx, patients).await.unwrap();
    tx.commit(entry(app)).await.unwrap();
}

/// Every summary, in order of patient.
async fn all_summaries(app: &App) -> Vec<entity::patient_summary::Model> {
    entity::patient_summary::Entity::find()
        .order_by_asc(entity::patient_summary::Column::PatientId)
        .all(&app.db.read)
        .await
        .unwrap()
}

/// Every flag there ever was, in order.
async fn all_flags(app: &App) -> Vec<entity::flag::Model> {
    entity::flag::Entity::find()
        .order_by_asc(entity::flag::Column::PatientId)
        .order_by_asc(entity::flag::Column::Id)
        .all(&app.db.read)
        .await
        .unwrap()
}

/// What stored flags say otherwise than the records, of whoever is not due.
async fn compared(app: &App) -> Checked {
    check(app, &Actor::System, &NoProgress).await.unwrap()
}

/// Moves the clock to an instant.
fn move_to(app: &TestApp, instant: redthread::domain::time::Instant) {
    app.clock.advance(instant - app.clock.now());
}
