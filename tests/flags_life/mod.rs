//! Flags as people meet them: who sees which, whose they are, and what is done with them.

mod acts;
mod gate;
mod mine;
mod noise;
mod pages;

use axum::body::Body;
use axum::http::{Method, Request, header};
use redthread::app::accounts::{self, NewAccount};
use redthread::app::evaluate::{self, Which};
use redthread::app::sign_in::{Credentials, browser, tokens};
use redthread::app::{Actor, NoProgress};
use redthread::domain::access::Granted;
use redthread::domain::ids::{ProfessionalId, UnitId};
use redthread::domain::vocabulary::Role;
use sea_orm::EntityTrait as _;
use secrecy::SecretString;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::store::fixtures::{
    date, day, id, insert, patient, period, professional, relationship, unit,
};
use crate::support::TestDb;
use crate::support::app::{Answer, PASSWORD, TestApp};

/// Admitted: a rupture and falling scores with the therapist (11), unread words, no crisis plan.
pub(crate) const ADMITTED: u128 = 100;
/// Discharged from ward 1 eight days ago; nobody holds them and nobody followed up.
pub(crate) const DISCHARGED: u128 = 101;
/// At clinic 2, with a rupture with the therapist (11) and nothing else.
const QUIET: u128 = 102;

/// A ward (1) and a clinic (2); a therapist (11), a doctor (12), a contact person (13) and a nurse (14).
pub(crate) async fn service(db: TestDb) -> TestApp {
    let app = TestApp::empty(db);
    let db = &app.db;
    insert(db, unit(1, "acute_ward")).await;
    insert(db, unit(2, "outpatient_clinic")).await;
    for n in 11..=14 {
        insert(db, professional(n)).await;
    }
    for n in [ADMITTED, DISCHARGED, QUIET] {
        let mut row = patient(n, &format!("p{n}"));
        row.family_name = Some(format!("Secretname{n}"));
        insert(db, row).await;
    }
    insert(db, period(ADMITTED, 201, 1, 40)).await;
    for (n, holder, kind) in [
        (301, 12, "responsible_clinician"),
        (302, 13, "contact_person"),
        (303, 11, "therapist"),
    ] {
        let mut tie = relationship(ADMITTED, n, holder, 41);
        kind.clone_into(&mut tie.kind);
        insert(db, tie).await;
    }
    insert(db, rupture(ADMITTED, 401)).await;
    for (n, score) in [(501, 36), (502, 36), (503, 36), (504, 20)] {
        insert(db, score_of(n, score)).await;
    }
    insert(db, words(601)).await;

    let mut stay = period(DISCHARGED, 202, 1, 40);
    stay.to_at = Some(day(52));
    insert(db, stay).await;

    insert(db, period(QUIET, 203, 2, 40)).await;
    let mut tie = relationship(QUIET, 304, 11, 41);
    "therapist".clone_into(&mut tie.kind);
    insert(db, tie).await;
    insert(db, rupture(QUIET, 402)).await;
    evaluate(&app).await;
    app
}

/// Brings what is stored up to the clock.
async fn evaluate(app: &TestApp) {
    evaluate::keep(&app.app, &Actor::System, Which::All, &NoProgress)
        .await
        .unwrap();
}

fn rupture(patient: u128, n: u128) -> entity::rupture::Model {
    entity::rupture::Model {
        patient_id: id(patient),
        id: id(n),
        source_system: "local".to_owned(),
        source_value: format!("x{n}"),
        professional_id: id(11),
        kind: "withdrawal".to_owned(),
        noticed_on: date(42),
        noticed_by: None,
        status: "open".to_owned(),
        closed_on: None,
        recorded_at: day(42),
        version: 1,
        import_file_id: None,
        import_row: None,
    }
}

fn score_of(n: u128, score: i64) -> entity::alliance_score::Model {
    let at = i64::try_from(n).unwrap() - 455;
    entity::alliance_score::Model {
        patient_id: id(ADMITTED),
        id: id(n),
        source_system: "local".to_owned(),
        source_value: format!("s{n}"),
        professional_id: id(11),
        instrument: "SRS".to_owned(),
        score_thousandths: score * 1000,
        at: day(at),
        min_thousandths: Some(0),
        max_thousandths: Some(40_000),
        cut_thousandths: None,
        recorded_at: day(at),
        version: 1,
        import_file_id: None,
        import_row: None,
    }
}

fn words(n: u128) -> entity::narrative_entry::Model {
    entity::narrative_entry::Model {
        patient_id: id(ADMITTED),
        id: id(n),
        source_system: "local".to_owned(),
        source_value: format!("n{n}"),
        kind: "next_professional".to_owned(),
        authorship: "patient_verbatim".to_owned(),
        written_at: day(42),
        level: 2,
        text: "Ask me before you open the door".to_owned(),
        author_id: None,
        from_on: None,
        to_on: None,
        precision: None,
        edition: 1,
        withdrawn_at: None,
        recorded_at: day(42),
        version: 1,
        import_file_id: None,
        import_row: None,
    }
}

/// Somebody with a token.
pub(crate) struct Caller<'a> {
    app: &'a TestApp,
    pub(crate) token: String,
    pub(crate) username: String,
    cookie: String,
    form_token: String,
}

impl<'a> Caller<'a> {
    /// A member of staff at a unit, by the professional they are.
    pub(crate) async fn staff(app: &'a TestApp, who: u128, at: u128) -> Self {
        let username = format!("staff-{who}-{at}");
        let new = NewAccount {
            username: username.clone(),
            password: SecretString::from(PASSWORD),
            professional: Some(ProfessionalId(id(who))),
            roles: vec![Granted {
                role: Role::WardStaff,
                unit: Some(UnitId(id(at))),
            }],
        };
        Self::with(app, new).await
    }

    /// Somebody with a role at a unit, or without one.
    pub(crate) async fn of_role(app: &'a TestApp, role: Role, at: Option<u128>) -> Self {
        let new = NewAccount {
            username: format!("{}-{}", role.code().replace('_', "-"), at.unwrap_or(0)),
            password: SecretString::from(PASSWORD),
            professional: None,
            roles: vec![Granted {
                role,
                unit: at.map(|at| UnitId(id(at))),
            }],
        };
        Self::with(app, new).await
    }

    async fn with(app: &'a TestApp, new: NewAccount) -> Self {
        let username = new.username.clone();
        accounts::create(&app.app, &Actor::System, &new)
            .await
            .unwrap();
        let credentials = Credentials {
            username: username.clone(),
            password: SecretString::from(PASSWORD),
        };
        let issued = tokens::issue(&app.app, &credentials).await.unwrap();
        let (session, cookie) = browser::begin(&app.app, &credentials).await.unwrap();
        Self {
            app,
            token: issued.access_token,
            username,
            cookie: format!("redthread={cookie}"),
            form_token: session.form_token,
        }
    }

    /// The name they sign in with.
    pub(crate) fn username(&self) -> &str {
        &self.username
    }

    /// The service that is called.
    pub(crate) fn app(&self) -> &'a TestApp {
        self.app
    }

    /// The cookie of the browser's session.
    pub(crate) fn cookie(&self) -> &str {
        &self.cookie
    }

    pub(crate) async fn get(&self, end: &str) -> Answer {
        self.app.get(&self.token, &format!("/api/v1{end}")).await
    }

    /// A page, in English.
    pub(crate) async fn page(&self, path: &str) -> Answer {
        let request = self.browse(Method::GET, path).body(Body::empty());
        self.app.send(request.unwrap()).await
    }

    /// Sends a form with its token.
    pub(crate) async fn form(&self, path: &str, fields: &str) -> Answer {
        let form = format!("form_token={}&{fields}", self.form_token);
        let request = self
            .browse(Method::POST, path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(form));
        self.app.send(request.unwrap()).await
    }

    fn browse(&self, method: Method, path: &str) -> axum::http::request::Builder {
        Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "localhost")
            .header("sec-fetch-site", "same-origin")
            .header(header::ACCEPT_LANGUAGE, "en")
            .header(header::COOKIE, &self.cookie)
    }

    /// The living flags of a patient, as they are sent.
    async fn flags(&self, patient: u128) -> Vec<Value> {
        let answer = self.get(&format!("/patients/{}/flags", id(patient))).await;
        answer.ok()["items"].as_array().unwrap().clone()
    }

    /// The one of a rule.
    async fn flag(&self, patient: u128, code: &str) -> Value {
        let flags = self.flags(patient).await;
        let found = flags.into_iter().find(|flag| flag["code"] == code);
        found.unwrap_or_else(|| panic!("{code}"))
    }

    /// Does something with a flag, as it was looked at.
    async fn act(&self, patient: u128, flag: &Value, act: &str, body: Value) -> Answer {
        let tag = format!("\"{}\"", flag["version"]);
        self.act_on(patient, flag, act, body, Some(&tag)).await
    }

    async fn act_on(
        &self,
        patient: u128,
        flag: &Value,
        act: &str,
        body: Value,
        tag: Option<&str>,
    ) -> Answer {
        let flag = flag["id"].as_str().unwrap();
        let address = format!("/api/v1/patients/{}/flags/{flag}/{act}", id(patient));
        let mut request = Request::builder()
            .method(Method::POST)
            .uri(address)
            .header(header::AUTHORIZATION, format!("Bearer {}", self.token));
        if let Some(tag) = tag {
            request = request.header(header::IF_MATCH, tag);
        }
        let request = if body.is_null() {
            request.body(Body::empty())
        } else {
            request
                .header(header::CONTENT_TYPE, "application/json")
                .body(Body::from(body.to_string()))
        };
        self.app.send(request.unwrap()).await
    }
}

fn codes(flags: &[Value]) -> Vec<&str> {
    let mut codes: Vec<_> = flags
        .iter()
        .map(|flag| flag["code"].as_str().unwrap())
        .collect();
    codes.sort_unstable();
    codes
}

/// The audit trail's actions by an account, in order.
pub(crate) async fn written(app: &TestApp, username: &str) -> Vec<String> {
    use sea_orm::{ColumnTrait as _, QueryFilter as _, QueryOrder as _};
    entity::audit_entry::Entity::find()
        .filter(entity::audit_entry::Column::Actor.eq(format!("account:{username}")))
        .order_by_asc(entity::audit_entry::Column::Id)
        .all(app.db.writer())
        .await
        .unwrap()
        .into_iter()
        .map(|entry| entry.action)
        .collect()
}

fn snooze(until: &str) -> Value {
    json!({"until": until, "reason": "Waiting for the municipality"})
}

fn uuid(flag: &Value) -> Uuid {
    flag["id"].as_str().unwrap().parse().unwrap()
}
