//! Who started an import, and when it was last heard of: what its history tells.

use sea_orm_migration::prelude::*;

use crate::support;

/// See the module.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261122_000003_import_actor"
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
        support::run(
            manager,
            &[
                "ALTER TABLE import_run ADD COLUMN actor {text}",
                "ALTER TABLE import_run ADD COLUMN seen_at {time}",
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        support::run(
            manager,
            &[
                "ALTER TABLE import_run DROP COLUMN seen_at",
                "ALTER TABLE import_run DROP COLUMN actor",
            ],
        )
        .await
    }
}
