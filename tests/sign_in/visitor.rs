//! A browser that is only as clever as a test needs: cookies, and the headers that matter here.

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, Response, StatusCode, header};
use http_body_util::BodyExt;
use redthread::http::{Server, Site, router};
use tower::ServiceExt;

use super::{PASSWORD, World};

pub const HOST: &str = "127.0.0.1:8080";

/// A browser at the service.
pub struct Visitor {
    router: Router,
    pub cookies: Vec<(String, String)>,
}

/// An answer, read.
pub struct Answer {
    pub status: StatusCode,
    pub headers: axum::http::HeaderMap,
    pub body: String,
}

impl Answer {
    /// Where it leads.
    pub fn location(&self) -> &str {
        self.headers[header::LOCATION].to_str().unwrap()
    }

    /// The token that its forms carry.
    pub fn form_token(&self) -> String {
        let (_, rest) = self
            .body
            .split_once("name=\"form_token\" value=\"")
            .expect("a form");
        rest.split_once('"').unwrap().0.to_owned()
    }

    /// The text of a header; empty where it is missing.
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }
}

impl Visitor {
    pub fn new(world: &World) -> Self {
        Self::at(world, Site::default())
    }

    pub fn at(world: &World, site: Site) -> Self {
        Self {
            router: router(Server::at(world.app.clone(), site)),
            cookies: Vec::new(),
        }
    }

    /// A browser in which Solveig is signed in.
    pub async fn signed_in(world: &World) -> Self {
        let mut visitor = Self::new(world);
        let answer = visitor.sign_in("solveig", PASSWORD, "").await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        visitor
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        let request = Request::get(path).body(Body::empty()).unwrap();
        self.send(request).await
    }

    /// Posts a form as a page of ours does.
    pub async fn post(&mut self, path: &str, form: &str) -> Answer {
        self.post_from(path, form, &[("sec-fetch-site", "same-origin")])
            .await
    }

    pub async fn post_from(&mut self, path: &str, form: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = Request::builder()
            .method(Method::POST)
            .uri(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(Body::from(form.to_owned())).unwrap())
            .await
    }

    pub async fn sign_in(&mut self, username: &str, password: &str, more: &str) -> Answer {
        let password = password.replace(' ', "+");
        let form = format!("username={username}&password={password}{more}");
        self.post("/sign-in", &form).await
    }

    pub async fn send(&mut self, mut request: Request<Body>) -> Answer {
        let headers = request.headers_mut();
        headers.insert(header::HOST, HOST.parse().unwrap());
        if !self.cookies.is_empty() {
            let cookies: Vec<_> = self
                .cookies
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect();
            headers.insert(header::COOKIE, cookies.join("; ").parse().unwrap());
        }
        let response = self.router.clone().oneshot(request).await.unwrap();
        self.keep_cookies(&response);
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8(body.to_vec()).unwrap(),
        }
    }

    fn keep_cookies(&mut self, response: &Response<Body>) {
        for cookie in response.headers().get_all(header::SET_COOKIE) {
            let cookie = cookie.to_str().unwrap();
            let (name, rest) = cookie.split_once('=').unwrap();
            let value = rest.split(';').next().unwrap();
            self.cookies.retain(|(kept, _)| kept != name);
            if !value.is_empty() && !rest.contains("Max-Age=0") {
                self.cookies.push((name.to_owned(), value.to_owned()));
            }
        }
    }
}
