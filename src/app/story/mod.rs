//! The patient's story: reading it, writing down what is told, and what the patient decides about it.
//!
//! Every reading goes through one gate (`hearer`, which the tables ask as a condition), every change
//! through one way: the patient held, the entry as it is now, the version before it, the flags anew, the
//! audit entry, all in one transaction.

mod about;
mod act;
mod entry;
mod keep;
mod list;
mod note;
mod quotes;
mod scrub;
mod tell;
mod tell_read;

pub use about::{Beside, Things, Wanted, beside, offered, things};
pub use act::{Act, Looks, act};
pub use entry::{Shown, entry};
pub use list::{Heard, Story, first_words, story};
pub use quotes::{Quote, quotes};
pub use scrub::scrub;
pub use tell::{Tell, tell};
pub use tell_read::tell_read;

pub use crate::store::narratives::{After, Entry, Opening, Reply, Words};

pub(in crate::app) use about::{beside_for, recorded};
pub(in crate::app) use note::{Seen, note};

use serde::{Deserialize, Serialize};

use super::record::Opened;
use super::{Actor, App};
use crate::domain::ids::RecordId;
use crate::domain::story::Hand;
use crate::domain::story::telling::Moment;
use crate::domain::time::Instant;
use crate::store::narratives::{Hearer, Listener};

/// An entry that was written or changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed {
    /// Which.
    pub id: RecordId,
    /// The version that it has now.
    pub version: i32,
}

/// Who reads the words of a record that was opened. `None` for accounts without a professional, the
/// command line and Red Thread itself: the patient's words are told to somebody.
pub(in crate::app) fn listener(opened: &Opened, actor: &Actor) -> Option<Listener> {
    let Actor::Account(viewer) = actor else {
        return None;
    };
    Some(Listener {
        way: opened.allowed?.way,
        professional: viewer.professional?,
    })
}

/// Whom the words of a record reach: whoever reads them for care, or the patient on their own pages.
pub(in crate::app) fn hearer(opened: &Opened, actor: &Actor) -> Option<Hearer> {
    match actor {
        Actor::Patient(_) => Some(Hearer::Patient),
        _ => listener(opened, actor).map(Hearer::Professional),
    }
}

/// By whose hand somebody whom an entry reaches does something with it.
fn hand_of(entry: &Entry, hearer: Hearer) -> Hand {
    match hearer {
        Hearer::Patient => Hand::Patient,
        Hearer::Professional(listener) => Hand::of_staff(
            entry.authorship,
            entry.author == Some(listener.professional),
        ),
    }
}

/// Whether an entry is its reader's own: they wrote it down, or it is the patient's and they read it.
fn is_own(entry: &Entry, hearer: Hearer) -> bool {
    match hearer {
        Hearer::Patient => true,
        Hearer::Professional(listener) => entry.author == Some(listener.professional),
    }
}

fn moment(app: &App, opened: &Opened, now: Instant) -> Moment {
    Moment {
        now,
        zone: app.zone,
        born: opened.patient.birth_date,
    }
}
