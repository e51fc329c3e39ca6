//! E-mail on its way out of the process. The only importer of `lettre`.

mod smtp;

use chrono::{DateTime, Utc};
use futures_util::future::BoxFuture;
use uuid::Uuid;

pub use smtp::{Encryption, Login, Server, Smtp};

/// A letter, in plain text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Identity: a letter that is sent twice has the same, by which mailboxes can tell.
    pub id: Uuid,
    /// The address.
    pub to: String,
    /// One line.
    pub subject: String,
    /// The rest.
    pub body: String,
    /// When it was written.
    pub at: DateTime<Utc>,
}

/// Why a letter was not taken. What a server said in words is not kept: it may repeat an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MailFault {
    /// No server answered, or it broke off.
    #[error("the mail server does not answer")]
    Unreachable,
    /// It answered, and no safe connection came about.
    #[error("no safe connection to the mail server came about")]
    Tls,
    /// It answered with this code.
    #[error("the mail server answered {0}")]
    Refused(u16),
    /// The letter cannot be written down: its address is none.
    #[error("the letter cannot be written: its address is none")]
    Unwritable,
}

impl MailFault {
    /// A stable word for it.
    pub fn code(self) -> String {
        match self {
            Self::Unreachable => "unreachable".to_owned(),
            Self::Tls => "tls".to_owned(),
            Self::Refused(code) => format!("smtp_{code}"),
            Self::Unwritable => "unwritable".to_owned(),
        }
    }

    /// Whether the next letter would fare the same.
    pub const fn is_of_the_server(self) -> bool {
        matches!(self, Self::Unreachable | Self::Tls)
    }
}

/// Sends letters.
pub trait Mailer: Send + Sync {
    /// Hands a letter to the server. When this is well, the server has taken it.
    fn send<'a>(&'a self, letter: &'a Letter) -> BoxFuture<'a, Result<(), MailFault>>;
}
