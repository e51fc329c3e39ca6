//! Keeping the words of everything that was written before there was an index.

use sea_orm::sea_query::ExprTrait;
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter, QueryOrder, QuerySelect};

use super::index;
use super::kinds::{Told, documents};
use crate::store::error::StoreError;
use crate::store::sql::CHUNK;

use entity::{handover, narrative_entry, plan, request};

/// Fills an index that is empty.
pub(in crate::store) async fn fill<C: ConnectionTrait>(conn: &C) -> Result<(), StoreError> {
    of::<narrative_entry::Entity, C>(conn).await?;
    of::<plan::Entity, C>(conn).await?;
    of::<request::Entity, C>(conn).await?;
    of::<handover::Entity, C>(conn).await
}

async fn of<E: Told, C: ConnectionTrait>(conn: &C) -> Result<(), StoreError> {
    let mut last = None;
    loop {
        let mut query = E::find();
        if let Some((patient, id)) = last {
            let later = E::PATIENT.gt(patient);
            let beside = E::PATIENT.eq(patient).and(E::ID.gt(id));
            query = query.filter(later.or(beside));
        }
        let rows = query
            .order_by_asc(E::PATIENT)
            .order_by_asc(E::ID)
            .limit(CHUNK as u64)
            .all(conn)
            .await?;
        let Some(row) = rows.last() else {
            return Ok(());
        };
        last = Some(E::key(row));
        index::add(conn, &documents::<E>(&rows)).await?;
    }
}
