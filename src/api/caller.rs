//! Who calls: the account behind a bearer token.

use axum::extract::{FromRequestParts, Request, State};
use axum::http::header;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::app::sign_in::tokens;
use crate::app::{Actor, AppError, Refusal, access};
use crate::domain::access::Viewer;
use crate::domain::ids::PatientId;
use crate::http::{Asker, Problem, Server};

/// An account that proved itself with a bearer token.
#[derive(Debug, Clone)]
pub struct Caller {
    /// Who.
    pub viewer: Viewer,
}

impl Caller {
    /// The actor of the use cases this request calls.
    pub fn actor(&self) -> Actor {
        Actor::Account(self.viewer.clone())
    }
}

impl FromRequestParts<Server> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Self, Problem> {
        if let Some(caller) = parts.extensions.get::<Self>() {
            return Ok(caller.clone());
        }
        let caller = Self {
            viewer: viewer_of(server, token(parts)?).await?,
        };
        if let Some(asker) = parts.extensions.get::<Asker>() {
            asker.is(&caller.actor());
        }
        parts.extensions.insert(caller.clone());
        Ok(caller)
    }
}

/// The token of the header `authorization: Bearer ...`.
fn token(parts: &Parts) -> Result<&str, Problem> {
    parts
        .headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .map(|(_, token)| token.trim())
        .ok_or_else(|| {
            Problem::unauthenticated(
                "Send an access token in the header authorization: Bearer TOKEN. POST /api/v1/auth/token gives one.",
            )
        })
}

/// The account behind an access token.
async fn viewer_of(server: &Server, token: &str) -> Result<Viewer, Problem> {
    match tokens::viewer(&server.app, token).await {
        Err(AppError::InvalidToken) => Err(Problem::unauthenticated(
            "The access token is not valid, or no longer. POST /api/v1/auth/refresh or /api/v1/auth/token gives another.",
        )),
        answer => Ok(answer?),
    }
}

/// Lets nobody past who did not sign in, whatever the rest of the request is like.
pub(super) async fn require(
    State(server): State<Server>,
    request: Request,
    next: Next,
) -> Response {
    let (mut parts, body) = request.into_parts();
    match Caller::from_request_parts(&mut parts, &server).await {
        Ok(_) => next.run(Request::from_parts(parts, body)).await,
        Err(problem) => problem.into_response(),
    }
}

/// Lets nobody past to the operations that sign in who sends nothing to sign in with.
pub(super) async fn require_credentials(request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(body) = axum::body::to_bytes(body, super::LARGEST_BODY).await else {
        return Problem::new(
            "payload_too_large",
            "The body is larger than this address reads.",
        )
        .into_response();
    };
    if matches!(body.trim_ascii(), b"" | b"{}") {
        return Problem::unauthenticated(
            "Nothing was sent to sign in with: send a username and a password, or a refresh token, as JSON.",
        )
        .into_response();
    }
    next.run(Request::from_parts(parts, body.into())).await
}

/// An account whose roles reach patients: every operation on a patient's record begins with it, so
/// that the others learn nothing, not even whether an id is one.
#[derive(Debug, Clone)]
pub struct Carer(pub Caller);

impl FromRequestParts<Server> for Carer {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Self, Problem> {
        let caller = Caller::from_request_parts(parts, server).await?;
        let actor = caller.actor();
        if let Err(refused) = crate::app::record::reach_of(&actor) {
            // Whose record was asked for is written down, as where a use case refuses.
            return Err(match patient_of(parts.uri.path()) {
                Some(patient) => {
                    access::refuse_role(&server.app, &actor, patient, "patient.read").await
                }
                None => refused,
            }
            .into());
        }
        Ok(Self(caller))
    }
}

/// The patient whose record an address asks for.
fn patient_of(path: &str) -> Option<PatientId> {
    let id = path.strip_prefix("/api/v1/patients/")?.split('/').next()?;
    id.parse().ok().map(PatientId)
}

/// A privacy officer.
#[derive(Debug, Clone)]
pub struct PrivacyOfficer(pub Caller);

impl FromRequestParts<Server> for PrivacyOfficer {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Self, Problem> {
        let caller = Caller::from_request_parts(parts, server).await?;
        if !caller
            .viewer
            .has(crate::domain::vocabulary::Role::PrivacyOfficer)
        {
            return Err(AppError::from(Refusal::ReviewsAreForPrivacyOfficers).into());
        }
        Ok(Self(caller))
    }
}

/// An administrator.
#[derive(Debug, Clone)]
pub struct Administrator(pub Caller);

impl FromRequestParts<Server> for Administrator {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Self, Problem> {
        let caller = Caller::from_request_parts(parts, server).await?;
        if !caller
            .viewer
            .has(crate::domain::vocabulary::Role::Administrator)
        {
            return Err(AppError::from(Refusal::ImportsAreForAdministrators).into());
        }
        Ok(Self(caller))
    }
}
