//! What those who belong to a patient are told at once, whom it was told, when somebody last looked at a
//! patient's record, and who wrote what is in it.

use sea_orm_migration::prelude::*;

use crate::support;

/// See the module.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261128_000013_notices"
    }
}

const UP: &[&str] = &[
    // One row an event: whoever writes it tells of it, and nobody does so again.
    "CREATE TABLE news (
        patient_id {uuid} NOT NULL,
        id {uuid} NOT NULL,
        kind {text} NOT NULL,
        record_id {uuid} NOT NULL,
        happened_on {date} NOT NULL,
        happened_at {time} NOT NULL,
        unit_id {uuid},
        from_unit_id {uuid},
        recorded_at {time} NOT NULL,
        CONSTRAINT pk_news PRIMARY KEY (patient_id, id),
        CONSTRAINT uq_news UNIQUE (patient_id, kind, record_id, happened_on),
        CONSTRAINT fk_news_patient FOREIGN KEY (patient_id) REFERENCES patient (id),
        CONSTRAINT fk_news_unit FOREIGN KEY (unit_id) REFERENCES unit (id),
        CONSTRAINT fk_news_from_unit FOREIGN KEY (from_unit_id) REFERENCES unit (id),
        CONSTRAINT ck_news_kind CHECK (kind IN (
            'admitted', 'transferred', 'discharged', 'leave_overstayed', 'handover_unaccepted'))
    ) {keyed}",
    "CREATE INDEX ix_news_recorded_at ON news (recorded_at)",
    "CREATE TABLE notice (
        account_id {uuid} NOT NULL,
        patient_id {uuid} NOT NULL,
        news_id {uuid} NOT NULL,
        recorded_at {time} NOT NULL,
        read_at {time},
        mailed_at {time},
        CONSTRAINT pk_notice PRIMARY KEY (account_id, patient_id, news_id),
        CONSTRAINT fk_notice_account FOREIGN KEY (account_id) REFERENCES account (id),
        CONSTRAINT fk_notice_news FOREIGN KEY (patient_id, news_id)
            REFERENCES news (patient_id, id)
    ) {keyed}",
    "CREATE INDEX ix_notice_account ON notice (account_id, news_id)",
    "CREATE INDEX ix_notice_unread ON notice (account_id, patient_id) WHERE read_at IS NULL",
    "CREATE INDEX ix_notice_unmailed ON notice (recorded_at)
        WHERE mailed_at IS NULL AND read_at IS NULL",
    "CREATE INDEX ix_notice_news ON notice (patient_id, news_id)",
    // The visit that lasts, and when the one before it ended.
    "CREATE TABLE record_look (
        account_id {uuid} NOT NULL,
        patient_id {uuid} NOT NULL,
        looked_at {time} NOT NULL,
        before_at {time},
        CONSTRAINT pk_record_look PRIMARY KEY (account_id, patient_id),
        CONSTRAINT fk_record_look_account FOREIGN KEY (account_id) REFERENCES account (id),
        CONSTRAINT fk_record_look_patient FOREIGN KEY (patient_id) REFERENCES patient (id)
    ) {keyed}",
    // Who wrote a version of a record, where that was an account: by the instant, as on the record.
    "CREATE TABLE record_author (
        patient_id {uuid} NOT NULL,
        record_id {uuid} NOT NULL,
        recorded_at {time} NOT NULL,
        account_id {uuid} NOT NULL,
        CONSTRAINT pk_record_author PRIMARY KEY (patient_id, record_id, recorded_at, account_id),
        CONSTRAINT fk_record_author_patient FOREIGN KEY (patient_id) REFERENCES patient (id),
        CONSTRAINT fk_record_author_account FOREIGN KEY (account_id) REFERENCES account (id)
    ) {keyed}",
    "ALTER TABLE account ADD COLUMN news_mail {text} NOT NULL DEFAULT 'at_once'
        CONSTRAINT ck_account_news_mail CHECK (news_mail IN ('none', 'digest', 'at_once'))",
    "CREATE INDEX ix_shift_assignment_professional ON shift_assignment (professional_id, from_at)",
];

const DOWN: &[&str] = &[
    "DROP INDEX ix_shift_assignment_professional",
    "ALTER TABLE account DROP COLUMN news_mail",
    "DROP TABLE record_author",
    "DROP TABLE record_look",
    "DROP TABLE notice",
    "DROP TABLE news",
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
