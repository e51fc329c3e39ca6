//! Connecting, and what is said when it does not work.

use std::time::Duration;

use redthread::store::{Db, Engine, Options, StoreError, migrate};
use sea_orm::ConnectionTrait;

use super::fixtures::{audit, insert, patient};
use crate::support::{both, on_postgres, on_sqlite};

async fn refused(url: &str) -> StoreError {
    Db::connect(url, &crate::support::options())
        .await
        .err()
        .unwrap()
}

#[tokio::test]
async fn urls_that_cannot_be_used_are_refused_without_repeating_them() {
    for url in [
        "",
        "redthread.db",
        "mysql://someone:secret@host/db",
        "sqlite://",
        "sqlite::memory:",
        "sqlite://file.db?mode=ro",
        "postgres://someone:secret@host:port/db",
    ] {
        let error = refused(url).await;
        assert!(matches!(error, StoreError::BadUrl(_)), "{url}: {error:?}");
        assert!(!error.to_string().contains("secret"));
    }
}

#[tokio::test]
async fn databases_that_are_not_there_are_said_to_be_unavailable() {
    let folder = tempfile::tempdir().unwrap();
    let missing = format!("sqlite://{}/no/such/folder.db", folder.path().display());
    assert_eq!(
        refused(&missing).await,
        StoreError::Unavailable("the folder of its file does not exist")
    );
    let text = folder.path().join("text.db");
    std::fs::write(
        &text,
        "this is no database, whatever it is called".repeat(100),
    )
    .unwrap();
    assert_eq!(
        refused(&format!("sqlite://{}", text.display())).await,
        StoreError::Unavailable("its file is damaged, or is no SQLite database")
    );
    let nobody = "postgres://someone:secret@127.0.0.1:1/db";
    assert_eq!(
        refused(nobody).await,
        StoreError::Unavailable("the connection failed or was lost")
    );
}

#[tokio::test]
async fn a_file_is_created_where_its_name_says() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("odd name 100%.db");
    let url = format!("sqlite://{}", file.display());
    let db = Db::connect(&url, &crate::support::options()).await.unwrap();
    assert!(file.is_file());
    assert_eq!(db.engine(), Engine::Sqlite);
    migrate::up(&db).await.unwrap();
    db.ping().await.unwrap();
    db.close().await.unwrap();
}

#[tokio::test]
async fn the_readers_of_sqlite_refuse_to_write() {
    on_sqlite(|db| async move {
        let error = db
            .read
            .execute_unprepared("DELETE FROM patient")
            .await
            .unwrap_err();
        assert_eq!(StoreError::from(error), StoreError::ReadOnly);
    })
    .await;
}

/// A limit on the file's pages stands for a disk without room.
#[tokio::test]
async fn a_full_disk_is_said_to_be_full() {
    on_sqlite(|db| async move {
        let mut tx = Some(db.begin().await.unwrap());
        if let Some(tx) = &tx {
            tx.execute_unprepared("PRAGMA max_page_count = 1")
                .await
                .unwrap();
        }
        let mut told = None;
        for n in 0..10_000 {
            let row = format!(
                "INSERT INTO source_alias (source_system, kind, alias, target)
                 VALUES ('s', 'patient', '{n}', '{}')",
                "x".repeat(1000)
            );
            if let Some(Err(error)) = match &tx {
                Some(tx) => Some(tx.execute_unprepared(&row).await),
                None => None,
            } {
                told = Some(StoreError::from(error));
                break;
            }
        }
        assert_eq!(told, Some(StoreError::DiskFull));
        drop(tx.take());
        db.writer()
            .execute_unprepared("PRAGMA max_page_count = 1000000")
            .await
            .unwrap();
        insert(&db, patient(1, "after")).await;
    })
    .await;
}

#[tokio::test]
async fn a_statement_has_a_limit_unless_the_work_is_unhurried() {
    on_postgres(|db| async move {
        let options = Options {
            statement_timeout: Some(Duration::from_millis(50)),
            ..crate::support::options()
        };
        let hurried = Db::connect(&db.url, &options).await.unwrap();
        let error = hurried
            .read
            .execute_unprepared("SELECT pg_sleep(2)")
            .await
            .unwrap_err();
        assert_eq!(StoreError::from(error), StoreError::TimedOut);
        let unhurried = Db::connect(&db.url, &Options::unhurried()).await.unwrap();
        unhurried
            .read
            .execute_unprepared("SELECT pg_sleep(0.2)")
            .await
            .unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_server_that_goes_away_is_unavailable_and_then_back() {
    on_postgres(|db| async move {
        let tx = db.begin().await.unwrap();
        db.read
            .execute_unprepared(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                 WHERE datname = current_database() AND pid <> pg_backend_pid()",
            )
            .await
            .unwrap();
        let error = tx.commit(audit("test.lost")).await.unwrap_err();
        assert!(matches!(error, StoreError::Unavailable(_)), "{error:?}");
        insert(&db, patient(1, "after")).await;
    })
    .await;
}

#[tokio::test]
async fn clones_share_their_connections() {
    both(|db| async move {
        let clone: Db = (*db).clone();
        insert(&clone, patient(1, "shared")).await;
        assert_eq!(
            redthread::store::patients::count(&db.read).await.unwrap(),
            1
        );
    })
    .await;
}
