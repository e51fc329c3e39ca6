//! Writing a handover: what is written on the left, what helps to write it on the right.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use chrono::Timelike as _;
use chrono_tz::Tz;

use super::help::Help;
use super::parts::{Parts, label};
use super::typed::Typed;
use super::{expected, path_of};
use crate::app::handovers::{self, Address, Draft, Saving, Writing};
use crate::app::{App, AppError, language};
use crate::domain::handover::content::Fault as Wrong;
use crate::domain::language::Terms;
use crate::web::components::Notice;
use crate::web::handing_words::Handing;
use crate::web::header::Header;
use crate::web::{Fault, Reader, Shell, Text, render};

/// What stands beside the form besides the draft.
#[derive(Debug, Clone, Default)]
pub(super) struct Extra {
    notice: Option<Notice>,
    faults: Vec<(&'static str, String)>,
    /// What was typed elsewhere, where two versions meet.
    theirs: Vec<(String, String)>,
}

#[derive(Debug, Template)]
#[template(path = "handovers/write.html")]
struct Page {
    shell: Shell,
    title: String,
    header: Header,
    path: String,
    version: i32,
    saved: String,
    is_revision: bool,
    is_discarded: bool,
    notice: Option<Notice>,
    theirs: Vec<(String, String)>,
    parts: Parts,
    offer_to: String,
    help: Help,
}

/// When a draft was saved, by the clock.
pub(in crate::web) fn saved_at(draft: &Draft, zone: Tz, text: Text) -> String {
    let local = draft.saved_at.with_timezone(&zone);
    let clock = format!("{:02}:{:02}", local.hour(), local.minute());
    text.with("handing-saved", [("time", clock.into())])
}

/// The page of a draft.
pub(super) async fn page(
    app: &App,
    reader: Reader,
    writing: &Writing,
    extra: Extra,
) -> Result<Response, Fault> {
    let terms = language::terms(app).await?;
    Ok(render(&build(app, reader.shell, writing, (extra, &terms))))
}

/// The page once more with what was typed, and what is wrong with it.
pub(super) async fn refused(
    app: &App,
    reader: Reader,
    address: Address,
    typed: &Typed,
    error: AppError,
) -> Result<Response, Fault> {
    let text = reader.shell.text;
    let (status, faults) = match error {
        AppError::Handover(faults) => (StatusCode::UNPROCESSABLE_ENTITY, faults),
        AppError::HandoverIllegal(_) => (StatusCode::CONFLICT, Vec::new()),
        AppError::Outdated(_) => (StatusCode::PRECONDITION_FAILED, Vec::new()),
        error => return Err(error.into()),
    };
    let mut writing = handovers::write(app, &reader.actor(), address).await?;
    writing.draft.content = typed.content(&writing.draft.content);
    writing.draft.to = typed.to(writing.draft.to);
    let (heading, more) = match status {
        StatusCode::CONFLICT => ("handing-not-possible", "handing-not-possible-more"),
        StatusCode::PRECONDITION_FAILED => ("handing-stale", "handing-stale-more"),
        _ => ("handing-wrong", "handing-wrong-more"),
    };
    let extra = Extra {
        notice: Some(notice(text, heading, more, true)),
        faults: faults
            .iter()
            .map(|fault: &Wrong| (fault.field, expected(fault, text)))
            .collect(),
        theirs: Vec::new(),
    };
    let page = page(app, reader, &writing, extra).await?;
    Ok((status, page).into_response())
}

/// The page with both versions, where the draft was changed elsewhere since: what was typed stays in the
/// form, what is there stands beside it, and the next save is over that.
pub(super) async fn stale(
    app: &App,
    reader: Reader,
    there: &Draft,
    saving: &Saving,
) -> Result<Response, Fault> {
    let text = reader.shell.text;
    let mut writing = handovers::write(app, &reader.actor(), saving.address).await?;
    let theirs = there
        .content
        .texts()
        .into_iter()
        .zip(saving.content.texts())
        .filter(|((_, theirs), (_, mine))| theirs != mine)
        .map(|((field, theirs), _)| (label(field, text), theirs.clone()));
    let extra = Extra {
        notice: Some(notice(text, "handing-stale", "handing-stale-more", true)),
        faults: Vec::new(),
        theirs: theirs.collect(),
    };
    writing.draft.content = saving.content.clone();
    writing.draft.to = saving.to;
    let page = page(app, reader, &writing, extra).await?;
    Ok((StatusCode::PRECONDITION_FAILED, page).into_response())
}

fn notice(text: Text, heading: &str, more: &str, is_wrong: bool) -> Notice {
    Notice {
        heading: text.say(heading),
        text: text.say(more),
        is_wrong,
    }
}

fn build(app: &App, shell: Shell, writing: &Writing, (extra, terms): (Extra, &[Terms; 2])) -> Page {
    let text = shell.text;
    let Writing { opened, draft, .. } = writing;
    let handing = Handing {
        text,
        directory: &opened.directory,
    };
    let header = Header::new(opened, &opened.case(), text);
    Page {
        title: text.with("handing-of", [("name", header.name.clone().into())]),
        header,
        path: path_of(Address {
            patient: draft.patient,
            handover: draft.id,
        }),
        version: draft.version,
        saved: saved_at(draft, app.zone, text),
        is_revision: draft.is_revision,
        is_discarded: draft.discarded_at.is_some(),
        notice: extra.notice,
        theirs: extra.theirs,
        parts: Parts::new(writing, extra.faults, terms, text),
        offer_to: text.with(
            "handing-offer-to",
            [("to", handing.receiver(draft.to).into())],
        ),
        help: Help::new(writing, text),
        shell,
    }
}

#[cfg(test)]
pub(super) fn samples(shell: &Shell) -> Vec<String> {
    let text = shell.text;
    let page = |is_wrong: bool| Page {
        shell: shell.clone(),
        title: text.with("handing-of", [("name", "<Moen>".into())]),
        header: Header {
            patient: "1".to_owned(),
            name: "Hedda <Moen>".to_owned(),
            phrase: "22".to_owned(),
            identity: "<local>".to_owned(),
        },
        path: "/patients/1/handovers/2".to_owned(),
        version: 3,
        saved: text.with("handing-saved", [("time", "14:31".into())]),
        is_revision: is_wrong,
        is_discarded: !is_wrong,
        notice: is_wrong.then(|| notice(text, "handing-wrong", "handing-wrong-more", true)),
        theirs: vec![(label("goodbye", text), "<Tveit>".to_owned())],
        parts: Parts::sample(text, is_wrong),
        offer_to: text.with("handing-offer-to", [("to", "<Tveit>".into())]),
        help: Help::sample(text, is_wrong),
    };
    [page(true), page(false)]
        .map(|page| page.render().unwrap())
        .into()
}
