//! Forms that were recorded, by their keys: sending one twice is recording it once.

use sea_orm_migration::prelude::*;

use crate::support;

/// See the module.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261128_000009_recording"
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
            // The outcome holds ids and the fingerprint is a keyed digest: no text of a form is kept.
            &["CREATE TABLE recorded_form (
                actor {key} NOT NULL,
                form_key {key} NOT NULL,
                fingerprint {key} NOT NULL,
                outcome {json} NOT NULL,
                recorded_at {time} NOT NULL,
                CONSTRAINT pk_recorded_form PRIMARY KEY (actor, form_key)
            ) {keyed}"],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        support::drop(manager, &["recorded_form"]).await
    }
}
