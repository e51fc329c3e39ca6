//! `/patients/{id}/break-glass`: opening a record for twelve hours, with a reason; and closing it early.
//! The page says nothing of the patient: whoever is here may not see that yet.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use crate::app::access::{self, Broken};
use crate::app::{App, AppError};
use crate::domain::access::{GLASS_HOURS, REVIEW_DAYS};
use crate::domain::flags::life::Fault as Wrong;
use crate::domain::ids::PatientId;
use crate::domain::vocabulary::GlassReason;
use crate::web::pages::flags::expected;
use crate::web::pages::patient::patient_id;
use crate::web::{Fault, Form, Reader, Shell, render};

/// What a form sends.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Sent {
    act: String,
    reason: String,
    words: String,
}

#[derive(Template)]
#[template(path = "access/glass.html")]
struct Page {
    shell: Shell,
    patient: String,
    /// What breaking it means.
    means: String,
    /// Code, words, and whether it was chosen.
    reasons: Vec<(&'static str, String, bool)>,
    words: String,
    reason_fault: Option<String>,
    words_fault: Option<String>,
}

pub(super) async fn ask(
    State(app): State<App>,
    reader: Reader,
    Path(patient): Path<String>,
) -> Result<Response, Fault> {
    let patient = patient_id(&patient)?;
    access::may_break(&app, &reader.actor(), patient).await?;
    Ok(render(&page(reader.shell, patient, &Sent::default(), &[])))
}

pub(super) async fn act(
    State(app): State<App>,
    reader: Reader,
    Path(patient): Path<String>,
    Form(sent): Form<Sent>,
) -> Result<Response, Fault> {
    let patient = patient_id(&patient)?;
    let actor = reader.actor();
    if sent.act == "end" {
        return match access::mend(&app, &actor, patient).await {
            // It is closed already: by another window, or by time.
            Ok(()) | Err(AppError::NotFound("open glass of yours")) => {
                Ok(Redirect::to("/").into_response())
            }
            Err(error) => Err(error.into()),
        };
    }
    let reason = sent.reason.parse().ok();
    match access::break_glass(&app, &actor, patient, reason, &sent.words).await {
        Ok(Broken::Opened(_) | Broken::Already(_) | Broken::NoNeed) => {
            let page = format!("/patients/{}", patient.0);
            Ok(Redirect::to(&page).into_response())
        }
        Err(AppError::Fields(faults)) => {
            let page = page(reader.shell, patient, &sent, &faults);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, render(&page)).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

fn page(shell: Shell, patient: PatientId, sent: &Sent, faults: &[Wrong]) -> Page {
    let text = shell.text;
    let fault = |field| {
        let fault = faults.iter().find(|fault| fault.field == field)?;
        Some(expected(fault, text))
    };
    let numbers = [("hours", GLASS_HOURS.into()), ("days", REVIEW_DAYS.into())];
    Page {
        patient: patient.0.to_string(),
        means: text.with("access-glass-means", numbers),
        reasons: GlassReason::CODES
            .iter()
            .map(|code| {
                let word = text.capital_word("glass-reason", code);
                (*code, word, *code == sent.reason)
            })
            .collect(),
        words: sent.words.clone(),
        reason_fault: fault("reason"),
        words_fault: fault("words"),
        shell,
    }
}

#[cfg(test)]
pub(super) fn samples(shell: &Shell) -> Vec<String> {
    let wrong = crate::domain::access::Opening::parse(None, "").unwrap_err();
    let sent = Sent {
        reason: "other".to_owned(),
        words: "<Hedda>".to_owned(),
        ..Sent::default()
    };
    let patient = PatientId(uuid::Uuid::from_u128(1));
    [
        page(shell.clone(), patient, &Sent::default(), &wrong),
        page(shell.clone(), patient, &sent, &[]),
    ]
    .map(|page| page.render().unwrap())
    .into()
}
