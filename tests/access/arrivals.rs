//! Planned arrivals and offered handovers: they open the record to whoever the patient is on the way to.

use axum::http::header;
use chrono::TimeDelta;
use serde_json::{Value, json};

use super::world::{HEDDA, Person, entries, hedda, service};
use crate::store::fixtures::{handover, id, insert};
use crate::support::app::TestApp;
use crate::support::{TestDb, both};

fn api(end: &str) -> String {
    format!("/api/v1{}{end}", hedda("/planned-arrivals"))
}

async fn announced(holder: &Person<'_>) -> Value {
    let body = json!({"unit_id": id(1), "expected_at": "2026-03-04T10:00:00+01:00"});
    holder.json(&api(""), body, None).await.ok()
}

#[tokio::test]
async fn an_arrival_opens_the_record_to_the_unit_until_it_is_settled() {
    for (word, by_the_unit) in [("arrived", true), ("declined", true), ("withdrawn", false)] {
        both(|db| settled(db, word, by_the_unit)).await;
    }
}

async fn settled(db: TestDb, word: &'static str, by_the_unit: bool) {
    let app = service(db).await;
    let holder = Person::staff(&app, 11, 2).await;
    let nurse = Person::staff(&app, 12, 1).await;
    assert!(!nurse.reads().await);
    let arrival = announced(&holder).await;
    assert_eq!(arrival["state"], "expected");
    let again = announced(&holder).await;
    assert_eq!(again["id"], arrival["id"], "twice is once");
    assert!(nurse.reads().await);
    assert!(
        nurse.get("/patients").await.text.contains(&hedda("")),
        "it is among theirs"
    );

    let settle = api(&format!("/{}/{word}", arrival["id"].as_str().unwrap()));
    let who = if by_the_unit { &nurse } else { &holder };
    assert_eq!(
        who.json(&settle, json!({}), None).await.problem(),
        "precondition_required"
    );
    assert_eq!(
        who.json(&settle, json!({}), Some(9)).await.problem(),
        "precondition_failed"
    );
    let settled = who.json(&settle, json!({}), Some(1)).await;
    assert_eq!(settled.headers[header::ETAG], "\"2\"");
    assert_eq!(settled.ok()["state"], word);
    assert!(!nurse.reads().await, "{word}");
    let listed = holder.get(&api("")).await.ok();
    assert_eq!(listed["items"].as_array().unwrap().len(), 1);
    let other = if word == "arrived" {
        "declined"
    } else {
        "arrived"
    };
    let other = settle.replace(word, other);
    assert_eq!(
        holder.json(&other, json!({}), Some(2)).await.problem(),
        "conflict"
    );
    let action = match word {
        "arrived" => "arrival.arrive",
        "declined" => "arrival.decline",
        _ => "arrival.withdraw",
    };
    assert_eq!(entries(&app, action).await.len(), 1);
}

#[tokio::test]
async fn an_arrival_that_nobody_settles_lapses() {
    both(async |db| {
        let app = service(db).await;
        let holder = Person::staff(&app, 11, 2).await;
        let nurse = Person::staff(&app, 12, 1).await;
        announced(&holder).await;
        app.clock
            .advance(TimeDelta::days(9) - TimeDelta::hours(2) - TimeDelta::seconds(1));
        let nurse = Person::again(&app, &nurse.username).await;
        assert!(nurse.reads().await);
        app.clock.advance(TimeDelta::seconds(1));
        assert!(
            !nurse.reads().await,
            "seven days after the patient was expected"
        );
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_meant_is_refused() {
    both(async |db| {
        let app = service(db).await;
        let holder = Person::staff(&app, 11, 2).await;
        let nurse = Person::staff(&app, 12, 1).await;
        for body in [
            json!({}),
            json!({"unit_id": id(1)}),
            json!({"unit_id": id(1), "expected_at": "later"}),
            json!({"unit_id": id(1), "expected_at": "2026-02-28"}),
            json!({"unit_id": id(1), "expected_at": "2027-06-01"}),
            json!({"unit_id": id(9), "expected_at": "2026-03-04"}),
        ] {
            let answer = holder.json(&api(""), body.clone(), None).await;
            assert_eq!(answer.problem(), "invalid_input", "{body}");
        }
        // Nobody lets themselves in.
        let body = json!({"unit_id": id(1), "expected_at": "2026-03-04"});
        assert_eq!(
            nurse.json(&api(""), body, None).await.problem(),
            "forbidden"
        );
        assert_eq!(entries(&app, "arrival.announce").await, []);
    })
    .await;
}

async fn offer(app: &TestApp, unit: Option<u128>, professional: Option<u128>) {
    let mut row = handover(HEDDA, 401, 0);
    row.to_unit_id = unit.map(id);
    row.to_professional_id = professional.map(id);
    row.state = Some("offered".to_owned());
    insert(&app.db, row).await;
}

#[tokio::test]
async fn the_receiver_of_an_offer_answers_the_flag_that_it_was_not_acknowledged() {
    both(async |db| {
        let app = service(db).await;
        offer(&app, Some(1), None).await;
        let nurse = Person::staff(&app, 12, 1).await;
        let stranger = Person::staff(&app, 13, 2).await;
        // Nobody judged the patient yet: their row says that they are due.
        redthread::app::evaluate::keep(
            &app.app,
            &redthread::app::Actor::System,
            redthread::app::evaluate::Which::All,
            &redthread::app::NoProgress,
        )
        .await
        .unwrap();
        let mine = nurse
            .get("/api/v1/flags?code=handover_unacknowledged")
            .await
            .ok();
        let flag = mine["items"][0]["flag"].clone();
        assert_eq!(flag["code"], "handover_unacknowledged", "{mine}");
        let act = format!(
            "/api/v1{}/acknowledge",
            hedda(&format!("/flags/{}", flag["id"].as_str().unwrap()))
        );
        assert_eq!(
            stranger.json(&act, json!({}), Some(1)).await.problem(),
            "forbidden"
        );
        nurse.json(&act, json!({}), Some(1)).await.ok();
    })
    .await;
}

#[tokio::test]
async fn an_offer_in_person_opens_the_record_to_that_person_only() {
    both(async |db| {
        let app = service(db).await;
        let named = Person::staff(&app, 12, 1).await;
        let colleague = Person::staff(&app, 13, 1).await;
        offer(&app, None, Some(12)).await;
        assert!(named.reads().await);
        assert!(!colleague.reads().await);
    })
    .await;
}
