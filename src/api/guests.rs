//! Guests: agency staff whom the staff of a unit let in for a day.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use secrecy::ExposeSecret;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::codes::{self, Moment};
use super::directory::UnitRef;
use super::extract::{GuestAt, Id, Json};
use super::idempotency::IdempotencyKey;
use super::{Carer, tags};
use crate::app::App;
use crate::app::guests::{self, Guest as Stored, NewGuest as Wanted};
use crate::domain::ids::UnitId;
use crate::domain::trajectory::Directory;
use crate::http::{Problem, Server};

pub(super) fn routes() -> OpenApiRouter<Server> {
    OpenApiRouter::new()
        .routes(routes!(list, give))
        .routes(routes!(end))
}

/// Somebody who is, or was, let in for a day.
#[derive(Debug, Serialize, ToSchema)]
pub struct Guest {
    /// The guest's account.
    id: Uuid,
    /// The name to sign in with.
    #[schema(example = "guest-k7m2pq")]
    username: String,
    /// The guest as a professional, to be named in contacts and handovers.
    professional_id: Uuid,
    /// What the guest is called.
    #[schema(example = "Ane Lie")]
    name: String,
    /// Training or function.
    profession: codes::Profession,
    /// Where.
    unit: UnitRef,
    /// The username of who let the guest in.
    #[schema(example = "kari")]
    given_by: String,
    /// When.
    given_at: Moment,
    /// When it is over by itself.
    ends_at: Moment,
    /// When it was ended, or was over; null while the guest is in.
    ended_at: Option<Moment>,
    /// Who ended it; null while the guest is in.
    #[schema(example = "account:kari")]
    ended_by: Option<String>,
    /// Whether the guest can sign in now.
    #[schema(example = true)]
    is_in: bool,
}

/// The guests of a unit.
#[derive(Debug, Serialize, ToSchema)]
pub struct Guests {
    /// The last first, those who were in too; a hundred at most.
    items: Vec<Guest>,
}

/// A guest to be let in.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewGuest {
    /// What the guest is called, as it is to be shown.
    #[schema(example = "Ane Lie")]
    #[serde(default)]
    name: String,
    /// The code of the profession.
    #[schema(example = "nurse")]
    #[serde(default)]
    profession: String,
}

/// A guest who was let in, with what to sign in with.
#[derive(Debug, Serialize, ToSchema)]
pub struct GivenGuest {
    /// The guest.
    guest: Guest,
    /// The password, shown this once: it is kept nowhere. Null where the same was asked before under the
    /// key and the guest has come, or ten minutes have passed.
    #[schema(example = "ccsqp-tv2ru-egwzu-szhcz")]
    password: Option<String>,
    /// Whether it was done before under the key.
    #[schema(example = false)]
    is_repeated: bool,
}

/// The guests of a unit at which one works.
#[utoipa::path(get, path = "/api/v1/units/{id}/guests", operation_id = "list_guests",
    tag = tags::DIRECTORY, params(("id" = Uuid, Path, description = "The unit")),
    responses((status = 200, description = "The guests", body = Guests)))]
async fn list(
    State(app): State<App>,
    Carer(caller): Carer,
    Id(id): Id,
) -> Result<Json<Guests>, Problem> {
    let found = guests::list(&app, &caller.actor(), UnitId(id)).await?;
    let directory = app.directory().await?;
    let shape = |guest: &Stored| Guest::of(guest, &app, &directory);
    Ok(Json(Guests {
        items: found.iter().map(shape).collect(),
    }))
}

/// Lets agency staff in for 24 hours, as ward staff at this unit only. Guests let nobody in.
#[utoipa::path(post, path = "/api/v1/units/{id}/guests", operation_id = "give_guest_access",
    tag = tags::DIRECTORY, params(("id" = Uuid, Path, description = "The unit"), IdempotencyKey),
    request_body = NewGuest,
    responses((status = 201, description = "The guest, with a password", body = GivenGuest)))]
async fn give(
    State(app): State<App>,
    Carer(caller): Carer,
    Id(id): Id,
    IdempotencyKey(once): IdempotencyKey,
    Json(sent): Json<NewGuest>,
) -> Result<Response, Problem> {
    let new = Wanted {
        unit: UnitId(id),
        name: sent.name,
        profession: sent.profession,
        once,
    };
    let given = guests::give(&app, &caller.actor(), &new).await?;
    // Of a professional who was made a moment ago the directory may not know yet; the unit it does.
    let directory = app.directory().await?;
    let shape = GivenGuest {
        guest: Guest::of(&given.guest, &app, &directory),
        password: given
            .password
            .map(|password| password.expose_secret().to_owned()),
        is_repeated: given.is_repeated,
    };
    Ok((StatusCode::CREATED, Json(shape)).into_response())
}

/// Ends a guest's access at once. One that has ended stays so.
#[utoipa::path(delete, path = "/api/v1/units/{id}/guests/{guest}",
    operation_id = "end_guest_access", tag = tags::DIRECTORY,
    params(("id" = Uuid, Path, description = "The unit"),
        ("guest" = Uuid, Path, description = "The guest's account")),
    responses((status = 204, description = "It has ended")))]
async fn end(
    State(app): State<App>,
    Carer(caller): Carer,
    GuestAt(unit, guest): GuestAt,
) -> Result<StatusCode, Problem> {
    guests::end(&app, &caller.actor(), unit, guest).await?;
    Ok(StatusCode::NO_CONTENT)
}

impl Guest {
    fn of(guest: &Stored, app: &App, directory: &Directory) -> Self {
        let moment = |at| Moment::at(at, Some(guest.unit), directory);
        let ended = guest.ended.as_ref();
        Self {
            id: guest.account.0,
            username: guest.username.clone(),
            professional_id: guest.professional.0,
            name: guest.name.clone(),
            profession: guest.profession.into(),
            unit: UnitRef::of(guest.unit, directory),
            given_by: guest.given_by.clone(),
            given_at: moment(guest.given_at),
            ends_at: moment(guest.ends_at),
            ended_at: ended.map(|(at, _)| moment(*at)),
            ended_by: ended.map(|(_, by)| by.clone()),
            is_in: guest.is_in(app.clock.now()),
        }
    }
}
