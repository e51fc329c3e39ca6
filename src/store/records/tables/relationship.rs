//! Relationships.

use crate::store::StoreError;
use entity::relationship::{Column, Entity, Model};

use super::{Owned, Owner, Parts, bookkeeping, maybe_word, origin, word};
use crate::domain::intake::{Record, Relationship};
use crate::store::records::{Directory, Placed};

impl Owned for Entity {
    bookkeeping!(Relationship);

    fn record(
        row: Model,
        id: String,
        patient: String,
        _parts: Parts,
        directory: &Directory,
    ) -> Result<Record, StoreError> {
        Ok(Record::Relationship(Relationship {
            id,
            patient_id: patient,
            kind: word(&row.kind)?,
            professional_id: directory.maybe_professional_name(row.professional_id)?,
            person_name: row.person_name,
            unit_id: directory.maybe_unit_name(row.unit_id)?,
            from: row.from_at,
            to: row.to_at,
            planned_end: row.planned_end_on,
            end_reason: maybe_word(row.end_reason.as_deref())?,
            told_in_time: row.told_in_time,
            goodbye: row.goodbye,
            joint_meeting: row.joint_meeting,
            successor_known: row.successor_known,
            successor_id: directory.maybe_professional_name(row.successor_id)?,
            agreed_interval_days: row.agreed_interval_days,
            important_to_patient: row.important_to_patient,
            mode: maybe_word(row.mode.as_deref())?,
            is_temporary_cover: row.is_temporary_cover,
            deputy_id: directory.maybe_professional_name(row.deputy_id)?,
            recorded_at: Some(row.recorded_at),
        }))
    }

    fn model(
        placed: &Placed,
        owner: Owner<'_>,
        directory: &Directory,
    ) -> Result<Option<Model>, StoreError> {
        let Record::Relationship(r) = &placed.record else {
            return Ok(None);
        };
        let (import_file_id, import_row) = origin(placed);
        Ok(Some(Model {
            patient_id: owner.patient,
            id: placed.id,
            source_system: owner.system.to_owned(),
            source_value: r.id.clone(),
            kind: r.kind.code().to_owned(),
            professional_id: directory.maybe_professional_id(r.professional_id.as_ref())?,
            person_name: r.person_name.clone(),
            unit_id: directory.maybe_unit_id(r.unit_id.as_ref())?,
            from_at: r.from,
            to_at: r.to,
            planned_end_on: r.planned_end,
            end_reason: r.end_reason.map(|word| word.code().to_owned()),
            told_in_time: r.told_in_time,
            goodbye: r.goodbye,
            joint_meeting: r.joint_meeting,
            successor_known: r.successor_known,
            successor_id: directory.maybe_professional_id(r.successor_id.as_ref())?,
            agreed_interval_days: r.agreed_interval_days,
            important_to_patient: r.important_to_patient,
            mode: r.mode.map(|word| word.code().to_owned()),
            is_temporary_cover: r.is_temporary_cover,
            deputy_id: directory.maybe_professional_id(r.deputy_id.as_ref())?,
            recorded_at: placed.recorded_at,
            version: placed.version,
            import_file_id,
            import_row,
        }))
    }
}
