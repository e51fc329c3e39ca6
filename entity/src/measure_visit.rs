//! A member of staff with the patient during a measure.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "measure_visit")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub patient_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub source_system: String,
    pub source_value: String,
    pub measure_id: Uuid,
    pub professional_id: Uuid,
    pub at: DateTimeUtc,
    pub recorded_at: DateTimeUtc,
    pub version: i32,
    pub import_file_id: Option<Uuid>,
    pub import_row: Option<i64>,
}

/// None: see the crate.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
