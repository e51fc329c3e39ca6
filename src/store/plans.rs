//! The texts of plans and requests, for those who read them; nothing that judges needs them.

use std::str::FromStr;

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

use super::error::StoreError;
use crate::domain::ids::{PatientId, ProfessionalId, RecordId};
use crate::domain::time::Instant;
use crate::domain::vocabulary::{PlanKind, RequestAnswer};

use entity::{plan, request};

/// A plan in its present edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanText {
    /// Identity.
    pub id: RecordId,
    /// First day in force.
    pub agreed_on: NaiveDate,
    /// Which edition of it.
    pub edition: i32,
    /// When it was last gone through.
    pub reviewed_on: Option<NaiveDate>,
    /// When it is to be gone through again.
    pub review_by: Option<NaiveDate>,
    /// The patient's words.
    pub patient: Option<String>,
    /// The staff's.
    pub staff: Option<String>,
    /// The version of the record.
    pub version: i32,
}

/// The plan of a kind that is in force on a day: the last agreed.
pub async fn in_force<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
    kind: PlanKind,
    today: NaiveDate,
) -> Result<Option<PlanText>, StoreError> {
    use plan::Column;
    let ends_later = Condition::any()
        .add(Column::ValidToOn.is_null())
        .add(Column::ValidToOn.gt(today));
    let row = plan::Entity::find()
        .filter(Column::PatientId.eq(patient.0))
        .filter(Column::Kind.eq(kind.code()))
        .filter(Column::AgreedOn.lte(today))
        .filter(ends_later)
        .order_by_desc(Column::AgreedOn)
        .order_by_desc(Column::Edition)
        .order_by_desc(Column::Id)
        .one(conn)
        .await?;
    Ok(row.map(plan_text))
}

/// Every plan of a patient, of each kind the last agreed first; those that have ended too.
pub async fn all<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
) -> Result<Vec<(PlanKind, PlanText)>, StoreError> {
    use plan::Column;
    let rows = plan::Entity::find()
        .filter(Column::PatientId.eq(patient.0))
        .order_by_asc(Column::Kind)
        .order_by_desc(Column::AgreedOn)
        .order_by_desc(Column::Edition)
        .order_by_desc(Column::Id)
        .all(conn)
        .await?;
    rows.into_iter()
        .map(|row| {
            let kind = PlanKind::from_str(&row.kind);
            let kind = kind.map_err(|_| StoreError::Unreadable("plan.kind"))?;
            Ok((kind, plan_text(row)))
        })
        .collect()
}

fn plan_text(row: plan::Model) -> PlanText {
    PlanText {
        id: RecordId(row.id),
        agreed_on: row.agreed_on,
        edition: row.edition,
        reviewed_on: row.reviewed_on,
        review_by: row.review_by_on,
        patient: row.text_patient,
        staff: row.text_staff,
        version: row.version,
    }
}

/// What the patient asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestText {
    /// Identity.
    pub id: RecordId,
    /// What about.
    pub subject: String,
    /// In their words.
    pub text: String,
    /// When.
    pub asked_at: Instant,
    /// Who received it.
    pub received_by: Option<ProfessionalId>,
    /// Who is to answer.
    pub decider: Option<ProfessionalId>,
    /// By when.
    pub due_on: Option<NaiveDate>,
    /// The answer, when it was given.
    pub answer: Option<(RequestAnswer, Instant)>,
    /// The reason of the answer.
    pub reason: Option<String>,
    /// The version of the record.
    pub version: i32,
}

/// A patient's requests: those that wait first, the oldest first; then the answered, the last answered
/// first. A number of them at most.
pub async fn requests<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
    most: u64,
) -> Result<Vec<RequestText>, StoreError> {
    use request::Column;
    let of = || request::Entity::find().filter(Column::PatientId.eq(patient.0));
    let mut rows = of()
        .filter(Column::AnsweredAt.is_null())
        .order_by_asc(Column::AskedAt)
        .order_by_asc(Column::Id)
        .limit(most)
        .all(conn)
        .await?;
    rows.extend(
        of().filter(Column::AnsweredAt.is_not_null())
            .order_by_desc(Column::AnsweredAt)
            .order_by_desc(Column::Id)
            .limit(most)
            .all(conn)
            .await?,
    );
    rows.into_iter().map(told).collect()
}

fn told(row: request::Model) -> Result<RequestText, StoreError> {
    let answer = row.answer.as_deref().map(RequestAnswer::from_str);
    let answer = answer.transpose();
    let answer = answer.map_err(|_| StoreError::Unreadable("request.answer"))?;
    Ok(RequestText {
        id: RecordId(row.id),
        subject: row.subject,
        text: row.text,
        asked_at: row.asked_at,
        received_by: row.received_by_id.map(ProfessionalId),
        decider: row.decider_id.map(ProfessionalId),
        due_on: row.due_on,
        answer: answer.zip(row.answered_at),
        reason: row.reason,
        version: row.version,
    })
}
