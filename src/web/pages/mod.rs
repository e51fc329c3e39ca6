//! One file per page or group of pages, each with its routes.
pub mod sign_in;
