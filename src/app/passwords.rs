//! Hashing passwords: Argon2id, off the threads that answer, a few at a time.
//!
//! One hash takes 19 MiB and some 20 to 50 ms of a core. Two at a time leave the machine to those who
//! are signed in; a short queue takes a shift's beginning; whoever comes when it is full is told to
//! come again, before anything is counted against them.

use std::sync::Arc;

use argon2::password_hash::phc::{Output, ParamsString, PasswordHash, Salt};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::{Mutex, MutexGuard, OwnedSemaphorePermit, Semaphore};

use super::{AppError, secret};
use crate::domain::account::PASSWORD_MAX;

/// Hashes at a time.
const AT_A_TIME: usize = 2;

/// Hashes under way and waiting. At 50 ms each the last one waits less than a second.
const QUEUE: usize = 32;

/// Names that may be signed in under at the same time, at most.
const TURNS: usize = 64;

/// The hash of no password, with the parameters of the others: what is verified for a name without an
/// account, so that it takes as long.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$cmVkLXRocmVhZC1ub2JvZHk$8mBvT4nS0c2Jx5v3p1kQe7yWb6Zr9uHd0aLfGiXoM1U";

/// The least memory to ask for at a time, in blocks of 1 KiB. Above 32 MiB the C library takes memory
/// from the system and gives it back; what is smaller each thread would keep for itself, and a service
/// that a shift has signed in to would stay a hundred megabytes larger. Only what is used counts.
const GIVEN_BACK: usize = 34 * 1024;

/// The places of the queue. Clones share them.
#[derive(Debug, Clone)]
pub(super) struct Passwords {
    queue: Arc<Semaphore>,
    cores: Arc<Semaphore>,
    /// One for all names whose hashes begin with the same letter.
    turns: Arc<[Mutex<()>; TURNS]>,
}

impl Default for Passwords {
    fn default() -> Self {
        Self {
            queue: Arc::new(Semaphore::new(QUEUE)),
            cores: Arc::new(Semaphore::new(AT_A_TIME)),
            turns: Arc::new([const { Mutex::const_new(()) }; TURNS]),
        }
    }
}

/// A place in the queue.
#[must_use]
pub(super) struct Place {
    place: OwnedSemaphorePermit,
    cores: Arc<Semaphore>,
}

impl Passwords {
    /// Takes a place, or none where the queue is full.
    pub(super) fn place(&self) -> Result<Place, AppError> {
        Ok(Place {
            place: Arc::clone(&self.queue)
                .try_acquire_owned()
                .map_err(|_| AppError::Overloaded)?,
            cores: Arc::clone(&self.cores),
        })
    }

    /// Waits until nobody else signs in under a name. An attempt counts as failed until it is known
    /// to be right: of several right ones at once all but the first would find the name locked.
    pub(super) async fn turn(&self, name_hash: &str) -> MutexGuard<'_, ()> {
        let first = name_hash.bytes().next().unwrap_or_default();
        self.turns[usize::from(first) % TURNS].lock().await
    }
}

impl Place {
    /// Hashes a password that somebody chose.
    pub(super) async fn hash(self, password: SecretString) -> Result<String, AppError> {
        self.run(move || {
            let unhashed = AppError::Internal("a password cannot be hashed");
            let salt = secret::random::<16>()?;
            let hash = hash(password.expose_secret().as_bytes(), &salt, Params::DEFAULT);
            hash.map(|hash| hash.to_string()).ok_or(unhashed)
        })
        .await
    }

    /// Whether a password has this hash. Without a hash it has not, which takes as long to find out.
    pub(super) async fn verify(
        self,
        password: SecretString,
        hash: Option<String>,
    ) -> Result<bool, AppError> {
        self.run(move || {
            let is_known = hash.is_some();
            let stored = PasswordHash::new(hash.as_deref().unwrap_or(NOBODY))
                .map_err(|_| AppError::Internal("a stored password cannot be read"))?;
            let typed = password.expose_secret();
            // Four bytes a letter at most: whoever sends more has no account, and no longer hash.
            let is_fit = typed.len() <= PASSWORD_MAX * 4;
            let typed = if is_fit { typed.as_bytes() } else { b"" };
            let computed = again(typed, &stored)
                .ok_or(AppError::Internal("a stored password cannot be read"))?;
            // `Output` compares in constant time.
            let is_right = computed.hash.is_some() && computed.hash == stored.hash;
            Ok(is_right && is_known && is_fit)
        })
        .await
    }

    async fn run<T: Send + 'static>(
        self,
        work: impl FnOnce() -> Result<T, AppError> + Send + 'static,
    ) -> Result<T, AppError> {
        let core = self
            .cores
            .acquire_owned()
            .await
            .map_err(|_| AppError::Internal("hashing has ended"))?;
        let place = self.place;
        // The permits move into the task: a request that is dropped does not stop the hashing, and
        // must not make room for another one beside it.
        tokio::task::spawn_blocking(move || {
            let done = work();
            drop((core, place));
            done
        })
        .await
        .map_err(|_| AppError::Internal("hashing was cut off"))?
    }
}

/// The hash of a password with the salt and parameters of a stored one; `None` where that is none of
/// ours.
fn again(password: &[u8], stored: &PasswordHash) -> Option<PasswordHash> {
    let is_ours = stored.algorithm == Algorithm::Argon2id.ident()
        && stored.version == Some(Version::V0x13.into());
    if !is_ours {
        return None;
    }
    let params = Params::try_from(stored).ok()?;
    hash(password, stored.salt.as_ref()?, params)
}

/// Argon2id in memory that goes back to the system afterwards.
fn hash(password: &[u8], salt: &[u8], params: Params) -> Option<PasswordHash> {
    let blocks = params.block_count();
    let mut memory = Vec::with_capacity(blocks.max(GIVEN_BACK));
    memory.resize(blocks, Block::default());
    let written = ParamsString::try_from(&params).ok()?;
    let mut out = [0; Params::DEFAULT_OUTPUT_LEN];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into_with_memory(password, salt, &mut out, &mut memory)
        .ok()?;
    Some(PasswordHash {
        algorithm: Algorithm::Argon2id.ident(),
        version: Some(Version::V0x13.into()),
        params: written,
        salt: Some(Salt::new(salt).ok()?),
        hash: Some(Output::new(&out).ok()?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn nobodys_hash_is_of_the_same_kind_and_of_no_password() {
        let ours = Passwords::default().place().unwrap();
        let ours = ours.hash("a password of ours".into()).await.unwrap();
        let kind = |hash: &str| hash.rsplitn(3, '$').nth(2).unwrap().to_owned();
        assert_eq!(kind(&ours), kind(NOBODY));
        assert!(PasswordHash::new(NOBODY).is_ok());
        let place = Passwords::default().place().unwrap();
        assert!(!place.verify("".into(), None).await.unwrap());
        let place = Passwords::default().place().unwrap();
        let is_right = place.verify("a password of ours".into(), Some(ours)).await;
        assert!(is_right.unwrap());
    }

    #[test]
    fn hashes_are_those_of_the_crate() {
        use argon2::PasswordVerifier;
        let hash = hash(b"some password", &[7; 16], Params::DEFAULT).unwrap();
        let parsed = PasswordHash::new(&hash.to_string()).unwrap();
        let verify = |password: &[u8]| Argon2::default().verify_password(password, &parsed);
        assert!(verify(b"some password").is_ok());
        assert!(verify(b"another one").is_err());
    }

    #[tokio::test]
    async fn the_queue_has_an_end_and_a_dropped_request_keeps_its_place_while_it_hashes() {
        let passwords = Passwords::default();
        let mut places: Vec<_> = (0..QUEUE).map(|_| passwords.place().unwrap()).collect();
        assert!(matches!(passwords.place(), Err(AppError::Overloaded)));
        let hashing = tokio::spawn(places.pop().unwrap().hash("some password".into()));
        tokio::task::yield_now().await;
        hashing.abort();
        assert!(matches!(passwords.place(), Err(AppError::Overloaded)));
        drop(places);
        assert!(passwords.place().is_ok());
    }
}
