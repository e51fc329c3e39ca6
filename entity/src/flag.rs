//! What the service has not done for a patient's relationships.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "flag")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub patient_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub code: String,
    pub subject_kind: String,
    pub subject_id: Uuid,
    pub severity: String,
    #[sea_orm(column_type = "JsonBinary")]
    pub evidence: Json,
    pub owner_role: String,
    pub raised_at: DateTimeUtc,
    pub recorded_at: DateTimeUtc,
    pub policy_version_id: Option<Uuid>,
    pub state: String,
    pub cleared_at: Option<DateTimeUtc>,
    pub is_recorded_late: bool,
    pub owner_professional_id: Option<Uuid>,
    pub owner_unit_id: Option<Uuid>,
    pub is_private: bool,
    pub snoozed_until: Option<DateTimeUtc>,
    pub settled_by: Option<String>,
    pub settled_at: Option<DateTimeUtc>,
    pub reason: Option<String>,
    pub done_elsewhere_by: Option<String>,
    pub done_elsewhere_on: Option<Date>,
    pub version: i32,
}

/// None: see the crate.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
