//! Units, professionals and who works where: small tables that every patient's records refer to.

/// Those that refer first.
pub(super) const TABLES: &[&str] = &["directory_version", "employment", "professional", "unit"];

pub(super) const UP: &[&str] = &[
    "CREATE TABLE unit (
        id {uuid} NOT NULL,
        source_system {key} NOT NULL,
        source_value {key} NOT NULL,
        name {text} NOT NULL,
        setting {text} NOT NULL,
        parent_id {uuid},
        time_zone {text},
        beds {int},
        recorded_at {time} NOT NULL,
        version {int} NOT NULL,
        import_file_id {uuid},
        import_row {count},
        CONSTRAINT pk_unit PRIMARY KEY (id),
        CONSTRAINT uq_unit_source UNIQUE (source_system, source_value),
        CONSTRAINT fk_unit_parent FOREIGN KEY (parent_id) REFERENCES unit (id),
        CONSTRAINT fk_unit_import_file FOREIGN KEY (import_file_id) REFERENCES import_file (id),
        CONSTRAINT ck_unit_setting CHECK (setting IN (
            'acute_ward', 'subacute_ward', 'forensic_unit', 'rehab_ward',
            'community_mental_health_centre', 'dps_inpatient', 'outpatient_clinic', 'day_unit',
            'assertive_outreach', 'crisis_resolution_team', 'emergency_room',
            'drug_rehabilitation', 'patient_controlled_bed', 'private_institution',
            'municipal_housing', 'municipal_team', 'gp_practice', 'camhs', 'private_specialist',
            'peer_meeting_place', 'home', 'prison', 'general_hospital')),
        CONSTRAINT ck_unit_parent CHECK (parent_id <> id),
        CONSTRAINT ck_unit_beds CHECK (beds >= 0),
        CONSTRAINT ck_unit_version CHECK (version >= 1)
    ) {keyed}",
    "CREATE INDEX ix_unit_parent ON unit (parent_id)",
    "CREATE TABLE professional (
        id {uuid} NOT NULL,
        source_system {key} NOT NULL,
        source_value {key} NOT NULL,
        name {text} NOT NULL,
        profession {text} NOT NULL,
        recorded_at {time} NOT NULL,
        version {int} NOT NULL,
        import_file_id {uuid},
        import_row {count},
        CONSTRAINT pk_professional PRIMARY KEY (id),
        CONSTRAINT uq_professional_source UNIQUE (source_system, source_value),
        CONSTRAINT fk_professional_import_file
            FOREIGN KEY (import_file_id) REFERENCES import_file (id),
        CONSTRAINT ck_professional_profession CHECK (profession IN (
            'psychiatrist', 'resident_doctor', 'psychologist', 'psychiatric_nurse', 'nurse',
            'social_educator', 'milieu_therapist', 'healthcare_assistant', 'social_worker',
            'occupational_therapist', 'physiotherapist', 'gp', 'peer_worker', 'chaplain',
            'coordinator', 'team_leader', 'other')),
        CONSTRAINT ck_professional_version CHECK (version >= 1)
    ) {keyed}",
    "CREATE TABLE employment (
        id {uuid} NOT NULL,
        professional_id {uuid} NOT NULL,
        unit_id {uuid} NOT NULL,
        from_on {date} NOT NULL,
        to_on {date},
        planned_end_on {date},
        is_locum {bool} NOT NULL,
        caseload_limit {int},
        recorded_at {time} NOT NULL,
        version {int} NOT NULL,
        import_file_id {uuid},
        import_row {count},
        CONSTRAINT pk_employment PRIMARY KEY (id),
        CONSTRAINT uq_employment_start UNIQUE (professional_id, unit_id, from_on),
        CONSTRAINT fk_employment_professional
            FOREIGN KEY (professional_id) REFERENCES professional (id),
        CONSTRAINT fk_employment_unit FOREIGN KEY (unit_id) REFERENCES unit (id),
        CONSTRAINT fk_employment_import_file
            FOREIGN KEY (import_file_id) REFERENCES import_file (id),
        CONSTRAINT ck_employment_order CHECK (to_on >= from_on),
        CONSTRAINT ck_employment_caseload_limit CHECK (caseload_limit >= 0),
        CONSTRAINT ck_employment_version CHECK (version >= 1)
    ) {keyed}",
    "CREATE INDEX ix_employment_unit ON employment (unit_id)",
    "CREATE TABLE directory_version (
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
        CONSTRAINT pk_directory_version PRIMARY KEY (id),
        CONSTRAINT uq_directory_version_version UNIQUE (kind, record_id, version),
        CONSTRAINT fk_directory_version_import_file
            FOREIGN KEY (import_file_id) REFERENCES import_file (id),
        CONSTRAINT ck_directory_version_kind
            CHECK (kind IN ('unit', 'professional', 'employment'))
    ) {keyed}",
];
