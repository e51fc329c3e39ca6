//! Units.

use crate::store::StoreError;
use entity::unit::Model;

use super::{origin, word};
use crate::domain::intake::{Record, Unit};
use crate::store::records::{Directory, Naming, Placed, Stored, corrupt};

/// A stored unit.
pub(in super::super) fn unit_record(
    row: Model,
    naming: &Naming,
    directory: &Directory,
) -> Result<Stored, StoreError> {
    let time_zone = row
        .time_zone
        .as_deref()
        .map(|zone| {
            zone.parse()
                .map_err(|_| corrupt("a stored time zone is unknown"))
        })
        .transpose()?;
    Ok(Stored {
        id: row.id,
        patient: None,
        version: row.version,
        recorded_at: row.recorded_at,
        is_own: row.import_file_id.is_none(),
        record: Record::Unit(Unit {
            id: naming.name(&row.source_system, &row.source_value),
            name: row.name,
            setting: word(&row.setting)?,
            parent_id: directory.maybe_unit_name(row.parent_id)?,
            time_zone,
            beds: row.beds,
        }),
    })
}

/// The row of a unit; `None` for any other record.
pub(in super::super) fn unit_model(
    placed: &Placed,
    system: &str,
    directory: &Directory,
) -> Result<Option<Model>, StoreError> {
    let Record::Unit(r) = &placed.record else {
        return Ok(None);
    };
    let (import_file_id, import_row) = origin(placed);
    Ok(Some(Model {
        id: placed.id,
        source_system: system.to_owned(),
        source_value: r.id.clone(),
        name: r.name.clone(),
        setting: r.setting.code().to_owned(),
        parent_id: directory.maybe_unit_id(r.parent_id.as_ref())?,
        time_zone: r.time_zone.map(|zone| zone.name().to_owned()),
        beds: r.beds,
        recorded_at: placed.recorded_at,
        version: placed.version,
        import_file_id,
        import_row,
    }))
}
