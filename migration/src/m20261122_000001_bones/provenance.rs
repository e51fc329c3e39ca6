//! What was read, when, and from where.

/// Those that refer first.
pub(super) const TABLES: &[&str] = &["source_alias", "import_file", "import_run"];

pub(super) const UP: &[&str] = &[
    "CREATE TABLE import_run (
        id {uuid} NOT NULL,
        source_system {key} NOT NULL,
        format {text} NOT NULL,
        started_at {time} NOT NULL,
        finished_at {time},
        status {text} NOT NULL,
        is_dry_run {bool} NOT NULL,
        created {count} NOT NULL,
        updated {count} NOT NULL,
        unchanged {count} NOT NULL,
        rejected {count} NOT NULL,
        message {text},
        CONSTRAINT pk_import_run PRIMARY KEY (id),
        CONSTRAINT ck_import_run_format CHECK (format IN ('csv', 'fhir', 'hl7v2')),
        CONSTRAINT ck_import_run_status CHECK (status IN ('running', 'finished', 'failed')),
        CONSTRAINT ck_import_run_finished CHECK ((status = 'running') = (finished_at IS NULL))
    ) {keyed}",
    "CREATE INDEX ix_import_run_started ON import_run (started_at)",
    "CREATE TABLE import_file (
        id {uuid} NOT NULL,
        import_run_id {uuid} NOT NULL,
        ordinal {int} NOT NULL,
        name {text} NOT NULL,
        created {count} NOT NULL,
        updated {count} NOT NULL,
        unchanged {count} NOT NULL,
        rejected {count} NOT NULL,
        CONSTRAINT pk_import_file PRIMARY KEY (id),
        CONSTRAINT uq_import_file_ordinal UNIQUE (import_run_id, ordinal),
        CONSTRAINT fk_import_file_run FOREIGN KEY (import_run_id) REFERENCES import_run (id)
    ) {keyed}",
    // Several targets of one alias may be stored: then the reference is ambiguous, and said so.
    "CREATE TABLE source_alias (
        source_system {key} NOT NULL,
        kind {text} NOT NULL,
        alias {key} NOT NULL,
        target {key} NOT NULL,
        label {text},
        CONSTRAINT pk_source_alias PRIMARY KEY (source_system, kind, alias, target)
    ) {keyed}",
];
