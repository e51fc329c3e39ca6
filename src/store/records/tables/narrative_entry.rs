//! Narrative entries, the patient's words included.

use crate::store::StoreError;
use entity::narrative_entry::{Column, Entity, Model};

use super::{Owned, Owner, Parts, bookkeeping, corrupt, maybe_word, origin, word};
use crate::domain::intake::{NarrativeEntry, Record};
use crate::store::records::{Directory, Placed};

impl Owned for Entity {
    bookkeeping!(NarrativeEntry);

    fn record(
        row: Model,
        id: String,
        patient: String,
        _parts: Parts,
        directory: &Directory,
    ) -> Result<Record, StoreError> {
        Ok(Record::NarrativeEntry(NarrativeEntry {
            id,
            patient_id: patient,
            kind: word(&row.kind)?,
            authorship: word(&row.authorship)?,
            written_at: row.written_at,
            level: u8::try_from(row.level).map_err(|_| corrupt("a level outside the scale"))?,
            text: row.text,
            author_id: directory.maybe_professional_name(row.author_id)?,
            from: row.from_on,
            to: row.to_on,
            precision: maybe_word(row.precision.as_deref())?,
            edition: row.edition,
            withdrawn_at: row.withdrawn_at,
            recorded_at: Some(row.recorded_at),
        }))
    }

    fn model(
        placed: &Placed,
        owner: Owner<'_>,
        directory: &Directory,
    ) -> Result<Option<Model>, StoreError> {
        let Record::NarrativeEntry(r) = &placed.record else {
            return Ok(None);
        };
        let (import_file_id, import_row) = origin(placed);
        Ok(Some(Model {
            patient_id: owner.patient,
            id: placed.id,
            source_system: owner.system.to_owned(),
            source_value: r.id.clone(),
            kind: r.kind.code().to_owned(),
            authorship: r.authorship.code().to_owned(),
            written_at: r.written_at,
            level: i32::from(r.level),
            text: r.text.clone(),
            author_id: directory.maybe_professional_id(r.author_id.as_ref())?,
            from_on: r.from,
            to_on: r.to,
            precision: r.precision.map(|word| word.code().to_owned()),
            edition: r.edition,
            withdrawn_at: r.withdrawn_at,
            recorded_at: placed.recorded_at,
            version: placed.version,
            import_file_id,
            import_row,
        }))
    }
}
