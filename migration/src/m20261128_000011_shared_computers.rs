//! Working on shared computers: browsers that know people, PINs, locked sessions, forms that wait for
//! their author, and guests for a day.

use sea_orm_migration::prelude::*;

use crate::support;

/// See the module.
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261128_000011_shared_computers"
    }
}

/// Those that refer first.
const TABLES: &[&str] = &[
    "guest_access",
    "kept_form",
    "account_pin",
    "known_browser_person",
    "known_browser",
];

const UP: &[&str] = &[
    // After it an account is closed, whoever has noticed.
    "ALTER TABLE account ADD COLUMN ends_at {time}",
    "ALTER TABLE browser_session ADD COLUMN browser_id {uuid}",
    "ALTER TABLE browser_session ADD COLUMN is_by_pin {bool} NOT NULL DEFAULT {no}",
    "ALTER TABLE browser_session ADD COLUMN locked_at {time}",
    // A browser that somebody asked to be remembered by: a shared computer. The hash, not the token.
    "CREATE TABLE known_browser (
        id {uuid} NOT NULL,
        token_hash {key} NOT NULL,
        made_at {time} NOT NULL,
        seen_at {time} NOT NULL,
        CONSTRAINT pk_known_browser PRIMARY KEY (id),
        CONSTRAINT uq_known_browser_token UNIQUE (token_hash)
    ) {keyed}",
    // Whom it remembers: since when they gave their password there, and wrong PINs since then.
    "CREATE TABLE known_browser_person (
        browser_id {uuid} NOT NULL,
        account_id {uuid} NOT NULL,
        signed_in_at {time} NOT NULL,
        failures {int} NOT NULL,
        CONSTRAINT pk_known_browser_person PRIMARY KEY (browser_id, account_id),
        CONSTRAINT fk_known_browser_person_browser
            FOREIGN KEY (browser_id) REFERENCES known_browser (id) ON DELETE CASCADE,
        CONSTRAINT fk_known_browser_person_account
            FOREIGN KEY (account_id) REFERENCES account (id),
        CONSTRAINT ck_known_browser_person_failures CHECK (failures >= 0)
    ) {keyed}",
    "CREATE INDEX ix_known_browser_person_account ON known_browser_person (account_id)",
    "CREATE TABLE account_pin (
        account_id {uuid} NOT NULL,
        pin_hash {text} NOT NULL,
        set_at {time} NOT NULL,
        CONSTRAINT pk_account_pin PRIMARY KEY (account_id),
        CONSTRAINT fk_account_pin_account FOREIGN KEY (account_id) REFERENCES account (id)
    ) {keyed}",
    // What somebody had typed when their session was locked, sealed for them; the address by its hash.
    "CREATE TABLE kept_form (
        account_id {uuid} NOT NULL,
        address_hash {key} NOT NULL,
        sealed {text} NOT NULL,
        kept_at {time} NOT NULL,
        CONSTRAINT pk_kept_form PRIMARY KEY (account_id, address_hash),
        CONSTRAINT fk_kept_form_account FOREIGN KEY (account_id) REFERENCES account (id)
    ) {keyed}",
    "CREATE INDEX ix_kept_form_kept_at ON kept_form (kept_at)",
    // An account for a day, given by a colleague. It stays when the day is over, as accounts do.
    "CREATE TABLE guest_access (
        account_id {uuid} NOT NULL,
        professional_id {uuid} NOT NULL,
        unit_id {uuid} NOT NULL,
        given_by {uuid} NOT NULL,
        given_at {time} NOT NULL,
        ends_at {time} NOT NULL,
        ended_at {time},
        ended_by {text},
        once_hash {key},
        CONSTRAINT pk_guest_access PRIMARY KEY (account_id),
        CONSTRAINT fk_guest_access_account FOREIGN KEY (account_id) REFERENCES account (id),
        CONSTRAINT fk_guest_access_professional
            FOREIGN KEY (professional_id) REFERENCES professional (id),
        CONSTRAINT fk_guest_access_unit FOREIGN KEY (unit_id) REFERENCES unit (id),
        CONSTRAINT fk_guest_access_given_by FOREIGN KEY (given_by) REFERENCES account (id),
        CONSTRAINT uq_guest_access_once UNIQUE (given_by, once_hash),
        CONSTRAINT ck_guest_access_order CHECK (ends_at > given_at),
        CONSTRAINT ck_guest_access_ended CHECK ((ended_at IS NULL) = (ended_by IS NULL))
    ) {keyed}",
    "CREATE INDEX ix_guest_access_unit ON guest_access (unit_id, given_at)",
    "CREATE INDEX ix_guest_access_professional ON guest_access (professional_id)",
    "CREATE INDEX ix_guest_access_due ON guest_access (ends_at) WHERE ended_at IS NULL",
];

const DOWN: &[&str] = &[
    "ALTER TABLE browser_session DROP COLUMN locked_at",
    "ALTER TABLE browser_session DROP COLUMN is_by_pin",
    "ALTER TABLE browser_session DROP COLUMN browser_id",
    "ALTER TABLE account DROP COLUMN ends_at",
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
        // Without the column a guest whose day is over could come again.
        support::run(
            manager,
            &["UPDATE account SET is_disabled = {yes} WHERE ends_at IS NOT NULL"],
        )
        .await?;
        support::drop(manager, TABLES).await?;
        support::run(manager, DOWN).await
    }
}
