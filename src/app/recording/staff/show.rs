//! One professional: where they work and worked, and how many patients they have there.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Keeps, keeps};
use crate::app::recording::naming;
use crate::app::{Actor, App, AppError};
use crate::domain::ids::{ProfessionalId, RecordId, UnitId};
use crate::domain::intake::{Employment, Record};
use crate::domain::recording::unit_of;
use crate::domain::time::Instant;
use crate::domain::trajectory::Directory;
use crate::store::carried;
use crate::store::records::{self, Stored};

/// A professional and their employments.
#[derive(Debug, Clone)]
pub struct Shown {
    /// Who.
    pub id: ProfessionalId,
    /// Units, professionals and employments.
    pub directory: Arc<Directory>,
    /// Their employments, in order of the first day.
    pub terms: Vec<Term>,
    /// Whose employments the actor keeps.
    pub keeps: Keeps,
    /// When it was looked at.
    pub now: Instant,
}

/// An employment.
#[derive(Debug, Clone)]
pub struct Term {
    /// Identity.
    pub id: RecordId,
    /// Version that is current.
    pub version: i32,
    /// Where.
    pub unit: UnitId,
    /// What it says.
    pub employment: Employment,
    /// How many patients they have an active relationship with there; `None` for those who do not keep
    /// the employment.
    pub carries: Option<u64>,
}

/// A professional with their employments.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown professional, and whatever the database reports.
pub async fn professional(app: &App, actor: &Actor, id: ProfessionalId) -> Result<Shown, AppError> {
    let now = app.clock.now();
    let mut directory = app.directory().await?;
    if !directory.professionals.contains_key(&id) {
        // Somebody who was registered a moment ago.
        directory = app.standing_now().await?.directory;
    }
    if !directory.professionals.contains_key(&id) {
        return Err(AppError::NotFound("professional"));
    }
    let keeps = keeps(app, actor).await?;
    let stored = records::employments(&app.db.read, &[id.0], &naming(&directory)).await?;
    let carried = if keeps == Keeps::These(Vec::new()) {
        BTreeMap::new()
    } else {
        carried::by(&app.db.read, id, now).await?
    };
    let mut terms: Vec<Term> = stored
        .into_iter()
        .filter_map(|stored| term(stored, &directory))
        .collect();
    for term in &mut terms {
        let lasts = term.employment.to.is_none();
        let count = carried.get(&term.unit).copied().unwrap_or(0);
        term.carries = (lasts && keeps.at(term.unit)).then_some(count);
    }
    terms.sort_by_key(|term| (term.employment.from, term.unit));
    Ok(Shown {
        id,
        directory,
        terms,
        keeps,
        now,
    })
}

fn term(stored: Stored, directory: &Directory) -> Option<Term> {
    let (id, version) = (RecordId(stored.id), stored.version);
    match stored.record {
        Record::Employment(employment) => Some(Term {
            id,
            version,
            unit: unit_of(directory, &employment.unit_id)?,
            employment,
            carries: None,
        }),
        _ => None,
    }
}
