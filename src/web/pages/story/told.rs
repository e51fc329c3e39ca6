//! `/patients/{id}/story/told`: the reader told the patient what they have read, of several entries at once.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use uuid::Uuid;

use super::typed::Pairs;
use crate::app::{App, story};
use crate::domain::ids::RecordId;
use crate::domain::recording::Fields;
use crate::web::pages::patient::patient_id;
use crate::web::{Fault, Form, Reader};

pub(super) async fn send(
    State(app): State<App>,
    reader: Reader,
    Path(patient): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, Fault> {
    let patient = patient_id(&patient)?;
    let fields = Fields::new(pairs);
    let entries: Vec<RecordId> = fields
        .all("entry")
        .filter_map(|id| Uuid::parse_str(id).ok())
        .map(RecordId)
        .collect();
    story::tell_read(&app, &reader.actor(), patient, &entries).await?;
    let back = match fields.get("back") {
        Some("together") => "together",
        _ => "story",
    };
    let page = format!("/patients/{}/{back}?done=told#done", patient.0);
    Ok(Redirect::to(&page).into_response())
}
