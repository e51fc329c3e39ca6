//! What reports read of a relationship.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "relationship_fact")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub patient_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub relationship_id: Uuid,
    pub unit_id: Option<Uuid>,
    pub kind: String,
    pub from_on: Date,
    pub to_on: Option<Date>,
    pub is_planned: bool,
    pub handed: Option<i32>,
}

/// None: see the crate.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
