//! What every page has, whatever it shows: headers, assets, language, theme, and kind errors.

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, Response, StatusCode, header};
use http_body_util::BodyExt;
use redthread::app::App;
use redthread::http::{Problem, Server, Site, router};
use redthread::runtime::{RandomIds, SystemClock};
use redthread::web;
use tower::ServiceExt;

use crate::support::{TestDb, on_sqlite};

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Answer {
    async fn of(response: Response<Body>) -> Self {
        let (parts, body) = response.into_parts();
        Self {
            status: parts.status,
            headers: parts.headers,
            body: body.collect().await.unwrap().to_bytes().to_vec(),
        }
    }

    fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    fn header(&self, name: impl header::AsHeaderName) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }
}

fn server(db: &TestDb) -> Server {
    let (clock, ids) = (
        std::sync::Arc::new(SystemClock),
        std::sync::Arc::new(RandomIds),
    );
    Server::new(App::new(
        (**db).clone(),
        clock,
        ids,
        chrono_tz::Europe::Oslo,
    ))
}

fn ask(method: Method, path: &str, headers: &[(header::HeaderName, &str)]) -> Request<Body> {
    let request = headers
        .iter()
        .fold(Request::builder(), |request, (name, value)| {
            request.header(name, *value)
        });
    request
        .method(method)
        .uri(path)
        .body(Body::empty())
        .unwrap()
}

async fn get(router: &Router, path: &str, headers: &[(header::HeaderName, &str)]) -> Answer {
    let request = ask(Method::GET, path, headers);
    Answer::of(router.clone().oneshot(request).await.unwrap()).await
}

async fn post(router: &Router, path: &str, form: &str) -> Answer {
    let mut request = ask(
        Method::POST,
        path,
        &[
            (header::CONTENT_TYPE, "application/x-www-form-urlencoded"),
            (
                header::HeaderName::from_static("sec-fetch-site"),
                "same-origin",
            ),
        ],
    );
    *request.body_mut() = Body::from(form.to_owned());
    Answer::of(router.clone().oneshot(request).await.unwrap()).await
}

#[tokio::test]
async fn an_unknown_address_is_answered_kindly_in_the_language_of_the_request() {
    on_sqlite(|db| async move {
        let router = router(server(&db));
        let asked = (header::ACCEPT_LANGUAGE, "nb-NO,nb;q=0.9,en;q=0.8");
        let answer = get(&router, "/nowhere?x=1", std::slice::from_ref(&asked)).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
        assert_eq!(
            answer.header(header::CONTENT_TYPE),
            "text/html; charset=utf-8"
        );
        assert!(
            answer
                .text()
                .contains("<html lang=\"nb\" data-theme=\"auto\"")
        );
        assert!(answer.text().contains("Her er det ingenting"));
        assert!(!answer.header("x-request-id").is_empty());

        let chosen = (header::COOKIE, "language=en; theme=dark");
        let answer = get(&router, "/nowhere", &[asked, chosen]).await;
        assert!(
            answer
                .text()
                .contains("<html lang=\"en\" data-theme=\"dark\"")
        );
        assert!(answer.text().contains("There is nothing here"));
    })
    .await;
}

#[tokio::test]
async fn programs_get_problems_and_not_pages() {
    on_sqlite(|db| async move {
        let answer = get(&router(server(&db)), "/api/v1/nowhere", &[]).await;
        assert_eq!(
            answer.header(header::CONTENT_TYPE),
            "application/problem+json"
        );
    })
    .await;
}

#[tokio::test]
async fn a_wrong_method_a_body_too_large_and_a_fault_of_ours_end_as_pages() {
    on_sqlite(|db| async move {
        let router = router(server(&db));
        let answer = get(&router, "/preferences", &[]).await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(answer.header(header::ALLOW), "POST");
        assert!(answer.text().contains("a form has to be sent"));

        let form = format!("here={}", "x".repeat(3 << 20));
        let answer = post(&router, "/preferences", &form).await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
        assert!(answer.text().contains("more than can be sent at once"));
    })
    .await;
    let failing = Router::new()
        .route("/", axum::routing::get(|| async { Problem::internal() }))
        .layer(axum::middleware::from_fn(web::error::dress));
    let answer = get(&failing, "/", &[]).await;
    assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(answer.text().contains("nothing that you did"));
}

#[tokio::test]
async fn every_answer_forbids_what_is_not_ours() {
    on_sqlite(|db| async move {
        let open = router(server(&db));
        for path in ["/nowhere", web::asset("base.css"), "/healthz", "/api/v1/x"] {
            let answer = get(&open, path, &[]).await;
            let policy = answer.header(header::CONTENT_SECURITY_POLICY);
            assert!(policy.starts_with("default-src 'none'; "), "{path}");
            assert!(!policy.contains("unsafe"), "{path}");
            assert_eq!(answer.header(header::X_CONTENT_TYPE_OPTIONS), "nosniff");
            assert_eq!(answer.header(header::REFERRER_POLICY), "same-origin");
            assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin");
            assert_eq!(answer.header(header::STRICT_TRANSPORT_SECURITY), "");
        }
        let page = get(&open, "/nowhere", &[(header::ACCEPT_ENCODING, "gzip")]).await;
        assert_eq!(page.header(header::CACHE_CONTROL), "no-store");
        assert_eq!(page.header(header::CONTENT_ENCODING), "");

        let site = Site::new(Some("https://redthread.example.org".to_owned()));
        let secure = router(Server::at(server(&db).app, site));
        let answer = get(&secure, "/nowhere", &[]).await;
        let transport = answer.header(header::STRICT_TRANSPORT_SECURITY);
        assert!(transport.starts_with("max-age="));
    })
    .await;
}

#[tokio::test]
async fn assets_are_kept_for_good_and_sent_small_or_not_at_all() {
    on_sqlite(|db| async move {
        let router = router(server(&db));
        for path in web::assets::paths() {
            let plain = get(&router, path, &[]).await;
            assert_eq!(plain.status, StatusCode::OK, "{path}");
            let caching = plain.header(header::CACHE_CONTROL);
            assert_eq!(caching, "public, max-age=31536000, immutable");
            assert_eq!(plain.header(header::CONTENT_ENCODING), "");
            let tag = plain.header(header::ETAG);
            let known = get(&router, path, &[(header::IF_NONE_MATCH, tag)]).await;
            assert_eq!(known.status, StatusCode::NOT_MODIFIED, "{path}");
            assert!(known.body.is_empty());
        }
        let path = web::asset("base.css");
        let plain = get(&router, path, &[]).await;
        assert_eq!(
            plain.header(header::CONTENT_TYPE),
            "text/css; charset=utf-8"
        );
        let small = get(&router, path, &[(header::ACCEPT_ENCODING, "gzip")]).await;
        assert_eq!(small.header(header::CONTENT_ENCODING), "gzip");
        assert!(small.body.len() * 2 < plain.body.len());

        let old = get(&router, "/assets/base.000000000000.css", &[]).await;
        assert_eq!(old.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn a_language_or_theme_is_kept_for_a_year_and_leads_back() {
    on_sqlite(|db| async move {
        let router = router(server(&db));
        let answer = post(
            &router,
            "/preferences",
            "language=nb&here=%2Fpatients%3Fa%3D1",
        )
        .await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert_eq!(answer.header(header::LOCATION), "/patients?a=1");
        assert_eq!(
            answer.header(header::SET_COOKIE),
            "language=nb; HttpOnly; SameSite=Lax; Path=/; Max-Age=31536000"
        );
        let answer = post(
            &router,
            "/preferences",
            "theme=dark&here=%2F%2Fevil.example",
        )
        .await;
        assert_eq!(answer.header(header::LOCATION), "/");
        assert!(answer.header(header::SET_COOKIE).starts_with("theme=dark;"));
        let answer = post(&router, "/preferences", "language=xx").await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert_eq!(answer.header(header::SET_COOKIE), "");
    })
    .await;
}

#[tokio::test]
async fn components_are_shown_in_development_only() {
    on_sqlite(|db| async move {
        let service = router(server(&db));
        assert_eq!(
            get(&service, "/style", &[]).await.status,
            StatusCode::NOT_FOUND
        );
        let developing = router(server(&db).in_development(true));
        let answer = get(&developing, "/style", &[]).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert!(answer.text().contains("The look of Red Thread"));
    })
    .await;
}
