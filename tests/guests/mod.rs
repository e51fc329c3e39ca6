//! Guests: let in for a day by a colleague, at one unit.

mod api;
mod pages;

use chrono::TimeDelta;
use redthread::app::access;
use redthread::app::guests::{self, Given, NewGuest};
use redthread::app::recording::Once;
use redthread::app::sign_in::{Credentials, browser, tokens};
use redthread::app::{Actor, AppError, Refusal, accounts};
use redthread::domain::access::Granted;
use redthread::domain::guest::GUEST_HOURS;
use redthread::domain::ids::{AccountId, PatientId, ProfessionalId, UnitId};
use redthread::domain::vocabulary::{GlassReason, Profession, Role};
use redthread::jobs;
use sea_orm::{EntityTrait, QueryOrder};
use secrecy::{ExposeSecret, SecretString};

use crate::store::fixtures::{id, insert, patient, period, professional, unit};
use crate::support::app::{PASSWORD, TestApp};
use crate::support::both;

/// Where the colleague works, and where not.
const HERE: u128 = 8101;
const ELSEWHERE: u128 = 8102;
/// Patients of the two.
const OURS: u128 = 8201;
const THEIRS: u128 = 8202;

/// A service with two wards and a colleague, `kari`, at one of them.
async fn world(app: &TestApp) {
    for n in [HERE, ELSEWHERE] {
        insert(&app.db, unit(n, "acute_ward")).await;
    }
    insert(&app.db, professional(8111)).await;
    for (n, at) in [(OURS, HERE), (THEIRS, ELSEWHERE)] {
        insert(&app.db, patient(n, &format!("g{n}"))).await;
        let mut stay = period(n, n * 10, at, 0);
        stay.from_at = app.app.clock.now() - TimeDelta::days(3);
        insert(&app.db, stay).await;
    }
    account(app, "kari", Role::WardStaff, HERE).await;
}

async fn account(app: &TestApp, username: &str, role: Role, at: u128) {
    let new = accounts::NewAccount {
        username: username.to_owned(),
        password: PASSWORD.into(),
        professional: Some(ProfessionalId(id(8111))),
        roles: vec![Granted {
            role,
            unit: Some(UnitId(id(at))),
        }],
    };
    accounts::create(&app.app, &Actor::System, &new)
        .await
        .unwrap();
}

async fn actor(app: &TestApp, username: &str, password: &SecretString) -> Actor {
    let credentials = credentials(username, password);
    let (session, _) = browser::begin(&app.app, &credentials).await.unwrap();
    Actor::Account(session.viewer)
}

fn credentials(username: &str, password: &SecretString) -> Credentials {
    Credentials {
        username: username.to_owned(),
        password: password.clone(),
    }
}

async fn kari(app: &TestApp) -> Actor {
    actor(app, "kari", &PASSWORD.into()).await
}

fn ane(once: Option<&str>) -> NewGuest {
    NewGuest {
        unit: UnitId(id(HERE)),
        name: "Ane Lie".to_owned(),
        profession: "nurse".to_owned(),
        once: once.and_then(Once::of),
    }
}

async fn give(app: &TestApp) -> Given {
    let kari = kari(app).await;
    guests::give(&app.app, &kari, &ane(None)).await.unwrap()
}

/// What was written down of guests: who and what.
async fn audit(app: &TestApp) -> Vec<String> {
    let entries = entity::audit_entry::Entity::find()
        .order_by_asc(entity::audit_entry::Column::At)
        .order_by_asc(entity::audit_entry::Column::Id)
        .all(app.db.writer())
        .await
        .unwrap();
    let entries = entries.into_iter();
    entries
        .filter(|entry| entry.action.starts_with("guest.") || entry.action == "access.deny")
        .map(|entry| format!("{} {}", entry.actor, entry.action))
        .collect()
}

#[tokio::test]
async fn a_guest_works_at_the_unit_for_a_day_under_a_name_of_their_own() {
    both(async |db| {
        let app = TestApp::empty(db);
        world(&app).await;
        let given = give(&app).await;
        let (guest, password) = (given.guest, given.password.unwrap());
        assert!(!given.is_repeated);
        assert_eq!(
            (guest.name.as_str(), guest.profession),
            ("Ane Lie", Profession::Nurse)
        );
        let me = actor(&app, &guest.username, &password).await;
        let Actor::Account(viewer) = &me else {
            panic!("a guest is an account")
        };
        assert_eq!(viewer.professional, Some(guest.professional));
        let role = Granted {
            role: Role::WardStaff,
            unit: Some(UnitId(id(HERE))),
        };
        assert_eq!(viewer.roles, [role]);
        let open = async |n: u128| {
            let opened =
                redthread::app::record::open(&app.app, &me, PatientId(id(n)), "patient.show");
            opened.await.is_ok()
        };
        assert!(open(OURS).await);
        assert!(!open(THEIRS).await);
        // Named in the directory, as what they are, and employed here today.
        let directory = app.app.directory().await.unwrap();
        assert!(directory.guests.contains(&guest.professional));
        assert!(!directory.guests.contains(&ProfessionalId(id(8111))));
        assert_eq!(directory.professionals[&guest.professional].name, "Ane Lie");
        let times = &directory.employments[&guest.professional];
        assert_eq!(times[0].unit, UnitId(id(HERE)));
        assert_eq!((times[0].to.unwrap() - times[0].from).num_days(), 2);
    })
    .await;
}

#[tokio::test]
async fn the_day_ends_by_itself_at_its_instant_and_that_is_written_down_once() {
    both(async |db| {
        let app = TestApp::empty(db);
        world(&app).await;
        let given = give(&app).await;
        let password = given.password.unwrap();
        let theirs = credentials(&given.guest.username, &password);
        let hours = TimeDelta::hours(GUEST_HOURS);
        app.clock.advance(hours - TimeDelta::minutes(1));
        let (_, cookie) = browser::begin(&app.app, &theirs).await.unwrap();
        let program = tokens::issue(&app.app, &theirs).await.unwrap();
        let lives = async || {
            let browser = browser::find(&app.app, &cookie).await.unwrap().is_some();
            let program = tokens::viewer(&app.app, &program.access_token)
                .await
                .is_ok();
            (browser, program)
        };
        assert_eq!(jobs::guests::run_once(&app.app).await.unwrap(), 0);
        assert_eq!(lives().await, (true, true));
        app.clock.advance(TimeDelta::minutes(1));
        // Before anything has noticed.
        assert_eq!(lives().await, (false, false));
        let late = browser::begin(&app.app, &theirs).await;
        assert!(matches!(late, Err(AppError::Forbidden(Refusal::Disabled))));
        assert!(
            tokens::refresh(&app.app, &program.refresh_token)
                .await
                .is_err()
        );
        app.clock.advance(TimeDelta::hours(1));
        assert_eq!(jobs::guests::run_once(&app.app).await.unwrap(), 1);
        assert_eq!(jobs::guests::run_once(&app.app).await.unwrap(), 0);
        assert_eq!(
            audit(&app).await,
            ["account:kari guest.give", "system guest.expire"]
        );
        // It stays, and opening the account again does not bring the day back.
        let unit = UnitId(id(HERE));
        let listed = guests::list(&app.app, &kari(&app).await, unit)
            .await
            .unwrap();
        let (ended, by) = listed[0].ended.clone().unwrap();
        assert_eq!((ended, by.as_str()), (given.guest.ends_at, "system"));
        accounts::disable(&app.app, &Actor::System, &given.guest.username, true)
            .await
            .unwrap();
        assert!(browser::begin(&app.app, &theirs).await.is_err());
    })
    .await;
}

#[tokio::test]
async fn any_colleague_of_the_unit_ends_it_early_and_nobody_else() {
    both(async |db| {
        let app = TestApp::empty(db);
        world(&app).await;
        account(&app, "berit", Role::CareCoordinator, HERE).await;
        account(&app, "ola", Role::WardStaff, ELSEWHERE).await;
        account(&app, "marit", Role::ServiceManager, HERE).await;
        let given = give(&app).await;
        let (unit, guest) = (UnitId(id(HERE)), given.guest.account);
        let theirs = credentials(&given.guest.username, &given.password.unwrap());
        let (_, cookie) = browser::begin(&app.app, &theirs).await.unwrap();
        for (name, refusal) in [
            ("ola", Refusal::NotYourUnit),
            ("marit", Refusal::NoCareRole),
        ] {
            let other = actor(&app, name, &PASSWORD.into()).await;
            for refused in [
                guests::end(&app.app, &other, unit, guest).await.err(),
                guests::list(&app.app, &other, unit).await.err(),
                guests::give(&app.app, &other, &ane(None)).await.err(),
            ] {
                let is_so = matches!(&refused, Some(AppError::Forbidden(told)) if *told == refusal);
                assert!(is_so, "{name}: {refused:?}");
            }
        }
        let berit = actor(&app, "berit", &PASSWORD.into()).await;
        // Nobody who is no guest of the unit.
        for nobody in [AccountId(id(1)), account_of(&kari(&app).await)] {
            let refused = guests::end(&app.app, &berit, unit, nobody).await;
            assert!(matches!(refused, Err(AppError::NotFound("guest"))));
        }
        assert!(browser::find(&app.app, &cookie).await.unwrap().is_some());
        for _ in 0..2 {
            guests::end(&app.app, &berit, unit, guest).await.unwrap();
        }
        assert!(browser::find(&app.app, &cookie).await.unwrap().is_none());
        assert!(browser::begin(&app.app, &theirs).await.is_err());
        app.clock.advance(TimeDelta::hours(GUEST_HOURS));
        assert_eq!(jobs::guests::run_once(&app.app).await.unwrap(), 0);
        assert_eq!(
            audit(&app).await,
            ["account:kari guest.give", "account:berit guest.end"]
        );
    })
    .await;
}

fn account_of(actor: &Actor) -> AccountId {
    match actor {
        Actor::Account(viewer) => viewer.account,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_guest_lets_nobody_in_and_breaks_no_glass() {
    both(async |db| {
        let app = TestApp::empty(db);
        world(&app).await;
        let given = give(&app).await;
        let me = actor(&app, &given.guest.username, &given.password.unwrap()).await;
        let unit = UnitId(id(HERE));
        for refused in [
            guests::give(&app.app, &me, &ane(None)).await.err(),
            guests::list(&app.app, &me, unit).await.err(),
            guests::end(&app.app, &me, unit, given.guest.account)
                .await
                .err(),
        ] {
            let is_so = matches!(
                refused,
                Some(AppError::Forbidden(Refusal::GuestsLetNobodyIn))
            );
            assert!(is_so, "{refused:?}");
        }
        let theirs = PatientId(id(THEIRS));
        let reason = Some(GlassReason::DangerToLife);
        let broken = access::break_glass(&app.app, &me, theirs, reason, "Found in the yard").await;
        let is_refused = |error| matches!(error, AppError::Forbidden(Refusal::GuestsBreakNoGlass));
        assert!(is_refused(broken.unwrap_err()));
        assert!(is_refused(
            access::may_break(&app.app, &me, theirs).await.unwrap_err()
        ));
        let search = redthread::app::search::Search::default();
        assert!(is_refused(
            access::find(&app.app, &me, &search).await.unwrap_err()
        ));
        let denied = audit(&app).await;
        let denied = denied.iter().filter(|line| line.ends_with("access.deny"));
        assert_eq!(denied.count(), 2, "it is written down that they tried");
        // A colleague with an account of their own may.
        let kari = kari(&app).await;
        let broken =
            access::break_glass(&app.app, &kari, theirs, reason, "Found in the yard").await;
        assert!(broken.is_ok());
    })
    .await;
}

#[tokio::test]
async fn what_is_sent_twice_lets_one_guest_in_with_a_password_that_works() {
    both(async |db| {
        let app = TestApp::empty(db);
        world(&app).await;
        let kari = kari(&app).await;
        let give = async |new: &NewGuest| guests::give(&app.app, &kari, new).await;
        let (one, other) = (ane(Some("k")), ane(Some("k")));
        let (first, second) = tokio::join!(give(&one), give(&other));
        let (first, second) = (first.unwrap(), second.unwrap());
        assert_eq!(first.guest.account, second.guest.account);
        assert!(first.is_repeated != second.is_repeated);
        let last = give(&ane(Some("k"))).await.unwrap();
        let theirs = credentials(&last.guest.username, &last.password.unwrap());
        browser::begin(&app.app, &theirs).await.unwrap();
        // Who has come has their password.
        assert!(give(&ane(Some("k"))).await.unwrap().password.is_none());
        let another = NewGuest {
            name: "Bo Lie".to_owned(),
            ..ane(Some("k"))
        };
        assert!(matches!(give(&another).await, Err(AppError::KeyReused)));
        assert!(give(&ane(Some("l"))).await.unwrap().guest.account != first.guest.account);
        // Late, it is not drawn anew.
        let late = give(&ane(Some("m"))).await.unwrap();
        app.clock.advance(TimeDelta::minutes(10));
        let again = give(&ane(Some("m"))).await.unwrap();
        assert_eq!(again.guest.account, late.guest.account);
        assert!(again.password.is_none());
        let unit = UnitId(id(HERE));
        assert_eq!(guests::list(&app.app, &kari, unit).await.unwrap().len(), 3);
        assert!(!first.guest.username.contains(last.guest.name.as_str()));
        assert_eq!(theirs.password.expose_secret().len(), 23);
    })
    .await;
}

#[tokio::test]
async fn a_guest_needs_a_name_and_a_profession() {
    both(async |db| {
        let app = TestApp::empty(db);
        world(&app).await;
        let kari = kari(&app).await;
        for (name, profession, fields) in [
            ("", "nurse", vec!["name"]),
            ("Ane Lie", "pilot", vec!["profession"]),
            ("1", "", vec!["name", "profession"]),
        ] {
            let new = NewGuest {
                name: name.to_owned(),
                profession: profession.to_owned(),
                ..ane(None)
            };
            let refused = guests::give(&app.app, &kari, &new).await;
            let Err(AppError::Unfit(faults)) = refused else {
                panic!("{name:?} {refused:?}")
            };
            let found: Vec<_> = faults.iter().map(|fault| fault.field).collect();
            assert_eq!(found, fields);
        }
        assert_eq!(audit(&app).await, [""; 0]);
    })
    .await;
}
