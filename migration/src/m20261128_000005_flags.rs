//! The records that the remaining rules read, and what gives a flag a life: an owner, a history, a
//! worker that claims patients, a check every night, previews of a change of thresholds, a digest.

use sea_orm_migration::prelude::*;

use crate::support;

mod evaluation;
mod records;
mod versions;

/// See the module.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261128_000005_flags"
    }
}

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
        for group in [records::UP, versions::UP, evaluation::UP] {
            support::run(manager, group).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        support::run(manager, evaluation::DOWN).await?;
        support::run(manager, versions::DOWN).await?;
        support::drop(manager, records::TABLES).await
    }
}
