//! What somebody may try who means no good, or types what nobody expects.

mod access;
mod input;
pub mod routes;
mod traces;

use axum::body::Body;
use axum::http::{Method, Request, header};
use redthread::app::sign_in::{Credentials, browser, tokens};
use redthread::app::{Actor, accounts};
use redthread::domain::access::Granted;
use redthread::domain::ids::{ProfessionalId, UnitId};
use redthread::domain::vocabulary::Role;
use secrecy::SecretString;

use crate::store::fixtures::{handover, id, insert, patient, professional, unit};
use crate::support::app::{Answer, PASSWORD, TestApp};

/// Nobody's.
const NOBODY: &str = "0199f0c2-6f6e-7cc3-98c4-dc0c0c07398f";

/// The unit and the professional of [`outsider`].
const ELSEWHERE: u128 = 9001;
/// A patient whom nobody reaches.
const UNREACHED: u128 = 9002;

/// Somebody signed in, by a browser and by a program.
pub struct Somebody<'a> {
    app: &'a TestApp,
    username: String,
    cookie: String,
    form_token: String,
    access_token: String,
}

impl<'a> Somebody<'a> {
    async fn named(app: &'a TestApp, username: &str) -> Self {
        let credentials = Credentials {
            username: username.to_owned(),
            password: SecretString::from(PASSWORD),
        };
        let (session, token) = browser::begin(&app.app, &credentials).await.unwrap();
        let issued = tokens::issue(&app.app, &credentials).await.unwrap();
        Self {
            app,
            username: username.to_owned(),
            cookie: format!("redthread={token}"),
            form_token: session.form_token,
            access_token: issued.access_token,
        }
    }

    pub async fn with_role(app: &'a TestApp, role: Role) -> Self {
        let username = app.account(role).await;
        Self::named(app, &username).await
    }

    fn ask(&self, method: Method, address: &str) -> axum::http::request::Builder {
        Request::builder()
            .method(method)
            .uri(address)
            .header(header::HOST, "here")
            .header("sec-fetch-site", "same-origin")
            .header(header::COOKIE, &self.cookie)
            .header(
                header::AUTHORIZATION,
                format!("Bearer {}", self.access_token),
            )
    }

    pub async fn get(&self, address: &str) -> Answer {
        let request = self.ask(Method::GET, address).body(Body::empty());
        self.app.send(request.unwrap()).await
    }

    /// Sends a form with its token.
    pub async fn post(&self, address: &str, fields: &str) -> Answer {
        let form = format!("form_token={}&{fields}", self.form_token);
        self.send_form(address, form).await
    }

    async fn send_form(&self, address: &str, form: String) -> Answer {
        let request = self
            .ask(Method::POST, address)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(form));
        self.app.send(request.unwrap()).await
    }

    async fn post_json(&self, address: &str, body: &str) -> Answer {
        self.post_json_if(address, body, "\"1\"").await
    }

    /// Posts JSON that is meant for a version.
    async fn post_json_if(&self, address: &str, body: &str, version: &str) -> Answer {
        let request = self
            .ask(Method::POST, address)
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::IF_MATCH, version)
            .body(Body::from(body.to_owned()));
        self.app.send(request.unwrap()).await
    }
}

/// A flag of a story that everybody in care may see.
async fn flag_of(app: &TestApp, story: &str) -> String {
    let patient = app.patient(story).await;
    let living = redthread::store::flags::living(&app.app.db.read, &[patient]).await;
    let mut living = living.unwrap().into_iter().filter(|flag| !flag.is_private);
    living.next().unwrap().id.0.to_string()
}

/// A handover of a story.
async fn handover_of(app: &TestApp, story: &str) -> String {
    use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
    let patient = app.patient(story).await;
    let found = entity::handover::Entity::find()
        .filter(entity::handover::Column::PatientId.eq(patient.0))
        .one(&app.app.db.read)
        .await
        .unwrap();
    if let Some(found) = found {
        return found.id.to_string();
    }
    let row = entity::handover::Model {
        patient_id: patient.0,
        ..handover(0, 9003, 40)
    };
    insert(&app.db, row).await;
    id(9003).to_string()
}

/// Somebody who works where no patient is: `role` at a unit of their own.
async fn outsider(app: &TestApp, role: Role) -> Somebody<'_> {
    insert(&app.db, unit(ELSEWHERE, "outpatient_clinic")).await;
    insert(&app.db, professional(ELSEWHERE)).await;
    let username = "outsider";
    let new = accounts::NewAccount {
        username: username.to_owned(),
        password: SecretString::from(PASSWORD),
        professional: Some(ProfessionalId(id(ELSEWHERE))),
        roles: vec![Granted {
            role,
            unit: Some(UnitId(id(ELSEWHERE))),
        }],
    };
    accounts::create(&app.app, &Actor::System, &new)
        .await
        .unwrap();
    Somebody::named(app, username).await
}

/// A patient without any record.
async fn unreached(app: &TestApp) -> String {
    let mut row = patient(UNREACHED, "unreached");
    row.family_name = Some("Ureachable".to_owned());
    row.given_name = Some("Nobodys".to_owned());
    "ureachable nobodys".clone_into(&mut row.name_folded);
    insert(&app.db, row).await;
    id(UNREACHED).to_string()
}

/// The names of all patients.
async fn names(app: &TestApp) -> Vec<String> {
    use sea_orm::EntityTrait;
    let rows = entity::patient::Entity::find()
        .all(&app.app.db.read)
        .await
        .unwrap();
    rows.into_iter()
        .flat_map(|row| [row.family_name, row.given_name])
        .flatten()
        .filter(|name| name.len() > 4)
        .collect()
}

impl Answer {
    /// Asserts that nothing in it, headers included, names one of these.
    #[track_caller]
    fn names_nobody(&self, names: &[String], what: &str) {
        for name in names {
            assert!(!self.text.contains(name.as_str()), "{what} names {name}");
            for (header, value) in &self.headers {
                let value = String::from_utf8_lossy(value.as_bytes());
                assert!(!value.contains(name.as_str()), "{what} {header} {name}");
            }
        }
    }

    /// Asserts that it is no fault of ours, and of the form that its reader expects.
    #[track_caller]
    fn is_kind(&self, what: &str) {
        assert!(!self.status.is_server_error(), "{what}: {}", self.text);
        assert!(!self.text.contains("sqlx"), "{what}");
        if self.status.is_client_error() {
            let kind = self.headers[header::CONTENT_TYPE].to_str().unwrap();
            let expected = if what.contains("/api/") {
                "application/problem+json"
            } else {
                "text/html"
            };
            assert!(kind.starts_with(expected), "{what} {} {kind}", self.status);
        }
    }
}

fn encoded(value: &str) -> String {
    let bytes: Vec<String> = value.bytes().map(|byte| format!("%{byte:02X}")).collect();
    bytes.concat()
}
