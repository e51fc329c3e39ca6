//! Pages: every item once, in order, by links alone.

use std::collections::BTreeSet;

use redthread::domain::vocabulary::Role;
use serde_json::{Value, json};

use super::coordinator;
use crate::support::app::TestApp;
use crate::support::both;

/// Every item of a list, read by following its links.
async fn all(app: &TestApp, token: &str, address: String) -> Vec<Value> {
    let mut items = Vec::new();
    let mut next = Some(address);
    while let Some(address) = next {
        let page = app.get(token, &address).await.ok();
        let total = &page["total"];
        assert_eq!(total["is_exact"], true);
        items.extend(page["items"].as_array().unwrap().iter().cloned());
        next = page["next"].as_str().map(str::to_owned);
        if next.is_none() {
            assert_eq!(total["count"], items.len(), "{address}");
        }
    }
    items
}

#[tokio::test]
async fn links_lead_through_every_list_whatever_the_size_of_its_pages() {
    both(async |db| {
        let (app, token) = coordinator(db).await;
        let id = app.patient("solveig").await.0;
        for list in [
            "/api/v1/units?".to_owned(),
            "/api/v1/professionals?".to_owned(),
            format!("/api/v1/patients/{id}/contacts?"),
            "/api/v1/patients?".to_owned(),
            "/api/v1/flags?".to_owned(),
        ] {
            let whole = all(&app, &token, format!("{list}limit=200")).await;
            assert!(whole.len() > 2, "{list} {}", whole.len());
            for limit in [1, 3, whole.len()] {
                // Links of one item each through hundreds show nothing more than through these.
                if whole.len() / limit > 60 {
                    continue;
                }
                let pages = all(&app, &token, format!("{list}limit={limit}")).await;
                assert_eq!(pages, whole, "{list}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_broken_cursor_is_told_and_one_of_another_list_is_none() {
    both(async |db| {
        let (app, token) = coordinator(db).await;
        let units = app.get(&token, "/api/v1/units?limit=1").await.ok();
        let cursor = units["next"]
            .as_str()
            .unwrap()
            .rsplit_once("cursor=")
            .unwrap()
            .1;
        for list in ["units", "professionals", "patients", "flags"] {
            for cursor in ["x", "AAAA", cursor] {
                if list != "units" || cursor.len() < 20 {
                    let address = format!("/api/v1/{list}?cursor={cursor}");
                    let answer = app.get(&token, &address).await;
                    assert_eq!(answer.problem(), "invalid_cursor", "{address}");
                    assert_eq!(answer.status.as_u16(), 400);
                }
            }
        }
        let admin = app.token(Role::Administrator).await;
        let answer = app.get(&admin, "/api/v1/imports?cursor=x").await;
        assert_eq!(answer.problem(), "invalid_cursor");
    })
    .await;
}

#[tokio::test]
async fn a_search_pages_by_cursor_and_finds_only_those_within_reach() {
    both(async |db| {
        let app = TestApp::with_patients(db, 20).await;
        let token = app.token(Role::CareCoordinator).await;
        let mine = all(&app, &token, "/api/v1/patients?limit=200".to_owned()).await;
        let mine: BTreeSet<&str> = mine
            .iter()
            .map(|item| item["patient"]["id"].as_str().unwrap())
            .collect();
        // A year that hardly anybody was born in tells nothing: letters that many names begin with.
        let mut found = Vec::new();
        for letter in ["a", "e", "i", "k", "m", "s"] {
            let mut cursor = Value::Null;
            loop {
                let search = json!({"name": letter, "limit": 2, "cursor": cursor});
                let page = app
                    .post(&token, "/api/v1/patients/search", &search)
                    .await
                    .ok();
                let items = page["items"].as_array().unwrap();
                assert!(items.len() <= 2);
                found.extend(
                    items
                        .iter()
                        .map(|item| item["id"].as_str().unwrap().to_owned()),
                );
                cursor = page["next_cursor"].clone();
                if cursor.is_null() {
                    break;
                }
            }
        }
        assert!(!found.is_empty());
        assert!(found.iter().all(|id| mine.contains(id.as_str())));
    })
    .await;
}
