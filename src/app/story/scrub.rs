//! Having the database give up what was taken back.

use crate::app::{App, AppError};
use crate::store::narratives;

/// Washes out words that patients took back: the rows hold them no more from the instant on, the pages that
/// the database keeps of earlier rows until it is told to give them up may. Answers how many.
///
/// # Errors
/// Whatever the database reports; it is tried again by the next call.
pub async fn scrub(app: &App) -> Result<usize, AppError> {
    let waiting = narratives::unscrubbed(&app.db.read).await?;
    if waiting.is_empty() {
        return Ok(0);
    }
    narratives::wash(&app.db).await?;
    narratives::scrubbed(app.db.writer(), &waiting, app.clock.now()).await?;
    Ok(waiting.len())
}
