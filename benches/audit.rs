//! What the audit log adds to reading: readers at once, each reading one patient after the other with its
//! entry, and the same without.
//!
//! ```text
//! REDTHREAD_BENCH_POSTGRES_URL=postgres://... cargo bench --bench audit -- [PATIENTS] [SECONDS]
//! ```
//!
//! The URL names an empty database that the bench may fill (it is migrated first). It is turned about
//! after each number of readers: with, without. Nothing is in between but the store, so that the share is
//! the largest there can be.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use redthread::app::generate::{Cohort, Parameters};
use redthread::app::{Actor, App, NoProgress, demo, record};
use redthread::domain::audit::Key;
use redthread::domain::ids::PatientId;
use redthread::runtime::{RandomIds, SystemClock};
use redthread::store::{Db, Options, migrate, patients, reach, trajectories};

const READERS: [usize; 3] = [1, 8, 64];

#[tokio::main]
async fn main() -> Result<()> {
    let mut numbers = std::env::args().skip(1).filter_map(|a| a.parse().ok());
    let cohort: u64 = numbers.next().unwrap_or(1_000);
    let time = Duration::from_secs(numbers.next().unwrap_or(10));
    #[expect(
        clippy::disallowed_methods,
        reason = "a bench is told its database by its caller"
    )]
    let Ok(url) = std::env::var("REDTHREAD_BENCH_POSTGRES_URL") else {
        println!("NOT RUN: set REDTHREAD_BENCH_POSTGRES_URL to an empty PostgreSQL database");
        return Ok(());
    };
    let options = Options {
        audit_key: Some(Key::new(&[7; 32])),
        ..Options::default()
    };
    let db = Db::connect(&url, &options).await?;
    migrate::up(&db).await?;
    let (clock, ids) = (Arc::new(SystemClock), Arc::new(RandomIds));
    let app = App::new(db, clock, ids, chrono_tz::Europe::Oslo);
    let parameters = Parameters {
        patients: cohort,
        seed: 1,
        as_of: app.clock.now(),
        zone: app.zone,
    };
    let actor = Actor::CommandLine(None);
    demo::fill(&app, &actor, &Cohort::new(parameters), &NoProgress).await?;
    let everybody = Arc::new(patients::ids(&app.db.read, None, cohort).await?);
    println!("readers  log      reads/s   p50 ms   p99 ms");
    for readers in READERS {
        for with_log in [true, false] {
            let measured = measure(&app, &everybody, readers, with_log, time).await?;
            println!(
                "{readers:>7}  {:<7}{measured}",
                if with_log { "with" } else { "without" }
            );
        }
    }
    Ok(())
}

async fn measure(
    app: &App,
    everybody: &Arc<Vec<PatientId>>,
    readers: usize,
    with_log: bool,
    time: Duration,
) -> Result<String> {
    let is_over = Arc::new(AtomicBool::new(false));
    let mut reading = Vec::new();
    for reader in 0..readers {
        let (app, everybody, is_over) = (app.clone(), Arc::clone(everybody), Arc::clone(&is_over));
        reading.push(tokio::spawn(async move {
            let mut took = Vec::new();
            let mut next = reader * 7919;
            while !is_over.load(Ordering::Relaxed) {
                let patient = everybody[next % everybody.len()];
                next += 1;
                let began = Instant::now();
                read(&app, patient, with_log).await?;
                took.push(began.elapsed());
            }
            anyhow::Ok(took)
        }));
    }
    let began = Instant::now();
    tokio::time::sleep(time).await;
    is_over.store(true, Ordering::Relaxed);
    let mut took = Vec::new();
    for reader in reading {
        took.extend(reader.await??);
    }
    let seconds = began.elapsed().as_secs_f64();
    took.sort_unstable();
    let at = |share: usize| -> Result<f64> {
        let place = (took.len() * share / 100).min(took.len().saturating_sub(1));
        let one = took.get(place).context("nothing was read")?;
        Ok(one.as_secs_f64() * 1000.0)
    };
    #[expect(clippy::cast_precision_loss, reason = "reads of some seconds")]
    let rate = took.len() as f64 / seconds;
    Ok(format!("{rate:>9.0} {:>8.2} {:>8.2}", at(50)?, at(99)?))
}

async fn read(app: &App, patient: PatientId, with_log: bool) -> Result<()> {
    if with_log {
        record::open(app, &Actor::System, patient, "patient.show").await?;
        return Ok(());
    }
    // What `open` does, without the entry.
    let reading = app.db.reading().await?;
    let sought = reach::seek(&*reading, patient, None, app.clock.now()).await?;
    let sought = sought.context("the patient is there")?;
    trajectories::of(&*reading, sought.patient).await?;
    Ok(())
}
