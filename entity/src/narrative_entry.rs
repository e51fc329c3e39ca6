//! The patient's own words.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "narrative_entry")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub patient_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub source_system: String,
    pub source_value: String,
    pub kind: String,
    pub authorship: String,
    pub written_at: DateTimeUtc,
    pub level: i32,
    pub text: String,
    pub author_id: Option<Uuid>,
    pub from_on: Option<Date>,
    pub to_on: Option<Date>,
    pub precision: Option<String>,
    pub edition: i32,
    pub withdrawn_at: Option<DateTimeUtc>,
    pub recorded_at: DateTimeUtc,
    pub version: i32,
    pub import_file_id: Option<Uuid>,
    pub import_row: Option<i64>,
}

/// None: see the crate.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
