//! Who may see a flag: the one gate of pages, API, lists, counts and digests.
//!
//! Everybody who takes part in a patient's care sees the patient's flags, except those that would turn
//! a relationship, a rating or the patient's trust in a reader into something to be looked at by
//! others. The store has the same gate as a condition of its queries (`store::flag_gate`); a test
//! holds one against the other.

use super::case::Case;
use super::engine::Flag;
use super::owner::holder;
use crate::domain::ids::ProfessionalId;
use crate::domain::vocabulary::RelationshipKind;

/// Flags that are only for the professional whom they are about.
pub const PERSONAL: [&str; 2] = ["rupture_unresolved", "alliance_drop"];

/// The flag that is only for those who are to read the patient's words.
pub const READERS: &str = "narrative_unread";

/// Those who are to read the patient's words.
pub const READS: [RelationshipKind; 2] = [
    RelationshipKind::ResponsibleClinician,
    RelationshipKind::ContactPerson,
];

/// Flags whose form is first to be agreed with the patient.
const NOT_FOR_PATIENT: [&str; 3] = ["rupture_unresolved", "alliance_drop", "single_thread"];

/// Whether a rule's flags are for some of those in care only.
pub fn is_private(code: &str) -> bool {
    code == READERS || PERSONAL.contains(&code)
}

/// Whether a rule's flags are told to the patient in these words.
pub fn is_for_patient(code: &str) -> bool {
    !NOT_FOR_PATIENT.contains(&code)
}

/// Who looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Onlooker {
    /// Administration at the command line, and Red Thread itself.
    Everything,
    /// Somebody in care of the patient, by the professional they are.
    Staff(Option<ProfessionalId>),
    /// The patient.
    Patient,
}

impl Onlooker {
    /// Whether a flag is for them, of a patient whose record is open to them.
    pub fn sees(self, flag: &Flag, case: &Case<'_>) -> bool {
        match self {
            Self::Everything => true,
            Self::Patient => is_for_patient(flag.code),
            Self::Staff(_) if !is_private(flag.code) => true,
            Self::Staff(None) => false,
            Self::Staff(Some(me)) if flag.code == READERS => case
                .active_relationships()
                .any(|tie| READS.contains(&tie.kind) && tie.holder.professional() == Some(me)),
            Self::Staff(Some(me)) => holder(flag.subject, case).0 == Some(me),
        }
    }

    /// The flags that are for them.
    pub fn of(self, mut flags: Vec<Flag>, case: &Case<'_>) -> Vec<Flag> {
        flags.retain(|flag| self.sees(flag, case));
        flags
    }
}
