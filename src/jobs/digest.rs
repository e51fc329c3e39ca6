//! Letters to be: the digests of the day, and word of urgent flags and of news.

use crate::app::{App, AppError, digest, notices};

/// Puts into the outbox what is due now. Says how many letters that are.
///
/// # Errors
/// Whatever the database reports.
pub async fn run_once(app: &App) -> Result<u64, AppError> {
    let urgent = digest::tell_urgent(app).await?;
    let news = notices::make_letters(app).await?;
    Ok(urgent + news + digest::make_due(app).await?)
}
