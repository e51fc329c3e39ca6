//! A report over one period, as it was when it was made.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "report_snapshot")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub saved_report_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub period: String,
    pub recorded_at: DateTimeUtc,
    pub policy_version_id: Option<Uuid>,
    #[sea_orm(column_type = "JsonBinary")]
    pub content: Json,
}

/// None: see the crate.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
