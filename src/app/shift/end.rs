//! Handing over all patients of a shift together, and ending it.

use super::show::read;
use crate::app::handovers::{How, Passing, Stored};
use crate::app::recording::{
    Command, Fields, Looks, Once, PassedOn, Recorded, pass_on, verb, version_of,
};
use crate::app::{Actor, App, AppError};
use crate::domain::handover::{Fault, Receiver};
use crate::domain::ids::{PatientId, RecordId, UnitId};
use crate::domain::intake::Kind;
use crate::domain::shift;
use crate::domain::vocabulary::HandoverType;
use crate::store::patients::{self, Details};
use crate::store::{handovers as stored, trajectories};

/// What is to become of one patient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Each {
    /// Who.
    pub patient: PatientId,
    /// What becomes of the handover.
    pub how: How,
    /// To whom; where nobody is named, whoever has the patient on the next shift, else the unit's staff.
    pub to: Receiver,
    /// The draft that was looked at, and its version; `None` where there was none.
    pub draft: Option<(RecordId, i32)>,
}

/// A shift to be ended.
#[derive(Debug, Clone)]
pub struct EndShift {
    /// Where.
    pub unit: UnitId,
    /// Patient by patient; whoever is not named stays with the nurse.
    pub each: Vec<Each>,
    /// The form's key.
    pub once: Option<Once>,
}

/// What became of one patient.
#[derive(Debug)]
pub enum Became {
    /// Handed over, or left with a unit's staff together.
    Handed(Box<Stored>),
    /// The shift with them has ended, without a handover.
    Ended,
    /// The handover lacks something: nothing is changed.
    Lacks(Vec<Fault>),
    /// It could not be done: nothing is changed.
    Refused(AppError),
}

/// What became of a shift.
#[derive(Debug)]
pub struct Ended {
    /// Patient by patient, in the order in which they were named.
    pub rows: Vec<(PatientId, Became)>,
    /// Those of them whose record is open to the actor, by name.
    pub named: Vec<Details>,
}

/// The most patients at once.
const MOST: usize = 60;

/// Hands over and ends the shift, each patient in a transaction of their own: one that fails does not keep
/// the others back. Sent twice under one key, it is done once.
///
/// # Errors
/// Those of [`ending`](super::ending), and [`AppError::InvalidInput`] for none or too many. What stands in
/// the way of single ones is told in the outcome.
pub async fn end_shift(app: &App, actor: &Actor, command: &EndShift) -> Result<Ended, AppError> {
    // Whoever does not work there learns nothing.
    read(app, actor, command.unit).await?;
    if command.each.is_empty() || command.each.len() > MOST {
        return Err(AppError::InvalidInput {
            field: "patients",
            expected: format!("1 to {MOST} patients"),
        });
    }
    let mut rows = Vec::with_capacity(command.each.len());
    for each in &command.each {
        let became = match one(app, actor, command, each).await {
            Ok(became) => became,
            Err(error) => Became::Refused(error),
        };
        rows.push((each.patient, became));
    }
    let is_open = |became: &Became| {
        !matches!(
            became,
            Became::Refused(AppError::Forbidden(_) | AppError::NotFound(_))
        )
    };
    let open: Vec<PatientId> = rows
        .iter()
        .filter(|(_, became)| is_open(became))
        .map(|(patient, _)| *patient)
        .collect();
    // Each of them was opened just now, and that is written down.
    let named = patients::details_of(&app.db.read, &open).await?;
    Ok(Ended { rows, named })
}

async fn one(
    app: &App,
    actor: &Actor,
    command: &EndShift,
    each: &Each,
) -> Result<Became, AppError> {
    let (shift, receives) = shift_of(app, actor, command.unit, each.patient).await?;
    let end = verb("shift-end").ok_or(AppError::Internal("there is no verb for ends of shifts"))?;
    let key = command.once.as_ref();
    let recording = Command {
        patient: each.patient,
        verb: end,
        looks: Some(shift),
        fields: said(each),
        once: key.and_then(|key| key.part(&each.patient.0.to_string())),
    };
    let is_named = each.to.professional.is_some() || each.to.unit.is_some();
    let passing = Passing {
        how: each.how,
        to: if is_named { each.to } else { receives },
        kind: HandoverType::Shift,
        draft: each.draft,
        content: None,
    };
    match pass_on(app, actor, &recording, &passing).await? {
        PassedOn::Done(recorded) => became(app, each.patient, &recorded).await,
        PassedOn::Unfit { record, .. } if !record.is_empty() => Err(AppError::Unfit(record)),
        PassedOn::Unfit { handover, .. } => Ok(Became::Lacks(handover)),
    }
}

/// What was said of a patient, by which the same form is known again.
fn said(each: &Each) -> Fields {
    let how = match each.how {
        How::Offer => "offer",
        How::Pool => "pool",
        How::Later => "later",
    };
    let id = |id: Option<uuid::Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
    Fields::default()
        .with("handover", how)
        .with("to_professional", id(each.to.professional.map(|id| id.0)))
        .with("to_unit", id(each.to.unit.map(|id| id.0)))
}

/// The actor's shift with a patient as it is now, and who receives the patient.
async fn shift_of(
    app: &App,
    actor: &Actor,
    unit: UnitId,
    patient: PatientId,
) -> Result<(Looks, Receiver), AppError> {
    let who = match actor {
        Actor::Account(viewer) => viewer.professional,
        Actor::CommandLine(_) | Actor::Patient(_) | Actor::System => None,
    };
    let who = who.ok_or(AppError::NotFound("shift"))?;
    let now = app.clock.now();
    let found = trajectories::load(&app.db.read, &[patient], None).await?;
    let all = found.first().ok_or(AppError::NotFound("shift"))?;
    let mine = shift::mine(&all.shifts, who, unit, now).ok_or(AppError::NotFound("shift"))?;
    let version = version_of(app, patient, (Kind::ShiftAssignment, mine.id)).await?;
    let looks = Looks {
        record: mine.id,
        version: version.ok_or(AppError::NotFound("shift"))?,
    };
    Ok((looks, shift::receives(&all.shifts, who, unit, now)))
}

async fn became(app: &App, patient: PatientId, recorded: &Recorded) -> Result<Became, AppError> {
    let Some(made) = recorded.first(Kind::Handover) else {
        return Ok(Became::Ended);
    };
    let handover = stored::one(&app.db.read, patient, made.id).await?;
    let handover = handover.ok_or(AppError::NotFound("handover"))?;
    Ok(Became::Handed(Box::new(handover)))
}
