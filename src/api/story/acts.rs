//! What becomes of an entry. Each act names the version that was looked at (`if-match`).

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::shapes::{
    NewEntryAbout, NewReplies, NewSharing, NewWords, PatientsWish, ReadEntries, ToldEntries,
    Written,
};
use crate::api::extract::{Id, Json, RecordAt};
use crate::api::precondition::{IfMatch, etag};
use crate::api::{Caller, Carer, tags};
use crate::app::App;
use crate::app::story::{self, Act, Looks};
use crate::domain::ids::{PatientId, RecordId};
use crate::http::{Problem, Server};

pub(super) fn routes() -> OpenApiRouter<Server> {
    OpenApiRouter::new()
        .routes(routes!(reword))
        .routes(routes!(confirm))
        .routes(routes!(share))
        .routes(routes!(withdraw))
        .routes(routes!(tell_read))
        .routes(routes!(tell_all_read))
        .routes(routes!(take_replies))
        .routes(routes!(reply))
        .routes(routes!(link))
        .routes(routes!(unlink))
}

/// Puts right what the caller wrote down, until the patient found it right.
#[utoipa::path(post, path = "/api/v1/patients/{id}/narrative/{record}/reword", operation_id = "reword_entry",
    tag = tags::STORY,
    params(("id" = Uuid, Path, description = "The patient"), ("record" = Uuid, Path, description = "The entry"), IfMatch),
    request_body = NewWords,
    responses((status = 200, description = "The version that it has now", body = Written)))]
async fn reword(
    State(app): State<App>,
    Carer(caller): Carer,
    at: RecordAt,
    version: IfMatch,
    Json(sent): Json<NewWords>,
) -> Result<Response, Problem> {
    done(&app, &caller, (at, version), Act::Reword(sent.text)).await
}

/// Writes down that the patient found it right: it was read to them, or they read it.
#[utoipa::path(post, path = "/api/v1/patients/{id}/narrative/{record}/confirm", operation_id = "confirm_entry",
    tag = tags::STORY,
    params(("id" = Uuid, Path, description = "The patient"), ("record" = Uuid, Path, description = "The entry"), IfMatch),
    responses((status = 200, description = "The version that it has now", body = Written)))]
async fn confirm(
    State(app): State<App>,
    Carer(caller): Carer,
    at: RecordAt,
    version: IfMatch,
) -> Result<Response, Problem> {
    done(&app, &caller, (at, version), Act::Confirm).await
}

/// Shares it as the patient wishes. It holds at once.
#[utoipa::path(post, path = "/api/v1/patients/{id}/narrative/{record}/share", operation_id = "share_entry",
    tag = tags::STORY,
    params(("id" = Uuid, Path, description = "The patient"), ("record" = Uuid, Path, description = "The entry"), IfMatch),
    request_body = NewSharing,
    responses((status = 200, description = "The version that it has now", body = Written)))]
async fn share(
    State(app): State<App>,
    Carer(caller): Carer,
    at: RecordAt,
    version: IfMatch,
    Json(sent): Json<NewSharing>,
) -> Result<Response, Problem> {
    let act = Act::Share {
        is_patients_wish: sent.is_patients_wish(),
        wish: sent.into(),
    };
    done(&app, &caller, (at, version), act).await
}

/// Takes it back for the patient: the words are gone for everybody at once, from every earlier version too.
#[utoipa::path(post, path = "/api/v1/patients/{id}/narrative/{record}/withdraw", operation_id = "withdraw_entry",
    tag = tags::STORY,
    params(("id" = Uuid, Path, description = "The patient"), ("record" = Uuid, Path, description = "The entry"), IfMatch),
    request_body = PatientsWish,
    responses((status = 200, description = "The version that it has now", body = Written)))]
async fn withdraw(
    State(app): State<App>,
    Carer(caller): Carer,
    at: RecordAt,
    version: IfMatch,
    Json(sent): Json<PatientsWish>,
) -> Result<Response, Problem> {
    let act = Act::Withdraw {
        is_patients_wish: sent.patients_wish,
    };
    done(&app, &caller, (at, version), act).await
}

/// Writes down that the caller told the patient that they have read it.
#[utoipa::path(post, path = "/api/v1/patients/{id}/narrative/{record}/tell-read", operation_id = "tell_read",
    tag = tags::STORY,
    params(("id" = Uuid, Path, description = "The patient"), ("record" = Uuid, Path, description = "The entry")),
    responses((status = 200, description = "The version that it has", body = Written)))]
async fn tell_read(
    State(app): State<App>,
    Carer(caller): Carer,
    at: RecordAt,
) -> Result<Response, Problem> {
    done(&app, &caller, (at, IfMatch(0)), Act::TellRead).await
}

/// Writes down of several entries that the caller told the patient that they have read them. Those that are not
/// shared with the caller, or that the caller has not opened, are passed over.
#[utoipa::path(post, path = "/api/v1/patients/{id}/narrative/tell-read", operation_id = "tell_all_read",
    tag = tags::STORY, params(("id" = Uuid, Path, description = "The patient")),
    request_body = ReadEntries,
    responses((status = 200, description = "Of how many it is written down now", body = ToldEntries)))]
async fn tell_all_read(
    State(app): State<App>,
    Carer(caller): Carer,
    Id(id): Id,
    Json(sent): Json<ReadEntries>,
) -> Result<Json<ToldEntries>, Problem> {
    let entries: Vec<RecordId> = sent.entries.into_iter().map(RecordId).collect();
    let told = story::tell_read(&app, &caller.actor(), PatientId(id), &entries).await?;
    Ok(Json(ToldEntries { told }))
}

/// Opens it for answers as the patient wishes, or closes it again.
#[utoipa::path(post, path = "/api/v1/patients/{id}/narrative/{record}/take-replies", operation_id = "take_replies",
    tag = tags::STORY,
    params(("id" = Uuid, Path, description = "The patient"), ("record" = Uuid, Path, description = "The entry"), IfMatch),
    request_body = NewReplies,
    responses((status = 200, description = "The version that it has now", body = Written)))]
async fn take_replies(
    State(app): State<App>,
    Carer(caller): Carer,
    at: RecordAt,
    version: IfMatch,
    Json(sent): Json<NewReplies>,
) -> Result<Response, Problem> {
    let act = Act::TakeReplies {
        is_open: sent.is_open,
        is_patients_wish: sent.patients_wish,
    };
    done(&app, &caller, (at, version), act).await
}

/// Answers it, where the patient takes answers.
#[utoipa::path(post, path = "/api/v1/patients/{id}/narrative/{record}/replies", operation_id = "reply_to_entry",
    tag = tags::STORY,
    params(("id" = Uuid, Path, description = "The patient"), ("record" = Uuid, Path, description = "The entry")),
    request_body = NewWords,
    responses((status = 200, description = "The version that the entry has", body = Written)))]
async fn reply(
    State(app): State<App>,
    Carer(caller): Carer,
    at: RecordAt,
    Json(sent): Json<NewWords>,
) -> Result<Response, Problem> {
    done(&app, &caller, (at, IfMatch(0)), Act::Reply(sent.text)).await
}

/// Says what it is about: the patient, or whoever they told it to, by hand; nothing is linked by itself. What the
/// patient sees differently stays beside what it was written about.
#[utoipa::path(post, path = "/api/v1/patients/{id}/narrative/{record}/link", operation_id = "link_entry",
    tag = tags::STORY,
    params(("id" = Uuid, Path, description = "The patient"), ("record" = Uuid, Path, description = "The entry")),
    request_body = NewEntryAbout,
    responses((status = 200, description = "The version that the entry has", body = Written)))]
async fn link(
    State(app): State<App>,
    Carer(caller): Carer,
    at: RecordAt,
    Json(sent): Json<NewEntryAbout>,
) -> Result<Response, Problem> {
    done(&app, &caller, (at, IfMatch(0)), Act::Link(sent.into())).await
}

/// Says that it is not about it: the link is removed.
#[utoipa::path(post, path = "/api/v1/patients/{id}/narrative/{record}/unlink", operation_id = "unlink_entry",
    tag = tags::STORY,
    params(("id" = Uuid, Path, description = "The patient"), ("record" = Uuid, Path, description = "The entry")),
    request_body = NewEntryAbout,
    responses((status = 200, description = "The version that the entry has", body = Written)))]
async fn unlink(
    State(app): State<App>,
    Carer(caller): Carer,
    at: RecordAt,
    Json(sent): Json<NewEntryAbout>,
) -> Result<Response, Problem> {
    done(&app, &caller, (at, IfMatch(0)), Act::Unlink(sent.into())).await
}

async fn done(
    app: &App,
    caller: &Caller,
    (RecordAt(patient, entry), IfMatch(version)): (RecordAt, IfMatch),
    act: Act,
) -> Result<Response, Problem> {
    let looks = Looks {
        patient,
        entry,
        version: i32::try_from(version).unwrap_or(-1),
    };
    let changed = story::act(app, &caller.actor(), looks, &act).await?;
    let tag = etag(u64::try_from(changed.version).unwrap_or_default());
    Ok((tag, Json(Written::from(changed))).into_response())
}
