//! The routes by which a unit is reached, kept by those who keep its employments. A route that changes is closed, and
//! another is written down: cards that name it show that they need a new one.

use std::sync::Arc;

use serde_json::json;

use super::{Route, Written};
use crate::app::recording::staff::{self, Keeps};
use crate::app::recording::{Once, fingerprint, who};
use crate::app::{Actor, App, AppError, Refusal};
use crate::domain::ids::{RecordId, UnitId};
use crate::domain::recording::{Fields, Scene, safety};
use crate::domain::trajectory::Directory;
use crate::store::retry;
use crate::store::safety as stored;

/// A unit's routes.
#[derive(Debug, Clone)]
pub struct Routes {
    /// The unit.
    pub unit: UnitId,
    /// Those that are open, by name.
    pub routes: Vec<Route>,
    /// Whether the reader keeps them.
    pub is_keeper: bool,
    /// Units, professionals and employments.
    pub directory: Arc<Directory>,
}

/// The routes of a unit: everybody who signed in may look.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown unit, and whatever the database reports.
pub async fn routes(app: &App, actor: &Actor, unit: UnitId) -> Result<Routes, AppError> {
    let directory = known(app, unit).await?;
    Ok(Routes {
        unit,
        routes: stored::routes(&app.db.read, Some(unit), false).await?,
        is_keeper: staff::keeps(app, actor).await?.at(unit),
        directory,
    })
}

async fn known(app: &App, unit: UnitId) -> Result<Arc<Directory>, AppError> {
    let directory = app.directory().await?;
    if directory.units.contains_key(&unit) {
        Ok(directory)
    } else {
        Err(AppError::NotFound("unit"))
    }
}

async fn keeps(app: &App, actor: &Actor, unit: UnitId) -> Result<(), AppError> {
    let keeps: Keeps = staff::keeps(app, actor).await?;
    if keeps.at(unit) {
        Ok(())
    } else {
        Err(Refusal::RoutesAreForManagers.into())
    }
}

/// Writes a route down.
///
/// # Errors
/// [`AppError::Forbidden`] for those who do not look after the unit, [`AppError::NotFound`] for an unknown one,
/// [`AppError::Unfit`] for what cannot be used, [`AppError::KeyReused`], and whatever the database reports.
pub async fn add(
    app: &App,
    actor: &Actor,
    unit: UnitId,
    (fields, once): (&Fields, Option<&Once>),
) -> Result<Written, AppError> {
    keeps(app, actor, unit).await?;
    let directory = known(app, unit).await?;
    let scene = Scene::of_nobody(app.clock.now(), who(actor), &directory);
    let new = safety::route(fields, &scene).map_err(AppError::Unfit)?;
    retry(|| async {
        let now = app.clock.now();
        let print = fingerprint(&format!("{} route", unit.0), fields);
        let tx = app.db.begin().await?;
        if let Some(once) = once
            && let Some(before) = once.before(&tx, actor, &print).await?
        {
            tx.rollback().await?;
            return serde_json::from_value(before.outcome)
                .map_err(|_| AppError::Internal("what came of a form cannot be read"));
        }
        let route = Route {
            id: RecordId(app.ids.next()),
            unit,
            name: new.name.clone(),
            reach: new.reach.clone(),
            hours: new.hours.clone(),
            recorded_by: actor.to_string(),
            recorded_at: now,
            closed: None,
            version: 1,
        };
        stored::add_route(&*tx, &route).await?;
        let written = Written {
            id: route.id,
            version: 1,
        };
        if let Some(once) = once {
            once.keep(&tx, actor, print, json!(written), now).await?;
        }
        let subject = format!("service_route/{}", route.id.0);
        let detail = json!({ "unit": unit });
        tx.commit(app.entry(actor, "route.open", subject, "directory", detail))
            .await?;
        Ok(written)
    })
    .await
}

/// Closes a route. One that is closed already stays so.
///
/// # Errors
/// As [`add`]; [`AppError::Outdated`] for one that was changed since it was looked at.
pub async fn close(
    app: &App,
    actor: &Actor,
    unit: UnitId,
    (route, version): (RecordId, i32),
) -> Result<Written, AppError> {
    keeps(app, actor, unit).await?;
    retry(|| async {
        let now = app.clock.now();
        let tx = app.db.begin().await?;
        let held = stored::hold_route(&*tx, route).await?;
        let held = held.filter(|route| route.unit == unit);
        let held = held.ok_or(AppError::NotFound("route"))?;
        if held.closed.is_some() {
            tx.rollback().await?;
            return Ok(Written {
                id: held.id,
                version: held.version,
            });
        }
        if held.version != version {
            return Err(AppError::Outdated("route"));
        }
        stored::close_route(&*tx, &held, (&actor.to_string(), now)).await?;
        let subject = format!("service_route/{}", held.id.0);
        let detail = json!({ "unit": unit });
        tx.commit(app.entry(actor, "route.close", subject, "directory", detail))
            .await?;
        Ok(Written {
            id: held.id,
            version: held.version + 1,
        })
    })
    .await
}
