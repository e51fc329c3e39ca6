//! Marks the patients whose flags and summaries no longer tell what is stored, because something
//! they refer to changed. See [`crate::store::summaries::mark_stale`] for records of their own.

use entity::{
    contact, handover, measure, patient_summary, relationship, shift_assignment, treatment_period,
};
use sea_orm::sea_query::{Expr, ExprTrait as _, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait,
};
use uuid::Uuid;

use super::BINDS;
use crate::store::StoreError;

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
            measure::Entity::find()
                .select_only()
                .column(measure::Column::PatientId)
                .filter(measure::Column::UnitId.is_in(units()))
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
        .col_expr(Column::Revision, Expr::col(Column::Revision).add(1))
        .filter(Column::PatientId.in_subquery(patients))
        .exec(db)
        .await?;
    Ok(())
}
