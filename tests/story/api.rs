//! Telling, sharing, confirming and reading, through the API.

use axum::http::StatusCode;
use serde_json::json;

use super::*;
use crate::flags_life::written;
use crate::support::both;

#[tokio::test]
async fn what_is_told_is_its_authors_until_the_patient_shares_it() {
    both(|db| async move {
        let app = service(db).await;
        let author = Caller::staff(&app, 11, 1).await;
        let colleague = Caller::staff(&app, 12, 1).await;
        let entry = tell(&app, &author, &told("I play the accordion", 0)).await;
        assert_eq!(entry["authorship"], "told_to_staff");
        assert_eq!(entry["confirmed_at"], Value::Null);
        assert_eq!(entry["sharing"]["level"], 0);
        // To the colleague there is no such entry, and nothing to count.
        assert_eq!(one(&colleague, &entry).await.status, StatusCode::NOT_FOUND);
        let list = colleague.get(&at("")).await.done();
        assert_eq!(list["items"], json!([]));
        assert_eq!(list["total"]["count"], 0);
        let wish = json!({"level": 2, "patients_wish": true});
        let shared = act(&app, &author, &entry, "share", wish).await.done();
        assert_eq!(shared["version"], 2);
        assert_eq!(texts(&colleague).await, ["I play the accordion"]);
        // Made narrower, it is gone for the colleague at once.
        let entry = one(&author, &entry).await.done()["entry"].clone();
        let wish = json!({"level": 0, "patients_wish": true});
        act(&app, &author, &entry, "share", wish).await.done();
        assert_eq!(texts(&colleague).await, Vec::<String>::new());
        assert_eq!(one(&colleague, &entry).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn persons_whom_the_patient_chose_read_it_and_nobody_else_does() {
    both(|db| async move {
        let app = service(db).await;
        let author = Caller::staff(&app, 11, 1).await;
        let chosen = Caller::staff(&app, 12, 1).await;
        let other = Caller::staff(&app, 14, 1).await;
        let mut body = told("Only for Tove", 1);
        body["people"] = json!([id(12)]);
        let entry = tell(&app, &author, &body).await;
        assert_eq!(entry["sharing"]["people"].as_array().unwrap().len(), 1);
        assert_eq!(texts(&chosen).await, ["Only for Tove"]);
        assert_eq!(texts(&other).await, Vec::<String>::new());
        // Nobody, or somebody unknown, is no choice.
        for people in [json!([]), json!([id(999)])] {
            body["people"] = people;
            let answer = post(&app, &author, &at(""), &body, &[]).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        }
    })
    .await;
}

#[tokio::test]
async fn nobody_but_the_patient_decides_whom_it_is_shared_with() {
    both(|db| async move {
        let app = service(db).await;
        let author = Caller::staff(&app, 11, 1).await;
        let entry = tell(&app, &author, &told("Mine", 2)).await;
        for (what, body) in [
            ("share", json!({"level": 3})),
            ("share", json!({"level": 3, "patients_wish": false})),
            ("withdraw", json!({})),
        ] {
            let answer = act(&app, &author, &entry, what, body).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{what}");
            let faults = answer.json()["errors"].to_string();
            assert!(faults.contains("patients_wish"), "{faults}");
        }
        assert_eq!(one(&author, &entry).await.done()["entry"]["version"], 1);
    })
    .await;
}

#[tokio::test]
async fn its_author_puts_it_right_until_the_patient_found_it_right() {
    both(|db| async move {
        let app = service(db).await;
        let author = Caller::staff(&app, 11, 1).await;
        let colleague = Caller::staff(&app, 12, 1).await;
        let entry = tell(&app, &author, &told("I play the acordion", 2)).await;
        let right = json!({"text": "I play the accordion"});
        let answer = act(&app, &colleague, &entry, "reword", right.clone()).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        act(&app, &author, &entry, "reword", right.clone())
            .await
            .done();
        // By what was looked at before, nothing is written over.
        let late = act(&app, &author, &entry, "reword", json!({"text": "Other"})).await;
        assert_eq!(late.status, StatusCode::PRECONDITION_FAILED);
        // Sent twice, it is so already.
        act(&app, &author, &entry, "reword", right).await.done();
        let entry = one(&author, &entry).await.done()["entry"].clone();
        assert_eq!(entry["edition"], 2);
        act(&app, &colleague, &entry, "confirm", json!({}))
            .await
            .done();
        let entry = one(&author, &entry).await.done()["entry"].clone();
        assert_ne!(entry["confirmed_at"], Value::Null);
        let answer = act(&app, &author, &entry, "reword", json!({"text": "No"})).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        assert_eq!(texts(&author).await, ["I play the accordion"]);
    })
    .await;
}

#[tokio::test]
async fn staff_never_touch_what_the_patient_typed() {
    both(|db| async move {
        let app = service(db).await;
        insert(&app.db, words(601, "next_professional", 2, "Say your name")).await;
        let nurse = Caller::staff(&app, 12, 1).await;
        let list = nurse.get(&at("")).await.done();
        let entry = list["items"][0].clone();
        assert_eq!(entry["text"], "Say your name");
        let answer = act(&app, &nurse, &entry, "reword", json!({"text": "No"})).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        // Nor is there anything to confirm.
        let same = act(&app, &nurse, &entry, "confirm", json!({})).await.done();
        assert_eq!(same["version"], 1);
    })
    .await;
}

#[tokio::test]
async fn who_read_it_is_written_down_once_and_telling_the_patient_clears_the_flag() {
    both(|db| async move {
        let app = service(db).await;
        insert(&app.db, words(601, "next_professional", 2, "Say your name")).await;
        evaluate(&app).await;
        let nurse = Caller::staff(&app, 12, 1).await;
        assert!(flags(&nurse).await.contains(&"narrative_unread".to_owned()));
        let entry = nurse.get(&at("")).await.done()["items"][0].clone();
        assert_ne!(entry["opened_at"], Value::Null);
        assert_eq!(entry["told_patient_at"], Value::Null);
        nurse.get(&at("")).await.done();
        let readers = one(&nurse, &entry).await.done()["readers"].clone();
        assert_eq!(readers.as_array().unwrap().len(), 1, "{readers}");
        for _ in 0..2 {
            act(&app, &nurse, &entry, "tell-read", json!({}))
                .await
                .done();
        }
        let entry = nurse.get(&at("")).await.done()["items"][0].clone();
        assert_ne!(entry["told_patient_at"], Value::Null);
        assert!(!flags(&nurse).await.contains(&"narrative_unread".to_owned()));
        let actions = written(&app, &nurse.username).await;
        let times = |action: &str| actions.iter().filter(|a| *a == action).count();
        assert_eq!(times("story.read"), 1, "{actions:?}");
        assert_eq!(times("story.tell_read"), 1, "{actions:?}");
    })
    .await;
}

#[tokio::test]
async fn a_request_sent_twice_writes_one_entry() {
    both(|db| async move {
        let app = service(db).await;
        let author = Caller::staff(&app, 11, 1).await;
        let body = told("Once", 2);
        let key = [("idempotency-key", "0199f0c2-a")];
        let first = post(&app, &author, &at(""), &body, &key).await.done();
        let again = post(&app, &author, &at(""), &body, &key).await.done();
        assert_eq!(first, again);
        assert_eq!(texts(&author).await, ["Once"]);
        let other = post(&app, &author, &at(""), &told("Twice", 2), &key).await;
        assert_eq!(other.status, StatusCode::CONFLICT);
    })
    .await;
}

#[tokio::test]
async fn a_story_pages_by_cursor_in_the_order_in_which_it_was_written() {
    both(|db| async move {
        let app = service(db).await;
        for n in 0..5_u32 {
            let mut row = words(600 + u128::from(n), "promise", 2, &format!("words {n}"));
            row.written_at = day(42 + i64::from(n % 3));
            insert(&app.db, row).await;
        }
        let nurse = Caller::staff(&app, 12, 1).await;
        let (mut seen, mut next) = (Vec::new(), at("?limit=2"));
        loop {
            let page = nurse.get(&next).await.done();
            assert_eq!(page["total"]["count"], 5);
            let items = page["items"].as_array().unwrap();
            seen.extend(items.iter().map(|i| i["text"].as_str().unwrap().to_owned()));
            match page["next"].as_str() {
                Some(link) => next = link.strip_prefix("/api/v1").unwrap().to_owned(),
                None => break,
            }
        }
        assert_eq!(
            seen,
            ["words 2", "words 4", "words 1", "words 3", "words 0"]
        );
    })
    .await;
}

#[tokio::test]
async fn what_is_shared_for_a_time_is_the_patients_alone_afterwards() {
    both(|db| async move {
        let app = service(db).await;
        let author = Caller::staff(&app, 11, 1).await;
        let mut body = told("For this stay", 2);
        let now = redthread::runtime::Clock::now(&*app.clock);
        body["until"] = json!(redthread::domain::time::local_date(now, app.app.zone));
        tell(&app, &author, &body).await;
        let before = Caller::staff(&app, 14, 1).await;
        assert_eq!(texts(&before).await, ["For this stay"]);
        app.clock.advance(chrono::TimeDelta::hours(25));
        let after = Caller::staff(&app, 12, 1).await;
        assert_eq!(texts(&after).await, Vec::<String>::new());
    })
    .await;
}
