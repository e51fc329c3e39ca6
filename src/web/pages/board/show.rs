//! The pages themselves.

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use uuid::Uuid;

use super::view::{BoardPage, Part};
use crate::app::board::{self, Whose};
use crate::app::{App, AppError, Refusal};
use crate::domain::ids::{PatientId, UnitId};
use crate::domain::vocabulary::SettingClass;
use crate::web::{Fault, Reader, render};

/// What the address of a board says.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// `mine` or `unaccepted`; everything else is all.
    show: String,
}

impl Asked {
    fn whose(&self) -> Whose {
        match self.show.as_str() {
            "mine" => Whose::Mine,
            "unaccepted" => Whose::Unaccepted,
            _ => Whose::Everybody,
        }
    }
}

/// To the board of the viewer's first ward, or else of their first unit.
pub(super) async fn first(State(app): State<App>, reader: Reader) -> Result<Response, Fault> {
    let reach = reader.viewer.reach();
    let reach = reach.ok_or_else(|| AppError::from(Refusal::NoCareRole))?;
    let directory = app.directory().await?;
    let known = reach
        .units
        .iter()
        .filter_map(|unit| directory.units.get(unit));
    let first = known.min_by_key(|unit| {
        let is_ward = unit.setting.class() == SettingClass::Inpatient;
        (!is_ward, &unit.name, unit.id)
    });
    let first = first.ok_or_else(|| AppError::from(Refusal::NotYourUnit))?;
    Ok(Redirect::to(&format!("/units/{}/board", first.id.0)).into_response())
}

/// The board of a unit.
pub(super) async fn show(
    State(app): State<App>,
    reader: Reader,
    Path(unit): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let whose = asked.whose();
    let board = board::board(&app, &reader.actor(), UnitId(unit), whose).await?;
    Ok(render(&BoardPage::new(reader.shell, &board, whose)))
}

/// One card with the head, for a board that is open.
pub(super) async fn card(
    State(app): State<App>,
    reader: Reader,
    Path((unit, patient)): Path<(Uuid, Uuid)>,
) -> Result<Response, Fault> {
    let (unit, patient) = (UnitId(unit), PatientId(patient));
    let board = board::card(&app, &reader.actor(), unit, patient).await?;
    Ok(render(&Part::new(reader.shell, &board)))
}
