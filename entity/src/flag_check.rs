//! One night's check of stored flags against the records.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "flag_check")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub due_on: Date,
    pub started_at: DateTimeUtc,
    pub seen_at: DateTimeUtc,
    pub finished_at: Option<DateTimeUtc>,
    pub patients: i64,
    pub differences: i64,
    #[sea_orm(column_type = "JsonBinary")]
    pub detail: Json,
}

/// None: see the crate.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
