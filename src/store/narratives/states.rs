//! What became of an entry here, and the traces of words that were taken back.

use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect, Set,
};
use serde_json::Value;

use super::Entry;
use crate::domain::ids::{PatientId, ProfessionalId, RecordId};
use crate::domain::intake::Kind;
use crate::domain::time::Instant;
use crate::store::connection::{Db, Engine};
use crate::store::error::StoreError;

use entity::{narrative_person, narrative_state, record_version};

/// Sets until when an entry is shared, that it was found right, and by whom it was taken back.
pub async fn set_state<C: ConnectionTrait>(
    conn: &C,
    entry: &Entry,
    withdrawn_by: Option<&str>,
) -> Result<(), StoreError> {
    use narrative_state::{ActiveModel, Column, Entity};
    let row = ActiveModel {
        patient_id: Set(entry.patient.0),
        entry_id: Set(entry.id.0),
        shared_until_at: Set(entry.sharing.until),
        confirmed_at: Set(entry.confirmed_at),
        confirmed_by: Set(entry.confirmed_by.clone()),
        withdrawn_by: Set(withdrawn_by.map(ToOwned::to_owned)),
        scrubbed_at: Set(None),
    };
    let over = OnConflict::columns([Column::PatientId, Column::EntryId])
        .update_columns([
            Column::SharedUntilAt,
            Column::ConfirmedAt,
            Column::ConfirmedBy,
            Column::WithdrawnBy,
        ])
        .to_owned();
    Entity::insert(row)
        .on_conflict(over)
        .exec_without_returning(conn)
        .await?;
    Ok(())
}

/// Sets the persons whom the patient chose for an entry.
pub async fn set_named<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
    entry: RecordId,
    named: &[ProfessionalId],
) -> Result<(), StoreError> {
    use narrative_person::{ActiveModel, Column, Entity};
    Entity::delete_many()
        .filter(Column::PatientId.eq(patient.0))
        .filter(Column::EntryId.eq(entry.0))
        .exec(conn)
        .await?;
    if named.is_empty() {
        return Ok(());
    }
    let rows = named.iter().map(|who| ActiveModel {
        patient_id: Set(patient.0),
        entry_id: Set(entry.0),
        professional_id: Set(who.0),
    });
    Entity::insert_many(rows)
        .exec_without_returning(conn)
        .await?;
    Ok(())
}

/// Takes the words out of every earlier version of an entry. That there was a version, when and by whom,
/// stays.
pub async fn scrub_versions<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
    entry: RecordId,
) -> Result<(), StoreError> {
    use record_version::{Column, Entity};
    let rows = Entity::find()
        .filter(Column::PatientId.eq(patient.0))
        .filter(Column::RecordId.eq(entry.0))
        .filter(Column::Kind.eq(Kind::NarrativeEntry.code()))
        .all(conn)
        .await?;
    for row in rows {
        let mut payload = row.payload.clone();
        if let Some(text) = payload.get_mut("text") {
            *text = Value::String(String::new());
        }
        let mut row = row.into_active_model();
        row.payload = Set(payload);
        row.update(conn).await?;
    }
    Ok(())
}

/// Words that were taken back, whose old pages the database may still hold.
pub type Scrub = (PatientId, RecordId);

/// Entries that were taken back and not washed out yet.
pub async fn unscrubbed<C: ConnectionTrait>(conn: &C) -> Result<Vec<Scrub>, StoreError> {
    use narrative_state::{Column, Entity};
    let rows: Vec<(uuid::Uuid, uuid::Uuid)> = Entity::find()
        .select_only()
        .columns([Column::PatientId, Column::EntryId])
        .filter(Column::WithdrawnBy.is_not_null())
        .filter(Column::ScrubbedAt.is_null())
        .order_by_asc(Column::PatientId)
        .order_by_asc(Column::EntryId)
        .limit(500)
        .into_tuple()
        .all(conn)
        .await?;
    let ids = |(patient, entry)| (PatientId(patient), RecordId(entry));
    Ok(rows.into_iter().map(ids).collect())
}

/// Has the database give up the old pages of what was changed and removed: PostgreSQL keeps earlier rows
/// until a vacuum, SQLite (which overwrites what it removes) keeps earlier pages in its write-ahead log
/// until a checkpoint.
pub async fn wash(db: &Db) -> Result<(), StoreError> {
    let conn = db.writer();
    match db.engine() {
        Engine::Postgres => {
            for table in [
                "narrative_entry",
                "narrative_reply",
                "record_version",
                "search_word",
            ] {
                conn.execute_unprepared(&format!("VACUUM {table}")).await?;
            }
        }
        Engine::Sqlite => {
            conn.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)")
                .await?;
        }
    }
    Ok(())
}

/// Writes down that these were washed out.
pub async fn scrubbed<C: ConnectionTrait>(
    conn: &C,
    washed: &[Scrub],
    at: Instant,
) -> Result<(), StoreError> {
    use narrative_state::{ActiveModel, Column, Entity};
    for (patient, entry) in washed {
        let change = ActiveModel {
            scrubbed_at: Set(Some(at)),
            ..std::default::Default::default()
        };
        Entity::update_many()
            .set(change)
            .filter(Column::PatientId.eq(patient.0))
            .filter(Column::EntryId.eq(entry.0))
            .exec(conn)
            .await?;
    }
    Ok(())
}
