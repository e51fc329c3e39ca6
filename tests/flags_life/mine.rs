//! Whose flags are whose, in the list of one's own.

use serde_json::Value;

use super::{ADMITTED, Caller, DISCHARGED, service};
use crate::store::fixtures::id;
use crate::support::both;

fn listed(page: &Value) -> Vec<(String, String)> {
    page["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| {
            let text = |value: &Value| value.as_str().unwrap().to_owned();
            (text(&item["patient"]["id"]), text(&item["flag"]["code"]))
        })
        .collect()
}

#[tokio::test]
async fn ones_own_are_those_of_the_person_and_of_the_pools() {
    both(async |db| {
        let app = service(db).await;
        let has = |page: &Value, patient: u128, code: &str| {
            listed(page).contains(&(id(patient).to_string(), code.to_owned()))
        };
        // Nobody is near the discharged: the ward's staff own it, each of them.
        for who in [11, 14] {
            let caller = Caller::staff(&app, who, 1).await;
            let mine = caller.get("/flags").await.ok();
            assert!(has(&mine, DISCHARGED, "no_follow_up_7d"), "{who}");
            // The crisis plan is the therapist's, who became a named contact last of two at once by the
            // source's id.
            assert_eq!(has(&mine, ADMITTED, "no_crisis_plan"), who == 11, "{who}");
            assert_eq!(mine["items"][0]["flag"]["severity"], "urgent");
        }
        // The clinic's staff own nothing of the ward.
        let clinic = Caller::staff(&app, 14, 2).await;
        let mine = clinic.get("/flags").await.ok();
        assert!(!has(&mine, DISCHARGED, "no_follow_up_7d"));
    })
    .await;
}

#[tokio::test]
async fn the_list_pages_filters_and_refuses_what_it_does_not_know() {
    both(async |db| {
        let app = service(db).await;
        let caller = Caller::staff(&app, 11, 1).await;
        let whole = caller.get("/flags?limit=200").await.ok();
        let all = listed(&whole);
        assert!(all.len() >= 3, "{all:?}");
        assert_eq!(whole["total"]["count"], all.len());
        let mut paged = Vec::new();
        let mut end = Some("/flags?limit=1".to_owned());
        while let Some(address) = end {
            let page = caller.get(&address).await.ok();
            assert_eq!(page["total"]["count"], all.len());
            paged.extend(listed(&page));
            end = page["next"]
                .as_str()
                .map(|next| next.strip_prefix("/api/v1").unwrap().to_owned());
        }
        assert_eq!(paged, all);
        let urgent = caller.get("/flags?severity=urgent").await.ok();
        assert_eq!(
            listed(&urgent),
            [(id(DISCHARGED).to_string(), "no_follow_up_7d".to_owned())]
        );
        let seen = caller.get("/flags?state=acknowledged").await.ok();
        assert_eq!(seen["total"]["count"], 0);
        for end in [
            "severity=red",
            "state=gone",
            "code=nothing",
            "limit=0",
            "risk=high",
        ] {
            let answer = caller.get(&format!("/flags?{end}")).await;
            assert_eq!(answer.status.as_u16(), 400, "{end}");
        }
    })
    .await;
}
