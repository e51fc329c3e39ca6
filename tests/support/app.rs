//! The whole service for one test: the real router over a real database, a clock that stands still,
//! a synthetic cohort, and an account of each role.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use chrono::TimeDelta;
use http_body_util::BodyExt;
use redthread::app::accounts::{self, NewAccount};
use redthread::app::evaluate::Share;
use redthread::app::generate::{Cohort, Parameters, to_folder};
use redthread::app::import::{self, ImportFiles};
use redthread::app::sign_in::{Credentials, tokens};
use redthread::app::{Actor, App, NoProgress};
use redthread::domain::access::Granted;
use redthread::domain::ids::{PatientId, ProfessionalId, SourceId, UnitId};
use redthread::domain::time;
use redthread::domain::vocabulary::Role;
use redthread::http::{self, Server};
use redthread::jobs::evaluation::{self, Round};
use redthread::runtime::{Clock, CountingIds, FixedClock};
use redthread::store::patients;
use secrecy::SecretString;
use serde_json::Value;
use tower::ServiceExt;

use super::TestDb;

/// The password of every account of a [`TestApp`].
pub const PASSWORD: &str = "a long password for tests";

/// Noon of the day on which the stories are told.
const TOLD: &str = "2026-03-02T12:00";

/// The source of the cohort's ids.
const SOURCE: &str = "demo";

/// What the worker of a test takes at a time: several turns for a handful of patients.
pub const SHARE: Share = Share {
    batch: 5,
    lease: TimeDelta::seconds(60),
};

/// The service of one test.
pub struct TestApp {
    /// What use cases need.
    pub app: App,
    /// Moves time.
    pub clock: Arc<FixedClock>,
    /// Every route.
    pub router: Router,
    /// The database, for looking behind the router; it lives as long as this.
    pub db: TestDb,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body as text.
    pub text: String,
}

impl TestApp {
    /// The service without patients; the clock shows noon of 2 March 2026 in Oslo.
    pub fn empty(db: TestDb) -> Self {
        let zone = chrono_tz::Europe::Oslo;
        let now = time::parse_time(TOLD, zone).unwrap();
        let clock = Arc::new(FixedClock::new(now));
        let app = App::new(
            (*db).clone(),
            Arc::<FixedClock>::clone(&clock),
            Arc::new(CountingIds::default()),
            zone,
        );
        let router = http::router(Server::new(app.clone()));
        Self {
            app,
            clock,
            router,
            db,
        }
    }

    /// The service with the first patients of the synthetic cohort; the first eight are the
    /// stories: `solveig`, `jonas`, `maren`, `eirik`, `nadia`, `per_ole`, `hedda` and `amir`.
    pub async fn with_patients(db: TestDb, patients: u64) -> Self {
        let this = Self::empty(db);
        let cohort = Cohort::new(Parameters {
            patients,
            seed: 1,
            as_of: this.clock.now(),
            zone: this.app.zone,
        });
        let folder = tempfile::tempdir().unwrap();
        to_folder(&cohort, folder.path(), |_| ()).unwrap();
        let command = ImportFiles {
            paths: vec![folder.path().to_owned()],
            source: SOURCE.to_owned(),
            mapping: None,
            dry_run: false,
            rejects: None,
            folder: folder.path().to_owned(),
        };
        let cli = Actor::CommandLine(None);
        import::csv(&this.app, &cli, &command, &NoProgress)
            .await
            .unwrap();
        this
    }

    /// Does what the service does by itself: evaluates whoever is due now.
    pub async fn run_jobs(&self) -> Round {
        evaluation::run_once(&self.app, SHARE).await.unwrap()
    }

    /// The patient of a source's id.
    pub async fn patient(&self, source: &str) -> PatientId {
        patients::by_source(&self.app.db.read, &SourceId::new(SOURCE, source))
            .await
            .unwrap()
            .unwrap_or_else(|| panic!("{source} is in the cohort"))
            .id
    }

    /// Makes sure of the account of a role and gives its name. Those who care for patients are
    /// granted their role at every unit.
    pub async fn account(&self, role: Role) -> String {
        let name = role.code().to_owned();
        let directory = self.app.directory().await.unwrap();
        let cares = matches!(role, Role::CareCoordinator | Role::WardStaff);
        let mut units: Vec<_> = directory.units.keys().copied().map(Some).collect();
        units.sort_unstable();
        if matches!(role, Role::Administrator | Role::PrivacyOfficer) {
            units = vec![None];
        }
        let roles = units.into_iter().map(|unit| Granted { role, unit });
        let new = NewAccount {
            username: name.clone(),
            password: SecretString::from(PASSWORD),
            professional: if cares { self.somebody().await } else { None },
            roles: roles.collect(),
        };
        let cli = Actor::CommandLine(None);
        let known = accounts::list(&self.app, &cli).await.unwrap();
        if !known.iter().any(|account| account.username == name) {
            accounts::create(&self.app, &cli, &new).await.unwrap();
        }
        name
    }

    /// Makes the account of a professional who cares for nobody in particular, and gives an access token.
    pub async fn account_of(&self, username: &str, professional: ProfessionalId) -> String {
        let directory = self.app.directory().await.unwrap();
        let unit = directory.units.keys().min().copied();
        let new = NewAccount {
            username: username.to_owned(),
            password: SecretString::from(PASSWORD),
            professional: Some(professional),
            roles: vec![Granted {
                role: Role::WardStaff,
                unit,
            }],
        };
        let cli = Actor::CommandLine(None);
        accounts::create(&self.app, &cli, &new).await.unwrap();
        let credentials = Credentials {
            username: username.to_owned(),
            password: SecretString::from(PASSWORD),
        };
        let tokens = tokens::issue(&self.app, &credentials).await.unwrap();
        tokens.access_token
    }

    /// Makes the account of a service manager of one unit, and gives an access token.
    pub async fn manager_of(&self, unit: UnitId) -> String {
        let role = Role::ServiceManager;
        let username = format!("manager-{}", unit.0);
        let new = NewAccount {
            username: username.clone(),
            password: SecretString::from(PASSWORD),
            professional: None,
            roles: vec![Granted {
                role,
                unit: Some(unit),
            }],
        };
        let cli = Actor::CommandLine(None);
        accounts::create(&self.app, &cli, &new).await.unwrap();
        let credentials = Credentials {
            username,
            password: SecretString::from(PASSWORD),
        };
        let tokens = tokens::issue(&self.app, &credentials).await.unwrap();
        tokens.access_token
    }

    /// A professional: the first by identity.
    pub async fn somebody(&self) -> Option<ProfessionalId> {
        let directory = self.app.directory().await.unwrap();
        directory.professionals.keys().min().copied()
    }

    /// An access token of the account of a role.
    pub async fn token(&self, role: Role) -> String {
        let credentials = self.credentials(role).await;
        let tokens = tokens::issue(&self.app, &credentials).await.unwrap();
        tokens.access_token
    }

    async fn credentials(&self, role: Role) -> Credentials {
        Credentials {
            username: self.account(role).await,
            password: SecretString::from(PASSWORD),
        }
    }

    /// Reads an address with an access token.
    pub async fn get(&self, token: &str, address: &str) -> Answer {
        self.send(with(Method::GET, token, address, Body::empty()))
            .await
    }

    /// Posts JSON with an access token.
    pub async fn post(&self, token: &str, address: &str, body: &Value) -> Answer {
        let body = Body::from(body.to_string());
        let mut request = with(Method::POST, token, address, body);
        let json = "application/json".parse().unwrap();
        request.headers_mut().insert(header::CONTENT_TYPE, json);
        self.send(request).await
    }

    /// Sends any request.
    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        Answer {
            status: parts.status,
            headers: parts.headers,
            text: String::from_utf8_lossy(&body).into_owned(),
        }
    }
}

impl Answer {
    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text)
            .unwrap_or_else(|error| panic!("{error} in {:?} {}", self.status, self.text))
    }

    /// The body of an answer that must be a success.
    pub fn ok(&self) -> Value {
        assert_eq!(self.status, StatusCode::OK, "{}", self.text);
        self.json()
    }

    /// The code of an answer that must be a problem, and one that is well formed.
    pub fn problem(&self) -> String {
        let kind = &self.headers[header::CONTENT_TYPE];
        assert_eq!(kind, "application/problem+json", "{}", self.text);
        let body = self.json();
        assert_eq!(body["status"], self.status.as_u16(), "{body}");
        let id = self.headers["x-request-id"].to_str().unwrap();
        assert_eq!(body["request_id"], id, "{body}");
        for field in ["type", "title", "detail"] {
            assert!(body[field].is_string(), "{body}");
        }
        body["code"].as_str().unwrap().to_owned()
    }
}

fn with(method: Method, token: &str, address: &str, body: Body) -> Request<Body> {
    Request::builder()
        .method(method)
        .uri(address)
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        .body(body)
        .unwrap()
}
