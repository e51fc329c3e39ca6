//! A patient.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "patient")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub source_system: String,
    pub source_value: String,
    pub source_key: String,
    pub family_name: Option<String>,
    pub given_name: Option<String>,
    pub name_folded: String,
    pub birth_date: Option<Date>,
    pub sex: Option<String>,
    pub language: Option<String>,
    pub in_service_from_on: Option<Date>,
    pub in_service_to_on: Option<Date>,
    pub deceased_at: Option<DateTimeUtc>,
    pub recorded_at: DateTimeUtc,
    pub version: i32,
    pub import_file_id: Option<Uuid>,
    pub import_row: Option<i64>,
}

/// None: see the crate.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
