//! Handovers: writing one, reading and answering one, and those that wait.

mod act;
mod help;
mod inbox;
mod new;
mod parts;
mod reading;
mod typed;
mod writing;

use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;

use super::patient::patient_id;
use crate::app::App;
use crate::app::handovers::{self, Address, Start};
use crate::domain::handover::Receiver;
use crate::domain::handover::content::{Expected, Fault as Wrong};
use crate::domain::handover::{self as rules};
use crate::http::Server;
use crate::web::handing_words::Handing;
use crate::web::{Fault, Form, Reader, Text};

pub(in crate::web) use help::Help;
pub(in crate::web) use parts::{Parts, hints_of, label};
pub(in crate::web) use typed::{Typed, value_of};
pub(in crate::web) use writing::saved_at;

pub(in crate::web) fn routes() -> Router<Server> {
    Router::new()
        .route("/handovers", get(inbox::show).post(inbox::accept))
        .route("/patients/{id}/handovers/new", get(new::show).post(begin))
        .route(
            "/patients/{id}/handovers/{handover}",
            get(show).post(act::act),
        )
        .route(
            "/patients/{id}/handovers/{handover}/sheet",
            get(reading::sheet),
        )
}

/// The handover of an address. What is no id is nobody's.
fn address_of(patient: &str, handover: &str) -> Result<Address, Fault> {
    Ok(Address {
        patient: patient_id(patient)?,
        handover: uuid::Uuid::parse_str(handover)
            .map_err(|_| Fault::not_found())?
            .into(),
    })
}

fn path_of(address: Address) -> String {
    let Address { patient, handover } = address;
    format!("/patients/{}/handovers/{}", patient.0, handover.0)
}

/// Begins to write, or goes on with what was begun: there is one draft of a reader about a patient, so
/// that sending this twice leads to the same.
async fn begin(
    State(app): State<App>,
    reader: Reader,
    Path(patient): Path<String>,
    Form(asked): Form<new::Asked>,
) -> Result<Response, Fault> {
    let start = Start {
        patient: patient_id(&patient)?,
        kind: asked.kind(),
        to: Receiver::default(),
    };
    let text = reader.shell.text;
    let started = handovers::start(&app, &reader.actor(), start, |prefill| {
        let handing = Handing {
            text,
            directory: &prefill.opened.directory,
        };
        handing.prefilled(prefill)
    })
    .await?;
    let address = Address {
        patient: started.draft.patient,
        handover: started.draft.id,
    };
    Ok(Redirect::to(&path_of(address)).into_response())
}

/// The reader's own draft to go on writing, or the handover to read.
async fn show(
    State(app): State<App>,
    reader: Reader,
    Path((patient, handover)): Path<(String, String)>,
    axum::extract::Query(asked): axum::extract::Query<reading::Asked>,
) -> Result<Response, Fault> {
    let address = address_of(&patient, &handover)?;
    if handovers::is_being_written(&app, &reader.actor(), address).await? {
        let writing = handovers::write(&app, &reader.actor(), address).await?;
        let extra = writing::Extra::default();
        return writing::page(&app, reader, &writing, extra).await;
    }
    reading::page(&app, reader, address, &asked).await
}

/// What would be accepted of a field, in words.
pub(in crate::web) fn expected(fault: &Wrong, text: Text) -> String {
    let most = rules::WORDS_MAX as u64;
    match fault.expected {
        Expected::Words => text.count("handing-wrong-words", most),
        Expected::FewWords => text.count("handing-wrong-few-words", most),
        Expected::Severity => text.say("handing-wrong-severity"),
        Expected::Type => text.say("handing-wrong-type"),
        Expected::Receiver => text.say("handing-wrong-receiver"),
        Expected::SomebodyElse => text.say("handing-wrong-self"),
        Expected::DayAhead => text.say("handing-wrong-day"),
        Expected::JointContact => text.say("handing-wrong-joint"),
    }
}

#[cfg(test)]
pub(in crate::web) fn samples(shell: &crate::web::Shell) -> Vec<String> {
    let mut pages = new::samples(shell);
    pages.extend(writing::samples(shell));
    pages.extend(reading::samples(shell));
    pages.extend(inbox::samples(shell));
    pages
}
