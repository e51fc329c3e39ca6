//! Handovers: their life, and what people do with them.

mod acts;
mod drafts;
mod inbox;
mod lapse;
mod life;
mod pages;

use axum::body::Body;
use axum::http::{Method, Request, header};
use redthread::app::evaluate::{self, Which};
use redthread::app::{Actor, NoProgress};
use serde_json::{Value, json};

use crate::flags_life::Caller;
use crate::store::fixtures::{
    contact, date, day, id, insert, patient, period, professional, relationship, unit,
};
use crate::support::TestDb;
use crate::support::app::{Answer, TestApp};

/// Admitted to ward 1, with a crisis plan, a contact person whom they marked as important (12), and words
/// of their own.
const PATIENT: u128 = 100;
/// Another one on ward 1.
const OTHER: u128 = 101;

/// A ward (1) and a clinic (2); nurses 11, 12 and 13 of the ward.
async fn service(db: TestDb) -> TestApp {
    let app = TestApp::empty(db);
    let db = &app.db;
    insert(db, unit(1, "acute_ward")).await;
    insert(db, unit(2, "outpatient_clinic")).await;
    for n in 11..=14 {
        insert(db, professional(n)).await;
    }
    for n in [PATIENT, OTHER] {
        let mut row = patient(n, &format!("p{n}"));
        row.family_name = Some(format!("Secretname{n}"));
        insert(db, row).await;
        insert(db, period(n, n + 100, 1, 40)).await;
    }
    let mut tie = relationship(PATIENT, 301, 12, 58);
    "contact_person".clone_into(&mut tie.kind);
    tie.important_to_patient = true;
    insert(db, tie).await;
    for (n, at) in [(401, 57), (402, 59)] {
        let mut met = contact(PATIENT, n, 1, at);
        met.main_professional_id = Some(id(12));
        insert(db, met).await;
    }
    insert(db, plan()).await;
    insert(db, words(601, "next_professional", 2, "Say your name")).await;
    insert(db, words(602, "people_i_trust", 1, "Only for one person")).await;
    evaluate(&app).await;
    app
}

async fn evaluate(app: &TestApp) {
    evaluate::keep(&app.app, &Actor::System, Which::All, &NoProgress)
        .await
        .unwrap();
}

fn plan() -> entity::plan::Model {
    entity::plan::Model {
        patient_id: id(PATIENT),
        id: id(501),
        source_system: "local".to_owned(),
        source_value: "p501".to_owned(),
        kind: "crisis_plan".to_owned(),
        agreed_on: date(10),
        edition: 1,
        reviewed_on: None,
        review_by_on: None,
        valid_to_on: None,
        text_patient: Some("My own words in the plan".to_owned()),
        text_staff: Some("If she stops answering: sit down".to_owned()),
        max_nights: None,
        quarantine_days: None,
        unit_id: None,
        recorded_at: day(10),
        version: 1,
        import_file_id: None,
        import_row: None,
    }
}

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
        edition: 3,
        withdrawn_at: None,
        recorded_at: day(42),
        version: 1,
        import_file_id: None,
        import_row: None,
    }
}

/// A nurse of the ward.
async fn nurse(app: &TestApp, who: u128) -> Caller<'_> {
    Caller::staff(app, who, 1).await
}

/// Sends JSON with the version that was looked at, and with an idempotency key where one is given.
async fn send(
    app: &TestApp,
    who: &Caller<'_>,
    (method, end): (Method, &str),
    body: &Value,
    (version, key): (Option<&Value>, Option<&str>),
) -> Answer {
    let mut request = Request::builder()
        .method(method)
        .uri(format!("/api/v1{end}"))
        .header(header::AUTHORIZATION, format!("Bearer {}", who.token))
        .header(header::CONTENT_TYPE, "application/json");
    if let Some(version) = version {
        request = request.header(header::IF_MATCH, format!("\"{version}\""));
    }
    if let Some(key) = key {
        request = request.header("idempotency-key", key);
    }
    app.send(request.body(Body::from(body.to_string())).unwrap())
        .await
}

fn of(patient: u128) -> String {
    format!("/patients/{}/handovers", id(patient))
}

/// Begins a draft about a patient with these fields.
async fn begin(app: &TestApp, who: &Caller<'_>, patient: u128, body: &Value) -> Value {
    let answer = send(app, who, (Method::POST, &of(patient)), body, (None, None)).await;
    answer.ok()
}

/// Does something with a handover, as it was looked at.
async fn act(app: &TestApp, who: &Caller<'_>, is: &Value, act: &str, body: Value) -> Answer {
    let end = format!(
        "/patients/{}/handovers/{}/{act}",
        is["patient_id"].as_str().unwrap(),
        is["id"].as_str().unwrap()
    );
    send(
        app,
        who,
        (Method::POST, &end),
        &body,
        (Some(&is["version"]), None),
    )
    .await
}

/// A handover that was offered to the ward's staff together.
async fn offered(app: &TestApp, who: &Caller<'_>, patient: u128, severity: &str) -> Value {
    let body = json!({
        "severity": severity,
        "severity_reason": "Slept two hours",
        "summary": "Met Vik at ten",
        "actions": [{"what": "Sit with her", "who": "Vik", "by_when": "19:00"}],
    });
    let draft = begin(app, who, patient, &body).await;
    act(app, who, &draft, "offer", json!({})).await.ok()
}
