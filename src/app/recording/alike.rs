//! Patients who may be one and the same.

use crate::app::record::{note_read, reach_of};
use crate::app::{Actor, App, AppError};
use crate::domain::folding;
use crate::domain::ids::PatientId;
use crate::domain::intake::Patient;
use crate::domain::time::Instant;
use crate::store::patients::{Details, Naming};
use crate::store::search::{self, Wanted};

/// Patients who may be the same.
#[derive(Debug, Clone)]
pub struct Alike {
    /// Those whom the actor reaches.
    pub within: Vec<Details>,
    /// How many there are beside them.
    pub beyond: usize,
    /// How patients are called.
    pub naming: Naming,
}

/// The most patients who are looked at for being the same.
const MOST: u64 = 50;

/// Patients with the same name and day of birth (where both have one), or with the same
/// identifier; but for the one whose id is given.
pub(super) async fn alike(
    app: &App,
    actor: &Actor,
    (id, patient): (Option<PatientId>, &Patient),
    naming: Naming,
    now: Instant,
) -> Result<Option<Alike>, AppError> {
    let reach = reach_of(actor)?;
    let name = words(
        patient.family_name.as_deref(),
        patient.given_name.as_deref(),
    );
    let mut wanted = Vec::new();
    if !name.is_empty() {
        wanted.push(Wanted {
            words: name.clone(),
            ..Wanted::default()
        });
    }
    wanted.extend(patient.identifiers.iter().map(|identifier| Wanted {
        identifier: Some(identifier.value.clone()),
        ..Wanted::default()
    }));
    let (mut within, mut all) = (Vec::<Details>::new(), Vec::<PatientId>::new());
    for wanted in &wanted {
        let is_alike = |found: &Details| {
            let is_other = Some(found.reference.id) != id;
            let other = words(found.family_name.as_deref(), found.given_name.as_deref());
            let born = found.birth_date.zip(patient.birth_date);
            let is_named = other == name && born.is_none_or(|(a, b)| a == b);
            is_other && (wanted.identifier.is_some() || is_named)
        };
        let reading = app.db.reading().await?;
        let everybody = search::find(&*reading, None, now, wanted, None, MOST).await?;
        let reached = search::find(&*reading, reach.as_ref(), now, wanted, None, MOST).await?;
        drop(reading);
        let ids = everybody.iter().filter(|found| is_alike(found));
        all.extend(ids.map(|found| found.reference.id));
        within.extend(reached.into_iter().filter(is_alike));
    }
    all.sort_unstable();
    all.dedup();
    within.sort_by_key(|found| found.reference.id);
    within.dedup_by_key(|found| found.reference.id);
    if all.is_empty() {
        return Ok(None);
    }
    let shown: Vec<PatientId> = within.iter().map(|found| found.reference.id).collect();
    note_read(app, actor, &shown, "patient.find").await?;
    Ok(Some(Alike {
        beyond: all.len().saturating_sub(within.len()),
        within,
        naming,
    }))
}

/// The folded words of a name, in an order of their own: whoever typed them may have swapped them.
fn words(family: Option<&str>, given: Option<&str>) -> Vec<String> {
    let name = [family, given].into_iter().flatten().collect::<Vec<_>>();
    let mut words: Vec<String> = folding::fold(&name.join(" "))
        .split_whitespace()
        .map(str::to_owned)
        .collect();
    words.sort_unstable();
    words
}
