//! Ruptures.

use crate::store::StoreError;
use entity::rupture::{Column, Entity, Model};

use super::{Owned, Owner, Parts, bookkeeping, maybe_word, origin, word};
use crate::domain::intake::{Record, Rupture};
use crate::store::records::{Directory, Placed};

impl Owned for Entity {
    bookkeeping!(Rupture);

    fn record(
        row: Model,
        id: String,
        patient: String,
        _parts: Parts,
        directory: &Directory,
    ) -> Result<Record, StoreError> {
        Ok(Record::Rupture(Rupture {
            id,
            patient_id: patient,
            professional_id: directory.professional_name(row.professional_id)?,
            kind: word(&row.kind)?,
            noticed_on: row.noticed_on,
            noticed_by: maybe_word(row.noticed_by.as_deref())?,
            status: word(&row.status)?,
            closed_on: row.closed_on,
            recorded_at: Some(row.recorded_at),
        }))
    }

    fn model(
        placed: &Placed,
        owner: Owner<'_>,
        directory: &Directory,
    ) -> Result<Option<Model>, StoreError> {
        let Record::Rupture(r) = &placed.record else {
            return Ok(None);
        };
        let (import_file_id, import_row) = origin(placed);
        Ok(Some(Model {
            patient_id: owner.patient,
            id: placed.id,
            source_system: owner.system.to_owned(),
            source_value: r.id.clone(),
            professional_id: directory.professional_id(&r.professional_id)?,
            kind: r.kind.code().to_owned(),
            noticed_on: r.noticed_on,
            noticed_by: r.noticed_by.map(|word| word.code().to_owned()),
            status: r.status.code().to_owned(),
            closed_on: r.closed_on,
            recorded_at: placed.recorded_at,
            version: placed.version,
            import_file_id,
            import_row,
        }))
    }
}
