//! Treatment periods; their leaves lie in a table of their own.

use crate::store::StoreError;
use entity::treatment_period::{Column, Entity, Model};

use super::{Owned, Owner, Parts, bookkeeping, maybe_word, origin};
use crate::domain::intake::{Record, TreatmentPeriod};
use crate::store::records::{Directory, Placed};

impl Owned for Entity {
    bookkeeping!(TreatmentPeriod);

    fn record(
        row: Model,
        id: String,
        patient: String,
        parts: Parts,
        directory: &Directory,
    ) -> Result<Record, StoreError> {
        Ok(Record::TreatmentPeriod(TreatmentPeriod {
            id,
            patient_id: patient,
            unit_id: directory.unit_name(row.unit_id)?,
            from: row.from_at,
            to: row.to_at,
            admission_kind: maybe_word(row.admission_kind.as_deref())?,
            planned_from: row.planned_from_at,
            planned_to: row.planned_to_at,
            room: row.room,
            end_reason: maybe_word(row.end_reason.as_deref())?,
            leave: parts.leave,
            recorded_at: Some(row.recorded_at),
        }))
    }

    fn model(
        placed: &Placed,
        owner: Owner<'_>,
        directory: &Directory,
    ) -> Result<Option<Model>, StoreError> {
        let Record::TreatmentPeriod(r) = &placed.record else {
            return Ok(None);
        };
        let (import_file_id, import_row) = origin(placed);
        Ok(Some(Model {
            patient_id: owner.patient,
            id: placed.id,
            source_system: owner.system.to_owned(),
            source_value: r.id.clone(),
            unit_id: directory.unit_id(&r.unit_id)?,
            from_at: r.from,
            to_at: r.to,
            admission_kind: r.admission_kind.map(|word| word.code().to_owned()),
            planned_from_at: r.planned_from,
            planned_to_at: r.planned_to,
            room: r.room.clone(),
            end_reason: r.end_reason.map(|word| word.code().to_owned()),
            recorded_at: placed.recorded_at,
            version: placed.version,
            import_file_id,
            import_row,
        }))
    }
}
