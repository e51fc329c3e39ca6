//! Doors: who is there only for a time opens nothing that lasts, neither behind a broken glass nor by the
//! tail of what has ended.

use chrono::TimeDelta;
use redthread::domain::access::{Denied, Door, Granted, Viewer, Way, opens};
use redthread::domain::vocabulary::Role;
use serde_json::{Value, json};

use super::draw::{account, unit, who};
use super::world::{HEDDA, Person, entries, hedda, service};
use crate::store::fixtures::{id, insert, period};
use crate::support::app::TestApp;
use crate::support::both;

/// Professional 1, who works at unit 1.
fn nurse() -> Viewer {
    Viewer {
        account: account(1),
        username: "nurse".to_owned(),
        professional: Some(who(1)),
        roles: vec![Granted {
            role: Role::WardStaff,
            unit: Some(unit(1)),
        }],
    }
}

#[test]
fn every_door_by_every_way() {
    let doors = [
        ("to who has the patient", Door::Offer { is_in_care: true }),
        ("to who has not", Door::Offer { is_in_care: false }),
        ("at one's own unit", Door::Arrival(unit(1))),
        ("at another unit", Door::Arrival(unit(2))),
        ("with oneself", Door::Relationship(who(1))),
        ("with somebody else", Door::Relationship(who(2))),
        ("a stay here lasts again", Door::Reopened(unit(1))),
        ("a stay elsewhere lasts again", Door::Reopened(unit(2))),
        ("words are shared otherwise", Door::Words),
    ];
    let glass = [true, false, false, true, false, false, false, false, false];
    let tail = [true, false, false, false, false, false, false, false, false];
    for way in Way::ALL {
        let (expected, why) = match way {
            Way::Glass => (glass, Denied::BehindGlass),
            Way::Tail => (tail, Denied::ReadOnly),
            _ => ([true; 9], Denied::ReadOnly),
        };
        for ((what, door), is_open) in doors.into_iter().zip(expected) {
            let expected = if is_open { Ok(()) } else { Err(why) };
            assert_eq!(opens(&nurse(), way, door), expected, "{what} by {way:?}");
        }
    }
}

async fn behind_glass(app: &TestApp) -> Person<'_> {
    let nurse = Person::staff(app, 12, 1).await;
    let body = json!({"reason": "danger_to_life", "words": "unconscious"});
    let glass = format!("/api/v1{}", hedda("/glass"));
    nurse.json(&glass, body, None).await.ok();
    nurse
}

fn api(end: &str) -> String {
    format!("/api/v1{}", hedda(end))
}

#[tokio::test]
async fn behind_a_broken_glass_one_writes_down_what_is_done_and_lets_nobody_in_for_longer() {
    both(async |db| {
        let app = service(db).await;
        let nurse = behind_glass(&app).await;
        // What is done is written down.
        let met = nurse
            .json(&api("/contacts/met"), json!({"unit": id(1)}), None)
            .await;
        assert_eq!(met.status, 201, "{}", met.text);

        let relationship =
            |who: u128| json!({"kind": "contact_person", "professional": id(who), "unit": id(1)});
        let arrival =
            |at: u128| json!({"unit_id": id(at), "expected_at": "2026-03-04T10:00:00+01:00"});
        for (end, body) in [
            ("/relationships", relationship(12)),
            ("/relationships", relationship(13)),
            ("/planned-arrivals", arrival(1)),
        ] {
            let refused = nurse.json(&api(end), body.clone(), None).await;
            assert_eq!(refused.problem(), "forbidden", "{end} {body}");
            assert!(refused.text.contains("broke the glass"), "{}", refused.text);
        }
        assert_eq!(entries(&app, "relationship.start").await, []);
        let denied: Vec<Value> = entries(&app, "access.deny")
            .await
            .into_iter()
            .map(|(_, detail)| detail)
            .collect();
        let told = |asked: &str| json!({"asked": asked, "because": "behind_glass"});
        assert_eq!(
            denied,
            [
                told("relationship.start"),
                told("relationship.start"),
                told("arrival.announce")
            ]
        );
        // Next of kin are let in nowhere, and another unit is where an emergency unit sends.
        let kin = json!({"kind": "contact_person", "person_name": "Her sister"});
        let kin = nurse.json(&api("/relationships"), kin, None).await;
        assert_eq!(kin.status, 201, "{}", kin.text);
        nurse
            .json(&api("/planned-arrivals"), arrival(2), None)
            .await
            .ok();
        // The glass passes, and with it what it opened.
        app.clock.advance(TimeDelta::hours(13));
        let nurse = Person::again(&app, &nurse.username).await;
        assert!(!nurse.reads().await);
    })
    .await;
}

#[tokio::test]
async fn behind_a_broken_glass_a_handover_goes_to_those_only_who_have_the_patient() {
    both(async |db| {
        let app = service(db).await;
        let nurse = behind_glass(&app).await;
        let body = json!({"severity": "settled", "type": "shift"});
        let draft = nurse.json(&api("/handovers"), body, None).await.ok();
        let version = draft["version"].as_i64();
        let act = |end: &str| {
            let id = draft["id"].as_str().unwrap();
            api(&format!("/handovers/{id}/{end}"))
        };
        for (end, body) in [
            ("offer", json!({"to_unit_id": id(1)})),
            ("offer", json!({"to_unit_id": id(2)})),
            ("offer", json!({"to_professional_id": id(13)})),
            ("leave-with-pool", json!({"unit_id": id(1)})),
        ] {
            let refused = nurse.json(&act(end), body.clone(), version).await;
            assert_eq!(refused.problem(), "forbidden", "{end} {body}");
        }
        // Professional 11 has the patient.
        let to = json!({"to_professional_id": id(11)});
        let offered = nurse.json(&act("offer"), to, version).await.ok();
        assert_eq!(offered["state"], "offered");
    })
    .await;
}

#[tokio::test]
async fn who_is_here_is_admitted_behind_a_broken_glass_and_nobody_makes_an_old_stay_last() {
    both(async |db| {
        let app = service(db).await;
        let mut stay = period(HEDDA, 501, 1, 0);
        let now = app.app.clock.now();
        stay.from_at = now - TimeDelta::days(90);
        stay.to_at = Some(now - TimeDelta::days(60));
        insert(&app.db, stay).await;
        let nurse = behind_glass(&app).await;
        let correct = api(&format!("/treatment-periods/{}/correct", id(501)));
        let again = nurse.json(&correct, json!({"to": null}), Some(1)).await;
        assert_eq!(again.problem(), "forbidden");
        let admitted = nurse
            .json(&api("/treatment-periods"), json!({"unit": id(1)}), None)
            .await;
        assert_eq!(admitted.status, 201, "{}", admitted.text);
    })
    .await;
}
