//! The groups of operations in the description.

/// Tokens and accounts.
pub const AUTH: &str = "auth";
/// Units and professionals.
pub const DIRECTORY: &str = "directory";
/// Patients' records.
pub const PATIENTS: &str = "patients";
/// What the service has not done.
pub const FLAGS: &str = "flags";
/// What opens and closes a record besides care.
pub const ACCESS: &str = "access";
/// Thresholds.
pub const POLICY: &str = "policy";
/// Counts about the service.
pub const REPORTS: &str = "reports";
/// Imports.
pub const IMPORTS: &str = "imports";
