//! Alliance scores.

use crate::store::StoreError;
use entity::alliance_score::{Column, Entity, Model};

use super::{Owned, Owner, Parts, bookkeeping, origin};
use crate::domain::intake::{AllianceScore, Record};
use crate::domain::points::Points;
use crate::store::records::{Directory, Placed};

impl Owned for Entity {
    bookkeeping!(AllianceScore);

    fn record(
        row: Model,
        id: String,
        patient: String,
        _parts: Parts,
        directory: &Directory,
    ) -> Result<Record, StoreError> {
        Ok(Record::AllianceScore(AllianceScore {
            id,
            patient_id: patient,
            professional_id: directory.professional_name(row.professional_id)?,
            instrument: row.instrument,
            score: Points::from_thousandths(row.score_thousandths),
            at: row.at,
            min: row.min_thousandths.map(Points::from_thousandths),
            max: row.max_thousandths.map(Points::from_thousandths),
            cut: row.cut_thousandths.map(Points::from_thousandths),
            recorded_at: Some(row.recorded_at),
        }))
    }

    fn model(
        placed: &Placed,
        owner: Owner<'_>,
        directory: &Directory,
    ) -> Result<Option<Model>, StoreError> {
        let Record::AllianceScore(r) = &placed.record else {
            return Ok(None);
        };
        let (import_file_id, import_row) = origin(placed);
        Ok(Some(Model {
            patient_id: owner.patient,
            id: placed.id,
            source_system: owner.system.to_owned(),
            source_value: r.id.clone(),
            professional_id: directory.professional_id(&r.professional_id)?,
            instrument: r.instrument.clone(),
            score_thousandths: r.score.thousandths(),
            at: r.at,
            min_thousandths: r.min.map(Points::thousandths),
            max_thousandths: r.max.map(Points::thousandths),
            cut_thousandths: r.cut.map(Points::thousandths),
            recorded_at: placed.recorded_at,
            version: placed.version,
            import_file_id,
            import_row,
        }))
    }
}
