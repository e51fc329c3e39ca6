//! Handovers as people make them: drafts, where each one is and what happened to it, lists, and what was
//! written when one was accepted.

mod beside;
mod care;
mod drafts;
mod lists;
mod lives;
mod snapshots;

pub use beside::{Beside, Spoken, beside, is_joint, spoken, voice};
pub use care::is_in_care;
pub use drafts::{
    Draft, discard, draft, hold_draft, insert_draft, is_unwritten, living_draft, living_drafts,
    remove_draft, save_draft, waiting_drafts,
};
pub use lists::{COUNTED, Inbox, Place, Which, count, lapsed, page};
pub use lives::{NewStep, Stored, Told, add, hold, insert, of_patient, one, replace, steps};
pub use snapshots::{Snapshot, VoiceRef, keep_snapshot, snapshot};

use super::error::StoreError;
use std::str::FromStr;

fn word<T: FromStr>(code: &str) -> Result<T, StoreError> {
    code.parse()
        .map_err(|_| StoreError::Unreadable("a handover's code"))
}

fn maybe<T: FromStr>(code: Option<&str>) -> Result<Option<T>, StoreError> {
    code.map(word).transpose()
}
