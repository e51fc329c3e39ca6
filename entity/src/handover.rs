//! Passing a patient from one professional or unit to another.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "handover")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub patient_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub source_system: String,
    pub source_value: String,
    pub kind: String,
    pub offered_at: DateTimeUtc,
    pub from_professional_id: Option<Uuid>,
    pub to_professional_id: Option<Uuid>,
    pub from_unit_id: Option<Uuid>,
    pub to_unit_id: Option<Uuid>,
    pub grade: Option<String>,
    pub severity: Option<String>,
    pub severity_reason: Option<String>,
    pub summary: Option<String>,
    pub actions: Option<String>,
    pub contingency: Option<String>,
    pub synthesis: Option<String>,
    pub know_me: Option<String>,
    pub builds_trust: Option<String>,
    pub breaks_trust: Option<String>,
    pub promises: Option<String>,
    pub trusts: Option<String>,
    pub goodbye: Option<String>,
    pub accepted_at: Option<DateTimeUtc>,
    pub accepted_by_id: Option<Uuid>,
    pub state: Option<String>,
    pub recorded_at: DateTimeUtc,
    pub version: i32,
    pub import_file_id: Option<Uuid>,
    pub import_row: Option<i64>,
    pub due_at: Option<DateTimeUtc>,
    pub escalated_at: Option<DateTimeUtc>,
    pub return_on: Option<Date>,
    pub joint_contact_id: Option<Uuid>,
}

/// None: see the crate.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
