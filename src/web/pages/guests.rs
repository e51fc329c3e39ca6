//! `/units/{id}/guests`: agency staff whom the staff of a unit let in for a day.

use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use secrecy::ExposeSecret;
use serde::Deserialize;
use uuid::Uuid;

use crate::app::guests::{self, Given, Guest, NewGuest};
use crate::app::recording::Once;
use crate::app::{App, AppError};
use crate::domain::guest::GUEST_HOURS;
use crate::domain::ids::{AccountId, UnitId};
use crate::domain::time::Instant;
use crate::domain::trajectory::Directory;
use crate::domain::vocabulary::Profession;
use crate::http::Server;
use crate::web::components::Field;
use crate::web::{Fault, Form, Reader, Shell, Text, names, render};

pub(in crate::web) fn routes() -> Router<Server> {
    Router::new().route("/units/{id}/guests", get(show).post(act))
}

/// A guest, as listed.
#[derive(Debug, Clone)]
struct Row {
    account: String,
    name: String,
    profession: String,
    username: String,
    given: String,
    /// Until when, or since when no longer and by whom.
    end: String,
    is_in: bool,
}

/// A profession to choose.
#[derive(Debug, Clone)]
struct Choice {
    code: &'static str,
    name: String,
    is_chosen: bool,
}

/// What a new guest signs in with, shown this once.
#[derive(Debug, Clone)]
struct Shown {
    name: String,
    username: String,
    /// `None` where it was shown before.
    password: Option<String>,
    until: String,
}

#[derive(Debug, Template)]
#[template(path = "guests.html")]
struct Page {
    shell: Shell,
    unit: String,
    unit_name: String,
    shown: Option<Shown>,
    rows: Vec<Row>,
    name: Field,
    professions: Vec<Choice>,
    /// What is wrong with the profession.
    fault: Option<String>,
    /// The key under which one guest is let in, however often the form is sent.
    key: String,
}

/// What the forms of the page send.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Sent {
    act: String,
    name: String,
    profession: String,
    guest: String,
    form_key: String,
}

impl Page {
    async fn new(app: &App, reader: Reader, unit: UnitId, sent: &Sent) -> Result<Self, Fault> {
        let found = guests::list(app, &reader.actor(), unit).await?;
        let directory = app.directory().await?;
        let (text, now) = (reader.shell.text, app.clock.now());
        Ok(Self {
            rows: found
                .iter()
                .map(|guest| Row::of(guest, &directory, now, text))
                .collect(),
            unit: unit.0.to_string(),
            unit_name: names::unit(&directory, unit, text),
            shown: None,
            name: Field {
                name: "name",
                kind: "text",
                label: text.say("guest-name"),
                hint: Some(text.say("guest-name-hint")),
                value: sent.name.clone(),
                autocomplete: Some("off"),
                is_required: true,
                ..Field::default()
            },
            professions: choices(text, &sent.profession),
            fault: None,
            key: app.ids.next().to_string(),
            shell: reader.shell,
        })
    }

    fn say(&self, key: &str) -> String {
        self.shell.text.say(key)
    }

    fn what(&self) -> String {
        let hours = u64::try_from(GUEST_HOURS).unwrap_or_default();
        self.shell.text.count("guest-what", hours)
    }

    fn title(&self) -> String {
        let unit = self.unit_name.as_str().into();
        self.shell.text.with("guest-title-at", [("unit", unit)])
    }
}

impl Row {
    fn of(guest: &Guest, directory: &Directory, now: Instant, text: Text) -> Self {
        let zone = directory.zone(Some(guest.unit));
        let at = |at: Instant| text.time(at, zone);
        let end = match &guest.ended {
            None => text.with("guest-until", [("time", at(guest.ends_at).into())]),
            Some((ended, by)) => match by.strip_prefix("account:") {
                Some(by) => text.with(
                    "guest-ended-by",
                    [("time", at(*ended).into()), ("who", by.into())],
                ),
                None => text.with("guest-over", [("time", at(*ended).into())]),
            },
        };
        let is_over = guest.ended.is_none() && !guest.is_in(now);
        Self {
            account: guest.account.0.to_string(),
            name: guest.name.clone(),
            profession: text.word("profession", guest.profession.code()),
            username: guest.username.clone(),
            given: text.with(
                "guest-given-by",
                [
                    ("time", at(guest.given_at).into()),
                    ("who", guest.given_by.as_str().into()),
                ],
            ),
            end: if is_over {
                text.with("guest-over", [("time", at(guest.ends_at).into())])
            } else {
                end
            },
            is_in: guest.is_in(now),
        }
    }
}

fn choices(text: Text, chosen: &str) -> Vec<Choice> {
    let choice = |profession: &Profession| Choice {
        code: profession.code(),
        name: text.word("profession", profession.code()),
        is_chosen: profession.code() == chosen,
    };
    Profession::ALL.iter().map(choice).collect()
}

async fn show(
    State(app): State<App>,
    reader: Reader,
    Path(unit): Path<Uuid>,
) -> Result<Response, Fault> {
    let sent = Sent {
        profession: Profession::Nurse.code().to_owned(),
        ..Sent::default()
    };
    Ok(render(&Page::new(&app, reader, UnitId(unit), &sent).await?))
}

async fn act(
    State(app): State<App>,
    reader: Reader,
    Path(unit): Path<Uuid>,
    Form(sent): Form<Sent>,
) -> Result<Response, Fault> {
    let unit = UnitId(unit);
    let actor = reader.actor();
    match sent.act.as_str() {
        "give" => {
            let new = NewGuest {
                unit,
                name: sent.name.clone(),
                profession: sent.profession.clone(),
                once: Once::of(&sent.form_key),
            };
            match guests::give(&app, &actor, &new).await {
                Ok(given) => given_page(&app, reader, unit, given).await,
                Err(AppError::Unfit(faults)) => {
                    let mut page = Page::new(&app, reader, unit, &sent).await?;
                    for fault in faults {
                        let words = page.shell.text.word("record-wrong", fault.wrong.code());
                        match fault.field {
                            "name" => page.name.error = Some(words),
                            _ => page.fault = Some(words),
                        }
                    }
                    Ok((StatusCode::UNPROCESSABLE_ENTITY, render(&page)).into_response())
                }
                Err(error) => Err(error.into()),
            }
        }
        "end" => {
            let guest = sent.guest.parse().map_err(|_| Fault::not_found())?;
            guests::end(&app, &actor, unit, AccountId(guest)).await?;
            Ok(Redirect::to(&format!("/units/{}/guests", unit.0)).into_response())
        }
        // Whoever may not does not learn what may be sent.
        _ => {
            guests::list(&app, &actor, unit).await?;
            Err(Fault::of("invalid_input", "The form names no act."))
        }
    }
}

/// The page with what the guest signs in with. It is the answer to the form, so that the password is in
/// no address and comes back by no link.
async fn given_page(
    app: &App,
    reader: Reader,
    unit: UnitId,
    given: Given,
) -> Result<Response, Fault> {
    let mut page = Page::new(app, reader, unit, &Sent::default()).await?;
    let zone = app.directory().await?.zone(Some(unit));
    page.shown = Some(Shown {
        name: given.guest.name,
        username: given.guest.username,
        password: given
            .password
            .map(|password| password.expose_secret().to_owned()),
        until: page.shell.text.time(given.guest.ends_at, zone),
    });
    Ok(render(&page))
}

/// Guests who are in and who were, a new one, and a form that was not taken.
#[cfg(test)]
pub(in crate::web) fn samples(shell: &Shell) -> Vec<String> {
    let text = shell.text;
    let row = |account: &str, is_in| Row {
        account: account.to_owned(),
        name: "<Moen>".to_owned(),
        profession: text.word("profession", "nurse"),
        username: "guest-k7m2pq".to_owned(),
        given: "<Berg>".to_owned(),
        end: "<Tveit>".to_owned(),
        is_in,
    };
    let page = |shown: Option<Shown>, fault: Option<String>, rows: Vec<Row>| Page {
        shell: shell.clone(),
        unit: "1".to_owned(),
        unit_name: "<FACT>".to_owned(),
        shown,
        rows,
        name: Field {
            name: "name",
            kind: "text",
            label: text.say("guest-name"),
            error: fault.clone(),
            ..Field::default()
        },
        professions: choices(text, "nurse"),
        fault,
        key: "1".to_owned(),
    };
    let shown = |password: Option<&str>| {
        Some(Shown {
            name: "<Moen>".to_owned(),
            username: "guest-k7m2pq".to_owned(),
            password: password.map(str::to_owned),
            until: "12:00".to_owned(),
        })
    };
    let rows = vec![row("1", true), row("2", false)];
    let wrong = text.word("record-wrong", "missing");
    [
        page(None, None, Vec::new()),
        page(shown(Some("x")), None, rows.clone()),
        page(shown(None), None, rows.clone()),
        page(None, Some(wrong), rows),
    ]
    .iter()
    .map(|page| page.render().unwrap())
    .collect()
}
