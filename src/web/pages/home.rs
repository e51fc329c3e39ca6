//! The first page: the caseload for those who take part in patients' care, and for everybody else
//! what they can do here.

use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::get;

use super::caseload::{CaseloadPage, CaseloadQuery};
use crate::app::App;
use crate::app::caseload;
use crate::domain::vocabulary::Role;
use crate::http::Server;
use crate::web::{Fault, Reader, Shell, render};

pub(in crate::web) fn routes() -> Router<Server> {
    Router::new().route("/", get(home))
}

/// For those whose roles open no patient's record.
#[derive(Template)]
#[template(path = "welcome.html")]
struct WelcomePage {
    shell: Shell,
    hello: String,
    /// What each role is for, in sentences.
    roles: Vec<String>,
    /// Whether the viewer takes in records.
    imports: bool,
}

async fn home(
    State(app): State<App>,
    reader: Reader,
    Query(query): Query<CaseloadQuery>,
) -> Result<Response, Fault> {
    if reader.viewer.reach().is_none() {
        return Ok(render(&welcome(reader)));
    }
    let caseload = caseload::caseload(&app, &reader.actor(), &query.asked()?).await?;
    Ok(render(&CaseloadPage::new(reader, query, &caseload)))
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
        imports: reader.viewer.has(Role::Administrator),
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
        imports: !roles.is_empty(),
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
