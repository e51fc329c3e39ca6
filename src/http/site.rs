//! Where the service is reached from outside: what cookies may be, and which origin is our own.

use axum::http::{HeaderMap, header};

/// Where browsers find the service.
#[derive(Debug, Clone, Default)]
pub struct Site {
    /// `https://host[:port]` or `http://...`, where it is known.
    origin: Option<String>,
}

impl Site {
    /// The site of a public address, given as its origin (`https://redthread.example.org`); without
    /// one it is whatever address the service is asked at.
    pub fn new(origin: Option<String>) -> Self {
        Self { origin }
    }

    /// Whether browsers reach it through TLS.
    pub fn is_secure(&self) -> bool {
        self.origin
            .as_deref()
            .is_some_and(|origin| origin.starts_with("https://"))
    }

    /// The name of the session's cookie. The prefix makes browsers refuse it without TLS, from
    /// another host, or for part of the site (RFC 6265bis, 4.1.3.2).
    pub fn session_cookie(&self) -> &'static str {
        if self.is_secure() {
            "__Host-redthread"
        } else {
            "redthread"
        }
    }

    /// The name of the cookie by which a browser remembers people.
    pub fn browser_cookie(&self) -> &'static str {
        if self.is_secure() {
            "__Host-redthread-browser"
        } else {
            "redthread-browser"
        }
    }

    /// Whether an origin, as a browser tells it, is this site's. Without a public address it is the
    /// host that the request was sent to, over plain HTTP.
    pub fn is_own(&self, origin: &str, headers: &HeaderMap) -> bool {
        if let Some(own) = &self.origin {
            return own == origin;
        }
        let host = headers
            .get(header::HOST)
            .and_then(|host| host.to_str().ok());
        host.is_some_and(|host| origin.strip_prefix("http://") == Some(host))
    }
}
