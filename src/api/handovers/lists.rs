//! Handovers that wait, and those that were sent. Those of a patient are among the patient's records.

use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::shapes::{HandoverLife, Shaping};
use crate::api::extract::{Json, Query};
use crate::api::paging::{self, Here, Limit, Page, Total};
use crate::api::patients::Patient;
use crate::api::{Carer, tags};
use crate::app::App;
use crate::app::handovers::{self, Asked, Inbox};
use crate::http::{Problem, Server};

pub(super) fn routes() -> OpenApiRouter<Server> {
    OpenApiRouter::new().routes(routes!(inbox))
}

/// Which of the caller's handovers.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Wanted {
    /// `mine`: offered to the caller in person; `pool`: for the staff of a unit of the caller's together;
    /// `sent`: offered by the caller and not over. `mine` where it is not given.
    #[serde(rename = "box", default)]
    #[param(rename = "box", example = "pool")]
    inbox: Option<String>,
    /// How many items at most, 1 to 200; 50 where it is not given.
    #[serde(default)]
    #[param(value_type = Option<u16>, minimum = 1, maximum = 200, example = 50)]
    limit: Limit,
    /// Where the page begins: taken from the `next` link of the page before, never put together.
    cursor: Option<String>,
}

/// A handover of somebody's.
#[derive(Debug, Serialize, ToSchema)]
pub struct MyHandover {
    /// Whose care it is about.
    patient: Patient,
    /// The handover.
    handover: HandoverLife,
}

/// Handovers that wait for the caller, or that the caller offered: the longest overdue first.
#[utoipa::path(get, path = "/api/v1/handovers/inbox", operation_id = "list_waiting_handovers",
    tag = tags::HANDOVERS, params(Wanted),
    responses((status = 200, description = "A page of handovers", body = Page<MyHandover>)))]
async fn inbox(
    State(app): State<App>,
    Carer(caller): Carer,
    Query(wanted): Query<Wanted>,
    here: Here,
) -> Result<Json<Page<MyHandover>>, Problem> {
    let inbox = match wanted.inbox.as_deref() {
        None | Some("mine") => Inbox::Mine,
        Some("pool") => Inbox::Pool,
        Some("sent") => Inbox::Sent,
        Some(_) => return Err(Problem::invalid("box", "one of mine, pool, sent")),
    };
    let asked = Asked {
        inbox,
        after: wanted.cursor.clone(),
        limit: Some(wanted.limit.items()),
    };
    let found = handovers::inbox(&app, &caller.actor(), &asked)
        .await
        .map_err(paging::told)?;
    let shaping = Shaping(&found.directory);
    let items = found.rows.iter().map(|row| MyHandover {
        patient: Patient::of(&row.patient),
        handover: shaping.handover(&row.stored, None, &[]),
    });
    Ok(Json(Page {
        items: items.collect(),
        total: Total::from(found.count),
        next: found.next.as_deref().map(|mark| here.with_cursor(mark)),
    }))
}
