//! The patient's own hand in their story: the code that opens it on a screen which staff hand over, what the
//! patient says of an entry and of a relationship, and that their capacity to consent is in question.

use sea_orm_migration::prelude::*;

use crate::support;

/// See the module.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261129_000017_own_hand"
    }
}

/// Those that refer first.
const TABLES: &[&str] = &[
    "narrative_reply",
    "relationship_mark",
    "narrative_choice",
    "capacity_question",
    "own_code",
];

const UP: &[&str] = &[
    // The session that a screen was handed over with: to whom, and since when it is open to them.
    "ALTER TABLE browser_session ADD COLUMN own_patient_id {uuid}",
    "ALTER TABLE browser_session ADD COLUMN own_open_at {time}",
    "CREATE TABLE own_code (
        patient_id {uuid} NOT NULL,
        code_hash {text} NOT NULL,
        set_at {time} NOT NULL,
        failures {int} NOT NULL,
        CONSTRAINT pk_own_code PRIMARY KEY (patient_id),
        CONSTRAINT fk_own_code_patient FOREIGN KEY (patient_id) REFERENCES patient (id),
        CONSTRAINT ck_own_code_failures CHECK (failures >= 0)
    ) {keyed}",
    "CREATE TABLE capacity_question (
        patient_id {uuid} NOT NULL,
        id {uuid} NOT NULL,
        from_at {time} NOT NULL,
        until_at {time},
        reason {text} NOT NULL,
        stated_by {uuid} NOT NULL,
        recorded_at {time} NOT NULL,
        settled_at {time},
        settled_by {uuid},
        CONSTRAINT pk_capacity_question PRIMARY KEY (patient_id, id),
        CONSTRAINT fk_capacity_question_patient FOREIGN KEY (patient_id) REFERENCES patient (id),
        CONSTRAINT fk_capacity_question_stated_by
            FOREIGN KEY (stated_by) REFERENCES professional (id),
        CONSTRAINT fk_capacity_question_settled_by
            FOREIGN KEY (settled_by) REFERENCES professional (id),
        CONSTRAINT ck_capacity_question_order CHECK (until_at IS NULL OR until_at > from_at),
        CONSTRAINT ck_capacity_question_settled
            CHECK ((settled_at IS NULL) = (settled_by IS NULL))
    ) {keyed}",
    // Beside the entry and not in it: what an import brings knows nothing of this.
    "CREATE TABLE narrative_choice (
        patient_id {uuid} NOT NULL,
        entry_id {uuid} NOT NULL,
        disputed_at {time},
        is_confidential {bool} NOT NULL,
        takes_replies {bool} NOT NULL,
        CONSTRAINT pk_narrative_choice PRIMARY KEY (patient_id, entry_id),
        CONSTRAINT fk_narrative_choice_entry
            FOREIGN KEY (patient_id, entry_id) REFERENCES narrative_entry (patient_id, id)
    ) {keyed}",
    "CREATE TABLE relationship_mark (
        patient_id {uuid} NOT NULL,
        relationship_id {uuid} NOT NULL,
        is_important {bool} NOT NULL,
        marked_at {time} NOT NULL,
        marked_by {text} NOT NULL,
        confirmed_at {time},
        CONSTRAINT pk_relationship_mark PRIMARY KEY (patient_id, relationship_id),
        CONSTRAINT fk_relationship_mark_relationship
            FOREIGN KEY (patient_id, relationship_id) REFERENCES relationship (patient_id, id)
    ) {keyed}",
    // Nobody's name is the patient's own answer.
    "CREATE TABLE narrative_reply (
        patient_id {uuid} NOT NULL,
        id {uuid} NOT NULL,
        entry_id {uuid} NOT NULL,
        author_id {uuid},
        text {text} NOT NULL,
        written_at {time} NOT NULL,
        CONSTRAINT pk_narrative_reply PRIMARY KEY (patient_id, id),
        CONSTRAINT fk_narrative_reply_entry
            FOREIGN KEY (patient_id, entry_id) REFERENCES narrative_entry (patient_id, id),
        CONSTRAINT fk_narrative_reply_author FOREIGN KEY (author_id) REFERENCES professional (id)
    ) {keyed}",
    "CREATE INDEX ix_narrative_reply_entry ON narrative_reply (patient_id, entry_id, written_at)",
];

const DOWN: &[&str] = &[
    // Without the columns a screen in a patient's hands would be their nurse's.
    "DELETE FROM browser_session WHERE own_patient_id IS NOT NULL",
    "ALTER TABLE browser_session DROP COLUMN own_open_at",
    "ALTER TABLE browser_session DROP COLUMN own_patient_id",
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
        support::drop(manager, TABLES).await?;
        support::run(manager, DOWN).await
    }
}
