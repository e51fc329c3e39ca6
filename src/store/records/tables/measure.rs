//! Restrictive measures.

use crate::store::StoreError;
use entity::measure::{Column, Entity, Model};

use super::{Owned, Owner, Parts, bookkeeping, maybe_word, origin, word};
use crate::domain::intake::{Measure, Record};
use crate::store::records::{Directory, Placed};

impl Owned for Entity {
    bookkeeping!(Measure);

    fn record(
        row: Model,
        id: String,
        patient: String,
        _parts: Parts,
        directory: &Directory,
    ) -> Result<Record, StoreError> {
        Ok(Record::Measure(Measure {
            id,
            patient_id: patient,
            kind: word(&row.kind)?,
            from: row.from_at,
            to: row.to_at,
            unit_id: directory.maybe_unit_name(row.unit_id)?,
            legal_basis: row.legal_basis,
            decided_by_id: directory.maybe_professional_name(row.decided_by_id)?,
            known_person_present: row.known_person_present,
            debrief_offered_at: row.debrief_offered_at,
            debrief_outcome: maybe_word(row.debrief_outcome.as_deref())?,
            recorded_at: Some(row.recorded_at),
        }))
    }

    fn model(
        placed: &Placed,
        owner: Owner<'_>,
        directory: &Directory,
    ) -> Result<Option<Model>, StoreError> {
        let Record::Measure(r) = &placed.record else {
            return Ok(None);
        };
        let (import_file_id, import_row) = origin(placed);
        Ok(Some(Model {
            patient_id: owner.patient,
            id: placed.id,
            source_system: owner.system.to_owned(),
            source_value: r.id.clone(),
            kind: r.kind.code().to_owned(),
            from_at: r.from,
            to_at: r.to,
            unit_id: directory.maybe_unit_id(r.unit_id.as_ref())?,
            legal_basis: r.legal_basis.clone(),
            decided_by_id: directory.maybe_professional_id(r.decided_by_id.as_ref())?,
            known_person_present: r.known_person_present,
            debrief_offered_at: r.debrief_offered_at,
            debrief_outcome: r.debrief_outcome.map(|word| word.code().to_owned()),
            recorded_at: placed.recorded_at,
            version: placed.version,
            import_file_id,
            import_row,
        }))
    }
}
