//! The HTML front end: pages that work without JavaScript. Calls use cases only; never the store.

mod agreement_words;
pub mod assets;
pub mod components;
#[cfg(test)]
mod contrast;
pub mod error;
pub mod fault;
pub mod flag_card;
mod flag_events;
mod flag_forms;
mod flag_rule;
pub mod flag_words;
pub mod form;
mod gate;
pub mod glass_banner;
pub mod handing_words;
pub mod header;
pub mod letters;
pub mod mark_words;
pub mod names;
pub mod pages;
pub mod people_words;
mod plan_words;
pub mod preferences;
pub mod reader;
pub mod render;
mod safety_words;
#[cfg(test)]
mod samples;
mod sent;
pub mod shell;
pub mod since_words;
pub mod strip;
pub mod text;
pub mod timeline;
pub mod voice_words;

pub use assets::asset;
pub use error::Frame;
pub use fault::Fault;
pub use form::{Form, Upload};
pub use pages::reports::definition;
pub use preferences::Preferences;
pub use reader::{Guest, Reader};
pub use render::render;
pub use shell::{Shell, Theme};
pub use text::{Language, Text};

use axum::extract::DefaultBodyLimit;
use axum::{Router, middleware};

use crate::http::Server;

/// Every page. Each file of `pages` has its own `routes()`, merged here: into those open to anybody,
/// or into those behind the sign-in, which is where everything about a patient belongs.
pub fn routes(server: &Server) -> Router<Server> {
    let mut open = Router::new()
        .merge(assets::routes())
        .merge(pages::preferences::routes())
        .merge(
            pages::sign_in::routes().route_layer(middleware::from_fn_with_state(
                server.clone(),
                gate::in_no_hands,
            )),
        );
    if server.is_development {
        open = open.merge(pages::style::routes());
    }
    // Behind the sign-in forms are read by the gate, and files are measured by their page.
    let open = open.layer(DefaultBodyLimit::max(form::MOST_BYTES));
    let behind_sign_in = Router::new()
        .merge(pages::access::routes())
        .merge(pages::account::routes())
        .merge(pages::board::routes())
        .merge(pages::capacity::routes())
        .merge(pages::audit::routes())
        .merge(pages::digest::routes())
        .merge(pages::flags::routes())
        .merge(pages::handovers::routes())
        .merge(pages::home::routes())
        .merge(pages::departures::routes())
        .merge(pages::reports::routes())
        .merge(pages::screen::routes())
        .merge(pages::search::routes())
        .merge(pages::patient::routes())
        .merge(pages::contacts::routes())
        .merge(pages::copy::routes())
        .merge(pages::guests::routes())
        .merge(pages::sign_in::routes_behind())
        .merge(pages::imports::routes())
        .merge(pages::language::routes())
        .merge(pages::notices::routes())
        .merge(pages::people::routes())
        .merge(pages::measures::routes())
        .merge(pages::plans::routes())
        .merge(pages::policy::routes())
        .merge(pages::recording::routes())
        .merge(pages::shift::routes())
        .merge(pages::staff::routes())
        .merge(pages::story::routes())
        .merge(pages::texts::routes())
        .merge(pages::timeline::routes())
        .route_layer(middleware::from_fn_with_state(
            server.clone(),
            gate::signed_in,
        ));
    let own = pages::own::routes().route_layer(middleware::from_fn_with_state(
        server.clone(),
        gate::in_own_hands,
    ));
    open.merge(behind_sign_in)
        .merge(own)
        .layer(middleware::from_fn_with_state(
            server.clone(),
            gate::own_origin,
        ))
        .layer(middleware::from_fn(sent::tell))
}
