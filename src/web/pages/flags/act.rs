//! Doing something with a flag, from whatever page it stands on.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::one;
use crate::app::flags::{self, Address, Command};
use crate::app::{App, AppError};
use crate::domain::flags::life::{self, Act, Expected};
use crate::domain::time;
use crate::web::flag_card::Back;
use crate::web::flag_forms::Typed;
use crate::web::pages::patient::patient_id;
use crate::web::{Fault, Form, Reader, Text};

/// The acts that forms send.
pub(super) const ACTS: [&str; 6] = [
    "acknowledge",
    "snooze",
    "resolve",
    "not_applicable",
    "done_elsewhere",
    "reopen",
];

/// What a form sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Sent {
    act: String,
    version: i32,
    back: String,
    until: String,
    reason: String,
    by_what: String,
    by: String,
    on: String,
}

/// The flag of an address. What is no id is nobody's.
pub(super) fn address_of(patient: &str, flag: &str) -> Result<Address, Fault> {
    Ok(Address {
        patient: patient_id(patient)?,
        flag: uuid::Uuid::parse_str(flag)
            .map_err(|_| Fault::not_found())?
            .into(),
    })
}

pub(super) async fn act(
    State(app): State<App>,
    reader: Reader,
    Path((patient, flag)): Path<(String, String)>,
    Form(sent): Form<Sent>,
) -> Result<Response, Fault> {
    let address = address_of(&patient, &flag)?;
    let command = Command {
        address,
        version: sent.version,
        act: act_of(&sent, &app)?,
    };
    let error = match flags::act(&app, &reader.actor(), &command).await {
        Ok(flag) => return Ok(back(&sent, address, flag.version)),
        Err(error) => error,
    };
    let (status, faults) = match error {
        AppError::Fields(faults) => (StatusCode::UNPROCESSABLE_ENTITY, faults),
        AppError::Outdated(_) => (StatusCode::PRECONDITION_FAILED, Vec::new()),
        AppError::Illegal(_) => (StatusCode::CONFLICT, Vec::new()),
        error => return Err(error.into()),
    };
    let text = reader.shell.text;
    let typed = Typed {
        faults: faults
            .iter()
            .map(|fault| (fault.field, expected(fault, text)))
            .collect(),
        fields: vec![
            ("until", sent.until),
            ("reason", sent.reason),
            ("by_what", sent.by_what),
            ("by", sent.by),
            ("on", sent.on),
        ],
        act: sent.act,
    };
    let page = one::refused(&app, reader, address, &typed, status, Back::of(&sent.back)).await?;
    Ok((status, page).into_response())
}

fn act_of(sent: &Sent, app: &App) -> Result<Act, Fault> {
    let own = String::clone;
    Ok(match sent.act.as_str() {
        "acknowledge" => Act::Acknowledge,
        "snooze" => Act::Snooze {
            until: time::parse_time(&sent.until, app.zone).ok(),
            reason: own(&sent.reason),
        },
        "resolve" => Act::Resolve {
            by_what: own(&sent.by_what),
        },
        "not_applicable" => Act::NotApplicable {
            reason: own(&sent.reason),
        },
        "done_elsewhere" => Act::DoneElsewhere {
            by: own(&sent.by),
            on: time::parse_date(&sent.on).ok(),
        },
        "reopen" => Act::Reopen,
        _ => return Err(Fault::of("invalid_input", "The form names no act.")),
    })
}

/// The page that the form stood on, which says what was done.
fn back(sent: &Sent, address: Address, version: i32) -> Response {
    let (patient, flag) = (address.patient.0, address.flag.0);
    let page = match Back::of(&sent.back) {
        Back::Mine => "/flags".to_owned(),
        Back::Patient => format!("/patients/{patient}"),
        Back::Flag => format!("/patients/{patient}/flags/{flag}"),
    };
    let act = &sent.act;
    let said = format!("done={act}&of={patient}&about={flag}&version={version}#done");
    Redirect::to(&format!("{page}?{said}")).into_response()
}

/// What would be accepted of a field, in words.
pub(in crate::web) fn expected(fault: &life::Fault, text: Text) -> String {
    match fault.expected {
        Expected::Words => text.count("life-wrong-words", life::WORDS_MAX as u64),
        Expected::FewWords => text.count("life-wrong-few-words", life::WORDS_MAX as u64),
        Expected::Soon => text.count("life-wrong-until", life::SNOOZE_MAX_DAYS.unsigned_abs()),
        Expected::DayUpToToday(None) => text.say("life-wrong-on"),
        Expected::OneOf(_) => text.say("life-wrong-choice"),
        Expected::Known => text.say("life-wrong-known"),
        Expected::Time => text.say("life-wrong-time"),
        Expected::DayUpToToday(Some(discharged)) => text.with(
            "life-wrong-on-discharge",
            [("date", text.date(discharged).into())],
        ),
    }
}
