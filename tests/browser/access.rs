//! Breaking the glass as somebody does who has a patient before them, with scripts and without; and the
//! pages of access in every look.

use super::people::sign_in;
use super::{Scripts, browse, looks, site::Site};

/// The ward's account works somewhere else, as somebody whom no patient knows.
pub(super) const STRANGER: &str = "
    INSERT INTO unit (id, source_system, source_value, name, setting, recorded_at, version)
    VALUES (x'01990000000070008000000000000001', 'local', 'elsewhere', 'Elsewhere', 'emergency_room',
        '2026-01-01T00:00:00+00:00', 1);
    INSERT INTO professional (id, source_system, source_value, name, profession, recorded_at, version)
    VALUES (x'01990000000070008000000000000002', 'local', 'stranger', 'Sara Stranger', 'nurse',
        '2026-01-01T00:00:00+00:00', 1);
    DELETE FROM account_role WHERE role = 'ward_staff' AND id NOT IN
        (SELECT min(id) FROM account_role WHERE role = 'ward_staff');
    UPDATE account_role SET unit_id = x'01990000000070008000000000000001' WHERE role = 'ward_staff';
    UPDATE account SET professional_id = x'01990000000070008000000000000002' WHERE id IN
        (SELECT account_id FROM account_role WHERE role = 'ward_staff');";

#[tokio::test]
async fn a_glass_is_broken_and_closed_again() {
    let site = Site::start();
    site.execute(STRANGER).await;
    for scripts in [Scripts::On, Scripts::Off] {
        browse(&site.base, scripts, async |tab| {
            sign_in(tab, site.account("ward_staff")).await;
            tab.open("/patients/search").await;
            tab.go("a[href='/break-glass']").await;
            tab.fill("[name=identifier]", "hedda").await;
            tab.go("main form button").await;
            let path = tab.path().await;
            let patient = path.strip_suffix("/break-glass").unwrap().to_owned();
            assert_eq!(tab.text("h1").await, "Break the glass");
            tab.find("[name=reason]")
                .await
                .send_keys("The pat")
                .await
                .unwrap();
            tab.fill("[name=words]", "Came in unconscious").await;
            tab.go("main form button").await;
            assert_eq!(tab.text("h1").await, "Hedda Moen");
            assert!(tab.text(".glass").await.contains("You broke the glass"));
            tab.open(&format!("{patient}/contacts")).await;
            assert!(tab.has(".glass").await, "on every page");
            tab.go(".glass button").await;
            assert!(
                tab.path().await.ends_with("/board"),
                "where ward staff begin"
            );
            assert_eq!(tab.open(&patient).await, 403);
            tab.go("main .actions a").await;
            assert_eq!(tab.path().await, path, "the way is offered again");
        })
        .await;
    }
}

#[tokio::test]
async fn the_pages_of_access_in_every_look() {
    let site = Site::start();
    browse(&site.base, Scripts::On, async |tab| {
        sign_in(tab, site.account("care_coordinator")).await;
        tab.open("/").await;
        let patient = tab
            .script(
                "return new URL(document.querySelector('main a[href^=\"/patients/0\"]').href).pathname;",
                vec![],
            )
            .await;
        let bars = format!("{}/bars", patient.as_str().unwrap());
        tab.open(&bars).await;
        let unit = tab
            .script("return document.querySelector('#offered option').value;", vec![])
            .await;
        tab.fill("[name=whom]", unit.as_str().unwrap()).await;
        tab.go("main form.form button").await;
        tab.open(&bars).await;
        if tab.has("#bars").await {
            looks::check(tab, &bars, "bars").await;
        }
    })
    .await;
    site.execute(STRANGER).await;
    browse(&site.base, Scripts::On, async |tab| {
        sign_in(tab, site.account("ward_staff")).await;
        looks::check(tab, "/break-glass", "find-out-of-reach").await;
        tab.open("/break-glass").await;
        tab.fill("[name=identifier]", "jonas").await;
        tab.go("main form button").await;
        let path = tab.path().await;
        looks::check(tab, &path, "break-glass").await;
        tab.open(&path).await;
        tab.find("[name=reason]")
            .await
            .send_keys("The pat")
            .await
            .unwrap();
        tab.fill("[name=words]", "Came in unconscious").await;
        tab.go("main form button").await;
        let patient = tab.path().await;
        looks::check(tab, &patient, "glass-banner").await;
        // A stranger to another patient.
        tab.open("/break-glass").await;
        tab.fill("[name=identifier]", "amir").await;
        tab.go("main form button").await;
        let other = tab.path().await.replace("/break-glass", "");
        looks::check(tab, &other, "not-part-of-the-care").await;
    })
    .await;
    browse(&site.base, Scripts::On, async |tab| {
        sign_in(tab, site.account("privacy_officer")).await;
        looks::check(tab, "/glass-reviews", "glass-reviews").await;
    })
    .await;
    browse(&site.base, Scripts::On, async |tab| {
        sign_in(tab, site.account("administrator")).await;
        looks::check(tab, "/own-records", "own-records").await;
    })
    .await;
}
