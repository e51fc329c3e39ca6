//! What somebody types, or writes into an address by hand.

use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use redthread::domain::vocabulary::Role;
use redthread::store::migrate;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait as _, QueryFilter};
use serde_json::json;

use super::{ELSEWHERE, NOBODY, Somebody, UNREACHED, encoded, outsider};
use crate::store::fixtures::{contact, id, insert, patient, relationship};
use crate::support::app::TestApp;
use crate::support::both;

/// Ends of addresses that nobody was given.
fn odd_queries() -> Vec<String> {
    let day = "from=2026-01-02&to=2026-01-01";
    let mut odd: Vec<String> = [
        "",
        day,
        "from=0001-01-01&to=9999-12-31",
        "from=9999-12-31&to=9999-12-31",
        "from=0001-01-01&to=0001-01-01",
        "from=0000-01-01&to=0000-01-02",
        "from=-0001-01-01&to=2026-01-01",
        "from=99999-01-01&to=99999-01-02",
        "from=%D9%A2%D9%A0%D9%A2%D9%A6-01-01&to=2026-01-01",
        "from=%00&to=%ff",
        "from=2026-01-01",
        "to=2026-01-01",
        "window=all&window=5y",
        "window=%00",
        "window=all&table=open&since=first",
        "flag=%00",
        "lane=x&setting=%ff&unit=1&person=%00",
        "month=9999-12",
        "month=0001-01",
        "month=2026-13",
        "month=2026-01&month=2026-02",
        "relationship=%00",
        "person=others&person=unrecorded",
        "limit=0",
        "limit=-1",
        "limit=99999999999999999999",
        "days=4294967295",
        "days=99999999999999999999",
        "whose=%00&needs=%00&unit=%00",
        "after=%00",
        "after=..%2F..%2Fetc%2Fpasswd",
        "cursor=%00",
        "&&&===;;",
        "%",
    ]
    .map(str::to_owned)
    .into();
    let nil = "0".repeat(32);
    for micros in [
        "9223372036854775807",
        "8210266876799999999",
        "-8334601228800000000",
        "-62135596800000001",
        "253402300800000000",
    ] {
        for mark in [
            format!("1.{micros}.{nil}"),
            format!("{micros}.{nil}"),
            format!("1.0.{nil}.x"),
        ] {
            let mark = URL_SAFE_NO_PAD.encode(mark);
            odd.push(format!("after={mark}"));
            odd.push(format!("cursor={mark}"));
        }
    }
    odd
}

#[tokio::test]
async fn no_address_however_odd_is_a_fault_of_ours() {
    both(async |db| {
        let app = TestApp::with_patients(db, 2).await;
        let somebody = Somebody::with_role(&app, Role::CareCoordinator).await;
        let administrator = Somebody::with_role(&app, Role::Administrator).await;
        let known = app.patient("solveig").await.0;
        for query in odd_queries() {
            for place in [
                "/",
                "/patients/{id}",
                "/patients/{id}/contacts",
                "/patients/{id}/timeline.csv",
                "/sign-in",
                "/api/v1/units",
                "/api/v1/professionals",
                "/api/v1/patients",
                "/api/v1/flags",
                "/api/v1/patients/{id}/timeline",
                "/api/v1/patients/{id}/contacts",
                "/api/v1/patients/{id}/continuity",
            ] {
                let place = place.replace("{id}", &known.to_string());
                let address = format!("{place}?{query}");
                somebody.get(&address).await.is_kind(&address);
            }
            for place in ["/imports", "/api/v1/imports"] {
                let address = format!("{place}?{query}");
                administrator.get(&address).await.is_kind(&address);
            }
        }
        for address in [
            format!("/patients/{known}/"),
            format!("/patients/{known}%2fcontacts"),
            format!("/patients/{known}/../{known}"),
            format!("/patients/{{{known}}}"),
            "/patients/%00".to_owned(),
            "/patients/%ff".to_owned(),
            "/assets/..%2f..%2fCargo.toml".to_owned(),
            "/imports/runs/%00".to_owned(),
            "/imports/uploads/x/rows/-1".to_owned(),
            format!("/imports/uploads/{NOBODY}/rows/99999999999999999999"),
            "/api/v1/patients/%ff".to_owned(),
            "/api/v1/patients/%2e%2e/units".to_owned(),
            "/%".to_owned(),
        ] {
            somebody.get(&address).await.is_kind(&address);
            administrator.get(&address).await.is_kind(&address);
        }
    })
    .await;
}

#[tokio::test]
async fn no_search_however_odd_is_a_fault_of_ours_and_it_comes_back_as_it_was() {
    both(async |db| {
        let app = TestApp::with_patients(db, 2).await;
        let somebody = Somebody::with_role(&app, Role::CareCoordinator).await;
        let long = "x".repeat(60_000);
        let many = "a ".repeat(3_000);
        for (name, identifier, born) in [
            ("a\0b", "", ""),
            ("", "a\0b", ""),
            ("", "\0", ""),
            ("", "", "\0"),
            ("%_\\", "%", ""),
            (long.as_str(), "", ""),
            ("", long.as_str(), ""),
            (many.as_str(), "", ""),
            ("<script>alert(1)</script>", "\"'><b>", "</input>"),
            ("", "", "-200000-01-01"),
            ("", "", "31.02.2026"),
            ("", "", "1.1.99999999999"),
            ("\u{202e}\u{0301}\u{1f469}\u{200d}\u{1f467}", "", ""),
        ] {
            let form = format!(
                "name={}&identifier={}&born={}",
                encoded(name),
                encoded(identifier),
                encoded(born)
            );
            let what = format!("{name:.20?} {identifier:.20?} {born:?}");
            let page = somebody.post("/patients/search", &form).await;
            if form.len() < 60_000 {
                page.is_kind(&what);
                for typed in [name, identifier, born] {
                    let kept = askama::filters::escape(typed, askama::filters::Html).unwrap();
                    assert!(page.text.contains(&kept.to_string()), "{what} is not kept");
                }
                assert!(!page.text.contains("<script>alert"), "{what}");
            } else {
                assert_eq!(page.status, StatusCode::PAYLOAD_TOO_LARGE, "{what}");
            }
            let mut body = json!({"name": name, "identifier": identifier});
            if !born.is_empty() {
                body["birth_date"] = born.into();
            }
            let search = "/api/v1/patients/search";
            let answer = somebody.post_json(search, &body.to_string()).await;
            answer.is_kind(search);
        }
        for body in [
            "",
            "null",
            "[]",
            "{\"name\":\"\\ud800\"}",
            &"[".repeat(50_000),
        ] {
            for address in [
                "/api/v1/patients/search",
                "/api/v1/auth/token",
                "/api/v1/auth/refresh",
                "/api/v1/auth/revoke",
            ] {
                somebody.post_json(address, body).await.is_kind(address);
            }
        }
        for year in ["-200000-01-01", "+262142-12-31", "0000-12-31"] {
            let body = json!({"birth_date": year}).to_string();
            let answer = somebody.post_json("/api/v1/patients/search", &body).await;
            assert_eq!(answer.problem(), "invalid_json", "{year}");
        }
    })
    .await;
}

#[tokio::test]
async fn bodies_of_any_kind_are_refused_kindly() {
    both(async |db| {
        let app = TestApp::empty(db);
        let somebody = Somebody::with_role(&app, Role::Administrator).await;
        let huge = vec![b'a'; 300_000];
        for address in ["/patients/search", "/sign-in", "/preferences", "/sign-out"] {
            for kind in [
                "application/x-www-form-urlencoded",
                "multipart/form-data",
                "application/json",
                "nonsense",
                "",
            ] {
                for body in [b"\xff\xfe\x00".as_slice(), b"a=%zz&b=%00", b"", &huge] {
                    let request = somebody
                        .ask(Method::POST, address)
                        .header(header::CONTENT_TYPE, kind)
                        .body(Body::from(body.to_vec()))
                        .unwrap();
                    let answer = app.send(request).await;
                    answer.is_kind(address);
                    assert!(answer.text.len() < 50_000, "{address} repeats what it got");
                }
            }
        }
        for method in ["PUT", "DELETE", "PATCH", "TRACE", "BREW"] {
            let request = somebody
                .ask(method.parse().unwrap(), "/patients/search")
                .header("x-http-method-override", "GET")
                .body(Body::empty())
                .unwrap();
            let answer = app.send(request).await;
            assert!(answer.status.is_client_error(), "{method}");
        }
        let head = somebody.ask(Method::HEAD, "/").body(Body::empty()).unwrap();
        let head = app.send(head).await;
        assert_eq!((head.status, head.text.as_str()), (StatusCode::OK, ""));
    })
    .await;
}

/// A page repeats its address in every link: what is long or said often must not multiply.
#[tokio::test]
async fn a_long_address_does_not_make_a_large_page() {
    both(async |db| {
        let app = TestApp::with_patients(db, 1).await;
        let somebody = Somebody::with_role(&app, Role::CareCoordinator).await;
        let known = app.patient("solveig").await.0;
        let usual = somebody.get(&format!("/patients/{known}")).await.text.len();
        let person = format!("person={NOBODY}&").repeat(1_000);
        let people: Vec<String> = (0..1_000_u128)
            .map(|n| format!("person={}&", id(n)))
            .collect();
        let people = people.concat();
        let long = format!("from={}&", "x".repeat(50_000));
        for query in [person, people, long, "x".repeat(50_000)] {
            let answer = somebody.get(&format!("/patients/{known}?{query}")).await;
            assert_eq!(answer.status, StatusCode::OK);
            let bytes = answer.text.len();
            assert!(bytes < usual + 60_000, "{bytes}, and {usual} without");
        }
    })
    .await;
}

#[tokio::test]
async fn names_in_any_script_are_shown_as_names_and_as_nothing_else() {
    both(async |db| {
        let app = TestApp::empty(db);
        let somebody = outsider(&app, Role::CareCoordinator).await;
        let long = "Ñ".repeat(200);
        let names = [
            "<script>alert(1)</script>",
            "\" onmouseover=\"alert(1)",
            "{{ 7 * 7 }} { $name } %s",
            "محمد عبد الله",
            "\u{202e}desrever",
            "Z\u{0335}\u{0301}\u{0327}algo",
            "愛子 \u{1f469}\u{200d}\u{1f467}",
            "=HYPERLINK(\"http://x\")",
            long.as_str(),
        ];
        for (n, name) in (UNREACHED..).zip(names) {
            let mut row = patient(n, &format!("p{n}"));
            row.family_name = Some(name.to_owned());
            row.birth_date = chrono::NaiveDate::from_ymd_opt(1962, 1, 1);
            insert(&app.db, row).await;
            let mut tie = relationship(n, n + 1_000, ELSEWHERE, 0);
            tie.important_to_patient = true;
            insert(&app.db, tie).await;
            let mut unlisted = relationship(n, n + 2_000, ELSEWHERE, 0);
            unlisted.professional_id = None;
            unlisted.person_name = Some(name.to_owned());
            insert(&app.db, unlisted).await;
            let mut seen = contact(n, n + 3_000, ELSEWHERE, 30);
            seen.main_professional_id = Some(id(ELSEWHERE));
            insert(&app.db, seen).await;
            let patient = format!("/patients/{}", id(n));
            let kept = askama::filters::escape(name, askama::filters::Html).unwrap();
            let kept = kept.to_string();
            let pages = [
                somebody.get(&patient).await,
                somebody
                    .get(&format!("{patient}?window=all&table=open"))
                    .await,
                somebody.get(&format!("{patient}/contacts")).await,
                somebody.get("/").await,
                somebody.post("/patients/search", "born=1962-01-01").await,
            ];
            for page in pages {
                assert_eq!(page.status, StatusCode::OK, "{name}");
                assert!(page.text.contains(&kept), "{name} is not in {}", page.text);
                for dangerous in ["<script>alert", "\" onmouseover"] {
                    assert!(!page.text.contains(dangerous), "{name}");
                }
            }
            let file = somebody
                .get(&format!("{patient}/timeline.csv?window=all"))
                .await;
            assert_eq!(
                file.headers[header::CONTENT_DISPOSITION],
                "attachment; filename=\"timeline.csv\""
            );
            assert_eq!(file.headers[header::CACHE_CONTROL], "no-store");
            let is_formula = |line: &str| {
                line.split(',')
                    .any(|cell| cell.trim_matches('"').starts_with("=HYP"))
            };
            assert!(!file.text.lines().any(is_formula), "{}", file.text);
            let answer = somebody.get(&format!("/api/v1{patient}")).await.ok();
            assert_eq!(answer["patient"]["family_name"], name, "{answer}");
        }
    })
    .await;
}

/// A database that was filled before names were folded and imports told who began them.
#[tokio::test]
async fn a_filled_database_goes_up_and_down_with_everything_in_it() {
    both(async |db| {
        let app = TestApp::with_patients(db, 8).await;
        app.account(Role::CareCoordinator).await;
        let counts = async || {
            let read = &app.db.read;
            (
                entity::patient::Entity::find().count(read).await.unwrap(),
                entity::contact::Entity::find().count(read).await.unwrap(),
                entity::relationship::Entity::find()
                    .count(read)
                    .await
                    .unwrap(),
                entity::audit_entry::Entity::find()
                    .count(read)
                    .await
                    .unwrap(),
                entity::account_role::Entity::find()
                    .count(read)
                    .await
                    .unwrap(),
            )
        };
        let names = async || -> Vec<(Option<String>, String)> {
            use sea_orm::QuerySelect as _;
            entity::patient::Entity::find()
                .select_only()
                .column(entity::patient::Column::FamilyName)
                .column(entity::patient::Column::NameFolded)
                .into_tuple()
                .all(&app.db.read)
                .await
                .unwrap()
        };
        let some = entity::patient::Entity::find()
            .one(&app.db.read)
            .await
            .unwrap()
            .unwrap();
        entity::patient::Entity::update_many()
            .col_expr(
                entity::patient::Column::FamilyName,
                Expr::value("Åse-Ødegård"),
            )
            .col_expr(
                entity::patient::Column::GivenName,
                Expr::value(Option::<String>::None),
            )
            .col_expr(
                entity::patient::Column::NameFolded,
                Expr::value("ase odegard"),
            )
            .filter(entity::patient::Column::Id.eq(some.id))
            .exec(app.db.writer())
            .await
            .unwrap();
        let (before, folded) = (counts().await, names().await);
        // All but the first two.
        let later = redthread::app::migrations(&app.db).await.unwrap().len() - 2;
        let steps = u32::try_from(later).unwrap();
        let taken_back = migrate::down(&app.db, steps).await.unwrap();
        assert_eq!(taken_back.len(), later, "{taken_back:?}");
        assert_eq!(counts().await, before);
        let old = names().await;
        let ase = (Some("Åse-Ødegård".to_owned()), "åse-ødegård".to_owned());
        assert!(old.contains(&ase), "{old:?}");
        assert_eq!(migrate::up(&app.db).await.unwrap().len(), later);
        assert_eq!(counts().await, before);
        let mut again = names().await;
        let mut folded = folded;
        again.sort();
        folded.sort();
        assert_eq!(again, folded);
        let runs = entity::import_run::Entity::find()
            .all(&app.db.read)
            .await
            .unwrap();
        assert!(!runs.is_empty() && runs.iter().all(|run| run.actor.is_none()));
        let somebody = Somebody::with_role(&app, Role::CareCoordinator).await;
        let found = somebody
            .post("/patients/search", "name=oedegaard+aase")
            .await;
        assert_eq!(found.status, StatusCode::OK);
        let administrator = Somebody::with_role(&app, Role::Administrator).await;
        assert_eq!(administrator.get("/imports").await.status, StatusCode::OK);
    })
    .await;
}
