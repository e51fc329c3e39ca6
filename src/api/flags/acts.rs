//! Answering a flag. Each act names the version of the flag that was looked at (`If-Match`), so that
//! nobody overrules what they have not seen; sending one twice is sending it once.

use axum::extract::State;
use axum::http::{HeaderName, HeaderValue};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::life::{FlagEvent, Life};
use super::shapes::Flag;
use crate::api::extract::{FlagAt, Json};
use crate::api::precondition::{IfMatch, etag};
use crate::api::{Caller, Carer, tags};
use crate::app::App;
use crate::app::flags::{self, Command, Said, StoredFlag, as_found};
use crate::domain::flags::life::{Act, Remark};
use crate::domain::time;
use crate::domain::trajectory::Directory;
use crate::http::{Problem, Server};

pub(super) fn routes() -> OpenApiRouter<Server> {
    OpenApiRouter::new()
        .routes(routes!(history))
        .routes(routes!(acknowledge))
        .routes(routes!(snooze))
        .routes(routes!(resolve))
        .routes(routes!(not_applicable))
        .routes(routes!(done_elsewhere))
        .routes(routes!(reopen))
        .routes(routes!(remark))
}

/// A flag, and what happened in its life.
#[derive(Debug, Serialize, ToSchema)]
pub struct FlagHistory {
    /// The flag as it is stored.
    flag: Flag,
    /// What happened, in order of time; that it was raised and cleared, the flag itself tells.
    events: Vec<FlagEvent>,
}

/// Letting a flag rest.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Snooze {
    /// Until when: a date, on which it wakes, or an instant; at most 30 days ahead.
    #[schema(example = "2026-03-16")]
    until: Option<String>,
    /// Why.
    #[schema(example = "Waiting for the answer of the municipality")]
    reason: Option<String>,
}

/// Settling a flag.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Resolve {
    /// What was done.
    #[schema(example = "Rang on Monday; next visit agreed")]
    by_what: Option<String>,
}

/// Saying that a flag does not fit.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NotApplicable {
    /// Why.
    #[schema(example = "Moved to another region before the discharge")]
    reason: Option<String>,
}

/// A contact after a discharge that took place where this record cannot see it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Elsewhere {
    /// By whom, in words.
    #[schema(example = "The municipality's mental health team")]
    by: Option<String>,
    /// When: a date from the discharge on, up to today.
    #[schema(value_type = Option<NaiveDate>)]
    on: Option<String>,
}

/// What a patient says about a flag.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRemark {
    /// `wrong` or `matters`.
    #[schema(example = "matters")]
    what: String,
    /// In which words, where there are any.
    words: Option<String>,
}

/// One flag, living or over, and what happened in its life. Its `etag` is the version to act on.
#[utoipa::path(get, path = "/api/v1/patients/{id}/flags/{flag}/history",
    operation_id = "read_flag_history", tag = tags::FLAGS, params(FlagAt),
    responses((status = 200, description = "The flag and its history", body = FlagHistory)))]
async fn history(
    State(app): State<App>,
    Carer(caller): Carer,
    at: FlagAt,
) -> Result<Response, Problem> {
    let found = flags::history(&app, &caller.actor(), at.address()?).await?;
    let directory = app.directory().await?;
    let history = FlagHistory {
        flag: shape(&found.flag, &directory, &app)?,
        events: found
            .events
            .iter()
            .map(|told| FlagEvent::of(told, &directory))
            .collect(),
    };
    Ok((tag(found.flag.version), Json(history)).into_response())
}

/// Takes a flag on.
#[utoipa::path(post, path = "/api/v1/patients/{id}/flags/{flag}/acknowledge",
    operation_id = "acknowledge_flag", tag = tags::FLAGS, params(FlagAt, IfMatch),
    responses((status = 200, description = "The flag", body = Flag)))]
async fn acknowledge(
    State(app): State<App>,
    Carer(caller): Carer,
    at: FlagAt,
    version: IfMatch,
) -> Result<Response, Problem> {
    act(&app, &caller, &at, version, Act::Acknowledge).await
}

/// Lets a flag rest for a while, with a reason.
#[utoipa::path(post, path = "/api/v1/patients/{id}/flags/{flag}/snooze", operation_id = "snooze_flag",
    tag = tags::FLAGS, params(FlagAt, IfMatch), request_body = Snooze,
    responses((status = 200, description = "The flag", body = Flag)))]
async fn snooze(
    State(app): State<App>,
    Carer(caller): Carer,
    at: FlagAt,
    version: IfMatch,
    Json(sent): Json<Snooze>,
) -> Result<Response, Problem> {
    let until = sent.until.as_deref();
    let act_on = Act::Snooze {
        until: until.and_then(|until| time::parse_time(until, app.zone).ok()),
        reason: sent.reason.unwrap_or_default(),
    };
    act(&app, &caller, &at, version, act_on).await
}

/// Settles a flag: what it asks for was done.
#[utoipa::path(post, path = "/api/v1/patients/{id}/flags/{flag}/resolve",
    operation_id = "resolve_flag", tag = tags::FLAGS, params(FlagAt, IfMatch), request_body = Resolve,
    responses((status = 200, description = "The flag", body = Flag)))]
async fn resolve(
    State(app): State<App>,
    Carer(caller): Carer,
    at: FlagAt,
    version: IfMatch,
    Json(sent): Json<Resolve>,
) -> Result<Response, Problem> {
    let by_what = sent.by_what.unwrap_or_default();
    act(&app, &caller, &at, version, Act::Resolve { by_what }).await
}

/// Settles a flag: it does not fit this patient. Counted, so that rules that mostly cry wolf are seen.
#[utoipa::path(post, path = "/api/v1/patients/{id}/flags/{flag}/not-applicable",
    operation_id = "flag_not_applicable", tag = tags::FLAGS, params(FlagAt, IfMatch),
    request_body = NotApplicable,
    responses((status = 200, description = "The flag", body = Flag)))]
async fn not_applicable(
    State(app): State<App>,
    Carer(caller): Carer,
    at: FlagAt,
    version: IfMatch,
    Json(sent): Json<NotApplicable>,
) -> Result<Response, Problem> {
    let reason = sent.reason.unwrap_or_default();
    act(&app, &caller, &at, version, Act::NotApplicable { reason }).await
}

/// Settles a flag about a contact after a discharge: it took place where this record cannot see it.
#[utoipa::path(post, path = "/api/v1/patients/{id}/flags/{flag}/done-elsewhere",
    operation_id = "flag_done_elsewhere", tag = tags::FLAGS, params(FlagAt, IfMatch),
    request_body = Elsewhere,
    responses((status = 200, description = "The flag", body = Flag)))]
async fn done_elsewhere(
    State(app): State<App>,
    Carer(caller): Carer,
    at: FlagAt,
    version: IfMatch,
    Json(sent): Json<Elsewhere>,
) -> Result<Response, Problem> {
    let on = sent.on.as_deref();
    let act_on = Act::DoneElsewhere {
        by: sent.by.unwrap_or_default(),
        on: on.and_then(|on| time::parse_date(on).ok()),
    };
    act(&app, &caller, &at, version, act_on).await
}

/// Opens a flag again that somebody took on, let rest or settled.
#[utoipa::path(post, path = "/api/v1/patients/{id}/flags/{flag}/reopen", operation_id = "reopen_flag",
    tag = tags::FLAGS, params(FlagAt, IfMatch),
    responses((status = 200, description = "The flag", body = Flag)))]
async fn reopen(
    State(app): State<App>,
    Carer(caller): Carer,
    at: FlagAt,
    version: IfMatch,
) -> Result<Response, Problem> {
    act(&app, &caller, &at, version, Act::Reopen).await
}

/// Writes down what the patient says about a flag: "this is wrong", or "this matters to me". It changes
/// nothing else, so that no version is named.
#[utoipa::path(post, path = "/api/v1/patients/{id}/flags/{flag}/remarks", operation_id = "remark_on_flag",
    tag = tags::FLAGS, params(FlagAt), request_body = NewRemark,
    responses((status = 200, description = "What was written down", body = FlagEvent)))]
async fn remark(
    State(app): State<App>,
    Carer(caller): Carer,
    at: FlagAt,
    Json(sent): Json<NewRemark>,
) -> Result<Json<FlagEvent>, Problem> {
    let said = Said {
        address: at.address()?,
        remark: match sent.what.as_str() {
            "wrong" => Remark::Wrong,
            "matters" => Remark::Matters,
            _ => return Err(Problem::invalid("what", "one of wrong, matters")),
        },
        words: sent.words.unwrap_or_default(),
    };
    let told = flags::remark(&app, &caller.actor(), &said).await?;
    Ok(Json(FlagEvent::of(&told, &*app.directory().await?)))
}

async fn act(
    app: &App,
    caller: &Caller,
    at: &FlagAt,
    IfMatch(state): IfMatch,
    act: Act,
) -> Result<Response, Problem> {
    let command = Command {
        address: at.address()?,
        // One that is no version of ours is of no flag there was.
        version: i32::try_from(state).unwrap_or(-1),
        act,
    };
    let flag = flags::act(app, &caller.actor(), &command).await?;
    let directory = app.directory().await?;
    let shape = shape(&flag, &directory, app)?;
    Ok((tag(flag.version), Json(shape)).into_response())
}

fn shape(stored: &StoredFlag, directory: &Directory, app: &App) -> Result<Flag, Problem> {
    let found = as_found(stored).ok_or_else(Problem::internal)?;
    let mut stored = stored.clone();
    stored.state = stored.state.at(app.clock.now());
    let read_at = stored.cleared_at.unwrap_or_else(|| app.clock.now());
    Ok(Flag::of(&found, directory, read_at).living(Life::of(Some(&stored), directory)))
}

/// The header with the version that the next act names.
fn tag(version: i32) -> [(HeaderName, HeaderValue); 1] {
    etag(u64::try_from(version).unwrap_or(0))
}
