//! The timeline as it is used: zoomed, filtered, pinned, read as a table.

use serde_json::Value;
use thirtyfour::Key;

use super::people::{STORIES, open_patient, sign_in};
use super::tab::Tab;
use super::{Scripts, axe, browse, site::Site};

const COORDINATOR: &str = "care_coordinator";

/// Marks whose words are not in the row of the table that they lead to.
const UNTOLD: &str = "
    const words = text => text.replace(/\\s+/g, ' ').trim();
    const marks = [...document.querySelectorAll('.tl-svg a')];
    const untold = marks.filter(mark => {
        const row = document.getElementById('row-' + mark.dataset.key);
        if (!row) return true;
        const said = words(mark.querySelector('title').textContent);
        const when = words(row.querySelector('th').textContent);
        return !said.includes(when);
    });
    return [marks.length, untold.map(mark => mark.querySelector('title').textContent)];";

async fn marks(tab: &Tab) -> u64 {
    let result = tab.script(UNTOLD, vec![]).await;
    assert_eq!(
        result[1],
        Value::Array(vec![]),
        "every mark's text is in the table"
    );
    result[0].as_u64().unwrap()
}

#[tokio::test]
async fn every_mark_of_every_story_is_told_in_the_table() {
    let site = Site::start();
    for scripts in [Scripts::On, Scripts::Off] {
        browse(&site.base, scripts, async |tab| {
            sign_in(tab, site.account(COORDINATOR)).await;
            for story in STORIES {
                open_patient(tab, story).await;
                let path = tab.path().await;
                for window in ["30d", "1y", "5y", "all"] {
                    let address = format!("{path}?window={window}");
                    assert_eq!(tab.open(&address).await, 200, "{story} {window}");
                    let count = marks(tab).await;
                    assert!(window != "all" || count > 0, "{story} has marks");
                    assert_eq!(tab.all(".tl-choices a[aria-current]").await.len(), 2);
                }
                axe::check(tab, story).await;
                tab.click("#timeline-table summary").await;
                axe::check(tab, "the table").await;
                tab.check_no_sideways_scroll().await;
            }
        })
        .await;
    }
}

#[tokio::test]
async fn dates_are_chosen_and_kept_when_they_are_wrong() {
    let site = Site::start();
    for scripts in [Scripts::On, Scripts::Off] {
        browse(&site.base, scripts, async |tab| {
            sign_in(tab, site.account(COORDINATOR)).await;
            open_patient(tab, "Hedda Moen").await;
            let path = tab.path().await;
            let shown = tab.driver.execute(
                "return document.querySelector('#timeline-table caption').textContent",
                vec![],
            );
            let year = shown.await.unwrap().json().clone();

            tab.click(".tl-more summary").await;
            tab.fill(".tl-dates [name=from]", "2024-01-01").await;
            tab.fill(".tl-dates [name=to]", "2024-06-30").await;
            tab.go(".tl-dates button").await;
            assert!(tab.path().await.starts_with(&path));
            let half = tab
                .script(
                    "return document.querySelector('#timeline-table caption').textContent",
                    vec![],
                )
                .await;
            assert_ne!(half, year, "another window is shown");
            assert!(
                tab.has(".tl-out a").await,
                "what is out of view is counted, and a way to it"
            );

            tab.open(&format!("{path}?from=2024-06-30&to=2024-01-01"))
                .await;
            assert_eq!(tab.value(".tl-dates [name=from]").await, "2024-06-30");
            assert_eq!(tab.value(".tl-dates [name=to]").await, "2024-01-01");
            assert!(tab.has("[name=from][aria-invalid=true]").await);
            assert!(tab.has("#timeline-error").await);
            axe::check(tab, "the last day before the first").await;
            tab.open(&format!("{path}?from=someday&to=2024-01-01"))
                .await;
            assert_eq!(tab.value(".tl-dates [name=from]").await, "someday");
        })
        .await;
    }
}

#[tokio::test]
async fn a_filter_leaves_out_what_is_not_chosen_and_says_so() {
    let site = Site::start();
    for scripts in [Scripts::On, Scripts::Off] {
        browse(&site.base, scripts, async |tab| {
            sign_in(tab, site.account(COORDINATOR)).await;
            open_patient(tab, "Hedda Moen").await;
            let path = tab.path().await;
            tab.open(&format!("{path}?window=all")).await;
            let all = marks(tab).await;
            tab.click(".tl-more details:nth-of-type(2) summary").await;
            tab.click(".tl-filter input[type=checkbox]").await;
            tab.go(".tl-filter button").await;
            assert!(marks(tab).await < all, "fewer marks");
            assert!(
                tab.path().await.contains("window=all"),
                "the window is kept"
            );
            assert!(
                tab.has(".tl-filter input:checked").await,
                "what was chosen is ticked"
            );
            axe::check(tab, "filtered").await;
            tab.screenshot("timeline-filtered").await;
            tab.go(".tl-filter a").await;
            assert_eq!(marks(tab).await, all, "everything again");
        })
        .await;
    }
}

#[tokio::test]
async fn a_detail_is_pinned_and_let_go_by_keyboard() {
    let site = Site::start();
    browse(&site.base, Scripts::On, async |tab| {
        sign_in(tab, site.account(COORDINATOR)).await;
        open_patient(tab, "Hedda Moen").await;
        let path = tab.path().await;
        tab.open(&format!("{path}?window=all")).await;
        // From the legend's neighbour before it, Tab leads into the picture.
        tab.script(
            "document.querySelector('#timeline-table summary').focus();",
            vec![],
        )
        .await;
        tab.until_focused(Key::Tab, ".tl-svg a").await;
        assert_eq!(tab.text(".tl-detail").await, "");
        let first = focused_words(tab).await;
        tab.press(Key::Right).await;
        let second = focused_words(tab).await;
        assert_ne!(first, second, "arrow keys lead to the next mark");
        tab.press(Key::Enter).await;
        let detail = tab.text(".tl-detail").await;
        assert!(detail.contains(&second), "{detail} says {second}");
        axe::check(tab, "pinned").await;
        tab.screenshot("timeline-pinned").await;
        tab.press(Key::Escape).await;
        assert_eq!(tab.text(".tl-detail").await, "", "let go");
        assert_eq!(focused_words(tab).await, second, "and the focus stays");
    })
    .await;
}

async fn focused_words(tab: &Tab) -> String {
    let script = "return document.activeElement.querySelector('title').textContent;";
    tab.script(script, vec![])
        .await
        .as_str()
        .unwrap()
        .to_owned()
}

#[tokio::test]
async fn what_a_flag_rests_on_is_marked() {
    let site = Site::start();
    for scripts in [Scripts::On, Scripts::Off] {
        browse(&site.base, scripts, async |tab| {
            sign_in(tab, site.account(COORDINATOR)).await;
            open_patient(tab, "Eirik Sunde").await;
            let title = tab.text(".flags .flag h3").await;
            tab.go(".flags .flag .actions a[href*='?flag=']").await;
            assert!(tab.text(".tl-flag").await.contains(&title), "{title}");
            assert!(tab.has(".flags .in-view").await);
            axe::check(tab, "a flag in view").await;
            tab.screenshot("timeline-flag").await;
        })
        .await;
    }
}

#[tokio::test]
async fn it_is_the_same_for_print() {
    let site = Site::start();
    browse(&site.base, Scripts::On, async |tab| {
        sign_in(tab, site.account(COORDINATOR)).await;
        open_patient(tab, "Hedda Moen").await;
        tab.device_prefers("dark").await;
        tab.medium("print").await;
        for hidden in ["header.top nav", ".tl-controls", "form[action='/sign-out']"] {
            for element in tab.all(hidden).await {
                assert!(
                    !element.is_displayed().await.unwrap(),
                    "{hidden} is for the screen"
                );
            }
        }
        assert!(tab.find(".tl-svg").await.is_displayed().await.unwrap());
        let body = tab.find("body").await;
        let ground = body.css_value("background-color").await.unwrap();
        assert!(
            [
                "rgb(255, 255, 255)",
                "rgba(0, 0, 0, 0)",
                "rgba(255, 255, 255, 1)"
            ]
            .contains(&ground.as_str()),
            "ink on paper, whatever the screen prefers: {ground}"
        );
        tab.screenshot("timeline-print").await;
    })
    .await;
}

#[tokio::test]
async fn its_csv_holds_the_rows_of_the_table() {
    let site = Site::start();
    browse(&site.base, Scripts::On, async |tab| {
        sign_in(tab, site.account(COORDINATOR)).await;
        open_patient(tab, "Hedda Moen").await;
        let link = tab.find(".tl-ways a[download]").await;
        let address = link.prop("href").await.unwrap().unwrap();
        let rows = tab.all("#timeline-table tr[id]").await.len();
        let csv = tab
            .script_async(
                "const [address, done] = arguments;
             fetch(address).then(r => r.text()).then(done);",
                vec![address.into()],
            )
            .await;
        let lines = csv.as_str().unwrap().lines().count();
        assert!(
            lines > rows,
            "a header and every row, each contact by itself: {lines}"
        );
    })
    .await;
}
