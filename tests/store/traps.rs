//! Five traps of the ORM and its engines, kept as tests. (Migrations that fail midway are in
//! `tests/migrations.rs`; constraints in `constraints.rs`.)

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use redthread::store::{Db, Options, StoreError, retry};
use sea_orm::{ConnectionTrait, EntityTrait, PaginatorTrait, QuerySelect, Statement};

use super::fixtures::{audit, id, insert, one_patient, patient, unit};
use crate::support::{both, on_postgres, on_sqlite};

/// One connection, taken by a transaction: asking for another is answered in the end, with words,
/// and not waited for until the process is killed.
#[tokio::test]
async fn a_pool_of_one_does_not_wait_on_itself_for_ever() {
    both(|db| async move {
        let options = Options {
            readers: 1,
            connections: 1,
            acquire_timeout: Duration::from_millis(300),
            ..crate::support::options()
        };
        let small = Db::connect(&db.url, &options).await.unwrap();
        let tx = small.begin().await.unwrap();
        assert_eq!(
            small.begin().await.err(),
            Some(StoreError::Unavailable("no connection became free in time"))
        );
        // The transaction itself is untouched by that, and is the handle to use.
        entity::unit::Entity::find()
            .limit(1)
            .all(&*tx)
            .await
            .unwrap();
        tx.commit(audit("test.nothing")).await.unwrap();
        small.begin().await.unwrap().rollback().await.unwrap();
    })
    .await;
}

/// On SQLite reading is another pool: an open transaction keeps nobody from reading.
#[tokio::test]
async fn readers_do_not_wait_for_the_writer() {
    on_sqlite(|db| async move {
        let tx = db.begin().await.unwrap();
        entity::unit::Entity::insert(sea_orm::IntoActiveModel::into_active_model(unit(1, "home")))
            .exec_without_returning(&*tx)
            .await
            .unwrap();
        let seen = entity::unit::Entity::find().count(&db.read).await.unwrap();
        assert_eq!(seen, 0);
        tx.commit(audit("test.unit")).await.unwrap();
        let seen = entity::unit::Entity::find().count(&db.read).await.unwrap();
        assert_eq!(seen, 1);
    })
    .await;
}

/// A caller that is dropped while BEGIN is under way must not leave a connection in the pool with a
/// transaction open: what is written on it next would be lost.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cancelled_begin_leaves_no_transaction_open() {
    both(|db| async move {
        let options = Options {
            connections: 1,
            ..crate::support::options()
        };
        let small = Db::connect(&db.url, &options).await.unwrap();
        for micros in (0..2_000).step_by(25) {
            let begun = tokio::time::timeout(Duration::from_micros(micros), small.begin()).await;
            drop(begun);
        }
        insert(&small, patient(1, "after")).await;
        // Seen from elsewhere, so it was committed.
        let stored = entity::patient::Entity::find_by_id(id(1))
            .one(&db.read)
            .await
            .unwrap();
        assert!(stored.is_some());
    })
    .await;
}

/// What is committed meanwhile does not tear a record apart: on PostgreSQL each statement would see it.
#[tokio::test]
async fn what_is_read_together_is_of_one_moment() {
    both(|db| async move {
        insert(&db, patient(1, "before")).await;
        let reading = db.reading().await.unwrap();
        let patients = entity::patient::Entity::find;
        assert_eq!(patients().count(&*reading).await.unwrap(), 1);
        insert(&db, patient(2, "meanwhile")).await;
        assert_eq!(patients().count(&*reading).await.unwrap(), 1);
        drop(reading);
        let reading = db.reading().await.unwrap();
        assert_eq!(patients().count(&*reading).await.unwrap(), 2);
        let refused = reading
            .execute_unprepared("DELETE FROM patient")
            .await
            .unwrap_err();
        let words = refused.to_string();
        assert!(
            words.contains("read-only") || words.contains("readonly"),
            "{words}"
        );
    })
    .await;
}

#[tokio::test]
async fn a_dropped_transaction_changes_nothing() {
    both(|db| async move {
        {
            let tx = db.begin().await.unwrap();
            tx.execute_unprepared("DELETE FROM seaql_migrations")
                .await
                .unwrap();
        }
        redthread::store::migrate::require_current(&db)
            .await
            .unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_commit_writes_its_audit_entry() {
    both(|db| async move {
        let tx = db.begin().await.unwrap();
        tx.commit(audit("test.commit")).await.unwrap();
        let entries = entity::audit_entry::Entity::find()
            .all(&db.read)
            .await
            .unwrap();
        assert_eq!(entries.len(), 1);
        assert_eq!(entries[0].action, "test.commit");
    })
    .await;
}

async fn admissions(conn: &impl ConnectionTrait) -> i64 {
    let sql = "SELECT admissions FROM patient_summary";
    let statement = Statement::from_string(conn.get_database_backend(), sql);
    conn.query_one_raw(statement)
        .await
        .unwrap()
        .unwrap()
        .try_get_by_index(0)
        .unwrap()
}

/// Many that read, then write, through two separate sets of connections. With a deferred BEGIN, half
/// of them fail at once on SQLite in spite of the busy timeout.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_writers_that_read_first_take_turns() {
    on_sqlite(|db| async move {
        one_patient(&db).await;
        redthread::store::summaries::mark_stale(db.writer(), &[super::fixtures::patient_id(100)])
            .await
            .unwrap();
        let other = Db::connect(&db.url, &crate::support::options())
            .await
            .unwrap();
        let mut writers = Vec::new();
        for n in 0..40 {
            let db: Db = if n % 2 == 0 {
                db.clone()
            } else {
                other.clone()
            };
            writers.push(tokio::spawn(async move {
                let tx = db.begin().await?;
                let seen = admissions(&*tx).await;
                tx.execute_unprepared(&format!(
                    "UPDATE patient_summary SET admissions = {}",
                    seen + 1
                ))
                .await?;
                tx.commit(audit("test.add")).await
            }));
        }
        for writer in writers {
            writer.await.unwrap().unwrap();
        }
        assert_eq!(admissions(&db.read).await, 40);
    })
    .await;
}

/// Two transactions that lock each other out: PostgreSQL ends one, and it is begun again.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_deadlock_is_transient_and_tried_again() {
    on_postgres(|db| async move {
        insert(&db, unit(1, "home")).await;
        insert(&db, unit(2, "home")).await;
        let attempts = Arc::new(AtomicU32::new(0));
        let lock = |first: u128, then: u128| {
            let (db, attempts): (Db, _) = (db.clone(), attempts.clone());
            async move {
                retry(|| async {
                    attempts.fetch_add(1, Ordering::Relaxed);
                    let tx = db.begin().await?;
                    for n in [first, then] {
                        let sql = "UPDATE unit SET beds = 1 WHERE id = $1";
                        let backend = tx.get_database_backend();
                        tx.execute_raw(Statement::from_sql_and_values(
                            backend,
                            sql,
                            [id(n).into()],
                        ))
                        .await?;
                        tokio::time::sleep(Duration::from_millis(100)).await;
                    }
                    tx.commit(audit("test.lock")).await
                })
                .await
            }
        };
        let (one, two): (Result<(), StoreError>, Result<(), StoreError>) =
            tokio::join!(lock(1, 2), lock(2, 1));
        one.unwrap();
        two.unwrap();
        assert_eq!(attempts.load(Ordering::Relaxed), 3);
    })
    .await;
}

#[tokio::test]
async fn work_is_begun_at_most_three_times() {
    let attempts = AtomicU32::new(0);
    let failed: Result<(), _> = retry(|| async {
        attempts.fetch_add(1, Ordering::Relaxed);
        Err(StoreError::Busy)
    })
    .await;
    assert_eq!(failed, Err(StoreError::Busy));
    assert_eq!(attempts.load(Ordering::Relaxed), 3);

    attempts.store(0, Ordering::Relaxed);
    let failed: Result<(), _> = retry(|| async {
        attempts.fetch_add(1, Ordering::Relaxed);
        Err(StoreError::DiskFull)
    })
    .await;
    assert_eq!(failed, Err(StoreError::DiskFull));
    assert_eq!(attempts.load(Ordering::Relaxed), 1);
}
