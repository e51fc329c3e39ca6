//! What can stop a use case: a closed list with stable codes.

use std::io;
use std::path::{Path, PathBuf};

use super::policy::Wrong;
use crate::domain::access::Denied;
use crate::domain::flags::life::{Fault, Illegal, Refused};
use crate::domain::handover;
use crate::domain::recording;
use crate::store::{StoreError, Transient};

/// Why something is not for an account. Each says who may, or what would open it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No role of the account opens patients' records.
    #[error(
        "patients' records are open to those who take part in their care: care coordinators and ward staff"
    )]
    NoCareRole,
    /// The account has such a role, and nothing ties it to this patient.
    #[error(
        "you are not part of this patient's care: open are the records of patients whom you have an active relationship with, who have an open treatment period at a unit of yours, had their last one there and are with nobody now, or are on their way to it; ask somebody who cares for the patient to record that you do, or, where that cannot wait, break the glass: the record is then open to you for 12 hours, the patient sees that you opened it, and the privacy officer looks at why"
    )]
    NoPartInCare,
    /// The board of a unit belongs to those who work there.
    #[error("a unit's board is open to those who take part in patients' care there")]
    NotYourUnit,
    /// The record is closed to the account, whatever ties it to the patient.
    #[error(
        "this record is closed to you, and breaking the glass does not open it; if you think that this is wrong, ask the privacy officer of your service"
    )]
    RecordClosed,
    /// What tied the account to the patient has ended, and only reading is left of it.
    #[error(
        "you can read this record for 30 days after your part in the patient's care has ended, and change nothing in it; ask somebody who cares for the patient to write it down"
    )]
    ReadOnly,
    /// The record is open by a broken glass, which nobody makes last.
    #[error(
        "you broke the glass of this record: you can write down what you do, and let nobody in for longer than that; ask somebody who cares for the patient to do this"
    )]
    BehindGlass,
    /// The patient did not share these words with the account.
    #[error("the patient did not share this with you")]
    NotShared,
    /// What the account wrote down is put right by its author, until the patient found it right.
    #[error(
        "only whoever wrote it down puts it right, and only until the patient found it right; write down beside it what is to be said"
    )]
    NotYoursToReword,
    /// What the patient decides through staff is written down by whoever was told the words.
    #[error(
        "only whoever wrote this down as it was told takes it back for the patient, shares it more widely or opens it for answers; hand the screen over to the patient, who does it themselves"
    )]
    HandTheScreenOver,
    /// Words of next of kin are theirs.
    #[error(
        "these are next of kin's own words, and theirs to share and to take back; you can say beside them how you see it"
    )]
    KinsOwnWords,
    /// The patient does not take answers to an entry.
    #[error("the patient has not opened this for answers")]
    NoAnswersTaken,
    /// Guests are let in by the staff of a unit, and by no other guest.
    #[error("guests are let in by the staff of the unit, and not by another guest")]
    GuestsLetNobodyIn,
    /// Guests break no glass.
    #[error(
        "guests reach the patients of the unit that let them in and break no glass; ask a colleague of the unit"
    )]
    GuestsBreakNoGlass,
    /// Broken glasses are looked at by privacy officers.
    #[error("reviews of broken glasses are open to privacy officers")]
    ReviewsAreForPrivacyOfficers,
    /// Nobody judges what they did themselves.
    #[error("you broke this glass yourself; another privacy officer looks at it")]
    OwnGlass,
    /// Own and family records are kept by administrators.
    #[error("own and family records are kept by administrators")]
    OwnRecordsAreForAdministrators,
    /// Units and professionals are registered by administrators.
    #[error("units and professionals are registered by administrators")]
    DirectoryIsForAdministrators,
    /// Employments belong to those who look after a unit.
    #[error("employments are kept by administrators, and at their own units by service managers")]
    EmploymentsAreForManagers,
    /// Routes belong to those who look after a unit.
    #[error(
        "service routes are kept by administrators, and at their own units by service managers"
    )]
    RoutesAreForManagers,
    /// Imports belong to administrators.
    #[error("imports are open to administrators")]
    ImportsAreForAdministrators,
    /// Thresholds belong to administrators.
    #[error("thresholds are open to administrators")]
    PolicyIsForAdministrators,
    /// Wordings belong to administrators.
    #[error("wordings that are hinted at are open to administrators")]
    WordingsAreForAdministrators,
    /// Reports belong to those who look after a service.
    #[error("reports are open to service managers and administrators")]
    ReportsAreForManagers,
    /// Names and ties are for those who plan for a unit.
    #[error("departures and named contacts are planned by service managers, for their own units")]
    PlansAreForManagers,
    /// The audit log belongs to privacy officers.
    #[error("the audit log is open to privacy officers")]
    AuditIsForPrivacyOfficers,
    /// Accounts belong to administrators.
    #[error("accounts are open to administrators")]
    AccountsAreForAdministrators,
    /// The command line has files of its own.
    #[error("uploads belong to accounts; the command line reads files where they are")]
    UploadsAreForAccounts,
    /// The account was closed.
    #[error("this account is disabled; an administrator of your service can open it again")]
    Disabled,
}

/// Why a use case could not finish. No message holds a patient's data or a database's own text:
/// PostgreSQL puts row values in it.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// What was asked cannot be understood.
    #[error("{field} cannot be used; expected is {expected}")]
    InvalidInput {
        /// The argument or field.
        field: &'static str,
        /// What would be accepted.
        expected: String,
    },
    /// Thresholds that cannot be meant, or a change of them that lacks something: all that is wrong
    /// with it.
    #[error("{}", sentences(.0))]
    Policy(Vec<Wrong>),
    /// Fields of an act on a flag that cannot be used: all of them.
    #[error("{}", fields(.0))]
    Fields(Vec<Fault>),
    /// Fields of what was to be recorded that cannot be used: all of them.
    #[error("{}", unfit(.0))]
    Unfit(Vec<recording::Fault>),
    /// What was sent under this key before was something else.
    #[error("something else was recorded under this key before; send this under a key of its own")]
    KeyReused,
    /// The flag is not where this is possible.
    #[error(transparent)]
    Illegal(#[from] Illegal),
    /// Fields of a handover that cannot be used, or that it lacks: all of them.
    #[error("{}", handover_fields(.0))]
    Handover(Vec<handover::Fault>),
    /// The handover is not where this is possible, or not for this account.
    #[error(transparent)]
    HandoverIllegal(#[from] handover::Illegal),
    /// There is no such thing.
    #[error("there is no such {0}")]
    NotFound(&'static str),
    /// Not for this account. The sentence says who may.
    #[error(transparent)]
    Forbidden(#[from] Refusal),
    /// Nobody is signed in, or the sign-in has ended.
    #[error("sign in first: nobody is signed in, or the sign-in has ended")]
    NotSignedIn,
    /// A token that is forged, old, used up, revoked, or of somebody whose account is disabled. Which
    /// one it is, is not told.
    #[error("the token is not valid, or no longer; sign in again")]
    InvalidToken,
    /// No account has this name and this password. Which of the two is wrong is not told.
    #[error("the username or the password is wrong")]
    WrongCredentials,
    /// Too many failed attempts under one name, whether there is such an account or not.
    #[error("too many attempts to sign in failed; wait {} and try again", wait(*.seconds))]
    LockedOut {
        /// How long until the next attempt is heard.
        seconds: u64,
    },
    /// More is asked for at once than this service does at a time.
    #[error("too much is asked for at once; try again in a few seconds")]
    Overloaded,
    /// Somebody else changed it in the meantime, or it is there already.
    #[error("the {0} was changed by somebody else meanwhile; look again and repeat")]
    Conflict(&'static str),
    /// It was changed since it was read, and the change was for what was read.
    #[error("the {0} was changed since it was read; look again and repeat")]
    Outdated(&'static str),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The schema is older than this program.
    #[error(
        "the database's schema is older than this program ({0} migrations are pending); run `redthread migrate up` first"
    )]
    MigrationsPending(usize),
    /// The schema is newer than this program.
    #[error("the database was changed by a newer Red Thread; use that version, or one after it")]
    SchemaNewer,
    /// A file or folder cannot be read.
    #[error("{} cannot be read: {kind}", path.display())]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// Why.
        kind: io::ErrorKind,
    },
    /// A file is not what it should be: a wrong header, or no mapping. The sentence names the file,
    /// the fault and what would be accepted.
    #[error("{0}")]
    BadFile(String),
    /// A file or folder cannot be written.
    #[error("{} cannot be written: {kind}", path.display())]
    Unwritable {
        /// Which.
        path: PathBuf,
        /// Why; a full disk among others.
        kind: io::ErrorKind,
    },
    /// A fault of ours. The sentence says where, never with which values.
    #[error("something went wrong inside Red Thread: {0}")]
    Internal(&'static str),
}

impl AppError {
    /// The stable code of this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::InvalidInput { .. }
            | Self::Policy(_)
            | Self::Fields(_)
            | Self::Handover(_)
            | Self::Unfit(_) => "invalid_input",
            Self::KeyReused => "key_reused",
            Self::Illegal(_) | Self::HandoverIllegal(_) => "not_possible",
            Self::NotFound(_) => "not_found",
            Self::Forbidden(_) => "forbidden",
            Self::NotSignedIn | Self::InvalidToken => "unauthenticated",
            Self::WrongCredentials => "wrong_credentials",
            Self::LockedOut { .. } => "too_many_requests",
            Self::Overloaded => "busy",
            Self::Conflict(_) => "conflict",
            Self::Outdated(_) => "precondition_failed",
            Self::Store(error) => store_code(error),
            Self::MigrationsPending(_) => "migrations_pending",
            Self::SchemaNewer => "schema_newer",
            Self::Unreadable { .. } => "unreadable",
            Self::BadFile(_) => "bad_file",
            Self::Unwritable { .. } => "unwritable",
            Self::Internal(_) => "internal",
        }
    }

    /// Whether the same request may succeed later without anybody changing anything.
    pub fn is_retryable(&self) -> bool {
        matches!(
            self,
            Self::LockedOut { .. }
                | Self::Overloaded
                | Self::Store(StoreError::Busy | StoreError::Unavailable(_) | StoreError::TimedOut)
        )
    }

    /// A file or folder that cannot be read.
    pub fn unreadable(path: &Path, error: &io::Error) -> Self {
        Self::Unreadable {
            path: path.to_path_buf(),
            kind: error.kind(),
        }
    }

    /// A file or folder that cannot be written.
    pub fn unwritable(path: &Path, error: &io::Error) -> Self {
        Self::Unwritable {
            path: path.to_path_buf(),
            kind: error.kind(),
        }
    }
}

impl Transient for AppError {
    fn is_transient(&self) -> bool {
        matches!(self, Self::Store(error) if error.is_transient())
    }
}

/// Why a record is not open, as it is told. Whether a record is closed because it is one's own or because
/// the patient wishes it, is not: the second could come back at the patient.
impl From<Denied> for Refusal {
    fn from(denied: Denied) -> Self {
        match denied {
            Denied::NoCareRole => Self::NoCareRole,
            Denied::NoPartInCare => Self::NoPartInCare,
            Denied::Own | Denied::Barred => Self::RecordClosed,
            Denied::ReadOnly => Self::ReadOnly,
            Denied::BehindGlass => Self::BehindGlass,
            Denied::NotShared => Self::NotShared,
            Denied::Guest => Self::GuestsBreakNoGlass,
        }
    }
}

impl From<Refused> for AppError {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Faults(faults) => Self::Fields(faults),
            Refused::Illegal(illegal) => Self::Illegal(illegal),
        }
    }
}

impl From<handover::Refused> for AppError {
    fn from(refused: handover::Refused) -> Self {
        match refused {
            handover::Refused::Faults(faults) => Self::Handover(faults),
            handover::Refused::Illegal(illegal) => Self::HandoverIllegal(illegal),
        }
    }
}

fn fields(faults: &[Fault]) -> String {
    let sentences = faults
        .iter()
        .map(|fault| unusable(fault.field, fault.expected));
    sentences.collect::<Vec<_>>().join("; ")
}

fn handover_fields(faults: &[handover::Fault]) -> String {
    let sentences = faults
        .iter()
        .map(|fault| unusable(fault.field, fault.expected));
    sentences.collect::<Vec<_>>().join("; ")
}

fn unusable(field: &str, expected: impl std::fmt::Display) -> String {
    format!("{field} cannot be used; expected is {expected}")
}

fn unfit(faults: &[recording::Fault]) -> String {
    let sentences: Vec<String> = faults
        .iter()
        .map(|fault| {
            format!(
                "{} cannot be used; expected is {}",
                fault.field, fault.wrong
            )
        })
        .collect();
    sentences.join("; ")
}

fn sentences(wrong: &[Wrong]) -> String {
    let sentences: Vec<String> = wrong.iter().map(ToString::to_string).collect();
    sentences.join("; ")
}

fn wait(seconds: u64) -> String {
    match seconds {
        0..=1 => "a second".to_owned(),
        2..=59 => format!("{seconds} seconds"),
        60 => "a minute".to_owned(),
        _ => format!("{} minutes", seconds.div_ceil(60)),
    }
}

fn store_code(error: &StoreError) -> &'static str {
    match error {
        StoreError::BadUrl(_) => "database_url",
        StoreError::Unavailable(_) => "database_unavailable",
        StoreError::Busy => "database_busy",
        StoreError::TimedOut => "database_timeout",
        StoreError::Conflict { .. } => "conflict",
        StoreError::MissingReference { .. } => "missing_reference",
        StoreError::Check { .. } => "schema_rule",
        StoreError::DiskFull => "disk_full",
        StoreError::ReadOnly => "read_only",
        StoreError::NotMigrated => "migrations_pending",
        StoreError::NoAuditKey => "audit_key",
        StoreError::AuditBroken => "audit_broken",
        StoreError::NoEntry | StoreError::Unreadable(_) | StoreError::Other { .. } => "internal",
    }
}
