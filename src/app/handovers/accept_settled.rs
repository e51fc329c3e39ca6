//! Accepting several settled handovers together, without a word about each.

use super::{Address, Command, Stored, act};
use crate::app::{Actor, App, AppError};
use crate::domain::handover::{Act, Illegal, needs_synthesis};
use crate::store::handovers as stored;

/// How many are accepted in one request.
const MOST: usize = 100;

/// What became of several.
#[derive(Debug)]
pub struct Settled {
    /// Those that were accepted.
    pub accepted: Vec<Stored>,
    /// Those that were not, and why: the others are accepted all the same.
    pub refused: Vec<(Address, AppError)>,
}

/// Accepts those of these handovers that are settled, each in a transaction of its own, with the version
/// that was looked at.
///
/// # Errors
/// [`AppError::InvalidInput`] for more than can be done in one request. What stands in the way of single
/// ones is told in the outcome.
pub async fn accept_settled(
    app: &App,
    actor: &Actor,
    looked_at: &[(Address, i32)],
) -> Result<Settled, AppError> {
    super::Maker::of(actor)?;
    if looked_at.len() > MOST {
        return Err(AppError::InvalidInput {
            field: "handovers",
            expected: format!("at most {MOST} handovers"),
        });
    }
    let mut settled = Settled {
        accepted: Vec::new(),
        refused: Vec::new(),
    };
    for (address, version) in looked_at {
        match accept(app, actor, *address, *version).await {
            Ok(stored) => settled.accepted.push(stored),
            Err(error) => settled.refused.push((*address, error)),
        }
    }
    Ok(settled)
}

async fn accept(
    app: &App,
    actor: &Actor,
    address: Address,
    version: i32,
) -> Result<Stored, AppError> {
    super::admit(app, actor, address.patient).await?;
    let Address { patient, handover } = address;
    let found = stored::one(&app.db.read, patient, handover).await?;
    let found = found.ok_or(AppError::NotFound("handover"))?;
    if needs_synthesis(found.handover.content.severity) {
        return Err(Illegal::NotSettled.into());
    }
    let command = Command {
        address,
        version: Some(version),
        act: Act::Accept {
            synthesis: String::new(),
        },
    };
    act(app, actor, &command).await
}
