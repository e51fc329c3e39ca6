//! What the patient asked the service for.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "request")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub patient_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub source_system: String,
    pub source_value: String,
    pub subject: String,
    pub text: String,
    pub asked_at: DateTimeUtc,
    pub received_by_id: Option<Uuid>,
    pub decider_id: Option<Uuid>,
    pub due_on: Option<Date>,
    pub answered_at: Option<DateTimeUtc>,
    pub answer: Option<String>,
    pub reason: Option<String>,
    pub recorded_at: DateTimeUtc,
    pub version: i32,
    pub import_file_id: Option<Uuid>,
    pub import_row: Option<i64>,
}

/// None: see the crate.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
