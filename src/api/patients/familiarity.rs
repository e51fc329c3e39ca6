//! Who knows a patient, and who of them is near.

use axum::extract::State;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use crate::api::codes::Moment;
use crate::api::directory::{ProfessionalRef, UnitRef};
use crate::api::extract::{Id, Json, Query};
use crate::api::paging::{self, Here, Limit, List, Page, Paging, Total};
use crate::api::{Carer, tags};
use crate::app::App;
use crate::app::familiarity;
use crate::domain::familiarity::{Acquaintance, Near, Ties, weight};
use crate::domain::ids::{PatientId, UnitId};
use crate::domain::time::days_between;
use crate::domain::trajectory::Directory;
use crate::http::{Problem, Server};

pub(super) fn routes() -> OpenApiRouter<Server> {
    OpenApiRouter::new().routes(routes!(show))
}

/// Seen from where.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// The unit at which `is_here` is; where it is not given, the ward where the patient is admitted.
    unit: Option<Uuid>,
    /// How many items at most, 1 to 200; 50 where it is not given.
    #[serde(default)]
    #[param(value_type = Option<u16>, minimum = 1, maximum = 200, example = 50)]
    limit: Limit,
    /// Where the page begins: taken from the `next` link of the page before, never put together.
    cursor: Option<String>,
}

/// Somebody who knows the patient.
#[derive(Debug, Serialize, ToSchema)]
pub struct Knowing {
    /// Who.
    professional: ProfessionalRef,
    /// The sum of what the days count on which they met; 0 for somebody not met in the last 730 days. It
    /// orders this list and says nothing about how good anybody's work is.
    #[schema(example = 3.42)]
    familiarity: f64,
    /// The days that it is the sum of, in order.
    days: Vec<DayMet>,
    /// When they last met; null where they did not in the last 730 days.
    last_met: Option<Moment>,
    /// Why they are on the list.
    reasons: Vec<Reason>,
    /// Whether they are employed today at the unit that is looked from.
    is_here: bool,
    /// Where they can be found today: that unit, else another at which they are employed; null for nowhere.
    unit: Option<UnitRef>,
    /// Whether they are somebody's nurse on a shift that lasts now.
    is_on_shift: bool,
}

/// A local day on which they met.
#[derive(Debug, Serialize, ToSchema)]
pub struct DayMet {
    /// The day.
    on: NaiveDate,
    /// What it counts: 1 today, half after 180 days.
    #[schema(example = 0.5)]
    weight: f64,
}

/// Why somebody is on the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Reason {
    /// The patient marked a relationship with them that lasts as important: these come first.
    ImportantToPatient,
    /// A relationship with them lasts.
    RelationshipActive,
    /// They had a relationship, and it has ended.
    RelationshipEnded,
    /// They met in the last 730 days.
    Met,
}

/// Professionals who know the patient: those with an active relationship that the patient marked as
/// important first, then by familiarity, by when they last met, and by the source's id.
#[utoipa::path(get, path = "/api/v1/patients/{id}/familiarity", operation_id = "list_familiar",
    tag = tags::PATIENTS, params(("id" = Uuid, Path, description = "The patient"), Wanted),
    responses((status = 200, description = "A page of professionals", body = Page<Knowing>)))]
async fn show(
    State(app): State<App>,
    Carer(caller): Carer,
    Id(id): Id,
    Query(wanted): Query<Wanted>,
    here: Here,
) -> Result<Json<Page<Knowing>>, Problem> {
    let unit = wanted.unit.map(UnitId);
    let found = familiarity::show(&app, &caller.actor(), PatientId(id), unit).await?;
    let paging = Paging::of(wanted.limit, wanted.cursor);
    let who = |person: &Acquaintance| person.known.professional.0;
    let (items, next) = paging::cut(&found.people, List::Familiar, &paging, &here, who)?;
    let today = found.opened.case().last_day();
    let directory = &found.opened.directory;
    let items = items.iter();
    Ok(Json(Page {
        items: items
            .map(|person| Knowing::of(person, found.unit, today, directory))
            .collect(),
        total: Total::of(found.people.len()),
        next,
    }))
}

impl Knowing {
    fn of(
        person: &Acquaintance,
        unit: Option<UnitId>,
        today: NaiveDate,
        directory: &Directory,
    ) -> Self {
        let known = &person.known;
        let tie = match known.ties {
            Ties::Active => Some(Reason::RelationshipActive),
            Ties::Ended => Some(Reason::RelationshipEnded),
            Ties::None => None,
        };
        let important = known.is_important.then_some(Reason::ImportantToPatient);
        let met = (known.days_met > 0).then_some(Reason::Met);
        let at = match person.near {
            Near::Here => unit,
            Near::Elsewhere(at) => Some(at),
            Near::Nowhere => None,
        };
        Self {
            professional: ProfessionalRef::of(known.professional, directory),
            familiarity: known.familiarity,
            days: known
                .days
                .iter()
                .map(|day| DayMet {
                    on: *day,
                    weight: weight(days_between(*day, today)),
                })
                .collect(),
            last_met: known.last_met.map(|at| Moment::at(at, None, directory)),
            reasons: important.into_iter().chain(tie).chain(met).collect(),
            is_here: person.near == Near::Here,
            unit: at.map(|at| UnitRef::of(at, directory)),
            is_on_shift: person.is_on_shift,
        }
    }
}
