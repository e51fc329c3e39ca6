//! Whose patient somebody is on a shift, and who comes next.

use chrono::TimeDelta;

use super::handover::Receiver;
use super::ids::{ProfessionalId, UnitId};
use super::time::Instant;
use super::trajectory::ShiftAssignment;

/// The longest shift, in hours: one that nobody ended is nobody's after it.
pub const LONGEST_HOURS: i64 = 24;

/// For how many hours after its planned end a shift is still handed over: nobody leaves on the minute.
pub const LINGERS_HOURS: i64 = 2;

/// How many hours ahead the next shift is looked for.
const NEXT_HOURS: i64 = 8;

/// The shift by which a patient is somebody's at a unit: the last that began, of those that last or ended a
/// short time ago.
pub fn mine(
    shifts: &[ShiftAssignment],
    who: ProfessionalId,
    unit: UnitId,
    now: Instant,
) -> Option<&ShiftAssignment> {
    let over = now - TimeDelta::hours(LINGERS_HOURS);
    shifts
        .iter()
        .filter(|shift| shift.professional == who && shift.unit == unit)
        .filter(|shift| shift.from <= now && now - shift.from < TimeDelta::hours(LONGEST_HOURS))
        .filter(|shift| shift.to.is_none_or(|to| to > over))
        .max_by_key(|shift| (shift.from, shift.id))
}

/// Who receives the patient when somebody's shift ends: whoever has the patient on the next shift, else the
/// unit's staff together.
pub fn receives(
    shifts: &[ShiftAssignment],
    who: ProfessionalId,
    unit: UnitId,
    now: Instant,
) -> Receiver {
    let soon = now + TimeDelta::hours(NEXT_HOURS);
    let next = shifts
        .iter()
        .filter(|shift| shift.professional != who && shift.unit == unit)
        .filter(|shift| shift.from <= soon && now - shift.from < TimeDelta::hours(LONGEST_HOURS))
        .filter(|shift| shift.to.is_none_or(|to| to > now))
        // Of several the one who began, or will begin, last: the others may be on their way home.
        .max_by_key(|shift| (shift.from, shift.id));
    Receiver {
        professional: next.map(|shift| shift.professional),
        unit: Some(unit),
    }
}
