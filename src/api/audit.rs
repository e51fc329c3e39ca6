//! The audit log: who has looked at a patient's record, and the whole log for privacy officers.

use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::codes::{self, Moment};
use super::directory::{ProfessionalRef, UnitRef};
use super::extract::{Id, Json, Query};
use super::paging::{self, Here, Limit};
use super::{Caller, tags};
use crate::app::App;
use crate::app::audit::access_log::{self, Line, Wanted, Who};
use crate::domain::ids::PatientId;
use crate::domain::time::{self, Instant};
use crate::domain::trajectory::Directory;
use crate::http::{Problem, Server};

pub(super) fn routes() -> OpenApiRouter<Server> {
    OpenApiRouter::new()
        .routes(routes!(of_patient))
        .routes(routes!(list))
}

/// A page of entries, the latest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct Entries {
    /// The entries.
    items: Vec<Entry>,
    /// The address of the next page; null on the last.
    next: Option<String>,
}

/// Something that was done.
#[derive(Debug, Serialize, ToSchema)]
pub struct Entry {
    /// Identity.
    id: Uuid,
    /// When.
    at: Moment,
    /// Who, as it is written: `account:NAME`, `cli:NAME`, `system` or `nobody`.
    #[schema(example = "account:k.berg")]
    actor: String,
    /// Who that is; null for those who are nobody of the directory.
    professional: Option<ProfessionalRef>,
    /// What the account may do now; empty for one that is gone.
    roles: Vec<HeldRole>,
    /// What was done: a stable word.
    #[schema(example = "patient.show")]
    action: String,
    /// Whose record; null where it was nobody's in particular.
    patient_id: Option<Uuid>,
    /// What it was done to: a kind, or a kind and an id.
    #[schema(example = "patient")]
    subject: String,
    /// What for.
    #[schema(example = "care")]
    purpose: String,
    /// Why; null where that is not kept with the entry, or held back.
    reason: Option<String>,
}

/// A role, and where it is held.
#[derive(Debug, Serialize, ToSchema)]
pub struct HeldRole {
    /// Which.
    role: codes::Role,
    /// Where; null for roles that belong to no unit.
    unit: Option<UnitRef>,
}

/// Where a page begins and how long it is.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct PageAsked {
    /// How many entries at most, 1 to 200; 50 where it is not given.
    #[param(value_type = Option<u16>, minimum = 1, maximum = 200, example = 50)]
    limit: Limit,
    /// Where the page begins: taken from the `next` link of the page before, never put together.
    cursor: Option<String>,
}

/// Which entries; all that is given must fit.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct LogAsked {
    /// How many entries at most, 1 to 200; 50 where it is not given.
    #[param(value_type = Option<u16>, minimum = 1, maximum = 200, example = 50)]
    limit: Limit,
    /// Where the page begins: taken from the `next` link of the page before, never put together.
    cursor: Option<String>,
    /// By this actor, as it is written.
    #[param(example = "account:k.berg")]
    actor: Option<String>,
    /// Of this action.
    #[param(example = "patient.show")]
    action: Option<String>,
    /// About this patient.
    patient: Option<Uuid>,
    /// From this moment on.
    #[param(value_type = Option<String>, format = "date-time")]
    from: Option<Instant>,
    /// Before this moment.
    #[param(value_type = Option<String>, format = "date-time")]
    to: Option<Instant>,
}

/// Who has looked at a patient's record or changed it.
///
/// For those who take part in the patient's care, and for privacy officers, who reach every patient's
/// access log and no record.
#[utoipa::path(get, path = "/api/v1/patients/{id}/access-log", operation_id = "get_access_log",
    tag = tags::PATIENTS, params(("id" = Uuid, Path, description = "The patient"), PageAsked),
    responses((status = 200, description = "A page of entries", body = Entries)))]
async fn of_patient(
    State(app): State<App>,
    caller: Caller,
    Id(id): Id,
    Query(asked): Query<PageAsked>,
    here: Here,
) -> Result<Json<Entries>, Problem> {
    let (actor, limit) = (caller.actor(), asked.limit.items());
    let found = access_log::of_patient(
        &app,
        &actor,
        PatientId(id),
        asked.cursor.as_deref(),
        Some(limit),
        "access_log.read",
    )
    .await
    .map_err(paging::told)?;
    Ok(entries(
        &found.lines,
        &found.directory,
        found.next.as_deref(),
        &here,
    ))
}

/// The whole log, for privacy officers.
#[utoipa::path(get, path = "/api/v1/audit", operation_id = "list_audit", tag = tags::AUDIT,
    params(LogAsked), responses((status = 200, description = "A page of entries", body = Entries)))]
async fn list(
    State(app): State<App>,
    caller: Caller,
    Query(asked): Query<LogAsked>,
    here: Here,
) -> Result<Json<Entries>, Problem> {
    let actor = caller.actor();
    let wanted = Wanted {
        actor: asked.actor,
        action: asked.action,
        patient: asked.patient.map(PatientId),
        from: asked.from,
        to: asked.to,
    };
    let limit = Some(asked.limit.items());
    let found = access_log::list(&app, &actor, &wanted, asked.cursor.as_deref(), limit)
        .await
        .map_err(paging::told)?;
    Ok(entries(
        &found.lines,
        &found.directory,
        found.next.as_deref(),
        &here,
    ))
}

fn entries(
    lines: &[Line],
    directory: &Directory,
    next: Option<&str>,
    here: &Here,
) -> Json<Entries> {
    Json(Entries {
        items: lines
            .iter()
            .map(|line| Entry::of(line, directory))
            .collect(),
        next: next.map(|mark| here.with_cursor(mark)),
    })
}

impl Entry {
    fn of(line: &Line, directory: &Directory) -> Self {
        let (professional, roles) = match &line.who {
            Who::Account {
                professional,
                roles,
                ..
            } => (*professional, roles.as_slice()),
            Who::CommandLine(_) | Who::Patient | Who::System | Who::Other(_) => {
                (None, [].as_slice())
            }
        };
        Self {
            id: line.id,
            at: Moment(time::to_rfc3339(line.at, directory.service_zone)),
            actor: line.actor.clone(),
            professional: professional.map(|id| ProfessionalRef::of(id, directory)),
            roles: roles
                .iter()
                .map(|granted| HeldRole {
                    role: granted.role.into(),
                    unit: granted.unit.map(|unit| UnitRef::of(unit, directory)),
                })
                .collect(),
            action: line.action.clone(),
            patient_id: line.patient.map(|patient| patient.0),
            subject: line.subject.clone(),
            purpose: line.purpose.clone(),
            reason: line.reason.clone(),
        }
    }
}
