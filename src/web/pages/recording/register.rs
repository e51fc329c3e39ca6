//! `/patients/new`: registering somebody. Who may be the same is shown before anything is written.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::act::{new_key, units_of};
use super::likeness::Likeness;
use super::lines::{Group, Line};
use crate::app::recording::{self, Fault as Wrong, Fields, Once, Outcome};
use crate::app::{App, AppError};
use crate::domain::trajectory::Directory;
use crate::domain::vocabulary::{AdmissionKind, Sex};
use crate::web::components::Notice;
use crate::web::{Fault, Form, Reader, Shell, names, render};

#[derive(Debug, Template)]
#[template(path = "recording/register.html")]
pub(super) struct Page {
    pub shell: Shell,
    pub notice: Option<Notice>,
    pub lines: Vec<Line>,
    pub key: String,
    pub alike: Option<Likeness>,
}

pub(super) async fn ask(State(app): State<App>, reader: Reader) -> Result<Response, Fault> {
    crate::app::record::reach_of(&reader.actor())?;
    let directory = app.directory().await?;
    let key = new_key(&app);
    Ok(render(&page(
        reader,
        &directory,
        &Fields::default(),
        &[],
        key,
    )))
}

pub(super) async fn send(
    State(app): State<App>,
    reader: Reader,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let fields = Fields::new(pairs);
    let key = fields.get("form_key").unwrap_or_default().to_owned();
    let once = Once::of(&key);
    let text = reader.shell.text;
    let directory = app.directory().await?;
    let done = recording::register(&app, &reader.actor(), &fields, once.as_ref()).await;
    let say = |heading: &str, more: &str| {
        Some(Notice {
            heading: text.say(heading),
            text: text.say(more),
            is_wrong: true,
        })
    };
    let (status, page) = match done {
        Ok(Outcome::Registered { patient, .. }) => {
            let address = format!("/patients/{}?recorded=register#recorded", patient.0);
            return Ok(Redirect::to(&address).into_response());
        }
        Ok(Outcome::Alike(alike)) => {
            let mut page = page(reader, &directory, &fields, &[], key);
            page.notice = say("record-alike", "record-alike-more");
            page.alike = Some(Likeness::of(&alike, text));
            (StatusCode::CONFLICT, page)
        }
        Err(AppError::Unfit(faults)) => {
            let mut page = page(reader, &directory, &fields, &faults, key);
            page.notice = say("record-unfit", "record-unfit-more");
            (StatusCode::UNPROCESSABLE_ENTITY, page)
        }
        Err(AppError::KeyReused) => {
            let mut page = page(reader, &directory, &fields, &[], new_key(&app));
            page.notice = say("record-sent", "record-sent-more");
            (StatusCode::CONFLICT, page)
        }
        Err(error) => return Err(error.into()),
    };
    Ok((status, render(&page)).into_response())
}

fn page(
    reader: Reader,
    directory: &Directory,
    typed: &Fields,
    faults: &[Wrong],
    key: String,
) -> Page {
    let text = reader.shell.text;
    let units = units_of(&reader);
    let value = |name: &str| typed.get(name).unwrap_or_default().to_owned();
    let line = |name: &'static str, key: &str, kind: &'static str| Line {
        name,
        label: text.say(key),
        kind,
        value: value(name),
        fault: faults
            .iter()
            .find(|fault| fault.field == name)
            .map(|fault| text.word("record-wrong", fault.wrong.code())),
        ..Line::default()
    };
    let choice = |line: Line, choices: Vec<(String, String)>| {
        let none = (String::new(), text.say("record-choose"));
        let all = std::iter::once(none).chain(choices);
        let choices = all.map(|(code, words)| {
            let is_it = code == line.value;
            (code, words, is_it)
        });
        Line {
            groups: vec![Group {
                heading: None,
                choices: choices.collect(),
            }],
            ..line
        }
    };
    let words = |prefix: &str, codes: &[&str]| -> Vec<(String, String)> {
        let said = codes.iter();
        said.map(|code| ((*code).to_owned(), text.capital_word(prefix, code)))
            .collect()
    };
    let mut own: Vec<(String, String)> = units
        .iter()
        .map(|unit| (unit.0.to_string(), names::unit(directory, *unit, text)))
        .collect();
    own.sort_by(|a, b| a.1.cmp(&b.1));
    let mut unit = line("unit", "record-unit", "choice");
    unit.is_required = true;
    if let (true, [only]) = (unit.value.is_empty(), own.as_slice()) {
        unit.value.clone_from(&only.0);
    }
    let mut family = line("family_name", "record-family-name", "text");
    family.hint = Some(text.say("record-family-name-hint"));
    Page {
        notice: None,
        lines: vec![
            family,
            line("given_name", "record-given-name", "text"),
            line("birth_date", "record-birth-date", "date"),
            choice(
                line("sex", "record-sex", "choice"),
                words("sex", Sex::CODES),
            ),
            line("language", "record-language", "text"),
            line("identifier_system", "record-identifier-system", "text"),
            line("identifier", "record-identifier", "text"),
            choice(unit, own),
            choice(
                line("admission_kind", "record-admission-kind", "choice"),
                words("admission", AdmissionKind::CODES),
            ),
        ],
        key,
        alike: None,
        shell: reader.shell,
    }
}
