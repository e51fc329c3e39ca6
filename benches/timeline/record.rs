//! Whose timeline is asked for, and by whom.

use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::{Context, Result};
use redthread::app::accounts::{self, NewAccount};
use redthread::app::evaluate::{self, Which};
use redthread::app::sign_in::{Credentials, browser, tokens};
use redthread::app::{Actor, App, NoProgress};
use redthread::domain::access::Granted;
use redthread::domain::audit::Key;
use redthread::domain::ids::{ProfessionalId, UnitId};
use redthread::domain::vocabulary::Role;
use redthread::runtime::{RandomIds, SystemClock};
use redthread::store::{Db, Options, migrate, patients};
use sea_orm::ConnectionTrait;
use uuid::{Uuid, uuid};

use super::load::Request;

/// 500 contacts over five years, see fill.sql.
pub const HEAVY_500: Uuid = uuid!("00000010-0000-7000-8000-000000000001");
/// 20 000 contacts over twenty years.
pub const HEAVY_20000: Uuid = uuid!("00000010-0000-7000-8000-000000000002");
/// Coordinates both, at the first unit.
const COORDINATOR: Uuid = uuid!("00000002-0000-7000-8000-000000000001");
const UNIT: Uuid = uuid!("00000001-0000-7000-8000-000000000001");
const USERNAME: &str = "bench";

/// Migrates the database, and fills it where it is empty.
pub async fn fill(url: &str, patients: u64) -> Result<()> {
    let db = Db::connect(
        url,
        &Options {
            audit_key: Some(Key::new(&[7; 32])),
            ..Options::unhurried()
        },
    )
    .await?;
    migrate::up(&db).await?;
    if patients::count(&db.read).await? == 0 {
        println!("filling with {patients} patients ...");
        for sql in [
            include_str!("../evaluate_fill.sql"),
            include_str!("fill.sql"),
        ] {
            let sql = sql.replace("$patients", &patients.to_string());
            let filled = db.writer().execute_unprepared(&sql).await;
            filled.context("the fill failed")?;
        }
        let app = app(db.clone());
        let actor = Actor::CommandLine(None);
        evaluate::keep(&app, &actor, Which::All, &NoProgress).await?;
        // As the database's own housekeeping leaves tables that it has been through.
        db.writer().execute_unprepared("VACUUM ANALYZE").await?;
    }
    Ok(db.close().await?)
}

/// The program on a database, with the machine's clock.
pub fn app(db: Db) -> App {
    let (clock, ids) = (Arc::new(SystemClock), Arc::new(RandomIds));
    App::new(db, clock, ids, chrono_tz::Europe::Oslo)
}

/// The patients' care coordinator, signed in as a program and as a browser.
pub struct Reader {
    access_token: String,
    session_token: String,
}

impl Reader {
    /// Makes the account where it is not there, with a new password in any case.
    pub async fn sign_in(app: &App) -> Result<Self> {
        let actor = Actor::CommandLine(None);
        let password = accounts::draw_password(USERNAME)?;
        let known = accounts::list(app, &actor).await?;
        if known.iter().any(|account| account.username == USERNAME) {
            accounts::reset_password(app, &actor, USERNAME, password.clone()).await?;
        } else {
            let new = NewAccount {
                username: USERNAME.to_owned(),
                password: password.clone(),
                professional: Some(ProfessionalId(COORDINATOR)),
                roles: vec![Granted {
                    role: Role::CareCoordinator,
                    unit: Some(UnitId(UNIT)),
                }],
            };
            accounts::create(app, &actor, &new).await?;
        }
        let credentials = Credentials {
            username: USERNAME.to_owned(),
            password,
        };
        let (_, session_token) = browser::begin(app, &credentials).await?;
        Ok(Self {
            access_token: tokens::issue(app, &credentials).await?.access_token,
            session_token,
        })
    }

    /// The API's timeline of the patient with 500 contacts: the last year.
    pub fn timeline(&self, service: SocketAddr) -> Request {
        let path = format!("/api/v1/patients/{HEAVY_500}/timeline?window=1y");
        Request::get(service, &path, &self.bearer())
    }

    /// The API's search: patients within reach of whom this is known, as JSON.
    pub fn search(&self, service: SocketAddr, wanted: &str) -> Request {
        Request::post(service, "/api/v1/patients/search", &self.bearer(), wanted)
    }

    /// The first page of the caseload.
    pub fn caseload(&self, service: SocketAddr) -> Request {
        Request::get(service, "/", &self.cookie())
    }

    fn bearer(&self) -> String {
        format!("Authorization: Bearer {}\r\n", self.access_token)
    }

    fn cookie(&self) -> String {
        format!("Cookie: redthread={}\r\n", self.session_token)
    }

    /// The page of the patient with 500 contacts.
    pub fn page(&self, service: SocketAddr, window: &str) -> Request {
        self.page_of(service, HEAVY_500, window)
    }

    /// The page of a patient.
    pub fn page_of(&self, service: SocketAddr, patient: Uuid, window: &str) -> Request {
        let path = format!("/patients/{patient}?window={window}");
        Request::get(service, &path, &self.cookie())
    }
}
