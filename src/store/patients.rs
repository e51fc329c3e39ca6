//! Finding patients, and walking through all of them in the order of their source's ids.

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder,
    QuerySelect, Statement,
};
use uuid::Uuid;

use super::error::StoreError;
use crate::domain::ids::{PatientId, SourceId};
use crate::domain::vocabulary::Sex;

use entity::patient::{Column, Entity};

/// A patient by name: what a list or an output line needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PatientRef {
    /// Identity.
    pub id: PatientId,
    /// The source's identity.
    pub source: SourceId,
    /// `system|value`: what patients are ordered by, bytewise. Where there is one source only, this
    /// is the order of the values alone.
    pub source_key: String,
}

/// How patients are called in output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Naming {
    /// By the source's value: one source is present.
    Value,
    /// By `system|value`: there are several.
    SystemAndValue,
}

impl PatientRef {
    /// The patient's id in output.
    pub fn label(&self, naming: Naming) -> &str {
        match naming {
            Naming::Value => &self.source.value,
            Naming::SystemAndValue => &self.source_key,
        }
    }
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    source_system: String,
    source_value: String,
    source_key: String,
}

impl From<Row> for PatientRef {
    fn from(row: Row) -> Self {
        Self {
            id: PatientId(row.id),
            source: SourceId::new(row.source_system, row.source_value),
            source_key: row.source_key,
        }
    }
}

fn select() -> sea_orm::Select<Entity> {
    Entity::find().select_only().columns([
        Column::Id,
        Column::SourceSystem,
        Column::SourceValue,
        Column::SourceKey,
    ])
}

/// How patients are called in output: by `system|value` once more than one source is present.
pub async fn naming<C: ConnectionTrait>(conn: &C) -> Result<Naming, StoreError> {
    // Both ends of an index, rather than a scan for distinct values.
    let statement = Statement::from_string(
        conn.get_database_backend(),
        "SELECT (SELECT min(source_system) FROM patient) AS first,
                (SELECT max(source_system) FROM patient) AS last",
    );
    let Some(row) = conn.query_one_raw(statement).await? else {
        return Ok(Naming::Value);
    };
    let (first, last): (Option<String>, Option<String>) =
        (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
    Ok(if first == last {
        Naming::Value
    } else {
        Naming::SystemAndValue
    })
}

/// One page of patients in the order of their source's ids (bytewise by `source_key`), after the
/// given one. A page shorter than `limit` is the last.
pub async fn page<C: ConnectionTrait>(
    conn: &C,
    after: Option<&PatientRef>,
    limit: u64,
) -> Result<Vec<PatientRef>, StoreError> {
    let mut query = select();
    if let Some(after) = after {
        // The id breaks the tie of two keys made equal by a bar within a system's name.
        query = query.filter(
            Condition::any()
                .add(Column::SourceKey.gt(&after.source_key))
                .add(
                    Condition::all()
                        .add(Column::SourceKey.eq(&after.source_key))
                        .add(Column::Id.gt(after.id.0)),
                ),
        );
    }
    let rows = query
        .order_by_asc(Column::SourceKey)
        .order_by_asc(Column::Id)
        .limit(limit)
        .into_model::<Row>()
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(PatientRef::from).collect())
}

/// The patient of a source's identity.
pub async fn by_source<C: ConnectionTrait>(
    conn: &C,
    source: &SourceId,
) -> Result<Option<PatientRef>, StoreError> {
    let row = select()
        .filter(Column::SourceSystem.eq(&source.system))
        .filter(Column::SourceValue.eq(&source.value))
        .into_model::<Row>()
        .one(conn)
        .await?;
    Ok(row.map(PatientRef::from))
}

/// The patients a person may mean by an id: those whose source's value, or `system|value`, it is.
/// Several where two sources use the same value.
pub async fn by_label<C: ConnectionTrait>(
    conn: &C,
    label: &str,
) -> Result<Vec<PatientRef>, StoreError> {
    let rows = select()
        .filter(
            Condition::any()
                .add(Column::SourceValue.eq(label))
                .add(Column::SourceKey.eq(label)),
        )
        .order_by_asc(Column::SourceKey)
        .into_model::<Row>()
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(PatientRef::from).collect())
}

/// Every patient named by the given ids, in no order; unknown ids are left out.
pub async fn by_ids<C: ConnectionTrait>(
    conn: &C,
    ids: &[PatientId],
) -> Result<Vec<PatientRef>, StoreError> {
    let mut found = Vec::with_capacity(ids.len());
    for ids in ids.chunks(super::sql::CHUNK) {
        let rows = select()
            .filter(Column::Id.is_in(ids.iter().map(|id| id.0)))
            .into_model::<Row>()
            .all(conn)
            .await?;
        found.extend(rows.into_iter().map(PatientRef::from));
    }
    Ok(found)
}

/// How many patients there are.
pub async fn count<C: ConnectionTrait>(conn: &C) -> Result<u64, StoreError> {
    use sea_orm::PaginatorTrait;
    Ok(Entity::find().count(conn).await?)
}

/// One page of patients in the order of identity, after the given one: for work that goes through
/// everyone in no particular order.
pub async fn ids<C: ConnectionTrait>(
    conn: &C,
    after: Option<PatientId>,
    limit: u64,
) -> Result<Vec<PatientId>, StoreError> {
    let mut query = Entity::find().select_only().column(Column::Id);
    if let Some(after) = after {
        query = query.filter(Column::Id.gt(after.0));
    }
    let ids: Vec<Uuid> = query
        .order_by_asc(Column::Id)
        .limit(limit)
        .into_tuple()
        .all(conn)
        .await?;
    Ok(ids.into_iter().map(PatientId).collect())
}

/// All patients cut into ranges of at most `size` by identity, first and last included, for work
/// that goes through everyone: see [`super::trajectories::load_range`].
pub async fn ranges<C: ConnectionTrait>(
    conn: &C,
    size: usize,
) -> Result<Vec<(PatientId, PatientId)>, StoreError> {
    let ids: Vec<Uuid> = Entity::find()
        .select_only()
        .column(Column::Id)
        .order_by_asc(Column::Id)
        .into_tuple()
        .all(conn)
        .await?;
    Ok(ids
        .chunks(size.max(1))
        .filter_map(|chunk| Some((PatientId(*chunk.first()?), PatientId(*chunk.last()?))))
        .collect())
}

/// Every patient, for work that goes through everyone in the order of the source's ids.
pub async fn all<C: ConnectionTrait>(conn: &C) -> Result<Vec<PatientRef>, StoreError> {
    let rows = select()
        .order_by_asc(Column::SourceKey)
        .order_by_asc(Column::Id)
        .into_model::<Row>()
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(PatientRef::from).collect())
}

/// A patient by name, for those who take part in their care.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Details {
    /// Identity, and the source's.
    pub reference: PatientRef,
    /// Family name; `None` is not recorded.
    pub family_name: Option<String>,
    /// Given name; `None` is not recorded.
    pub given_name: Option<String>,
    /// Day of birth; `None` is not recorded.
    pub birth_date: Option<NaiveDate>,
    /// Sex; `None` is not recorded.
    pub sex: Option<Sex>,
    /// The language the patient speaks, as recorded; `None` is not recorded.
    pub language: Option<String>,
    /// The version that is current.
    pub version: i32,
}

impl Details {
    /// Given name and family name; `None` when neither is recorded.
    pub fn name(&self) -> Option<String> {
        match (&self.given_name, &self.family_name) {
            (None, None) => None,
            (Some(one), None) | (None, Some(one)) => Some(one.clone()),
            (Some(given), Some(family)) => Some(format!("{given} {family}")),
        }
    }

    pub(super) fn from_row(row: entity::patient::Model) -> Result<Self, StoreError> {
        let sex = match row.sex.as_deref() {
            None => None,
            Some(code) => Some(
                code.parse()
                    .map_err(|_| StoreError::Unreadable("patient.sex"))?,
            ),
        };
        Ok(Self {
            reference: PatientRef {
                id: PatientId(row.id),
                source: SourceId::new(row.source_system, row.source_value),
                source_key: row.source_key,
            },
            family_name: row.family_name,
            given_name: row.given_name,
            birth_date: row.birth_date,
            sex,
            language: row.language,
            version: row.version,
        })
    }
}

/// A patient by name; `None` for an unknown one.
pub async fn details<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
) -> Result<Option<Details>, StoreError> {
    let row = Entity::find_by_id(patient.0).one(conn).await?;
    row.map(Details::from_row).transpose()
}

/// These patients by name, in the order asked for; unknown ids are left out.
pub async fn details_of<C: ConnectionTrait>(
    conn: &C,
    patients: &[PatientId],
) -> Result<Vec<Details>, StoreError> {
    let mut found = HashMap::with_capacity(patients.len());
    for ids in patients.chunks(super::sql::CHUNK) {
        let rows = Entity::find()
            .filter(Column::Id.is_in(ids.iter().map(|id| id.0)))
            .all(conn)
            .await?;
        for row in rows {
            found.insert(PatientId(row.id), Details::from_row(row)?);
        }
    }
    Ok(patients.iter().filter_map(|id| found.remove(id)).collect())
}
