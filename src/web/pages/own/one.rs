//! `/own/entries/{entry}`: one entry, who has read it, and what the patient does with it.

use std::collections::HashMap;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use uuid::Uuid;

use super::OwnReader;
#[cfg(test)]
use super::home;
use super::view::{self, OwnEntry};
use crate::app::story::{self, Act, Looks, Shown};
use crate::app::{App, AppError};
use crate::domain::ids::RecordId;
use crate::domain::recording::{Fault as Wrong, Fields};
use crate::domain::story::{About, TEXT_MAX};
use crate::domain::vocabulary::Authorship;
use crate::web::components::Notice;
use crate::web::pages::story::{AboutForm, May, Pairs, SharingForm, fault, own_readers, wish};
use crate::web::{Fault, Form, Shell, Text, render};

#[derive(Template)]
#[template(path = "own/one.html")]
struct Page {
    shell: Shell,
    crisis: String,
    entry: OwnEntry,
    readers: Vec<String>,
    may: May,
    takes_replies: bool,
    is_in_question: bool,
    /// The words, as they were typed where they could not be used.
    text: String,
    /// The answer, as it was typed.
    answer: String,
    most: usize,
    text_fault: Option<String>,
    answer_fault: Option<String>,
    sharing: SharingForm,
    /// What it can be about more.
    about: AboutForm,
    notice: Option<Notice>,
}

fn entry_id(entry: &str) -> Result<RecordId, Fault> {
    Uuid::parse_str(entry)
        .map(RecordId)
        .map_err(|_| Fault::not_found())
}

pub(super) async fn show(
    State(app): State<App>,
    reader: OwnReader,
    Path(entry): Path<String>,
) -> Result<Response, Fault> {
    let entry = entry_id(&entry)?;
    let shown = story::entry(&app, &reader.actor(), reader.patient(), entry).await?;
    Ok(render(&page(&app, reader.shell, &shown, None, &[])))
}

pub(super) async fn act(
    State(app): State<App>,
    reader: OwnReader,
    Path(entry): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, Fault> {
    let entry = entry_id(&entry)?;
    let fields = Fields::new(pairs);
    let named = fields.get("act").unwrap_or_default().to_owned();
    let typed = |name| fields.get(name).unwrap_or_default().to_owned();
    let is_patients_wish = true;
    let what = match named.as_str() {
        "reword" => Act::Reword(typed("text")),
        "confirm" => Act::Confirm,
        "dispute" => Act::Dispute,
        "share" => Act::Share {
            wish: wish(&fields, &*app.directory().await?),
            is_patients_wish,
        },
        "withdraw" => Act::Withdraw { is_patients_wish },
        "open_replies" | "close_replies" => Act::TakeReplies {
            is_open: named == "open_replies",
            is_patients_wish,
        },
        "reply" => Act::Reply(typed("answer")),
        "link" => Act::Link(About::typed(&typed("about")).unwrap_or(About::NOTHING)),
        "unlink" => Act::Unlink(About::typed(&typed("about")).unwrap_or(About::NOTHING)),
        _ => return Err(Fault::not_found()),
    };
    let looks = Looks {
        patient: reader.patient(),
        entry,
        // One that is no version is of no entry there was.
        version: typed("version").parse().unwrap_or(-1),
    };
    let Err(error) = story::act(&app, &reader.actor(), looks, &what).await else {
        let page = format!("/own?done={named}#done");
        return Ok(Redirect::to(&page).into_response());
    };
    let (status, faults, said) = match error {
        AppError::Unfit(faults) => (StatusCode::UNPROCESSABLE_ENTITY, faults, "own-unfit"),
        AppError::Outdated(_) => (StatusCode::PRECONDITION_FAILED, Vec::new(), "own-outdated"),
        error => return Err(error.into()),
    };
    let shown = story::entry(&app, &reader.actor(), reader.patient(), entry).await?;
    let tried = Some((&fields, named.as_str()));
    let mut page = page(&app, reader.shell, &shown, tried, &faults);
    page.notice = Some(Notice {
        heading: page.shell.text.say(said),
        text: String::new(),
        is_wrong: true,
    });
    Ok((status, render(&page)).into_response())
}

fn page(
    app: &App,
    shell: Shell,
    shown: &Shown,
    typed: Option<(&Fields, &str)>,
    faults: &[Wrong],
) -> Page {
    let text = shell.text;
    let (opened, entry) = (&shown.opened, &shown.heard.entry);
    let of = |act: &str| typed.and_then(|(fields, tried)| (tried == act).then_some(fields));
    let fault_of = |act: &str| of(act).and_then(|_| fault(faults, "text", text));
    let as_typed = |act: &str, name: &str| of(act).and_then(|fields| fields.get(name));
    let replies = HashMap::from([(entry.id, shown.replies.clone())]);
    Page {
        crisis: app.crisis_numbers.join(" · "),
        entry: OwnEntry::new(&shown.heard, &replies, opened, text).linked(
            &shown.about,
            opened,
            text,
        ),
        about: about_form(shown, faults, text),
        readers: own_readers(&shown.readers, &opened.directory, text),
        may: May::of(entry, shown.hand, true),
        takes_replies: entry.choices.takes_replies,
        is_in_question: shown.is_in_question && entry.authorship != Authorship::NextOfKin,
        text: as_typed("reword", "text").unwrap_or(&entry.text).to_owned(),
        answer: as_typed("reply", "answer").unwrap_or_default().to_owned(),
        most: TEXT_MAX,
        text_fault: fault_of("reword"),
        answer_fault: fault_of("reply"),
        sharing: view::sharing(opened, Some(&entry.sharing), of("share"), faults, text),
        notice: None,
        shell,
    }
}

/// What it can be about more.
fn about_form(shown: &Shown, faults: &[Wrong], text: Text) -> AboutForm {
    let is_there = shown.heard.entry.withdrawn_at.is_none();
    let offered = shown.offered.iter().copied();
    let more = offered.filter(|about| is_there && !shown.about.contains(about));
    let more: Vec<About> = more.collect();
    AboutForm::new((&more, false), "", &shown.opened, faults, text).of_patient(text)
}

#[cfg(test)]
pub(super) fn samples(shell: &Shell) -> Vec<String> {
    let text = shell.text;
    let sample = |is_there: bool| Page {
        shell: shell.clone(),
        crisis: "113".to_owned(),
        entry: OwnEntry {
            text: is_there.then(|| "<b>".to_owned()),
            ..home::entry("0191")
        },
        readers: is_there.then(|| "<Ola>".to_owned()).into_iter().collect(),
        may: May {
            confirm: is_there,
            reword: is_there,
            decide: is_there,
        },
        takes_replies: is_there,
        is_in_question: is_there,
        text: "<b>".to_owned(),
        answer: "<i>".to_owned(),
        most: TEXT_MAX,
        text_fault: is_there.then(|| text.word("record-wrong", "missing")),
        answer_fault: is_there.then(|| text.word("record-wrong", "missing")),
        sharing: super::write::form(text, is_there),
        about: crate::web::pages::story::about::sample(text, false),
        notice: is_there.then(|| Notice {
            heading: text.say("own-outdated"),
            ..Notice::default()
        }),
    };
    [sample(true), sample(false)]
        .map(|page| page.render().unwrap())
        .into()
}
