//! The form of a discharge or a transfer, with the handover that belongs to it: one page, one step. What is
//! wrong with either is told beside its lines, and what was typed stays.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use uuid::Uuid;

use super::act::{Came, Page, Pairs, look, new_key, on, page, said};
use crate::app::handovers::{self, How, Passing, Start, Writing};
use crate::app::recording::{self, Command, Looked, PassedOn, Verb};
use crate::app::{App, AppError, language};
use crate::domain::handover::{self as rules, Receiver};
use crate::domain::ids::RecordId;
use crate::domain::intake::Kind;
use crate::domain::vocabulary::HandoverType;
use crate::web::components::Notice;
use crate::web::handing_words::Handing;
use crate::web::pages::handovers::{Help, Parts, Typed, expected, label};
use crate::web::{Fault, Reader, Text, render};

/// The handover in the form of what it belongs to.
#[derive(Debug, Clone)]
pub(super) struct Handover {
    /// What can become of it: code, words, and whether it is chosen.
    pub ways: Vec<(&'static str, String, bool)>,
    pub parts: Parts,
    pub help: Help,
    /// The draft that it goes on with, and the version that the form shows.
    pub draft: Option<(String, i32)>,
    /// What is in the draft now, where it was changed elsewhere: names and words.
    pub theirs: Vec<(String, String)>,
}

const WAYS: [(&str, How); 3] = [
    ("offer", How::Offer),
    ("pool", How::Pool),
    ("later", How::Later),
];

/// The kind of handover that belongs to what is recorded; `None` where none does.
pub(super) fn kind_of(verb: &Verb) -> Option<HandoverType> {
    match verb.code {
        "discharge" => Some(HandoverType::DischargeToCommunity),
        "transfer" => Some(HandoverType::WardTransfer),
        _ => None,
    }
}

/// The page as it is opened: the handover goes on with what the reader has begun.
pub(super) async fn ask(
    app: &App,
    reader: Reader,
    (verb, kind): (&'static Verb, HandoverType),
    looked: &Looked,
    came: &Came<'_>,
) -> Result<Response, Fault> {
    let seen = Seen {
        typed: None,
        faults: &[],
        is_stale: false,
    };
    let key = new_key(app);
    let page = whole(app, reader, (verb, kind), looked, (came, key, &seen)).await?;
    Ok(render(&page))
}

/// Records both, or says what is wrong with either.
pub(super) async fn send(
    app: &App,
    reader: Reader,
    command: &Command,
    kind: HandoverType,
    pairs: &Pairs,
) -> Result<Response, Fault> {
    let typed = Typed(pairs.clone());
    let passing = passing(&typed, kind);
    let text = reader.shell.text;
    let done = recording::pass_on(app, &reader.actor(), command, &passing).await;
    let (status, faults, handover) = match done {
        Ok(PassedOn::Done(recorded)) => {
            let is_handed = recorded.first(Kind::Handover).is_some();
            return Ok(on(app, &reader, command.patient, (command.verb, is_handed)).await);
        }
        Ok(PassedOn::Unfit { record, handover }) => {
            (StatusCode::UNPROCESSABLE_ENTITY, record, handover)
        }
        Err(AppError::Outdated(_)) => (StatusCode::PRECONDITION_FAILED, Vec::new(), Vec::new()),
        Err(AppError::KeyReused) => (StatusCode::CONFLICT, Vec::new(), Vec::new()),
        Err(error) => return Err(error.into()),
    };
    let is_outdated = status == StatusCode::PRECONDITION_FAILED;
    let (heading, more) = match status {
        StatusCode::PRECONDITION_FAILED => ("record-outdated", "record-outdated-more"),
        StatusCode::CONFLICT => ("record-sent", "record-sent-more"),
        _ => ("record-unfit", "record-unfit-more"),
    };
    let about = command.looks.map(|looks| looks.record);
    let looked = look(app, &reader, command.patient, command.verb, about).await?;
    let came = Came {
        said: pairs,
        typed: Some(&command.fields),
        faults: &faults,
        is_outdated,
        alike: None,
        notice: Some(Notice {
            heading: text.say(heading),
            text: text.say(more),
            is_wrong: true,
        }),
    };
    let key = match status {
        StatusCode::CONFLICT => new_key(app),
        _ => said(pairs, "form_key"),
    };
    let seen = Seen {
        typed: Some(&typed),
        faults: &handover,
        is_stale: is_outdated,
    };
    let kinds = (command.verb, kind);
    let page = whole(app, reader, kinds, &looked, (&came, key, &seen)).await?;
    Ok((status, render(&page)).into_response())
}

/// What the form says of the handover.
fn passing(typed: &Typed, kind: HandoverType) -> Passing {
    let way = WAYS.iter().find(|(code, _)| *code == typed.get("pass"));
    let id = Uuid::parse_str(typed.get("draft")).ok().map(RecordId);
    let mut content = typed.content(&rules::Content::default());
    content.kind = Some(kind);
    Passing {
        // A form that says nothing of it hands nothing over.
        how: way.map_or(How::Later, |(_, how)| *how),
        to: typed.to(Receiver::default()),
        kind,
        draft: id.map(|id| (id, typed.get("draft_version").parse().unwrap_or(-1))),
        content: Some(content),
    }
}

/// What was typed of the handover, and what is wrong with it.
struct Seen<'a> {
    typed: Option<&'a Typed>,
    faults: &'a [rules::Fault],
    /// Whether the draft may have been changed since.
    is_stale: bool,
}

async fn whole(
    app: &App,
    reader: Reader,
    (verb, kind): (&'static Verb, HandoverType),
    looked: &Looked,
    (came, key, seen): (&Came<'_>, String, &Seen<'_>),
) -> Result<Page, Fault> {
    let text = reader.shell.text;
    let start = Start {
        patient: looked.opened.patient.reference.id,
        kind: Some(kind),
        to: Receiver::default(),
    };
    let opened = looked.opened.clone();
    let mut writing = handovers::open_draft(app, &reader.actor(), opened, start, |prefill| {
        let handing = Handing {
            text,
            directory: &prefill.opened.directory,
        };
        handing.prefilled(prefill)
    })
    .await?;
    let terms = language::terms(app).await?;
    let draft = (writing.draft.version > 0)
        .then(|| (writing.draft.id.0.to_string(), writing.draft.version));
    if writing.draft.content.kind != Some(kind) {
        // Begun for something else, and so for somebody else.
        writing.draft.to = Receiver::default();
    }
    let theirs = match seen.typed {
        Some(typed) => over(&mut writing, typed, seen.is_stale, text),
        None => Vec::new(),
    };
    let faults = seen.faults.iter();
    let faults = faults.map(|fault| (fault.field, expected(fault, text)));
    let parts = Parts {
        types: Vec::new(),
        nobody: text.say(&format!("record-{}-receiver", verb.code)),
        ..Parts::new(&writing, faults.collect(), &terms, text)
    };
    let chosen = seen.typed.map_or("offer", |typed| typed.get("pass"));
    let ways = WAYS.iter().map(|(code, _)| {
        let words = text.say(&format!("record-pass-{code}"));
        (*code, words, *code == chosen)
    });
    let handover = Handover {
        ways: ways.collect(),
        parts,
        help: Help::new(&writing, text),
        draft,
        theirs,
    };
    Ok(Page {
        handover: Some(handover),
        ..page(reader, verb, looked, came, key)
    })
}

/// Puts what was typed in the place of what is in the draft, and gives what is there where that differs.
fn over(writing: &mut Writing, typed: &Typed, is_stale: bool, text: Text) -> Vec<(String, String)> {
    let there = writing.draft.content.clone();
    writing.draft.content = typed.content(&there);
    writing.draft.to = typed.to(Receiver::default());
    if !is_stale || writing.draft.version == 0 {
        return Vec::new();
    }
    let pairs = there.texts().into_iter();
    pairs
        .zip(writing.draft.content.texts())
        .filter(|((_, theirs), (_, mine))| theirs != mine)
        .map(|((field, theirs), _)| (label(field, text), theirs.clone()))
        .collect()
}
