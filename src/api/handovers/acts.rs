//! Acts on handovers. Each names the version that was looked at (`If-Match`), so that nobody overrules
//! what they have not seen; sending one twice is sending it once.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::HandoverAt;
use super::drafts::tag;
use super::shapes::{HandoverLife, Shaping};
use crate::api::extract::Json;
use crate::api::precondition::IfMatch;
use crate::api::{Caller, Carer, tags};
use crate::app::App;
use crate::app::handovers::{self, Address, Command, Offering, Stored, Whom};
use crate::domain::handover::{Act, Receiver};
use crate::domain::ids::{PatientId, ProfessionalId, RecordId, UnitId};
use crate::http::{Problem, Server};

pub(super) fn routes() -> OpenApiRouter<Server> {
    OpenApiRouter::new()
        .routes(routes!(offer))
        .routes(routes!(leave))
        .routes(routes!(accept))
        .routes(routes!(question))
        .routes(routes!(answer))
        .routes(routes!(give_back))
        .routes(routes!(withdraw))
        .routes(routes!(close))
        .routes(routes!(accept_settled))
}

/// Whom a draft is offered to.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct OfferTo {
    /// A person; where neither is given, whom the draft says.
    to_professional_id: Option<Uuid>,
    /// A unit: its staff together, or where the person works.
    to_unit_id: Option<Uuid>,
}

/// With whose pool a handover is left.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct LeaveWith {
    /// The unit; where it is not given, the one it is meant for, else the one it comes from.
    unit_id: Option<Uuid>,
}

/// Taking a handover on.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Accept {
    /// What the receiver understood and will do, in their own words: required unless it is settled.
    #[schema(example = "Keep Vik close, no surprises about the move")]
    synthesis: String,
}

/// A question, or an answer to one.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Asking {
    /// In which words.
    #[schema(example = "Who told her about the move?")]
    words: String,
}

/// Giving a handover back.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct GiveBack {
    /// Why.
    #[schema(example = "She moves to ward 2, not to us")]
    reason: String,
}

/// Settled handovers to be accepted together.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SettledOnes {
    /// Which, at most 100, each with the version that was looked at.
    handovers: Vec<SettledOne>,
}

/// One of them.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SettledOne {
    /// The patient.
    patient_id: Uuid,
    /// The handover.
    id: Uuid,
    /// Its version.
    #[schema(example = 1)]
    version: i32,
}

/// What became of them.
#[derive(Debug, Serialize, ToSchema)]
pub struct AcceptedOnes {
    /// Those that were accepted.
    accepted: Vec<HandoverLife>,
    /// Those that were not.
    refused: Vec<RefusedOne>,
}

/// One that was not accepted.
#[derive(Debug, Serialize, ToSchema)]
pub struct RefusedOne {
    /// The handover.
    id: Uuid,
    /// Why not: the code of a problem.
    #[schema(example = "not_possible")]
    code: &'static str,
    /// In words.
    #[schema(
        example = "only settled handovers are accepted together; the others need your own words"
    )]
    detail: String,
}

/// Offers what is written in the caller's draft.
#[utoipa::path(post, path = "/api/v1/patients/{id}/handovers/{handover}/offer",
    operation_id = "offer_handover", tag = tags::HANDOVERS, params(HandoverAt, IfMatch),
    request_body = OfferTo,
    responses((status = 200, description = "The handover", body = HandoverLife)))]
async fn offer(
    State(app): State<App>,
    Carer(caller): Carer,
    at: HandoverAt,
    version: IfMatch,
    Json(sent): Json<OfferTo>,
) -> Result<Response, Problem> {
    let whom = match (sent.to_professional_id, sent.to_unit_id) {
        (None, None) => Whom::AsWritten,
        (professional, unit) => Whom::To(Receiver {
            professional: professional.map(ProfessionalId),
            unit: unit.map(UnitId),
        }),
    };
    offering(&app, &caller, &at, version, whom).await
}

/// Leaves a draft, or a handover that waits, with a unit's staff together. Asks for nothing: an outgoing
/// person is never trapped.
#[utoipa::path(post, path = "/api/v1/patients/{id}/handovers/{handover}/leave-with-pool",
    operation_id = "leave_handover_with_pool", tag = tags::HANDOVERS,
    params(HandoverAt, IfMatch), request_body = LeaveWith,
    responses((status = 200, description = "The handover", body = HandoverLife)))]
async fn leave(
    State(app): State<App>,
    Carer(caller): Carer,
    at: HandoverAt,
    version: IfMatch,
    Json(sent): Json<LeaveWith>,
) -> Result<Response, Problem> {
    let unit = sent.unit_id.map(UnitId);
    let own = handovers::own_draft(&app, &caller.actor(), at.address()?).await;
    match own {
        Ok(_) => return offering(&app, &caller, &at, version, Whom::Pool(unit)).await,
        Err(crate::app::AppError::NotFound("draft")) => {}
        Err(error) => return Err(error.into()),
    }
    let address = at.address()?;
    let unit = match unit {
        Some(unit) => unit,
        None => handovers::pool_of(&app, &caller.actor(), address).await?,
    };
    let act = Act::LeaveWithPool(unit, Box::default());
    doing(&app, &caller, &at, version, act).await
}

/// Takes a handover on.
#[utoipa::path(post, path = "/api/v1/patients/{id}/handovers/{handover}/accept",
    operation_id = "accept_handover", tag = tags::HANDOVERS, params(HandoverAt, IfMatch),
    request_body = Accept,
    responses((status = 200, description = "The handover", body = HandoverLife)))]
async fn accept(
    State(app): State<App>,
    Carer(caller): Carer,
    at: HandoverAt,
    version: IfMatch,
    Json(sent): Json<Accept>,
) -> Result<Response, Problem> {
    let act = Act::Accept {
        synthesis: sent.synthesis,
    };
    doing(&app, &caller, &at, version, act).await
}

/// Asks something before taking a handover on.
#[utoipa::path(post, path = "/api/v1/patients/{id}/handovers/{handover}/question",
    operation_id = "question_handover", tag = tags::HANDOVERS,
    params(HandoverAt, IfMatch), request_body = Asking,
    responses((status = 200, description = "The handover", body = HandoverLife)))]
async fn question(
    State(app): State<App>,
    Carer(caller): Carer,
    at: HandoverAt,
    version: IfMatch,
    Json(sent): Json<Asking>,
) -> Result<Response, Problem> {
    doing(&app, &caller, &at, version, Act::Question(sent.words)).await
}

/// Answers what was asked about a handover.
#[utoipa::path(post, path = "/api/v1/patients/{id}/handovers/{handover}/answer",
    operation_id = "answer_handover", tag = tags::HANDOVERS, params(HandoverAt, IfMatch),
    request_body = Asking,
    responses((status = 200, description = "The handover", body = HandoverLife)))]
async fn answer(
    State(app): State<App>,
    Carer(caller): Carer,
    at: HandoverAt,
    version: IfMatch,
    Json(sent): Json<Asking>,
) -> Result<Response, Problem> {
    doing(&app, &caller, &at, version, Act::Answer(sent.words)).await
}

/// Gives a handover back, with the reason.
#[utoipa::path(post, path = "/api/v1/patients/{id}/handovers/{handover}/return",
    operation_id = "return_handover", tag = tags::HANDOVERS, params(HandoverAt, IfMatch),
    request_body = GiveBack,
    responses((status = 200, description = "The handover", body = HandoverLife)))]
async fn give_back(
    State(app): State<App>,
    Carer(caller): Carer,
    at: HandoverAt,
    version: IfMatch,
    Json(sent): Json<GiveBack>,
) -> Result<Response, Problem> {
    doing(&app, &caller, &at, version, Act::Return(sent.reason)).await
}

/// Takes a handover back that was offered.
#[utoipa::path(post, path = "/api/v1/patients/{id}/handovers/{handover}/withdraw",
    operation_id = "withdraw_handover", tag = tags::HANDOVERS,
    params(HandoverAt, IfMatch),
    responses((status = 200, description = "The handover", body = HandoverLife)))]
async fn withdraw(
    State(app): State<App>,
    Carer(caller): Carer,
    at: HandoverAt,
    version: IfMatch,
) -> Result<Response, Problem> {
    doing(&app, &caller, &at, version, Act::Withdraw).await
}

/// Closes a handover: everything in it is done, or what was given back is not offered again.
#[utoipa::path(post, path = "/api/v1/patients/{id}/handovers/{handover}/done",
    operation_id = "close_handover", tag = tags::HANDOVERS, params(HandoverAt, IfMatch),
    responses((status = 200, description = "The handover", body = HandoverLife)))]
async fn close(
    State(app): State<App>,
    Carer(caller): Carer,
    at: HandoverAt,
    version: IfMatch,
) -> Result<Response, Problem> {
    doing(&app, &caller, &at, version, Act::Done).await
}

/// Accepts several settled handovers together, without words about each. One that cannot be accepted does
/// not keep the others from it.
#[utoipa::path(post, path = "/api/v1/handovers/accept-settled", operation_id = "accept_settled_handovers",
    tag = tags::HANDOVERS, request_body = SettledOnes,
    responses((status = 200, description = "What became of them", body = AcceptedOnes)))]
async fn accept_settled(
    State(app): State<App>,
    Carer(caller): Carer,
    Json(sent): Json<SettledOnes>,
) -> Result<Json<AcceptedOnes>, Problem> {
    let looked_at: Vec<(Address, i32)> = sent
        .handovers
        .iter()
        .map(|one| {
            let address = Address {
                patient: PatientId(one.patient_id),
                handover: RecordId(one.id),
            };
            (address, one.version)
        })
        .collect();
    let done = handovers::accept_settled(&app, &caller.actor(), &looked_at).await?;
    let directory = app.directory().await?;
    let shaping = Shaping(&directory);
    Ok(Json(AcceptedOnes {
        accepted: done
            .accepted
            .iter()
            .map(|stored| shaping.handover(stored, None, &[]))
            .collect(),
        refused: done
            .refused
            .iter()
            .map(|(address, error)| RefusedOne {
                id: address.handover.0,
                code: error.code(),
                detail: error.to_string(),
            })
            .collect(),
    }))
}

async fn offering(
    app: &App,
    caller: &Caller,
    at: &HandoverAt,
    IfMatch(version): IfMatch,
    whom: Whom,
) -> Result<Response, Problem> {
    let offering = Offering {
        address: at.address()?,
        // One that is no version of ours is of no draft there was.
        version: i32::try_from(version).unwrap_or(-1),
        whom,
    };
    let stored = handovers::offer(app, &caller.actor(), &offering).await?;
    answered(app, &stored).await
}

async fn doing(
    app: &App,
    caller: &Caller,
    at: &HandoverAt,
    IfMatch(version): IfMatch,
    act: Act,
) -> Result<Response, Problem> {
    let command = Command {
        address: at.address()?,
        version: Some(i32::try_from(version).unwrap_or(-1)),
        act,
    };
    let stored = handovers::act(app, &caller.actor(), &command).await?;
    answered(app, &stored).await
}

async fn answered(app: &App, stored: &Stored) -> Result<Response, Problem> {
    let directory = app.directory().await?;
    let shape = Shaping(&directory).handover(stored, None, &[]);
    Ok((tag(stored.version), Json(shape)).into_response())
}
