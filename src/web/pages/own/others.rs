//! `/own/others`: what others recorded, and what the patient sees differently of it.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::OwnReader;
use super::view::whose;
use crate::app::App;
use crate::app::story::{self, Things};
use crate::domain::story::{About, Thing};
use crate::domain::vocabulary::NarrativeKind;
use crate::web::voice_words::{Spoken, named};
use crate::web::{Fault, Shell, Text, render};

/// Something that can be seen differently.
struct Row {
    label: String,
    /// The form for it.
    href: String,
    /// What the patient says beside it.
    spoken: Vec<Spoken>,
}

/// Things of one kind.
struct Group {
    /// Its kind, in ids of the page.
    code: &'static str,
    title: String,
    rows: Vec<Row>,
}

#[derive(Template)]
#[template(path = "own/others.html")]
struct Page {
    shell: Shell,
    crisis: String,
    groups: Vec<Group>,
}

pub(super) async fn show(State(app): State<App>, reader: OwnReader) -> Result<Response, Fault> {
    let found = story::things(&app, &reader.actor(), reader.patient()).await?;
    let text = reader.shell.text;
    let groups = Thing::ALL.into_iter().map(|thing| Group {
        code: thing.code(),
        title: text.word("voice-things", thing.code()),
        rows: rows(thing, &found, text),
    });
    Ok(render(&Page {
        crisis: app.crisis_numbers.join(" · "),
        groups: groups.filter(|group| !group.rows.is_empty()).collect(),
        shell: reader.shell,
    }))
}

fn rows(thing: Thing, found: &Things, text: Text) -> Vec<Row> {
    let things = found.things.iter().filter(|about| about.thing == thing);
    let each = things.filter_map(|about| {
        let named = named(&[*about], &found.opened, text).pop()?;
        let kind = NarrativeKind::SeesDifferently.code();
        Some(Row {
            label: named.label,
            href: format!("/own/write?kind={kind}&about={about}"),
            spoken: spoken(*about, found, text),
        })
    });
    each.collect()
}

/// What the patient says beside a thing, told to the patient.
fn spoken(about: About, found: &Things, text: Text) -> Vec<Spoken> {
    let own = found.beside.iter().filter(|one| one.about == about);
    own.map(|one| Spoken {
        href: format!("/own/entries/{}", one.entry.id.0),
        title: text.capital_word("narrative", one.entry.kind.code()),
        whose: whose(&one.entry, &found.opened, text).join(" "),
        words: one.entry.text.clone(),
    })
    .collect()
}

#[cfg(test)]
pub(super) fn samples(shell: &Shell) -> Vec<String> {
    let text = shell.text;
    let sample = |is_whole: bool| Page {
        shell: shell.clone(),
        crisis: "113".to_owned(),
        groups: is_whole
            .then(|| Group {
                code: "plan",
                title: text.word("voice-things", "plan"),
                rows: vec![Row {
                    label: "<Plan>".to_owned(),
                    href: "/own/write?kind=sees_differently&about=plan:0191".to_owned(),
                    spoken: vec![crate::web::voice_words::sample()],
                }],
            })
            .into_iter()
            .collect(),
    };
    [sample(true), sample(false)]
        .map(|page| page.render().unwrap())
        .into()
}
