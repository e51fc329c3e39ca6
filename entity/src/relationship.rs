//! A tie between a patient and a professional, or another person.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "relationship")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub patient_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub source_system: String,
    pub source_value: String,
    pub kind: String,
    pub professional_id: Option<Uuid>,
    pub person_name: Option<String>,
    pub unit_id: Option<Uuid>,
    pub from_at: DateTimeUtc,
    pub to_at: Option<DateTimeUtc>,
    pub planned_end_on: Option<Date>,
    pub end_reason: Option<String>,
    pub told_in_time: Option<bool>,
    pub goodbye: Option<bool>,
    pub joint_meeting: Option<bool>,
    pub successor_known: Option<bool>,
    pub successor_id: Option<Uuid>,
    pub agreed_interval_days: Option<i32>,
    pub important_to_patient: bool,
    pub mode: Option<String>,
    pub is_temporary_cover: bool,
    pub deputy_id: Option<Uuid>,
    pub recorded_at: DateTimeUtc,
    pub version: i32,
    pub import_file_id: Option<Uuid>,
    pub import_row: Option<i64>,
}

/// None: see the crate.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
