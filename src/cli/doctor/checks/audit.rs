//! The audit log: its key, and when it was last bound together.

use std::path::Path;

use super::Finding;
use crate::boot::audit_key;
use crate::config::Config;
use crate::runtime::{Clock, SystemClock};
use crate::store::audit::checkpoints;
use crate::store::{Db, StoreError, audit};

const CHECK: &str = "audit log";

/// Whether the key is there, is its owner's only and is the one of the log; and how old the last
/// checkpoint is. Whether entries were altered is for `audit verify`, which reads all of them.
pub(super) async fn log(db: &Db, config: &Config) -> Finding {
    let file = audit_key::file(config);
    let shown = file.display();
    match audit::check_key(db).await {
        Ok(()) => {}
        Err(StoreError::NoAuditKey) => return without_key(db, &file).await,
        Err(error @ StoreError::AuditBroken) => {
            let advice =
                "run `redthread audit verify`; put the right key back where audit.key is another";
            return Finding::fail(CHECK, error.to_string(), advice);
        }
        Err(error) => return Finding::fail(CHECK, error.to_string(), "see the line above"),
    }
    if config.audit.key.is_none() && is_open_to_others(&file) {
        return Finding::warn(
            CHECK,
            format!("others can read its key, {shown}"),
            format!("chmod 600 {shown}"),
        );
    }
    let last = match checkpoints::last(&db.read).await {
        Ok(last) => last,
        Err(error) => return Finding::fail(CHECK, error.to_string(), "see the line above"),
    };
    let Some(last) = last.map(|last| last.checkpoint) else {
        let found = "its key is there; no checkpoint was made yet";
        return Finding::ok(CHECK, found);
    };
    let found = format!(
        "checkpoint {} of {} bound {} entries",
        last.number,
        last.at.format("%Y-%m-%d %H:%M UTC"),
        last.entries
    );
    let age = (SystemClock.now() - last.at).to_std().unwrap_or_default();
    match config.audit.checkpoint_every {
        // Two were missed. None is made while nothing is written, which somebody who runs this sees.
        Some(every) if age > every * 3 => Finding::warn(
            CHECK,
            found,
            "see that a service runs and what its log says, or run `redthread audit checkpoint`",
        ),
        _ => Finding::ok(CHECK, found),
    }
}

async fn without_key(db: &Db, file: &Path) -> Finding {
    let shown = file.display();
    match audit::is_begun(db).await {
        Ok(true) => Finding::fail(
            CHECK,
            "its key is missing: nothing can be read or changed",
            format!("put it back to {shown}, or set audit.key"),
        ),
        Ok(false) if db.engine() == crate::store::Engine::Sqlite => Finding::warn(
            CHECK,
            "there is no key yet",
            "nothing: the next command that writes makes one",
        ),
        Ok(false) => Finding::fail(
            CHECK,
            "there is no key",
            format!("set audit.key or audit.key_file, or make {shown} with `openssl rand -hex 32`"),
        ),
        Err(error) => Finding::fail(CHECK, error.to_string(), "see the line above"),
    }
}

#[cfg(unix)]
fn is_open_to_others(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    std::fs::metadata(file).is_ok_and(|found| found.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
const fn is_open_to_others(_: &Path) -> bool {
    false
}
