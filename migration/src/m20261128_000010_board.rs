//! What changed a moment ago, for boards that are open: each instance reads it and tells those who look.

use sea_orm_migration::prelude::*;

use crate::support;

/// See the module.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261128_000010_board"
    }
}

const UP: &[&str] = &[
    "CREATE TABLE record_change (
        patient_id {uuid} NOT NULL,
        id {uuid} NOT NULL,
        recorded_at {time} NOT NULL,
        CONSTRAINT pk_record_change PRIMARY KEY (patient_id, id)
    ) {keyed}",
    "CREATE INDEX ix_record_change_recorded_at ON record_change (recorded_at)",
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
        support::drop(manager, &["record_change"]).await
    }
}
