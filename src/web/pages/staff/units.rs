//! `/units`: the units of the service, and registering one that is not here yet.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::{Sheet, done, told};
use crate::app::recording::{Fault as Wrong, Fields, Once, staff};
use crate::app::{App, directory};
use crate::domain::ids::UnitId;
use crate::domain::trajectory::Directory;
use crate::domain::vocabulary::Setting;
use crate::web::components::Notice;
use crate::web::pages::recording::{Line, new_key};
use crate::web::{Fault, Form, Reader, Shell, Text, names, render};

/// What an address says was done.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    done: String,
}

struct Row {
    /// In addresses.
    id: String,
    name: String,
    setting: String,
    parent: Option<String>,
    zone: &'static str,
}

#[derive(Template)]
#[template(path = "staff/units.html")]
struct Page {
    shell: Shell,
    notice: Option<Notice>,
    rows: Vec<Row>,
    /// The form to register one, for those who may.
    lines: Option<Vec<Line>>,
    key: String,
}

pub(super) async fn show(
    State(app): State<App>,
    reader: Reader,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let text = reader.shell.text;
    let mut page = page(&app, reader, None, &[]).await?;
    page.notice = done(&asked.done, text);
    Ok(render(&page))
}

pub(super) async fn register(
    State(app): State<App>,
    reader: Reader,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let (actor, text) = (reader.actor(), reader.shell.text);
    let fields = Fields::new(pairs);
    let once = Once::of(fields.get("form_key").unwrap_or_default());
    match staff::register_unit(&app, &actor, &fields, once.as_ref()).await {
        Ok(_) => Ok(Redirect::to("/units?done=registered").into_response()),
        Err(error) => {
            let (faults, notice) = told(error, text)?;
            let mut page = page(&app, reader, Some(&fields), &faults).await?;
            page.notice = Some(notice);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, render(&page)).into_response())
        }
    }
}

async fn page(
    app: &App,
    reader: Reader,
    typed: Option<&Fields>,
    faults: &[Wrong],
) -> Result<Page, Fault> {
    let text = reader.shell.text;
    let actor = reader.actor();
    // One that was registered a moment ago is among them.
    let directory = directory::now(app).await?;
    let mut units: Vec<_> = directory.units.values().collect();
    units.sort_unstable_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
    let rows = units.iter().map(|unit| Row {
        id: unit.id.0.to_string(),
        name: unit.name.clone(),
        setting: text.word("setting", unit.setting.code()),
        parent: unit
            .parent
            .map(|parent| names::unit(&directory, parent, text)),
        zone: unit.zone.name(),
    });
    Ok(Page {
        rows: rows.collect(),
        notice: None,
        lines: staff::registers(&actor).then(|| lines(text, &directory, typed, faults)),
        key: new_key(app),
        shell: reader.shell,
    })
}

fn lines(text: Text, directory: &Directory, typed: Option<&Fields>, faults: &[Wrong]) -> Vec<Line> {
    let sheet = Sheet {
        text,
        typed,
        faults,
    };
    let required = |line: Line| Line {
        is_required: true,
        ..line
    };
    let units: Vec<UnitId> = directory.units.keys().copied().collect();
    let zone = text.with(
        "staff-zone-hint",
        [("zone", directory.service_zone.name().into())],
    );
    vec![
        required(sheet.line("name", "staff-unit-name", "text", "")),
        required(sheet.code("setting", "staff-setting", ("setting", Setting::CODES))),
        sheet.unit(
            "parent",
            "staff-parent",
            (directory, units.into_iter().collect()),
        ),
        sheet.line("beds", "staff-beds", "number", ""),
        Line {
            hint: Some(zone),
            ..sheet.line("time_zone", "staff-zone", "text", "")
        },
    ]
}

#[cfg(test)]
pub(super) fn samples(shell: &Shell) -> Vec<String> {
    let directory = Directory::empty(chrono_tz::Europe::Oslo);
    let wrong = [Wrong {
        field: "name",
        wrong: crate::app::recording::Wrong::SameName,
    }];
    let typed = Fields::default().with("name", "<FACT>");
    let page = |rows, lines| Page {
        shell: shell.clone(),
        notice: done("registered", shell.text),
        rows,
        lines,
        key: "k".to_owned(),
    };
    let row = |parent| Row {
        id: "0190".to_owned(),
        name: "<FACT>".to_owned(),
        setting: "team".to_owned(),
        parent,
        zone: "Europe/Oslo",
    };
    let rows = vec![row(None), row(Some("<Centre>".to_owned()))];
    let lines = lines(shell.text, &directory, Some(&typed), &wrong);
    [page(Vec::new(), None), page(rows, Some(lines))]
        .map(|page| page.render().unwrap())
        .into()
}
