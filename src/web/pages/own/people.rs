//! `/own/people`: which of the people around them matter to the patient.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use uuid::Uuid;

use super::OwnReader;
use crate::app::App;
use crate::app::own::{self, Valued};
use crate::domain::ids::RecordId;
use crate::domain::time::local_date;
use crate::domain::trajectory::Relationship;
use crate::web::mark_words::by_whom;
use crate::web::{Fault, Form, Shell, Text, names, render};

/// Somebody, and what was said of how much they matter.
struct PersonRow {
    /// The relationship, in addresses.
    id: String,
    name: String,
    /// What they are to the patient, and since when.
    role: String,
    said: String,
    is_important: bool,
    /// Whether the patient has said so themselves.
    is_confirmed: bool,
}

#[derive(Template)]
#[template(path = "own/people.html")]
struct Page {
    shell: Shell,
    crisis: String,
    people: Vec<PersonRow>,
}

pub(super) async fn show(State(app): State<App>, reader: OwnReader) -> Result<Response, Fault> {
    let found = own::relationships(&app, &reader.actor(), reader.patient()).await?;
    let text = reader.shell.text;
    Ok(render(&Page {
        crisis: app.crisis_numbers.join(" · "),
        people: found
            .lasting()
            .map(|tie| person(tie, &found, text))
            .collect(),
        shell: reader.shell,
    }))
}

fn person(tie: &Relationship, found: &Valued, text: Text) -> PersonRow {
    let directory = &found.opened.directory;
    let since = text.date(local_date(tie.from, directory.service_zone));
    let role = text.capital_word("relationship", tie.kind.code());
    let marks = &found.marks;
    let mark = marks
        .get(&tie.id)
        .filter(|mark| mark.is_important == tie.important_to_patient);
    let is_confirmed = mark.is_some_and(|mark| mark.confirmed_at.is_some());
    let said = match (tie.important_to_patient, is_confirmed) {
        (true, true) => text.say("own-mark-yes"),
        (true, false) => {
            let who = by_whom(mark, text);
            text.with("own-mark-by-others", [("who", who.into())])
        }
        (false, true) => text.say("own-mark-no"),
        (false, false) => text.say("own-mark-none"),
    };
    PersonRow {
        id: tie.id.0.to_string(),
        name: names::holder(directory, &tie.holder, text),
        role: text.with(
            "own-mark-role",
            [("role", role.into()), ("date", since.into())],
        ),
        said,
        is_important: tie.important_to_patient,
        is_confirmed,
    }
}

/// What the patient says of somebody.
#[derive(Debug, Deserialize)]
pub(super) struct Said {
    relationship: Uuid,
    act: String,
}

pub(super) async fn mark(
    State(app): State<App>,
    reader: OwnReader,
    Form(said): Form<Said>,
) -> Result<Response, Fault> {
    let is_important = match said.act.as_str() {
        "important" => true,
        "not_important" => false,
        _ => return Err(Fault::not_found()),
    };
    let change = (RecordId(said.relationship), is_important);
    own::mark(&app, &reader.actor(), reader.patient(), change).await?;
    let page = format!("/own/people#tie-{}", said.relationship);
    Ok(Redirect::to(&page).into_response())
}

#[cfg(test)]
pub(super) fn samples(shell: &Shell) -> Vec<String> {
    let person = |id: &str, is_important, is_confirmed| PersonRow {
        id: id.to_owned(),
        name: "Kari <Berg>".to_owned(),
        role: "<1>".to_owned(),
        said: "<2>".to_owned(),
        is_important,
        is_confirmed,
    };
    let page = |people| Page {
        shell: shell.clone(),
        crisis: "113".to_owned(),
        people,
    };
    let all = [
        ("0191", true, true),
        ("0192", true, false),
        ("0193", false, false),
    ];
    let people = all.map(|(id, is, sure)| person(id, is, sure));
    [page(people.into()), page(Vec::new())]
        .map(|page| page.render().unwrap())
        .into()
}
