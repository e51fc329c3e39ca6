//! Writing an entry within a transaction that holds the patient.

use std::collections::HashMap;

use super::Entry;
use crate::app::record::Opened;
use crate::app::recording::naming;
use crate::app::{Actor, App, AppError};
use crate::domain::ids::{PatientId, RecordId};
use crate::domain::intake::{Kind, NarrativeEntry, Record};
use crate::domain::key;
use crate::domain::recording::SYSTEM;
use crate::domain::story::{Sharing, capacity};
use crate::domain::time::Instant;
use crate::store::records::{self, Change, Own, Placed, Saved};
use crate::store::{Tx, capacities, narratives};

/// The entry as a record, within the transaction.
pub(super) async fn held(
    tx: &Tx,
    opened: &Opened,
    id: RecordId,
) -> Result<(Own, NarrativeEntry), AppError> {
    let patient = opened.patient.reference.id;
    let names = naming(&opened.directory);
    let found = records::held(&**tx, Kind::NarrativeEntry, patient, Some(&[id.0]), &names).await?;
    let own = found
        .into_iter()
        .next()
        .ok_or(AppError::NotFound("entry"))?;
    let Record::NarrativeEntry(record) = own.stored.record.clone() else {
        return Err(AppError::Internal("an entry is another record"));
    };
    Ok((own, record))
}

/// Keeps an entry: its next version, the one before, whom it is shared with and what became of it. All sharing
/// goes through here, whoever asks for it: nothing becomes wider while it is in question whether the patient can
/// consent to that.
pub(super) async fn keep(
    tx: &Tx,
    app: &App,
    actor: &Actor,
    opened: &Opened,
    (entry, before, mut record, earlier): (&Entry, &Sharing, NarrativeEntry, Option<Own>),
    (reason, now): (&'static str, Instant),
) -> Result<(), AppError> {
    let patient: PatientId = entry.patient;
    let is_in_question = capacities::is_in_question(&**tx, patient, now).await?;
    capacity::allowed(before, &entry.sharing, is_in_question, now)
        .map_err(|fault| AppError::Unfit(vec![fault]))?;
    let system = earlier
        .as_ref()
        .map_or_else(|| SYSTEM.to_owned(), |own| own.system.clone());
    record.recorded_at = Some(now);
    let mut record = Record::NarrativeEntry(record);
    if earlier.is_none() {
        key::set_id(&mut record, entry.id.0.to_string());
    }
    let placed = Placed {
        id: entry.id.0,
        patient: Some(patient),
        version: entry.version,
        record,
        recorded_at: now,
        origin: None,
    };
    let by = actor.to_string();
    let names = naming(&opened.directory);
    let saved = Saved {
        system: &system,
        actor: &by,
        reason: Some(reason),
        at: now,
        directory: &names,
        wholes: &HashMap::new(),
        ids: &*app.ids,
    };
    let change = Change {
        placed,
        earlier: earlier.map(|own| own.stored),
    };
    records::save(&**tx, Kind::NarrativeEntry, &[change], saved).await?;
    let withdrawn_by = entry.withdrawn_at.map(|_| by.as_str());
    narratives::set_state(&**tx, entry, withdrawn_by).await?;
    narratives::set_choices(&**tx, entry).await?;
    narratives::set_named(&**tx, patient, entry.id, &entry.sharing.named).await?;
    Ok(())
}
