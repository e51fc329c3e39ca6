//! One file per page or group of pages, each with its routes.
pub mod sign_in;
//! One file a page or group of pages, each with its own `routes()`.

pub(super) mod preferences;
pub(super) mod style;
