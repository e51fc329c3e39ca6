//! Imports, for administrators: what was imported, sending files, looking at what they would do,
//! applying or discarding them.

mod history;
mod new;
mod receive;
mod report;
mod rows;
mod upload;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Form, Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use subtle::ConstantTimeEq;
use uuid::Uuid;

use crate::app::App;
use crate::app::uploads::{self, UploadId};
use crate::http::Server;
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
        .route("/imports/uploads/{upload}/apply", post(apply))
        .route("/imports/uploads/{upload}/discard", post(discard))
        .merge(receiving)
}

/// A form with nothing but its token.
#[derive(Debug, Deserialize)]
struct Pressed {
    #[serde(default)]
    form_token: String,
}

async fn apply(
    State(app): State<App>,
    reader: Reader,
    Path(upload): Path<Uuid>,
    Form(pressed): Form<Pressed>,
) -> Result<Response, Fault> {
    genuine(&reader, &pressed.form_token)?;
    uploads::apply(&app, &reader.actor(), UploadId(upload)).await?;
    Ok(Redirect::to(&address(UploadId(upload))).into_response())
}

async fn discard(
    State(app): State<App>,
    reader: Reader,
    Path(upload): Path<Uuid>,
    Form(pressed): Form<Pressed>,
) -> Result<Response, Fault> {
    genuine(&reader, &pressed.form_token)?;
    uploads::discard(&app, &reader.actor(), UploadId(upload))?;
    Ok(Redirect::to("/imports").into_response())
}

/// The page of an upload.
fn address(upload: UploadId) -> String {
    format!("/imports/uploads/{}", upload.0)
}

/// Whether a form was sent from a page of this session.
fn genuine(reader: &Reader, token: &str) -> Result<(), Fault> {
    let own = reader.session.form_token.as_bytes();
    if own.ct_eq(token.as_bytes()).into() {
        Ok(())
    } else {
        Err(Fault::of(
            "forbidden",
            "The form does not come from a page of this session. Open the page again and repeat.",
        ))
    }
}
