//! What is not shared with somebody is on no page and in no answer of theirs: asked of every address there is.

use axum::http::Method;
use serde_json::json;

use super::*;
use crate::hostile::routes::{PAGES, operations};
use crate::support::both;

/// Words that nobody but their author and persons chosen reads, and what was shared once.
const MARK: &str = "Xylographer";

#[tokio::test]
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
                // An address that was asked for stands in the page that says that there is none.
                let is_named = answer.text.contains(&id(620).to_string());
                assert!(!is_named || path.contains("{entry}"), "{path}");
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
        let told = texts(&chosen).await;
        assert_eq!(told.len(), kinds.len());
        assert!(told.iter().all(|text| text.ends_with("chosen")), "{told:?}");
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
