//! Tokens, and whose they are.

use axum::extract::State;
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::directory::UnitRef;
use super::extract::Json;
use super::{Caller, codes, tags};
use crate::app::App;
use crate::app::sign_in::{Credentials, tokens};
use crate::http::{Problem, Server, secret};

/// Operations for those who have no access token yet, or no longer.
pub(super) fn open() -> OpenApiRouter<Server> {
    OpenApiRouter::new()
        .routes(routes!(token))
        .routes(routes!(refresh))
        .routes(routes!(revoke))
}

pub(super) fn closed() -> OpenApiRouter<Server> {
    OpenApiRouter::new().routes(routes!(me))
}

/// A name and its password.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SignIn {
    /// The username.
    #[schema(example = "solveig")]
    username: String,
    /// The password.
    #[serde(deserialize_with = "secret")]
    #[schema(value_type = String, format = Password)]
    password: SecretString,
}

/// A refresh token.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Refresh {
    /// The newest one that was given.
    #[serde(deserialize_with = "secret")]
    #[schema(value_type = String, format = Password)]
    refresh_token: SecretString,
}

/// A pair of tokens.
#[derive(Serialize, ToSchema)]
struct Tokens {
    /// For the header `authorization: Bearer ...`. A signed JWT: nothing in it is for the caller.
    access_token: String,
    /// Always `Bearer`.
    #[schema(example = "Bearer")]
    token_type: &'static str,
    /// Seconds for which the access token is taken.
    #[schema(example = 600)]
    expires_in: i64,
    /// For `POST /api/v1/auth/refresh`, once.
    refresh_token: String,
}

impl From<tokens::Tokens> for Tokens {
    fn from(tokens: tokens::Tokens) -> Self {
        Self {
            access_token: tokens.access_token,
            token_type: "Bearer",
            expires_in: tokens.expires_in,
            refresh_token: tokens.refresh_token,
        }
    }
}

/// Sign in
///
/// After five failures in a row under one name, whether there is such an account or not, the next
/// attempts wait: a minute, then longer, a quarter of an hour at most (429, `Retry-After`).
#[utoipa::path(
    post,
    path = "/api/v1/auth/token",
    tag = tags::AUTH,
    request_body = SignIn,
    responses((status = 200, description = "A pair of tokens", body = Tokens))
)]
async fn token(State(app): State<App>, Json(typed): Json<SignIn>) -> Result<Json<Tokens>, Problem> {
    let credentials = Credentials {
        username: typed.username,
        password: typed.password,
    };
    Ok(Json(tokens::issue(&app, &credentials).await?.into()))
}

/// Take the next pair of tokens
///
/// A refresh token is used once. One that comes a second time was copied by somebody: everything
/// that follows from that sign-in ends. It waits twelve hours to be used; after seven days the
/// password is asked for again.
#[utoipa::path(
    post,
    path = "/api/v1/auth/refresh",
    tag = tags::AUTH,
    request_body = Refresh,
    responses((status = 200, description = "The next pair of tokens", body = Tokens))
)]
async fn refresh(
    State(app): State<App>,
    Json(typed): Json<Refresh>,
) -> Result<Json<Tokens>, Problem> {
    use secrecy::ExposeSecret;
    let token = typed.refresh_token.expose_secret();
    Ok(Json(tokens::refresh(&app, token).await?.into()))
}

/// Sign out
///
/// Ends everything that follows from the sign-in that the refresh token belongs to, its access
/// tokens included. A token that is not known, or no longer, is no error.
#[utoipa::path(
    post,
    path = "/api/v1/auth/revoke",
    tag = tags::AUTH,
    request_body = Refresh,
    responses((status = 204, description = "It has ended"))
)]
async fn revoke(
    State(app): State<App>,
    Json(typed): Json<Refresh>,
) -> Result<axum::http::StatusCode, Problem> {
    use secrecy::ExposeSecret;
    tokens::revoke(&app, typed.refresh_token.expose_secret()).await?;
    Ok(axum::http::StatusCode::NO_CONTENT)
}

/// Who the token belongs to.
#[derive(Debug, Serialize, ToSchema)]
struct Me {
    /// The account.
    account: Uuid,
    /// The name it signs in with.
    #[schema(example = "solveig")]
    username: String,
    /// The professional it belongs to; null for none.
    professional: Option<Uuid>,
    /// The professional's name; null for none.
    #[schema(example = "Solveig Berg")]
    name: Option<String>,
    /// What it may do, and where.
    roles: Vec<Granted>,
}

/// A role, at one unit or for the whole service.
#[derive(Debug, Serialize, ToSchema)]
struct Granted {
    /// What.
    role: codes::Role,
    /// Where; null for the whole service.
    unit: Option<UnitRef>,
}

/// Read who the token belongs to
#[utoipa::path(
    get,
    path = "/api/v1/me",
    tag = tags::AUTH,
    responses((status = 200, description = "The account with its roles", body = Me))
)]
async fn me(State(app): State<App>, Caller { viewer }: Caller) -> Result<Json<Me>, Problem> {
    let directory = app.directory().await?;
    let professional = viewer
        .professional
        .and_then(|professional| directory.professionals.get(&professional));
    let roles = viewer.roles.iter().map(|granted| Granted {
        role: granted.role.into(),
        unit: granted.unit.map(|unit| UnitRef {
            id: unit.0,
            name: directory.units.get(&unit).map(|unit| unit.name.clone()),
        }),
    });
    Ok(Json(Me {
        account: viewer.account.0,
        username: viewer.username.clone(),
        professional: viewer.professional.map(|professional| professional.0),
        name: professional.map(|professional| professional.name.clone()),
        roles: roles.collect(),
    }))
}
