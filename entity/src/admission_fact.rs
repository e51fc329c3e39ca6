//! What reports read of an admission.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "admission_fact")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub patient_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub first_stay_id: Uuid,
    pub unit_id: Uuid,
    pub from_on: Date,
    pub to_on: Option<Date>,
    pub known: Option<i32>,
    pub met_72h: Option<i32>,
    pub met_7d: Option<i32>,
    pub met_30d: Option<i32>,
    pub across: Option<i32>,
    pub returned: Option<i32>,
    pub responsible: i32,
    pub measure_days: i32,
    pub waited_days: Option<i32>,
    pub is_met: bool,
}

/// None: see the crate.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
