//! Where people begin, the pages of news and of who knows a patient, and the API beside them.

use axum::http::{StatusCode, header};
use chrono::TimeDelta;
use redthread::domain::vocabulary::Role;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::json;

use super::admit;
use crate::recording::pages::Browser;
use crate::recording::{World, credentials};
use crate::store::fixtures::{day, id, insert, relationship};
use crate::support::app::Answer;
use crate::support::{both, on_sqlite};

/// The words of a page, without its marks and without the spaces that those leave before points.
fn plain(html: &str) -> String {
    let text = crate::access::plain(html);
    text.replace(" ,", ",").replace(" :", ":")
}

fn location(answer: &Answer) -> &str {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    answer.headers[header::LOCATION].to_str().unwrap()
}

async fn token(world: &World, name: &str) -> String {
    let tokens = redthread::app::sign_in::tokens::issue(&world.app.app, &credentials(name)).await;
    tokens.unwrap().access_token
}

#[tokio::test]
async fn everybody_begins_where_their_work_is() {
    both(async |db| {
        let world = World::new(db).await;
        let tore = Browser::of(&world, "tore").await.get("/").await;
        assert_eq!(tore.status, StatusCode::OK);
        assert!(tore.text.contains("<h1>My patients</h1>"));
        let nina = Browser::of(&world, "nina").await;
        assert_eq!(location(&nina.get("/").await), "/board");
        let mine = nina.get("/patients").await;
        assert!(mine.text.contains("<h1>My patients</h1>"));
        for (role, begins) in [
            (Role::ServiceManager, Some("/reports/continuity")),
            (Role::Administrator, None),
            (Role::PrivacyOfficer, None),
        ] {
            let name = world.app.account(role).await;
            let page = Browser::of(&world, &name).await.get("/").await;
            match begins {
                Some(address) => assert_eq!(location(&page), address),
                None => assert!(page.text.contains("Hello, "), "{}", page.text),
            }
        }
        let officer = Browser::of(&world, "privacy_officer").await.get("/").await;
        assert!(officer.text.contains("<li><a href=\"/audit\">"));
        assert!(!officer.text.contains("href=\"/imports\""));
    })
    .await;
}

#[tokio::test]
async fn news_is_counted_shown_and_read() {
    both(async |db| {
        let world = World::new(db).await;
        admit(&world).await;
        let tore = Browser::of(&world, "tore").await;
        assert!(tore.get("/").await.text.contains("News (1 new)"));
        let page = tore.get("/notices").await;
        let said = plain(&page.text);
        let new = "New Ola Berg: admitted to Ward North";
        assert!(said.contains(new), "{said}");
        let one = page.text.split("name=\"one\" value=\"").nth(1).unwrap();
        let one = one.split('"').next().unwrap();
        let done = tore.post("/notices", &[("one", one)]).await;
        assert_eq!(location(&done), "/notices");
        let page = tore.get("/notices").await;
        assert!(page.text.contains("admitted to Ward North"));
        assert!(!page.text.contains("name=\"one\""));
        assert!(!page.text.contains("News (1"));
        let bad = tore.post("/notices", &[("one", "x")]).await;
        assert_eq!(bad.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn the_caseload_and_the_patients_page_say_what_changed() {
    both(async |db| {
        let world = World::new(db).await;
        let tore = Browser::of(&world, "tore").await;
        let out = format!("/patients/{}", world.id("out"));
        assert!(tore.get("/").await.text.contains("Not opened yet"));
        assert!(!tore.get(&out).await.text.contains("Since you last looked"));
        assert!(tore.get("/").await.text.contains("Nothing new"));
        world.app.clock.advance(TimeDelta::hours(2));
        admit(&world).await;
        // The session of before is over.
        let tore = Browser::of(&world, "tore").await;
        let booked = world.command(
            "out",
            "book",
            &[
                ("unit", "{ward}"),
                ("at", "2026-03-05T10:00"),
                ("main", "{nurse}"),
            ],
        );
        world.record(&world.nurse, &booked).await.unwrap();
        let said = "Came to Ward North on 2 March 2026. New: one contact.";
        assert!(plain(&tore.get("/").await.text).contains(said));
        let page = plain(&tore.get(&out).await.text);
        assert!(page.contains("Since you last looked, "), "{page}");
        assert!(page.contains(said), "{page}");
    })
    .await;
}

#[tokio::test]
async fn who_knows_the_patient_is_said_in_words_and_who_of_them_is_here() {
    both(async |db| {
        let world = World::new(db).await;
        let nina = Browser::of(&world, "nina").await;
        let people = format!("/patients/{}/people", world.id("in"));
        let page = plain(&nina.get(&people).await.text);
        assert!(page.contains("None of them works at Ward North today."), "{page}");
        assert!(page.contains("Tore Therapist, Psychologist Can be reached at The clinic"), "{page}");
        assert!(page.contains("Important to the patient. Is the patient’s therapist now. Met on 1 day in the last two years, on 10 February 2026."), "{page}");
        // Named, and not met: said, and not ranked.
        let named = [("kind", "contact_person"), ("professional", "{other}")];
        let named = world.command("in", "relationship", &named);
        world.record(&world.nurse, &named).await.unwrap();
        let page = plain(&nina.get(&people).await.text);
        let unmet = "Named for this patient, and not met in the last two years: Oda Other.";
        assert!(page.contains(unmet), "{page}");
        // The nurse meets the patient, and takes the shift.
        for (verb, fields) in [
            ("met", &[("unit", "{ward}")][..]),
            ("shift", &[("unit", "{ward}"), ("professional", "{nurse}")][..]),
        ] {
            let command = world.command("in", verb, fields);
            world.record(&world.nurse, &command).await.unwrap();
        }
        let page = plain(&nina.get(&people).await.text);
        assert!(page.contains("One of them works at Ward North today."), "{page}");
        assert!(page.contains("Nina Nurse, Nurse Works at Ward North, on shift now"), "{page}");
        let is_measure = |said: &str| {
            let number = said.trim_end_matches('.');
            number.contains('.') && number.parse::<f64>().is_ok()
        };
        assert!(!page.split(' ').any(is_measure), "no measure is shown: {page}");
    })
    .await;
}

#[tokio::test]
async fn the_form_of_an_admission_says_who_is_on_the_ward_and_who_can_be_reached() {
    both(async |db| {
        let world = World::new(db).await;
        let met = world.command("in", "met", &[("unit", "{ward}")]);
        world.record(&world.nurse, &met).await.unwrap();
        let nina = Browser::of(&world, "nina").await;
        let form = |unit: &str| {
            format!(
                "/patients/{}/record/admit?unit={}",
                world.id("in"),
                world.id(unit)
            )
        };
        let page = plain(&nina.get(&form("ward")).await.text);
        let here = page
            .find("Nina Nurse, Nurse Works at Ward North")
            .expect("here");
        let there = page.find("Tore Therapist, Psychologist Can be reached at The clinic");
        assert!(here < there.expect("there"), "who is here comes first");
        let page = plain(&nina.get(&form("south")).await.text);
        assert!(page.contains("seen from Ward South"), "{page}");
        assert!(
            page.contains("Nina Nurse, Nurse Can be reached at Ward North"),
            "{page}"
        );
    })
    .await;
}

/// What the patient sees differently of a relationship.
async fn seen_differently(world: &World, n: u128, tie: uuid::Uuid, text: &str) {
    let (patient, entry) = (world.id("in"), id(n));
    let words = entity::narrative_entry::Model {
        patient_id: patient,
        id: entry,
        source_system: "local".to_owned(),
        source_value: format!("n{n}"),
        kind: "sees_differently".to_owned(),
        authorship: "patient_verbatim".to_owned(),
        written_at: day(0),
        level: 3,
        text: text.to_owned(),
        author_id: None,
        from_on: None,
        to_on: None,
        precision: None,
        edition: 1,
        withdrawn_at: None,
        recorded_at: day(0),
        version: 1,
        import_file_id: None,
        import_row: None,
    };
    insert(&world.app.db, words).await;
    let link = entity::narrative_link::Model {
        patient_id: patient,
        entry_id: entry,
        about: "relationship".to_owned(),
        about_id: tie,
        linked_at: day(0),
        linked_by: "test".to_owned(),
    };
    insert(&world.app.db, link).await;
}

/// Of which entries it is told to the patient that somebody has read them.
async fn read_by(world: &World, who: uuid::Uuid) -> Vec<uuid::Uuid> {
    let all = entity::narrative_read::Entity::find();
    let all = all.all(world.app.db.writer()).await.unwrap();
    let own = all.iter().filter(|one| one.professional_id == who);
    let mut own: Vec<_> = own.map(|one| one.entry_id).collect();
    own.sort_unstable();
    own
}

#[tokio::test]
async fn what_the_patient_sees_differently_stands_beside_whom_it_is_about() {
    both(async |db| {
        let world = World::new(db).await;
        seen_differently(
            &world,
            900,
            world.id("tie"),
            "We stopped <b>before</b> that",
        )
        .await;
        // Of somebody whom neither list names: on the form it is neither shown nor read.
        let unmet = entity::relationship::Model {
            patient_id: world.id("in"),
            professional_id: Some(world.id("other")),
            ..relationship(1, 910, 1, 0)
        };
        insert(&world.app.db, unmet).await;
        seen_differently(&world, 901, id(910), "I never saw her").await;
        let nina = Browser::of(&world, "nina").await;
        let patient = world.id("in");
        let (ward, said) = (
            world.id("ward"),
            "We stopped &#60;b&#62;before&#60;/b&#62; that",
        );
        for address in [
            format!("/patients/{patient}/record/admit?unit={ward}"),
            format!("/patients/{patient}/people"),
        ] {
            let page = nina.get(&address).await.text;
            let is_whole = address.ends_with("/people");
            assert_eq!(page.contains("I never saw her"), is_whole, "{address}");
            let mut expected = vec![id(900)];
            expected.extend(is_whole.then(|| id(901)));
            assert_eq!(read_by(&world, world.id("nurse")).await, expected);
            assert_eq!(page.matches(said).count(), 1, "{address}: {page}");
            let of = page.find("<ol class=\"people\">").expect("a list");
            let list = page[of..].split("</ol>").next().expect("its text");
            let tore = list
                .split("<li>")
                .find(|one| one.contains("Tore Therapist"));
            assert!(
                tore.expect("he is on it").contains(said),
                "{address}: {list}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn the_api_gives_familiarity_with_its_parts() {
    both(async |db| {
        let world = World::new(db).await;
        let met = world.command("in", "met", &[("unit", "{ward}")]);
        world.record(&world.nurse, &met).await.unwrap();
        let nina = token(&world, "nina").await;
        let address = format!("/api/v1/patients/{}/familiarity", world.id("in"));
        let found = world
            .app
            .get(&nina, &format!("{address}?limit=1"))
            .await
            .ok();
        let first = &found["items"][0];
        assert_eq!(first["professional"]["name"], "Tore Therapist");
        assert_eq!(
            first["reasons"],
            json!(["important_to_patient", "relationship_active", "met"])
        );
        assert_eq!(first["days"][0]["on"], "2026-02-10");
        let weight = (-20.0_f64 / 180.0).exp2();
        assert!((first["familiarity"].as_f64().unwrap() - weight).abs() < 1e-9);
        assert_eq!(
            (&first["is_here"], &first["unit"]["name"]),
            (&json!(false), &json!("The clinic"))
        );
        assert_eq!(found["total"]["count"], 2);
        let next = found["next"].as_str().unwrap();
        let rest = world.app.get(&nina, next).await.ok();
        assert_eq!(rest["items"][0]["professional"]["name"], "Nina Nurse");
        assert_eq!(rest["items"][0]["is_here"], true);
        assert!(rest["next"].is_null());
        let nowhere = format!("{address}?unit={}", world.id("in"));
        assert_eq!(
            world.app.get(&nina, &nowhere).await.problem(),
            "invalid_input"
        );
    })
    .await;
}

#[tokio::test]
async fn the_api_pages_notices_by_key_and_reads_them() {
    both(async |db| {
        let world = World::new(db).await;
        admit(&world).await;
        let mut of = world.change("in", "transfer", "stay", &[("unit", "{south}")]);
        for unit in ["{ward}", "{south}"] {
            let made = world.record(&world.nurse, &of).await.unwrap();
            let stay = made.first(redthread::domain::intake::Kind::TreatmentPeriod);
            world.app.clock.advance(TimeDelta::minutes(1));
            of.fields = world.fields(&[("unit", unit)]);
            of.looks.as_mut().unwrap().record = stay.unwrap().id;
        }
        let tore = token(&world, "tore").await;
        let mut link = Some("/api/v1/notices?unread=true&limit=1".to_owned());
        let mut seen = Vec::new();
        while let Some(address) = link {
            let page = world.app.get(&tore, &address).await.ok();
            assert_eq!(page["total"], json!({"count": 3, "is_exact": true}));
            seen.extend(page["items"].as_array().unwrap().clone());
            link = page["next"].as_str().map(str::to_owned);
        }
        let kinds: Vec<_> = seen.iter().map(|item| item["kind"].clone()).collect();
        assert_eq!(kinds, ["transferred", "transferred", "admitted"]);
        let read = "/api/v1/notices/read";
        let up_to = json!({"up_to": seen[1]["id"]});
        let done = world.app.post(&tore, read, &up_to).await.ok();
        assert_eq!(done, json!({"read": 2}));
        let left = world
            .app
            .get(&tore, "/api/v1/notices?unread=true")
            .await
            .ok();
        assert_eq!(left["items"][0]["id"], seen[0]["id"]);
        assert_eq!(left["total"]["count"], 1);
        for body in [
            json!({}),
            json!({"id": seen[0]["id"], "up_to": seen[0]["id"]}),
        ] {
            let refused = world.app.post(&tore, read, &body).await;
            assert_eq!(refused.problem(), "invalid_input");
        }
    })
    .await;
}

#[tokio::test]
async fn each_patient_who_is_named_is_written_down() {
    on_sqlite(async |db| {
        let world = World::new(db).await;
        admit(&world).await;
        let tore = Browser::of(&world, "tore").await;
        tore.get("/notices").await;
        tore.get(&format!("/patients/{}/people", world.id("out")))
            .await;
        for action in ["notices.show", "familiarity.show"] {
            let entries = entity::audit_entry::Entity::find()
                .filter(entity::audit_entry::Column::Action.eq(action))
                .filter(entity::audit_entry::Column::PatientId.eq(world.id("out")))
                .count(&world.app.app.db.read)
                .await;
            assert_eq!(entries.unwrap(), 1, "{action}");
        }
    })
    .await;
}
