//! The patient's own copy, what is read together, that something be put right, and that it was said who read what.

use axum::http::StatusCode;
use redthread::app::copy::{self, Document, ForWhom};
use redthread::app::record;
use redthread::domain::ids::PatientId;
use serde_json::json;

use super::*;
use crate::support::{both, on_sqlite};

fn end(of: &str) -> String {
    format!("/patients/{}/{of}", id(PATIENT))
}

#[tokio::test]
async fn what_staff_copy_holds_what_is_shared_with_them_and_the_patients_own_everything() {
    both(|db| async move {
        let app = service(db).await;
        let author = Caller::staff(&app, 11, 1).await;
        let colleague = Caller::staff(&app, 12, 1).await;
        insert(&app.db, words(601, "promise", 0, "Xylographer alone")).await;
        tell(&app, &author, &told("Xylographer told", 0)).await;
        tell(&app, &author, &told("I sing <b>", 2)).await;
        let copy = colleague.page(&end("copy")).await;
        assert_eq!(copy.status, StatusCode::OK);
        assert!(copy.text.contains("I sing &#60;b&#62;"));
        assert!(!copy.text.contains("Xylographer"));
        let without = copy.text.clone();
        for said in [
            "What you have shared with nobody",
            "next of kin",
            "Who has looked at your record",
        ] {
            assert!(copy.text.contains(said), "{said}");
        }
        let file = colleague.page(&end("copy.json")).await;
        let json = colleague.get(&end("copy")).await.done();
        for answer in [file.json(), json] {
            assert_eq!(answer["form"], "redthread.patient-copy");
            assert_eq!(
                (&answer["version"], &answer["is_whole"]),
                (&json!(1), &json!(false))
            );
            assert_eq!(answer["story"].as_array().unwrap().len(), 1);
            assert!(!answer.to_string().contains("Xylographer"));
            assert_eq!(
                answer["timeline"]["treatment_periods"]
                    .as_array()
                    .unwrap()
                    .len(),
                1
            );
            assert!(!answer["access_log"].as_array().unwrap().is_empty());
            assert!(answer["leaves_out"].as_array().unwrap().len() == 4);
        }
        // What is said of what is left out is said whether there is any of it or not.
        assert!(without.contains("What is not in it"));
        // The patient's own holds every level, and says who read what.
        let opened = record::open(
            &app.app,
            &Actor::System,
            PatientId(id(PATIENT)),
            "copy.show",
        );
        let whole = copy::gather(&app.app, opened.await.unwrap(), &ForWhom::Patient);
        let whole = json!(Document::of(&whole.await.unwrap()));
        assert_eq!(whole["is_whole"], true);
        let story = whole["story"].as_array().unwrap();
        assert_eq!(story.len(), 3);
        let sung = story
            .iter()
            .find(|entry| entry["text"] == "I sing <b>")
            .unwrap();
        assert_eq!(sung["readers"].as_array().unwrap().len(), 1);
        assert!(whole["leaves_out"].as_array().unwrap().len() == 3);
    })
    .await;
}

#[tokio::test]
async fn words_taken_back_are_on_no_copy() {
    on_sqlite(|db| async move {
        let app = service(db).await;
        let author = Caller::staff(&app, 11, 1).await;
        let entry = tell(&app, &author, &told("Quockerwodger", 2)).await;
        let wish = json!({"patients_wish": true});
        act(&app, &author, &entry, "withdraw", wish).await.done();
        for of in ["copy", "copy.json", "together"] {
            let page = author.page(&end(of)).await;
            assert_eq!(page.status, StatusCode::OK);
            assert!(!page.text.contains("Quockerwodger"), "{of}");
        }
        let told = author.get(&end("copy")).await.done()["story"][0].clone();
        assert_eq!((&told["text"], &told["kind"]), (&Value::Null, &Value::Null));
        assert_ne!(told["withdrawn_at"], Value::Null);
    })
    .await;
}

#[tokio::test]
async fn reading_together_shows_nothing_that_the_patient_may_not_see_and_says_who_read_in_one_step()
{
    both(|db| async move {
        let app = service(db).await;
        let author = Caller::staff(&app, 11, 1).await;
        let colleague = Caller::staff(&app, 12, 1).await;
        tell(&app, &author, &told("Xylographer told", 0)).await;
        for n in 0..2 {
            tell(&app, &author, &told(&format!("Song {n}"), 2)).await;
        }
        let page = colleague.page(&end("together")).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text.contains("You are reading this together."));
        assert!(page.text.contains("Song 0") && !page.text.contains("Xylographer"));
        // Nothing leads to other patients.
        for link in [
            "href=\"/\"",
            "href=\"/board\"",
            "href=\"/patients\"",
            "href=\"/handovers\"",
            "href=\"/flags\"",
        ] {
            assert!(!page.text.contains(link), "{link}");
        }
        let ids: Vec<String> = page
            .text
            .split("name=\"entry\" value=\"")
            .skip(1)
            .map(|rest| format!("&entry={}", rest.split('"').next().unwrap()))
            .collect();
        assert_eq!(ids.len(), 2);
        let fields = format!("back=together{}", ids.concat());
        let sent = colleague.form(&end("story/told"), &fields).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER);
        let page = colleague.page(&end("together?done=told")).await;
        assert!(!page.text.contains("name=\"entry\""));
        assert!(page.text.contains("told the patient so"), "{}", page.text);
        let read = author.get(&end("copy")).await.done();
        let story = read["story"].as_array().unwrap();
        let told = |entry: &&Value| entry["readers"][0]["told_patient_at"].is_string();
        assert_eq!(story.iter().filter(told).count(), 2);
    })
    .await;
}

#[tokio::test]
async fn only_what_was_read_and_is_shared_is_said_to_be_read() {
    both(|db| async move {
        let app = service(db).await;
        let author = Caller::staff(&app, 11, 1).await;
        let colleague = Caller::staff(&app, 12, 1).await;
        let hidden = tell(&app, &author, &told("Alone", 0)).await;
        let shared = tell(&app, &author, &told("Shared", 2)).await;
        let body = json!({"entries": [hidden["id"], shared["id"], id(9999)]});
        let told = post(&app, &colleague, &at("/tell-read"), &body, &[])
            .await
            .done();
        assert_eq!(told["told"], 0, "nothing was opened yet");
        texts(&colleague).await;
        let told = post(&app, &colleague, &at("/tell-read"), &body, &[])
            .await
            .done();
        assert_eq!(told["told"], 1);
        let told = post(&app, &colleague, &at("/tell-read"), &body, &[])
            .await
            .done();
        assert_eq!(told["told"], 0);
        // On the page of the story there are boxes for several, all ticked, and none for one.
        let story = colleague.page(&end("story")).await;
        assert!(!story.text.contains("story/told"));
        for n in 0..2 {
            tell(&app, &author, &super::told(&format!("More {n}"), 2)).await;
        }
        let story = colleague.page(&end("story")).await;
        let boxes = story.text.matches("name=\"entry\" value=\"").count();
        let ticked = story.text.matches("\" checked> <span>").count();
        assert_eq!((boxes, ticked), (2, 2), "{}", story.text);
        // Whoever leaves one out says it of the other alone.
        let list = colleague.get(&at("")).await.done();
        let first = list["items"][0]["id"].as_str().unwrap().to_owned();
        let form = format!("entry={first}");
        let answer = colleague.form(&end("story/told"), &form).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        let list = colleague.get(&at("")).await.done();
        assert_ne!(list["items"][0]["told_patient_at"], Value::Null);
        assert_eq!(list["items"][1]["told_patient_at"], Value::Null);
    })
    .await;
}

#[tokio::test]
async fn what_is_to_be_put_right_is_a_request_due_within_a_month() {
    both(|db| async move {
        let app = service(db).await;
        let nurse = Caller::staff(&app, 12, 1).await;
        let form = nurse.page(&end("record/correction")).await;
        assert_eq!(form.status, StatusCode::OK);
        assert!(
            form.text
                .contains("What is wrong, in the patient\u{2019}s words")
        );
        let body = json!({"text": "I was on a visit", "concerns": "the stay in March"});
        let written = post(&app, &nurse, &end("requests/correction"), &body, &[]).await;
        assert_eq!(written.status, StatusCode::CREATED, "{}", written.text);
        let requests = nurse.get(&end("requests")).await.done();
        let request = &requests["items"][0];
        assert_eq!(request["subject"], "correction");
        assert_eq!(request["text"], "the stay in March:\nI was on a visit");
        let asked = request["asked_at"].as_str().unwrap()[..10].parse().unwrap();
        let due = redthread::domain::time::add_months(asked, 1);
        assert_eq!(request["due_on"], json!(due));
        let page = nurse.page(&end("requests")).await;
        assert!(
            page.text
                .contains("that something in the record be put right")
        );
        let copy = nurse.page(&end("copy")).await;
        assert!(
            copy.text.contains("I was on a visit") && copy.text.contains("not been answered yet")
        );
        let empty = post(&app, &nurse, &end("requests/correction"), &json!({}), &[]).await;
        assert_eq!(empty.status, StatusCode::BAD_REQUEST);
    })
    .await;
}
