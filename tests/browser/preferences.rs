//! Language and theme: chosen on the page, kept for the next one.

use super::tab::Tab;
use super::{Scripts, browse, site::Site};

async fn language(tab: &Tab) -> String {
    let html = tab.find("html").await;
    html.attr("lang").await.unwrap().unwrap()
}

/// The ground of the page, as it is painted.
async fn ground(tab: &Tab) -> String {
    let body = tab.find("body").await;
    body.css_value("background-color").await.unwrap()
}

#[tokio::test]
async fn a_language_is_kept() {
    let site = Site::start();
    for scripts in [Scripts::On, Scripts::Off] {
        browse(&site.base, scripts, async |tab| {
            tab.open("/nowhere").await;
            assert_eq!(language(tab).await, "en", "as the browser asks");
            let english = tab.text("h1").await;

            tab.go("button[name=language]").await;
            assert_eq!(tab.path().await, "/nowhere", "the same page");
            assert_eq!(language(tab).await, "nb");
            assert_ne!(tab.text("h1").await, english);
            tab.open("/nowhere/else").await;
            assert_eq!(language(tab).await, "nb", "on the next page, too");

            tab.go("button[name=language]").await;
            assert_eq!(language(tab).await, "en");
            assert_eq!(tab.text("h1").await, english);
        })
        .await;
    }
}

#[tokio::test]
async fn a_theme_is_kept() {
    let site = Site::start();
    for scripts in [Scripts::On, Scripts::Off] {
        browse(&site.base, scripts, async |tab| {
            tab.open("/nowhere").await;
            let light = ground(tab).await;
            tab.device_prefers("dark").await;
            let dark = ground(tab).await;
            assert_ne!(light, dark, "as the device prefers, until somebody chooses");

            choose(tab, "light").await;
            assert_eq!(ground(tab).await, light, "whatever the device prefers");
            tab.device_prefers("light").await;
            choose(tab, "dark").await;
            assert_eq!(ground(tab).await, dark);
            tab.open("/nowhere/else").await;
            assert_eq!(ground(tab).await, dark, "on the next page, too");
        })
        .await;
    }
}

async fn choose(tab: &Tab, theme: &str) {
    tab.click("header details summary").await;
    tab.go(&format!("button[name=theme][value={theme}]")).await;
    let chosen = tab
        .find(&format!("button[name=theme][value={theme}]"))
        .await;
    let pressed = chosen.attr("aria-pressed").await.unwrap();
    assert_eq!(pressed.as_deref(), Some("true"), "and says so");
}
