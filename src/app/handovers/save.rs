//! Saving what is typed: every few seconds, when the page is left, and before it is offered.

use super::{Address, Draft, Maker, admit};
use crate::app::{Actor, App, AppError};
use crate::domain::handover::{Content, Receiver};
use crate::store::{StoreError, handovers as stored};

/// What is typed, and over which version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saving {
    /// Which draft.
    pub address: Address,
    /// The version that was typed over.
    pub version: i32,
    /// Whom it is meant for.
    pub to: Receiver,
    /// What is typed.
    pub content: Content,
}

/// What became of what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Saved {
    /// It is saved.
    Kept(Draft),
    /// The draft was changed elsewhere since: this is what is there. What was typed is the caller's to
    /// show beside it.
    Stale(Draft),
}

/// Saves what is typed. What is there already is not saved again, whatever version was typed over.
///
/// # Errors
/// [`AppError::Forbidden`] and [`AppError::NotFound`] for patients and drafts that are not the actor's,
/// [`AppError::Handover`] for texts that cannot be kept, and whatever the database reports.
pub async fn save(app: &App, actor: &Actor, saving: &Saving) -> Result<Saved, AppError> {
    let maker = Maker::of(actor)?;
    let now = app.clock.now();
    let Address { patient, handover } = saving.address;
    admit(app, actor, patient).await?;
    let account = maker.viewer.account;
    let at = (patient, handover);
    let read = || stored::draft(app.db.writer(), at, account);
    let draft = read().await?.ok_or(AppError::NotFound("draft"))?;
    let faults = saving.content.unkept();
    if !faults.is_empty() {
        return Err(AppError::Handover(faults));
    }
    let directory = app.directory().await?;
    let to = super::receiver(saving.to, &directory, now)?;
    if draft.content == saving.content && draft.to == to && draft.discarded_at.is_none() {
        return Ok(Saved::Kept(draft));
    }
    if draft.version != saving.version {
        return Ok(Saved::Stale(draft));
    }
    let next = Draft {
        to,
        content: saving.content.clone(),
        saved_at: now,
        // Somebody who goes on writing what was put away wants it back.
        discarded_at: None,
        version: draft.version + 1,
        ..draft
    };
    match stored::save_draft(app.db.writer(), &next).await {
        Ok(()) => Ok(Saved::Kept(next)),
        // Saved or offered from elsewhere, between the two.
        Err(StoreError::Conflict { .. }) => {
            let there = read().await?.ok_or(AppError::NotFound("draft"))?;
            Ok(Saved::Stale(there))
        }
        Err(error) => Err(error.into()),
    }
}
