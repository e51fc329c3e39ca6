//! Entries from before the log was made of chains: bound into them once, in the transaction that changes
//! the schema, each chain in the order of time.

use std::collections::BTreeMap;

use sea_orm::{ConnectionTrait, FromQueryResult, Statement, Value};
use uuid::Uuid;

use super::chain::{Unplaced, place, row_of};
use crate::domain::audit::{Chain, Head, Key};
use crate::domain::ids::PatientId;
use crate::domain::time::Instant;
use crate::store::bulk::{self, Existing};
use crate::store::error::StoreError;

use entity::{audit_entry, audit_head};

/// Entries at a time.
const PAGE: usize = 1_000;

/// Binds what waits and forgets the table it waited in. Nothing happens where none does.
pub(in crate::store) async fn bind_kept<C: ConnectionTrait>(
    conn: &C,
    key: Option<&Key>,
) -> Result<(), StoreError> {
    if !is_there(conn).await? {
        return Ok(());
    }
    let key = key.ok_or(StoreError::NoAuditKey)?;
    // One after the other as they were written; a head is kept for each chain meanwhile.
    let mut heads: BTreeMap<Chain, Head> = BTreeMap::new();
    let mut after: Option<(Instant, Uuid)> = None;
    loop {
        let page = page(conn, after).await?;
        let Some(last) = page.last() else { break };
        after = Some((last.at, last.id));
        let mut rows = Vec::with_capacity(page.len());
        for kept in page {
            let chain = Chain::of(kept.patient_id.map(PatientId));
            let head = heads.entry(chain).or_insert(Head::empty(chain));
            rows.push(place(key, head, kept));
        }
        bulk::write::<audit_entry::Entity, _>(conn, rows, Existing::Refuse).await?;
    }
    let rows = heads.into_values().map(|head| row_of(key, head)).collect();
    bulk::write::<audit_head::Entity, _>(conn, rows, Existing::Refuse).await?;
    conn.execute_unprepared("DROP TABLE audit_entry_kept")
        .await?;
    Ok(())
}

async fn is_there<C: ConnectionTrait>(conn: &C) -> Result<bool, StoreError> {
    let sql = match conn.get_database_backend() {
        sea_orm::DbBackend::Sqlite => {
            "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'audit_entry_kept'"
        }
        _ => {
            "SELECT 1 FROM information_schema.tables
             WHERE table_schema = current_schema() AND table_name = 'audit_entry_kept'"
        }
    };
    let statement = Statement::from_string(conn.get_database_backend(), sql);
    Ok(conn.query_one_raw(statement).await?.is_some())
}

async fn page<C: ConnectionTrait>(
    conn: &C,
    after: Option<(Instant, Uuid)>,
) -> Result<Vec<Unplaced>, StoreError> {
    let values: Vec<Value> = after.map_or_else(Vec::new, |(at, id)| vec![at.into(), id.into()]);
    let condition = if values.is_empty() {
        ""
    } else {
        "WHERE (at, id) > ($1, $2)"
    };
    let sql = format!("SELECT * FROM audit_entry_kept {condition} ORDER BY at, id LIMIT {PAGE}");
    let statement = Statement::from_sql_and_values(conn.get_database_backend(), sql, values);
    Ok(Unplaced::find_by_statement(statement).all(conn).await?)
}
