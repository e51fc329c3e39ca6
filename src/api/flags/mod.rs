//! What the service has not done for a patient's relationships, whose it is to answer, and answering it.

mod acts;
mod life;
mod lists;
mod shapes;

pub use shapes::Flag;

use utoipa_axum::router::OpenApiRouter;

use crate::http::Server;

pub(super) fn routes() -> OpenApiRouter<Server> {
    OpenApiRouter::new()
        .merge(lists::routes())
        .merge(acts::routes())
}
