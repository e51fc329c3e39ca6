//! Stores records: new ones, and corrections with the version before them.

use std::collections::HashMap;

use entity::{
    contact_professional, employment, patient, patient_identifier, professional,
    treatment_period_leave, unit,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter};
use uuid::Uuid;

use super::tables::{
    Owned, Owner, employment_model, identifier_models, patient_model, professional_model,
    unit_model,
};
use super::{BINDS, Directory, KnownWhole, Placed, Stored, archive, corrupt};
use crate::domain::intake::{Kind, Record};
use crate::domain::time::Instant;
use crate::runtime::IdGen;
use crate::store::StoreError;
use crate::store::bulk::{self, Existing};
use crate::store::texts::{self, Told};

/// A record to be stored; `earlier` is the version that it replaces, if it replaces one.
#[derive(Debug, Clone)]
pub struct Change {
    /// As it will stand.
    pub placed: Placed,
    /// As it stood.
    pub earlier: Option<Stored>,
}

/// Who stores, when, and under which source's ids.
#[derive(Clone, Copy)]
pub struct Saved<'a> {
    /// The system of the records' ids.
    pub system: &'a str,
    /// Who does it, for the earlier versions.
    pub actor: &'a str,
    /// Why, for the earlier versions.
    pub reason: Option<&'a str>,
    /// When.
    pub at: Instant,
    /// What the records' references mean.
    pub directory: &'a Directory,
    /// What the ids of those mean to which records belong as parts.
    pub wholes: &'a HashMap<String, KnownWhole>,
    /// Ids of versions and parts.
    pub ids: &'a dyn IdGen,
}

/// Stores changes of one kind: what is new, what replaces an earlier version, and that version.
pub async fn save<C: ConnectionTrait>(
    db: &C,
    kind: Kind,
    changes: &[Change],
    saved: Saved<'_>,
) -> Result<(), StoreError> {
    use entity::{
        alliance_score, contact, decision, handover, legal_period, measure, measure_visit,
        narrative_entry, narrative_read, plan, relational_review, relationship, request, rupture,
        shift_assignment, treatment_period,
    };
    if changes.is_empty() {
        return Ok(());
    }
    archive::archive(db, kind, changes, saved).await?;
    match kind {
        Kind::Unit => {
            let model = |placed: &Placed| unit_model(placed, saved.system, saved.directory);
            store::<unit::Entity, C>(db, models(changes, model)?).await
        }
        Kind::Professional => {
            let model = |placed: &Placed| Ok(professional_model(placed, saved.system));
            store::<professional::Entity, C>(db, models(changes, model)?).await
        }
        Kind::Employment => {
            let model = |placed: &Placed| employment_model(placed, saved.directory);
            store::<employment::Entity, C>(db, models(changes, model)?).await
        }
        Kind::Patient => save_patients(db, changes, saved).await,
        Kind::TreatmentPeriod => {
            save_owned::<treatment_period::Entity, C>(db, changes, saved).await?;
            save_leave(db, changes, saved).await
        }
        Kind::Contact => {
            save_owned::<contact::Entity, C>(db, changes, saved).await?;
            save_others(db, changes, saved).await
        }
        Kind::Relationship => save_owned::<relationship::Entity, C>(db, changes, saved).await,
        Kind::ShiftAssignment => {
            save_owned::<shift_assignment::Entity, C>(db, changes, saved).await
        }
        Kind::Handover => save_told::<handover::Entity, C>(db, changes, saved).await,
        Kind::Decision => save_owned::<decision::Entity, C>(db, changes, saved).await,
        Kind::RelationalReview => {
            save_owned::<relational_review::Entity, C>(db, changes, saved).await
        }
        Kind::LegalPeriod => save_owned::<legal_period::Entity, C>(db, changes, saved).await,
        Kind::Measure => save_owned::<measure::Entity, C>(db, changes, saved).await,
        Kind::MeasureVisit => save_owned::<measure_visit::Entity, C>(db, changes, saved).await,
        Kind::Plan => save_told::<plan::Entity, C>(db, changes, saved).await,
        Kind::Request => save_told::<request::Entity, C>(db, changes, saved).await,
        Kind::AllianceScore => save_owned::<alliance_score::Entity, C>(db, changes, saved).await,
        Kind::Rupture => save_owned::<rupture::Entity, C>(db, changes, saved).await,
        Kind::NarrativeEntry => save_told::<narrative_entry::Entity, C>(db, changes, saved).await,
        Kind::NarrativeRead => save_owned::<narrative_read::Entity, C>(db, changes, saved).await,
    }
}

/// Rows of one table.
struct Rows<M> {
    new: Vec<M>,
    replacing: Vec<M>,
}

fn models<M>(
    changes: &[Change],
    model: impl Fn(&Placed) -> Result<Option<M>, StoreError>,
) -> Result<Rows<M>, StoreError> {
    let mut rows = Rows {
        new: Vec::with_capacity(changes.len()),
        replacing: Vec::new(),
    };
    for change in changes {
        let row = model(&change.placed)?.ok_or_else(|| corrupt("records of several kinds"))?;
        match change.earlier {
            None => rows.new.push(row),
            Some(_) => rows.replacing.push(row),
        }
    }
    Ok(rows)
}

async fn save_owned<E: Owned, C: ConnectionTrait>(
    db: &C,
    changes: &[Change],
    saved: Saved<'_>,
) -> Result<(), StoreError>
where
    E::Model: IntoActiveModel<E::ActiveModel>,
{
    store::<E, C>(db, owned::<E>(changes, saved)?).await
}

/// Stores records with texts, and the words by which those are found.
async fn save_told<E: Owned + Told, C: ConnectionTrait>(
    db: &C,
    changes: &[Change],
    saved: Saved<'_>,
) -> Result<(), StoreError>
where
    E::Model: IntoActiveModel<E::ActiveModel>,
{
    let rows = owned::<E>(changes, saved)?;
    let new = texts::documents::<E>(&rows.new);
    let replacing = texts::documents::<E>(&rows.replacing);
    store::<E, C>(db, rows).await?;
    texts::add(db, &new).await?;
    texts::replace(db, &replacing).await
}

fn owned<E: Owned>(changes: &[Change], saved: Saved<'_>) -> Result<Rows<E::Model>, StoreError> {
    let mut rows = models(changes, |placed| {
        let owner = Owner {
            patient: patient_of(placed)?,
            system: saved.system,
            wholes: saved.wholes,
        };
        E::model(placed, owner, saved.directory)
    })?;
    // In the order of the key: fewer pages touched, and two writers never wait for each other in
    // a circle.
    for rows in [&mut rows.new, &mut rows.replacing] {
        rows.sort_by_cached_key(|row| {
            let head = E::head(row);
            (head.patient, head.id)
        });
    }
    Ok(rows)
}

fn patient_of(placed: &Placed) -> Result<Uuid, StoreError> {
    placed
        .patient
        .map(|patient| patient.0)
        .ok_or_else(|| corrupt("a record that belongs to nobody"))
}

async fn save_patients<C: ConnectionTrait>(
    db: &C,
    changes: &[Change],
    saved: Saved<'_>,
) -> Result<(), StoreError> {
    let rows = models(changes, |placed| Ok(patient_model(placed, saved.system)))?;
    store::<patient::Entity, C>(db, rows).await?;
    let before: Vec<Uuid> = replaced(changes).map(|(_, id)| id).collect();
    for ids in before.chunks(BINDS) {
        patient_identifier::Entity::delete_many()
            .filter(patient_identifier::Column::PatientId.is_in(ids.iter().copied()))
            .exec(db)
            .await?;
    }
    let mut rows: Vec<_> = changes
        .iter()
        .flat_map(|change| identifier_models(&change.placed, saved.system))
        .collect();
    rows.sort_by(|a, b| (&a.system, &a.value).cmp(&(&b.system, &b.value)));
    insert::<patient_identifier::Entity, C>(db, rows).await
}

async fn save_leave<C: ConnectionTrait>(
    db: &C,
    changes: &[Change],
    saved: Saved<'_>,
) -> Result<(), StoreError> {
    use treatment_period_leave::{Column, Entity, Model};
    for (patient, id) in replaced(changes) {
        Entity::delete_many()
            .filter(Column::PatientId.eq(patient))
            .filter(Column::TreatmentPeriodId.eq(id))
            .exec(db)
            .await?;
    }
    let mut rows = Vec::new();
    for change in changes {
        if let Record::TreatmentPeriod(period) = &change.placed.record {
            let patient_id = patient_of(&change.placed)?;
            rows.extend(period.leave.iter().map(|leave| Model {
                patient_id,
                id: saved.ids.next(),
                treatment_period_id: change.placed.id,
                from_at: leave.from,
                to_at: leave.to,
            }));
        }
    }
    rows.sort_by_key(|row| (row.patient_id, row.id));
    insert::<Entity, C>(db, rows).await
}

async fn save_others<C: ConnectionTrait>(
    db: &C,
    changes: &[Change],
    saved: Saved<'_>,
) -> Result<(), StoreError> {
    use contact_professional::{Column, Entity, Model};
    for (patient, id) in replaced(changes) {
        Entity::delete_many()
            .filter(Column::PatientId.eq(patient))
            .filter(Column::ContactId.eq(id))
            .exec(db)
            .await?;
    }
    let mut rows = Vec::new();
    for change in changes {
        if let Record::Contact(contact) = &change.placed.record {
            let patient_id = patient_of(&change.placed)?;
            for (other, position) in contact.other_professional_ids.iter().zip(0..) {
                let professional = saved.directory.professionals.get(other);
                rows.push(Model {
                    patient_id,
                    contact_id: change.placed.id,
                    position,
                    professional_id: professional
                        .ok_or_else(|| corrupt("a contact with someone who is not stored"))?
                        .0,
                });
            }
        }
    }
    rows.sort_by_key(|row| (row.patient_id, row.contact_id, row.position));
    insert::<Entity, C>(db, rows).await
}

/// (patient, record) of what replaces an earlier version.
pub(super) fn replaced(changes: &[Change]) -> impl Iterator<Item = (Uuid, Uuid)> {
    changes.iter().filter_map(|change| {
        let patient = change.earlier.as_ref()?.patient?;
        Some((patient.0, change.placed.id))
    })
}

/// Stores what is new, then what replaces an earlier version: the latter may refer to the former.
async fn store<E: EntityTrait, C: ConnectionTrait>(
    db: &C,
    rows: Rows<E::Model>,
) -> Result<(), StoreError>
where
    E::Model: IntoActiveModel<E::ActiveModel>,
{
    bulk::write::<E, C>(db, rows.new, Existing::Refuse).await?;
    bulk::write::<E, C>(db, rows.replacing, Existing::Replace).await
}

pub(super) async fn insert<E: EntityTrait, C: ConnectionTrait>(
    db: &C,
    rows: Vec<E::Model>,
) -> Result<(), StoreError>
where
    E::Model: IntoActiveModel<E::ActiveModel>,
{
    bulk::write::<E, C>(db, rows, Existing::Refuse).await
}
