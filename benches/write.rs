//! What re-evaluating a patient adds to a single write.
//!
//! ```text
//! REDTHREAD_BENCH_POSTGRES_URL=postgres://... cargo bench --bench write -- [PATIENTS] [WRITES]
//! ```
//!
//! The URL names an empty database that the bench may fill (it is migrated first). Written is one
//! contact of a patient with 500 contacts over five years, in a transaction with its audit entry: by
//! turns as it is, and with flags and summary re-evaluated in the same transaction. Each contact is
//! taken away again, untimed, so that the patient stays as large.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use redthread::app::evaluate::{self, Which};
use redthread::app::{Actor, App, NoProgress};
use redthread::domain::audit::Key;
use redthread::domain::ids::PatientId;
use redthread::runtime::{RandomIds, SystemClock};
use redthread::store::{AuditEntry, Db, Options, migrate, patients};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde_json::json;
use uuid::{Uuid, uuid};

use entity::contact::{Column, Entity, Model};

/// 500 contacts over five years, see timeline/fill.sql.
const HEAVY_500: Uuid = uuid!("00000010-0000-7000-8000-000000000001");
/// Writes before it is timed: statements are prepared, pages are read.
const WARM: usize = 20;

#[tokio::main]
async fn main() -> Result<()> {
    let mut numbers = std::env::args().skip(1).filter_map(|a| a.parse().ok());
    let cohort: u64 = numbers.next().unwrap_or(200);
    let writes = usize::try_from(numbers.next().unwrap_or(300))?;
    #[expect(
        clippy::disallowed_methods,
        reason = "a bench is told its database by its caller"
    )]
    let Ok(url) = std::env::var("REDTHREAD_BENCH_POSTGRES_URL") else {
        println!("NOT RUN: set REDTHREAD_BENCH_POSTGRES_URL to an empty PostgreSQL database");
        return Ok(());
    };
    fill(&url, cohort).await?;
    let db = Db::connect(
        &url,
        &Options {
            audit_key: Some(Key::new(&[7; 32])),
            ..Options::default()
        },
    )
    .await?;
    let (clock, ids) = (Arc::new(SystemClock), Arc::new(RandomIds));
    let app = App::new(db, clock, ids, chrono_tz::Europe::Oslo);
    let like = Entity::find()
        .filter(Column::PatientId.eq(HEAVY_500))
        .filter(Column::MainProfessionalId.is_not_null())
        .one(&app.db.read)
        .await?
        .context("the fill has a patient with 500 contacts")?;
    // As every request does that opens a record: who works where is then known, and only asked after.
    app.directory().await?;
    let (mut plain, mut evaluated) = (Vec::new(), Vec::new());
    for n in 0..WARM + writes {
        let without = write(&app, &like, false).await?;
        let with = write(&app, &like, true).await?;
        if n >= WARM {
            plain.push(without);
            evaluated.push(with);
        }
    }
    println!("{writes} writes each, {cohort} patients");
    let (p50, p95) = told("a contact and its audit entry", &mut plain);
    let (with50, with95) = told("the same with its re-evaluation", &mut evaluated);
    println!(
        "difference: median {:.2} ms, p95 {:.2} ms",
        with50 - p50,
        with95 - p95
    );
    Ok(())
}

async fn fill(url: &str, cohort: u64) -> Result<()> {
    let db = Db::connect(
        url,
        &Options {
            audit_key: Some(Key::new(&[7; 32])),
            ..Options::unhurried()
        },
    )
    .await?;
    migrate::up(&db).await?;
    if patients::count(&db.read).await? == 0 {
        println!("filling with {cohort} patients ...");
        for sql in [
            include_str!("evaluate_fill.sql"),
            include_str!("timeline/fill.sql"),
        ] {
            let sql = sql.replace("$patients", &cohort.to_string());
            let filled = db.writer().execute_unprepared(&sql).await;
            filled.context("the fill failed")?;
        }
        let (clock, ids) = (Arc::new(SystemClock), Arc::new(RandomIds));
        let app = App::new(db.clone(), clock, ids, chrono_tz::Europe::Oslo);
        let actor = Actor::CommandLine(None);
        evaluate::keep(&app, &actor, Which::All, &NoProgress).await?;
        // As the database's own housekeeping leaves tables that it has been through.
        db.writer().execute_unprepared("VACUUM ANALYZE").await?;
    }
    Ok(db.close().await?)
}

async fn write(app: &App, like: &Model, is_evaluated: bool) -> Result<Duration> {
    let (id, now) = (app.ids.next(), app.clock.now());
    let contact = Model {
        id,
        source_value: id.to_string(),
        at: now,
        recorded_at: now,
        ..like.clone()
    };
    let patient = PatientId(HEAVY_500);
    let entry = AuditEntry {
        id: app.ids.next(),
        at: now,
        actor: "bench".to_owned(),
        action: "contact.add",
        patient: Some(patient),
        subject: format!("contact/{id}"),
        purpose: "care".to_owned(),
        detail: json!({}),
    };
    let began = Instant::now();
    let tx = app.db.begin().await?;
    Entity::insert(contact.into_active_model())
        .exec_without_returning(&*tx)
        .await?;
    if is_evaluated {
        evaluate::in_tx(&tx, app, patient, now).await?;
    }
    tx.commit(entry).await?;
    let took = began.elapsed();
    Entity::delete_by_id((HEAVY_500, id))
        .exec(app.db.writer())
        .await?;
    Ok(took)
}

/// Prints and gives median and p95 in milliseconds.
fn told(what: &str, times: &mut [Duration]) -> (f64, f64) {
    times.sort_unstable();
    let at =
        |share: usize| times[(times.len() * share / 100).min(times.len() - 1)].as_secs_f64() * 1e3;
    let (p50, p95) = (at(50), at(95));
    println!("{what}: median {p50:.2} ms, p95 {p95:.2} ms");
    (p50, p95)
}
