//! Someone who may sign in.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "account")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub username: String,
    pub professional_id: Option<Uuid>,
    pub password_hash: String,
    pub is_disabled: bool,
    pub recorded_at: DateTimeUtc,
    pub email: Option<String>,
    pub language: Option<String>,
    pub is_digest_mailed: bool,
    pub told_at: Option<DateTimeUtc>,
    pub ends_at: Option<DateTimeUtc>,
    pub news_mail: String,
}

/// None: see the crate.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
