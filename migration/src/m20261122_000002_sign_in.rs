//! Signing in: living sessions of browsers, tokens of programs, failed attempts, and the keys that
//! access tokens are signed with.

use sea_orm_migration::prelude::*;

use crate::support;

/// See the module.
pub(crate) struct Migration;

// By hand, as in the other migrations: the name must never follow a file's.
impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261122_000002_sign_in"
    }
}

/// Those that refer first.
const TABLES: &[&str] = &[
    "signing_key",
    "sign_in_attempt",
    "refresh_token",
    "token_family",
    "browser_session",
];

const UP: &[&str] = &[
    // The hash, not the token: whoever reads this table can sign in as nobody.
    "CREATE TABLE browser_session (
        id {uuid} NOT NULL,
        token_hash {key} NOT NULL,
        account_id {uuid} NOT NULL,
        created_at {time} NOT NULL,
        last_seen_at {time} NOT NULL,
        ends_at {time} NOT NULL,
        CONSTRAINT pk_browser_session PRIMARY KEY (id),
        CONSTRAINT uq_browser_session_token UNIQUE (token_hash),
        CONSTRAINT fk_browser_session_account FOREIGN KEY (account_id) REFERENCES account (id)
    ) {keyed}",
    "CREATE INDEX ix_browser_session_account ON browser_session (account_id)",
    // What one sign-in of a program gave: its refresh tokens follow each other, one valid at a time.
    "CREATE TABLE token_family (
        id {uuid} NOT NULL,
        account_id {uuid} NOT NULL,
        created_at {time} NOT NULL,
        ends_at {time} NOT NULL,
        revoked_at {time},
        revoked_because {text},
        CONSTRAINT pk_token_family PRIMARY KEY (id),
        CONSTRAINT fk_token_family_account FOREIGN KEY (account_id) REFERENCES account (id),
        CONSTRAINT ck_token_family_revoked CHECK (
            (revoked_at IS NULL) = (revoked_because IS NULL)
            AND revoked_because IN ('asked', 'reuse', 'account'))
    ) {keyed}",
    "CREATE INDEX ix_token_family_account ON token_family (account_id)",
    "CREATE TABLE refresh_token (
        id {uuid} NOT NULL,
        token_hash {key} NOT NULL,
        family_id {uuid} NOT NULL,
        created_at {time} NOT NULL,
        expires_at {time} NOT NULL,
        used_at {time},
        CONSTRAINT pk_refresh_token PRIMARY KEY (id),
        CONSTRAINT uq_refresh_token_token UNIQUE (token_hash),
        CONSTRAINT fk_refresh_token_family
            FOREIGN KEY (family_id) REFERENCES token_family (id) ON DELETE CASCADE
    ) {keyed}",
    "CREATE INDEX ix_refresh_token_family ON refresh_token (family_id)",
    // By the hash of the name, known or not: a password typed into the wrong field stays unknown.
    "CREATE TABLE sign_in_attempt (
        name_hash {key} NOT NULL,
        failures {int} NOT NULL,
        last_at {time} NOT NULL,
        locked_until {time},
        CONSTRAINT pk_sign_in_attempt PRIMARY KEY (name_hash),
        CONSTRAINT ck_sign_in_attempt_failures CHECK (failures > 0)
    ) {keyed}",
    "CREATE INDEX ix_sign_in_attempt_last ON sign_in_attempt (last_at)",
    // Ed25519, PKCS #8, base64. Shared by every instance on this database.
    "CREATE TABLE signing_key (
        id {uuid} NOT NULL,
        private_key {text} NOT NULL,
        created_at {time} NOT NULL,
        CONSTRAINT pk_signing_key PRIMARY KEY (id)
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
        support::drop(manager, TABLES).await
    }
}
