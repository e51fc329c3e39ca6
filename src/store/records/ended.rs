//! What a recorded death ended, as it was before.

use entity::record_version::{Column, Entity};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::Deserialize;
use serde_json::Value;

use crate::domain::ids::{PatientId, RecordId};
use crate::domain::intake::{Kind, Leave};
use crate::domain::recording::Before;
use crate::domain::time::Instant;
use crate::store::{StoreError, versions};

/// The columns of an earlier version that an end changes; kinds that lack one read as not recorded.
#[derive(Deserialize)]
struct Row {
    to_at: Option<Instant>,
    #[serde(default)]
    leave: Vec<LeaveRow>,
}

#[derive(Deserialize)]
struct LeaveRow {
    from_at: Instant,
    to_at: Option<Instant>,
}

/// The records that were changed in the step in which it was recorded here that a patient had died, as
/// they were before it. Of a death that an import told there are none: it ended nothing.
pub async fn ended_by_death<C: ConnectionTrait>(
    db: &C,
    patient: PatientId,
) -> Result<Vec<Before>, StoreError> {
    let of_patient = Entity::find().filter(Column::PatientId.eq(patient.0));
    let lived = of_patient
        .clone()
        .filter(Column::Kind.eq(Kind::Patient.code()))
        .order_by_desc(Column::Version)
        .all(db)
        .await?
        .into_iter()
        .find(|version| {
            version
                .payload
                .get("deceased_at")
                .is_none_or(Value::is_null)
        });
    let Some(lived) = lived.filter(|version| version.import_file_id.is_none()) else {
        return Ok(Vec::new());
    };
    let rows = of_patient
        .filter(Column::SupersededAt.eq(lived.superseded_at))
        .filter(Column::Kind.ne(Kind::Patient.code()))
        .filter(Column::ImportFileId.is_null())
        .filter(Column::Actor.eq(lived.actor))
        .order_by_asc(Column::Id)
        .all(db)
        .await?;
    rows.into_iter()
        .map(|version| {
            let row: Row = versions::read(version.payload)?;
            let leave = row.leave.into_iter();
            Ok(Before {
                id: RecordId(version.record_id),
                version: version.version,
                to: row.to_at,
                leave: leave
                    .map(|leave| Leave {
                        from: leave.from_at,
                        to: leave.to_at,
                    })
                    .collect(),
            })
        })
        .collect()
}
