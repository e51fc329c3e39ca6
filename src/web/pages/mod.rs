//! One file a page or group of pages, each with its own `routes()`.

pub(super) mod preferences;
pub(super) mod sign_in;
pub(super) mod style;
