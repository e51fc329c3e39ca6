//! Recording: what people write into patients' records.
//!
//! Every verb of [`crate::domain::recording`] goes one way, [`record`]: the patient's records as they are
//! within the transaction, what was typed checked against them, the rows and the versions before them,
//! the flags anew, what came of the form under its key, the audit entry. Either all of it is there or
//! nothing.

mod alike;
mod correct;
mod look;
mod once;
mod pass_on;
mod record;
mod register;
pub mod staff;
mod take_over;

pub use alike::Alike;
pub use correct::{Corrected, correct};
pub(in crate::app) use look::version_of;
pub use look::{Looked, is_reached, look};
pub use once::Once;
pub(in crate::app) use once::fingerprint;
pub use pass_on::{PassedOn, pass_on};
pub(in crate::app) use record::{Basis, Put, put, who, wrote};
pub use record::{Command, Looks, Made, Recorded, record};
pub use register::{Outcome, register};
pub use take_over::{TakeOver, Taken, take_over};

pub use crate::domain::recording::{Fault, Fields, Held, VERBS, Verb, Wrong, verb};

use super::record::{self as reading, Opened};
use super::{Actor, App, AppError, access};
use crate::domain::access::Door;
use crate::domain::ids::PatientId;
use crate::domain::intake::Record;
use crate::domain::plan;
use crate::domain::recording::person_of;
use crate::domain::trajectory::Directory;
use crate::store::records;

/// Opens a record to somebody who is to record something in it; what is owed, also to those who may
/// read only.
async fn open(
    app: &App,
    actor: &Actor,
    patient: PatientId,
    verb: &Verb,
    action: &'static str,
) -> Result<Opened, AppError> {
    if verb.is_owed() {
        return reading::open(app, actor, patient, action).await;
    }
    let opened = reading::open_to_change(app, actor, patient, action).await?;
    // Whether there is such a plan already would say what is not shown behind a broken glass.
    if verb.is_of_the_team()
        && let Some(denied) = access::denied(actor, opened.allowed, &[Door::Words])
    {
        return Err(access::refuse(app, actor, patient, verb.action, denied).await);
    }
    Ok(opened)
}

/// Whether an actor may record something of a record: a break in a working relationship is known to those
/// whose it is, and some plans to nobody behind a broken glass.
fn is_for(held: &Held, actor: &Actor, basis: Basis<'_>) -> bool {
    match (&held.record, actor) {
        (Record::Rupture(rupture), Actor::Account(_)) => {
            let whose = person_of(basis.directory, &rupture.professional_id);
            whose.is_some() && whose == record::who(actor)
        }
        (Record::Plan(held), Actor::Account(_)) => {
            plan::is_shown(held.kind, basis.allowed.map(|allowed| allowed.way))
        }
        _ => true,
    }
}

/// What records call units and professionals: `system|value`, whichever source they are of.
pub(in crate::app) fn naming(directory: &Directory) -> records::Directory {
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
