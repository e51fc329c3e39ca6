//! What digests are made from, and that they were made.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::sea_query::{Expr, ExprTrait, Func, OnConflict, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, Set,
};
use uuid::Uuid;

use super::error::StoreError;
use super::flag_gate::is_for;
use super::flag_lives::is_owned_by;
use super::reach::{self, Way};
use crate::domain::access::Reach;
use crate::domain::digest::Noted;
use crate::domain::flags::Onlooker;
use crate::domain::ids::{AccountId, FlagId, PatientId};
use crate::domain::time::Instant;
use crate::domain::vocabulary::Role;

use entity::{account, account_role, digest_sent, flag, flag_event, urgent_told};

#[derive(FromQueryResult)]
struct Row {
    patient_id: Uuid,
    id: Uuid,
    code: String,
    subject_kind: String,
    subject_id: Uuid,
    severity: String,
    state: String,
    raised_at: DateTime<Utc>,
    recorded_at: DateTime<Utc>,
    cleared_at: Option<DateTime<Utc>>,
    snoozed_until: Option<DateTime<Utc>>,
    returned_at: Option<DateTime<Utc>>,
}

impl TryFrom<Row> for Noted {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let unreadable = StoreError::Unreadable;
        Ok(Self {
            patient: PatientId(row.patient_id),
            id: FlagId(row.id),
            code: row.code,
            subject_kind: row.subject_kind,
            subject: row.subject_id,
            severity: row
                .severity
                .parse()
                .map_err(|_| unreadable("flag.severity"))?,
            state: row.state.parse().map_err(|_| unreadable("flag.state"))?,
            raised_at: row.raised_at,
            recorded_at: row.recorded_at,
            cleared_at: row.cleared_at,
            snoozed_until: row.snoozed_until,
            returned_at: row.returned_at,
        })
    }
}

/// The flags that a digest at `now` could tell somebody of: theirs, or a pool's of theirs, about
/// patients within reach; urgent, or with something that happened after `since`.
pub async fn noted<C: ConnectionTrait>(
    conn: &C,
    reach: &Reach,
    since: Instant,
    now: Instant,
) -> Result<Vec<Noted>, StoreError> {
    use flag::Column;
    let Some(reached) = reach::ids(reach, Way::Either, now) else {
        return Ok(Vec::new());
    };
    let lives = Condition::all()
        .add(Column::ClearedAt.is_null())
        .add(Column::State.is_in(["open", "snoozed"]));
    let happened = Condition::any()
        .add(Column::Severity.eq("urgent"))
        .add(Column::RecordedAt.gt(since))
        .add(Column::SnoozedUntil.gt(since))
        .add(Expr::exists(returns(since)));
    let gone = Condition::all()
        .add(Column::ClearedAt.gt(since))
        .add(Column::State.eq("cleared"));
    let query = flag::Entity::find()
        .select_only()
        .columns([
            Column::PatientId,
            Column::Id,
            Column::Code,
            Column::SubjectKind,
            Column::SubjectId,
            Column::Severity,
            Column::State,
            Column::RaisedAt,
            Column::RecordedAt,
            Column::ClearedAt,
            Column::SnoozedUntil,
        ])
        .expr_as(Expr::from(last_return(since)), "returned_at")
        .filter(is_owned_by(reach))
        .filter(is_for(onlooker(reach), now))
        .filter(Column::PatientId.in_subquery(reached))
        .filter(Condition::any().add(lives.add(happened)).add(gone));
    let rows = query.into_model::<Row>().all(conn).await?;
    rows.into_iter().map(Noted::try_from).collect()
}

fn onlooker(reach: &Reach) -> Onlooker {
    Onlooker::Staff(reach.professional)
}

/// The events after an instant that opened the flag of the outer query again.
fn returns(since: Instant) -> SelectStatement {
    use flag_event::{Column, Entity};
    Query::select()
        .column((Entity, Column::Id))
        .from(Entity)
        .and_where(Expr::cust("flag_event.patient_id = flag.patient_id"))
        .and_where(Expr::cust("flag_event.flag_id = flag.id"))
        .and_where(Expr::col((Entity, Column::Kind)).is_in(["woken", "reopened"]))
        .and_where(Expr::col((Entity, Column::RecordedAt)).gt(since))
        .take()
}

/// When the last of them was.
fn last_return(since: Instant) -> SelectStatement {
    use flag_event::{Column, Entity};
    let last = Func::max(Expr::col((Entity, Column::RecordedAt)));
    returns(since).clear_selects().expr(last).take()
}

/// When the last digest before a day was made.
pub async fn last_before<C: ConnectionTrait>(
    conn: &C,
    account: AccountId,
    day: NaiveDate,
) -> Result<Option<Instant>, StoreError> {
    use digest_sent::{Column, Entity};
    let last = Entity::find()
        .filter(Column::AccountId.eq(account.0))
        .filter(Column::DueOn.lt(day))
        .order_by_desc(Column::DueOn)
        .one(conn)
        .await?;
    Ok(last.map(|row| row.recorded_at))
}

/// The accounts whose digest of a day is to be sent and was not made yet: they have an address, want it,
/// and take part in patients' care.
pub async fn due<C: ConnectionTrait>(
    conn: &C,
    day: NaiveDate,
) -> Result<Vec<AccountId>, StoreError> {
    use digest_sent::Column;
    let made = digest_sent::Entity::find()
        .select_only()
        .column(Column::AccountId)
        .filter(Column::DueOn.eq(day))
        .into_query();
    let query = written_to()
        .filter(account::Column::IsDigestMailed.eq(true))
        .filter(account::Column::Id.not_in_subquery(made));
    ids(conn, query).await
}

/// Writes down that an account's digest of a day was made. `false`: another instance was first.
pub async fn made<C: ConnectionTrait>(
    conn: &C,
    account: AccountId,
    day: NaiveDate,
    now: Instant,
) -> Result<bool, StoreError> {
    use digest_sent::{ActiveModel, Column, Entity};
    let row = ActiveModel {
        account_id: Set(account.0),
        due_on: Set(day),
        recorded_at: Set(now),
    };
    let query = Entity::insert(row)
        .on_conflict(
            OnConflict::columns([Column::AccountId, Column::DueOn])
                .do_nothing()
                .to_owned(),
        )
        .into_query();
    Ok(conn.execute(&query).await?.rows_affected() > 0)
}

/// The accounts that may be told of urgent flags now, and own one in person that they were not told of.
/// `told_before`: those told later are left in peace.
pub async fn untold<C: ConnectionTrait>(
    conn: &C,
    told_before: Instant,
) -> Result<Vec<AccountId>, StoreError> {
    let waiting = flag::Entity::find()
        .select_only()
        .column(flag::Column::Id)
        .filter(Expr::cust(
            "flag.owner_professional_id = account.professional_id",
        ))
        .filter(urgent())
        .filter(Expr::exists(told_of("urgent_told.account_id = account.id")).not())
        .into_query();
    let query = written_to()
        .filter(rested(told_before))
        .filter(Expr::exists(waiting));
    ids(conn, query).await
}

/// The urgent flags that wait for somebody in person, and whether their account was told of each.
pub async fn urgent_of<C: ConnectionTrait>(
    conn: &C,
    account: AccountId,
    reach: &Reach,
    now: Instant,
) -> Result<Vec<(PatientId, FlagId, bool)>, StoreError> {
    use flag::Column;
    let reached = reach::ids(reach, Way::Either, now);
    let (Some(reached), Some(professional)) = (reached, reach.professional) else {
        return Ok(Vec::new());
    };
    let mut told = told_of("1 = 1");
    told.and_where(urgent_told::Column::AccountId.eq(account.0));
    let rows: Vec<(Uuid, Uuid, bool)> = flag::Entity::find()
        .select_only()
        .column(Column::PatientId)
        .column(Column::Id)
        .expr_as(Expr::exists(told), "is_told")
        .filter(Column::OwnerProfessionalId.eq(professional.0))
        .filter(urgent())
        .filter(is_for(onlooker(reach), now))
        .filter(Column::PatientId.in_subquery(reached))
        .order_by_asc(Column::PatientId)
        .order_by_asc(Column::Id)
        .into_tuple()
        .all(conn)
        .await?;
    Ok(rows
        .into_iter()
        .map(|(patient, flag, is_told)| (PatientId(patient), FlagId(flag), is_told))
        .collect())
}

/// Writes down that an account is told now of these flags. `false`, with nothing written: it was told
/// after `told_before`, by another instance.
pub async fn told<C: ConnectionTrait>(
    conn: &C,
    account: AccountId,
    flags: &[(PatientId, FlagId)],
    now: Instant,
    told_before: Instant,
) -> Result<bool, StoreError> {
    use urgent_told::Column;
    let taken = account::Entity::update_many()
        .col_expr(account::Column::ToldAt, Expr::value(now))
        .filter(account::Column::Id.eq(account.0))
        .filter(rested(told_before))
        .exec(conn)
        .await?;
    if taken.rows_affected == 0 {
        return Ok(false);
    }
    for flags in flags.chunks(super::sql::CHUNK) {
        let rows = flags
            .iter()
            .map(|(patient, flag)| urgent_told::ActiveModel {
                account_id: Set(account.0),
                patient_id: Set(patient.0),
                flag_id: Set(flag.0),
                recorded_at: Set(now),
            });
        urgent_told::Entity::insert_many(rows)
            .on_conflict(
                OnConflict::columns([Column::AccountId, Column::PatientId, Column::FlagId])
                    .update_column(Column::RecordedAt)
                    .to_owned(),
            )
            .exec_without_returning(conn)
            .await?;
    }
    Ok(true)
}

/// That an account was told of the flag of the outer query, which was not opened again since. `whose` is
/// a condition on the account.
fn told_of(whose: &'static str) -> SelectStatement {
    Query::select()
        .expr(Expr::val(1))
        .from(urgent_told::Entity)
        .and_where(Expr::cust(whose))
        .and_where(Expr::cust("urgent_told.patient_id = flag.patient_id"))
        .and_where(Expr::cust("urgent_told.flag_id = flag.id"))
        .and_where(Expr::cust(
            "NOT EXISTS (SELECT 1 FROM flag_event WHERE flag_event.patient_id = flag.patient_id \
             AND flag_event.flag_id = flag.id AND flag_event.kind IN ('woken', 'reopened') \
             AND flag_event.recorded_at > urgent_told.recorded_at)",
        ))
        .take()
}

/// Urgent, alive, and nobody has seen it. One whose time aside is over waits for the evaluation that
/// opens it again, which is due at that very instant.
fn urgent() -> Condition {
    use flag::Column;
    Condition::all()
        .add(Column::Severity.eq("urgent"))
        .add(Column::ClearedAt.is_null())
        .add(Column::State.eq("open"))
}

fn rested(told_before: Instant) -> Condition {
    Condition::any()
        .add(account::Column::ToldAt.is_null())
        .add(account::Column::ToldAt.lte(told_before))
}

/// Accounts in use that have an address and take part in patients' care.
fn written_to() -> sea_orm::Select<account::Entity> {
    let carers = account_role::Entity::find()
        .select_only()
        .column(account_role::Column::AccountId)
        .filter(
            account_role::Column::Role
                .is_in([Role::CareCoordinator, Role::WardStaff].map(Role::code)),
        )
        .into_query();
    account::Entity::find()
        .filter(account::Column::IsDisabled.eq(false))
        .filter(account::Column::Email.is_not_null())
        .filter(account::Column::Id.in_subquery(carers))
}

async fn ids<C: ConnectionTrait>(
    conn: &C,
    query: sea_orm::Select<account::Entity>,
) -> Result<Vec<AccountId>, StoreError> {
    let ids: Vec<Uuid> = query
        .select_only()
        .column(account::Column::Id)
        .order_by_asc(account::Column::Id)
        .into_tuple()
        .all(conn)
        .await?;
    Ok(ids.into_iter().map(AccountId).collect())
}
