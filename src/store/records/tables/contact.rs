//! Contacts; the other professionals lie in a table of their own.

use crate::store::StoreError;
use entity::contact::{Column, Entity, Model};

use super::{Owned, Owner, Parts, bookkeeping, maybe_word, origin, word};
use crate::domain::intake::{Contact, Record};
use crate::store::records::{Directory, Placed};

impl Owned for Entity {
    bookkeeping!(Contact);

    fn record(
        row: Model,
        id: String,
        patient: String,
        parts: Parts,
        directory: &Directory,
    ) -> Result<Record, StoreError> {
        Ok(Record::Contact(Contact {
            id,
            patient_id: patient,
            unit_id: directory.unit_name(row.unit_id)?,
            at: row.at,
            minutes: row.minutes,
            mode: maybe_word(row.mode.as_deref())?,
            status: word(&row.status)?,
            main_professional_id: directory.maybe_professional_name(row.main_professional_id)?,
            patient_present: row.patient_present,
            purpose: maybe_word(row.purpose.as_deref())?,
            other_professional_ids: parts
                .others
                .into_iter()
                .map(|id| directory.professional_name(id))
                .collect::<Result<_, _>>()?,
            recorded_at: Some(row.recorded_at),
        }))
    }

    fn model(
        placed: &Placed,
        owner: Owner<'_>,
        directory: &Directory,
    ) -> Result<Option<Model>, StoreError> {
        let Record::Contact(r) = &placed.record else {
            return Ok(None);
        };
        let (import_file_id, import_row) = origin(placed);
        Ok(Some(Model {
            patient_id: owner.patient,
            id: placed.id,
            source_system: owner.system.to_owned(),
            source_value: r.id.clone(),
            unit_id: directory.unit_id(&r.unit_id)?,
            at: r.at,
            minutes: r.minutes,
            mode: r.mode.map(|word| word.code().to_owned()),
            status: r.status.code().to_owned(),
            main_professional_id: directory
                .maybe_professional_id(r.main_professional_id.as_ref())?,
            patient_present: r.patient_present,
            purpose: r.purpose.map(|word| word.code().to_owned()),
            recorded_at: placed.recorded_at,
            version: placed.version,
            import_file_id,
            import_row,
        }))
    }
}
