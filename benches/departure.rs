//! The departure of somebody with 300 relationships, against reading those 300 records alone.
//!
//! ```text
//! REDTHREAD_BENCH_POSTGRES_URL=postgres://... cargo bench --bench departure -- [PATIENTS] [RUNS]
//! ```
//!
//! The URL names an empty database that the bench may fill (it is migrated first). PATIENTS defaults to
//! 2 000 with 50 contacts each, of whom 300 are given to one professional of a unit of forty. The answer is to come
//! within 300 ms.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context, Result};
use chrono::Utc;
use redthread::app::departures::{self, Leaving};
use redthread::app::{Actor, App};
use redthread::domain::audit::Key;
use redthread::domain::ids::{PatientId, ProfessionalId};
use redthread::domain::time::add_days;
use redthread::runtime::{RandomIds, SystemClock};
use redthread::store::{Db, Options, migrate, patients, trajectories};
use sea_orm::{ConnectionTrait, Statement};
use uuid::Uuid;

const FILL: &str = include_str!("evaluate_fill.sql");

/// Three hundred patients are with one professional, who works with thirty-nine others at the patients' units.
const GIVE: &str = "
    WITH given AS (SELECT patient_id, id FROM relationship
        WHERE to_at IS NULL AND kind = 'therapist' ORDER BY patient_id, id LIMIT 300)
    UPDATE relationship SET professional_id = (SELECT id FROM professional WHERE source_value = 'p1'),
        unit_id = (SELECT id FROM unit WHERE source_value = 'u1')
    FROM given WHERE relationship.patient_id = given.patient_id AND relationship.id = given.id;
    INSERT INTO employment (id, professional_id, unit_id, from_on, is_locum, caseload_limit, recorded_at, version)
    SELECT gen_random_uuid(), professional.id, unit.id, '2020-01-01', false, 60, '2026-01-01', 1
    FROM professional, unit WHERE unit.source_value = 'u1'
        AND professional.source_value IN (SELECT 'p' || n FROM generate_series(1, 40) n);
    ANALYZE;";

#[tokio::main]
async fn main() -> Result<()> {
    let mut numbers = std::env::args().skip(1).filter_map(|a| a.parse().ok());
    let patients = numbers.next().unwrap_or(2_000);
    let runs = numbers.next().unwrap_or(5);
    #[expect(
        clippy::disallowed_methods,
        reason = "a bench is told its database by its caller"
    )]
    let Ok(url) = std::env::var("REDTHREAD_BENCH_POSTGRES_URL") else {
        println!("NOT RUN: set REDTHREAD_BENCH_POSTGRES_URL to an empty PostgreSQL database");
        return Ok(());
    };
    let app = prepared(&url, patients).await?;
    let (who, concerned) = leaver(&app).await?;
    for _ in 0..runs {
        one(&app, who, &concerned).await?;
    }
    Ok(())
}

async fn one(app: &App, who: ProfessionalId, concerned: &[PatientId]) -> Result<()> {
    let today = app.clock.now().with_timezone(&Utc).date_naive();
    let asked = Leaving {
        who: vec![who],
        unit: None,
        on: add_days(today, 60),
        choices: BTreeMap::new(),
    };
    let started = Instant::now();
    let read = trajectories::load(&app.db.read, concerned, None).await?;
    let reading = started.elapsed();
    let started = Instant::now();
    let plan = departures::plan(app, &Actor::CommandLine(None), &asked).await?;
    let planning = started.elapsed();
    println!(
        "{} patients, {} placed: {:.0} ms; their {} records read {:.0} ms; ratio {:.2}",
        plan.totals.patients,
        plan.totals.placed,
        planning.as_secs_f64() * 1e3,
        read.len(),
        reading.as_secs_f64() * 1e3,
        planning.as_secs_f64() / reading.as_secs_f64(),
    );
    Ok(())
}

/// Who leaves, and whose record is concerned.
async fn leaver(app: &App) -> Result<(ProfessionalId, Vec<PatientId>)> {
    let conn = &app.db.read;
    let statement = |sql| Statement::from_string(conn.get_database_backend(), sql);
    let row = conn
        .query_one_raw(statement(
            "SELECT id FROM professional WHERE source_value = 'p1'",
        ))
        .await?;
    let who: Uuid = row.context("one row")?.try_get_by_index(0)?;
    let rows = conn
        .query_all_raw(statement(
            "SELECT DISTINCT patient_id FROM relationship WHERE to_at IS NULL
                AND professional_id = (SELECT id FROM professional WHERE source_value = 'p1')
                ORDER BY patient_id",
        ))
        .await?;
    let ids: Result<Vec<PatientId>, _> = rows
        .iter()
        .map(|row| row.try_get_by_index(0).map(PatientId))
        .collect();
    Ok((ProfessionalId(who), ids?))
}

/// A filled database.
async fn prepared(url: &str, number: u64) -> Result<App> {
    let options = Options {
        audit_key: Some(Key::new(&[7; 32])),
        ..Options::unhurried()
    };
    let db = Db::connect(url, &options).await?;
    migrate::up(&db).await?;
    let zone = chrono_tz::Europe::Oslo;
    let app = App::new(db.clone(), Arc::new(SystemClock), Arc::new(RandomIds), zone);
    if patients::count(&db.read).await? == 0 {
        println!("filling with {number} patients ...");
        let fill = FILL.replace("$patients", &number.to_string());
        let filled = db.writer().execute_unprepared(&fill).await;
        filled.context("the fill failed")?;
        let given = db.writer().execute_unprepared(GIVE).await;
        given.context("giving them to one professional failed")?;
    }
    Ok(app)
}
