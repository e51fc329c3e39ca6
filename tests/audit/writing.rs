//! Writing to chains: several at once, in one commit, from several instances, cut off, and over a log from
//! before there were chains.

use std::collections::BTreeSet;
use std::sync::Arc;

use redthread::store::{Db, Engine, StoreError, audit, migrate};
use sea_orm::{ConnectionTrait, EntityTrait, QueryOrder};

use super::{about, app, chain, found, read, verify_against};
use crate::support::{both, both_empty, on_postgres, options};

async fn positions(db: &Db, n: u128) -> Vec<i64> {
    use entity::audit_entry::{Column, Entity};
    use sea_orm::{ColumnTrait, QueryFilter};
    let entries = Entity::find()
        .filter(Column::ChainId.eq(chain(n).0))
        .order_by_asc(Column::Position)
        .all(&db.read)
        .await
        .unwrap();
    entries.iter().map(|entry| entry.position).collect()
}

/// Two readers of the same patients in one commit, and both in it twice.
#[tokio::test]
async fn entries_of_one_commit_follow_on_each_other() {
    both(async |db| {
        audit::note(&db, [about(1), about(2), about(1), about(0), about(1)])
            .await
            .unwrap();
        let tx = db.begin().await.unwrap();
        tx.commit_all([about(2), about(1)]).await.unwrap();
        assert_eq!(positions(&db, 1).await, [1, 2, 3, 4]);
        assert_eq!(positions(&db, 2).await, [1, 2]);
        assert_eq!(positions(&db, 0).await, [1]);
        assert_eq!(found(&db, &[]).await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn a_change_without_an_entry_is_refused() {
    both(async |db| {
        let tx = db.begin().await.unwrap();
        assert_eq!(tx.commit_all([]).await, Err(StoreError::NoEntry));
    })
    .await;
}

#[tokio::test]
async fn without_a_key_nothing_is_written_and_nothing_read() {
    both(async |db| {
        let without = redthread::store::Options::default();
        let other = Db::connect(&db.url, &without).await.unwrap();
        let noted = audit::note(&other, [about(1)]).await;
        assert_eq!(noted, Err(StoreError::NoAuditKey));
        let tx = other.begin().await.unwrap();
        assert_eq!(tx.commit(about(1)).await, Err(StoreError::NoAuditKey));
        other.close().await.unwrap();
    })
    .await;
}

/// Another key neither adds to the log nor finds it whole.
#[tokio::test]
async fn another_key_is_noticed_at_once() {
    both(async |db| {
        read(&db, &[0, 1]).await;
        let other = redthread::store::Options {
            audit_key: Some(redthread::domain::audit::Key::new(&[1; 32])),
            ..redthread::store::Options::default()
        };
        let other = Db::connect(&db.url, &other).await.unwrap();
        assert_eq!(audit::check_key(&db).await, Ok(()));
        assert_eq!(audit::check_key(&other).await, Err(StoreError::AuditBroken));
        for n in [0, 1] {
            let refused = audit::note(&other, [about(n)]).await;
            assert_eq!(refused, Err(StoreError::AuditBroken));
        }
        let (verified, _) = verify_against(&app(&other), &[]).await;
        assert_eq!(verified.findings, 4, "two entries and two heads");
        assert_eq!(found(&db, &[]).await, Vec::<String>::new());
        other.close().await.unwrap();
    })
    .await;
}

/// Eight at once on three patients, some reading and some changing, from two instances on PostgreSQL;
/// checkpoints are made meanwhile.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn parallel_writers_leave_unbroken_chains() {
    both(async |db| {
        const EACH: u128 = 30;
        let other = match db.engine() {
            Engine::Postgres => Db::connect(&db.url, &options()).await.unwrap(),
            Engine::Sqlite => (*db).clone(),
        };
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("kept.jsonl");
        let mut writers = Vec::new();
        for writer in 0..8_u128 {
            let db = if writer % 2 == 0 {
                (*db).clone()
            } else {
                other.clone()
            };
            writers.push(tokio::spawn(async move {
                for turn in 0..EACH {
                    let (a, b) = ((writer + turn) % 4, (writer * 3 + turn) % 4);
                    match turn % 3 {
                        0 => audit::note(&db, [about(a)]).await.unwrap(),
                        1 => {
                            audit::note(&db, [about(a), about(b), about(a)])
                                .await
                                .unwrap();
                        }
                        _ => {
                            let tx = db.begin().await.unwrap();
                            tx.commit_all([about(b), about(a)]).await.unwrap();
                        }
                    }
                }
            }));
        }
        let binding = super::app_with(&db, &file);
        for _ in 0..5 {
            redthread::app::audit::checkpoint::make(&binding, &super::CLI, None)
                .await
                .unwrap();
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        for writer in writers {
            writer.await.unwrap();
        }
        let (verified, findings) = verify_against(&app(&db), &[file]).await;
        assert_eq!(findings, []);
        assert!(verified.checkpoints > 0);
        // A third each of one, three and two entries, and one a checkpoint.
        let written = u64::try_from(8 * EACH / 3 * 6).unwrap() + verified.checkpoints;
        assert_eq!(verified.entries, written);
        assert_eq!(verified.chains, 4);
    })
    .await;
}

/// Readers who wait together share commits: fewer of them than readers.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn readers_in_flight_share_commits() {
    on_postgres(async |db| {
        read(&db, &[1]).await;
        let transactions = async || {
            use entity::audit_entry::Entity;
            let rows = sea_orm::Statement::from_string(
                db.read.get_database_backend(),
                "SELECT count(DISTINCT xmin::text)::bigint FROM audit_entry",
            );
            let row = db.read.query_one_raw(rows).await.unwrap().unwrap();
            let count: i64 = row.try_get_by_index(0).unwrap();
            (count, Entity::find().all(&db.read).await.unwrap().len())
        };
        let db = Arc::new((*db).clone());
        let readers: Vec<_> = (0..64)
            .map(|n| {
                let db = Arc::clone(&db);
                tokio::spawn(async move { audit::note(&db, [about(n % 8)]).await })
            })
            .collect();
        for reader in readers {
            reader.await.unwrap().unwrap();
        }
        let (commits, entries) = transactions().await;
        assert_eq!(entries, 65);
        assert!(commits < 40, "{commits} commits");
        assert_eq!(found(&db, &[]).await, Vec::<String>::new());
    })
    .await;
}

/// A request that is given up takes nobody else's entry with it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reader_who_leaves_keeps_nobody_waiting() {
    both(async |db| {
        let leaving: Vec<_> = (0..20)
            .map(|_| {
                let db = (*db).clone();
                tokio::spawn(async move { audit::note(&db, [about(1)]).await })
            })
            .collect();
        leaving.iter().for_each(tokio::task::JoinHandle::abort);
        read(&db, &[1, 1]).await;
        assert!(positions(&db, 1).await.len() >= 2);
        assert_eq!(found(&db, &[]).await, Vec::<String>::new());
    })
    .await;
}

/// Whoever shares a commit with somebody whose chain is broken is not kept from reading.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_broken_chain_is_its_own_readers_alone() {
    both(async |db| {
        read(&db, &[1, 2, 3]).await;
        let one = super::literal(&db, chain(1));
        let broken = format!("UPDATE audit_head SET length = 9 WHERE chain_id = {one}");
        super::behind_its_back(&db, &[broken]).await;
        let readers: Vec<_> = (0..30)
            .map(|n| {
                let db = (*db).clone();
                tokio::spawn(async move { (n % 3, audit::note(&db, [about(n % 3 + 1)]).await) })
            })
            .collect();
        let mut outcomes = BTreeSet::new();
        for reader in readers {
            let (n, outcome) = reader.await.unwrap();
            outcomes.insert((n, outcome.is_ok()));
        }
        assert_eq!(outcomes, BTreeSet::from([(0, false), (1, true), (2, true)]));
    })
    .await;
}

/// Entries from before the log was made of chains are sealed with the change of the schema.
#[tokio::test]
async fn a_log_from_before_is_bound_into_chains() {
    both_empty(|url| async move {
        let db = Db::connect(&url, &options()).await.unwrap();
        migrate::up(&db).await.unwrap();
        read(&db, &[1, 0, 2, 1, 1]).await;
        let steps = migrations_after_the_log();
        migrate::down(&db, steps).await.unwrap();
        // As the program wrote them before: without a place.
        let add = match db.engine() {
            Engine::Sqlite => {
                "INSERT INTO audit_entry VALUES (x'00000000000000000000000000000009',
                    '2025-01-01T12:00:00+00:00', 'cli', 'test.old', NULL, '', '',
                    '{\"b\": 1.50, \"a\": [1e2]}')"
            }
            Engine::Postgres => {
                "INSERT INTO audit_entry VALUES ('00000000-0000-0000-0000-000000000009',
                    '2025-01-01T12:00:00Z', 'cli', 'test.old', NULL, '', '',
                    '{\"b\": 1.50, \"a\": [1e2]}')"
            }
        };
        db.writer().execute_unprepared(add).await.unwrap();
        let without = redthread::store::Options::default();
        let without = Db::connect(&url, &without).await.unwrap();
        assert_eq!(migrate::up(&without).await, Err(StoreError::NoAuditKey));
        without.close().await.unwrap();
        migrate::up(&db).await.unwrap();
        assert_eq!(positions(&db, 1).await, [1, 2, 3]);
        assert_eq!(positions(&db, 0).await, [1, 2]);
        read(&db, &[1, 0]).await;
        assert_eq!(found(&db, &[]).await, Vec::<String>::new());
        let first = entity::audit_entry::Entity::find_by_id((chain(0).0, 1));
        let first = first.one(&db.read).await.unwrap().unwrap();
        assert_eq!(first.action, "test.old", "the oldest comes first");
        db.close().await.unwrap();
    })
    .await;
}

/// How many migrations are to be taken back to be before the chains.
fn migrations_after_the_log() -> u32 {
    use migration::prelude::MigratorTrait;
    let migrations = migration::Migrator::migrations();
    let after = migrations
        .iter()
        .skip_while(|one| one.name() != "m20261128_000007_audit")
        .count();
    u32::try_from(after).unwrap()
}
