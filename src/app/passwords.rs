//! Hashing passwords: Argon2id, off the threads that answer, a few at a time.
//!
//! One hash takes 19 MiB and some 20 to 50 ms of a core. Two at a time leave the machine to those who
//! are signed in; a short queue takes a shift's beginning; whoever comes when it is full is told to
//! come again, before anything is counted against them.

use std::sync::Arc;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::AppError;
use crate::domain::account::PASSWORD_MAX;

/// Hashes at a time.
const AT_A_TIME: usize = 2;

/// Hashes under way and waiting. At 50 ms each the last one waits less than a second.
const QUEUE: usize = 32;

/// The hash of no password, with the parameters of the others: what is verified for a name without an
/// account, so that it takes as long.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$cmVkLXRocmVhZC1ub2JvZHk$8mBvT4nS0c2Jx5v3p1kQe7yWb6Zr9uHd0aLfGiXoM1U";

/// The places of the queue. Clones share them.
#[derive(Debug, Clone)]
pub(super) struct Passwords {
    queue: Arc<Semaphore>,
    cores: Arc<Semaphore>,
}

impl Default for Passwords {
    fn default() -> Self {
        Self {
            queue: Arc::new(Semaphore::new(QUEUE)),
            cores: Arc::new(Semaphore::new(AT_A_TIME)),
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
}

impl Place {
    /// Hashes a password that somebody chose.
    pub(super) async fn hash(self, password: SecretString) -> Result<String, AppError> {
        self.run(move || {
            Argon2::default()
                .hash_password(password.expose_secret().as_bytes())
                .map(|hash: PasswordHash| hash.to_string())
                .map_err(|_| AppError::Internal("a password cannot be hashed"))
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
            let is_right = Argon2::default().verify_password(typed, &stored).is_ok();
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
