//! Employments.

use crate::store::StoreError;
use entity::employment::Model;

use super::origin;
use crate::domain::intake::{Employment, Record};
use crate::store::records::{Directory, Placed, Stored};

/// A stored employment.
pub(in super::super) fn employment_record(
    row: &Model,
    directory: &Directory,
) -> Result<Stored, StoreError> {
    Ok(Stored {
        id: row.id,
        patient: None,
        version: row.version,
        recorded_at: row.recorded_at,
        is_own: row.import_file_id.is_none(),
        record: Record::Employment(Employment {
            professional_id: directory.professional_name(row.professional_id)?,
            unit_id: directory.unit_name(row.unit_id)?,
            from: row.from_on,
            to: row.to_on,
            planned_end: row.planned_end_on,
            is_locum: row.is_locum,
            caseload_limit: row.caseload_limit,
        }),
    })
}

/// The row of an employment; `None` for any other record.
pub(in super::super) fn employment_model(
    placed: &Placed,
    directory: &Directory,
) -> Result<Option<Model>, StoreError> {
    let Record::Employment(r) = &placed.record else {
        return Ok(None);
    };
    let (import_file_id, import_row) = origin(placed);
    Ok(Some(Model {
        id: placed.id,
        professional_id: directory.professional_id(&r.professional_id)?,
        unit_id: directory.unit_id(&r.unit_id)?,
        from_on: r.from,
        to_on: r.to,
        planned_end_on: r.planned_end,
        is_locum: r.is_locum,
        caseload_limit: r.caseload_limit,
        recorded_at: placed.recorded_at,
        version: placed.version,
        import_file_id,
        import_row,
    }))
}
