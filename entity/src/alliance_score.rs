//! How the patient rated working with one professional, once.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "alliance_score")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub patient_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub source_system: String,
    pub source_value: String,
    pub professional_id: Uuid,
    pub instrument: String,
    pub score_thousandths: i64,
    pub at: DateTimeUtc,
    pub min_thousandths: Option<i64>,
    pub max_thousandths: Option<i64>,
    pub cut_thousandths: Option<i64>,
    pub recorded_at: DateTimeUtc,
    pub version: i32,
    pub import_file_id: Option<Uuid>,
    pub import_row: Option<i64>,
}

/// None: see the crate.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
