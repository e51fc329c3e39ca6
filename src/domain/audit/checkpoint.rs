//! Checkpoints: all chains bound together, each checkpoint to the one before it.

use aws_lc_rs::digest::{Context, SHA256};

use super::bytes::Bytes;
use super::{Head, Mac};
use crate::domain::time::Instant;

/// What a checkpoint says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Checkpoint {
    /// Its number, from 1.
    pub number: i64,
    /// When it was made.
    pub at: Instant,
    /// How many chains there were.
    pub chains: i64,
    /// How many entries they had.
    pub entries: i64,
    /// A hash over the chains that had changed since the checkpoint before.
    pub changes: [u8; 32],
    /// A hash over all chains.
    pub root: [u8; 32],
    /// The seal of the checkpoint before.
    pub previous: Mac,
}

impl Checkpoint {
    /// The bytes that are sealed.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Bytes::of("redthread audit checkpoint 1");
        bytes.number(self.number);
        bytes.number(self.at.timestamp_micros());
        bytes.number(self.chains);
        bytes.number(self.entries);
        bytes.fixed(&self.changes);
        bytes.fixed(&self.root);
        bytes.fixed(&self.previous);
        bytes.done()
    }
}

/// A hash over heads in the order of their chains, as they come.
struct Hash(Context);

impl Hash {
    fn new() -> Self {
        Self(Context::new(&SHA256))
    }

    fn add(&mut self, head: Head) {
        self.0.update(&head.to_bytes());
    }

    fn done(self) -> [u8; 32] {
        let mut hash = [0; 32];
        hash.copy_from_slice(self.0.finish().as_ref());
        hash
    }
}

/// The hash over all chains, and how many they are.
pub struct Root {
    hash: Hash,
    /// Chains so far.
    pub chains: i64,
    /// Entries so far.
    pub entries: i64,
}

impl Default for Root {
    fn default() -> Self {
        Self {
            hash: Hash::new(),
            chains: 0,
            entries: 0,
        }
    }
}

impl Root {
    /// Adds the next chain.
    pub fn add(&mut self, head: Head) {
        self.hash.add(head);
        self.chains += 1;
        self.entries += head.length;
    }

    /// The hash.
    pub fn done(self) -> [u8; 32] {
        self.hash.done()
    }
}

/// The hash over the chains that changed.
pub struct Changes(Hash);

impl Default for Changes {
    fn default() -> Self {
        Self(Hash::new())
    }
}

impl Changes {
    /// Adds the next chain.
    pub fn add(&mut self, head: Head) {
        self.0.add(head);
    }

    /// The hash.
    pub fn done(self) -> [u8; 32] {
        self.0.done()
    }
}
