//! Facts of calendar months and of endings, what turnover, handovers and flags are counted by, and reports
//! that are saved and kept.

use sea_orm_migration::prelude::*;

use crate::support;

/// See the module.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261129_000024_months_and_saved_reports"
    }
}

/// A report as it was on its day is never changed.
const FROZEN: &str = "report_snapshot";

const UP: &[&str] = &[
    // Made anew from the records: everybody is evaluated once more.
    "DROP TABLE period_fact",
    "CREATE TABLE period_fact (
        patient_id {uuid} NOT NULL,
        months {int} NOT NULL,
        starts_on {date} NOT NULL,
        unit_id {uuid},
        service_days {int} NOT NULL,
        covered_days {int} NOT NULL,
        contacts {int} NOT NULL,
        providers {int} NOT NULL,
        sum_squares {count} NOT NULL,
        same_pairs {int} NOT NULL,
        named_hits {int} NOT NULL,
        named_contacts {int} NOT NULL,
        team_changes {int} NOT NULL,
        setting_moves {int} NOT NULL,
        endings {int} NOT NULL,
        CONSTRAINT pk_period_fact PRIMARY KEY (patient_id, months, starts_on),
        CONSTRAINT fk_period_fact_patient FOREIGN KEY (patient_id) REFERENCES patient (id),
        CONSTRAINT ck_period_fact_months CHECK (months IN (1, 3, 12))
    ) {keyed}",
    "CREATE INDEX ix_period_fact_period ON period_fact (months, starts_on, unit_id)",
    "CREATE INDEX ix_handover_offered ON handover (offered_at)",
    "CREATE INDEX ix_handover_step_kind ON handover_step (kind, recorded_at)",
    "CREATE INDEX ix_flag_event_recorded ON flag_event (recorded_at)",
    "CREATE TABLE saved_report (
        id {uuid} NOT NULL,
        book {text} NOT NULL,
        unit_id {uuid},
        span {text} NOT NULL,
        author {text} NOT NULL,
        recorded_at {time} NOT NULL,
        ended_at {time},
        CONSTRAINT pk_saved_report PRIMARY KEY (id),
        CONSTRAINT fk_saved_report_unit FOREIGN KEY (unit_id) REFERENCES unit (id),
        CONSTRAINT ck_saved_report_book
            CHECK (book IN ('continuity', 'turnover', 'handovers', 'flags')),
        CONSTRAINT ck_saved_report_span CHECK (span IN ('month', 'quarter', 'year'))
    ) {keyed}",
    "CREATE TABLE report_snapshot (
        saved_report_id {uuid} NOT NULL,
        period {key} NOT NULL,
        recorded_at {time} NOT NULL,
        policy_version_id {uuid},
        content {json} NOT NULL,
        CONSTRAINT pk_report_snapshot PRIMARY KEY (saved_report_id, period),
        CONSTRAINT fk_report_snapshot_saved
            FOREIGN KEY (saved_report_id) REFERENCES saved_report (id),
        CONSTRAINT fk_report_snapshot_policy
            FOREIGN KEY (policy_version_id) REFERENCES policy_version (id)
    ) {keyed}",
    "UPDATE patient_summary SET is_stale = {yes}, revision = revision + 1",
];

const DOWN: &[&str] = &[
    "DROP TABLE report_snapshot",
    "DROP TABLE saved_report",
    "DROP INDEX ix_flag_event_recorded",
    "DROP INDEX ix_handover_step_kind",
    "DROP INDEX ix_handover_offered",
    "DROP TABLE period_fact",
    "CREATE TABLE period_fact (
        patient_id {uuid} NOT NULL,
        months {int} NOT NULL,
        starts_on {date} NOT NULL,
        unit_id {uuid},
        service_days {int} NOT NULL,
        covered_days {int} NOT NULL,
        contacts {int} NOT NULL,
        providers {int} NOT NULL,
        sum_squares {count} NOT NULL,
        same_pairs {int} NOT NULL,
        named_hits {int} NOT NULL,
        named_contacts {int} NOT NULL,
        team_changes {int} NOT NULL,
        setting_moves {int} NOT NULL,
        CONSTRAINT pk_period_fact PRIMARY KEY (patient_id, months, starts_on),
        CONSTRAINT fk_period_fact_patient FOREIGN KEY (patient_id) REFERENCES patient (id),
        CONSTRAINT ck_period_fact_months CHECK (months IN (3, 12))
    ) {keyed}",
    "CREATE INDEX ix_period_fact_period ON period_fact (starts_on, months, unit_id)",
    "UPDATE patient_summary SET is_stale = {yes}, revision = revision + 1",
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
        support::guard(manager, FROZEN, support::Refused::Change).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        support::run(manager, DOWN).await
    }
}
