//! A handover that is being written: its author's, and no part of the record yet.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "handover_draft")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub patient_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub account_id: Uuid,
    pub from_professional_id: Option<Uuid>,
    pub from_unit_id: Option<Uuid>,
    pub to_professional_id: Option<Uuid>,
    pub to_unit_id: Option<Uuid>,
    pub kind: Option<String>,
    pub grade: Option<String>,
    pub severity: Option<String>,
    pub severity_reason: String,
    pub summary: String,
    pub actions: String,
    pub contingency: String,
    pub know_me: String,
    pub builds_trust: String,
    pub breaks_trust: String,
    pub promises: String,
    pub trusts: String,
    pub goodbye: String,
    pub return_on: Option<Date>,
    pub joint_contact_id: Option<Uuid>,
    pub is_revision: bool,
    pub started_at: DateTimeUtc,
    pub saved_at: DateTimeUtc,
    pub discarded_at: Option<DateTimeUtc>,
    pub version: i32,
}

/// None: see the crate.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
