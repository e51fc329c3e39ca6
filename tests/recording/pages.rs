//! The forms: what they keep, what they send once, and where they lead.

use std::fmt::Write as _;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use chrono::TimeDelta;
use redthread::app::sign_in::browser;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::{World, credentials};
use crate::support::app::Answer;
use crate::support::{both, on_sqlite};

/// A browser of somebody who signed in.
pub struct Browser<'a> {
    world: &'a World,
    cookie: String,
    token: String,
}

impl<'a> Browser<'a> {
    pub async fn of(world: &'a World, name: &str) -> Self {
        let begun = browser::begin(&world.app.app, &credentials(name)).await;
        let (session, cookie) = begun.unwrap();
        Self {
            world,
            cookie: format!("redthread={cookie}"),
            token: session.form_token,
        }
    }

    fn ask(&self, method: Method, address: &str) -> axum::http::request::Builder {
        Request::builder()
            .method(method)
            .uri(address)
            .header(header::HOST, "here")
            .header("sec-fetch-site", "same-origin")
            .header(header::ACCEPT_LANGUAGE, "en")
            .header(header::COOKIE, &self.cookie)
    }

    pub async fn get(&self, address: &str) -> Answer {
        let request = self.ask(Method::GET, address).body(Body::empty());
        self.world.app.send(request.unwrap()).await
    }

    pub async fn post(&self, address: &str, fields: &[(&str, &str)]) -> Answer {
        let mut form = format!("form_token={}", self.token);
        for (name, value) in fields {
            write!(form, "&{name}={}", escaped(value)).unwrap();
        }
        let request = self
            .ask(Method::POST, address)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(form));
        self.world.app.send(request.unwrap()).await
    }
}

fn escaped(value: &str) -> String {
    let mut escaped = String::new();
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            write!(escaped, "%{byte:02X}").unwrap();
        }
    }
    escaped
}

/// Signs in by the page, with what it keeps.
async fn sign_in(world: &World, name: &str, kept: &str) -> Answer {
    let password = escaped(crate::support::app::PASSWORD);
    let form = format!("username={name}&password={password}&next=%2F&kept={kept}");
    let request = Request::post("/sign-in")
        .header(header::HOST, "here")
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(form));
    world.app.send(request.unwrap()).await
}

/// The value of a hidden line.
pub fn hidden<'p>(page: &'p str, name: &str) -> &'p str {
    let before = format!("name=\"{name}\" value=\"");
    let (_, rest) = page.split_once(before.as_str()).expect(name);
    rest.split_once('"').unwrap().0
}

pub fn leads_to(answer: &Answer) -> &str {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    answer.headers[header::LOCATION].to_str().unwrap()
}

async fn recorded(world: &World) -> u64 {
    entity::contact::Entity::find()
        .filter(entity::contact::Column::SourceSystem.eq("redthread"))
        .count(world.app.db.writer())
        .await
        .unwrap()
}

#[tokio::test]
async fn one_tap_records_a_meeting_once_and_leads_on() {
    both(async |db| {
        let world = World::new(db).await;
        let nurse = Browser::of(&world, "nina").await;
        let patient = format!("/patients/{}", world.id("in"));
        let page = nurse.get(&patient).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text);
        let (key, unit) = (hidden(&page.text, "form_key"), hidden(&page.text, "unit"));
        assert_eq!(unit, world.id("ward").to_string());
        let tap = [("form_key", key), ("unit", unit)];
        let address = format!("{patient}/record/met");
        // A double click, and the form once more after going back.
        for _ in 0..3 {
            let answer = nurse.post(&address, &tap).await;
            assert_eq!(
                leads_to(&answer),
                format!("{patient}?recorded=met#recorded")
            );
        }
        assert_eq!(recorded(&world).await, 1);
        let after = nurse.get(&format!("{patient}?recorded=met")).await;
        assert!(
            after.text.contains("The contact is recorded."),
            "{}",
            after.text
        );
        // Going back, changing something and sending it is told, and keeps what was typed.
        let other = nurse
            .post(
                &address,
                &[("form_key", key), ("unit", unit), ("minutes", "30")],
            )
            .await;
        assert_eq!(other.status, StatusCode::CONFLICT);
        assert!(other.text.contains("recorded before"), "{}", other.text);
        assert!(other.text.contains("value=\"30\""), "{}", other.text);
        let fresh = hidden(&other.text, "form_key");
        assert_ne!(fresh, key);
        let sent = [("form_key", fresh), ("unit", unit), ("minutes", "30")];
        leads_to(&nurse.post(&address, &sent).await);
        assert_eq!(recorded(&world).await, 2);
    })
    .await;
}

#[tokio::test]
async fn every_form_is_shown_and_what_is_wrong_stands_beside_what_was_typed() {
    on_sqlite(async |db| {
        let world = World::new(db).await;
        let (nurse, tore) = (
            Browser::of(&world, "nina").await,
            Browser::of(&world, "tore").await,
        );
        for (verb, about) in [
            ("met", None),
            ("book", None),
            ("contact", None),
            ("contact-correct", Some("was")),
            ("relationship", None),
            ("relationship-plan-end", Some("tie")),
            ("relationship-end", Some("tie")),
            ("relationship-change", Some("tie")),
            ("relationship-correct", Some("tie")),
            ("admit", None),
            ("transfer", Some("stay")),
            ("discharge", Some("stay")),
            ("leave", Some("stay")),
            ("return", Some("stay")),
            ("stay", Some("stay")),
            ("period-correct", Some("stay")),
            ("decision", None),
            ("review", None),
            ("shift", None),
        ] {
            let about = about.map_or_else(String::new, |of| format!("?about={}", world.id(of)));
            let address = format!("/patients/{}/record/{verb}{about}", world.id("in"));
            let page = nurse.get(&address).await;
            assert_eq!(page.status, StatusCode::OK, "{verb}: {}", page.text);
            assert!(page.text.contains("name=\"form_key\""), "{verb}");
            // No text of ours is missing.
            assert!(!page.text.contains("record-"), "{verb}: {}", page.text);
        }
        for verb in ["attended", "no-show", "cancelled"] {
            let (out, next) = (world.id("out"), world.id("next"));
            let address = format!("/patients/{out}/record/{verb}?about={next}");
            assert_eq!(tore.get(&address).await.status, StatusCode::OK, "{verb}");
        }
        let address = format!("/patients/{}/record/discharge", world.id("in"));
        let stay = world.id("stay").to_string();
        let typed = [
            ("about", stay.as_str()),
            ("version", "1"),
            ("form_key", "k"),
            ("at", "2026-02-01T10:00"),
            ("end_reason", "home"),
            ("follow_up_reason", "<b>not now</b>"),
        ];
        let page = nurse.post(&address, &typed).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        for told in [
            "The end would be before the start.",
            "Say who meets the patient within 72 hours",
            "value=\"2026-02-01T10:00\"",
            "&#60;b&#62;not now&#60;/b&#62;",
            "<option value=\"home\" selected>",
        ] {
            assert!(page.text.contains(told), "{told}: {}", page.text);
        }
        assert_eq!(hidden(&page.text, "form_key"), "k");
        let unknown = format!("/patients/{}/record/dance", world.id("in"));
        assert_eq!(nurse.get(&unknown).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn whoever_comes_second_sees_what_changed_beside_their_own_words() {
    both(async |db| {
        let world = World::new(db).await;
        let (nurse, tore) = (
            Browser::of(&world, "nina").await,
            Browser::of(&world, "tore").await,
        );
        let address = format!("/patients/{}/record/relationship-plan-end", world.id("in"));
        let tie = world.id("tie").to_string();
        let form = |day: &'static str| {
            [
                ("about", tie.clone()),
                ("version", "1".to_owned()),
                ("form_key", day.to_owned()),
                ("planned_end", day.to_owned()),
            ]
        };
        let sent = form("2026-04-01");
        let sent: Vec<(&str, &str)> = sent.iter().map(|(n, v)| (*n, v.as_str())).collect();
        leads_to(&tore.post(&address, &sent).await);
        let late = form("2026-05-01");
        let mut late: Vec<(&str, &str)> = late.iter().map(|(n, v)| (*n, v.as_str())).collect();
        let page = nurse.post(&address, &late).await;
        assert_eq!(page.status, StatusCode::PRECONDITION_FAILED);
        assert!(page.text.contains("value=\"2026-05-01\""), "{}", page.text);
        assert!(
            page.text.contains("Recorded now: 2026-04-01"),
            "{}",
            page.text
        );
        assert_eq!(hidden(&page.text, "version"), "2");
        late[1].1 = "2";
        leads_to(&nurse.post(&address, &late).await);
    })
    .await;
}

#[tokio::test]
async fn a_form_outlives_the_sign_in_it_was_opened_under() {
    both(async |db| {
        let world = World::new(db).await;
        let nurse = Browser::of(&world, "nina").await;
        let address = format!("/patients/{}/record/decision", world.id("in"));
        let key = {
            let page = nurse.get(&address).await;
            hidden(&page.text, "form_key").to_owned()
        };
        let typed = [
            ("form_key", key.as_str()),
            ("subject", "crisis_plan"),
            ("outcome", "not_offered"),
            ("reason", "Came at night"),
        ];
        world.app.clock.advance(TimeDelta::days(1));
        let ended = nurse.post(&address, &typed).await;
        assert_eq!(ended.status, StatusCode::FORBIDDEN);
        assert!(!ended.text.contains("Came at night"), "{}", ended.text);
        let kept = hidden(&ended.text, "kept").to_owned();
        // Whoever else signs in at this computer does not get it.
        let other = sign_in(&world, "tore", &kept).await;
        assert_eq!(other.status, StatusCode::SEE_OTHER, "{}", other.text);
        let mine = sign_in(&world, "nina", &kept).await;
        assert_eq!(mine.status, StatusCode::OK, "{}", mine.text);
        for (name, value) in [("reason", "Came at night"), ("form_key", key.as_str())] {
            assert_eq!(hidden(&mine.text, name), value);
        }
        // Sent on, it is recorded once.
        let again = Browser::of(&world, "nina").await;
        let answer = again.post(&address, &typed).await;
        assert!(leads_to(&answer).contains("recorded=decision"));
        let decisions = entity::decision::Entity::find().count(world.app.db.writer());
        assert_eq!(decisions.await.unwrap(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_flag_leads_to_the_form_that_answers_it() {
    on_sqlite(async |db| {
        let world = World::new(db).await;
        let nurse = Browser::of(&world, "nina").await;
        let page = nurse.get(&format!("/patients/{}", world.id("in"))).await;
        let link = format!(
            "/patients/{}/record/decision?subject=crisis_plan",
            world.id("in")
        );
        assert!(page.text.contains(&link), "{}", page.text);
        let form = nurse.get(&link).await;
        assert!(
            form.text
                .contains("<option value=\"crisis_plan\" selected>"),
            "{}",
            form.text
        );
    })
    .await;
}

#[tokio::test]
async fn a_patient_is_registered_and_a_ward_is_taken_over() {
    both(async |db| {
        let world = World::new(db).await;
        let nurse = Browser::of(&world, "nina").await;
        let ward = world.id("ward").to_string();
        let mut typed = vec![
            ("form_key", "n"),
            ("family_name", "Ås"),
            ("given_name", "Inger"),
            ("birth_date", "1980-05-01"),
            ("unit", ward.as_str()),
        ];
        let alike = nurse.post("/patients/new", &typed).await;
        assert_eq!(alike.status, StatusCode::CONFLICT, "{}", alike.text);
        let known = format!("href=\"/patients/{}\"", world.id("in"));
        assert!(alike.text.contains(&known), "{}", alike.text);
        typed.push(("sure", "true"));
        let address = nurse.post("/patients/new", &typed).await;
        let address = leads_to(&address).to_owned();
        assert!(
            address.ends_with("?recorded=register#recorded"),
            "{address}"
        );
        let page = nurse.get(address.split('#').next().unwrap()).await;
        assert!(
            page.text.contains("The patient is registered."),
            "{}",
            page.text
        );

        let list = nurse.get(&format!("/patients/take-over?unit={ward}")).await;
        assert_eq!(
            list.text.matches("name=\"patient\"").count(),
            2,
            "{}",
            list.text
        );
        let patient = world.id("in").to_string();
        let over = [
            ("form_key", hidden(&list.text, "form_key")),
            ("unit", ward.as_str()),
            ("patient", patient.as_str()),
            ("to", "2026-03-02T20:00"),
        ];
        let taken = nurse.post("/patients/take-over", &over).await;
        assert!(leads_to(&taken).ends_with("&taken=1"));
        let nobody = nurse.post("/patients/take-over", &over[..2]).await;
        assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
    })
    .await;
}
