//! What can be wrong with the log.

use std::fmt;

use uuid::Uuid;

use crate::domain::audit::Chain;

/// Something that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Where.
    pub place: Place,
    /// What.
    pub fault: Fault,
}

/// Where something is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// An entry of a chain, by its position; its id where it has one.
    Entry(Chain, i64, Option<Uuid>),
    /// The head of a chain.
    Head(Chain),
    /// A checkpoint.
    Checkpoint(i64),
}

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It is not what was sealed: altered since, or put there by somebody without the key.
    NotSealed,
    /// It was sealed for another position: somebody reordered entries.
    Moved {
        /// Which.
        from: i64,
    },
    /// There is more of it than there should be: put there by somebody without the key, or a second one.
    Added,
    /// It is not there; neither are those up to another one.
    Gone {
        /// The last that is missing.
        to: i64,
    },
    /// It is not there.
    Missing,
    /// It is sealed, but not for the one that is before it: one of the two was put in another's place.
    NotAfterTheOneBefore,
    /// The end of the chain was cut off, with its head: a checkpoint knew the chain up to here.
    Cut {
        /// Which.
        checkpoint: i64,
    },
    /// It is not the entry that a checkpoint knew here.
    NotAsKnown {
        /// Which.
        checkpoint: i64,
    },
    /// The head knows fewer entries than there are.
    TooShort,
    /// The head knows another last entry.
    OtherLast,
    /// The checkpoint of this number that was kept elsewhere is another.
    NotAsKept,
    /// The file's checkpoint is not sealed with this key, or its chains are not those it was made with.
    FileDamaged,
    /// What this checkpoint knew of the chains was altered.
    ChainsAltered,
}

impl Fault {
    /// A stable word for it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotSealed => "altered",
            Self::Moved { .. } => "reordered",
            Self::Added => "added",
            Self::Gone { .. } | Self::Missing => "missing",
            Self::NotAfterTheOneBefore => "replaced",
            Self::Cut { .. } => "cut",
            Self::NotAsKnown { .. } => "not_as_known",
            Self::TooShort => "head_too_short",
            Self::OtherLast => "head_of_another",
            Self::NotAsKept => "not_as_kept",
            Self::FileDamaged => "file_damaged",
            Self::ChainsAltered => "chains_altered",
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Entry(chain, position, _) => write!(f, "{chain}/{position}"),
            Self::Head(chain) => write!(f, "{chain}/head"),
            Self::Checkpoint(number) => write!(f, "checkpoint/{number}"),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotSealed => f.write_str("altered, or put there by another program"),
            Self::Moved { from } => write!(f, "moved here from position {from}"),
            Self::Added => f.write_str("put there by another program"),
            Self::Gone { to } => write!(f, "missing, up to position {to}"),
            Self::Missing => f.write_str("missing"),
            Self::NotAfterTheOneBefore => {
                f.write_str("sealed for another one before it: one of the two was replaced")
            }
            Self::Cut { checkpoint } => write!(
                f,
                "cut off with the head of its chain: checkpoint {checkpoint} knew it"
            ),
            Self::NotAsKnown { checkpoint } => {
                write!(f, "not the entry that checkpoint {checkpoint} knew here")
            }
            Self::TooShort => f.write_str("knows fewer entries than there are"),
            Self::OtherLast => f.write_str("knows another last entry"),
            Self::NotAsKept => f.write_str("another than the one that was kept elsewhere"),
            Self::FileDamaged => f.write_str("of the file: altered, or written with another key"),
            Self::ChainsAltered => f.write_str("what it knew of the chains was altered"),
        }
    }
}
