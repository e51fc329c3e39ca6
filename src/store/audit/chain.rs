//! Adding to chains.

use std::collections::BTreeMap;

use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, FromQueryResult, QueryFilter, QueryOrder,
    QuerySelect, Statement,
};
use uuid::Uuid;

use crate::domain::audit::{Chain, Entry, Head, Key, Mac};
use crate::domain::ids::PatientId;
use crate::domain::time::{Instant, to_micros};
use crate::store::bulk::{self, Existing, padded};
use crate::store::error::StoreError;
use crate::store::tx::AuditEntry;

use entity::{audit_entry, audit_head};

/// Writes entries to the ends of their chains, within the transaction that `conn` is.
///
/// The heads of the chains are held from here to the end of the transaction, in one order, so that
/// two transactions never wait for each other in turns. It is the last thing a transaction does: whoever
/// writes about another patient waits for nobody, and who writes about the same one only for a commit.
pub(in crate::store) async fn append<C: ConnectionTrait>(
    conn: &C,
    key: Option<&Key>,
    entries: Vec<AuditEntry>,
) -> Result<(), StoreError> {
    // A bench measures what the log costs. Elsewhere there is no way past it.
    #[cfg(feature = "bench-without-audit")]
    if key.is_none() {
        return Ok(());
    }
    let key = key.ok_or(StoreError::NoAuditKey)?;
    let mut by_chain: BTreeMap<Chain, Vec<AuditEntry>> = BTreeMap::new();
    for entry in entries {
        let chain = Chain::of(entry.patient);
        by_chain.entry(chain).or_default().push(entry);
    }
    let chains: Vec<Uuid> = by_chain.keys().map(|chain| chain.0).collect();
    let mut heads = hold(conn, key, &chains).await?;
    let mut rows = Vec::new();
    let mut grown = Vec::with_capacity(chains.len());
    for (chain, entries) in by_chain {
        let mut head = heads.remove(&chain).unwrap_or(Head::empty(chain));
        for entry in entries {
            rows.push(place(key, &mut head, entry.into()));
        }
        grown.push(row_of(key, head));
    }
    if rows.len() == 1
        && conn.get_database_backend() == DbBackend::Postgres
        && let (Some(entry), Some(head)) = (rows.pop(), grown.pop())
    {
        return add_one(conn, entry, head).await;
    }
    bulk::write::<audit_entry::Entity, _>(conn, rows, Existing::Refuse).await?;
    bulk::write::<audit_head::Entity, _>(conn, grown, Existing::Replace).await
}

/// Writes an entry and the head that is held for it with one word to the server: most entries come
/// alone, and whoever waits for the head waits for as long as this takes.
async fn add_one<C: ConnectionTrait>(
    conn: &C,
    entry: audit_entry::Model,
    head: audit_head::Model,
) -> Result<(), StoreError> {
    const SQL: &str = "WITH entry AS (
            INSERT INTO audit_entry (chain_id, position, id, at, actor, action, patient_id,
                subject, purpose, detail, previous, mac)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12))
        UPDATE audit_head SET length = $2, mac = $12, seal = $13 WHERE chain_id = $1";
    let values = [
        entry.chain_id.into(),
        entry.position.into(),
        entry.id.into(),
        entry.at.into(),
        entry.actor.into(),
        entry.action.into(),
        entry.patient_id.into(),
        entry.subject.into(),
        entry.purpose.into(),
        entry.detail.into(),
        entry.previous.into(),
        entry.mac.into(),
        head.seal.into(),
    ];
    let statement = Statement::from_sql_and_values(DbBackend::Postgres, SQL, values);
    let done = conn.execute_raw(statement).await?;
    if done.rows_affected() == 1 {
        Ok(())
    } else {
        // It was held a moment ago.
        Err(StoreError::AuditBroken)
    }
}

/// An entry that has no place yet.
#[derive(FromQueryResult)]
pub(super) struct Unplaced {
    pub id: Uuid,
    pub at: Instant,
    pub actor: String,
    pub action: String,
    pub patient_id: Option<Uuid>,
    pub subject: String,
    pub purpose: String,
    pub detail: serde_json::Value,
}

impl From<AuditEntry> for Unplaced {
    fn from(entry: AuditEntry) -> Self {
        Self {
            id: entry.id,
            at: entry.at,
            actor: entry.actor,
            action: entry.action.to_owned(),
            patient_id: entry.patient.map(|patient| patient.0),
            subject: entry.subject,
            purpose: entry.purpose,
            detail: entry.detail,
        }
    }
}

/// The entry as it follows on a head, which becomes the head after it.
pub(super) fn place(key: &Key, head: &mut Head, entry: Unplaced) -> audit_entry::Model {
    let previous = head.mac;
    let at = to_micros(entry.at);
    head.length += 1;
    let told = Entry {
        chain: head.chain,
        position: head.length,
        previous: &previous,
        id: entry.id,
        at,
        actor: &entry.actor,
        action: &entry.action,
        patient: entry.patient_id.map(PatientId),
        subject: &entry.subject,
        purpose: &entry.purpose,
        detail: &entry.detail,
    };
    head.mac = key.seal(&told.to_bytes());
    audit_entry::Model {
        chain_id: head.chain.0,
        position: head.length,
        id: entry.id,
        at,
        actor: entry.actor,
        action: entry.action,
        patient_id: entry.patient_id,
        subject: entry.subject,
        purpose: entry.purpose,
        detail: entry.detail,
        previous: previous.to_vec(),
        mac: head.mac.to_vec(),
    }
}

/// A head as it is stored.
pub(super) fn row_of(key: &Key, head: Head) -> audit_head::Model {
    audit_head::Model {
        chain_id: head.chain.0,
        length: head.length,
        mac: head.mac.to_vec(),
        seal: key.seal(&head.to_bytes()).to_vec(),
    }
}

/// A stored head.
pub(super) fn head_of(row: &audit_head::Model) -> Result<Head, StoreError> {
    Ok(Head {
        chain: Chain(row.chain_id),
        length: row.length,
        mac: mac_of(&row.mac)?,
    })
}

/// Whether a stored head is sealed with the key.
pub(super) fn is_sealed(key: &Key, row: &audit_head::Model) -> Result<bool, StoreError> {
    Ok(key.has_sealed(&head_of(row)?.to_bytes(), &row.seal))
}

/// A stored seal; one of another length was never written here.
pub(super) fn mac_of(bytes: &[u8]) -> Result<Mac, StoreError> {
    bytes
        .try_into()
        .map_err(|_| StoreError::Unreadable("a seal of the audit log"))
}

/// The heads of these chains (in order), held until the transaction ends; none of a chain without
/// one. Nothing is added to a head that this key has not sealed.
async fn hold<C: ConnectionTrait>(
    conn: &C,
    key: &Key,
    chains: &[Uuid],
) -> Result<BTreeMap<Chain, Head>, StoreError> {
    let mut rows = if chains.len() == 1 || conn.get_database_backend() == DbBackend::Sqlite {
        read(conn, chains, true).await?
    } else {
        // Those that are missing first: whoever has others' heads must wait for none.
        read(conn, chains, false).await?
    };
    if conn.get_database_backend() == DbBackend::Postgres
        && (rows.len() < chains.len() || chains.len() > 1)
    {
        let missing = chains
            .iter()
            .filter(|chain| !rows.iter().any(|row| row.chain_id == **chain));
        begin(conn, key, missing.copied().collect()).await?;
        rows = read(conn, chains, true).await?;
    }
    rows.into_iter()
        .map(|row| {
            if is_sealed(key, &row)? {
                let head = head_of(&row)?;
                Ok((head.chain, head))
            } else {
                Err(StoreError::AuditBroken)
            }
        })
        .collect()
}

async fn read<C: ConnectionTrait>(
    conn: &C,
    chains: &[Uuid],
    to_hold: bool,
) -> Result<Vec<audit_head::Model>, StoreError> {
    use audit_head::Column::ChainId;
    let mut query = audit_head::Entity::find()
        .filter(ChainId.is_in(padded(chains)))
        .order_by_asc(ChainId);
    if to_hold {
        query = query.lock_exclusive();
    }
    Ok(query.all(conn).await?)
}

/// Makes heads for chains that have none, unless somebody else just did.
async fn begin<C: ConnectionTrait>(
    conn: &C,
    key: &Key,
    chains: Vec<Uuid>,
) -> Result<(), StoreError> {
    if chains.is_empty() {
        return Ok(());
    }
    let rows = chains
        .into_iter()
        .map(|chain| audit_head::ActiveModel::from(row_of(key, Head::empty(Chain(chain)))));
    audit_head::Entity::insert_many(rows)
        .on_conflict(
            OnConflict::column(audit_head::Column::ChainId)
                .do_nothing()
                .to_owned(),
        )
        .exec_without_returning(conn)
        .await?;
    Ok(())
}
