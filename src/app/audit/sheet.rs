//! Checkpoints outside of the database: a file of JSON lines that is only added to. First the chains that
//! changed, in order, a line each, then the checkpoint that closes them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::audit::{Chain, Changes, Checkpoint, Head, Key, Mac, from_hex, to_hex};
use crate::domain::time::Instant;
use crate::store::audit::checkpoints::Sealed;

/// A line of a chain. `chain` is the patient's id; of zeros only, the chain for everything else.
#[derive(Serialize, Deserialize)]
struct HeadLine {
    chain: Uuid,
    length: i64,
    mac: String,
}

/// The line of a checkpoint. `number` comes first: a log of the program is searched for it.
#[derive(Serialize, Deserialize)]
struct CheckpointLine {
    number: i64,
    at: Instant,
    chains: i64,
    entries: i64,
    changes: String,
    root: String,
    previous: String,
    mac: String,
}

/// How the line of a checkpoint begins, alone and within a JSON log.
const BEGINNINGS: [&str; 2] = [r#"{"number":"#, r#"{\"number\":"#];

/// The line of a checkpoint.
pub(super) fn line(sealed: &Sealed) -> String {
    let checkpoint = &sealed.checkpoint;
    let line = CheckpointLine {
        number: checkpoint.number,
        at: checkpoint.at,
        chains: checkpoint.chains,
        entries: checkpoint.entries,
        changes: to_hex(&checkpoint.changes),
        root: to_hex(&checkpoint.root),
        previous: to_hex(&checkpoint.previous),
        mac: to_hex(&sealed.mac),
    };
    serde_json::to_string(&line).unwrap_or_default()
}

/// Adds a checkpoint to a file, which is its owner's only. It is on the disk when this returns.
pub(super) fn add(path: &Path, sealed: &Sealed, changed: &[Head]) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    options.read(true).append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    let is_cut = ends_within_a_line(&mut file)?;
    let mut out = BufWriter::new(&file);
    if is_cut {
        writeln!(out)?;
    }
    for head in changed {
        let line = HeadLine {
            chain: head.chain.0,
            length: head.length,
            mac: to_hex(&head.mac),
        };
        serde_json::to_writer(&mut out, &line)?;
        writeln!(out)?;
    }
    writeln!(out, "{}", line(sealed))?;
    out.flush()?;
    drop(out);
    file.sync_all()
}

/// Whether whoever wrote last was cut off.
fn ends_within_a_line(file: &mut File) -> std::io::Result<bool> {
    if file.metadata()?.len() == 0 {
        return Ok(false);
    }
    file.seek(SeekFrom::End(-1))?;
    let mut last = [0];
    file.read_exact(&mut last)?;
    Ok(last != *b"\n")
}

/// What files of checkpoints know.
#[derive(Debug, Default)]
pub(super) struct Sheets {
    /// The longest that each chain was known to be, and by which checkpoint.
    pub heads: BTreeMap<Chain, (Head, i64)>,
    /// The seals of each checkpoint: more than one where the database could not keep the first.
    pub checkpoints: BTreeMap<i64, BTreeSet<Mac>>,
    /// Checkpoints that the key has not sealed, or whose chains are not those they were made with.
    pub damaged: Vec<i64>,
}

impl Sheets {
    /// Reads a file of checkpoints, or a log of the program.
    pub fn read(&mut self, path: &Path, key: &Key) -> std::io::Result<()> {
        let mut pending: Vec<Head> = Vec::new();
        for line in BufReader::new(File::open(path)?).split(b'\n') {
            let line = line?;
            let line = String::from_utf8_lossy(&line);
            if let Some(head) = head_of(&line) {
                // A checkpoint that was cut off is begun again from its first chain.
                if pending.last().is_some_and(|last| last.chain >= head.chain) {
                    pending.clear();
                }
                pending.push(head);
            } else if let Some(sealed) = sealed_of(&line) {
                self.close(&sealed, &pending, key);
                pending.clear();
            }
        }
        Ok(())
    }

    fn close(&mut self, sealed: &Sealed, heads: &[Head], key: &Key) {
        let number = sealed.checkpoint.number;
        let mut changes = Changes::default();
        for head in heads {
            changes.add(*head);
        }
        // A log of the program has no chains.
        let is_whole = heads.is_empty() || changes.done() == sealed.checkpoint.changes;
        if !is_whole || !sealed.is_sealed(key) {
            self.damaged.push(number);
            return;
        }
        self.checkpoints
            .entry(number)
            .or_default()
            .insert(sealed.mac);
        for head in heads {
            let known = self.heads.entry(head.chain).or_insert((*head, number));
            if head.length > known.0.length {
                *known = (*head, number);
            }
        }
    }
}

fn head_of(line: &str) -> Option<Head> {
    let line: HeadLine = serde_json::from_str(line).ok()?;
    Some(Head {
        chain: Chain(line.chain),
        length: line.length,
        mac: from_hex(&line.mac)?,
    })
}

fn sealed_of(line: &str) -> Option<Sealed> {
    let (start, is_quoted) = BEGINNINGS
        .iter()
        .zip([false, true])
        .find_map(|(beginning, is_quoted)| Some((line.find(beginning)?, is_quoted)))?;
    let text = if is_quoted {
        line[start..].replace("\\\"", "\"")
    } else {
        line[start..].to_owned()
    };
    // Whatever follows it in a log is not read.
    let mut values = serde_json::Deserializer::from_str(&text).into_iter::<CheckpointLine>();
    let line = values.next()?.ok()?;
    Some(Sealed {
        checkpoint: Checkpoint {
            number: line.number,
            at: line.at,
            chains: line.chains,
            entries: line.entries,
            changes: from_hex(&line.changes)?,
            root: from_hex(&line.root)?,
            previous: from_hex(&line.previous)?,
        },
        mac: from_hex(&line.mac)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sealed(key: &Key) -> Sealed {
        let checkpoint = Checkpoint {
            number: 7,
            at: chrono::DateTime::from_timestamp_micros(1_700_000_000_000_001).unwrap(),
            chains: 2,
            entries: 3,
            changes: [1; 32],
            root: [2; 32],
            previous: [3; 32],
        };
        Sealed {
            checkpoint,
            mac: key.seal(&checkpoint.to_bytes()),
        }
    }

    #[test]
    fn a_checkpoint_is_read_back_also_from_a_log_in_text_or_json() {
        let key = Key::new(&[7; 32]);
        let sealed = sealed(&key);
        let line = line(&sealed);
        let text = format!("2026-03-02T12:00:00Z  INFO made checkpoint={line} thread=1");
        let json = serde_json::json!({"level": "INFO", "fields": {"checkpoint": line}});
        for told in [line.clone(), text, json.to_string()] {
            assert_eq!(sealed_of(&told), Some(sealed), "{told}");
        }
        for other in [
            "",
            "{\"number\":",
            "{\"number\":1}",
            "a line of something else",
        ] {
            assert_eq!(sealed_of(other), None, "{other}");
        }
    }

    #[test]
    fn a_checkpoint_of_another_key_is_damaged() {
        let (ours, others) = (Key::new(&[7; 32]), Key::new(&[8; 32]));
        let mut sheets = Sheets::default();
        sheets.close(&sealed(&ours), &[], &ours);
        sheets.close(&sealed(&others), &[], &ours);
        assert_eq!(sheets.damaged, [7]);
        assert_eq!(sheets.checkpoints.len(), 1);
    }
}
