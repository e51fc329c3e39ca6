//! `/patients/take-over`: several patients of a ward at once, for a shift.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use uuid::Uuid;

use super::act::{new_key, units_of};
use crate::app::caseload::{self, Asked, Caseload, Way};
use crate::app::recording::{self, Fields, Once, TakeOver};
use crate::app::{App, AppError};
use crate::domain::ids::{PatientId, UnitId};
use crate::web::components::{Notice, Segment};
use crate::web::{Fault, Form, Reader, Shell, Text, names, render};

/// The most patients of a ward on the page.
const MOST: usize = 60;

#[derive(Debug, Template)]
#[template(path = "recording/take_over.html")]
pub(super) struct Page {
    pub shell: Shell,
    pub units: Vec<Segment>,
    pub unit: Option<String>,
    pub notice: Option<Notice>,
    /// Patients: id, name, where, and whether they are ticked.
    pub rows: Vec<(String, String, String, bool)>,
    pub from: String,
    pub to: String,
    pub key: String,
}

#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    unit: String,
    taken: Option<u64>,
}

pub(super) async fn ask(
    State(app): State<App>,
    reader: Reader,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Fault> {
    let text = reader.shell.text;
    let mut page = page(&app, reader, &wanted.unit, &[]).await?;
    page.notice = wanted.taken.map(|n| Notice {
        heading: text.count("record-taken", n),
        ..Notice::default()
    });
    Ok(render(&page))
}

pub(super) async fn send(
    State(app): State<App>,
    reader: Reader,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    crate::app::record::reach_of(&reader.actor())?;
    let fields = Fields::new(pairs);
    let text = reader.shell.text;
    let unit = fields.get("unit").unwrap_or_default().to_owned();
    let id = Uuid::parse_str(&unit).map_err(|_| Fault::not_found())?;
    let patients: Vec<PatientId> = fields
        .all("patient")
        .filter_map(|id| Uuid::parse_str(id).ok().map(PatientId))
        .collect();
    let times = ["from", "to"].into_iter();
    let times = times.filter_map(|name| {
        let value = fields.get(name)?;
        Some((name.to_owned(), value.to_owned()))
    });
    let command = TakeOver {
        unit: UnitId(id),
        patients: patients.clone(),
        fields: Fields::new(times.collect()),
        once: Once::of(fields.get("form_key").unwrap_or_default()),
    };
    let wrong = match recording::take_over(&app, &reader.actor(), &command).await {
        Ok(taken) => {
            let n = taken.taken.len();
            let address = format!("/patients/take-over?unit={id}&taken={n}");
            return Ok(Redirect::to(&address).into_response());
        }
        Err(AppError::Unfit(faults)) => {
            let said = faults
                .iter()
                .map(|fault| text.word("record-wrong", fault.wrong.code()));
            said.collect::<Vec<_>>().join(" ")
        }
        Err(AppError::InvalidInput { .. }) => text.say("record-nobody-ticked"),
        Err(error) => return Err(error.into()),
    };
    let mut page = page(&app, reader, &unit, &patients).await?;
    for (line, name) in [(&mut page.from, "from"), (&mut page.to, "to")] {
        fields.get(name).unwrap_or_default().clone_into(line);
    }
    page.notice = Some(Notice {
        heading: text.say("record-unfit"),
        text: wrong,
        is_wrong: true,
    });
    Ok((StatusCode::UNPROCESSABLE_ENTITY, render(&page)).into_response())
}

async fn page(
    app: &App,
    reader: Reader,
    wanted: &str,
    ticked: &[PatientId],
) -> Result<Page, Fault> {
    let own = units_of(&reader);
    let wanted = Uuid::parse_str(wanted).ok().map(UnitId);
    let unit = wanted.or_else(|| own.first().copied());
    let asked = Asked {
        way: Way::TreatmentPeriod,
        unit,
        limit: Some(MOST),
        ..Asked::default()
    };
    let found = caseload::caseload(app, &reader.actor(), &asked).await?;
    Ok(of(reader.shell, &found, unit, ticked, new_key(app)))
}

fn of(
    shell: Shell,
    found: &Caseload,
    unit: Option<UnitId>,
    ticked: &[PatientId],
    key: String,
) -> Page {
    let text = shell.text;
    let zone = found.directory.zone(unit);
    let form = |at: crate::domain::time::Instant| {
        at.with_timezone(&zone).format("%Y-%m-%dT%H:%M").to_string()
    };
    let mut rows: Vec<_> = found
        .rows
        .iter()
        .map(|row| {
            let id = row.patient.reference.id;
            let name = names::patient(row.patient.name(), text);
            (
                id.0.to_string(),
                name,
                since(row, text),
                ticked.contains(&id),
            )
        })
        .collect();
    rows.sort_by(|a, b| (&a.1, &a.0).cmp(&(&b.1, &b.0)));
    Page {
        units: found
            .units
            .iter()
            .map(|(id, name)| Segment {
                href: format!("/patients/take-over?unit={}", id.0),
                label: name.clone(),
                is_chosen: Some(*id) == unit,
            })
            .collect(),
        unit: unit.map(|unit| unit.0.to_string()),
        notice: None,
        rows,
        from: form(found.now),
        to: form(found.now + chrono::TimeDelta::hours(8)),
        key,
        shell,
    }
}

/// What tells two patients of one name apart.
fn since(row: &caseload::Row, text: Text) -> String {
    row.patient.birth_date.map_or_else(
        || text.say("patient-born-not-recorded"),
        |born| text.with("patient-born", [("date", text.date(born).into())]),
    )
}
