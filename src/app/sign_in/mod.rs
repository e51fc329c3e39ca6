//! Signing in: a name and a password become a session of a browser, or tokens of a program.

pub mod browser;
pub mod kept;
pub mod known;
pub mod lock;
pub mod tokens;

mod keys;
mod pin;
mod seal;
mod verify;

pub(super) use keys::Keys;
pub use seal::{seal, unseal};
pub use verify::Credentials;
pub(super) use verify::verify;

use chrono::TimeDelta;
use serde_json::Value;

use super::App;
use crate::domain::ids::AccountId;
use crate::store::AuditEntry;

/// When sessions on shared computers lock by themselves.
#[derive(Debug, Clone, Copy)]
pub struct Locking {
    /// After so long without use.
    pub after: TimeDelta,
}

impl Default for Locking {
    fn default() -> Self {
        Self {
            after: TimeDelta::minutes(5),
        }
    }
}

/// An entry about an account. Signing in has no [`super::Actor`] yet: `actor` is the form it will
/// have.
fn entry(
    app: &App,
    actor: &str,
    action: &'static str,
    account: AccountId,
    detail: Value,
) -> AuditEntry {
    app.entry(
        actor,
        action,
        format!("account/{}", account.0),
        "sign_in",
        detail,
    )
}
