//! What a patient owns besides the records of the first migration: compulsion, plans, requests,
//! how working together goes, and the patient's own words.

/// Those that refer first.
pub(super) const TABLES: &[&str] = &[
    "narrative_read",
    "narrative_entry",
    "rupture",
    "alliance_score",
    "request",
    "plan",
    "measure_visit",
    "measure",
    "legal_period",
];

pub(super) const UP: &[&str] = &[
    "CREATE TABLE legal_period (
        patient_id {uuid} NOT NULL,
        id {uuid} NOT NULL,
        source_system {key} NOT NULL,
        source_value {key} NOT NULL,
        status {text} NOT NULL,
        from_at {time} NOT NULL,
        to_at {time},
        felt_forced {bool},
        recorded_at {time} NOT NULL,
        version {int} NOT NULL,
        import_file_id {uuid},
        import_row {count},
        CONSTRAINT pk_legal_period PRIMARY KEY (patient_id, id),
        CONSTRAINT uq_legal_period_source
            UNIQUE (source_system, source_value, patient_id),
        CONSTRAINT fk_legal_period_patient FOREIGN KEY (patient_id) REFERENCES patient (id),
        CONSTRAINT fk_legal_period_import_file
            FOREIGN KEY (import_file_id) REFERENCES import_file (id),
        CONSTRAINT ck_legal_period_order CHECK (to_at >= from_at),
        CONSTRAINT ck_legal_period_version CHECK (version >= 1)
    ) {keyed}",
    "CREATE TABLE measure (
        patient_id {uuid} NOT NULL,
        id {uuid} NOT NULL,
        source_system {key} NOT NULL,
        source_value {key} NOT NULL,
        kind {text} NOT NULL,
        from_at {time} NOT NULL,
        to_at {time},
        unit_id {uuid},
        legal_basis {text},
        decided_by_id {uuid},
        known_person_present {bool},
        debrief_offered_at {time},
        debrief_outcome {text},
        recorded_at {time} NOT NULL,
        version {int} NOT NULL,
        import_file_id {uuid},
        import_row {count},
        CONSTRAINT pk_measure PRIMARY KEY (patient_id, id),
        CONSTRAINT uq_measure_source
            UNIQUE (source_system, source_value, patient_id),
        CONSTRAINT fk_measure_patient FOREIGN KEY (patient_id) REFERENCES patient (id),
        CONSTRAINT fk_measure_import_file
            FOREIGN KEY (import_file_id) REFERENCES import_file (id),
        CONSTRAINT fk_measure_unit
            FOREIGN KEY (unit_id) REFERENCES unit (id),
        CONSTRAINT fk_measure_decided_by
            FOREIGN KEY (decided_by_id) REFERENCES professional (id),
        CONSTRAINT ck_measure_order CHECK (to_at >= from_at),
        CONSTRAINT ck_measure_kind CHECK (kind IN (
            'seclusion', 'involuntary_medication', 'mechanical_restraint',
            'holding', 'isolation', 'contact_limits', 'search')),
        CONSTRAINT ck_measure_debrief_outcome CHECK (debrief_outcome IN ('held', 'declined')),
        CONSTRAINT ck_measure_version CHECK (version >= 1)
    ) {keyed}",
    "CREATE INDEX ix_measure_unit ON measure (unit_id)",
    "CREATE TABLE measure_visit (
        patient_id {uuid} NOT NULL,
        id {uuid} NOT NULL,
        source_system {key} NOT NULL,
        source_value {key} NOT NULL,
        measure_id {uuid} NOT NULL,
        professional_id {uuid} NOT NULL,
        at {time} NOT NULL,
        recorded_at {time} NOT NULL,
        version {int} NOT NULL,
        import_file_id {uuid},
        import_row {count},
        CONSTRAINT pk_measure_visit PRIMARY KEY (patient_id, id),
        CONSTRAINT uq_measure_visit_source
            UNIQUE (source_system, source_value, patient_id),
        CONSTRAINT fk_measure_visit_patient FOREIGN KEY (patient_id) REFERENCES patient (id),
        CONSTRAINT fk_measure_visit_import_file
            FOREIGN KEY (import_file_id) REFERENCES import_file (id),
        CONSTRAINT fk_measure_visit_measure FOREIGN KEY (patient_id, measure_id)
            REFERENCES measure (patient_id, id),
        CONSTRAINT fk_measure_visit_professional
            FOREIGN KEY (professional_id) REFERENCES professional (id),
        CONSTRAINT ck_measure_visit_version CHECK (version >= 1)
    ) {keyed}",
    "CREATE INDEX ix_measure_visit_measure ON measure_visit (patient_id, measure_id)",
    "CREATE TABLE plan (
        patient_id {uuid} NOT NULL,
        id {uuid} NOT NULL,
        source_system {key} NOT NULL,
        source_value {key} NOT NULL,
        kind {text} NOT NULL,
        agreed_on {date} NOT NULL,
        edition {int} NOT NULL,
        reviewed_on {date},
        review_by_on {date},
        valid_to_on {date},
        text_patient {text},
        text_staff {text},
        max_nights {int},
        quarantine_days {int},
        unit_id {uuid},
        recorded_at {time} NOT NULL,
        version {int} NOT NULL,
        import_file_id {uuid},
        import_row {count},
        CONSTRAINT pk_plan PRIMARY KEY (patient_id, id),
        CONSTRAINT uq_plan_source
            UNIQUE (source_system, source_value, patient_id),
        CONSTRAINT fk_plan_patient FOREIGN KEY (patient_id) REFERENCES patient (id),
        CONSTRAINT fk_plan_import_file
            FOREIGN KEY (import_file_id) REFERENCES import_file (id),
        CONSTRAINT fk_plan_unit
            FOREIGN KEY (unit_id) REFERENCES unit (id),
        CONSTRAINT ck_plan_kind CHECK (kind IN (
            'crisis_plan', 'safety_plan', 'individual_plan',
            'patient_controlled_admission_agreement', 'advance_statement')),
        CONSTRAINT ck_plan_edition CHECK (edition >= 1),
        CONSTRAINT ck_plan_max_nights CHECK (max_nights >= 0),
        CONSTRAINT ck_plan_quarantine_days CHECK (quarantine_days >= 0),
        CONSTRAINT ck_plan_version CHECK (version >= 1)
    ) {keyed}",
    "CREATE TABLE request (
        patient_id {uuid} NOT NULL,
        id {uuid} NOT NULL,
        source_system {key} NOT NULL,
        source_value {key} NOT NULL,
        subject {text} NOT NULL,
        text {text} NOT NULL,
        asked_at {time} NOT NULL,
        received_by_id {uuid},
        decider_id {uuid},
        due_on {date},
        answered_at {time},
        answer {text},
        reason {text},
        recorded_at {time} NOT NULL,
        version {int} NOT NULL,
        import_file_id {uuid},
        import_row {count},
        CONSTRAINT pk_request PRIMARY KEY (patient_id, id),
        CONSTRAINT uq_request_source
            UNIQUE (source_system, source_value, patient_id),
        CONSTRAINT fk_request_patient FOREIGN KEY (patient_id) REFERENCES patient (id),
        CONSTRAINT fk_request_import_file
            FOREIGN KEY (import_file_id) REFERENCES import_file (id),
        CONSTRAINT fk_request_received_by
            FOREIGN KEY (received_by_id) REFERENCES professional (id),
        CONSTRAINT fk_request_decider
            FOREIGN KEY (decider_id) REFERENCES professional (id),
        CONSTRAINT ck_request_order CHECK (answered_at >= asked_at),
        CONSTRAINT ck_request_answer CHECK (answer IN ('yes', 'partly', 'no')),
        CONSTRAINT ck_request_version CHECK (version >= 1)
    ) {keyed}",
    "CREATE TABLE alliance_score (
        patient_id {uuid} NOT NULL,
        id {uuid} NOT NULL,
        source_system {key} NOT NULL,
        source_value {key} NOT NULL,
        professional_id {uuid} NOT NULL,
        instrument {text} NOT NULL,
        score_thousandths {count} NOT NULL,
        at {time} NOT NULL,
        min_thousandths {count},
        max_thousandths {count},
        cut_thousandths {count},
        recorded_at {time} NOT NULL,
        version {int} NOT NULL,
        import_file_id {uuid},
        import_row {count},
        CONSTRAINT pk_alliance_score PRIMARY KEY (patient_id, id),
        CONSTRAINT uq_alliance_score_source
            UNIQUE (source_system, source_value, patient_id),
        CONSTRAINT fk_alliance_score_patient FOREIGN KEY (patient_id) REFERENCES patient (id),
        CONSTRAINT fk_alliance_score_import_file
            FOREIGN KEY (import_file_id) REFERENCES import_file (id),
        CONSTRAINT fk_alliance_score_professional
            FOREIGN KEY (professional_id) REFERENCES professional (id),
        CONSTRAINT ck_alliance_score_range CHECK (max_thousandths >= min_thousandths),
        CONSTRAINT ck_alliance_score_version CHECK (version >= 1)
    ) {keyed}",
    "CREATE TABLE rupture (
        patient_id {uuid} NOT NULL,
        id {uuid} NOT NULL,
        source_system {key} NOT NULL,
        source_value {key} NOT NULL,
        professional_id {uuid} NOT NULL,
        kind {text} NOT NULL,
        noticed_on {date} NOT NULL,
        noticed_by {text},
        status {text} NOT NULL,
        closed_on {date},
        recorded_at {time} NOT NULL,
        version {int} NOT NULL,
        import_file_id {uuid},
        import_row {count},
        CONSTRAINT pk_rupture PRIMARY KEY (patient_id, id),
        CONSTRAINT uq_rupture_source
            UNIQUE (source_system, source_value, patient_id),
        CONSTRAINT fk_rupture_patient FOREIGN KEY (patient_id) REFERENCES patient (id),
        CONSTRAINT fk_rupture_import_file
            FOREIGN KEY (import_file_id) REFERENCES import_file (id),
        CONSTRAINT fk_rupture_professional
            FOREIGN KEY (professional_id) REFERENCES professional (id),
        CONSTRAINT ck_rupture_order CHECK (closed_on >= noticed_on),
        CONSTRAINT ck_rupture_kind CHECK (kind IN (
            'withdrawal', 'confrontation', 'mixed', 'institutional')),
        CONSTRAINT ck_rupture_noticed_by CHECK (noticed_by IN ('patient', 'professional', 'third')),
        CONSTRAINT ck_rupture_status CHECK (status IN (
            'open', 'repaired', 'agreed_to_differ', 'patient_ended', 'not_pursued')),
        CONSTRAINT ck_rupture_version CHECK (version >= 1)
    ) {keyed}",
    "CREATE TABLE narrative_entry (
        patient_id {uuid} NOT NULL,
        id {uuid} NOT NULL,
        source_system {key} NOT NULL,
        source_value {key} NOT NULL,
        kind {text} NOT NULL,
        authorship {text} NOT NULL,
        written_at {time} NOT NULL,
        level {int} NOT NULL,
        text {text} NOT NULL,
        author_id {uuid},
        from_on {date},
        to_on {date},
        precision {text},
        edition {int} NOT NULL,
        withdrawn_at {time},
        recorded_at {time} NOT NULL,
        version {int} NOT NULL,
        import_file_id {uuid},
        import_row {count},
        CONSTRAINT pk_narrative_entry PRIMARY KEY (patient_id, id),
        CONSTRAINT uq_narrative_entry_source
            UNIQUE (source_system, source_value, patient_id),
        CONSTRAINT fk_narrative_entry_patient FOREIGN KEY (patient_id) REFERENCES patient (id),
        CONSTRAINT fk_narrative_entry_import_file
            FOREIGN KEY (import_file_id) REFERENCES import_file (id),
        CONSTRAINT fk_narrative_entry_author
            FOREIGN KEY (author_id) REFERENCES professional (id),
        CONSTRAINT ck_narrative_entry_kind CHECK (kind IN (
            'what_matters', 'seen_and_heard', 'positive_encounter',
            'disappointing_encounter', 'helped_in_crisis', 'did_not_help',
            'next_professional', 'early_signs', 'people_i_trust', 'outside_crisis',
            'promise', 'ending', 'turning_point')),
        CONSTRAINT ck_narrative_entry_authorship CHECK (authorship IN (
            'patient_verbatim', 'told_to_staff', 'next_of_kin', 'co_written',
            'recording_transcript')),
        CONSTRAINT ck_narrative_entry_precision CHECK (precision IN (
            'day', 'month', 'season', 'year', 'approximate')),
        CONSTRAINT ck_narrative_entry_level CHECK (level BETWEEN 0 AND 4),
        CONSTRAINT ck_narrative_entry_edition CHECK (edition >= 1),
        CONSTRAINT ck_narrative_entry_order CHECK (to_on >= from_on),
        CONSTRAINT ck_narrative_entry_version CHECK (version >= 1)
    ) {keyed}",
    "CREATE TABLE narrative_read (
        patient_id {uuid} NOT NULL,
        id {uuid} NOT NULL,
        source_system {key} NOT NULL,
        source_value {key} NOT NULL,
        entry_id {uuid} NOT NULL,
        professional_id {uuid} NOT NULL,
        opened_at {time} NOT NULL,
        told_patient_at {time},
        recorded_at {time} NOT NULL,
        version {int} NOT NULL,
        import_file_id {uuid},
        import_row {count},
        CONSTRAINT pk_narrative_read PRIMARY KEY (patient_id, id),
        CONSTRAINT uq_narrative_read_source
            UNIQUE (source_system, source_value, patient_id),
        CONSTRAINT fk_narrative_read_patient FOREIGN KEY (patient_id) REFERENCES patient (id),
        CONSTRAINT fk_narrative_read_import_file
            FOREIGN KEY (import_file_id) REFERENCES import_file (id),
        CONSTRAINT fk_narrative_read_entry FOREIGN KEY (patient_id, entry_id)
            REFERENCES narrative_entry (patient_id, id),
        CONSTRAINT fk_narrative_read_professional
            FOREIGN KEY (professional_id) REFERENCES professional (id),
        CONSTRAINT ck_narrative_read_order CHECK (told_patient_at >= opened_at),
        CONSTRAINT ck_narrative_read_version CHECK (version >= 1)
    ) {keyed}",
    "CREATE INDEX ix_narrative_read_entry ON narrative_read (patient_id, entry_id)",
];
