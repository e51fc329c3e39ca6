//! Answers to requests that named a key are no longer kept: what is begun under a key is written down with
//! it, in the transaction that begins it (`recorded_form`).

use sea_orm_migration::prelude::*;

use crate::support;

/// See the module.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261129_000021_one_way_once"
    }
}

const UP: &[&str] = &["DROP TABLE idempotency_key"];

const DOWN: &[&str] = &[
    "CREATE TABLE idempotency_key (
        account_id {uuid} NOT NULL,
        value {key} NOT NULL,
        digest {text} NOT NULL,
        status {int},
        etag {text},
        body {text},
        recorded_at {time} NOT NULL,
        CONSTRAINT pk_idempotency_key PRIMARY KEY (account_id, value),
        CONSTRAINT fk_idempotency_key_account FOREIGN KEY (account_id) REFERENCES account (id)
    ) {keyed}",
    "CREATE INDEX ix_idempotency_key_recorded ON idempotency_key (recorded_at)",
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
        support::run(manager, UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        support::run(manager, DOWN).await
    }
}
