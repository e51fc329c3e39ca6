//! `/patients/{id}/flags/for-patient`: what the service has not done, told to the patient; to be read
//! together, printed, and answered: "this is wrong", "this matters to me".

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::act::expected;
use crate::app::flags::{self, Address, Lived, OfPatient, Said};
use crate::app::{App, AppError};
use crate::domain::flags::Onlooker;
use crate::domain::flags::life::{Event, Remark, State as FlagState};
use crate::domain::time;
use crate::web::components::Notice;
use crate::web::flag_words::Teller;
use crate::web::pages::patient::patient_id;
use crate::web::{Fault, Form, Reader, Shell, Text, names, render};

/// Something that is told to the patient.
#[derive(Debug, Clone)]
struct Told {
    /// The flag, in addresses; none where it is not stored yet.
    flag: Option<String>,
    sentence: String,
    /// That somebody has taken it on, or that it rests.
    state: Option<String>,
    /// What the patient said about it before.
    said: Vec<String>,
    /// Words that could not be kept, and why.
    typed: String,
    fault: Option<String>,
}

#[derive(Debug, Template)]
#[template(path = "flags/for_patient.html")]
struct Page {
    shell: Shell,
    patient: String,
    name: String,
    /// The day on which it is read.
    today: String,
    told: Vec<Told>,
    notice: Option<Notice>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    done: String,
}

/// What a form sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Sent {
    flag: String,
    what: String,
    words: String,
}

pub(super) async fn show(
    State(app): State<App>,
    reader: Reader,
    Path(patient): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let patient = patient_id(&patient)?;
    let found = flags::of_patient(&app, &reader.actor(), patient, "flags.for_patient").await?;
    let mut page = page(reader.shell, &found);
    if asked.done == "said" {
        page.notice = Some(Notice {
            heading: page.shell.text.say("life-said"),
            ..Notice::default()
        });
    }
    Ok(render(&page))
}

pub(super) async fn write(
    State(app): State<App>,
    reader: Reader,
    Path(patient): Path<String>,
    Form(sent): Form<Sent>,
) -> Result<Response, Fault> {
    let patient = patient_id(&patient)?;
    let flag = uuid::Uuid::parse_str(&sent.flag).map_err(|_| Fault::not_found())?;
    let said = Said {
        address: Address {
            patient,
            flag: flag.into(),
        },
        remark: match sent.what.as_str() {
            "wrong" => Remark::Wrong,
            "matters" => Remark::Matters,
            _ => return Err(Fault::of("invalid_input", "The form says nothing.")),
        },
        words: sent.words.clone(),
    };
    match flags::remark(&app, &reader.actor(), &said).await {
        Ok(_) => {
            let page = format!("/patients/{}/flags/for-patient?done=said#done", patient.0);
            Ok(Redirect::to(&page).into_response())
        }
        Err(AppError::Fields(faults)) => {
            let action = "flags.for_patient";
            let found = flags::of_patient(&app, &reader.actor(), patient, action).await?;
            let mut page = page(reader.shell, &found);
            let text = page.shell.text;
            let id = flag.to_string();
            let mut told = page.told.iter_mut();
            if let Some(told) = told.find(|told| told.flag.as_ref() == Some(&id)) {
                told.typed = sent.words;
                told.fault = faults.first().map(|fault| expected(fault, text));
            }
            Ok((StatusCode::UNPROCESSABLE_ENTITY, render(&page)).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

fn page(shell: Shell, found: &OfPatient) -> Page {
    let (opened, text) = (&found.opened, shell.text);
    let case = opened.case();
    let teller = Teller {
        text,
        directory: &opened.directory,
        policy: &opened.policy,
        today: case.today,
    };
    let told = found.living.iter().filter_map(|lived| {
        let is_settled = |flag: &flags::StoredFlag| flag.state.is_settled();
        let is_theirs = Onlooker::Patient.sees(&lived.flag, &case);
        if !is_theirs || lived.stored.as_ref().is_some_and(is_settled) {
            return None;
        }
        told(lived, &teller)
    });
    Page {
        patient: opened.patient.reference.id.0.to_string(),
        name: names::patient(opened.patient.name(), text),
        today: text.date(case.today),
        told: told.collect(),
        notice: None,
        shell,
    }
}

fn told(lived: &Lived, teller: &Teller<'_>) -> Option<Told> {
    let text = teller.text;
    let state = lived.stored.as_ref().map(|stored| &stored.state);
    Some(Told {
        flag: lived.stored.as_ref().map(|stored| stored.id.0.to_string()),
        sentence: teller.to_patient(&lived.flag)?,
        state: match state {
            Some(FlagState::Acknowledged) => Some(text.say("life-patient-taken-on")),
            Some(FlagState::Snoozed { .. }) => Some(text.say("life-patient-rests")),
            _ => None,
        },
        said: lived
            .events
            .iter()
            .filter_map(|told| said(told, teller))
            .collect(),
        typed: String::new(),
        fault: None,
    })
}

fn said(told: &flags::Told, teller: &Teller<'_>) -> Option<String> {
    let text: Text = teller.text;
    let Event::Said(remark, words) = &told.event else {
        return None;
    };
    let key = match (remark, words) {
        (Remark::Wrong, None) => "life-patient-said-wrong",
        (Remark::Wrong, Some(_)) => "life-patient-said-wrong-words",
        (Remark::Matters, None) => "life-patient-said-matters",
        (Remark::Matters, Some(_)) => "life-patient-said-matters-words",
    };
    let on = time::local_date(told.at, teller.directory.service_zone);
    Some(text.with(
        key,
        [
            ("date", text.date(on).into()),
            ("words", words.clone().unwrap_or_default().into()),
        ],
    ))
}

#[cfg(test)]
pub(super) fn samples(shell: &Shell) -> Vec<String> {
    let text = shell.text;
    let told = Told {
        flag: Some("7".to_owned()),
        sentence: "<Moen>".to_owned(),
        state: Some(text.say("life-patient-taken-on")),
        said: vec![text.with(
            "life-patient-said-wrong-words",
            [("date", "1".into()), ("words", "<Tveit>".into())],
        )],
        typed: "<Moen>".to_owned(),
        fault: Some(text.count("life-wrong-few-words", 500)),
    };
    let unstored = Told {
        flag: None,
        fault: None,
        state: None,
        said: Vec::new(),
        ..told.clone()
    };
    let page = |told| Page {
        shell: shell.clone(),
        patient: "1".to_owned(),
        name: "Hedda <Moen>".to_owned(),
        today: "2".to_owned(),
        told,
        notice: Some(Notice {
            heading: text.say("life-said"),
            ..Notice::default()
        }),
    };
    [page(Vec::new()), page(vec![told, unstored])]
        .map(|page| page.render().unwrap())
        .into()
}
