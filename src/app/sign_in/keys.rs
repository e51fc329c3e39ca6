//! The keys that access tokens are signed with: Ed25519, kept in the database, so that every
//! instance takes the others' tokens and a restart ends nobody's. Whoever can write to the database
//! can sign in as anybody in any case; a backup of it is to be kept as what it is.
//!
//! A new one is made when the newest is 90 days old. The old one is taken for a day more, which is
//! far beyond the life of an access token.

use std::sync::Arc;

use aws_lc_rs::aead::{AES_256_GCM, LessSafeKey, UnboundKey};
use aws_lc_rs::error::Unspecified;
use aws_lc_rs::hmac;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::TimeDelta;
use jsonwebtoken::{DecodingKey, EncodingKey};
use serde_json::json;
use tokio::sync::Mutex;
use uuid::Uuid;

use super::super::{App, AppError};
use crate::domain::time::Instant;
use crate::store::signing_keys::{self, StoredKey};

/// The age at which a key signs no more.
const SIGNS_FOR: TimeDelta = TimeDelta::days(90);

/// The age at which its signatures are taken no more.
const TAKEN_FOR: TimeDelta = TimeDelta::days(91);

/// A key at work.
pub(super) struct Key {
    pub id: Uuid,
    pub created_at: Instant,
    pub encoding: EncodingKey,
    pub decoding: DecodingKey,
    /// What is sealed with it: see [`super::seal()`].
    pub sealing: LessSafeKey,
}

/// The keys as last read, newest first. Clones share them.
#[derive(Clone, Default)]
pub(in crate::app) struct Keys(Arc<Mutex<Vec<Arc<Key>>>>);

impl Keys {
    /// The key to sign with.
    pub(super) async fn newest(&self, app: &App) -> Result<Arc<Key>, AppError> {
        let now = app.clock.now();
        let mut held = self.0.lock().await;
        if let Some(key) = signing(&held, now) {
            return Ok(key);
        }
        *held = read(app).await?;
        if let Some(key) = signing(&held, now) {
            return Ok(key);
        }
        let made = make(app, now).await?;
        held.insert(0, Arc::clone(&made));
        Ok(made)
    }

    /// The key of an id, where its signatures are still taken.
    pub(super) async fn of(&self, app: &App, id: Uuid) -> Result<Option<Arc<Key>>, AppError> {
        let now = app.clock.now();
        let mut held = self.0.lock().await;
        let find = |held: &[Arc<Key>]| {
            held.iter()
                .find(|key| key.id == id && now - key.created_at < TAKEN_FOR)
                .map(Arc::clone)
        };
        if let Some(key) = find(&held) {
            return Ok(Some(key));
        }
        // Another instance may have made it a moment ago.
        *held = read(app).await?;
        Ok(find(&held))
    }
}

fn signing(held: &[Arc<Key>], now: Instant) -> Option<Arc<Key>> {
    held.first()
        .filter(|key| now - key.created_at < SIGNS_FOR)
        .map(Arc::clone)
}

async fn read(app: &App) -> Result<Vec<Arc<Key>>, AppError> {
    // From the writer: a key that was just kept must be seen.
    let stored = signing_keys::all(app.db.writer()).await?;
    stored.iter().map(open).collect()
}

async fn make(app: &App, now: Instant) -> Result<Arc<Key>, AppError> {
    let pair = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new())
        .map_err(|_| AppError::Internal("no key can be made"))?;
    let stored = StoredKey {
        id: app.ids.next(),
        private_key: STANDARD.encode(pair.as_ref()),
        created_at: now,
    };
    let key = open(&stored)?;
    let tx = app.db.begin().await?;
    signing_keys::add(&*tx, stored, now - TAKEN_FOR).await?;
    tx.commit(app.entry(
        "system",
        "signing_key.make",
        format!("signing_key/{}", key.id),
        "operation",
        json!({}),
    ))
    .await?;
    Ok(key)
}

fn open(stored: &StoredKey) -> Result<Arc<Key>, AppError> {
    let unreadable = || AppError::Internal("a stored signing key cannot be read");
    let pkcs8 = STANDARD
        .decode(&stored.private_key)
        .map_err(|_| unreadable())?;
    let pair = Ed25519KeyPair::from_pkcs8(&pkcs8).map_err(|_| unreadable())?;
    Ok(Arc::new(Key {
        id: stored.id,
        created_at: stored.created_at,
        encoding: EncodingKey::from_ed_der(&pkcs8),
        decoding: DecodingKey::from_ed_der(pair.public_key().as_ref()),
        sealing: sealing(&pkcs8).map_err(|_| unreadable())?,
    }))
}

/// A key for another purpose, from which the first cannot be told.
fn sealing(pkcs8: &[u8]) -> Result<LessSafeKey, Unspecified> {
    let from = hmac::Key::new(hmac::HMAC_SHA256, pkcs8);
    let derived = hmac::sign(&from, b"redthread kept form");
    Ok(LessSafeKey::new(UnboundKey::new(
        &AES_256_GCM,
        derived.as_ref(),
    )?))
}
