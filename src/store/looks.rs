//! When somebody last looked at a patient's record, what was written since, and by whom.

use std::collections::HashMap;

use chrono::TimeDelta;
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait, OnConflict};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait, Set, Statement,
};
use uuid::Uuid;

use super::error::StoreError;
use super::sql;
use crate::domain::ids::{AccountId, PatientId, RecordId};
use crate::domain::intake::Kind;
use crate::domain::since::{Change, KINDS, VISIT};
use crate::domain::time::Instant;

use entity::{record_author, record_look};

/// A look that follows another so soon is not written down.
const SOON: TimeDelta = TimeDelta::minutes(1);

/// When somebody looked at a patient's record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Last.
    pub at: Instant,
    /// Last before the visit that this look belongs to; `None` where that is the first.
    pub before: Option<Instant>,
}

/// Since when changes are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum From {
    /// The last look: for lists, which are no look themselves.
    LastLook,
    /// The last look before the present visit: for the pages of the visit.
    VisitBefore,
}

impl From {
    const fn column(self) -> &'static str {
        match self {
            Self::LastLook => "looked_at",
            Self::VisitBefore => "before_at",
        }
    }
}

/// When an account looked at patients' records; those it never looked at are left out.
pub async fn of<C: ConnectionTrait>(
    conn: &C,
    account: AccountId,
    patients: &[PatientId],
) -> Result<HashMap<PatientId, Look>, StoreError> {
    use record_look::Column;
    let rows = record_look::Entity::find()
        .filter(Column::AccountId.eq(account.0))
        .filter(Column::PatientId.is_in(patients.iter().map(|patient| patient.0)))
        .all(conn)
        .await?;
    let looks = rows.into_iter().map(|row| {
        let look = Look {
            at: row.looked_at,
            before: row.before_at,
        };
        (PatientId(row.patient_id), look)
    });
    Ok(looks.collect())
}

/// Whether a look now is to be written down.
pub async fn is_due<C: ConnectionTrait>(
    conn: &C,
    account: AccountId,
    patient: PatientId,
    now: Instant,
) -> Result<bool, StoreError> {
    let last: Option<Instant> = record_look::Entity::find_by_id((account.0, patient.0))
        .select_only()
        .column(record_look::Column::LookedAt)
        .into_tuple()
        .one(conn)
        .await?;
    Ok(last.is_none_or(|last| last <= now - SOON))
}

/// Writes down that an account looks at a patient's record.
pub async fn look<C: ConnectionTrait>(
    conn: &C,
    account: AccountId,
    patient: PatientId,
    now: Instant,
) -> Result<(), StoreError> {
    use record_look::{ActiveModel, Column, Entity};
    let was = |column| Expr::col((Entity, column));
    let before = CaseStatement::new()
        .case(
            was(Column::LookedAt).lte(now - VISIT),
            was(Column::LookedAt),
        )
        .finally(was(Column::BeforeAt));
    let row = ActiveModel {
        account_id: Set(account.0),
        patient_id: Set(patient.0),
        looked_at: Set(now),
        before_at: Set(None),
    };
    let insert = Entity::insert(row).on_conflict(
        OnConflict::columns([Column::AccountId, Column::PatientId])
            .value(Column::BeforeAt, before)
            .update_column(Column::LookedAt)
            .to_owned(),
    );
    conn.execute(&insert.into_query()).await?;
    Ok(())
}

/// Writes down that an account writes these records now. Call it in the transaction of the change.
pub async fn wrote<C: ConnectionTrait>(
    conn: &C,
    account: AccountId,
    patient: PatientId,
    records: impl IntoIterator<Item = RecordId> + Send,
    now: Instant,
) -> Result<(), StoreError> {
    use record_author::{ActiveModel, Column, Entity};
    let rows: Vec<ActiveModel> = records
        .into_iter()
        .map(|record| ActiveModel {
            patient_id: Set(patient.0),
            record_id: Set(record.0),
            recorded_at: Set(now),
            account_id: Set(account.0),
        })
        .collect();
    if rows.is_empty() {
        return Ok(());
    }
    let key = [
        Column::PatientId,
        Column::RecordId,
        Column::RecordedAt,
        Column::AccountId,
    ];
    Entity::insert_many(rows)
        .on_conflict(OnConflict::columns(key).do_nothing().to_owned())
        .exec_without_returning(conn)
        .await?;
    Ok(())
}

/// What was written since by anybody else, of patients whose records the account has looked at.
pub async fn changes<C: ConnectionTrait>(
    conn: &C,
    account: AccountId,
    patients: &[PatientId],
    from: From,
) -> Result<HashMap<PatientId, Vec<Change>>, StoreError> {
    let mut all: HashMap<PatientId, Vec<Change>> = HashMap::new();
    if patients.is_empty() {
        return Ok(all);
    }
    let backend = conn.get_database_backend();
    let (me, places) = (
        sql::places(backend, 1, 1),
        sql::places(backend, 2, patients.len()),
    );
    let column = from.column();
    let tables: Vec<String> = (0..)
        .zip(KINDS)
        .map(|(n, kind)| of_table(n, kind))
        .collect();
    let text = format!(
        "WITH l AS (SELECT account_id, patient_id, {column} AS at FROM record_look \
         WHERE account_id = {me} AND patient_id IN ({places})) {} ORDER BY 2, 1, 3",
        tables.join(" UNION ALL ")
    );
    let values = std::iter::once(account.0).chain(patients.iter().map(|patient| patient.0));
    let values: Vec<sea_orm::Value> = values.map(Into::into).collect();
    let statement = Statement::from_sql_and_values(backend, text, values);
    for row in conn.query_all_raw(statement).await? {
        let kind: i32 = sql::sure(&row, 0)?;
        let kind = usize::try_from(kind).ok().and_then(|n| KINDS.get(n));
        let record: Uuid = sql::sure(&row, 2)?;
        let change = Change {
            kind: *kind.ok_or(StoreError::Unreadable("a kind of records"))?,
            record: RecordId(record),
            is_new: sql::sure(&row, 3)?,
        };
        let patient: PatientId = sql::sure_id(&row, 1)?;
        all.entry(patient).or_default().push(change);
    }
    Ok(all)
}

/// What was written into a table since the looks `l`. New is what has no version of before the look.
fn of_table(n: usize, kind: Kind) -> String {
    let table = kind.code();
    format!(
        "SELECT {n}, t.patient_id, t.id, NOT EXISTS (SELECT 1 FROM record_version v \
         WHERE v.patient_id = t.patient_id AND v.record_id = t.id AND v.recorded_at <= l.at) \
         FROM {table} t JOIN l ON l.patient_id = t.patient_id WHERE t.recorded_at > l.at \
         AND NOT EXISTS (SELECT 1 FROM record_author a WHERE a.patient_id = t.patient_id \
         AND a.record_id = t.id AND a.recorded_at = t.recorded_at AND a.account_id = l.account_id)"
    )
}
