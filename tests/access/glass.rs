//! Breaking the glass: refused, explained, opened, said on every page, ended, expired, reviewed.

use axum::http::{StatusCode, header};
use chrono::TimeDelta;
use redthread::domain::vocabulary::Role;
use serde_json::json;

use super::world::{HEDDA, Person, entries, hedda, plain, service};
use crate::store::fixtures::id;
use crate::support::both;

const BANNER: &str = "You broke the glass of this record";

#[tokio::test]
async fn who_is_not_let_in_is_told_why_and_what_to_do_in_both_languages_and_it_is_written_down() {
    both(async |db| {
        let app = service(db).await;
        let stranger = Person::staff(&app, 12, 1).await;
        let page = stranger.get(&hedda("")).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN);
        let words = plain(&page.text);
        assert!(
            words.contains("You are not part of this patient’s care"),
            "{words}"
        );
        assert!(words.contains("break the glass"), "{words}");
        assert!(
            page.text
                .contains(&format!("href=\"{}\"", hedda("/break-glass")))
        );
        assert!(!page.text.contains("Secretname"));
        let nb = plain(&stranger.get_nb(&hedda("/contacts")).await.text);
        assert!(
            nb.contains("Du deltar ikke i behandlingen av denne pasienten"),
            "{nb}"
        );
        assert!(nb.contains("nødtilgang"), "{nb}");

        let answer = stranger
            .get(&format!("/api/v1{}", hedda("/timeline")))
            .await;
        assert_eq!(answer.problem(), "forbidden");
        assert!(answer.text.contains("break the glass"), "{}", answer.text);

        // Another role is not sent there, and is written down too.
        let manager = Person::new(&app, Role::ServiceManager, Some(13), Some(1)).await;
        let page = manager.get(&hedda("")).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN);
        assert!(!page.text.contains("break-glass"));
        manager.get(&format!("/api/v1{}", hedda("/timeline"))).await;

        let told: Vec<_> = entries(&app, "access.deny").await;
        let expected = |who: &Person<'_>, asked: &str, because: &str| {
            let actor = format!("account:{}", who.username);
            (actor, json!({"asked": asked, "because": because}))
        };
        assert_eq!(
            told,
            [
                expected(&stranger, "patient.show", "no_part_in_care"),
                expected(&stranger, "contacts.show", "no_part_in_care"),
                expected(&stranger, "timeline.read", "no_part_in_care"),
                expected(&manager, "patient.show", "no_care_role"),
                expected(&manager, "patient.read", "no_care_role"),
            ]
        );
    })
    .await;
}

#[tokio::test]
async fn a_glass_needs_a_reason_opens_for_twelve_hours_and_says_so_on_every_page() {
    both(async |db| {
        let app = service(db).await;
        let nurse = Person::staff(&app, 12, 1).await;
        let colleague = Person::staff(&app, 13, 1).await;
        let form = nurse.get(&hedda("/break-glass")).await;
        assert_eq!(form.status, StatusCode::OK);
        assert!(!form.text.contains("Secretname"), "not before it is broken");

        for fields in [
            "reason=&words=x",
            "reason=other&words=%20",
            "reason=curious&words=x",
        ] {
            let again = nurse.post(&hedda("/break-glass"), fields).await;
            assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields}");
        }
        let kept = nurse
            .post(&hedda("/break-glass"), "words=unconscious")
            .await;
        assert!(
            kept.text.contains(">unconscious</textarea>"),
            "{}",
            kept.text
        );
        assert!(!nurse.reads().await);

        let fields = "reason=danger_to_life&words=unconscious";
        for _ in 0..2 {
            let broken = nurse.post(&hedda("/break-glass"), fields).await;
            assert_eq!(broken.status, StatusCode::SEE_OTHER);
            assert_eq!(broken.headers[header::LOCATION], hedda(""));
        }
        assert_eq!(
            entries(&app, "glass.break").await.len(),
            1,
            "a double click breaks one"
        );
        assert!(nurse.reads().await);
        assert!(!colleague.reads().await, "it is one person's");
        for end in ["", "/contacts", "/bars", "/flags/for-patient"] {
            let page = nurse.get(&hedda(end)).await;
            assert_eq!(page.status, StatusCode::OK, "{end}");
            assert!(page.text.contains(BANNER), "{end}");
        }
        assert!(
            !nurse.get("/patients").await.text.contains(BANNER),
            "of this patient only"
        );
        let nb = nurse.get_nb(&hedda("")).await;
        assert!(nb.text.contains("Du har brukt nødtilgang"));
        let coordinator = Person::staff(&app, 11, 2).await;
        assert!(!coordinator.get(&hedda("")).await.text.contains(BANNER));
        // Found by search as long as it is open; nobody's patient to care for.
        let found = nurse.post("/patients/search", "name=secretname").await;
        assert!(found.text.contains(&hedda("")));
        assert!(!nurse.get("/patients").await.text.contains(&hedda("")));

        app.clock
            .advance(TimeDelta::hours(12) - TimeDelta::microseconds(1));
        let nurse = Person::again(&app, &nurse.username).await;
        assert!(nurse.reads().await);
        app.clock.advance(TimeDelta::microseconds(1));
        assert!(!nurse.reads().await);
    })
    .await;
}

#[tokio::test]
async fn whoever_broke_it_may_close_it_early() {
    both(async |db| {
        let app = service(db).await;
        let nurse = Person::staff(&app, 12, 1).await;
        let api = format!("/api/v1{}", hedda("/glass"));
        let body = json!({"reason": "other", "words": "Words"});
        let broken = nurse.json(&api, body, None).await.ok();
        assert_eq!(broken["is_needless"], false);
        assert_eq!(broken["until"], "2026-03-03T00:00:00+01:00");
        assert!(nurse.reads().await);
        let page = nurse.get(&hedda("")).await;
        assert!(page.text.contains("name=\"act\" value=\"end\""));
        let closed = nurse.post(&hedda("/break-glass"), "act=end").await;
        assert_eq!(closed.status, StatusCode::SEE_OTHER);
        assert!(!nurse.reads().await);
        let again = nurse.post(&hedda("/break-glass"), "act=end").await;
        assert_eq!(again.status, StatusCode::SEE_OTHER, "twice is once");
        let end = nurse.json(&format!("{api}/end"), json!({}), None).await;
        assert_eq!(end.problem(), "not_found");
        assert_eq!(entries(&app, "glass.end").await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn who_takes_part_in_the_care_breaks_nothing() {
    both(async |db| {
        let app = service(db).await;
        let holder = Person::staff(&app, 11, 2).await;
        let api = format!("/api/v1{}", hedda("/glass"));
        let body = json!({"reason": "other", "words": "Words"});
        let broken = holder.json(&api, body, None).await.ok();
        assert_eq!(broken["is_needless"], true);
        assert!(broken["id"].is_null());
        assert_eq!(entries(&app, "glass.break").await, []);
    })
    .await;
}

#[tokio::test]
async fn a_patient_out_of_reach_is_found_by_what_is_known_of_whoever_is_there() {
    both(async |db| {
        let app = service(db).await;
        let nurse = Person::staff(&app, 12, 1).await;
        let to = format!("{}/break-glass", hedda(""));
        for (fields, found) in [
            ("identifier=12345", true),
            ("name=secretname&born=2003-04-19", true),
            ("identifier=1234", false),
            ("name=secretname", false),
            ("born=2003-04-19", false),
            ("name=secretname&born=2003-04-20", false),
            ("", false),
        ] {
            let answer = nurse.post("/break-glass", fields).await;
            if found {
                assert_eq!(answer.status, StatusCode::SEE_OTHER, "{fields}");
                assert_eq!(answer.headers[header::LOCATION], to, "{fields}");
            } else {
                assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields}");
                assert!(!answer.text.contains(&id(HEDDA).to_string()), "{fields}");
            }
        }
        assert_eq!(entries(&app, "glass.find").await.len(), 2);
        let holder = Person::staff(&app, 11, 2).await;
        let answer = holder.post("/break-glass", "identifier=12345").await;
        assert_eq!(answer.headers[header::LOCATION], hedda(""), "open already");
    })
    .await;
}

#[tokio::test]
async fn the_privacy_officer_looks_at_each_and_the_patient_can_see_that() {
    both(async |db| {
        let app = service(db).await;
        let nurse = Person::staff(&app, 12, 1).await;
        let fields = "reason=danger_to_life&words=unconscious";
        nurse.post(&hedda("/break-glass"), fields).await;
        app.clock
            .advance(TimeDelta::days(7) + TimeDelta::seconds(1));
        let officer = Person::new(&app, Role::PrivacyOfficer, None, None).await;
        let page = officer.get("/glass-reviews").await;
        let words = plain(&page.text);
        for said in [
            "Professional 12 , Unit 1",
            "Record hedda",
            "Life or health is in danger: unconscious",
            "That time is over.",
        ] {
            assert!(words.contains(said), "{said} is not in {words}");
        }
        assert!(!page.text.contains("Secretname"), "by the id only");

        let queue = officer.get("/api/v1/glass-reviews").await.ok();
        assert_eq!(queue["total"]["count"], 1);
        let glass = &queue["items"][0];
        assert_eq!(glass["reason"], "danger_to_life");
        assert_eq!(glass["due_at"], "2026-03-09T12:00:00+01:00");
        let glass_id = glass["id"].as_str().unwrap().to_owned();
        let review = format!("/api/v1{}", hedda(&format!("/glass/{glass_id}/review")));
        let found = json!({"outcome": "justified", "words": "On duty"});
        assert_eq!(
            officer.json(&review, found.clone(), None).await.problem(),
            "precondition_required"
        );
        assert_eq!(
            officer
                .json(&review, found.clone(), Some(7))
                .await
                .problem(),
            "precondition_failed"
        );
        assert_eq!(
            officer.json(&review, json!({}), Some(1)).await.problem(),
            "invalid_input"
        );

        let form = format!("patient={}&glass={glass_id}&version=1", id(HEDDA));
        let again = officer
            .post("/glass-reviews", &format!("{form}&words=On+duty"))
            .await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            again.text.contains(">On duty</textarea>"),
            "what was typed is kept"
        );
        let fields = format!("{form}&outcome=justified&words=On+duty");
        for _ in 0..2 {
            let done = officer.post("/glass-reviews", &fields).await;
            assert_eq!(done.status, StatusCode::SEE_OTHER);
        }
        // What was found stays.
        let other = json!({"outcome": "not_justified", "words": "No"});
        assert_eq!(
            officer.json(&review, other, Some(2)).await.problem(),
            "precondition_failed"
        );
        let queue = officer.get("/api/v1/glass-reviews").await.ok();
        assert_eq!(queue["total"]["count"], 0);
        let words = plain(&officer.get("/glass-reviews").await.text);
        assert!(words.contains("Nothing waits for you."), "{words}");
        assert!(
            words.contains("justified, says privacy-officer.0.0"),
            "{words}"
        );

        let told: Vec<_> = entries(&app, "glass.review").await;
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].1, json!({"outcome": "justified"}));
        assert!(!nurse.get("/glass-reviews").await.status.is_success());
    })
    .await;
}

#[tokio::test]
async fn nobody_reviews_a_glass_of_their_own() {
    both(async |db| {
        let app = service(db).await;
        let both = [(Role::WardStaff, Some(1)), (Role::PrivacyOfficer, None)];
        let officer = Person::with_roles(&app, "both", &both, Some(12)).await;
        let fields = "reason=other&words=x";
        officer.post(&hedda("/break-glass"), fields).await;
        let queue = officer.get("/api/v1/glass-reviews").await.ok();
        let glass = queue["items"][0]["id"].as_str().unwrap().to_owned();
        let review = format!("/api/v1{}", hedda(&format!("/glass/{glass}/review")));
        let found = json!({"outcome": "justified", "words": "I know"});
        let refused = officer.json(&review, found, Some(1)).await;
        assert_eq!(refused.problem(), "forbidden");
        assert_eq!(entries(&app, "glass.review").await, []);
    })
    .await;
}
