//! What somebody typed, sealed for them alone: it may lie in a page on a shared computer, and whoever
//! else signs in there cannot open it.
//!
//! AES-256-GCM under a key derived from the service's signing key, so that any instance opens what
//! another sealed, with the author's account as what it is bound to. It can be opened for as long as
//! the signing key's signatures are taken.

use aws_lc_rs::aead::{Aad, LessSafeKey, NONCE_LEN, Nonce};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use uuid::Uuid;

use super::super::secret;
use super::super::{App, AppError};
use crate::domain::ids::AccountId;

/// Bytes of a key's id.
const KEY_ID: usize = 16;

/// Seals something for an account.
///
/// # Errors
/// Whatever the database reports.
pub async fn seal(app: &App, author: AccountId, typed: &[u8]) -> Result<String, AppError> {
    let key = app.keys.newest(app).await?;
    let nonce = secret::random::<NONCE_LEN>()?;
    let mut sealed = typed.to_vec();
    key.sealing
        .seal_in_place_append_tag(
            Nonce::assume_unique_for_key(nonce),
            Aad::from(author.0.as_bytes()),
            &mut sealed,
        )
        .map_err(|_| AppError::Internal("nothing can be sealed"))?;
    let mut all = key.id.as_bytes().to_vec();
    all.extend_from_slice(&nonce);
    all.append(&mut sealed);
    Ok(URL_SAFE_NO_PAD.encode(all))
}

/// Opens what was sealed for an account; `None` for what was sealed for another, is too old, or was
/// never sealed.
///
/// # Errors
/// Whatever the database reports.
pub async fn unseal(
    app: &App,
    reader: AccountId,
    sealed: &str,
) -> Result<Option<Vec<u8>>, AppError> {
    let Ok(all) = URL_SAFE_NO_PAD.decode(sealed) else {
        return Ok(None);
    };
    let Some((id, rest)) = all.split_at_checked(KEY_ID) else {
        return Ok(None);
    };
    let (Ok(id), Some((nonce, sealed))) = (Uuid::from_slice(id), rest.split_at_checked(NONCE_LEN))
    else {
        return Ok(None);
    };
    let Some(key) = app.keys.of(app, id).await? else {
        return Ok(None);
    };
    Ok(open(&key.sealing, reader, nonce, sealed))
}

fn open(key: &LessSafeKey, reader: AccountId, nonce: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
    let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
    let mut sealed = sealed.to_vec();
    let aad = Aad::from(reader.0.as_bytes());
    let opened = key.open_in_place(nonce, aad, &mut sealed).ok()?;
    Some(opened.to_vec())
}
