//! Doing something with a draft or a handover, from its page.

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use serde_json::json;

use super::parts::hints_of;
use super::typed::Typed;
use super::{address_of, expected, path_of, reading, writing};
use crate::app::handovers::{self, Address, Command, Draft, Offering, Saved, Saving, Whom};
use crate::app::{App, AppError, language};
use crate::domain::handover::Act;
use crate::domain::ids::UnitId;
use crate::web::{Fault, Form, Reader};

pub(super) async fn act(
    State(app): State<App>,
    reader: Reader,
    Path((patient, handover)): Path<(String, String)>,
    Form(sent): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let address = address_of(&patient, &handover)?;
    let typed = Typed(sent);
    let own = |field: &str| typed.get(field).to_owned();
    let act = match typed.get("act") {
        "autosave" => return autosave(&app, &reader, address, &typed).await,
        "save" | "offer" | "pool" => {
            return Box::pin(write(&app, reader, address, &typed)).await;
        }
        "discard" => {
            handovers::discard(&app, &reader.actor(), address).await?;
            return Ok(back(address, "discarded"));
        }
        "restore" => {
            handovers::restore(&app, &reader.actor(), address).await?;
            return Ok(back(address, ""));
        }
        "revise" => {
            handovers::revise(&app, &reader.actor(), address).await?;
            return Ok(back(address, ""));
        }
        "accept" => Act::Accept {
            synthesis: own("synthesis"),
        },
        "question" => Act::Question(own("question")),
        "answer" => Act::Answer(own("answer")),
        "return" => Act::Return(own("reason")),
        "withdraw" => Act::Withdraw,
        "done" => Act::Done,
        "leave" => match uuid::Uuid::parse_str(typed.get("unit")) {
            Ok(unit) => Act::LeaveWithPool(UnitId(unit), Box::default()),
            Err(_) => return unread(&app, &reader, address, "The form names no unit.").await,
        },
        _ => return unread(&app, &reader, address, "The form names no act.").await,
    };
    let command = Command {
        address,
        version: Some(typed.version()),
        act,
    };
    match handovers::act(&app, &reader.actor(), &command).await {
        Ok(_) => Ok(back(address, typed.get("act"))),
        Err(error) => reading::refused(&app, reader, address, &typed, error).await,
    }
}

/// What cannot be read; whoever may not look learns nothing of what would be.
async fn unread(
    app: &App,
    reader: &Reader,
    address: Address,
    what: &'static str,
) -> Result<Response, Fault> {
    handovers::is_being_written(app, &reader.actor(), address).await?;
    Err(Fault::of("invalid_input", what))
}

fn back(address: Address, done: &str) -> Response {
    let mut path = path_of(address);
    if !done.is_empty() {
        path.push_str("?done=");
        path.push_str(done);
    }
    Redirect::to(&path).into_response()
}

/// Saves what was typed over what the reader has there.
async fn save(
    app: &App,
    reader: &Reader,
    address: Address,
    typed: &Typed,
) -> Result<(Saved, Saving), AppError> {
    let there = handovers::own_draft(app, &reader.actor(), address).await?;
    let saving = Saving {
        address,
        version: typed.version(),
        to: typed.to(there.to),
        content: typed.content(&there.content),
    };
    let saved = handovers::save(app, &reader.actor(), &saving).await?;
    Ok((saved, saving))
}

/// Saves, for a script that goes on typing: what was saved and when, or that it was not, and hints.
async fn autosave(
    app: &App,
    reader: &Reader,
    address: Address,
    typed: &Typed,
) -> Result<Response, Fault> {
    let text = reader.shell.text;
    let (saved, _) = match save(app, reader, address, typed).await {
        Ok(saved) => saved,
        Err(AppError::Handover(faults)) => {
            let faults: Vec<_> = faults
                .iter()
                .map(|fault| json!({"field": fault.field, "text": expected(fault, text)}))
                .collect();
            let body = json!({ "faults": faults });
            return Ok(answered(&body));
        }
        Err(error) => return Err(error.into()),
    };
    let terms = language::terms(app).await?;
    let hints = |draft: &Draft| hints_of(&draft.content, &terms, text);
    Ok(match &saved {
        Saved::Kept(draft) => {
            let saved_at = writing::saved_at(draft, app.zone, text);
            let body = json!({
                "version": draft.version,
                "saved": saved_at,
                "hints": hints(draft),
            });
            answered(&body)
        }
        Saved::Stale(_) => answered(&json!({ "stale": text.say("handing-stale") })),
    })
}

fn answered(body: &serde_json::Value) -> Response {
    let json = [(header::CONTENT_TYPE, "application/json")];
    (json, body.to_string()).into_response()
}

/// Saves, and offers where that is asked for. Whatever goes wrong, the page comes back with what was
/// typed.
async fn write(
    app: &App,
    reader: Reader,
    address: Address,
    typed: &Typed,
) -> Result<Response, Fault> {
    let act = typed.get("act").to_owned();
    let (saved, saving) = match save(app, &reader, address, typed).await {
        Ok(saved) => saved,
        // Offered a moment ago: a second click leads to where the first one did.
        Err(AppError::NotFound("draft")) => return Ok(back(address, "")),
        Err(error) => return writing::refused(app, reader, address, typed, error).await,
    };
    let draft = match saved {
        Saved::Kept(draft) => draft,
        Saved::Stale(there) => {
            return writing::stale(app, reader, &there, &saving).await;
        }
    };
    let whom = match act.as_str() {
        "offer" => Whom::AsWritten,
        "pool" => Whom::Pool(None),
        _ => return Ok(back(address, "saved")),
    };
    let offering = Offering {
        address,
        version: draft.version,
        whom,
    };
    match handovers::offer(app, &reader.actor(), &offering).await {
        Ok(_) => Ok(back(address, &act)),
        Err(AppError::NotFound("draft")) => Ok(back(address, "")),
        Err(error) => writing::refused(app, reader, address, typed, error).await,
    }
}
