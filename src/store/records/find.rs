//! What is stored under the ids of one source.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::{
    contact_professional, employment, patient, patient_identifier, professional,
    treatment_period_leave, unit,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::directory::PatientNames;
use super::tables::{
    Head, Owned, Parts, employment_record, further_identifiers, patient_record,
    professional_record, unit_record,
};
use super::{BINDS, Directory, Naming, Stored, corrupt};
use crate::domain::ids::{PatientId, SourceId};
use crate::domain::intake::{Kind, Leave};
use crate::domain::recording::SYSTEM;
use crate::domain::time::Instant;
use crate::store::StoreError;
use crate::store::bulk::{LIST, padded};

/// A patient to whom records may be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownPatient {
    /// Identity.
    pub id: PatientId,
    /// What the patient is called: the first identifier, by the naming of the directory.
    pub name: String,
    /// Date of birth.
    pub birth_date: Option<NaiveDate>,
    /// Time of death.
    pub deceased_at: Option<Instant>,
}

/// Units of a source by its ids.
pub async fn units<C: ConnectionTrait>(
    db: &C,
    system: &str,
    values: &[&str],
    directory: &Directory,
) -> Result<Vec<Stored>, StoreError> {
    let mut found = Vec::new();
    for values in values.chunks(LIST) {
        let rows = unit::Entity::find()
            .filter(unit::Column::SourceSystem.eq(system))
            .filter(unit::Column::SourceValue.is_in(padded(values)))
            .all(db)
            .await?;
        for row in rows {
            found.push(unit_record(row, &directory.naming, directory)?);
        }
    }
    Ok(found)
}

/// Professionals of a source by its ids.
pub async fn professionals<C: ConnectionTrait>(
    db: &C,
    system: &str,
    values: &[&str],
    naming: &Naming,
) -> Result<Vec<Stored>, StoreError> {
    let mut found = Vec::new();
    for values in values.chunks(LIST) {
        let rows = professional::Entity::find()
            .filter(professional::Column::SourceSystem.eq(system))
            .filter(professional::Column::SourceValue.is_in(padded(values)))
            .all(db)
            .await?;
        for row in rows {
            found.push(professional_record(row, naming)?);
        }
    }
    Ok(found)
}

/// All employments of some professionals.
pub async fn employments<C: ConnectionTrait>(
    db: &C,
    professionals: &[Uuid],
    directory: &Directory,
) -> Result<Vec<Stored>, StoreError> {
    let mut found = Vec::new();
    for ids in professionals.chunks(LIST) {
        let rows = employment::Entity::find()
            .filter(employment::Column::ProfessionalId.is_in(padded(ids)))
            .all(db)
            .await?;
        for row in &rows {
            found.push(employment_record(row, directory)?);
        }
    }
    Ok(found)
}

/// Patients by identity, with their identifiers.
pub async fn patients<C: ConnectionTrait>(
    db: &C,
    ids: &[Uuid],
    naming: &Naming,
) -> Result<Vec<Stored>, StoreError> {
    let mut found = Vec::new();
    for ids in ids.chunks(LIST) {
        let rows = patient::Entity::find()
            .filter(patient::Column::Id.is_in(padded(ids)))
            .all(db)
            .await?;
        let mut identifiers: HashMap<Uuid, Vec<patient_identifier::Model>> = HashMap::new();
        let all = patient_identifier::Entity::find()
            .filter(patient_identifier::Column::PatientId.is_in(padded(ids)))
            .all(db)
            .await?;
        for row in all {
            identifiers.entry(row.patient_id).or_default().push(row);
        }
        for row in rows {
            let further = further_identifiers(identifiers.remove(&row.id).unwrap_or_default());
            found.push(patient_record(row, further, naming)?);
        }
    }
    Ok(found)
}

/// Whose identifiers are; those of nobody are left out.
pub async fn identifier_owners<C: ConnectionTrait>(
    db: &C,
    identifiers: &[SourceId],
) -> Result<HashMap<SourceId, PatientId>, StoreError> {
    let mut by_system: HashMap<&str, Vec<&str>> = HashMap::new();
    for identifier in identifiers {
        by_system
            .entry(&identifier.system)
            .or_default()
            .push(&identifier.value);
    }
    let mut owners = HashMap::new();
    for (system, values) in by_system {
        for values in values.chunks(LIST) {
            let rows = patient_identifier::Entity::find()
                .filter(patient_identifier::Column::System.eq(system))
                .filter(patient_identifier::Column::Value.is_in(padded(values)))
                .all(db)
                .await?;
            owners.extend(rows.into_iter().map(|row| {
                (
                    SourceId::new(row.system, row.value),
                    PatientId(row.patient_id),
                )
            }));
        }
    }
    Ok(owners)
}

/// Patients by any of their identifiers in one system.
pub async fn patients_by_name<C: ConnectionTrait>(
    db: &C,
    system: &str,
    values: &[&str],
    naming: &Naming,
) -> Result<HashMap<String, KnownPatient>, StoreError> {
    let identifiers: Vec<SourceId> = values
        .iter()
        .map(|value| SourceId::new(system, *value))
        .collect();
    let owners = identifier_owners(db, &identifiers).await?;
    let mut ids: Vec<Uuid> = owners.values().map(|id| id.0).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut known = HashMap::with_capacity(ids.len());
    for ids in ids.chunks(LIST) {
        let rows = patient::Entity::find()
            .filter(patient::Column::Id.is_in(padded(ids)))
            .all(db)
            .await?;
        known.extend(rows.into_iter().map(|row| {
            let patient = KnownPatient {
                id: PatientId(row.id),
                name: naming.name(&row.source_system, &row.source_value),
                birth_date: row.birth_date,
                deceased_at: row.deceased_at,
            };
            (patient.id, patient)
        }));
    }
    Ok(owners
        .into_iter()
        .filter_map(|(identifier, id)| Some((identifier.value, known.get(&id)?.clone())))
        .collect())
}

/// Records of one kind that patients own, by a source's ids.
pub async fn owned<C: ConnectionTrait>(
    db: &C,
    kind: Kind,
    system: &str,
    values: &[&str],
    directory: &Directory,
) -> Result<Vec<Stored>, StoreError> {
    use entity::{
        alliance_score, contact, decision, handover, legal_period, measure, measure_visit,
        narrative_entry, narrative_read, plan, relational_review, relationship, request, rupture,
        shift_assignment, treatment_period,
    };
    match kind {
        Kind::Unit | Kind::Professional | Kind::Employment | Kind::Patient => {
            Err(corrupt("no patient owns records of this kind"))
        }
        Kind::TreatmentPeriod => {
            by_source::<treatment_period::Entity, C>(db, system, values, directory).await
        }
        Kind::Contact => by_source::<contact::Entity, C>(db, system, values, directory).await,
        Kind::Relationship => {
            by_source::<relationship::Entity, C>(db, system, values, directory).await
        }
        Kind::ShiftAssignment => {
            by_source::<shift_assignment::Entity, C>(db, system, values, directory).await
        }
        Kind::Handover => by_source::<handover::Entity, C>(db, system, values, directory).await,
        Kind::Decision => by_source::<decision::Entity, C>(db, system, values, directory).await,
        Kind::RelationalReview => {
            by_source::<relational_review::Entity, C>(db, system, values, directory).await
        }
        Kind::LegalPeriod => {
            by_source::<legal_period::Entity, C>(db, system, values, directory).await
        }
        Kind::Measure => by_source::<measure::Entity, C>(db, system, values, directory).await,
        Kind::MeasureVisit => {
            by_source::<measure_visit::Entity, C>(db, system, values, directory).await
        }
        Kind::Plan => by_source::<plan::Entity, C>(db, system, values, directory).await,
        Kind::Request => by_source::<request::Entity, C>(db, system, values, directory).await,
        Kind::AllianceScore => {
            by_source::<alliance_score::Entity, C>(db, system, values, directory).await
        }
        Kind::Rupture => by_source::<rupture::Entity, C>(db, system, values, directory).await,
        Kind::NarrativeEntry => {
            by_source::<narrative_entry::Entity, C>(db, system, values, directory).await
        }
        Kind::NarrativeRead => {
            by_source::<narrative_read::Entity, C>(db, system, values, directory).await
        }
    }
}

/// A record to which others may be added as its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownWhole {
    /// Identity.
    pub id: Uuid,
    /// Whose it is.
    pub patient: PatientId,
}

/// The records to which records of a kind belong, by a source's ids; none for kinds that stand for
/// themselves.
pub async fn wholes<C: ConnectionTrait>(
    db: &C,
    kind: Kind,
    system: &str,
    values: &[&str],
) -> Result<HashMap<String, KnownWhole>, StoreError> {
    match kind {
        Kind::MeasureVisit => wholes_in::<entity::measure::Entity, C>(db, system, values).await,
        Kind::NarrativeRead => {
            wholes_in::<entity::narrative_entry::Entity, C>(db, system, values).await
        }
        _ => Ok(HashMap::new()),
    }
}

async fn wholes_in<E: Owned, C: ConnectionTrait>(
    db: &C,
    system: &str,
    values: &[&str],
) -> Result<HashMap<String, KnownWhole>, StoreError> {
    let mut known = HashMap::with_capacity(values.len());
    for values in values.chunks(LIST) {
        let rows: Vec<(Uuid, Uuid, String)> = E::find()
            .select_only()
            .columns([E::ID, E::PATIENT, E::VALUE])
            .filter(E::SYSTEM.eq(system))
            .filter(E::VALUE.is_in(padded(values)))
            .into_tuple()
            .all(db)
            .await?;
        known.extend(rows.into_iter().map(|(id, patient, value)| {
            let patient = PatientId(patient);
            (value, KnownWhole { id, patient })
        }));
    }
    Ok(known)
}

async fn by_source<E: Owned, C: ConnectionTrait>(
    db: &C,
    system: &str,
    values: &[&str],
    directory: &Directory,
) -> Result<Vec<Stored>, StoreError> {
    let mut found = Vec::new();
    // What was recorded here stands in exports as `redthread|id`: an import of one knows it again.
    let prefix = format!("{SYSTEM}|");
    let own: Vec<&str> = values
        .iter()
        .filter(|_| system != SYSTEM)
        .filter_map(|value| value.strip_prefix(prefix.as_str()))
        .collect();
    let lists = values.chunks(LIST).map(|values| (system, values));
    for (system, values) in lists.chain(own.chunks(LIST).map(|values| (SYSTEM, values))) {
        let rows = E::find()
            .filter(E::SYSTEM.eq(system))
            .filter(E::VALUE.is_in(padded(values)))
            .all(db)
            .await?;
        if rows.is_empty() {
            continue;
        }
        let names = names_of_patients::<E, C>(db, &rows, &directory.naming).await?;
        found.extend(records::<E, C>(db, rows, &names, directory).await?);
    }
    Ok(found)
}

async fn names_of_patients<E: Owned, C: ConnectionTrait>(
    db: &C,
    rows: &[E::Model],
    naming: &Naming,
) -> Result<PatientNames, StoreError> {
    let mut ids: Vec<Uuid> = rows.iter().map(|row| E::head(row).patient).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut names = PatientNames::with_capacity(ids.len());
    for ids in ids.chunks(LIST) {
        let rows: Vec<(Uuid, String, String)> = patient::Entity::find()
            .select_only()
            .column(patient::Column::Id)
            .column(patient::Column::SourceSystem)
            .column(patient::Column::SourceValue)
            .filter(patient::Column::Id.is_in(padded(ids)))
            .into_tuple()
            .all(db)
            .await?;
        names.extend(
            rows.into_iter()
                .map(|(id, system, value)| (id, naming.name(&system, &value))),
        );
    }
    Ok(names)
}

/// Rows as records, with what belongs to them from other tables.
pub(super) async fn records<E: Owned, C: ConnectionTrait>(
    db: &C,
    rows: Vec<E::Model>,
    names: &PatientNames,
    directory: &Directory,
) -> Result<Vec<Stored>, StoreError> {
    let heads: Vec<Head> = rows.iter().map(|row| E::head(row)).collect();
    let mut parts = parts(db, E::KIND, &heads).await?;
    let mut records = Vec::with_capacity(rows.len());
    for (row, head) in rows.into_iter().zip(heads) {
        let patient = names
            .get(&head.patient)
            .cloned()
            .ok_or_else(|| corrupt("a stored record belongs to nobody"))?;
        let id = directory.naming.name(&head.system, &head.value);
        let parts = parts.remove(&(head.patient, head.id)).unwrap_or_default();
        let record = E::record(row, id, patient, parts, directory)?;
        records.push(head.stored(record));
    }
    Ok(records)
}

/// Leaves and other professionals, by (patient, record).
pub(super) async fn parts<C: ConnectionTrait>(
    db: &C,
    kind: Kind,
    heads: &[Head],
) -> Result<HashMap<(Uuid, Uuid), Parts>, StoreError> {
    let mut parts: HashMap<(Uuid, Uuid), Parts> = HashMap::new();
    // Patient and record are asked for apart, which both engines answer from the key's range; what
    // comes back belongs to one of the records, since ids are unique.
    for heads in heads.chunks(BINDS / 2) {
        let mut patients: Vec<Uuid> = heads.iter().map(|head| head.patient).collect();
        patients.dedup();
        let ids = heads.iter().map(|head| head.id);
        match kind {
            Kind::TreatmentPeriod => {
                use treatment_period_leave::{Column, Entity};
                let rows = Entity::find()
                    .filter(Column::PatientId.is_in(patients))
                    .filter(Column::TreatmentPeriodId.is_in(ids))
                    .order_by_asc(Column::FromAt)
                    .order_by_asc(Column::Id)
                    .all(db)
                    .await?;
                for row in rows {
                    let part = parts
                        .entry((row.patient_id, row.treatment_period_id))
                        .or_default();
                    part.leave.push(Leave {
                        from: row.from_at,
                        to: row.to_at,
                    });
                }
            }
            Kind::Contact => {
                use contact_professional::{Column, Entity};
                let rows = Entity::find()
                    .filter(Column::PatientId.is_in(patients))
                    .filter(Column::ContactId.is_in(ids))
                    .order_by_asc(Column::Position)
                    .all(db)
                    .await?;
                for row in rows {
                    let part = parts.entry((row.patient_id, row.contact_id)).or_default();
                    part.others.push(row.professional_id);
                }
            }
            _ => {}
        }
    }
    Ok(parts)
}
