//! What entries are about. A link is as hidden as its entry: who asks for links asks the gate for the entries.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set};

use crate::domain::ids::{PatientId, RecordId};
use crate::domain::story::{About, Thing};
use crate::domain::time::Instant;
use crate::store::error::StoreError;

use entity::narrative_link::{ActiveModel, Column, Entity};

/// An entry, and what it is about.
pub type Link = (RecordId, About);

/// All links of a patient's entries, whoever they are shared with: for whoever asks the gate next.
pub async fn links<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
) -> Result<Vec<Link>, StoreError> {
    let rows = Entity::find()
        .filter(Column::PatientId.eq(patient.0))
        .order_by_asc(Column::LinkedAt)
        .order_by_asc(Column::About)
        .order_by_asc(Column::AboutId)
        .all(conn)
        .await?;
    let link = |row: entity::narrative_link::Model| {
        let thing = Thing::of_code(&row.about);
        let thing = thing.ok_or(StoreError::Unreadable("narrative_link.about"))?;
        let about = About::new(thing, RecordId(row.about_id));
        Ok((RecordId(row.entry_id), about))
    };
    rows.into_iter().map(link).collect()
}

/// Links an entry; answers whether it was not linked so before.
pub async fn link<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
    (entry, about): Link,
    (by, at): (&str, Instant),
) -> Result<bool, StoreError> {
    let row = ActiveModel {
        patient_id: Set(patient.0),
        entry_id: Set(entry.0),
        about: Set(about.thing.code().to_owned()),
        about_id: Set(about.id.0),
        linked_at: Set(at),
        linked_by: Set(by.to_owned()),
    };
    let key = [
        Column::PatientId,
        Column::EntryId,
        Column::About,
        Column::AboutId,
    ];
    let known = OnConflict::columns(key).do_nothing().to_owned();
    let done = Entity::insert(row)
        .on_conflict(known)
        .exec_without_returning(conn)
        .await?;
    Ok(done > 0)
}

/// Removes a link; answers whether there was one.
pub async fn unlink<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
    (entry, about): Link,
) -> Result<bool, StoreError> {
    let done = Entity::delete_many()
        .filter(Column::PatientId.eq(patient.0))
        .filter(Column::EntryId.eq(entry.0))
        .filter(Column::About.eq(about.thing.code()))
        .filter(Column::AboutId.eq(about.id.0))
        .exec(conn)
        .await?;
    Ok(done.rows_affected > 0)
}

/// Removes what an entry is about, when it is taken back: that says something of it, too.
pub async fn drop_links<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
    entry: RecordId,
) -> Result<(), StoreError> {
    Entity::delete_many()
        .filter(Column::PatientId.eq(patient.0))
        .filter(Column::EntryId.eq(entry.0))
        .exec(conn)
        .await?;
    Ok(())
}
