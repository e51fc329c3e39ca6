//! What the evaluation found, kept with its history.
//!
//! A flag lives from when it was raised until an evaluation no longer finds it; `cleared_at` is set
//! then. What people did with it meanwhile (acknowledged, snoozed, resolved, not applicable) is its
//! state; an evaluation changes it where [`crate::domain::flags::life`] says so, and tells of that in an
//! event.

use std::collections::HashMap;

use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select, Set,
};
use serde_json::Value;
use uuid::Uuid;

use super::error::StoreError;
use super::flag_events::{self, NewEvent};
use super::sql::CHUNK;
use crate::domain::flags::Owner;
use crate::domain::flags::life::{Answer, Event, FOLLOW_UP, State};
use crate::domain::ids::{FlagId, PatientId, PolicyVersionId, ProfessionalId, UnitId};
use crate::domain::time::Instant;
use crate::domain::vocabulary::{FlagState, OwnerRole, Severity};
use crate::runtime::IdGen;

use entity::flag::{ActiveModel, Column, Entity, Model};

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
    /// Who that is.
    pub owner: Owner,
    /// Whether it is for some of those in care only.
    pub is_private: bool,
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

/// A flag as it is stored.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredFlag {
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
    /// Who that is.
    pub owner: Owner,
    /// Whether it is for some of those in care only.
    pub is_private: bool,
    /// When its condition began to hold.
    pub raised_at: Instant,
    /// Whether it was found late only because records came late.
    pub is_recorded_late: bool,
    /// The version of the thresholds by which it was raised.
    pub policy: Option<PolicyVersionId>,
    /// What people did with it. A snooze that is over has not woken by itself: see [`State::at`].
    pub state: State,
    /// Who did that, and when.
    pub settled: Option<(String, Instant)>,
    /// When its condition was gone; `None` while it lives.
    pub cleared_at: Option<Instant>,
    /// Counts the changes to it.
    pub version: i32,
}

impl StoredFlag {
    /// Whether what is stored is what is found.
    pub fn says(&self, found: &NewFlag) -> bool {
        self.severity == found.severity
            && self.evidence == found.evidence
            && self.subject_kind == found.subject_kind
            && self.owner_role == found.owner_role
            && self.owner == found.owner
            && self.is_private == found.is_private
    }
}

impl TryFrom<Model> for StoredFlag {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        Ok(Self {
            patient: PatientId(row.patient_id),
            id: FlagId(row.id),
            severity: severity(&row.severity)?,
            owner_role: row
                .owner_role
                .parse()
                .map_err(|_| StoreError::Unreadable("flag.owner_role"))?,
            owner: Owner {
                professional: row.owner_professional_id.map(ProfessionalId),
                unit: row.owner_unit_id.map(UnitId),
            },
            state: state(&row).ok_or(StoreError::Unreadable("flag.state"))?,
            settled: row.settled_by.zip(row.settled_at),
            code: row.code,
            subject_kind: row.subject_kind,
            subject_id: row.subject_id,
            evidence: row.evidence,
            is_private: row.is_private,
            raised_at: row.raised_at,
            is_recorded_late: row.is_recorded_late,
            policy: row.policy_version_id.map(PolicyVersionId),
            cleared_at: row.cleared_at,
            version: row.version,
        })
    }
}

fn severity(code: &str) -> Result<Severity, StoreError> {
    code.parse()
        .map_err(|_| StoreError::Unreadable("flag.severity"))
}

/// The state in the columns of a row.
fn state(row: &Model) -> Option<State> {
    let reason = || row.reason.clone().unwrap_or_default();
    Some(match row.state.parse().ok()? {
        FlagState::Open => State::Open,
        FlagState::Acknowledged => State::Acknowledged,
        FlagState::Snoozed => State::Snoozed {
            until: row.snoozed_until?,
            reason: reason(),
        },
        FlagState::Resolved => {
            State::Resolved(match (&row.done_elsewhere_by, row.done_elsewhere_on) {
                (Some(by), Some(on)) => Answer::Elsewhere { by: by.clone(), on },
                _ => Answer::Words(reason()),
            })
        }
        FlagState::NotApplicable => State::NotApplicable { reason: reason() },
        FlagState::Cleared => State::Cleared,
    })
}

/// The columns of a state, in which somebody (or the record, as nobody) put a flag at an instant.
pub(super) fn put(row: &mut ActiveModel, state: &State, by: Option<(&str, Instant)>) {
    row.state = Set(state.word().code().to_owned());
    row.settled_by = Set(by.map(|(by, _)| by.to_owned()));
    row.settled_at = Set(by.map(|(_, at)| at));
    row.snoozed_until = Set(None);
    row.reason = Set(None);
    row.done_elsewhere_by = Set(None);
    row.done_elsewhere_on = Set(None);
    match state {
        State::Open | State::Acknowledged | State::Cleared => {}
        State::Snoozed { until, reason } => {
            row.snoozed_until = Set(Some(*until));
            row.reason = Set(Some(reason.clone()));
        }
        State::NotApplicable { reason } | State::Resolved(Answer::Words(reason)) => {
            row.reason = Set(Some(reason.clone()));
        }
        State::Resolved(Answer::Elsewhere { by, on }) => {
            row.done_elsewhere_by = Set(Some(by.clone()));
            row.done_elsewhere_on = Set(Some(*on));
        }
    }
}

/// The living flags of these patients, ordered by patient, code and subject.
pub async fn living<C: ConnectionTrait>(
    conn: &C,
    patients: &[PatientId],
) -> Result<Vec<StoredFlag>, StoreError> {
    let mut flags = Vec::new();
    for patients in patients.chunks(CHUNK) {
        for row in living_rows(patients).all(conn).await? {
            flags.push(StoredFlag::try_from(row)?);
        }
    }
    Ok(flags)
}

fn living_rows(patients: &[PatientId]) -> Select<Entity> {
    Entity::find()
        .filter(Column::PatientId.is_in(patients.iter().map(|patient| patient.0)))
        .filter(Column::ClearedAt.is_null())
        .order_by_asc(Column::PatientId)
        .order_by_asc(Column::Code)
        .order_by_asc(Column::SubjectId)
}

/// What was done elsewhere, of these patients: of the rule before, by the discharge it was about.
async fn done_elsewhere<C: ConnectionTrait>(
    conn: &C,
    patients: &[PatientId],
) -> Result<HashMap<(Uuid, Uuid), StoredFlag>, StoreError> {
    let rows = Entity::find()
        .filter(Column::PatientId.is_in(patients.iter().map(|patient| patient.0)))
        .filter(Column::Code.eq(FOLLOW_UP[0]))
        .filter(Column::State.eq("resolved"))
        .filter(Column::DoneElsewhereBy.is_not_null())
        .order_by_asc(Column::SettledAt)
        .all(conn)
        .await?;
    rows.into_iter()
        .map(|row| Ok(((row.patient_id, row.subject_id), StoredFlag::try_from(row)?)))
        .collect()
}

/// Stores what an evaluation at `now` found for many patients: raises what is new, updates what
/// changed, opens again what that concerns, wakes what was snoozed until now, clears what is gone, and
/// leaves the rest alone. A constant number of statements for every few hundred patients; call it
/// within a transaction.
///
/// A flag keeps the version of the thresholds by which it was raised.
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
        // Held until the transaction ends: what somebody does with a flag meanwhile waits, and is done
        // to what is written here.
        let living = living_rows(&patients).lock_exclusive().all(conn).await?;
        let mut living: HashMap<_, _> = living
            .into_iter()
            .map(|row| ((row.patient_id, row.code.clone(), row.subject_id), row))
            .collect();
        let found = || {
            findings
                .iter()
                .flat_map(|found| found.flags.iter().map(|flag| (found.patient, flag)))
        };
        let elsewhere = if found().any(|(_, flag)| flag.code == FOLLOW_UP[1]) {
            done_elsewhere(conn, &patients).await?
        } else {
            HashMap::new()
        };
        let mut pen = Pen::at(now, ids);
        for (patient, flag) in found() {
            let key = (patient.0, flag.code.to_owned(), flag.subject_id);
            if let Some(row) = living.remove(&key) {
                changes.updated += u64::from(pen.renew(row, flag)?);
            } else {
                changes.raised += 1;
                let before = elsewhere.get(&(patient.0, flag.subject_id));
                pen.raise(patient, flag, policy, before);
            }
        }
        let gone: Vec<_> = living
            .into_values()
            .map(|row| (row.patient_id, row.id))
            .collect();
        changes.cleared += clear(conn, gone, now).await?;
        write(conn, pen.rows).await?;
        flag_events::add(conn, pen.events).await?;
    }
    Ok(changes)
}

/// What is to be written of one evaluation.
struct Pen<'a> {
    now: Instant,
    ids: &'a dyn IdGen,
    rows: Vec<ActiveModel>,
    events: Vec<NewEvent>,
}

impl<'a> Pen<'a> {
    fn at(now: Instant, ids: &'a dyn IdGen) -> Self {
        Self {
            now,
            ids,
            rows: Vec::new(),
            events: Vec::new(),
        }
    }

    /// A living flag with what is found now; when it was raised, and by which thresholds, stays.
    /// Whether anything is to be written.
    fn renew(&mut self, row: Model, flag: &NewFlag) -> Result<bool, StoreError> {
        let before = StoredFlag::try_from(row.clone())?;
        let step = before.state.found_again(
            (before.severity, flag.severity),
            before.evidence != flag.evidence,
            self.now,
        );
        if before.says(flag) && step.is_none() {
            return Ok(false);
        }
        let version = row.version;
        let mut row = sea_orm::ActiveModelTrait::reset_all(ActiveModel::from(row));
        found(&mut row, flag);
        row.version = Set(version + 1);
        if let Some(step) = step {
            put(&mut row, &step.state, None);
            let this = (before.patient, before.id, before.code.as_str());
            self.tell(this, "system", step.event);
        }
        self.rows.push(row);
        Ok(true)
    }

    /// A flag that was not living before. What was done elsewhere for the rule before was done for
    /// this one.
    fn raise(
        &mut self,
        patient: PatientId,
        flag: &NewFlag,
        policy: Option<PolicyVersionId>,
        before: Option<&StoredFlag>,
    ) {
        let id = self.ids.next();
        let mut row = ActiveModel {
            patient_id: Set(patient.0),
            id: Set(id),
            code: Set(flag.code.to_owned()),
            subject_id: Set(flag.subject_id),
            raised_at: Set(flag.raised_at),
            recorded_at: Set(self.now),
            policy_version_id: Set(policy.map(|policy| policy.0)),
            cleared_at: Set(None),
            is_recorded_late: Set(flag.is_recorded_late),
            version: Set(1),
            ..ActiveModel::default()
        };
        found(&mut row, flag);
        put(&mut row, &State::Open, None);
        if let Some(before) = before.filter(|_| flag.code == FOLLOW_UP[1])
            && let (State::Resolved(answer), Some((by, at))) = (&before.state, &before.settled)
        {
            put(&mut row, &before.state, Some((by, *at)));
            let event = Event::Resolved(answer.clone());
            self.tell((patient, FlagId(id), flag.code), by, event);
        }
        self.rows.push(row);
    }

    fn tell(&mut self, (patient, flag, code): (PatientId, FlagId, &str), by: &str, event: Event) {
        self.events.push(NewEvent {
            id: self.ids.next(),
            patient,
            flag,
            code: code.to_owned(),
            actor: by.to_owned(),
            event,
            at: self.now,
        });
    }
}

/// The columns of what is found.
fn found(row: &mut ActiveModel, flag: &NewFlag) {
    row.subject_kind = Set(flag.subject_kind.to_owned());
    row.severity = Set(flag.severity.code().to_owned());
    row.evidence = Set(flag.evidence.clone());
    row.owner_role = Set(flag.owner_role.code().to_owned());
    row.owner_professional_id = Set(flag.owner.professional.map(|who| who.0));
    row.owner_unit_id = Set(flag.owner.unit.map(|unit| unit.0));
    row.is_private = Set(flag.is_private);
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
                        Column::OwnerProfessionalId,
                        Column::OwnerUnitId,
                        Column::IsPrivate,
                        Column::State,
                        Column::SnoozedUntil,
                        Column::SettledBy,
                        Column::SettledAt,
                        Column::Reason,
                        Column::DoneElsewhereBy,
                        Column::DoneElsewhereOn,
                        Column::Version,
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
            .col_expr(Column::Version, Expr::col(Column::Version).add(1))
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
        .map(|(code, severity, flags)| Ok((code, self::severity(&severity)?, flags)))
        .collect()
}
