//! Flags that change in the transaction of what changes them.

use chrono::TimeDelta;
use redthread::app::evaluate::{Which, in_tx, keep};
use redthread::app::policy::{self, Wish};
use redthread::app::{Actor, App, NoProgress};
use redthread::domain::flags::policy::Change;
use redthread::domain::ids::PatientId;
use redthread::runtime::Clock;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter};

use super::{all_flags, all_summaries, compared, entry, everybody};
use crate::support::app::TestApp;
use crate::support::both;

/// Another contact of the patient, like one there was, some days ago.
async fn like_another(app: &App, patient: PatientId, days: i64) -> Option<entity::contact::Model> {
    let row = entity::contact::Entity::find()
        .filter(entity::contact::Column::PatientId.eq(patient.0))
        .filter(entity::contact::Column::Status.eq("attended"))
        .filter(entity::contact::Column::MainProfessionalId.is_not_null())
        .one(&app.db.read)
        .await
        .unwrap()?;
    let id = app.ids.next();
    Some(entity::contact::Model {
        id,
        source_value: id.to_string(),
        at: app.clock.now() - TimeDelta::days(days),
        ..row
    })
}

/// Whether summaries are what an evaluation of everybody makes of the records.
async fn are_whole(app: &TestApp) {
    let before = all_summaries(&app.app).await;
    assert!(
        before
            .iter()
            .all(|one| !one.is_stale && one.claimed_by.is_none())
    );
    assert_eq!(compared(&app.app).await.differences, []);
    let kept = keep(&app.app, &Actor::System, Which::All, &NoProgress).await;
    let kept = kept.unwrap();
    assert_eq!((kept.raised, kept.updated, kept.cleared), (0, 0, 0));
    let counters = |one: &entity::patient_summary::Model| {
        let sums = (one.sum_squares, one.max_with_one, one.same_pairs);
        (
            one.patient_id,
            one.contacts_365,
            one.providers_365,
            one.named_contacts,
            sums,
        )
    };
    let after = all_summaries(&app.app).await;
    let [before, after] = [before, after].map(|all| all.iter().map(counters).collect::<Vec<_>>());
    assert_eq!(before, after);
}

#[tokio::test]
async fn a_change_and_its_flags_come_together_or_not_at_all() {
    both(async |db| {
        let app = TestApp::with_patients(db, 8).await;
        app.clock.advance(TimeDelta::minutes(1));
        let (mut raised, mut cleared) = (0, 0);
        for patient in everybody(&app.app).await {
            let Some(contact) = like_another(&app.app, patient, 0).await else {
                continue;
            };
            let before = (all_flags(&app.app).await, all_summaries(&app.app).await);
            for is_kept in [false, true] {
                let tx = app.app.db.begin().await.unwrap();
                entity::contact::Entity::insert(contact.clone().into_active_model())
                    .exec_without_returning(&*tx)
                    .await
                    .unwrap();
                let now = app.clock.now();
                let changes = in_tx(&tx, &app.app, patient, now).await.unwrap();
                if is_kept {
                    tx.commit(entry(&app.app)).await.unwrap();
                    raised += changes.raised;
                    cleared += changes.cleared;
                } else {
                    tx.rollback().await.unwrap();
                    let after = (all_flags(&app.app).await, all_summaries(&app.app).await);
                    assert_eq!(before, after, "nothing is left of what was undone");
                }
            }
            let of = |all: &[entity::patient_summary::Model]| {
                let one = all.iter().find(|one| one.patient_id == patient.0);
                one.unwrap().contacts_365
            };
            let after = all_summaries(&app.app).await;
            assert_eq!(of(&after), of(&before.1) + 1);
        }
        assert!(raised + cleared > 0, "a contact changes somebody's flags");
        assert_eq!(app.run_jobs().await.batches, 0, "nobody is left to do");
        are_whole(&app).await;
    })
    .await;
}

async fn count(app: &App) -> u64 {
    entity::contact::Entity::find()
        .count(&app.db.read)
        .await
        .unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn changes_of_one_patient_at_once_see_each_other() {
    both(async |db| {
        let app = TestApp::with_patients(db, 3).await;
        app.clock.advance(TimeDelta::minutes(1));
        let patient = everybody(&app.app).await[0];
        let before = count(&app.app).await;
        let mut writers = Vec::new();
        for days in 1..=6 {
            let contact = like_another(&app.app, patient, days).await.unwrap();
            let app = app.app.clone();
            writers.push(tokio::spawn(async move {
                let tx = app.db.begin().await.unwrap();
                entity::contact::Entity::insert(contact.into_active_model())
                    .exec_without_returning(&*tx)
                    .await
                    .unwrap();
                in_tx(&tx, &app, patient, app.clock.now()).await.unwrap();
                tx.commit(entry(&app)).await.unwrap();
            }));
        }
        // The worker and a command at the same time.
        for _ in 0..3 {
            super::change(&app.app, &[patient]).await;
            app.run_jobs().await;
        }
        for writer in writers {
            writer.await.unwrap();
        }
        app.run_jobs().await;
        assert_eq!(count(&app.app).await, before + 6);
        are_whole(&app).await;
    })
    .await;
}

#[tokio::test]
async fn thresholds_that_were_just_set_count_in_a_change() {
    both(async |db| {
        let app = TestApp::with_patients(db, 4).await;
        // What is kept for a second is read now.
        app.app.standing().await.unwrap();
        let wish = Wish {
            change: Change::from_texts([("tipping_at", "2"), ("ext_recency_years", "1")]).unwrap(),
            reason: "The board decided so".to_owned(),
            ..Wish::default()
        };
        let cli = Actor::CommandLine(None);
        policy::set(&app.app, &cli, &wish).await.unwrap();
        for patient in everybody(&app.app).await {
            let tx = app.app.db.begin().await.unwrap();
            in_tx(&tx, &app.app, patient, app.clock.now())
                .await
                .unwrap();
            tx.commit(entry(&app.app)).await.unwrap();
        }
        assert_eq!(app.run_jobs().await.batches, 0);
        let checked = compared(&app.app).await;
        assert_eq!((checked.patients, checked.differences), (4, vec![]));
    })
    .await;
}
