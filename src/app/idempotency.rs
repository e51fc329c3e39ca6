//! Requests that name a key, so that one sent twice is done once.
//!
//! A key belongs to an account and to one request: the same key with another request is refused. While
//! the first is under way, and where it was cut off so that nobody knows what became of it, the same key
//! is refused as well: nothing is ever done twice. An answer is given again for 24 hours.

use chrono::TimeDelta;

use super::{App, AppError};
use crate::domain::ids::AccountId;
use crate::store::idempotency as stored;

pub use crate::store::idempotency::{Answer, Known};

/// How long a key is remembered.
const REMEMBERED: TimeDelta = TimeDelta::hours(24);

/// Claims a key for a request, or tells what is known of it.
///
/// # Errors
/// Whatever the database reports.
pub async fn claim(app: &App, key: (AccountId, &str), digest: &str) -> Result<Known, AppError> {
    let now = app.clock.now();
    let writer = app.db.writer();
    Ok(stored::claim(writer, key, digest, now, now - REMEMBERED).await?)
}

/// Keeps the answer to a request.
///
/// # Errors
/// Whatever the database reports.
pub async fn answer(app: &App, key: (AccountId, &str), answer: Answer) -> Result<(), AppError> {
    Ok(stored::answer(app.db.writer(), key, answer).await?)
}

/// Gives a key back: the request changed nothing and may be sent again.
///
/// # Errors
/// Whatever the database reports.
pub async fn give_back(app: &App, key: (AccountId, &str)) -> Result<(), AppError> {
    Ok(stored::give_back(app.db.writer(), key).await?)
}

/// Forgets keys that are too old to be asked for.
///
/// # Errors
/// Whatever the database reports.
pub async fn tidy(app: &App) -> Result<(), AppError> {
    let before = app.clock.now() - REMEMBERED;
    Ok(stored::forget(app.db.writer(), before).await?)
}
