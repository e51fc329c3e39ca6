//! What is done with a flag, through the API.

use axum::http::header;
use chrono::TimeDelta;
use serde_json::{Value, json};

use super::{ADMITTED, Caller, DISCHARGED, codes, evaluate, service, snooze, uuid, written};
use crate::store::fixtures::id;
use crate::support::{both, on_sqlite};

const PLAN: &str = "no_crisis_plan";

#[tokio::test]
async fn a_flag_is_taken_on_rests_is_settled_and_opened_again_with_its_history() {
    both(async |db| {
        let app = service(db).await;
        let caller = Caller::staff(&app, 13, 1).await;
        let mut flag = caller.flag(ADMITTED, PLAN).await;
        assert_eq!(
            (&flag["state"], &flag["version"]),
            (&json!("open"), &json!(1))
        );
        for (act, body, state) in [
            ("acknowledge", Value::Null, "acknowledged"),
            ("snooze", snooze("2026-03-09"), "snoozed"),
            ("resolve", json!({"by_what": "Made one"}), "resolved"),
            ("reopen", Value::Null, "open"),
            (
                "not-applicable",
                json!({"reason": "Has one elsewhere"}),
                "not_applicable",
            ),
            ("reopen", Value::Null, "open"),
        ] {
            let done = caller.act(ADMITTED, &flag, act, body).await;
            let tag = done.headers[header::ETAG].to_str().unwrap().to_owned();
            flag = done.ok();
            assert_eq!(flag["state"], state, "{act}");
            assert_eq!(tag, format!("\"{}\"", flag["version"]));
            let told = caller.flag(ADMITTED, PLAN).await;
            for field in ["state", "version", "reason", "snoozed_until", "settled_by"] {
                assert_eq!(told[field], flag[field], "{act}: {field}");
            }
        }
        let end = format!("/patients/{}/flags/{}/history", id(ADMITTED), uuid(&flag));
        let history = caller.get(&end).await.ok();
        let what: Vec<_> = history["events"]
            .as_array()
            .unwrap()
            .iter()
            .map(|event| event["what"].as_str().unwrap().to_owned())
            .collect();
        assert_eq!(
            what,
            [
                "acknowledged",
                "snoozed",
                "resolved",
                "reopened",
                "not_applicable",
                "reopened"
            ]
        );
        assert_eq!(
            history["events"][1]["words"],
            "Waiting for the municipality"
        );
        assert_eq!(
            history["events"][1]["snoozed_until"],
            "2026-03-09T00:00:00+01:00"
        );
        assert_eq!(history["events"][0]["by"], "staff-13-1");
        assert_eq!(history["flag"]["state"], "open");
        let changes: Vec<_> = written(&app, &caller.username)
            .await
            .into_iter()
            .filter(|action| action.starts_with("flag.") && action != "flag.history")
            .collect();
        assert_eq!(
            changes,
            [
                "flag.acknowledge",
                "flag.snooze",
                "flag.resolve",
                "flag.reopen",
                "flag.not_applicable",
                "flag.reopen"
            ]
        );
    })
    .await;
}

#[tokio::test]
async fn what_is_settled_stays_so_through_evaluations_and_counts_no_more_in_lists() {
    both(async |db| {
        let app = service(db).await;
        let caller = Caller::staff(&app, 13, 1).await;
        let flag = caller.flag(ADMITTED, PLAN).await;
        let body = json!({"by_what": "Made one"});
        caller.act(ADMITTED, &flag, "resolve", body).await.ok();
        app.clock.advance(TimeDelta::days(3));
        evaluate(&app).await;
        let caller = Caller::staff(&app, 13, 2).await;
        assert_eq!(caller.flag(ADMITTED, PLAN).await["state"], "resolved");
        let list = caller.get("/patients").await.ok();
        let listed = list["items"]
            .as_array()
            .unwrap()
            .iter()
            .find(|item| item["patient"]["id"] == id(ADMITTED).to_string())
            .unwrap();
        assert!(!codes(listed["flags"].as_array().unwrap()).contains(&PLAN));
    })
    .await;
}

#[tokio::test]
async fn what_rests_wakes_when_its_time_comes_also_before_it_is_evaluated() {
    both(async |db| {
        let app = service(db).await;
        let caller = Caller::staff(&app, 11, 1).await;
        let flag = caller.flag(ADMITTED, PLAN).await;
        caller
            .act(ADMITTED, &flag, "snooze", snooze("2026-03-09"))
            .await
            .ok();
        let end = format!("/flags?code={PLAN}");
        assert_eq!(caller.get(&end).await.ok()["total"]["count"], 0);
        app.clock.advance(TimeDelta::days(7));
        let caller = Caller::staff(&app, 11, 2).await;
        let woken = caller.flag(ADMITTED, PLAN).await;
        assert_eq!(
            (&woken["state"], &woken["snoozed_until"]),
            (&json!("open"), &Value::Null)
        );
        assert_eq!(caller.get(&end).await.ok()["total"]["count"], 1);
        // The evaluation that was due then writes it down.
        redthread::app::evaluate::keep(
            &app.app,
            &redthread::app::Actor::System,
            redthread::app::evaluate::Which::Due,
            &redthread::app::NoProgress,
        )
        .await
        .unwrap();
        let end = format!("/patients/{}/flags/{}/history", id(ADMITTED), uuid(&flag));
        let history = caller.get(&end).await.ok();
        assert_eq!(history["events"][1]["what"], "woken");
    })
    .await;
}

#[tokio::test]
async fn a_contact_elsewhere_is_told_in_one_go() {
    both(async |db| {
        let app = service(db).await;
        let caller = Caller::staff(&app, 14, 1).await;
        let flag = caller.flag(DISCHARGED, "no_follow_up_7d").await;
        let early = json!({"by": "The municipality", "on": "2026-02-21"});
        let refused = caller.act(DISCHARGED, &flag, "done-elsewhere", early).await;
        assert_eq!(refused.problem(), "invalid_input");
        assert_eq!(refused.json()["errors"][0]["field"], "on");
        let body = json!({"by": "The municipality", "on": "2026-02-25"});
        let done = caller
            .act(DISCHARGED, &flag, "done-elsewhere", body)
            .await
            .ok();
        assert_eq!(done["state"], "resolved");
        let elsewhere = json!({"by": "The municipality", "on": "2026-02-25"});
        assert_eq!(done["done_elsewhere"], elsewhere);

        let other = caller.flag(ADMITTED, PLAN).await;
        let body = json!({"by": "GP", "on": "2026-02-25"});
        let refused = caller.act(ADMITTED, &other, "done-elsewhere", body).await;
        assert_eq!(refused.problem(), "not_possible");
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_used_is_told_field_by_field_and_changes_nothing() {
    both(async |db| {
        let app = service(db).await;
        let caller = Caller::staff(&app, 13, 1).await;
        let flag = caller.flag(ADMITTED, PLAN).await;
        for (act, body, fields) in [
            ("snooze", snooze("2026-04-02"), vec!["until"]),
            ("snooze", snooze("2026-03-02"), vec!["until"]),
            ("snooze", snooze("soon"), vec!["until"]),
            (
                "snooze",
                json!({"until": "2026-03-09", "reason": " "}),
                vec!["reason"],
            ),
            ("snooze", json!({}), vec!["until", "reason"]),
            ("resolve", json!({"by_what": ""}), vec!["by_what"]),
            ("not-applicable", json!({"reason": null}), vec!["reason"]),
            (
                "not-applicable",
                json!({"reason": "a\u{0}b"}),
                vec!["reason"],
            ),
            (
                "not-applicable",
                json!({"reason": "x".repeat(501)}),
                vec!["reason"],
            ),
            ("remarks", json!({"what": "nonsense"}), vec!["what"]),
        ] {
            let answer = caller.act(ADMITTED, &flag, act, body.clone()).await;
            assert_eq!(answer.problem(), "invalid_input", "{act} {body}");
            let told: Vec<_> = answer.json()["errors"]
                .as_array()
                .unwrap()
                .iter()
                .map(|error| error["field"].as_str().unwrap().to_owned())
                .collect();
            assert_eq!(told, fields, "{act} {body}");
        }
        assert_eq!(caller.flag(ADMITTED, PLAN).await, flag);
    })
    .await;
}

#[tokio::test]
async fn nobody_overrules_what_they_have_not_seen_and_twice_is_once() {
    both(async |db| {
        let app = service(db).await;
        let one = Caller::staff(&app, 13, 1).await;
        let other = Caller::staff(&app, 14, 1).await;
        let flag = one.flag(ADMITTED, PLAN).await;
        let none = one
            .act_on(ADMITTED, &flag, "acknowledge", Value::Null, None)
            .await;
        assert_eq!(
            (none.status.as_u16(), none.problem()),
            (428, "precondition_required".to_owned())
        );
        for tag in ["\"7\"", "7", "*", "\"x\""] {
            let stale = one
                .act_on(ADMITTED, &flag, "acknowledge", Value::Null, Some(tag))
                .await;
            assert_eq!(
                (stale.status.as_u16(), stale.problem()),
                (412, "precondition_failed".to_owned()),
                "{tag}"
            );
        }
        let first = one
            .act(ADMITTED, &flag, "acknowledge", Value::Null)
            .await
            .ok();
        // The answer was lost: the same once more says the same, and nothing is written.
        let again = one
            .act(ADMITTED, &flag, "acknowledge", Value::Null)
            .await
            .ok();
        assert_eq!(again, first);
        // Somebody else, who saw it open.
        let body = json!({"reason": "Does not fit"});
        let stale = other
            .act(ADMITTED, &flag, "not-applicable", body.clone())
            .await;
        assert_eq!(stale.problem(), "precondition_failed");
        let seen = other.flag(ADMITTED, PLAN).await;
        other
            .act(ADMITTED, &seen, "not-applicable", body)
            .await
            .ok();
        let settled = one.flag(ADMITTED, PLAN).await;
        let refused = one
            .act(ADMITTED, &settled, "acknowledge", Value::Null)
            .await;
        assert_eq!(
            (refused.status.as_u16(), refused.problem()),
            (409, "not_possible".to_owned())
        );
        let end = format!("/patients/{}/flags/{}/history", id(ADMITTED), uuid(&flag));
        let history = one.get(&end).await.ok();
        assert_eq!(history["events"].as_array().unwrap().len(), 2);
    })
    .await;
}

/// Two at once, both having seen the same: one is heard, and told apart from the other.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_at_once_one_is_heard() {
    both(async |db| {
        let app = service(db).await;
        let one = Caller::staff(&app, 13, 1).await;
        let other = Caller::staff(&app, 14, 1).await;
        let flag = one.flag(ADMITTED, PLAN).await;
        let (a, b) = tokio::join!(
            one.act(ADMITTED, &flag, "resolve", json!({"by_what": "Made one"})),
            other.act(
                ADMITTED,
                &flag,
                "not-applicable",
                json!({"reason": "Has one"})
            ),
        );
        let mut statuses = [a.status.as_u16(), b.status.as_u16()];
        statuses.sort_unstable();
        assert!(
            statuses == [200, 412] || statuses == [200, 409],
            "{statuses:?}"
        );
        let end = format!("/patients/{}/flags/{}/history", id(ADMITTED), uuid(&flag));
        let history = one.get(&end).await.ok();
        assert_eq!(history["events"].as_array().unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn what_the_patient_says_is_written_down_once_and_changes_nothing_else() {
    both(async |db| {
        let app = service(db).await;
        let caller = Caller::staff(&app, 13, 1).await;
        let flag = caller.flag(ADMITTED, PLAN).await;
        for body in [
            json!({"what": "wrong", "words": " I have one at home "}),
            json!({"what": "wrong", "words": "I have one at home"}),
            json!({"what": "matters"}),
        ] {
            caller
                .act_on(ADMITTED, &flag, "remarks", body, None)
                .await
                .ok();
        }
        let end = format!("/patients/{}/flags/{}/history", id(ADMITTED), uuid(&flag));
        let history = caller.get(&end).await.ok();
        let events: Vec<_> = history["events"]
            .as_array()
            .unwrap()
            .iter()
            .map(|event| (event["what"].as_str().unwrap(), event["words"].as_str()))
            .collect();
        assert_eq!(
            events,
            [
                ("said_wrong", Some("I have one at home")),
                ("said_matters", None)
            ]
        );
        assert_eq!(history["flag"]["version"], flag["version"]);
    })
    .await;
}

#[tokio::test]
async fn what_is_over_is_shown_among_the_past_and_takes_nothing_any_more() {
    on_sqlite(async |db| {
        use sea_orm::EntityTrait as _;
        use sea_orm::sea_query::Expr;
        let app = service(db).await;
        let caller = Caller::staff(&app, 13, 1).await;
        let before = caller.flag(ADMITTED, PLAN).await;
        entity::treatment_period::Entity::update_many()
            .col_expr(entity::treatment_period::Column::UnitId, Expr::value(id(2)))
            .exec(app.db.writer())
            .await
            .unwrap();
        evaluate(&app).await;
        assert!(!codes(&caller.flags(ADMITTED).await).contains(&PLAN));
        let all = caller
            .get(&format!("/patients/{}/flags", id(ADMITTED)))
            .await
            .ok();
        let over = all["over"].as_array().unwrap();
        let past = over.iter().find(|flag| flag["id"] == before["id"]).unwrap();
        assert_eq!(past["state"], "cleared");
        assert!(past["cleared_at"].is_string());
        let refused = caller.act(ADMITTED, past, "acknowledge", Value::Null).await;
        assert_eq!(refused.problem(), "not_possible");
    })
    .await;
}
