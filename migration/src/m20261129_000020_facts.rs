//! What reports over a period read: facts of admissions, relationships, restrictive measures and whole
//! calendar periods, kept beside the summary.

use sea_orm_migration::prelude::*;

use crate::support;

/// See the module.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261129_000020_facts"
    }
}

// Units have no foreign key here: a fact is made anew from the records whenever they change.
const UP: &[&str] = &[
    "CREATE TABLE admission_fact (
        patient_id {uuid} NOT NULL,
        first_stay_id {uuid} NOT NULL,
        unit_id {uuid} NOT NULL,
        from_on {date} NOT NULL,
        to_on {date},
        known {int},
        met_72h {int},
        met_7d {int},
        met_30d {int},
        across {int},
        returned {int},
        responsible {int} NOT NULL,
        measure_days {int} NOT NULL,
        waited_days {int},
        is_met {bool} NOT NULL,
        CONSTRAINT pk_admission_fact PRIMARY KEY (patient_id, first_stay_id),
        CONSTRAINT fk_admission_fact_patient FOREIGN KEY (patient_id) REFERENCES patient (id)
    ) {keyed}",
    "CREATE INDEX ix_admission_fact_from ON admission_fact (from_on)",
    "CREATE INDEX ix_admission_fact_to ON admission_fact (to_on)",
    "CREATE TABLE relationship_fact (
        patient_id {uuid} NOT NULL,
        relationship_id {uuid} NOT NULL,
        unit_id {uuid},
        kind {text} NOT NULL,
        from_on {date} NOT NULL,
        to_on {date},
        is_planned {bool} NOT NULL,
        handed {int},
        CONSTRAINT pk_relationship_fact PRIMARY KEY (patient_id, relationship_id),
        CONSTRAINT fk_relationship_fact_patient FOREIGN KEY (patient_id) REFERENCES patient (id)
    ) {keyed}",
    "CREATE INDEX ix_relationship_fact_from ON relationship_fact (from_on)",
    "CREATE INDEX ix_relationship_fact_to ON relationship_fact (to_on)",
    "CREATE TABLE measure_fact (
        patient_id {uuid} NOT NULL,
        measure_id {uuid} NOT NULL,
        unit_id {uuid},
        ended_on {date} NOT NULL,
        debriefed {int} NOT NULL,
        CONSTRAINT pk_measure_fact PRIMARY KEY (patient_id, measure_id),
        CONSTRAINT fk_measure_fact_patient FOREIGN KEY (patient_id) REFERENCES patient (id)
    ) {keyed}",
    "CREATE INDEX ix_measure_fact_ended ON measure_fact (ended_on)",
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
    // Everybody is evaluated once more, which fills the facts.
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
        support::run(manager, UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = [
            "period_fact",
            "measure_fact",
            "relationship_fact",
            "admission_fact",
        ];
        support::drop(manager, &tables).await
    }
}
