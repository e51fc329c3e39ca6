//! Who gets where: every address, every role, every kind of patient.

mod matrix;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use redthread::app::{Actor, accounts};
use redthread::domain::vocabulary::Role;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::routes::{ACT, OPEN_FORMS, PAGES, operations};
use super::{
    ELSEWHERE, NOBODY, Somebody, UNREACHED, flag_of, handover_of, names, outsider, unreached,
};
use crate::store::fixtures::{id, insert, period, relationship};
use crate::support::app::TestApp;
use crate::support::{both, on_sqlite};

/// Addresses that show one patient, `{id}` open: of pages and of the API.
fn of_one_patient() -> Vec<String> {
    let pages = PAGES
        .iter()
        .filter(|(method, path)| *method == "GET" && path.starts_with("/patients/{id}"))
        // It shows nothing of the patient, and is for those who do not reach them.
        .filter(|(_, path)| !path.ends_with("/break-glass"))
        // Words of the patient's are there for those only whom they are shared with: see the story.
        .filter(|(_, path)| !path.contains("/story/{entry}"))
        // A plan is there for whoever names one that is the patient's.
        .filter(|(_, path)| !path.contains("/plans/{record}"))
        .map(|(_, path)| (*path).to_owned());
    let operations = operations().into_iter().filter_map(|(method, path)| {
        let is_of_one = path.starts_with("/api/v1/patients/{id}");
        let is_of_words = path.contains("/narrative/") || path.contains("/plans/{record}");
        (is_of_one && !is_of_words && method == "GET").then_some(path)
    });
    pages.chain(operations).collect()
}

/// What changes something about a flag of one patient, `{id}` and `{flag}` open. The matrix has the rest.
fn changes_of_one_patient() -> Vec<String> {
    let pages = PAGES
        .iter()
        .map(|(method, path)| ((*method).to_owned(), (*path).to_owned()));
    let all = pages.chain(operations());
    all.filter(|(method, path)| method == "POST" && path.contains("/patients/{id}/flags"))
        .map(|(_, path)| path)
        .collect()
}

/// An address with what is open in it filled in.
fn filled(address: &str, patient: &str, flag: &str, handover: &str) -> String {
    address
        .replace("{id}", patient)
        .replace("{flag}", flag)
        .replace("{handover}", handover)
        .replace("{record}", NOBODY)
        .replace("{entry}", NOBODY)
        .replace("{act}", ACT)
}

/// Readings of patients that are written down.
async fn readings(app: &TestApp) -> u64 {
    entity::audit_entry::Entity::find()
        .filter(entity::audit_entry::Column::Purpose.eq("care"))
        .count(app.db.writer())
        .await
        .unwrap()
}

#[tokio::test]
async fn a_patient_is_shown_to_those_who_reach_them_and_each_time_written_down() {
    both(async |db| {
        let app = TestApp::with_patients(db, 2).await;
        let known = app.patient("solveig").await.0.to_string();
        let unreached = unreached(&app).await;
        let names = names(&app).await;
        let addresses = of_one_patient();
        let flag = flag_of(&app, "solveig").await;
        let handover = handover_of(&app, "solveig").await;
        assert!(addresses.len() >= 12, "{addresses:?}");
        let mut everybody = Vec::new();
        for role in Role::ALL.iter().copied() {
            everybody.push((role, true, Somebody::with_role(&app, role).await));
        }
        everybody.push((
            Role::WardStaff,
            false,
            outsider(&app, Role::WardStaff).await,
        ));
        for (role, works_there, somebody) in &everybody {
            let cares = matches!(role, Role::CareCoordinator | Role::WardStaff);
            for address in &addresses {
                for (patient, is_reached) in [
                    (known.as_str(), *works_there),
                    (unreached.as_str(), false),
                    (NOBODY, false),
                ] {
                    let before = readings(&app).await;
                    let address = filled(address, patient, &flag, &handover);
                    let answer = somebody.get(&address).await;
                    let what = format!("{role} {address}");
                    // Who has looked is for privacy officers too, whoever the patient is.
                    let oversees = *role == Role::PrivacyOfficer && address.contains("/access-log");
                    let expected = match (cares || oversees, is_reached || oversees, patient) {
                        (true, _, NOBODY) => StatusCode::NOT_FOUND,
                        (true, true, _) => StatusCode::OK,
                        _ => StatusCode::FORBIDDEN,
                    };
                    assert_eq!(answer.status, expected, "{what}");
                    let shown = u64::from(expected == StatusCode::OK && !oversees);
                    assert_eq!(readings(&app).await - before, shown, "{what}");
                    if expected != StatusCode::OK {
                        answer.names_nobody(&names, &what);
                    }
                }
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_patients_flags_are_answered_by_those_who_reach_them() {
    both(async |db| {
        let app = TestApp::with_patients(db, 2).await;
        let known = app.patient("solveig").await.0.to_string();
        let unreached = unreached(&app).await;
        let flag = flag_of(&app, "solveig").await;
        let handover = handover_of(&app, "solveig").await;
        let names = names(&app).await;
        let addresses = changes_of_one_patient();
        assert!(addresses.len() >= 9, "{addresses:?}");
        for role in Role::ALL.iter().copied() {
            let somebody = Somebody::with_role(&app, role).await;
            let cares = matches!(role, Role::CareCoordinator | Role::WardStaff);
            for address in &addresses {
                for (patient, reached) in [
                    (known.as_str(), cares),
                    (unreached.as_str(), false),
                    (NOBODY, false),
                ] {
                    let address = filled(address, patient, &flag, &handover);
                    let answer = if address.starts_with("/api/") {
                        let is_remark = address.ends_with("/remarks");
                        let body = if is_remark {
                            r#"{"what": "wrong"}"#
                        } else {
                            "{}"
                        };
                        somebody.post_json_if(&address, body, "\"999\"").await
                    } else {
                        let form = format!("act=acknowledge&version=999&what=wrong&flag={flag}");
                        somebody.post(&address, &form).await
                    };
                    let what = format!("{role} {address}");
                    let status = answer.status.as_u16();
                    if reached {
                        // The version or the record is none that there was, or what is needed is
                        // missing; some things can be recorded with nothing said; a draft of a
                        // handover is only there for whoever writes it.
                        assert!(
                            [200, 201, 303, 400, 404, 409, 412, 422].contains(&status),
                            "{what} {status}"
                        );
                    } else {
                        assert!([403, 404].contains(&status), "{what} {status}");
                        answer.names_nobody(&names, &what);
                    }
                    let is_told_apart = status == 404 && !cares;
                    assert!(!is_told_apart, "{what}");
                }
            }
        }
    })
    .await;
}

#[tokio::test]
async fn nobody_gets_anywhere_without_signing_in() {
    on_sqlite(async |db| {
        let app = TestApp::with_patients(db, 1).await;
        let names = names(&app).await;
        let known = app.patient("solveig").await.0.to_string();
        for (method, path) in PAGES {
            if matches!(path, "/sign-in" | "/style" | "/assets/{file}") {
                continue;
            }
            let address = path
                .replace("{id}", &known)
                .replace("{patient}", NOBODY)
                .replace("{flag}", NOBODY)
                .replace("{handover}", NOBODY)
                .replace("{act}", ACT)
                .replace("{upload}", NOBODY)
                .replace("{preview}", NOBODY)
                .replace("{run}", NOBODY)
                .replace("{fault}", "0");
            for kind in [
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
            ] {
                let request = Request::builder()
                    .method(method)
                    .uri(&address)
                    .header("sec-fetch-site", "same-origin")
                    .header(header::CONTENT_TYPE, kind)
                    .body(Body::from("name=a"));
                let answer = app.send(request.unwrap()).await;
                answer.names_nobody(&names, &address);
                let expected = match (method, path) {
                    ("GET", _) | (_, "/sign-out") => StatusCode::SEE_OTHER,
                    _ => StatusCode::FORBIDDEN,
                };
                // A form of another kind than it is read as says that it cannot be read.
                let is_so = answer.status == expected
                    || (path == "/sign-out" && answer.status.is_client_error());
                assert!(is_so, "{method} {address} {}", answer.status);
            }
        }
    })
    .await;
}

#[tokio::test]
async fn one_patients_records_are_not_reached_through_anothers_address() {
    both(async |db| {
        let app = TestApp::with_patients(db, 8).await;
        let somebody = Somebody::with_role(&app, Role::CareCoordinator).await;
        let a = app.patient("solveig").await.0;
        let b = app.patient("hedda").await.0;
        let of_b = entity::relationship::Entity::find()
            .filter(entity::relationship::Column::PatientId.eq(b))
            .one(&app.app.db.read)
            .await
            .unwrap()
            .unwrap();
        let page = format!("/patients/{a}/contacts?relationship={}", of_b.id);
        assert_eq!(somebody.get(&page).await.status, StatusCode::NOT_FOUND);
        let flags = somebody.get(&format!("/api/v1/patients/{b}/flags")).await;
        let key = flags.ok()["items"][0]["key"].as_str().unwrap().to_owned();
        let timeline = format!("/api/v1/patients/{a}/timeline?flag={key}");
        assert_eq!(somebody.get(&timeline).await.problem(), "invalid_input");
        let contacts = format!("/api/v1/patients/{b}/contacts?limit=1");
        let next = somebody.get(&contacts).await.ok()["next"].clone();
        let stolen = next
            .as_str()
            .unwrap()
            .replace(&b.to_string(), &a.to_string());
        assert_eq!(somebody.get(&stolen).await.problem(), "invalid_cursor");
    })
    .await;
}

/// How a page and an answer about a patient are met with; the patient is in the caseload where they are
/// shown, unless only the tail of a care relation is left.
async fn statuses(somebody: &Somebody<'_>, address: &str, what: &str) -> (StatusCode, StatusCode) {
    let page = somebody.get(address).await.status;
    let answer = somebody.get(&format!("/api/v1{address}")).await;
    let home = somebody.get("/patients").await.text;
    let is_listed = home.contains(&id(UNREACHED).to_string());
    let is_tail = what.ends_with("within 30 days");
    assert_eq!(is_listed, page == StatusCode::OK && !is_tail, "{what}");
    (page, answer.status)
}

#[tokio::test]
async fn access_ends_with_what_gave_it() {
    both(async |db| {
        let app = TestApp::empty(db);
        let address = format!("/patients/{}", unreached(&app).await);
        let mut somebody = outsider(&app, Role::CareCoordinator).await;
        let (shown, hidden) = (
            (StatusCode::OK, StatusCode::OK),
            (StatusCode::FORBIDDEN, StatusCode::FORBIDDEN),
        );
        assert_eq!(statuses(&somebody, &address, "nothing").await, hidden);

        insert(&app.db, relationship(UNREACHED, 1, ELSEWHERE, 0)).await;
        assert_eq!(statuses(&somebody, &address, "a relationship").await, shown);
        let now = app.app.clock.now();
        entity::relationship::Entity::update_many()
            .col_expr(entity::relationship::Column::ToAt, Expr::value(now))
            .exec(app.db.writer())
            .await
            .unwrap();
        // Those who were in it may look for a while, and it is no longer among their patients.
        let tail = "a relationship, within 30 days";
        assert_eq!(statuses(&somebody, &address, tail).await, shown);
        app.clock.advance(chrono::TimeDelta::days(30));
        somebody = Somebody::named(&app, &somebody.username).await;
        let ended = "a relationship that ended";
        assert_eq!(statuses(&somebody, &address, ended).await, hidden);

        let mut stay = period(UNREACHED, 2, ELSEWHERE, 0);
        stay.from_at = app.app.clock.now();
        insert(&app.db, stay).await;
        assert_eq!(statuses(&somebody, &address, "a stay").await, shown);
        app.clock.advance(chrono::TimeDelta::minutes(1));
        let now = app.app.clock.now();
        entity::treatment_period::Entity::update_many()
            .col_expr(entity::treatment_period::Column::ToAt, Expr::value(now))
            .exec(app.db.writer())
            .await
            .unwrap();
        assert_eq!(
            statuses(&somebody, &address, "a stay that ended").await,
            hidden
        );

        insert(&app.db, period(UNREACHED, 3, ELSEWHERE, 0)).await;
        assert_eq!(statuses(&somebody, &address, "another stay").await, shown);
        let account = entity::account::Entity::find()
            .filter(entity::account::Column::Username.eq(somebody.username.as_str()))
            .one(app.db.writer())
            .await
            .unwrap()
            .unwrap();
        let role = entity::account_role::Column::Role;
        entity::account_role::Entity::update_many()
            .col_expr(role, Expr::value(Role::ServiceManager.code()))
            .filter(entity::account_role::Column::AccountId.eq(account.id))
            .exec(app.db.writer())
            .await
            .unwrap();
        assert_eq!(
            statuses(&somebody, &address, "a role that was taken away").await,
            hidden
        );
        entity::account_role::Entity::update_many()
            .col_expr(role, Expr::value(Role::WardStaff.code()))
            .filter(entity::account_role::Column::AccountId.eq(account.id))
            .exec(app.db.writer())
            .await
            .unwrap();
        assert_eq!(
            statuses(&somebody, &address, "a role given back").await,
            shown
        );
        accounts::disable(&app.app, &Actor::System, &somebody.username, false)
            .await
            .unwrap();
        let out = (StatusCode::SEE_OTHER, StatusCode::UNAUTHORIZED);
        assert_eq!(
            statuses(&somebody, &address, "a disabled account").await,
            out
        );
    })
    .await;
}

#[tokio::test]
async fn every_form_needs_a_page_of_this_site_and_the_token_of_its_session() {
    both(async |db| {
        let app = TestApp::empty(db);
        let mine = Somebody::with_role(&app, Role::Administrator).await;
        let other = Somebody::with_role(&app, Role::Administrator).await;
        let send = async |address: &str, site: &str, kind: &str, body: String| {
            let mut request = mine
                .ask(Method::POST, address)
                .header(header::CONTENT_TYPE, kind)
                .body(Body::from(body))
                .unwrap();
            let site = site.parse().unwrap();
            request.headers_mut().insert("sec-fetch-site", site);
            app.send(request).await
        };
        let form = "application/x-www-form-urlencoded";
        let upload = "multipart/form-data; boundary=x";
        let forms = PAGES.iter().filter(|(method, _)| *method == "POST");
        for (_, path) in forms.clone().chain(&OPEN_FORMS) {
            let address = path.replace("{upload}", NOBODY);
            for site in ["cross-site", "same-site", "nonsense"] {
                let body = format!("form_token={}", mine.form_token);
                let answer = send(&address, site, form, body).await;
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{site} {address}");
            }
        }
        for (_, path) in forms {
            let address = path.replace("{upload}", NOBODY);
            for token in ["", &other.form_token, "%00", &mine.form_token[1..]] {
                let body = format!("form_token={token}&x=y");
                let answer = send(&address, "same-origin", form, body).await;
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{address} {token}");
            }
            // The same bytes under another name are not read as a form.
            for kind in [upload, "text/plain", "application/json"] {
                let body = format!("form_token={}", other.form_token);
                let answer = send(&address, "same-origin", kind, body).await;
                let status = answer.status;
                assert!(status.is_client_error(), "{address} {kind} {status}");
            }
        }
        let still = mine.get("/account").await;
        assert_eq!(still.status, StatusCode::OK, "nobody was signed out");
    })
    .await;
}

#[tokio::test]
async fn an_uploads_first_part_is_its_token_and_nothing_is_read_before_it() {
    on_sqlite(async |db| {
        let app = TestApp::empty(db);
        let mine = Somebody::with_role(&app, Role::Administrator).await;
        let other = Somebody::with_role(&app, Role::Administrator).await;
        let token = |token: &str| ("form_token", token.to_owned());
        let source = ("source", "local".to_owned());
        let cases = [
            vec![],
            vec![source.clone()],
            vec![source.clone(), token(&mine.form_token)],
            vec![token(""), source.clone()],
            vec![token(&other.form_token), source.clone()],
            vec![token(&format!("{}x", mine.form_token)), source.clone()],
            vec![token(&"x".repeat(100_000)), source.clone()],
        ];
        for parts in cases {
            let mut body = String::new();
            for (name, value) in &parts {
                body += "--x\r\nContent-Disposition: form-data; name=\"";
                body += &[name, "\"\r\n\r\n", value, "\r\n"].concat();
            }
            body.push_str(
                "--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"units.csv\"\r\n\r\nid,name,setting\nu,U,acute_ward\n\r\n--x--\r\n",
            );
            let request = mine
                .ask(Method::POST, "/imports/new")
                .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
                .body(Body::from(body))
                .unwrap();
            let answer = app.send(request).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{parts:?}");
        }
        let begun = entity::audit_entry::Entity::find()
            .filter(entity::audit_entry::Column::Purpose.eq("import"))
            .count(app.db.writer())
            .await
            .unwrap();
        assert_eq!(begun, 0, "nothing was received");
    })
    .await;
}

#[tokio::test]
async fn a_cookie_from_before_signing_in_opens_nothing_afterwards() {
    both(async |db| {
        let app = TestApp::empty(db);
        let username = app.account(Role::Administrator).await;
        let planted = "planted-by-somebody-who-knows-it";
        let password = super::encoded(crate::support::app::PASSWORD);
        let request = Request::post("/sign-in")
            .header("sec-fetch-site", "same-origin")
            .header(header::COOKIE, format!("redthread={planted}"))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(format!(
                "username={username}&password={password}"
            )));
        let answer = app.send(request.unwrap()).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        let given: Vec<_> = answer.headers.get_all(header::SET_COOKIE).iter().collect();
        assert!(!given.is_empty());
        assert!(
            given
                .iter()
                .all(|cookie| !cookie.to_str().unwrap().contains(planted))
        );
        let request = Request::get("/account")
            .header(header::COOKIE, format!("redthread={planted}"))
            .body(Body::empty());
        let answer = app.send(request.unwrap()).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "asked to sign in");
    })
    .await;
}
