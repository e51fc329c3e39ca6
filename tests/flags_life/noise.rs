//! What became of the flags: counts that tell of rules, and of nobody.

use chrono::TimeDelta;
use redthread::app::report::noise;
use redthread::app::{Actor, AppError, Refusal};
use redthread::domain::flags::Owner;
use redthread::domain::flags::life::{Answer, Event, State};
use redthread::domain::flags::rules::RULES;
use redthread::domain::ids::UnitId;
use redthread::domain::vocabulary::{OwnerRole, Role, Severity};
use redthread::runtime::CountingIds;
use redthread::store::flag_events::{self, NewEvent};
use redthread::store::flag_lives;
use redthread::store::flags::{self, Findings, NewFlag};

use super::Caller;
use crate::store::fixtures::{id, insert, patient, patient_id, unit};
use crate::support::app::TestApp;
use crate::support::both;

/// So many patients with a flag of a rule at a unit, of which so many do not fit, and so many are settled.
async fn fired(
    app: &TestApp,
    code: &'static str,
    at: u128,
    (all, unfit, settled): (u128, u128, u128),
) {
    let ids = CountingIds::default();
    let now = app.app.clock.now();
    let is_private = code == "alliance_drop";
    let rule = RULES.iter().find(|rule| rule.code == code).unwrap();
    for i in 0..all {
        let n = 10_000 + u128::from(rule.number) * 100 + i;
        insert(&app.db, patient(n, &format!("{code}{n}"))).await;
        let found = [Findings {
            patient: patient_id(n),
            flags: vec![NewFlag {
                code,
                subject_kind: "patient",
                subject_id: id(n),
                severity: Severity::Attention,
                evidence: serde_json::json!({}),
                owner_role: OwnerRole::UnitPool,
                owner: Owner {
                    professional: None,
                    unit: (!is_private).then(|| UnitId(id(at))),
                },
                is_private,
                raised_at: now - TimeDelta::days(20),
                is_recorded_late: false,
            }],
        }];
        flags::store(app.db.writer(), &found, None, now, &ids)
            .await
            .unwrap();
        let flag = flags::living(&app.db.read, &[patient_id(n)])
            .await
            .unwrap()
            .remove(0);
        let words = "because".to_owned();
        let (state, event) = if i < unfit {
            let reason = words.clone();
            (
                State::NotApplicable { reason: words },
                Event::NotApplicable { reason },
            )
        } else if i < unfit + settled {
            let answer = Answer::Words(words);
            (State::Resolved(answer.clone()), Event::Resolved(answer))
        } else {
            continue;
        };
        flag_lives::set(app.db.writer(), &flag, &state, "account:x", now)
            .await
            .unwrap();
        let event = NewEvent {
            id: redthread::runtime::IdGen::next(&ids),
            patient: flag.patient,
            flag: flag.id,
            code: flag.code.clone(),
            actor: "account:x".to_owned(),
            event,
            at: now,
        };
        flag_events::add(app.db.writer(), vec![event])
            .await
            .unwrap();
    }
}

async fn service(db: crate::support::TestDb) -> TestApp {
    let app = TestApp::empty(db);
    insert(&app.db, unit(1, "outpatient_clinic")).await;
    let mut ward = unit(2, "acute_ward");
    ward.parent_id = Some(id(1));
    insert(&app.db, ward).await;
    insert(&app.db, unit(3, "acute_ward")).await;
    // More than half of twelve; exactly half of twelve; all of nine; few.
    fired(&app, "no_crisis_plan", 2, (12, 7, 5)).await;
    fired(&app, "no_named_contact", 2, (12, 6, 0)).await;
    fired(&app, "abrupt_ending", 2, (9, 9, 0)).await;
    fired(&app, "tipping_point", 3, (6, 2, 0)).await;
    fired(&app, "alliance_drop", 3, (11, 11, 0)).await;
    app
}

#[tokio::test]
async fn a_rule_of_which_more_than_half_does_not_fit_is_proposed_for_a_change() {
    both(async |db| {
        let app = service(db).await;
        let noise = noise(&app.app, &Actor::System, 90, None).await.unwrap();
        let told: Vec<_> = noise
            .rows
            .iter()
            .map(|row| {
                let became = row.became.map(|became| {
                    [became.acted_on, became.snoozed, became.not_applicable]
                        .map(redthread::app::report::Cell::shown)
                });
                let share = row.became.and_then(|became| became.share);
                (row.code, row.fired.shown(), became, share, row.is_proposed)
            })
            .collect();
        assert_eq!(
            told,
            [
                (
                    "tipping_point",
                    Some(6),
                    Some([None, None, None]),
                    None,
                    false
                ),
                (
                    "abrupt_ending",
                    Some(9),
                    Some([None, None, Some(9)]),
                    Some(100),
                    false
                ),
                (
                    "no_crisis_plan",
                    Some(12),
                    Some([Some(5), None, Some(7)]),
                    Some(58),
                    true
                ),
                (
                    "no_named_contact",
                    Some(12),
                    Some([None, None, Some(6)]),
                    Some(50),
                    false
                ),
                // For some of those in care only: how many there were, no more.
                ("alliance_drop", Some(11), None, None, true),
            ]
        );
        // Before all of them.
        let earlier = app.app.clock.now() - TimeDelta::days(30);
        let before =
            redthread::app::report::noise(&app.app, &Actor::System, 90, Some(earlier)).await;
        assert!(before.unwrap().rows.is_empty());
    })
    .await;
}

#[tokio::test]
async fn reports_of_flags_are_for_those_who_look_after_a_service() {
    both(async |db| {
        let app = service(db).await;
        let administrator = Caller::of_role(&app, Role::Administrator, None).await;
        let report = administrator.get("/reports/flags").await.ok();
        assert_eq!(report["report"], "flags");
        for (asked, problem) in [
            ("days=30", "unknown_field"),
            ("period=2026", "invalid_input"),
            ("period=many", "invalid_input"),
        ] {
            let answer = administrator.get(&format!("/reports/flags?{asked}")).await;
            assert_eq!(answer.problem(), problem, "{asked}");
        }
        let privacy = Caller::of_role(&app, Role::PrivacyOfficer, None).await;
        assert_eq!(privacy.get("/reports/flags").await.problem(), "forbidden");
        let days = noise(&app.app, &Actor::System, 0, None).await;
        assert!(matches!(
            days,
            Err(AppError::InvalidInput { field: "days", .. })
        ));
        let sentence = Refusal::ReportsAreForManagers.to_string();
        assert!(sentence.contains("service managers"));
    })
    .await;
}
