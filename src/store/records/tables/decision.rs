//! Decisions.

use crate::store::StoreError;
use entity::decision::{Column, Entity, Model};

use super::{Owned, Owner, Parts, bookkeeping, origin, word};
use crate::domain::intake::{Decision, Record};
use crate::store::records::{Directory, Placed};

impl Owned for Entity {
    bookkeeping!(Decision);

    fn record(
        row: Model,
        id: String,
        patient: String,
        _parts: Parts,
        _directory: &Directory,
    ) -> Result<Record, StoreError> {
        Ok(Record::Decision(Decision {
            id,
            patient_id: patient,
            subject: word(&row.subject)?,
            outcome: word(&row.outcome)?,
            decided_at: row.decided_at,
            reason: row.reason,
            recorded_at: Some(row.recorded_at),
        }))
    }

    fn model(
        placed: &Placed,
        owner: Owner<'_>,
        _directory: &Directory,
    ) -> Result<Option<Model>, StoreError> {
        let Record::Decision(r) = &placed.record else {
            return Ok(None);
        };
        let (import_file_id, import_row) = origin(placed);
        Ok(Some(Model {
            patient_id: owner.patient,
            id: placed.id,
            source_system: owner.system.to_owned(),
            source_value: r.id.clone(),
            subject: r.subject.code().to_owned(),
            outcome: r.outcome.code().to_owned(),
            decided_at: r.decided_at,
            reason: r.reason.clone(),
            recorded_at: placed.recorded_at,
            version: placed.version,
            import_file_id,
            import_row,
        }))
    }
}
