//! A relationship that ends by a departure's plan, and who takes over.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "departure_passing")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub patient_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub plan_id: Uuid,
    pub relationship_id: Uuid,
    pub relationship_version: i32,
    pub planned_end_before: Option<Date>,
    pub successor_before_id: Option<Uuid>,
    pub leaver_id: Uuid,
    pub successor_id: Option<Uuid>,
    pub unit_id: Option<Uuid>,
    pub draft_id: Option<Uuid>,
    pub draft: String,
    pub state: String,
}

/// None: see the crate.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
