//! The patient's story as it is written with a patient beside, and the crisis plan from the board.

use super::people::{open_patient, sign_in};
use super::{Scripts, axe, browse, site::Site};

const WORDS: &str = "I play the accordion, and I know every station to Bodø";

#[tokio::test]
async fn a_story_is_told_confirmed_shared_and_taken_back_on_a_phone() {
    let site = Site::start();
    browse(&site.base, Scripts::Off, async |tab| {
        tab.size(390, 844, 1).await;
        sign_in(tab, site.account("care_coordinator")).await;
        open_patient(tab, "Hedda Moen").await;
        let patient = tab.path().await;
        tab.go(".head a[href$='/story']").await;
        axe::check(tab, "a story").await;
        tab.check_no_sideways_scroll().await;
        tab.go("a[href$='/story/new']").await;
        axe::check(tab, "writing down what is told").await;
        tab.check_no_sideways_scroll().await;
        assert!(tab.text("main").await.contains("116 117"));
        tab.find("[name=kind]")
            .await
            .send_keys("Who I am the rest of the year")
            .await
            .unwrap();
        tab.fill("[name=text]", WORDS).await;
        tab.fill("[name=when]", "once upon a time").await;
        tab.click("[name=level][value='2']").await;
        tab.go("main form button.primary").await;
        // What cannot be read is said beside its line, and the words stay.
        assert_eq!(tab.status().await, 422);
        assert!(tab.has("#when-fault").await);
        assert_eq!(tab.value("[name=text]").await, WORDS);
        axe::check(tab, "something wrong with what is told").await;
        tab.fill("[name=when]", "spring 2019").await;
        tab.go("main form button.primary").await;
        let story = tab.text("main").await;
        for said in [
            WORDS,
            "spring 2019",
            "not yet confirmed",
            "the present team",
        ] {
            assert!(story.contains(said), "{said}: {story}");
        }
        // It stands first on the patient's page.
        tab.open(&patient).await;
        assert_eq!(tab.text("main figure.well blockquote").await, WORDS);
        tab.go(".head a[href$='/story']").await;
        let one = format!("a[href^='{patient}/story/0']");
        tab.go(&one).await;
        axe::check(tab, "one entry").await;
        tab.check_no_sideways_scroll().await;
        tab.go("form:has([value=confirm]) button").await;
        assert!(tab.text("main").await.contains("found it right"));
        tab.go(&one).await;
        tab.click("form:has([value=share]) [name=level][value='3']")
            .await;
        tab.click("form:has([value=share]) [name=patients_wish]")
            .await;
        tab.go("form:has([value=share]) button.primary").await;
        assert!(tab.text("main").await.contains("emergency units"));
        tab.go(&one).await;
        tab.click("form:has([value=withdraw]) [name=patients_wish]")
            .await;
        tab.go("form:has([value=withdraw]) button").await;
        let story = tab.text("main").await;
        assert!(!story.contains(WORDS), "{story}");
        assert!(story.contains("Taken back by the patient"), "{story}");
        let left = "SELECT count(*) FROM narrative_entry WHERE text LIKE '%accordion%'";
        assert_eq!(site.count(left).await, 0);
        let left = "SELECT count(*) FROM record_version WHERE payload LIKE '%accordion%'";
        assert_eq!(site.count(left).await, 0);
    })
    .await;
}

#[tokio::test]
async fn the_crisis_plan_is_one_click_from_the_board() {
    let site = Site::start();
    browse(&site.base, Scripts::Off, async |tab| {
        sign_in(tab, site.account("ward_staff")).await;
        tab.open("/board").await;
        tab.go(".board-card a[href*='/crisis-plan']").await;
        assert_eq!(tab.text("#plan").await, "Crisis plan");
        axe::check(tab, "a crisis plan").await;
        tab.go("a[href*='/record/plan-revise']").await;
        axe::check(tab, "the form of a crisis plan").await;
        tab.fill("[name=helps]", "Sit by the window with me").await;
        tab.go("main form button.primary").await;
        assert!(tab.has("#recorded").await);
        tab.go(".head a[href$='/crisis-plan']").await;
        let plan = tab.text(".plan").await;
        assert!(plan.contains("Sit by the window with me"), "{plan}");
        tab.go("a[href$='?card']").await;
        axe::check(tab, "the card of a crisis plan").await;
        assert!(tab.has(".card-a6").await);
    })
    .await;
}

#[tokio::test]
async fn an_agreement_is_made_and_printed_and_a_crisis_written_down_without_scripts() {
    let site = Site::start();
    browse(&site.base, Scripts::Off, async |tab| {
        tab.size(390, 844, 1).await;
        sign_in(tab, site.account("care_coordinator")).await;
        open_patient(tab, "Hedda Moen").await;
        let patient = tab.path().await;
        tab.go(".head a[href$='/plans']").await;
        axe::check(tab, "all plans").await;
        tab.check_no_sideways_scroll().await;
        tab.open(&format!("{patient}/agreement")).await;
        if tab.has("a[href$='/record/agreement']").await {
            tab.go("a[href$='/record/agreement']").await;
            axe::check(tab, "the form of an agreement").await;
            let unit = tab.find("[name=unit]").await;
            unit.send_keys("DPS").await.unwrap();
            tab.fill("[name=max_nights]", "5").await;
            tab.fill("[name=quarantine_days]", "14").await;
            tab.fill("[name=welcome]", "Tea first, then talk").await;
            tab.go("main form button.primary").await;
            tab.open(&format!("{patient}/agreement")).await;
        }
        axe::check(tab, "an agreement").await;
        tab.check_no_sideways_scroll().await;
        assert!(tab.text("main").await.contains("5 nights at a time"));
        for (end, name) in [
            ("agreement", "plans-agreement"),
            ("plans", "plans-all"),
            ("crisis-plan?card", "plans-card"),
        ] {
            tab.open(&format!("{patient}/{end}")).await;
            let sheets = tab.print(name).await;
            assert!(
                sheets == 1 || name == "plans-all" && sheets > 1,
                "{end}: {sheets} sheets"
            );
        }
        tab.open(&format!("{patient}/safety")).await;
        axe::check(tab, "whom to call").await;
        tab.check_no_sideways_scroll().await;
    })
    .await;
    browse(&site.base, Scripts::Off, async |tab| {
        sign_in(tab, site.account("ward_staff")).await;
        tab.open("/board").await;
        tab.go(".board-card a[href*='/crisis-plan']").await;
        tab.fill("[name=helped]", "Sitting by the window").await;
        tab.go("form[action$='/crisis-plan'] button.primary").await;
        let page = tab.text("main").await;
        assert!(
            page.contains("What helped: Sitting by the window"),
            "{page}"
        );
        axe::check(tab, "a crisis plan that was used").await;
    })
    .await;
}

/// The patient, on a tablet that their nurse hands over: neither the way back nor a typed address leads out.
#[tokio::test]
async fn the_patient_writes_with_their_own_hand_and_gives_the_screen_back() {
    let site = Site::start();
    let nurse = site.account("care_coordinator");
    browse(&site.base, Scripts::Off, async |tab| {
        tab.size(820, 1180, 1).await;
        sign_in(tab, nurse).await;
        open_patient(tab, "Hedda Moen").await;
        let patient = tab.path().await;
        tab.go("#give-screen").await;
        axe::check(tab, "handing the screen over").await;
        tab.go("#hand-over").await;
        assert_eq!(tab.path().await, "/own");
        axe::check(tab, "choosing a code").await;
        // Neither a typed address nor the way back leads anywhere else.
        for address in [patient.as_str(), "/", "/patients", "/sign-in", "/account", "/own/write"] {
            tab.open(address).await;
            assert_eq!(tab.path().await, "/own", "{address}");
        }
        tab.driver.back().await.unwrap();
        tab.driver.refresh().await.unwrap();
        assert!(tab.path().await.starts_with("/own"), "the way back");
        tab.fill("[name=code_secret]", "290471").await;
        tab.fill("[name=again_secret]", "290471").await;
        tab.go("main form button.primary").await;
        axe::check(tab, "the patient's own pages").await;
        for (width, height) in [(820, 1180), (390, 844)] {
            tab.size(width, height, 1).await;
            tab.check_no_sideways_scroll().await;
        }
        tab.go("main .actions a[href='/own/write']").await;
        axe::check(tab, "writing with one's own hand").await;
        tab.check_no_sideways_scroll().await;
        assert!(tab.text("main").await.contains("116 117"));
        tab.find("[name=kind]")
            .await
            .send_keys("Who I am the rest of the year")
            .await
            .unwrap();
        tab.fill("[name=text]", WORDS).await;
        tab.fill("[name=when]", "spring 2019").await;
        tab.click("[name=level][value='0']").await;
        tab.go("main form.form button.primary").await;
        let home = tab.text("main").await;
        assert!(home.contains(WORDS) && home.contains("spring 2019"), "{home}");
        let mine = "SELECT count(*) FROM narrative_entry WHERE authorship = 'patient_verbatim' AND text LIKE '%accordion%' AND level = 0";
        assert_eq!(site.count(mine).await, 1);
        tab.go(".told:has(blockquote) a[href^='/own/entries/']").await;
        axe::check(tab, "an entry on the patient's own pages").await;
        tab.check_no_sideways_scroll().await;
        tab.open("/own/people").await;
        axe::check(tab, "who matters").await;
        tab.check_no_sideways_scroll().await;
        let entry = "SELECT count(*) FROM narrative_entry WHERE text LIKE '%accordion%' AND level = 2";
        tab.open("/own").await;
        tab.go("[id^='about-outside_crisis'] ~ .told a[href^='/own/entries/']").await;
        tab.click("form:has([value=share]) [name=level][value='2']").await;
        tab.go("form:has([value=share]) button.primary").await;
        assert_eq!(site.count(entry).await, 1);
        tab.go("[id^='about-outside_crisis'] ~ .told a[href^='/own/entries/']").await;
        tab.go("form:has([value=withdraw]) button").await;
        assert!(!tab.text("main").await.contains(WORDS));
        // Back it goes, and opens for nobody but staff.
        tab.go("#give-back").await;
        assert_eq!(tab.path().await, "/lock");
        tab.driver.back().await.unwrap();
        tab.driver.refresh().await.unwrap();
        assert!(tab.path().await.starts_with("/lock"), "the way back");
        tab.open("/own").await;
        assert_eq!(tab.path().await, "/lock");
        tab.fill("[name=secret]", &nurse.password).await;
        tab.go("form[action='/unlock'] button").await;
        tab.open(&patient).await;
        assert_eq!(tab.text("h1").await, "Hedda Moen");
        tab.open(&format!("{patient}/story")).await;
        let story = tab.text("main").await;
        assert!(story.contains("Taken back by the patient") && !story.contains(WORDS));
    })
    .await;
}

/// What the patient sees differently, in their own hand; and what staff read beside it afterwards.
#[tokio::test]
async fn the_patient_sees_a_plan_differently_and_staff_read_it_there() {
    let site = Site::start();
    let nurse = site.account("care_coordinator");
    browse(&site.base, Scripts::Off, async |tab| {
        tab.size(820, 1180, 1).await;
        sign_in(tab, nurse).await;
        open_patient(tab, "Hedda Moen").await;
        let patient = tab.path().await;
        tab.go("#give-screen").await;
        tab.go("#hand-over").await;
        tab.fill("[name=code_secret]", "290471").await;
        tab.fill("[name=again_secret]", "290471").await;
        tab.go("main form button.primary").await;
        tab.go("main .actions a[href='/own/others']").await;
        axe::check(tab, "what the patient can see differently").await;
        tab.screenshot("differs-own").await;
        for (width, height) in [(390, 844), (820, 1180)] {
            tab.size(width, height, 1).await;
            tab.check_no_sideways_scroll().await;
        }
        tab.go("a[href*='about=plan:']").await;
        axe::check(tab, "saying that one sees it differently").await;
        tab.screenshot("differs-write").await;
        assert!(tab.has("[name=level][value='3']:checked").await);
        tab.fill("[name=text]", "I never said that <b>").await;
        tab.go("main form.form button.primary").await;
        let home = tab.text("main").await;
        assert!(home.contains("I never said that <b>"), "{home}");
        tab.open("/own/others").await;
        assert!(tab.text("main").await.contains("I never said that <b>"));
        tab.go("#give-back").await;
        tab.fill("[name=secret]", &nurse.password).await;
        tab.go("form[action='/unlock'] button").await;
        tab.open(&format!("{patient}/plans")).await;
        axe::check(tab, "a plan with what the patient sees differently").await;
        let plans = tab.text("main").await;
        assert!(plans.contains("I never said that <b>"), "{plans}");
        assert!(plans.contains("I see this differently"), "{plans}");
        tab.screenshot("differs-plans").await;
        tab.size(390, 844, 1).await;
        tab.check_no_sideways_scroll().await;
        // The timeline has the patient's voice.
        tab.size(1280, 900, 1).await;
        tab.open(&format!("{patient}?window=all")).await;
        axe::check(tab, "a timeline with the patient's voice").await;
        tab.screenshot("differs-timeline").await;
        tab.open(&format!("{patient}/story/new?kind=sees_differently"))
            .await;
        axe::check(tab, "writing down what the patient sees differently").await;
        tab.screenshot("differs-new").await;
    })
    .await;
}
