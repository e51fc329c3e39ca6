//! Pages as people meet them: the real program, read in Chromium.
//!
//! `tests/run` starts the WebDriver and installs axe-core. Without them nothing here is run, which is
//! said aloud; where everything is required, that is a failure.

mod access;
mod axe;
mod board;
mod copy;
mod departures;
mod flags;
mod handovers;
mod harness;
mod imports;
mod journey;
mod looks;
mod nothing_lost;
mod notices;
mod patients;
mod people;
mod preferences;
mod recording;
mod reports;
mod sharing;
mod sign_in;
mod site;
mod story;
mod tab;
mod timeline;
mod watch;
mod wire;

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use futures_util::FutureExt;
use serde_json::json;
use thirtyfour::common::capabilities::chromium::ChromiumLikeCapabilities;
use thirtyfour::{DesiredCapabilities, LoggingPrefsLogLevel, WebDriver};
use tokio::sync::Semaphore;

use super::support::{env, not_run};
use tab::Tab;

/// Browsers at the same time: each is several processes.
static BROWSERS: Semaphore = Semaphore::const_new(2);

/// What kind of browser a test asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scripts {
    On,
    Off,
}

/// Runs `body` in a fresh browser on the site at `base`, and checks at the end that the browser had
/// nothing to complain about and asked nobody else for anything.
async fn browse(base: &str, scripts: Scripts, body: impl AsyncFnOnce(&Tab)) {
    let Some(webdriver) = webdriver() else { return };
    let _one_of_few = BROWSERS.acquire().await.unwrap();
    let driver = open_browser(&webdriver, scripts).await;
    let tab = Tab::new(driver.clone(), scripts, base);
    let outcome = AssertUnwindSafe(async {
        tab.size(1280, 900, 1).await;
        body(&tab).await;
        tab.check_quiet().await;
    })
    .catch_unwind()
    .await;
    if outcome.is_err() {
        tab.keep_failure("").await;
    }
    driver.quit().await.unwrap();
    if let Err(panic) = outcome {
        std::panic::resume_unwind(panic);
    }
}

/// The same with two browsers, as of two people who work side by side.
async fn browse_both(base: &str, body: impl AsyncFnOnce(&Tab, &Tab)) {
    let Some(webdriver) = webdriver() else { return };
    // Both at once: of two tests that had one each, neither would get its second.
    let _two_of_few = BROWSERS.acquire_many(2).await.unwrap();
    let mut tabs = Vec::new();
    for _ in 0..2 {
        let driver = open_browser(&webdriver, Scripts::On).await;
        tabs.push(Tab::new(driver, Scripts::On, base));
    }
    let outcome = AssertUnwindSafe(async {
        for tab in &tabs {
            tab.size(1280, 900, 1).await;
        }
        body(&tabs[0], &tabs[1]).await;
        for tab in &tabs {
            tab.check_quiet().await;
        }
    })
    .catch_unwind()
    .await;
    for (tab, which) in tabs.iter().zip(["-first", "-second"]) {
        if outcome.is_err() {
            tab.keep_failure(which).await;
        }
        tab.driver.clone().quit().await.unwrap();
    }
    if let Err(panic) = outcome {
        std::panic::resume_unwind(panic);
    }
}

/// The address of the WebDriver, where this run has one; fails where it must have one.
fn webdriver() -> Option<String> {
    let address = env("REDTHREAD_TEST_WEBDRIVER_URL").filter(|url| !url.is_empty());
    if address.is_none() {
        not_run("pages in Chromium: REDTHREAD_TEST_WEBDRIVER_URL is not set");
    }
    address
}

async fn open_browser(webdriver: &str, scripts: Scripts) -> WebDriver {
    let mut wanted = DesiredCapabilities::chrome();
    for argument in [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--no-proxy-server",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--force-color-profile=srgb",
        // Whatever a page asks of another host fails here, and is seen by the check at the end.
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    ] {
        wanted.add_arg(argument).unwrap();
    }
    // What the pages are written in first; a test that wants another language says so.
    let mut preferences = json!({ "intl.accept_languages": "en" });
    if scripts == Scripts::Off {
        preferences["profile.managed_default_content_settings.javascript"] = json!(2);
    }
    wanted
        .add_experimental_option("prefs", preferences)
        .unwrap();
    for log in ["browser", "performance"] {
        wanted
            .set_logging_prefs(log, LoggingPrefsLogLevel::All)
            .unwrap();
    }
    let driver = WebDriver::new(webdriver, wanted)
        .await
        .expect("REDTHREAD_TEST_WEBDRIVER_URL names a WebDriver that answers");
    driver
        .set_page_load_timeout(Duration::from_secs(30))
        .await
        .unwrap();
    driver
}
