//! Imports, for administrators: what was imported, sending files, looking at what they would do,
//! applying or discarding them.

mod history;
mod new;
mod receive;
mod report;
mod rows;
mod upload;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use uuid::Uuid;

use crate::app::App;
use crate::app::uploads::{self, UploadId};
use crate::http::Server;
use crate::web::form::{Form, Nothing};
use crate::web::{Fault, Reader};

pub(in crate::web) fn routes() -> Router<Server> {
    let receiving = Router::new()
        .route("/imports/new", get(new::show).post(receive::receive))
        // The use case has a limit of its own, which is told kindly.
        .layer(DefaultBodyLimit::disable());
    Router::new()
        .route("/imports", get(history::list))
        .route("/imports/runs/{run}", get(history::show))
        .route("/imports/uploads/{upload}", get(upload::show))
        .route("/imports/uploads/{upload}/rows/{fault}", get(rows::show))
        .route("/imports/uploads/{upload}/apply", get(back).post(apply))
        .route("/imports/uploads/{upload}/discard", get(back).post(discard))
        .merge(receiving)
}

async fn apply(
    State(app): State<App>,
    reader: Reader,
    Path(upload): Path<Uuid>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response, Fault> {
    uploads::apply(&app, &reader.actor(), UploadId(upload)).await?;
    Ok(Redirect::to(&address(UploadId(upload))).into_response())
}

async fn discard(
    State(app): State<App>,
    reader: Reader,
    Path(upload): Path<Uuid>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response, Fault> {
    uploads::discard(&app, &reader.actor(), UploadId(upload))?;
    Ok(Redirect::to("/imports").into_response())
}

/// Who loads the address of a form, after something went wrong with it, comes back to the upload.
async fn back(Path(upload): Path<Uuid>) -> Redirect {
    Redirect::to(&address(UploadId(upload)))
}

/// The page of an upload.
fn address(upload: UploadId) -> String {
    format!("/imports/uploads/{}", upload.0)
}

/// Every page of an import.
#[cfg(test)]
pub(in crate::web) fn samples(shell: &crate::web::Shell) -> Vec<String> {
    [
        new::samples,
        upload::samples,
        rows::samples,
        history::samples,
    ]
    .iter()
    .flat_map(|samples| samples(shell))
    .collect()
}
