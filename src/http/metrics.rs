//! `/metrics`: counts and times for operators, never anything about a patient.

use std::net::SocketAddr;

use axum::Router;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use secrecy::{ExposeSecret, SecretString};
use subtle::ConstantTimeEq;

use super::{Problem, Server};
use crate::app::metrics;

/// What Prometheus reads: its text format.
const FORMAT: &str = "text/plain; version=0.0.4; charset=utf-8";

pub(super) fn routes() -> Router<Server> {
    Router::new().route("/metrics", get(show))
}

/// Who may read metrics.
#[derive(Debug, Clone, Default)]
pub enum Watchers {
    /// Whoever asks from the machine itself: while no proxy stands in front, for which everybody would.
    #[default]
    Local,
    /// Whoever shows the token, from wherever.
    Bearer(SecretString),
    /// Nobody.
    Nobody,
}

impl Watchers {
    fn admit(&self, headers: &HeaderMap, peer: Option<SocketAddr>) -> Result<(), Problem> {
        match self {
            Self::Local if peer.is_some_and(|peer| peer.ip().to_canonical().is_loopback()) => {
                Ok(())
            }
            Self::Bearer(token) if shows(headers, token) => Ok(()),
            Self::Bearer(_) => Err(Problem::new(
                "unauthenticated",
                "This address is for operators: send the token of http.metrics_token.",
            )),
            // What is not for anybody who asks from there is not told to be there.
            Self::Local | Self::Nobody => Err(Problem::no_such_address()),
        }
    }
}

fn shows(headers: &HeaderMap, token: &SecretString) -> bool {
    let shown = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.as_bytes().strip_prefix(b"Bearer "));
    shown.is_some_and(|shown| shown.ct_eq(token.expose_secret().as_bytes()).into())
}

async fn show(State(server): State<Server>, request: Request) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let peer = peer.map(|ConnectInfo(peer)| *peer);
    if let Err(problem) = server.watchers.admit(request.headers(), peer) {
        return problem.into_response();
    }
    match metrics::metrics(&server.app).await {
        Ok(text) => ([(header::CONTENT_TYPE, FORMAT)], text).into_response(),
        Err(_) => Problem::internal().into_response(),
    }
}
