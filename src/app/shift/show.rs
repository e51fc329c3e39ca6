//! Whom somebody has on the shift that ends, with what they have written about them.

use std::sync::Arc;

use crate::app::board::reach_at;
use crate::app::handovers::Draft;
use crate::app::record::note_read;
use crate::app::{Actor, App, AppError};
use crate::domain::handover::Receiver;
use crate::domain::ids::{PatientId, ProfessionalId, RecordId, UnitId};
use crate::domain::shift;
use crate::domain::time::Instant;
use crate::domain::trajectory::{Directory, ShiftAssignment, Trajectory};
use crate::store::patients::{self, Details};
use crate::store::{boards, handovers, trajectories};

/// A shift that ends.
#[derive(Debug, Clone)]
pub struct Ending {
    /// Where.
    pub unit: UnitId,
    /// The patients, by name.
    pub rows: Vec<Row>,
    /// Units, professionals and employments.
    pub directory: Arc<Directory>,
    /// The instant at which it is looked at.
    pub now: Instant,
}

/// A patient whom somebody has on it.
#[derive(Debug, Clone)]
pub struct Row {
    /// By name.
    pub patient: Details,
    /// By which shift.
    pub shift: ShiftAssignment,
    /// What the actor has written about them and not offered yet.
    pub draft: Option<Draft>,
    /// The last handover that the actor offered since the shift began.
    pub handed: Option<RecordId>,
    /// Who receives the patient, unless somebody else is named.
    pub receives: Receiver,
}

impl Row {
    /// The patient.
    pub const fn id(&self) -> PatientId {
        self.patient.reference.id
    }
}

/// Where a patient stands among those of a shift.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Which one, from 1.
    pub number: usize,
    /// Of how many.
    pub of: usize,
    /// Who comes before.
    pub before: Option<PatientId>,
    /// Who comes after.
    pub after: Option<PatientId>,
}

/// The patients whom the actor has at a unit on the shift that ends; one that is over stays for two hours,
/// unless the patient was handed over since. Writes an audit entry for each.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown unit, [`AppError::Forbidden`] for one at which the actor does not
/// work, and whatever the database reports.
pub async fn ending(app: &App, actor: &Actor, unit: UnitId) -> Result<Ending, AppError> {
    let ending = read(app, actor, unit).await?;
    let ids: Vec<PatientId> = ending.rows.iter().map(Row::id).collect();
    note_read(app, actor, &ids, "shift.show").await?;
    Ok(ending)
}

/// Where a patient stands among those of a shift: a number and how many there are, who comes before and who
/// after. `None` for one who is not among them. Names nobody, so that no entry is written.
///
/// # Errors
/// Those of [`ending`].
pub async fn place(
    app: &App,
    actor: &Actor,
    (unit, patient): (UnitId, PatientId),
) -> Result<Option<Place>, AppError> {
    let ending = read(app, actor, unit).await?;
    let ids: Vec<PatientId> = ending.rows.iter().map(Row::id).collect();
    let at = ids.iter().position(|id| *id == patient);
    Ok(at.map(|at| Place {
        number: at + 1,
        of: ids.len(),
        before: at.checked_sub(1).map(|before| ids[before]),
        after: ids.get(at + 1).copied(),
    }))
}

/// The same as [`ending`], for somebody to whom nothing of it is shown.
pub(super) async fn read(app: &App, actor: &Actor, unit: UnitId) -> Result<Ending, AppError> {
    let (reach, _) = reach_at(actor, unit)?;
    let directory = app.directory().await?;
    if !directory.units.contains_key(&unit) {
        return Err(AppError::NotFound("unit"));
    }
    let now = app.clock.now();
    let mut ending = Ending {
        unit,
        rows: Vec::new(),
        directory,
        now,
    };
    let (Some(who), Some(account)) = (reach.professional, reach.account) else {
        return Ok(ending);
    };
    let reading = app.db.reading().await?;
    let present = boards::present(&*reading, &reach, now).await?;
    let found = trajectories::load(&*reading, &present, None).await?;
    let mine: Vec<(PatientId, Has)> = found
        .iter()
        .filter_map(|all| Some((all.patient.id, has(all, who, unit, now)?)))
        .collect();
    let ids: Vec<PatientId> = mine.iter().map(|(id, _)| *id).collect();
    let named = patients::details_of(&*reading, &ids).await?;
    let drafts = handovers::living_drafts(&*reading, &ids, account).await?;
    drop(reading);
    for (id, has) in mine {
        let Some(patient) = named.iter().find(|named| named.reference.id == id) else {
            continue;
        };
        ending.rows.push(Row {
            patient: patient.clone(),
            draft: drafts.iter().find(|draft| draft.patient == id).cloned(),
            shift: has.shift,
            handed: has.handed,
            receives: has.receives,
        });
    }
    ending
        .rows
        .sort_by_key(|row| (row.patient.name(), row.patient.reference.source_key.clone()));
    Ok(ending)
}

/// What somebody has of a patient.
struct Has {
    shift: ShiftAssignment,
    handed: Option<RecordId>,
    receives: Receiver,
}

fn has(all: &Trajectory, who: ProfessionalId, unit: UnitId, now: Instant) -> Option<Has> {
    let shift = shift::mine(&all.shifts, who, unit, now)?;
    let handed = all
        .handovers
        .iter()
        .filter(|handover| handover.from_professional == Some(who))
        .filter(|handover| handover.from_unit == Some(unit) && handover.offered_at >= shift.from)
        .max_by_key(|handover| handover.offered_at);
    let is_over = shift.to.is_some_and(|to| to <= now);
    if is_over && handed.is_some() {
        return None;
    }
    Some(Has {
        shift: shift.clone(),
        handed: handed.map(|handover| handover.id),
        receives: shift::receives(&all.shifts, who, unit, now),
    })
}
