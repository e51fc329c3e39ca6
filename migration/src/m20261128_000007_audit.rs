//! The audit log as chains: one a patient and one for everything else, each entry bound to the one before
//! it under a key that is not in the database; the heads of the chains, and the checkpoints that bind
//! those together.
//!
//! Entries from before cannot be bound here, where there is no key: they wait in `audit_entry_kept` until
//! the program has done it, in the same transaction.

use sea_orm_migration::prelude::*;

use crate::support::{self, Refused};

/// See the module.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261128_000007_audit"
    }
}

const UP: &[&str] = &[
    "CREATE TABLE audit_entry_kept AS SELECT * FROM audit_entry",
    "DROP TABLE audit_entry",
    // No foreign keys: the log outlives what it tells of.
    "CREATE TABLE audit_entry (
        chain_id {uuid} NOT NULL,
        position {count} NOT NULL,
        id {uuid} NOT NULL,
        at {time} NOT NULL,
        actor {text} NOT NULL,
        action {text} NOT NULL,
        patient_id {uuid},
        subject {text} NOT NULL,
        purpose {text} NOT NULL,
        detail {json} NOT NULL,
        previous {bytes} NOT NULL,
        mac {bytes} NOT NULL,
        CONSTRAINT pk_audit_entry PRIMARY KEY (chain_id, position),
        CONSTRAINT ck_audit_entry_position CHECK (position >= 1)
    ) {keyed}",
    "CREATE INDEX ix_audit_entry_at ON audit_entry (at, chain_id, position)",
    "CREATE TABLE audit_head (
        chain_id {uuid} NOT NULL,
        length {count} NOT NULL,
        mac {bytes} NOT NULL,
        seal {bytes} NOT NULL,
        CONSTRAINT pk_audit_head PRIMARY KEY (chain_id),
        CONSTRAINT ck_audit_head_length CHECK (length >= 0)
    ) {keyed}",
    "CREATE TABLE audit_checkpoint (
        number {count} NOT NULL,
        at {time} NOT NULL,
        chains {count} NOT NULL,
        entries {count} NOT NULL,
        changes {bytes} NOT NULL,
        root {bytes} NOT NULL,
        previous {bytes} NOT NULL,
        mac {bytes} NOT NULL,
        CONSTRAINT pk_audit_checkpoint PRIMARY KEY (number),
        CONSTRAINT ck_audit_checkpoint_number CHECK (number >= 1)
    ) {keyed}",
    "CREATE TABLE audit_checkpoint_head (
        chain_id {uuid} NOT NULL,
        length {count} NOT NULL,
        mac {bytes} NOT NULL,
        CONSTRAINT pk_audit_checkpoint_head PRIMARY KEY (chain_id),
        CONSTRAINT ck_audit_checkpoint_head_length CHECK (length >= 1)
    ) {keyed}",
];

/// The table as it was, with the entries: they are the only record of what was done.
const DOWN: &[&str] = &[
    "CREATE TABLE audit_entry_kept AS
        SELECT id, at, actor, action, patient_id, subject, purpose, detail FROM audit_entry",
    "DROP TABLE audit_checkpoint_head",
    "DROP TABLE audit_checkpoint",
    "DROP TABLE audit_head",
    "DROP TABLE audit_entry",
    "CREATE TABLE audit_entry (
        id {uuid} NOT NULL,
        at {time} NOT NULL,
        actor {text} NOT NULL,
        action {text} NOT NULL,
        patient_id {uuid},
        subject {text} NOT NULL,
        purpose {text} NOT NULL,
        detail {json} NOT NULL,
        CONSTRAINT pk_audit_entry PRIMARY KEY (id)
    ) {keyed}",
    "CREATE INDEX ix_audit_entry_at ON audit_entry (at)",
    "CREATE INDEX ix_audit_entry_patient ON audit_entry (patient_id, at)",
    "INSERT INTO audit_entry (id, at, actor, action, patient_id, subject, purpose, detail)
        SELECT id, at, actor, action, patient_id, subject, purpose, detail FROM audit_entry_kept",
    "DROP TABLE audit_entry_kept",
];

#[async_trait::async_trait]
#[expect(
    elided_lifetimes_in_paths,
    reason = "the trait is written so, and the macro makes the two forms differ"
)]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        support::run(manager, UP).await?;
        if !support::has_rows(manager, "audit_entry_kept").await? {
            support::drop(manager, &["audit_entry_kept"]).await?;
        }
        support::guard(manager, "audit_entry", Refused::Change).await?;
        support::guard(manager, "audit_checkpoint", Refused::Change).await?;
        for table in ["audit_head", "audit_checkpoint_head"] {
            let shrinks = Refused::RemovalAnd("NEW.length <= OLD.length");
            support::guard(manager, table, shrinks).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        support::run(manager, DOWN).await?;
        support::unguard(manager).await
    }
}
