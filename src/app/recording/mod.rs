//! Recording: what people write into patients' records.
//!
//! Every verb of [`crate::domain::recording`] goes one way, [`record`]: the patient's records as they are
//! within the transaction, what was typed checked against them, the rows and the versions before them,
//! the flags anew, what came of the form under its key, the audit entry. Either all of it is there or
//! nothing.

mod look;
mod once;
mod pass_on;
mod record;
mod register;
mod take_over;

pub(in crate::app) use look::version_of;
pub use look::{Looked, is_reached, look};
pub use once::Once;
pub use pass_on::{PassedOn, pass_on};
pub use record::{Command, Looks, Made, Recorded, record};
pub use register::{Alike, Outcome, register};
pub use take_over::{TakeOver, Taken, take_over};

pub use crate::domain::recording::{Fault, Fields, Held, VERBS, Verb, Wrong, verb};

use super::record::{self as reading, Opened};
use super::{Actor, App, AppError};
use crate::domain::ids::PatientId;
use crate::domain::trajectory::Directory;
use crate::store::records;

/// Opens a record to somebody who is to change it.
///
/// # Errors
/// As [`reading::open_to_change`].
pub async fn open_to_change(
    app: &App,
    actor: &Actor,
    patient: PatientId,
    action: &'static str,
) -> Result<Opened, AppError> {
    reading::open_to_change(app, actor, patient, action).await
}

/// What records call units and professionals: `system|value`, whichever source they are of.
fn naming(directory: &Directory) -> records::Directory {
    let naming = records::Naming::Qualified;
    let mut names = records::Directory::empty(directory.service_zone, naming);
    for unit in directory.units.values() {
        let known = records::KnownUnit {
            id: unit.id,
            zone: Some(unit.zone),
            parent: None,
        };
        names.put_unit(&unit.source.to_string(), known);
    }
    for person in directory.professionals.values() {
        names.put_professional(&person.source.to_string(), person.id);
    }
    names.mark();
    names
}
