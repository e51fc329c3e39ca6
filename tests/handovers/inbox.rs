//! Lists: to me, to my unit's pool, sent; the longest overdue first.

use serde_json::{Value, json};

use super::{Caller, OTHER, PATIENT, act, begin, nurse, offered, service};
use crate::flags_life::written;
use crate::store::fixtures::id;
use crate::support::{both, on_sqlite};

async fn listed(who: &Caller<'_>, inbox: &str) -> Vec<String> {
    let list = who.get(&format!("/handovers/inbox?box={inbox}")).await.ok();
    let items = list["items"].as_array().unwrap();
    assert_eq!(list["total"]["count"], items.len());
    let of = |item: &Value| item["handover"]["patient_id"].as_str().unwrap().to_owned();
    items.iter().map(of).collect()
}

#[tokio::test]
async fn each_handover_is_in_the_lists_of_those_it_concerns() {
    both(async |db| {
        let app = service(db).await;
        let (marit, rude) = (nurse(&app, 11).await, nurse(&app, 13).await);
        let elsewhere = Caller::staff(&app, 14, 2).await;
        let of = |n: u128| id(n).to_string();
        offered(&app, &marit, PATIENT, "settled").await;
        let person = json!({"severity": "settled", "to_professional_id": id(13)});
        let draft = begin(&app, &marit, OTHER, &person).await;
        let to_person = act(&app, &marit, &draft, "offer", json!({})).await.ok();
        assert_eq!(listed(&rude, "mine").await, [of(OTHER)]);
        assert_eq!(listed(&rude, "pool").await, [of(PATIENT)]);
        assert_eq!(listed(&marit, "sent").await, [of(PATIENT), of(OTHER)]);
        // Nobody waits for what they offered, nor for what is not within reach.
        for who in [&marit, &elsewhere] {
            assert!(listed(who, "mine").await.is_empty());
            assert!(listed(who, "pool").await.is_empty());
        }
        assert!(listed(&rude, "sent").await.is_empty());
        act(&app, &rude, &to_person, "accept", json!({})).await.ok();
        assert!(listed(&rude, "mine").await.is_empty());
        assert_eq!(listed(&marit, "sent").await.len(), 2);
        let actions = written(&app, &rude.username).await;
        assert!(actions.iter().any(|action| action == "handovers.inbox"));
    })
    .await;
}

#[tokio::test]
async fn lists_page_the_longest_overdue_first() {
    both(async |db| {
        let app = service(db).await;
        let marit = nurse(&app, 11).await;
        let slow = json!({"severity": "settled", "type": "ward_transfer", "to_unit_id": id(1)});
        let draft = begin(&app, &marit, OTHER, &slow).await;
        act(&app, &marit, &draft, "offer", json!({})).await.ok();
        app.clock.advance(chrono::TimeDelta::minutes(5));
        let marit_again = Caller::staff(&app, 12, 1).await;
        offered(&app, &marit_again, PATIENT, "settled").await;
        let rude = nurse(&app, 13).await;
        let mut pages = Vec::new();
        let mut end = "/handovers/inbox?box=pool&limit=1".to_owned();
        loop {
            let page = rude.get(&end).await.ok();
            assert_eq!(page["total"], json!({"count": 2, "is_exact": true}));
            pages.extend(page["items"].as_array().unwrap().clone());
            match page["next"].as_str() {
                Some(next) => next.strip_prefix("/api/v1").unwrap().clone_into(&mut end),
                None => break,
            }
        }
        let due: Vec<_> = pages
            .iter()
            .map(|item| item["handover"]["patient_id"].as_str().unwrap().to_owned())
            .collect();
        // Offered later, due before.
        assert_eq!(due, [id(PATIENT).to_string(), id(OTHER).to_string()]);
        let forged = rude.get("/handovers/inbox?cursor=x").await;
        assert_eq!(forged.problem(), "invalid_cursor");
        let wrong = rude.get("/handovers/inbox?box=everybody").await;
        assert_eq!(wrong.problem(), "invalid_input");
    })
    .await;
}

#[tokio::test]
async fn the_header_counts_what_waits() {
    on_sqlite(async |db| {
        let app = service(db).await;
        let (marit, rude) = (nurse(&app, 11).await, nurse(&app, 13).await);
        assert!(rude.page("/flags").await.text.contains(">Handovers<"));
        offered(&app, &marit, PATIENT, "settled").await;
        offered(&app, &marit, OTHER, "acute").await;
        assert!(rude.page("/flags").await.text.contains(">Handovers (2)<"));
        assert!(marit.page("/flags").await.text.contains(">Handovers<"));
    })
    .await;
}
