//! One chain, entry by entry.

use super::finding::{Fault, Finding, Place};
use crate::domain::audit::{Chain, Key, Mac, NOTHING_BEFORE};
use crate::store::audit::reading::{Stored, StoredHead};

/// How far around an entry it is looked for the position that it was sealed for.
const AROUND: i64 = 128;

/// What is known of where a chain ends.
pub(super) struct Ends {
    /// Its head.
    pub head: Option<StoredHead>,
    /// Positions whose seal a checkpoint knew, and which one.
    pub marks: Vec<(i64, Mac, i64)>,
}

/// A chain that is gone through.
pub(super) struct OneChain<'k> {
    chain: Chain,
    key: &'k Key,
    ends: Ends,
    /// The position of the last entry.
    last: i64,
    /// Its seal, where the next one must be sealed for it.
    previous: Option<Mac>,
    /// The seal of the last entry, whatever it is worth.
    last_mac: Vec<u8>,
    /// Whether it was found to be wrong.
    is_last_wrong: bool,
}

impl<'k> OneChain<'k> {
    pub const fn new(chain: Chain, key: &'k Key, ends: Ends) -> Self {
        Self {
            chain,
            key,
            ends,
            last: 0,
            previous: Some(NOTHING_BEFORE),
            last_mac: Vec::new(),
            is_last_wrong: false,
        }
    }

    /// Looks at the next entry.
    pub fn entry(&mut self, entry: &Stored, told: &mut Vec<Finding>) {
        let id = entry.content.as_ref().map(|content| content.id);
        let mut tell = |position, id, fault| {
            let place = Place::Entry(self.chain, position, id);
            told.push(Finding { place, fault });
        };
        if entry.position <= self.last {
            return tell(entry.position, id, Fault::Added);
        }
        if entry.position > self.last + 1 {
            let to = entry.position - 1;
            tell(self.last + 1, None, Fault::Gone { to });
            self.previous = None;
        }
        let fault = self.fault_of(entry);
        if let Some(fault) = fault {
            tell(entry.position, id, fault);
        }
        self.is_last_wrong = fault.is_some();
        self.last = entry.position;
        self.last_mac.clone_from(&entry.mac);
        // An entry that is wrong says nothing of the one after it.
        let mac = Mac::try_from(&*entry.mac).ok();
        self.previous = mac.filter(|_| fault.is_none());
    }

    fn fault_of(&self, entry: &Stored) -> Option<Fault> {
        let is_beyond = self
            .ends
            .head
            .as_ref()
            .is_none_or(|head| entry.position > head.length);
        if !entry.is_sealed_at(self.key, entry.position) {
            let first = (entry.position - AROUND).max(1);
            let moved = (first..=entry.position + AROUND)
                .filter(|from| *from != entry.position)
                .find(|from| entry.is_sealed_at(self.key, *from));
            return Some(match moved {
                Some(from) => Fault::Moved { from },
                None if is_beyond => Fault::Added,
                None => Fault::NotSealed,
            });
        }
        if self
            .previous
            .is_some_and(|previous| entry.previous != previous)
        {
            return Some(Fault::NotAfterTheOneBefore);
        }
        self.ends
            .marks
            .iter()
            .find(|(position, mac, _)| *position == entry.position && entry.mac != mac)
            .map(|(_, _, checkpoint)| Fault::NotAsKnown {
                checkpoint: *checkpoint,
            })
    }

    /// Looks at where the chain ends.
    pub fn end(self, told: &mut Vec<Finding>) {
        let entry = |position| Place::Entry(self.chain, position, None);
        let of_head = |fault| Finding {
            place: Place::Head(self.chain),
            fault,
        };
        let length = match &self.ends.head {
            None => {
                told.push(of_head(Fault::Missing));
                0
            }
            Some(head) => match head.sealed(self.key) {
                None => {
                    told.push(of_head(Fault::NotSealed));
                    0
                }
                Some(head) if head.length > self.last => {
                    let fault = Fault::Gone { to: head.length };
                    let place = entry(self.last + 1);
                    told.push(Finding { place, fault });
                    head.length
                }
                Some(head) if head.length < self.last => {
                    told.push(of_head(Fault::TooShort));
                    head.length
                }
                Some(head) => {
                    if head.mac != *self.last_mac && !self.is_last_wrong {
                        told.push(of_head(Fault::OtherLast));
                    }
                    head.length
                }
            },
        };
        // The longest that any checkpoint knew, unless its head tells that already.
        let reached = self.last.max(length);
        let cut = self
            .ends
            .marks
            .iter()
            .filter(|(position, ..)| *position > reached)
            .max_by_key(|(position, ..)| *position);
        if let Some((position, _, checkpoint)) = cut {
            told.push(Finding {
                place: entry(*position),
                fault: Fault::Cut {
                    checkpoint: *checkpoint,
                },
            });
        }
    }
}
