//! That it is in question whether a patient can consent: stated by somebody in care, for a time, with a reason, and
//! settled again. What follows from it is [`crate::domain::story::capacity`].

mod settle;
mod show;
mod state;

pub use settle::settle;
pub use show::{Capacity, show};
pub use state::state;

pub use crate::domain::story::capacity::{Question, Statement};

use serde_json::Value;

use super::record::{self, Opened};
use super::recording::who;
use super::{Actor, App, AppError, access};
use crate::domain::access::Door;
use crate::domain::ids::{PatientId, ProfessionalId};
use crate::domain::recording::{Fault, Wrong};
use crate::store::AuditEntry;

/// Opens the record to somebody in care who says something of the patient's capacity.
async fn open(
    app: &App,
    actor: &Actor,
    patient: PatientId,
    action: &'static str,
) -> Result<(Opened, ProfessionalId), AppError> {
    let opened = record::open_to_change(app, actor, patient, "capacity.form").await?;
    if let Some(denied) = access::denied(actor, opened.allowed, &[Door::Words]) {
        return Err(access::refuse(app, actor, patient, action, denied).await);
    }
    let me = who(actor).ok_or_else(|| {
        AppError::Unfit(vec![Fault {
            field: "author",
            wrong: Wrong::NobodyYourself,
        }])
    })?;
    Ok((opened, me))
}

fn entry(
    app: &App,
    actor: &Actor,
    action: &'static str,
    patient: PatientId,
    detail: Value,
) -> AuditEntry {
    AuditEntry {
        patient: Some(patient),
        ..app.entry(actor, action, "patient", "care", detail)
    }
}
