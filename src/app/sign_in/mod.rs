//! Signing in: a name and a password become a session of a browser, or tokens of a program.

pub mod browser;
pub mod tokens;

mod keys;
mod seal;
mod verify;

pub(super) use keys::Keys;
pub use seal::{seal, unseal};
pub use verify::Credentials;
pub(super) use verify::verify;

use serde_json::Value;

use super::App;
use crate::domain::ids::AccountId;
use crate::store::AuditEntry;

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
