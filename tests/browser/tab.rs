//! One tab: opening pages, finding, typing, looking.

use std::path::PathBuf;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use axum::http::Method;
use serde_json::{Value, json};
use thirtyfour::common::command::FormatRequestData;
use thirtyfour::prelude::*;
use thirtyfour::{RequestData, SessionId};

use super::Scripts;
use super::watch::Watch;

/// How long something that a page does by itself may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// A tab on one site.
pub(super) struct Tab {
    pub(super) driver: WebDriver,
    /// Whether pages may run scripts; the driver's own run in any case, as long as they do not wait.
    pub(super) scripts: Scripts,
    base: String,
    watch: Mutex<Watch>,
}

impl Tab {
    pub(super) fn new(driver: WebDriver, scripts: Scripts, base: &str) -> Self {
        Self {
            driver,
            scripts,
            base: base.to_owned(),
            watch: Mutex::default(),
        }
    }

    /// Opens a page of the site and gives its status.
    pub(super) async fn open(&self, path: &str) -> u16 {
        self.driver
            .goto(format!("{}{path}", self.base))
            .await
            .unwrap();
        self.status().await
    }

    /// The status of the page that is shown.
    pub(super) async fn status(&self) -> u16 {
        self.look().await;
        let status = self.watch.lock().unwrap().status();
        status.expect("a page was opened")
    }

    /// Path, query and fragment of the page that is shown.
    pub(super) async fn path(&self) -> String {
        let url = self.driver.current_url().await.unwrap();
        url.as_str().strip_prefix(&self.base).unwrap().to_owned()
    }

    /// The first element of a selector, once it is there.
    pub(super) async fn find(&self, css: &str) -> WebElement {
        self.until(&format!("{css} is there"), async || {
            self.driver.find(By::Css(css)).await.ok()
        })
        .await
    }

    /// All elements of a selector, as the page is now.
    pub(super) async fn all(&self, css: &str) -> Vec<WebElement> {
        self.driver.find_all(By::Css(css)).await.unwrap()
    }

    /// Whether something of a selector is in the page now.
    pub(super) async fn has(&self, css: &str) -> bool {
        !self.all(css).await.is_empty()
    }

    /// The text of the first element of a selector, as it is shown.
    pub(super) async fn text(&self, css: &str) -> String {
        self.find(css).await.text().await.unwrap()
    }

    /// Clicks what leads to another page; that page is there afterwards.
    pub(super) async fn go(&self, css: &str) {
        self.leave(css, async || self.click(css).await).await;
    }

    /// The same by keyboard: to it by Tab, then Enter. How many keys that took.
    pub(super) async fn enter(&self, css: &str) -> usize {
        let keys = self.until_focused(Key::Tab, css).await;
        self.leave(css, async || self.press(Key::Enter).await).await;
        keys + 1
    }

    /// Does what leads to another page; that page is there afterwards.
    pub(super) async fn leave(&self, css: &str, act: impl AsyncFnOnce()) {
        self.script("window.isLeft = true;", vec![]).await;
        act().await;
        let arrived = "return !window.isLeft && document.readyState === 'complete';";
        self.until(&format!("{css} leads somewhere"), async || {
            let result = self.driver.execute(arrived, vec![]).await.ok()?;
            (result.json() == &Value::Bool(true)).then_some(())
        })
        .await;
    }

    /// Scrolls to an element and clicks it.
    pub(super) async fn click(&self, css: &str) {
        let element = self.find(css).await;
        element.scroll_into_view().await.unwrap();
        element.click().await.unwrap();
    }

    /// Types into a field instead of what is in it.
    pub(super) async fn fill(&self, css: &str, text: &str) {
        let field = self.find(css).await;
        field.clear().await.unwrap();
        field.send_keys(text).await.unwrap();
    }

    /// What a field holds.
    pub(super) async fn value(&self, css: &str) -> String {
        let value = self.find(css).await.value().await.unwrap();
        value.unwrap_or_default()
    }

    /// Presses keys, wherever the focus is.
    pub(super) async fn press(&self, keys: impl Into<TypingData>) {
        let focused = self.driver.active_element().await.unwrap();
        focused.send_keys(keys).await.unwrap();
    }

    /// Runs a script in the page: the body of a function.
    pub(super) async fn script(&self, body: &str, arguments: Vec<Value>) -> Value {
        let result = self.driver.execute(body, arguments).await;
        result.unwrap().json().clone()
    }

    /// The same for a script that ends by calling its last argument.
    pub(super) async fn script_async(&self, body: &str, arguments: Vec<Value>) -> Value {
        let result = self.driver.execute_async(body, arguments).await;
        result.unwrap().json().clone()
    }

    /// Presses a key until an element of a selector has the focus. How often that was.
    pub(super) async fn until_focused(&self, key: Key, css: &str) -> usize {
        for pressed in 1..=100 {
            self.press(key.clone()).await;
            let script = "return document.activeElement.matches(arguments[0]);";
            if self.script(script, vec![css.into()]).await == true {
                return pressed;
            }
        }
        panic!("no way to {css} by keyboard");
    }

    /// Waits until something holds.
    pub(super) async fn until<T>(&self, what: &str, holds: impl AsyncFn() -> Option<T>) -> T {
        let began = Instant::now();
        loop {
            if let Some(found) = holds().await {
                return found;
            }
            assert!(began.elapsed() < PATIENCE, "in vain: until {what}");
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
    }

    /// The size of the page, in CSS pixels, and how many pixels of the screen each is wide: 4 is what
    /// 400 % zoom does.
    pub(super) async fn size(&self, width: u32, height: u32, zoom: u32) {
        let size = json!({
            "width": width, "height": height, "deviceScaleFactor": zoom, "mobile": false
        });
        self.devtools("Emulation.setDeviceMetricsOverride", size)
            .await;
    }

    /// Sets a cookie of the site, as its own pages would.
    pub(super) async fn cookie(&self, name: &str, value: &str) {
        let cookie = Cookie::new(name.to_owned(), value.to_owned());
        self.driver.add_cookie(cookie).await.unwrap();
    }

    /// Makes the device prefer dark or light pages.
    pub(super) async fn device_prefers(&self, scheme: &str) {
        let features = json!([{ "name": "prefers-color-scheme", "value": scheme }]);
        self.devtools(
            "Emulation.setEmulatedMedia",
            json!({ "features": features }),
        )
        .await;
    }

    /// Shows the page as it would be printed, or on the screen again.
    pub(super) async fn medium(&self, medium: &str) {
        self.devtools("Emulation.setEmulatedMedia", json!({ "media": medium }))
            .await;
    }

    /// Nothing makes the whole page wider than the window.
    pub(super) async fn check_no_sideways_scroll(&self) {
        let wide = self
            .script(
                "const root = document.documentElement;
                 if (root.scrollWidth <= root.clientWidth) return [];
                 return [...document.body.querySelectorAll('*')]
                    .filter(e => e.getBoundingClientRect().right > root.clientWidth + 0.5)
                    .slice(0, 5)
                    .map(e => e.outerHTML.slice(0, 120));",
                vec![],
            )
            .await;
        let wide = wide.as_array().unwrap();
        let path = self.path().await;
        assert!(
            wide.is_empty(),
            "{path} scrolls sideways because of {wide:#?}"
        );
    }

    /// Keeps a picture of the whole page in `target/screenshots`.
    pub(super) async fn screenshot(&self, name: &str) {
        let options = json!({ "format": "png", "captureBeyondViewport": true });
        let answer = self.devtools("Page.captureScreenshot", options).await;
        let picture = base64::Engine::decode(
            &base64::engine::general_purpose::STANDARD,
            answer["data"].as_str().unwrap(),
        );
        let folder = screenshots();
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join(format!("{name}.png")), picture.unwrap()).unwrap();
    }

    /// The page as a printer gets it, kept in `target/screenshots`; and how many sheets it has.
    pub(super) async fn pdf(&self, name: &str) -> usize {
        let options = json!({ "preferCSSPageSize": true });
        let answer = self.devtools("Page.printToPDF", options).await;
        let file = base64::Engine::decode(
            &base64::engine::general_purpose::STANDARD,
            answer["data"].as_str().unwrap(),
        )
        .unwrap();
        let folder = screenshots();
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join(format!("{name}.pdf")), &file).unwrap();
        assert!(file.starts_with(b"%PDF-"));
        let text = String::from_utf8_lossy(&file);
        text.matches("/Type /Page\n").count() + text.matches("/Type /Page ").count()
    }

    /// The browser had nothing to complain about, and asked nobody else for anything.
    pub(super) async fn check_quiet(&self) {
        self.look().await;
        let watch = self.watch.lock().unwrap();
        assert_eq!(watch.complaints(), [""; 0], "the console stays empty");
        assert_eq!(watch.foreign(), [""; 0], "nobody else is asked");
    }

    /// What the browser complained of so far; for tests of the tests.
    pub(super) async fn complaints(&self) -> Vec<String> {
        self.look().await;
        std::mem::take(&mut *self.watch.lock().unwrap())
            .complaints()
            .to_vec()
    }

    /// Which other places were asked so far; for tests of the tests.
    pub(super) async fn foreign(&self) -> Vec<String> {
        self.look().await;
        std::mem::take(&mut *self.watch.lock().unwrap())
            .foreign()
            .to_vec()
    }

    /// Says where a test failed, and keeps a picture of it.
    pub(super) async fn keep_failure(&self, which: &str) {
        let name = std::thread::current()
            .name()
            .unwrap_or("test")
            .replace("::", "-");
        if let Ok(url) = self.driver.current_url().await {
            eprintln!("failed at {url}; see target/screenshots/failed-{name}{which}.png");
        }
        let folder = screenshots();
        let _ = std::fs::create_dir_all(&folder);
        let file = folder.join(format!("failed-{name}{which}.png"));
        let _ = self.driver.screenshot(&file).await;
    }

    async fn look(&self) {
        let console = self.driver.get_log("browser").await.unwrap();
        let network = self.driver.get_log("performance").await.unwrap();
        let mut watch = self.watch.lock().unwrap();
        watch.network(network, &self.base);
        watch.console(console);
    }

    async fn devtools(&self, command: &'static str, parameters: Value) -> Value {
        let answer = self.driver.cmd(Devtools(command, parameters)).await;
        answer.unwrap().value_json().unwrap()
    }
}

fn screenshots() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/screenshots")
}

/// A command of Chromium's own protocol.
#[derive(Debug)]
struct Devtools(&'static str, Value);

impl FormatRequestData for Devtools {
    fn format_request(&self, session: &SessionId) -> RequestData {
        let uri = format!("/session/{session}/goog/cdp/execute");
        RequestData::new(Method::POST, uri).add_body(json!({ "cmd": self.0, "params": self.1 }))
    }
}
