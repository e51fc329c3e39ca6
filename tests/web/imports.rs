//! Imports through the pages, from sending files to looking back, through the real router.

use std::fmt::Write as _;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use chrono::{TimeZone, Utc};
use http_body_util::BodyExt;
use redthread::app::accounts::{self, NewAccount};
use redthread::app::sign_in::{Credentials, browser};
use redthread::app::uploads::{Failure, Problem, Settings, State};
use redthread::app::{Actor, App};
use redthread::domain::access::Granted;
use redthread::domain::intake::{Kind, Reason};
use redthread::domain::vocabulary::Role;
use redthread::http::{self, Server};
use redthread::runtime::{FixedClock, RandomIds};
use redthread::store::Db;
use redthread::web::{Language, Text};
use tempfile::TempDir;
use tower::ServiceExt;

use crate::support::{both, on_sqlite};

/// A browser in which an administrator has signed in.
struct Browser {
    router: Router,
    cookie: String,
    token: String,
    _folder: TempDir,
}

impl Browser {
    async fn open(db: &Db, role: Role, most_bytes: u64) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let app = App::new(
            db.clone(),
            Arc::new(FixedClock::new(
                Utc.with_ymd_and_hms(2026, 3, 2, 11, 0, 0).unwrap(),
            )),
            Arc::new(RandomIds),
            chrono_tz::Europe::Oslo,
        )
        .with_uploads(Settings {
            folder: folder.path().join("uploads"),
            most_bytes,
            ..Settings::default()
        });
        let password = "correct horse battery";
        let new = NewAccount {
            username: "kari".to_owned(),
            password: password.into(),
            professional: None,
            roles: vec![Granted { role, unit: None }],
        };
        accounts::create(&app, &Actor::System, &new).await.unwrap();
        let credentials = Credentials {
            username: "kari".to_owned(),
            password: password.into(),
        };
        let (session, token) = browser::begin(&app, &credentials).await.unwrap();
        Self {
            router: http::router(Server::new(app)),
            cookie: format!("redthread={token}"),
            token: session.form_token,
            _folder: folder,
        }
    }

    async fn send(&self, request: Request<Body>) -> (StatusCode, String, String) {
        let answer = self.router.clone().oneshot(request).await.unwrap();
        let status = answer.status();
        let location = answer.headers().get(header::LOCATION);
        let location = location.map_or("", |to| to.to_str().unwrap()).to_owned();
        let body = answer.into_body().collect().await.unwrap().to_bytes();
        let body = String::from_utf8(body.to_vec()).unwrap();
        (status, location, body)
    }

    fn request(&self, method: &str, path: &str) -> axum::http::request::Builder {
        Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "here")
            .header(header::ORIGIN, "http://here")
            .header(header::COOKIE, &self.cookie)
            .header(header::ACCEPT, "text/html")
    }

    async fn get(&self, path: &str) -> (StatusCode, String) {
        let request = self.request("GET", path).body(Body::empty()).unwrap();
        let (status, _, body) = self.send(request).await;
        (status, body)
    }

    async fn press(&self, path: &str) -> (StatusCode, String) {
        let request = self
            .request("POST", path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(format!("form_token={}", self.token)))
            .unwrap();
        let (status, location, _) = self.send(request).await;
        (status, location)
    }

    async fn upload(&self, token: &str, files: &[(&str, &str)]) -> (StatusCode, String, String) {
        let mut body = String::new();
        let mut part = |disposition: &str, value: &str| {
            body += "--edge\r\nContent-Disposition: form-data; ";
            body += &[disposition, "\r\n\r\n", value, "\r\n"].concat();
        };
        part("name=\"form_token\"", token);
        part("name=\"source\"", "ehr <north>");
        part("name=\"mapping\"", "");
        for (name, content) in files {
            part(&format!("name=\"files\"; filename=\"{name}\""), content);
        }
        body.push_str("--edge--\r\n");
        let request = self
            .request("POST", "/imports/new")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge")
            .body(Body::from(body))
            .unwrap();
        self.send(request).await
    }

    /// The page of an upload when nothing goes on any more.
    async fn at_rest(&self, path: &str) -> String {
        for _ in 0..2_000 {
            let (status, page) = self.get(path).await;
            assert_eq!(status, StatusCode::OK, "{page}");
            if !page.contains("imports.") {
                return page;
            }
            assert!(page.contains("<progress"), "{page}");
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
        panic!("it does not come to rest");
    }
}

const FILES: [(&str, &str); 3] = [
    ("units.csv", "id,name,setting\nward,The ward,acute_ward\n"),
    (
        "patients.csv",
        "id,family_name,birth_date\na,Hemmelig,1980-01-01\nb,Skjult,yesterday\n",
    ),
    (
        "treatment_periods.csv",
        "id,patient_id,unit_id,from\nt1,a,ward,2026-01-01T10:00\nt2,b,ward,2026-01-01T10:00\n",
    ),
];

#[tokio::test]
async fn files_are_sent_checked_applied_and_remembered() {
    both(|db| async move {
        let browser = Browser::open(&db, Role::Administrator, 1_000_000).await;
        let (status, page) = browser.get("/imports").await;
        assert_eq!(status, StatusCode::OK);
        assert!(page.contains("Nothing has been imported"), "{page}");
        assert_eq!(browser.get("/imports/new").await.0, StatusCode::OK);

        let (status, address, page) = browser.upload(&browser.token, &FILES).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
        let checked = browser.at_rest(&address).await;
        assert!(checked.contains("What these files would do"), "{checked}");
        assert!(checked.contains("Import 3 records"), "{checked}");
        assert!(checked.contains("birth_date"), "{checked}");
        assert!(
            checked.contains("A time or date cannot be read"),
            "{checked}"
        );
        assert!(checked.contains("ehr &#60;north&#62;"), "{checked}");
        for value in ["Hemmelig", "Skjult", "yesterday"] {
            assert!(!checked.contains(value), "{value}");
        }

        let (status, to) = browser.press(&format!("{address}/apply")).await;
        assert_eq!((status, &to), (StatusCode::SEE_OTHER, &address));
        let applied = browser.at_rest(&address).await;
        assert!(applied.contains("The records are imported"), "{applied}");
        assert!(
            applied.contains("1 patient was looked at again"),
            "{applied}"
        );

        let (_, history) = browser.get("/imports").await;
        assert!(history.contains("1 run"), "{history}");
        assert!(
            history.contains("kari") && history.contains("Done"),
            "{history}"
        );
        let run = history.split("href=\"/imports/runs/").nth(1).unwrap();
        let run = format!("/imports/runs/{}", run.split('"').next().unwrap());
        let (status, run) = browser.get(&run).await;
        assert_eq!(status, StatusCode::OK);
        assert!(run.contains("treatment_periods.csv"), "{run}");
    })
    .await;
}

#[tokio::test]
async fn rows_of_a_fault_are_paged_by_number() {
    on_sqlite(|db| async move {
        let browser = Browser::open(&db, Role::Administrator, 1_000_000).await;
        let mut rows = "id,birth_date\n".to_owned();
        for n in 0..1_300 {
            writeln!(rows, "p{n},soon").unwrap();
        }
        let (_, address, _) = browser
            .upload(&browser.token, &[("patients.csv", &rows)])
            .await;
        let page = browser.at_rest(&address).await;
        assert!(page.contains("There is nothing to import"), "{page}");
        assert!(!page.contains("/apply"));
        let (_, first) = browser.get(&format!("{address}/rows/0")).await;
        assert!(
            first.contains("2, 3, 4") && first.contains(", 201<"),
            "{first}"
        );
        assert!(
            first.contains("1300 rows") && first.contains("first 1000"),
            "{first}"
        );
        assert!(first.contains("rows/0?after=201"), "{first}");
        let (_, last) = browser.get(&format!("{address}/rows/0?after=801")).await;
        assert!(
            last.contains(", 1001<") && !last.contains("after=1001"),
            "{last}"
        );
        assert_eq!(
            browser.get(&format!("{address}/rows/9")).await.0,
            StatusCode::NOT_FOUND
        );
        let (status, to) = browser.press(&format!("{address}/discard")).await;
        assert_eq!((status, to.as_str()), (StatusCode::SEE_OTHER, "/imports"));
        assert_eq!(browser.get(&address).await.0, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn what_is_refused_comes_back_with_what_was_typed() {
    on_sqlite(|db| async move {
        let browser = Browser::open(&db, Role::Administrator, 1_000).await;
        let bad = [("patients.csv", "id,shoe_size\n1,44\n"), ("notes.txt", "x")];
        let (status, _, page) = browser.upload(&browser.token, &bad).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            page.contains("shoe_size") && page.contains("notes.txt"),
            "{page}"
        );
        assert!(page.contains("value=\"ehr &#60;north&#62;\""), "{page}");
        let (status, _, page) = browser.upload(&browser.token, &[]).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains("No file was chosen"), "{page}");
        let large = "x".repeat(100_000);
        let (status, _, page) = browser
            .upload(&browser.token, &[("patients.csv", &large)])
            .await;
        assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
        assert!(page.contains("send them in parts"), "{page}");
        let (status, ..) = browser.upload("forged", &FILES).await;
        assert_eq!(status, StatusCode::FORBIDDEN);
    })
    .await;
}

#[tokio::test]
async fn nobody_but_administrators_gets_anywhere() {
    on_sqlite(|db| async move {
        let mut browser = Browser::open(&db, Role::PrivacyOfficer, 1_000_000).await;
        for path in ["/imports", "/imports/new"] {
            assert_eq!(browser.get(path).await.0, StatusCode::FORBIDDEN, "{path}");
        }
        let (status, ..) = browser.upload(&browser.token, &FILES).await;
        assert_eq!(status, StatusCode::FORBIDDEN);
        browser.cookie = "redthread=nobody".to_owned();
        for path in ["/imports", "/imports/new"] {
            assert_eq!(browser.get(path).await.0, StatusCode::SEE_OTHER, "{path}");
        }
    })
    .await;
}

#[test]
fn everything_that_can_be_told_has_its_sentence_in_both_languages() {
    let reasons = [
        Reason::Missing,
        Reason::UnknownCode,
        Reason::BadTime,
        Reason::BadValue,
        Reason::EndBeforeStart,
        Reason::UnknownReference,
        Reason::AmbiguousReference,
        Reason::DuplicateId,
        Reason::BeforeBirth,
        Reason::AfterDeath,
        Reason::Malformed,
        Reason::Unmappable,
    ];
    let mut keys: Vec<String> = Vec::new();
    keys.extend(reasons.map(|reason| format!("imports-reason-{}", reason.code())));
    keys.extend(Kind::ALL.map(|kind| format!("imports-kind-{}", kind.code())));
    keys.extend(Failure::ALL.map(|failure| format!("imports-failure-{}", failure.code())));
    let problems = Problem::samples();
    keys.extend(
        problems
            .iter()
            .map(|it| format!("imports-file-{}", it.code())),
    );
    for state in [
        State::Checking,
        State::Applying,
        State::CheckFailed(Failure::Busy),
        State::ApplyFailed(Failure::Busy),
    ] {
        keys.push(format!("imports-state-heading-{}", state.code()));
    }
    for language in Language::ALL {
        for key in &keys {
            assert_ne!(&Text(language).say(key), key, "{language:?}");
        }
    }
}
