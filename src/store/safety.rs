//! Whom patients want called before something is decided, the calls that were made, and the routes by which units
//! are reached.

use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect, Set,
};

use super::error::StoreError;
use super::sql;
use crate::domain::ids::{PatientId, ProfessionalId, RecordId, UnitId};
use crate::domain::time::Instant;

use entity::{safety_call, safety_card, service_route};

/// How many of a patient's calls are listed.
const MOST: u64 = 50;

/// A route by which a unit is reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// Identity.
    pub id: RecordId,
    /// Whose.
    pub unit: UnitId,
    /// What it is called.
    pub name: String,
    /// What it is, and how it is reached.
    pub reach: String,
    /// When it is answered.
    pub hours: String,
    /// Who wrote it down.
    pub recorded_by: String,
    /// When.
    pub recorded_at: Instant,
    /// Who closed it, and when; `None` while it is open.
    pub closed: Option<(String, Instant)>,
    /// Its version.
    pub version: i32,
}

/// A card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// Whose.
    pub patient: PatientId,
    /// Identity.
    pub id: RecordId,
    /// The relationship with whom is called.
    pub relationship: RecordId,
    /// What for.
    pub what_for: String,
    /// When they can be called.
    pub hours: Option<String>,
    /// By which route.
    pub route: RecordId,
    /// The card that it took the place of.
    pub follows: Option<RecordId>,
    /// Who wrote it down.
    pub recorded_by: String,
    /// When.
    pub recorded_at: Instant,
    /// Who ended it, and when; `None` while it holds.
    pub ended: Option<(String, Instant)>,
    /// Its version.
    pub version: i32,
}

/// A call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// Whose.
    pub patient: PatientId,
    /// Identity.
    pub id: RecordId,
    /// By which card.
    pub card: RecordId,
    /// When.
    pub called_at: Instant,
    /// Who called.
    pub caller: Option<ProfessionalId>,
    /// Whether they were reached.
    pub is_reached: bool,
    /// What was decided otherwise because of it.
    pub changed: Option<String>,
    /// Who wrote it down.
    pub recorded_by: String,
    /// When.
    pub recorded_at: Instant,
}

/// Routes: of a unit, or of all of them; those that are open only, or with the closed. By unit and name.
pub async fn routes<C: ConnectionTrait>(
    conn: &C,
    unit: Option<UnitId>,
    with_closed: bool,
) -> Result<Vec<Route>, StoreError> {
    use service_route::Column;
    let mut query = service_route::Entity::find();
    if let Some(unit) = unit {
        query = query.filter(Column::UnitId.eq(unit.0));
    }
    if !with_closed {
        query = query.filter(Column::ClosedAt.is_null());
    }
    let rows = query
        .order_by_asc(Column::UnitId)
        .order_by_asc(Column::Name)
        .order_by_asc(Column::Id)
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(Route::from).collect())
}

/// One route, held until the transaction ends.
pub async fn hold_route<C: ConnectionTrait>(
    conn: &C,
    id: RecordId,
) -> Result<Option<Route>, StoreError> {
    let row = service_route::Entity::find_by_id(id.0)
        .lock_exclusive()
        .one(conn)
        .await?;
    Ok(row.map(Route::from))
}

/// Writes a route down.
pub async fn add_route<C: ConnectionTrait>(conn: &C, new: &Route) -> Result<(), StoreError> {
    let row = service_route::Model {
        id: new.id.0,
        unit_id: new.unit.0,
        name: new.name.clone(),
        reach: new.reach.clone(),
        hours: new.hours.clone(),
        recorded_by: new.recorded_by.clone(),
        recorded_at: new.recorded_at,
        closed_by: None,
        closed_at: None,
        version: new.version,
    };
    service_route::Entity::insert(row.into_active_model())
        .exec_without_returning(conn)
        .await?;
    Ok(())
}

/// Closes a route that is held.
pub async fn close_route<C: ConnectionTrait>(
    conn: &C,
    held: &Route,
    (by, at): (&str, Instant),
) -> Result<(), StoreError> {
    use service_route::{ActiveModel, Column, Entity};
    let change = ActiveModel {
        closed_by: Set(Some(by.to_owned())),
        closed_at: Set(Some(at)),
        version: Set(held.version + 1),
        ..ActiveModel::default()
    };
    let done = Entity::update_many()
        .set(change)
        .filter(Column::Id.eq(held.id.0))
        .filter(Column::Version.eq(held.version))
        .exec(conn)
        .await?;
    sql::moved_on(done.rows_affected)
}

/// Cards of some patients that hold, in the order in which they were written.
pub async fn cards<C: ConnectionTrait>(
    conn: &C,
    patients: &[PatientId],
) -> Result<Vec<Card>, StoreError> {
    use safety_card::Column;
    let mut all = Vec::new();
    for ids in patients.chunks(sql::CHUNK) {
        let rows = safety_card::Entity::find()
            .filter(Column::PatientId.is_in(ids.iter().map(|id| id.0)))
            .filter(Column::EndedAt.is_null())
            .order_by_asc(Column::PatientId)
            .order_by_asc(Column::Id)
            .all(conn)
            .await?;
        all.extend(rows.into_iter().map(Card::from));
    }
    Ok(all)
}

/// One card of a patient, held until the transaction ends.
pub async fn hold_card<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
    id: RecordId,
) -> Result<Option<Card>, StoreError> {
    let row = safety_card::Entity::find_by_id((patient.0, id.0))
        .lock_exclusive()
        .one(conn)
        .await?;
    Ok(row.map(Card::from))
}

/// Writes a card down.
pub async fn add_card<C: ConnectionTrait>(conn: &C, new: &Card) -> Result<(), StoreError> {
    let row = safety_card::Model {
        patient_id: new.patient.0,
        id: new.id.0,
        relationship_id: new.relationship.0,
        what_for: new.what_for.clone(),
        hours: new.hours.clone(),
        route_id: new.route.0,
        follows_id: new.follows.map(|id| id.0),
        recorded_by: new.recorded_by.clone(),
        recorded_at: new.recorded_at,
        ended_by: None,
        ended_at: None,
        version: new.version,
    };
    safety_card::Entity::insert(row.into_active_model())
        .exec_without_returning(conn)
        .await?;
    Ok(())
}

/// Ends a card that is held.
pub async fn end_card<C: ConnectionTrait>(
    conn: &C,
    held: &Card,
    (by, at): (&str, Instant),
) -> Result<(), StoreError> {
    use safety_card::{ActiveModel, Column, Entity};
    let change = ActiveModel {
        ended_by: Set(Some(by.to_owned())),
        ended_at: Set(Some(at)),
        version: Set(held.version + 1),
        ..ActiveModel::default()
    };
    let done = Entity::update_many()
        .set(change)
        .filter(Column::PatientId.eq(held.patient.0))
        .filter(Column::Id.eq(held.id.0))
        .filter(Column::Version.eq(held.version))
        .exec(conn)
        .await?;
    sql::moved_on(done.rows_affected)
}

/// Writes a call down.
pub async fn add_call<C: ConnectionTrait>(conn: &C, new: &Call) -> Result<(), StoreError> {
    let row = safety_call::Model {
        patient_id: new.patient.0,
        id: new.id.0,
        card_id: new.card.0,
        called_at: new.called_at,
        caller_id: new.caller.map(|who| who.0),
        is_reached: new.is_reached,
        changed: new.changed.clone(),
        recorded_by: new.recorded_by.clone(),
        recorded_at: new.recorded_at,
    };
    safety_call::Entity::insert(row.into_active_model())
        .exec_without_returning(conn)
        .await?;
    Ok(())
}

/// A patient's calls with the relationship that was called, the last first.
pub async fn calls<C: ConnectionTrait>(
    conn: &C,
    patient: PatientId,
) -> Result<Vec<(Call, RecordId)>, StoreError> {
    use safety_call::Column;
    let rows = safety_call::Entity::find()
        .filter(Column::PatientId.eq(patient.0))
        .order_by_desc(Column::CalledAt)
        .order_by_desc(Column::Id)
        .limit(MOST)
        .all(conn)
        .await?;
    let cards = safety_card::Entity::find()
        .filter(safety_card::Column::PatientId.eq(patient.0))
        .all(conn)
        .await?;
    let with = rows.into_iter().filter_map(|row| {
        let card = cards.iter().find(|card| card.id == row.card_id)?;
        Some((Call::from(row), RecordId(card.relationship_id)))
    });
    Ok(with.collect())
}

impl From<service_route::Model> for Route {
    fn from(row: service_route::Model) -> Self {
        Self {
            id: RecordId(row.id),
            unit: UnitId(row.unit_id),
            name: row.name,
            reach: row.reach,
            hours: row.hours,
            recorded_by: row.recorded_by,
            recorded_at: row.recorded_at,
            closed: row.closed_by.zip(row.closed_at),
            version: row.version,
        }
    }
}

impl From<safety_card::Model> for Card {
    fn from(row: safety_card::Model) -> Self {
        Self {
            patient: PatientId(row.patient_id),
            id: RecordId(row.id),
            relationship: RecordId(row.relationship_id),
            what_for: row.what_for,
            hours: row.hours,
            route: RecordId(row.route_id),
            follows: row.follows_id.map(RecordId),
            recorded_by: row.recorded_by,
            recorded_at: row.recorded_at,
            ended: row.ended_by.zip(row.ended_at),
            version: row.version,
        }
    }
}

impl From<safety_call::Model> for Call {
    fn from(row: safety_call::Model) -> Self {
        Self {
            patient: PatientId(row.patient_id),
            id: RecordId(row.id),
            card: RecordId(row.card_id),
            called_at: row.called_at,
            caller: row.caller_id.map(ProfessionalId),
            is_reached: row.is_reached,
            changed: row.changed,
            recorded_by: row.recorded_by,
            recorded_at: row.recorded_at,
        }
    }
}
