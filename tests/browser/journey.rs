//! The end of one shift and the beginning of the next: two nurses at two screens, from the board to the
//! accepted handover and back to the board, which changes under their eyes.

use thirtyfour::Key;

use super::handovers::ONE_WARD;
use super::people::sign_in;
use super::site::{Account, Site};
use super::tab::Tab;
use super::{Scripts, axe, browse, browse_both};

const OUTGOING: &str = "care_coordinator";
const INCOMING: &str = "ward_staff";
const PATIENT: &str = "Maren Hauge";

/// Keystrokes of a minute at 40 words, each of five letters: what a settled handover may take.
const A_MINUTE: usize = 40 * 5;

/// How somebody works.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hands {
    /// At a desk, by keys alone.
    Keys,
    /// On a phone.
    Phone,
}

impl Hands {
    const fn size(self) -> (u32, u32) {
        match self {
            Self::Keys => (1280, 900),
            Self::Phone => (390, 844),
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Keys => "desk",
            Self::Phone => "phone",
        }
    }

    /// What leads to another page.
    async fn go(self, tab: &Tab, css: &str) {
        match self {
            Self::Keys => {
                tab.enter(css).await;
            }
            Self::Phone => tab.go(css).await,
        }
    }

    async fn write(self, tab: &Tab, css: &str, words: &str) {
        match self {
            Self::Keys => {
                tab.until_focused(Key::Tab, css).await;
            }
            Self::Phone => tab.click(css).await,
        }
        tab.press(words).await;
    }

    async fn sign_in(self, tab: &Tab, account: &Account) {
        tab.open("/sign-in").await;
        self.write(tab, "[name=username]", &account.name).await;
        self.write(tab, "[name=password]", &account.password).await;
        tab.leave("signing in", async || tab.press(Key::Enter).await)
            .await;
        let path = tab.path().await;
        assert!(
            path == "/" || path.ends_with("/board"),
            "{path}, signed in as {}",
            account.role
        );
    }

    /// Looks at a page that somebody has come to.
    async fn look(self, tab: &Tab, what: &str) {
        axe::check(tab, what).await;
        tab.check_no_sideways_scroll().await;
        tab.screenshot(&format!("journey-{}-{what}", self.name()))
            .await;
    }
}

/// The patient on the board.
async fn card(tab: &Tab) -> String {
    let found = tab
        .script(
            "return [...document.querySelectorAll('.board-card')]
                .find(card => card.querySelector('h2').textContent === arguments[0])?.id;",
            vec![PATIENT.into()],
        )
        .await;
    format!("#{}", found.as_str().expect("the patient is on the board"))
}

/// The board with a mark that loading it again would lose.
async fn open_board(tab: &Tab) -> String {
    tab.open("/board").await;
    tab.script("document.body.dataset.same = 'yes';", vec![])
        .await;
    tab.until("it is live", async || {
        tab.text("#board-live")
            .await
            .starts_with("Live")
            .then_some(())
    })
    .await;
    card(tab).await
}

/// Waits until the card says something, on the page as it was opened.
async fn until_said(tab: &Tab, card: &str, what: &str, has: &str, is_there: bool) {
    let script = "const card = document.querySelector(arguments[0]);
        return [...card.querySelectorAll(arguments[1])].length > 0;";
    tab.until(what, async || {
        let found = tab.script(script, vec![card.into(), has.into()]).await;
        (found == is_there).then_some(())
    })
    .await;
    assert!(
        tab.has("body[data-same=yes]").await,
        "{what}, without loading it again"
    );
}

async fn watched(hands: Hands) {
    let site = Site::start();
    site.execute(ONE_WARD).await;
    browse_both(&site.base, async |outgoing, incoming| {
        let (width, height) = hands.size();
        for tab in [outgoing, incoming] {
            tab.size(width, height, 1).await;
        }
        hands.sign_in(outgoing, site.account(OUTGOING)).await;
        hands.sign_in(incoming, site.account(INCOMING)).await;
        let card = open_board(incoming).await;
        assert!(!incoming.has(&format!("{card} .waits")).await);

        // From the board to the handover that is offered.
        open_board(outgoing).await;
        hands.look(outgoing, "board").await;
        hands.go(outgoing, &format!("{card} h2 a")).await;
        assert_eq!(outgoing.text("h1").await, PATIENT);
        hands
            .go(outgoing, "form[action$='/handovers/new'] button")
            .await;
        watch(hands, outgoing).await;
        hands.look(outgoing, "writing").await;
        outgoing
            .leave("offering", async || {
                outgoing.press(Key::Control + Key::Enter).await;
            })
            .await;
        assert!(
            outgoing
                .text("main")
                .await
                .contains("The handover is offered")
        );
        let handover = outgoing.path().await;
        let handover = handover.split('?').next().unwrap().to_owned();

        // The board of the one who comes says so by itself, and leads there.
        until_said(incoming, &card, "it waits on the board", ".waits", true).await;
        until_said(incoming, &card, "watch", ".severity-box.watch", true).await;
        hands.look(incoming, "board-waiting").await;
        hands.go(incoming, &format!("{card} .waits")).await;
        assert_eq!(incoming.path().await, handover);
        assert!(incoming.text("main").await.contains("Slept two hours"));
        hands.look(incoming, "reading").await;
        open_board(outgoing).await;

        // A question, an answer.
        let ask = ".answers details:has([name=question]) > summary";
        match hands {
            Hands::Keys => {
                incoming.until_focused(Key::Tab, ask).await;
                incoming.press(Key::Enter).await;
            }
            Hands::Phone => incoming.click(ask).await,
        }
        hands
            .write(incoming, "[name=question]", "Who told her about the move?")
            .await;
        hands.go(incoming, "button[value=question]").await;
        assert!(
            incoming
                .text("main")
                .await
                .contains("Your question is sent")
        );
        outgoing.open(&handover).await;
        hands.write(outgoing, "[name=answer]", "Nobody yet").await;
        hands.go(outgoing, "button[value=answer]").await;
        open_board(outgoing).await;

        // Nobody takes on a watch handover without their own words.
        incoming.open(&handover).await;
        assert!(incoming.text("main").await.contains("Nobody yet"));
        let button = "button[value=accept]";
        match hands {
            Hands::Keys => {
                incoming.until_focused(Key::Tab, button).await;
                incoming.press(Key::Enter).await;
            }
            Hands::Phone => incoming.click(button).await,
        }
        assert!(incoming.has("[name=synthesis]:invalid").await);
        match hands {
            // The browser leads to the field that lacks something.
            Hands::Keys => incoming.press("Keep Vik close").await,
            Hands::Phone => incoming.fill("[name=synthesis]", "Keep Vik close").await,
        }
        hands.go(incoming, button).await;
        assert!(
            incoming
                .text("main")
                .await
                .contains("You have accepted the handover")
        );
        hands.look(incoming, "accepted").await;

        until_said(outgoing, &card, "nothing waits", ".waits", false).await;
        until_said(outgoing, &card, "watch", ".severity-box.watch", true).await;
        outgoing.open(&handover).await;
        assert!(outgoing.text("main").await.contains("Keep Vik close"));
    })
    .await;
}

/// Writes a watch handover into the draft that is open.
async fn watch(hands: Hands, tab: &Tab) {
    match hands {
        Hands::Keys => {
            tab.until_focused(Key::Tab, "[name=severity]").await;
            tab.press(" ").await;
            tab.press(Key::Right).await;
        }
        Hands::Phone => tab.click("[name=severity][value=watch]").await,
    }
    assert!(tab.has("[name=severity][value=watch]:checked").await);
    hands
        .write(tab, "[name=severity_reason]", "Slept two hours")
        .await;
    hands.write(tab, "[name=what]", "Sit with her").await;
}

#[tokio::test]
async fn a_watch_handover_from_board_to_board_by_keys_alone() {
    watched(Hands::Keys).await;
}

#[tokio::test]
async fn a_watch_handover_from_board_to_board_on_a_phone() {
    watched(Hands::Phone).await;
}

/// Opens the board and counts what it takes from there until a settled handover of the patient is
/// offered: every key that is pressed, also those that only lead somewhere, and the fields that are
/// filled in.
async fn counted(tab: &Tab, note: &str) -> (usize, usize) {
    let card = open_board(tab).await;
    let (mut keys, mut fields) = (0, 1);
    keys += tab.enter(&format!("{card} h2 a")).await;
    keys += tab.enter("form[action$='/handovers/new'] button").await;
    keys += tab.until_focused(Key::Tab, "[name=severity]").await;
    tab.press(" ").await;
    keys += 1;
    assert!(tab.has("[name=severity][value=settled]:checked").await);
    if !note.is_empty() {
        keys += tab.until_focused(Key::Tab, "[name=what]").await;
        tab.press(note).await;
        keys += note.chars().count();
        fields += 1;
    }
    tab.leave("offering", async || {
        tab.press(Key::Control + Key::Enter).await;
    })
    .await;
    keys += 2;
    assert!(tab.text("main").await.contains("The handover is offered"));
    (fields, keys)
}

#[tokio::test]
async fn a_settled_handover_takes_less_than_a_minute_of_keys() {
    let site = Site::start();
    browse(&site.base, Scripts::On, async |tab| {
        site.execute(ONE_WARD).await;
        sign_in(tab, site.account(OUTGOING)).await;
        let least = counted(tab, "").await;
        site.execute("UPDATE handover SET state = 'done'").await;
        let usual = counted(tab, "Walk after lunch, she looks forward to it").await;
        println!("fields and keys of a settled handover: {least:?}; with a thing to do: {usual:?}");
        assert_eq!(least.0, 1, "one choice");
        assert_eq!(usual.0, 2, "a choice and a line");
        assert!(
            least.1 < A_MINUTE && usual.1 < A_MINUTE,
            "{least:?}, {usual:?}"
        );
        // What docs/handovers.md says.
        assert!(least.1 <= 70 && usual.1 <= 120, "{least:?}, {usual:?}");
    })
    .await;
}
