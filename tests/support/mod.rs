//! What tests share: a database of each engine, migrated and empty, for every test that asks.

pub mod app;
mod databases;
pub mod smtp;

use std::io::Write;
use std::ops::Deref;
use std::path::PathBuf;

use redthread::domain::audit::Key;
use redthread::store::{Db, Options};

use databases::{postgres, sqlite};

/// The key that audit logs of tests are sealed with, as its file holds it.
pub const AUDIT_KEY: &str = "7e57000000000000000000000000000000000000000000000000000000007e57";

/// How tests connect: as the service does, with a key.
pub fn options() -> Options {
    Options {
        audit_key: Key::parse(AUDIT_KEY),
        ..Options::default()
    }
}

/// A database of its own for one test, dropped after use.
pub struct TestDb {
    db: Db,
    /// Where it is, for a test that connects again.
    pub url: String,
}

impl Deref for TestDb {
    type Target = Db;

    fn deref(&self) -> &Db {
        &self.db
    }
}

/// Runs one test body on both engines, each time with a migrated and otherwise empty database.
///
/// Without `REDTHREAD_TEST_POSTGRES_URL` the PostgreSQL half is not run, which is said aloud; where
/// `CI` or `REDTHREAD_TEST_REQUIRE_ALL` is set, that is a failure.
pub async fn both<F, B>(body: F)
where
    F: Fn(TestDb) -> B,
    B: Future<Output = ()> + Send + 'static,
{
    on_sqlite(&body).await;
    on_postgres(&body).await;
}

/// [`both`], with SQLite only.
pub async fn on_sqlite<F, B>(body: F)
where
    F: Fn(TestDb) -> B,
    B: Future<Output = ()> + Send + 'static,
{
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("test.db");
    std::fs::copy(sqlite::template(), &file).unwrap();
    let url = format!("sqlite://{}", file.display());
    let db = Db::connect(&url, &options()).await.unwrap();
    let outcome = tokio::spawn(body(TestDb { db, url })).await;
    resume(outcome);
}

/// [`both`], with PostgreSQL only.
pub async fn on_postgres<F, B>(body: F)
where
    F: Fn(TestDb) -> B,
    B: Future<Output = ()> + Send + 'static,
{
    let Some(server) = postgres_server() else {
        return;
    };
    let database = postgres::create(&server).await;
    let url = postgres::url(&server, &database);
    let db = Db::connect(&url, &options()).await.unwrap();
    let outcome = tokio::spawn(body(TestDb { db, url })).await;
    postgres::drop(&server, &database).await;
    resume(outcome);
}

/// The URL of an empty, unmigrated database of each engine, for tests of migrating itself.
pub async fn both_empty<F, B>(body: F)
where
    F: Fn(String) -> B,
    B: Future<Output = ()> + Send + 'static,
{
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("empty.db").display());
    resume(tokio::spawn(body(url)).await);
    let Some(server) = postgres_server() else {
        return;
    };
    let database = postgres::create_empty(&server).await;
    let outcome = tokio::spawn(body(postgres::url(&server, &database))).await;
    postgres::drop(&server, &database).await;
    resume(outcome);
}

fn resume(outcome: Result<(), tokio::task::JoinError>) {
    if let Err(error) = outcome {
        std::panic::resume_unwind(error.into_panic());
    }
}

/// The URL of the PostgreSQL server, where this run has one; fails where it must have one.
pub fn postgres_server() -> Option<String> {
    let server = env("REDTHREAD_TEST_POSTGRES_URL").filter(|url| !url.is_empty());
    if server.is_none() {
        not_run("PostgreSQL: REDTHREAD_TEST_POSTGRES_URL is not set");
    }
    server
}

/// The folder of shared data, where this machine has it.
pub fn shared_data() -> Option<PathBuf> {
    let folder = env("REDTHREAD_TEST_DATA").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data"),
        PathBuf::from,
    );
    if folder.is_dir() {
        return Some(folder);
    }
    say("NOT RUN: shared data is not present");
    None
}

/// Says that part of a test was not run, and fails where everything is required to be.
pub fn not_run(what: &str) {
    assert!(
        env("CI").is_none() && env("REDTHREAD_TEST_REQUIRE_ALL").is_none(),
        "NOT RUN: {what}"
    );
    say(&format!("NOT RUN: {what}"));
}

/// Past the harness's capture, so that it is seen when the test passes.
fn say(line: &str) {
    let name = std::thread::current().name().unwrap_or("test").to_owned();
    let _ = writeln!(std::io::stderr(), "{name}: {line}");
}

#[expect(
    clippy::disallowed_methods,
    reason = "tests are told where the servers are"
)]
pub fn env(name: &str) -> Option<String> {
    std::env::var(name).ok()
}
