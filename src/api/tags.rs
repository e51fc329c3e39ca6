//! The groups of operations in the description.

/// Tokens and accounts.
pub const AUTH: &str = "auth";
/// Units and professionals.
pub const DIRECTORY: &str = "directory";
/// Patients' records.
pub const PATIENTS: &str = "patients";
/// Writing into patients' records.
pub const RECORDING: &str = "recording";
/// The patient's own words.
pub const STORY: &str = "story";
/// What the service has not done.
pub const FLAGS: &str = "flags";
/// Passing patients on.
pub const HANDOVERS: &str = "handovers";
/// What somebody is told at once.
pub const NOTICES: &str = "notices";
/// What opens and closes a record besides care.
pub const ACCESS: &str = "access";
/// Thresholds.
pub const POLICY: &str = "policy";
/// Counts about the service.
pub const REPORTS: &str = "reports";
/// Who read and changed what.
pub const AUDIT: &str = "audit";
/// Imports.
pub const IMPORTS: &str = "imports";
