//! Staff who were with the patient during a measure.

use crate::store::StoreError;
use entity::measure_visit::{Column, Entity, Model};

use super::{Owned, Owner, Parts, bookkeeping, origin};
use crate::domain::intake::{MeasureVisit, Record};
use crate::domain::key;
use crate::store::records::{Directory, Placed};

impl Owned for Entity {
    bookkeeping!(MeasureVisit);

    fn record(
        row: Model,
        _id: String,
        patient: String,
        _parts: Parts,
        directory: &Directory,
    ) -> Result<Record, StoreError> {
        Ok(Record::MeasureVisit(MeasureVisit {
            patient_id: patient,
            measure_id: directory
                .naming
                .name(&row.source_system, key::whole_of(&row.source_value)),
            professional_id: directory.professional_name(row.professional_id)?,
            at: row.at,
            recorded_at: Some(row.recorded_at),
        }))
    }

    fn model(
        placed: &Placed,
        owner: Owner<'_>,
        directory: &Directory,
    ) -> Result<Option<Model>, StoreError> {
        let Record::MeasureVisit(r) = &placed.record else {
            return Ok(None);
        };
        // The same, whether it was recorded here or read from a file of its system.
        let named = MeasureVisit {
            professional_id: owner.within(&r.professional_id).to_owned(),
            ..r.clone()
        };
        let (import_file_id, import_row) = origin(placed);
        Ok(Some(Model {
            patient_id: owner.patient,
            id: placed.id,
            source_system: owner.system.to_owned(),
            source_value: key::of(&Record::MeasureVisit(named)),
            measure_id: owner.whole(&r.measure_id)?,
            professional_id: directory.professional_id(&r.professional_id)?,
            at: r.at,
            recorded_at: placed.recorded_at,
            version: placed.version,
            import_file_id,
            import_row,
        }))
    }
}
