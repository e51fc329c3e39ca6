//! An employment begins, changes or ends. The flags of those whom the professional helps may say
//! something else with it: they are judged anew by the worker, as after an import.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::keeps;
use crate::app::recording::once::{Once, fingerprint};
use crate::app::recording::record::{Looks, who};
use crate::app::recording::{Fields, Wrong, naming};
use crate::app::{Actor, App, AppError, Refusal};
use crate::domain::ids::{ProfessionalId, RecordId, UnitId};
use crate::domain::intake::{Employment, Kind, Record};
use crate::domain::key;
use crate::domain::recording::{Fault, SYSTEM, Scene, staff, unit_of};
use crate::domain::time::Instant;
use crate::domain::trajectory::Directory;
use crate::store::records::{self, Change, Placed, Saved, Stored};
use crate::store::{AuditEntry, StoreError, Tx, retry};

/// What is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// It begins.
    Begin,
    /// What is agreed changes: planned end, how many patients, whether a locum.
    Change(Looks),
    /// It ends; of one that has ended, the day is put right.
    End(Looks),
}

impl Step {
    const fn action(self) -> &'static str {
        match self {
            Self::Begin => "employment.begin",
            Self::Change(_) => "employment.change",
            Self::End(_) => "employment.end",
        }
    }

    const fn looks(self) -> Option<Looks> {
        match self {
            Self::Begin => None,
            Self::Change(looks) | Self::End(looks) => Some(looks),
        }
    }
}

/// Something to be recorded of an employment.
#[derive(Debug, Clone)]
pub struct Employing {
    /// Whose.
    pub professional: ProfessionalId,
    /// What.
    pub step: Step,
    /// What was typed.
    pub fields: Fields,
    /// The form's key.
    pub once: Option<Once>,
}

/// An employment as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Employed {
    /// Identity.
    pub id: RecordId,
    /// The version that it has now.
    pub version: i32,
    /// Whether it was there already: the form was sent before.
    #[serde(skip)]
    pub is_repeated: bool,
}

/// Records it.
///
/// # Errors
/// [`AppError::Forbidden`] for those who do not keep employments, or not at the unit,
/// [`AppError::NotFound`] for somebody or something unknown, [`AppError::Outdated`] for an employment
/// that was changed since it was looked at, [`AppError::Unfit`] for what cannot be used,
/// [`AppError::KeyReused`], and whatever the database reports. Then nothing is written.
pub async fn employ(app: &App, actor: &Actor, command: &Employing) -> Result<Employed, AppError> {
    let keeps = keeps(app, actor).await?;
    if keeps == super::Keeps::These(Vec::new()) {
        return Err(Refusal::EmploymentsAreForManagers.into());
    }
    let directory = app.standing_now().await?.directory;
    if !directory.professionals.contains_key(&command.professional) {
        return Err(AppError::NotFound("professional"));
    }
    let at = |unit: UnitId| keeps.at(unit);
    match retry(|| write(app, actor, command, &directory, &at)).await {
        // Somebody else changed it, or began the same, at the same moment.
        Err(AppError::Store(StoreError::Conflict { .. })) => match command.step {
            Step::Begin => Err(there()),
            Step::Change(_) | Step::End(_) => Err(AppError::Outdated("employment")),
        },
        written => written,
    }
}

fn there() -> AppError {
    AppError::Unfit(vec![Fault {
        field: "unit",
        wrong: Wrong::EmployedThere,
    }])
}

async fn write(
    app: &App,
    actor: &Actor,
    command: &Employing,
    directory: &Directory,
    keeps: &(dyn Fn(UnitId) -> bool + Sync),
) -> Result<Employed, AppError> {
    let now = app.clock.now();
    let tx = app.db.begin().await?;
    let about = command.step.looks().map(|looks| looks.record.0);
    let action = command.step.action();
    let print = fingerprint(
        &format!("{} {action} {about:?}", command.professional.0),
        &command.fields,
    );
    if let Some(once) = &command.once
        && let Some(before) = once.before(&tx, actor, &print).await?
    {
        tx.rollback().await?;
        let before: Employed = serde_json::from_value(before.outcome)
            .map_err(|_| AppError::Internal("what came of a form cannot be read"))?;
        return Ok(Employed {
            is_repeated: true,
            ..before
        });
    }
    let names = naming(directory);
    let stored = records::employments(&*tx, &[command.professional.0], &names).await?;
    let scene = Scene::of_nobody(now, who(actor), directory);
    let (earlier, employment) = decided(command, &scene, stored)?;
    let unit = unit_of(directory, &employment.unit_id);
    let unit = unit.ok_or(AppError::NotFound("unit"))?;
    if !keeps(unit) {
        return Err(Refusal::EmploymentsAreForManagers.into());
    }
    let record = Record::Employment(employment);
    if let Some(same) = earlier
        .as_ref()
        .filter(|earlier| key::same_content(&earlier.record, &record))
    {
        tx.rollback().await?;
        return Ok(Employed {
            id: RecordId(same.id),
            version: same.version,
            is_repeated: false,
        });
    }
    let made = save(app, &tx, actor, command, (earlier, record), &names, now).await?;
    records::mark_stale_by_professionals(&*tx, &[command.professional.0]).await?;
    if let Some(once) = &command.once {
        once.keep(&tx, actor, print, json!(made), now).await?;
    }
    let entry: AuditEntry = app.entry(
        actor,
        action,
        format!("employment/{}", made.id.0),
        "directory",
        json!({ "professional": command.professional, "unit": unit, "version": made.version }),
    );
    tx.commit(entry).await?;
    Ok(made)
}

/// The employment as it was, where it was, and as it is to be.
fn decided(
    command: &Employing,
    scene: &Scene<'_>,
    stored: Vec<Stored>,
) -> Result<(Option<Stored>, Employment), AppError> {
    let about = command.step.looks();
    let (mut of, others): (Vec<Stored>, Vec<Stored>) = stored
        .into_iter()
        .partition(|stored| about.is_some_and(|looks| looks.record.0 == stored.id));
    let others: Vec<&Employment> = others.iter().filter_map(employment).collect();
    let fields = &command.fields;
    let Some(looks) = about else {
        let new = staff::begin(fields, scene, command.professional, &others);
        return Ok((None, new.map_err(AppError::Unfit)?));
    };
    let earlier = of.pop().ok_or(AppError::NotFound("employment"))?;
    let was = employment(&earlier).ok_or(AppError::Internal("an employment is another record"))?;
    if earlier.version != looks.version {
        return Err(AppError::Outdated("employment"));
    }
    let is = match command.step {
        Step::End(_) => staff::end(fields, scene, was, &others),
        Step::Begin | Step::Change(_) => staff::change(fields, scene, was),
    };
    let is = is.map_err(AppError::Unfit)?;
    Ok((Some(earlier), is))
}

const fn employment(stored: &Stored) -> Option<&Employment> {
    match &stored.record {
        Record::Employment(employment) => Some(employment),
        _ => None,
    }
}

async fn save(
    app: &App,
    tx: &Tx,
    actor: &Actor,
    command: &Employing,
    (earlier, record): (Option<Stored>, Record),
    names: &records::Directory,
    now: Instant,
) -> Result<Employed, AppError> {
    let id: Uuid = earlier
        .as_ref()
        .map_or_else(|| app.ids.next(), |earlier| earlier.id);
    let version = earlier.as_ref().map_or(1, |earlier| earlier.version + 1);
    let reason = command
        .fields
        .get("reason")
        .filter(|reason| !reason.is_empty());
    let change = Change {
        placed: Placed {
            id,
            patient: None,
            version,
            record,
            recorded_at: now,
            origin: None,
        },
        earlier,
    };
    let saved = Saved {
        system: SYSTEM,
        actor: &actor.to_string(),
        reason: Some(reason.unwrap_or(command.step.action())),
        at: now,
        directory: names,
        wholes: &HashMap::new(),
        ids: &*app.ids,
    };
    records::save(&**tx, Kind::Employment, &[change], saved).await?;
    Ok(Employed {
        id: RecordId(id),
        version,
        is_repeated: false,
    })
}
