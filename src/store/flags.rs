//! What the evaluation found, kept with its history.
//!
//! A flag lives from when it was raised until an evaluation no longer finds it; `cleared_at` is set
//! then. What people did with it meanwhile (acknowledged, snoozed, resolved, not applicable) is its
//! state, which an evaluation never touches while the flag lives.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder,
    QuerySelect, Set,
};
use serde_json::Value;
use uuid::Uuid;

use super::error::StoreError;
use super::sql::CHUNK;
use crate::domain::ids::{FlagId, PatientId, PolicyVersionId};
use crate::domain::time::Instant;
use crate::domain::vocabulary::{OwnerRole, Severity};
use crate::runtime::IdGen;

use entity::flag::{ActiveModel, Column, Entity};

/// A finding to be stored.
#[derive(Debug, Clone, PartialEq)]
pub struct NewFlag {
    /// The rule's code.
    pub code: &'static str,
    /// What it is about: a kind the schema lists (`patient`, `treatment_period`, `relationship`
    /// ...).
    pub subject_kind: &'static str,
    /// Which one.
    pub subject_id: Uuid,
    /// How soon someone should look.
    pub severity: Severity,
    /// What the finding rests on.
    pub evidence: Value,
    /// Who owns the task.
    pub owner_role: OwnerRole,
    /// When its condition began to hold.
    pub raised_at: Instant,
    /// Whether it was found late only because records came late.
    pub is_recorded_late: bool,
}

/// What one evaluation says of one patient.
#[derive(Debug, Clone, PartialEq)]
pub struct Findings {
    /// The patient.
    pub patient: PatientId,
    /// Everything found now, one per rule and subject.
    pub flags: Vec<NewFlag>,
}

/// What storing findings changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Changes {
    /// Flags that were not living before.
    pub raised: u64,
    /// Living flags whose severity, evidence or owner changed.
    pub updated: u64,
    /// Flags whose condition no longer holds.
    pub cleared: u64,
}

impl Changes {
    /// These and others.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self {
            raised: self.raised + other.raised,
            updated: self.updated + other.updated,
            cleared: self.cleared + other.cleared,
        }
    }
}

/// A stored flag that lives.
#[derive(Debug, Clone, PartialEq)]
pub struct LivingFlag {
    /// Whose.
    pub patient: PatientId,
    /// Identity.
    pub id: FlagId,
    /// The rule's code.
    pub code: String,
    /// What it is about.
    pub subject_kind: String,
    /// Which one.
    pub subject_id: Uuid,
    /// How soon someone should look.
    pub severity: Severity,
    /// What the finding rests on.
    pub evidence: Value,
    /// Who owns the task.
    pub owner_role: OwnerRole,
    /// When its condition began to hold.
    pub raised_at: Instant,
    /// What people did with it: `open`, `acknowledged`, `snoozed`, `resolved` or `not_applicable`.
    pub state: String,
}

#[derive(FromQueryResult)]
struct Row {
    patient_id: Uuid,
    id: Uuid,
    code: String,
    subject_kind: String,
    subject_id: Uuid,
    severity: String,
    evidence: Value,
    owner_role: String,
    raised_at: DateTime<Utc>,
    recorded_at: DateTime<Utc>,
    is_recorded_late: bool,
    policy_version_id: Option<Uuid>,
    state: String,
}

impl TryFrom<Row> for LivingFlag {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            patient: PatientId(row.patient_id),
            id: FlagId(row.id),
            code: row.code,
            subject_kind: row.subject_kind,
            subject_id: row.subject_id,
            severity: row
                .severity
                .parse()
                .map_err(|_| StoreError::Unreadable("flag.severity"))?,
            evidence: row.evidence,
            owner_role: row
                .owner_role
                .parse()
                .map_err(|_| StoreError::Unreadable("flag.owner_role"))?,
            raised_at: row.raised_at,
            state: row.state,
        })
    }
}

/// The living flags of these patients, ordered by patient, code and subject.
pub async fn living<C: ConnectionTrait>(
    conn: &C,
    patients: &[PatientId],
) -> Result<Vec<LivingFlag>, StoreError> {
    let mut flags = Vec::new();
    for patients in patients.chunks(CHUNK) {
        for row in living_rows(conn, patients).await? {
            flags.push(LivingFlag::try_from(row)?);
        }
    }
    Ok(flags)
}

async fn living_rows<C: ConnectionTrait>(
    conn: &C,
    patients: &[PatientId],
) -> Result<Vec<Row>, StoreError> {
    Ok(Entity::find()
        .filter(Column::PatientId.is_in(patients.iter().map(|patient| patient.0)))
        .filter(Column::ClearedAt.is_null())
        .order_by_asc(Column::PatientId)
        .order_by_asc(Column::Code)
        .order_by_asc(Column::SubjectId)
        .into_model::<Row>()
        .all(conn)
        .await?)
}

/// Stores what an evaluation at `now` found for many patients: raises what is new, updates what
/// changed, clears what is gone, and leaves the rest alone. A constant number of statements for
/// every few hundred patients; call it within a transaction.
pub async fn store<C: ConnectionTrait>(
    conn: &C,
    findings: &[Findings],
    policy: Option<PolicyVersionId>,
    now: Instant,
    ids: &dyn IdGen,
) -> Result<Changes, StoreError> {
    let mut changes = Changes::default();
    for findings in findings.chunks(CHUNK) {
        let patients: Vec<_> = findings.iter().map(|found| found.patient).collect();
        let mut living: HashMap<_, _> = living_rows(conn, &patients)
            .await?
            .into_iter()
            .map(|row| ((row.patient_id, row.code.clone(), row.subject_id), row))
            .collect();
        let mut rows = Vec::new();
        for found in findings {
            for flag in &found.flags {
                let key = (found.patient.0, flag.code.to_owned(), flag.subject_id);
                match living.remove(&key) {
                    Some(row) if row.says(flag) => {}
                    Some(row) => {
                        changes.updated += 1;
                        rows.push(row.renewed(flag));
                    }
                    None => {
                        changes.raised += 1;
                        rows.push(raised(found.patient, flag, policy, now, ids.next()));
                    }
                }
            }
        }
        let gone: Vec<_> = living
            .into_values()
            .map(|row| (row.patient_id, row.id))
            .collect();
        changes.cleared += clear(conn, gone, now).await?;
        write(conn, rows).await?;
    }
    Ok(changes)
}

impl Row {
    fn says(&self, flag: &NewFlag) -> bool {
        self.severity == flag.severity.code()
            && self.owner_role == flag.owner_role.code()
            && self.subject_kind == flag.subject_kind
            && self.evidence == flag.evidence
    }

    /// The row with what is found now; when and by which thresholds it was raised, and what people
    /// did with it, stay.
    fn renewed(self, flag: &NewFlag) -> ActiveModel {
        ActiveModel {
            patient_id: Set(self.patient_id),
            id: Set(self.id),
            code: Set(self.code),
            subject_kind: Set(flag.subject_kind.to_owned()),
            subject_id: Set(self.subject_id),
            severity: Set(flag.severity.code().to_owned()),
            evidence: Set(flag.evidence.clone()),
            owner_role: Set(flag.owner_role.code().to_owned()),
            raised_at: Set(self.raised_at),
            recorded_at: Set(self.recorded_at),
            policy_version_id: Set(self.policy_version_id),
            state: Set(self.state),
            cleared_at: Set(None),
            is_recorded_late: Set(self.is_recorded_late),
            is_private: Set(false),
            version: Set(1),
            ..ActiveModel::default()
        }
    }
}

fn raised(
    patient: PatientId,
    flag: &NewFlag,
    policy: Option<PolicyVersionId>,
    now: Instant,
    id: Uuid,
) -> ActiveModel {
    ActiveModel {
        patient_id: Set(patient.0),
        id: Set(id),
        code: Set(flag.code.to_owned()),
        subject_kind: Set(flag.subject_kind.to_owned()),
        subject_id: Set(flag.subject_id),
        severity: Set(flag.severity.code().to_owned()),
        evidence: Set(flag.evidence.clone()),
        owner_role: Set(flag.owner_role.code().to_owned()),
        raised_at: Set(flag.raised_at),
        recorded_at: Set(now),
        policy_version_id: Set(policy.map(|policy| policy.0)),
        state: Set("open".to_owned()),
        cleared_at: Set(None),
        is_recorded_late: Set(flag.is_recorded_late),
        is_private: Set(false),
        version: Set(1),
        ..ActiveModel::default()
    }
}

async fn write<C: ConnectionTrait>(conn: &C, mut rows: Vec<ActiveModel>) -> Result<(), StoreError> {
    // In order of key, so that two evaluations at once cannot lock each other out.
    rows.sort_unstable_by_key(|row| {
        (
            row.patient_id.try_as_ref().copied(),
            row.id.try_as_ref().copied(),
        )
    });
    while !rows.is_empty() {
        let chunk: Vec<_> = rows.drain(..rows.len().min(CHUNK)).collect();
        Entity::insert_many(chunk)
            .on_conflict(
                OnConflict::columns([Column::PatientId, Column::Id])
                    .update_columns([
                        Column::SubjectKind,
                        Column::Severity,
                        Column::Evidence,
                        Column::OwnerRole,
                        Column::PolicyVersionId,
                    ])
                    .to_owned(),
            )
            .exec_without_returning(conn)
            .await?;
    }
    Ok(())
}

/// Ends these flags' lives. A state in which someone settled the flag is kept; the others become
/// `cleared`.
async fn clear<C: ConnectionTrait>(
    conn: &C,
    mut gone: Vec<(Uuid, Uuid)>,
    now: Instant,
) -> Result<u64, StoreError> {
    gone.sort_unstable();
    let mut cleared = 0;
    for gone in gone.chunks(CHUNK) {
        let key = Expr::tuple([Expr::col(Column::PatientId), Expr::col(Column::Id)]);
        let keys = gone.iter().map(|(patient, id)| (*patient, *id));
        let settled = Expr::col(Column::State).is_in(["resolved", "not_applicable"]);
        let done = Entity::update_many()
            .col_expr(Column::ClearedAt, Expr::value(now))
            .col_expr(
                Column::State,
                Expr::case(settled, Expr::col(Column::State))
                    .finally("cleared")
                    .into(),
            )
            .filter(key.in_tuples(keys))
            .exec(conn)
            .await?;
        cleared += done.rows_affected;
    }
    Ok(cleared)
}

/// How many flags live, by code and severity, in that order.
pub async fn counts<C: ConnectionTrait>(
    conn: &C,
) -> Result<Vec<(String, Severity, i64)>, StoreError> {
    let rows: Vec<(String, String, i64)> = Entity::find()
        .select_only()
        .column(Column::Code)
        .column(Column::Severity)
        .column_as(Column::Id.count(), "flags")
        .filter(Column::ClearedAt.is_null())
        .group_by(Column::Code)
        .group_by(Column::Severity)
        .order_by_asc(Column::Code)
        .order_by_asc(Column::Severity)
        .into_tuple()
        .all(conn)
        .await?;
    rows.into_iter()
        .map(|(code, severity, flags)| {
            let severity = severity
                .parse()
                .map_err(|_| StoreError::Unreadable("flag.severity"))?;
            Ok((code, severity, flags))
        })
        .collect()
}
