//! What the caller was told at once of the patients whom they have a relationship with.

use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::codes::{self, Moment};
use super::directory::UnitRef;
use super::extract::{Json, Query};
use super::paging::{Cursor, Here, Limit, List, Page, Total};
use super::patients::Patient;
use super::{Carer, tags};
use crate::app::App;
use crate::app::notices::{self, Asked, Read, Row};
use crate::domain::trajectory::Directory;
use crate::http::{Problem, Server};

pub(super) fn routes() -> OpenApiRouter<Server> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(read))
}

/// Which of the caller's notices.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// Only those that were not read; all where it is not given.
    #[serde(default)]
    #[param(value_type = Option<bool>, example = true)]
    unread: bool,
    /// How many items at most, 1 to 200; 50 where it is not given.
    #[serde(default)]
    #[param(value_type = Option<u16>, minimum = 1, maximum = 200, example = 50)]
    limit: Limit,
    /// Where the page begins: taken from the `next` link of the page before, never put together.
    cursor: Option<String>,
}

/// Something that the caller was told.
#[derive(Debug, Serialize, ToSchema)]
pub struct Notice {
    /// Identity.
    id: Uuid,
    /// Whose care it is about.
    patient: Patient,
    /// What happened.
    kind: codes::NewsKind,
    /// The treatment period that says so, or the handover.
    record_id: Uuid,
    /// When it happened.
    at: Moment,
    /// Where; null is not recorded.
    unit: Option<UnitRef>,
    /// Of a transfer: from where; of a handover: which unit it comes from.
    from_unit: Option<UnitRef>,
    /// When it was told.
    told_at: Moment,
    /// When the caller read it; null where they did not.
    read_at: Option<Moment>,
}

/// What was read: one notice, or all up to one.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReadNotices {
    /// The notice.
    id: Option<Uuid>,
    /// Instead of `id`: the newest of those that were read.
    up_to: Option<Uuid>,
}

/// How many were not read before.
#[derive(Debug, Serialize, ToSchema)]
pub struct NoticesRead {
    /// The number.
    #[schema(example = 3)]
    read: u64,
}

/// What the caller was told, the newest first: only of patients who are within their reach now.
#[utoipa::path(get, path = "/api/v1/notices", operation_id = "list_notices", tag = tags::NOTICES,
    params(Wanted), responses((status = 200, description = "A page of notices", body = Page<Notice>)))]
async fn list(
    State(app): State<App>,
    Carer(caller): Carer,
    Query(wanted): Query<Wanted>,
    here: Here,
) -> Result<Json<Page<Notice>>, Problem> {
    let asked = Asked {
        is_unread: wanted.unread,
        after: Cursor(wanted.cursor).after(List::Notices)?,
        limit: Some(wanted.limit.items()),
    };
    let found = notices::list(&app, &caller.actor(), &asked).await?;
    let items = found.rows.iter();
    Ok(Json(Page {
        items: items.map(|row| Notice::of(row, &found.directory)).collect(),
        total: Total::from(found.count),
        next: found.next.map(|last| here.next(List::Notices, last)),
    }))
}

/// Writes down that the caller read notices. Those of others are left as they are.
#[utoipa::path(post, path = "/api/v1/notices/read", operation_id = "read_notices",
    tag = tags::NOTICES, request_body = ReadNotices,
    responses((status = 200, description = "It is written down", body = NoticesRead)))]
async fn read(
    State(app): State<App>,
    Carer(caller): Carer,
    Json(sent): Json<ReadNotices>,
) -> Result<Json<NoticesRead>, Problem> {
    let which = match (sent.id, sent.up_to) {
        (Some(id), None) => Read::One(id),
        (None, Some(id)) => Read::UpTo(id),
        _ => return Err(Problem::invalid("id", "either this or `up_to`")),
    };
    let read = notices::read(&app, &caller.actor(), which).await?;
    Ok(Json(NoticesRead { read }))
}

impl Notice {
    fn of(row: &Row, directory: &Directory) -> Self {
        let (notice, news) = (&row.notice, &row.notice.news);
        let told = |at| Moment::at(at, None, directory);
        Self {
            id: notice.id,
            patient: Patient::of(&row.patient),
            kind: news.kind.into(),
            record_id: news.record.0,
            at: Moment::at(news.at, news.unit, directory),
            unit: news.unit.map(|unit| UnitRef::of(unit, directory)),
            from_unit: news.from_unit.map(|unit| UnitRef::of(unit, directory)),
            told_at: told(notice.told_at),
            read_at: notice.read_at.map(told),
        }
    }
}
