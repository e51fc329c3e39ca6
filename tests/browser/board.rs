//! A board that is open, while things change.

use thirtyfour::Key;

use super::people::sign_in;
use super::tab::Tab;
use super::wire::Wire;
use super::{Scripts, axe, browse, looks, site::Site};

/// Another room, as another process would write it.
const MOVED: &str = "UPDATE treatment_period SET room = '77' WHERE to_at IS NULL
        AND unit_id IN (SELECT unit_id FROM account_role r JOIN account a ON a.id = r.account_id
            WHERE a.username = 'ward');
    INSERT INTO record_change (patient_id, id, recorded_at)
        SELECT patient_id, randomblob(16), strftime('%Y-%m-%dT%H:%M:%f', 'now') || '+00:00'
        FROM treatment_period WHERE room = '77'";

#[tokio::test]
async fn an_open_board_changes_by_itself_and_says_when_it_cannot() {
    let site = Site::start();
    browse(&site.base, Scripts::On, async |tab| {
        sign_in(tab, site.account("ward_staff")).await;
        assert_eq!(tab.open("/board").await, 200);
        axe::check(tab, "board").await;
        assert!(tab.all(".board-card").await.len() >= 2);
        assert!(tab.text("#board-live").await.starts_with("Live"));
        // A mark on the page that loading it again would lose.
        tab.script("document.body.dataset.same = 'yes';", vec![])
            .await;
        site.execute(MOVED).await;
        tab.until("the card says the new room", async || {
            // In one go: the card that was found may be replaced before it is read.
            let line = "return document.querySelector('.board-card .note').textContent;";
            let line = tab.script(line, vec![]).await;
            line.as_str()?.contains("Room 77").then_some(())
        })
        .await;
        assert!(
            tab.has("body[data-same=yes]").await,
            "without loading it again"
        );
        tab.check_quiet().await;
    })
    .await;
}

/// Waits until the board asked for its stream and was given an answer that is none.
async fn until_turned_away(tab: &Tab, wire: &Wire) {
    tab.until("a gateway answered", async || {
        (wire.turned_away() > 0).then_some(())
    })
    .await;
}

#[tokio::test]
async fn an_open_board_outlives_a_restart_of_the_service_behind_a_gateway() {
    let mut site = Site::start();
    let wire = Wire::to(&site).await;
    browse(&wire.base, Scripts::On, async |tab| {
        sign_in(tab, site.account("ward_staff")).await;
        tab.open("/board").await;
        let board = tab.path().await;
        wire.lead(None);
        site.end();
        // Half a minute later, by the clock of the page.
        let later = "const now = Date.now; Date.now = () => now() + 30_000;";
        tab.script(later, vec![]).await;
        tab.until("it says that it is stale", async || {
            tab.has("body.is-stale #board-live.stale")
                .await
                .then_some(())
        })
        .await;
        let said = tab.text("#board-live").await;
        assert!(said.contains("No connection since"), "{said}");
        tab.screenshot("board-stale").await;
        until_turned_away(tab, &wire).await;
        site.execute(MOVED).await;
        site.start_again();
        wire.lead(Some(&site));
        tab.until(
            "it is live again and shows what happened meanwhile",
            async || {
                let script = "return !document.body.classList.contains('is-stale') &&
                document.getElementById('board-live').textContent.startsWith('Live') &&
                document.querySelector('.board-card .note').textContent.includes('Room 77');";
                let is_live = tab.driver.execute(script, vec![]).await.ok()?;
                (is_live.json() == &serde_json::Value::Bool(true)).then_some(())
            },
        )
        .await;
        assert_eq!(tab.path().await, board);
        // The browser tells of the gateway, as it should.
        tab.complaints().await;
    })
    .await;
}

#[tokio::test]
async fn an_open_board_whose_session_ended_while_nobody_answered_leads_to_the_sign_in() {
    let mut site = Site::start();
    let wire = Wire::to(&site).await;
    browse(&wire.base, Scripts::On, async |tab| {
        sign_in(tab, site.account("ward_staff")).await;
        tab.open("/board").await;
        wire.lead(None);
        site.end();
        until_turned_away(tab, &wire).await;
        site.execute("DELETE FROM browser_session").await;
        site.start_again();
        wire.lead(Some(&site));
        tab.until("nothing of the board is left", async || {
            let is_there = tab.driver.find(thirtyfour::By::Name("password")).await;
            is_there.ok().map(|_| ())
        })
        .await;
        assert!(tab.path().await.starts_with("/sign-in"));
        tab.complaints().await;
    })
    .await;
}

#[tokio::test]
async fn a_board_is_whole_without_scripts_by_keys_and_on_a_phone() {
    let site = Site::start();
    browse(&site.base, Scripts::Off, async |tab| {
        sign_in(tab, site.account("ward_staff")).await;
        tab.open("/board").await;
        assert!(tab.text("#board-live").await.starts_with("As of"));
        tab.until_focused(Key::Tab, ".board-card h2 a").await;
        looks::check(tab, "/board", "board").await;
    })
    .await;
}
