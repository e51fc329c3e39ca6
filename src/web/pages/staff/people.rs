//! `/professionals`: finding a professional, and registering one who is not here yet.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::{Sheet, told};
use crate::app::recording::{Fault as Wrong, Fields, Once, staff};
use crate::app::{App, directory};
use crate::domain::folding;
use crate::domain::ids::ProfessionalId;
use crate::domain::time;
use crate::domain::trajectory::Directory;
use crate::domain::vocabulary::Profession;
use crate::web::components::Notice;
use crate::web::pages::recording::{Line, new_key};
use crate::web::{Fault, Form, Reader, Shell, names, render};

/// So many are shown; whoever wants others types more of the name.
const SHOWN: usize = 20;

/// What an address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    name: String,
}

struct Row {
    id: String,
    name: String,
    told: String,
}

#[derive(Template)]
#[template(path = "staff/people.html")]
struct Page {
    shell: Shell,
    notice: Option<Notice>,
    name: String,
    rows: Vec<Row>,
    /// How many more there are.
    more: Option<String>,
    /// The form to register somebody, for those who may.
    lines: Option<Vec<Line>>,
    key: String,
}

pub(super) async fn show(
    State(app): State<App>,
    reader: Reader,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let page = page(&app, reader, &asked.name, None, &[]).await?;
    Ok(render(&page))
}

pub(super) async fn register(
    State(app): State<App>,
    reader: Reader,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let (actor, text) = (reader.actor(), reader.shell.text);
    let fields = Fields::new(pairs);
    let once = Once::of(fields.get("form_key").unwrap_or_default());
    let done = staff::register_professional(&app, &actor, &fields, once.as_ref()).await;
    match done {
        Ok(made) => {
            let address = format!("/professionals/{}?done=registered", made.id);
            Ok(Redirect::to(&address).into_response())
        }
        Err(error) => {
            let (faults, notice) = told(error, text)?;
            let mut page = page(&app, reader, "", Some(&fields), &faults).await?;
            page.notice = Some(notice);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, render(&page)).into_response())
        }
    }
}

async fn page(
    app: &App,
    reader: Reader,
    name: &str,
    typed: Option<&Fields>,
    faults: &[Wrong],
) -> Result<Page, Fault> {
    let text = reader.shell.text;
    let actor = reader.actor();
    let (directory, people) = directory::professionals(app, &actor).await?;
    let today = time::local_date(app.clock.now(), app.zone);
    let words = folding::fold(name);
    let fits = |id: &&ProfessionalId| {
        let person = directory.professionals.get(*id);
        person.is_some_and(|person| {
            let named = folding::fold(&person.name);
            words.split_whitespace().all(|word| named.contains(word))
        })
    };
    let found: Vec<&ProfessionalId> = people.iter().filter(fits).collect();
    let more = found.len().saturating_sub(SHOWN);
    let row = |id: &ProfessionalId| Row {
        id: id.0.to_string(),
        name: names::professional(&directory, *id, text),
        told: at(&directory, *id, today, text),
    };
    Ok(Page {
        rows: found.into_iter().take(SHOWN).map(row).collect(),
        notice: None,
        name: name.to_owned(),
        more: (more > 0).then(|| text.count("staff-more", more as u64)),
        lines: staff::registers(&actor).then(|| lines(text, typed, faults)),
        key: new_key(app),
        shell: reader.shell,
    })
}

/// The units where somebody works today.
fn at(
    directory: &Directory,
    id: ProfessionalId,
    today: chrono::NaiveDate,
    text: crate::web::Text,
) -> String {
    let employments = directory.employments.get(&id).into_iter().flatten();
    let mut units: Vec<String> = employments
        .filter(|one| one.from <= today && one.to.is_none_or(|to| to > today))
        .map(|one| names::unit(directory, one.unit, text))
        .collect();
    units.sort();
    units.dedup();
    if units.is_empty() {
        text.say("staff-nowhere")
    } else {
        names::enumeration(text, &units)
    }
}

fn lines(text: crate::web::Text, typed: Option<&Fields>, faults: &[Wrong]) -> Vec<Line> {
    let sheet = Sheet {
        text,
        typed,
        faults,
    };
    let mut name = Line {
        is_required: true,
        ..sheet.line("name", "staff-name", "text", "")
    };
    let profession = Line {
        is_required: true,
        ..sheet.code(
            "profession",
            "staff-profession",
            ("profession", Profession::CODES),
        )
    };
    let is_doubted = faults.iter().any(|fault| fault.field == "name") && !name.value.is_empty();
    if name.fault.is_none() {
        name.hint = Some(text.say("staff-name-hint"));
    }
    let sure = is_doubted.then(|| sheet.line("sure", "staff-sure", "tick", ""));
    [name, profession].into_iter().chain(sure).collect()
}

#[cfg(test)]
pub(super) fn samples(shell: &Shell) -> Vec<String> {
    let wrong = [Wrong {
        field: "name",
        wrong: crate::app::recording::Wrong::SameName,
    }];
    let typed = Fields::default().with("name", "Kari <Berg>");
    let page = |rows, lines| Page {
        shell: shell.clone(),
        notice: super::done("registered", shell.text),
        name: "<Berg>".to_owned(),
        rows,
        more: Some(shell.text.count("staff-more", 2)),
        lines,
        key: "k".to_owned(),
    };
    let row = Row {
        id: "0190".to_owned(),
        name: "Kari <Berg>".to_owned(),
        told: "<FACT>".to_owned(),
    };
    let lines = lines(shell.text, Some(&typed), &wrong);
    [page(Vec::new(), None), page(vec![row], Some(lines))]
        .map(|page| page.render().unwrap())
        .into()
}
