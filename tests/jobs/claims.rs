//! Claiming those who are due: each is one worker's, until it is done or its time is over.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use redthread::app::evaluate::{Kept, Share, next_due, settle, take};
use redthread::domain::flags::life::State;
use redthread::jobs::evaluation::run_once;
use redthread::runtime::Clock;
use redthread::store::{Db, flag_lives, flags, summaries};
use sea_orm::{ConnectionTrait, EntityTrait};

use super::{all_flags, all_summaries, change, compared, entry, everybody, move_to};
use crate::support::app::{SHARE, TestApp};
use crate::support::{both, on_sqlite};

#[tokio::test]
async fn those_whose_time_comes_are_evaluated_then_and_nobody_else() {
    both(async |db| {
        let app = TestApp::with_patients(db, 12).await;
        assert_eq!(app.run_jobs().await.batches, 0, "an import evaluates");
        for _ in 0..25 {
            let next = next_due(&app.app).await.unwrap().unwrap();
            move_to(&app, next - TimeDelta::microseconds(1));
            assert_eq!(app.run_jobs().await.batches, 0, "nobody is due before");
            move_to(&app, next);
            let before = all_summaries(&app.app).await;
            let due: Vec<_> = before
                .iter()
                .filter(|one| one.next_evaluation_at == Some(next))
                .collect();
            let round = app.run_jobs().await;
            assert_eq!(round.kept.patients, due.len() as u64);
            for one in all_summaries(&app.app).await {
                let was_due = due.iter().any(|due| due.patient_id == one.patient_id);
                assert_eq!(one.evaluated_at == Some(next), was_due);
                assert_eq!((one.claimed_by, one.claimed_until), (None, None));
            }
            let compared = compared(&app.app).await;
            assert_eq!(compared.patients, 12);
            assert_eq!(compared.differences, []);
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn several_workers_evaluate_each_patient_once() {
    both(async |db| {
        let app = TestApp::with_patients(db, 30).await;
        // Another instance, with connections of its own.
        let options = crate::support::options();
        let other = Db::connect(&app.db.url, &options).await.unwrap();
        let mut other_app = app.app.clone();
        other_app.db = other;
        for _ in 0..3 {
            app.clock.advance(TimeDelta::seconds(1));
            let everybody = everybody(&app.app).await;
            change(&app.app, &everybody).await;
            let share = Share { batch: 2, ..SHARE };
            let workers: Vec<_> = [&app.app, &other_app, &app.app, &other_app]
                .map(|app| {
                    let app = app.clone();
                    tokio::spawn(async move { run_once(&app, share).await.unwrap().kept.patients })
                })
                .into_iter()
                .collect();
            let mut evaluated = 0;
            for worker in workers {
                evaluated += worker.await.unwrap();
            }
            assert_eq!(evaluated, 30, "each once, and everybody");
            let now = app.clock.now();
            for one in all_summaries(&app.app).await {
                assert!(!one.is_stale && one.claimed_by.is_none());
                assert_eq!(one.evaluated_at, Some(now));
            }
            assert_eq!(compared(&app.app).await.differences, []);
        }
    })
    .await;
}

#[tokio::test]
async fn whoever_dies_with_a_claim_leaves_it_to_others_when_its_time_is_over() {
    both(async |db| {
        let app = TestApp::with_patients(db, 9).await;
        let everybody = everybody(&app.app).await;
        change(&app.app, &everybody).await;
        let dead = take(&app.app, SHARE).await.unwrap().unwrap();
        let taken: BTreeSet<_> = dead.patients().iter().copied().collect();
        assert_eq!(taken.len(), 5);
        drop(dead);
        app.clock.advance(TimeDelta::seconds(59));
        assert_eq!(app.run_jobs().await.kept.patients, 4, "the others");
        assert_eq!(app.run_jobs().await.batches, 0);
        app.clock.advance(TimeDelta::seconds(1));
        let again = take(&app.app, SHARE).await.unwrap().unwrap();
        assert_eq!(
            again.patients().iter().copied().collect::<BTreeSet<_>>(),
            taken
        );
        let turn = settle(&app.app, again).await.unwrap();
        assert_eq!((turn.kept.patients, turn.failed), (5, 0));
        assert_eq!(app.run_jobs().await.batches, 0);
    })
    .await;
}

#[tokio::test]
async fn whoever_lost_a_claim_writes_nothing() {
    both(async |db| {
        let app = TestApp::with_patients(db, 5).await;
        let everybody = everybody(&app.app).await;
        // Flags to be raised, so that writing twice would be seen.
        let tx = app.app.db.begin().await.unwrap();
        entity::flag::Entity::delete_many()
            .exec(&*tx)
            .await
            .unwrap();
        tx.commit(entry(&app.app)).await.unwrap();
        change(&app.app, &everybody).await;
        let slow = take(&app.app, SHARE).await.unwrap().unwrap();
        app.clock.advance(SHARE.lease);
        let quick = take(&app.app, SHARE).await.unwrap().unwrap();
        // The claim is lost from the moment that another has it, not only when the other is done.
        let slower = app.app.clone();
        let lost = settle(&slower, slow).await.unwrap();
        assert_eq!((lost.kept, lost.failed), (Kept::default(), 0));
        assert_eq!(all_flags(&app.app).await, []);
        let kept = settle(&app.app, quick).await.unwrap().kept;
        assert_eq!(kept.patients, 5);
        assert!(kept.raised > 0);
        assert_eq!(compared(&app.app).await.differences, []);
    })
    .await;
}

#[tokio::test]
async fn a_claim_that_ran_out_and_that_nobody_took_still_counts() {
    both(async |db| {
        let app = TestApp::with_patients(db, 3).await;
        let everybody = everybody(&app.app).await;
        change(&app.app, &everybody).await;
        let slow = take(&app.app, SHARE).await.unwrap().unwrap();
        app.clock.advance(SHARE.lease * 2);
        assert_eq!(settle(&app.app, slow).await.unwrap().kept.patients, 3);
    })
    .await;
}

#[tokio::test]
async fn what_changes_while_it_is_evaluated_is_evaluated_again() {
    both(async |db| {
        let app = TestApp::with_patients(db, 4).await;
        let everybody = everybody(&app.app).await;
        change(&app.app, &everybody).await;
        let taken = take(&app.app, SHARE).await.unwrap().unwrap();
        let stop = app.app.clone();
        // Between reading and writing nobody can come in a test; before reading it is as good: the
        // claim is of the state before.
        change(&stop, &everybody[..1]).await;
        let turn = settle(&app.app, taken).await.unwrap();
        assert_eq!(turn.kept.patients, 4, "it is read after the claim");
        assert_eq!(app.run_jobs().await.batches, 0);
    })
    .await;
}

#[tokio::test]
async fn a_patient_who_cannot_be_read_holds_up_nobody() {
    on_sqlite(async |db| {
        let app = TestApp::with_patients(db, 8).await;
        let everybody = everybody(&app.app).await;
        // What no version of ours would store.
        let solveig = app.patient("solveig").await;
        let spoil = |word: &str| {
            format!(
                "UPDATE relationship SET kind = {word} WHERE patient_id = x'{}'",
                solveig.0.simple()
            )
        };
        let writer = app.app.db.writer();
        for sql in [
            "CREATE TABLE kept AS SELECT id, kind FROM relationship",
            "PRAGMA ignore_check_constraints = on",
            &spoil("'nonsense'"),
        ] {
            writer.execute_unprepared(sql).await.unwrap();
        }
        change(&app.app, &everybody).await;
        let round = app.run_jobs().await;
        assert_eq!((round.kept.patients, round.failed), (7, 1));
        assert_eq!(app.run_jobs().await.batches, 0, "not again and again");
        app.clock.advance(SHARE.lease);
        assert_eq!(app.run_jobs().await.failed, 1);
        let mend = spoil("(SELECT kept.kind FROM kept WHERE kept.id = relationship.id)");
        writer.execute_unprepared(&mend).await.unwrap();
        app.clock.advance(SHARE.lease);
        let round = app.run_jobs().await;
        assert_eq!((round.kept.patients, round.failed), (1, 0));
    })
    .await;
}

#[tokio::test]
async fn a_snoozed_flag_wakes_by_itself() {
    both(async |db| {
        let app = TestApp::with_patients(db, 8).await;
        let everybody = everybody(&app.app).await;
        let living = flags::living(&app.app.db.read, &everybody).await.unwrap();
        // One that will still be there.
        let flag = living
            .iter()
            .find(|flag| flag.code == "extensive_hospitalisation")
            .unwrap();
        let until = app.clock.now() + TimeDelta::minutes(90);
        let snoozed = State::Snoozed {
            until,
            reason: "Back on Monday".to_owned(),
        };
        let tx = app.app.db.begin().await.unwrap();
        let now = app.clock.now();
        flag_lives::set(&*tx, flag, &snoozed, "account:kari", now)
            .await
            .unwrap();
        summaries::look_again_by(&*tx, flag.patient, until)
            .await
            .unwrap();
        tx.commit(entry(&app.app)).await.unwrap();
        let state = async || {
            let all = all_flags(&app.app).await;
            let row = all.into_iter().find(|row| row.id == flag.id.0).unwrap();
            (row.state, row.cleared_at)
        };
        // An evaluation in between keeps the appointment.
        app.clock.advance(TimeDelta::minutes(30));
        change(&app.app, &[flag.patient]).await;
        app.run_jobs().await;
        assert_eq!(state().await, ("snoozed".to_owned(), None));
        assert!(next_due(&app.app).await.unwrap().unwrap() <= until);
        move_to(&app, until);
        app.run_jobs().await;
        assert_eq!(state().await, ("open".to_owned(), None));
        let woken = entity::flag_event::Entity::find()
            .all(&app.app.db.read)
            .await
            .unwrap();
        let told: Vec<_> = woken.iter().map(|event| event.kind.as_str()).collect();
        assert_eq!(told, ["woken"]);
    })
    .await;
}
