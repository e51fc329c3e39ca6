//! Bad days: the process killed, the database gone, the disk full. What was stored stays whole, and
//! running again gives what an undisturbed run gives.

use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use chrono::Utc;
use redthread::app::generate::{Cohort, Parameters, to_folder};
use redthread::domain::time::parse_time;
use redthread::store::Db;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::{Folder, app, csv, everything};
use crate::support::{both, on_postgres, on_sqlite};

/// An import by the real program, on a database of its own.
pub(super) fn program(folder: &Folder, url: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_redthread"));
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("REDTHREAD_") {
            command.env_remove(name);
        }
    }
    command
        .args(["import", "csv"])
        .arg(folder.input())
        .args(["--database", url, "--data-dir"])
        .arg(folder.data())
        .env("REDTHREAD_AUDIT__KEY", crate::support::AUDIT_KEY)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

fn cohort(patients: u64, folder: &Path) {
    let zone = chrono_tz::Europe::Oslo;
    let cohort = Cohort::new(Parameters {
        patients,
        seed: 7,
        as_of: parse_time("2026-03-02T12:00", zone).unwrap(),
        zone,
    });
    to_folder(&cohort, folder, |_| {}).unwrap();
}

fn ended_well(output: &Output) {
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}");
}

async fn runs(db: &Db, status: &str) -> u64 {
    use entity::import_run::{Column, Entity};
    Entity::find()
        .filter(Column::Status.eq(status))
        .count(db.writer())
        .await
        .unwrap()
}

async fn stale(db: &Db) -> u64 {
    use entity::patient_summary::{Column, Entity};
    Entity::find()
        .filter(Column::IsStale.eq(true))
        .count(db.writer())
        .await
        .unwrap()
}

/// Lets an import run until it has begun to store, and a little longer.
async fn until_midway(db: &Db, child: &mut Child, rows: u64) {
    loop {
        assert!(child.try_wait().unwrap().is_none(), "it was over too soon");
        let stored = entity::contact::Entity::find().count(db.writer()).await;
        if stored.unwrap() >= rows {
            return;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

#[tokio::test]
async fn a_killed_run_is_completed_by_the_next() {
    both(async |db| {
        let folder = Folder::new();
        cohort(150, &folder.input());
        for rows in [1, 2_500] {
            let mut child = program(&folder, &db.url).spawn().unwrap();
            until_midway(&db, &mut child, rows).await;
            child.kill().unwrap();
            child.wait().unwrap();
        }
        assert_eq!(runs(&db, "running").await, 2, "killed midway");
        assert_eq!(runs(&db, "finished").await, 0);
        assert!(stale(&db).await > 0, "a debt that was left");
        ended_well(&program(&folder, &db.url).output().unwrap());
        assert_eq!(stale(&db).await, 0);
        let completed = everything(&app(&db)).await;

        on_sqlite(move |undisturbed| {
            let input = folder.input();
            let completed = completed.clone();
            async move {
                let other = Folder::new();
                let mut command = other.command();
                command.paths = vec![input];
                csv(&app(&undisturbed), &command).await;
                assert_eq!(everything(&app(&undisturbed)).await, completed);
            }
        })
        .await;
    })
    .await;
}

#[expect(
    clippy::disallowed_methods,
    reason = "compared with the server's clock"
)]
#[tokio::test]
async fn a_database_that_goes_away_is_told_and_the_run_marked_failed() {
    on_postgres(async |db| {
        let folder = Folder::new();
        cohort(150, &folder.input());
        let spawned_at = Utc::now().to_rfc3339();
        let mut child = program(&folder, &db.url).spawn().unwrap();
        until_midway(&db, &mut child, 1).await;
        db.writer()
            .execute_unprepared(&format!(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                 WHERE datname = current_database() AND pid <> pg_backend_pid()
                   AND backend_start > '{spawned_at}'"
            ))
            .await
            .unwrap();
        let output = child.wait_with_output().unwrap();
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{told}");
        assert!(told.contains("[database_unavailable]"), "{told}");
        // Our own connections may have been among those that were ended.
        let url = db.url.clone();
        let db = Db::connect(&url, &crate::support::options()).await.unwrap();
        assert_eq!(runs(&db, "failed").await, 1);
        ended_well(&program(&folder, &url).output().unwrap());
        assert_eq!((runs(&db, "finished").await, stale(&db).await), (1, 0));
    })
    .await;
}

#[cfg(unix)]
#[tokio::test]
async fn a_full_disk_is_told_and_what_was_stored_stays() {
    on_sqlite(async |db| {
        let folder = Folder::new();
        cohort(150, &folder.input());
        let whole = program(&folder, &db.url);
        // A file may not grow beyond this many kilobytes: writing fails as on a full disk.
        let mut limited = Command::new("bash");
        limited
            .args(["-c", "trap '' XFSZ; ulimit -f 1500; exec \"$@\"", "bash"])
            .arg(whole.get_program())
            .args(whole.get_args());
        for (name, value) in whole.get_envs() {
            match value {
                Some(value) => limited.env(name, value),
                None => limited.env_remove(name),
            };
        }
        let output = limited.output().unwrap();
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{told}");
        assert!(told.contains("full"), "{told}");
        let half = entity::contact::Entity::find().count(&db.read).await;
        ended_well(&program(&folder, &db.url).output().unwrap());
        let full = entity::contact::Entity::find().count(&db.read).await;
        assert!(half.unwrap() < full.unwrap());
        assert_eq!(stale(&db).await, 0);
    })
    .await;
}
