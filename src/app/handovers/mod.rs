//! Handovers as people make them: writing one, offering it, and what the receiver does with it.
//!
//! A draft is its author's, and no part of the record: what is typed is saved every few seconds without
//! an entry in the audit trail for each. That it was begun, put away and offered is written down.

mod accept_settled;
mod act;
mod begin;
mod discard;
mod inbox;
mod lapse;
mod offer;
mod pass;
mod planned;
mod revise;
mod save;
mod show;
mod start;
mod step;
mod voice;
mod write;

pub use accept_settled::{Settled, accept_settled};
pub use act::{Command, act, pool_of};
pub use begin::{Beginning, Begun, begin};
pub use discard::{discard, restore};
pub use inbox::{Asked, List, Row, inbox, waiting};
pub use lapse::{Lapsed, lapse};
pub use offer::{Offering, Whom, offer};
pub use pass::{How, Passing};
pub(in crate::app) use pass::{Prepared, prepare};
pub(in crate::app) use planned::{Planned, planned};
pub use revise::revise;
pub use save::{Saved, Saving, save};
pub use show::{Shown, show};
pub use start::{Prefill, Start, Started, start};
pub use write::{Last, Writing, drafts, is_being_written, open_draft, own_draft, write};

pub use crate::store::handovers::{Beside, Draft, Inbox, Snapshot, Spoken, Stored, Told};

use std::sync::Arc;

use super::record::reach_of;
use super::{Actor, App, AppError, Refusal, access};
use crate::domain::access::{Action, Door, Reach, Viewer};
use crate::domain::flags::Policy;
use crate::domain::handover::{Fault, Parties, Person, Receiver, content::Expected};
use crate::domain::ids::{PatientId, ProfessionalId, RecordId, UnitId};
use crate::domain::time::{self, Instant};
use crate::domain::trajectory::Directory;
use crate::store::{handovers as stored, summaries};

/// One handover of a patient: what every address of one begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Address {
    /// The patient.
    pub patient: PatientId,
    /// The handover, or the draft that becomes it.
    pub handover: RecordId,
}

/// Somebody who makes handovers: an account whose roles reach patients.
#[derive(Debug, Clone)]
struct Maker<'a> {
    viewer: &'a Viewer,
    reach: Reach,
}

impl<'a> Maker<'a> {
    fn of(actor: &'a Actor) -> Result<Self, AppError> {
        let reach = reach_of(actor)?;
        match (actor, reach) {
            (Actor::Account(viewer), Some(reach)) => Ok(Self { viewer, reach }),
            // Red Thread itself and the command line hand nobody over.
            _ => Err(Refusal::NoCareRole.into()),
        }
    }

    fn person(&self) -> Person<'_> {
        Person {
            professional: self.viewer.professional,
            units: &self.reach.units,
        }
    }

    const fn parties(&self, unit: Option<UnitId>) -> Parties {
        Parties {
            professional: self.viewer.professional,
            unit,
        }
    }
}

/// Lets in who may read a patient's record: a handover is owed, written or answered, after the patient has
/// moved on, too, and nobody is to be trapped with one.
async fn admit(app: &App, actor: &Actor, patient: PatientId) -> Result<(), AppError> {
    access::admit(app, actor, patient, Action::Read, "handover.write").await?;
    Ok(())
}

/// Lets a handover go to a receiver. An offer opens the record to whoever receives it; so those who are there
/// only for a time, after the patient has moved on or behind a broken glass, offer to those who have the
/// patient now: their own unit would otherwise be given what has ended, or what it never had.
async fn admit_to_offer(
    app: &App,
    actor: &Actor,
    patient: PatientId,
    to: Receiver,
    now: Instant,
) -> Result<(), AppError> {
    let asked = "handover.offer";
    let sought = access::admit(app, actor, patient, Action::Read, asked).await?;
    let allowed = access::decided(actor, Action::Read, &sought).ok().flatten();
    let Some(denied) = access::denied(actor, allowed, &[TO_ANYBODY]) else {
        return Ok(());
    };
    if stored::is_in_care(&app.db.read, patient, to, now).await? {
        return Ok(());
    }
    Err(access::refuse(app, actor, patient, asked, denied).await)
}

/// An offer to somebody who may not have the patient yet.
const TO_ANYBODY: Door = Door::Offer { is_in_care: false };

/// The thresholds in force for a patient, without reading the record.
async fn policy_of(app: &App, patient: PatientId, now: Instant) -> Result<Arc<Policy>, AppError> {
    let standing = app.standing().await?;
    let summaries = summaries::load(&app.db.read, &[patient]).await?;
    let unit = summaries.first().and_then(|summary| summary.policy_unit);
    Ok(standing.policies.at(&standing.directory, unit, now).policy)
}

/// The receiver that is meant, where there is such a one: a person without a unit is meant where they
/// work now, so that there is a pool to tell when nobody answers.
fn receiver(to: Receiver, directory: &Directory, now: Instant) -> Result<Receiver, AppError> {
    let is_known = to
        .professional
        .is_none_or(|id| directory.professionals.contains_key(&id))
        && to.unit.is_none_or(|id| directory.units.contains_key(&id));
    if !is_known {
        return Err(AppError::Handover(vec![Fault {
            field: "to",
            expected: Expected::Receiver,
        }]));
    }
    let works_at = |professional| workplace(professional, directory, now);
    Ok(Receiver {
        professional: to.professional,
        unit: to.unit.or_else(|| to.professional.and_then(works_at)),
    })
}

/// Where a professional works now; the last place where they began, of several.
fn workplace(professional: ProfessionalId, directory: &Directory, now: Instant) -> Option<UnitId> {
    let today = time::local_date(now, directory.service_zone);
    let employments = directory.employments.get(&professional)?.iter().rev();
    employments
        .filter(|post| post.from <= today && post.to.is_none_or(|to| to > today))
        .map(|post| post.unit)
        .next()
}
