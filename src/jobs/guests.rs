//! Guests whose day is over.

use crate::app::{App, AppError, guests};

/// Ends their access. Several instances at once end each once.
///
/// # Errors
/// Whatever the database reports.
pub async fn run_once(app: &App) -> Result<u64, AppError> {
    guests::expire(app).await
}
