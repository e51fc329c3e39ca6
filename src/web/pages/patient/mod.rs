//! One patient's page: who, what needs a human, the timeline, relationships, continuity and
//! admissions.

mod admissions;
mod facts;
mod flags;
mod numbers;
mod ties;

use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::get;
use serde::Deserialize;
use uuid::Uuid;

use self::admissions::AdmissionRow;
use self::facts::Fact;
use self::flags::FlagList;
use self::numbers::Numbers;
use self::ties::TieRow;
use crate::app::{App, record};
use crate::domain::ids::PatientId;
use crate::domain::overview;
use crate::http::Server;
use crate::web::header::Header;
use crate::web::{Fault, Reader, Shell, render};

pub(in crate::web) fn routes() -> Router<Server> {
    Router::new().route("/patients/{id}", get(show))
}

/// What the address says besides the patient.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct PatientQuery {
    /// The key of the flag whose evidence is highlighted.
    flag: Option<String>,
}

#[derive(Template)]
#[template(path = "patient.html")]
struct PatientPage {
    shell: Shell,
    header: Header,
    facts: Vec<Fact>,
    flags: FlagList,
    /// The timeline's section.
    timeline: String,
    /// Whether any record is there at all.
    is_empty: bool,
    lasting: Vec<TieRow>,
    ended: Vec<TieRow>,
    numbers: Numbers,
    admissions: Vec<AdmissionRow>,
}

async fn show(
    State(app): State<App>,
    reader: Reader,
    Path(id): Path<String>,
    Query(query): Query<PatientQuery>,
) -> Result<Response, Fault> {
    let patient = patient_id(&id)?;
    let opened = record::open(&app, &reader.actor(), patient, "patient.show").await?;
    Ok(render(&page(reader, &opened, &query)))
}

/// The patient of an address. What is no id is nobody's.
pub(super) fn patient_id(id: &str) -> Result<PatientId, Fault> {
    Uuid::parse_str(id)
        .map(PatientId)
        .map_err(|_| Fault::not_found())
}

fn page(reader: Reader, opened: &record::Opened, query: &PatientQuery) -> PatientPage {
    let (text, case) = (reader.shell.text, opened.case());
    let (lasting, ended) = overview::ties(&case)
        .iter()
        .map(|tie| ties::row(tie, opened, text))
        .partition(|row: &TieRow| row.ending.is_none());
    PatientPage {
        header: Header::new(opened, &case, text),
        facts: facts::facts(&case, text),
        flags: flags::list(opened, &case, query.flag.as_deref(), text),
        timeline: String::new(),
        is_empty: is_empty(opened),
        lasting,
        ended,
        numbers: numbers::numbers(&case, text),
        admissions: admissions::rows(&case, text),
        shell: reader.shell,
    }
}

fn is_empty(opened: &record::Opened) -> bool {
    let t = &opened.trajectory;
    t.periods.is_empty()
        && t.contacts.is_empty()
        && t.relationships.is_empty()
        && t.handovers.is_empty()
        && t.decisions.is_empty()
        && t.reviews.is_empty()
}
