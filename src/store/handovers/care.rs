//! Who has a patient now.

use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use crate::domain::handover::Receiver;
use crate::domain::ids::PatientId;
use crate::domain::time::Instant;
use crate::store::error::StoreError;

use entity::{relationship, treatment_period};

/// Whether every part of a receiver has the patient at an instant: the unit an open treatment period, the
/// person an active relationship. Nobody at all does not.
pub async fn is_in_care<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
    to: Receiver,
    at: Instant,
) -> Result<bool, StoreError> {
    if to.unit.is_none() && to.professional.is_none() {
        return Ok(false);
    }
    if let Some(unit) = to.unit {
        use treatment_period::{Column, Entity};
        let open: Option<Uuid> = Entity::find()
            .select_only()
            .column(Column::Id)
            .filter(Column::PatientId.eq(patient.0))
            .filter(Column::UnitId.eq(unit.0))
            .filter(Column::FromAt.lte(at))
            .filter(lasts(Column::ToAt, at))
            .into_tuple()
            .one(conn)
            .await?;
        if open.is_none() {
            return Ok(false);
        }
    }
    if let Some(person) = to.professional {
        use relationship::{Column, Entity};
        let active: Option<Uuid> = Entity::find()
            .select_only()
            .column(Column::Id)
            .filter(Column::PatientId.eq(patient.0))
            .filter(Column::ProfessionalId.eq(person.0))
            .filter(Column::FromAt.lte(at))
            .filter(lasts(Column::ToAt, at))
            .into_tuple()
            .one(conn)
            .await?;
        return Ok(active.is_some());
    }
    Ok(true)
}

fn lasts(to: impl ColumnTrait, at: Instant) -> Condition {
    Condition::any().add(to.is_null()).add(to.gt(at))
}
