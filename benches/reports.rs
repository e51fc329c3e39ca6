//! Each report of a whole service over a month, a quarter and a year, from the facts that are kept; and, beside it, one
//! of the nineteen questions of continuity (the median COC) asked of the contacts themselves: by hand-written SQL, and
//! by DuckDB where its command is installed, of a copy of them in its own columns.
//!
//! ```text
//! REDTHREAD_BENCH_POSTGRES_URL=postgres://... cargo bench --bench reports -- [PATIENTS] [RUNS] [CONTACTS]
//! ```
//!
//! The URL names an empty database that the bench may fill (it is migrated first). PATIENTS defaults to
//! 2 000 with 50 contacts each; 100 000, and 1 000 000 with 10 each, are the long runs of `docs/performance.md`.

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context, Result};
use redthread::app::evaluate::{Which, keep};
use redthread::app::report::{Asked, over_period};
use redthread::app::{Actor, App, NoProgress};
use redthread::domain::audit::Key;
use redthread::domain::report::{Book, Measure, Period};
use redthread::runtime::{RandomIds, SystemClock};
use redthread::store::{Db, Options, migrate, patients};
use sea_orm::{ConnectionTrait, Statement};
use tempfile::TempDir;

const FILL: &str = include_str!("evaluate_fill.sql");

/// Who works where: a unit has figures only where enough people do.
const STAFF: &str = "
    INSERT INTO employment (id, professional_id, unit_id, from_on, is_locum, recorded_at, version)
    SELECT pg_temp.key(7, n), pg_temp.key(2, n), pg_temp.key(1, 1 + n % 20), '2020-01-01', false,
        '2026-01-01', 1
    FROM generate_series(1, 1000) n";

/// The last that the fill has contacts in.
const PERIODS: [&str; 3] = ["2025-12", "2025-Q4", "2025"];

/// Contacts of a local day count once with each professional; units of class community only.
const BY_HAND: &str = "
    WITH met AS (
        SELECT contact.patient_id, contact.main_professional_id AS who,
               COUNT(DISTINCT (contact.at AT TIME ZONE COALESCE(unit.time_zone, 'Europe/Oslo'))::date) AS n
        FROM contact JOIN unit ON unit.id = contact.unit_id
        WHERE contact.status = 'attended' AND COALESCE(contact.patient_present, true)
          AND contact.mode IS DISTINCT FROM 'message' AND contact.main_professional_id IS NOT NULL
          AND (contact.at AT TIME ZONE COALESCE(unit.time_zone, 'Europe/Oslo'))::date >= $1
          AND (contact.at AT TIME ZONE COALESCE(unit.time_zone, 'Europe/Oslo'))::date < $2
        GROUP BY 1, 2
    ), counted AS (
        SELECT patient_id, SUM(n) AS n, SUM(n * n) AS squares FROM met GROUP BY 1
    )
    SELECT PERCENTILE_CONT(0.5) WITHIN GROUP (
        ORDER BY ((squares - n) / (n * (n - 1)))::double precision
    ) FROM counted WHERE n >= 4";

#[tokio::main]
async fn main() -> Result<()> {
    let mut numbers = std::env::args().skip(1).filter_map(|a| a.parse().ok());
    let patients = numbers.next().unwrap_or(2_000);
    let runs = numbers.next().unwrap_or(3);
    let contacts = numbers.next().unwrap_or(50);
    #[expect(
        clippy::disallowed_methods,
        reason = "a bench is told its database by its caller"
    )]
    let Ok(url) = std::env::var("REDTHREAD_BENCH_POSTGRES_URL") else {
        println!("NOT RUN: set REDTHREAD_BENCH_POSTGRES_URL to an empty PostgreSQL database");
        return Ok(());
    };
    let app = prepared(&url, (patients, contacts)).await?;
    let columns = Columns::of(&app).await?;
    for period in PERIODS {
        let period = period.parse()?;
        for _ in 0..runs {
            one(&app, columns.as_ref(), period).await?;
        }
    }
    Ok(())
}

/// The contacts as DuckDB keeps them.
struct Columns {
    dir: TempDir,
}

impl Columns {
    /// What is copied: who met whom on which local day, by the same rules as [`BY_HAND`].
    const COPY: &str = "
        SELECT contact.patient_id, contact.main_professional_id AS who,
               (contact.at AT TIME ZONE COALESCE(unit.time_zone, 'Europe/Oslo'))::date AS day
        FROM contact JOIN unit ON unit.id = contact.unit_id
        WHERE contact.status = 'attended' AND COALESCE(contact.patient_present, true)
          AND contact.mode IS DISTINCT FROM 'message' AND contact.main_professional_id IS NOT NULL";

    /// Copies them; `None` where DuckDB is not installed. The database's server writes the file: it runs
    /// on this machine, and its user may.
    async fn of(app: &App) -> Result<Option<Self>> {
        if Command::new("duckdb").arg("--version").output().is_err() {
            println!("duckdb is not installed: without it");
            return Ok(None);
        }
        let dir = TempDir::new()?;
        // The server may run as another user.
        std::fs::set_permissions(dir.path(), Permissions::from_mode(0o777))?;
        let csv = dir.path().join("contacts.csv");
        let copy = format!("COPY ({}) TO '{}' CSV HEADER", Self::COPY, csv.display());
        app.db.writer().execute_unprepared(&copy).await?;
        let columns = Self { dir };
        columns.ask(&format!(
            "CREATE TABLE met AS FROM read_csv('{}', types = {{'day': 'DATE'}})",
            csv.display()
        ))?;
        Ok(Some(columns))
    }

    fn ask(&self, sql: &str) -> Result<String> {
        let answer = Command::new("duckdb")
            .arg(self.dir.path().join("contacts.duckdb"))
            .args(["-noheader", "-list", "-c", sql])
            .output()?;
        let wrong = String::from_utf8_lossy(&answer.stderr);
        anyhow::ensure!(answer.status.success(), "duckdb: {wrong}");
        Ok(String::from_utf8(answer.stdout)?.trim().to_owned())
    }

    /// The median COC of a period, as said.
    fn median(&self, period: Period) -> Result<String> {
        self.ask(&format!(
            "WITH counts AS (
                SELECT patient_id, who, COUNT(DISTINCT day) AS n FROM met
                WHERE day >= DATE '{}' AND day < DATE '{}' GROUP BY ALL
            ), counted AS (
                SELECT SUM(n) AS n, SUM(n * n) AS squares FROM counts GROUP BY patient_id
            )
            SELECT quantile_cont((squares - n) / (n * (n - 1)), 0.5) FROM counted WHERE n >= 4",
            period.from(),
            period.to(),
        ))
    }
}

async fn one(app: &App, columns: Option<&Columns>, period: Period) -> Result<()> {
    let asked = Asked {
        book: Book::Continuity,
        unit: None,
        period: Some(period),
    };
    let started = Instant::now();
    let answer = over_period(app, &Actor::CommandLine(None), asked).await?;
    let report = started.elapsed();
    let mut others = Vec::new();
    for book in [Book::Turnover, Book::Handovers, Book::Flags] {
        let started = Instant::now();
        over_period(app, &Actor::CommandLine(None), Asked { book, ..asked }).await?;
        let took = started.elapsed().as_secs_f64() * 1e3;
        others.push(format!("{} {took:.0} ms", book.code()));
    }
    let coc = answer.report.row(Measure::Coc);
    let coc = coc.and_then(|row| row.now.shown()?.value);
    let conn = &app.db.read;
    let started = Instant::now();
    let statement = Statement::from_sql_and_values(
        conn.get_database_backend(),
        BY_HAND,
        [period.from().into(), period.to().into()],
    );
    let row = conn.query_one_raw(statement).await?;
    let by_hand = started.elapsed();
    let median: Option<f64> = row.context("one row")?.try_get_by_index(0)?;
    println!(
        "{period}: continuity {:.0} ms; {}; COC by hand {:.0} ms, so {:.2} of that; median COC {coc:?}, by hand \
         {median:?}",
        report.as_secs_f64() * 1e3,
        others.join("; "),
        by_hand.as_secs_f64() * 1e3,
        report.as_secs_f64() / by_hand.as_secs_f64(),
    );
    if let Some(columns) = columns {
        let started = Instant::now();
        let median = columns.median(period)?;
        let took = started.elapsed();
        println!(
            "{period}: COC by DuckDB, with the start of its process, {:.0} ms; median {median}",
            took.as_secs_f64() * 1e3,
        );
    }
    Ok(())
}

/// A filled database in which everyone has been evaluated.
async fn prepared(url: &str, (patients, contacts): (u64, u64)) -> Result<App> {
    let options = Options {
        audit_key: Some(Key::new(&[7; 32])),
        ..Options::unhurried()
    };
    let db = Db::connect(url, &options).await?;
    migrate::up(&db).await?;
    let zone = chrono_tz::Europe::Oslo;
    let app = App::new(db.clone(), Arc::new(SystemClock), Arc::new(RandomIds), zone);
    if patients::count(&db.read).await? == 0 {
        println!("filling with {patients} patients ...");
        let fill = FILL.replace("$patients", &patients.to_string());
        let fill = format!("SET bench.contacts = '{contacts}'; {fill} {STAFF}");
        let filled = db.writer().execute_unprepared(&fill).await;
        filled.context("the fill failed")?;
        println!("evaluating everyone ...");
    }
    let started = Instant::now();
    keep(&app, &Actor::CommandLine(None), Which::All, &NoProgress).await?;
    println!("evaluated in {:.1} s", started.elapsed().as_secs_f64());
    db.writer().execute_unprepared("VACUUM ANALYZE").await?;
    Ok(app)
}
