//! One computer, two nurses: what one has half typed is hidden, waits, and is there when she comes back.

use std::time::{Duration, Instant};

use super::people::sign_in;
use super::site::Account;
use super::tab::Tab;
use super::{Scripts, axe, browse, looks, site::Site};

/// Longer than the shortest time after which a computer that is left can lock.
const PATIENCE: Duration = Duration::from_mins(1);

/// Nurse A and nurse B, each with a PIN.
const A: (&str, &str) = ("ward_staff", "290471");
const B: (&str, &str) = ("care_coordinator", "830517");

/// As if nobody had touched the computer for ten minutes.
const LEFT: &str = "UPDATE browser_session SET last_seen_at =
    strftime('%Y-%m-%dT%H:%M:%f', 'now', '-10 minutes') || '+00:00'";

/// Signs in, and has the computer remember the account with a PIN.
async fn remember(tab: &Tab, account: &Account, pin: &str) {
    sign_in(tab, account).await;
    tab.open("/account").await;
    tab.fill("[name=pin_password]", &account.password).await;
    tab.fill("[name=pin_secret]", pin).await;
    tab.fill("[name=pin_again_secret]", pin).await;
    tab.go("form[action='/account/pin'] button[value=set]")
        .await;
    assert_eq!(tab.path().await, "/account?done=pin");
}

/// Both are remembered; A is signed in.
async fn both_remembered(tab: &Tab, site: &Site) {
    remember(tab, site.account(B.0), B.1).await;
    tab.go("form[action='/sign-out'] button").await;
    remember(tab, site.account(A.0), A.1).await;
}

/// Waits until what locks the page has led to another one: a matter of seconds, and for a computer that
/// is left of the time after which it locks.
async fn until_at(tab: &Tab, start: &str) {
    let began = Instant::now();
    while !tab.path().await.starts_with(start) {
        assert!(began.elapsed() < PATIENCE, "in vain: until at {start}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// Taps on a name of the sign-in page and types the PIN.
async fn switch_to(tab: &Tab, name: &str, pin: &str) {
    let labels = tab.all(".people label").await;
    for label in labels {
        if label.text().await.unwrap().contains(name) {
            label.click().await.unwrap();
        }
    }
    tab.fill("[name=secret]", pin).await;
    tab.go("form[action='/sign-in/person'] button").await;
}

/// The name in the header.
async fn name(tab: &Tab) -> String {
    tab.text(".who a").await
}

/// A search, half typed.
async fn half_type(tab: &Tab) {
    tab.open("/patients/search").await;
    tab.fill("[name=name]", "Half a nam").await;
}

#[tokio::test]
async fn a_colleague_switches_in_and_the_form_waits_for_its_author() {
    let site = Site::start();
    browse(&site.base, Scripts::On, async |tab| {
        both_remembered(tab, &site).await;
        let a = name(tab).await;
        half_type(tab).await;
        tab.click("button[value=switch]").await;
        until_at(tab, "/sign-in").await;
        axe::check(tab, "whom the computer remembers").await;
        tab.screenshot("sharing-switch").await;
        looks::check(tab, "/sign-in", "sharing-switch").await;
        assert!(!tab.text("body").await.contains("Half a nam"));
        let other = tab.all(".people label").await;
        assert_eq!(other.len(), 2);
        let mut b = String::new();
        for label in other {
            let text = label.text().await.unwrap();
            if text != a {
                b = text;
            }
        }

        switch_to(tab, &b, A.1).await;
        assert_eq!(tab.status().await, 403, "the PIN of another");
        switch_to(tab, &b, B.1).await;
        assert_eq!(name(tab).await, b);
        tab.open("/patients/search").await;
        assert_eq!(tab.value("[name=name]").await, "");
        assert!(
            !tab.script(
                "return document.documentElement.innerHTML.includes('Half a nam');",
                vec![]
            )
            .await
            .as_bool()
            .unwrap()
        );

        // B locks; only B opens it, and A takes over from there.
        tab.click("button[value=lock]").await;
        until_at(tab, "/lock").await;
        axe::check(tab, "locked").await;
        looks::check(tab, "/lock", "sharing-lock").await;
        tab.fill("[name=secret]", A.1).await;
        tab.go("form[action='/unlock'] button").await;
        assert_eq!(tab.status().await, 403);
        tab.go("main a[href='/sign-in']").await;
        switch_to(tab, &a, A.1).await;
        assert_eq!(name(tab).await, a);
        tab.until("what was typed is back", async || {
            (tab.value("[name=name]").await == "Half a nam").then_some(())
        })
        .await;
        assert_eq!(tab.path().await, "/patients/search");
        tab.until("it is said", async || {
            tab.text("main").await.contains("is back").then_some(())
        })
        .await;
        let kept = site.count("SELECT count(*) FROM kept_form").await;
        assert_eq!(kept, 0, "given back, it is kept no longer");
    })
    .await;
}

#[tokio::test]
async fn a_computer_that_is_left_hides_what_is_typed_and_its_person_goes_on() {
    let site = Site::start_with(&[("REDTHREAD_SESSION__LOCK_AFTER_S", "20")]);
    browse(&site.base, Scripts::On, async |tab| {
        remember(tab, site.account(A.0), A.1).await;
        half_type(tab).await;
        // The page itself notices, in time.
        until_at(tab, "/lock").await;
        assert!(!tab.text("body").await.contains("Half a nam"));
        // Back leads to nothing that could be read.
        tab.driver.back().await.unwrap();
        until_at(tab, "/lock").await;
        tab.fill("[name=secret]", A.1).await;
        tab.go("form[action='/unlock'] button").await;
        if !tab.path().await.starts_with("/patients/search") {
            tab.open("/patients/search#typed").await;
        }
        tab.until("what was typed is back", async || {
            (tab.value("[name=name]").await == "Half a nam").then_some(())
        })
        .await;
    })
    .await;
}

#[tokio::test]
async fn a_board_that_is_locked_leads_to_the_lock() {
    let site = Site::start();
    browse(&site.base, Scripts::On, async |tab| {
        remember(tab, site.account(A.0), A.1).await;
        tab.open("/board").await;
        assert!(tab.has(".board-card").await);
        site.execute(LEFT).await;
        until_at(tab, "/lock").await;
        assert!(!tab.has(".board-card").await);
        // That the stream ended with a page is what the browser remarks, and how the board came to know.
        assert!(
            tab.complaints()
                .await
                .iter()
                .all(|told| told.contains("EventSource"))
        );
    })
    .await;
}

#[tokio::test]
async fn without_scripts_a_left_computer_locks_with_the_next_request_and_a_form_that_was_sent_is_kept()
 {
    let site = Site::start();
    browse(&site.base, Scripts::Off, async |tab| {
        remember(tab, site.account(A.0), A.1).await;
        tab.open("/patients/search").await;
        tab.fill("[name=name]", "Solveig").await;
        site.execute(LEFT).await;
        tab.go("main form button").await;
        assert!(tab.has("form[action='/unlock']").await);
        axe::check(tab, "locked, with a form").await;
        tab.fill("[name=secret]", A.1).await;
        tab.go("form[action='/unlock'] button").await;
        tab.go("main form button").await;
        assert_eq!(tab.value("[name=name]").await, "Solveig");
        // By hand, and back to where one was.
        tab.go("button[value=lock]").await;
        assert!(tab.path().await.starts_with("/lock?next=/patients/search"));
        tab.fill("[name=secret]", A.1).await;
        tab.go("form[action='/unlock'] button").await;
        assert_eq!(tab.path().await, "/patients/search");
    })
    .await;
}
