//! Drafts that a departure's plan begins for whoever leaves: to be passed on in a meeting of all three.

use super::{Draft, receiver};
use crate::app::{App, AppError};
use crate::domain::handover::{Content, Parties, Receiver};
use crate::domain::ids::{AccountId, PatientId, ProfessionalId, RecordId, UnitId};
use crate::domain::time::Instant;
use crate::domain::trajectory::Directory;
use crate::domain::vocabulary::{HandoverGrade, HandoverType};

/// Who hands whom over to whom.
#[derive(Debug, Clone, Copy)]
pub(in crate::app) struct Planned {
    /// The account of whoever leaves.
    pub account: AccountId,
    /// Who leaves.
    pub from: ProfessionalId,
    /// The unit that the relationship belongs to.
    pub unit: Option<UnitId>,
    /// Who takes over.
    pub to: ProfessionalId,
}

/// A warm handover as it would begin: the words are its author's.
pub(in crate::app) fn planned(
    app: &App,
    patient: PatientId,
    planned: &Planned,
    (directory, now): (&Directory, Instant),
) -> Result<Draft, AppError> {
    let to = Receiver {
        professional: Some(planned.to),
        unit: None,
    };
    Ok(Draft {
        patient,
        id: RecordId(app.ids.next()),
        account: planned.account,
        parties: Parties {
            professional: Some(planned.from),
            unit: planned.unit,
        },
        to: receiver(to, directory, now)?,
        content: Content {
            kind: Some(HandoverType::ProfessionalToProfessional),
            grade: Some(HandoverGrade::Warm),
            ..Content::default()
        },
        is_revision: false,
        started_at: now,
        saved_at: now,
        discarded_at: None,
        version: 1,
    })
}
