//! What requests leave behind: an audit entry for every reading of a patient, one line in the log,
//! and no patient's name in it.

use std::io::Write;
use std::sync::{Arc, Mutex};

use entity::audit_entry::{Column, Entity};
use redthread::domain::vocabulary::Role;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;
use tracing_subscriber::fmt::MakeWriter;

use super::coordinator;
use crate::support::app::TestApp;
use crate::support::{both, on_sqlite};

/// What the audit trail holds about a patient, as (actor, action), in order.
async fn entries(app: &TestApp, patient: uuid::Uuid) -> Vec<(String, String)> {
    Entity::find()
        .filter(Column::PatientId.eq(patient))
        .filter(Column::Actor.starts_with("account:"))
        .order_by_asc(Column::Id)
        .all(&app.db.read)
        .await
        .unwrap()
        .into_iter()
        .map(|entry| (entry.actor, entry.action))
        .collect()
}

#[tokio::test]
async fn every_reading_of_a_patient_is_written_down() {
    both(async |db| {
        let (app, token) = coordinator(db).await;
        let id = app.patient("solveig").await.0;
        let mut written = Vec::new();
        for (end, action) in [
            ("", "patient.read"),
            ("/timeline", "timeline.read"),
            ("/trajectory", "trajectory.read"),
            ("/continuity", "continuity.read"),
            ("/flags", "flags.read"),
            ("/treatment-periods", "treatment_periods.read"),
            ("/contacts", "contacts.read"),
            ("/relationships", "relationships.read"),
            ("/handovers", "handovers.read"),
        ] {
            app.get(&token, &format!("/api/v1/patients/{id}{end}"))
                .await
                .ok();
            written.push(("account:care_coordinator".to_owned(), action.to_owned()));
        }
        assert_eq!(entries(&app, id).await, written);
        app.get(&token, "/api/v1/patients?limit=200").await.ok();
        app.get(&token, "/api/v1/flags?limit=200").await.ok();
        let lists = entries(&app, id).await.len() - written.len();
        assert!((1..=2).contains(&lists), "{lists}");
    })
    .await;
}

#[tokio::test]
async fn a_refused_reading_shows_nothing_and_is_no_reading() {
    on_sqlite(async |db| {
        let app = TestApp::with_patients(db, 1).await;
        let id = app.patient("solveig").await.0;
        let token = app.token(Role::Administrator).await;
        let answer = app.get(&token, &format!("/api/v1/patients/{id}")).await;
        assert_eq!(answer.problem(), "forbidden");
        // That it was asked for, is.
        let refused = ("account:administrator".to_owned(), "access.deny".to_owned());
        assert_eq!(entries(&app, id).await, [refused]);
    })
    .await;
}

/// A log that a test reads.
#[derive(Clone, Default)]
struct Captured(Arc<Mutex<Vec<u8>>>);

impl Captured {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl Write for Captured {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Captured {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

#[tokio::test]
async fn the_log_has_one_line_for_each_request_and_nobodys_name() {
    on_sqlite(async |db| {
        let app = TestApp::with_patients(db, 12).await;
        let token = app.token(Role::CareCoordinator).await;
        let patients = entity::patient::Entity::find()
            .all(&app.db.read)
            .await
            .unwrap();
        let log = Captured::default();
        let subscriber = tracing_subscriber::fmt()
            .with_max_level(tracing::Level::TRACE)
            .with_writer(log.clone())
            .with_ansi(false)
            .finish();
        let listening = tracing::subscriber::set_default(subscriber);
        let mut requests = 0;
        for patient in &patients {
            let name = patient.family_name.clone().unwrap_or_default();
            let search = json!({"name": name, "identifier": patient.source_value});
            app.post(&token, "/api/v1/patients/search", &search).await;
            for end in [
                "",
                "/timeline",
                "/trajectory",
                "/flags",
                "/contacts",
                "/nothing",
            ] {
                app.get(&token, &format!("/api/v1/patients/{}{end}", patient.id))
                    .await;
            }
            app.get(&token, &format!("/api/v1/patients/{name}")).await;
            app.get(
                &token,
                &format!("/api/v1/units?cursor={}", patient.source_value),
            )
            .await;
            requests += 9;
        }
        drop(listening);
        let text = log.text();
        let lines = text
            .lines()
            .filter(|line| line.contains("answered"))
            .count();
        assert_eq!(lines, requests);
        assert!(
            text.contains("route=\"/api/v1/patients/{id}/timeline\""),
            "{text}"
        );
        assert!(
            text.contains("actor=\"account:care_coordinator\""),
            "{text}"
        );
        for patient in &patients {
            let given = [&patient.family_name, &patient.given_name];
            for name in given.into_iter().flatten() {
                let said = text.lines().find(|line| line.contains(name.as_str()));
                assert_eq!(said, None, "{name}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn nothing_is_kept_by_browsers_or_proxies() {
    on_sqlite(async |db| {
        let (app, token) = coordinator(db).await;
        let id = app.patient("solveig").await.0;
        for address in ["/api/v1/units".to_owned(), format!("/api/v1/patients/{id}")] {
            let answer = app.get(&token, &address).await;
            assert_eq!(answer.headers["cache-control"], "no-store");
            assert!(answer.headers.contains_key("x-request-id"));
        }
    })
    .await;
}
