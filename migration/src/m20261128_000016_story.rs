//! The patient's own words, told and shared here: until when, with whom by name, that the patient found them
//! right, and by whom they were taken back.

use sea_orm_migration::prelude::*;

use crate::support;

/// See the module.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261128_000016_story"
    }
}

const UP: &[&str] = &[
    // Beside the entry and not in it: what an import brings knows nothing of this.
    "CREATE TABLE narrative_state (
        patient_id {uuid} NOT NULL,
        entry_id {uuid} NOT NULL,
        shared_until_at {time},
        confirmed_at {time},
        confirmed_by {text},
        withdrawn_by {text},
        scrubbed_at {time},
        CONSTRAINT pk_narrative_state PRIMARY KEY (patient_id, entry_id),
        CONSTRAINT fk_narrative_state_entry
            FOREIGN KEY (patient_id, entry_id) REFERENCES narrative_entry (patient_id, id),
        CONSTRAINT ck_narrative_state_confirmed
            CHECK ((confirmed_at IS NULL) = (confirmed_by IS NULL))
    ) {keyed}",
    // Words that were taken back and whose old pages the database may still hold.
    "CREATE INDEX ix_narrative_state_unscrubbed ON narrative_state (patient_id, entry_id)
        WHERE withdrawn_by IS NOT NULL AND scrubbed_at IS NULL",
    "CREATE TABLE narrative_person (
        patient_id {uuid} NOT NULL,
        entry_id {uuid} NOT NULL,
        professional_id {uuid} NOT NULL,
        CONSTRAINT pk_narrative_person PRIMARY KEY (patient_id, entry_id, professional_id),
        CONSTRAINT fk_narrative_person_entry
            FOREIGN KEY (patient_id, entry_id) REFERENCES narrative_entry (patient_id, id),
        CONSTRAINT fk_narrative_person_professional
            FOREIGN KEY (professional_id) REFERENCES professional (id)
    ) {keyed}",
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
        support::drop(manager, &["narrative_person", "narrative_state"]).await
    }
}
