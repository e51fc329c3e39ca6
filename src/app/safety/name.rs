//! Whom the patient wants called: named, changed, taken back. Only the patient decides it.

use crate::app::beside::{Begun, Writing, Written};
use crate::app::record::{self, Opened};
use crate::app::recording::{Once, who};
use crate::app::{Actor, App, AppError};
use crate::domain::ids::{PatientId, RecordId};
use crate::domain::recording::safety::{self, NewCard};
use crate::domain::recording::{Fault, Fields, Scene, Wrong};
use crate::domain::safety::may_be_named;
use crate::store::safety::{self as stored, Card};
use crate::store::{Tx, retry};

/// What is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// A card is made.
    Add,
    /// Another takes its place: the card, and the version that was looked at.
    Change(RecordId, i32),
    /// It no longer holds.
    End(RecordId, i32),
}

impl Step {
    const fn action(self) -> &'static str {
        match self {
            Self::Add => "safety.name",
            Self::Change(..) => "safety.change",
            Self::End(..) => "safety.end",
        }
    }

    const fn looks(self) -> Option<(RecordId, i32)> {
        match self {
            Self::Add => None,
            Self::Change(card, version) | Self::End(card, version) => Some((card, version)),
        }
    }
}

/// Something that is done with a card.
#[derive(Debug, Clone)]
pub struct Naming {
    /// Whose.
    pub patient: PatientId,
    /// What.
    pub step: Step,
    /// What was typed.
    pub fields: Fields,
    /// The form's key.
    pub once: Option<Once>,
}

/// Does it, as the patient wishes.
///
/// # Errors
/// As [`record::open_to_change`]; [`AppError::NotFound`] for a card that is not the patient's,
/// [`AppError::Outdated`] for one that was changed since it was looked at, [`AppError::Unfit`] for what cannot be
/// used, a number or what the patient did not wish among it, [`AppError::KeyReused`], and whatever the database
/// reports. Then nothing is written.
pub async fn name(app: &App, actor: &Actor, command: &Naming) -> Result<Written, AppError> {
    let opened = record::open_to_change(app, actor, command.patient, "recording.open").await?;
    let new = read(app, actor, command, &opened).await?;
    retry(|| write(app, actor, command, new.as_ref())).await
}

/// What the card says; `None` where one is ended.
async fn read(
    app: &App,
    actor: &Actor,
    command: &Naming,
    opened: &Opened,
) -> Result<Option<NewCard>, AppError> {
    let fields = &command.fields;
    if matches!(command.step, Step::End(..)) {
        let is_wish = matches!(fields.get("patients_wish"), Some("true" | "on" | "yes"));
        let unfit = vec![Fault {
            field: "patients_wish",
            wrong: Wrong::PatientsWish,
        }];
        return if is_wish {
            Ok(None)
        } else {
            Err(AppError::Unfit(unfit))
        };
    }
    let ties = opened.trajectory.relationships.iter();
    let ties: Vec<RecordId> = ties
        .filter(|tie| may_be_named(tie))
        .map(|tie| tie.id)
        .collect();
    let routes = stored::routes(&app.db.read, None, false).await?;
    let routes: Vec<RecordId> = routes.iter().map(|route| route.id).collect();
    let scene = Scene::of_nobody(opened.now, who(actor), &opened.directory);
    let new = safety::card(fields, &scene, (&ties, &routes)).map_err(AppError::Unfit)?;
    Ok(Some(new))
}

async fn write(
    app: &App,
    actor: &Actor,
    command: &Naming,
    new: Option<&NewCard>,
) -> Result<Written, AppError> {
    let (patient, step) = (command.patient, command.step);
    let sent = (&command.fields, command.once.as_ref());
    let names = (step.action(), "safety_card");
    let writing = Writing::new(app, actor, patient, names, sent);
    let tx = match writing.begin().await? {
        Begun::Before(written) => return Ok(written),
        Begun::Now(tx) => tx,
    };
    let (by, now) = (actor.to_string(), writing.now);
    let before = match step.looks() {
        Some(looks) => Some(held(&tx, patient, looks).await?),
        None => None,
    };
    if let Some(before) = &before {
        stored::end_card(&*tx, before, (&by, now)).await?;
    }
    let written = match (new, &before) {
        (None, Some(before)) => Written {
            id: before.id,
            version: before.version + 1,
        },
        (None, None) => return Err(AppError::NotFound("card")),
        (Some(new), before) => {
            let others = stored::cards(&*tx, &[patient]).await?;
            if others
                .iter()
                .any(|card| card.relationship == new.relationship)
            {
                return Err(AppError::Unfit(vec![Fault {
                    field: "relationship",
                    wrong: Wrong::AlreadyThere,
                }]));
            }
            let card = Card {
                patient,
                id: RecordId(app.ids.next()),
                relationship: new.relationship,
                what_for: new.what_for.clone(),
                hours: new.hours.clone(),
                route: new.route,
                follows: before.as_ref().map(|before| before.id),
                recorded_by: by,
                recorded_at: now,
                ended: None,
                version: 1,
            };
            stored::add_card(&*tx, &card).await?;
            Written {
                id: card.id,
                version: 1,
            }
        }
    };
    writing.finish(tx, written).await
}

/// The card that was looked at, as it was looked at.
async fn held(
    tx: &Tx,
    patient: PatientId,
    (card, version): (RecordId, i32),
) -> Result<Card, AppError> {
    let card = stored::hold_card(&**tx, patient, card).await?;
    let card = card.ok_or(AppError::NotFound("card"))?;
    if card.version != version || card.ended.is_some() {
        return Err(AppError::Outdated("card"));
    }
    Ok(card)
}
