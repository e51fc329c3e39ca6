//! Patients who are on their way to a unit.

use crate::app::AppError;
use crate::domain::access::Reach;
use crate::domain::ids::{PatientId, RecordId, UnitId};
use crate::domain::time::Instant;
use crate::domain::trajectory::Trajectory;
use crate::domain::vocabulary::HandoverState;
use crate::store::patients::{self, Details};
use crate::store::{Reading, arrivals, boards, trajectories};

/// A patient who is on their way.
#[derive(Debug, Clone)]
pub struct Coming {
    /// The patient by name.
    pub patient: Details,
    /// The announcement and when the patient is expected, where somebody announced them.
    pub expected: Option<(RecordId, Instant)>,
    /// The handover that waits at the unit.
    pub handover: Option<RecordId>,
    /// Where the patient is now; `None` is nowhere that is recorded.
    pub from: Option<UnitId>,
}

impl Coming {
    /// The patient.
    pub const fn id(&self) -> PatientId {
        self.patient.reference.id
    }
}

/// Those who are announced or handed over to a unit and not there, the first expected first; `reach` is of
/// that unit.
pub(super) async fn coming(
    reading: &Reading,
    reach: &Reach,
    (unit, present): (UnitId, &[PatientId]),
    now: Instant,
) -> Result<Vec<Coming>, AppError> {
    let mut ids = boards::coming(&**reading, reach, now).await?;
    ids.retain(|id| !present.contains(id));
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let expected = arrivals::at_units(&**reading, &[unit]).await?;
    let named = patients::details_of(&**reading, &ids).await?;
    let found = trajectories::load(&**reading, &ids, None).await?;
    let mut coming: Vec<Coming> = named
        .into_iter()
        .filter_map(|patient| {
            let id = patient.reference.id;
            let all = found.iter().find(|all| all.patient.id == id)?;
            let expected = expected.iter().find(|arrival| arrival.patient == id);
            let is = Coming {
                expected: expected.map(|arrival| (arrival.id, arrival.expected_at)),
                handover: waits_at(all, unit),
                from: place(all, now),
                patient,
            };
            // What is offered to the reader in person elsewhere is no matter of this unit.
            (is.expected.is_some() || is.handover.is_some()).then_some(is)
        })
        .collect();
    coming.sort_by_key(|coming| {
        let at = coming.expected.map(|(_, at)| at);
        (at.is_none(), at, coming.patient.name(), coming.id())
    });
    Ok(coming)
}

fn waits_at(all: &Trajectory, unit: UnitId) -> Option<RecordId> {
    let waits = |state| matches!(state, HandoverState::Offered | HandoverState::Questioned);
    let mut handovers = all.handovers.iter().rev();
    handovers
        .find(|handover| handover.to_unit == Some(unit) && waits(handover.state))
        .map(|handover| handover.id)
}

/// The last unit at which a treatment period began that lasts.
fn place(all: &Trajectory, now: Instant) -> Option<UnitId> {
    let mut periods = all.periods.iter().rev();
    periods
        .find(|period| period.from <= now && period.to.is_none_or(|to| to > now))
        .map(|period| period.unit)
}
