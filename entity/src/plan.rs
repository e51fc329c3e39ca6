//! A plan or agreement, one edition of it.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "plan")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub patient_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub source_system: String,
    pub source_value: String,
    pub kind: String,
    pub agreed_on: Date,
    pub edition: i32,
    pub reviewed_on: Option<Date>,
    pub review_by_on: Option<Date>,
    pub valid_to_on: Option<Date>,
    pub text_patient: Option<String>,
    pub text_staff: Option<String>,
    pub max_nights: Option<i32>,
    pub quarantine_days: Option<i32>,
    pub unit_id: Option<Uuid>,
    pub recorded_at: DateTimeUtc,
    pub version: i32,
    pub import_file_id: Option<Uuid>,
    pub import_row: Option<i64>,
}

/// None: see the crate.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
