//! Reports as a manager meets them: reading, comparing with another period and unit, taking away, printing, and
//! asking for more of them.

use super::people::sign_in;
use super::{Scripts, axe, browse, looks, site::Site};

const MANAGER: &str = "service_manager";

#[tokio::test]
async fn a_manager_reads_compares_takes_away_and_prints() {
    let site = Site::start();
    for scripts in [Scripts::Off, Scripts::On] {
        browse(&site.base, scripts, async |tab| {
            sign_in(tab, site.account(MANAGER)).await;
            tab.go(".nav a[href='/reports/continuity']").await;
            assert_eq!(tab.text("h1").await, "Continuity of care");
            // Whoever looks after all of the service begins with all of it, and there is something to see.
            assert_eq!(tab.value("#unit").await, "");
            let cells = tab.text(".rp-table").await;
            assert!(cells.contains("n = "), "figures: {cells}");

            // Another report, of the same unit and period; another period.
            tab.go(".rp-books a[href^='/reports/turnover?']").await;
            assert_eq!(tab.text("h1").await, "Who came and went");
            let before = tab.text(".lead").await;
            tab.click("#period optgroup:nth-of-type(2) option").await;
            tab.go(".rp-filter button").await;
            assert_ne!(tab.text(".lead").await, before);
            let columns = tab.all(".rp-table thead th").await;
            assert!(columns.len() >= 4, "now, before, and a year before");
            assert!(tab.has(".rp-bars").await, "bars beside the figures");
            axe::check(tab, "turnover").await;

            tab.go(".rp-books a[href^='/reports/handovers?']").await;
            assert_eq!(tab.text("h1").await, "How handovers go");
            axe::check(tab, "handovers").await;
            tab.go(".rp-books a[href^='/reports/flags?']").await;
            axe::check(tab, "flags").await;

            // What is asked for is listed, and ended.
            tab.click("#span option[value=month]").await;
            tab.go(".rp-save button").await;
            assert_eq!(tab.text("h1").await, "Kept reports");
            let kept = tab.text(".rp-saved h2").await;
            assert!(kept.contains("each month"), "{kept}");
            axe::check(tab, "kept reports").await;
            tab.go(".rp-saved form button").await;
            assert!(!tab.has(".rp-saved form").await, "ended");
        })
        .await;
    }
}

#[tokio::test]
async fn a_report_is_a_page_of_paper() {
    let site = Site::start();
    browse(&site.base, Scripts::On, async |tab| {
        sign_in(tab, site.account(MANAGER)).await;
        for (book, most) in [
            ("continuity", 7),
            ("turnover", 2),
            ("handovers", 4),
            ("flags", 4),
        ] {
            tab.open(&format!("/reports/{book}?period=2025")).await;
            let pages = tab.print(&format!("report-{book}")).await;
            assert!((1..=most).contains(&pages), "{book}: {pages} pages");
        }
    })
    .await;
}

#[tokio::test]
async fn reports_in_every_look() {
    let site = Site::start();
    browse(&site.base, Scripts::On, async |tab| {
        sign_in(tab, site.account(MANAGER)).await;
        for book in ["continuity", "turnover", "handovers", "flags"] {
            let path = format!("/reports/{book}?period=2025");
            looks::check(tab, &path, &format!("report-{book}")).await;
        }
        looks::check(tab, "/reports/saved", "report-saved").await;
        looks::check(tab, "/account/numbers", "report-own").await;
    })
    .await;
}
