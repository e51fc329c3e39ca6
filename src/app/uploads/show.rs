//! Looking at an upload, and discarding it.

use super::{Distance, Form, Received, State, Upload, UploadId, owner};
use crate::app::{Actor, App, AppError};
use crate::domain::time::Instant;

/// An upload as its page shows it.
#[derive(Debug, Clone)]
pub struct View {
    /// Identity.
    pub id: UploadId,
    /// The system that gave the ids.
    pub source: String,
    /// The mapping, when not of the format.
    pub mapping: Option<String>,
    /// The form of the files.
    pub form: Form,
    /// The files.
    pub files: Vec<Received>,
    /// When they came.
    pub uploaded_at: Instant,
    /// Where it is.
    pub state: State,
    /// How far it is, while something is going on.
    pub distance: Distance,
}

impl View {
    fn of(upload: &Upload) -> Self {
        Self {
            id: upload.id,
            source: upload.source.clone(),
            mapping: upload.mapping.clone(),
            form: upload.form,
            files: upload.files.clone(),
            uploaded_at: upload.uploaded_at,
            state: upload.inside().state.clone(),
            distance: upload.meter.read(),
        }
    }
}

/// An upload of the actor's.
///
/// # Errors
/// [`AppError::NotFound`] when there is no such upload (any more), or it is another account's.
pub fn show(app: &App, actor: &Actor, id: UploadId) -> Result<View, AppError> {
    Ok(View::of(&*app.uploads.of(owner(actor)?, id)?))
}

/// The actor's present upload, if any.
///
/// # Errors
/// [`AppError::Forbidden`] for anybody but administrators.
pub fn current(app: &App, actor: &Actor) -> Result<Option<View>, AppError> {
    let owner = owner(actor)?;
    let upload = app.uploads.held().uploads.get(&owner).cloned();
    Ok(upload.map(|upload| View::of(&upload)))
}

/// Removes an upload with its files. Nothing of it was stored, unless it was applied.
///
/// # Errors
/// [`AppError::Conflict`] while it is being checked or applied, [`AppError::NotFound`] when there is
/// no such upload (any more).
pub fn discard(app: &App, actor: &Actor, id: UploadId) -> Result<(), AppError> {
    let owner = owner(actor)?;
    let upload = app.uploads.of(owner, id)?;
    if upload.inside().state.is_under_way() {
        return Err(AppError::Conflict("upload"));
    }
    app.uploads.held().uploads.remove(&owner);
    Ok(())
}
