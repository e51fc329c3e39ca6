//! Finding a patient. What is looked for is sent as a form, so that no name is ever in an address.

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use chrono::NaiveDate;
use serde::Deserialize;
use uuid::Uuid;

use super::caseload::count_words;
use crate::app::search::{self, Found, Search};
use crate::app::{App, AppError};
use crate::domain::ids::PatientId;
use crate::domain::time;
use crate::http::Server;
use crate::web::header::identity;
use crate::web::{Fault, Form, Reader, Shell, Text, names, render};

pub(in crate::web) fn routes() -> Router<Server> {
    Router::new().route("/patients/search", get(ask).post(find))
}

/// What was typed; it comes back as it was.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(in crate::web) struct Typed {
    pub name: String,
    pub identifier: String,
    pub born: String,
    /// The last patient of the page before.
    pub after: String,
}

#[derive(Template)]
#[template(path = "search.html")]
struct SearchPage {
    shell: Shell,
    typed: Typed,
    /// What is wrong with what was typed: with nothing to look for, and with the day of birth.
    nothing_typed: bool,
    bad_date: bool,
    answer: Option<Answer>,
}

/// Who was found, in words.
pub(super) struct Answer {
    pub rows: Vec<Hit>,
    pub count: String,
    /// After whom the next page begins.
    pub next: Option<String>,
}

/// Somebody who was found.
pub(super) struct Hit {
    pub patient: String,
    pub name: String,
    pub identity: String,
}

async fn ask(reader: Reader) -> Result<Response, Fault> {
    crate::app::record::reach_of(&reader.actor())?;
    Ok(render(&page(reader.shell, Typed::default())))
}

async fn find(
    State(app): State<App>,
    reader: Reader,
    Form(typed): Form<Typed>,
) -> Result<Response, Fault> {
    let text = reader.shell.text;
    let mut page = page(reader.shell.clone(), typed);
    let Ok(wanted) = page.typed.wanted() else {
        page.bad_date = true;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, render(&page)).into_response());
    };
    match search::search(&app, &reader.actor(), &wanted).await {
        Ok(found) => page.answer = Some(answer(&found, text)),
        Err(AppError::InvalidInput { field: "name", .. }) => {
            page.nothing_typed = true;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, render(&page)).into_response());
        }
        Err(error) => return Err(error.into()),
    }
    Ok(render(&page))
}

fn page(shell: Shell, typed: Typed) -> SearchPage {
    SearchPage {
        shell,
        typed,
        nothing_typed: false,
        bad_date: false,
        answer: None,
    }
}

impl Typed {
    /// What the use case is asked; an error for a day of birth that is none.
    pub(in crate::web) fn wanted(&self) -> Result<Search, time::TimeError> {
        let born = match self.born.trim() {
            "" => None,
            born => Some(day(born)?),
        };
        Ok(Search {
            name: self.name.clone(),
            identifier: self.identifier.clone(),
            born,
            after: Uuid::parse_str(&self.after).ok().map(PatientId),
            limit: None,
        })
    }
}

/// A day as people write it: `1990-01-31`, `31.01.1990` or `31.1.1990`.
fn day(text: &str) -> Result<NaiveDate, time::TimeError> {
    let mut parts = text.split('.').map(|part| part.trim().parse().ok());
    if let (Some(Some(day)), Some(Some(month)), Some(Some(year)), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    {
        let month: u32 = month;
        let date = NaiveDate::from_ymd_opt(i32::try_from(year).unwrap_or(0), month, day);
        return date
            .filter(|_| (1000..=9999_u32).contains(&year))
            .ok_or(time::TimeError::NotADate);
    }
    time::parse_date(text)
}

pub(super) fn answer(found: &Found, text: Text) -> Answer {
    Answer {
        rows: found
            .patients
            .iter()
            .map(|patient| Hit {
                patient: patient.reference.id.0.to_string(),
                name: names::patient(patient.name(), text),
                identity: identity(patient, patient.reference.label(found.naming), text),
            })
            .collect(),
        count: count_words(found.count, text),
        next: found.next.map(|last| last.0.to_string()),
    }
}

#[cfg(test)]
impl Answer {
    /// A page of one.
    pub fn sample(text: Text) -> Self {
        Self {
            rows: vec![Hit {
                patient: "0190".to_owned(),
                name: "Hedda <Moen>".to_owned(),
                identity: text.say("patient-born-not-recorded"),
            }],
            count: count_words(crate::app::paging::Count::Exactly(1), text),
            next: Some("0191".to_owned()),
        }
    }
}

/// Nothing typed, nothing found, a bad date, and a page of hits.
#[cfg(test)]
pub(in crate::web) fn samples(shell: &Shell) -> Vec<String> {
    let sample = |nothing_typed, bad_date, answer| SearchPage {
        nothing_typed,
        bad_date,
        answer,
        ..page(shell.clone(), Typed::default())
    };
    let hit = Hit {
        patient: "0190".to_owned(),
        name: "Hedda <Moen>".to_owned(),
        identity: shell.text.say("patient-born-not-recorded"),
    };
    let answer = |rows: Vec<Hit>, next: Option<&str>| Answer {
        count: count_words(
            crate::app::paging::Count::Exactly(rows.len() as u64),
            shell.text,
        ),
        rows,
        next: next.map(str::to_owned),
    };
    [
        sample(true, false, None),
        sample(false, true, None),
        sample(false, false, Some(answer(Vec::new(), None))),
        sample(false, false, Some(answer(vec![hit], Some("0191")))),
    ]
    .iter()
    .map(|page| page.render().unwrap())
    .collect()
}
