//! A patient's counters of one calendar quarter or year.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "period_fact")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub patient_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub months: i32,
    #[sea_orm(primary_key, auto_increment = false)]
    pub starts_on: Date,
    pub unit_id: Option<Uuid>,
    pub service_days: i32,
    pub covered_days: i32,
    pub contacts: i32,
    pub providers: i32,
    pub sum_squares: i64,
    pub same_pairs: i32,
    pub named_hits: i32,
    pub named_contacts: i32,
    pub team_changes: i32,
    pub setting_moves: i32,
    pub endings: i32,
}

/// None: see the crate.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
