//! What a patient owns: each table keyed by patient first, so that one patient's records lie
//! together and a patient can move to another shard whole.
//!
//! A source's id is unique within a patient. The patient stands last in that constraint, so that
//! its index also finds a record whose patient an import does not know yet.

/// Those that refer first.
pub(super) const TABLES: &[&str] = &[
    "relational_review",
    "decision",
    "handover",
    "shift_assignment",
    "relationship",
    "contact_professional",
    "contact",
    "treatment_period_leave",
    "treatment_period",
];

pub(super) const UP: &[&str] = &[
    "CREATE TABLE treatment_period (
        patient_id {uuid} NOT NULL,
        id {uuid} NOT NULL,
        source_system {key} NOT NULL,
        source_value {key} NOT NULL,
        unit_id {uuid} NOT NULL,
        from_at {time} NOT NULL,
        to_at {time},
        admission_kind {text},
        planned_from_at {time},
        planned_to_at {time},
        room {text},
        end_reason {text},
        recorded_at {time} NOT NULL,
        version {int} NOT NULL,
        import_file_id {uuid},
        import_row {count},
        CONSTRAINT pk_treatment_period PRIMARY KEY (patient_id, id),
        CONSTRAINT uq_treatment_period_source
            UNIQUE (source_system, source_value, patient_id),
        CONSTRAINT fk_treatment_period_patient FOREIGN KEY (patient_id) REFERENCES patient (id),
        CONSTRAINT fk_treatment_period_import_file
            FOREIGN KEY (import_file_id) REFERENCES import_file (id),
        CONSTRAINT fk_treatment_period_unit FOREIGN KEY (unit_id) REFERENCES unit (id),
        CONSTRAINT ck_treatment_period_order CHECK (to_at >= from_at),
        CONSTRAINT ck_treatment_period_admission_kind CHECK (admission_kind IN (
            'unplanned', 'planned', 'patient_controlled')),
        CONSTRAINT ck_treatment_period_end_reason CHECK (end_reason IN (
            'home', 'other_ward', 'other_service', 'own_wish', 'left_without_agreement', 'died',
            'unknown')),
        CONSTRAINT ck_treatment_period_version CHECK (version >= 1)
    ) {keyed}",
    "CREATE INDEX ix_treatment_period_unit ON treatment_period (unit_id)",
    "CREATE TABLE treatment_period_leave (
        patient_id {uuid} NOT NULL,
        id {uuid} NOT NULL,
        treatment_period_id {uuid} NOT NULL,
        from_at {time} NOT NULL,
        to_at {time},
        CONSTRAINT pk_treatment_period_leave PRIMARY KEY (patient_id, id),
        CONSTRAINT fk_treatment_period_leave_period
            FOREIGN KEY (patient_id, treatment_period_id)
            REFERENCES treatment_period (patient_id, id) ON DELETE CASCADE,
        CONSTRAINT ck_treatment_period_leave_order CHECK (to_at >= from_at)
    ) {keyed}",
    "CREATE INDEX ix_treatment_period_leave_period
        ON treatment_period_leave (patient_id, treatment_period_id)",
    "CREATE TABLE contact (
        patient_id {uuid} NOT NULL,
        id {uuid} NOT NULL,
        source_system {key} NOT NULL,
        source_value {key} NOT NULL,
        unit_id {uuid} NOT NULL,
        at {time} NOT NULL,
        minutes {int},
        mode {text},
        status {text} NOT NULL,
        main_professional_id {uuid},
        patient_present {bool},
        purpose {text},
        recorded_at {time} NOT NULL,
        version {int} NOT NULL,
        import_file_id {uuid},
        import_row {count},
        CONSTRAINT pk_contact PRIMARY KEY (patient_id, id),
        CONSTRAINT uq_contact_source
            UNIQUE (source_system, source_value, patient_id),
        CONSTRAINT fk_contact_patient FOREIGN KEY (patient_id) REFERENCES patient (id),
        CONSTRAINT fk_contact_import_file
            FOREIGN KEY (import_file_id) REFERENCES import_file (id),
        CONSTRAINT fk_contact_unit FOREIGN KEY (unit_id) REFERENCES unit (id),
        CONSTRAINT fk_contact_main_professional
            FOREIGN KEY (main_professional_id) REFERENCES professional (id),
        CONSTRAINT ck_contact_minutes CHECK (minutes >= 0),
        CONSTRAINT ck_contact_mode CHECK (mode IN (
            'in_person', 'video', 'phone', 'home_visit', 'message')),
        CONSTRAINT ck_contact_status CHECK (status IN (
            'attended', 'no_show', 'cancelled', 'planned')),
        CONSTRAINT ck_contact_purpose CHECK (purpose IN (
            'treatment', 'therapy', 'assessment', 'joint_meeting', 'farewell', 'network_meeting',
            'shift', 'other')),
        CONSTRAINT ck_contact_version CHECK (version >= 1)
    ) {keyed}",
    "CREATE INDEX ix_contact_unit ON contact (unit_id)",
    "CREATE TABLE contact_professional (
        patient_id {uuid} NOT NULL,
        contact_id {uuid} NOT NULL,
        position {int} NOT NULL,
        professional_id {uuid} NOT NULL,
        CONSTRAINT pk_contact_professional PRIMARY KEY (patient_id, contact_id, position),
        CONSTRAINT fk_contact_professional_contact FOREIGN KEY (patient_id, contact_id)
            REFERENCES contact (patient_id, id) ON DELETE CASCADE,
        CONSTRAINT fk_contact_professional_professional
            FOREIGN KEY (professional_id) REFERENCES professional (id)
    ) {keyed}",
    "CREATE TABLE relationship (
        patient_id {uuid} NOT NULL,
        id {uuid} NOT NULL,
        source_system {key} NOT NULL,
        source_value {key} NOT NULL,
        kind {text} NOT NULL,
        professional_id {uuid},
        person_name {text},
        unit_id {uuid},
        from_at {time} NOT NULL,
        to_at {time},
        planned_end_on {date},
        end_reason {text},
        told_in_time {bool},
        goodbye {bool},
        joint_meeting {bool},
        successor_known {bool},
        successor_id {uuid},
        agreed_interval_days {int},
        important_to_patient {bool} NOT NULL,
        mode {text},
        is_temporary_cover {bool} NOT NULL,
        deputy_id {uuid},
        recorded_at {time} NOT NULL,
        version {int} NOT NULL,
        import_file_id {uuid},
        import_row {count},
        CONSTRAINT pk_relationship PRIMARY KEY (patient_id, id),
        CONSTRAINT uq_relationship_source
            UNIQUE (source_system, source_value, patient_id),
        CONSTRAINT fk_relationship_patient FOREIGN KEY (patient_id) REFERENCES patient (id),
        CONSTRAINT fk_relationship_import_file
            FOREIGN KEY (import_file_id) REFERENCES import_file (id),
        CONSTRAINT fk_relationship_professional
            FOREIGN KEY (professional_id) REFERENCES professional (id),
        CONSTRAINT fk_relationship_unit FOREIGN KEY (unit_id) REFERENCES unit (id),
        CONSTRAINT fk_relationship_successor FOREIGN KEY (successor_id) REFERENCES professional (id),
        CONSTRAINT fk_relationship_deputy FOREIGN KEY (deputy_id) REFERENCES professional (id),
        CONSTRAINT ck_relationship_holder
            CHECK ((professional_id IS NULL) <> (person_name IS NULL)),
        CONSTRAINT ck_relationship_order CHECK (to_at >= from_at),
        CONSTRAINT ck_relationship_agreed_interval_days CHECK (agreed_interval_days > 0),
        CONSTRAINT ck_relationship_kind CHECK (kind IN (
            'responsible_clinician', 'contact_doctor_psychologist', 'therapist', 'primary_nurse',
            'contact_person', 'case_manager', 'coordinator', 'gp', 'peer_worker',
            'medication_responsible', 'team_member', 'decision_maker', 'trusted_person',
            'next_of_kin', 'guardian', 'advocate')),
        CONSTRAINT ck_relationship_end_reason CHECK (end_reason IN (
            'agreed_completion', 'discharge', 'transfer_unit', 'transfer_team',
            'service_boundary', 'rota_change', 'rotation_end', 'leave', 'professional_left',
            'retired', 'team_reorganised', 'patient_choice', 'mismatch_agreed',
            'professional_request', 'lost_contact', 'patient_moved', 'patient_died',
            'professional_died', 'unknown')),
        CONSTRAINT ck_relationship_mode CHECK (mode IN (
            'active', 'maintenance', 'on_call', 'dormant')),
        CONSTRAINT ck_relationship_version CHECK (version >= 1)
    ) {keyed}",
    "CREATE INDEX ix_relationship_professional ON relationship (professional_id)",
    "CREATE INDEX ix_relationship_unit ON relationship (unit_id)",
    "CREATE TABLE shift_assignment (
        patient_id {uuid} NOT NULL,
        id {uuid} NOT NULL,
        source_system {key} NOT NULL,
        source_value {key} NOT NULL,
        professional_id {uuid} NOT NULL,
        unit_id {uuid} NOT NULL,
        from_at {time} NOT NULL,
        to_at {time},
        recorded_at {time} NOT NULL,
        version {int} NOT NULL,
        import_file_id {uuid},
        import_row {count},
        CONSTRAINT pk_shift_assignment PRIMARY KEY (patient_id, id),
        CONSTRAINT uq_shift_assignment_source
            UNIQUE (source_system, source_value, patient_id),
        CONSTRAINT fk_shift_assignment_patient FOREIGN KEY (patient_id) REFERENCES patient (id),
        CONSTRAINT fk_shift_assignment_import_file
            FOREIGN KEY (import_file_id) REFERENCES import_file (id),
        CONSTRAINT fk_shift_assignment_professional
            FOREIGN KEY (professional_id) REFERENCES professional (id),
        CONSTRAINT fk_shift_assignment_unit FOREIGN KEY (unit_id) REFERENCES unit (id),
        CONSTRAINT ck_shift_assignment_order CHECK (to_at >= from_at),
        CONSTRAINT ck_shift_assignment_version CHECK (version >= 1)
    ) {keyed}",
    "CREATE INDEX ix_shift_assignment_unit ON shift_assignment (unit_id, from_at)",
    "CREATE TABLE handover (
        patient_id {uuid} NOT NULL,
        id {uuid} NOT NULL,
        source_system {key} NOT NULL,
        source_value {key} NOT NULL,
        kind {text} NOT NULL,
        offered_at {time} NOT NULL,
        from_professional_id {uuid},
        to_professional_id {uuid},
        from_unit_id {uuid},
        to_unit_id {uuid},
        grade {text},
        severity {text},
        severity_reason {text},
        summary {text},
        actions {text},
        contingency {text},
        synthesis {text},
        know_me {text},
        builds_trust {text},
        breaks_trust {text},
        promises {text},
        trusts {text},
        goodbye {text},
        accepted_at {time},
        accepted_by_id {uuid},
        state {text},
        recorded_at {time} NOT NULL,
        version {int} NOT NULL,
        import_file_id {uuid},
        import_row {count},
        CONSTRAINT pk_handover PRIMARY KEY (patient_id, id),
        CONSTRAINT uq_handover_source
            UNIQUE (source_system, source_value, patient_id),
        CONSTRAINT fk_handover_patient FOREIGN KEY (patient_id) REFERENCES patient (id),
        CONSTRAINT fk_handover_import_file
            FOREIGN KEY (import_file_id) REFERENCES import_file (id),
        CONSTRAINT fk_handover_from_professional
            FOREIGN KEY (from_professional_id) REFERENCES professional (id),
        CONSTRAINT fk_handover_to_professional
            FOREIGN KEY (to_professional_id) REFERENCES professional (id),
        CONSTRAINT fk_handover_from_unit FOREIGN KEY (from_unit_id) REFERENCES unit (id),
        CONSTRAINT fk_handover_to_unit FOREIGN KEY (to_unit_id) REFERENCES unit (id),
        CONSTRAINT fk_handover_accepted_by
            FOREIGN KEY (accepted_by_id) REFERENCES professional (id),
        CONSTRAINT ck_handover_order CHECK (accepted_at >= offered_at),
        CONSTRAINT ck_handover_kind CHECK (kind IN (
            'shift', 'ward_transfer', 'discharge_to_community', 'professional_to_professional',
            'temporary_cover')),
        CONSTRAINT ck_handover_grade CHECK (grade IN ('none', 'written', 'spoken', 'warm')),
        CONSTRAINT ck_handover_severity CHECK (severity IN ('settled', 'watch', 'acute')),
        CONSTRAINT ck_handover_state CHECK (state IN (
            'draft', 'offered', 'accepted', 'questioned', 'returned', 'done', 'withdrawn',
            'expired')),
        CONSTRAINT ck_handover_version CHECK (version >= 1)
    ) {keyed}",
    "CREATE INDEX ix_handover_to_professional ON handover (to_professional_id)",
    "CREATE INDEX ix_handover_to_unit ON handover (to_unit_id)",
    "CREATE TABLE decision (
        patient_id {uuid} NOT NULL,
        id {uuid} NOT NULL,
        source_system {key} NOT NULL,
        source_value {key} NOT NULL,
        subject {text} NOT NULL,
        outcome {text} NOT NULL,
        decided_at {time} NOT NULL,
        reason {text},
        recorded_at {time} NOT NULL,
        version {int} NOT NULL,
        import_file_id {uuid},
        import_row {count},
        CONSTRAINT pk_decision PRIMARY KEY (patient_id, id),
        CONSTRAINT uq_decision_source
            UNIQUE (source_system, source_value, patient_id),
        CONSTRAINT fk_decision_patient FOREIGN KEY (patient_id) REFERENCES patient (id),
        CONSTRAINT fk_decision_import_file
            FOREIGN KEY (import_file_id) REFERENCES import_file (id),
        CONSTRAINT ck_decision_subject CHECK (subject IN (
            'coordinator', 'crisis_plan', 'patient_controlled_admission', 'follow_up', 'debrief',
            'individual_plan', 'known_person_contact')),
        CONSTRAINT ck_decision_outcome CHECK (outcome IN (
            'agreed', 'declined_by_patient', 'not_offered')),
        CONSTRAINT ck_decision_version CHECK (version >= 1)
    ) {keyed}",
    "CREATE TABLE relational_review (
        patient_id {uuid} NOT NULL,
        id {uuid} NOT NULL,
        source_system {key} NOT NULL,
        source_value {key} NOT NULL,
        held_at {time} NOT NULL,
        professional_id {uuid},
        recorded_at {time} NOT NULL,
        version {int} NOT NULL,
        import_file_id {uuid},
        import_row {count},
        CONSTRAINT pk_relational_review PRIMARY KEY (patient_id, id),
        CONSTRAINT uq_relational_review_source
            UNIQUE (source_system, source_value, patient_id),
        CONSTRAINT fk_relational_review_patient FOREIGN KEY (patient_id) REFERENCES patient (id),
        CONSTRAINT fk_relational_review_import_file
            FOREIGN KEY (import_file_id) REFERENCES import_file (id),
        CONSTRAINT fk_relational_review_professional
            FOREIGN KEY (professional_id) REFERENCES professional (id),
        CONSTRAINT ck_relational_review_version CHECK (version >= 1)
    ) {keyed}",
];
