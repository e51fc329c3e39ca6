//! By whose hand something is done with an entry: the patient's own, or somebody's of staff for them.

use super::{WRITTEN_BY_STAFF, may_reword};
use crate::domain::vocabulary::Authorship;

/// By whose hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hand {
    /// The patient's, on a screen that staff handed over.
    Patient,
    /// Whoever of staff wrote the entry down as it was told to them.
    Author,
    /// Anybody else of staff.
    Colleague,
}

impl Hand {
    /// Every hand.
    pub const ALL: [Self; 3] = [Self::Patient, Self::Author, Self::Colleague];

    /// That of staff: the author's for what they wrote down as told, a colleague's for everything else, also
    /// where an import names somebody beside words that the patient typed.
    pub fn of_staff(authorship: Authorship, is_author: bool) -> Self {
        if is_author && WRITTEN_BY_STAFF.contains(&authorship) {
            Self::Author
        } else {
            Self::Colleague
        }
    }

    /// Whether it may put the words right.
    pub fn may_reword(self, authorship: Authorship, is_confirmed: bool) -> bool {
        match self {
            Self::Patient => authorship == Authorship::PatientVerbatim,
            Self::Author => may_reword(authorship, is_confirmed),
            Self::Colleague => false,
        }
    }

    /// Whether it may let the words be read by others than before; whoever is told that the patient wants it
    /// may make the sharing narrower, which can be put right again.
    pub fn may_share(self, authorship: Authorship, is_wider: bool) -> bool {
        match self {
            // What next of kin tell is theirs to share.
            Self::Patient => authorship != Authorship::NextOfKin,
            Self::Author => true,
            Self::Colleague => !is_wider,
        }
    }

    /// Whether it may take the words back, or open them for answers.
    pub fn may_decide(self, authorship: Authorship) -> bool {
        match self {
            Self::Patient => authorship != Authorship::NextOfKin,
            Self::Author => true,
            Self::Colleague => false,
        }
    }
}
