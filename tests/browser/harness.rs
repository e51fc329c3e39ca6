//! The checks of these tests themselves see what they look for, under a policy as strict as ours.

use axum::Router;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse};
use axum::routing::get;
use thirtyfour::By;

use super::tab::Tab;
use super::{Scripts, axe, browse};

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'";

const GOOD: &str = "<p>Nothing is wrong here.</p>";
const NO_NAME: &str = "<button></button>";
const INLINE: &str = "<script>document.title = 'changed';</script>";
const FOREIGN: &str = "<img alt='' src='http://elsewhere.example/x.png'>";
const WIDE: &str = "<svg width='2000' height='10' role='img' aria-label='wide'></svg>";
const SCRIPT: &str = "<p id='said'>without a script</p><script src='/say.js'></script>";
const SAY: &str = "document.getElementById('said').textContent = 'with a script';";

/// A page with a body, on loopback for as long as the process lives.
async fn page(body: &'static str) -> String {
    let html = format!(
        "<!doctype html><html lang='en'><head><title>Page</title></head>\
         <body><main><h1>Page</h1>{body}</main></body></html>"
    );
    let policy = [(header::CONTENT_SECURITY_POLICY, POLICY)];
    let script = [(header::CONTENT_TYPE, "text/javascript")];
    let routes = Router::new()
        .route("/", get(move || async move { (policy, Html(html)) }))
        // Browsers ask for it by themselves.
        .route("/favicon.ico", get(|| async { StatusCode::NO_CONTENT }))
        .route("/say.js", get(move || async move { (script, SAY) }))
        .fallback(|| async { (StatusCode::NOT_FOUND, Html("<h1>Not here</h1>")).into_response() });
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, routes).await });
    format!("http://{address}")
}

async fn on(body: &'static str, look: impl AsyncFnOnce(&Tab)) {
    browse(&page(body).await, Scripts::On, async |tab| {
        assert_eq!(tab.open("/").await, 200);
        look(tab).await;
    })
    .await;
}

#[tokio::test]
async fn a_good_page_passes_everything() {
    on(GOOD, async |tab| {
        axe::check(tab, "a good page").await;
        for zoom in [1, 4] {
            tab.size(320, 400, zoom).await;
            tab.check_no_sideways_scroll().await;
        }
        assert_eq!(tab.open("/nowhere").await, 404);
    })
    .await;
}

#[tokio::test]
async fn a_button_without_a_name_is_seen() {
    on(NO_NAME, async |tab| {
        if let Some(found) = axe::violations(tab).await {
            assert!(found[0].starts_with("button-name"), "{found:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_script_inside_a_page_is_stopped_and_seen() {
    on(INLINE, async |tab| {
        let complaints = tab.complaints().await;
        assert!(
            complaints[0].contains("Content Security Policy"),
            "{complaints:?}"
        );
        assert_eq!(tab.driver.title().await.unwrap(), "Page");
    })
    .await;
}

#[tokio::test]
async fn asking_another_host_is_seen_even_when_it_is_stopped() {
    on(FOREIGN, async |tab| {
        let seen = tab.foreign().await;
        let complaints = tab.complaints().await;
        assert!(!seen.is_empty() || !complaints.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_page_that_is_too_wide_is_seen() {
    on(WIDE, async |tab| {
        tab.size(360, 600, 1).await;
        let wide = tab
            .script(
                "const e = document.documentElement; return e.scrollWidth > e.clientWidth;",
                vec![],
            )
            .await;
        assert_eq!(wide, true);
    })
    .await;
}

#[tokio::test]
async fn scripts_run_unless_they_are_switched_off() {
    let base = page(SCRIPT).await;
    for (scripts, said) in [
        (Scripts::On, "with a script"),
        (Scripts::Off, "without a script"),
    ] {
        browse(&base, scripts, async |tab| {
            tab.open("/").await;
            let element = tab.driver.find(By::Id("said")).await.unwrap();
            assert_eq!(element.text().await.unwrap(), said);
        })
        .await;
    }
}
