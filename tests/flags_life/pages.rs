//! The pages of flags: what they say, that forms work without scripts, and what the patient is told.

use axum::http::{StatusCode, header};
use chrono::TimeDelta;

use super::{ADMITTED, Caller, DISCHARGED, service, uuid};
use crate::store::fixtures::id;
use crate::support::{both, on_sqlite};

fn location(answer: &crate::support::app::Answer) -> String {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let location = answer.headers[header::LOCATION].to_str().unwrap();
    location.split('#').next().unwrap().to_owned()
}

fn says(answer: &crate::support::app::Answer, sentences: &[&str]) {
    let plain = answer.text.replace("&#39;", "'").replace("&#34;", "\"");
    for sentence in sentences {
        assert!(plain.contains(sentence), "{sentence:?} is not in\n{plain}");
    }
}

#[tokio::test]
async fn ones_own_flags_are_answered_from_the_list_and_each_answer_can_be_taken_back() {
    both(async |db| {
        let app = service(db).await;
        let caller = Caller::staff(&app, 14, 1).await;
        let flag = caller.flag(DISCHARGED, "no_follow_up_7d").await;
        let list = caller.page("/flags").await;
        says(
            &list,
            &[
                "My flags",
                "Secretname101",
                "no contact recorded within a week",
                "the staff of Unit 1 together",
                "I take this on",
                "Done elsewhere",
                "Today",
            ],
        );
        assert!(!list.text.contains("no_follow_up"), "a code is shown");
        let address = format!("/patients/{}/flags/{}", id(DISCHARGED), uuid(&flag));
        assert!(list.text.contains(&address));
        for (fields, said, state) in [
            (
                "act=acknowledge",
                "You have taken it on.",
                "Taken on by staff-14-1",
            ),
            (
                "act=snooze&until=2026-03-09&reason=Waiting",
                "It rests now.",
                "Rests until",
            ),
            ("act=resolve&by_what=Rang", "It is settled.", "Settled on"),
            (
                "act=done_elsewhere&by=The+GP&on=2026-02-26",
                "it was done elsewhere",
                "by The GP",
            ),
            (
                "act=not_applicable&reason=Moved",
                "marked as not fitting",
                "Does not fit, since",
            ),
        ] {
            let version = caller.flag(DISCHARGED, "no_follow_up_7d").await["version"].clone();
            let sent = caller
                .form(&address, &format!("{fields}&version={version}&back=mine"))
                .await;
            let back = location(&sent);
            assert!(back.starts_with("/flags?"), "{back}");
            let page = caller.page(&back).await;
            says(&page, &[said, "Take that back"]);
            says(&caller.page(&address).await, &[state]);
            let version = caller.flag(DISCHARGED, "no_follow_up_7d").await["version"].clone();
            let undone = caller
                .form(&address, &format!("act=reopen&version={version}&back=flag"))
                .await;
            says(
                &caller.page(&location(&undone)).await,
                &["It is open again."],
            );
        }
        says(
            &caller.page(&address).await,
            &["What has happened", "staff-14-1 opened it again."],
        );
    })
    .await;
}

#[tokio::test]
async fn a_form_that_cannot_be_used_comes_back_as_it_was_typed() {
    both(async |db| {
        let app = service(db).await;
        let caller = Caller::staff(&app, 14, 1).await;
        let flag = caller.flag(DISCHARGED, "no_follow_up_7d").await;
        let address = format!("/patients/{}/flags/{}", id(DISCHARGED), uuid(&flag));
        for (fields, sentences) in [
            (
                "act=snooze&until=2026-12-24&reason=Christmas+%3Cfirst%3E",
                vec![
                    "a day after today, at most 30 days from now",
                    "2026-12-24",
                    "Christmas &#60;first&#62;",
                ],
            ),
            (
                "act=snooze&until=2026-03-09&reason=+",
                vec!["a few words, at most 500 letters", "2026-03-09"],
            ),
            (
                "act=not_applicable&reason=",
                vec!["a few words, at most 500 letters"],
            ),
            (
                "act=done_elsewhere&by=The+GP&on=2026-02-01",
                vec![
                    "a day from the discharge on 22 February 2026 up to today",
                    "The GP",
                    "2026-02-01",
                ],
            ),
        ] {
            let sent = caller
                .form(&address, &format!("{fields}&version=1&back=mine"))
                .await;
            assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields}");
            says(&sent, &["Nothing was changed"]);
            says(&sent, &sentences);
        }
        assert_eq!(caller.flag(DISCHARGED, "no_follow_up_7d").await, flag);

        // Somebody else was faster: told what happened, with what was typed kept.
        let other = Caller::staff(&app, 13, 1).await;
        other
            .act(DISCHARGED, &flag, "acknowledge", serde_json::Value::Null)
            .await
            .ok();
        let fields = "act=resolve&by_what=Rang+on+Monday&version=1&back=mine";
        let sent = caller.form(&address, fields).await;
        assert_eq!(sent.status, StatusCode::PRECONDITION_FAILED);
        says(
            &sent,
            &[
                "Somebody else was faster",
                "staff-13-1 took it on",
                "Rang on Monday",
            ],
        );
        let nonsense = caller.form(&address, "act=forget&version=2").await;
        assert_eq!(nonsense.status, StatusCode::BAD_REQUEST);
    })
    .await;
}

#[tokio::test]
async fn the_page_of_a_flag_says_the_rule_with_its_numbers() {
    on_sqlite(async |db| {
        let app = service(db).await;
        let caller = Caller::staff(&app, 14, 1).await;
        let flag = caller.flag(DISCHARGED, "no_follow_up_7d").await;
        let address = format!("/patients/{}/flags/{}", id(DISCHARGED), uuid(&flag));
        let page = caller.page(&address).await;
        says(
            &page,
            &[
                "The rule in words",
                "they are the defaults",
                "Found on 2 March 2026.",
            ],
        );
        let patient = caller.page(&format!("/patients/{}", id(DISCHARGED))).await;
        says(
            &patient,
            &[
                "What needs to be done",
                "For the patient: read together or print",
                "I take this on",
            ],
        );
    })
    .await;
}

#[tokio::test]
async fn what_is_put_aside_moves_beneath_on_the_patients_page() {
    on_sqlite(async |db| {
        let app = service(db).await;
        let caller = Caller::staff(&app, 14, 1).await;
        let flag = caller.flag(DISCHARGED, "no_follow_up_7d").await;
        let body = serde_json::json!({"by_what": "Rang"});
        caller.act(DISCHARGED, &flag, "resolve", body).await.ok();
        let page = caller.page(&format!("/patients/{}", id(DISCHARGED))).await;
        says(&page, &["One that rests or is settled", "staff-14-1: Rang"]);
    })
    .await;
}

#[tokio::test]
async fn the_patient_is_told_in_plain_words_and_answers() {
    both(async |db| {
        let app = service(db).await;
        let caller = Caller::staff(&app, 11, 1).await;
        let address = format!("/patients/{}/flags/for-patient", id(ADMITTED));
        let page = caller.page(&address).await;
        says(
            &page,
            &[
                "What we see about your care",
                "This is wrong",
                "This matters to me",
            ],
        );
        // Not the rupture, the ratings or who carries everything; no code and no alarm.
        let told = page.text.to_lowercase();
        for word in [
            "rupture",
            "alliance",
            "urgent",
            "severity",
            "risk",
            "no_crisis_plan",
            "within days",
        ] {
            assert!(!told.contains(word), "{word}");
        }
        let flag = caller.flag(ADMITTED, "no_crisis_plan").await;
        let fields = format!(
            "flag={}&what=wrong&words=I+have+one+%3Cat+home%3E",
            uuid(&flag)
        );
        let sent = caller.form(&address, &fields).await;
        let back = location(&sent);
        says(
            &caller.page(&back).await,
            &[
                "It is written down.",
                "You said on 2 March 2026: this is wrong.",
                "I have one &#60;at home&#62;",
            ],
        );
        let long = "x".repeat(501);
        let fields = format!("flag={}&what=matters&words={long}", uuid(&flag));
        let refused = caller.form(&address, &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        says(&refused, &["at most 500 letters", &long]);
    })
    .await;
}

#[tokio::test]
async fn a_list_without_flags_says_so() {
    on_sqlite(async |db| {
        let app = service(db).await;
        let caller = Caller::staff(&app, 14, 2).await;
        says(&caller.page("/flags").await, &["No flag waits for you."]);
        says(
            &caller.page("/flags?soon=urgent").await,
            &["No flag of yours is like that.", "All my flags"],
        );
        app.clock.advance(TimeDelta::minutes(1));
        let odd = caller.page("/flags?after=x").await;
        assert_eq!(odd.status, StatusCode::BAD_REQUEST);
    })
    .await;
}
