//! A patient's records with the identities that their sources gave them.

use std::collections::HashMap;

use super::record::{self, Opened};
use super::{Actor, App, AppError};
use crate::domain::ids::{PatientId, RecordId};
use crate::domain::intake::Kind;
use crate::store::sources;

pub use crate::store::sources::Named;

/// A patient's record, opened, and the sources' identities of some kinds of records.
#[derive(Debug, Clone)]
pub struct Sourced {
    /// The record.
    pub opened: Opened,
    /// The sources' identities, and the versions.
    pub sources: HashMap<RecordId, Named>,
}

/// Opens a patient's record with the sources' identities of its records of some kinds.
///
/// # Errors
/// As [`record::open`].
pub async fn open(
    app: &App,
    actor: &Actor,
    patient: PatientId,
    action: &'static str,
    kinds: &[Kind],
) -> Result<Sourced, AppError> {
    let opened = record::open(app, actor, patient, action).await?;
    let sources = sources::of_patient(&app.db.read, patient, kinds).await?;
    Ok(Sourced { opened, sources })
}
