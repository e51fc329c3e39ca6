//! Locking a name after failed attempts.

use chrono::TimeDelta;
use redthread::app::AppError;
use redthread::app::sign_in::browser;

use super::{World, credentials, solveigs};
use crate::support::both;

/// How an attempt with a wrong password ends: `None` when it was heard, else seconds to wait.
async fn fail(world: &World, username: &str) -> Option<u64> {
    match browser::begin(&world.app, &credentials(username, "a wrong password")).await {
        Err(AppError::WrongCredentials) => None,
        Err(AppError::LockedOut { seconds }) => Some(seconds),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn five_failures_lock_a_name_and_time_opens_it_again() {
    both(|db| async move {
        let world = World::with_solveig(db).await;
        for n in 1..=5 {
            assert_eq!(fail(&world, "solveig").await, None, "failure {n} is heard");
        }
        assert_eq!(fail(&world, "Solveig").await, Some(60));
        let right = browser::begin(&world.app, &solveigs()).await;
        assert!(matches!(right, Err(AppError::LockedOut { seconds: 60 })));
        world.later(TimeDelta::seconds(61));
        assert!(browser::begin(&world.app, &solveigs()).await.is_ok());
        for _ in 1..=4 {
            assert_eq!(fail(&world, "solveig").await, None, "counted from anew");
        }
        assert!(browser::begin(&world.app, &solveigs()).await.is_ok());
        let audit = world.audit().await;
        let count = |action| audit.iter().filter(|told| told.ends_with(action)).count();
        assert_eq!(count("nobody sign_in.fail"), 9);
        assert_eq!(count("nobody sign_in.lock_out"), 1);
    })
    .await;
}

#[tokio::test]
async fn each_further_failure_locks_longer_until_an_hour_without_one() {
    both(|db| async move {
        let world = World::with_solveig(db).await;
        for _ in 1..=5 {
            assert_eq!(fail(&world, "solveig").await, None);
        }
        for minutes in [1, 2, 4, 8, 15, 15] {
            assert_eq!(fail(&world, "solveig").await, Some(minutes * 60));
            world.later(TimeDelta::seconds(i64::try_from(minutes * 60).unwrap()));
            assert_eq!(fail(&world, "solveig").await, None, "open after {minutes}");
        }
        world.later(TimeDelta::hours(1));
        for _ in 1..=5 {
            assert_eq!(fail(&world, "solveig").await, None, "forgotten");
        }
        assert_eq!(fail(&world, "solveig").await, Some(60));
    })
    .await;
}

#[tokio::test]
async fn a_name_without_an_account_is_locked_alike_and_told_alike() {
    both(|db| async move {
        let world = World::with_solveig(db).await;
        let mut told = Vec::new();
        for username in ["solveig", "nobody-of-ours"] {
            let mut one = Vec::new();
            for _ in 1..=7 {
                let refused =
                    browser::begin(&world.app, &credentials(username, "a wrong password")).await;
                one.push(refused.unwrap_err().to_string());
            }
            told.push(one);
        }
        assert_eq!(told[0], told[1]);
    })
    .await;
}

#[tokio::test]
async fn many_attempts_at_once_are_no_more_than_one_after_the_other() {
    both(|db| async move {
        let world = World::with_solveig(db).await;
        let attempts: Vec<_> = (0..20)
            .map(|_| {
                let app = world.app.clone();
                tokio::spawn(async move {
                    browser::begin(&app, &credentials("solveig", "a wrong password")).await
                })
            })
            .collect();
        let mut heard = 0;
        for attempt in attempts {
            match attempt.await.unwrap() {
                Err(AppError::WrongCredentials) => heard += 1,
                Err(AppError::LockedOut { .. }) => {}
                other => panic!("{other:?}"),
            }
        }
        assert_eq!(heard, 5);
    })
    .await;
}

#[tokio::test]
async fn many_at_once_with_the_right_password_are_all_let_in() {
    both(|db| async move {
        let world = World::with_solveig(db).await;
        let attempts: Vec<_> = (0..30)
            .map(|_| {
                let app = world.app.clone();
                tokio::spawn(async move { browser::begin(&app, &super::solveigs()).await })
            })
            .collect();
        for attempt in attempts {
            attempt.await.unwrap().unwrap();
        }
    })
    .await;
}

/// What somebody types into the wrong field is kept nowhere.
#[tokio::test]
async fn what_was_typed_as_a_name_is_not_written_down() {
    both(|db| async move {
        use sea_orm::EntityTrait;
        let world = World::with_solveig(db).await;
        for _ in 1..=5 {
            fail(&world, "my-secret-password").await;
        }
        let attempts = entity::sign_in_attempt::Entity::find()
            .all(world.db.writer())
            .await
            .unwrap();
        let audit = entity::audit_entry::Entity::find()
            .all(world.db.writer())
            .await
            .unwrap();
        assert_eq!(attempts.len(), 1);
        assert!(!format!("{attempts:?}{audit:?}").contains("my-secret"));
    })
    .await;
}
