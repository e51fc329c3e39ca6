//! Making checkpoints.

use std::cmp::Ordering;

use chrono::TimeDelta;
use serde_json::json;

use super::super::{Actor, App, AppError};
use super::{Sink, sheet};
use crate::domain::audit::{Chain, Changes, Checkpoint, Head, Key, Mac, NOTHING_BEFORE, Root};
use crate::store::audit::checkpoints::{self, Sealed};
use crate::store::audit::reading::{Known, Rows, StoredHead};
use crate::store::{StoreError, Tx};

/// Makes a checkpoint where the last one is older than `every` and something was written since. With no
/// time given it is always old enough. Says which one was made.
///
/// A chain that has become shorter, or whose head is not sealed, stays in the checkpoint as it was known:
/// what is missing is found by whoever verifies. The log of the program tells at once.
///
/// # Errors
/// When it cannot be written where it is also to be written, and whatever the database reports.
pub async fn make(
    app: &App,
    actor: &Actor,
    every: Option<TimeDelta>,
) -> Result<Option<Checkpoint>, AppError> {
    let key = app.db.audit_key()?.clone();
    let now = app.clock.now();
    let tx = app.db.begin().await?;
    checkpoints::hold(&tx).await?;
    let last = checkpoints::last(&*tx).await?;
    let is_early = last.zip(every).is_some_and(|(last, every)| {
        last.checkpoint
            .at
            .checked_add_signed(every)
            .is_none_or(|due| now < due)
    });
    if is_early {
        tx.rollback().await?;
        return Ok(None);
    }
    let bound = bind(&tx, &key).await?;
    if bound.changed.is_empty() || (last.is_some() && bound.is_own_entry_only) {
        tx.rollback().await?;
        return Ok(None);
    }
    let checkpoint = Checkpoint {
        number: last.map_or(0, |last| last.checkpoint.number) + 1,
        at: now,
        chains: bound.root.chains,
        entries: bound.root.entries,
        changes: bound.changes.done(),
        root: bound.root.done(),
        previous: last.map_or(NOTHING_BEFORE, |last| last.mac),
    };
    let sealed = Sealed {
        checkpoint,
        mac: key.seal(&checkpoint.to_bytes()),
    };
    checkpoints::keep(&tx, &sealed, &bound.changed).await?;
    // Before it is lasting in the database: one more there than here is never missed, one less would be.
    tell(app, sealed, bound.changed).await?;
    let detail = json!({ "chains": checkpoint.chains, "entries": checkpoint.entries });
    let subject = format!("audit_checkpoint/{}", checkpoint.number);
    tx.commit(app.entry(actor, "audit.checkpoint", subject, "operation", detail))
        .await?;
    Ok(Some(checkpoint))
}

/// All chains, bound together.
struct Bound {
    root: Root,
    changes: Changes,
    changed: Vec<Head>,
    /// Whether the entry of the last checkpoint is all that was written since.
    is_own_entry_only: bool,
}

async fn bind(tx: &Tx, key: &Key) -> Result<Bound, StoreError> {
    let mut bound = Bound {
        root: Root::default(),
        changes: Changes::default(),
        changed: Vec::new(),
        is_own_entry_only: true,
    };
    let mut heads = Rows::<_, StoredHead>::all(&**tx);
    let mut known = Rows::<_, Known>::all(&**tx);
    loop {
        let chains = [heads.chain().await?, known.chain().await?];
        let Some(chain) = chains.into_iter().flatten().min() else {
            return Ok(bound);
        };
        let head = heads.next_of(chain).await?;
        let before = known.next_of(chain).await?;
        let before = before.as_ref().map(as_head).transpose()?;
        bound.add(chain, head.as_ref(), before, key);
    }
}

fn as_head(known: &Known) -> Result<Head, StoreError> {
    let mac = Mac::try_from(&*known.mac);
    Ok(Head {
        chain: known.chain,
        length: known.length,
        mac: mac.map_err(|_| StoreError::Unreadable("a seal of the audit log"))?,
    })
}

impl Bound {
    fn add(&mut self, chain: Chain, head: Option<&StoredHead>, before: Option<Head>, key: &Key) {
        let now = head.and_then(|head| head.sealed(key));
        let known = before.unwrap_or(Head::empty(chain));
        let is_as_known = |now: &Head| match now.length.cmp(&known.length) {
            Ordering::Greater => true,
            Ordering::Equal => now.mac == known.mac,
            Ordering::Less => false,
        };
        if !now.as_ref().is_some_and(is_as_known) {
            tracing::error!(%chain, "a chain of the audit log, or its head, was altered or cut since the last checkpoint: run `redthread audit verify`");
        }
        let grown = now.filter(|now| is_as_known(now) && now.length > known.length);
        if let Some(grown) = grown {
            let is_own = chain == Chain::GENERAL && grown.length == known.length + 1;
            self.is_own_entry_only &= is_own;
            self.changes.add(grown);
            self.changed.push(grown);
        }
        let bound = grown.unwrap_or(known);
        if bound.length > 0 {
            self.root.add(bound);
        }
    }
}

/// Writes it where it is also to be written.
async fn tell(app: &App, sealed: Sealed, changed: Vec<Head>) -> Result<(), AppError> {
    match &app.auditing.checkpoints {
        Sink::Nowhere => Ok(()),
        Sink::Log => {
            let checkpoint = sheet::line(&sealed);
            tracing::info!(%checkpoint, "a checkpoint of the audit log was made");
            Ok(())
        }
        Sink::File(path) => {
            let path = path.clone();
            let written = tokio::task::spawn_blocking(move || {
                sheet::add(&path, &sealed, &changed)
                    .map_err(|error| AppError::unwritable(&path, &error))
            });
            written
                .await
                .map_err(|_| AppError::Internal("the writing of a checkpoint stopped"))?
        }
    }
}
