//! Files on their way from a browser to the use case, piece by piece: no file is ever held whole.

use axum::extract::State;
use axum::extract::multipart::{Field, Multipart, MultipartError};
use axum::response::{IntoResponse, Redirect, Response};

use super::{address, new};
use crate::app::App;
use crate::app::uploads::{self, Asked, Receiving, Refused, UploadId};
use crate::web::form::Upload;
use crate::web::{Fault, Reader};

/// The longest value of a field that is no file, in bytes.
const LONGEST_FIELD: usize = 4 * 1024;
/// What is read and thrown away of files that were refused, so that the browser gets to the answer:
/// many show none while they are still sending.
const THROWN_AWAY: u64 = 4_000_000_000;

pub(super) async fn receive(State(app): State<App>, upload: Upload) -> Result<Response, Fault> {
    let reader = upload.reader.clone();
    // Before anything of it is read, and also where no file is in it.
    uploads::current(&app, &reader.actor())?;
    let mut multipart = upload.into_parts();
    let mut asked = Asked::default();
    match take(&app, &reader, &mut asked, &mut multipart).await {
        Ok(upload) => Ok(Redirect::to(&address(upload)).into_response()),
        Err(Stopped::Fault(fault)) => Err(fault),
        Err(Stopped::Refused(refused)) => {
            throw_away(&mut multipart).await;
            Ok(new::again(&app, reader, &asked, refused))
        }
    }
}

/// Why files are not taken.
enum Stopped {
    Fault(Fault),
    Refused(Refused),
}

impl From<Fault> for Stopped {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<Refused> for Stopped {
    fn from(refused: Refused) -> Self {
        Self::Refused(refused)
    }
}

impl From<MultipartError> for Stopped {
    fn from(_: MultipartError) -> Self {
        Self::Fault(broken())
    }
}

/// The fields that are no files come first: browsers send a form in its order.
async fn take(
    app: &App,
    reader: &Reader,
    asked: &mut Asked,
    multipart: &mut Multipart,
) -> Result<UploadId, Stopped> {
    let mut receiving: Option<Receiving> = None;
    while let Some(mut field) = multipart.next_field().await? {
        match field.name() {
            Some("source") => text(field).await?.trim().clone_into(&mut asked.source),
            Some("mapping") => asked.mapping = text(field).await?,
            Some("files") => {
                let name = field.file_name().unwrap_or_default().to_owned();
                if name.is_empty() {
                    // What browsers send when no file was chosen.
                    continue;
                }
                let receiving = match &mut receiving {
                    Some(receiving) => receiving,
                    none => none.insert(uploads::begin(app, &reader.actor(), asked.clone())?),
                };
                receiving.file(&name).await?;
                while let Some(piece) = field.chunk().await? {
                    receiving.write(&piece).await?;
                }
            }
            _ => {}
        }
    }
    match receiving {
        Some(receiving) => Ok(receiving.finish().await?),
        None => Err(Refused::NoFiles.into()),
    }
}

async fn text(mut field: Field<'_>) -> Result<String, Stopped> {
    let mut bytes = Vec::new();
    while let Some(piece) = field.chunk().await? {
        if bytes.len() + piece.len() > LONGEST_FIELD {
            return Err(broken().into());
        }
        bytes.extend_from_slice(&piece);
    }
    String::from_utf8(bytes).map_err(|_| broken().into())
}

async fn throw_away(multipart: &mut Multipart) {
    let mut thrown = 0;
    while let Ok(Some(mut field)) = multipart.next_field().await {
        while let Ok(Some(piece)) = field.chunk().await {
            thrown += piece.len() as u64;
            if thrown > THROWN_AWAY {
                return;
            }
        }
    }
}

fn broken() -> Fault {
    Fault::of(
        "invalid_input",
        "The form did not arrive whole. Send it again.",
    )
}
