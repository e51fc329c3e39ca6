//! A patient's timeline as a file.

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use super::patient::patient_id;
use crate::app::{App, record};
use crate::domain::timeline::{Focus, build, csv};
use crate::http::Server;
use crate::web::timeline;
use crate::web::{Fault, Reader};

pub(in crate::web) fn routes() -> Router<Server> {
    Router::new().route("/patients/{id}/timeline.csv", get(file))
}

/// The table of the same address, for a spreadsheet. Dates that make no window are refused here: a
/// file cannot say that it shows other dates than were asked for.
async fn file(
    State(app): State<App>,
    reader: Reader,
    Path(id): Path<String>,
    Query(query): Query<timeline::Query>,
) -> Result<Response, Fault> {
    let patient = patient_id(&id)?;
    if query.window().1.is_some() {
        return Err(Fault::of(
            "invalid_input",
            "from and to are ISO dates in order.",
        ));
    }
    let opened = record::open(&app, &reader.actor(), patient, "timeline.csv").await?;
    let timeline = build(&opened.case(), &query.request(Focus::default()));
    let kind = HeaderValue::from_static("text/csv; charset=utf-8; header=present");
    // No name and no id: files lie about.
    let place = HeaderValue::from_static("attachment; filename=\"timeline.csv\"");
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_DISPOSITION, place),
    ];
    Ok((headers, csv::csv(&timeline)).into_response())
}
