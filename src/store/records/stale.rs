//! Marks the patients whose flags and summaries no longer tell what is stored. The mark is stored
//! with the change itself, so that a process that dies before evaluating them leaves a debt that
//! the next run pays.

use entity::{
    contact, handover, patient_summary, relationship, shift_assignment, treatment_period,
};
use sea_orm::sea_query::{Expr, OnConflict, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QuerySelect, QueryTrait,
};
use uuid::Uuid;

use super::BINDS;
use crate::store::StoreError;

/// Columns of a summary.
const WIDTH: usize = 14;

/// Marks patients; those without a summary get an empty one.
pub async fn mark_stale<C: ConnectionTrait>(db: &C, patients: &[Uuid]) -> Result<(), StoreError> {
    use patient_summary::{Column, Entity, Model};
    for ids in patients.chunks(BINDS / WIDTH) {
        let rows = ids.iter().map(|id| {
            Model {
                patient_id: *id,
                evaluated_at: None,
                next_evaluation_at: None,
                is_stale: true,
                admissions: 0,
                nights_365: 0,
                contacts_365: 0,
                providers_365: 0,
                sum_squares: 0,
                max_with_one: 0,
                same_pairs: 0,
                named_hits: 0,
                named_contacts: 0,
                policy_version_id: None,
            }
            .into_active_model()
        });
        Entity::insert_many(rows)
            .on_conflict(
                OnConflict::column(Column::PatientId)
                    .update_column(Column::IsStale)
                    .to_owned(),
            )
            .exec_without_returning(db)
            .await?;
    }
    Ok(())
}

/// Marks every patient with a relationship to one of these professionals.
pub async fn mark_stale_by_professionals<C: ConnectionTrait>(
    db: &C,
    professionals: &[Uuid],
) -> Result<(), StoreError> {
    for ids in professionals.chunks(BINDS) {
        let theirs = relationship::Entity::find()
            .select_only()
            .column(relationship::Column::PatientId)
            .filter(relationship::Column::ProfessionalId.is_in(ids.iter().copied()))
            .into_query();
        mark_those_in(db, theirs).await?;
    }
    Ok(())
}

/// Marks every patient with a record at one of these units.
pub async fn mark_stale_by_units<C: ConnectionTrait>(
    db: &C,
    units: &[Uuid],
) -> Result<(), StoreError> {
    for ids in units.chunks(BINDS / 2) {
        let units = || ids.iter().copied();
        let selects = [
            treatment_period::Entity::find()
                .select_only()
                .column(treatment_period::Column::PatientId)
                .filter(treatment_period::Column::UnitId.is_in(units()))
                .into_query(),
            contact::Entity::find()
                .select_only()
                .column(contact::Column::PatientId)
                .filter(contact::Column::UnitId.is_in(units()))
                .into_query(),
            relationship::Entity::find()
                .select_only()
                .column(relationship::Column::PatientId)
                .filter(relationship::Column::UnitId.is_in(units()))
                .into_query(),
            shift_assignment::Entity::find()
                .select_only()
                .column(shift_assignment::Column::PatientId)
                .filter(shift_assignment::Column::UnitId.is_in(units()))
                .into_query(),
            handover::Entity::find()
                .select_only()
                .column(handover::Column::PatientId)
                .filter(
                    Condition::any()
                        .add(handover::Column::FromUnitId.is_in(units()))
                        .add(handover::Column::ToUnitId.is_in(units())),
                )
                .into_query(),
        ];
        for select in selects {
            mark_those_in(db, select).await?;
        }
    }
    Ok(())
}

async fn mark_those_in<C: ConnectionTrait>(
    db: &C,
    patients: SelectStatement,
) -> Result<(), StoreError> {
    use patient_summary::{Column, Entity};
    Entity::update_many()
        .col_expr(Column::IsStale, Expr::value(true))
        .filter(Column::IsStale.eq(false))
        .filter(Column::PatientId.in_subquery(patients))
        .exec(db)
        .await?;
    Ok(())
}
