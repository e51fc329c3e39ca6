//! Sessions of browsers: an opaque token in a cookie, everything else in the database.

use chrono::TimeDelta;
use serde_json::json;

use super::super::{Actor, App, AppError, secret};
use super::entry;
use super::verify::{Credentials, verify};
use crate::domain::access::Viewer;
use crate::domain::ids::{AccountId, SessionId};
use crate::domain::time::Instant;
use crate::store::sessions::{self, NewSession};
use crate::store::{attempts, tokens};

/// A session ends when it was not used for this long: a shared computer on a ward is left in the
/// middle of things.
pub const IDLE: TimeDelta = TimeDelta::minutes(30);

/// A session ends after this long however much it is used: the longest shift.
pub const LONGEST: TimeDelta = TimeDelta::hours(12);

/// How exactly it is known when a session was last used: one write a minute, not one a page.
const SEEN_EVERY: TimeDelta = TimeDelta::minutes(1);

/// A session that lives.
#[derive(Debug, Clone)]
pub struct Session {
    /// Identity.
    pub id: SessionId,
    /// Who.
    pub viewer: Viewer,
    /// The token that every form of this session carries.
    pub form_token: String,
}

/// Signs a browser in. Returns its session and the token for its cookie, which is kept nowhere else.
///
/// # Errors
/// Those of wrong or too many [`Credentials`], and whatever the database reports.
pub async fn begin(app: &App, credentials: &Credentials) -> Result<(Session, String), AppError> {
    let account = verify(app, credentials).await?;
    let token = secret::token()?;
    let now = app.clock.now();
    let session = Session {
        id: SessionId(app.ids.next()),
        viewer: account.viewer(),
        form_token: form_token(&token, account.id),
    };
    let tx = app.db.begin().await?;
    sessions::purge(&*tx, now, now - IDLE).await?;
    tokens::purge(&*tx, now).await?;
    attempts::purge(&*tx, now).await?;
    sessions::add(
        &*tx,
        NewSession {
            id: session.id,
            token_hash: secret::hash(&token),
            account: account.id,
            created_at: now,
            ends_at: now + LONGEST,
        },
    )
    .await?;
    let actor = Actor::Account(session.viewer.clone()).to_string();
    let detail = json!({ "session": session.id });
    tx.commit(entry(app, &actor, "sign_in.browser", account.id, detail))
        .await?;
    Ok((session, token))
}

/// Whether a session still lives; it is not kept alive by the question.
///
/// # Errors
/// Whatever the database reports.
pub async fn lives(app: &App, session: &Session) -> Result<bool, AppError> {
    let now = app.clock.now();
    Ok(sessions::lives(&app.db.read, session.id, now, now - IDLE).await?)
}

/// The living session of a cookie's token; `None` when it ended, was ended, or never was.
///
/// # Errors
/// Whatever the database reports.
pub async fn find(app: &App, token: &str) -> Result<Option<Session>, AppError> {
    found(app, token, true).await
}

/// The same for what an open page asks by itself: that keeps no session alive, because a computer that
/// was left is no less left.
///
/// # Errors
/// Whatever the database reports.
pub async fn find_by_itself(app: &App, token: &str) -> Result<Option<Session>, AppError> {
    found(app, token, false).await
}

async fn found(app: &App, token: &str, is_used: bool) -> Result<Option<Session>, AppError> {
    let now = app.clock.now();
    let hash = secret::hash(token);
    let Some(found) = sessions::find(&app.db.read, &hash, now, now - IDLE).await? else {
        return Ok(None);
    };
    if is_used && is_to_be_noted(found.last_seen_at, now) {
        sessions::touch(app.db.writer(), found.id, now).await?;
    }
    Ok(Some(Session {
        id: found.id,
        form_token: form_token(token, found.viewer.account),
        viewer: found.viewer,
    }))
}

/// Signs a browser out.
///
/// # Errors
/// Whatever the database reports.
pub async fn end(app: &App, session: &Session) -> Result<(), AppError> {
    let tx = app.db.begin().await?;
    sessions::end(&*tx, session.id).await?;
    let actor = Actor::Account(session.viewer.clone()).to_string();
    let detail = json!({ "session": session.id });
    let account = session.viewer.account;
    Ok(tx
        .commit(entry(app, &actor, "sign_out", account, detail))
        .await?)
}

/// Signs the account's other browsers out, and its programs. Says how many sessions ended.
///
/// # Errors
/// Whatever the database reports.
pub async fn end_others(app: &App, session: &Session) -> Result<u64, AppError> {
    let account = session.viewer.account;
    let tx = app.db.begin().await?;
    let ended = sessions::end_of(&*tx, account, Some(session.id)).await?;
    let revoked = tokens::revoke_of(&*tx, account, app.clock.now()).await?;
    let actor = Actor::Account(session.viewer.clone()).to_string();
    let detail = json!({ "sessions": ended, "programs": revoked });
    tx.commit(entry(app, &actor, "sign_out.others", account, detail))
        .await?;
    Ok(ended + revoked)
}

/// How many other browsers the account is signed in with.
///
/// # Errors
/// Whatever the database reports.
pub async fn others(app: &App, session: &Session) -> Result<u64, AppError> {
    let now = app.clock.now();
    let account = session.viewer.account;
    Ok(sessions::others(&app.db.read, account, session.id, now, now - IDLE).await?)
}

/// The session's part, which nobody can make up, and whose it is: so that what was typed into a form
/// whose session has ended can be kept for its author.
fn form_token(token: &str, account: AccountId) -> String {
    let own = secret::derived(token, "redthread form");
    format!("{own}{}", account.0.simple())
}

/// Whose form carried a token. It is no proof: whoever makes one up gives away what they typed.
pub fn author_of(form_token: &str) -> Option<AccountId> {
    let (_, account) = form_token.split_at_checked(OWN)?;
    uuid::Uuid::try_parse(account).ok().map(AccountId)
}

/// Letters of the session's part of a form token: 256 bits.
const OWN: usize = 43;

fn is_to_be_noted(last_seen_at: Instant, now: Instant) -> bool {
    now - last_seen_at >= SEEN_EVERY
}
