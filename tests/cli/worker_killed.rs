//! A service that is killed again and again while it evaluates: no flag is lost, none is there twice.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use redthread::app::policy::{self, Wish};
use redthread::app::{Actor, App};
use redthread::domain::flags::policy::Change;
use redthread::domain::ids::PatientId;
use redthread::runtime::{RandomIds, SystemClock};
use redthread::store::{Db, evaluations, patients, summaries};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::postgres::empty_database;
use super::service::Service;
use super::*;
use crate::store::fixtures::audit;

/// How often it is killed; `tests/run --long worker-kill` does it two hundred times.
pub(super) fn kills() -> u32 {
    crate::support::env("REDTHREAD_TEST_KILLS").map_or(6, |kills| kills.parse().unwrap())
}

/// A small generator of our own (xorshift64*, Vigna 2016), so that a run can be told by its seed.
pub(super) struct Dice(pub(super) u64);

impl Dice {
    pub(super) fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % sides
    }
}

pub(super) fn run(dir: &Path, arguments: &[&str]) -> String {
    let output = redthread(dir).args(arguments).output().unwrap();
    assert_eq!(code(&output), 0, "{arguments:?} {}", text(&output.stderr));
    text(&output.stdout)
}

/// What changes meanwhile: who is alive, which empties and fills lists of flags, and the thresholds.
struct Changes {
    app: App,
    dice: Dice,
    everybody: Vec<PatientId>,
    turn: u32,
}

impl Changes {
    async fn on(url: &str) -> Self {
        let db = Db::connect(url, &crate::support::options()).await.unwrap();
        let everybody = patients::ids(&db.read, None, 10_000).await.unwrap();
        let (clock, ids) = (Arc::new(SystemClock), Arc::new(RandomIds));
        Self {
            app: App::new(db, clock, ids, chrono_tz::Europe::Oslo),
            dice: Dice(0x5EED),
            everybody,
            turn: 0,
        }
    }

    async fn happen(&mut self) {
        use entity::patient::{Column, Entity};
        self.turn += 1;
        let (dice, everybody) = (&mut self.dice, &self.everybody);
        let some: Vec<PatientId> = everybody
            .iter()
            .copied()
            .filter(|_| dice.roll(3) == 0)
            .collect();
        let tx = self.app.db.begin().await.unwrap();
        for patient in &some {
            let died = (dice.roll(2) == 0).then(|| self.app.clock.now());
            Entity::update_many()
                .col_expr(Column::DeceasedAt, Expr::value(died))
                .filter(Column::Id.eq(patient.0))
                .exec(&*tx)
                .await
                .unwrap();
        }
        summaries::mark_stale(&*tx, &some).await.unwrap();
        tx.commit(audit("test.change")).await.unwrap();
        if self.turn.is_multiple_of(3) {
            let (few, days) = (self.turn.is_multiple_of(2), self.turn % 5 + 5);
            let admissions = if few { "2" } else { "4" };
            let days = days.to_string();
            let thresholds = [
                ("more_than_admissions", admissions),
                ("named_gap_days", &days),
            ];
            let wish = Wish {
                change: Change::from_texts(thresholds).unwrap(),
                reason: "Again".to_owned(),
                ..Wish::default()
            };
            let cli = Actor::CommandLine(None);
            policy::set(&self.app, &cli, &wish).await.unwrap();
        }
    }

    async fn waiting(&self) -> i64 {
        let waiting = evaluations::waiting(&self.app.db.read, self.app.clock.now());
        let waiting = waiting.await.unwrap();
        waiting.changed + waiting.due
    }
}

async fn killed_while_evaluating(dir: &Path, url: &str, arguments: &[&str], instances: usize) {
    write(
        &dir.join("redthread.toml"),
        "[log]\nfilter = 'error'\n\n[worker]\ninterval_s = 1\nbatch = 4\nlease_s = 5\n",
    );
    let generate = [
        "generate",
        "--patients",
        "240",
        "--seed",
        "7",
        "--out",
        "data",
    ];
    run(dir, &generate);
    run(dir, &[&["import", "csv", "data"], arguments].concat());
    let mut world = Changes::on(url).await;
    let mut in_the_middle = 0;
    for _ in 0..kills() {
        world.happen().await;
        let before = world.waiting().await;
        let mut services: Vec<_> = (0..instances)
            .map(|_| Service::start(dir, arguments))
            .collect();
        for service in &mut services {
            let millis = world.dice.roll(250);
            tokio::time::sleep(Duration::from_millis(millis)).await;
            // SIGKILL: nothing of it is told.
            service.child.kill().unwrap();
            service.child.wait().unwrap();
        }
        let after = world.waiting().await;
        in_the_middle += u32::from(after > 0 && after < before);
    }
    assert!(in_the_middle > 0, "none was in the middle: it says nothing");

    let service = Service::start(dir, arguments);
    let began = Instant::now();
    while world.waiting().await > 0 {
        assert!(began.elapsed() < Duration::from_mins(2), "it does not end");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    service.signal("TERM");
    let (exit, said) = service.end();
    assert_eq!(exit, Some(0), "{said}");
    let check = [&["evaluate", "--check", "--format", "csv"], arguments].concat();
    let told = run(dir, &check);
    assert_eq!(told.lines().count(), 1, "stored is what is found: {told}");
    let flags = lives(&world.app.db).await;
    let kept = ["audit", "verify", "--against", "audit-checkpoints.jsonl"];
    run(dir, &[&kept[..], arguments].concat());
    println!(
        "killed {} times ({instances} at once), {in_the_middle} in the middle; {flags} lives of flags",
        kills()
    );
}

/// Each flag lived once at a time, and what the audit trail says was done is what was done. How many lives
/// there were.
async fn lives(db: &Db) -> usize {
    use entity::flag::{Column, Entity};
    let rows = Entity::find()
        .order_by_asc(Column::RaisedAt)
        .all(&db.read)
        .await
        .unwrap();
    let mut last = HashMap::new();
    for row in &rows {
        let key = (row.patient_id, row.code.clone(), row.subject_id);
        if let Some(cleared) = last.insert(key, row.cleared_at) {
            let cleared: chrono::DateTime<chrono::Utc> = cleared.expect("one life at a time");
            assert!(cleared <= row.raised_at, "{} lived twice at once", row.code);
        }
    }
    let told = entity::audit_entry::Entity::find()
        .filter(entity::audit_entry::Column::Action.eq("evaluate.store"))
        .all(&db.read)
        .await
        .unwrap();
    let sum = |what: &str| -> u64 {
        let counts = told
            .iter()
            .map(|entry| entry.detail[what].as_u64().unwrap());
        counts.sum()
    };
    let cleared = rows.iter().filter(|row| row.cleared_at.is_some()).count();
    assert_eq!(sum("raised"), rows.len() as u64, "raised");
    assert_eq!(sum("cleared"), cleared as u64, "cleared");
    assert!(cleared > 0, "flags came and went");
    rows.len()
}

pub(super) fn wait<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Runtime::new().unwrap().block_on(work)
}

#[test]
fn a_worker_that_is_killed_loses_and_doubles_nothing() {
    let dir = keyed_folder();
    let url = format!("sqlite://{}", dir.path().join("redthread.db").display());
    wait(killed_while_evaluating(dir.path(), &url, &[], 1));
}

#[test]
fn two_workers_that_are_killed_lose_and_double_nothing_on_postgres() {
    let Some(database) = empty_database("worker_killed") else {
        return;
    };
    let dir = keyed_folder();
    let arguments = ["--database", database.url.as_str()];
    run(dir.path(), &[&["migrate", "up"], &arguments[..]].concat());
    wait(killed_while_evaluating(
        dir.path(),
        &database.url,
        &arguments,
        2,
    ));
}
