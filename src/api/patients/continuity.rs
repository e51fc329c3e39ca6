//! A patient's continuity in numbers, each with its n.

use axum::extract::State;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::api::extract::{Day, Id, Json, Query, Whole};
use crate::api::{Carer, tags};
use crate::app::App;
use crate::app::continuity::{self, DAYS, Span};
use crate::domain::ids::PatientId;
use crate::domain::time::add_days;
use crate::http::{Problem, Server};

pub(super) fn routes() -> OpenApiRouter<Server> {
    OpenApiRouter::new().routes(routes!(show))
}

/// Which days.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// So many local dates up to and with today, 1 to 36500; 365 where no other window is given.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 36500, example = 365)]
    days: Option<Whole<36_500>>,
    /// First day, ISO 8601; with `to`, instead of `days`.
    #[param(value_type = Option<String>, format = Date)]
    from: Option<Day>,
    /// Last day, ISO 8601; with `from`, instead of `days`.
    #[param(value_type = Option<String>, format = Date)]
    to: Option<Day>,
}

/// A patient's continuity over a window.
#[derive(Debug, Serialize, ToSchema)]
pub struct Continuity {
    /// The days looked at.
    window: Window,
    /// Whether there are contacts enough (four) to show an index to people.
    is_enough_to_show: bool,
    /// What the indices are about: people. A team that shares its caseload reads low on purpose.
    #[schema(example = "person")]
    level: &'static str,
    /// The indices.
    indices: Vec<Index>,
    /// Contacts in the sequence: attended, patient there, more than a message, with a main
    /// professional, in the community or therapy on a ward; one per professional and day.
    #[schema(example = 24)]
    contacts: u64,
    /// Distinct main professionals in it.
    #[schema(example = 3)]
    providers: u64,
}

/// Local dates.
#[derive(Debug, Serialize, ToSchema)]
pub struct Window {
    /// First day inside; null is unbounded.
    from: Option<NaiveDate>,
    /// Last day inside; null is unbounded.
    to: Option<NaiveDate>,
}

/// An index, defined as in the literature that `docs/api.md` names.
#[derive(Debug, Serialize, ToSchema)]
pub struct Index {
    /// Which: `upc`, `upc_named`, `coc`, `secon`, `k_index`, `mci`, `mmci`, `herfindahl`,
    /// `entropy_bits`.
    #[schema(example = "coc")]
    name: &'static str,
    /// Its value; null where it is undefined, which is not zero.
    #[schema(example = 0.62)]
    value: Option<f64>,
    /// How many contacts it rests on.
    #[schema(example = 24)]
    n: u64,
}

/// A patient's continuity over a window, the last 365 days unless another is asked for.
#[utoipa::path(get, path = "/api/v1/patients/{id}/continuity", operation_id = "get_continuity",
    tag = tags::PATIENTS, params(("id" = Uuid, Path, description = "The patient"), Wanted),
    responses((status = 200, description = "The indices", body = Continuity)))]
async fn show(
    State(app): State<App>,
    Carer(caller): Carer,
    Id(id): Id,
    Query(wanted): Query<Wanted>,
) -> Result<Json<Continuity>, Problem> {
    let (actor, span) = (caller.actor(), wanted.span()?);
    let answer = continuity::show(&app, &actor, PatientId(id), span).await?;
    let indices = answer.indices.by_name().into_iter();
    Ok(Json(Continuity {
        window: Window {
            from: answer.window.from,
            to: answer.window.to.map(|to| add_days(to, -1)),
        },
        is_enough_to_show: answer.indices.contacts
            >= crate::domain::continuity::SHOWN_FROM_CONTACTS,
        level: "person",
        indices: indices
            .map(|(name, value)| Index {
                name,
                value,
                n: match name {
                    "upc_named" => answer.contacts_when_named,
                    _ => answer.indices.contacts,
                },
            })
            .collect(),
        contacts: answer.indices.contacts,
        providers: answer.indices.providers,
    }))
}

impl Wanted {
    fn span(&self) -> Result<Span, Problem> {
        match (&self.days, &self.from, &self.to) {
            (None, None, None) => Ok(Span::Days(DAYS)),
            (Some(days), None, None) => Ok(Span::Days(days.0.into())),
            (None, Some(from), Some(to)) => Ok(Span::Between(from.0, to.0)),
            (None, Some(_), None) => Err(Problem::invalid("to", "a day, as `from` is given")),
            (None, None, Some(_)) => Err(Problem::invalid("from", "a day, as `to` is given")),
            (Some(_), ..) => Err(Problem::invalid("days", "nothing beside `from` and `to`")),
        }
    }
}
