//! The HTML front end: pages that work without JavaScript. Calls use cases only; never the store.

pub mod assets;
pub mod components;
pub mod error;
pub mod fault;
pub mod flag_words;
pub mod header;
pub mod names;
pub mod pages;
pub mod preferences;
pub mod reader;
pub mod render;
#[cfg(test)]
mod samples;
pub mod shell;
pub mod strip;
pub mod text;
pub mod timeline;

pub use assets::asset;
pub use error::Frame;
pub use fault::Fault;
pub use preferences::Preferences;
pub use reader::{Guest, Reader};
pub use render::render;
pub use shell::{Shell, Theme};
pub use text::{Language, Text};

use axum::Router;

use crate::http::Server;

/// Every page. Each file of `pages` has its own `routes()`, merged here.
pub fn routes(server: &Server) -> Router<Server> {
    let pages = Router::new()
        .merge(assets::routes())
        .merge(pages::preferences::routes())
        .merge(pages::home::routes())
        .merge(pages::search::routes())
        .merge(pages::patient::routes())
        .merge(pages::contacts::routes());
    if server.is_development {
        return pages.merge(pages::style::routes());
    }
    pages
}
