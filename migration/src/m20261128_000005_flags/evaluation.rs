//! Flags with owners and a history, and what works on them: a worker that claims patients, a check
//! every night, previews of a change of thresholds, a digest a day.
//!
//! A list in a CHECK cannot be widened on SQLite, so the table of flags is made anew on both engines.

/// Keeps the flags in a table apart while theirs is made anew.
const KEEP: &str = "CREATE TABLE flag_kept AS SELECT * FROM flag";
const DROP_FLAG: &str = "DROP TABLE flag";
const DROP_KEPT: &str = "DROP TABLE flag_kept";

pub(super) const UP: &[&str] = &[
    KEEP,
    DROP_FLAG,
    "CREATE TABLE flag (
        patient_id {uuid} NOT NULL,
        id {uuid} NOT NULL,
        code {text} NOT NULL,
        subject_kind {text} NOT NULL,
        subject_id {uuid} NOT NULL,
        severity {text} NOT NULL,
        evidence {json} NOT NULL,
        owner_role {text} NOT NULL,
        raised_at {time} NOT NULL,
        recorded_at {time} NOT NULL,
        policy_version_id {uuid},
        state {text} NOT NULL,
        cleared_at {time},
        is_recorded_late {bool} NOT NULL,
        owner_professional_id {uuid},
        owner_unit_id {uuid},
        is_private {bool} NOT NULL,
        snoozed_until {time},
        settled_by {text},
        settled_at {time},
        reason {text},
        done_elsewhere_by {text},
        done_elsewhere_on {date},
        version {int} NOT NULL,
        CONSTRAINT pk_flag PRIMARY KEY (patient_id, id),
        CONSTRAINT fk_flag_patient FOREIGN KEY (patient_id) REFERENCES patient (id),
        CONSTRAINT fk_flag_policy_version
            FOREIGN KEY (policy_version_id) REFERENCES policy_version (id),
        CONSTRAINT fk_flag_owner_professional
            FOREIGN KEY (owner_professional_id) REFERENCES professional (id),
        CONSTRAINT fk_flag_owner_unit FOREIGN KEY (owner_unit_id) REFERENCES unit (id),
        CONSTRAINT ck_flag_snoozed CHECK (state <> 'snoozed' OR snoozed_until IS NOT NULL),
        CONSTRAINT ck_flag_version CHECK (version >= 1),
        CONSTRAINT ck_flag_subject_kind CHECK (subject_kind IN (
            'patient', 'admission', 'treatment_period', 'contact', 'relationship',
            'shift_assignment', 'handover', 'decision', 'relational_review',
            'professional', 'unit', 'legal_period', 'measure', 'plan', 'request',
            'alliance_score', 'rupture', 'narrative_entry')),
        CONSTRAINT ck_flag_severity CHECK (severity IN ('info', 'attention', 'urgent')),
        CONSTRAINT ck_flag_owner_role CHECK (owner_role IN (
            'named_contact', 'responsible_clinician', 'coordinator', 'unit_pool',
            'receiver', 'relationship_holder', 'decider')),
        CONSTRAINT ck_flag_state CHECK (state IN (
            'open', 'acknowledged', 'snoozed', 'resolved', 'not_applicable', 'cleared')),
        CONSTRAINT ck_flag_cleared CHECK (state <> 'cleared' OR cleared_at IS NOT NULL)
    ) {keyed}",
    "INSERT INTO flag (patient_id, id, code, subject_kind, subject_id, severity, evidence, owner_role, raised_at,
            recorded_at, policy_version_id, state, cleared_at, is_recorded_late, is_private, version)
        SELECT patient_id, id, code, subject_kind, subject_id, severity, evidence, owner_role, raised_at,
            recorded_at, policy_version_id, state, cleared_at, is_recorded_late, {no}, 1 FROM flag_kept",
    DROP_KEPT,
    "CREATE UNIQUE INDEX uq_flag_living ON flag (patient_id, code, subject_id)
        WHERE cleared_at IS NULL",
    "CREATE INDEX ix_flag_code ON flag (code, severity) WHERE cleared_at IS NULL",
    "CREATE INDEX ix_flag_owner_professional ON flag (owner_professional_id)
        WHERE cleared_at IS NULL",
    "CREATE INDEX ix_flag_owner_unit ON flag (owner_unit_id) WHERE cleared_at IS NULL",
    "CREATE INDEX ix_flag_raised ON flag (raised_at)",
    // What people did with a flag, and what made it open again; that it was raised and cleared, the
    // flag itself tells. `code` is the flag's, so that a rule's noise is counted without a join.
    "CREATE TABLE flag_event (
        patient_id {uuid} NOT NULL,
        id {uuid} NOT NULL,
        flag_id {uuid} NOT NULL,
        code {text} NOT NULL,
        kind {text} NOT NULL,
        actor {text} NOT NULL,
        reason {text},
        detail {json} NOT NULL,
        recorded_at {time} NOT NULL,
        CONSTRAINT pk_flag_event PRIMARY KEY (patient_id, id),
        CONSTRAINT fk_flag_event_flag FOREIGN KEY (patient_id, flag_id)
            REFERENCES flag (patient_id, id),
        CONSTRAINT ck_flag_event_kind CHECK (kind IN (
            'acknowledged', 'snoozed', 'woken', 'resolved', 'not_applicable', 'reopened',
            'said_wrong', 'said_matters'))
    ) {keyed}",
    "CREATE INDEX ix_flag_event_flag ON flag_event (patient_id, flag_id)",
    "CREATE INDEX ix_flag_event_code ON flag_event (code, recorded_at)",
    // Who works on a patient's flags now, until when: another instance leaves the patient alone.
    "ALTER TABLE patient_summary ADD COLUMN claimed_by {uuid}",
    "ALTER TABLE patient_summary ADD COLUMN claimed_until {time}",
    // The unit whose thresholds hold for the patient, and the one that holds a patient in service
    // whom nobody else does.
    "ALTER TABLE patient_summary ADD COLUMN policy_unit_id {uuid}",
    "ALTER TABLE patient_summary ADD COLUMN held_by_unit_id {uuid}",
    // There are rules now that nobody was judged by.
    "UPDATE patient_summary SET is_stale = {yes}, revision = revision + 1",
    "CREATE INDEX ix_patient_summary_held ON patient_summary (held_by_unit_id)
        WHERE held_by_unit_id IS NOT NULL",
    "CREATE TABLE policy_preview (
        id {uuid} NOT NULL,
        unit_id {uuid},
        author {text} NOT NULL,
        payload {json} NOT NULL,
        patients {count} NOT NULL,
        done {count} NOT NULL,
        outcome {json},
        state {text} NOT NULL,
        recorded_at {time} NOT NULL,
        seen_at {time} NOT NULL,
        CONSTRAINT pk_policy_preview PRIMARY KEY (id),
        CONSTRAINT fk_policy_preview_unit FOREIGN KEY (unit_id) REFERENCES unit (id),
        CONSTRAINT ck_policy_preview_state CHECK (state IN ('running', 'done', 'failed'))
    ) {keyed}",
    // The nightly check of stored flags against the records: one a day, whichever instance does it.
    "CREATE TABLE flag_check (
        due_on {date} NOT NULL,
        started_at {time} NOT NULL,
        seen_at {time} NOT NULL,
        finished_at {time},
        patients {count} NOT NULL,
        differences {count} NOT NULL,
        detail {json} NOT NULL,
        CONSTRAINT pk_flag_check PRIMARY KEY (due_on)
    ) {keyed}",
    "ALTER TABLE account ADD COLUMN email {text}",
    "ALTER TABLE account ADD COLUMN language {text}",
    "ALTER TABLE account ADD COLUMN is_digest_mailed {bool} NOT NULL DEFAULT {yes}",
    // When the account was last told at once of urgent flags: at most one e-mail an hour.
    "ALTER TABLE account ADD COLUMN told_at {time}",
    "CREATE TABLE digest_sent (
        account_id {uuid} NOT NULL,
        due_on {date} NOT NULL,
        recorded_at {time} NOT NULL,
        CONSTRAINT pk_digest_sent PRIMARY KEY (account_id, due_on),
        CONSTRAINT fk_digest_sent_account FOREIGN KEY (account_id) REFERENCES account (id)
    ) {keyed}",
    // Which urgent flags an account was told of at once: each flag once.
    "CREATE TABLE urgent_told (
        account_id {uuid} NOT NULL,
        patient_id {uuid} NOT NULL,
        flag_id {uuid} NOT NULL,
        recorded_at {time} NOT NULL,
        CONSTRAINT pk_urgent_told PRIMARY KEY (account_id, patient_id, flag_id),
        CONSTRAINT fk_urgent_told_account FOREIGN KEY (account_id) REFERENCES account (id),
        CONSTRAINT fk_urgent_told_flag FOREIGN KEY (patient_id, flag_id)
            REFERENCES flag (patient_id, id)
    ) {keyed}",
    // What was tried in vain: the code of the last fault, and when it was given up.
    "ALTER TABLE outbox ADD COLUMN fault {text}",
    "ALTER TABLE outbox ADD COLUMN given_up_at {time}",
    "DROP INDEX ix_outbox_due",
    "CREATE INDEX ix_outbox_due ON outbox (run_at) WHERE done_at IS NULL AND given_up_at IS NULL",
];

/// Flags about records that the earlier schema does not know go with those records.
pub(super) const DOWN: &[&str] = &[
    "DROP INDEX ix_outbox_due",
    "ALTER TABLE outbox DROP COLUMN given_up_at",
    "ALTER TABLE outbox DROP COLUMN fault",
    "CREATE INDEX ix_outbox_due ON outbox (run_at) WHERE done_at IS NULL",
    "DROP TABLE urgent_told",
    "DROP TABLE digest_sent",
    "ALTER TABLE account DROP COLUMN told_at",
    "ALTER TABLE account DROP COLUMN is_digest_mailed",
    "ALTER TABLE account DROP COLUMN language",
    "ALTER TABLE account DROP COLUMN email",
    "DROP TABLE flag_check",
    "DROP TABLE policy_preview",
    "DROP INDEX ix_patient_summary_held",
    "ALTER TABLE patient_summary DROP COLUMN held_by_unit_id",
    "ALTER TABLE patient_summary DROP COLUMN policy_unit_id",
    "ALTER TABLE patient_summary DROP COLUMN claimed_until",
    "ALTER TABLE patient_summary DROP COLUMN claimed_by",
    "DROP TABLE flag_event",
    KEEP,
    DROP_FLAG,
    "CREATE TABLE flag (
        patient_id {uuid} NOT NULL,
        id {uuid} NOT NULL,
        code {text} NOT NULL,
        subject_kind {text} NOT NULL,
        subject_id {uuid} NOT NULL,
        severity {text} NOT NULL,
        evidence {json} NOT NULL,
        owner_role {text} NOT NULL,
        raised_at {time} NOT NULL,
        recorded_at {time} NOT NULL,
        policy_version_id {uuid},
        state {text} NOT NULL,
        cleared_at {time},
        is_recorded_late {bool} NOT NULL,
        CONSTRAINT pk_flag PRIMARY KEY (patient_id, id),
        CONSTRAINT fk_flag_patient FOREIGN KEY (patient_id) REFERENCES patient (id),
        CONSTRAINT fk_flag_policy_version
            FOREIGN KEY (policy_version_id) REFERENCES policy_version (id),
        CONSTRAINT ck_flag_subject_kind CHECK (subject_kind IN (
            'patient', 'admission', 'treatment_period', 'contact', 'relationship',
            'shift_assignment', 'handover', 'decision', 'relational_review',
            'professional', 'unit')),
        CONSTRAINT ck_flag_severity CHECK (severity IN ('info', 'attention', 'urgent')),
        CONSTRAINT ck_flag_owner_role CHECK (owner_role IN (
            'named_contact', 'responsible_clinician', 'coordinator', 'unit_pool',
            'receiver')),
        CONSTRAINT ck_flag_state CHECK (state IN (
            'open', 'acknowledged', 'snoozed', 'resolved', 'not_applicable', 'cleared')),
        CONSTRAINT ck_flag_cleared CHECK (state <> 'cleared' OR cleared_at IS NOT NULL)
    ) {keyed}",
    "INSERT INTO flag (patient_id, id, code, subject_kind, subject_id, severity, evidence, owner_role, raised_at,
            recorded_at, policy_version_id, state, cleared_at, is_recorded_late)
        SELECT patient_id, id, code, subject_kind, subject_id, severity, evidence, owner_role, raised_at,
            recorded_at, policy_version_id, state, cleared_at, is_recorded_late FROM flag_kept
        WHERE subject_kind NOT IN ('legal_period', 'measure', 'plan', 'request', 'alliance_score',
            'rupture', 'narrative_entry')
        AND owner_role NOT IN ('relationship_holder', 'decider')",
    DROP_KEPT,
    "CREATE UNIQUE INDEX uq_flag_living ON flag (patient_id, code, subject_id)
        WHERE cleared_at IS NULL",
    "CREATE INDEX ix_flag_code ON flag (code, severity) WHERE cleared_at IS NULL",
];
