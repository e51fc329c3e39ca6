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
use super::known::{Known, known};
use super::likeness::Likeness;
use super::lines::{Line, Maker};
use super::sending::{self, Handover};
use super::several::MORE;
use crate::app::recording::{
    self, Command, Corrected, Fault as Wrong, Fields, Looked, Looks, Once, Verb,
};
use crate::app::{App, AppError, plans};
use crate::domain::ids::{PatientId, RecordId, UnitId};
use crate::domain::intake::Kind;
use crate::web::components::{Link, Notice};
use crate::web::header::Header;
use crate::web::pages::patient::patient_id;
use crate::web::{Fault, Form, Reader, Shell, Text, plan_words, render};

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
    pub alike: Option<Likeness>,
    pub lines: Vec<Line>,
    /// Whether a button asks for another line: then the first button, which the enter key presses,
    /// is another that records.
    pub has_more: bool,
    /// The form's key.
    pub key: String,
    /// The record that is changed, and the version that the form shows.
    pub about: Option<(String, i32)>,
    /// Other things that can be recorded of the same.
    pub others: Vec<Link>,
    /// On the review of a plan: what it was worth in a crisis since the last.
    pub uses: Vec<String>,
    /// On an admission: who knows the patient.
    pub people: Option<Known>,
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
fn about_of(verb: &Verb, patient: PatientId, pairs: &Pairs) -> Result<Option<RecordId>, Fault> {
    match verb.changes {
        None => Ok(None),
        Some(Kind::Patient) => Ok(Some(RecordId(patient.0))),
        Some(_) => {
            let id = Uuid::parse_str(&said(pairs, "about")).map_err(|_| Fault::not_found())?;
            Ok(Some(RecordId(id)))
        }
    }
}

pub(super) async fn ask(
    State(app): State<App>,
    reader: Reader,
    Path((patient, act)): Path<(String, String)>,
    Query(pairs): Query<Pairs>,
) -> Result<Response, Fault> {
    let (patient, verb) = (patient_id(&patient)?, verb_of(&act)?);
    let about = about_of(verb, patient, &pairs)?;
    let looked = look(&app, &reader, patient, verb, about).await?;
    let state = Came {
        said: &pairs,
        typed: None,
        faults: &[],
        is_outdated: false,
        alike: None,
        notice: None,
    };
    if let Some(kind) = sending::kind_of(verb) {
        return sending::ask(&app, reader, (verb, kind), &looked, &state).await;
    }
    let known = known(&app, &reader, verb, &looked, &pairs).await?;
    let uses = used(&app, verb, &looked, reader.shell.text).await?;
    let page = page(reader, verb, &looked, &state, new_key(&app));
    Ok(render(&Page {
        people: known,
        uses,
        ..page
    }))
}

pub(super) async fn look(
    app: &App,
    reader: &Reader,
    patient: PatientId,
    verb: &Verb,
    about: Option<RecordId>,
) -> Result<Looked, AppError> {
    recording::look(app, &reader.actor(), patient, verb, about).await
}

pub(super) async fn send(
    State(app): State<App>,
    reader: Reader,
    Path((patient, act)): Path<(String, String)>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, Fault> {
    let (patient, verb) = (patient_id(&patient)?, verb_of(&act)?);
    let about = about_of(verb, patient, &pairs)?;
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
    if pairs.iter().any(|(name, _)| name == MORE) {
        return more(&app, reader, &command, &pairs).await;
    }
    if let Some(kind) = sending::kind_of(verb) {
        return sending::send(&app, reader, &command, kind, &pairs).await;
    }
    let (error, alike) = match recording::correct(&app, &reader.actor(), &command).await {
        Ok(Corrected::Recorded(_)) => {
            return Ok(on(&app, &reader, patient, (verb, false)).await);
        }
        Ok(Corrected::Alike(alike)) => (None, Some(alike)),
        Err(error) => (Some(error), None),
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
        None => {
            let notice = say("record-alike", "record-alike-corrected");
            (StatusCode::CONFLICT, Vec::new(), notice)
        }
        Some(AppError::Unfit(faults)) => {
            let notice = say("record-unfit", "record-unfit-more");
            (StatusCode::UNPROCESSABLE_ENTITY, faults, notice)
        }
        Some(AppError::Outdated(_)) => {
            let notice = say("record-outdated", "record-outdated-more");
            (StatusCode::PRECONDITION_FAILED, Vec::new(), notice)
        }
        Some(AppError::KeyReused) => {
            let notice = say("record-sent", "record-sent-more");
            (StatusCode::CONFLICT, Vec::new(), notice)
        }
        Some(error) => return Err(error.into()),
    };
    let looked = look(&app, &reader, patient, verb, about).await?;
    let state = Came {
        said: &pairs,
        typed: Some(&fields),
        faults: &faults,
        is_outdated: status == StatusCode::PRECONDITION_FAILED,
        alike: alike.as_ref().map(|alike| Likeness::of(alike, text)),
        notice,
    };
    // What is wrong is put right under the same key; what was sent already goes under a new one.
    let key = match status {
        StatusCode::CONFLICT if alike.is_none() => new_key(&app),
        _ => said(&pairs, "form_key"),
    };
    let known = known(&app, &reader, verb, &looked, &pairs).await?;
    let uses = used(&app, verb, &looked, text).await?;
    let page = page(reader, verb, &looked, &state, key);
    Ok((
        status,
        render(&Page {
            people: known,
            uses,
            ..page
        }),
    )
        .into_response())
}

/// What a plan was worth in a crisis since it was last gone through, for whoever goes through it now.
async fn used(
    app: &App,
    verb: &Verb,
    looked: &Looked,
    text: Text,
) -> Result<Vec<String>, AppError> {
    if verb.code != "plan-review" {
        return Ok(Vec::new());
    }
    let uses = plans::since_review(app, looked).await?;
    let directory = &looked.opened.directory;
    let uses = uses.iter();
    Ok(uses
        .map(|used| plan_words::used(used, directory, text))
        .collect())
}

/// Shows the form with what was typed and a line more, and records nothing.
async fn more(
    app: &App,
    reader: Reader,
    command: &Command,
    pairs: &Pairs,
) -> Result<Response, Fault> {
    let about = command.looks.map(|looks| looks.record);
    let looked = look(app, &reader, command.patient, command.verb, about).await?;
    let state = Came {
        said: pairs,
        typed: Some(&command.fields),
        faults: &[],
        is_outdated: false,
        alike: None,
        notice: None,
    };
    let key = said(pairs, "form_key");
    Ok(render(&page(reader, command.verb, &looked, &state, key)))
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
    pub alike: Option<Likeness>,
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
        unit: unit_said(&units, looked, &said_of("unit")),
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
        lead: super::menu::about(verb, looked, text).unwrap_or_default(),
        button: say("button"),
        notice,
        alike: state.alike.clone(),
        has_more: lines.iter().any(|line| line.name == MORE),
        lines,
        key,
        about: about.map(|held| (held.id.0.to_string(), held.version)),
        others: super::menu::others(verb, looked, text),
        uses: Vec::new(),
        people: None,
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

/// The unit that an address or a form names, else the likely one.
pub(super) fn unit_said(units: &[UnitId], looked: &Looked, said: &str) -> Option<UnitId> {
    let said = Uuid::parse_str(said).ok().map(UnitId);
    let is_known = |unit: &UnitId| looked.opened.directory.units.contains_key(unit);
    said.filter(is_known).or_else(|| unit_of(units, looked))
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
