//! Relational reviews.

use crate::store::StoreError;
use entity::relational_review::{Column, Entity, Model};

use super::{Owned, Owner, Parts, bookkeeping, origin};
use crate::domain::intake::{Record, RelationalReview};
use crate::store::records::{Directory, Placed};

impl Owned for Entity {
    bookkeeping!(RelationalReview);

    fn record(
        row: Model,
        id: String,
        patient: String,
        _parts: Parts,
        directory: &Directory,
    ) -> Result<Record, StoreError> {
        Ok(Record::RelationalReview(RelationalReview {
            id,
            patient_id: patient,
            held_at: row.held_at,
            professional_id: directory.maybe_professional_name(row.professional_id)?,
            recorded_at: Some(row.recorded_at),
        }))
    }

    fn model(
        placed: &Placed,
        owner: Owner<'_>,
        directory: &Directory,
    ) -> Result<Option<Model>, StoreError> {
        let Record::RelationalReview(r) = &placed.record else {
            return Ok(None);
        };
        let (import_file_id, import_row) = origin(placed);
        Ok(Some(Model {
            patient_id: owner.patient,
            id: placed.id,
            source_system: owner.system.to_owned(),
            source_value: r.id.clone(),
            held_at: r.held_at,
            professional_id: directory.maybe_professional_id(r.professional_id.as_ref())?,
            recorded_at: placed.recorded_at,
            version: placed.version,
            import_file_id,
            import_row,
        }))
    }
}
