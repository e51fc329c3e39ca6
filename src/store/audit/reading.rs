//! Going through the log, a page at a time, in the order of chains: what is read may have been altered,
//! so that hardly anything is taken for granted.

use std::collections::VecDeque;

use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QueryResult, QuerySelect,
    Statement, Value,
};
use uuid::Uuid;

use crate::domain::audit::{Chain, Entry, Head, Key, Mac};
use crate::domain::ids::PatientId;
use crate::domain::time::Instant;
use crate::store::error::StoreError;

use entity::{audit_checkpoint_head, audit_head};

/// Rows of a page.
const PAGE: u64 = 1_000;

/// What an entry says.
#[derive(Debug, Clone, PartialEq)]
pub struct Content {
    /// Its identity.
    pub id: Uuid,
    /// When.
    pub at: Instant,
    /// Who.
    pub actor: String,
    /// What was done.
    pub action: String,
    /// Whose record.
    pub patient: Option<PatientId>,
    /// What it was done to.
    pub subject: String,
    /// What for.
    pub purpose: String,
    /// Counts and ids.
    pub detail: serde_json::Value,
}

/// An entry as it is stored.
#[derive(Debug, Clone, PartialEq)]
pub struct Stored {
    /// Its chain.
    pub chain: Chain,
    /// Its place there.
    pub position: i64,
    /// What it says; `None` where it cannot be read.
    pub content: Option<Content>,
    /// The seal of the one before, as it says.
    pub previous: Vec<u8>,
    /// Its seal.
    pub mac: Vec<u8>,
}

impl Stored {
    /// Whether the entry is what the key sealed at a place of its chain.
    pub fn is_sealed_at(&self, key: &Key, position: i64) -> bool {
        let (Some(content), Ok(previous)) = (&self.content, Mac::try_from(&*self.previous)) else {
            return false;
        };
        let entry = Entry {
            chain: self.chain,
            position,
            previous: &previous,
            id: content.id,
            at: content.at,
            actor: &content.actor,
            action: &content.action,
            patient: content.patient,
            subject: &content.subject,
            purpose: &content.purpose,
            detail: &content.detail,
        };
        key.has_sealed(&entry.to_bytes(), &self.mac)
    }
}

/// A head as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredHead {
    /// Its chain.
    pub chain: Chain,
    /// How long it says the chain is.
    pub length: i64,
    /// The seal of the last entry, as it says.
    pub mac: Vec<u8>,
    /// Its own seal.
    pub seal: Vec<u8>,
}

impl StoredHead {
    /// The head, where the key sealed it.
    pub fn sealed(&self, key: &Key) -> Option<Head> {
        let head = Head {
            chain: self.chain,
            length: self.length,
            mac: Mac::try_from(&*self.mac).ok()?,
        };
        key.has_sealed(&head.to_bytes(), &self.seal).then_some(head)
    }
}

/// A chain as the last checkpoint knew it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// The chain.
    pub chain: Chain,
    /// How long it was.
    pub length: i64,
    /// The seal of its last entry.
    pub mac: Vec<u8>,
}

/// What comes in pages, in the order of chains.
pub trait Paged: Sized + Send {
    /// Its chain.
    fn chain(&self) -> Chain;

    /// The page after a row.
    fn page<C: ConnectionTrait>(
        conn: &C,
        after: Option<&Self>,
    ) -> impl Future<Output = Result<Vec<Self>, StoreError>> + Send;
}

/// Rows one after the other, with a page of them in memory.
#[derive(Debug)]
pub struct Rows<'c, C, T> {
    conn: &'c C,
    page: VecDeque<T>,
    last: Option<T>,
    is_over: bool,
}

impl<'c, C: ConnectionTrait, T: Paged + Clone> Rows<'c, C, T> {
    /// All rows, from the first one on.
    pub const fn all(conn: &'c C) -> Self {
        Self {
            conn,
            page: VecDeque::new(),
            last: None,
            is_over: false,
        }
    }

    /// The chain of the next row.
    pub async fn chain(&mut self) -> Result<Option<Chain>, StoreError> {
        if self.page.is_empty() && !self.is_over {
            self.page = T::page(self.conn, self.last.as_ref()).await?.into();
            self.is_over = self.page.is_empty();
            self.last = self.page.back().cloned();
        }
        Ok(self.page.front().map(Paged::chain))
    }

    /// The next row, where it is of this chain.
    pub async fn next_of(&mut self, chain: Chain) -> Result<Option<T>, StoreError> {
        if self.chain().await? == Some(chain) {
            Ok(self.page.pop_front())
        } else {
            Ok(None)
        }
    }
}

impl Paged for Stored {
    fn chain(&self) -> Chain {
        self.chain
    }

    async fn page<C: ConnectionTrait>(
        conn: &C,
        after: Option<&Self>,
    ) -> Result<Vec<Self>, StoreError> {
        let condition = after.map_or("", |_| "WHERE (chain_id, position) > ($1, $2)");
        let values = after.map_or_else(Vec::new, |after| {
            vec![after.chain.0.into(), after.position.into()]
        });
        let ending = format!("{condition} ORDER BY chain_id, position LIMIT {PAGE}");
        select(conn, &ending, values).await
    }
}

/// Entries by the ending of their query.
pub(super) async fn select<C: ConnectionTrait>(
    conn: &C,
    ending: &str,
    values: Vec<Value>,
) -> Result<Vec<Stored>, StoreError> {
    // Details as text: on SQLite anything can have been put in their place.
    let sql = format!(
        "SELECT chain_id, position, id, at, actor, action, patient_id, subject, purpose,
            CAST(detail AS text) AS told, previous, mac
         FROM audit_entry {ending}"
    );
    let statement = Statement::from_sql_and_values(conn.get_database_backend(), sql, values);
    conn.query_all_raw(statement)
        .await?
        .iter()
        .map(stored)
        .collect()
}

fn stored(row: &QueryResult) -> Result<Stored, StoreError> {
    let place = |_| StoreError::Unreadable("the place of an entry of the audit log");
    Ok(Stored {
        chain: Chain(row.try_get("", "chain_id").map_err(place)?),
        position: row.try_get("", "position").map_err(place)?,
        content: content(row),
        previous: row.try_get("", "previous").unwrap_or_default(),
        mac: row.try_get("", "mac").unwrap_or_default(),
    })
}

fn content(row: &QueryResult) -> Option<Content> {
    let detail: String = row.try_get("", "told").ok()?;
    Some(Content {
        id: row.try_get("", "id").ok()?,
        at: row.try_get("", "at").ok()?,
        actor: row.try_get("", "actor").ok()?,
        action: row.try_get("", "action").ok()?,
        patient: row
            .try_get::<Option<Uuid>>("", "patient_id")
            .ok()?
            .map(PatientId),
        subject: row.try_get("", "subject").ok()?,
        purpose: row.try_get("", "purpose").ok()?,
        detail: serde_json::from_str(&detail).ok()?,
    })
}

impl Paged for StoredHead {
    fn chain(&self) -> Chain {
        self.chain
    }

    async fn page<C: ConnectionTrait>(
        conn: &C,
        after: Option<&Self>,
    ) -> Result<Vec<Self>, StoreError> {
        use audit_head::Column::ChainId;
        let mut query = audit_head::Entity::find().order_by_asc(ChainId).limit(PAGE);
        if let Some(after) = after {
            query = query.filter(ChainId.gt(after.chain.0));
        }
        let rows = query.all(conn).await?;
        let read = |row: audit_head::Model| Self {
            chain: Chain(row.chain_id),
            length: row.length,
            mac: row.mac,
            seal: row.seal,
        };
        Ok(rows.into_iter().map(read).collect())
    }
}

impl Paged for Known {
    fn chain(&self) -> Chain {
        self.chain
    }

    async fn page<C: ConnectionTrait>(
        conn: &C,
        after: Option<&Self>,
    ) -> Result<Vec<Self>, StoreError> {
        use audit_checkpoint_head::Column::ChainId;
        let mut query = audit_checkpoint_head::Entity::find()
            .order_by_asc(ChainId)
            .limit(PAGE);
        if let Some(after) = after {
            query = query.filter(ChainId.gt(after.chain.0));
        }
        let rows = query.all(conn).await?;
        let read = |row: audit_checkpoint_head::Model| Self {
            chain: Chain(row.chain_id),
            length: row.length,
            mac: row.mac,
        };
        Ok(rows.into_iter().map(read).collect())
    }
}
