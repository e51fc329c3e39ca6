//! Who works where, and where there is work: employments, professionals, units. No patient is in it.

mod employment;
mod registered;

pub use employment::{Term, begin, change, end};
pub use registered::{professional, unit};

use super::Scene;
use crate::domain::ids::{PatientId, ProfessionalId};
use crate::domain::intake::Patient;
use crate::domain::time::Instant;
use crate::domain::trajectory::Directory;

/// The longest name of a professional or a unit.
const NAME_MAX: usize = 200;

/// Nobody: who stands where a verb is about no patient.
pub static NOBODY: Patient = Patient {
    id: String::new(),
    identifiers: Vec::new(),
    family_name: None,
    given_name: None,
    birth_date: None,
    sex: None,
    language: None,
    in_service_from: None,
    in_service_to: None,
    deceased_at: None,
    recorded_at: None,
};

impl<'a> Scene<'a> {
    /// What a verb sees that is about no patient.
    pub const fn of_nobody(
        now: Instant,
        who: Option<ProfessionalId>,
        directory: &'a Directory,
    ) -> Self {
        Self {
            now,
            id: PatientId(uuid::Uuid::nil()),
            patient: &NOBODY,
            who,
            directory,
            records: &[],
            about: None,
            before: &[],
        }
    }
}
