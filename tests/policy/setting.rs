//! Setting thresholds: what is stored, whom it touches, what is refused and then changes nothing.

use chrono::TimeDelta;
use entity::flag::Column;
use redthread::app::evaluate::{Which, keep};
use redthread::app::policy::{self, Set, Wish, Wrong};
use redthread::app::sign_in::tokens;
use redthread::app::{Actor, App, AppError, NoProgress, Refusal};
use redthread::domain::flags::policy::Change;
use redthread::domain::ids::UnitId;
use redthread::domain::vocabulary::Role;
use redthread::store::{flags, policies, summaries};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

use crate::support::app::TestApp;
use crate::support::both;

pub fn cli() -> Actor {
    Actor::CommandLine(Some("kari".to_owned()))
}

/// A wish for the service with a reason.
pub fn wish(texts: &[(&str, &str)]) -> Wish {
    Wish {
        change: Change::from_texts(texts.iter().copied()).unwrap(),
        reason: "The board decided so".to_owned(),
        ..Wish::default()
    }
}

pub async fn set(app: &App, wish: &Wish) -> Result<Set, AppError> {
    policy::set(app, &cli(), wish).await
}

/// Living flags of a rule.
async fn living(app: &App, code: &str) -> Vec<entity::flag::Model> {
    entity::flag::Entity::find()
        .filter(Column::Code.eq(code))
        .filter(Column::ClearedAt.is_null())
        .all(&app.db.read)
        .await
        .unwrap()
}

async fn evaluate(app: &App) {
    keep(app, &cli(), Which::Due, &NoProgress).await.unwrap();
}

async fn due(app: &App) -> u64 {
    let now = app.clock.now();
    summaries::count_due(&app.db.read, now).await.unwrap()
}

/// A unit at which most patients are judged, with the number of them.
pub async fn a_unit(app: &App) -> (UnitId, usize) {
    let rows = entity::patient_summary::Entity::find()
        .all(&app.db.read)
        .await
        .unwrap();
    let units: Vec<_> = rows.iter().filter_map(|row| row.policy_unit_id).collect();
    let count = |unit| units.iter().filter(|other| **other == unit).count();
    let unit = units
        .iter()
        .copied()
        .max_by_key(|unit| count(*unit))
        .unwrap();
    (UnitId(unit), count(unit))
}

#[tokio::test]
async fn a_change_is_a_version_and_everyone_is_judged_by_it() {
    both(|db| async move {
        let service = TestApp::with_patients(db, 60).await;
        let app = &service.app;
        let before = living(app, "no_named_contact").await;
        assert!(!before.is_empty());
        assert_eq!(due(app).await, 0);

        let set = set(
            app,
            &wish(&[
                ("named_gap_days", "182"),
                ("named_gap_inpatient_days", "60"),
            ]),
        )
        .await
        .unwrap();
        assert_eq!(set.patients, 60);
        assert_eq!(due(app).await, 60);
        let shown = policy::show(app, &cli(), None, None).await.unwrap();
        assert_eq!((shown.policy.named_gap_days, shown.mark), (182, 1));
        assert_eq!(shown.version, Some(set.version));
        let own = shown.own.unwrap();
        assert_eq!(own.author, "cli:kari");
        assert_eq!(own.reason, "The board decided so");

        evaluate(app).await;
        assert!(living(app, "no_named_contact").await.len() < before.len());
        // What was raised before keeps the thresholds it was raised under: none at all.
        let all = entity::flag::Entity::find()
            .all(&app.db.read)
            .await
            .unwrap();
        let rest: Vec<_> = all
            .iter()
            .filter(|flag| flag.cleared_at.is_none())
            .collect();
        assert!(rest.iter().all(|flag| flag.policy_version_id.is_none()));
        assert!(!rest.is_empty());

        service.clock.advance(TimeDelta::minutes(5));
        // Back again: what is raised now says by which version, and is not late.
        let back = self::set(
            app,
            &wish(&[("named_gap_days", "7"), ("named_gap_inpatient_days", "3")]),
        )
        .await
        .unwrap();
        service.clock.advance(TimeDelta::minutes(5));
        evaluate(app).await;
        let raised: Vec<_> = living(app, "no_named_contact")
            .await
            .into_iter()
            .filter(|flag| !before.iter().any(|old| old.id == flag.id))
            .collect();
        assert!(!raised.is_empty());
        for flag in raised {
            assert_eq!(flag.policy_version_id, Some(back.version.0));
            assert!(
                !flag.is_recorded_late,
                "the thresholds changed, not the record"
            );
        }

        let entries = entity::audit_entry::Entity::find()
            .filter(entity::audit_entry::Column::Action.eq("policy.set"))
            .all(&app.db.read)
            .await
            .unwrap();
        assert_eq!(entries.len(), 2);
        assert_eq!(entries[0].detail["patients"], json!(60));
    })
    .await;
}

#[tokio::test]
async fn a_unit_keeps_its_own_and_takes_it_back() {
    both(|db| async move {
        let service = TestApp::with_patients(db, 80).await;
        let app = &service.app;
        let (unit, patients) = a_unit(app).await;
        let own = Wish {
            unit: Some(unit),
            ..wish(&[("single_min_contacts", "200")])
        };
        let done = set(app, &own).await.unwrap();
        let none = entity::patient_summary::Entity::find()
            .filter(entity::patient_summary::Column::PolicyUnitId.is_null())
            .all(&app.db.read)
            .await
            .unwrap()
            .len();
        assert!(done.patients >= (patients + none) as u64 && done.patients < 80);
        assert_eq!(due(app).await, done.patients);
        evaluate(app).await;
        let versions: Vec<_> = entity::patient_summary::Entity::find()
            .filter(entity::patient_summary::Column::PolicyVersionId.eq(done.version.0))
            .all(&app.db.read)
            .await
            .unwrap();
        assert_eq!(versions.len(), patients);
        assert!(
            versions
                .iter()
                .all(|row| row.policy_unit_id == Some(unit.0))
        );

        let shown = policy::show(app, &cli(), Some(unit), None).await.unwrap();
        assert!(shown.keeps_own());
        assert_eq!(shown.own.as_ref().unwrap().change, own.change);
        // Set to what it would be anyway, it is not kept.
        let same = Wish {
            unit: Some(unit),
            ..wish(&[("single_min_contacts", "4")])
        };
        set(app, &same).await.unwrap();
        let shown = policy::show(app, &cli(), Some(unit), None).await.unwrap();
        assert!(!shown.keeps_own());

        set(app, &own).await.unwrap();
        let back = Wish {
            unit: Some(unit),
            takes_back: true,
            ..wish(&[])
        };
        set(app, &back).await.unwrap();
        let shown = policy::show(app, &cli(), Some(unit), None).await.unwrap();
        assert_eq!(
            (shown.policy.single_min_contacts, shown.keeps_own()),
            (4, false)
        );
        let nothing = set(app, &back).await.unwrap_err();
        assert!(matches!(nothing, AppError::Policy(wrong) if wrong == [Wrong::Nothing]));

        let (versions, _) = policy::history(app, &cli(), Some(unit)).await.unwrap();
        let told: Vec<_> = versions
            .iter()
            .map(|version| {
                (
                    version.changes.to_json(),
                    version.takes_back,
                    version.is_current,
                )
            })
            .collect();
        let changed = |n: u64| {
            json!({ "single_min_contacts": n })
                .as_object()
                .unwrap()
                .clone()
        };
        assert_eq!(
            told,
            [
                (changed(4), true, true),
                (changed(200), false, false),
                (changed(4), true, false),
                (changed(200), false, false),
            ]
        );
    })
    .await;
}

#[tokio::test]
async fn what_holds_later_is_looked_at_then() {
    both(|db| async move {
        let service = TestApp::with_patients(db, 30).await;
        let app = &service.app;
        let now = app.clock.now();
        let from = now + TimeDelta::days(1);
        let later = Wish {
            valid_from: Some(from),
            ..wish(&[("more_than_admissions", "50")])
        };
        set(app, &later).await.unwrap();
        let shown = policy::show(app, &cli(), None, None).await.unwrap();
        assert_eq!(
            (shown.policy.more_than_admissions, shown.coming.len()),
            (4, 1)
        );
        let shown = policy::show(app, &cli(), None, Some(from)).await.unwrap();
        assert_eq!(shown.policy.more_than_admissions, 50);

        evaluate(app).await;
        let rows = entity::patient_summary::Entity::find()
            .all(&app.db.read)
            .await
            .unwrap();
        for row in &rows {
            assert_eq!(row.policy_version_id, None);
            assert!(row.next_evaluation_at.is_some_and(|next| next <= from));
        }
        service.clock.advance(TimeDelta::days(1));
        assert_eq!(due(app).await, 30);
        evaluate(app).await;
        let ids: Vec<_> = rows.iter().map(|row| row.patient_id.into()).collect();
        let rows = summaries::load(&app.db.read, &ids).await.unwrap();
        assert!(rows.iter().all(|row| row.policy.is_some()));
        // A past moment is judged by what held then.
        let shown = policy::show(app, &cli(), None, Some(now)).await.unwrap();
        assert_eq!(shown.policy.more_than_admissions, 4);
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_meant_changes_nothing() {
    both(|db| async move {
        let service = TestApp::with_patients(db, 8).await;
        let app = &service.app;
        let now = app.clock.now();
        let with = |change: fn(&mut Wish)| {
            let mut wished = wish(&[("fu_days_2", "9")]);
            change(&mut wished);
            wished
        };
        for (wished, field) in [
            (wish(&[("fu_days_2", "1")]), "fu_days_2"),
            (wish(&[("fu_days_2", "3")]), "fu_days_1"),
            (wish(&[("loss_attention_days", "10")]), "loss_urgent_days"),
            (wish(&[("fu_days_2", "7")]), "changes"),
            (wish(&[]), "changes"),
            (with(|wish| wish.reason = " \n\t ".to_owned()), "reason"),
            (with(|wish| wish.reason = "x".repeat(2_001)), "reason"),
            (
                Wish {
                    valid_from: Some(now - TimeDelta::seconds(1)),
                    ..wish(&[("fu_days_2", "9")])
                },
                "valid_from",
            ),
            (
                Wish {
                    valid_from: Some(now + TimeDelta::days(100_000)),
                    ..wish(&[("fu_days_2", "9")])
                },
                "valid_from",
            ),
        ] {
            match set(app, &wished).await {
                Err(AppError::Policy(wrong)) => {
                    assert_eq!(wrong.len(), 1, "{wrong:?}");
                    assert_eq!(wrong[0].field(), field, "{wrong:?}");
                }
                other => panic!("{field}: {other:?}"),
            }
        }
        let unknown = Wish {
            unit: Some(UnitId(uuid::Uuid::nil())),
            ..wish(&[("fu_days_2", "9")])
        };
        assert!(matches!(
            set(app, &unknown).await,
            Err(AppError::NotFound("unit"))
        ));
        assert!(policies::book(&app.db.read).await.unwrap().is_empty());
        assert_eq!(due(app).await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_change_may_not_contradict_what_a_unit_keeps() {
    both(|db| async move {
        let service = TestApp::with_patients(db, 20).await;
        let app = &service.app;
        let (unit, _) = a_unit(app).await;
        let later = app.clock.now() + TimeDelta::days(7);
        // The unit is to look at sixty days left, from next week on.
        let own = Wish {
            unit: Some(unit),
            valid_from: Some(later),
            ..wish(&[("loss_attention_days", "60")])
        };
        set(app, &own).await.unwrap();
        let narrower = wish(&[("loss_horizon_days", "50")]);
        match set(app, &narrower).await {
            Err(AppError::Policy(wrong)) => {
                assert!(
                    matches!(&wrong[..], [Wrong::Within { unit: within, .. }] if *within == unit)
                );
                assert_eq!(wrong[0].field(), "loss_attention_days");
            }
            other => panic!("{other:?}"),
        }
    })
    .await;
}

#[tokio::test]
async fn of_two_who_change_at_once_one_looks_again() {
    both(|db| async move {
        let service = TestApp::with_patients(db, 8).await;
        let app = &service.app;
        let seen = |text: &'static str| Wish {
            seen: Some(0),
            ..wish(&[("fu_days_2", text)])
        };
        let (one, other) = (seen("8"), seen("9"));
        let both = tokio::join!(set(app, &one), set(app, &other));
        let outcomes = [both.0, both.1];
        assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
        let refused = outcomes.into_iter().find_map(Result::err).unwrap();
        assert!(
            matches!(refused, AppError::Outdated("policy")),
            "{refused:?}"
        );
        assert_eq!(policies::count(&app.db.read).await.unwrap(), 1);
    })
    .await;
}

#[tokio::test]
async fn thresholds_are_for_administrators() {
    both(|db| async move {
        let service = TestApp::with_patients(db, 8).await;
        for role in Role::ALL {
            let token = service.token(*role).await;
            let viewer = tokens::viewer(&service.app, &token).await.unwrap();
            let actor = Actor::Account(viewer);
            let shown = policy::show(&service.app, &actor, None, None)
                .await
                .map(|_| ());
            let set = policy::set(&service.app, &actor, &wish(&[("fu_days_2", "9")])).await;
            let listed = policy::history(&service.app, &actor, None)
                .await
                .map(|_| ());
            if *role == Role::Administrator {
                assert!(shown.is_ok() && set.is_ok() && listed.is_ok());
                continue;
            }
            for outcome in [shown, set.map(|_| ()), listed] {
                assert!(
                    matches!(
                        outcome,
                        Err(AppError::Forbidden(Refusal::PolicyIsForAdministrators))
                    ),
                    "{role}"
                );
            }
        }
        let counted = flags::counts(&service.app.db.read).await.unwrap();
        assert!(!counted.is_empty());
    })
    .await;
}
