//! What a crisis plan was worth in a crisis.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "plan_use")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub patient_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub plan_id: Uuid,
    pub edition: i32,
    pub used_at: DateTimeUtc,
    pub origin: String,
    pub followed: Option<String>,
    pub helped: Option<String>,
    pub helped_not: Option<String>,
    pub professional_id: Option<Uuid>,
    pub recorded_by: String,
    pub recorded_at: DateTimeUtc,
}

/// None: see the crate.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
