//! One's own flags by keys alone, without scripts, on paper, and in every look.

use thirtyfour::Key;

use super::people::{open_patient, sign_in};
use super::{Scripts, axe, browse, looks, site::Site};

const COORDINATOR: &str = "care_coordinator";

/// The flags of some stories are the coordinator's own.
const OWNED: &str = "UPDATE flag SET is_private = 0, owner_unit_id = NULL, owner_professional_id =
    (SELECT professional_id FROM account WHERE username = 'coordinator')
    WHERE patient_id IN (SELECT id FROM patient WHERE source_value IN ('jonas', 'hedda', 'nadia'))";

#[tokio::test]
async fn flags_are_answered_by_keys_alone() {
    let site = Site::start();
    browse(&site.base, Scripts::On, async |tab| {
        sign_in(tab, site.account(COORDINATOR)).await;
        site.execute(OWNED).await;
        assert_eq!(tab.open("/flags").await, 200);
        let hint = tab.text("[data-keys]").await;
        assert!(hint.contains("j and k"), "{hint}");
        let before = tab.all("[data-flag]").await.len();
        assert!(before >= 2, "{before}");
        let at = async || {
            tab.script(
                "return [...document.querySelectorAll('[data-flag]')].indexOf(document.activeElement);",
                vec![],
            )
            .await
        };
        tab.press("j").await;
        assert_eq!(at().await, 0);
        tab.press(Key::Down).await;
        assert_eq!(at().await, 1);
        tab.press("k").await;
        assert_eq!(at().await, 0);

        // Settled with a word, and taken back. A page lists 25: how many there are tells nothing.
        let first = tab
            .script("return document.activeElement.id;", vec![])
            .await;
        let first = format!("[id='{}']", first.as_str().unwrap());
        tab.press("r").await;
        let field = tab.script("return document.activeElement.name;", vec![]).await;
        assert_eq!(field, "by_what");
        // Letters are letters in a box.
        tab.press("rang, and spoke at noon").await;
        tab.leave("settling", async || tab.press(Key::Enter).await)
            .await;
        assert!(tab.text("#done").await.contains("settled"));
        assert!(!tab.has(&first).await, "it is gone");
        tab.leave("taking back", async || tab.press("u").await)
            .await;
        assert!(tab.text("#done").await.contains("open again"));
        assert!(tab.has(&first).await, "it is back");

        tab.press("j").await;
        tab.leave("taking on", async || tab.press("a").await).await;
        assert!(tab.text("#done").await.contains("taken it on"));
        // Escape closes what a key opened, and goes back to the flag.
        tab.press("j").await;
        tab.press("n").await;
        assert!(tab.has("details[data-key=n][open]").await);
        tab.press(Key::Escape).await;
        assert!(!tab.has("details[data-key=n][open]").await);
        assert_eq!(at().await, 0);
        tab.press("s").await;
        assert!(tab.has("details[data-key=s][open]").await);
    })
    .await;
}

#[tokio::test]
async fn without_scripts_every_form_is_there_and_no_key_is_promised() {
    let site = Site::start();
    browse(&site.base, Scripts::Off, async |tab| {
        sign_in(tab, site.account(COORDINATOR)).await;
        site.execute(OWNED).await;
        tab.open("/flags").await;
        axe::check(tab, "my flags").await;
        assert_eq!(tab.all("[data-keys]:not([hidden])").await.len(), 0);
        tab.click("[data-flag] details[data-key=n] > summary").await;
        tab.fill("[data-flag] details[data-key=n] [name=reason]", "Moved")
            .await;
        tab.go("[data-flag] details[data-key=n] button").await;
        assert!(tab.text("#done").await.contains("not fitting"));
        tab.go("#done button").await;
        assert!(tab.text("#done").await.contains("open again"));
    })
    .await;
}

#[tokio::test]
async fn the_pages_of_flags_in_every_look() {
    let site = Site::start();
    browse(&site.base, Scripts::On, async |tab| {
        sign_in(tab, site.account(COORDINATOR)).await;
        site.execute(OWNED).await;
        looks::check(tab, "/flags", "my-flags").await;
        tab.open("/flags").await;
        let address = tab
            .script(
                "return new URL(document.querySelector('[data-flag] form').action).pathname;",
                vec![],
            )
            .await;
        looks::check(tab, address.as_str().unwrap(), "flag").await;
        open_patient(tab, "Hedda Moen").await;
        let path = format!("{}/flags/for-patient", tab.path().await);
        looks::check(tab, &path, "for-patient").await;
        tab.open(&path).await;
        tab.medium("print").await;
        tab.screenshot("for-patient-print").await;
        assert!(tab.has(".on-paper").await);
        tab.medium("screen").await;
    })
    .await;
}
