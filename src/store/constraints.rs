//! The names of unique constraints. PostgreSQL tells them; SQLite tells the columns instead, so
//! that here is the one table that leads back to the names. A test holds it against PostgreSQL's
//! catalogue.

use std::borrow::Cow;

use super::error::StoreError;

/// Columns as SQLite lists them, and the constraint over them.
pub const UNIQUE: &[(&str, &str)] = &[
    ("account.username", "uq_account_username"),
    (
        "account_role.account_id, account_role.role, account_role.unit_id",
        "uq_account_role_unit",
    ),
    (
        "account_role.account_id, account_role.role",
        "uq_account_role_everywhere",
    ),
    ("browser_session.token_hash", "uq_browser_session_token"),
    (
        "contact.source_system, contact.source_value, contact.patient_id",
        "uq_contact_source",
    ),
    (
        "decision.source_system, decision.source_value, decision.patient_id",
        "uq_decision_source",
    ),
    (
        "directory_version.kind, directory_version.record_id, directory_version.version",
        "uq_directory_version_version",
    ),
    (
        "employment.professional_id, employment.unit_id, employment.from_on",
        "uq_employment_start",
    ),
    (
        "flag.patient_id, flag.code, flag.subject_id",
        "uq_flag_living",
    ),
    (
        "handover.source_system, handover.source_value, handover.patient_id",
        "uq_handover_source",
    ),
    (
        "import_file.import_run_id, import_file.ordinal",
        "uq_import_file_ordinal",
    ),
    (
        "patient.source_system, patient.source_value",
        "uq_patient_source",
    ),
    (
        "professional.source_system, professional.source_value",
        "uq_professional_source",
    ),
    (
        "record_version.patient_id, record_version.kind, record_version.record_id, record_version.version",
        "uq_record_version_version",
    ),
    ("refresh_token.token_hash", "uq_refresh_token_token"),
    (
        "relational_review.source_system, relational_review.source_value, relational_review.patient_id",
        "uq_relational_review_source",
    ),
    (
        "relationship.source_system, relationship.source_value, relationship.patient_id",
        "uq_relationship_source",
    ),
    (
        "shift_assignment.source_system, shift_assignment.source_value, shift_assignment.patient_id",
        "uq_shift_assignment_source",
    ),
    (
        "treatment_period.source_system, treatment_period.source_value, treatment_period.patient_id",
        "uq_treatment_period_source",
    ),
    ("unit.source_system, unit.source_value", "uq_unit_source"),
];

/// The conflict behind SQLite's list of columns; columns not in the table are a primary key's.
pub(super) fn sqlite_conflict(columns: &str) -> StoreError {
    let constraint = UNIQUE
        .iter()
        .find(|(listed, _)| *listed == columns)
        .map_or_else(
            || {
                Cow::Owned(format!(
                    "pk_{}",
                    columns.split('.').next().unwrap_or_default()
                ))
            },
            |(_, name)| Cow::Borrowed(*name),
        );
    StoreError::Conflict { constraint }
}
