//! Flags of one patient, and those that are the caller's to answer.

use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::life::Life;
use super::shapes::Flag;
use crate::api::extract::{Code, Id, Json, Query};
use crate::api::paging::{self, Here, Limit, Page, Total};
use crate::api::patients::Patient;
use crate::api::{Carer, codes, tags};
use crate::app::App;
use crate::app::flags::{self, Asked, Which, as_found};
use crate::domain::flags::rules::RULES;
use crate::domain::ids::PatientId;
use crate::domain::vocabulary::{FlagState, Severity};
use crate::http::{Problem, Server};

pub(super) fn routes() -> OpenApiRouter<Server> {
    OpenApiRouter::new()
        .routes(routes!(of_patient))
        .routes(routes!(mine))
}

/// A patient's flags.
#[derive(Debug, Serialize, ToSchema)]
pub struct Flags {
    /// Those that live, the most pressing first, whatever was done with them.
    items: Vec<Flag>,
    /// Those of the past, the last first; a hundred at most.
    over: Vec<Flag>,
}

/// A flag of somebody's.
#[derive(Debug, Serialize, ToSchema)]
pub struct MyFlag {
    /// Whose care it is about.
    patient: Patient,
    /// The flag.
    flag: Flag,
}

/// What the service has not done for a patient's relationships, as the record stands now, with what
/// people did about it.
#[utoipa::path(get, path = "/api/v1/patients/{id}/flags", operation_id = "list_patient_flags",
    tag = tags::FLAGS, params(("id" = Uuid, Path, description = "The patient")),
    responses((status = 200, description = "The flags", body = Flags)))]
async fn of_patient(
    State(app): State<App>,
    Carer(caller): Carer,
    Id(id): Id,
) -> Result<Json<Flags>, Problem> {
    let found = flags::of_patient(&app, &caller.actor(), PatientId(id), "flags.read").await?;
    let (opened, directory) = (&found.opened, &found.opened.directory);
    let case = opened.case();
    let items = found.living.iter().map(|lived| {
        Flag::of(&lived.flag, directory, opened.now)
            .resting_on(&case, &lived.flag)
            .living(Life::of(lived.stored.as_ref(), directory))
    });
    let over = found.over.iter().filter_map(|stored| {
        let flag = as_found(stored)?;
        let ended = stored.cleared_at.unwrap_or(opened.now);
        Some(Flag::of(&flag, directory, ended).living(Life::of(Some(stored), directory)))
    });
    Ok(Json(Flags {
        items: items.collect(),
        over: over.collect(),
    }))
}

/// Which of the caller's flags.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Wanted {
    /// Only those of one severity.
    #[param(value_type = Option<codes::Severity>)]
    severity: Option<Code<Severity>>,
    /// Only those in one state; where it is not given, those that wait: open and acknowledged.
    #[param(value_type = Option<codes::FlagState>)]
    state: Option<Code<FlagState>>,
    /// Only those of one rule.
    #[param(example = "no_follow_up_7d")]
    code: Option<String>,
    /// How many items at most, 1 to 200; 50 where it is not given.
    #[serde(default)]
    #[param(value_type = Option<u16>, minimum = 1, maximum = 200, example = 50)]
    limit: Limit,
    /// Where the page begins: taken from the `next` link of the page before, never put together.
    cursor: Option<String>,
}

impl Wanted {
    fn which(&self) -> Result<Which, Problem> {
        if let Some(code) = &self.code
            && !RULES.iter().any(|rule| rule.code == code)
        {
            return Err(Problem::invalid("code", "the code of a rule"));
        }
        Ok(Which {
            severity: self.severity.map(|severity| severity.0),
            state: self.state.map(|state| state.0),
            code: self.code.clone(),
        })
    }
}

/// The flags that are the caller's to answer, in person or with the others of a unit of theirs: the most
/// pressing first, then those that wait longest.
#[utoipa::path(get, path = "/api/v1/flags", operation_id = "list_flags", tag = tags::FLAGS,
    params(Wanted),
    responses((status = 200, description = "A page of flags", body = Page<MyFlag>)))]
async fn mine(
    State(app): State<App>,
    Carer(caller): Carer,
    Query(wanted): Query<Wanted>,
    here: Here,
) -> Result<Json<Page<MyFlag>>, Problem> {
    let asked = Asked {
        which: wanted.which()?,
        after: wanted.cursor.clone(),
        limit: Some(wanted.limit.items()),
    };
    let found = flags::mine(&app, &caller.actor(), &asked)
        .await
        .map_err(paging::told)?;
    let items = found.rows.iter().map(|row| MyFlag {
        patient: Patient::of(&row.patient),
        flag: Flag::of(&row.flag, &found.directory, found.now)
            .living(Life::of(Some(&row.stored), &found.directory)),
    });
    Ok(Json(Page {
        items: items.collect(),
        total: Total::from(found.count),
        next: found.next.as_deref().map(|mark| here.with_cursor(mark)),
    }))
}
