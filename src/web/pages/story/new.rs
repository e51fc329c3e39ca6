//! `/patients/{id}/story/new`: writing down what is told.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::about::AboutForm;
use super::typed::{self, Pairs};
use super::view::{SharingForm, fault};
use crate::app::record::{self, Opened};
use crate::app::recording::Once;
use crate::app::story::{self, Tell};
use crate::app::{Actor, App, AppError};
use crate::domain::recording::{Fault as Wrong, Fields};
use crate::domain::story::{About, COURSE, ONLY_ME, ORDER, Sharing, TEXT_MAX, WRITTEN_BY_STAFF};
use crate::domain::vocabulary::{Authorship, NarrativeKind};
use crate::web::components::Notice;
use crate::web::header::Header;
use crate::web::pages::patient::patient_id;
use crate::web::pages::recording::new_key;
use crate::web::{Fault, Form, Reader, Shell, render};

/// A choice: code, words, and whether it is chosen.
type Choice = (&'static str, String, bool);

#[derive(Template)]
#[template(path = "story/new.html")]
struct Page {
    shell: Shell,
    header: Header,
    /// The form's key.
    key: String,
    kinds: Vec<Choice>,
    authorships: Vec<Choice>,
    /// What it is about; has to be said of what the patient sees differently.
    about: AboutForm,
    text: String,
    most: usize,
    when: String,
    sharing: SharingForm,
    is_confidential: bool,
    confidential_fault: Option<String>,
    /// Whom to call who needs help now; empty for nobody.
    crisis: String,
    kind_fault: Option<String>,
    authorship_fault: Option<String>,
    text_fault: Option<String>,
    when_fault: Option<String>,
    notice: Option<Notice>,
}

pub(super) async fn ask(
    State(app): State<App>,
    reader: Reader,
    Path(patient): Path<String>,
    Query(pairs): Query<Pairs>,
) -> Result<Response, Fault> {
    let patient = patient_id(&patient)?;
    let opened = record::open_to_change(&app, &reader.actor(), patient, "story.form").await?;
    let key = new_key(&app);
    let asked = Fields::new(pairs);
    let offered = offered(&app, &reader.actor(), &opened, &asked).await?;
    let known = (&opened, offered.as_slice());
    Ok(render(&page(
        &app,
        reader.shell,
        known,
        (&asked, false),
        &[],
        key,
    )))
}

pub(super) async fn send(
    State(app): State<App>,
    reader: Reader,
    Path(patient): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, Fault> {
    let patient = patient_id(&patient)?;
    let actor = reader.actor();
    let fields = Fields::new(pairs);
    let key = fields.get("form_key").unwrap_or_default().to_owned();
    let command = Tell {
        patient,
        telling: typed::telling(&fields, &*app.directory().await?),
        once: Once::of(&key),
    };
    let Err(error) = story::tell(&app, &actor, &command).await else {
        let page = format!("/patients/{}/story?done=written#done", patient.0);
        return Ok(Redirect::to(&page).into_response());
    };
    let (status, faults, said) = match error {
        AppError::Unfit(faults) => (StatusCode::UNPROCESSABLE_ENTITY, faults, "record-unfit"),
        AppError::KeyReused => (StatusCode::CONFLICT, Vec::new(), "record-sent"),
        error => return Err(error.into()),
    };
    let opened = record::open_to_change(&app, &actor, patient, "story.form").await?;
    // What is wrong is put right under the same key; what was sent already goes under a new one.
    let key = match status {
        StatusCode::CONFLICT => new_key(&app),
        _ => key,
    };
    let offered = offered(&app, &actor, &opened, &fields).await?;
    let known = (&opened, offered.as_slice());
    let mut page = page(&app, reader.shell, known, (&fields, true), &faults, key);
    let text = page.shell.text;
    page.notice = Some(Notice {
        heading: text.say(said),
        text: text.say(&format!("{said}-more")),
        is_wrong: true,
    });
    Ok((status, render(&page)).into_response())
}

/// What an entry of the kind that is asked for can be about.
pub(in crate::web::pages) async fn offered(
    app: &App,
    actor: &Actor,
    opened: &Opened,
    fields: &Fields,
) -> Result<Vec<About>, Fault> {
    let kind = fields.get("kind").and_then(|kind| kind.parse().ok());
    let kind = kind.unwrap_or(NarrativeKind::WhatMatters);
    Ok(story::offered(app, actor, opened, kind).await?)
}

/// Whether a form is about what the patient sees differently.
pub(in crate::web::pages) fn differs(fields: &Fields) -> bool {
    fields.get("kind") == Some(NarrativeKind::SeesDifferently.code())
}

fn page(
    app: &App,
    shell: Shell,
    (opened, offered): (&Opened, &[About]),
    (fields, is_typed): (&Fields, bool),
    faults: &[Wrong],
    key: String,
) -> Page {
    let text = shell.text;
    let typed = |name| fields.get(name).unwrap_or_default();
    let choice = |prefix: &str, code: &'static str, chosen: &str| {
        let words = text.capital_word(prefix, code);
        (code, words, code == chosen)
    };
    let authorship = match typed("authorship") {
        "" => WRITTEN_BY_STAFF[0].code(),
        typed => typed,
    };
    let differs = differs(fields);
    let kinds = ORDER.iter().filter(|_| !differs);
    // What is seen differently stands beside what everybody in care sees, unless the patient wants it otherwise.
    let at_first = Sharing {
        level: if differs { COURSE } else { ONLY_ME },
        ..Sharing::default()
    };
    Page {
        header: Header::new(opened, &opened.case(), text),
        key,
        kinds: kinds
            .map(|kind| choice("narrative", kind.code(), typed("kind")))
            .collect(),
        about: AboutForm::new((offered, differs), typed("about"), opened, faults, text),
        authorships: WRITTEN_BY_STAFF
            .iter()
            .filter(|of| !differs || **of != Authorship::NextOfKin)
            .map(|of| choice("story-by", of.code(), authorship))
            .collect(),
        text: typed("text").to_owned(),
        most: TEXT_MAX,
        when: typed("when").to_owned(),
        sharing: SharingForm::new(
            opened,
            Some(&at_first),
            is_typed.then_some(fields),
            faults,
            text,
        ),
        is_confidential: typed::is_ticked(fields, "is_confidential"),
        confidential_fault: fault(faults, "is_confidential", text),
        crisis: app.crisis_numbers.join(" · "),
        kind_fault: fault(faults, "kind", text),
        authorship_fault: fault(faults, "authorship", text),
        text_fault: fault(faults, "text", text),
        when_fault: fault(faults, "when", text),
        notice: None,
        shell,
    }
}

#[cfg(test)]
pub(super) fn samples(shell: &Shell) -> Vec<String> {
    use super::view::Person;
    let text = shell.text;
    let sample = |is_wrong: bool| {
        let wrong = |key: &str| is_wrong.then(|| text.word("record-wrong", key));
        Page {
            shell: shell.clone(),
            header: Header {
                patient: "0190".to_owned(),
                name: "Hedda <Moen>".to_owned(),
                phrase: "22".to_owned(),
                identity: "<local>".to_owned(),
            },
            key: "k".to_owned(),
            kinds: vec![(
                "promise",
                text.capital_word("narrative", "promise"),
                is_wrong,
            )],
            about: super::about::sample(text, is_wrong),
            authorships: vec![(
                "told_to_staff",
                text.capital_word("story-by", "told_to_staff"),
                true,
            )],
            text: "<script>".to_owned(),
            most: TEXT_MAX,
            when: "<2019>".to_owned(),
            sharing: SharingForm {
                levels: vec![(
                    0,
                    text.say("story-level-0"),
                    text.say("story-level-0-means"),
                    true,
                )],
                people: vec![Person {
                    id: "0191".to_owned(),
                    name: "Kari <Berg>".to_owned(),
                    is_chosen: true,
                }],
                other: "<Ola>".to_owned(),
                everybody: vec!["<Ola>".to_owned()],
                until: "2026-03-02".to_owned(),
                level_fault: wrong("no_choice"),
                named_fault: wrong("nobody_chosen"),
                until_fault: wrong("in_past"),
            },
            is_confidential: is_wrong,
            confidential_fault: wrong("not_kin"),
            crisis: if is_wrong {
                "113".to_owned()
            } else {
                String::new()
            },
            kind_fault: wrong("missing"),
            authorship_fault: wrong("missing"),
            text_fault: wrong("too_long_a_story"),
            when_fault: wrong("no_when"),
            notice: is_wrong.then(|| Notice {
                heading: text.say("record-unfit"),
                text: text.say("record-unfit-more"),
                is_wrong: true,
            }),
        }
    };
    [sample(true), sample(false)]
        .map(|page| page.render().unwrap())
        .into()
}
