//! What people did with a flag, and what made it open again.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "flag_event")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub patient_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub flag_id: Uuid,
    pub code: String,
    pub kind: String,
    pub actor: String,
    pub reason: Option<String>,
    #[sea_orm(column_type = "JsonBinary")]
    pub detail: Json,
    pub recorded_at: DateTimeUtc,
}

/// None: see the crate.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
