//! One file a page, each with its own `routes()`.

pub(super) mod preferences;
