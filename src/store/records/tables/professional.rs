//! Professionals.

use crate::store::StoreError;
use entity::professional::Model;

use super::{origin, word};
use crate::domain::intake::{Professional, Record};
use crate::store::records::{Naming, Placed, Stored};

/// A stored professional.
pub(in super::super) fn professional_record(
    row: Model,
    naming: &Naming,
) -> Result<Stored, StoreError> {
    Ok(Stored {
        id: row.id,
        patient: None,
        version: row.version,
        recorded_at: row.recorded_at,
        is_own: row.import_file_id.is_none(),
        record: Record::Professional(Professional {
            id: naming.name(&row.source_system, &row.source_value),
            name: row.name,
            profession: word(&row.profession)?,
        }),
    })
}

/// The row of a professional; `None` for any other record.
pub(in super::super) fn professional_model(placed: &Placed, system: &str) -> Option<Model> {
    let Record::Professional(r) = &placed.record else {
        return None;
    };
    let (import_file_id, import_row) = origin(placed);
    Some(Model {
        id: placed.id,
        source_system: system.to_owned(),
        source_value: r.id.clone(),
        name: r.name.clone(),
        profession: r.profession.code().to_owned(),
        recorded_at: placed.recorded_at,
        version: placed.version,
        import_file_id,
        import_row,
    })
}
