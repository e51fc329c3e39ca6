//! What is written down, what must be, and what must not.

use std::io::Write;
use std::sync::{Arc, Mutex};

use axum::body::Body;
use axum::http::{Method, header};
use redthread::domain::vocabulary::Role;
use redthread::store::Engine;
use sea_orm::{ConnectionTrait, EntityTrait};
use serde_json::json;

use super::routes::{ACT, PAGES, operations};
use super::{NOBODY, Somebody, encoded, flag_of, handover_of, names};
use crate::support::app::TestApp;
use crate::support::{both, on_sqlite};

/// From now on no entry can be written to the audit trail.
async fn break_the_audit_trail(app: &TestApp) {
    let statements: &[&str] = match app.db.engine() {
        Engine::Sqlite => &["ALTER TABLE audit_entry RENAME TO no_more_of_solveig"],
        Engine::Postgres => &[
            "CREATE FUNCTION no_more() RETURNS trigger LANGUAGE plpgsql AS \
             $$ BEGIN RAISE EXCEPTION 'no more of solveig'; END $$",
            "CREATE TRIGGER no_more BEFORE INSERT ON audit_entry \
             FOR EACH ROW EXECUTE FUNCTION no_more()",
        ],
    };
    for statement in statements {
        app.db.writer().execute_unprepared(statement).await.unwrap();
    }
}

/// Addresses of what this patient has not, and of breaking a glass, which whoever is in care does not: there
/// is nothing to write down.
fn is_of_something_there_is_not(path: &str) -> bool {
    [
        "{bar}",
        "{arrival}",
        "{glass}",
        "/break-glass",
        "/glass",
        "/glass/end",
    ]
    .iter()
    .any(|part| path.ends_with(part) || (part.starts_with('{') && path.contains(part)))
}

#[tokio::test]
async fn what_cannot_be_written_down_is_not_shown() {
    both(async |db| {
        let app = TestApp::with_patients(db, 2).await;
        let somebody = Somebody::with_role(&app, Role::CareCoordinator).await;
        let known = app.patient("solveig").await.0.to_string();
        let names = names(&app).await;
        let flag = flag_of(&app, "solveig").await;
        let handover = handover_of(&app, "solveig").await;
        let (who, directory) = (app.somebody().await.unwrap(), app.app.directory().await.unwrap());
        let unit = directory.units.keys().next().unwrap();
        let whom = encoded(&directory.units[unit].name);
        let bar = json!({ "professional_id": who }).to_string();
        let arrival = json!({ "unit_id": unit, "expected_at": "2026-03-04" }).to_string();
        break_the_audit_trail(&app).await;
        let mut asked = 0;
        let pages = PAGES
            .iter()
            .map(|(m, p)| ((*m).to_owned(), (*p).to_owned()));
        for (method, path) in pages.chain(operations()) {
            let is_about_patients = path == "/"
                || path.contains("/patients")
                || (path.ends_with("/flags") && !path.contains("/reports"));
            // Looking for somebody and registering them begin with an empty form, a unit may have
            // nobody to take over, and what changes nothing about a flag writes nothing.
            if !is_about_patients
                || (method.as_str(), path.as_str()) == ("GET", "/patients/search")
                || matches!(path.as_str(), "/patients/new" | "/patients/take-over")
                || (method.as_str(), path.as_str()) == ("POST", "/api/v1/patients")
                || path.ends_with("/done-elsewhere")
                || path.ends_with("/reopen")
                // Sent as a POST below, which it is not; it opens the record as the form does.
                || method == "PATCH"
                // Nor what is no act on a handover, or on no draft of one's own.
                || (method != "GET" && path.contains("/handovers"))
                || is_of_something_there_is_not(&path)
            {
                continue;
            }
            let address = path
                .replace("{id}", &known)
                .replace("{flag}", &flag)
                .replace("{handover}", &handover)
                .replace("{record}", NOBODY)
                .replace("{entry}", NOBODY)
                .replace("{act}", ACT);
            let answer = match (method.as_str(), path.starts_with("/api/")) {
                ("GET", _) => somebody.get(&address).await,
                (_, true) => {
                    let body = match path.rsplit('/').next() {
                        Some("snooze") => r#"{"until": "2026-03-09", "reason": "s"}"#,
                        Some("resolve") => r#"{"by_what": "s"}"#,
                        Some("not-applicable") => r#"{"reason": "s"}"#,
                        Some("remarks") => r#"{"what": "wrong"}"#,
                        Some("bars") => &bar,
                        Some("planned-arrivals") => &arrival,
                        Some("search") if path.ends_with("/patients/search") => {
                            r#"{"name": "s"}"#
                        }
                        _ => "{}",
                    };
                    somebody.post_json(&address, body).await
                }
                (_, false) => {
                    let form = format!(
                        "whom={whom}&name=&identifier=solveig&act=acknowledge&version=1&what=wrong&flag={flag}"
                    );
                    somebody.post(&address, &form).await
                }
            };
            let what = format!("{method} {address}");
            assert!(answer.status.is_server_error(), "{what} {}", answer.status);
            answer.names_nobody(&names, &what);
            assert!(!answer.text.contains("no more of"), "{what}");
            asked += 1;
        }
        assert!(asked >= 14, "{asked}");
        // Nor does anybody get in unseen.
        let password = encoded(crate::support::app::PASSWORD);
        let form = format!("username={}&password={password}", somebody.username);
        let answer = somebody.send_form("/sign-in", form).await;
        assert!(answer.status.is_server_error());
        let given = answer.headers.get(header::SET_COOKIE);
        assert!(given.is_none_or(|cookie| !cookie.to_str().unwrap().starts_with("redthread=")));
    })
    .await;
}

#[derive(Clone, Default)]
struct Captured(Arc<Mutex<Vec<u8>>>);

impl Write for Captured {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn pages_leave_nobodys_name_in_the_log_at_its_finest() {
    on_sqlite(async |db| {
        let app = TestApp::with_patients(db, 12).await;
        let somebody = Somebody::with_role(&app, Role::CareCoordinator).await;
        let administrator = Somebody::with_role(&app, Role::Administrator).await;
        let names = names(&app).await;
        let patients = entity::patient::Entity::find()
            .all(&app.app.db.read)
            .await
            .unwrap();
        // What was never logged before may be taken for switched off by a test beside this one.
        somebody.get("/account").await;
        let log = Captured::default();
        let writer = log.clone();
        let subscriber = tracing_subscriber::fmt()
            .with_max_level(tracing::Level::TRACE)
            .with_writer(move || writer.clone())
            .with_ansi(false)
            .finish();
        // With one listener in the process, what another test's thread is the first to pass counts for
        // good as something that nobody hears: that thread's own listener is asked, and there is none.
        let _second = tracing::Dispatch::new(tracing_subscriber::registry());
        let listening = tracing::subscriber::set_default(subscriber);
        tracing::callsite::rebuild_interest_cache();
        for patient in &patients {
            let name = encoded(patient.family_name.as_deref().unwrap_or_default());
            let form = format!("name={name}&identifier={}", patient.source_value);
            somebody.post("/patients/search", &form).await;
            somebody.send_form("/patients/search", form).await;
            for end in ["", "/contacts", "/timeline.csv", "/nothing"] {
                let address = format!("/patients/{}{end}", patient.id);
                somebody.get(&address).await;
                administrator.get(&address).await;
            }
            for address in [
                format!("/patients/{name}"),
                format!("/patients/{NOBODY}?flag={name}&from={name}"),
                format!("/?after={name}"),
                format!("/sign-in?next=/{name}"),
                format!("/imports/runs/{name}"),
            ] {
                somebody.get(&address).await;
            }
        }
        let body = format!(
            "--x\r\nContent-Disposition: form-data; name=\"form_token\"\r\n\r\n{}\r\n\
             --x\r\nContent-Disposition: form-data; name=\"source\"\r\n\r\nlocal\r\n\
             --x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"patients.csv\"\r\n\r\n\
             id,family_name,birth_date\n1,{name},{name}\n{name},{name},1980-01-01\n\r\n--x--\r\n",
            administrator.form_token,
            name = names[0],
        );
        let request = administrator
            .ask(Method::POST, "/imports/new")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
            .body(Body::from(body))
            .unwrap();
        let sent = app.send(request).await;
        let place = sent.headers[header::LOCATION].to_str().unwrap().to_owned();
        for _ in 0..1_000 {
            let page = administrator.get(&place).await;
            page.names_nobody(&names[..1], &place);
            if !page.text.contains("<progress") {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
        drop(listening);
        let text = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
        assert!(text.contains("answered"), "{text}");
        for name in &names {
            let said = text.lines().find(|line| line.contains(name.as_str()));
            assert_eq!(said, None, "{name}");
        }
    })
    .await;
}
