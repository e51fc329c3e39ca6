//! Whether a screen can be handed over to a patient, and how it stands with their code.

use super::may_hand_over;
use crate::app::record::{self, Opened};
use crate::app::{Actor, App, AppError};
use crate::domain::ids::PatientId;
use crate::domain::pin::PIN_FAILURES;
use crate::store::own_codes;

/// How it stands with a patient's code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeState {
    /// There is none yet: the patient chooses one.
    None,
    /// It is asked for.
    Set,
    /// Too many wrong ones were typed: staff let the patient choose another.
    Closed,
}

/// A screen that can be handed over.
#[derive(Debug, Clone)]
pub struct Screen {
    /// The patient's record.
    pub opened: Opened,
    /// How it stands with the code.
    pub code: CodeState,
}

/// What whoever is about to hand a screen over sees.
///
/// # Errors
/// As [`record::open_to_change`], and [`AppError::Forbidden`] behind a broken glass.
pub async fn screen(app: &App, actor: &Actor, patient: PatientId) -> Result<Screen, AppError> {
    let opened = record::open_to_change(app, actor, patient, "own.form").await?;
    may_hand_over(app, actor, &opened, "own.hand_over").await?;
    let code = code_state(app, patient).await?;
    Ok(Screen { opened, code })
}

/// How it stands with a patient's code.
///
/// # Errors
/// Whatever the database reports.
pub async fn code_state(app: &App, patient: PatientId) -> Result<CodeState, AppError> {
    let code = own_codes::find(app.db.writer(), patient).await?;
    Ok(match code {
        None => CodeState::None,
        Some(code) if code.failures >= PIN_FAILURES => CodeState::Closed,
        Some(_) => CodeState::Set,
    })
}
