//! Changing one threshold for everyone, and previewing the change, against reading the same records
//! without judging them.
//!
//! ```text
//! REDTHREAD_BENCH_POSTGRES_URL=postgres://... cargo bench --bench policy -- [PATIENTS] [RUNS]
//! ```
//!
//! The URL names an empty database that the bench may fill (it is migrated first). PATIENTS defaults
//! to 2 000 with 50 contacts each; 100 000 is the long run of `docs/performance.md`. Everyone is
//! evaluated first, so that each run measures a change: `no_crisis_plan` looks back one year in one run and
//! three in the next.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use redthread::app::evaluate::{Which, keep};
use redthread::app::policy::{self, Wish, preview};
use redthread::app::{Actor, App, NoProgress};
use redthread::domain::audit::Key;
use redthread::domain::flags::policy::Change;
use redthread::runtime::{RandomIds, SystemClock};
use redthread::store::{Db, Options, migrate, patients, summaries, trajectories};
use sea_orm::ConnectionTrait;

const FILL: &str = include_str!("evaluate_fill.sql");
/// Patients that one task reads at a time: as many as an evaluation does.
const PAGE: u64 = 250;

#[tokio::main]
async fn main() -> Result<()> {
    let mut numbers = std::env::args().skip(1).filter_map(|a| a.parse().ok());
    let patients = numbers.next().unwrap_or(2_000);
    let runs = numbers.next().unwrap_or(3);
    #[expect(
        clippy::disallowed_methods,
        reason = "a bench is told its database by its caller"
    )]
    let Ok(url) = std::env::var("REDTHREAD_BENCH_POSTGRES_URL") else {
        println!("NOT RUN: set REDTHREAD_BENCH_POSTGRES_URL to an empty PostgreSQL database");
        return Ok(());
    };
    let app = prepared(&url, patients).await?;
    let mut ratios = Ratios::default();
    for run in 1..=runs {
        one(&app, run, &mut ratios).await?;
    }
    for (what, ratios) in [
        ("re-evaluation", &mut ratios.changed),
        ("exact preview", &mut ratios.exact),
        ("estimate", &mut ratios.estimate),
    ] {
        ratios.sort_by(f64::total_cmp);
        let median = ratios.get(ratios.len() / 2).copied().unwrap_or_default();
        println!("median ratio {what} / reading: {median:.2}");
    }
    Ok(())
}

/// A filled database in which everyone has been evaluated.
async fn prepared(url: &str, patients: u64) -> Result<App> {
    let db = Db::connect(
        url,
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
    if patients::count(&db.read).await? == 0 {
        println!("filling with {patients} patients ...");
        let fill = FILL.replace("$patients", &patients.to_string());
        db.writer()
            .execute_unprepared(&fill)
            .await
            .context("the fill failed")?;
        println!("evaluating everyone ...");
    }
    keep(&app, &actor(), Which::All, &NoProgress).await?;
    db.writer().execute_unprepared("VACUUM ANALYZE").await?;
    Ok(app)
}

#[derive(Default)]
struct Ratios {
    changed: Vec<f64>,
    exact: Vec<f64>,
    estimate: Vec<f64>,
}

async fn one(app: &App, run: u64, ratios: &mut Ratios) -> Result<()> {
    let reading = reading(app).await?;
    let years = if run.is_multiple_of(2) { "3" } else { "1" };
    let change = Change::from_texts([("crisis_lookback_years", years)]);
    let wish = Wish {
        change: change.map_err(|_| anyhow::anyhow!("the threshold is not known"))?,
        reason: "bench".to_owned(),
        ..Wish::default()
    };
    let started = Instant::now();
    let estimated = preview::estimate(app, &actor(), &wish).await?;
    let estimate = started.elapsed();
    let started = Instant::now();
    let exact = preview::exact(app, &actor(), &wish, &NoProgress).await?;
    let exactly = started.elapsed();
    anyhow::ensure!(!exact.rows.is_empty(), "the change is to change flags");
    let started = Instant::now();
    let set = policy::set(app, &actor(), &wish).await?;
    let marked = started.elapsed();
    anyhow::ensure!(
        summaries::count_due(&app.db.read, app.clock.now()).await? >= set.patients,
        "everyone is to be evaluated"
    );
    let kept = keep(app, &actor(), Which::Due, &NoProgress).await?;
    let changed = started.elapsed();
    let s = Duration::as_secs_f64;
    println!(
        "run {run}: {} patients: reading {:.2} s; setting {:.2} s, with re-evaluation {:.2} s \
         ({} raised, {} updated, {} cleared); exact preview {:.2} s ({} rows); estimate {:.2} s (n {})",
        kept.patients,
        s(&reading),
        s(&marked),
        s(&changed),
        kept.raised,
        kept.updated,
        kept.cleared,
        s(&exactly),
        exact.rows.len(),
        s(&estimate),
        estimated.sample,
    );
    ratios.changed.push(s(&changed) / s(&reading));
    ratios.exact.push(s(&exactly) / s(&reading));
    ratios.estimate.push(s(&estimate) / s(&reading));
    Ok(())
}

/// Everyone's records, read by as many tasks as an evaluation has, and thrown away.
async fn reading(app: &App) -> Result<Duration> {
    let started = Instant::now();
    let tasks = std::thread::available_parallelism().map_or(2, usize::from) * 2;
    let mut running = tokio::task::JoinSet::new();
    let mut last = None;
    loop {
        let page = patients::ids(&app.db.read, last, PAGE).await?;
        let Some(end) = page.last().copied() else {
            break;
        };
        last = Some(end);
        if running.len() >= tasks
            && let Some(done) = running.join_next().await
        {
            done??;
        }
        let db = app.db.clone();
        running.spawn(async move { trajectories::load(&db.read, &page, None).await.map(|_| ()) });
    }
    while let Some(done) = running.join_next().await {
        done??;
    }
    Ok(started.elapsed())
}

const fn actor() -> Actor {
    Actor::CommandLine(None)
}
