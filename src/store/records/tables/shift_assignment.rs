//! Shift assignments.

use crate::store::StoreError;
use entity::shift_assignment::{Column, Entity, Model};

use super::{Owned, Owner, Parts, bookkeeping, origin};
use crate::domain::intake::{Record, ShiftAssignment};
use crate::store::records::{Directory, Placed};

impl Owned for Entity {
    bookkeeping!(ShiftAssignment);

    fn record(
        row: Model,
        id: String,
        patient: String,
        _parts: Parts,
        directory: &Directory,
    ) -> Result<Record, StoreError> {
        Ok(Record::ShiftAssignment(ShiftAssignment {
            id,
            patient_id: patient,
            professional_id: directory.professional_name(row.professional_id)?,
            unit_id: directory.unit_name(row.unit_id)?,
            from: row.from_at,
            to: row.to_at,
            recorded_at: Some(row.recorded_at),
        }))
    }

    fn model(
        placed: &Placed,
        owner: Owner<'_>,
        directory: &Directory,
    ) -> Result<Option<Model>, StoreError> {
        let Record::ShiftAssignment(r) = &placed.record else {
            return Ok(None);
        };
        let (import_file_id, import_row) = origin(placed);
        Ok(Some(Model {
            patient_id: owner.patient,
            id: placed.id,
            source_system: owner.system.to_owned(),
            source_value: r.id.clone(),
            professional_id: directory.professional_id(&r.professional_id)?,
            unit_id: directory.unit_id(&r.unit_id)?,
            from_at: r.from,
            to_at: r.to,
            recorded_at: placed.recorded_at,
            version: placed.version,
            import_file_id,
            import_row,
        }))
    }
}
