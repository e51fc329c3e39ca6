//! Red Thread's schema changes, each self-contained: a migration never imports the entities or the
//! domain, so that it still says in ten years what it said on its day.

pub use sea_orm_migration::{MigrationStatus, prelude};

use prelude::*;

mod m20261122_000001_bones;
mod m20261122_000002_sign_in;
mod m20261122_000003_import_actor;
mod m20261122_000004_finding;
mod m20261128_000005_flags;
mod m20261128_000006_access;
mod m20261128_000007_audit;
mod m20261128_000008_handovers;
mod m20261128_000009_recording;
mod m20261128_000010_board;
mod m20261128_000011_shared_computers;
mod m20261128_000013_notices;
mod m20261128_000016_story;
mod m20261129_000017_own_hand;
mod m20261129_000018_search;
mod m20261129_000019_plans;
mod m20261129_000020_facts;
mod m20261129_000021_one_way_once;
mod m20261129_000022_links;
mod m20261129_000023_departures;
mod m20261129_000024_months_and_saved_reports;
mod m20261129_000025_period_facts_together;
mod support;

/// Applies the migrations in order. Takes no lock: the caller does (see the root package's
/// `store::migrate`).
#[derive(Debug, Clone, Copy)]
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261122_000001_bones::Migration),
            Box::new(m20261122_000002_sign_in::Migration),
            Box::new(m20261122_000003_import_actor::Migration),
            Box::new(m20261122_000004_finding::Migration),
            Box::new(m20261128_000005_flags::Migration),
            Box::new(m20261128_000006_access::Migration),
            Box::new(m20261128_000007_audit::Migration),
            Box::new(m20261128_000008_handovers::Migration),
            Box::new(m20261128_000009_recording::Migration),
            Box::new(m20261128_000010_board::Migration),
            Box::new(m20261128_000011_shared_computers::Migration),
            Box::new(m20261128_000013_notices::Migration),
            Box::new(m20261128_000016_story::Migration),
            Box::new(m20261129_000017_own_hand::Migration),
            Box::new(m20261129_000018_search::Migration),
            Box::new(m20261129_000019_plans::Migration),
            Box::new(m20261129_000020_facts::Migration),
            Box::new(m20261129_000021_one_way_once::Migration),
            Box::new(m20261129_000022_links::Migration),
            Box::new(m20261129_000023_departures::Migration),
            Box::new(m20261129_000024_months_and_saved_reports::Migration),
            Box::new(m20261129_000025_period_facts_together::Migration),
        ]
    }
}
