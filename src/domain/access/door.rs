//! Doors: what somebody does that opens a record to others, or to themselves, beyond what they have.
//!
//! Whoever takes part in the care opens what the care needs. Whoever is there only for a time, by the tail
//! of what has ended or behind a broken glass, does not make it last: neither for themselves nor for the
//! unit they work at.

use super::{Denied, Viewer, Way};
use crate::domain::ids::{ProfessionalId, UnitId};

/// What would open a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// A handover is offered.
    Offer {
        /// Whether every part of the receiver has the patient now: then nothing is opened.
        is_in_care: bool,
    },
    /// The patient is announced at a unit.
    Arrival(UnitId),
    /// A relationship with somebody begins, or lasts again.
    Relationship(ProfessionalId),
    /// A treatment period at a unit lasts, which had ended or was elsewhere: by a correction. Admissions
    /// and transfers are no door but what happened: who came has come.
    Reopened(UnitId),
    /// Words of the patient's, written down by somebody else, are shared otherwise or taken back.
    Words,
}

/// Whether somebody who goes by a way may open a door.
///
/// # Errors
/// Why not.
pub fn opens(viewer: &Viewer, way: Way, door: Door) -> Result<(), Denied> {
    let works_at = |unit| {
        let reach = viewer.reach();
        reach.is_some_and(|reach| reach.units.contains(&unit))
    };
    let denied = match way {
        Way::Relationship | Way::TreatmentPeriod | Way::Held | Way::Incoming => return Ok(()),
        Way::Glass => Denied::BehindGlass,
        Way::Tail => Denied::ReadOnly,
    };
    let is_open = match door {
        Door::Offer { is_in_care } => is_in_care,
        // An emergency unit sends on whom it has seen; it does not send for them.
        Door::Arrival(unit) => way == Way::Glass && !works_at(unit),
        Door::Relationship(_) | Door::Reopened(_) | Door::Words => false,
    };
    is_open.then_some(()).ok_or(denied)
}
