//! The bones: who works where, patients and what they own, what was read from where, what was
//! found, and who did what.

use sea_orm_migration::prelude::*;

use crate::support;

mod directory;
mod evaluation;
mod operations;
mod patients;
mod provenance;
mod records;

/// See the module.
pub(crate) struct Migration;

// By hand: the derived name is that of the file, which here is `mod`.
impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261122_000001_bones"
    }
}

#[async_trait::async_trait]
#[expect(
    elided_lifetimes_in_paths,
    reason = "the trait is written so, and the macro makes the two forms differ"
)]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        // Not the default on SQLite: half a schema would be worse than none.
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for group in [
            provenance::UP,
            directory::UP,
            patients::UP,
            records::UP,
            evaluation::UP,
            operations::UP,
        ] {
            support::run(manager, group).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for group in [
            operations::TABLES,
            evaluation::TABLES,
            records::TABLES,
            patients::TABLES,
            directory::TABLES,
            provenance::TABLES,
        ] {
            support::drop(manager, group).await?;
        }
        Ok(())
    }
}
