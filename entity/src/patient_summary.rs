//! A patient's counters for cohort answers, and when to look again.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "patient_summary")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub patient_id: Uuid,
    pub evaluated_at: Option<DateTimeUtc>,
    pub next_evaluation_at: Option<DateTimeUtc>,
    pub is_stale: bool,
    pub revision: i64,
    pub admissions: i64,
    pub nights_365: i64,
    pub contacts_365: i64,
    pub providers_365: i64,
    pub sum_squares: i64,
    pub max_with_one: i64,
    pub same_pairs: i64,
    pub named_hits: i64,
    pub named_contacts: i64,
    pub policy_version_id: Option<Uuid>,
    pub claimed_by: Option<Uuid>,
    pub claimed_until: Option<DateTimeUtc>,
    pub policy_unit_id: Option<Uuid>,
    pub held_by_unit_id: Option<Uuid>,
}

/// None: see the crate.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
