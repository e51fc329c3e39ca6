//! Whether the audit log is whole: every entry, every head, every checkpoint, and what checkpoints that
//! were kept elsewhere knew. Everything is read as it stood at one moment, a page at a time.

mod chain;
mod finding;

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde_json::json;

use self::chain::{Ends, OneChain};
pub use self::finding::{Fault, Finding, Place};
use super::super::{Actor, App, AppError};
use super::sheet::Sheets;
use crate::domain::audit::{Chain, Head, Key, Mac, NOTHING_BEFORE, Root};
use crate::store::audit::checkpoints::{self, Sealed};
use crate::store::audit::reading::{Known, Rows, Stored, StoredHead};
use crate::store::{Reading, audit};

/// What was looked at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Verified {
    /// Entries.
    pub entries: u64,
    /// Chains.
    pub chains: u64,
    /// Checkpoints in the database.
    pub checkpoints: u64,
    /// Checkpoints in files.
    pub kept_elsewhere: u64,
    /// What was found.
    pub findings: u64,
}

/// Verifies the log, also against files of checkpoints, and tells each finding as it is made. That it
/// was done leaves an entry, after what is verified.
///
/// # Errors
/// When a file cannot be read or holds no checkpoint, and whatever the database reports.
pub async fn verify(
    app: &App,
    actor: &Actor,
    against: &[PathBuf],
    told: &mut (dyn FnMut(Finding) + Send),
) -> Result<Verified, AppError> {
    let key = app.db.audit_key()?.clone();
    let sheets = read(against, &key).await?;
    let reading = app.db.reading().await?;
    let mut work = Work {
        key: &key,
        reading: &reading,
        verified: Verified {
            kept_elsewhere: sheets.checkpoints.len() as u64,
            ..Verified::default()
        },
        told,
    };
    let last = work.checkpoints(&sheets).await?;
    work.chains(&sheets.heads, last).await?;
    let verified = work.verified;
    drop(reading);
    let detail = json!({
        "entries": verified.entries,
        "chains": verified.chains,
        "findings": verified.findings,
    });
    let entry = app.entry(actor, "audit.verify", "audit", "operation", detail);
    // A log that is broken cannot be added to, and that is what was asked.
    if let Err(error) = audit::note(&app.db, [entry]).await {
        tracing::warn!(%error, "that the audit log was verified could not be written down");
    }
    Ok(verified)
}

async fn read(against: &[PathBuf], key: &Key) -> Result<Sheets, AppError> {
    let (paths, key) = (against.to_vec(), key.clone());
    let read = tokio::task::spawn_blocking(move || {
        let mut sheets = Sheets::default();
        for path in &paths {
            let before = sheets.checkpoints.len() + sheets.damaged.len();
            sheets
                .read(path, &key)
                .map_err(|error| AppError::unreadable(path, &error))?;
            if sheets.checkpoints.len() + sheets.damaged.len() == before {
                let sentence = format!("{} holds no checkpoint of its own", path.display());
                return Err(AppError::BadFile(sentence));
            }
        }
        Ok(sheets)
    });
    read.await
        .map_err(|_| AppError::Internal("the reading of checkpoints stopped"))?
}

struct Work<'a> {
    key: &'a Key,
    reading: &'a Reading,
    verified: Verified,
    told: &'a mut (dyn FnMut(Finding) + Send),
}

impl Work<'_> {
    fn tell(&mut self, finding: Finding) {
        self.verified.findings += 1;
        (self.told)(finding);
    }

    fn of_checkpoint(&mut self, number: i64, fault: Fault) {
        let place = Place::Checkpoint(number);
        self.tell(Finding { place, fault });
    }

    /// The checkpoints of the database, each after the one before, and those of the files among them. The
    /// last one.
    async fn checkpoints(&mut self, sheets: &Sheets) -> Result<Option<Sealed>, AppError> {
        for number in &sheets.damaged {
            self.of_checkpoint(*number, Fault::FileDamaged);
        }
        let mut last: Option<Sealed> = None;
        let mut elsewhere = sheets.checkpoints.iter().peekable();
        let (mut number, mut previous) = (0, Some(NOTHING_BEFORE));
        loop {
            let page = checkpoints::after(&**self.reading, number).await?;
            if page.is_empty() {
                break;
            }
            for sealed in page {
                let checkpoint = sealed.checkpoint;
                for missing in number + 1..checkpoint.number {
                    self.of_checkpoint(missing, Fault::Missing);
                    previous = None;
                }
                while elsewhere
                    .next_if(|(number, _)| **number < checkpoint.number)
                    .is_some()
                {}
                let same = elsewhere.next_if(|(number, _)| **number == checkpoint.number);
                if !sealed.is_sealed(self.key) {
                    self.of_checkpoint(checkpoint.number, Fault::NotSealed);
                } else if same.is_some_and(|(_, macs)| !macs.contains(&sealed.mac)) {
                    self.of_checkpoint(checkpoint.number, Fault::NotAsKept);
                } else if previous.is_some_and(|previous| previous != checkpoint.previous) {
                    self.of_checkpoint(checkpoint.number, Fault::NotAfterTheOneBefore);
                }
                number = checkpoint.number;
                previous = Some(sealed.mac);
                self.verified.checkpoints += 1;
                last = Some(sealed);
            }
        }
        for (missing, _) in elsewhere {
            self.of_checkpoint(*missing, Fault::Missing);
        }
        Ok(last)
    }

    /// Every chain that the entries, the heads, the last checkpoint or a file know.
    async fn chains(
        &mut self,
        elsewhere: &BTreeMap<Chain, (Head, i64)>,
        last: Option<Sealed>,
    ) -> Result<(), AppError> {
        let conn = &**self.reading;
        let mut entries = Rows::<_, Stored>::all(conn);
        let mut heads = Rows::<_, StoredHead>::all(conn);
        let mut known = Rows::<_, Known>::all(conn);
        let mut elsewhere = elsewhere.iter().peekable();
        let mut root = Root::default();
        loop {
            let next = [
                entries.chain().await?,
                heads.chain().await?,
                known.chain().await?,
                elsewhere.peek().map(|(chain, _)| **chain),
            ];
            let Some(chain) = next.into_iter().flatten().min() else {
                break;
            };
            let mut ends = Ends {
                head: heads.next_of(chain).await?,
                marks: Vec::new(),
            };
            if let Some(known) = known.next_of(chain).await? {
                // One of another length was never kept here, and matches no entry.
                let mac = Mac::try_from(&*known.mac).unwrap_or_default();
                let number = last.map_or(0, |last| last.checkpoint.number);
                root.add(Head {
                    chain,
                    length: known.length,
                    mac,
                });
                ends.marks.push((known.length, mac, number));
            }
            if let Some((_, (head, number))) = elsewhere.next_if(|(of, _)| **of == chain) {
                ends.marks.push((head.length, head.mac, *number));
            }
            let mut one = OneChain::new(chain, self.key, ends);
            let mut told = Vec::new();
            while let Some(entry) = entries.next_of(chain).await? {
                self.verified.entries += 1;
                one.entry(&entry, &mut told);
                for finding in told.drain(..) {
                    self.tell(finding);
                }
            }
            one.end(&mut told);
            for finding in told {
                self.tell(finding);
            }
            self.verified.chains += 1;
        }
        self.bound(root, last);
        Ok(())
    }

    /// What the last checkpoint knew of the chains is what it was sealed over.
    fn bound(&mut self, root: Root, last: Option<Sealed>) {
        let last = last.map(|last| last.checkpoint);
        let (chains, hash) = (root.chains, root.done());
        match last {
            Some(last) if last.root != hash => {
                self.of_checkpoint(last.number, Fault::ChainsAltered);
            }
            None if chains > 0 => self.of_checkpoint(1, Fault::Missing),
            _ => {}
        }
    }
}
