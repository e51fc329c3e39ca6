//! What is not shared with somebody is on no page and in no answer of theirs: asked of every address there is.

use axum::http::Method;
use serde_json::json;

use super::beside::{link, recorded, things};
use super::gate::confidence;
use super::own::Hands;
use super::*;
use crate::hostile::routes::{PAGES, operations};
use crate::support::both;

/// Words that nobody but their author and persons chosen reads, and what was shared once.
const MARK: &str = "Xylographer";

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one record, looked for everywhere")]
async fn words_that_are_not_shared_are_nowhere() {
    both(|db| async move {
        let app = service(db).await;
        let kinds = [
            "outside_crisis",
            "next_professional",
            "what_matters",
            "people_i_trust",
            "turning_point",
        ];
        for (n, kind) in kinds.iter().enumerate() {
            let n = n as u128;
            let alone = words(600 + n, kind, 0, &format!("{MARK} alone"));
            insert(&app.db, alone).await;
            let reply = entity::narrative_reply::Model {
                patient_id: id(PATIENT),
                id: id(660 + n),
                entry_id: id(600 + n),
                author_id: Some(id(11)),
                text: format!("{MARK} answered"),
                written_at: day(43),
            };
            insert(&app.db, reply).await;
            let mut chosen = words(620 + n, kind, 1, &format!("{MARK} chosen"));
            chosen.author_id = Some(id(11));
            insert(&app.db, chosen).await;
            let person = entity::narrative_person::Model {
                patient_id: id(PATIENT),
                entry_id: id(620 + n),
                professional_id: id(14),
            };
            insert(&app.db, person).await;
            // Shared, and over.
            insert(&app.db, words(640 + n, kind, 3, &format!("{MARK} over"))).await;
            let over = entity::narrative_state::Model {
                patient_id: id(PATIENT),
                entry_id: id(640 + n),
                shared_until_at: Some(day(50)),
                confirmed_at: None,
                confirmed_by: None,
                withdrawn_by: None,
                scrubbed_at: None,
            };
            insert(&app.db, over).await;
        }
        // What the patient sees differently, and what is linked, of everything that they can be about.
        recorded(&app).await;
        for (n, about) in things().iter().enumerate() {
            let n = n as u128;
            let differs = words(900 + n, "sees_differently", 0, &format!("{MARK} differs"));
            insert(&app.db, differs).await;
            for entry in [900 + n, 600, 640] {
                insert(&app.db, link(entry, about)).await;
            }
        }
        evaluate(&app).await;
        let reader = Caller::staff(&app, 12, 1).await;
        let chosen = Caller::staff(&app, 14, 1).await;
        // A handover, so that there is one to be read with its quotes.
        let start = json!({"severity": "settled", "summary": "Slept"});
        let draft = post(&app, &reader, &handovers(), &start, &[]).await.done();
        let draft_id = draft["id"].as_str().unwrap().to_owned();
        let of = |path: &str| {
            path.replace("{id}", &id(PATIENT).to_string())
                .replace("{handover}", &draft_id)
                .replace("{record}", &id(600).to_string())
                .replace("{entry}", &id(620).to_string())
                .replace("{act}", "met")
        };
        let mut asked = 0;
        for (method, path) in PAGES {
            if method == "GET" && !path.contains("{file}") {
                let answer = reader.page(&of(path)).await;
                assert!(!answer.text.contains(MARK), "{path}");
                // Nor does anything tell that there is something beside what is shown.
                for betrayed in [
                    "sees this differently",
                    "id=\"differs\"",
                    "class=\"spoken\"",
                ] {
                    let is_kins = betrayed.starts_with("class") && path.contains("/story");
                    assert!(
                        !answer.text.contains(betrayed) || is_kins,
                        "{path}: {betrayed}"
                    );
                }
                // An address that was asked for stands in the page that says that there is none.
                let asked_for = |n| match n {
                    600 => path.contains("{record}"),
                    620 => path.contains("{entry}"),
                    _ => false,
                };
                for n in [600, 620, 640, 900, 903] {
                    let is_named = answer.text.contains(&id(n).to_string());
                    assert!(!is_named || asked_for(n), "{path}: {n}");
                }
                asked += usize::from(answer.status.is_success());
            }
        }
        for (method, path) in operations() {
            let address = of(path.strip_prefix("/api/v1").unwrap_or(&path));
            let answer = if method == "GET" {
                reader.get(&address).await
            } else {
                let method = Method::from_bytes(method.as_bytes()).unwrap();
                send(&app, &reader, method, &address).await
            };
            assert!(!answer.text.contains(MARK), "{method} {path}");
            asked += usize::from(answer.status.is_success());
        }
        assert!(asked > 30, "{asked} addresses answered");
        // Whom the patient chose reads what they chose, and no more.
        let mut told = texts(&chosen).await;
        // What next of kin tell is shared with the whole team.
        told.retain(|text| text != "We worry");
        assert_eq!(told.len(), kinds.len());
        assert!(told.iter().all(|text| text.ends_with("chosen")), "{told:?}");
    })
    .await;
}

/// What next of kin tell in confidence, wherever the patient reads: on their own screen, where every address there is
/// is asked, in the copy that staff make for them, and in what is read together.
#[tokio::test]
async fn what_kin_tell_in_confidence_reaches_the_patient_nowhere() {
    both(|db| async move {
        let app = service(db).await;
        recorded(&app).await;
        let mut kin = words(680, "next_professional", 3, &format!("{MARK} of kin"));
        "next_of_kin".clone_into(&mut kin.authorship);
        kin.author_id = Some(id(12));
        insert(&app.db, kin).await;
        insert(&app.db, confidence(680)).await;
        for about in things() {
            insert(&app.db, link(680, &about)).await;
        }
        // Also where the patient's own words are about it, by whatever way that came here.
        let differs = words(681, "sees_differently", 3, "Otherwise");
        insert(&app.db, differs).await;
        let about = format!("narrative_entry:{}", id(680));
        insert(&app.db, link(681, &about)).await;
        evaluate(&app).await;
        let nurse = Caller::staff(&app, 12, 1).await;
        assert!(texts(&nurse).await.iter().any(|text| text.contains(MARK)));
        let is_hidden = |answer: &Answer, path: &str| {
            assert!(!answer.text.contains(MARK), "{path}");
            // An address that was asked for, and what was sent, stand in the answer.
            let is_named = answer.text.contains(&id(680).to_string());
            assert!(
                !is_named || path.contains("{entry}"),
                "{path}: {}",
                answer.text
            );
        };
        for end in ["copy", "copy.json", "together"] {
            let end = format!("/patients/{}/{end}", id(PATIENT));
            let answer = nurse.page(&end).await;
            assert!(answer.status.is_success(), "{end}");
            is_hidden(&answer, &end);
        }
        let copy = format!("/patients/{}/copy", id(PATIENT));
        is_hidden(&nurse.get(&copy).await, &copy);
        let screen = Hands::of(&nurse).await;
        let mut asked = 0;
        for (method, path) in PAGES {
            // Closing gives it back, and then it is no patient's screen.
            if path.contains("{file}") || path == "/own/close" {
                continue;
            }
            let address = path
                .replace("{id}", &id(PATIENT).to_string())
                .replace("{entry}", &id(680).to_string())
                .replace("{act}", "met");
            if method == "GET" {
                let answer = screen.page(&address).await;
                is_hidden(&answer, path);
                asked += usize::from(answer.status.is_success());
                continue;
            }
            for act in ["link", "unlink", "confirm", "share", "withdraw", "reply"] {
                let form = format!(
                    "act={act}&version=1&kind=sees_differently&text=x&level=3&about={about}"
                );
                is_hidden(&screen.form(&address, &form).await, path);
            }
        }
        assert!(asked > 5, "{asked} pages answered");
    })
    .await;
}

fn handovers() -> String {
    format!("/patients/{}/handovers", id(PATIENT))
}

async fn send(app: &TestApp, who: &Caller<'_>, method: Method, end: &str) -> Answer {
    let request = Request::builder()
        .method(method)
        .uri(format!("/api/v1{end}"))
        .header(header::AUTHORIZATION, format!("Bearer {}", who.token))
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::IF_MATCH, "\"1\"")
        .body(Body::from("{}"));
    app.send(request.unwrap()).await
}
