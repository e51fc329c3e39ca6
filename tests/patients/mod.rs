//! The pages about patients: who reaches them, what they say, and that it is written down.

mod basis;
mod caseload;
mod pages;
mod reach;
mod search;
mod words;

use std::sync::Arc;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use chrono::{DateTime, TimeDelta, Utc};
use http_body_util::BodyExt as _;
use redthread::app::sign_in::{Credentials, browser};
use redthread::app::{Actor, App, accounts};
use redthread::domain::access::Granted;
use redthread::domain::ids::{ProfessionalId, UnitId};
use redthread::domain::vocabulary::Role;
use redthread::http::{Server, router};
use redthread::runtime::{FixedClock, RandomIds};
use sea_orm::{EntityTrait, QueryOrder};
use tower::ServiceExt as _;

use crate::store::fixtures::{id, insert, professional, unit};
use crate::support::TestDb;

const PASSWORD: &str = "thread through the maze";

/// The instant at which the pages are looked at: day 60 of the tests' time.
fn now() -> DateTime<Utc> {
    crate::store::fixtures::day(60)
}

/// A service with a ward (1) below a clinic (2), another unit (3), and two professionals (11, 12).
struct World {
    db: TestDb,
    app: App,
}

/// A page as it came.
struct Page {
    status: StatusCode,
    body: String,
    location: Option<String>,
}

/// Somebody with a browser.
struct Browser<'w> {
    world: &'w World,
    cookie: Option<String>,
    form_token: String,
    language: &'static str,
}

impl World {
    async fn new(db: TestDb) -> Self {
        for (n, setting) in [(2, "outpatient_clinic"), (3, "assertive_outreach")] {
            insert(&db, unit(n, setting)).await;
        }
        let mut ward = unit(1, "acute_ward");
        ward.parent_id = Some(id(2));
        insert(&db, ward).await;
        insert(&db, professional(11)).await;
        insert(&db, professional(12)).await;
        let app = App::new(
            (*db).clone(),
            Arc::new(FixedClock::new(now())),
            Arc::new(RandomIds),
            chrono_tz::Europe::Oslo,
        );
        Self { db, app }
    }

    /// Signs somebody in. Roles in a service are held at a unit: 1 where none is said.
    async fn sign_in(
        &self,
        role: Role,
        professional: Option<u128>,
        at: Option<u128>,
    ) -> Browser<'_> {
        let has_unit = !matches!(role, Role::Administrator | Role::PrivacyOfficer);
        let at = has_unit.then(|| at.unwrap_or(1));
        let username = format!(
            "{}-{}-{}",
            role.code().replace('_', "-"),
            professional.unwrap_or(0),
            at.unwrap_or(0)
        );
        let new = accounts::NewAccount {
            username: username.clone(),
            password: PASSWORD.into(),
            professional: professional.map(|n| ProfessionalId(id(n))),
            roles: vec![Granted {
                role,
                unit: at.map(|n| UnitId(id(n))),
            }],
        };
        accounts::create(&self.app, &Actor::System, &new)
            .await
            .unwrap();
        let credentials = Credentials {
            username,
            password: PASSWORD.into(),
        };
        let (session, token) = browser::begin(&self.app, &credentials).await.unwrap();
        Browser {
            world: self,
            cookie: Some(token),
            form_token: session.form_token,
            language: "en",
        }
    }

    /// A browser in which nobody is signed in.
    fn nobody(&self) -> Browser<'_> {
        Browser {
            world: self,
            cookie: None,
            form_token: String::new(),
            language: "en",
        }
    }

    /// The reads that were written down, in order: actor, action and patient.
    async fn reads(&self) -> Vec<(String, String, Option<uuid::Uuid>)> {
        entity::audit_entry::Entity::find()
            .order_by_asc(entity::audit_entry::Column::Id)
            .all(self.db.writer())
            .await
            .unwrap()
            .into_iter()
            .filter(|entry| entry.purpose == "care")
            .map(|entry| (entry.actor, entry.action, entry.patient_id))
            .collect()
    }
}

impl Browser<'_> {
    fn in_bokmal(mut self) -> Self {
        self.language = "nb";
        self
    }

    async fn get(&self, path: &str) -> Page {
        self.send(Method::GET, path, String::new()).await
    }

    /// Sends a form with its token.
    async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let mut form: Vec<String> = fields
            .iter()
            .map(|(name, value)| format!("{name}={}", encoded(value)))
            .collect();
        form.push(format!("form_token={}", self.form_token));
        self.send(Method::POST, path, form.join("&")).await
    }

    async fn send(&self, method: Method, path: &str, body: String) -> Page {
        let server = Server::new(self.world.app.clone());
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "localhost")
            .header(header::ACCEPT, "text/html")
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::ACCEPT_LANGUAGE, self.language);
        if let Some(cookie) = &self.cookie {
            let cookie = format!("{}={cookie}", server.site.session_cookie());
            request = request.header(header::COOKIE, cookie);
        }
        let request = request.body(Body::from(body)).unwrap();
        let response = router(server).oneshot(request).await.unwrap();
        let status = response.status();
        let location = response
            .headers()
            .get(header::LOCATION)
            .map(|location| location.to_str().unwrap().to_owned());
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        Page {
            status,
            body: String::from_utf8(bytes.to_vec()).unwrap(),
            location,
        }
    }
}

impl Page {
    /// Asserts that the page was shown and says all of these.
    #[track_caller]
    fn says(&self, sentences: &[&str]) {
        assert_eq!(self.status, StatusCode::OK, "{}", self.body);
        let body = plain(&self.body);
        for sentence in sentences {
            assert!(body.contains(sentence), "{sentence:?} is not in:\n{body}");
        }
    }

    /// Asserts that the page says none of these.
    #[track_caller]
    fn keeps_silent(&self, words: &[&str]) {
        for word in words {
            assert!(!self.body.contains(word), "{word:?} is in:\n{}", self.body);
        }
    }
}

/// The words of a page, without its marks.
fn plain(html: &str) -> String {
    let mut text = String::new();
    let mut within = false;
    for letter in html.chars() {
        match letter {
            '<' => within = true,
            '>' => {
                within = false;
                text.push(' ');
            }
            _ if !within => text.push(letter),
            _ => {}
        }
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").replace("&#39;", "'")
}

fn encoded(value: &str) -> String {
    let bytes: Vec<String> = value.bytes().map(|byte| format!("%{byte:02X}")).collect();
    bytes.concat()
}

fn address(patient: u128) -> String {
    format!("/patients/{}", id(patient))
}

/// So many days before now.
fn ago(days: i64) -> DateTime<Utc> {
    now() - TimeDelta::days(days)
}
