//! What every handler may ask for.

use axum::extract::FromRef;

use super::metrics::Watchers;
use super::site::Site;
use crate::app::App;

/// The state of the HTTP front ends.
#[derive(Clone, FromRef)]
pub struct Server {
    /// What use cases need.
    pub app: App,
    /// Where browsers find the service.
    pub site: Site,
    /// Whether pages for those who build pages are there.
    pub is_development: bool,
    /// Who may read metrics.
    pub watchers: Watchers,
}

impl Server {
    /// A server that browsers reach at the address it listens on, without TLS.
    pub fn new(app: App) -> Self {
        Self {
            app,
            site: Site::default(),
            is_development: false,
            watchers: Watchers::default(),
        }
    }

    /// A server behind a public address.
    pub fn at(app: App, site: Site) -> Self {
        Self {
            site,
            ..Self::new(app)
        }
    }

    /// The same server, with or without the pages for those who build pages.
    #[must_use]
    pub fn in_development(self, is_development: bool) -> Self {
        Self {
            is_development,
            ..self
        }
    }

    /// The same server, with metrics for these.
    #[must_use]
    pub fn watched_by(self, watchers: Watchers) -> Self {
        Self { watchers, ..self }
    }
}
