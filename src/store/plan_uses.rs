//! Who opened a crisis plan, and what it was worth in a crisis.

use chrono::TimeDelta;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
};

use super::error::StoreError;
use crate::domain::ids::{AccountId, PatientId, ProfessionalId, RecordId};
use crate::domain::time::Instant;
use crate::domain::vocabulary::{PlanFollowed, PlanOrigin};

use entity::{plan_opening, plan_use};

/// An opening that follows another of the same account so soon belongs to it.
const SOON: TimeDelta = TimeDelta::hours(1);

/// How many of each are listed.
const MOST: u64 = 50;

/// That somebody opened a crisis plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// Whose.
    pub patient: PatientId,
    /// Identity.
    pub id: RecordId,
    /// Which plan.
    pub plan: RecordId,
    /// In which edition.
    pub edition: i32,
    /// When.
    pub opened_at: Instant,
    /// By whom.
    pub account: AccountId,
    /// The same, as patients know them.
    pub professional: Option<ProfessionalId>,
    /// From where.
    pub origin: PlanOrigin,
}

/// What a plan was worth in a crisis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Use {
    /// Whose.
    pub patient: PatientId,
    /// Identity.
    pub id: RecordId,
    /// Which plan.
    pub plan: RecordId,
    /// In which edition.
    pub edition: i32,
    /// When.
    pub used_at: Instant,
    /// From where it was opened.
    pub origin: PlanOrigin,
    /// Whether it was followed; `None` is not said.
    pub followed: Option<PlanFollowed>,
    /// What helped.
    pub helped: Option<String>,
    /// What did not.
    pub helped_not: Option<String>,
    /// Who says so.
    pub professional: Option<ProfessionalId>,
    /// The same, as the audit log writes them.
    pub recorded_by: String,
    /// When it was written down.
    pub recorded_at: Instant,
}

/// Writes down that a plan was opened, unless the account opened it a short time ago.
pub async fn open<C: ConnectionTrait>(conn: &C, new: &Opening) -> Result<(), StoreError> {
    use plan_opening::Column;
    let is_known = plan_opening::Entity::find()
        .filter(Column::PatientId.eq(new.patient.0))
        .filter(Column::PlanId.eq(new.plan.0))
        .filter(Column::AccountId.eq(new.account.0))
        .filter(Column::OpenedAt.gt(new.opened_at - SOON))
        .one(conn)
        .await?
        .is_some();
    if is_known {
        return Ok(());
    }
    let row = plan_opening::Model {
        patient_id: new.patient.0,
        id: new.id.0,
        plan_id: new.plan.0,
        edition: new.edition,
        opened_at: new.opened_at,
        account_id: new.account.0,
        professional_id: new.professional.map(|who| who.0),
        origin: new.origin.code().to_owned(),
    };
    plan_opening::Entity::insert(row.into_active_model())
        .exec_without_returning(conn)
        .await?;
    Ok(())
}

/// Who opened a plan, the last first.
pub async fn openings<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
    plan: RecordId,
) -> Result<Vec<Opening>, StoreError> {
    use plan_opening::Column;
    let rows = plan_opening::Entity::find()
        .filter(Column::PatientId.eq(patient.0))
        .filter(Column::PlanId.eq(plan.0))
        .order_by_desc(Column::OpenedAt)
        .order_by_desc(Column::Id)
        .limit(MOST)
        .all(conn)
        .await?;
    let read = |row: plan_opening::Model| {
        Ok(Opening {
            patient: PatientId(row.patient_id),
            id: RecordId(row.id),
            plan: RecordId(row.plan_id),
            edition: row.edition,
            opened_at: row.opened_at,
            account: AccountId(row.account_id),
            professional: row.professional_id.map(ProfessionalId),
            origin: origin(&row.origin, "plan_opening.origin")?,
        })
    };
    rows.into_iter().map(read).collect()
}

/// Writes down what a plan was worth.
pub async fn add<C: ConnectionTrait>(conn: &C, new: &Use) -> Result<(), StoreError> {
    let row = plan_use::Model {
        patient_id: new.patient.0,
        id: new.id.0,
        plan_id: new.plan.0,
        edition: new.edition,
        used_at: new.used_at,
        origin: new.origin.code().to_owned(),
        followed: new.followed.map(|followed| followed.code().to_owned()),
        helped: new.helped.clone(),
        helped_not: new.helped_not.clone(),
        professional_id: new.professional.map(|who| who.0),
        recorded_by: new.recorded_by.clone(),
        recorded_at: new.recorded_at,
    };
    plan_use::Entity::insert(row.into_active_model())
        .exec_without_returning(conn)
        .await?;
    Ok(())
}

/// What a plan was worth, the last crisis first.
pub async fn of<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
    plan: RecordId,
) -> Result<Vec<Use>, StoreError> {
    use plan_use::Column;
    let rows = plan_use::Entity::find()
        .filter(Column::PatientId.eq(patient.0))
        .filter(Column::PlanId.eq(plan.0))
        .order_by_desc(Column::UsedAt)
        .order_by_desc(Column::Id)
        .limit(MOST)
        .all(conn)
        .await?;
    let read = |row: plan_use::Model| {
        let followed = row.followed.as_deref().map(str::parse).transpose();
        Ok(Use {
            patient: PatientId(row.patient_id),
            id: RecordId(row.id),
            plan: RecordId(row.plan_id),
            edition: row.edition,
            used_at: row.used_at,
            origin: origin(&row.origin, "plan_use.origin")?,
            followed: followed.map_err(|_| StoreError::Unreadable("plan_use.followed"))?,
            helped: row.helped,
            helped_not: row.helped_not,
            professional: row.professional_id.map(ProfessionalId),
            recorded_by: row.recorded_by,
            recorded_at: row.recorded_at,
        })
    };
    rows.into_iter().map(read).collect()
}

fn origin(code: &str, what: &'static str) -> Result<PlanOrigin, StoreError> {
    code.parse().map_err(|_| StoreError::Unreadable(what))
}
