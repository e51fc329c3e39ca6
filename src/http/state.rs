//! What every handler may ask for.

use axum::extract::FromRef;

use crate::app::App;

/// The state of the HTTP front ends.
#[derive(Clone, FromRef)]
pub struct Server {
    /// What use cases need.
    pub app: App,
}
