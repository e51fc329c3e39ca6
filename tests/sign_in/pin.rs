//! PINs on computers that remember people, and sessions that lock.

use chrono::TimeDelta;
use redthread::app::accounts::{self, PinChange};
use redthread::app::sign_in::browser::{self, Session, Standing};
use redthread::app::sign_in::{known, lock};
use redthread::app::{Actor, App, AppError};
use redthread::domain::ids::AccountId;
use redthread::domain::pin::{PIN_FAILURES, REMEMBERED};
use secrecy::SecretString;

use super::{PASSWORD, World, credentials, solveigs};
use crate::support::both;

const PIN: &str = "290471";

fn change(pin: Option<&str>, is_remembered: bool) -> PinChange {
    PinChange {
        password: PASSWORD.into(),
        pin: pin.map(SecretString::from),
        is_remembered,
    }
}

/// Solveig, remembered by a browser with [`PIN`]: her session there, its token and the browser's.
async fn remembered(world: &World) -> (Session, String, String) {
    let app = &world.app;
    let (session, token) = browser::begin(app, &solveigs()).await.unwrap();
    let known = accounts::set_pin(app, &session, change(Some(PIN), true), None).await;
    (session, token, known.unwrap().expect("a new browser"))
}

async fn by_pin(
    app: &App,
    browser: &str,
    account: AccountId,
    pin: &str,
) -> Result<(Session, String), AppError> {
    browser::begin_by_pin(app, Some(browser), account, pin.into()).await
}

fn is_wrong<T>(answer: &Result<T, AppError>) -> bool {
    matches!(answer, Err(AppError::WrongCredentials))
}

#[tokio::test]
async fn a_pin_opens_a_session_only_on_a_browser_that_remembers_its_person() {
    both(|db| async move {
        let world = World::with_solveig(db).await;
        let app = &world.app;
        let other = world.coordinator("berit");
        let other = accounts::create(app, &Actor::System, &other).await.unwrap();
        let (session, _, known) = remembered(&world).await;
        let solveig = session.viewer.account;
        let (by_pin_here, _) = by_pin(app, &known, solveig, PIN).await.unwrap();
        assert_eq!(by_pin_here.viewer, session.viewer, "the same rights");

        let nobody = AccountId(uuid::Uuid::nil());
        for (browser, account, pin) in [
            (None, solveig, PIN),
            (Some(""), solveig, PIN),
            (Some("another"), solveig, PIN),
            (Some(known.as_str()), solveig, "290472"),
            (Some(known.as_str()), solveig, ""),
            (Some(known.as_str()), other, PIN),
            (Some(known.as_str()), nobody, PIN),
        ] {
            let refused = browser::begin_by_pin(app, browser, account, pin.into()).await;
            assert!(is_wrong(&refused), "{browser:?} {account:?} {pin}");
        }
        // A session of its own elsewhere, with the password, makes no browser known.
        browser::begin(app, &solveigs()).await.unwrap();
        assert_eq!(known::people(app, None).await.unwrap(), []);
        let people = known::people(app, Some(&known)).await.unwrap();
        let names: Vec<_> = people.iter().map(|person| person.name.as_str()).collect();
        assert_eq!(names, ["Professional 50"]);
    })
    .await;
}

#[tokio::test]
async fn five_wrong_pins_turn_it_off_on_that_browser_until_the_password_is_given_there() {
    both(|db| async move {
        let world = World::with_solveig(db).await;
        let app = &world.app;
        let (session, _, here) = remembered(&world).await;
        let solveig = session.viewer.account;
        let (there, _) = browser::begin(app, &solveigs()).await.unwrap();
        let there = accounts::set_pin(app, &there, change(None, true), None).await;
        let there = there.unwrap().unwrap();
        // Four wrong ones and a right one, as often as one likes.
        for _ in 0..3 {
            for _ in 1..PIN_FAILURES {
                assert!(is_wrong(&by_pin(app, &here, solveig, "111112").await));
            }
            assert!(by_pin(app, &here, solveig, PIN).await.is_ok());
        }
        for _ in 0..PIN_FAILURES {
            assert!(is_wrong(&by_pin(app, &here, solveig, "111112").await));
        }
        assert!(is_wrong(&by_pin(app, &here, solveig, PIN).await), "off");
        world.later(TimeDelta::days(1));
        assert!(is_wrong(&by_pin(app, &here, solveig, PIN).await), "still");
        assert!(by_pin(app, &there, solveig, PIN).await.is_ok(), "there");
        // The password elsewhere changes nothing here.
        browser::begin_at(app, &solveigs(), Some(&there))
            .await
            .unwrap();
        assert!(is_wrong(&by_pin(app, &here, solveig, PIN).await));
        browser::begin_at(app, &solveigs(), Some(&here))
            .await
            .unwrap();
        assert!(by_pin(app, &here, solveig, PIN).await.is_ok());
        let audit = world.audit().await;
        let count = |what: &str| audit.iter().filter(|line| *line == what).count();
        assert_eq!(count("nobody sign_in.pin_off"), 1);
        assert!(count("account:solveig sign_in.pin") >= 5);
    })
    .await;
}

#[tokio::test]
async fn right_pins_at_once_are_all_heard_and_wrong_ones_no_more_than_five() {
    both(|db| async move {
        let world = World::with_solveig(db).await;
        let (session, _, known) = remembered(&world).await;
        let solveig = session.viewer.account;
        let tries = async |pin: &'static str| {
            let all = (0..12).map(|_| {
                let (app, known) = (world.app.clone(), known.clone());
                tokio::spawn(async move { by_pin(&app, &known, solveig, pin).await.is_ok() })
            });
            let all: Vec<_> = all.collect();
            let mut right = 0;
            for one in all {
                right += usize::from(one.await.unwrap());
            }
            right
        };
        assert_eq!(tries(PIN).await, 12);
        assert_eq!(tries("111112").await, 0);
        assert!(is_wrong(&by_pin(&world.app, &known, solveig, PIN).await));
    })
    .await;
}

#[tokio::test]
async fn a_browser_forgets_after_a_month_without_the_password() {
    both(|db| async move {
        let world = World::with_solveig(db).await;
        let app = &world.app;
        let (session, _, known) = remembered(&world).await;
        let solveig = session.viewer.account;
        world.later(REMEMBERED - TimeDelta::seconds(1));
        assert!(by_pin(app, &known, solveig, PIN).await.is_ok());
        world.later(TimeDelta::seconds(1));
        // The PIN of a moment ago does not make it longer.
        assert!(is_wrong(&by_pin(app, &known, solveig, PIN).await));
        assert_eq!(known::people(app, Some(&known)).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn whatever_is_about_the_account_asks_for_the_password_and_ends_what_was_trusted() {
    both(|db| async move {
        let world = World::with_solveig(db).await;
        let app = &world.app;
        let (session, _, known) = remembered(&world).await;
        let solveig = session.viewer.account;
        let (session, _) = by_pin(app, &known, solveig, PIN).await.unwrap();
        for password in [PIN, "", "thread through the maize"] {
            let wrong = PinChange {
                password: password.into(),
                ..change(Some("830517"), true)
            };
            let refused = accounts::set_pin(app, &session, wrong, Some(&known)).await;
            assert!(is_wrong(&refused), "{password}");
            let removed = accounts::remove_pin(app, &session, password.into()).await;
            assert!(removed.is_err(), "{password}");
        }
        world.later(TimeDelta::hours(2));
        for pin in ["123456", "12345", "solveig"] {
            let refused =
                accounts::set_pin(app, &session, change(Some(pin), true), Some(&known)).await;
            assert!(
                matches!(refused, Err(AppError::InvalidInput { field: "pin", .. })),
                "{pin}"
            );
        }
        assert!(by_pin(app, &known, solveig, PIN).await.is_ok(), "unchanged");

        // Another password from elsewhere: this browser knows nobody any more, the PIN stays.
        let (elsewhere, _) = browser::begin(app, &solveigs()).await.unwrap();
        let new = "another thread, another maze";
        accounts::change_password(app, &elsewhere, PASSWORD.into(), new.into())
            .await
            .unwrap();
        assert!(is_wrong(&by_pin(app, &known, solveig, PIN).await));
        let state = accounts::pin_state(app, &elsewhere, Some(&known)).await;
        let state = state.unwrap();
        assert!(state.is_set && !state.is_remembered);

        // A password from an administrator: nor is there a PIN.
        accounts::reset_password(app, &Actor::System, "solveig", PASSWORD.into())
            .await
            .unwrap();
        let (session, _) = browser::begin(app, &solveigs()).await.unwrap();
        let state = accounts::pin_state(app, &session, None).await.unwrap();
        assert!(!state.is_set);
    })
    .await;
}

#[tokio::test]
async fn a_disabled_account_is_not_let_in_by_pin_nor_named() {
    both(|db| async move {
        let world = World::with_solveig(db).await;
        let app = &world.app;
        let (session, _, known) = remembered(&world).await;
        accounts::disable(app, &Actor::System, "solveig", false)
            .await
            .unwrap();
        let refused = by_pin(app, &known, session.viewer.account, PIN).await;
        assert!(refused.is_err());
        assert_eq!(known::people(app, Some(&known)).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn a_shared_computer_locks_when_it_is_left_and_its_person_goes_on_where_they_were() {
    both(|db| async move {
        let world = World::with_solveig(db).await;
        let app = &world.app;
        let (session, token, known) = remembered(&world).await;
        let after = app.locking.after;
        let is_open = async || browser::find(app, &token).await.unwrap().is_some();
        for _ in 0..5 {
            world.later(after - TimeDelta::seconds(11));
            assert!(is_open().await, "used in time");
        }
        let found = browser::find(app, &token).await.unwrap().unwrap();
        assert!(browser::lives(app, &found).await.unwrap());
        world.later(after);
        assert!(!is_open().await, "left");
        assert!(!is_open().await, "asking is no use of it");
        assert!(!browser::lives(app, &found).await.unwrap());
        assert!(browser::locked(app, &token).await.unwrap().is_some());
        for wrong in ["290472", "not the password", ""] {
            let refused = lock::unlock(app, &token, Some(&known), wrong.into()).await;
            assert!(is_wrong(&refused), "{wrong}");
            assert!(!is_open().await);
        }
        // A PIN without its browser is none.
        assert!(is_wrong(&lock::unlock(app, &token, None, PIN.into()).await));
        let opened = lock::unlock(app, &token, Some(&known), PIN.into()).await;
        let opened = opened.unwrap();
        assert_eq!(opened.id, session.id);
        assert_eq!(opened.form_token, session.form_token, "forms still hold");
        assert!(is_open().await);

        lock::lock(app, &opened, lock::Because::Hand).await.unwrap();
        assert!(!is_open().await, "by hand");
        lock::unlock(app, &token, None, PASSWORD.into())
            .await
            .unwrap();
        assert!(is_open().await);
    })
    .await;
}

#[tokio::test]
async fn a_computer_of_ones_own_locks_by_hand_only() {
    both(|db| async move {
        let world = World::with_solveig(db).await;
        let app = &world.app;
        let (session, token) = browser::begin(app, &solveigs()).await.unwrap();
        world.later(browser::IDLE - TimeDelta::seconds(1));
        assert!(browser::find(app, &token).await.unwrap().is_some());
        lock::lock(app, &session, lock::Because::Hand)
            .await
            .unwrap();
        assert!(browser::find(app, &token).await.unwrap().is_none());
        // A locked session ends like any other.
        world.later(browser::IDLE);
        let standing = browser::standing(app, &token).await.unwrap();
        assert!(matches!(standing, Standing::Ended), "{standing:?}");
        let late = lock::unlock(app, &token, None, PASSWORD.into()).await;
        assert!(matches!(late, Err(AppError::NotSignedIn)));
    })
    .await;
}

#[tokio::test]
async fn what_a_pin_opened_ends_sooner_and_whoever_signs_in_there_shares_the_computer() {
    both(|db| async move {
        let world = World::with_solveig(db).await;
        let app = &world.app;
        let (session, _, known) = remembered(&world).await;
        let (_, by_pin) = by_pin(app, &known, session.viewer.account, PIN)
            .await
            .unwrap();
        let berit = world.coordinator("berit");
        accounts::create(app, &Actor::System, &berit).await.unwrap();
        let berits = credentials("berit", PASSWORD);
        let (_, by_password) = browser::begin_at(app, &berits, Some(&known)).await.unwrap();
        let standing = async |token: &str| browser::standing(app, token).await.unwrap();
        world.later(app.locking.after);
        for token in [&by_pin, &by_password] {
            assert!(matches!(standing(token).await, Standing::Locked(_)));
        }
        // Berit did not ask to be remembered.
        let people = known::people(app, Some(&known)).await.unwrap();
        assert_eq!(people.len(), 1);
        world.later(browser::PIN_IDLE - app.locking.after);
        assert!(matches!(standing(&by_pin).await, Standing::Ended));
        assert!(matches!(standing(&by_password).await, Standing::Locked(_)));
    })
    .await;
}
