//! Evaluates a whole cohort against the same answers in PostgreSQL's own SQL over the same tables.
//!
//! ```text
//! REDTHREAD_BENCH_POSTGRES_URL=postgres://... cargo bench --bench evaluate -- [PATIENTS] [RUNS]
//! ```
//!
//! The URL names an empty database that the bench may fill (it is migrated first). PATIENTS defaults
//! to 2 000 with 50 contacts each; 100 000 is the long run of `docs/performance.md`. Both sides
//! compute admissions and every index; the baseline adds the three flags that rest on admissions
//! alone, Red Thread all of its rules with their evidence. Neither stores anything but Red Thread's
//! audit entry.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use redthread::app::evaluate::{Question, ask};
use redthread::app::{Actor, App, NoProgress};
use redthread::domain::audit::Key;
use redthread::domain::time;
use redthread::runtime::{RandomIds, SystemClock};
use redthread::store::{Db, Options, migrate};
use sea_orm::ConnectionTrait;

const AS_OF: &str = "2026-01-02T12:00:00+01:00";
const FILL: &str = include_str!("evaluate_fill.sql");
const BASELINE: &str = include_str!("evaluate.sql");

#[tokio::main]
async fn main() -> Result<()> {
    let numbers: Vec<u64> = std::env::args()
        .skip(1)
        .filter_map(|a| a.parse().ok())
        .collect();
    let patients = numbers.first().copied().unwrap_or(2000);
    let runs = numbers.get(1).copied().unwrap_or(3);
    #[expect(
        clippy::disallowed_methods,
        reason = "a bench is told its database by its caller"
    )]
    let Ok(url) = std::env::var("REDTHREAD_BENCH_POSTGRES_URL") else {
        println!("NOT RUN: set REDTHREAD_BENCH_POSTGRES_URL to an empty PostgreSQL database");
        return Ok(());
    };
    let db = Db::connect(
        &url,
        &Options {
            audit_key: Some(Key::new(&[7; 32])),
            ..Options::unhurried()
        },
    )
    .await?;
    migrate::up(&db).await?;
    let app = App::new(
        db.clone(),
        Arc::new(SystemClock),
        Arc::new(RandomIds),
        chrono_tz::Europe::Oslo,
    );
    if redthread::store::patients::count(&db.read).await? == 0 {
        println!("filling with {patients} patients ...");
        let fill = FILL.replace("$patients", &patients.to_string());
        db.writer()
            .execute_unprepared(&fill)
            .await
            .context("the fill failed")?;
    }
    let mut ratios = Vec::new();
    for run in 1..=runs {
        let sql = baseline(&db).await?;
        let (ours, count) = evaluate(&app).await?;
        let ratio = ours.as_secs_f64() / sql.as_secs_f64();
        println!(
            "run {run}: {count} patients: SQL {:.2} s, Red Thread {:.2} s, ratio {ratio:.2}",
            sql.as_secs_f64(),
            ours.as_secs_f64()
        );
        ratios.push(ratio);
    }
    ratios.sort_by(f64::total_cmp);
    println!(
        "median ratio Red Thread / SQL: {:.2}",
        ratios[ratios.len() / 2]
    );
    println!("peak memory: {}", peak_memory());
    Ok(())
}

/// The same answers in SQL, kept in a table that goes with the transaction, so that neither side
/// pays for sending them.
async fn baseline(db: &Db) -> Result<Duration> {
    let query = BASELINE.replace("$as_of", AS_OF);
    let started = Instant::now();
    db.writer()
        .execute_unprepared(&format!(
            "BEGIN; SET LOCAL work_mem = '256MB'; CREATE TEMP TABLE answer ON COMMIT DROP AS {query}; COMMIT"
        ))
        .await?;
    Ok(started.elapsed())
}

async fn evaluate(app: &App) -> Result<(Duration, u64)> {
    let question = Question {
        as_of: Some(time::parse_time(AS_OF, app.zone)?),
        ..Question::default()
    };
    let started = Instant::now();
    let actor = Actor::CommandLine(None);
    let count = ask(app, &actor, question, &NoProgress, |_| Ok(())).await?;
    Ok((started.elapsed(), count))
}

fn peak_memory() -> String {
    std::fs::read_to_string("/proc/self/status")
        .ok()
        .and_then(|status| {
            let line = status.lines().find(|line| line.starts_with("VmHWM"))?;
            Some(line.trim_start_matches("VmHWM:").trim().to_owned())
        })
        .unwrap_or_else(|| "not known here".to_owned())
}
