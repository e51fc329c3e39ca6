//! Handovers as people make them: drafts that save themselves, each step of a life, what was written when
//! one was accepted, local wordings; and answers kept so that a request sent twice is done once.

use sea_orm_migration::prelude::*;

use crate::support;

/// See the module.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261128_000008_handovers"
    }
}

/// What staff had written when a handover was accepted is never changed again.
const FROZEN: &str = "handover_snapshot";

const UP: &[&str] = &[
    // When it should be acknowledged by the thresholds of the day it was offered, and when the pool was
    // told that it was not; of a cover the day of return; of a warm one the joint contact.
    "ALTER TABLE handover ADD COLUMN due_at {time}",
    "ALTER TABLE handover ADD COLUMN escalated_at {time}",
    "ALTER TABLE handover ADD COLUMN return_on {date}",
    "ALTER TABLE handover ADD COLUMN joint_contact_id {uuid}",
    "CREATE INDEX ix_handover_waits_professional ON handover (to_professional_id, due_at)
        WHERE state IN ('offered', 'questioned', 'expired')",
    "CREATE INDEX ix_handover_waits_unit ON handover (to_unit_id, due_at)
        WHERE state IN ('offered', 'questioned', 'expired')",
    "CREATE INDEX ix_handover_from_professional ON handover (from_professional_id, offered_at)",
    "CREATE TABLE handover_draft (
        patient_id {uuid} NOT NULL,
        id {uuid} NOT NULL,
        account_id {uuid} NOT NULL,
        from_professional_id {uuid},
        from_unit_id {uuid},
        to_professional_id {uuid},
        to_unit_id {uuid},
        kind {text},
        grade {text},
        severity {text},
        severity_reason {text} NOT NULL,
        summary {text} NOT NULL,
        actions {text} NOT NULL,
        contingency {text} NOT NULL,
        know_me {text} NOT NULL,
        builds_trust {text} NOT NULL,
        breaks_trust {text} NOT NULL,
        promises {text} NOT NULL,
        trusts {text} NOT NULL,
        goodbye {text} NOT NULL,
        return_on {date},
        joint_contact_id {uuid},
        is_revision {bool} NOT NULL,
        started_at {time} NOT NULL,
        saved_at {time} NOT NULL,
        discarded_at {time},
        version {int} NOT NULL,
        CONSTRAINT pk_handover_draft PRIMARY KEY (patient_id, id),
        CONSTRAINT fk_handover_draft_patient FOREIGN KEY (patient_id) REFERENCES patient (id),
        CONSTRAINT fk_handover_draft_account FOREIGN KEY (account_id) REFERENCES account (id),
        CONSTRAINT fk_handover_draft_from_professional
            FOREIGN KEY (from_professional_id) REFERENCES professional (id),
        CONSTRAINT fk_handover_draft_to_professional
            FOREIGN KEY (to_professional_id) REFERENCES professional (id),
        CONSTRAINT fk_handover_draft_from_unit FOREIGN KEY (from_unit_id) REFERENCES unit (id),
        CONSTRAINT fk_handover_draft_to_unit FOREIGN KEY (to_unit_id) REFERENCES unit (id),
        CONSTRAINT ck_handover_draft_kind CHECK (kind IN (
            'shift', 'ward_transfer', 'discharge_to_community', 'professional_to_professional',
            'temporary_cover')),
        CONSTRAINT ck_handover_draft_grade CHECK (grade IN ('none', 'written', 'spoken', 'warm')),
        CONSTRAINT ck_handover_draft_severity CHECK (severity IN ('settled', 'watch', 'acute')),
        CONSTRAINT ck_handover_draft_version CHECK (version >= 1)
    ) {keyed}",
    "CREATE INDEX ix_handover_draft_account ON handover_draft (account_id)
        WHERE discarded_at IS NULL",
    "CREATE TABLE handover_step (
        patient_id {uuid} NOT NULL,
        id {uuid} NOT NULL,
        handover_id {uuid} NOT NULL,
        kind {text} NOT NULL,
        actor {text} NOT NULL,
        professional_id {uuid},
        words {text},
        to_professional_id {uuid},
        to_unit_id {uuid},
        recorded_at {time} NOT NULL,
        CONSTRAINT pk_handover_step PRIMARY KEY (patient_id, id),
        CONSTRAINT fk_handover_step_handover FOREIGN KEY (patient_id, handover_id)
            REFERENCES handover (patient_id, id),
        CONSTRAINT fk_handover_step_professional
            FOREIGN KEY (professional_id) REFERENCES professional (id),
        CONSTRAINT fk_handover_step_to_professional
            FOREIGN KEY (to_professional_id) REFERENCES professional (id),
        CONSTRAINT fk_handover_step_to_unit FOREIGN KEY (to_unit_id) REFERENCES unit (id),
        CONSTRAINT ck_handover_step_kind CHECK (kind IN (
            'offered', 'left_with_pool', 'accepted', 'questioned', 'answered', 'returned',
            'withdrawn', 'done', 'escalated', 'expired'))
    ) {keyed}",
    "CREATE INDEX ix_handover_step_handover ON handover_step (patient_id, handover_id)",
    "CREATE TABLE handover_snapshot (
        patient_id {uuid} NOT NULL,
        handover_id {uuid} NOT NULL,
        accepted_at {time} NOT NULL,
        accepted_by_id {uuid},
        synthesis {text},
        content {json} NOT NULL,
        voice {json} NOT NULL,
        CONSTRAINT pk_handover_snapshot PRIMARY KEY (patient_id, handover_id),
        CONSTRAINT fk_handover_snapshot_handover FOREIGN KEY (patient_id, handover_id)
            REFERENCES handover (patient_id, id),
        CONSTRAINT fk_handover_snapshot_accepted_by
            FOREIGN KEY (accepted_by_id) REFERENCES professional (id)
    ) {keyed}",
    "CREATE TABLE language_term (
        id {uuid} NOT NULL,
        lang {text} NOT NULL,
        term {key} NOT NULL,
        why {text} NOT NULL,
        wording {text} NOT NULL,
        is_hidden {bool} NOT NULL,
        author {text} NOT NULL,
        recorded_at {time} NOT NULL,
        CONSTRAINT pk_language_term PRIMARY KEY (id),
        CONSTRAINT uq_language_term UNIQUE (lang, term),
        CONSTRAINT ck_language_term_lang CHECK (lang IN ('en', 'nb'))
    ) {keyed}",
    // A request that names a key is done once: what it was, and what was answered. No answer yet: it
    // is under way, or was cut off.
    "CREATE TABLE idempotency_key (
        account_id {uuid} NOT NULL,
        value {key} NOT NULL,
        digest {text} NOT NULL,
        status {int},
        etag {text},
        body {text},
        recorded_at {time} NOT NULL,
        CONSTRAINT pk_idempotency_key PRIMARY KEY (account_id, value),
        CONSTRAINT fk_idempotency_key_account FOREIGN KEY (account_id) REFERENCES account (id)
    ) {keyed}",
    "CREATE INDEX ix_idempotency_key_recorded ON idempotency_key (recorded_at)",
];

const DOWN: &[&str] = &[
    "DROP TABLE idempotency_key",
    "DROP TABLE language_term",
    "DROP TABLE handover_snapshot",
    "DROP TABLE handover_step",
    "DROP TABLE handover_draft",
    "DROP INDEX ix_handover_from_professional",
    "DROP INDEX ix_handover_waits_unit",
    "DROP INDEX ix_handover_waits_professional",
    "ALTER TABLE handover DROP COLUMN joint_contact_id",
    "ALTER TABLE handover DROP COLUMN return_on",
    "ALTER TABLE handover DROP COLUMN escalated_at",
    "ALTER TABLE handover DROP COLUMN due_at",
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
