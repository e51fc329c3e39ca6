//! A service with two wards, an office, and people: for what they do to each other's patients.

use axum::http::StatusCode;
use redthread::app::sign_in::{Credentials, browser, tokens};
use redthread::app::{Actor, accounts};
use redthread::domain::access::Granted;
use redthread::domain::ids::{ProfessionalId, UnitId};
use redthread::domain::vocabulary::Role;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use secrecy::SecretString;
use serde_json::Value;

use axum::body::Body;
use axum::http::{Method, Request, header};

use crate::store::fixtures::{id, insert, patient, professional, relationship, unit};
use crate::support::TestDb;
use crate::support::app::{Answer, PASSWORD, TestApp};

/// The patient; in an active relationship with professional 11.
pub const HEDDA: u128 = 100;

/// Units 1 and 2; professionals 11 to 14; one patient, with a name that nobody else may see.
pub async fn service(db: TestDb) -> TestApp {
    let app = TestApp::empty(db);
    for n in [1, 2] {
        insert(&app.db, unit(n, "acute_ward")).await;
    }
    for n in 11..15 {
        insert(&app.db, professional(n)).await;
    }
    let mut row = patient(HEDDA, "hedda");
    row.family_name = Some("Secretname".to_owned());
    "secretname".clone_into(&mut row.name_folded);
    row.birth_date = chrono::NaiveDate::from_ymd_opt(2003, 4, 19);
    insert(&app.db, row).await;
    let identifier = entity::patient_identifier::Model {
        system: "mrn".to_owned(),
        value: "12345".to_owned(),
        patient_id: id(HEDDA),
        ordinal: 1,
    };
    insert(&app.db, identifier).await;
    insert(&app.db, relationship(HEDDA, 201, 11, 0)).await;
    app
}

/// Somebody with a browser and a program.
pub struct Person<'a> {
    pub app: &'a TestApp,
    pub username: String,
    cookie: String,
    form_token: String,
    token: String,
}

impl<'a> Person<'a> {
    /// Staff of a unit.
    pub async fn staff(app: &'a TestApp, professional: u128, unit: u128) -> Self {
        Self::new(app, Role::WardStaff, Some(professional), Some(unit)).await
    }

    pub async fn new(
        app: &'a TestApp,
        role: Role,
        professional: Option<u128>,
        unit: Option<u128>,
    ) -> Self {
        let username = format!(
            "{}.{}.{}",
            role.code().replace('_', "-"),
            professional.unwrap_or(0),
            unit.unwrap_or(0)
        );
        Self::with_roles(app, &username, &[(role, unit)], professional).await
    }

    /// Somebody with several roles.
    pub async fn with_roles(
        app: &'a TestApp,
        username: &str,
        roles: &[(Role, Option<u128>)],
        professional: Option<u128>,
    ) -> Self {
        let roles = roles.iter().map(|(role, unit)| Granted {
            role: *role,
            unit: unit.map(|n| UnitId(id(n))),
        });
        let new = accounts::NewAccount {
            username: username.to_owned(),
            password: SecretString::from(PASSWORD),
            professional: professional.map(|n| ProfessionalId(id(n))),
            roles: roles.collect(),
        };
        accounts::create(&app.app, &Actor::System, &new)
            .await
            .unwrap();
        Self::again(app, username).await
    }

    /// Signed in anew.
    pub async fn again(app: &'a TestApp, username: &str) -> Self {
        let credentials = Credentials {
            username: username.to_owned(),
            password: SecretString::from(PASSWORD),
        };
        let (session, cookie) = browser::begin(&app.app, &credentials).await.unwrap();
        let issued = tokens::issue(&app.app, &credentials).await.unwrap();
        Self {
            app,
            username: username.to_owned(),
            cookie: format!("redthread={cookie}"),
            form_token: session.form_token,
            token: issued.access_token,
        }
    }

    fn ask(&self, method: Method, address: &str) -> axum::http::request::Builder {
        Request::builder()
            .method(method)
            .uri(address)
            .header(header::HOST, "here")
            .header("sec-fetch-site", "same-origin")
            .header(header::COOKIE, &self.cookie)
            .header(header::AUTHORIZATION, format!("Bearer {}", self.token))
    }

    pub async fn get(&self, address: &str) -> Answer {
        let request = self.ask(Method::GET, address).body(Body::empty());
        self.app.send(request.unwrap()).await
    }

    /// The page in Norwegian.
    pub async fn get_nb(&self, address: &str) -> Answer {
        let request = self
            .ask(Method::GET, address)
            .header(header::ACCEPT_LANGUAGE, "nb")
            .body(Body::empty());
        self.app.send(request.unwrap()).await
    }

    pub async fn post(&self, address: &str, fields: &str) -> Answer {
        let form = format!("form_token={}&{fields}", self.form_token);
        let request = self
            .ask(Method::POST, address)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(form));
        self.app.send(request.unwrap()).await
    }

    /// Posts JSON, for a version where one is given.
    pub async fn json(&self, address: &str, body: Value, version: Option<i64>) -> Answer {
        let mut request = self
            .ask(Method::POST, address)
            .header(header::CONTENT_TYPE, "application/json");
        if let Some(version) = version {
            request = request.header(header::IF_MATCH, format!("\"{version}\""));
        }
        let request = request.body(Body::from(body.to_string()));
        self.app.send(request.unwrap()).await
    }

    /// Whether the patient's page, and the answer of the API, are shown; both alike.
    #[track_caller]
    pub fn reads(&self) -> impl Future<Output = bool> + '_ {
        let place = std::panic::Location::caller();
        async move {
            let page = self.get(&hedda("")).await.status;
            let answer = self.get(&format!("/api/v1{}", hedda(""))).await.status;
            assert_eq!(page, answer, "{place}");
            page == StatusCode::OK
        }
    }
}

/// An address of the patient.
pub fn hedda(end: &str) -> String {
    format!("/patients/{}{end}", id(HEDDA))
}

/// The audit entries about the patient of one action: who, and what is told.
pub async fn entries(app: &TestApp, action: &str) -> Vec<(String, Value)> {
    entity::audit_entry::Entity::find()
        .filter(entity::audit_entry::Column::Action.eq(action))
        .filter(entity::audit_entry::Column::PatientId.eq(id(HEDDA)))
        .order_by_asc(entity::audit_entry::Column::At)
        .order_by_asc(entity::audit_entry::Column::Id)
        .all(app.db.writer())
        .await
        .unwrap()
        .into_iter()
        .map(|entry| (entry.actor, entry.detail))
        .collect()
}

/// The words of a page, without its marks.
pub fn plain(html: &str) -> String {
    let mut text = String::new();
    for part in html.split('<') {
        let (_, words) = part.split_once('>').unwrap_or(("", part));
        text.push_str(words);
        text.push(' ');
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ")
}
