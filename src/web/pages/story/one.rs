//! `/patients/{id}/story/{entry}`: one entry, who has read it, and what the patient decides about it.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use uuid::Uuid;

use super::about::AboutForm;
use super::typed::{self, Pairs};
use super::view::{self, EntryView, May, SharingForm, fault};
use crate::app::story::{self, Act, Looks, Shown};
use crate::app::{App, AppError, record};
use crate::domain::access::Way;
use crate::domain::ids::RecordId;
use crate::domain::recording::{Fault as Wrong, Fields};
use crate::domain::story::{About, Hand, TEXT_MAX, Thing};
use crate::web::components::Notice;
use crate::web::header::Header;
use crate::web::pages::patient::patient_id;
use crate::web::voice_words::spoken;
use crate::web::{Fault, Form, Reader, Shell, Text, render};

#[derive(Template)]
#[template(path = "story/one.html")]
struct Page {
    shell: Shell,
    header: Header,
    title: String,
    entry: EntryView,
    readers: Vec<String>,
    /// What the reader does with it; what they may not decide they hand the screen over for.
    may: May,
    /// Whether the reader may write down whom the patient shares it with.
    may_share: bool,
    /// Whether it is open for their answer.
    takes_replies: bool,
    is_in_question: bool,
    /// The answer, as it was typed.
    answer: String,
    answer_fault: Option<String>,
    /// The words, as they were typed where they could not be used.
    text: String,
    most: usize,
    text_fault: Option<String>,
    sharing: SharingForm,
    /// What it can be about more.
    about: AboutForm,
    wish_fault: Option<String>,
    /// What was tried and asks for something: `share` or `withdraw`.
    tried: String,
    notice: Option<Notice>,
}

fn entry_id(entry: &str) -> Result<RecordId, Fault> {
    Uuid::parse_str(entry)
        .map(RecordId)
        .map_err(|_| Fault::not_found())
}

pub(super) async fn show(
    State(app): State<App>,
    reader: Reader,
    Path((patient, entry)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let (patient, entry) = (patient_id(&patient)?, entry_id(&entry)?);
    let shown = story::entry(&app, &reader.actor(), patient, entry).await?;
    Ok(render(&page(reader.shell, &shown, None, &[])))
}

pub(super) async fn act(
    State(app): State<App>,
    reader: Reader,
    Path((patient, entry)): Path<(String, String)>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, Fault> {
    let (patient, entry) = (patient_id(&patient)?, entry_id(&entry)?);
    let actor = reader.actor();
    let fields = Fields::new(pairs);
    let named = fields.get("act").unwrap_or_default().to_owned();
    let what = match named.as_str() {
        "reword" => Act::Reword(fields.get("text").unwrap_or_default().to_owned()),
        "confirm" => Act::Confirm,
        "share" => Act::Share {
            wish: typed::wish(&fields, &*app.directory().await?),
            is_patients_wish: typed::is_patients_wish(&fields),
        },
        "withdraw" => Act::Withdraw {
            is_patients_wish: typed::is_patients_wish(&fields),
        },
        "open_replies" | "close_replies" => Act::TakeReplies {
            is_open: named == "open_replies",
            is_patients_wish: typed::is_patients_wish(&fields),
        },
        "reply" => Act::Reply(fields.get("answer").unwrap_or_default().to_owned()),
        "link" | "unlink" => {
            let about = fields.get("about").unwrap_or_default();
            let about = About::typed(about).unwrap_or(About::NOTHING);
            if named == "link" {
                Act::Link(about)
            } else {
                Act::Unlink(about)
            }
        }
        "tell_read" => Act::TellRead,
        _ => {
            // Whom the record is not open to for changes is told that first.
            record::open_to_change(&app, &actor, patient, "story.open").await?;
            return Err(Fault::not_found());
        }
    };
    let looks = Looks {
        patient,
        entry,
        // One that is no version is of no entry there was.
        version: fields
            .get("version")
            .and_then(|version| version.parse().ok())
            .unwrap_or(-1),
    };
    let Err(error) = story::act(&app, &actor, looks, &what).await else {
        let page = format!("/patients/{}/story?done={named}#done", patient.0);
        return Ok(Redirect::to(&page).into_response());
    };
    let (status, faults, said) = match error {
        AppError::Unfit(faults) => (StatusCode::UNPROCESSABLE_ENTITY, faults, "record-unfit"),
        AppError::Outdated(_) => (
            StatusCode::PRECONDITION_FAILED,
            Vec::new(),
            "access-outdated",
        ),
        error => return Err(error.into()),
    };
    let shown = story::entry(&app, &actor, patient, entry).await?;
    let mut page = page(reader.shell, &shown, Some((&fields, &named)), &faults);
    let text = page.shell.text;
    page.notice = Some(Notice {
        heading: text.say(said),
        text: text.say(&format!("{said}-more")),
        is_wrong: true,
    });
    Ok((status, render(&page)).into_response())
}

fn page(shell: Shell, shown: &Shown, typed: Option<(&Fields, &str)>, faults: &[Wrong]) -> Page {
    let text = shell.text;
    let (opened, heard) = (&shown.opened, &shown.heard);
    let entry = &heard.entry;
    let is_there = entry.withdrawn_at.is_none();
    let may_change = opened.allowed.is_none_or(|allowed| !allowed.is_read_only) && is_there;
    let way = opened.allowed.map(|allowed| allowed.way);
    let fields = typed.map(|(fields, _)| fields);
    let tried = typed.map_or("", |(_, act)| act).to_owned();
    let of = |act: &str| fields.filter(|_| tried == act);
    Page {
        header: Header::new(opened, &opened.case(), text),
        title: if is_there {
            text.capital_word("narrative", entry.kind.code())
        } else {
            text.say("story-gone-title")
        },
        entry: EntryView::new(heard, &shown.replies, opened, text).linked(
            &shown.about,
            spoken(
                &shown.beside,
                About::new(Thing::Entry, entry.id),
                opened,
                text,
            ),
            opened,
            text,
        ),
        about: about_form(shown, may_change, faults, text),
        readers: view::readers(&shown.readers, &opened.directory, text),
        may_share: may_change && (shown.hand == Hand::Author || way != Some(Way::Glass)),
        may: May::of(entry, shown.hand, may_change),
        takes_replies: may_change && entry.choices.takes_replies,
        is_in_question: shown.is_in_question,
        answer: of("reply")
            .and_then(|fields| fields.get("answer"))
            .unwrap_or_default()
            .to_owned(),
        answer_fault: of("reply").and_then(|_| fault(faults, "text", text)),
        text: of("reword")
            .and_then(|fields| fields.get("text"))
            .unwrap_or(&entry.text)
            .to_owned(),
        most: TEXT_MAX,
        text_fault: of("reword").and_then(|_| fault(faults, "text", text)),
        sharing: SharingForm::new(opened, Some(&entry.sharing), of("share"), faults, text),
        wish_fault: fault(faults, "patients_wish", text),
        tried,
        notice: None,
        shell,
    }
}

/// What it can be about more, by whoever says what it is about.
fn about_form(shown: &Shown, may_change: bool, faults: &[Wrong], text: Text) -> AboutForm {
    let offered = shown.offered.iter().copied();
    let more = offered.filter(|about| may_change && !shown.about.contains(about));
    let more: Vec<About> = more.collect();
    AboutForm::new((&more, false), "", &shown.opened, faults, text)
}

#[cfg(test)]
pub(super) fn samples(shell: &Shell) -> Vec<String> {
    let text = shell.text;
    let sample = |is_there: bool| Page {
        shell: shell.clone(),
        header: Header {
            patient: "0190".to_owned(),
            name: "Hedda <Moen>".to_owned(),
            phrase: "22".to_owned(),
            identity: "<local>".to_owned(),
        },
        title: "<1>".to_owned(),
        entry: EntryView {
            id: "0191".to_owned(),
            version: 1,
            text: is_there.then(|| "<b>".to_owned()),
            when: None,
            whose: "<Kari>".to_owned(),
            shared: text.say("story-shared-3"),
            read: None,
            may_tell: is_there,
            answers: vec![("<Ola>".to_owned(), "<hei>".to_owned())],
            about: is_there
                .then(|| super::about::sample(text, true).offered)
                .into_iter()
                .flatten()
                .map(|(one, _)| one)
                .collect(),
            spoken: Vec::new(),
        },
        about: super::about::sample(text, false),
        readers: is_there.then(|| "<Ola>".to_owned()).into_iter().collect(),
        may_share: is_there,
        takes_replies: is_there,
        is_in_question: is_there,
        answer: "<i>".to_owned(),
        answer_fault: is_there.then(|| text.word("record-wrong", "missing")),
        may: May {
            confirm: is_there,
            reword: is_there,
            decide: is_there,
        },
        text: "<b>".to_owned(),
        most: TEXT_MAX,
        text_fault: is_there.then(|| text.word("record-wrong", "missing")),
        sharing: SharingForm {
            levels: vec![(
                1,
                text.say("story-level-1"),
                text.say("story-level-1-means"),
                false,
            )],
            people: Vec::new(),
            other: String::new(),
            everybody: Vec::new(),
            until: String::new(),
            level_fault: None,
            named_fault: None,
            until_fault: None,
        },
        wish_fault: is_there.then(|| text.word("record-wrong", "patients_wish")),
        tried: if is_there { "share" } else { "withdraw" }.to_owned(),
        notice: is_there.then(|| Notice {
            heading: text.say("record-unfit"),
            text: text.say("record-unfit-more"),
            is_wrong: true,
        }),
    };
    [sample(true), sample(false)]
        .map(|page| page.render().unwrap())
        .into()
}
