//! What e-mail needs beside the outbox: how it leaves, and when.

use std::sync::Arc;

use crate::mail::Mailer;

/// The hour of the daily digest when nobody set another.
const DIGEST_HOUR: u32 = 7;

/// How e-mail leaves, and when.
#[derive(Clone)]
pub struct Mailing {
    /// What sends it; without it there is no e-mail, and nothing is put into the outbox.
    pub mailer: Option<Arc<dyn Mailer>>,
    /// The local hour from which on the daily digest is made, 0 to 23.
    pub digest_hour: u32,
    /// The address of the service that browsers use; letters name it where it is known.
    pub address: Option<String>,
}

impl Default for Mailing {
    fn default() -> Self {
        Self {
            mailer: None,
            digest_hour: DIGEST_HOUR,
            address: None,
        }
    }
}

impl Mailing {
    /// Whether e-mail leaves at all.
    pub fn is_on(&self) -> bool {
        self.mailer.is_some()
    }
}
