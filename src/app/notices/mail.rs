//! Letters about what somebody was told, without a name in them.

use chrono::TimeDelta;
use serde_json::json;

use crate::app::outbox::Matter;
use crate::app::{Actor, App, AppError};
use crate::domain::ids::AccountId;
use crate::domain::time::Instant;
use crate::store::{AuditEntry, accounts, news as stored, outbox, retry};

/// What comes within this time of the first goes into the same letter.
const TOGETHER: TimeDelta = TimeDelta::minutes(1);

/// What was told is kept for so long.
const KEPT: TimeDelta = TimeDelta::days(90);

/// Puts a letter into the outbox for everybody who wants one at once and was told something a minute ago
/// that they have not read. Says how many letters there are. Several instances make each once.
///
/// # Errors
/// Whatever the database reports. One letter that cannot be made does not hold up the others.
pub async fn make_letters(app: &App) -> Result<u64, AppError> {
    if !app.mailing.is_on() {
        return Ok(0);
    }
    let now = app.clock.now();
    let mut letters = 0;
    for account in stored::due(&app.db.read, now - TOGETHER).await? {
        match retry(|| make(app, account, now)).await {
            Ok(is_letter) => letters += u64::from(is_letter),
            Err(error) => {
                tracing::error!(
                    account.id = %account.0,
                    code = error.code(),
                    "a letter about news could not be made"
                );
            }
        }
    }
    Ok(letters)
}

async fn make(app: &App, account: AccountId, now: Instant) -> Result<bool, AppError> {
    let found = accounts::by_id(&app.db.read, account).await?;
    let reach = found.and_then(|account| account.viewer().reach());
    let tx = app.db.begin().await?;
    // Before they are marked: what is out of reach is no reason to write.
    let told = match &reach {
        Some(reach) => stored::waiting(&*tx, account, reach, None, now).await?,
        None => 0,
    };
    if stored::mailed(&*tx, account, now).await? == 0 {
        tx.rollback().await?;
        return Ok(false);
    }
    if told > 0 {
        let matter = Matter::News(told);
        let payload = matter.payload(account);
        outbox::enqueue(&*tx, app.ids.next(), matter.kind(), payload, now).await?;
    }
    let detail = json!({ "told": told, "is_sent": told > 0 });
    tx.commit(entry(app, account, detail)).await?;
    Ok(told > 0)
}

fn entry(app: &App, account: AccountId, detail: serde_json::Value) -> AuditEntry {
    let subject = format!("account/{}", account.0);
    app.entry(&Actor::System, "news.tell", subject, "notification", detail)
}

/// Forgets what was told long ago.
///
/// # Errors
/// Whatever the database reports.
pub async fn tidy(app: &App) -> Result<(), AppError> {
    let before = app.clock.now() - KEPT;
    Ok(stored::forget(app.db.writer(), before).await?)
}
