//! A process that ends in the middle: what it leaves, and what the next one makes of it.

use std::fmt::Write as _;

use chrono::TimeDelta;
use redthread::app::import::history;
use redthread::app::import::history::RunState::{self, CutOff, Running};
use redthread::app::uploads::{self, Refused};
use redthread::domain::ids::{ImportFileId, ImportRunId};
use redthread::store::imports::{self, NewRun, RunCounts};
use redthread::store::{Db, Engine};
use uuid::Uuid;

use super::{Bench, administrator, asked, files};
use crate::support::{both, on_sqlite};

/// A run that never ended, last heard of at its start.
async fn orphan(db: &Db, id: u128, actor: &str, started_at: chrono::DateTime<chrono::Utc>) {
    let run = NewRun {
        id: ImportRunId(Uuid::from_u128(id)),
        system: "local",
        format: "csv",
        started_at,
        is_dry_run: false,
        actor,
    };
    let file = ImportFileId(Uuid::from_u128(id + 1));
    imports::start(db.writer(), &run, &[(file, "units.csv".to_owned())])
        .await
        .unwrap();
    let counts = RunCounts {
        created: 7,
        ..RunCounts::default()
    };
    imports::add_counts(db.writer(), file, counts)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_run_that_was_cut_off_is_told_as_such() {
    both(|db| async move {
        let bench = Bench::new(&db);
        let admin = administrator();
        let now = bench.app.clock.now();
        orphan(&db, 10, "account:admin", now - TimeDelta::hours(1)).await;
        orphan(&db, 20, "cli:op", now - TimeDelta::minutes(1)).await;
        orphan(&db, 30, "cli:op", now - TimeDelta::hours(1)).await;
        orphan(&db, 40, "account:admin", now - TimeDelta::minutes(1)).await;
        let states = || async {
            let page = history::history(&bench.app, &admin, None).await.unwrap();
            assert!(page.runs.iter().all(|run| run.counts.created == 7));
            page.runs
                .into_iter()
                .map(|run| run.state)
                .collect::<Vec<_>>()
        };
        assert_eq!(states().await, [Running, CutOff, Running, CutOff]);
        uploads::recover(&bench.app).await.unwrap();
        // A process that begins to serve an SQLite file is the only one that serves it.
        let served = match db.engine() {
            Engine::Sqlite => CutOff,
            Engine::Postgres => Running,
        };
        assert_eq!(states().await, [served, CutOff, Running, CutOff]);
        let (run, of_files) = history::show(&bench.app, &admin, ImportRunId(Uuid::from_u128(10)))
            .await
            .unwrap();
        assert_eq!((run.state, run.counts.created), (CutOff, 7));
        assert_eq!(of_files.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn what_a_killed_process_left_is_removed_and_what_a_living_one_has_is_not() {
    on_sqlite(|db| async move {
        let bench = Bench::new(&db);
        let admin = administrator();
        let id = bench.upload(&admin, &files()).await.unwrap();
        bench.at_rest(&admin, id).await;
        let uploads_folder = bench.folder.path().join("uploads");
        let dead = uploads_folder.join("redthread-dead");
        std::fs::create_dir(&dead).unwrap();
        std::fs::write(dead.join("patients.csv"), "x").unwrap();
        std::fs::write(uploads_folder.join("redthread-dead.lock"), "").unwrap();
        std::fs::write(uploads_folder.join("somebody-elses.txt"), "x").unwrap();
        uploads::recover(&bench.app).await.unwrap();
        assert!(!dead.exists());
        assert_eq!(bench.left().len(), 4, "{:?}", bench.left());
        assert!(uploads::show(&bench.app, &admin, id).is_ok());
    })
    .await;
}

#[tokio::test]
async fn stopping_ends_what_is_under_way_and_leaves_no_file() {
    both(|db| async move {
        let bench = Bench::new(&db);
        let admin = administrator();
        let mut patients = String::from("id,family_name\n");
        for n in 0..60_000 {
            writeln!(patients, "p{n},Berg").unwrap();
        }
        let big: [(&str, &[u8]); 1] = [("patients.csv", patients.as_bytes())];
        let mut receiving = uploads::begin(&bench.app, &admin, asked()).unwrap();
        receiving.file(big[0].0).await.unwrap();
        receiving.write(big[0].1).await.unwrap();
        let id = receiving.finish().await.unwrap();
        bench.at_rest(&admin, id).await;
        uploads::apply(&bench.app, &admin, id).await.unwrap();
        // Until the first chunk is stored.
        loop {
            let page = history::history(&bench.app, &admin, None).await.unwrap();
            if page.runs.first().is_some_and(|run| run.counts.created > 0) {
                break;
            }
            tokio::task::yield_now().await;
        }
        uploads::stop(&bench.app).await;
        let page = history::history(&bench.app, &admin, None).await.unwrap();
        let run = &page.runs[0];
        assert_eq!(run.state, RunState::CutOff);
        assert!(run.counts.created > 0 && run.counts.created < 60_000);
        assert_eq!(bench.left(), Vec::<String>::new());
        let refused = uploads::begin(&bench.app, &admin, asked());
        assert!(matches!(refused, Err(Refused::Stopping)));
    })
    .await;
}
