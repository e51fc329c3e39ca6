//! That a record is a professional's own, or of their family.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "own_record")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub patient_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub professional_id: Uuid,
    pub from_at: DateTimeUtc,
    pub to_at: Option<DateTimeUtc>,
    pub recorded_by: String,
    pub recorded_at: DateTimeUtc,
    pub ended_by: Option<String>,
    pub version: i32,
}

/// None: see the crate.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
