//! Making and changing accounts.

use redthread::app::sign_in::browser;
use redthread::app::{Actor, AppError, accounts};
use redthread::domain::access::Granted;
use redthread::domain::vocabulary::Role;

use super::{PASSWORD, World, credentials, solveigs};
use crate::support::both;

#[tokio::test]
async fn an_account_that_cannot_be_is_refused_with_what_could() {
    both(|db| async move {
        let world = World::with_solveig(db).await;
        let fit = || world.coordinator("ingrid");
        let at = |role, unit| vec![Granted { role, unit }];
        let refused = [
            (
                "username",
                accounts::NewAccount {
                    username: "a b".into(),
                    ..fit()
                },
            ),
            (
                "username",
                accounts::NewAccount {
                    username: "x".repeat(65),
                    ..fit()
                },
            ),
            (
                "username",
                accounts::NewAccount {
                    username: "SOLVEIG".into(),
                    ..fit()
                },
            ),
            (
                "password",
                accounts::NewAccount {
                    password: "short".into(),
                    ..fit()
                },
            ),
            (
                "password",
                accounts::NewAccount {
                    password: "x".repeat(129).into(),
                    ..fit()
                },
            ),
            (
                "password",
                accounts::NewAccount {
                    password: "Ingrid Ingrid Ingrid".into(),
                    ..fit()
                },
            ),
            (
                "roles",
                accounts::NewAccount {
                    roles: vec![],
                    ..fit()
                },
            ),
            (
                "roles",
                accounts::NewAccount {
                    professional: None,
                    ..fit()
                },
            ),
            (
                "roles",
                accounts::NewAccount {
                    roles: at(Role::WardStaff, None),
                    ..fit()
                },
            ),
            (
                "roles",
                accounts::NewAccount {
                    roles: at(Role::Administrator, Some(world.unit)),
                    ..fit()
                },
            ),
        ];
        for (at_fault, new) in refused {
            match accounts::create(&world.app, &Actor::System, &new).await {
                Err(AppError::InvalidInput { field, .. }) => assert_eq!(field, at_fault),
                other => panic!("{new:?}: {other:?}"),
            }
        }
        assert_eq!(accounts::count(&world.app).await.unwrap(), 1);
        let administrator = accounts::NewAccount {
            professional: None,
            roles: at(Role::Administrator, None),
            ..fit()
        };
        accounts::create(&world.app, &Actor::System, &administrator)
            .await
            .unwrap();
        let all = accounts::list(&world.app, &Actor::System).await.unwrap();
        let names: Vec<_> = all.iter().map(|account| &account.username).collect();
        assert_eq!(names, ["ingrid", "solveig"]);
    })
    .await;
}

#[tokio::test]
async fn accounts_are_managed_by_administrators_alone() {
    both(|db| async move {
        let world = World::with_solveig(db).await;
        let app = &world.app;
        let (session, _) = browser::begin(app, &solveigs()).await.unwrap();
        let solveig = Actor::Account(session.viewer);
        let forbidden = |told: Result<(), AppError>| {
            assert!(matches!(told, Err(AppError::Forbidden(_))), "{told:?}");
        };
        let new = world.coordinator("ingrid");
        forbidden(accounts::create(app, &solveig, &new).await.map(drop));
        forbidden(accounts::list(app, &solveig).await.map(drop));
        forbidden(accounts::disable(app, &solveig, "solveig", false).await);
        forbidden(
            accounts::reset_password(app, &solveig, "solveig", "another one entirely".into()).await,
        );
    })
    .await;
}

#[tokio::test]
async fn changing_ones_password_asks_for_the_present_one_and_ends_the_other_sessions() {
    both(|db| async move {
        let world = World::with_solveig(db).await;
        let app = &world.app;
        let (here, here_token) = browser::begin(app, &solveigs()).await.unwrap();
        let (_, other_token) = browser::begin(app, &solveigs()).await.unwrap();
        let another = "another thread entirely";
        let wrong = accounts::change_password(app, &here, "wrong".into(), another.into()).await;
        assert!(matches!(wrong, Err(AppError::WrongCredentials)));
        let short = accounts::change_password(app, &here, PASSWORD.into(), "short".into()).await;
        assert!(matches!(
            short,
            Err(AppError::InvalidInput {
                field: "password",
                ..
            })
        ));
        assert!(browser::find(app, &other_token).await.unwrap().is_some());
        accounts::change_password(app, &here, PASSWORD.into(), another.into())
            .await
            .unwrap();
        assert!(browser::find(app, &here_token).await.unwrap().is_some());
        assert!(browser::find(app, &other_token).await.unwrap().is_none());
        assert!(browser::begin(app, &solveigs()).await.is_err());
        assert!(
            browser::begin(app, &credentials("solveig", another))
                .await
                .is_ok()
        );
    })
    .await;
}
