//! Sessions of browsers.

use chrono::TimeDelta;
use redthread::app::sign_in::browser;
use redthread::app::{Actor, AppError, accounts};

use super::{PASSWORD, World, credentials, solveigs};
use crate::support::both;

#[tokio::test]
async fn a_name_and_its_password_open_a_session_and_nothing_else_does() {
    both(|db| async move {
        let world = World::with_solveig(db).await;
        let app = &world.app;
        for (username, password) in [
            ("solveig", "thread through the maize"),
            ("solveig", ""),
            ("solvei", PASSWORD),
            ("", PASSWORD),
            ("Robert'); --", PASSWORD),
        ] {
            let refused = browser::begin(app, &credentials(username, password)).await;
            assert!(
                matches!(refused, Err(AppError::WrongCredentials)),
                "{username}: {refused:?}"
            );
        }
        let (session, token) = browser::begin(app, &credentials(" Solveig ", PASSWORD))
            .await
            .unwrap();
        assert_eq!(session.viewer.username, "solveig");
        assert_eq!(session.viewer.professional, Some(world.professional));
        assert_eq!(session.viewer.roles.len(), 1);
        let found = browser::find(app, &token).await.unwrap().unwrap();
        assert_eq!(found.viewer, session.viewer);
        assert_eq!(found.form_token, session.form_token);
        for wrong in ["", "x", &session.form_token, &format!("{token}x")] {
            assert!(browser::find(app, wrong).await.unwrap().is_none());
        }
    })
    .await;
}

#[tokio::test]
async fn a_session_ends_when_it_is_left_and_after_the_longest_shift() {
    both(|db| async move {
        let world = World::with_solveig(db).await;
        let app = &world.app;
        let (_, token) = browser::begin(app, &solveigs()).await.unwrap();
        let lives = async || browser::find(app, &token).await.unwrap().is_some();
        let step = browser::IDLE - TimeDelta::seconds(1);
        let mut age = TimeDelta::zero();
        while age + step < browser::LONGEST {
            world.later(step);
            age += step;
            assert!(lives().await, "used within the idle time, at {age}");
        }
        world.later(browser::LONGEST - age);
        assert!(!lives().await, "used all the time, but too old");

        let (_, token) = browser::begin(app, &solveigs()).await.unwrap();
        world.later(browser::IDLE);
        assert!(browser::find(app, &token).await.unwrap().is_none());
    })
    .await;
}

#[tokio::test]
async fn signing_out_ends_this_session_and_the_others_can_be_ended_too() {
    both(|db| async move {
        let world = World::with_solveig(db).await;
        let app = &world.app;
        let (here, here_token) = browser::begin(app, &solveigs()).await.unwrap();
        let (_, ward_token) = browser::begin(app, &solveigs()).await.unwrap();
        assert_eq!(browser::others(app, &here).await.unwrap(), 1);
        assert_eq!(browser::end_others(app, &here).await.unwrap(), 1);
        assert!(browser::find(app, &ward_token).await.unwrap().is_none());
        assert!(browser::find(app, &here_token).await.unwrap().is_some());
        browser::end(app, &here).await.unwrap();
        assert!(browser::find(app, &here_token).await.unwrap().is_none());
        let audit = world.audit().await;
        assert_eq!(
            audit,
            [
                "system account.create",
                "account:solveig sign_in.browser",
                "account:solveig sign_in.browser",
                "account:solveig sign_out.others",
                "account:solveig sign_out",
            ]
        );
    })
    .await;
}

#[tokio::test]
async fn a_disabled_account_is_out_at_once_and_told_so_only_with_its_password() {
    both(|db| async move {
        let world = World::with_solveig(db).await;
        let app = &world.app;
        let (_, token) = browser::begin(app, &solveigs()).await.unwrap();
        accounts::disable(app, &Actor::System, "solveig", false)
            .await
            .unwrap();
        assert!(browser::find(app, &token).await.unwrap().is_none());
        let with_password = browser::begin(app, &solveigs()).await;
        assert!(matches!(with_password, Err(AppError::Forbidden(_))));
        let without = browser::begin(app, &credentials("solveig", "wrong")).await;
        assert!(matches!(without, Err(AppError::WrongCredentials)));
        accounts::disable(app, &Actor::System, "solveig", true)
            .await
            .unwrap();
        assert!(browser::begin(app, &solveigs()).await.is_ok());
    })
    .await;
}

#[tokio::test]
async fn more_sign_ins_than_can_be_heard_are_turned_away_uncounted() {
    both(|db| async move {
        let world = World::with_solveig(db).await;
        let attempts: Vec<_> = (0..200)
            .map(|n| {
                let app = world.app.clone();
                tokio::spawn(async move {
                    browser::begin(&app, &credentials(&format!("guess{n}"), PASSWORD)).await
                })
            })
            .collect();
        let (mut heard, mut turned_away) = (0, 0);
        for attempt in attempts {
            match attempt.await.unwrap() {
                Err(AppError::WrongCredentials) => heard += 1,
                Err(AppError::Overloaded) => turned_away += 1,
                other => panic!("{other:?}"),
            }
        }
        assert_eq!(heard + turned_away, 200);
        assert!(heard >= 32, "those in the queue are heard: {heard}");
        assert!(turned_away > 0, "the queue has an end");
        assert!(browser::begin(&world.app, &solveigs()).await.is_ok());
    })
    .await;
}
