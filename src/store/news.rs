//! What was told at once, and to whom: each event once, whichever instance tells of it.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, JoinType,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select, Set,
};
use uuid::Uuid;

use super::error::StoreError;
use super::reach::{self, Way};
use super::sql::CHUNK;
use crate::domain::access::Reach;
use crate::domain::ids::{AccountId, PatientId, RecordId, UnitId};
use crate::domain::news::News;
use crate::domain::time::Instant;
use crate::domain::vocabulary::{NewsMail, Role};
use crate::runtime::IdGen;

use entity::{account, account_role, news, notice, record_author, relationship};

/// So many are counted before it is only said that there are more.
pub const COUNTED: u64 = 1000;

/// Something that an account was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Notice {
    /// Which.
    pub id: Uuid,
    /// Whose care it is about.
    pub patient: PatientId,
    /// What happened.
    pub news: News,
    /// When it was told.
    pub told_at: Instant,
    /// When it was read.
    pub read_at: Option<Instant>,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    patient_id: Uuid,
    kind: String,
    record_id: Uuid,
    happened_on: NaiveDate,
    happened_at: DateTime<Utc>,
    unit_id: Option<Uuid>,
    from_unit_id: Option<Uuid>,
    told_at: DateTime<Utc>,
    read_at: Option<DateTime<Utc>>,
}

impl TryFrom<Row> for Notice {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let kind = row.kind.parse();
        Ok(Self {
            id: row.id,
            patient: PatientId(row.patient_id),
            news: News {
                kind: kind.map_err(|_| StoreError::Unreadable("news.kind"))?,
                record: RecordId(row.record_id),
                at: row.happened_at,
                on: row.happened_on,
                unit: row.unit_id.map(UnitId),
                from_unit: row.from_unit_id.map(UnitId),
            },
            told_at: row.told_at,
            read_at: row.read_at,
        })
    }
}

/// Tells of something, unless it was told: to the accounts of those who have an active relationship with
/// the patient and a role in patients' care, but not to whoever writes it down now. Call it in the
/// transaction of the event, or of the evaluation that comes upon it. Says whether it was new.
pub async fn tell<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
    told: &News,
    ids: &dyn IdGen,
    now: Instant,
) -> Result<bool, StoreError> {
    use news::Column;
    let id = ids.next();
    let row = news::ActiveModel {
        patient_id: Set(patient.0),
        id: Set(id),
        kind: Set(told.kind.code().to_owned()),
        record_id: Set(told.record.0),
        happened_on: Set(told.on),
        happened_at: Set(told.at),
        unit_id: Set(told.unit.map(|unit| unit.0)),
        from_unit_id: Set(told.from_unit.map(|unit| unit.0)),
        recorded_at: Set(now),
    };
    let once = [
        Column::PatientId,
        Column::Kind,
        Column::RecordId,
        Column::HappenedOn,
    ];
    let insert = news::Entity::insert(row)
        .on_conflict(OnConflict::columns(once).do_nothing().to_owned())
        .into_query();
    if conn.execute(&insert).await?.rows_affected() == 0 {
        return Ok(false);
    }
    let accounts: Vec<Uuid> = account::Entity::find()
        .select_only()
        .column(account::Column::Id)
        .filter(account::Column::IsDisabled.eq(false))
        .filter(account::Column::Id.in_subquery(carers()))
        .filter(account::Column::ProfessionalId.in_subquery(tied_to(patient, now)))
        .filter(account::Column::Id.not_in_subquery(authors(patient, told.record, now)))
        .order_by_asc(account::Column::Id)
        .into_tuple()
        .all(conn)
        .await?;
    for accounts in accounts.chunks(CHUNK) {
        notice::Entity::insert_many(accounts.iter().map(|account| notice::ActiveModel {
            account_id: Set(*account),
            news_id: Set(id),
            patient_id: Set(patient.0),
            recorded_at: Set(now),
            read_at: Set(None),
            mailed_at: Set(None),
        }))
        .exec_without_returning(conn)
        .await?;
    }
    Ok(true)
}

fn carers() -> SelectStatement {
    account_role::Entity::find()
        .select_only()
        .column(account_role::Column::AccountId)
        .filter(
            account_role::Column::Role
                .is_in([Role::CareCoordinator, Role::WardStaff].map(Role::code)),
        )
        .into_query()
}

fn tied_to(patient: PatientId, now: Instant) -> SelectStatement {
    use relationship::Column;
    relationship::Entity::find()
        .select_only()
        .column(Column::ProfessionalId)
        .filter(Column::PatientId.eq(patient.0))
        .filter(Column::ProfessionalId.is_not_null())
        .filter(Column::FromAt.lte(now))
        .filter(Column::ToAt.is_null().or(Column::ToAt.gt(now)))
        .into_query()
}

/// Those who write the record at this very instant.
fn authors(patient: PatientId, record: RecordId, now: Instant) -> SelectStatement {
    use record_author::Column;
    record_author::Entity::find()
        .select_only()
        .column(Column::AccountId)
        .filter(Column::PatientId.eq(patient.0))
        .filter(Column::RecordId.eq(record.0))
        .filter(Column::RecordedAt.eq(now))
        .into_query()
}

/// Whose notices, and which of them.
#[derive(Debug, Clone, Copy)]
pub struct Which<'a> {
    /// Whose.
    pub account: AccountId,
    /// Whom they reach: nothing is told of anybody else.
    pub reach: &'a Reach,
    /// When.
    pub at: Instant,
    /// Only those that were not read.
    pub is_unread: bool,
}

/// One page of somebody's notices, the newest first, those before an identity. A page shorter than
/// `limit` is the last.
pub async fn page<C: ConnectionTrait>(
    conn: &C,
    which: Which<'_>,
    before: Option<Uuid>,
    limit: u64,
) -> Result<Vec<Notice>, StoreError> {
    let Some(mut query) = listed(which) else {
        return Ok(Vec::new());
    };
    if let Some(before) = before {
        query = query.filter(notice::Column::NewsId.lt(before));
    }
    let rows = query
        .join(
            JoinType::InnerJoin,
            notice::Entity::belongs_to(news::Entity)
                .from((notice::Column::PatientId, notice::Column::NewsId))
                .to((news::Column::PatientId, news::Column::Id))
                .into(),
        )
        .select_only()
        .columns([
            news::Column::Id,
            news::Column::PatientId,
            news::Column::Kind,
            news::Column::RecordId,
            news::Column::HappenedOn,
            news::Column::HappenedAt,
            news::Column::UnitId,
            news::Column::FromUnitId,
        ])
        .column_as(notice::Column::RecordedAt, "told_at")
        .column(notice::Column::ReadAt)
        .order_by_desc(notice::Column::NewsId)
        .limit(limit)
        .into_model::<Row>()
        .all(conn)
        .await?;
    rows.into_iter().map(Notice::try_from).collect()
}

/// How many there are, counted up to one more than `most`.
pub async fn count<C: ConnectionTrait>(
    conn: &C,
    which: Which<'_>,
    most: u64,
) -> Result<u64, StoreError> {
    if which.is_unread && !has_unread(conn, which.account).await? {
        // Whom somebody reaches takes longer to find out than that there is nothing.
        return Ok(0);
    }
    let Some(query) = listed(which) else {
        return Ok(0);
    };
    let some = query
        .select_only()
        .column(notice::Column::NewsId)
        .limit(most + 1)
        .into_query();
    let count = Query::select()
        .expr_as(Expr::cust("COUNT(*)"), "notices")
        .from_subquery(some, "some")
        .take();
    let Some(row) = conn.query_one(&count).await? else {
        return Ok(0);
    };
    let notices: i64 = row.try_get("", "notices")?;
    Ok(u64::try_from(notices).unwrap_or(0))
}

async fn has_unread<C: ConnectionTrait>(conn: &C, account: AccountId) -> Result<bool, StoreError> {
    let unread = notice::Entity::find()
        .filter(notice::Column::AccountId.eq(account.0))
        .filter(notice::Column::ReadAt.is_null());
    Ok(unread.limit(1).count(conn).await? > 0)
}

fn listed(which: Which<'_>) -> Option<Select<notice::Entity>> {
    let reached = reach::ids(which.reach, Way::Any, which.at)?;
    let mut query = notice::Entity::find()
        .filter(notice::Column::AccountId.eq(which.account.0))
        .filter(notice::Column::PatientId.in_subquery(reached));
    if which.is_unread {
        query = query.filter(notice::Column::ReadAt.is_null());
    }
    Some(query)
}

/// Which notices are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Read {
    /// This one.
    One(Uuid),
    /// All up to this one: what came after it was not seen.
    UpTo(Uuid),
    /// All about a patient.
    About(PatientId),
}

/// Writes down that an account read notices. Says how many were not read before.
pub async fn read<C: ConnectionTrait>(
    conn: &C,
    account: AccountId,
    which: Read,
    now: Instant,
) -> Result<u64, StoreError> {
    use notice::Column;
    let which = match which {
        Read::One(id) => Column::NewsId.eq(id),
        Read::UpTo(id) => Column::NewsId.lte(id),
        Read::About(patient) => Column::PatientId.eq(patient.0),
    };
    let updated = notice::Entity::update_many()
        .col_expr(Column::ReadAt, Expr::value(now))
        .filter(Column::AccountId.eq(account.0))
        .filter(Column::ReadAt.is_null())
        .filter(which)
        .exec(conn)
        .await?;
    Ok(updated.rows_affected)
}

/// The accounts to which a letter is due: they want it at once, and what waits longest for one has waited
/// since before `told_before`. So what comes within a while of that goes into the same letter.
pub async fn due<C: ConnectionTrait>(
    conn: &C,
    told_before: Instant,
) -> Result<Vec<AccountId>, StoreError> {
    use notice::Column;
    let waiting = notice::Entity::find()
        .select_only()
        .column(Column::AccountId)
        .filter(waits())
        .filter(Column::RecordedAt.lte(told_before))
        .into_query();
    let ids: Vec<Uuid> = account::Entity::find()
        .select_only()
        .column(account::Column::Id)
        .filter(account::Column::IsDisabled.eq(false))
        .filter(account::Column::Email.is_not_null())
        .filter(account::Column::NewsMail.eq(NewsMail::AtOnce.code()))
        .filter(account::Column::Id.in_subquery(waiting))
        .order_by_asc(account::Column::Id)
        .into_tuple()
        .all(conn)
        .await?;
    Ok(ids.into_iter().map(AccountId).collect())
}

fn waits() -> Condition {
    Condition::all()
        .add(notice::Column::MailedAt.is_null())
        .add(notice::Column::ReadAt.is_null())
}

/// Writes down that an account's notices go into a letter now, whether or not it still reaches the
/// patients: what is out of reach is not told later either. Says how many there were; 0 where another
/// instance was first.
pub async fn mailed<C: ConnectionTrait>(
    conn: &C,
    account: AccountId,
    now: Instant,
) -> Result<u64, StoreError> {
    let updated = notice::Entity::update_many()
        .col_expr(notice::Column::MailedAt, Expr::value(now))
        .filter(notice::Column::AccountId.eq(account.0))
        .filter(waits())
        .exec(conn)
        .await?;
    Ok(updated.rows_affected)
}

/// How many of an account's notices wait for a letter, told after `since`, about patients whom it reaches.
pub async fn waiting<C: ConnectionTrait>(
    conn: &C,
    account: AccountId,
    reach: &Reach,
    since: Option<Instant>,
    now: Instant,
) -> Result<u64, StoreError> {
    let which = Which {
        account,
        reach,
        at: now,
        is_unread: true,
    };
    let Some(mut query) = listed(which) else {
        return Ok(0);
    };
    query = query.filter(notice::Column::MailedAt.is_null());
    if let Some(since) = since {
        query = query.filter(notice::Column::RecordedAt.gt(since));
    }
    Ok(query.count(conn).await?)
}

/// Forgets what was told before an instant, with everybody's notice of it.
pub async fn forget<C: ConnectionTrait>(conn: &C, before: Instant) -> Result<(), StoreError> {
    notice::Entity::delete_many()
        .filter(notice::Column::RecordedAt.lt(before))
        .exec(conn)
        .await?;
    news::Entity::delete_many()
        .filter(news::Column::RecordedAt.lt(before))
        .exec(conn)
        .await?;
    Ok(())
}
