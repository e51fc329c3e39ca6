//! What follows from what ties somebody to a patient.

use super::Viewer;
use super::words::{Entry, shared_with};

/// What somebody wants to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Read.
    Read,
    /// Write, correct or answer.
    Change,
    /// Open a record that is not open to them, for a time and with a reason.
    BreakGlass,
}

/// What it is to be done to.
#[derive(Debug, Clone, Copy)]
pub enum Resource<'a> {
    /// A patient's record, but for the patient's own words.
    Record(&'a Ties),
    /// Words of a patient's own.
    Words(&'a Ties, &'a Entry),
}

/// A way by which a record is open, the strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Way {
    /// An active relationship; coordinators have one to those they coordinate.
    Relationship,
    /// An open treatment period at a unit where they work.
    TreatmentPeriod,
    /// Nobody holds the patient, and the unit of the last treatment period is theirs.
    Held,
    /// A handover offered to them or their unit waits for an answer, or the patient is expected there.
    Incoming,
    /// They broke the glass.
    Glass,
    /// What tied them ended a short time ago.
    Tail,
}

impl Way {
    /// Every way, the strongest first.
    pub const ALL: [Self; 6] = [
        Self::Relationship,
        Self::TreatmentPeriod,
        Self::Held,
        Self::Incoming,
        Self::Glass,
        Self::Tail,
    ];

    /// What the audit trail calls it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Relationship => "relationship",
            Self::TreatmentPeriod => "treatment_period",
            Self::Held => "held",
            Self::Incoming => "incoming",
            Self::Glass => "glass",
            Self::Tail => "tail",
        }
    }

    /// Whether nothing can be changed by this way.
    pub const fn is_read_only(self) -> bool {
        matches!(self, Self::Tail)
    }

    /// Whether it is a care relation: what the patient calls their present team.
    pub const fn is_care(self) -> bool {
        matches!(
            self,
            Self::Relationship | Self::TreatmentPeriod | Self::Held
        )
    }
}

/// What closes a record to somebody whom other things might tie to the patient.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Closed {
    /// It is their own, or of their family.
    Own,
    /// The patient does not want this person.
    Person,
    /// The patient does not want a unit at which they work. What is left to them is among the ways.
    Unit,
}

/// What ties somebody to a patient at an instant.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ties {
    /// The ways, the strongest first, without those that a bar of a unit closes.
    pub ways: Vec<Way>,
    /// What closes the record.
    pub closed: Option<Closed>,
}

/// That it is allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowed {
    /// By which way: the strongest there is.
    pub way: Way,
    /// Whether nothing can be changed by it.
    pub is_read_only: bool,
}

/// Why it is not allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Denied {
    /// No role of the account takes part in patients' care.
    NoCareRole,
    /// It is their own record, or their family's.
    Own,
    /// The patient does not want it.
    Barred,
    /// Nothing ties them to the patient.
    NoPartInCare,
    /// What tied them has ended: they may read for a time, and no more.
    ReadOnly,
    /// They broke the glass: they give care, and let nobody in for longer.
    BehindGlass,
    /// The patient did not share these words with them.
    NotShared,
    /// They are a guest, who breaks no glass: see `app::access`.
    Guest,
}

impl Denied {
    /// What the audit trail calls it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoCareRole => "no_care_role",
            Self::Own => "own",
            Self::Barred => "barred",
            Self::NoPartInCare => "no_part_in_care",
            Self::ReadOnly => "read_only",
            Self::BehindGlass => "behind_glass",
            Self::NotShared => "not_shared",
            Self::Guest => "guest",
        }
    }
}

/// Whether somebody may do something, by which way, or why not.
///
/// What closes a record wins over every way, broken glass included. Whoever has several ways goes by
/// the strongest.
///
/// # Errors
/// Why it is denied.
pub fn decide(viewer: &Viewer, action: Action, resource: Resource<'_>) -> Result<Allowed, Denied> {
    if viewer.reach().is_none() {
        return Err(Denied::NoCareRole);
    }
    let (Resource::Record(ties) | Resource::Words(ties, _)) = resource;
    match (ties.closed, action) {
        (Some(Closed::Own), _) => return Err(Denied::Own),
        (Some(Closed::Person), _) | (Some(Closed::Unit), Action::BreakGlass) => {
            return Err(Denied::Barred);
        }
        _ => {}
    }
    let way = match (ties.ways.iter().min(), action) {
        (Some(way), _) => *way,
        (None, Action::BreakGlass) => Way::Glass,
        (None, _) if ties.closed.is_some() => return Err(Denied::Barred),
        (None, _) => return Err(Denied::NoPartInCare),
    };
    let allowed = Allowed {
        way,
        is_read_only: way.is_read_only(),
    };
    if action == Action::Change && allowed.is_read_only {
        return Err(Denied::ReadOnly);
    }
    match resource {
        Resource::Words(_, entry) if !shared_with(entry, action, way, viewer.professional) => {
            Err(Denied::NotShared)
        }
        _ => Ok(allowed),
    }
}
