//! Earlier versions of the new records. A list in a CHECK cannot be widened on SQLite, so the table of
//! versions is made anew on both engines.

/// The table of versions with another list of kinds, and what was in it.
macro_rules! remade {
    ($kinds:literal, $kept:literal) => {
        &[
            "CREATE TABLE record_version_kept AS SELECT * FROM record_version",
            "DROP TABLE record_version",
            concat!(
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
        CONSTRAINT ck_record_version_kind CHECK (kind IN (",
                $kinds,
                "))
    ) {keyed}"
            ),
            concat!(
                "INSERT INTO record_version (patient_id, id, kind, record_id, version, recorded_at,
            superseded_at, actor, reason, import_file_id, payload)
        SELECT patient_id, id, kind, record_id, version, recorded_at,
            superseded_at, actor, reason, import_file_id, payload FROM record_version_kept ",
                $kept
            ),
            "DROP TABLE record_version_kept",
        ]
    };
}

pub(super) const UP: &[&str] = remade!(
    "
            'patient', 'treatment_period', 'contact', 'relationship', 'shift_assignment',
            'handover', 'decision', 'relational_review', 'legal_period', 'measure',
            'measure_visit', 'plan', 'request', 'alliance_score', 'rupture',
            'narrative_entry', 'narrative_read'",
    ""
);

pub(super) const DOWN: &[&str] = remade!(
    "
            'patient', 'treatment_period', 'contact', 'relationship', 'shift_assignment',
            'handover', 'decision', 'relational_review'",
    "WHERE kind NOT IN ('legal_period', 'measure', 'measure_visit', 'plan', 'request',
            'alliance_score', 'rupture', 'narrative_entry', 'narrative_read')"
);
