//! Units, professionals and who works where, as values of the domain.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use chrono::NaiveDate;
use chrono_tz::Tz;
use sea_orm::{ConnectionTrait, EntityTrait, QueryOrder, Statement};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::error::StoreError;
use super::{guests, sql, versions};
use crate::domain::ids::{ProfessionalId, SourceId, UnitId};
use crate::domain::intake::Kind;
use crate::domain::time::Instant;
use crate::domain::trajectory::{Directory, Employment, Professional, Unit};
use crate::domain::vocabulary::{Profession, Setting};

/// Loads the directory. `service_zone` is the zone of units that have none of their own.
///
/// With `known_at`, each unit and professional is read in the version that was in force then, or the
/// earliest one known: records of patients refer to it, so that it must exist. Nothing refers to an
/// employment: one that was first recorded later is hidden.
pub async fn load<C: ConnectionTrait>(
    conn: &C,
    service_zone: Tz,
    known_at: Option<Instant>,
) -> Result<Directory, StoreError> {
    let mut earlier = match known_at {
        Some(known_at) => Earlier::load(conn, known_at).await?,
        None => Earlier::default(),
    };
    let mut directory = Directory::empty(service_zone);
    for row in entity::unit::Entity::find().all(conn).await? {
        let id = row.id;
        let row = earlier.in_force(Kind::Unit, id, row.recorded_at, UnitRow::from(row))?;
        directory
            .units
            .insert(UnitId(id), unit(id, row, service_zone)?);
    }
    for row in entity::professional::Entity::find().all(conn).await? {
        let id = row.id;
        let row = earlier.in_force(Kind::Professional, id, row.recorded_at, row.into())?;
        directory
            .professionals
            .insert(ProfessionalId(id), professional(id, row)?);
    }
    for row in entity::employment::Entity::find().all(conn).await? {
        let id = row.id;
        if earlier.hides(Kind::Employment, id, row.recorded_at) {
            continue;
        }
        let row: EmploymentRow =
            earlier.in_force(Kind::Employment, id, row.recorded_at, row.into())?;
        let employment = Employment {
            professional: ProfessionalId(row.professional_id),
            unit: UnitId(row.unit_id),
            from: row.from_on,
            to: row.to_on,
            planned_end: row.planned_end_on,
        };
        directory
            .employments
            .entry(employment.professional)
            .or_default()
            .push(employment);
    }
    directory.guests = guests::professionals(conn).await?.into_iter().collect();
    for employments in directory.employments.values_mut() {
        employments.sort_by_key(|employment| (employment.from, employment.unit));
    }
    Ok(directory)
}

/// The newest row of each kind and the newest earlier version: another answer than before says that
/// the directory was changed meanwhile. Four looks at the end of an index.
pub async fn newest<C: ConnectionTrait>(conn: &C) -> Result<[Option<Uuid>; 4], StoreError> {
    const NEWEST: &str = "SELECT (SELECT id FROM unit ORDER BY id DESC LIMIT 1), \
        (SELECT id FROM professional ORDER BY id DESC LIMIT 1), \
        (SELECT id FROM employment ORDER BY id DESC LIMIT 1), \
        (SELECT id FROM directory_version ORDER BY id DESC LIMIT 1)";
    let statement = Statement::from_string(conn.get_database_backend(), NEWEST);
    let row = conn.query_one_raw(statement).await?;
    let row = row.ok_or(StoreError::Unreadable("the newest of the directory"))?;
    let newest = |at| sql::cell::<Uuid>(&row, at);
    Ok([newest(0)?, newest(1)?, newest(2)?, newest(3)?])
}

/// Versions that stand in for rows recorded after a moment.
#[derive(Default)]
struct Earlier {
    known_at: Option<Instant>,
    /// By kind and record: when it was recorded, and its content.
    versions: HashMap<(String, Uuid), (Instant, serde_json::Value)>,
}

impl Earlier {
    async fn load<C: ConnectionTrait>(conn: &C, known_at: Instant) -> Result<Self, StoreError> {
        let mut versions = HashMap::new();
        let rows = entity::directory_version::Entity::find()
            .order_by_asc(entity::directory_version::Column::Version)
            .all(conn)
            .await?;
        for row in rows {
            // In order of version: the earliest stands until a later one was known in time.
            match versions.entry((row.kind, row.record_id)) {
                Entry::Vacant(empty) => {
                    empty.insert((row.recorded_at, row.payload));
                }
                Entry::Occupied(mut held) if row.recorded_at <= known_at => {
                    held.insert((row.recorded_at, row.payload));
                }
                Entry::Occupied(_) => {}
            }
        }
        Ok(Self {
            known_at: Some(known_at),
            versions,
        })
    }

    /// Whether nothing of a record was known at the moment.
    fn hides(&self, kind: Kind, id: Uuid, recorded_at: Instant) -> bool {
        let first = self
            .versions
            .get(&(kind.code().to_owned(), id))
            .map_or(recorded_at, |(first, _)| *first);
        self.known_at.is_some_and(|known_at| first > known_at)
    }

    fn in_force<T: DeserializeOwned>(
        &mut self,
        kind: Kind,
        id: Uuid,
        recorded_at: Instant,
        current: T,
    ) -> Result<T, StoreError> {
        if self.known_at.is_none_or(|known_at| recorded_at <= known_at) {
            return Ok(current);
        }
        match self.versions.remove(&(kind.code().to_owned(), id)) {
            Some((_, payload)) => versions::read(payload),
            None => Ok(current),
        }
    }
}

#[derive(Deserialize)]
struct UnitRow {
    source_system: String,
    source_value: String,
    name: String,
    setting: String,
    parent_id: Option<Uuid>,
    time_zone: Option<String>,
}

impl From<entity::unit::Model> for UnitRow {
    fn from(row: entity::unit::Model) -> Self {
        Self {
            source_system: row.source_system,
            source_value: row.source_value,
            name: row.name,
            setting: row.setting,
            parent_id: row.parent_id,
            time_zone: row.time_zone,
        }
    }
}

fn unit(id: Uuid, row: UnitRow, service_zone: Tz) -> Result<Unit, StoreError> {
    Ok(Unit {
        id: UnitId(id),
        source: SourceId::new(row.source_system, row.source_value),
        name: row.name,
        setting: row
            .setting
            .parse::<Setting>()
            .map_err(|_| StoreError::Unreadable("unit.setting"))?,
        zone: match row.time_zone {
            Some(zone) => zone
                .parse()
                .map_err(|_| StoreError::Unreadable("unit.time_zone"))?,
            None => service_zone,
        },
        parent: row.parent_id.map(UnitId),
    })
}

#[derive(Deserialize)]
struct ProfessionalRow {
    source_system: String,
    source_value: String,
    name: String,
    profession: String,
}

impl From<entity::professional::Model> for ProfessionalRow {
    fn from(row: entity::professional::Model) -> Self {
        Self {
            source_system: row.source_system,
            source_value: row.source_value,
            name: row.name,
            profession: row.profession,
        }
    }
}

fn professional(id: Uuid, row: ProfessionalRow) -> Result<Professional, StoreError> {
    Ok(Professional {
        id: ProfessionalId(id),
        source: SourceId::new(row.source_system, row.source_value),
        name: row.name,
        profession: row
            .profession
            .parse::<Profession>()
            .map_err(|_| StoreError::Unreadable("professional.profession"))?,
    })
}

#[derive(Deserialize)]
struct EmploymentRow {
    professional_id: Uuid,
    unit_id: Uuid,
    from_on: NaiveDate,
    to_on: Option<NaiveDate>,
    planned_end_on: Option<NaiveDate>,
}

impl From<entity::employment::Model> for EmploymentRow {
    fn from(row: entity::employment::Model) -> Self {
        Self {
            professional_id: row.professional_id,
            unit_id: row.unit_id,
            from_on: row.from_on,
            to_on: row.to_on,
            planned_end_on: row.planned_end_on,
        }
    }
}
