//! Checkpoints: what they bind, where they go, and that they are verified themselves.

use std::sync::Arc;

use chrono::TimeDelta;
use redthread::app::App;
use redthread::app::audit::checkpoint;
use redthread::runtime::{Clock, FixedClock, RandomIds};
use redthread::store::{Db, Engine};

use super::{CLI, app, app_with, behind_its_back, chain, found, literal, named, read};
use crate::support::both;

#[tokio::test]
async fn a_checkpoint_is_made_when_something_was_written_since() {
    both(async |db| {
        let make = async |app: &App| {
            let made = checkpoint::make(app, &CLI, None).await.unwrap();
            made.map(|made| (made.number, made.chains, made.entries))
        };
        let app = app(&db);
        assert_eq!(make(&app).await, None, "of nothing");
        read(&db, &[1, 1, 2]).await;
        assert_eq!(make(&app).await, Some((1, 2, 3)));
        assert_eq!(make(&app).await, None, "its own entry is nothing new");
        read(&db, &[1]).await;
        // With the entry of the first one.
        assert_eq!(make(&app).await, Some((2, 3, 5)));
        assert_eq!(found(&db, &[]).await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn a_checkpoint_waits_until_it_is_due() {
    both(async |db| {
        let clock = Arc::new(FixedClock::new(crate::store::fixtures::day(1)));
        let app = App::new(
            (*db).clone(),
            Arc::<FixedClock>::clone(&clock),
            Arc::new(RandomIds),
            chrono_tz::UTC,
        );
        let hour = TimeDelta::hours(1);
        let mut made = Vec::new();
        for minutes in [0, 30, 29, 1, 60] {
            clock.advance(TimeDelta::minutes(minutes));
            read(&db, &[1]).await;
            let one = checkpoint::make(&app, &CLI, Some(hour)).await.unwrap();
            made.push(one.map(|one| (one.number, one.at == clock.now())));
        }
        let expected = [
            Some((1, true)),
            None,
            None,
            Some((2, true)),
            Some((3, true)),
        ];
        assert_eq!(made, expected);
    })
    .await;
}

#[tokio::test]
async fn a_file_holds_what_changed_and_is_its_owners_only() {
    both(async |db| {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("kept.jsonl");
        let app = app_with(&db, &file);
        read(&db, &[1, 2]).await;
        checkpoint::make(&app, &CLI, None).await.unwrap();
        read(&db, &[2]).await;
        checkpoint::make(&app, &CLI, None).await.unwrap();
        let text = std::fs::read_to_string(&file).unwrap();
        let lines: Vec<serde_json::Value> = text
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        let told: Vec<String> = lines
            .iter()
            .map(|line| match line["number"].as_i64() {
                Some(number) => format!("checkpoint {number}"),
                None => format!("{} {}", line["chain"].as_str().unwrap(), line["length"]),
            })
            .collect();
        let general = chain(0).0;
        assert_eq!(
            told,
            [
                format!("{} 1", named(1)),
                format!("{} 1", named(2)),
                "checkpoint 1".to_owned(),
                format!("{general} 1"),
                format!("{} 2", named(2)),
                "checkpoint 2".to_owned(),
            ]
        );
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = std::fs::metadata(&file).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        assert_eq!(found(&db, &[file]).await, Vec::<String>::new());
    })
    .await;
}

/// Whoever wrote was cut off: in the middle of a line, or before the database could keep it.
#[tokio::test]
async fn a_file_that_was_cut_off_is_continued() {
    both(async |db| {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("kept.jsonl");
        let app = app_with(&db, &file);
        read(&db, &[1, 2]).await;
        checkpoint::make(&app, &CLI, None).await.unwrap();
        let text = std::fs::read_to_string(&file).unwrap();
        let first = text.lines().next().unwrap();
        std::fs::write(&file, format!("{text}{first}\n{}", &first[..20])).unwrap();
        read(&db, &[1, 2]).await;
        checkpoint::make(&app, &CLI, None).await.unwrap();
        assert_eq!(
            found(&db, std::slice::from_ref(&file)).await,
            Vec::<String>::new()
        );
        // Nowhere to write is no checkpoint.
        let nowhere = app_with(&db, folder.path());
        read(&db, &[1]).await;
        let refused = checkpoint::make(&nowhere, &CLI, None).await.unwrap_err();
        assert_eq!(refused.code(), "unwritable");
        assert_eq!(found(&db, &[file]).await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn a_file_that_was_altered_is_found() {
    both(async |db| {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("kept.jsonl");
        read(&db, &[1, 2]).await;
        checkpoint::make(&app_with(&db, &file), &CLI, None)
            .await
            .unwrap();
        let text = std::fs::read_to_string(&file).unwrap();
        for (from, to) in [
            ("\"length\":1", "\"length\":2"),
            ("\"entries\":2", "\"entries\":3"),
        ] {
            std::fs::write(&file, text.replacen(from, to, 1)).unwrap();
            let found = found(&db, std::slice::from_ref(&file)).await;
            assert_eq!(found, ["checkpoint/1 file_damaged"], "{from}");
        }
    })
    .await;
}

#[tokio::test]
async fn checkpoints_in_the_database_are_verified() {
    both(async |db| {
        for _ in 0..3 {
            read(&db, &[1, 2]).await;
            checkpoint::make(&app(&db), &CLI, None).await.unwrap();
        }
        let number = |n| format!("WHERE number = {n}");
        let one = literal(&db, chain(1));
        for (statement, expected) in [
            (
                format!("UPDATE audit_checkpoint_head SET length = 2 WHERE chain_id = {one}"),
                vec![
                    format!("{}/2 not_as_known", named(1)),
                    "checkpoint/3 chains_altered".to_owned(),
                ],
            ),
            (
                format!("UPDATE audit_checkpoint SET entries = 99 {}", number(3)),
                vec!["checkpoint/3 altered".to_owned()],
            ),
            (
                format!("DELETE FROM audit_checkpoint {}", number(2)),
                vec!["checkpoint/2 missing".to_owned()],
            ),
        ] {
            behind_its_back(&db, &[statement]).await;
            let found = found(&db, &[]).await;
            for expected in &expected {
                assert!(found.contains(expected), "{expected} in {found:?}");
            }
        }
    })
    .await;
}

/// A chain that was cut is told of when the next checkpoint is made, and stays known.
#[tokio::test]
async fn a_checkpoint_does_not_bind_what_was_cut() {
    both(async |db| {
        read(&db, &[1, 1]).await;
        let app = app(&db);
        let old = head(&db).await;
        read(&db, &[1]).await;
        checkpoint::make(&app, &CLI, None).await.unwrap();
        let one = literal(&db, chain(1));
        behind_its_back(
            &db,
            &[
                format!("DELETE FROM audit_entry WHERE chain_id = {one} AND position > 2"),
                format!("DELETE FROM audit_head WHERE chain_id = {one}"),
            ],
        )
        .await;
        crate::store::fixtures::insert(&db, old).await;
        read(&db, &[2]).await;
        let made = checkpoint::make(&app, &CLI, None).await.unwrap().unwrap();
        assert_eq!(made.number, 2);
        assert_eq!(found(&db, &[]).await, [format!("{}/3 cut", named(1))]);
    })
    .await;
}

async fn head(db: &Db) -> entity::audit_head::Model {
    use sea_orm::EntityTrait;
    let head = entity::audit_head::Entity::find_by_id(chain(1).0);
    head.one(&db.read).await.unwrap().unwrap()
}

/// Several instances: one of them makes it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn instances_that_are_due_at_once_make_one() {
    both(async |db| {
        read(&db, &[1, 2]).await;
        let mut making = Vec::new();
        for _ in 0..4 {
            let other = if db.engine() == Engine::Postgres {
                Db::connect(&db.url, &crate::support::options())
                    .await
                    .unwrap()
            } else {
                (*db).clone()
            };
            let app = app(&other);
            let hour = Some(TimeDelta::hours(1));
            making.push(tokio::spawn(async move {
                checkpoint::make(&app, &CLI, hour).await.unwrap()
            }));
        }
        let mut made = 0;
        for one in making {
            made += usize::from(one.await.unwrap().is_some());
        }
        assert_eq!(made, 1);
    })
    .await;
}
