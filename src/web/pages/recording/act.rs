//! `/patients/{id}/record/{act}`: the form of one verb.
//!
//! A form has a key of its own: sent twice, it is recorded once. After it was recorded the browser is
//! led on, so that going back shows the form and sends nothing. What was typed comes back with whatever
//! is wrong, and with what somebody else has recorded meanwhile.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use uuid::Uuid;

use super::forms::{Likely, lines};
use super::lines::{Line, Maker};
use super::sending::{self, Handover};
use crate::app::recording::{self, Command, Fault as Wrong, Fields, Looked, Looks, Once, Verb};
use crate::app::{App, AppError};
use crate::domain::ids::{PatientId, RecordId, UnitId};
use crate::web::components::{Link, Notice};
use crate::web::header::Header;
use crate::web::pages::patient::patient_id;
use crate::web::{Fault, Form, Reader, Shell, render};

#[derive(Debug, Template)]
#[template(path = "recording/form.html")]
pub(super) struct Page {
    pub shell: Shell,
    pub header: Header,
    /// The verb, in addresses.
    pub act: &'static str,
    pub title: String,
    pub lead: String,
    pub button: String,
    pub notice: Option<Notice>,
    pub lines: Vec<Line>,
    /// The form's key.
    pub key: String,
    /// The record that is changed, and the version that the form shows.
    pub about: Option<(String, i32)>,
    /// Other things that can be recorded of the same.
    pub others: Vec<Link>,
    /// The handover that belongs to it, where one does.
    pub handover: Option<Handover>,
}

/// Pairs of an address or a form.
pub(super) type Pairs = Vec<(String, String)>;

pub(super) fn said(pairs: &Pairs, name: &str) -> String {
    let pair = pairs.iter().find(|(other, _)| other == name);
    pair.map(|(_, value)| value.clone()).unwrap_or_default()
}

fn verb_of(act: &str) -> Result<&'static Verb, Fault> {
    recording::verb(act).ok_or_else(Fault::not_found)
}

/// The record that a verb is about; what changes none is about none.
fn about_of(verb: &Verb, pairs: &Pairs) -> Result<Option<RecordId>, Fault> {
    if verb.changes.is_none() {
        return Ok(None);
    }
    let id = Uuid::parse_str(&said(pairs, "about")).map_err(|_| Fault::not_found())?;
    Ok(Some(RecordId(id)))
}

pub(super) async fn ask(
    State(app): State<App>,
    reader: Reader,
    Path((patient, act)): Path<(String, String)>,
    Query(pairs): Query<Pairs>,
) -> Result<Response, Fault> {
    let (patient, verb) = (patient_id(&patient)?, verb_of(&act)?);
    let about = about_of(verb, &pairs)?;
    let looked = look(&app, &reader, patient, verb, about).await?;
    let state = Came {
        said: &pairs,
        typed: None,
        faults: &[],
        is_outdated: false,
        notice: None,
    };
    if let Some(kind) = sending::kind_of(verb) {
        return sending::ask(&app, reader, (verb, kind), &looked, &state).await;
    }
    Ok(render(&page(reader, verb, &looked, &state, new_key(&app))))
}

pub(super) async fn look(
    app: &App,
    reader: &Reader,
    patient: PatientId,
    verb: &Verb,
    about: Option<RecordId>,
) -> Result<Looked, AppError> {
    let about = verb.changes.zip(about);
    recording::look(app, &reader.actor(), patient, about).await
}

pub(super) async fn send(
    State(app): State<App>,
    reader: Reader,
    Path((patient, act)): Path<(String, String)>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, Fault> {
    let (patient, verb) = (patient_id(&patient)?, verb_of(&act)?);
    let about = about_of(verb, &pairs)?;
    let fields = Fields::new(pairs.clone());
    let command = Command {
        patient,
        verb,
        looks: about.map(|record| Looks {
            record,
            // One that is no version is of no record there was.
            version: said(&pairs, "version").parse().unwrap_or(-1),
        }),
        fields: fields.clone(),
        once: Once::of(&said(&pairs, "form_key")),
    };
    if let Some(kind) = sending::kind_of(verb) {
        return sending::send(&app, reader, &command, kind, &pairs).await;
    }
    let done = recording::record(&app, &reader.actor(), &command).await;
    let Err(error) = done else {
        return Ok(on(&app, &reader, patient, (verb, false)).await);
    };
    let text = reader.shell.text;
    let say = |heading: &str, more: &str| {
        Some(Notice {
            heading: text.say(heading),
            text: text.say(more),
            is_wrong: true,
        })
    };
    let (status, faults, notice) = match error {
        AppError::Unfit(faults) => {
            let notice = say("record-unfit", "record-unfit-more");
            (StatusCode::UNPROCESSABLE_ENTITY, faults, notice)
        }
        AppError::Outdated(_) => {
            let notice = say("record-outdated", "record-outdated-more");
            (StatusCode::PRECONDITION_FAILED, Vec::new(), notice)
        }
        AppError::KeyReused => {
            let notice = say("record-sent", "record-sent-more");
            (StatusCode::CONFLICT, Vec::new(), notice)
        }
        error => return Err(error.into()),
    };
    let looked = look(&app, &reader, patient, verb, about).await?;
    let state = Came {
        said: &pairs,
        typed: Some(&fields),
        faults: &faults,
        is_outdated: status == StatusCode::PRECONDITION_FAILED,
        notice,
    };
    // What is wrong is put right under the same key; what was sent already goes under a new one.
    let key = match status {
        StatusCode::CONFLICT => new_key(&app),
        _ => said(&pairs, "form_key"),
    };
    Ok((status, render(&page(reader, verb, &looked, &state, key))).into_response())
}

/// Where recording leads: to the patient, as long as they are within reach; else to what was handed over
/// with it.
pub(super) async fn on(
    app: &App,
    reader: &Reader,
    patient: PatientId,
    (verb, is_handed): (&Verb, bool),
) -> Response {
    let is_reached = recording::is_reached(app, &reader.actor(), patient).await;
    let (code, handed) = (verb.code, if is_handed { "-handed" } else { "" });
    let address = match is_reached.unwrap_or(false) {
        true => format!("/patients/{}?recorded={code}{handed}#recorded", patient.0),
        false if is_handed => "/handovers?tab=sent".to_owned(),
        false => "/".to_owned(),
    };
    Redirect::to(&address).into_response()
}

/// How the form came to be shown.
pub(super) struct Came<'a> {
    pub said: &'a Pairs,
    pub typed: Option<&'a Fields>,
    pub faults: &'a [Wrong],
    pub is_outdated: bool,
    pub notice: Option<Notice>,
}

pub(in crate::web) fn new_key(app: &App) -> String {
    app.ids.next().to_string()
}

pub(super) fn page(
    reader: Reader,
    verb: &'static Verb,
    looked: &Looked,
    state: &Came<'_>,
    key: String,
) -> Page {
    let text = reader.shell.text;
    let mut make = Maker {
        text,
        looked,
        typed: state.typed,
        faults: state.faults,
        is_outdated: state.is_outdated,
        lines: Vec::new(),
    };
    let said_of = |name: &str| said(state.said, name);
    let units = units_of(&reader);
    let likely = Likely {
        unit: unit_of(&units, looked),
        units,
        who: reader.viewer.professional,
        said: &said_of,
    };
    lines(verb.code, &mut make, &likely);
    let mut lines = make.lines;
    // What is wrong with something that has no line stands above.
    let mut notice = state.notice.clone();
    let alone: Vec<String> = state
        .faults
        .iter()
        .filter(|fault| !lines.iter().any(|line| line.name == fault.field))
        .map(|fault| text.word("record-wrong", fault.wrong.code()))
        .collect();
    if let (Some(notice), false) = (&mut notice, alone.is_empty()) {
        notice.text = alone.join(" ");
    }
    lines.retain(|line| !line.name.is_empty());
    let say = |part: &str| text.say(&format!("record-{}-{part}", verb.code));
    let about = looked.about.as_ref();
    Page {
        header: Header::new(&looked.opened, &looked.opened.case(), text),
        act: verb.code,
        title: say("title"),
        lead: super::menu::about(looked, text).unwrap_or_default(),
        button: say("button"),
        notice,
        lines,
        key,
        about: about.map(|held| (held.id.0.to_string(), held.version)),
        others: super::menu::others(verb, looked, text),
        handover: None,
        shell: reader.shell,
    }
}

/// The units at which the reader has a role in patients' care.
pub(in crate::web) fn units_of(reader: &Reader) -> Vec<UnitId> {
    reader
        .viewer
        .reach()
        .map(|reach| reach.units)
        .unwrap_or_default()
}

/// Of the reader's units the one where the patient is, on a ward first; else the first.
fn unit_of(units: &[UnitId], looked: &Looked) -> Option<UnitId> {
    use crate::domain::vocabulary::SettingClass;

    let opened = &looked.opened;
    let open = opened
        .trajectory
        .periods
        .iter()
        .filter(|period| period.to.is_none());
    let mut here: Vec<UnitId> = open
        .map(|period| period.unit)
        .filter(|unit| units.contains(unit))
        .collect();
    here.sort_by_key(|unit| {
        let class = opened.directory.class(*unit);
        (class != SettingClass::Inpatient, *unit)
    });
    here.first().or(units.first()).copied()
}
