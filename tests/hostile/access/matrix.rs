//! The access matrix: every address x every role x every way in which a patient can be somebody's or
//! not, what is expected and what the service does. `docs/access-matrix.md` is made of it; the test holds
//! it, and `REDTHREAD_TEST_RENEW=1` writes it anew.
//!
//! What is asked changes nothing: changes name a version that there never was, or lack what they need. So
//! what is open answers with something else than a refusal.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use chrono::TimeDelta;
use redthread::app::{Actor, accounts};
use redthread::domain::access::{Granted, until};
use redthread::domain::ids::{AccountId, ProfessionalId, UnitId};
use redthread::domain::time::Instant;
use redthread::domain::vocabulary::Role;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use secrecy::SecretString;
use serde_json::json;

use super::super::routes::{ACT, OF_THE_LOCK, OPEN_FORMS, PAGES, operations};
use super::super::{NOBODY, Somebody};
use crate::store::fixtures::{
    handover, id, insert, patient, period, professional, relationship, summary, unit,
};
use crate::support::app::{Answer, PASSWORD, TestApp};
use crate::support::{both, env};

/// The unit and the professional of whoever asks, and somebody else's.
const HERE: u128 = 9101;
const ELSEWHERE: u128 = 9102;
const ME: u128 = 9111;
const OTHER: u128 = 9112;

/// How a patient stands to whoever asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Situation {
    InCare,
    Was,
    LongAgo,
    Never,
    Incoming,
    Nobodys,
    Barred,
    Own,
    Glass,
}

impl Situation {
    const ALL: [Self; 9] = [
        Self::InCare,
        Self::Was,
        Self::LongAgo,
        Self::Never,
        Self::Incoming,
        Self::Nobodys,
        Self::Barred,
        Self::Own,
        Self::Glass,
    ];

    const fn words(self) -> &'static str {
        match self {
            Self::InCare => "in care",
            Self::Was => "was",
            Self::LongAgo => "long ago",
            Self::Never => "never",
            Self::Incoming => "incoming",
            Self::Nobodys => "nobody's",
            Self::Barred => "barred",
            Self::Own => "own",
            Self::Glass => "glass",
        }
    }

    const fn patient(self) -> u128 {
        9200 + self as u128
    }
}

/// For whom an address is that is of no patient.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Whom {
    /// Also those who did not sign in.
    Anybody,
    /// A patient in whose hands the screen is, and no account.
    Nobody,
    /// Whoever signed in.
    Accounts,
    Carers,
    Administrators,
    Managers,
    /// Those who manage units, and no administrator.
    Planners,
    PrivacyOfficers,
}

impl Whom {
    pub(super) fn admits(self, role: Role) -> bool {
        match self {
            Self::Anybody | Self::Accounts => true,
            Self::Nobody => false,
            Self::Carers => cares(role),
            Self::Administrators => role == Role::Administrator,
            Self::Managers => matches!(role, Role::Administrator | Role::ServiceManager),
            Self::Planners => role == Role::ServiceManager,
            Self::PrivacyOfficers => role == Role::PrivacyOfficer,
        }
    }
}

fn cares(role: Role) -> bool {
    matches!(role, Role::CareCoordinator | Role::WardStaff)
}

fn is_of_a_patient(path: &str) -> bool {
    path.contains("/patients/{id}")
}

/// For whom an address is. One that is not known here fails: somebody has to say it.
pub(super) fn whom(method: &str, path: &str) -> Whom {
    let api = path.strip_prefix("/api/v1");
    match api.unwrap_or(path) {
        // Those of the lock show nothing but whether a session is locked, and let in whoever proves to be its
        // person.
        "/sign-in" | "/assets/{file}" | "/style" | "/preferences" | "/lock" | "/lock/state"
        | "/unlock" | "/sign-in/person" => Whom::Anybody,
        // Whoever is signed in is led to their own first page.
        other if other == "/own" || other.starts_with("/own/") => {
            if method == "GET" {
                Whom::Accounts
            } else {
                Whom::Nobody
            }
        }
        "/lock/alive" | "/lock/typed" | "/account/pin" => Whom::Accounts,
        other if api.is_some() && other.starts_with("/auth/") => Whom::Anybody,
        "/" if api.is_none() => Whom::Accounts,
        "/account" | "/account/mail" | "/account/others" | "/account/password" | "/sign-out"
        | "/me" | "/me/numbers" | "/account/numbers" => Whom::Accounts,
        // Of the unit at which those who care work.
        other if other.starts_with("/units/{id}/board") => Whom::Carers,
        other if other.starts_with("/units/{id}/guests") => Whom::Carers,
        other if other.starts_with("/units/{id}/end-of-shift") => Whom::Carers,
        // Everybody looks; who may write them is told apart.
        other if other.starts_with("/units/{id}/routes") && method != "GET" => Whom::Managers,
        "/units" | "/professionals" if method != "GET" => Whom::Administrators,
        other if other.starts_with("/professionals") && method != "GET" => Whom::Managers,
        other if other.starts_with("/units") || other.starts_with("/professionals") => {
            Whom::Accounts
        }
        "/patients"
        | "/patients/search"
        | "/flags"
        | "/digest"
        | "/break-glass"
        | "/board"
        | "/patients/new"
        | "/patients/take-over" => Whom::Carers,
        other if other.starts_with("/handovers") || other.starts_with("/notices") => Whom::Carers,
        "/own-records" | "/own-records/{id}/end" | "/language" => Whom::Administrators,
        "/glass-reviews" | "/audit" => Whom::PrivacyOfficers,
        other if other.starts_with("/imports") || other.starts_with("/policy") => {
            Whom::Administrators
        }
        other if other.starts_with("/reports/departure") => Whom::Planners,
        "/reports/assignment" => Whom::Planners,
        other if other.starts_with("/reports") => Whom::Managers,
        other => panic!("whom is {other} for?"),
    }
}

/// Whether an address of a patient is open.
fn is_open(method: &str, path: &str, role: Role, situation: Situation) -> bool {
    use Situation as S;
    if path.ends_with("/glass/{glass}/review") {
        return role == Role::PrivacyOfficer;
    }
    if path.contains("/access-log") && role == Role::PrivacyOfficer {
        return true;
    }
    if !cares(role) {
        return false;
    }
    if path.ends_with("/glass/end") {
        // It is about the asker's own broken glass, and tells nothing of anybody.
        return true;
    }
    if path.ends_with("/break-glass") || path.ends_with("/glass") {
        return !matches!(situation, S::Barred | S::Own);
    }
    if situation == S::Glass && lets_in(method, path) {
        return false;
    }
    match situation {
        // Behind the glass nobody makes a plan that is not shown there.
        S::Glass => !(method == "POST" && path.ends_with("/plans")),
        S::InCare | S::Incoming | S::Nobodys => true,
        S::Was => method == "GET" && !is_a_form(path) || is_owed(path),
        S::LongAgo | S::Never | S::Barred | S::Own => false,
    }
}

/// Forms that begin with what is there: shown to those only who may send them.
fn is_a_form(path: &str) -> bool {
    path.contains("/record/") || path.ends_with("/story/new") || path.ends_with("/screen")
}

/// Letting the patient at their words, and saying that they cannot decide about them: not behind a broken glass.
fn lets_in(method: &str, path: &str) -> bool {
    path.ends_with("/screen") || method != "GET" && path.contains("/capacity")
}

/// Handing over, and taking back a death, which are owed also after the patient has moved on.
fn is_owed(path: &str) -> bool {
    path.contains("/handovers")
        || path.ends_with("/death/undo")
        // Whoever has read the patient's words may say so, wherever the patient is now.
        || path.ends_with("/tell-read")
        || path.ends_with("/story/told")
        // A POST, so that what is looked for is in no address: it reads.
        || path.ends_with("/search")
}

/// Every address, in order; ending things comes last, so that it ends nothing that others need.
fn addresses() -> Vec<(String, String)> {
    let pages = PAGES.iter().chain(&OPEN_FORMS).chain(&OF_THE_LOCK);
    let pages = pages.map(|(method, path)| ((*method).to_owned(), (*path).to_owned()));
    let mut all: Vec<_> = pages.chain(operations()).collect();
    let ends = |method: &str, path: &str| match path {
        "/sign-out" => 4,
        "/lock" | "/unlock" if method == "POST" => 3,
        // Programs of the account are signed out, too.
        "/account/others" => 2,
        path if path.ends_with("/glass/end") => 1,
        _ => 0,
    };
    all.sort_by_key(|(method, path)| (ends(method, path), path.clone(), method.clone()));
    all
}

/// Patients of every situation, and what their addresses name besides them.
async fn world(app: &TestApp) {
    let (db, now) = (&app.db, app.app.clock.now());
    for n in [HERE, ELSEWHERE] {
        insert(db, unit(n, "acute_ward")).await;
    }
    for n in [ME, OTHER] {
        insert(db, professional(n)).await;
    }
    for situation in Situation::ALL {
        let n = situation.patient();
        let mut row = patient(n, &format!("m{n}"));
        row.in_service_from_on = Some((now - TimeDelta::days(365)).date_naive());
        insert(db, row).await;
        things(app, n, now).await;
        let tied = |to: Option<i64>| {
            let mut tie = relationship(n, n * 10, ME, 0);
            tie.from_at = now - TimeDelta::days(90);
            tie.to_at = to.map(|days| now - TimeDelta::days(days));
            tie
        };
        match situation {
            Situation::InCare => insert(db, tied(None)).await,
            Situation::Was => insert(db, tied(Some(10))).await,
            Situation::LongAgo => insert(db, tied(Some(31))).await,
            Situation::Never | Situation::Glass => {}
            Situation::Incoming => {
                let mut offer = handover(n, n * 10 + 1, 0);
                offer.offered_at = now - TimeDelta::hours(1);
                offer.to_unit_id = Some(id(HERE));
                offer.state = Some("offered".to_owned());
                insert(db, offer).await;
            }
            Situation::Nobodys => {
                // As an evaluation finds of somebody in service whose last treatment period was here.
                let mut stay = period(n, n * 10 + 2, HERE, 0);
                stay.from_at = now - TimeDelta::days(90);
                stay.to_at = Some(now - TimeDelta::days(60));
                insert(db, stay).await;
                insert(db, summary(id(n), Some(id(HERE)))).await;
            }
            Situation::Barred => {
                insert(db, tied(None)).await;
                insert(db, bar(n, n * 10 + 3, ME, now)).await;
            }
            Situation::Own => {
                insert(db, tied(None)).await;
                let own = entity::own_record::Model {
                    patient_id: id(n),
                    id: id(n * 10 + 4),
                    professional_id: id(ME),
                    from_at: now - TimeDelta::days(1),
                    to_at: None,
                    recorded_by: "test".to_owned(),
                    recorded_at: now,
                    ended_by: None,
                    version: 1,
                };
                insert(db, own).await;
            }
        }
    }
}

fn bar(patient: u128, n: u128, whom: u128, now: Instant) -> entity::access_bar::Model {
    entity::access_bar::Model {
        patient_id: id(patient),
        id: id(n),
        professional_id: Some(id(whom)),
        unit_id: None,
        from_at: now - TimeDelta::days(1),
        to_at: None,
        reason: None,
        recorded_by: "test".to_owned(),
        recorded_at: now,
        lifted_by: None,
        version: 1,
    }
}

/// Something of each kind that addresses name, of somebody else's.
async fn things(app: &TestApp, n: u128, now: Instant) {
    let db = &app.db;
    let flag = entity::flag::Model {
        patient_id: id(n),
        id: id(n * 10 + 5),
        code: "no_crisis_plan".to_owned(),
        subject_kind: "patient".to_owned(),
        subject_id: id(n),
        severity: "attention".to_owned(),
        evidence: json!({}),
        owner_role: "coordinator".to_owned(),
        raised_at: now,
        recorded_at: now,
        policy_version_id: None,
        state: "cleared".to_owned(),
        cleared_at: Some(now),
        is_recorded_late: false,
        owner_professional_id: None,
        owner_unit_id: None,
        is_private: false,
        snoozed_until: None,
        settled_by: None,
        settled_at: None,
        reason: None,
        done_elsewhere_by: None,
        done_elsewhere_on: None,
        version: 1,
    };
    insert(db, flag).await;
    insert(db, bar(n, n * 10 + 6, OTHER, now)).await;
    let arrival = entity::planned_arrival::Model {
        patient_id: id(n),
        id: id(n * 10 + 7),
        unit_id: id(ELSEWHERE),
        expected_at: now,
        state: "expected".to_owned(),
        recorded_by: "test".to_owned(),
        recorded_at: now,
        settled_by: None,
        settled_at: None,
        version: 1,
    };
    insert(db, arrival).await;
}

/// An address of a patient, with the things of theirs.
fn filled(path: &str, n: u128) -> String {
    let of = |k: u128| id(n * 10 + k).to_string();
    path.replace("{id}", &id(n).to_string())
        .replace("{flag}", &of(5))
        .replace("{bar}", &of(6))
        .replace("{arrival}", &of(7))
        .replace("{glass}", &of(8))
        .replace("{handover}", NOBODY)
        .replace("{entry}", NOBODY)
        .replace("{record}", NOBODY)
        .replace("{act}", ACT)
}

fn of_nobody(path: &str) -> String {
    let mut address = path
        .replace("{fault}", "0")
        .replace("{file}", "base.css")
        .replace("{period}", "2025-Q4");
    let is_of_a_ward = ["board", "guests", "end-of-shift", "routes"]
        .iter()
        .any(|end| address.contains(&format!("/units/{{id}}/{end}")));
    if is_of_a_ward {
        address = address.replace("{id}", &id(HERE).to_string());
        address = address.replace("{patient}", NOBODY);
    }
    for name in [
        "{id}",
        "{guest}",
        "{upload}",
        "{preview}",
        "{plan}",
        "{run}",
        "{record}",
        "{report}",
    ] {
        address = address.replace(name, NOBODY);
    }
    address
}

/// The account of a role: with the same professional at the same unit, whatever the role.
async fn account(app: &TestApp, role: Role) -> Somebody<'_> {
    let has_unit = !matches!(role, Role::Administrator | Role::PrivacyOfficer);
    let username = format!("m.{}", role.code().replace('_', "-"));
    let new = accounts::NewAccount {
        username: username.clone(),
        password: SecretString::from(PASSWORD),
        professional: Some(ProfessionalId(id(ME))),
        roles: vec![Granted {
            role,
            unit: has_unit.then(|| UnitId(id(HERE))),
        }],
    };
    accounts::create(&app.app, &Actor::System, &new)
        .await
        .unwrap();
    let row = entity::account::Entity::find()
        .filter(entity::account::Column::Username.eq(username.as_str()))
        .one(app.db.writer())
        .await
        .unwrap()
        .unwrap();
    broken_by(app, AccountId(row.id), role).await;
    Somebody::named(app, &username).await
}

/// Every account broke the glass of that patient, whatever its role.
async fn broken_by(app: &TestApp, account: AccountId, role: Role) {
    let n = Situation::Glass.patient();
    let opened_at = app.app.clock.now() - TimeDelta::hours(1);
    let glass = entity::glass_opening::Model {
        patient_id: id(n),
        id: id(n * 100 + role as u128),
        account_id: account.0,
        reason: "other".to_owned(),
        words: "Words".to_owned(),
        opened_at,
        until_at: until(opened_at),
        ended_at: None,
        reviewed_at: None,
        reviewed_by: None,
        outcome: None,
        review_words: None,
        version: 1,
    };
    insert(&app.db, glass).await;
}

impl Somebody<'_> {
    async fn tries(&self, method: &str, address: &str) -> Answer {
        match method {
            // It does not end.
            "GET" if address.ends_with("/board/events") => self.begin(address).await,
            "GET" => self.get(address).await,
            _ if address.starts_with("/api/") => {
                let body = match address {
                    _ if address.ends_with("/remarks") => {
                        json!({"what": "wrong", "words": "x".repeat(501)}).to_string()
                    }
                    _ if address.ends_with("/patients/search") => json!({"name": "a"}).to_string(),
                    // At a unit that there is not: nothing is recorded.
                    _ if address.ends_with("/contacts/met") => json!({"unit": NOBODY}).to_string(),
                    _ => "{}".to_owned(),
                };
                let request = self
                    .ask(method.parse().unwrap(), address)
                    .header(header::CONTENT_TYPE, "application/json")
                    .header(header::IF_MATCH, "\"999\"")
                    .body(Body::from(body));
                self.app.send(request.unwrap()).await
            }
            "POST" if address == "/imports/new" => self.send_no_file().await,
            _ => {
                let long = "x".repeat(501);
                let form = format!(
                    "act=acknowledge&version=999&name=a&flag={NOBODY}&what=wrong&words={long}&username={0}.x&person={0}.y",
                    self.username
                );
                self.post(address, &form).await
            }
        }
    }

    /// Asks, and does not wait for the body.
    async fn begin(&self, address: &str) -> Answer {
        use tower::ServiceExt as _;
        let request = self.ask(Method::GET, address).body(Body::empty());
        let answer = self.app.router.clone().oneshot(request.unwrap()).await;
        let (parts, _) = answer.unwrap().into_parts();
        Answer {
            status: parts.status,
            headers: parts.headers,
            text: String::new(),
        }
    }

    async fn send_no_file(&self) -> Answer {
        let body = format!(
            "--x\r\nContent-Disposition: form-data; name=\"form_token\"\r\n\r\n{}\r\n--x--\r\n",
            self.form_token
        );
        let request = self
            .ask(Method::POST, "/imports/new")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
            .body(Body::from(body));
        self.app.send(request.unwrap()).await
    }
}

/// What an answer comes to.
fn word(answer: &Answer, what: &str) -> &'static str {
    let to = answer.headers.get(header::LOCATION);
    let asks = to.is_some_and(|to| to.as_bytes().starts_with(b"/sign-in"));
    match answer.status {
        status if status.is_server_error() => panic!("{what}: {}", answer.text),
        // That the name, the password or the PIN is wrong, or that there is no session to lock.
        StatusCode::FORBIDDEN if is_way_in(what) => "sign in",
        StatusCode::FORBIDDEN => "closed",
        StatusCode::UNAUTHORIZED => "sign in",
        _ if asks => "sign in",
        _ => "open",
    }
}

fn is_way_in(what: &str) -> bool {
    ["/sign-in ", "/sign-in/person ", "/lock ", "/unlock "]
        .iter()
        .any(|path| {
            what.strip_prefix("POST ")
                .is_some_and(|what| what.starts_with(path))
        })
}

async fn signed_out(app: &TestApp, method: &str, address: &str) -> Answer {
    let request = Request::builder()
        .method(method)
        .uri(address)
        .header("sec-fetch-site", "same-origin");
    let request = if address.starts_with("/api/") {
        request
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from("{}"))
    } else {
        request
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from("x=y"))
    };
    app.send(request.unwrap()).await
}

/// What is expected of whoever did not sign in. A form of theirs has no session's token.
fn expected_signed_out(method: &str, path: &str) -> &'static str {
    let is_open = !is_of_a_patient(path) && whom(method, path) == Whom::Anybody;
    let is_form = method != "GET" && !path.starts_with("/api/");
    match path {
        _ if path.starts_with("/api/v1/auth/") => "sign in",
        // They lead to the sign-in page in any case: without a session there is nothing to lock.
        "/sign-out" | "/lock" => "sign in",
        "/sign-in" | "/sign-in/person" | "/unlock" if is_form => "sign in",
        "/preferences" if is_form => "open",
        _ if is_open => "open",
        _ if is_form => "closed",
        _ => "sign in",
    }
}

fn cell(expected: &str, status: StatusCode) -> String {
    format!("{expected} {}", status.as_u16())
}

#[tokio::test]
async fn the_matrix_is_as_it_is_told_and_nothing_else_is_open() {
    both(async |db| {
        let app = TestApp::empty(db);
        world(&app).await;
        let mut cells: BTreeMap<(String, String, usize), String> = BTreeMap::new();
        let mut wrong = Vec::new();
        let mut note =
            |method: &str, path: &str, column: usize, expected: &str, answer: &Answer| {
                let what = format!("{method} {path} in column {column}");
                let actual = word(answer, &what);
                if actual != expected {
                    wrong.push(format!(
                        "{what}: expected {expected}, is {actual} {}",
                        answer.status
                    ));
                }
                let key = (path.to_owned(), method.to_owned(), column);
                cells.insert(key, cell(expected, answer.status));
            };
        let names = names_of(&app).await;
        for (column, role) in Role::ALL.iter().copied().enumerate() {
            let somebody = account(&app, role).await;
            for (method, path) in addresses() {
                let told = |is_open: bool| if is_open { "open" } else { "closed" };
                if !is_of_a_patient(&path) {
                    let answer = somebody.tries(&method, &of_nobody(&path)).await;
                    let expected = match path.as_str() {
                        // Without anything to sign in with.
                        auth if auth.starts_with("/api/v1/auth/") => "sign in",
                        "/sign-out" => "sign in",
                        "/sign-in" | "/sign-in/person" | "/unlock" if method == "POST" => "sign in",
                        path => told(whom(&method, path).admits(role)),
                    };
                    note(&method, &path, column, expected, &answer);
                    continue;
                }
                for situation in Situation::ALL {
                    let address = filled(&path, situation.patient());
                    let answer = somebody.tries(&method, &address).await;
                    let expected = told(is_open(&method, &path, role, situation));
                    let at = column * Situation::ALL.len() + situation as usize;
                    note(&method, &path, at, expected, &answer);
                    if expected == "closed" {
                        answer.names_nobody(&names, &address);
                    }
                }
            }
        }
        for (method, path) in addresses() {
            let address = if is_of_a_patient(&path) {
                filled(&path, Situation::InCare.patient())
            } else {
                of_nobody(&path)
            };
            let answer = signed_out(&app, &method, &address).await;
            let expected = expected_signed_out(&method, &path);
            note(&method, &path, usize::MAX, expected, &answer);
        }
        assert_eq!(wrong, Vec::<String>::new());
        hold(&page(&cells));
    })
    .await;
}

async fn names_of(app: &TestApp) -> Vec<String> {
    let name = entity::patient::Column::FamilyName;
    for situation in Situation::ALL {
        let n = situation.patient();
        entity::patient::Entity::update_many()
            .col_expr(
                name,
                sea_orm::sea_query::Expr::value(format!("Secretname{n}")),
            )
            .filter(entity::patient::Column::Id.eq(id(n)))
            .exec(app.db.writer())
            .await
            .unwrap();
    }
    vec!["Secretname".to_owned()]
}

/// The page, or that it is another.
fn hold(page: &str) {
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/access-matrix.md");
    if env("REDTHREAD_TEST_RENEW").is_some() {
        std::fs::write(&file, page).unwrap();
    }
    let told = std::fs::read_to_string(&file).unwrap_or_default();
    let differs = told.lines().zip(page.lines()).find(|(told, is)| told != is);
    assert!(
        told == page,
        "docs/access-matrix.md is not what the service does; REDTHREAD_TEST_RENEW=1 writes it anew. The first line that differs:\n{differs:#?}"
    );
}

fn page(cells: &BTreeMap<(String, String, usize), String>) -> String {
    let mut page = String::from(HEAD);
    let get = |path: &str, method: &str, column: usize| {
        let key = (path.to_owned(), method.to_owned(), column);
        cells.get(&key).map_or("", String::as_str).to_owned()
    };
    let mut rows: Vec<_> = cells
        .keys()
        .map(|(path, method, _)| (path, method))
        .collect();
    rows.dedup();
    let roles: Vec<&str> = Role::ALL.iter().map(|role| role.code()).collect();
    page.push_str("\n## Addresses of no patient\n\n");
    let _ = writeln!(page, "| address | {} | signed out |", roles.join(" | "));
    let _ = writeln!(page, "|---|{}---|", "---|".repeat(roles.len()));
    for (path, method) in rows.iter().filter(|(path, _)| !is_of_a_patient(path)) {
        let all = (0..roles.len()).chain([usize::MAX]);
        let all: Vec<String> = all.map(|column| get(path, method, column)).collect();
        let _ = writeln!(page, "| `{method} {path}` | {} |", all.join(" | "));
    }
    let situations: Vec<&str> = Situation::ALL.iter().map(|one| one.words()).collect();
    for (column, role) in roles.iter().enumerate() {
        let _ = write!(page, "\n## Addresses of a patient: {role}\n\n");
        let _ = writeln!(page, "| address | {} |", situations.join(" | "));
        let _ = writeln!(page, "|---|{}", "---|".repeat(situations.len()));
        for (path, method) in rows.iter().filter(|(path, _)| is_of_a_patient(path)) {
            let all = 0..situations.len();
            let at = |place| get(path, method, column * situations.len() + place);
            let all: Vec<String> = all.map(at).collect();
            let _ = writeln!(page, "| `{method} {path}` | {} |", all.join(" | "));
        }
    }
    page.push_str("\n## Addresses of a patient: signed out\n\n| address | in care |\n|---|---|\n");
    for (path, method) in rows.iter().filter(|(path, _)| is_of_a_patient(path)) {
        let told = get(path, method, usize::MAX);
        let _ = writeln!(page, "| `{method} {path}` | {told} |");
    }
    page
}

const HEAD: &str = "# The access matrix

Every address, every role, and every way in which a patient can be somebody's or not: what the rules
([access.md](access.md)) say, and the status with which the service answered. A test makes this page from
the routes and holds it (`tests/hostile/access/matrix.rs`): an address that is not here, a role that gets
further than it should, or not as far, fails it. `REDTHREAD_TEST_RENEW=1` writes the page anew.

*open*: the request is let in; what changes something is then refused for a version that there never was, or
for what is missing, so that nothing is changed. *closed*: 403. *sign in*: 401, or the sign-in page; a form
without a session is refused with 403.

All accounts belong to the same professional, at the same unit. The patient is

| | |
|---|---|
| in care | in an active relationship with the professional |
| was | in one that ended ten days ago |
| long ago | in one that ended 31 days ago |
| never | nobody to them |
| incoming | offered to their unit in a handover that waits for an answer |
| nobody's | with nobody, last at their unit |
| barred | in an active relationship, and does not want the professional |
| own | in an active relationship, and of the professional's family |
| glass | nobody to them, and they broke the glass an hour ago |
";
