//! Which tables are worth reading.

use sea_orm::{ConnectionTrait, Statement};

use crate::store::error::StoreError;
use crate::store::sql::{Scope, sure};

/// Tables in which many patients have nothing.
const TABLES: [&str; 14] = [
    "treatment_period_leave",
    "handover",
    "shift_assignment",
    "decision",
    "relational_review",
    "legal_period",
    "measure",
    "measure_visit",
    "plan",
    "request",
    "alliance_score",
    "rupture",
    "narrative_entry",
    "narrative_read",
];

/// Those of them that hold something of the patients in scope.
#[derive(Debug)]
pub(super) struct Kept(Vec<&'static str>);

impl Kept {
    /// For one patient that is asked first, in one go: every read is a way to the database and back.
    /// Many patients together have something in all of them.
    pub(super) async fn ask<C: ConnectionTrait>(
        conn: &C,
        scope: Scope<'_>,
    ) -> Result<Self, StoreError> {
        let Scope::Ids([patient]) = scope else {
            return Ok(Self(TABLES.to_vec()));
        };
        let asked = TABLES
            .map(|table| format!("EXISTS (SELECT 1 FROM {table} WHERE patient_id = $1)"))
            .join(", ");
        let statement = Statement::from_sql_and_values(
            conn.get_database_backend(),
            format!("SELECT {asked}"),
            [patient.0.into()],
        );
        let row = conn.query_one_raw(statement).await?;
        let row = row.ok_or(StoreError::Unreadable("what a patient has"))?;
        let mut kept = Vec::new();
        for (at, table) in TABLES.into_iter().enumerate() {
            if sure::<bool>(&row, at)? {
                kept.push(table);
            }
        }
        Ok(Self(kept))
    }

    /// Whether a table is worth reading.
    pub(super) fn has(&self, table: &str) -> bool {
        self.0.contains(&table)
    }
}
