//! Registering a professional or a unit that is not known yet.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::may_register;
use crate::app::recording::once::{Once, fingerprint};
use crate::app::recording::record::who;
use crate::app::recording::{Fields, naming};
use crate::app::{Actor, App, AppError};
use crate::domain::intake::Record;
use crate::domain::key;
use crate::domain::recording::{SYSTEM, Scene, staff};
use crate::domain::time::Instant;
use crate::store::records::{self, Change, Placed, Saved};
use crate::store::retry;

/// What was registered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registered {
    /// Identity.
    pub id: Uuid,
    /// Whether it was there already: the form was sent before.
    #[serde(skip)]
    pub is_repeated: bool,
}

/// Registers a professional.
///
/// # Errors
/// [`AppError::Forbidden`] for accounts that are no administrator's, [`AppError::Unfit`] for what cannot
/// be used, [`AppError::KeyReused`], and whatever the database reports.
pub async fn register_professional(
    app: &App,
    actor: &Actor,
    fields: &Fields,
    once: Option<&Once>,
) -> Result<Registered, AppError> {
    let make = |scene: &Scene<'_>| staff::professional(fields, scene).map(Record::Professional);
    register(app, actor, (fields, once), "professional.register", &make).await
}

/// Registers a unit.
///
/// # Errors
/// As [`register_professional`].
pub async fn register_unit(
    app: &App,
    actor: &Actor,
    fields: &Fields,
    once: Option<&Once>,
) -> Result<Registered, AppError> {
    let make = |scene: &Scene<'_>| staff::unit(fields, scene).map(Record::Unit);
    register(app, actor, (fields, once), "unit.register", &make).await
}

type Make<'m> =
    dyn Fn(&Scene<'_>) -> Result<Record, Vec<crate::domain::recording::Fault>> + Sync + 'm;

async fn register(
    app: &App,
    actor: &Actor,
    sent: (&Fields, Option<&Once>),
    action: &'static str,
    make: &Make<'_>,
) -> Result<Registered, AppError> {
    may_register(actor)?;
    let now = app.clock.now();
    // One of the same name may have been registered a moment ago.
    let directory = app.standing_now().await?.directory;
    let (fields, once) = sent;
    if let Some(before) = before(app, actor, action, (fields, once)).await? {
        return Ok(before);
    }
    let record = make(&Scene::of_nobody(now, who(actor), &directory)).map_err(AppError::Unfit)?;
    let names = naming(&directory);
    retry(|| write(app, actor, sent, action, &record, &names, now)).await
}

/// What came of the form before: sent twice, it is its own likeness.
async fn before(
    app: &App,
    actor: &Actor,
    action: &'static str,
    (fields, once): (&Fields, Option<&Once>),
) -> Result<Option<Registered>, AppError> {
    let Some(once) = once else {
        return Ok(None);
    };
    let tx = app.db.begin().await?;
    let form = once
        .before(&tx, actor, &fingerprint(action, fields))
        .await?;
    tx.rollback().await?;
    form.map(|form| {
        let before: Registered = serde_json::from_value(form.outcome)
            .map_err(|_| AppError::Internal("what came of a form cannot be read"))?;
        Ok(Registered {
            is_repeated: true,
            ..before
        })
    })
    .transpose()
}

async fn write(
    app: &App,
    actor: &Actor,
    (fields, once): (&Fields, Option<&Once>),
    action: &'static str,
    record: &Record,
    names: &records::Directory,
    now: Instant,
) -> Result<Registered, AppError> {
    let tx = app.db.begin().await?;
    let id = app.ids.next();
    let mut record = record.clone();
    key::set_id(&mut record, id.to_string());
    let kind = record.kind();
    let change = Change {
        placed: Placed {
            id,
            patient: None,
            version: 1,
            record,
            recorded_at: now,
            origin: None,
        },
        earlier: None,
    };
    let saved = Saved {
        system: SYSTEM,
        actor: &actor.to_string(),
        reason: None,
        at: now,
        directory: names,
        wholes: &HashMap::new(),
        ids: &*app.ids,
    };
    records::save(&*tx, kind, &[change], saved).await?;
    let registered = Registered {
        id,
        is_repeated: false,
    };
    if let Some(once) = once {
        let print = fingerprint(action, fields);
        once.keep(&tx, actor, print, json!(registered), now).await?;
    }
    let subject = format!("{}/{id}", kind.code());
    tx.commit(app.entry(actor, action, subject, "directory", json!({})))
        .await?;
    Ok(registered)
}
