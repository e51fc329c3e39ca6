//! An index from which reports read the facts of a period without the table: the rows of a period lie scattered over
//! all of it, because each patient's are written together.

use sea_orm_migration::prelude::*;

use crate::support;

/// See the module.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261129_000025_period_facts_together"
    }
}

const UP: &[&str] = &[
    "DROP INDEX ix_period_fact_period",
    "CREATE INDEX ix_period_fact_period ON period_fact (months, starts_on, unit_id, contacts, service_days,
        covered_days, sum_squares, same_pairs, named_hits, named_contacts, team_changes, setting_moves, endings)",
];

const DOWN: &[&str] = &[
    "DROP INDEX ix_period_fact_period",
    "CREATE INDEX ix_period_fact_period ON period_fact (months, starts_on, unit_id)",
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
