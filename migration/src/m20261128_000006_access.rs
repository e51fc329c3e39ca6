//! What opens a record besides a care relation, and what closes it: planned arrivals, broken glasses,
//! bars, and own or family records.

use sea_orm_migration::prelude::*;

use crate::support;

/// See the module.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261128_000006_access"
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
        support::run(manager, UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        support::run(manager, DOWN).await
    }
}

const UP: &[&str] = &[
    // Whom the patient does not want to read the record: one person, or the staff of a unit.
    "CREATE TABLE access_bar (
        patient_id {uuid} NOT NULL,
        id {uuid} NOT NULL,
        professional_id {uuid},
        unit_id {uuid},
        from_at {time} NOT NULL,
        to_at {time},
        reason {text},
        recorded_by {text} NOT NULL,
        recorded_at {time} NOT NULL,
        lifted_by {text},
        version {int} NOT NULL,
        CONSTRAINT pk_access_bar PRIMARY KEY (patient_id, id),
        CONSTRAINT fk_access_bar_patient FOREIGN KEY (patient_id) REFERENCES patient (id),
        CONSTRAINT fk_access_bar_professional
            FOREIGN KEY (professional_id) REFERENCES professional (id),
        CONSTRAINT fk_access_bar_unit FOREIGN KEY (unit_id) REFERENCES unit (id),
        CONSTRAINT ck_access_bar_whom CHECK ((professional_id IS NULL) <> (unit_id IS NULL)),
        CONSTRAINT ck_access_bar_order CHECK (to_at IS NULL OR to_at >= from_at),
        CONSTRAINT ck_access_bar_version CHECK (version >= 1)
    ) {keyed}",
    // That a record is a professional's own, or of their family.
    "CREATE TABLE own_record (
        patient_id {uuid} NOT NULL,
        id {uuid} NOT NULL,
        professional_id {uuid} NOT NULL,
        from_at {time} NOT NULL,
        to_at {time},
        recorded_by {text} NOT NULL,
        recorded_at {time} NOT NULL,
        ended_by {text},
        version {int} NOT NULL,
        CONSTRAINT pk_own_record PRIMARY KEY (patient_id, id),
        CONSTRAINT fk_own_record_patient FOREIGN KEY (patient_id) REFERENCES patient (id),
        CONSTRAINT fk_own_record_professional
            FOREIGN KEY (professional_id) REFERENCES professional (id),
        CONSTRAINT ck_own_record_order CHECK (to_at IS NULL OR to_at >= from_at),
        CONSTRAINT ck_own_record_version CHECK (version >= 1)
    ) {keyed}",
    // A record opened for twelve hours by somebody who takes no part in the care, and what the privacy
    // officer found.
    "CREATE TABLE glass_opening (
        patient_id {uuid} NOT NULL,
        id {uuid} NOT NULL,
        account_id {uuid} NOT NULL,
        reason {text} NOT NULL,
        words {text} NOT NULL,
        opened_at {time} NOT NULL,
        until_at {time} NOT NULL,
        ended_at {time},
        reviewed_at {time},
        reviewed_by {text},
        outcome {text},
        review_words {text},
        version {int} NOT NULL,
        CONSTRAINT pk_glass_opening PRIMARY KEY (patient_id, id),
        CONSTRAINT fk_glass_opening_patient FOREIGN KEY (patient_id) REFERENCES patient (id),
        CONSTRAINT fk_glass_opening_account FOREIGN KEY (account_id) REFERENCES account (id),
        CONSTRAINT ck_glass_opening_order CHECK (until_at > opened_at),
        CONSTRAINT ck_glass_opening_reason CHECK (reason IN (
            'danger_to_life', 'in_need_of_care_here', 'asked_by_patient', 'standing_in',
            'legal_duty', 'other')),
        CONSTRAINT ck_glass_opening_outcome CHECK (outcome IN (
            'justified', 'unclear', 'not_justified')),
        CONSTRAINT ck_glass_opening_reviewed CHECK (
            (reviewed_at IS NULL) = (outcome IS NULL)
            AND (reviewed_at IS NULL) = (reviewed_by IS NULL)
            AND (reviewed_at IS NULL) = (review_words IS NULL)),
        CONSTRAINT ck_glass_opening_version CHECK (version >= 1)
    ) {keyed}",
    // Whose glass is broken now, for those who look for their patients.
    "CREATE INDEX ix_glass_opening_account ON glass_opening (account_id, until_at)",
    // What waits for the privacy officer, the oldest first.
    "CREATE INDEX ix_glass_opening_waiting ON glass_opening (opened_at)
        WHERE reviewed_at IS NULL",
    // That a patient is to come to a unit.
    "CREATE TABLE planned_arrival (
        patient_id {uuid} NOT NULL,
        id {uuid} NOT NULL,
        unit_id {uuid} NOT NULL,
        expected_at {time} NOT NULL,
        state {text} NOT NULL,
        recorded_by {text} NOT NULL,
        recorded_at {time} NOT NULL,
        settled_by {text},
        settled_at {time},
        version {int} NOT NULL,
        CONSTRAINT pk_planned_arrival PRIMARY KEY (patient_id, id),
        CONSTRAINT fk_planned_arrival_patient FOREIGN KEY (patient_id) REFERENCES patient (id),
        CONSTRAINT fk_planned_arrival_unit FOREIGN KEY (unit_id) REFERENCES unit (id),
        CONSTRAINT ck_planned_arrival_state CHECK (state IN (
            'expected', 'arrived', 'declined', 'withdrawn')),
        CONSTRAINT ck_planned_arrival_settled CHECK (
            (state = 'expected') = (settled_at IS NULL)),
        CONSTRAINT ck_planned_arrival_version CHECK (version >= 1)
    ) {keyed}",
    "CREATE INDEX ix_planned_arrival_unit ON planned_arrival (unit_id, expected_at)
        WHERE state = 'expected'",
];

const DOWN: &[&str] = &[
    "DROP TABLE planned_arrival",
    "DROP TABLE glass_opening",
    "DROP TABLE own_record",
    "DROP TABLE access_bar",
];
