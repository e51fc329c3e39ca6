//! Handovers as a nurse works: written on one screen, read on another, answered, accepted; nothing that
//! was typed is lost.

use thirtyfour::Key;

use super::people::{open_patient, sign_in};
use super::tab::Tab;
use super::{Scripts, axe, browse, looks, site::Site};

const AUTHOR: &str = "care_coordinator";
const RECEIVER: &str = "ward_staff";
const PATIENT: &str = "Maren Hauge";

/// Both work on the ward where the patient is, and nothing else waits there.
pub(super) const ONE_WARD: &str = "
    DELETE FROM account_role WHERE account_id IN (SELECT id FROM account WHERE username = 'coordinator')
        AND id <> (SELECT min(r.id) FROM account_role r JOIN account a ON a.id = r.account_id
            WHERE a.username = 'coordinator');
    UPDATE account_role SET unit_id = (SELECT t.unit_id FROM treatment_period t
            JOIN patient p ON p.id = t.patient_id
            WHERE p.source_value = 'maren' AND t.to_at IS NULL ORDER BY t.from_at DESC LIMIT 1)
        WHERE account_id IN (SELECT id FROM account WHERE username IN ('coordinator', 'ward'));
    UPDATE handover SET state = 'done' WHERE state IN ('offered', 'questioned', 'expired');";

async fn begin(tab: &Tab) {
    open_patient(tab, PATIENT).await;
    tab.go("form[action$='/handovers/new'] button").await;
    assert!(tab.text("h1").await.contains(PATIENT));
}

async fn switch(tab: &Tab, site: &Site, role: &str) {
    tab.open("/account").await;
    tab.go("form[action='/sign-out'] button").await;
    sign_in(tab, site.account(role)).await;
}

async fn until_saved(tab: &Tab) {
    tab.until("what is typed is saved", async || {
        let version = tab.value("[name=version]").await;
        (version != "1").then_some(())
    })
    .await;
}

#[tokio::test]
async fn a_watch_handover_from_one_nurse_to_the_next() {
    let site = Site::start();
    browse(&site.base, Scripts::On, async |tab| {
        site.execute(ONE_WARD).await;
        sign_in(tab, site.account(AUTHOR)).await;
        begin(tab).await;
        axe::check(tab, "writing").await;

        // A quiet hint, a better word, and it is saved by itself.
        tab.fill("[name=severity_reason]", "Slept two hours").await;
        tab.fill("[name=summary]", "Was manipulative at lunch")
            .await;
        tab.until("a hint", async || {
            tab.has("[data-hints=summary] .wording [data-use]")
                .await
                .then_some(())
        })
        .await;
        tab.click("[data-hints=summary] [data-use]").await;
        let better = tab.value("[name=summary]").await;
        assert!(!better.contains("manipulative"), "{better}");
        tab.fill("[name=what]", "Sit with her").await;
        tab.click("[name=severity][value=watch]").await;
        until_saved(tab).await;
        let path = tab.path().await;

        // Called away at once: what was typed last is there as well.
        tab.fill("[name=promises]", "Somebody she knows comes along")
            .await;
        tab.open("/flags").await;
        tab.until("the draft holds it", async || {
            tab.open(&path).await;
            (tab.value("[name=promises]").await == "Somebody she knows comes along").then_some(())
        })
        .await;
        assert_eq!(tab.value("[name=summary]").await, better);

        // Ctrl+Enter offers.
        tab.click("[name=summary]").await;
        tab.leave("offering", async || {
            tab.press(Key::Control + Key::Enter).await;
        })
        .await;
        assert!(tab.text("main").await.contains("The handover is offered"));

        // The next one, on a phone.
        switch(tab, &site, RECEIVER).await;
        tab.size(390, 844, 1).await;
        assert!(tab.text("header").await.contains("Handovers (1)"));
        tab.open("/handovers?tab=pool").await;
        axe::check(tab, "the pool on a phone").await;
        tab.check_no_sideways_scroll().await;
        tab.screenshot("handovers-pool-phone").await;
        tab.go(".handover-list a").await;
        axe::check(tab, "reading on a phone").await;
        tab.check_no_sideways_scroll().await;
        assert!(tab.text("main").await.contains("Slept two hours"));
        tab.click(".answers details:nth-of-type(1) > summary").await;
        tab.fill("[name=question]", "Who told her about the move?")
            .await;
        tab.go("button[value=question]").await;
        assert!(tab.text("main").await.contains("Your question is sent"));

        tab.size(1280, 900, 1).await;
        switch(tab, &site, AUTHOR).await;
        tab.open(&path).await;
        assert!(
            tab.text("main")
                .await
                .contains("Who told her about the move?")
        );
        tab.fill("[name=answer]", "Nobody yet").await;
        tab.go("button[value=answer]").await;

        switch(tab, &site, RECEIVER).await;
        tab.size(390, 844, 1).await;
        tab.open(&path).await;
        tab.fill("[name=synthesis]", "Keep Vik close").await;
        tab.go("button[value=accept]").await;
        assert!(
            tab.text("main")
                .await
                .contains("You have accepted the handover")
        );
        assert!(!tab.text("header").await.contains("Handovers (1)"));
        tab.check_no_sideways_scroll().await;
        tab.size(1280, 900, 1).await;

        switch(tab, &site, AUTHOR).await;
        tab.open(&path).await;
        assert!(tab.text("main").await.contains("Keep Vik close"));
    })
    .await;
}

#[tokio::test]
async fn a_settled_one_by_keyboard_alone_and_a_double_click_offers_once() {
    let site = Site::start();
    browse(&site.base, Scripts::On, async |tab| {
        site.execute(ONE_WARD).await;
        sign_in(tab, site.account(AUTHOR)).await;
        begin(tab).await;
        tab.until_focused(Key::Tab, "[name=severity]").await;
        tab.press(" ").await;
        tab.until_focused(Key::Tab, "[data-offer]").await;
        let twice = "const button = document.querySelector('[data-offer]');
            button.click(); button.click();";
        tab.leave("two clicks", async || {
            tab.script(twice, vec![]).await;
        })
        .await;
        assert!(tab.text("main").await.contains("The handover is offered"));
        tab.open("/handovers?tab=sent").await;
        assert_eq!(tab.all(".handover-list a").await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn without_scripts_it_is_all_there() {
    let site = Site::start();
    browse(&site.base, Scripts::Off, async |tab| {
        site.execute(ONE_WARD).await;
        sign_in(tab, site.account(AUTHOR)).await;
        begin(tab).await;
        axe::check(tab, "writing without scripts").await;
        tab.fill("[name=summary]", "Was manipulative at lunch")
            .await;
        tab.go("button[value=save]").await;
        let hint = tab.text("[data-hints=summary] .wording").await;
        assert!(hint.contains("manipulative"), "{hint}");
        tab.go("button[value=offer]").await;
        assert!(
            tab.text("main")
                .await
                .contains("Choose settled, watch or acute")
        );
        assert!(tab.value("[name=summary]").await.contains("at lunch"));
        tab.click("[name=severity][value=settled]").await;
        tab.go("button[value=offer]").await;
        assert!(tab.text("main").await.contains("The handover is offered"));
        let path = tab.path().await;
        switch(tab, &site, RECEIVER).await;
        tab.open("/handovers?tab=pool").await;
        tab.click(".handover-list [name=accept]").await;
        tab.go("main form .primary").await;
        assert!(tab.text("main").await.contains("One handover is accepted"));
        tab.open(&path).await;
        assert!(tab.text("main").await.contains("Accepted by"));
    })
    .await;
}

#[tokio::test]
async fn a_session_that_ended_takes_nothing_with_it() {
    let site = Site::start();
    browse(&site.base, Scripts::On, async |tab| {
        site.execute(ONE_WARD).await;
        sign_in(tab, site.account(AUTHOR)).await;
        begin(tab).await;
        let path = tab.path().await;
        site.execute("DELETE FROM browser_session").await;
        tab.fill("[name=promises]", "Typed after the end").await;
        tab.until("it says that it is not saved", async || {
            tab.text("[data-saved]")
                .await
                .contains("Not saved yet")
                .then_some(())
        })
        .await;
        // The browser tells of the refusal, as it should.
        tab.complaints().await;
        tab.go("button[value=save]").await;
        tab.complaints().await;
        let account = site.account(AUTHOR);
        super::people::type_credentials(tab, &account.name, &account.password).await;
        tab.go("main form button").await;
        assert!(tab.path().await.starts_with(&path));
        assert_eq!(tab.value("[name=promises]").await, "Typed after the end");
        assert!(tab.value("[name=version]").await != "1", "it is saved");
    })
    .await;
}

#[tokio::test]
async fn two_windows_on_one_draft_lose_nothing() {
    let site = Site::start();
    browse(&site.base, Scripts::On, async |tab| {
        site.execute(ONE_WARD).await;
        sign_in(tab, site.account(AUTHOR)).await;
        begin(tab).await;
        // The other window, which saved first.
        tab.script_async(
            "const done = arguments[arguments.length - 1];
             const fields = new URLSearchParams(new FormData(document.querySelector('[data-handing]')));
             fields.set('act', 'autosave'); fields.set('promises', 'From the other window');
             fetch(document.querySelector('[data-handing]').action, {method: 'POST', body: fields})
                .then((answer) => done(answer.status));",
            vec![],
        )
        .await;
        tab.fill("[name=promises]", "From this window").await;
        tab.until("it says so", async || {
            tab.text("[data-saved]").await.contains("another window").then_some(())
        })
        .await;
        tab.complaints().await;
        tab.go("button[value=save]").await;
        tab.complaints().await;
        assert!(tab.text(".theirs").await.contains("From the other window"));
        assert_eq!(tab.value("[name=promises]").await, "From this window");
        tab.go("button[value=save]").await;
        assert_eq!(tab.value("[name=promises]").await, "From this window");
    })
    .await;
}

#[tokio::test]
async fn the_pages_of_handovers_in_every_look() {
    let site = Site::start();
    browse(&site.base, Scripts::On, async |tab| {
        site.execute(ONE_WARD).await;
        sign_in(tab, site.account(AUTHOR)).await;
        begin(tab).await;
        let path = tab.path().await;
        looks::check(tab, &path, "handover-writing").await;
        tab.open(&path).await;
        tab.click("[name=severity][value=acute]").await;
        tab.fill("[name=severity_reason]", "Afraid of the move")
            .await;
        tab.go("[data-offer]").await;
        looks::check(tab, &path, "handover-reading").await;
        looks::check(tab, "/handovers?tab=sent", "handovers-sent").await;
        tab.open(&format!("{path}/sheet")).await;
        tab.medium("print").await;
        tab.screenshot("handover-sheet-print").await;
        tab.medium("screen").await;
    })
    .await;
}

#[tokio::test]
async fn the_page_of_wordings_in_every_look() {
    let site = Site::start();
    browse(&site.base, Scripts::On, async |tab| {
        sign_in(tab, site.account("administrator")).await;
        looks::check(tab, "/language", "wordings").await;
    })
    .await;
}
