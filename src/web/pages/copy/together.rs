//! `/patients/{id}/together`: what staff and patient read at one screen. Only what the patient may see is there,
//! and only what is shared with the staff beside them; nothing leads to other patients.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use serde::Deserialize;

use super::words::{self, Chapter, PlanWords, RequestWords};
use crate::app::App;
use crate::app::copy::{self, PatientCopy};
use crate::domain::story::quote;
use crate::domain::vocabulary::PlanKind;
use crate::web::components::Notice;
use crate::web::pages::patient::patient_id;
use crate::web::{Fault, Reader, Shell, names, render};

/// What an address says was done.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    done: String,
}

#[derive(Template)]
#[template(path = "copy/together.html")]
struct Page {
    shell: Shell,
    /// The patient, in addresses.
    patient: String,
    name: String,
    chapters: Vec<Chapter>,
    plan: Option<PlanWords>,
    /// What waits for an answer.
    requests: Vec<RequestWords>,
    flags: Vec<String>,
    /// Entries that are shown, and of which the reader has not told the patient that they read them: the entry, what
    /// it tells and its first words.
    untold: Vec<(String, String, String)>,
    may_write: bool,
    notice: Option<Notice>,
}

pub(super) async fn show(
    State(app): State<App>,
    reader: Reader,
    Path(patient): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let patient = patient_id(&patient)?;
    let copy = copy::copy(&app, &reader.actor(), patient, "together.show").await?;
    let me = reader.viewer.professional;
    let untold = copy.story.iter().filter(|told| {
        let mine = told.readers.iter();
        let mut mine = mine.filter(|read| Some(read.professional) == me);
        let waits = mine.any(|read| read.told_patient_at.is_none());
        waits && told.entry.withdrawn_at.is_none()
    });
    let text = reader.shell.text;
    let untold = untold.map(|told| {
        let entry = &told.entry;
        let about = text.capital_word("narrative", entry.kind.code());
        (entry.id.0.to_string(), about, quote(&entry.text))
    });
    let untold = untold.collect();
    let mut page = page(reader.shell, &copy, untold);
    page.notice = (asked.done == "told").then(|| Notice {
        heading: page.shell.text.say("story-done-told"),
        ..Notice::default()
    });
    Ok(render(&page))
}

fn page(shell: Shell, copy: &PatientCopy, untold: Vec<(String, String, String)>) -> Page {
    let text = shell.text;
    let opened = &copy.opened;
    let waiting = copy.requests.iter().filter(|asked| asked.answer.is_none());
    Page {
        patient: opened.patient.reference.id.0.to_string(),
        name: names::patient(opened.patient.name(), text),
        chapters: words::chapters(copy, text),
        plan: copy.crisis_plan.as_ref().map(|plan| PlanWords {
            // Staff's own notes are on the copy, and in the way of what is talked about here.
            staff: None,
            ..words::plan(PlanKind::CrisisPlan, plan, copy, text)
        }),
        requests: waiting
            .map(|asked| words::request(asked, copy, text))
            .collect(),
        flags: words::flags(copy, text),
        untold,
        may_write: opened.allowed.is_none_or(|allowed| !allowed.is_read_only),
        notice: None,
        shell,
    }
}

#[cfg(test)]
pub(super) fn samples(shell: &Shell) -> Vec<String> {
    use super::words::EntryWords;

    let text = shell.text;
    let sample = |is_full: bool| {
        let only = |words: &str| is_full.then(|| words.to_owned());
        Page {
            shell: shell.clone(),
            patient: "0190".to_owned(),
            name: "Hedda <Moen>".to_owned(),
            chapters: only("Jeg spiller <trekkspill>.")
                .map(|words| Chapter {
                    title: text.capital_word("narrative", "outside_crisis"),
                    entries: vec![EntryWords {
                        id: "0191".to_owned(),
                        words,
                        when: Some("<2019>".to_owned()),
                        whose: "<Kari>".to_owned(),
                        about: vec!["<Plan>".to_owned()],
                        readers: vec!["<Ola>".to_owned()],
                    }],
                })
                .into_iter()
                .collect(),
            plan: only("<La meg sitte>").map(|said| PlanWords {
                title: text.capital_word("plan", "crisis_plan"),
                answers: vec![(text.say("plan-helps"), said)],
                staff: None,
                dates: vec![text.with("plan-agreed-on", [("date", "1".into())])],
                said: vec![("<Berg>".to_owned(), "<hei>".to_owned())],
            }),
            requests: only("Jeg vil <snakke>")
                .map(|words| RequestWords {
                    subject: "<lege>".to_owned(),
                    words,
                    facts: vec![text.say("copy-not-answered")],
                    said: Vec::new(),
                })
                .into_iter()
                .collect(),
            flags: only("<1>").into_iter().collect(),
            untold: only("0191")
                .map(|id| (id, "<Berg>".to_owned(), "<hei>".to_owned()))
                .into_iter()
                .collect(),
            may_write: is_full,
            notice: is_full.then(|| Notice {
                heading: text.say("story-done-told"),
                ..Notice::default()
            }),
        }
    };
    [sample(true), sample(false)]
        .map(|page| page.render().unwrap())
        .into()
}
