//! A restrictive measure.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "measure")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub patient_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub source_system: String,
    pub source_value: String,
    pub kind: String,
    pub from_at: DateTimeUtc,
    pub to_at: Option<DateTimeUtc>,
    pub unit_id: Option<Uuid>,
    pub legal_basis: Option<String>,
    pub decided_by_id: Option<Uuid>,
    pub known_person_present: Option<bool>,
    pub debrief_offered_at: Option<DateTimeUtc>,
    pub debrief_outcome: Option<String>,
    pub recorded_at: DateTimeUtc,
    pub version: i32,
    pub import_file_id: Option<Uuid>,
    pub import_row: Option<i64>,
}

/// None: see the crate.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
