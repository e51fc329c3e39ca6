//! Sessions of browsers: an opaque token in a cookie, everything else in the database.
//!
//! A session lives until it ends, and while it lives it can be locked: by hand, or on a shared computer
//! after it was left for some minutes. A locked one is found by nothing here but [`locked`] and
//! [`standing`]: whatever asks for a session is refused as if there were none. One whose screen was handed over
//! to a patient is found by [`own`] and [`standing`] only, until its person opens it again as a locked one.

use chrono::TimeDelta;
use serde_json::json;

use super::super::{Actor, App, AppError, secret};
use super::entry;
use super::known;
use super::pin::verify_pin;
use super::verify::{Credentials, verify};
use crate::domain::access::Viewer;
use crate::domain::ids::{AccountId, BrowserId, PatientId, SessionId};
use crate::domain::pin::REMEMBERED;
use crate::domain::time::Instant;
use crate::store::accounts::Account;
use crate::store::sessions::{self, Found, Idle, NewSession};
use crate::store::{attempts, kept_forms, known_browsers, tokens};
use secrecy::SecretString;

/// A session ends when it was not used for this long: a shared computer on a ward is left in the
/// middle of things.
pub const IDLE: TimeDelta = TimeDelta::minutes(30);

/// The same for a session that was begun, or last unlocked, by a PIN: six digits vouch for less than a
/// password does.
pub const PIN_IDLE: TimeDelta = TimeDelta::minutes(15);

/// A session ends after this long however much it is used: the longest shift.
pub const LONGEST: TimeDelta = TimeDelta::hours(12);

/// A screen in a patient's hands locks after so long without use: enough to write something in peace, and as
/// long as a session by PIN lives.
pub const OWN_IDLE: TimeDelta = TimeDelta::minutes(15);

/// How exactly it is known when a session was last used: one write a minute, not one a page.
const SEEN_EVERY: TimeDelta = TimeDelta::minutes(1);

/// The same on a shared computer, whose lock is a matter of minutes.
const SEEN_EVERY_SHARED: TimeDelta = TimeDelta::seconds(10);

/// A session that lives.
#[derive(Debug, Clone)]
pub struct Session {
    /// Identity.
    pub id: SessionId,
    /// Who.
    pub viewer: Viewer,
    /// The token that every form of this session carries.
    pub form_token: String,
    /// The shared computer it is on; `None` for any other.
    pub browser: Option<BrowserId>,
}

/// A session whose screen was handed over to a patient.
#[derive(Debug, Clone)]
pub struct Own {
    /// The session of whoever handed it over.
    pub session: Session,
    /// To whom.
    pub patient: PatientId,
    /// Whether they have given their code.
    pub is_open: bool,
}

/// How it stands with the session of a cookie.
#[derive(Debug, Clone)]
pub enum Standing {
    /// It is open. On a shared computer it locks after so long, unless it is used.
    Open(Session, Option<TimeDelta>),
    /// Its screen is in a patient's hands.
    Own(Own),
    /// It lives and is locked.
    Locked(Session),
    /// It ended, was ended, or never was.
    Ended,
}

/// Signs a browser in. Returns its session and the token for its cookie, which is kept nowhere else.
///
/// # Errors
/// Those of wrong or too many [`Credentials`], and whatever the database reports.
pub async fn begin(app: &App, credentials: &Credentials) -> Result<(Session, String), AppError> {
    begin_at(app, credentials, None).await
}

/// The same on a browser that remembers people, by the token of that. Whoever asked to be remembered
/// there is so anew from now on.
///
/// # Errors
/// As [`begin`].
pub async fn begin_at(
    app: &App,
    credentials: &Credentials,
    browser: Option<&str>,
) -> Result<(Session, String), AppError> {
    let account = verify(app, credentials).await?;
    let browser = known::find(app, browser).await?;
    start(app, &account, browser, false).await
}

/// Signs somebody in by their PIN, on a browser that remembers them. The PIN alone is never enough.
///
/// # Errors
/// [`AppError::WrongCredentials`] for a wrong PIN, and just so for a browser or an account that nobody
/// knows, for somebody whom the browser does not remember, or whose PIN is off there;
/// [`AppError::Overloaded`] when too many are signing in, and whatever the database reports.
pub async fn begin_by_pin(
    app: &App,
    browser: Option<&str>,
    account: AccountId,
    pin: SecretString,
) -> Result<(Session, String), AppError> {
    let (account, browser) = verify_pin(app, browser, account, pin).await?;
    start(app, &account, Some(browser), true).await
}

async fn start(
    app: &App,
    account: &Account,
    browser: Option<BrowserId>,
    is_by_pin: bool,
) -> Result<(Session, String), AppError> {
    let token = secret::token()?;
    let now = app.clock.now();
    let session = Session {
        id: SessionId(app.ids.next()),
        viewer: account.viewer(),
        form_token: form_token(&token, account.id),
        browser,
    };
    let tx = app.db.begin().await?;
    sessions::purge(&*tx, now, now - IDLE).await?;
    tokens::purge(&*tx, now).await?;
    attempts::purge(&*tx, now).await?;
    kept_forms::purge(&*tx, now - LONGEST).await?;
    known_browsers::purge(&*tx, now - REMEMBERED).await?;
    if let Some(browser) = browser.filter(|_| !is_by_pin) {
        known_browsers::renew(&*tx, browser, account.id, now).await?;
    }
    sessions::add(
        &*tx,
        NewSession {
            id: session.id,
            token_hash: secret::hash(&token),
            account: account.id,
            created_at: now,
            ends_at: now + LONGEST,
            browser,
            is_by_pin,
        },
    )
    .await?;
    let actor = Actor::Account(session.viewer.clone()).to_string();
    let detail = json!({ "session": session.id });
    let action = if is_by_pin {
        "sign_in.pin"
    } else {
        "sign_in.browser"
    };
    tx.commit(entry(app, &actor, action, account.id, detail))
        .await?;
    Ok((session, token))
}

/// Whether a session still lives and is open; it is not kept alive by the question.
///
/// # Errors
/// Whatever the database reports.
pub async fn lives(app: &App, session: &Session) -> Result<bool, AppError> {
    let now = app.clock.now();
    let locked_since = now - app.locking.after;
    Ok(sessions::is_open(&app.db.read, session.id, now, idle(now), locked_since).await?)
}

/// The living session of a cookie's token; `None` when it ended, was ended, or never was, and while it
/// is locked.
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

/// The session of a cookie's token that lives and is locked.
///
/// # Errors
/// Whatever the database reports.
pub async fn locked(app: &App, token: &str) -> Result<Option<Session>, AppError> {
    Ok(match standing(app, token).await? {
        Standing::Locked(session) => Some(session),
        Standing::Open(..) | Standing::Own(_) | Standing::Ended => None,
    })
}

/// How it stands with the session of a cookie's token, which is not kept alive by the question.
///
/// # Errors
/// Whatever the database reports.
pub async fn standing(app: &App, token: &str) -> Result<Standing, AppError> {
    let now = app.clock.now();
    let found = sessions::find(&app.db.read, &secret::hash(token), now, idle(now)).await?;
    Ok(match found {
        None => Standing::Ended,
        Some(found) if is_locked(app, &found, now) => Standing::Locked(session(token, found)),
        Some(found) if found.own.is_some() => match in_hands(token, found) {
            Some(own) => Standing::Own(own),
            None => Standing::Ended,
        },
        Some(found) => {
            let left = found.last_seen_at + app.locking.after - now;
            let left = found.browser.map(|_| left);
            Standing::Open(session(token, found), left)
        }
    })
}

/// The session of a cookie's token whose screen is in a patient's hands. It is kept alive by the question.
///
/// # Errors
/// Whatever the database reports.
pub async fn own(app: &App, token: &str) -> Result<Option<Own>, AppError> {
    let now = app.clock.now();
    let found = sessions::find(&app.db.read, &secret::hash(token), now, idle(now)).await?;
    let is_own = |found: &Found| found.own.is_some() && !is_locked(app, found, now);
    let Some(found) = found.filter(is_own) else {
        return Ok(None);
    };
    if is_to_be_noted(&found, now) {
        sessions::touch(app.db.writer(), found.id, now).await?;
    }
    Ok(in_hands(token, found))
}

fn in_hands(token: &str, found: Found) -> Option<Own> {
    let (patient, open_at) = found.own?;
    Some(Own {
        session: session(token, found),
        patient,
        is_open: open_at.is_some(),
    })
}

async fn found(app: &App, token: &str, is_used: bool) -> Result<Option<Session>, AppError> {
    let now = app.clock.now();
    let found = sessions::find(&app.db.read, &secret::hash(token), now, idle(now)).await?;
    let is_open = |found: &Found| found.own.is_none() && !is_locked(app, found, now);
    let Some(found) = found.filter(is_open) else {
        return Ok(None);
    };
    if is_used && is_to_be_noted(&found, now) {
        sessions::touch(app.db.writer(), found.id, now).await?;
    }
    Ok(Some(session(token, found)))
}

fn session(token: &str, found: Found) -> Session {
    Session {
        id: found.id,
        form_token: form_token(token, found.viewer.account),
        viewer: found.viewer,
        browser: found.browser,
    }
}

fn is_locked(app: &App, found: &Found, now: Instant) -> bool {
    let left_for = now - found.last_seen_at;
    let is_left = match found.own {
        Some(_) => left_for >= OWN_IDLE,
        None => found.browser.is_some() && left_for >= app.locking.after,
    };
    found.locked_at.is_some() || is_left
}

fn idle(now: Instant) -> Idle {
    Idle {
        since: now - IDLE,
        by_pin_since: now - PIN_IDLE,
    }
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

fn is_to_be_noted(found: &Found, now: Instant) -> bool {
    let every = match found.browser {
        Some(_) => SEEN_EVERY_SHARED,
        None => SEEN_EVERY,
    };
    now - found.last_seen_at >= every
}
