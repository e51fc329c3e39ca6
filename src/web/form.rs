//! What somebody typed or sent, with the proof that it came from a page of their session.

use axum::body::{Body, Bytes};
use axum::extract::multipart::{Field, Multipart};
use axum::extract::{FromRequest, Request};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::de::DeserializeOwned;

use super::fault::Fault;
use super::reader::Reader;
use crate::http::{Problem, Server};

/// The largest form that is read. Files come as an [`Upload`].
pub const MOST_BYTES: usize = 64 * 1024;

/// The field that carries the token.
pub const TOKEN: &str = "form_token";

/// A form, read. Where somebody is signed in, it carried their session's token: no handler can forget
/// to look.
#[derive(Debug, Clone)]
pub struct Form<T>(pub T);

impl<T: DeserializeOwned> FromRequest<Server> for Form<T> {
    type Rejection = Response;

    async fn from_request(request: Request, server: &Server) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let reader = Reader::find(&mut parts, server)
            .await
            .map_err(|error| Fault::from(error).into_response())?;
        let request = Request::from_parts(parts, body);
        let typed = Bytes::from_request(request, server).await.map_err(|_| {
            Fault::of(
                "payload_too_large",
                "The form could not be read to its end.",
            )
            .into_response()
        })?;
        if let Some(reader) = reader {
            let token = token_of(&typed);
            if !token.is_some_and(|token| reader.is_form_token(&token)) {
                return Err(wrong_token().into_response());
            }
        }
        read(&typed).await.map(Self).ok_or_else(|| {
            Fault::of(
                "invalid_input",
                "A field of the form is missing, or is not of its kind.",
            )
            .into_response()
        })
    }
}

/// A form of which only the token counts.
#[derive(Debug, Clone, Copy, serde::Deserialize)]
pub struct Nothing {}

/// Files that somebody sends: `multipart/form-data` whose first field is the form token. Reading its
/// parts is the handler's, as is their size (`DefaultBodyLimit`).
pub struct Upload {
    /// Who sends them.
    pub reader: Reader,
    parts: Multipart,
}

impl FromRequest<Server> for Upload {
    type Rejection = Response;

    async fn from_request(request: Request, server: &Server) -> Result<Self, Response> {
        use axum::extract::FromRequestParts;

        let (mut parts, body) = request.into_parts();
        let reader = Reader::from_request_parts(&mut parts, server).await?;
        let request = Request::from_parts(parts, body);
        let mut parts = Multipart::from_request(request, server)
            .await
            .map_err(|_| unread().into_response())?;
        admit(&reader, &mut parts)
            .await
            .map_err(IntoResponse::into_response)?;
        Ok(Self { reader, parts })
    }
}

impl Upload {
    /// The next field after the token; `None` at the end.
    ///
    /// # Errors
    /// When it cannot be read to its end, or is larger than the address reads.
    pub async fn next(&mut self) -> Result<Option<Field<'_>>, Fault> {
        self.parts.next_field().await.map_err(|_| unread())
    }

    /// The fields after the token, where something else reads them.
    pub fn into_parts(self) -> Multipart {
        self.parts
    }
}

/// Reads the first field of an upload, which has to be the reader's form token: nothing of the files
/// is read before it. Forms put it first, see `ui::form_token`.
///
/// # Errors
/// A fault where it is not there or is another session's.
pub async fn admit(reader: &Reader, parts: &mut Multipart) -> Result<(), Fault> {
    let first = parts.next_field().await.map_err(|_| unread())?;
    let Some(mut field) = first.filter(|field| field.name() == Some(TOKEN)) else {
        return Err(wrong_token());
    };
    let mut token = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(|_| unread())? {
        token.extend_from_slice(&chunk);
        if token.len() > 256 {
            return Err(wrong_token());
        }
    }
    if reader.is_form_token(&String::from_utf8_lossy(&token)) {
        Ok(())
    } else {
        Err(wrong_token())
    }
}

/// The fields of a form in their order; none where it cannot be read.
pub(super) async fn fields(typed: &Bytes) -> Vec<(String, String)> {
    read(typed).await.unwrap_or_default()
}

/// The token in a form.
pub(super) fn token_of(typed: &Bytes) -> Option<String> {
    // Letters, digits, `-` and `_` only: nothing in it is written with a percent sign.
    typed
        .split(|byte| *byte == b'&')
        .find_map(|field| field.strip_prefix(b"form_token="))
        .and_then(|token| String::from_utf8(token.to_vec()).ok())
}

/// What is said of a form without its token: the session it was for has ended meanwhile, or another
/// site made it.
pub(super) fn wrong_token() -> Fault {
    tracing::warn!("a form without its session's token was refused");
    Problem::new(
        "forbidden",
        "The page that this was sent from belongs to another sign-in. Open it anew and send it from there.",
    )
    .said_as("old-form")
    .into()
}

async fn read<T: DeserializeOwned>(typed: &Bytes) -> Option<T> {
    let request = Request::post("/")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(typed.clone()))
        .ok()?;
    let form = axum::extract::Form::<T>::from_request(request, &()).await;
    form.ok().map(|form| form.0)
}

fn unread() -> Fault {
    Fault::of(
        "invalid_input",
        "What was sent could not be read to its end.",
    )
}
