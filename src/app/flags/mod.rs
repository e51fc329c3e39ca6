//! Flags as people meet them: whose they are, what was done with them, and doing it.

mod act;
mod history;
mod mine;
mod of_patient;
mod remark;
mod show;

pub use act::{Command, act};
pub use history::{History, history};
pub use mine::{Asked, Mine, Row, mine};
pub use of_patient::{Lived, OfPatient, lived, of_patient};
pub use remark::{Said, remark};
pub use show::{Shown, Thresholds, show};

pub use crate::domain::flags::life::Illegal;
pub use crate::store::flag_events::Told;
pub use crate::store::flag_lives::Which;
pub use crate::store::flags::StoredFlag;

use super::access::admit;
use super::record::Opened;
use super::{Actor, Standing};
use crate::domain::flags::{Flag, Onlooker, Subject, rules::RULES};
use crate::domain::ids::{FlagId, PatientId, RecordId};
use crate::domain::time::Instant;

/// Who looks at flags, when this actor does.
pub const fn onlooker(actor: &Actor) -> Onlooker {
    match actor {
        Actor::CommandLine(_) | Actor::System => Onlooker::Everything,
        // Flags are told to patients in words of their own, and never by rule.
        Actor::Patient(_) => Onlooker::Staff(None),
        Actor::Account(viewer) => Onlooker::Staff(viewer.professional),
    }
}

/// A stored flag as its rule found it; `None` where this version of Red Thread has no such rule.
pub fn as_found(stored: &StoredFlag) -> Option<Flag> {
    let rule = RULES.iter().find(|rule| rule.code == stored.code)?;
    Some(Flag {
        code: rule.code,
        severity: stored.severity,
        subject: Subject::of(&stored.subject_kind, RecordId(stored.subject_id))?,
        evidence: serde_json::from_value(stored.evidence.clone()).ok()?,
        owner: stored.owner_role,
    })
}

/// The thresholds that held for a patient at an instant.
fn thresholds(standing: &Standing, opened: &Opened, at: Instant) -> Thresholds {
    let (trajectory, directory) = (&opened.trajectory, &opened.directory);
    let in_force = standing.policies.of_patient(trajectory, directory, at);
    let mut versions = standing.policies.versions();
    Thresholds {
        policy: in_force.policy,
        version: versions
            .find(|version| Some(version.id) == in_force.version)
            .cloned(),
    }
}

/// One flag of a patient: what every address of one begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Address {
    /// The patient.
    pub patient: PatientId,
    /// The flag, by its stored identity.
    pub flag: FlagId,
}
