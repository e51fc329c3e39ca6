//! Taking up again what was given back or what nobody took on.

use serde_json::json;

use super::{Address, Draft, Maker, admit};
use crate::app::{Actor, App, AppError};
use crate::domain::handover::{Illegal, State};
use crate::domain::time::Instant;
use crate::store::{AuditEntry, evaluations, handovers as stored, retry};

/// Begins a draft with what was written in a handover that was given back, or that nobody took on; it
/// replaces that one when it is offered. A draft that was begun so is given again.
///
/// # Errors
/// [`AppError::Forbidden`] and [`AppError::NotFound`] for patients and handovers that are not the actor's
/// to see, [`AppError::HandoverIllegal`] where this is not possible, [`AppError::Conflict`] where
/// somebody else of the unit revises it already, and whatever the database reports.
pub async fn revise(app: &App, actor: &Actor, address: Address) -> Result<Draft, AppError> {
    let now = app.clock.now();
    admit(app, actor, address.patient).await?;
    retry(|| begin(app, actor, address, now)).await
}

async fn begin(
    app: &App,
    actor: &Actor,
    address: Address,
    now: Instant,
) -> Result<Draft, AppError> {
    let maker = Maker::of(actor)?;
    let Address { patient, handover } = address;
    let tx = app.db.begin().await?;
    evaluations::hold(&*tx, &[patient], None).await?;
    let account = maker.viewer.account;
    let own = stored::hold_draft(&*tx, (patient, handover), account).await?;
    let held = stored::hold(&*tx, patient, handover).await?;
    let was = held.ok_or(AppError::NotFound("handover"))?;
    match was.handover.state {
        State::Returned(_) | State::Expired(_) => {}
        State::Accepted(_) => return Err(Illegal::Accepted.into()),
        State::Done(_) | State::Withdrawn(_) => return Err(Illegal::Over.into()),
        State::Draft => return Err(Illegal::NotOffered.into()),
        State::Offered(_) | State::Questioned(_) => return Err(Illegal::Waits.into()),
    }
    if !was.parties.has(&maker.person()) {
        return Err(Illegal::ForTheSender.into());
    }
    if let Some(mut own) = own {
        if own.discarded_at.is_some() {
            stored::discard(&*tx, &own, None).await?;
            own.discarded_at = None;
            own.version += 1;
            commit(tx, app, actor, &own).await?;
        } else {
            tx.rollback().await?;
        }
        return Ok(own);
    }
    let draft = Draft {
        patient,
        id: handover,
        account,
        parties: was.parties,
        to: was.to,
        content: was.handover.content,
        is_revision: true,
        started_at: now,
        saved_at: now,
        discarded_at: None,
        version: 1,
    };
    match stored::insert_draft(&*tx, &draft).await {
        Ok(()) => {}
        Err(crate::store::StoreError::Conflict { .. }) => {
            return Err(AppError::Conflict("handover"));
        }
        Err(error) => return Err(error.into()),
    }
    commit(tx, app, actor, &draft).await?;
    Ok(draft)
}

async fn commit(
    tx: crate::store::Tx,
    app: &App,
    actor: &Actor,
    draft: &Draft,
) -> Result<(), AppError> {
    let entry = AuditEntry {
        patient: Some(draft.patient),
        ..app.entry(
            actor,
            "handover.revise",
            format!("handover/{}", draft.id.0),
            "care",
            json!({}),
        )
    };
    Ok(tx.commit(entry).await?)
}
