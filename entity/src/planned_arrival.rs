//! That a patient is to come to a unit.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "planned_arrival")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub patient_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub unit_id: Uuid,
    pub expected_at: DateTimeUtc,
    pub state: String,
    pub recorded_by: String,
    pub recorded_at: DateTimeUtc,
    pub settled_by: Option<String>,
    pub settled_at: Option<DateTimeUtc>,
    pub version: i32,
}

/// None: see the crate.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
