//! Readers' entries on their way: those that wait at the same time share one commit.
//!
//! Whoever comes while nothing is being written is written at once, so that a single reader waits no
//! longer than for a commit of its own. Whoever comes meanwhile waits for the next one, together with
//! all who came.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;

use super::chain::append;
use crate::domain::audit::Chain;
use crate::store::connection::Db;
use crate::store::error::StoreError;
use crate::store::tx::{AuditEntry, retry};

/// Entries of one commit, unless one reader alone has more.
const MOST: usize = 1_000;

/// Entries of one statement's chains: far below both engines' limits on parameters.
const CHUNK: usize = 500;

/// Entries that wait, and whether somebody is writing.
#[derive(Debug, Default)]
pub(in crate::store) struct Queue(Mutex<Waiting>);

#[derive(Debug, Default)]
struct Waiting {
    readers: Vec<Reader>,
    is_writing: bool,
}

/// Who waits, and for what.
#[derive(Debug)]
struct Reader {
    entries: Vec<AuditEntry>,
    wake: oneshot::Sender<Result<(), StoreError>>,
}

impl Queue {
    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes a place; whether the caller is to see that somebody writes.
    fn join(&self, reader: Reader) -> bool {
        let mut waiting = self.lock();
        waiting.readers.push(reader);
        !std::mem::replace(&mut waiting.is_writing, true)
    }

    /// The next to be written, or nobody: then whoever comes must see that somebody writes.
    fn next(&self) -> Vec<Reader> {
        let mut waiting = self.lock();
        let mut entries = 0;
        let fit = waiting.readers.iter().take_while(|reader| {
            let is_first = entries == 0;
            entries += reader.entries.len();
            is_first || entries <= MOST
        });
        let count = fit.count();
        waiting.is_writing = count > 0;
        waiting.readers.drain(..count).collect()
    }
}

/// Sees that whoever comes later is written, should this writer end before its time.
struct Turn {
    queue: Arc<Queue>,
    is_over: bool,
}

impl Drop for Turn {
    fn drop(&mut self) {
        if !self.is_over {
            let mut waiting = self.queue.lock();
            waiting.is_writing = false;
            // They are woken without an answer, which they take for a failure.
            waiting.readers.clear();
        }
    }
}

pub(super) async fn note(db: &Db, entries: Vec<AuditEntry>) -> Result<(), StoreError> {
    if entries.is_empty() {
        return Ok(());
    }
    #[cfg(feature = "bench-without-audit")]
    if db.audit_key.is_none() {
        return Ok(());
    }
    let (wake, woken) = oneshot::channel();
    if db.notes.join(Reader { entries, wake }) {
        // In a task of its own: a request that is given up must not take the others' entries with it.
        let db = db.clone();
        tokio::spawn(async move {
            let mut turn = Turn {
                queue: Arc::clone(&db.notes),
                is_over: false,
            };
            while !turn.is_over {
                let readers = db.notes.next();
                turn.is_over = readers.is_empty();
                write(&db, readers).await;
            }
        });
    }
    woken
        .await
        .unwrap_or(Err(StoreError::Unavailable("the service is shutting down")))
}

async fn write(db: &Db, readers: Vec<Reader>) {
    if readers.is_empty() {
        return;
    }
    let (entries, wakes): (Vec<_>, Vec<_>) = readers
        .into_iter()
        .map(|reader| (reader.entries, reader.wake))
        .unzip();
    let all: Vec<AuditEntry> = entries.iter().flatten().cloned().collect();
    let outcome = commit(db, &all).await;
    if outcome == Err(StoreError::AuditBroken) && wakes.len() > 1 {
        // One broken chain keeps only those from reading who asked for it.
        for (entries, wake) in entries.into_iter().zip(wakes) {
            let _ = wake.send(commit(db, &entries).await);
        }
        return;
    }
    for wake in wakes {
        // Whoever has gone needs no answer.
        let _ = wake.send(outcome.clone());
    }
}

async fn commit(db: &Db, entries: &[AuditEntry]) -> Result<(), StoreError> {
    let mut ordered = entries.to_vec();
    // Heads are held in the order of their chains, also from one statement to the next. What was written
    // about a patient stays in its order.
    ordered.sort_by_key(|entry| Chain::of(entry.patient));
    let ordered = ordered.as_slice();
    retry(|| async move {
        let tx = db.begin().await?;
        for chunk in ordered.chunks(CHUNK) {
            append(&*tx, db.audit_key.as_ref(), chunk.to_vec()).await?;
        }
        tx.finish().await
    })
    .await
}
