//! The patients an account reaches, as a condition of queries: never a filter after them.

use sea_orm::sea_query::{Expr, ExprTrait, SelectStatement, UnionType};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter,
    QuerySelect, QueryTrait,
};

use super::error::StoreError;
use super::patients::Details;
use crate::domain::access::Reach;
use crate::domain::ids::PatientId;
use crate::domain::time::Instant;
use crate::domain::trajectory::Patient;

use entity::{patient, patient_summary, relationship, treatment_period};

/// Whether a patient is within reach at an instant: three looks at that patient's own rows.
fn is_within(reach: &Reach, at: Instant, patient: PatientId) -> Expr {
    let ways = [
        ties(reach, at, Some(patient)),
        stays(reach, at, Some(patient)),
        held(reach, Some(patient)),
    ];
    let ways = ways.into_iter().flatten().map(Expr::exists);
    ways.reduce(ExprTrait::or).unwrap_or(Expr::value(false))
}

/// A patient who was asked for.
#[derive(Debug, Clone)]
pub struct Sought {
    /// By name.
    pub details: Details,
    /// As their records begin.
    pub patient: Patient,
    /// Whether they are within reach.
    pub is_reached: bool,
}

/// A patient, and whether they are within reach at an instant (`None` is everyone); `None` for an
/// unknown one. One read.
pub async fn seek<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
    reach: Option<&Reach>,
    at: Instant,
) -> Result<Option<Sought>, StoreError> {
    let is_reached = match reach {
        Some(reach) => is_within(reach, at, patient),
        None => Expr::value(true),
    };
    let query = patient::Entity::find_by_id(patient.0)
        .expr_as(is_reached, IS_REACHED)
        .into_query();
    let Some(row) = conn.query_one(&query).await? else {
        return Ok(None);
    };
    let is_reached = row.try_get("", IS_REACHED)?;
    let row = patient::Model::from_query_result(&row, "")?;
    Ok(Some(Sought {
        patient: Patient {
            id: patient,
            in_service_from: row.in_service_from_on,
            in_service_to: row.in_service_to_on,
            deceased_at: row.deceased_at,
        },
        details: Details::from_row(row)?,
        is_reached,
    }))
}

const IS_REACHED: &str = "is_reached";

/// The way by which patients are within reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Way {
    /// By any: by one of these two, or because nobody holds them and their last unit does.
    #[default]
    Either,
    /// By an active relationship.
    Relationship,
    /// By an open treatment period.
    TreatmentPeriod,
}

/// A query of the ids of patients within reach at an instant by one way or any, each once, as
/// `patient_id`; `None` when that is nobody.
pub(super) fn ids(reach: &Reach, way: Way, at: Instant) -> Option<SelectStatement> {
    let ties = (way != Way::TreatmentPeriod)
        .then(|| ties(reach, at, None))
        .flatten();
    let stays = (way != Way::Relationship)
        .then(|| stays(reach, at, None))
        .flatten();
    let held = (way == Way::Either).then(|| held(reach, None)).flatten();
    let ways = [ties, stays, held].into_iter().flatten();
    ways.reduce(|mut all, one| all.union(UnionType::Distinct, one).take())
        .map(|mut all| all.distinct().take())
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

/// Patients whom nobody holds, and who stay with one of the units: that of their last treatment period.
fn held(reach: &Reach, only: Option<PatientId>) -> Option<SelectStatement> {
    use patient_summary::Column;
    if reach.units.is_empty() {
        return None;
    }
    let query = patient_summary::Entity::find()
        .select_only()
        .column(Column::PatientId)
        .filter(Column::HeldByUnitId.is_in(reach.units.iter().map(|unit| unit.0)))
        .apply_if(only, |query, patient| {
            query.filter(Column::PatientId.eq(patient.0))
        });
    Some(query.into_query())
}
