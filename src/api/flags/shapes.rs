//! Flags as they are sent.

use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;
use uuid::Uuid;

use super::life::Life;
use crate::api::codes;
use crate::domain::flags::{self, Names, rules};
use crate::domain::ids::{ProfessionalId, UnitId};
use crate::domain::time::{self, Instant};
use crate::domain::trajectory::Directory;

/// What the service has not done for a patient's relationships.
#[derive(Debug, Serialize, ToSchema)]
pub struct Flag {
    /// What names it for as long as it lives; `flag` of the timeline takes it.
    #[schema(example = "8-0199f0c26f6e7cc398c4dc0c0c07398f")]
    key: String,
    /// The rule's code: for machines, never beside a person's name.
    #[schema(example = "no_follow_up_7d")]
    code: &'static str,
    /// What people read.
    #[schema(example = "Discharged, and no contact recorded within a week")]
    sentence: &'static str,
    /// Something that was not done, or something good that is possible now.
    kind: codes::FlagKind,
    /// How soon somebody should look.
    severity: codes::Severity,
    /// Who owns the task.
    owner: codes::OwnerRole,
    /// What it is about.
    subject: Subject,
    /// What it rests on, counts of days as of now, by the names the rule gives; people and units
    /// by identity.
    #[schema(value_type = Object)]
    evidence: Value,
    /// What ends it.
    #[schema(example = "A contact after the discharge is recorded")]
    clears_when: &'static str,
    /// Records that it rests on; left out in lists of several patients.
    #[serde(skip_serializing_if = "Option::is_none")]
    record_ids: Option<Vec<Uuid>>,
    /// Whose it is, and what was done with it; left out in lists of patients.
    #[serde(skip_serializing_if = "Option::is_none", flatten)]
    life: Option<Life>,
}

/// What a flag is about.
#[derive(Debug, Serialize, ToSchema)]
pub struct Subject {
    /// `patient`, `admission`, `relationship`, `handover`, `measure`, `request`, `rupture` or
    /// `alliance_score`.
    #[schema(example = "admission")]
    kind: &'static str,
    /// The record; of an admission its first ward stay; null for the patient's care as a whole.
    id: Option<Uuid>,
}

impl Flag {
    /// A flag as it reads at an instant.
    pub fn of(flag: &flags::Flag, directory: &Directory, now: Instant) -> Self {
        let today = time::local_date(now, directory.service_zone);
        let evidence = flag.evidence.read(today, &Identities);
        Self {
            key: flag.key(),
            code: flag.code,
            sentence: rules::sentence(flag.code),
            kind: flag.kind().into(),
            severity: flag.severity.into(),
            owner: flag.owner.into(),
            subject: Subject {
                kind: flag.subject.kind(),
                id: flag.subject.record().map(|id| id.0),
            },
            evidence: if evidence.is_object() {
                evidence
            } else {
                Value::Object(Map::new())
            },
            clears_when: rules::clears_when(flag.code),
            record_ids: None,
            life: None,
        }
    }

    /// The same with the records that it rests on.
    pub fn resting_on(self, case: &flags::Case<'_>, flag: &flags::Flag) -> Self {
        let records = flag.basis(case).into_iter().map(|id| id.0);
        Self {
            record_ids: Some(records.collect()),
            ..self
        }
    }

    /// The same with its life.
    pub fn living(self, life: Life) -> Self {
        Self {
            life: Some(life),
            ..self
        }
    }
}

/// People and units by identity.
struct Identities;

impl Names for Identities {
    fn professional(&self, id: ProfessionalId) -> Option<String> {
        Some(id.0.to_string())
    }

    fn unit(&self, id: UnitId) -> Option<String> {
        Some(id.0.to_string())
    }
}
