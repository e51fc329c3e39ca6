//! `/units/{id}/end-of-shift/{patient}`: the short handover of one patient, and the way to the next.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use serde_json::json;
use uuid::Uuid;

use super::{all, one};
use crate::app::handovers::{self, Address, Prefill, Saved, Saving, Start, Writing};
use crate::app::shift::{self, Place};
use crate::app::{App, AppError, language, record};
use crate::domain::handover::{Content, Receiver};
use crate::domain::ids::{PatientId, UnitId};
use crate::domain::vocabulary::HandoverType;
use crate::web::components::Notice;
use crate::web::handing_words::Handing;
use crate::web::header::Header;
use crate::web::pages::handovers::{Help, Parts, Typed, expected, hints_of, label, saved_at};
use crate::web::{Fault, Form, Reader, Shell, Text, render};

#[derive(Debug, Template)]
#[template(path = "shift/write.html")]
struct Page {
    shell: Shell,
    header: Header,
    /// "3 of 6".
    progress: String,
    path: String,
    /// The addresses of all, of the one before and of the one after.
    all: String,
    before: Option<String>,
    after: Option<String>,
    version: i32,
    /// When the draft was saved; `None` before anything was.
    saved: Option<String>,
    notice: Option<Notice>,
    theirs: Vec<(String, String)>,
    parts: Parts,
    help: Help,
}

/// What is wrong with what was typed, and what is in the draft where that was changed elsewhere.
#[derive(Default)]
struct Extra {
    notice: Option<Notice>,
    faults: Vec<(&'static str, String)>,
    theirs: Vec<(String, String)>,
}

type Of = Path<(Uuid, Uuid)>;

const fn of(Path((unit, patient)): Of) -> (UnitId, PatientId) {
    (UnitId(unit), PatientId(patient))
}

pub(super) async fn show(
    State(app): State<App>,
    reader: Reader,
    path: Of,
) -> Result<Response, Fault> {
    let (unit, patient) = of(path);
    let Some(place) = shift::place(&app, &reader.actor(), (unit, patient)).await? else {
        return Ok(Redirect::to(&all(unit)).into_response());
    };
    let writing = open(&app, &reader, patient).await?;
    let terms = language::terms(&app).await?;
    let parts = Parts::new(&writing, Vec::new(), &terms, reader.shell.text);
    let at = (unit, place);
    let page = page(&app, reader.shell, at, &writing, (parts, Extra::default()));
    Ok(render(&page))
}

/// What the reader has begun about the patient, else what it would begin with.
async fn open(app: &App, reader: &Reader, patient: PatientId) -> Result<Writing, AppError> {
    let actor = reader.actor();
    let opened = record::open(app, &actor, patient, "handover.write").await?;
    let begin = begin(reader.shell.text);
    handovers::open_draft(app, &actor, opened, start(patient), begin).await
}

const fn start(patient: PatientId) -> Start {
    Start {
        patient,
        kind: Some(HandoverType::Shift),
        to: Receiver {
            professional: None,
            unit: None,
        },
    }
}

fn begin(text: Text) -> impl Fn(&Prefill<'_>) -> Content + Send {
    move |prefill| {
        let handing = Handing {
            text,
            directory: &prefill.opened.directory,
        };
        handing.prefilled(prefill)
    }
}

/// Saves what is typed over the version that was looked at; where nothing was kept yet, it is begun.
async fn keep(
    app: &App,
    reader: &Reader,
    patient: PatientId,
    typed: &Typed,
) -> Result<(Saved, Content), AppError> {
    let actor = reader.actor();
    let begin = begin(reader.shell.text);
    let started = handovers::start(app, &actor, start(patient), begin).await?;
    let draft = started.draft;
    let content = typed.content(&draft.content);
    let saving = Saving {
        address: Address {
            patient,
            handover: draft.id,
        },
        version: if started.is_new {
            draft.version
        } else {
            typed.version()
        },
        to: draft.to,
        content: content.clone(),
    };
    Ok((handovers::save(app, &actor, &saving).await?, content))
}

pub(super) async fn save(
    State(app): State<App>,
    reader: Reader,
    path: Of,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let (unit, patient) = of(path);
    let typed = Typed(pairs);
    let text = reader.shell.text;
    let Some(place) = shift::place(&app, &reader.actor(), (unit, patient)).await? else {
        return Ok(Redirect::to(&all(unit)).into_response());
    };
    let kept = keep(&app, &reader, patient, &typed).await;
    if typed.get("act") == "autosave" {
        return autosaved(&app, text, kept).await;
    }
    let extra = match kept {
        Ok((Saved::Kept(_), _)) => {
            let to = match typed.get("act") {
                "back" => place.before,
                _ => place.after,
            };
            let to = to.map_or_else(|| all(unit), |patient| one(unit, patient));
            return Ok(Redirect::to(&to).into_response());
        }
        Ok((Saved::Stale(there), mine)) => {
            let pairs = there.content.texts().into_iter().zip(mine.texts());
            let differs = pairs.filter(|((_, theirs), (_, mine))| theirs != mine);
            Extra {
                notice: Some(notice(text, "handing-stale", "handing-stale-more")),
                theirs: differs
                    .map(|((field, theirs), _)| (label(field, text), theirs.clone()))
                    .collect(),
                ..Extra::default()
            }
        }
        Err(AppError::Handover(faults)) => Extra {
            notice: Some(notice(text, "handing-wrong", "handing-wrong-more")),
            faults: faults
                .iter()
                .map(|fault| (fault.field, expected(fault, text)))
                .collect(),
            ..Extra::default()
        },
        Err(error) => return Err(error.into()),
    };
    let status = if extra.faults.is_empty() {
        StatusCode::PRECONDITION_FAILED
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let mut writing = open(&app, &reader, patient).await?;
    writing.draft.content = typed.content(&writing.draft.content);
    let terms = language::terms(&app).await?;
    let parts = Parts::new(&writing, extra.faults.clone(), &terms, text);
    let at = (unit, place);
    let page = page(&app, reader.shell, at, &writing, (parts, extra));
    Ok((status, render(&page)).into_response())
}

/// What a script is told that goes on typing.
async fn autosaved(
    app: &App,
    text: Text,
    kept: Result<(Saved, Content), AppError>,
) -> Result<Response, Fault> {
    let body = match kept {
        Ok((Saved::Kept(draft), _)) => {
            let terms = language::terms(app).await?;
            json!({
                "version": draft.version,
                "saved": saved_at(&draft, app.zone, text),
                "hints": hints_of(&draft.content, &terms, text),
            })
        }
        Ok((Saved::Stale(_), _)) => json!({ "stale": text.say("handing-stale") }),
        Err(AppError::Handover(faults)) => {
            let faults = faults
                .iter()
                .map(|fault| json!({"field": fault.field, "text": expected(fault, text)}));
            json!({ "faults": faults.collect::<Vec<_>>() })
        }
        Err(error) => return Err(error.into()),
    };
    let json = [(header::CONTENT_TYPE, "application/json")];
    Ok((json, body.to_string()).into_response())
}

fn notice(text: Text, heading: &str, more: &str) -> Notice {
    Notice {
        heading: text.say(heading),
        text: text.say(more),
        is_wrong: true,
    }
}

fn progress(place: Place, text: Text) -> String {
    let (number, of) = (place.number as u64, place.of as u64);
    text.with(
        "shift-progress",
        [("number", number.into()), ("of", of.into())],
    )
}

fn page(
    app: &App,
    shell: Shell,
    (unit, place): (UnitId, Place),
    writing: &Writing,
    (parts, extra): (Parts, Extra),
) -> Page {
    let (text, draft) = (shell.text, &writing.draft);
    Page {
        header: Header::new(&writing.opened, &writing.opened.case(), text),
        progress: progress(place, text),
        path: one(unit, draft.patient),
        all: all(unit),
        before: place.before.map(|patient| one(unit, patient)),
        after: place.after.map(|patient| one(unit, patient)),
        version: draft.version,
        saved: (draft.version > 0).then(|| saved_at(draft, app.zone, text)),
        notice: extra.notice,
        theirs: extra.theirs,
        parts: Parts {
            types: Vec::new(),
            is_short: true,
            ..parts
        },
        help: Help::new(writing, text),
        shell,
    }
}

#[cfg(test)]
pub(super) fn samples(shell: &Shell) -> Vec<String> {
    let text = shell.text;
    let page = |is_wrong: bool| Page {
        shell: shell.clone(),
        header: Header {
            patient: "0190".to_owned(),
            name: "Hedda <Moen>".to_owned(),
            phrase: "22".to_owned(),
            identity: "<local>".to_owned(),
        },
        progress: progress(
            Place {
                number: 2,
                of: 3,
                before: None,
                after: None,
            },
            text,
        ),
        path: "/units/1/end-of-shift/0190".to_owned(),
        all: "/units/1/end-of-shift".to_owned(),
        before: is_wrong.then(|| "/units/1/end-of-shift/0189".to_owned()),
        after: is_wrong.then(|| "/units/1/end-of-shift/0191".to_owned()),
        version: 2,
        saved: (!is_wrong).then(|| text.with("handing-saved", [("time", "14:31".into())])),
        notice: is_wrong.then(|| notice(text, "handing-stale", "handing-stale-more")),
        theirs: vec![(label("goodbye", text), "<Tveit>".to_owned())],
        parts: Parts::sample(text, is_wrong),
        help: Help::sample(text, is_wrong),
    };
    [page(true), page(false)]
        .map(|page| page.render().unwrap())
        .into()
}
