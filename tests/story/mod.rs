//! The patient's story: who reads what, what is written down, and what is gone once it was taken back.

mod agreement;
mod api;
mod beside;
mod capacity;
mod copy;
mod discreet;
mod gate;
mod hidden;
mod marks;
mod own;
mod pages;
mod plan_rules;
mod plans;
mod replies;
mod safety;
mod search;
mod telling;
mod vague;
mod voice;
mod wider;
mod withdrawn;

use axum::body::Body;
use axum::http::{Method, Request, header};
use redthread::app::evaluate::{self, Which};
use redthread::app::{Actor, NoProgress};
use serde_json::{Value, json};

use crate::flags_life::Caller;
use crate::store::fixtures::{day, id, insert, patient, period, professional, relationship, unit};
use crate::support::TestDb;
use crate::support::app::{Answer, TestApp};

/// Admitted to ward 1; 11 and 12 work there, 12 is their contact person; 13 works at clinic 2.
const PATIENT: u128 = 100;

async fn service(db: TestDb) -> TestApp {
    let app = TestApp::empty(db);
    let db = &app.db;
    insert(db, unit(1, "acute_ward")).await;
    insert(db, unit(2, "outpatient_clinic")).await;
    for n in 11..=14 {
        insert(db, professional(n)).await;
    }
    let mut row = patient(PATIENT, "p100");
    row.birth_date = Some("1990-05-01".parse().unwrap());
    insert(db, row).await;
    insert(db, period(PATIENT, 200, 1, 40)).await;
    let mut tie = relationship(PATIENT, 301, 12, 41);
    "contact_person".clone_into(&mut tie.kind);
    insert(db, tie).await;
    evaluate(&app).await;
    app
}

async fn evaluate(app: &TestApp) {
    evaluate::keep(&app.app, &Actor::System, Which::All, &NoProgress)
        .await
        .unwrap();
}

/// Words of the patient's own, written on day 42.
fn words(n: u128, kind: &str, level: i32, text: &str) -> entity::narrative_entry::Model {
    entity::narrative_entry::Model {
        patient_id: id(PATIENT),
        id: id(n),
        source_system: "local".to_owned(),
        source_value: format!("n{n}"),
        kind: kind.to_owned(),
        authorship: "patient_verbatim".to_owned(),
        written_at: day(42),
        level,
        text: text.to_owned(),
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

/// What was answered, where it was done: read, written or new.
trait Done {
    fn done(&self) -> Value;
}

impl Done for Answer {
    fn done(&self) -> Value {
        assert!(self.status.is_success(), "{} {}", self.status, self.text);
        self.json()
    }
}

fn told(text: &str, level: u8) -> Value {
    json!({
        "kind": "outside_crisis", "authorship": "told_to_staff", "text": text, "level": level,
    })
}

fn at(end: &str) -> String {
    format!("/patients/{}/narrative{end}", id(PATIENT))
}

async fn post(
    app: &TestApp,
    who: &Caller<'_>,
    end: &str,
    body: &Value,
    headers: &[(&str, &str)],
) -> Answer {
    let mut request = Request::builder()
        .method(Method::POST)
        .uri(format!("/api/v1{end}"))
        .header(header::AUTHORIZATION, format!("Bearer {}", who.token))
        .header(header::CONTENT_TYPE, "application/json");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    app.send(request.body(Body::from(body.to_string())).unwrap())
        .await
}

/// Writes something down; the entry as its author reads it.
async fn tell(app: &TestApp, who: &Caller<'_>, body: &Value) -> Value {
    let written = post(app, who, &at(""), body, &[]).await.done();
    one(who, &written).await.done()["entry"].clone()
}

async fn one(who: &Caller<'_>, entry: &Value) -> Answer {
    who.get(&at(&format!("/{}", entry["id"].as_str().unwrap())))
        .await
}

/// Does something with an entry, as it was looked at.
async fn act(app: &TestApp, who: &Caller<'_>, entry: &Value, act: &str, body: Value) -> Answer {
    let end = at(&format!("/{}/{act}", entry["id"].as_str().unwrap()));
    let tag = format!("\"{}\"", entry["version"]);
    post(app, who, &end, &body, &[("if-match", &tag)]).await
}

async fn texts(who: &Caller<'_>) -> Vec<String> {
    let answer = who.get(&at("")).await.done();
    let items = answer["items"].as_array().unwrap().clone();
    items
        .iter()
        .filter_map(|entry| entry["text"].as_str().map(ToOwned::to_owned))
        .collect()
}

/// The codes of a patient's living flags.
async fn flags(who: &Caller<'_>) -> Vec<String> {
    let answer = who.get(&format!("/patients/{}/flags", id(PATIENT))).await;
    let items = answer.done()["items"].as_array().unwrap().clone();
    let codes = items.iter().map(|flag| flag["code"].as_str().unwrap());
    codes.map(ToOwned::to_owned).collect()
}
