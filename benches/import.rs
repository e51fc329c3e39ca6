//! Imports a synthetic cohort against each database's own bulk load of the same rows.
//!
//! ```text
//! REDTHREAD_BENCH_POSTGRES_URL=postgres://... cargo bench --bench import -- [PATIENTS] [RUNS]
//! ```
//!
//! PATIENTS defaults to 300, about 30 000 rows; 20 000 is the long run of `docs/performance.md`. The
//! URL names an empty database, which is filled, emptied and filled again; without it only SQLite is
//! measured. The bulk load puts the same rows into a second, freshly migrated schema with the same
//! keys, indexes and constraints: `COPY ... FROM STDIN` of files already written on PostgreSQL,
//! `INSERT ... SELECT` from an attached file in one transaction on SQLite, its log folded in. It reads no CSV, checks no
//! row, looks nothing up and keeps no provenance: it is the floor that the engine itself sets.

use std::fs::File;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use futures_util::TryStreamExt as _;
use redthread::app::generate::{Cohort, Parameters, to_folder};
use redthread::app::import::{self, ImportFiles};
use redthread::app::{Actor, App, Progress};
use redthread::domain::audit::Key;
use redthread::domain::time;
use redthread::runtime::{RandomIds, SystemClock};
use redthread::store::{Db, Options, migrate};
use sea_orm::ConnectionTrait;
use sea_orm::sqlx::postgres::PgPoolCopyExt as _;

const AS_OF: &str = "2026-01-02T12:00:00+01:00";

/// What an import fills, those referred to first. Summaries, flags and the audit are left out: the
/// bulk load has less to do for it.
const TABLES: [&str; 16] = [
    "import_run",
    "import_file",
    "unit",
    "professional",
    "employment",
    "patient",
    "patient_identifier",
    "treatment_period",
    "treatment_period_leave",
    "contact",
    "contact_professional",
    "relationship",
    "shift_assignment",
    "handover",
    "decision",
    "relational_review",
];

#[tokio::main]
async fn main() -> Result<()> {
    let numbers: Vec<u64> = std::env::args()
        .skip(1)
        .filter_map(|a| a.parse().ok())
        .collect();
    let patients = numbers.first().copied().unwrap_or(300);
    let runs = numbers.get(1).copied().unwrap_or(3);
    let scratch = tempfile::tempdir()?;
    let cohort = scratch.path().join("cohort");
    std::fs::create_dir(&cohort)?;
    generate(patients, &cohort)?;
    let mut ratios = Vec::new();
    for run in 1..=runs {
        let bench = Bench::new(&cohort, scratch.path().join(format!("run{run}")))?;
        ratios.push(sqlite(&bench).await?.told("SQLite", run));
    }
    median("SQLite", ratios);
    #[expect(
        clippy::disallowed_methods,
        reason = "a bench is told its database by its caller"
    )]
    let Ok(url) = std::env::var("REDTHREAD_BENCH_POSTGRES_URL") else {
        println!("PostgreSQL NOT RUN: set REDTHREAD_BENCH_POSTGRES_URL to an empty database");
        return Ok(());
    };
    let mut ratios = Vec::new();
    for run in 1..=runs {
        let bench = Bench::new(&cohort, scratch.path().join(format!("pg{run}")))?;
        ratios.push(postgres(&bench, &url).await?.told("PostgreSQL", run));
    }
    median("PostgreSQL", ratios);
    Ok(())
}

fn generate(patients: u64, folder: &Path) -> Result<()> {
    let zone = chrono_tz::Europe::Oslo;
    let cohort = Cohort::new(Parameters {
        patients,
        seed: 1,
        as_of: time::parse_time(AS_OF, zone)?,
        zone,
    });
    let started = Instant::now();
    let counts = to_folder(&cohort, folder, |_| {})?;
    let rows: u64 = counts.iter().map(|(_, count)| count).sum();
    println!(
        "{patients} patients, {rows} rows, generated in {:.1} s",
        started.elapsed().as_secs_f64()
    );
    Ok(())
}

fn median(engine: &str, mut ratios: Vec<f64>) {
    ratios.sort_by(f64::total_cmp);
    if let Some(ratio) = ratios.get(ratios.len() / 2) {
        println!("{engine}: median ratio import / bulk load: {ratio:.2}\n");
    }
}

/// The input of one run, and a folder for its files that goes with it.
struct Bench<'a> {
    cohort: &'a Path,
    folder: PathBuf,
}

impl<'a> Bench<'a> {
    fn new(cohort: &'a Path, folder: PathBuf) -> Result<Self> {
        std::fs::create_dir(&folder)?;
        Ok(Self { cohort, folder })
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }
}

impl Drop for Bench<'_> {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// How long each phase took.
struct Figures {
    rows: u64,
    phases: Vec<(&'static str, Duration)>,
    evaluated: u64,
    bulk: Duration,
    peak_memory: String,
}

impl Figures {
    /// Prints them, and gives the ratio of the import, evaluation apart, to the bulk load.
    #[expect(clippy::cast_precision_loss, reason = "a rate is a rough number")]
    fn told(&self, engine: &str, run: u64) -> f64 {
        let seconds = |what: &str| {
            self.phases
                .iter()
                .filter(|(phase, _)| *phase == what)
                .map(|(_, time)| time.as_secs_f64())
                .sum::<f64>()
        };
        let (check, apply) = (seconds("checking files"), seconds("importing"));
        let bulk = self.bulk.as_secs_f64();
        let rate = |seconds: f64| self.rows as f64 / seconds;
        println!(
            "{engine} run {run}: import {:.2} s (checking {check:.2}, storing {apply:.2}), {:.0} rows/s; \
             bulk load {bulk:.2} s, {:.0} rows/s; ratio {:.2}; \
             then {} patients evaluated in {:.2} s; peak memory {}",
            check + apply,
            rate(check + apply),
            rate(bulk),
            (check + apply) / bulk,
            self.evaluated,
            seconds("evaluating patients"),
            self.peak_memory,
        );
        (check + apply) / bulk
    }
}

/// Clocks each stretch of work.
#[derive(Default)]
struct Clocked(Mutex<Vec<(&'static str, Instant, Option<Duration>)>>);

impl Progress for Clocked {
    fn begin(&self, what: &'static str, _steps: Option<u64>) {
        let mut phases = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        phases.push((what, Instant::now(), None));
    }

    fn advance(&self, _steps: u64) {}

    fn end(&self) {
        let mut phases = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, began, took @ None)) = phases.last_mut() {
            *took = Some(began.elapsed());
        }
    }
}

/// Imports the cohort as the command line would; the bulk load is yet to be measured.
async fn import(bench: &Bench<'_>, db: &Db) -> Result<Figures> {
    let app = App::new(
        db.clone(),
        Arc::new(SystemClock),
        Arc::new(RandomIds),
        chrono_tz::Europe::Oslo,
    );
    let command = ImportFiles {
        paths: vec![bench.cohort.to_owned()],
        source: "bench".to_owned(),
        mapping: None,
        dry_run: false,
        rejects: None,
        folder: bench.folder.clone(),
    };
    forget_peak_memory();
    let clocked = Clocked::default();
    let report = import::csv(&app, &Actor::CommandLine(None), &command, &clocked).await?;
    let total = report.total();
    ensure!(
        total.created == total.total(),
        "every generated row must be new and valid"
    );
    let phases = clocked
        .0
        .into_inner()
        .unwrap_or_else(PoisonError::into_inner);
    Ok(Figures {
        rows: total.created,
        phases: phases
            .into_iter()
            .map(|(what, _, took)| (what, took.unwrap_or_default()))
            .collect(),
        evaluated: report.evaluated,
        bulk: Duration::ZERO,
        peak_memory: peak_memory(),
    })
}

async fn sqlite(bench: &Bench<'_>) -> Result<Figures> {
    let imported = bench.file("imported.db");
    let db = fresh_sqlite(&imported).await?;
    let mut figures = import(bench, &db).await?;
    db.close().await?;

    let db = fresh_sqlite(&bench.file("bulk.db")).await?;
    let attach = format!("ATTACH '{}' AS imported", imported.display());
    db.writer().execute_unprepared(&attach).await?;
    let started = Instant::now();
    let copies = TABLES
        .map(|table| format!("INSERT INTO main.{table} SELECT * FROM imported.{table}"))
        .join(";");
    let load = format!("BEGIN IMMEDIATE; {copies}; COMMIT; PRAGMA wal_checkpoint(TRUNCATE)");
    db.writer().execute_unprepared(&load).await?;
    figures.bulk = started.elapsed();
    db.close().await?;
    Ok(figures)
}

async fn fresh_sqlite(file: &Path) -> Result<Db> {
    let db = Db::connect(
        &format!("sqlite://{}", file.display()),
        &Options {
            audit_key: Some(Key::new(&[7; 32])),
            ..Options::unhurried()
        },
    )
    .await?;
    migrate::up(&db).await?;
    Ok(db)
}

async fn postgres(bench: &Bench<'_>, url: &str) -> Result<Figures> {
    let db = Db::connect(
        url,
        &Options {
            audit_key: Some(Key::new(&[7; 32])),
            ..Options::unhurried()
        },
    )
    .await?;
    ensure!(
        migrate::status(&db).await?.iter().all(|m| !m.is_applied),
        "REDTHREAD_BENCH_POSTGRES_URL must name an empty database"
    );
    migrate::up(&db).await?;
    let measured = measure_postgres(bench, &db).await;
    migrate::down(&db, u32::MAX).await?;
    db.close().await?;
    measured
}

async fn measure_postgres(bench: &Bench<'_>, db: &Db) -> Result<Figures> {
    let mut figures = import(bench, db).await?;
    let pool = db.writer().get_postgres_connection_pool();
    for table in TABLES {
        let mut file = File::create(bench.file(table))?;
        let mut rows = pool
            .copy_out_raw(&format!("COPY {table} TO STDOUT"))
            .await?;
        while let Some(chunk) = rows.try_next().await? {
            file.write_all(&chunk)?;
        }
    }
    migrate::down(db, u32::MAX).await?;
    migrate::up(db).await?;
    let started = Instant::now();
    for table in TABLES {
        let mut file = File::open(bench.file(table))?;
        let mut copy = pool
            .copy_in_raw(&format!("COPY {table} FROM STDIN"))
            .await
            .with_context(|| format!("COPY {table}"))?;
        let mut chunk = vec![0; 1 << 20];
        loop {
            let read = file.read(&mut chunk)?;
            if read == 0 {
                break;
            }
            copy.send(&chunk[..read]).await?;
        }
        copy.finish().await?;
    }
    figures.bulk = started.elapsed();
    Ok(figures)
}

/// Linux forgets the peak of this process when asked so.
fn forget_peak_memory() {
    let _ = std::fs::write("/proc/self/clear_refs", "5");
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
