//! Employments, professionals and units: who may write them, two writers, and the flags of those concerned.

use axum::http::{Method, StatusCode, header};
use chrono::TimeDelta;
use redthread::app::evaluate::{self, Share, Which};
use redthread::app::recording::staff::{self, Employing, Step};
use redthread::app::recording::{Fields, Looks};
use redthread::app::sign_in::browser;
use redthread::app::{Actor, AppError, NoProgress, accounts, accounts::NewAccount};
use redthread::domain::access::Granted;
use redthread::domain::ids::{ProfessionalId, RecordId, UnitId};
use redthread::domain::recording::{Scene, staff as domain};
use redthread::domain::vocabulary::Role;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use secrecy::SecretString;
use serde_json::json;

use super::api::Program;
use super::pages::Browser;
use super::{World, credentials, import, once, out_and_in};
use crate::support::app::PASSWORD;
use crate::support::{both, on_sqlite};

/// Somebody who is no carer.
async fn keeper(world: &World, name: &str, role: Role, unit: Option<&str>) -> Actor {
    let new = NewAccount {
        username: name.to_owned(),
        password: SecretString::from(PASSWORD),
        professional: None,
        roles: vec![Granted {
            role,
            unit: unit.map(|unit| UnitId(world.id(unit))),
        }],
    };
    accounts::create(&world.app.app, &Actor::System, &new)
        .await
        .unwrap();
    let begun = browser::begin(&world.app.app, &credentials(name)).await;
    Actor::Account(begun.unwrap().0.viewer)
}

async fn employ(
    world: &World,
    actor: &Actor,
    step: Step,
    fields: &[(&str, &str)],
) -> Result<(RecordId, i32), AppError> {
    let command = Employing {
        professional: ProfessionalId(world.id("therapist")),
        step,
        fields: world.fields(fields),
        once: None,
    };
    let employed = staff::employ(&world.app.app, actor, &command).await?;
    Ok((employed.id, employed.version))
}

fn wrong(outcome: Result<(RecordId, i32), AppError>) -> Vec<String> {
    super::wrong(outcome.map(|_| unreachable!("it was recorded")))
}

/// The therapist's employment at the clinic.
async fn term(world: &World) -> (RecordId, i32) {
    let id = ProfessionalId(world.id("therapist"));
    let shown = staff::professional(&world.app.app, &Actor::System, id).await;
    let shown = shown.unwrap();
    let term = shown
        .terms
        .iter()
        .find(|term| term.unit.0 == world.id("clinic"));
    let term = term.unwrap();
    (term.id, term.version)
}

fn looks((record, version): (RecordId, i32)) -> Looks {
    Looks { record, version }
}

#[tokio::test]
async fn a_planned_departure_is_recorded_by_who_looks_after_the_unit_and_flags_follow() {
    both(async |db| {
        let world = World::new(db).await;
        let app = &world.app.app;
        evaluate::keep(app, &Actor::System, Which::All, &NoProgress)
            .await
            .unwrap();
        let manager = keeper(&world, "manager", Role::ServiceManager, Some("clinic")).await;
        let other = keeper(&world, "other", Role::ServiceManager, Some("ward")).await;
        let before = term(&world).await;
        let plan = [("planned_end", "2026-03-30"), ("reason", "Another post")];
        for refused in [&other, &world.nurse] {
            let told = employ(&world, refused, Step::Change(looks(before)), &plan).await;
            assert!(matches!(told, Err(AppError::Forbidden(_))), "{told:?}");
        }
        let changed = employ(&world, &manager, Step::Change(looks(before)), &plan).await;
        let changed = changed.unwrap();
        assert_eq!(changed, (before.0, before.1 + 1));
        // The patient who calls the therapist important is to be looked at anew, nobody else is missed.
        let stale = entity::patient_summary::Entity::find()
            .filter(entity::patient_summary::Column::IsStale.eq(true))
            .all(world.app.db.writer())
            .await
            .unwrap();
        let mut stale: Vec<_> = stale.into_iter().map(|row| row.patient_id).collect();
        stale.sort_unstable();
        let mut expected = vec![world.id("in"), world.id("out")];
        expected.sort_unstable();
        assert_eq!(stale, expected);
        let share = Share {
            batch: 9,
            lease: TimeDelta::minutes(5),
        };
        let taken = evaluate::take(app, share).await.unwrap().unwrap();
        evaluate::settle(app, taken).await.unwrap();
        let codes = |rows: Vec<entity::flag::Model>| {
            let codes = rows.into_iter().map(|row| row.code);
            codes.collect::<Vec<_>>()
        };
        let flags = entity::flag::Entity::find()
            .filter(entity::flag::Column::PatientId.eq(world.id("in")))
            .filter(entity::flag::Column::ClearedAt.is_null())
            .all(world.app.db.writer())
            .await
            .unwrap();
        let flags = codes(flags);
        assert!(flags.contains(&"upcoming_loss".to_owned()), "{flags:?}");
        // What was there before is kept, with who and why.
        let kept = entity::directory_version::Entity::find()
            .filter(entity::directory_version::Column::RecordId.eq(before.0.0))
            .all(world.app.db.writer())
            .await
            .unwrap();
        assert_eq!(kept.len(), 1);
        assert_eq!(kept[0].actor, "account:manager");
        assert_eq!(kept[0].reason.as_deref(), Some("Another post"));
        // Two writers: the second is told.
        let late = employ(&world, &manager, Step::Change(looks(before)), &plan).await;
        assert!(matches!(late, Err(AppError::Outdated(_))), "{late:?}");
        // The source's next file leaves it as it is.
        let file = "professional_id,unit_id,from\ntherapist,clinic,2020-01-01\n";
        import(&world.app, &[("employments.csv", file)]).await;
        assert_eq!(term(&world).await, changed);
        let entry = entity::audit_entry::Entity::find()
            .filter(entity::audit_entry::Column::Action.eq("employment.change"))
            .one(world.app.db.writer())
            .await
            .unwrap()
            .unwrap();
        assert_eq!(entry.patient_id, None);
    })
    .await;
}

#[tokio::test]
async fn how_many_patients_is_a_number_for_those_who_keep_the_employment_only() {
    on_sqlite(async |db| {
        let world = World::new(db).await;
        let manager = keeper(&world, "manager", Role::ServiceManager, Some("clinic")).await;
        let other = keeper(&world, "other", Role::ServiceManager, Some("ward")).await;
        let id = ProfessionalId(world.id("therapist"));
        let mut told = Vec::new();
        for actor in [&manager, &other, &world.therapist] {
            let shown = staff::professional(&world.app.app, actor, id)
                .await
                .unwrap();
            told.push(shown.terms[0].carries);
        }
        assert_eq!(told, [Some(2), None, None]);
        keeper(&world, "admin", Role::Administrator, None).await;
        let page = Browser::of(&world, "admin").await;
        let (term, _) = term(&world).await;
        let address = format!("/professionals/{}", id.0);
        let page = page.get(&format!("{address}?about={}", term.0)).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text);
        assert!(page.text.contains(">2</td>"), "{}", page.text);
        for name in ["Ås", "Inger", "Berg"] {
            assert!(!page.text.contains(name), "no patient is named");
        }
        let theirs = Browser::of(&world, "tore").await.get(&address).await;
        assert!(!theirs.text.contains(">2</td>"), "{}", theirs.text);
    })
    .await;
}

#[tokio::test]
async fn an_employment_begins_once_ends_and_goes_on() {
    both(async |db| {
        let world = World::new(db).await;
        let admin = keeper(&world, "admin", Role::Administrator, None).await;
        let begin = [
            ("unit", "{team}"),
            ("from", "2026-02-01"),
            ("is_locum", "true"),
            ("caseload_limit", "12"),
        ];
        let made = employ(&world, &admin, Step::Begin, &begin).await.unwrap();
        let again = employ(&world, &admin, Step::Begin, &begin).await;
        assert_eq!(wrong(again), ["unit: employed_there"]);
        let ended = [("to", "2026-03-01")];
        let ended = employ(&world, &admin, Step::End(looks(made)), &ended)
            .await
            .unwrap();
        let agreed = [("caseload_limit", "20")];
        let told = employ(&world, &admin, Step::Change(looks(ended)), &agreed).await;
        assert_eq!(wrong(told), ["planned_end: employment_over"]);
        let on = employ(&world, &admin, Step::End(looks(ended)), &[("to", "")])
            .await
            .unwrap();
        assert_eq!(on, (made.0, 3));
        let row = entity::employment::Entity::find_by_id(made.0.0)
            .one(world.app.db.writer())
            .await
            .unwrap()
            .unwrap();
        assert_eq!(
            (row.to_on, row.is_locum, row.caseload_limit),
            (None, true, Some(12))
        );
        // Two who begin the same at the same moment: one of them is told.
        let south = [("unit", "{south}"), ("from", "2026-03-02")];
        let both = tokio::join!(
            employ(&world, &admin, Step::Begin, &south),
            employ(&world, &admin, Step::Begin, &south),
        );
        let (first, second) = if both.0.is_ok() {
            both
        } else {
            (both.1, both.0)
        };
        first.unwrap();
        assert_eq!(wrong(second), ["unit: employed_there"]);
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_of_an_employment_is_refused_field_by_field() {
    on_sqlite(async |db| {
        let world = World::new(db).await;
        let clinic = term(&world).await;
        let (begin, change, end) = (
            Step::Begin,
            Step::Change(looks(clinic)),
            Step::End(looks(clinic)),
        );
        for (step, fields, expected) in [
            (begin, &[][..], &["unit: missing"][..]),
            (begin, &[("unit", "{nurse}")], &["unit: unknown_unit"]),
            (
                begin,
                &[("unit", "{team}"), ("from", "1950-01-01")],
                &["from: too_long_ago"],
            ),
            (
                begin,
                &[("unit", "{team}"), ("from", "2050-01-01")],
                &["from: too_far"],
            ),
            (
                begin,
                &[
                    ("unit", "{team}"),
                    ("from", "2026-03-02"),
                    ("planned_end", "2026-03-01"),
                ],
                &["planned_end: end_before_start"],
            ),
            (
                begin,
                &[("unit", "{team}"), ("caseload_limit", "none")],
                &["caseload_limit: no_number"],
            ),
            (begin, &[("unit", "{clinic}")], &["unit: employed_there"]),
            (
                change,
                &[("planned_end", "2026-03-01")],
                &["planned_end: in_past"],
            ),
            (change, &[("planned_end", "soon")], &["planned_end: no_day"]),
            (end, &[("to", "2019-12-31")], &["to: end_before_start"]),
            (end, &[("to", "2026-03-04")], &["to: in_future"]),
        ] {
            let told = employ(&world, &Actor::System, step, fields).await;
            assert_eq!(wrong(told), expected, "{step:?} {fields:?}");
        }
        let nobody = (RecordId(world.id("in")), 1);
        let told = employ(&world, &Actor::System, Step::End(looks(nobody)), &[]).await;
        assert!(matches!(told, Err(AppError::NotFound(_))), "{told:?}");
    })
    .await;
}

#[tokio::test]
async fn a_service_begins_without_an_import_and_what_it_registered_goes_out_and_in_again() {
    both(async |db| {
        let app = crate::support::app::TestApp::empty(db);
        let (app, actor) = (&app.app, &Actor::System);
        let centre = Fields::default()
            .with("name", "The centre")
            .with("setting", "community_mental_health_centre");
        let centre = staff::register_unit(app, actor, &centre, None)
            .await
            .unwrap();
        let ward = Fields::default()
            .with("name", "Ward")
            .with("setting", "acute_ward")
            .with("parent", centre.id.to_string())
            .with("time_zone", "Europe/Oslo")
            .with("beds", "14");
        let key = once("k");
        let first = staff::register_unit(app, actor, &ward, Some(&key))
            .await
            .unwrap();
        let again = staff::register_unit(app, actor, &ward, Some(&key))
            .await
            .unwrap();
        assert_eq!((again.id, again.is_repeated), (first.id, true));
        let twice = staff::register_unit(app, actor, &ward, None).await;
        assert!(matches!(twice, Err(AppError::Unfit(_))), "{twice:?}");
        let berg = Fields::default()
            .with("name", "Solveig Berg")
            .with("profession", "nurse");
        let made = staff::register_professional(app, actor, &berg, None)
            .await
            .unwrap();
        let like = staff::register_professional(app, actor, &berg, None).await;
        assert!(matches!(like, Err(AppError::Unfit(_))), "{like:?}");
        let sure = berg.clone().with("sure", "true");
        staff::register_professional(app, actor, &sure, None)
            .await
            .unwrap();
        let begin = Employing {
            professional: ProfessionalId(made.id),
            step: Step::Begin,
            fields: Fields::default()
                .with("unit", first.id.to_string())
                .with("caseload_limit", "20"),
            once: None,
        };
        staff::employ(app, actor, &begin).await.unwrap();

        // What it writes, it knows again.
        assert_eq!(out_and_in(app, "redthread").await, [0, 0, 5, 0]);
    })
    .await;
}

#[test]
fn a_unit_without_a_zone_keeps_the_services_and_an_unknown_one_is_refused() {
    let directory = redthread::domain::trajectory::Directory::empty(chrono_tz::Europe::Oslo);
    let now = "2026-03-02T11:00:00Z".parse().unwrap();
    let scene = Scene::of_nobody(now, None, &directory);
    let unit = |zone: &str| {
        let fields = Fields::default()
            .with("name", "Ward")
            .with("setting", "acute_ward")
            .with("time_zone", zone);
        domain::unit(&fields, &scene)
    };
    assert_eq!(unit("").unwrap().time_zone, None);
    assert_eq!(
        unit("Europe/Oslo").unwrap().time_zone,
        Some(chrono_tz::Europe::Oslo)
    );
    assert_eq!(unit("Oslo").unwrap_err()[0].field, "time_zone");
}

#[tokio::test]
async fn the_api_registers_and_employs_with_versions_and_keys() {
    on_sqlite(async |db| {
        let world = World::new(db).await;
        keeper(&world, "admin", Role::Administrator, None).await;
        let admin = Program::of(&world, "admin").await;
        let nina = Program::of(&world, "nina").await;
        let new = json!({"name": "Solveig Berg", "profession": "nurse"});
        let people = "/api/v1/professionals";
        let refused = nina.send_to(Method::POST, people, new.clone(), &[]).await;
        assert_eq!(refused.problem(), "forbidden");
        let key = [("idempotency-key", "p-1")];
        let made = admin.send_to(Method::POST, people, new.clone(), &key).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
        let id = made.json()["id"].as_str().unwrap().to_owned();
        assert_eq!(made.headers[header::LOCATION], format!("{people}/{id}"));
        let again = admin.send_to(Method::POST, people, new, &key).await.json();
        assert_eq!(
            (&again["id"], &again["is_repeated"]),
            (&json!(id), &json!(true))
        );
        let terms = format!("{people}/{id}/employments");
        let begin = json!({"unit": world.id("ward"), "from": "2026-01-01", "caseload_limit": 9});
        let made = admin.send_to(Method::POST, &terms, begin, &[]).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
        assert_eq!(made.headers[header::ETAG], "\"1\"");
        let term = format!("{terms}/{}", made.json()["id"].as_str().unwrap());
        let plan = json!({"planned_end": "2026-06-01"});
        let none = admin.send_to(Method::PATCH, &term, plan.clone(), &[]).await;
        assert_eq!(none.problem(), "precondition_required");
        let one = [("if-match", "\"1\"")];
        let changed = admin
            .send_to(Method::PATCH, &term, plan.clone(), &one)
            .await;
        assert_eq!(changed.headers[header::ETAG], "\"2\"", "{}", changed.text);
        let late = admin.send_to(Method::PATCH, &term, plan, &one).await;
        assert_eq!(late.problem(), "precondition_failed");
        let listed = world.app.get(&admin.token, &terms).await.ok();
        let item = &listed["items"][0];
        assert_eq!(item["planned_end"], "2026-06-01");
        assert_eq!(
            (&item["caseload_limit"], &item["active_patients"]),
            (&json!(9), &json!(0))
        );
        let listed = world.app.get(&nina.token, &terms).await.ok();
        assert_eq!(listed["items"][0]["active_patients"], json!(null));
        let end = format!("{term}/end");
        let two = [("if-match", "\"2\"")];
        let ended = admin
            .send_to(Method::POST, &end, json!({"to": "2026-03-01"}), &two)
            .await;
        assert_eq!(ended.status, StatusCode::OK, "{}", ended.text);
        let unit = json!({"name": "Ward East", "setting": "acute_ward", "beds": 9});
        let unit = admin
            .send_to(Method::POST, "/api/v1/units", unit, &[])
            .await;
        assert_eq!(unit.status, StatusCode::CREATED, "{}", unit.text);
    })
    .await;
}

#[tokio::test]
async fn the_pages_register_begin_and_keep_what_was_typed() {
    on_sqlite(async |db| {
        let world = World::new(db).await;
        keeper(&world, "admin", Role::Administrator, None).await;
        let admin = Browser::of(&world, "admin").await;
        let wrong = admin
            .post("/units", &[("name", "Ward East"), ("beds", "many")])
            .await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text.contains("value=\"Ward East\""), "{}", wrong.text);
        assert!(wrong.text.contains("beds-fault") && wrong.text.contains("setting-fault"));
        let unit = [
            ("name", "Ward East"),
            ("setting", "acute_ward"),
            ("form_key", "u"),
        ];
        for _ in 0..2 {
            let made = admin.post("/units", &unit).await;
            assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
        }
        let listed = admin.get("/units?done=registered").await.text;
        assert_eq!(
            listed.matches("<bdi>Ward East</bdi>").count(),
            1,
            "{listed}"
        );
        let berg = [("name", "Nina  nurse"), ("profession", "nurse")];
        let like = admin.post("/professionals", &berg).await;
        assert_eq!(like.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(like.text.contains("name=\"sure\""), "{}", like.text);
        let berg = [("name", "Solveig Berg"), ("profession", "nurse")];
        let made = admin.post("/professionals", &berg).await;
        let address = made.headers[header::LOCATION].to_str().unwrap().to_owned();
        let page = admin.get(&address).await;
        assert!(page.text.contains("Solveig Berg"), "{}", page.text);
        let person = address.split('?').next().unwrap();
        let ward = world.id("ward").to_string();
        let begin = [("act", "begin"), ("unit", &ward), ("from", "2026-03-01")];
        let made = admin.post(person, &begin).await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
        let found = admin.get("/professionals?name=berg").await.text;
        assert!(
            found.contains("Solveig Berg") && !found.contains("Nina Nurse"),
            "{found}"
        );
        // Those who do not keep employments see who works where, and no form.
        let nina = Browser::of(&world, "nina").await;
        let page = nina.get(person).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(
            !page.text.contains("<form class=\"form narrow\""),
            "{}",
            page.text
        );
        let refused = nina.post(person, &begin).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
    })
    .await;
}
