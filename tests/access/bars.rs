//! Bars, and what they close: recorded at the patient's wish, lifted, versioned.

use axum::http::{StatusCode, header};
use serde_json::json;

use super::world::{HEDDA, Person, entries, hedda, plain, service};
use crate::store::fixtures::{id, insert, period, relationship};
use crate::support::both;

#[tokio::test]
async fn a_barred_person_is_let_in_by_nothing_and_not_told_that_it_is_the_patients_wish() {
    both(async |db| {
        let app = service(db).await;
        insert(&app.db, relationship(HEDDA, 301, 12, 0)).await;
        let holder = Person::staff(&app, 11, 2).await;
        let other = Person::staff(&app, 12, 1).await;
        assert!(other.reads().await);
        let fields = "whom=Professional+12&reason=Knows+my+mother";
        for _ in 0..2 {
            let done = holder.post(&hedda("/bars"), fields).await;
            assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
            assert_eq!(done.headers[header::LOCATION], hedda("/bars?done=recorded"));
        }
        assert_eq!(entries(&app, "bar.record").await.len(), 1, "twice is once");
        let words = plain(&holder.get(&hedda("/bars")).await.text);
        assert!(words.contains("Professional 12"), "{words}");
        assert!(words.contains("Knows my mother"), "{words}");
        assert!(holder.reads().await, "nobody else is meant");

        assert!(!other.reads().await);
        let page = other.get(&hedda("")).await;
        let words = plain(&page.text);
        assert!(words.contains("This record is closed to you"), "{words}");
        assert!(
            !words.contains("patient’s wish") && !words.contains("barred"),
            "{words}"
        );
        assert!(!page.text.contains("/break-glass"), "no way is offered");
        let glass = other.get(&hedda("/break-glass")).await;
        assert_eq!(glass.status, StatusCode::FORBIDDEN);
        let fields = "reason=other&words=x";
        let glass = other.post(&hedda("/break-glass"), fields).await;
        assert_eq!(glass.status, StatusCode::FORBIDDEN);
        assert!(!other.get("/patients").await.text.contains(&hedda("")));
        let found = other.post("/patients/search", "name=secretname").await;
        assert!(!found.text.contains(&hedda("")));
        let denied = entries(&app, "access.deny").await;
        assert!(
            denied.iter().all(|(_, told)| told["because"] == "barred"),
            "{denied:?}"
        );

        let api = format!("/api/v1{}", hedda("/bars"));
        let bars = holder.get(&api).await.ok();
        let bar = bars["items"][0].clone();
        assert_eq!(bar["professional"]["id"], id(12).to_string());
        let lift = format!("{api}/{}/lift", bar["id"].as_str().unwrap());
        assert_eq!(
            holder.json(&lift, json!({}), None).await.problem(),
            "precondition_required"
        );
        assert_eq!(
            holder.json(&lift, json!({}), Some(3)).await.problem(),
            "precondition_failed"
        );
        let lifted = holder.json(&lift, json!({}), Some(1)).await;
        assert_eq!(lifted.headers[header::ETAG], "\"2\"");
        assert!(lifted.ok()["to"].is_string());
        assert!(other.reads().await);
        let again = holder.json(&lift, json!({}), Some(1)).await.ok();
        assert_eq!(again["version"], 2, "lifted is lifted");
        assert_eq!(entries(&app, "bar.lift").await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_barred_unit_keeps_its_staff_out_but_for_their_own_relationships() {
    both(async |db| {
        let app = service(db).await;
        insert(&app.db, period(HEDDA, 302, 1, 0)).await;
        insert(&app.db, relationship(HEDDA, 303, 13, 0)).await;
        let holder = Person::staff(&app, 11, 2).await;
        let nurse = Person::staff(&app, 12, 1).await;
        let known = Person::staff(&app, 13, 1).await;
        assert!(nurse.reads().await && known.reads().await);
        let api = format!("/api/v1{}", hedda("/bars"));
        let bar = json!({"unit_id": id(1), "until": "2026-03-03"});
        let bar = holder.json(&api, bar, None).await.ok();
        assert_eq!(bar["to"], "2026-03-03T00:00:00+01:00");
        assert!(!nurse.reads().await);
        assert!(known.reads().await);
        let glass = nurse.get(&hedda("/break-glass")).await;
        assert_eq!(glass.status, StatusCode::FORBIDDEN);
        app.clock.advance(chrono::TimeDelta::hours(12));
        let nurse = Person::again(&app, &nurse.username).await;
        assert!(nurse.reads().await, "until it ends");
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_meant_is_told_and_kept() {
    both(async |db| {
        let app = service(db).await;
        let holder = Person::staff(&app, 11, 2).await;
        let page = holder
            .post(&hedda("/bars"), "whom=Nobody+I+know&reason=r")
            .await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            page.text.contains("value=\"Nobody I know\""),
            "{}",
            page.text
        );
        let api = format!("/api/v1{}", hedda("/bars"));
        for body in [
            json!({}),
            json!({"unit_id": id(1), "professional_id": id(12)}),
            json!({"unit_id": id(77)}),
            json!({"unit_id": id(1), "until": "2026-03-01"}),
            json!({"unit_id": id(1), "until": "soon"}),
            json!({"unit_id": id(1), "reason": "x".repeat(501)}),
        ] {
            let answer = holder.json(&api, body.clone(), None).await;
            assert_eq!(answer.problem(), "invalid_input", "{body}");
        }
        assert_eq!(entries(&app, "bar.record").await, []);
    })
    .await;
}
