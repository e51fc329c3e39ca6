//! The patient's own copy on screen and paper, what is read together, and finding words, in a browser.

use super::people::{open_patient, sign_in};
use super::{Scripts, axe, browse, site::Site};

const WORDS: &str = "I play the accordion by the harbour";

#[tokio::test]
async fn a_copy_is_read_together_found_printed_and_put_right() {
    let site = Site::start();
    browse(&site.base, Scripts::Off, async |tab| {
        sign_in(tab, site.account("care_coordinator")).await;
        open_patient(tab, "Hedda Moen").await;
        let patient = tab.path().await;
        tab.go(".head a[href$='/story']").await;
        tab.go("a[href$='/story/new']").await;
        tab.find("[name=kind]")
            .await
            .send_keys("Who I am the rest of the year")
            .await
            .unwrap();
        tab.fill("[name=text]", WORDS).await;
        tab.click("[name=level][value='2']").await;
        tab.go("main form button.primary").await;
        // Found by the beginning of a word, from the story's page; nothing of it is in the address.
        tab.fill("main [name=words]", "HARB").await;
        tab.go("form.finding button").await;
        assert_eq!(tab.path().await, format!("{patient}/search"));
        assert_eq!(tab.text("main .hits mark").await, "harbour");
        axe::check(tab, "what was found").await;
        tab.check_no_sideways_scroll().await;
        tab.screenshot("finding").await;
        // Read together.
        tab.open(&patient).await;
        tab.go("main a[href$='/together']").await;
        assert!(tab.text("main").await.contains(WORDS));
        assert!(!tab.has("nav.nav").await, "nothing leads elsewhere");
        axe::check(tab, "reading together").await;
        tab.screenshot("together").await;
        tab.size(390, 844, 1).await;
        tab.check_no_sideways_scroll().await;
        tab.screenshot("together-phone").await;
        // The copy.
        tab.go("main a[href$='/copy']").await;
        axe::check(tab, "the patient's copy").await;
        tab.check_no_sideways_scroll().await;
        tab.screenshot("copy-phone").await;
        tab.size(1290, 900, 1).await;
        tab.screenshot("copy").await;
        assert!(tab.text("#story").await.contains("What you have told"));
        assert!(tab.print("copy").await > 1, "it goes over several sheets");
        tab.medium("print").await;
        let shown = tab
            .script(
                "return [...document.querySelectorAll('.top, form, .actions, .screen-only')]
                    .filter((it) => it.checkVisibility()).length",
                Vec::new(),
            )
            .await;
        assert_eq!(shown, 0, "nothing that is pressed is on paper");
        tab.medium("screen").await;
        // In Norwegian, and back.
        tab.cookie("language", "nb").await;
        for of in ["copy", "together", "search"] {
            tab.open(&format!("{patient}/{of}")).await;
            axe::check(tab, of).await;
            tab.screenshot(&format!("{of}-nb")).await;
        }
        tab.cookie("language", "en").await;
        tab.open(&format!("{patient}/copy")).await;
        // Something is wrong.
        tab.go("main a[href$='/record/correction']").await;
        axe::check(tab, "asking for something to be put right").await;
        tab.fill("[name=text]", "I was not there").await;
        tab.go("main form button.primary").await;
        tab.open(&format!("{patient}/requests")).await;
        assert!(tab.text("main").await.contains("I was not there"));
    })
    .await;
}
