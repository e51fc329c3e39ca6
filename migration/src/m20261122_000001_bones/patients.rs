//! Patients, by what identifiers they are found, and earlier versions of all they own.

/// Those that refer first.
pub(super) const TABLES: &[&str] = &["record_version", "patient_identifier", "patient"];

pub(super) const UP: &[&str] = &[
    "CREATE TABLE patient (
        id {uuid} NOT NULL,
        source_system {key} NOT NULL,
        source_value {key} NOT NULL,
        source_key {key} NOT NULL,
        family_name {text},
        given_name {text},
        name_folded {text} NOT NULL,
        birth_date {date},
        sex {text},
        language {text},
        in_service_from_on {date},
        in_service_to_on {date},
        deceased_at {time},
        recorded_at {time} NOT NULL,
        version {int} NOT NULL,
        import_file_id {uuid},
        import_row {count},
        CONSTRAINT pk_patient PRIMARY KEY (id),
        CONSTRAINT uq_patient_source UNIQUE (source_system, source_value),
        CONSTRAINT fk_patient_import_file FOREIGN KEY (import_file_id) REFERENCES import_file (id),
        CONSTRAINT ck_patient_sex CHECK (sex IN ('female', 'male', 'other', 'unknown')),
        CONSTRAINT ck_patient_in_service CHECK (in_service_to_on >= in_service_from_on),
        CONSTRAINT ck_patient_version CHECK (version >= 1)
    ) {keyed}",
    "CREATE INDEX ix_patient_source_key ON patient (source_key, id)",
    "CREATE INDEX ix_patient_source_value ON patient (source_value)",
    "CREATE INDEX ix_patient_name_folded ON patient (name_folded)",
    // A global lookup: no foreign key, so that it can stay whole where patients are distributed.
    "CREATE TABLE patient_identifier (
        system {key} NOT NULL,
        value {key} NOT NULL,
        patient_id {uuid} NOT NULL,
        ordinal {int} NOT NULL,
        CONSTRAINT pk_patient_identifier PRIMARY KEY (system, value)
    ) {keyed}",
    "CREATE INDEX ix_patient_identifier_patient ON patient_identifier (patient_id)",
    "CREATE TABLE record_version (
        patient_id {uuid} NOT NULL,
        id {uuid} NOT NULL,
        kind {text} NOT NULL,
        record_id {uuid} NOT NULL,
        version {int} NOT NULL,
        recorded_at {time} NOT NULL,
        superseded_at {time} NOT NULL,
        actor {text} NOT NULL,
        reason {text},
        import_file_id {uuid},
        payload {json} NOT NULL,
        CONSTRAINT pk_record_version PRIMARY KEY (patient_id, id),
        CONSTRAINT uq_record_version_version UNIQUE (patient_id, kind, record_id, version),
        CONSTRAINT fk_record_version_patient FOREIGN KEY (patient_id) REFERENCES patient (id),
        CONSTRAINT fk_record_version_import_file
            FOREIGN KEY (import_file_id) REFERENCES import_file (id),
        CONSTRAINT ck_record_version_kind CHECK (kind IN (
            'patient', 'treatment_period', 'contact', 'relationship', 'shift_assignment',
            'handover', 'decision', 'relational_review'))
    ) {keyed}",
];
