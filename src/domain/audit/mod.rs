//! The audit log as chains: what is sealed of an entry, of the head of a chain and of a checkpoint.
//!
//! There is one chain per patient and one for everything else, so that who writes about one patient does
//! not wait for who writes about another. `docs/audit.md` describes the bytes for whoever wants to check
//! a log with a program of their own.

mod bytes;
mod checkpoint;
mod key;

use serde_json::Value;
use uuid::Uuid;

use super::ids::PatientId;
use super::time::Instant;
use bytes::Bytes;

pub use checkpoint::{Changes, Checkpoint, Root};
pub use key::{Key, from_hex, to_hex};

/// What seals an entry, a head or a checkpoint: an HMAC-SHA-256.
pub type Mac = [u8; 32];

/// What stands in for the entry before the first one.
pub const NOTHING_BEFORE: Mac = [0; 32];

/// A chain of entries: a patient's, or the one for everything else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Chain(pub Uuid);

impl Chain {
    /// The chain of what is about no patient in particular.
    pub const GENERAL: Self = Self(Uuid::nil());

    /// The chain an entry belongs to.
    pub fn of(patient: Option<PatientId>) -> Self {
        patient.map_or(Self::GENERAL, |patient| Self(patient.0))
    }
}

impl std::fmt::Display for Chain {
    /// `general`, or the patient's id.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if *self == Self::GENERAL {
            f.write_str("general")
        } else {
            self.0.fmt(f)
        }
    }
}

/// An entry in its place.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    /// Its chain.
    pub chain: Chain,
    /// Its place in the chain, from 1.
    pub position: i64,
    /// The seal of the entry before it.
    pub previous: &'a Mac,
    /// Its identity.
    pub id: Uuid,
    /// When.
    pub at: Instant,
    /// Who.
    pub actor: &'a str,
    /// What was done.
    pub action: &'a str,
    /// Whose record.
    pub patient: Option<PatientId>,
    /// What it was done to.
    pub subject: &'a str,
    /// What for.
    pub purpose: &'a str,
    /// Counts and ids.
    pub detail: &'a Value,
}

impl Entry<'_> {
    /// The bytes that are sealed. No two different entries have the same: every part has its length
    /// before it, or always the same length.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Bytes::of("redthread audit entry 1");
        bytes.id(self.chain.0);
        bytes.number(self.position);
        bytes.fixed(self.previous);
        bytes.id(self.id);
        bytes.number(self.at.timestamp_micros());
        bytes.text(self.actor);
        bytes.text(self.action);
        bytes.maybe_id(self.patient.map(|patient| patient.0));
        bytes.text(self.subject);
        bytes.text(self.purpose);
        bytes.json(self.detail);
        bytes.done()
    }
}

/// The head of a chain: how long it is, and the seal of its last entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// The chain.
    pub chain: Chain,
    /// How many entries it has.
    pub length: i64,
    /// The seal of the last one.
    pub mac: Mac,
}

impl Head {
    /// The head of a chain that nothing was written to.
    pub const fn empty(chain: Chain) -> Self {
        Self {
            chain,
            length: 0,
            mac: NOTHING_BEFORE,
        }
    }

    /// The bytes that are sealed.
    pub fn to_bytes(self) -> Vec<u8> {
        let mut bytes = Bytes::of("redthread audit head 1");
        bytes.id(self.chain.0);
        bytes.number(self.length);
        bytes.fixed(&self.mac);
        bytes.done()
    }
}
