//! Who may sign in, who did what, and what is still to be done.

/// Those that refer first.
pub(super) const TABLES: &[&str] = &["outbox", "audit_entry", "account_role", "account"];

pub(super) const UP: &[&str] = &[
    "CREATE TABLE account (
        id {uuid} NOT NULL,
        username {key} NOT NULL,
        professional_id {uuid},
        password_hash {text} NOT NULL,
        is_disabled {bool} NOT NULL,
        recorded_at {time} NOT NULL,
        CONSTRAINT pk_account PRIMARY KEY (id),
        CONSTRAINT uq_account_username UNIQUE (username),
        CONSTRAINT fk_account_professional
            FOREIGN KEY (professional_id) REFERENCES professional (id)
    ) {keyed}",
    "CREATE TABLE account_role (
        id {uuid} NOT NULL,
        account_id {uuid} NOT NULL,
        unit_id {uuid},
        role {text} NOT NULL,
        CONSTRAINT pk_account_role PRIMARY KEY (id),
        CONSTRAINT uq_account_role_unit UNIQUE (account_id, role, unit_id),
        CONSTRAINT fk_account_role_account FOREIGN KEY (account_id) REFERENCES account (id),
        CONSTRAINT fk_account_role_unit FOREIGN KEY (unit_id) REFERENCES unit (id),
        CONSTRAINT ck_account_role_role CHECK (role IN (
            'care_coordinator', 'ward_staff', 'service_manager', 'administrator',
            'privacy_officer'))
    ) {keyed}",
    // UNIQUE lets NULL repeat: a role that belongs to no unit is given once, too.
    "CREATE UNIQUE INDEX uq_account_role_everywhere ON account_role (account_id, role)
        WHERE unit_id IS NULL",
    // No foreign keys: the log outlives what it tells of.
    "CREATE TABLE audit_entry (
        id {uuid} NOT NULL,
        at {time} NOT NULL,
        actor {text} NOT NULL,
        action {text} NOT NULL,
        patient_id {uuid},
        subject {text} NOT NULL,
        purpose {text} NOT NULL,
        detail {json} NOT NULL,
        CONSTRAINT pk_audit_entry PRIMARY KEY (id)
    ) {keyed}",
    "CREATE INDEX ix_audit_entry_at ON audit_entry (at)",
    "CREATE INDEX ix_audit_entry_patient ON audit_entry (patient_id, at)",
    "CREATE TABLE outbox (
        id {uuid} NOT NULL,
        kind {text} NOT NULL,
        payload {json} NOT NULL,
        recorded_at {time} NOT NULL,
        run_at {time} NOT NULL,
        attempts {int} NOT NULL,
        lease_until {time},
        done_at {time},
        CONSTRAINT pk_outbox PRIMARY KEY (id),
        CONSTRAINT ck_outbox_attempts CHECK (attempts >= 0)
    ) {keyed}",
    "CREATE INDEX ix_outbox_due ON outbox (run_at) WHERE done_at IS NULL",
];
