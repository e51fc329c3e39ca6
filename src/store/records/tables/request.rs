//! Requests and their answers.

use crate::store::StoreError;
use entity::request::{Column, Entity, Model};

use super::{Owned, Owner, Parts, bookkeeping, maybe_word, origin};
use crate::domain::intake::{Record, Request};
use crate::store::records::{Directory, Placed};

impl Owned for Entity {
    bookkeeping!(Request);

    fn record(
        row: Model,
        id: String,
        patient: String,
        _parts: Parts,
        directory: &Directory,
    ) -> Result<Record, StoreError> {
        Ok(Record::Request(Request {
            id,
            patient_id: patient,
            subject: row.subject,
            text: row.text,
            asked_at: row.asked_at,
            received_by_id: directory.maybe_professional_name(row.received_by_id)?,
            decider_id: directory.maybe_professional_name(row.decider_id)?,
            due_on: row.due_on,
            answered_at: row.answered_at,
            answer: maybe_word(row.answer.as_deref())?,
            reason: row.reason,
            recorded_at: Some(row.recorded_at),
        }))
    }

    fn model(
        placed: &Placed,
        owner: Owner<'_>,
        directory: &Directory,
    ) -> Result<Option<Model>, StoreError> {
        let Record::Request(r) = &placed.record else {
            return Ok(None);
        };
        let (import_file_id, import_row) = origin(placed);
        Ok(Some(Model {
            patient_id: owner.patient,
            id: placed.id,
            source_system: owner.system.to_owned(),
            source_value: r.id.clone(),
            subject: r.subject.clone(),
            text: r.text.clone(),
            asked_at: r.asked_at,
            received_by_id: directory.maybe_professional_id(r.received_by_id.as_ref())?,
            decider_id: directory.maybe_professional_id(r.decider_id.as_ref())?,
            due_on: r.due_on,
            answered_at: r.answered_at,
            answer: r.answer.map(|word| word.code().to_owned()),
            reason: r.reason.clone(),
            recorded_at: placed.recorded_at,
            version: placed.version,
            import_file_id,
            import_row,
        }))
    }
}
