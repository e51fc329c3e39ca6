//! Who does something.

use std::fmt;

use crate::domain::access::Viewer;
use crate::domain::ids::PatientId;

/// Who asks for a use case: every change is written down with its actor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// Somebody at the command line, with the operating system's name for them when it is known.
    /// Whoever can run the command can reach the database: the name is a label, not a proof.
    CommandLine(Option<String>),
    /// Somebody who signed in.
    Account(Viewer),
    /// A patient, on a screen that staff handed over: for their own pages and for nothing else.
    Patient(PatientId),
    /// Red Thread itself: work that falls due without anybody asking.
    System,
}

impl fmt::Display for Actor {
    /// The form kept in the audit trail: `cli`, `cli:NAME`, `account:USERNAME`, `patient:ID` or
    /// `system`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CommandLine(None) => f.write_str("cli"),
            Self::CommandLine(Some(name)) => write!(f, "cli:{name}"),
            Self::Account(viewer) => write!(f, "account:{}", viewer.username),
            Self::Patient(patient) => write!(f, "patient:{}", patient.0),
            Self::System => f.write_str("system"),
        }
    }
}
