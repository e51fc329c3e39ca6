//! What entries of a story are about: links that somebody made by hand, and what an annotation stands beside, which
//! is an entry of a kind of its own.

use sea_orm_migration::prelude::*;

use crate::support;

/// See the module.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261129_000022_links"
    }
}

const TABLES: &[&str] = &["narrative_link"];

/// The kinds before, as migration 5 wrote them, and after.
const KINDS: (&str, &str) = (
    "kind IN (
            'what_matters', 'seen_and_heard', 'positive_encounter',
            'disappointing_encounter', 'helped_in_crisis', 'did_not_help',
            'next_professional', 'early_signs', 'people_i_trust', 'outside_crisis',
            'promise', 'ending', 'turning_point')",
    "kind IN (
            'what_matters', 'seen_and_heard', 'positive_encounter',
            'disappointing_encounter', 'helped_in_crisis', 'did_not_help',
            'next_professional', 'early_signs', 'people_i_trust', 'outside_crisis',
            'promise', 'ending', 'turning_point', 'sees_differently')",
);

/// The words stay the patient's.
const DOWN: &[&str] =
    &["UPDATE narrative_entry SET kind = 'what_matters' WHERE kind = 'sees_differently'"];

// It is about a record of one of several kinds, so no foreign key leads there.
const UP: &[&str] = &["CREATE TABLE narrative_link (
        patient_id {uuid} NOT NULL,
        entry_id {uuid} NOT NULL,
        about {key} NOT NULL,
        about_id {uuid} NOT NULL,
        linked_at {time} NOT NULL,
        linked_by {text} NOT NULL,
        CONSTRAINT pk_narrative_link PRIMARY KEY (patient_id, entry_id, about, about_id),
        CONSTRAINT fk_narrative_link_entry
            FOREIGN KEY (patient_id, entry_id) REFERENCES narrative_entry (patient_id, id)
    ) {keyed}"];

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
        support::recheck(manager, "narrative_entry", "ck_narrative_entry_kind", KINDS).await?;
        support::run(manager, UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        support::drop(manager, TABLES).await?;
        support::run(manager, DOWN).await?;
        let (before, after) = KINDS;
        let back = (after, before);
        support::recheck(manager, "narrative_entry", "ck_narrative_entry_kind", back).await
    }
}
