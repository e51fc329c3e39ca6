//! Departures whose plan was confirmed: whose relationships end, who takes over, and what it was before, so that it
//! can be undone.

use sea_orm_migration::prelude::*;

use crate::support;

/// See the module.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261129_000023_departures"
    }
}

const UP: &[&str] = &[
    "CREATE TABLE departure_plan (
        id {uuid} NOT NULL,
        leaves_on {date} NOT NULL,
        confirmed_at {time} NOT NULL,
        confirmed_by {text} NOT NULL,
        undone_at {time},
        undone_by {text},
        version {int} NOT NULL,
        CONSTRAINT pk_departure_plan PRIMARY KEY (id),
        CONSTRAINT ck_departure_plan_undone CHECK ((undone_at IS NULL) = (undone_by IS NULL)),
        CONSTRAINT ck_departure_plan_version CHECK (version >= 1)
    ) {heap}",
    "CREATE TABLE departure_passing (
        patient_id {uuid} NOT NULL,
        id {uuid} NOT NULL,
        plan_id {uuid} NOT NULL,
        relationship_id {uuid} NOT NULL,
        relationship_version {int} NOT NULL,
        planned_end_before {date},
        successor_before_id {uuid},
        leaver_id {uuid} NOT NULL,
        successor_id {uuid},
        unit_id {uuid},
        draft_id {uuid},
        draft {text} NOT NULL,
        state {text} NOT NULL,
        CONSTRAINT pk_departure_passing PRIMARY KEY (patient_id, id),
        CONSTRAINT fk_departure_passing_plan FOREIGN KEY (plan_id) REFERENCES departure_plan (id),
        CONSTRAINT fk_departure_passing_relationship
            FOREIGN KEY (patient_id, relationship_id) REFERENCES relationship (patient_id, id),
        CONSTRAINT fk_departure_passing_leaver
            FOREIGN KEY (leaver_id) REFERENCES professional (id),
        CONSTRAINT fk_departure_passing_successor
            FOREIGN KEY (successor_id) REFERENCES professional (id),
        CONSTRAINT fk_departure_passing_successor_before
            FOREIGN KEY (successor_before_id) REFERENCES professional (id),
        CONSTRAINT fk_departure_passing_unit FOREIGN KEY (unit_id) REFERENCES unit (id),
        CONSTRAINT ck_departure_passing_draft CHECK (draft IN (
            'begun', 'being_written', 'no_account', 'nobody', 'with_another')),
        CONSTRAINT ck_departure_passing_state CHECK (state IN (
            'standing', 'taken_back', 'kept', 'replaced'))
    ) {keyed}",
    "CREATE INDEX ix_departure_passing_plan ON departure_passing (plan_id)",
    "CREATE INDEX ix_departure_passing_relationship
        ON departure_passing (patient_id, relationship_id)",
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
        support::drop(manager, &["departure_passing", "departure_plan"]).await
    }
}
