//! What cohort answers read, and when each patient must be looked at again.

use std::collections::HashMap;

use sea_orm::sea_query::{Alias, Expr, ExprTrait, OnConflict};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Set,
};
use uuid::Uuid;

use super::error::StoreError;
use super::sql::CHUNK;
use crate::domain::ids::{PatientId, PolicyVersionId, UnitId};
use crate::domain::time::Instant;

use entity::patient_summary::{ActiveModel, Column, Entity};

/// The counters of one patient. Indices are quotients of these, computed when read, so that nothing
/// here is rounded.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "the fields are the schema's: see docs/schema.md"
)]
pub struct Counters {
    pub admissions: i64,
    pub nights_365: i64,
    pub contacts_365: i64,
    pub providers_365: i64,
    pub sum_squares: i64,
    pub max_with_one: i64,
    pub same_pairs: i64,
    pub named_hits: i64,
    pub named_contacts: i64,
}

/// One patient's summary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Summary {
    /// The patient.
    pub patient: PatientId,
    /// When the evaluation was made.
    pub evaluated_at: Instant,
    /// When time alone could next change a flag; `None` is never.
    pub next_evaluation_at: Option<Instant>,
    /// The counters.
    pub counters: Counters,
    /// The policy it was made by.
    pub policy: Option<PolicyVersionId>,
    /// The unit whose thresholds hold for the patient.
    pub policy_unit: Option<UnitId>,
    /// The unit that holds a patient whom nobody else does.
    pub held_by: Option<UnitId>,
    /// The revision of the patient's records that it was made from.
    pub revision: i64,
}

/// How far a patient's records and their last evaluation are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Mark {
    /// Counts the changes to the patient's records.
    pub revision: i64,
    /// When the patient was last evaluated.
    pub evaluated_at: Option<Instant>,
}

/// Stores summaries over those that were there. A patient whose records moved on since the summary's
/// revision stays stale; the others no longer are.
pub async fn store<C: ConnectionTrait>(conn: &C, summaries: &[Summary]) -> Result<(), StoreError> {
    let mut summaries: Vec<_> = summaries.iter().collect();
    summaries.sort_unstable_by_key(|summary| summary.patient);
    for summaries in summaries.chunks(CHUNK) {
        let rows = summaries.iter().map(|summary| row(summary));
        Entity::insert_many(rows)
            .on_conflict(
                OnConflict::column(Column::PatientId)
                    .value(Column::IsStale, moved_on())
                    .update_columns([
                        Column::EvaluatedAt,
                        Column::NextEvaluationAt,
                        Column::Admissions,
                        Column::Nights365,
                        Column::Contacts365,
                        Column::Providers365,
                        Column::SumSquares,
                        Column::MaxWithOne,
                        Column::SamePairs,
                        Column::NamedHits,
                        Column::NamedContacts,
                        Column::PolicyVersionId,
                        Column::PolicyUnitId,
                        Column::HeldByUnitId,
                    ])
                    .to_owned(),
            )
            .exec_without_returning(conn)
            .await?;
    }
    Ok(())
}

/// Whether the stored revision is another than the one that is being written.
fn moved_on() -> Expr {
    Expr::col((Entity, Column::Revision)).ne(Expr::col((Alias::new("excluded"), Column::Revision)))
}

fn row(summary: &Summary) -> ActiveModel {
    let counters = summary.counters;
    ActiveModel {
        patient_id: Set(summary.patient.0),
        evaluated_at: Set(Some(summary.evaluated_at)),
        next_evaluation_at: Set(summary.next_evaluation_at),
        is_stale: Set(false),
        revision: Set(summary.revision),
        admissions: Set(counters.admissions),
        nights_365: Set(counters.nights_365),
        contacts_365: Set(counters.contacts_365),
        providers_365: Set(counters.providers_365),
        sum_squares: Set(counters.sum_squares),
        max_with_one: Set(counters.max_with_one),
        same_pairs: Set(counters.same_pairs),
        named_hits: Set(counters.named_hits),
        named_contacts: Set(counters.named_contacts),
        policy_version_id: Set(summary.policy.map(|policy| policy.0)),
        policy_unit_id: Set(summary.policy_unit.map(|unit| unit.0)),
        held_by_unit_id: Set(summary.held_by.map(|unit| unit.0)),
        ..ActiveModel::default()
    }
}

/// Says that these patients' records changed since they were evaluated. In the same transaction as
/// the change, so that an import that is cut short leaves nobody with stale flags unnoticed.
pub async fn mark_stale<C: ConnectionTrait>(
    conn: &C,
    patients: &[PatientId],
) -> Result<(), StoreError> {
    let mut patients = patients.to_vec();
    patients.sort_unstable();
    patients.dedup();
    for patients in patients.chunks(CHUNK) {
        Entity::insert_many(patients.iter().map(|patient| unevaluated(*patient, 1)))
            .on_conflict(one_more_change())
            .exec_without_returning(conn)
            .await?;
    }
    Ok(())
}

/// The summary of a patient who was never evaluated.
pub(super) fn unevaluated(patient: PatientId, revision: i64) -> ActiveModel {
    ActiveModel {
        patient_id: Set(patient.0),
        evaluated_at: Set(None),
        next_evaluation_at: Set(None),
        is_stale: Set(true),
        revision: Set(revision),
        admissions: Set(0),
        nights_365: Set(0),
        contacts_365: Set(0),
        providers_365: Set(0),
        sum_squares: Set(0),
        max_with_one: Set(0),
        same_pairs: Set(0),
        named_hits: Set(0),
        named_contacts: Set(0),
        policy_version_id: Set(None),
        ..ActiveModel::default()
    }
}

/// What a change does to a summary that is there.
pub(super) fn one_more_change() -> OnConflict {
    OnConflict::column(Column::PatientId)
        .update_column(Column::IsStale)
        .value(
            Column::Revision,
            Expr::col((Entity, Column::Revision)).add(1),
        )
        .to_owned()
}

/// Says that a patient is to be looked at again at an instant, if not before. An evaluation that is under
/// way does not know of it: it will leave the patient stale.
pub async fn look_again_by<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
    at: Instant,
) -> Result<(), StoreError> {
    let next = Expr::col(Column::NextEvaluationAt);
    let is_sooner = next.clone().is_null().or(next.clone().gt(at));
    Entity::update_many()
        .col_expr(
            Column::NextEvaluationAt,
            Expr::case(is_sooner, Expr::value(at)).finally(next).into(),
        )
        .col_expr(Column::Revision, Expr::col(Column::Revision).add(1))
        .filter(Column::PatientId.eq(patient.0))
        .exec(conn)
        .await?;
    Ok(())
}

/// Says that the thresholds of patients changed: of everyone, or of those for whom one of these units'
/// holds. Where it is not known which unit's do, too. Gives how many they are.
pub async fn mark_for_policy<C: ConnectionTrait>(
    conn: &C,
    units: Option<&[UnitId]>,
) -> Result<u64, StoreError> {
    let mut marked = Entity::update_many()
        .col_expr(Column::IsStale, Expr::value(true))
        .col_expr(Column::Revision, Expr::col(Column::Revision).add(1));
    if let Some(units) = units {
        marked = marked.filter(may_be_of(units));
    }
    Ok(marked.exec(conn).await?.rows_affected)
}

fn may_be_of(units: &[UnitId]) -> Condition {
    Condition::any()
        .add(Column::PolicyUnitId.is_in(units.iter().map(|unit| unit.0)))
        .add(Column::PolicyUnitId.is_null())
}

/// How far these patients are; those about whom nothing was ever said are left out.
pub async fn marks<C: ConnectionTrait>(
    conn: &C,
    patients: &[PatientId],
) -> Result<HashMap<PatientId, Mark>, StoreError> {
    let mut marks = HashMap::with_capacity(patients.len());
    for patients in patients.chunks(CHUNK) {
        let rows: Vec<(Uuid, i64, Option<Instant>)> = Entity::find()
            .select_only()
            .columns([Column::PatientId, Column::Revision, Column::EvaluatedAt])
            .filter(Column::PatientId.is_in(patients.iter().map(|patient| patient.0)))
            .into_tuple()
            .all(conn)
            .await?;
        marks.extend(rows.into_iter().map(|(patient, revision, evaluated_at)| {
            let mark = Mark {
                revision,
                evaluated_at,
            };
            (PatientId(patient), mark)
        }));
    }
    Ok(marks)
}

fn is_due(now: Option<Instant>) -> Condition {
    let stale = Condition::any().add(Column::IsStale.eq(true));
    match now {
        Some(now) => stale.add(Column::NextEvaluationAt.lte(now)),
        None => stale,
    }
}

/// How many patients are to be evaluated: those stale, and those whose time has come.
pub async fn count_due<C: ConnectionTrait>(conn: &C, now: Instant) -> Result<u64, StoreError> {
    Ok(Entity::find().filter(is_due(Some(now))).count(conn).await?)
}

/// Patients to be evaluated: those whose records changed, and, where `now` is given, those whose
/// time has come. In order of identity, after the given one.
pub async fn due<C: ConnectionTrait>(
    conn: &C,
    now: Option<Instant>,
    after: Option<PatientId>,
    limit: u64,
) -> Result<Vec<PatientId>, StoreError> {
    let mut query = Entity::find()
        .select_only()
        .column(Column::PatientId)
        .filter(is_due(now));
    if let Some(after) = after {
        query = query.filter(Column::PatientId.gt(after.0));
    }
    let ids: Vec<Uuid> = query
        .order_by_asc(Column::PatientId)
        .limit(limit)
        .into_tuple()
        .all(conn)
        .await?;
    Ok(ids.into_iter().map(PatientId).collect())
}

/// The summaries of these patients, in order of identity; those never evaluated are left out.
pub async fn load<C: ConnectionTrait>(
    conn: &C,
    patients: &[PatientId],
) -> Result<Vec<Summary>, StoreError> {
    let mut summaries = Vec::with_capacity(patients.len());
    for patients in patients.chunks(CHUNK) {
        let rows = Entity::find()
            .filter(Column::PatientId.is_in(patients.iter().map(|patient| patient.0)))
            .filter(Column::EvaluatedAt.is_not_null())
            .order_by_asc(Column::PatientId)
            .all(conn)
            .await?;
        summaries.extend(rows.iter().filter_map(summary));
    }
    summaries.sort_unstable_by_key(|summary| summary.patient);
    Ok(summaries)
}

fn summary(row: &entity::patient_summary::Model) -> Option<Summary> {
    Some(Summary {
        patient: PatientId(row.patient_id),
        evaluated_at: row.evaluated_at?,
        next_evaluation_at: row.next_evaluation_at,
        counters: Counters {
            admissions: row.admissions,
            nights_365: row.nights_365,
            contacts_365: row.contacts_365,
            providers_365: row.providers_365,
            sum_squares: row.sum_squares,
            max_with_one: row.max_with_one,
            same_pairs: row.same_pairs,
            named_hits: row.named_hits,
            named_contacts: row.named_contacts,
        },
        policy: row.policy_version_id.map(PolicyVersionId),
        policy_unit: row.policy_unit_id.map(UnitId),
        held_by: row.held_by_unit_id.map(UnitId),
        revision: row.revision,
    })
}
