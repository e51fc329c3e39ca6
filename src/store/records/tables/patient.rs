//! Patients and the identifiers they are found by.

use crate::store::StoreError;
use entity::patient::Model;
use entity::patient_identifier;

use super::{maybe_word, origin};
use crate::domain::folding;
use crate::domain::ids::{PatientId, SourceId};
use crate::domain::intake::{Patient, Record};
use crate::store::records::{Naming, Placed, Stored};

/// A stored patient; `identifiers` are the further ones, in order.
pub(in super::super) fn patient_record(
    row: Model,
    identifiers: Vec<SourceId>,
    naming: &Naming,
) -> Result<Stored, StoreError> {
    Ok(Stored {
        id: row.id,
        patient: Some(PatientId(row.id)),
        version: row.version,
        recorded_at: row.recorded_at,
        is_own: row.import_file_id.is_none(),
        record: Record::Patient(Patient {
            id: naming.name(&row.source_system, &row.source_value),
            identifiers,
            family_name: row.family_name,
            given_name: row.given_name,
            birth_date: row.birth_date,
            sex: maybe_word(row.sex.as_deref())?,
            language: row.language,
            in_service_from: row.in_service_from_on,
            in_service_to: row.in_service_to_on,
            deceased_at: row.deceased_at,
            recorded_at: Some(row.recorded_at),
        }),
    })
}

/// The row of a patient; `None` for any other record.
pub(in super::super) fn patient_model(placed: &Placed, system: &str) -> Option<Model> {
    let Record::Patient(r) = &placed.record else {
        return None;
    };
    let (import_file_id, import_row) = origin(placed);
    let source = SourceId::new(system, r.id.as_str());
    Some(Model {
        id: placed.id,
        source_key: source.to_string(),
        source_system: source.system,
        source_value: source.value,
        family_name: r.family_name.clone(),
        given_name: r.given_name.clone(),
        name_folded: folded(r),
        birth_date: r.birth_date,
        sex: r.sex.map(|sex| sex.code().to_owned()),
        language: r.language.clone(),
        in_service_from_on: r.in_service_from,
        in_service_to_on: r.in_service_to,
        deceased_at: r.deceased_at,
        recorded_at: placed.recorded_at,
        version: placed.version,
        import_file_id,
        import_row,
    })
}

fn folded(patient: &Patient) -> String {
    let names: Vec<&str> = [&patient.family_name, &patient.given_name]
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect();
    folding::fold(&names.join(" "))
}

/// The rows by which a patient is found; the first identifier has ordinal 0.
pub(in super::super) fn identifier_models(
    placed: &Placed,
    system: &str,
) -> Vec<patient_identifier::Model> {
    let Record::Patient(r) = &placed.record else {
        return Vec::new();
    };
    std::iter::once(SourceId::new(system, r.id.as_str()))
        .chain(r.identifiers.iter().cloned())
        .zip(0..)
        .map(|(identifier, ordinal)| patient_identifier::Model {
            system: identifier.system,
            value: identifier.value,
            patient_id: placed.id,
            ordinal,
        })
        .collect()
}

/// The further identifiers among a patient's, in order.
pub(in super::super) fn further_identifiers(
    mut rows: Vec<patient_identifier::Model>,
) -> Vec<SourceId> {
    rows.retain(|row| row.ordinal > 0);
    rows.sort_by_key(|row| row.ordinal);
    rows.into_iter()
        .map(|row| SourceId::new(row.system, row.value))
        .collect()
}
