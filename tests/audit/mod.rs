//! The audit log as chains: what is written, what is found when somebody tampers with it.

mod access_log;
mod canonical;
mod checkpoints;
mod tampering;
mod writing;

use redthread::app::audit::verify::{self, Finding, Verified};
use redthread::app::audit::{Auditing, Sink};
use redthread::app::{Actor, App};
use redthread::domain::audit::Chain;
use redthread::domain::ids::PatientId;
use redthread::runtime::{RandomIds, SystemClock};
use redthread::store::{AuditEntry, Db, Engine, audit};
use sea_orm::ConnectionTrait;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::store::fixtures::{self, patient_id};

const CLI: Actor = Actor::CommandLine(None);

/// What use cases need, over a database of a test.
fn app(db: &Db) -> App {
    App::new(
        db.clone(),
        Arc::new(SystemClock),
        Arc::new(RandomIds),
        chrono_tz::Europe::Oslo,
    )
}

/// The same, with checkpoints that go to a file.
fn app_with(db: &Db, file: &Path) -> App {
    app(db).with_auditing(Auditing {
        checkpoints: Sink::File(file.to_owned()),
        ..Auditing::default()
    })
}

/// An entry about a patient, or about nobody in particular for 0.
fn about(n: u128) -> AuditEntry {
    AuditEntry {
        patient: (n > 0).then(|| patient_id(n)),
        ..fixtures::audit("test.read")
    }
}

fn chain(n: u128) -> Chain {
    Chain::of((n > 0).then(|| patient_id(n)))
}

async fn read(db: &Db, patients: &[u128]) {
    for n in patients {
        audit::note(db, [about(*n)]).await.unwrap();
    }
}

async fn verify_against(app: &App, files: &[PathBuf]) -> (Verified, Vec<Finding>) {
    let mut findings = Vec::new();
    let verified = verify::verify(app, &CLI, files, &mut |finding| findings.push(finding))
        .await
        .unwrap();
    assert_eq!(verified.findings, findings.len() as u64);
    (verified, findings)
}

/// What is found, as `place code`.
async fn found(db: &Db, files: &[PathBuf]) -> Vec<String> {
    let (_, findings) = verify_against(&app(db), files).await;
    let told = |finding: &Finding| format!("{} {}", finding.place, finding.fault.code());
    findings.iter().map(told).collect()
}

/// Does something that the triggers are there against, as an owner of the database can.
async fn behind_its_back(db: &Db, statements: &[String]) {
    let tables = [
        "audit_entry",
        "audit_head",
        "audit_checkpoint",
        "audit_checkpoint_head",
    ];
    for table in tables {
        for event in ["update", "delete"] {
            let on = match db.engine() {
                Engine::Sqlite => String::new(),
                Engine::Postgres => format!(" ON {table}"),
            };
            let drop = format!("DROP TRIGGER IF EXISTS tr_{table}_{event}{on}");
            db.writer().execute_unprepared(&drop).await.unwrap();
        }
    }
    for statement in statements {
        let done = db.writer().execute_unprepared(statement).await;
        let done = done.unwrap_or_else(|error| panic!("{statement}: {error}"));
        assert!(
            done.rows_affected() > 0 || statement.starts_with("CREATE"),
            "{statement}"
        );
    }
}

/// An identity as a literal of the engine.
fn literal(db: &Db, of: Chain) -> String {
    match db.engine() {
        Engine::Sqlite => format!("x'{}'", of.0.simple()),
        Engine::Postgres => format!("'{}'", of.0),
    }
}

/// `WHERE` for an entry.
fn at(db: &Db, n: u128, position: i64) -> String {
    let chain = literal(db, chain(n));
    format!("WHERE chain_id = {chain} AND position = {position}")
}

/// How findings name a patient's chain.
fn named(n: u128) -> String {
    PatientId::from(patient_id(n).0).0.to_string()
}
