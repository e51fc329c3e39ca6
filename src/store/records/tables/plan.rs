//! Plans and agreements, their texts included.

use crate::store::StoreError;
use entity::plan::{Column, Entity, Model};

use super::{Owned, Owner, Parts, bookkeeping, origin, word};
use crate::domain::intake::{Plan, Record};
use crate::store::records::{Directory, Placed};

impl Owned for Entity {
    bookkeeping!(Plan);

    fn record(
        row: Model,
        id: String,
        patient: String,
        _parts: Parts,
        directory: &Directory,
    ) -> Result<Record, StoreError> {
        Ok(Record::Plan(Plan {
            id,
            patient_id: patient,
            kind: word(&row.kind)?,
            agreed_on: row.agreed_on,
            edition: row.edition,
            reviewed_on: row.reviewed_on,
            review_by: row.review_by_on,
            valid_to: row.valid_to_on,
            text_patient: row.text_patient,
            text_staff: row.text_staff,
            max_nights: row.max_nights,
            quarantine_days: row.quarantine_days,
            unit_id: directory.maybe_unit_name(row.unit_id)?,
            recorded_at: Some(row.recorded_at),
        }))
    }

    fn model(
        placed: &Placed,
        owner: Owner<'_>,
        directory: &Directory,
    ) -> Result<Option<Model>, StoreError> {
        let Record::Plan(r) = &placed.record else {
            return Ok(None);
        };
        let (import_file_id, import_row) = origin(placed);
        Ok(Some(Model {
            patient_id: owner.patient,
            id: placed.id,
            source_system: owner.system.to_owned(),
            source_value: r.id.clone(),
            kind: r.kind.code().to_owned(),
            agreed_on: r.agreed_on,
            edition: r.edition,
            reviewed_on: r.reviewed_on,
            review_by_on: r.review_by,
            valid_to_on: r.valid_to,
            text_patient: r.text_patient.clone(),
            text_staff: r.text_staff.clone(),
            max_nights: r.max_nights,
            quarantine_days: r.quarantine_days,
            unit_id: directory.maybe_unit_id(r.unit_id.as_ref())?,
            recorded_at: placed.recorded_at,
            version: placed.version,
            import_file_id,
            import_row,
        }))
    }
}
