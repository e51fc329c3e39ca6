//! Departures whose plan was confirmed, and whom patients are passed on to.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};
use uuid::Uuid;

use super::error::StoreError;
use super::sql::CHUNK;
use crate::domain::departure::{Drafted, Standing};
use crate::domain::ids::{AccountId, DepartureId, PatientId, ProfessionalId, RecordId, UnitId};
use crate::domain::time::Instant;
use crate::domain::vocabulary::{ContactMode, ContactStatus, Role};

use entity::{departure_passing as passing, departure_plan as plan};

/// A departure whose plan was confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirmed {
    /// Identity.
    pub id: DepartureId,
    /// The first day without those who leave.
    pub on: NaiveDate,
    /// When it was confirmed.
    pub confirmed_at: Instant,
    /// By whom.
    pub confirmed_by: String,
    /// When it was undone.
    pub undone_at: Option<Instant>,
    /// Counts the changes to it.
    pub version: i32,
}

/// A relationship that ends by a plan, and who takes over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passing {
    /// Whose.
    pub patient: PatientId,
    /// Identity.
    pub id: Uuid,
    /// By which plan.
    pub plan: DepartureId,
    /// The relationship.
    pub relationship: RecordId,
    /// The version that it had when the plan was confirmed.
    pub relationship_version: i32,
    /// What had been announced before.
    pub planned_end_before: Option<NaiveDate>,
    /// Who was to come next before.
    pub successor_before: Option<ProfessionalId>,
    /// Who leaves.
    pub leaver: ProfessionalId,
    /// Who takes over; `None` is nobody yet.
    pub successor: Option<ProfessionalId>,
    /// The unit whose manager plans for it; `None` for none, on the command line.
    pub unit: Option<UnitId>,
    /// The draft of the handover.
    pub draft: Option<RecordId>,
    /// What became of the draft.
    pub drafted: Drafted,
    /// Whether it stands.
    pub state: Standing,
}

fn confirmed(row: plan::Model) -> Confirmed {
    Confirmed {
        id: DepartureId(row.id),
        on: row.leaves_on,
        confirmed_at: row.confirmed_at,
        confirmed_by: row.confirmed_by,
        undone_at: row.undone_at,
        version: row.version,
    }
}

fn passed(row: &passing::Model) -> Result<Passing, StoreError> {
    let unreadable = |what| move || StoreError::Unreadable(what);
    Ok(Passing {
        patient: PatientId(row.patient_id),
        id: row.id,
        plan: DepartureId(row.plan_id),
        relationship: RecordId(row.relationship_id),
        relationship_version: row.relationship_version,
        planned_end_before: row.planned_end_before,
        successor_before: row.successor_before_id.map(ProfessionalId),
        leaver: ProfessionalId(row.leaver_id),
        successor: row.successor_id.map(ProfessionalId),
        unit: row.unit_id.map(UnitId),
        draft: row.draft_id.map(RecordId),
        drafted: Drafted::of_code(&row.draft).ok_or_else(unreadable("departure_passing.draft"))?,
        state: Standing::of_code(&row.state).ok_or_else(unreadable("departure_passing.state"))?,
    })
}

/// Keeps a plan that was confirmed. What an earlier plan said of the same relationships no longer stands.
pub async fn insert<C: ConnectionTrait>(
    conn: &C,
    confirmed: &Confirmed,
    passings: &[Passing],
) -> Result<(), StoreError> {
    plan::Entity::insert(plan::ActiveModel {
        id: Set(confirmed.id.0),
        leaves_on: Set(confirmed.on),
        confirmed_at: Set(confirmed.confirmed_at),
        confirmed_by: Set(confirmed.confirmed_by.clone()),
        undone_at: Set(None),
        undone_by: Set(None),
        version: Set(confirmed.version),
    })
    .exec_without_returning(conn)
    .await?;
    for passings in passings.chunks(CHUNK) {
        let patients = passings.iter().map(|one| one.patient.0);
        let relationships = passings.iter().map(|one| one.relationship.0);
        passing::Entity::update_many()
            .set(passing::ActiveModel {
                state: Set(Standing::Replaced.code().to_owned()),
                ..passing::ActiveModel::default()
            })
            .filter(passing::Column::PatientId.is_in(patients))
            .filter(passing::Column::RelationshipId.is_in(relationships))
            .filter(passing::Column::State.is_in(Standing::OPEN.map(Standing::code)))
            .exec(conn)
            .await?;
        passing::Entity::insert_many(passings.iter().map(row))
            .exec_without_returning(conn)
            .await?;
    }
    Ok(())
}

fn row(one: &Passing) -> passing::ActiveModel {
    passing::ActiveModel {
        patient_id: Set(one.patient.0),
        id: Set(one.id),
        plan_id: Set(one.plan.0),
        relationship_id: Set(one.relationship.0),
        relationship_version: Set(one.relationship_version),
        planned_end_before: Set(one.planned_end_before),
        successor_before_id: Set(one.successor_before.map(|who| who.0)),
        leaver_id: Set(one.leaver.0),
        successor_id: Set(one.successor.map(|who| who.0)),
        unit_id: Set(one.unit.map(|unit| unit.0)),
        draft_id: Set(one.draft.map(|draft| draft.0)),
        draft: Set(one.drafted.code().to_owned()),
        state: Set(one.state.code().to_owned()),
    }
}

/// A plan with all that belongs to it; `None` for one that there is not.
pub async fn one<C: ConnectionTrait>(
    conn: &C,
    id: DepartureId,
) -> Result<Option<(Confirmed, Vec<Passing>)>, StoreError> {
    let Some(row) = plan::Entity::find_by_id(id.0).one(conn).await? else {
        return Ok(None);
    };
    let rows = passing::Entity::find()
        .filter(passing::Column::PlanId.eq(id.0))
        .order_by_asc(passing::Column::PatientId)
        .order_by_asc(passing::Column::Id)
        .all(conn)
        .await?;
    let passings: Result<Vec<_>, _> = rows.iter().map(passed).collect();
    Ok(Some((confirmed(row), passings?)))
}

/// The version of a plan, held until the transaction ends.
pub async fn hold<C: ConnectionTrait>(
    conn: &C,
    id: DepartureId,
) -> Result<Option<i32>, StoreError> {
    let row = plan::Entity::find_by_id(id.0)
        .lock_exclusive()
        .one(conn)
        .await?;
    Ok(row.map(|row| row.version))
}

/// Everything that stands of plans, of some units where they are said, by plan: the next departure first.
pub async fn standing<C: ConnectionTrait>(
    conn: &C,
    units: Option<&BTreeSet<UnitId>>,
) -> Result<Vec<(Confirmed, Vec<Passing>)>, StoreError> {
    let mut query = passing::Entity::find()
        .filter(passing::Column::State.is_in(Standing::OPEN.map(Standing::code)))
        .order_by_asc(passing::Column::PatientId)
        .order_by_asc(passing::Column::Id);
    if let Some(units) = units {
        query = query.filter(passing::Column::UnitId.is_in(units.iter().map(|unit| unit.0)));
    }
    let mut of: BTreeMap<Uuid, Vec<Passing>> = BTreeMap::new();
    for row in query.all(conn).await? {
        of.entry(row.plan_id).or_default().push(passed(&row)?);
    }
    let plans = plan::Entity::find()
        .filter(plan::Column::Id.is_in(of.keys().copied()))
        .order_by_asc(plan::Column::LeavesOn)
        .order_by_asc(plan::Column::Id)
        .all(conn)
        .await?;
    Ok(plans
        .into_iter()
        .filter_map(|row| {
            let passings = of.remove(&row.id)?;
            Some((confirmed(row), passings))
        })
        .collect())
}

/// Writes down that a plan was undone, and what became of each of its parts.
pub async fn undo<C: ConnectionTrait>(
    conn: &C,
    (id, version): (DepartureId, i32),
    (by, at): (&str, Instant),
    parts: &[(Passing, Standing)],
) -> Result<(), StoreError> {
    let done = plan::Entity::update_many()
        .set(plan::ActiveModel {
            undone_at: Set(Some(at)),
            undone_by: Set(Some(by.to_owned())),
            version: Set(version + 1),
            ..plan::ActiveModel::default()
        })
        .filter(plan::Column::Id.eq(id.0))
        .filter(plan::Column::Version.eq(version))
        .exec(conn)
        .await?;
    if done.rows_affected != 1 {
        return Err(StoreError::Conflict {
            constraint: "version".into(),
        });
    }
    for (part, state) in parts {
        passing::Entity::update_many()
            .set(passing::ActiveModel {
                state: Set(state.code().to_owned()),
                ..passing::ActiveModel::default()
            })
            .filter(passing::Column::PatientId.eq(part.patient.0))
            .filter(passing::Column::Id.eq(part.id))
            .exec(conn)
            .await?;
    }
    Ok(())
}

/// A relationship as it is now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tie {
    /// The version.
    pub version: i32,
    /// What is announced.
    pub planned_end: Option<NaiveDate>,
    /// Who comes next.
    pub successor: Option<ProfessionalId>,
    /// Whether it has an end.
    pub is_over: bool,
}

/// Some patients' relationships as they are now, by their id.
pub async fn ties<C: ConnectionTrait>(
    conn: &C,
    ids: &[(PatientId, RecordId)],
) -> Result<HashMap<RecordId, Tie>, StoreError> {
    use entity::relationship::{Column, Entity};
    let mut ties = HashMap::with_capacity(ids.len());
    for ids in ids.chunks(CHUNK) {
        let rows = Entity::find()
            .filter(Column::PatientId.is_in(ids.iter().map(|(patient, _)| patient.0)))
            .filter(Column::Id.is_in(ids.iter().map(|(_, id)| id.0)))
            .all(conn)
            .await?;
        ties.extend(rows.into_iter().map(|row| {
            let tie = Tie {
                version: row.version,
                planned_end: row.planned_end_on,
                successor: row.successor_id.map(ProfessionalId),
                is_over: row.to_at.is_some(),
            };
            (RecordId(row.id), tie)
        }));
    }
    Ok(ties)
}

/// The accounts with which some professionals take part in care; of several the first by name. Closed ones and those
/// of guests are none.
pub async fn accounts_of<C: ConnectionTrait>(
    conn: &C,
    who: &BTreeSet<ProfessionalId>,
) -> Result<HashMap<ProfessionalId, AccountId>, StoreError> {
    use entity::{account, account_role};
    let rows = account::Entity::find()
        .filter(account::Column::ProfessionalId.is_in(who.iter().map(|one| one.0)))
        .filter(account::Column::IsDisabled.eq(false))
        .filter(account::Column::EndsAt.is_null())
        .order_by_desc(account::Column::Username)
        .all(conn)
        .await?;
    let roles = [Role::CareCoordinator, Role::WardStaff].map(Role::code);
    let caring: Vec<Uuid> = account_role::Entity::find()
        .select_only()
        .column(account_role::Column::AccountId)
        .filter(account_role::Column::AccountId.is_in(rows.iter().map(|row| row.id)))
        .filter(account_role::Column::Role.is_in(roles))
        .into_tuple()
        .all(conn)
        .await?;
    // The last of them wins: the first by name.
    Ok(rows
        .into_iter()
        .filter(|row| caring.contains(&row.id))
        .filter_map(|row| Some((ProfessionalId(row.professional_id?), AccountId(row.id))))
        .collect())
}

/// When some patients were met after an instant, and by whom: attended, with the patient there, and more than a
/// message. In order of time.
pub async fn met_after<C: ConnectionTrait>(
    conn: &C,
    patients: &[PatientId],
    after: Instant,
) -> Result<Vec<(PatientId, ProfessionalId, Instant)>, StoreError> {
    use entity::{contact, contact_professional as other};
    let mut met = Vec::new();
    for ids in patients.chunks(CHUNK) {
        let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
        let contacts = contact::Entity::find()
            .filter(contact::Column::PatientId.is_in(ids.iter().copied()))
            .filter(contact::Column::At.gt(after))
            .filter(contact::Column::Status.eq(ContactStatus::Attended.code()))
            .all(conn)
            .await?;
        let held: HashMap<Uuid, &contact::Model> = contacts
            .iter()
            .filter(|contact| contact.patient_present != Some(false))
            .filter(|contact| contact.mode.as_deref() != Some(ContactMode::Message.code()))
            .map(|contact| (contact.id, contact))
            .collect();
        met.extend(held.values().filter_map(|contact| {
            let main = ProfessionalId(contact.main_professional_id?);
            Some((PatientId(contact.patient_id), main, contact.at))
        }));
        let found: Vec<Uuid> = held.keys().copied().collect();
        for contacts in found.chunks(CHUNK) {
            let others = other::Entity::find()
                .filter(other::Column::PatientId.is_in(ids.iter().copied()))
                .filter(other::Column::ContactId.is_in(contacts.iter().copied()))
                .all(conn)
                .await?;
            met.extend(others.into_iter().filter_map(|row| {
                let contact = held.get(&row.contact_id)?;
                let who = ProfessionalId(row.professional_id);
                Some((PatientId(row.patient_id), who, contact.at))
            }));
        }
    }
    met.sort_by_key(|(patient, who, at)| (*at, *patient, *who));
    Ok(met)
}
