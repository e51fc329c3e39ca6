//! The patients an account reaches, as a condition of queries: never a filter after them.

use sea_orm::sea_query::{SelectStatement, UnionType};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait,
};

use super::error::StoreError;
use crate::domain::access::Reach;
use crate::domain::ids::PatientId;
use crate::domain::time::Instant;

use entity::{patient, relationship, treatment_period};

/// The condition that a row of `patient` is within reach at an instant. `only` narrows it to one
/// patient, which keeps the lookup to that patient's rows.
pub(super) fn within(reach: &Reach, at: Instant, only: Option<PatientId>) -> Condition {
    let mut condition = Condition::any();
    if let Some(ties) = ties(reach, at, only) {
        condition = condition.add(patient::Column::Id.in_subquery(ties));
    }
    if let Some(stays) = stays(reach, at, only) {
        condition = condition.add(patient::Column::Id.in_subquery(stays));
    }
    if condition.is_empty() {
        // Nobody: an empty "any" would be everybody.
        condition = condition.add(patient::Column::Id.is_null());
    }
    condition
}

/// Whether a patient is within reach at an instant; an unknown patient is not.
pub async fn is_reached<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
    reach: &Reach,
    at: Instant,
) -> Result<bool, StoreError> {
    let found = patient::Entity::find()
        .select_only()
        .column(patient::Column::Id)
        .filter(patient::Column::Id.eq(patient.0))
        .filter(within(reach, at, Some(patient)))
        .into_tuple::<uuid::Uuid>()
        .one(conn)
        .await?;
    Ok(found.is_some())
}

/// The way by which patients are within reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Way {
    /// By either.
    #[default]
    Either,
    /// By an active relationship.
    Relationship,
    /// By an open treatment period.
    TreatmentPeriod,
}

/// A query of the ids of patients within reach at an instant by one way or either, each once, as
/// `patient_id`; `None` when that is nobody.
pub(super) fn ids(reach: &Reach, way: Way, at: Instant) -> Option<SelectStatement> {
    let ties = (way != Way::TreatmentPeriod)
        .then(|| ties(reach, at, None))
        .flatten();
    let stays = (way != Way::Relationship)
        .then(|| stays(reach, at, None))
        .flatten();
    match (ties, stays) {
        (Some(mut ties), Some(stays)) => Some(ties.union(UnionType::Distinct, stays).take()),
        (Some(mut one), None) | (None, Some(mut one)) => Some(one.distinct().take()),
        (None, None) => None,
    }
}

/// Patients with an active relationship to the professional.
fn ties(reach: &Reach, at: Instant, only: Option<PatientId>) -> Option<SelectStatement> {
    use relationship::Column;
    let query = relationship::Entity::find()
        .select_only()
        .column(Column::PatientId)
        .filter(Column::ProfessionalId.eq(reach.professional?.0))
        .filter(Column::FromAt.lte(at))
        .filter(
            Condition::any()
                .add(Column::ToAt.is_null())
                .add(Column::ToAt.gt(at)),
        )
        .apply_if(only, |query, patient| {
            query.filter(Column::PatientId.eq(patient.0))
        });
    Some(query.into_query())
}

/// Patients with an open treatment period at one of the units.
fn stays(reach: &Reach, at: Instant, only: Option<PatientId>) -> Option<SelectStatement> {
    use treatment_period::Column;
    if reach.units.is_empty() {
        return None;
    }
    let query = treatment_period::Entity::find()
        .select_only()
        .column(Column::PatientId)
        .filter(Column::UnitId.is_in(reach.units.iter().map(|unit| unit.0)))
        .filter(Column::FromAt.lte(at))
        .filter(
            Condition::any()
                .add(Column::ToAt.is_null())
                .add(Column::ToAt.gt(at)),
        )
        .apply_if(only, |query, patient| {
            query.filter(Column::PatientId.eq(patient.0))
        });
    Some(query.into_query())
}
