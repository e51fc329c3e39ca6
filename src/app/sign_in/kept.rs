//! What somebody had half typed when their session was locked, kept until they come back: sealed for
//! them alone, in the database, so that it outlives the page, the browser and whoever uses the computer
//! meanwhile. It is forgotten when it was given back, and after the longest shift.

use serde::{Deserialize, Serialize};

use super::super::{App, AppError, secret};
use super::browser::LONGEST;
use super::{seal, unseal};
use crate::domain::ids::AccountId;
use crate::store::kept_forms;

/// What was typed at an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Typed {
    /// Path and query of the page.
    pub address: String,
    /// The forms of the page, as its script wrote them down.
    pub forms: String,
}

/// Keeps what somebody had typed, in place of what was kept of the same address.
///
/// # Errors
/// Whatever the database reports.
pub async fn keep(app: &App, author: AccountId, typed: &Typed) -> Result<(), AppError> {
    let plain = serde_json::to_vec(typed)
        .map_err(|_| AppError::Internal("what was typed cannot be written"))?;
    let sealed = seal(app, author, &plain).await?;
    let hash = secret::hash(&typed.address);
    let now = app.clock.now();
    Ok(kept_forms::keep(app.db.writer(), author, &hash, sealed, now).await?)
}

/// What is kept of an address for its author.
///
/// # Errors
/// Whatever the database reports.
pub async fn at(app: &App, author: AccountId, address: &str) -> Result<Option<Typed>, AppError> {
    let since = app.clock.now() - LONGEST;
    let hash = secret::hash(address);
    let sealed = kept_forms::of_address(app.db.writer(), author, &hash, since).await?;
    opened(app, author, sealed).await
}

/// What was kept last for its author.
///
/// # Errors
/// Whatever the database reports.
pub async fn newest(app: &App, author: AccountId) -> Result<Option<Typed>, AppError> {
    let since = app.clock.now() - LONGEST;
    let sealed = kept_forms::newest(app.db.writer(), author, since).await?;
    opened(app, author, sealed).await
}

/// Forgets what is kept of an address: it was given back, or there is nothing any more.
///
/// # Errors
/// Whatever the database reports.
pub async fn forget(app: &App, author: AccountId, address: &str) -> Result<(), AppError> {
    let hash = secret::hash(address);
    Ok(kept_forms::forget(app.db.writer(), author, &hash).await?)
}

async fn opened(
    app: &App,
    author: AccountId,
    sealed: Option<String>,
) -> Result<Option<Typed>, AppError> {
    let Some(sealed) = sealed else {
        return Ok(None);
    };
    let plain = unseal(app, author, &sealed).await?;
    Ok(plain.and_then(|plain| serde_json::from_slice(&plain).ok()))
}
