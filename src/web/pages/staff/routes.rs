//! `/units/{id}/routes`: by which of its own routes a unit is reached. Whoever keeps the unit's employments keeps them.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use uuid::Uuid;

use super::{Sheet, told};
use crate::app::recording::{Fault as Wrong, Fields, Once};
use crate::app::safety::{self, Route, Routes};
use crate::app::{Actor, App, AppError};
use crate::domain::ids::{RecordId, UnitId};
use crate::web::components::Notice;
use crate::web::pages::recording::{Line, new_key};
use crate::web::{Fault, Form, Reader, Shell, Text, names, render};

#[derive(Debug)]
struct Row {
    id: String,
    version: i32,
    name: String,
    reach: String,
    hours: String,
}

#[derive(Template)]
#[template(path = "staff/routes.html")]
struct Page {
    shell: Shell,
    /// The unit, in addresses and by name.
    unit: String,
    name: String,
    rows: Vec<Row>,
    /// The form to add one, for those who keep them.
    lines: Option<Vec<Line>>,
    key: String,
    notice: Option<Notice>,
}

fn unit_id(unit: &str) -> Result<UnitId, Fault> {
    Uuid::parse_str(unit)
        .map(UnitId)
        .map_err(|_| Fault::not_found())
}

pub(super) async fn show(
    State(app): State<App>,
    reader: Reader,
    Path(unit): Path<String>,
) -> Result<Response, Fault> {
    let found = safety::routes(&app, &reader.actor(), unit_id(&unit)?).await?;
    Ok(render(&page(&app, reader.shell, &found, (None, &[]))))
}

pub(super) async fn act(
    State(app): State<App>,
    reader: Reader,
    Path(unit): Path<String>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let unit = unit_id(&unit)?;
    let (actor, text) = (reader.actor(), reader.shell.text);
    let fields = Fields::new(pairs);
    let Err(error) = change(&app, &actor, unit, &fields).await else {
        let address = format!("/units/{}/routes", unit.0);
        return Ok(Redirect::to(&address).into_response());
    };
    let (faults, notice) = told(error, text)?;
    let found = safety::routes(&app, &actor, unit).await?;
    let mut page = page(&app, reader.shell, &found, (Some(&fields), &faults));
    page.notice = Some(notice);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, render(&page)).into_response())
}

async fn change(app: &App, actor: &Actor, unit: UnitId, fields: &Fields) -> Result<(), AppError> {
    if let Some(route) = fields.get("route") {
        let route = Uuid::parse_str(route).map_err(|_| AppError::NotFound("route"))?;
        let version = fields
            .get("version")
            .and_then(|version| version.parse().ok());
        let looks = (RecordId(route), version.unwrap_or(-1));
        safety::close_route(app, actor, unit, looks).await?;
    } else {
        let once = Once::of(fields.get("form_key").unwrap_or_default());
        safety::add_route(app, actor, unit, (fields, once.as_ref())).await?;
    }
    Ok(())
}

fn page(
    app: &App,
    shell: Shell,
    found: &Routes,
    (typed, faults): (Option<&Fields>, &[Wrong]),
) -> Page {
    let text = shell.text;
    let row = |route: &Route| Row {
        id: route.id.0.to_string(),
        version: route.version,
        name: route.name.clone(),
        reach: route.reach.clone(),
        hours: route.hours.clone(),
    };
    Page {
        unit: found.unit.0.to_string(),
        name: names::unit(&found.directory, found.unit, text),
        rows: found.routes.iter().map(row).collect(),
        lines: found.is_keeper.then(|| lines(text, typed, faults)),
        key: new_key(app),
        notice: None,
        shell,
    }
}

fn lines(text: Text, typed: Option<&Fields>, faults: &[Wrong]) -> Vec<Line> {
    let sheet = Sheet {
        text,
        typed,
        faults,
    };
    let line = |name: &'static str, key: &str, hint: &str| Line {
        is_required: true,
        hint: Some(text.say(hint)),
        ..sheet.line(name, key, "text", "")
    };
    vec![
        line("name", "route-name", "route-name-hint"),
        line("reach", "route-reach", "route-reach-hint"),
        line("hours", "route-hours", "route-hours-hint"),
    ]
}

#[cfg(test)]
pub(super) fn samples(shell: &Shell) -> Vec<String> {
    let text = shell.text;
    let wrong = [Wrong {
        field: "name",
        wrong: crate::app::recording::Wrong::Missing,
    }];
    [true, false]
        .map(|is_full| Page {
            shell: shell.clone(),
            unit: "0190".to_owned(),
            name: "Post <3>".to_owned(),
            rows: is_full
                .then(|| Row {
                    id: "0191".to_owned(),
                    version: 1,
                    name: "Vakt <1>".to_owned(),
                    reach: "22 11 80 00".to_owned(),
                    hours: "24".to_owned(),
                })
                .into_iter()
                .collect(),
            lines: is_full.then(|| lines(text, None, &wrong)),
            key: "k".to_owned(),
            notice: is_full.then(|| Notice {
                heading: text.say("record-unfit"),
                text: text.say("record-unfit-more"),
                is_wrong: true,
            }),
        })
        .map(|page| page.render().unwrap())
        .into()
}
