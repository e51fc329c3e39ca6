//! Typed identities. One newtype per aggregate, so that a unit's id can never be passed for a
//! patient's, and the identity a source system gave to a record.

use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }
    )+};
}

ids! {
    /// A patient.
    PatientId,
    /// A unit: a ward or a team.
    UnitId,
    /// A professional.
    ProfessionalId,
    /// Any record that a patient owns (treatment period, contact, relationship ...). Unique within
    /// the patient; the kind of record is known from where the id stands.
    RecordId,
    /// One run of an import.
    ImportRunId,
    /// One file of an import run.
    ImportFileId,
    /// A departure whose plan was confirmed.
    DepartureId,
    /// A version of the policy (the thresholds in force).
    PolicyVersionId,
    /// A stored flag.
    FlagId,
    /// Someone who may sign in.
    AccountId,
    /// A browser that somebody signed in with.
    SessionId,
    /// A browser that remembers people.
    BrowserId,
    /// The refresh tokens that follow from one sign-in of a program.
    TokenFamilyId,
    /// A report that is made anew for each period.
    SavedReportId,
}

/// The identity that a source system gave to a record: the system's name and its own string.
///
/// Kept as it came and compared bytewise. Ordering is by system, then value.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SourceId {
    /// The system that gave the value, for example `local` or an identifier system's URI.
    pub system: String,
    /// The system's own string, never interpreted.
    pub value: String,
}

impl SourceId {
    /// Pairs a system with its value.
    pub fn new(system: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            system: system.into(),
            value: value.into(),
        }
    }
}

impl fmt::Display for SourceId {
    /// Writes `system|value`, the form used wherever more than one system is present.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}|{}", self.system, self.value)
    }
}
