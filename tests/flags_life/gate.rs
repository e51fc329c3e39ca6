//! One gate: whom a flag is for sees it everywhere, and nobody else sees it anywhere.

use redthread::app::record;
use redthread::app::{Actor, flags::as_found};
use redthread::domain::flags::Onlooker;
use redthread::domain::ids::{PatientId, ProfessionalId};
use redthread::store::{flag_lives, flags as stored};

use super::{ADMITTED, Caller, QUIET, codes, evaluate, service, uuid};
use crate::store::fixtures::{id, patient_id};
use crate::support::both;

const PRIVATE: [&str; 3] = ["alliance_drop", "narrative_unread", "rupture_unresolved"];

/// Which of the private flags of the admitted patient are whose.
const WHOSE: [(u128, &[&str]); 4] = [
    (11, &["alliance_drop", "rupture_unresolved"]),
    (12, &["narrative_unread"]),
    (13, &["narrative_unread"]),
    (14, &[]),
];

fn private<'f>(codes: &[&'f str]) -> Vec<&'f str> {
    let is_private = |code: &&str| PRIVATE.contains(code);
    codes.iter().copied().filter(is_private).collect()
}

#[tokio::test]
async fn private_flags_are_shown_to_those_whom_they_are_for_and_nowhere_to_others() {
    both(async |db| {
        let app = service(db).await;
        let all = stored::living(&app.db.read, &[patient_id(ADMITTED)])
            .await
            .unwrap();
        let key = |code: &str| {
            let flag = all.iter().find(|flag| flag.code == code).unwrap();
            as_found(flag).unwrap().key()
        };
        for (who, theirs) in WHOSE {
            let caller = Caller::staff(&app, who, 1).await;
            let flags = caller.flags(ADMITTED).await;
            assert_eq!(private(&codes(&flags)), theirs, "{who}: the patient's");

            let mine = caller.get("/flags").await.ok();
            let mine: Vec<_> = mine["items"]
                .as_array()
                .unwrap()
                .iter()
                .map(|item| item["flag"].clone())
                .collect();
            let seen = private(&codes(&mine));
            assert!(
                seen.iter().all(|code| theirs.contains(code)),
                "{who}: mine {seen:?}"
            );

            let list = caller.get("/patients").await.ok();
            let items = list["items"].as_array().unwrap();
            let of = |n: u128| {
                items
                    .iter()
                    .find(|item| item["patient"]["id"] == id(n).to_string())
                    .unwrap()
            };
            let listed = of(ADMITTED)["flags"].as_array().unwrap();
            assert_eq!(private(&codes(listed)), theirs, "{who}: the caseload");

            for code in PRIVATE {
                let is_theirs = theirs.contains(&code);
                let end = format!("/patients/{}/timeline?flag={}", id(ADMITTED), key(code));
                let status = caller.get(&end).await.status.as_u16();
                assert_eq!(
                    status,
                    if is_theirs { 200 } else { 400 },
                    "{who}: {code} on the timeline"
                );
                let flag = all.iter().find(|flag| flag.code == code).unwrap();
                let end = format!("/patients/{}/flags/{}/history", id(ADMITTED), flag.id.0);
                let status = caller.get(&end).await.status.as_u16();
                assert_eq!(
                    status,
                    if is_theirs { 200 } else { 404 },
                    "{who}: {code} by its id"
                );
            }
        }
    })
    .await;
}

#[tokio::test]
async fn what_one_may_not_see_does_not_count_either() {
    both(async |db| {
        let app = service(db).await;
        for (who, sees) in [(11, true), (14, false)] {
            let caller = Caller::staff(&app, who, 2).await;
            let flagged = caller.get("/patients?flagged=true").await.ok();
            let ids: Vec<_> = flagged["items"]
                .as_array()
                .unwrap()
                .iter()
                .map(|item| item["patient"]["id"].as_str().unwrap().to_owned())
                .collect();
            assert_eq!(ids.contains(&id(QUIET).to_string()), sees, "{who}");
            assert_eq!(flagged["total"]["count"], ids.len(), "{who}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_gate_of_the_store_is_that_of_the_domain() {
    both(async |db| {
        let app = service(db).await;
        let mut compared = 0;
        for n in [ADMITTED, QUIET] {
            let opened = record::open(&app.app, &Actor::System, patient_id(n), "test")
                .await
                .unwrap();
            let case = opened.case();
            let living = stored::living(&app.db.read, &[patient_id(n)])
                .await
                .unwrap();
            for flag in &living {
                let found = as_found(flag).unwrap();
                let staff = (11..=14).map(|who| Onlooker::Staff(Some(ProfessionalId(id(who)))));
                for onlooker in staff.chain([Onlooker::Staff(None), Onlooker::Everything]) {
                    let address = (PatientId(id(n)), flag.id);
                    let one = flag_lives::one(&app.db.read, address, onlooker, opened.now);
                    let is_kept = one.await.unwrap().is_some();
                    assert_eq!(
                        is_kept,
                        onlooker.sees(&found, &case),
                        "{} {onlooker:?}",
                        flag.code
                    );
                    compared += 1;
                }
            }
        }
        assert!(compared >= 30, "{compared}");
    })
    .await;
}

#[tokio::test]
async fn what_one_may_not_see_one_cannot_answer() {
    both(async |db| {
        let app = service(db).await;
        let therapist = Caller::staff(&app, 11, 1).await;
        let nurse = Caller::staff(&app, 14, 1).await;
        let flag = therapist.flag(ADMITTED, "rupture_unresolved").await;
        let refused = nurse
            .act(ADMITTED, &flag, "acknowledge", serde_json::Value::Null)
            .await;
        assert_eq!(refused.problem(), "not_found");
        let done = therapist
            .act(ADMITTED, &flag, "acknowledge", serde_json::Value::Null)
            .await;
        assert_eq!(done.ok()["state"], "acknowledged");
        // Nor through the address of another patient.
        let stolen = therapist
            .act(QUIET, &flag, "reopen", serde_json::Value::Null)
            .await;
        assert_eq!(stolen.problem(), "not_found");
        evaluate(&app).await;
        assert_eq!(
            uuid(&therapist.flag(ADMITTED, "rupture_unresolved").await),
            uuid(&flag)
        );
    })
    .await;
}
