//! Flags that change in the transaction of what changes them.

use chrono::TimeDelta;
use redthread::app::evaluate::in_tx;
use redthread::app::policy::{self, Wish};
use redthread::app::{Actor, App};
use redthread::domain::flags::policy::Change;
use redthread::domain::ids::PatientId;
use redthread::runtime::Clock;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};

use super::{all_flags, all_summaries, compared, everybody};
use crate::store::fixtures::audit;
use crate::support::app::TestApp;
use crate::support::both;

/// Another contact of the patient, like one there was, an hour ago.
async fn like_another(app: &App, patient: PatientId) -> entity::contact::Model {
    let row = entity::contact::Entity::find()
        .filter(entity::contact::Column::PatientId.eq(patient.0))
        .filter(entity::contact::Column::Status.eq("attended"))
        .filter(entity::contact::Column::MainProfessionalId.is_not_null())
        .one(&app.db.read)
        .await
        .unwrap()
        .unwrap();
    let id = app.ids.next();
    entity::contact::Model {
        id,
        source_value: id.to_string(),
        at: app.clock.now() - TimeDelta::hours(1),
        ..row
    }
}

fn contacts(summaries: &[entity::patient_summary::Model], patient: PatientId) -> i64 {
    let of = summaries.iter().find(|one| one.patient_id == patient.0);
    of.unwrap().contacts_365
}

#[tokio::test]
async fn a_change_and_its_flags_come_together_or_not_at_all() {
    both(async |db| {
        let app = TestApp::with_patients(db, 8).await;
        app.clock.advance(TimeDelta::minutes(1));
        let (mut raised, mut cleared) = (0, 0);
        for patient in everybody(&app.app).await {
            let contact = like_another(&app.app, patient).await;
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
                    tx.commit(audit("test.contact")).await.unwrap();
                    raised += changes.raised;
                    cleared += changes.cleared;
                } else {
                    tx.rollback().await.unwrap();
                    let after = (all_flags(&app.app).await, all_summaries(&app.app).await);
                    assert_eq!(before, after, "nothing is left of what was undone");
                }
            }
            let summaries = all_summaries(&app.app).await;
            assert_eq!(
                contacts(&summaries, patient),
                contacts(&before.1, patient) + 1
            );
            assert!(
                summaries.iter().all(|one| !one.is_stale),
                "nobody is left to do"
            );
        }
        assert!(raised + cleared > 0, "a contact changes somebody's flags");
        assert_eq!(app.run_jobs().await.batches, 0);
        assert_eq!(compared(&app.app).await.differences, []);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn changes_of_one_patient_at_once_see_each_other() {
    both(async |db| {
        let app = TestApp::with_patients(db, 3).await;
        app.clock.advance(TimeDelta::minutes(1));
        let patient = everybody(&app.app).await[0];
        let before = contacts(&all_summaries(&app.app).await, patient);
        let mut writers = Vec::new();
        for _ in 0..6 {
            let contact = like_another(&app.app, patient).await;
            let app = app.app.clone();
            writers.push(tokio::spawn(async move {
                let tx = app.db.begin().await.unwrap();
                entity::contact::Entity::insert(contact.into_active_model())
                    .exec_without_returning(&*tx)
                    .await
                    .unwrap();
                in_tx(&tx, &app, patient, app.clock.now()).await.unwrap();
                tx.commit(audit("test.contact")).await.unwrap();
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
        let summaries = all_summaries(&app.app).await;
        assert_eq!(contacts(&summaries, patient), before + 6);
        assert!(summaries.iter().all(|one| !one.is_stale));
        assert_eq!(compared(&app.app).await.differences, []);
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
            tx.commit(audit("test.nothing")).await.unwrap();
        }
        assert_eq!(app.run_jobs().await.batches, 0);
        let checked = compared(&app.app).await;
        assert_eq!((checked.patients, checked.differences), (4, vec![]));
    })
    .await;
}
