//! Patients and what is known about them: for those who take part in their care.

mod changes;
mod compulsion;
mod continuity;
mod familiarity;
mod people;
mod reading;
mod records;
mod shapes;
mod timeline;

pub use people::Patient;

use utoipa_axum::router::OpenApiRouter;

use crate::http::Server;

pub(super) fn routes() -> OpenApiRouter<Server> {
    OpenApiRouter::new()
        .merge(people::routes())
        .merge(records::routes())
        .merge(compulsion::routes())
        .merge(continuity::routes())
        .merge(familiarity::routes())
        .merge(changes::routes())
        .merge(timeline::routes())
}
