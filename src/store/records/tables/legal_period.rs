//! Formal status over time.

use crate::store::StoreError;
use entity::legal_period::{Column, Entity, Model};

use super::{Owned, Owner, Parts, bookkeeping, origin};
use crate::domain::intake::{LegalPeriod, Record};
use crate::store::records::{Directory, Placed};

impl Owned for Entity {
    bookkeeping!(LegalPeriod);

    fn record(
        row: Model,
        id: String,
        patient: String,
        _parts: Parts,
        _directory: &Directory,
    ) -> Result<Record, StoreError> {
        Ok(Record::LegalPeriod(LegalPeriod {
            id,
            patient_id: patient,
            status: row.status,
            from: row.from_at,
            to: row.to_at,
            felt_forced: row.felt_forced,
            recorded_at: Some(row.recorded_at),
        }))
    }

    fn model(
        placed: &Placed,
        owner: Owner<'_>,
        _directory: &Directory,
    ) -> Result<Option<Model>, StoreError> {
        let Record::LegalPeriod(r) = &placed.record else {
            return Ok(None);
        };
        let (import_file_id, import_row) = origin(placed);
        Ok(Some(Model {
            patient_id: owner.patient,
            id: placed.id,
            source_system: owner.system.to_owned(),
            source_value: r.id.clone(),
            status: r.status.clone(),
            from_at: r.from,
            to_at: r.to,
            felt_forced: r.felt_forced,
            recorded_at: placed.recorded_at,
            version: placed.version,
            import_file_id,
            import_row,
        }))
    }
}
