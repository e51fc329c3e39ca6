//! What was found: thresholds in force, flags, and each patient's summary.

/// Those that refer first.
pub(super) const TABLES: &[&str] = &["patient_summary", "flag", "policy_version"];

pub(super) const UP: &[&str] = &[
    "CREATE TABLE policy_version (
        id {uuid} NOT NULL,
        unit_id {uuid},
        valid_from {time} NOT NULL,
        author {text} NOT NULL,
        reason {text} NOT NULL,
        recorded_at {time} NOT NULL,
        payload {json} NOT NULL,
        CONSTRAINT pk_policy_version PRIMARY KEY (id),
        CONSTRAINT fk_policy_version_unit FOREIGN KEY (unit_id) REFERENCES unit (id)
    ) {keyed}",
    "CREATE INDEX ix_policy_version_valid ON policy_version (unit_id, valid_from)",
    // A flag lives until the condition behind it is gone (cleared_at); what people did with it
    // meanwhile is its state. One living flag per rule and subject.
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
            'shift_assignment', 'handover', 'decision', 'relational_review', 'professional',
            'unit')),
        CONSTRAINT ck_flag_severity CHECK (severity IN ('info', 'attention', 'urgent')),
        CONSTRAINT ck_flag_owner_role CHECK (owner_role IN (
            'named_contact', 'responsible_clinician', 'coordinator', 'unit_pool', 'receiver')),
        CONSTRAINT ck_flag_state CHECK (state IN (
            'open', 'acknowledged', 'snoozed', 'resolved', 'not_applicable', 'cleared')),
        CONSTRAINT ck_flag_cleared CHECK (state <> 'cleared' OR cleared_at IS NOT NULL)
    ) {keyed}",
    "CREATE UNIQUE INDEX uq_flag_living ON flag (patient_id, code, subject_id)
        WHERE cleared_at IS NULL",
    "CREATE INDEX ix_flag_code ON flag (code, severity) WHERE cleared_at IS NULL",
    "CREATE TABLE patient_summary (
        patient_id {uuid} NOT NULL,
        evaluated_at {time},
        next_evaluation_at {time},
        is_stale {bool} NOT NULL,
        revision {count} NOT NULL,
        admissions {count} NOT NULL,
        nights_365 {count} NOT NULL,
        contacts_365 {count} NOT NULL,
        providers_365 {count} NOT NULL,
        sum_squares {count} NOT NULL,
        max_with_one {count} NOT NULL,
        same_pairs {count} NOT NULL,
        named_hits {count} NOT NULL,
        named_contacts {count} NOT NULL,
        policy_version_id {uuid},
        CONSTRAINT pk_patient_summary PRIMARY KEY (patient_id),
        CONSTRAINT fk_patient_summary_patient FOREIGN KEY (patient_id) REFERENCES patient (id),
        CONSTRAINT fk_patient_summary_policy_version
            FOREIGN KEY (policy_version_id) REFERENCES policy_version (id)
    ) {keyed}",
    "CREATE INDEX ix_patient_summary_next ON patient_summary (next_evaluation_at)
        WHERE next_evaluation_at IS NOT NULL",
    "CREATE INDEX ix_patient_summary_stale ON patient_summary (patient_id)
        WHERE is_stale = {yes}",
];
