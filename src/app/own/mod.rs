//! The patient's own pages, on a screen that staff hand over: handing it over, the code that opens it, giving it
//! back, and which relationships matter. What the patient reads and writes there goes the ways of
//! [`super::story`], with the patient for an actor.
//!
//! Who hands a screen over stays signed in behind it; nothing of theirs answers until they give their PIN or
//! password again, as for a locked session: see [`super::sign_in::browser`].

mod code;
mod give_back;
mod hand_over;
mod mark;
mod renew;
mod screen;

pub use code::{Given, choose, give};
pub use give_back::give_back;
pub use hand_over::hand_over;
pub use mark::{Marks, Valued, mark, marks, relationships};
pub use renew::renew;
pub use screen::{CodeState, Screen, code_state, screen};

pub use super::sign_in::browser::Own;
pub use crate::store::marks::Mark;
pub(in crate::app) use mark::noted;

use serde_json::Value;

use super::{Actor, App, AppError, access};
use crate::app::record::Opened;
use crate::domain::access::Door;
use crate::domain::ids::PatientId;
use crate::store::AuditEntry;

/// Refuses those who are there only for a time, by a broken glass: they let nobody at the record.
async fn may_hand_over(
    app: &App,
    actor: &Actor,
    opened: &Opened,
    action: &'static str,
) -> Result<(), AppError> {
    let patient = opened.patient.reference.id;
    match access::denied(actor, opened.allowed, &[Door::Words]) {
        Some(denied) => Err(access::refuse(app, actor, patient, action, denied).await),
        None => Ok(()),
    }
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
