//! The first page, by role: coordinators' patients, the board for ward staff, the report for managers, and
//! for everybody else what they can do here. And the caseload, for all who take part in patients' care.

use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;

use super::caseload::{CaseloadPage, CaseloadQuery};
use crate::app::App;
use crate::app::{caseload, departures, plans};
use crate::domain::vocabulary::Role;
use crate::http::Server;
use crate::web::{Fault, Reader, Shell, render};

pub(in crate::web) fn routes() -> Router<Server> {
    Router::new()
        .route("/", get(home))
        .route("/patients", get(my_patients))
}

/// For those whose roles open no patient's record.
#[derive(Template)]
#[template(path = "welcome.html")]
struct WelcomePage {
    shell: Shell,
    hello: String,
    /// What each role is for, in sentences.
    roles: Vec<String>,
}

/// Where somebody begins: by what they do, the nearest to patients first.
async fn home(
    State(app): State<App>,
    reader: Reader,
    query: Query<CaseloadQuery>,
) -> Result<Response, Fault> {
    let viewer = &reader.viewer;
    if viewer.has(Role::CareCoordinator) {
        return my_patients(State(app), reader, query).await;
    }
    let elsewhere = if viewer.has(Role::WardStaff) {
        "/board"
    } else if viewer.has(Role::ServiceManager) {
        // What waits for somebody comes before figures.
        if departures::is_underway(&app, &reader.actor()).await? {
            "/reports/departure/plans"
        } else {
            "/reports/continuity"
        }
    } else {
        return Ok(render(&welcome(reader)));
    };
    Ok(Redirect::to(elsewhere).into_response())
}

async fn my_patients(
    State(app): State<App>,
    reader: Reader,
    Query(query): Query<CaseloadQuery>,
) -> Result<Response, Fault> {
    let caseload = caseload::caseload(&app, &reader.actor(), &query.asked()?).await?;
    // Beside the first page of all; whoever narrows it looks for something else.
    let due = if query.is_whole() {
        plans::due(&app, &reader.actor()).await?
    } else {
        Vec::new()
    };
    Ok(render(&CaseloadPage::new(reader, query, &caseload, &due)))
}

fn welcome(reader: Reader) -> WelcomePage {
    let text = reader.shell.text;
    let mut roles: Vec<Role> = reader
        .viewer
        .roles
        .iter()
        .map(|granted| granted.role)
        .collect();
    roles.sort_unstable();
    roles.dedup();
    WelcomePage {
        roles: roles
            .iter()
            .map(|role| text.word("welcome", role.code()))
            .collect(),
        hello: text.with(
            "welcome-hello",
            [("name", reader.shell.display_name.as_str().into())],
        ),
        shell: reader.shell,
    }
}

/// The caseload, and the page for those whose roles open no record, with every role and with none.
#[cfg(test)]
pub(in crate::web) fn samples(shell: &Shell) -> Vec<String> {
    let text = shell.text;
    let welcome = |roles: &[Role]| WelcomePage {
        shell: shell.clone(),
        hello: text.with("welcome-hello", [("name", "Kari".into())]),
        roles: roles
            .iter()
            .map(|role| text.word("welcome", role.code()))
            .collect(),
    };
    let roles = [
        Role::ServiceManager,
        Role::Administrator,
        Role::PrivacyOfficer,
    ];
    let mut pages = super::caseload::samples(shell);
    pages.extend([&roles[..], &[]].map(|roles| welcome(roles).render().unwrap()));
    pages
}
