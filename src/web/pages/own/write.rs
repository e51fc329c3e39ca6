//! `/own/write`: the patient writes something.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::{OwnReader, view};
use crate::app::record::{self, Opened};
use crate::app::recording::Once;
use crate::app::story::{self, Tell};
use crate::app::{App, AppError};
use crate::domain::recording::{Fault as Wrong, Fields};
use crate::domain::story::{About, COURSE, ONLY_ME, ORDER, Sharing, TEXT_MAX};
use crate::web::components::Notice;
use crate::web::pages::recording::new_key;
use crate::web::pages::story::new::{differs, offered};
use crate::web::pages::story::{AboutForm, Pairs, SharingForm, fault, telling};
use crate::web::{Fault, Form, Shell, render};

#[derive(Template)]
#[template(path = "own/write.html")]
struct Page {
    shell: Shell,
    crisis: String,
    /// The form's key.
    key: String,
    /// Code, words, and whether it is chosen.
    kinds: Vec<(&'static str, String, bool)>,
    text: String,
    most: usize,
    when: String,
    /// What it is about; has to be said of what the patient sees differently.
    about: AboutForm,
    sharing: SharingForm,
    kind_fault: Option<String>,
    text_fault: Option<String>,
    when_fault: Option<String>,
    notice: Option<Notice>,
}

pub(super) async fn ask(
    State(app): State<App>,
    reader: OwnReader,
    Query(pairs): Query<Pairs>,
) -> Result<Response, Fault> {
    let actor = reader.actor();
    let opened = record::open_to_change(&app, &actor, reader.patient(), "own.show").await?;
    let asked = Fields::new(pairs);
    let key = new_key(&app);
    let offered = offered(&app, &actor, &opened, &asked).await?;
    let known = (&opened, offered.as_slice());
    let page = page(&app, reader.shell, known, (&asked, false), &[], key);
    Ok(render(&page))
}

pub(super) async fn send(
    State(app): State<App>,
    reader: OwnReader,
    Form(pairs): Form<Pairs>,
) -> Result<Response, Fault> {
    let (actor, patient) = (reader.actor(), reader.patient());
    let fields = Fields::new(pairs);
    let key = fields.get("form_key").unwrap_or_default().to_owned();
    let command = Tell {
        patient,
        telling: telling(&fields, &*app.directory().await?),
        once: Once::of(&key),
    };
    let Err(error) = story::tell(&app, &actor, &command).await else {
        return Ok(Redirect::to("/own?done=written#done").into_response());
    };
    let (status, faults, said) = match error {
        AppError::Unfit(faults) => (StatusCode::UNPROCESSABLE_ENTITY, faults, "own-unfit"),
        AppError::KeyReused => (StatusCode::CONFLICT, Vec::new(), "own-sent"),
        error => return Err(error.into()),
    };
    let opened = record::open_to_change(&app, &actor, patient, "own.show").await?;
    // What is wrong is put right under the same key; what was sent already goes under a new one.
    let key = match status {
        StatusCode::CONFLICT => new_key(&app),
        _ => key,
    };
    let offered = offered(&app, &actor, &opened, &fields).await?;
    let known = (&opened, offered.as_slice());
    let mut page = page(&app, reader.shell, known, (&fields, true), &faults, key);
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
    (opened, offered): (&Opened, &[About]),
    (fields, is_typed): (&Fields, bool),
    faults: &[Wrong],
    key: String,
) -> Page {
    let text = shell.text;
    let typed = |name| fields.get(name).unwrap_or_default();
    let differs = differs(fields);
    // What is seen differently stands beside what everybody in care sees, unless the patient wants it otherwise.
    let at_first = Sharing {
        level: if differs { COURSE } else { ONLY_ME },
        ..Sharing::default()
    };
    let kinds = ORDER.iter().filter(|_| !differs).map(|kind| {
        let code = kind.code();
        let words = text.capital_word("narrative", code);
        (code, words, code == typed("kind"))
    });
    Page {
        crisis: app.crisis_numbers.join(" · "),
        key,
        kinds: kinds.collect(),
        text: typed("text").to_owned(),
        most: TEXT_MAX,
        when: typed("when").to_owned(),
        about: AboutForm::new((offered, differs), typed("about"), opened, faults, text)
            .of_patient(text),
        sharing: view::sharing(
            opened,
            Some(&at_first),
            is_typed.then_some(fields),
            faults,
            text,
        ),
        kind_fault: fault(faults, "kind", text),
        text_fault: fault(faults, "text", text),
        when_fault: fault(faults, "when", text),
        notice: None,
        shell,
    }
}

#[cfg(test)]
pub(super) fn form(text: crate::web::Text, is_wrong: bool) -> SharingForm {
    let wrong = |code: &str| is_wrong.then(|| text.word("record-wrong", code));
    SharingForm {
        levels: vec![(
            0,
            text.say("own-level-0"),
            text.say("own-level-0-means"),
            true,
        )],
        people: Vec::new(),
        other: "<Ola>".to_owned(),
        everybody: vec!["<Ola>".to_owned()],
        until: "2026-03-02".to_owned(),
        level_fault: wrong("capacity_in_question"),
        named_fault: wrong("nobody_chosen"),
        until_fault: wrong("in_past"),
    }
}

#[cfg(test)]
pub(super) fn samples(shell: &Shell) -> Vec<String> {
    let text = shell.text;
    let sample = |is_wrong: bool| {
        let wrong = |code: &str| is_wrong.then(|| text.word("record-wrong", code));
        Page {
            shell: shell.clone(),
            crisis: "113".to_owned(),
            key: "k".to_owned(),
            kinds: vec![(
                "promise",
                text.capital_word("narrative", "promise"),
                is_wrong,
            )],
            text: "<script>".to_owned(),
            most: TEXT_MAX,
            when: "<2019>".to_owned(),
            about: crate::web::pages::story::about::sample(text, is_wrong),
            sharing: form(text, is_wrong),
            kind_fault: wrong("missing"),
            text_fault: wrong("too_long_a_story"),
            when_fault: wrong("no_when"),
            notice: is_wrong.then(|| Notice {
                heading: text.say("own-unfit"),
                ..Notice::default()
            }),
        }
    };
    [sample(true), sample(false)]
        .map(|page| page.render().unwrap())
        .into()
}
