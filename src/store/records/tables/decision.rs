//! Decisions.

use crate::store::StoreError;
use entity::decision::{Column, Entity, Model};

use super::{Head, Owned, Owner, Parts, origin, word};
use crate::domain::intake::{Decision, Kind, Record};
use crate::store::records::{Directory, Placed};

impl Owned for Entity {
    const KIND: Kind = Kind::Decision;
    const PATIENT: Column = Column::PatientId;
    const ID: Column = Column::Id;
    const SYSTEM: Column = Column::SourceSystem;
    const VALUE: Column = Column::SourceValue;

    fn head(row: &Model) -> Head {
        Head {
            patient: row.patient_id,
            id: row.id,
            system: row.source_system.clone(),
            value: row.source_value.clone(),
            recorded_at: row.recorded_at,
            version: row.version,
        }
    }

    fn record(
        row: Model,
        id: String,
        patient: String,
        _parts: Parts,
        _directory: &Directory,
    ) -> Result<Record, StoreError> {
        Ok(Record::Decision(Decision {
            id,
            patient_id: patient,
            subject: word(&row.subject)?,
            outcome: word(&row.outcome)?,
            decided_at: row.decided_at,
            reason: row.reason,
            recorded_at: Some(row.recorded_at),
        }))
    }

    fn model(
        placed: &Placed,
        owner: Owner<'_>,
        _directory: &Directory,
    ) -> Result<Option<Model>, StoreError> {
        let Record::Decision(r) = &placed.record else {
            return Ok(None);
        };
        let (import_file_id, import_row) = origin(placed);
        Ok(Some(Model {
            patient_id: owner.patient,
            id: placed.id,
            source_system: owner.system.to_owned(),
            source_value: r.id.clone(),
            subject: r.subject.code().to_owned(),
            outcome: r.outcome.code().to_owned(),
            decided_at: r.decided_at,
            reason: r.reason.clone(),
            recorded_at: placed.recorded_at,
            version: placed.version,
            import_file_id,
            import_row,
        }))
    }
}
