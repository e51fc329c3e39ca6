//! Signing in and out, and what is kept when a session has ended.

use redthread::domain::vocabulary::Role;

use super::people::{sign_in, type_credentials};
use super::{Scripts, axe, browse, site::Site};
use crate::support::on_postgres;

#[tokio::test]
async fn everybody_signs_in_and_out() {
    let site = Site::start();
    for scripts in [Scripts::On, Scripts::Off] {
        browse(&site.base, scripts, async |tab| {
            for role in Role::CODES {
                sign_in(tab, site.account(role)).await;
                assert_eq!(tab.status().await, 200, "{role}");
                axe::check(tab, role).await;
                tab.check_no_sideways_scroll().await;
                tab.go("form[action='/sign-out'] button").await;
                assert!(tab.path().await.starts_with("/sign-in"), "{role}");
                tab.open("/patients/search").await;
                assert!(tab.path().await.starts_with("/sign-in"), "{role} is out");
            }
        })
        .await;
    }
}

#[tokio::test]
async fn a_wrong_password_keeps_the_name_and_not_the_password() {
    let site = Site::start();
    let account = site.account("care_coordinator");
    browse(&site.base, Scripts::On, async |tab| {
        tab.open("/patients/search").await;
        type_credentials(tab, &account.name, "not the password").await;
        assert_eq!(tab.status().await, 403);
        assert_eq!(tab.value("[name=username]").await, account.name);
        assert_eq!(tab.value("[name=password]").await, "");
        assert!(tab.has("main [role=alert]").await);
        axe::check(tab, "wrong password").await;
        tab.screenshot("sign-in-wrong").await;

        type_credentials(tab, &account.name, &account.password).await;
        assert_eq!(
            tab.path().await,
            "/patients/search",
            "where one wanted to go"
        );
    })
    .await;
}

#[tokio::test]
async fn a_half_typed_search_outlives_the_session() {
    let site = Site::start();
    for scripts in [Scripts::On, Scripts::Off] {
        browse(&site.base, scripts, async |tab| {
            let account = site.account("care_coordinator");
            sign_in(tab, account).await;
            tab.open("/patients/search").await;
            tab.fill("[name=name]", "Solveig").await;
            site.execute("UPDATE browser_session SET ends_at = created_at")
                .await;
            tab.go("main form button").await;

            assert!(tab.has("[name=password]").await, "the sign-in page");
            axe::check(tab, "the session has ended").await;
            type_credentials(tab, &account.name, &account.password).await;
            axe::check(tab, "what was typed is kept").await;
            tab.go("main form button").await;
            assert_eq!(tab.value("[name=name]").await, "Solveig");
            assert!(tab.text(".hits").await.contains("Solveig Dahl"));
        })
        .await;
    }
}

#[tokio::test]
async fn nothing_about_a_patient_is_reached_without_signing_in() {
    let site = Site::start();
    browse(&site.base, Scripts::On, async |tab| {
        let patient = "/patients/00000000-0000-7000-8000-000000000001";
        for path in [
            "/patients/search",
            patient,
            "/imports",
            "/imports/new",
            "/account",
        ] {
            tab.open(path).await;
            assert!(tab.path().await.starts_with("/sign-in"), "{path}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_demonstration_runs_on_postgresql_too() {
    on_postgres(|db| async move {
        let database = db.url.clone();
        let visit = move || {
            tokio::runtime::Handle::current().block_on(async {
                let site = Site::demonstrate(&database);
                browse(&site.base, Scripts::On, async |tab| {
                    sign_in(tab, site.account("care_coordinator")).await;
                    assert!(tab.has(".caseload tbody tr").await, "patients are listed");
                })
                .await;
            });
        };
        // What a visit holds on to cannot move between threads.
        tokio::task::spawn_blocking(visit).await.unwrap();
    })
    .await;
}
