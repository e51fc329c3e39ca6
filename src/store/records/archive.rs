//! Keeps the versions that are replaced, each as the row that it was.

use std::collections::HashMap;

use entity::{
    alliance_score, contact, contact_professional, decision, directory_version, employment,
    handover, legal_period, measure, measure_visit, narrative_entry, narrative_read, patient,
    patient_identifier, plan, professional, record_version, relational_review, relationship,
    request, rupture, shift_assignment, treatment_period, treatment_period_leave, unit,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, ModelTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};
use uuid::Uuid;

use super::tables::Owned;
use super::write::{Change, Saved, insert};
use super::{BINDS, corrupt};
use crate::domain::intake::Kind;
use crate::store::{StoreError, versions};

/// Keeps what the changes replace. Two writers who replace the same version meet here: the second
/// finds it archived already, which is a conflict.
pub(super) async fn archive<C: ConnectionTrait>(
    db: &C,
    kind: Kind,
    changes: &[Change],
    saved: Saved<'_>,
) -> Result<(), StoreError> {
    let ids: Vec<Uuid> = changes
        .iter()
        .filter(|change| change.earlier.is_some())
        .map(|change| change.placed.id)
        .collect();
    for ids in ids.chunks(BINDS / 2) {
        let payloads = payloads(db, kind, changes, ids).await?;
        keep(db, kind, changes, payloads, saved).await?;
    }
    Ok(())
}

/// The rows as they are, by identity.
async fn payloads<C: ConnectionTrait>(
    db: &C,
    kind: Kind,
    changes: &[Change],
    ids: &[Uuid],
) -> Result<HashMap<Uuid, Value>, StoreError> {
    match kind {
        Kind::Unit => {
            let filter = unit::Column::Id.is_in(ids.iter().copied());
            plain::<unit::Entity, C>(db, filter, |row| row.id).await
        }
        Kind::Professional => {
            let filter = professional::Column::Id.is_in(ids.iter().copied());
            plain::<professional::Entity, C>(db, filter, |row| row.id).await
        }
        Kind::Employment => {
            let filter = employment::Column::Id.is_in(ids.iter().copied());
            plain::<employment::Entity, C>(db, filter, |row| row.id).await
        }
        Kind::Patient => patients(db, ids).await,
        Kind::TreatmentPeriod => periods(db, changes, ids).await,
        Kind::Contact => contacts(db, changes, ids).await,
        Kind::Relationship => owned::<relationship::Entity, C>(db, changes, ids).await,
        Kind::ShiftAssignment => owned::<shift_assignment::Entity, C>(db, changes, ids).await,
        Kind::Handover => owned::<handover::Entity, C>(db, changes, ids).await,
        Kind::Decision => owned::<decision::Entity, C>(db, changes, ids).await,
        Kind::RelationalReview => owned::<relational_review::Entity, C>(db, changes, ids).await,
        Kind::LegalPeriod => owned::<legal_period::Entity, C>(db, changes, ids).await,
        Kind::Measure => owned::<measure::Entity, C>(db, changes, ids).await,
        Kind::MeasureVisit => owned::<measure_visit::Entity, C>(db, changes, ids).await,
        Kind::Plan => owned::<plan::Entity, C>(db, changes, ids).await,
        Kind::Request => owned::<request::Entity, C>(db, changes, ids).await,
        Kind::AllianceScore => owned::<alliance_score::Entity, C>(db, changes, ids).await,
        Kind::Rupture => owned::<rupture::Entity, C>(db, changes, ids).await,
        Kind::NarrativeEntry => owned::<narrative_entry::Entity, C>(db, changes, ids).await,
        Kind::NarrativeRead => owned::<narrative_read::Entity, C>(db, changes, ids).await,
    }
}

async fn plain<E: EntityTrait, C: ConnectionTrait>(
    db: &C,
    filter: sea_orm::sea_query::SimpleExpr,
    id: impl Fn(&E::Model) -> Uuid,
) -> Result<HashMap<Uuid, Value>, StoreError>
where
    E::Model: ModelTrait<Entity = E>,
{
    let rows = E::find().filter(filter).all(db).await?;
    Ok(rows
        .iter()
        .map(|row| (id(row), versions::payload(row)))
        .collect())
}

async fn rows<E: Owned, C: ConnectionTrait>(
    db: &C,
    changes: &[Change],
    ids: &[Uuid],
) -> Result<Vec<E::Model>, StoreError> {
    Ok(E::find()
        .filter(E::PATIENT.is_in(owners(changes)))
        .filter(E::ID.is_in(ids.iter().copied()))
        .all(db)
        .await?)
}

/// Whose the replaced records are: the first part of their keys.
fn owners(changes: &[Change]) -> Vec<Uuid> {
    let mut owners: Vec<Uuid> = changes
        .iter()
        .filter_map(|change| Some(change.earlier.as_ref()?.patient?.0))
        .collect();
    owners.sort_unstable();
    owners.dedup();
    owners
}

async fn owned<E: Owned, C: ConnectionTrait>(
    db: &C,
    changes: &[Change],
    ids: &[Uuid],
) -> Result<HashMap<Uuid, Value>, StoreError> {
    let rows = rows::<E, C>(db, changes, ids).await?;
    Ok(rows
        .iter()
        .map(|row| (E::head(row).id, versions::payload(row)))
        .collect())
}

/// Patients with their identifiers, all of them in order.
async fn patients<C: ConnectionTrait>(
    db: &C,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, Value>, StoreError> {
    let filter = patient::Column::Id.is_in(ids.iter().copied());
    let mut payloads = plain::<patient::Entity, C>(db, filter, |row| row.id).await?;
    let identifiers = patient_identifier::Entity::find()
        .filter(patient_identifier::Column::PatientId.is_in(ids.iter().copied()))
        .order_by_asc(patient_identifier::Column::PatientId)
        .order_by_asc(patient_identifier::Column::Ordinal)
        .all(db)
        .await?;
    for row in identifiers {
        if let Some(payload) = payloads.get_mut(&row.patient_id) {
            let identifier = json!({"system": row.system, "value": row.value});
            match payload.get_mut("identifiers").and_then(Value::as_array_mut) {
                Some(list) => list.push(identifier),
                None => payload["identifiers"] = json!([identifier]),
            }
        }
    }
    Ok(payloads)
}

async fn periods<C: ConnectionTrait>(
    db: &C,
    changes: &[Change],
    ids: &[Uuid],
) -> Result<HashMap<Uuid, Value>, StoreError> {
    use treatment_period_leave::{Column, Entity, Model};
    let rows = rows::<treatment_period::Entity, C>(db, changes, ids).await?;
    let mut leave: HashMap<Uuid, Vec<Model>> = HashMap::new();
    let all = Entity::find()
        .filter(Column::PatientId.is_in(owners(changes)))
        .filter(Column::TreatmentPeriodId.is_in(ids.iter().copied()))
        .all(db)
        .await?;
    for row in all {
        leave.entry(row.treatment_period_id).or_default().push(row);
    }
    Ok(rows
        .iter()
        .map(|row| {
            let leave = leave.remove(&row.id).unwrap_or_default();
            (row.id, versions::period_payload(row, &leave))
        })
        .collect())
}

async fn contacts<C: ConnectionTrait>(
    db: &C,
    changes: &[Change],
    ids: &[Uuid],
) -> Result<HashMap<Uuid, Value>, StoreError> {
    use contact_professional::{Column, Entity};
    let rows = rows::<contact::Entity, C>(db, changes, ids).await?;
    let mut others: HashMap<Uuid, Vec<Uuid>> = HashMap::new();
    let all = Entity::find()
        .filter(Column::PatientId.is_in(owners(changes)))
        .filter(Column::ContactId.is_in(ids.iter().copied()))
        .order_by_asc(Column::Position)
        .all(db)
        .await?;
    for row in all {
        others
            .entry(row.contact_id)
            .or_default()
            .push(row.professional_id);
    }
    Ok(rows
        .iter()
        .map(|row| {
            let others = others.remove(&row.id).unwrap_or_default();
            (row.id, versions::contact_payload(row, &others))
        })
        .collect())
}

async fn keep<C: ConnectionTrait>(
    db: &C,
    kind: Kind,
    changes: &[Change],
    mut payloads: HashMap<Uuid, Value>,
    saved: Saved<'_>,
) -> Result<(), StoreError> {
    let mut of_patients = Vec::new();
    let mut of_directory = Vec::new();
    for change in changes {
        let (Some(stored), Some(payload)) = (&change.earlier, payloads.remove(&change.placed.id))
        else {
            continue;
        };
        let version = directory_version::Model {
            id: saved.ids.next(),
            kind: kind.code().to_owned(),
            record_id: stored.id,
            version: stored.version,
            recorded_at: stored.recorded_at,
            superseded_at: saved.at,
            actor: saved.actor.to_owned(),
            reason: saved.reason.map(str::to_owned),
            import_file_id: change.placed.origin.map(|origin| origin.file.0),
            payload,
        };
        match stored.patient {
            Some(patient) => of_patients.push(of_patient(patient.0, version)),
            None => of_directory.push(version),
        }
    }
    if !payloads.is_empty() {
        return Err(corrupt("a version that no change replaces"));
    }
    of_patients.sort_by_key(|row| (row.patient_id, row.id));
    insert::<record_version::Entity, C>(db, of_patients).await?;
    insert::<directory_version::Entity, C>(db, of_directory).await
}

fn of_patient(patient_id: Uuid, version: directory_version::Model) -> record_version::Model {
    record_version::Model {
        patient_id,
        id: version.id,
        kind: version.kind,
        record_id: version.record_id,
        version: version.version,
        recorded_at: version.recorded_at,
        superseded_at: version.superseded_at,
        actor: version.actor,
        reason: version.reason,
        import_file_id: version.import_file_id,
        payload: version.payload,
    }
}
