//! What the service has not done for a patient's relationships.

use axum::extract::State;
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::people::Patient;
use crate::api::codes;
use crate::api::extract::{Id, Json, Query};
use crate::api::paging::{self, Here, Page, Paging, Total};
use crate::api::{Carer, tags};
use crate::app::caseload::{self, Asked};
use crate::app::{App, record};
use crate::domain::flags::{self, Names, rules};
use crate::domain::ids::{PatientId, ProfessionalId, UnitId};
use crate::domain::time::{self, Instant};
use crate::domain::trajectory::Directory;
use crate::http::{Problem, Server};

pub(super) fn routes() -> OpenApiRouter<Server> {
    OpenApiRouter::new()
        .routes(routes!(of_patient))
        .routes(routes!(of_everybody))
}

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
    /// Records that it rests on; null in lists of several patients.
    #[serde(skip_serializing_if = "Option::is_none")]
    record_ids: Option<Vec<Uuid>>,
}

/// What a flag is about.
#[derive(Debug, Serialize, ToSchema)]
pub struct Subject {
    /// `patient`, `admission`, `relationship` or `handover`.
    #[schema(example = "admission")]
    kind: &'static str,
    /// The record; of an admission its first ward stay; null for the patient's care as a whole.
    id: Option<Uuid>,
}

/// A patient's flags.
#[derive(Debug, Serialize, ToSchema)]
pub struct Flags {
    /// The flags, the most pressing first.
    items: Vec<Flag>,
}

/// A patient with flags.
#[derive(Debug, Serialize, ToSchema)]
pub struct FlaggedPatient {
    /// Who.
    patient: Patient,
    /// The flags, the most pressing first.
    flags: Vec<Flag>,
}

/// What the service has not done for a patient's relationships, as the record stands now.
#[utoipa::path(get, path = "/api/v1/patients/{id}/flags", operation_id = "list_patient_flags",
    tag = tags::FLAGS, params(("id" = Uuid, Path, description = "The patient")),
    responses((status = 200, description = "The flags", body = Flags)))]
async fn of_patient(
    State(app): State<App>,
    Carer(caller): Carer,
    Id(id): Id,
) -> Result<Json<Flags>, Problem> {
    let opened = record::open(&app, &caller.actor(), PatientId(id), "flags.read").await?;
    let case = opened.case();
    let found = flags::in_order(flags::judge(&case).flags);
    let items = found.iter().map(|flag| Flag {
        record_ids: Some(flag.basis(&case).into_iter().map(|id| id.0).collect()),
        ..Flag::of(flag, &opened.directory, opened.now)
    });
    Ok(Json(Flags {
        items: items.collect(),
    }))
}

/// The caller's patients with flags, those first who need a human soon.
#[utoipa::path(get, path = "/api/v1/flags", operation_id = "list_flags", tag = tags::FLAGS,
    params(Paging),
    responses((status = 200, description = "A page of patients with flags; the total counts patients",
        body = Page<FlaggedPatient>)))]
async fn of_everybody(
    State(app): State<App>,
    Carer(caller): Carer,
    Query(paging): Query<Paging>,
    here: Here,
) -> Result<Json<Page<FlaggedPatient>>, Problem> {
    let asked = Asked {
        flagged: true,
        limit: Some(paging.limit()),
        after: paging.mark(),
        ..Asked::default()
    };
    let found = caseload::caseload(&app, &caller.actor(), &asked)
        .await
        .map_err(paging::told)?;
    let items = found.rows.iter().map(|row| FlaggedPatient {
        patient: Patient::of(&row.patient),
        flags: row
            .flags
            .iter()
            .map(|flag| Flag::of(flag, &found.directory, found.now))
            .collect(),
    });
    Ok(Json(Page {
        items: items.collect(),
        total: Total::from(found.count),
        next: found.next.as_deref().map(|mark| here.with_cursor(mark)),
    }))
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
            record_ids: None,
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
