//! The names of unique constraints. PostgreSQL tells them; SQLite tells the columns instead, so
//! that here is the one table that leads back to the names. A test holds it against PostgreSQL's
//! catalogue.

use std::borrow::Cow;

use super::error::StoreError;

/// Columns as SQLite lists them, and the constraint over them.
pub const UNIQUE: &[(&str, &str)] = &[
    ("account.username", "uq_account_username"),
    (
        "account_role.account_id, account_role.role",
        "uq_account_role_everywhere",
    ),
    (
        "account_role.account_id, account_role.role, account_role.unit_id",
        "uq_account_role_unit",
    ),
    (
        "alliance_score.source_system, alliance_score.source_value, alliance_score.patient_id",
        "uq_alliance_score_source",
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
        "guest_access.given_by, guest_access.once_hash",
        "uq_guest_access_once",
    ),
    (
        "handover.source_system, handover.source_value, handover.patient_id",
        "uq_handover_source",
    ),
    (
        "import_file.import_run_id, import_file.ordinal",
        "uq_import_file_ordinal",
    ),
    ("known_browser.token_hash", "uq_known_browser_token"),
    ("language_term.lang, language_term.term", "uq_language_term"),
    (
        "legal_period.source_system, legal_period.source_value, legal_period.patient_id",
        "uq_legal_period_source",
    ),
    (
        "measure.source_system, measure.source_value, measure.patient_id",
        "uq_measure_source",
    ),
    (
        "measure_visit.source_system, measure_visit.source_value, measure_visit.patient_id",
        "uq_measure_visit_source",
    ),
    (
        "narrative_entry.source_system, narrative_entry.source_value, narrative_entry.patient_id",
        "uq_narrative_entry_source",
    ),
    (
        "news.patient_id, news.kind, news.record_id, news.happened_on",
        "uq_news",
    ),
    (
        "narrative_read.source_system, narrative_read.source_value, narrative_read.patient_id",
        "uq_narrative_read_source",
    ),
    (
        "patient.source_system, patient.source_value",
        "uq_patient_source",
    ),
    (
        "plan.source_system, plan.source_value, plan.patient_id",
        "uq_plan_source",
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
        "request.source_system, request.source_value, request.patient_id",
        "uq_request_source",
    ),
    (
        "rupture.source_system, rupture.source_value, rupture.patient_id",
        "uq_rupture_source",
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
