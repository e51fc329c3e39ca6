//! Every page in every look: both languages, light and dark, wide and narrow.

use super::tab::Tab;
use super::{Scripts, axe, browse, site::Site};

/// The widths that pages are looked at in, with their heights: a desk, and a phone.
const WIDTHS: [(u32, u32); 2] = [(1280, 900), (360, 740)];

/// Looks at the page of `path` in every look; `name` is what its pictures are called.
pub(super) async fn check(tab: &Tab, path: &str, name: &str) {
    for language in ["en", "nb"] {
        tab.cookie("language", language).await;
        for theme in ["light", "dark"] {
            tab.cookie("theme", theme).await;
            for (width, height) in WIDTHS {
                tab.size(width, height, 1).await;
                tab.open(path).await;
                let look = format!("{language}, {theme}, {width} px");
                axe::check(tab, &look).await;
                tab.check_no_sideways_scroll().await;
                tab.screenshot(&format!("{name}-{language}-{theme}-{width}"))
                    .await;
            }
        }
    }
    // 400 % zoom of a window of 1280 px, and the narrowest screen.
    for zoom in [1, 4] {
        tab.size(320, 256, zoom).await;
        tab.open(path).await;
        tab.check_no_sideways_scroll().await;
    }
    tab.size(1280, 900, 1).await;
    tab.cookie("language", "en").await;
    tab.cookie("theme", "auto").await;
}

#[tokio::test]
async fn every_component() {
    let site = Site::start();
    browse(&site.base, Scripts::On, async |tab| {
        assert_eq!(tab.open("/style").await, 200);
        check(tab, "/style", "style").await;
    })
    .await;
}

#[tokio::test]
async fn an_address_without_a_page() {
    let site = Site::start();
    browse(&site.base, Scripts::On, async |tab| {
        assert_eq!(tab.open("/nowhere").await, 404);
        check(tab, "/nowhere", "not-found").await;
    })
    .await;
}
