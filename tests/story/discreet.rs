//! What else could betray that there are words: the access log, a handover that was accepted, and somebody who is
//! there only by a broken glass.

use axum::http::StatusCode;
use redthread::domain::vocabulary::Role;
use serde_json::json;

use super::*;
use crate::support::both;

#[tokio::test]
async fn the_access_log_of_those_in_care_does_not_tell_that_somebody_told_something() {
    both(|db| async move {
        let app = service(db).await;
        let author = Caller::staff(&app, 11, 1).await;
        let entry = tell(&app, &author, &told("Between us", 0)).await;
        let wish = json!({"patients_wish": true});
        act(&app, &author, &entry, "withdraw", wish).await.done();
        let entry = entry["id"].as_str().unwrap().to_owned();
        let colleague = Caller::staff(&app, 12, 1).await;
        let log = format!("/patients/{}/access-log", id(PATIENT));
        for answer in [
            colleague.get(&log).await,
            colleague.page(&log).await,
            colleague.page(&format!("{log}.csv")).await,
        ] {
            assert_eq!(answer.status, StatusCode::OK);
            for betrayed in ["story.", entry.as_str(), "withdraw", "narrative_entry"] {
                assert!(
                    !answer.text.contains(betrayed),
                    "{betrayed}: {}",
                    answer.text
                );
            }
        }
        // That somebody had to do with the story is told, and the privacy officer sees with what.
        let page = colleague.page(&log).await;
        assert!(page.text.contains("Story opened"), "{}", page.text);
        let officer = Caller::of_role(&app, Role::PrivacyOfficer, None).await;
        let whole = officer.get(&log).await.done().to_string();
        assert!(
            whole.contains("story.withdraw") && whole.contains(&entry),
            "{whole}"
        );
    })
    .await;
}

#[tokio::test]
async fn behind_a_broken_glass_nobody_decides_for_the_patient_about_the_words_of_others() {
    both(|db| async move {
        let app = service(db).await;
        insert(&app.db, words(601, "promise", 3, "They would call")).await;
        let stranger = Caller::staff(&app, 13, 2).await;
        let glass = format!("/patients/{}/break-glass", id(PATIENT));
        stranger
            .form(&glass, "reason=danger_to_life&words=found+outside")
            .await;
        let entry = stranger.get(&at("")).await.done()["items"][0].clone();
        assert_eq!(
            entry["text"], "They would call",
            "an emergency unit reads it"
        );
        for (what, body) in [
            ("withdraw", json!({"patients_wish": true})),
            ("share", json!({"level": 0, "patients_wish": true})),
        ] {
            let answer = act(&app, &stranger, &entry, what, body).await;
            assert_eq!(
                answer.status,
                StatusCode::FORBIDDEN,
                "{what}: {}",
                answer.text
            );
        }
        let page = format!("/patients/{}/story/{}", id(PATIENT), id(601));
        let page = stranger.page(&page).await.text;
        assert!(!page.contains("value=\"withdraw\"") && !page.contains("value=\"share\""));
        // What they wrote down there themselves they take back.
        let own = tell(&app, &stranger, &told("He said his name", 3)).await;
        let wish = json!({"patients_wish": true});
        act(&app, &stranger, &own, "withdraw", wish).await.done();
        assert_eq!(texts(&stranger).await, ["They would call"]);
    })
    .await;
}

#[tokio::test]
async fn an_accepted_handover_names_only_entries_that_are_shared_with_its_reader() {
    both(|db| async move {
        let app = service(db).await;
        insert(&app.db, words(601, "what_matters", 2, "My dog")).await;
        let (from, to) = (
            Caller::staff(&app, 11, 1).await,
            Caller::staff(&app, 12, 1).await,
        );
        let handovers = format!("/patients/{}/handovers", id(PATIENT));
        let body = json!({"severity": "settled", "summary": "Slept", "type": "shift"});
        let draft = post(&app, &from, &handovers, &body, &[]).await.done();
        let one = format!("{handovers}/{}", draft["id"].as_str().unwrap());
        let tag = |is: &Value| format!("\"{}\"", is["version"]);
        let (end, version) = (format!("{one}/offer"), tag(&draft));
        let offered = post(&app, &from, &end, &json!({}), &[("if-match", &version)]).await;
        let (end, version) = (format!("{one}/accept"), tag(&offered.done()));
        post(&app, &to, &end, &json!({}), &[("if-match", &version)])
            .await
            .done();
        let named = async || to.get(&one).await.done()["accepted"]["voice"].clone();
        assert_eq!(named().await[0]["entry_id"], json!(id(601)));
        let entry = to.get(&at("")).await.done()["items"][0].clone();
        let wish = json!({"level": 0, "patients_wish": true});
        act(&app, &to, &entry, "share", wish).await.done();
        assert_eq!(named().await, json!([]), "it is the patient's alone now");
    })
    .await;
}
