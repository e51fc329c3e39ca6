//! Tokens of programs: a short-lived access token (a signed JWT), and a refresh token that is used
//! once for the next pair.
//!
//! An access token is looked up in the database each time, with its account's roles: one indexed
//! read, for which a disabled account, a lost role and a revoked token end at once, and not with the
//! token's ten minutes.

use chrono::{DateTime, TimeDelta};
use jsonwebtoken::{Algorithm, Header, Validation, decode, decode_header, encode};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::super::{Actor, App, AppError, secret};
use super::entry;
use super::verify::{Credentials, verify};
use crate::domain::access::Viewer;
use crate::domain::ids::TokenFamilyId;
use crate::store::tokens::{self as store, Token};
use crate::store::{Tx, attempts, sessions};

/// Who makes the tokens.
pub const ISSUER: &str = "redthread";

/// Whom they are for.
pub const AUDIENCE: &str = "redthread-api";

/// How long an access token is taken.
pub const ACCESS: TimeDelta = TimeDelta::minutes(10);

/// How long a refresh token waits to be used.
pub const REFRESH: TimeDelta = TimeDelta::hours(12);

/// How long a program can go on without the password being given again.
pub const LONGEST: TimeDelta = TimeDelta::days(7);

/// What a program is given.
#[derive(Clone)]
pub struct Tokens {
    /// For the header `authorization`.
    pub access_token: String,
    /// For the next pair; used once.
    pub refresh_token: String,
    /// Seconds for which the access token is taken.
    pub expires_in: i64,
}

/// What an access token says.
#[derive(Debug, Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    /// The account.
    sub: Uuid,
    /// The family: revoked with it.
    sid: Uuid,
    iat: i64,
    exp: i64,
}

/// Gives a program its first pair of tokens.
///
/// # Errors
/// Those of wrong or too many [`Credentials`], and whatever the database reports.
pub async fn issue(app: &App, credentials: &Credentials) -> Result<Tokens, AppError> {
    let account = verify(app, credentials).await?;
    let now = app.clock.now();
    let family = TokenFamilyId(app.ids.next());
    let viewer = account.viewer();
    let access_token = access_token(app, &viewer, family).await?;
    let tx = app.db.begin().await?;
    store::purge(&*tx, now).await?;
    sessions::purge(&*tx, now, now - super::browser::IDLE).await?;
    attempts::purge(&*tx, now).await?;
    store::add_family(&*tx, family, account.id, now, now + LONGEST).await?;
    let refresh_token = add_refresh_token(app, &tx, family).await?;
    let detail = json!({ "family": family });
    let actor = Actor::Account(viewer).to_string();
    tx.commit(entry(app, &actor, "sign_in.program", account.id, detail))
        .await?;
    Ok(pair(access_token, refresh_token))
}

/// Takes a refresh token for the next pair. A token that comes a second time was copied by somebody:
/// whoever of the two it is, everything that follows from that sign-in ends.
///
/// # Errors
/// [`AppError::InvalidToken`], and whatever the database reports.
pub async fn refresh(app: &App, refresh_token: &str) -> Result<Tokens, AppError> {
    let now = app.clock.now();
    let hash = secret::hash(refresh_token);
    let token = store::find(&app.db.read, &hash)
        .await?
        .ok_or(AppError::InvalidToken)?;
    let viewer = store::viewer_of(&app.db.read, token.family, now)
        .await?
        .ok_or(AppError::InvalidToken)?;
    let actor = Actor::Account(viewer.clone()).to_string();
    let detail = json!({ "family": token.family });
    let access_token = access_token(app, &viewer, token.family).await?;
    let tx = app.db.begin().await?;
    if !store::use_up(&*tx, token.id, now).await? {
        store::revoke(&*tx, token.family, now, "reuse").await?;
        let reuse = entry(app, &actor, "token.reuse", viewer.account, detail);
        tx.commit(reuse).await?;
        return Err(AppError::InvalidToken);
    }
    if token.expires_at <= now || store::viewer_of(&*tx, token.family, now).await?.is_none() {
        tx.rollback().await?;
        return Err(AppError::InvalidToken);
    }
    let refresh_token = add_refresh_token(app, &tx, token.family).await?;
    tx.commit(entry(app, &actor, "token.refresh", viewer.account, detail))
        .await?;
    Ok(pair(access_token, refresh_token))
}

/// Ends everything that follows from the sign-in a refresh token belongs to. An unknown one is no
/// error (RFC 7009, 2.2): it opens nothing, which was the purpose.
///
/// # Errors
/// Whatever the database reports.
pub async fn revoke(app: &App, refresh_token: &str) -> Result<(), AppError> {
    let now = app.clock.now();
    let hash = secret::hash(refresh_token);
    let Some(token) = store::find(&app.db.read, &hash).await? else {
        return Ok(());
    };
    let Some(viewer) = store::viewer_of(&app.db.read, token.family, now).await? else {
        return Ok(());
    };
    let tx = app.db.begin().await?;
    store::revoke(&*tx, token.family, now, "asked").await?;
    let detail = json!({ "family": token.family });
    let account = viewer.account;
    let actor = Actor::Account(viewer).to_string();
    Ok(tx
        .commit(entry(app, &actor, "token.revoke", account, detail))
        .await?)
}

/// Who an access token belongs to, with the roles of now.
///
/// # Errors
/// [`AppError::InvalidToken`] for one that is forged, too old, for somebody else, or revoked, and for
/// a disabled account; whatever the database reports.
pub async fn viewer(app: &App, access_token: &str) -> Result<Viewer, AppError> {
    let claims = claims(app, access_token).await?;
    let now = app.clock.now();
    if now.timestamp() >= claims.exp {
        return Err(AppError::InvalidToken);
    }
    store::viewer_of(&app.db.read, TokenFamilyId(claims.sid), now)
        .await?
        .filter(|viewer| viewer.account.0 == claims.sub)
        .ok_or(AppError::InvalidToken)
}

/// What a token says, where its signature is ours.
async fn claims(app: &App, access_token: &str) -> Result<Claims, AppError> {
    let invalid = |_| AppError::InvalidToken;
    let header = decode_header(access_token).map_err(invalid)?;
    let id = header.kid.and_then(|kid| kid.parse::<Uuid>().ok());
    let id = id.ok_or(AppError::InvalidToken)?;
    let key = app.keys.of(app, id).await?.ok_or(AppError::InvalidToken)?;
    // The algorithm is ours to say, never the token's.
    let mut validation = Validation::new(Algorithm::EdDSA);
    validation.set_issuer(&[ISSUER]);
    validation.set_audience(&[AUDIENCE]);
    validation.set_required_spec_claims(&["iss", "aud", "sub", "exp"]);
    // Compared with our clock by the caller: the crate would read the machine's.
    validation.validate_exp = false;
    let token = decode::<Claims>(access_token, &key.decoding, &validation).map_err(invalid)?;
    Ok(token.claims)
}

async fn access_token(
    app: &App,
    viewer: &Viewer,
    family: TokenFamilyId,
) -> Result<String, AppError> {
    let key = app.keys.newest(app).await?;
    let now = app.clock.now();
    let claims = Claims {
        iss: ISSUER.to_owned(),
        aud: AUDIENCE.to_owned(),
        sub: viewer.account.0,
        sid: family.0,
        iat: now.timestamp(),
        exp: DateTime::timestamp(&(now + ACCESS)),
    };
    let header = Header {
        kid: Some(key.id.to_string()),
        ..Header::new(Algorithm::EdDSA)
    };
    encode(&header, &claims, &key.encoding)
        .map_err(|_| AppError::Internal("a token cannot be signed"))
}

async fn add_refresh_token(app: &App, tx: &Tx, family: TokenFamilyId) -> Result<String, AppError> {
    let token = secret::token()?;
    let now = app.clock.now();
    store::add(
        &**tx,
        Token {
            id: app.ids.next(),
            token_hash: secret::hash(&token),
            family,
            created_at: now,
            expires_at: now + REFRESH,
        },
    )
    .await?;
    Ok(token)
}

fn pair(access_token: String, refresh_token: String) -> Tokens {
    Tokens {
        access_token,
        refresh_token,
        expires_in: ACCESS.num_seconds(),
    }
}
