//! Who has looked at a patient's record: for those who show it to the patient, and for the privacy
//! officer, who finds any patient here and sees nothing of their record.

use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde::Deserialize;

use super::patient::patient_id;
use super::search::{Answer, Typed, answer};
use crate::app::audit::access_log::{self, AccessLog, Line, Who};
use crate::app::{App, AppError};
use crate::domain::time;
use crate::domain::trajectory::Directory;
use crate::http::Server;
use crate::web::header::identity;
use crate::web::{Fault, Form, Reader, Shell, Text, names, render};

/// Entries of a file at most; the command line exports without a limit.
const MOST: usize = 10_000;

pub(in crate::web) fn routes() -> Router<Server> {
    Router::new()
        .route("/audit", get(ask).post(find))
        .route("/patients/{id}/access-log", get(show))
        .route("/patients/{id}/access-log.csv", get(file))
}

/// Finding the patient whose access log is asked for.
#[derive(Template)]
#[template(path = "audit/find.html")]
struct FindPage {
    shell: Shell,
    typed: Typed,
    nothing_typed: bool,
    bad_date: bool,
    answer: Option<Answer>,
}

/// The access log of a patient.
#[derive(Template)]
#[template(path = "audit/access_log.html")]
struct LogPage {
    shell: Shell,
    /// The patient, in addresses.
    patient: String,
    name: String,
    identity: String,
    rows: Vec<Row>,
    next: Option<String>,
    is_later: bool,
    /// Whether the patient's own page is open to the reader.
    is_in_care: bool,
}

/// An entry of a log, in words.
pub(in crate::web) struct Row {
    pub time: String,
    /// The name, or what stands for it.
    pub who: String,
    /// Roles and units.
    pub place: String,
    pub what: String,
    /// Why, as it is kept.
    pub why: String,
    pub reason: Option<String>,
}

/// The mark of the page.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct PageQuery {
    after: String,
}

async fn ask(reader: Reader) -> Result<Response, Fault> {
    access_log::may_oversee(&reader.actor())?;
    Ok(render(&page(reader.shell, Typed::default())))
}

async fn find(
    State(app): State<App>,
    reader: Reader,
    Form(typed): Form<Typed>,
) -> Result<Response, Fault> {
    access_log::may_oversee(&reader.actor())?;
    let text = reader.shell.text;
    let mut page = page(reader.shell.clone(), typed);
    let Ok(wanted) = page.typed.wanted() else {
        page.bad_date = true;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, render(&page)).into_response());
    };
    match access_log::find(&app, &reader.actor(), &wanted).await {
        Ok(found) => page.answer = Some(answer(&found, text)),
        Err(AppError::InvalidInput { field: "name", .. }) => {
            page.nothing_typed = true;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, render(&page)).into_response());
        }
        Err(error) => return Err(error.into()),
    }
    Ok(render(&page))
}

fn page(shell: Shell, typed: Typed) -> FindPage {
    FindPage {
        shell,
        typed,
        nothing_typed: false,
        bad_date: false,
        answer: None,
    }
}

async fn show(
    State(app): State<App>,
    reader: Reader,
    Path(id): Path<String>,
    Query(query): Query<PageQuery>,
) -> Result<Response, Fault> {
    let patient = patient_id(&id)?;
    let after = Some(query.after.as_str()).filter(|after| !after.is_empty());
    let actor = reader.actor();
    let log = access_log::of_patient(&app, &actor, patient, after, None, "access_log.show").await?;
    let is_in_care = reader.viewer.reach().is_some();
    Ok(render(&log_page(
        reader.shell,
        &log,
        after.is_some(),
        is_in_care,
    )))
}

fn log_page(shell: Shell, log: &AccessLog, is_later: bool, is_in_care: bool) -> LogPage {
    let text = shell.text;
    let reference = &log.patient.reference;
    let patient = reference.id.0.to_string();
    LogPage {
        name: names::patient(log.patient.name(), text),
        identity: identity(&log.patient, reference.label(log.naming), text),
        rows: log
            .lines
            .iter()
            .map(|line| row(line, &log.directory, text))
            .collect(),
        next: log
            .next
            .as_ref()
            .map(|mark| format!("/patients/{patient}/access-log?after={mark}")),
        patient,
        is_later,
        is_in_care,
        shell,
    }
}

/// Puts an entry in words.
pub(in crate::web) fn row(line: &Line, directory: &Directory, text: Text) -> Row {
    Row {
        time: text.time(line.at, directory.service_zone),
        who: name_of(&line.who, directory, text),
        place: place_of(&line.who, directory, text),
        what: if line.kind == "other" {
            text.with("audit-other", [("action", line.action.as_str().into())])
        } else {
            text.word("audit-kind", line.kind)
        },
        why: match line.purpose.as_str() {
            "care" => text.say("audit-why-care"),
            "oversight" => text.say("audit-why-oversight"),
            "access" => text.say("audit-why-access"),
            _ => text.say("audit-why-operation"),
        },
        reason: line.reason.clone(),
    }
}

fn name_of(who: &Who, directory: &Directory, text: Text) -> String {
    match who {
        Who::Account {
            username,
            professional,
            ..
        } => professional.map_or_else(
            || username.clone(),
            |professional| names::professional(directory, professional, text),
        ),
        Who::CommandLine(Some(name)) => {
            text.with("audit-command-line-of", [("name", name.as_str().into())])
        }
        Who::CommandLine(None) => text.say("audit-command-line"),
        Who::Patient => text.say("audit-patient"),
        Who::System => text.say("audit-system"),
        Who::Other(name) => name.clone(),
    }
}

fn place_of(who: &Who, directory: &Directory, text: Text) -> String {
    let Who::Account { roles, .. } = who else {
        return String::new();
    };
    let places: Vec<String> = roles
        .iter()
        .map(|granted| {
            let role = text.capital_word("role", granted.role.code());
            match granted.unit {
                Some(unit) => format!("{role}, {}", names::unit(directory, unit, text)),
                None => role,
            }
        })
        .collect();
    match places.as_slice() {
        [] => text.say("audit-account-gone"),
        [one] => one.clone(),
        // Somebody who works at many units: the roles say enough.
        [one, rest @ ..] => text.with(
            "audit-and-more",
            [("place", one.as_str().into()), ("n", rest.len().into())],
        ),
    }
}

async fn file(
    State(app): State<App>,
    reader: Reader,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    let patient = patient_id(&id)?;
    let actor = reader.actor();
    let log = access_log::of_patient(&app, &actor, patient, None, Some(MOST), "access_log.file");
    let text = csv(&log.await?, reader.shell.text);
    let kind = HeaderValue::from_static("text/csv; charset=utf-8; header=present");
    // No name and no id: files lie about.
    let place = HeaderValue::from_static("attachment; filename=\"access-log.csv\"");
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_DISPOSITION, place),
    ];
    Ok((headers, text).into_response())
}

/// The log as CSV, with who and what in the reader's words.
fn csv(log: &AccessLog, text: Text) -> String {
    let mut file = String::from("at,who,role,what,action,purpose,reason\r\n");
    for line in &log.lines {
        let row = row(line, &log.directory, text);
        let cells = [
            time::to_rfc3339(line.at, log.directory.service_zone),
            row.who,
            row.place,
            row.what,
            line.action.clone(),
            line.purpose.clone(),
            row.reason.unwrap_or_default(),
        ];
        let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
        file.push_str(&cells.join(","));
        file.push_str("\r\n");
    }
    file
}

/// A cell in quotes; one that a spreadsheet would take for a formula is led by an apostrophe.
fn quoted(cell: &str) -> String {
    let lead = if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        "'"
    } else {
        ""
    };
    format!("\"{lead}{}\"", cell.replace('"', "\"\""))
}

/// Finding somebody, and a log with everybody who can be in it, and an empty one.
#[cfg(test)]
pub(in crate::web) fn samples(shell: &Shell) -> Vec<String> {
    let text = shell.text;
    let row = |who: String, kind: &str, reason: Option<&str>| Row {
        time: "2 March 2026 12:00".to_owned(),
        who,
        place: text.capital_word("role", "ward_staff"),
        what: text.word("audit-kind", kind),
        why: text.say("audit-why-care"),
        reason: reason.map(str::to_owned),
    };
    let mut rows: Vec<Row> = access_log::KINDS
        .iter()
        .filter(|kind| **kind != "other")
        .map(|kind| row("Kari <Berg>".to_owned(), kind, None))
        .collect();
    rows.push(row(
        text.say("audit-system"),
        "glass",
        Some("urgent <care>"),
    ));
    let log = |rows, next: Option<&str>| LogPage {
        shell: shell.clone(),
        patient: "0190".to_owned(),
        name: "Hedda <Moen>".to_owned(),
        identity: text.say("patient-born-not-recorded"),
        rows,
        is_later: next.is_some(),
        is_in_care: next.is_some(),
        next: next.map(str::to_owned),
    };
    let pages = [log(rows, Some("/x")), log(Vec::new(), None)];
    let mut html: Vec<String> = pages.iter().map(|page| page.render().unwrap()).collect();
    let mut find = page(shell.clone(), Typed::default());
    find.nothing_typed = true;
    html.push(find.render().unwrap());
    find.answer = Some(Answer::sample(text));
    html.push(find.render().unwrap());
    html
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn cells_are_quoted_and_formulas_disarmed() {
        assert_eq!(quoted("a \"b\""), "\"a \"\"b\"\"\"");
        assert_eq!(quoted("=1+1"), "\"'=1+1\"");
    }
}
