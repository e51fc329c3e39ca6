//! Facts are written with the summary of a patient, in the same transaction.

use std::collections::BTreeMap;

use chrono::Datelike;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, IntoActiveModel,
    QueryFilter,
};
use uuid::Uuid;

use super::months;
use crate::domain::continuity::measures::warm_handover::Handed;
use crate::domain::report::Facts;
use crate::domain::report::facts::{
    AdmissionFact, MeasureFact, Outcome, PeriodFact, RelationshipFact,
};
use crate::store::error::StoreError;
use crate::store::sql::CHUNK;

use entity::{admission_fact, measure_fact, period_fact, relationship_fact};

/// Stores patients' facts over those that were there. Where they are as they were nothing is written: a
/// meeting of today changes no quarter that is over.
pub async fn store<C: ConnectionTrait>(conn: &C, facts: &[&Facts]) -> Result<(), StoreError> {
    for chunk in facts.chunks(CHUNK) {
        let ids: Vec<Uuid> = chunk.iter().map(|facts| facts.patient.0).collect();
        let rows = Rows::of(chunk);
        let patient = admission_fact::Column::PatientId;
        keep::<admission_fact::Entity, _>(conn, patient, &ids, rows.admissions, |row| {
            (row.patient_id, row.first_stay_id.as_u128())
        })
        .await?;
        let patient = relationship_fact::Column::PatientId;
        keep::<relationship_fact::Entity, _>(conn, patient, &ids, rows.relationships, |row| {
            (row.patient_id, row.relationship_id.as_u128())
        })
        .await?;
        let patient = measure_fact::Column::PatientId;
        keep::<measure_fact::Entity, _>(conn, patient, &ids, rows.measures, |row| {
            (row.patient_id, row.measure_id.as_u128())
        })
        .await?;
        let patient = period_fact::Column::PatientId;
        keep::<period_fact::Entity, _>(conn, patient, &ids, rows.periods, |row| {
            let day = u128::from(row.starts_on.num_days_from_ce().unsigned_abs());
            let months = u128::from(row.months.unsigned_abs());
            (row.patient_id, (months << 64) | day)
        })
        .await?;
    }
    Ok(())
}

/// The rows of some patients.
#[derive(Default)]
struct Rows {
    admissions: Vec<admission_fact::Model>,
    relationships: Vec<relationship_fact::Model>,
    measures: Vec<measure_fact::Model>,
    periods: Vec<period_fact::Model>,
}

impl Rows {
    fn of(facts: &[&Facts]) -> Self {
        let mut rows = Self::default();
        for facts in facts {
            let id = facts.patient.0;
            let all = facts.admissions.iter();
            rows.admissions.extend(all.map(|fact| admission(id, fact)));
            let all = facts.relationships.iter();
            rows.relationships
                .extend(all.map(|fact| relationship(id, fact)));
            let all = facts.measures.iter();
            rows.measures.extend(all.map(|fact| measure(id, fact)));
            let all = facts.periods.iter();
            rows.periods.extend(all.map(|fact| period(id, fact)));
        }
        rows
    }
}

/// Writes the rows of those patients whose rows are not the ones stored.
async fn keep<E, C>(
    conn: &C,
    patient: E::Column,
    ids: &[Uuid],
    new: Vec<E::Model>,
    key: fn(&E::Model) -> (Uuid, u128),
) -> Result<(), StoreError>
where
    E: EntityTrait,
    E::Model: FromQueryResult + IntoActiveModel<E::ActiveModel> + PartialEq + Send + Sync,
    E::ActiveModel: ActiveModelTrait<Entity = E> + Send,
    C: ConnectionTrait,
{
    let by_patient = |rows: Vec<E::Model>| {
        let mut sorted: BTreeMap<Uuid, Vec<E::Model>> = BTreeMap::new();
        for row in rows {
            sorted.entry(key(&row).0).or_default().push(row);
        }
        for rows in sorted.values_mut() {
            rows.sort_by_key(&key);
        }
        sorted
    };
    let stored = E::find()
        .filter(patient.is_in(ids.iter().copied()))
        .all(conn)
        .await?;
    let (stored, new) = (by_patient(stored), by_patient(new));
    let is_other = |id: &Uuid| stored.get(id) != new.get(id);
    let others: Vec<Uuid> = ids.iter().copied().filter(is_other).collect();
    let gone: Vec<Uuid> = others
        .iter()
        .copied()
        .filter(|id| stored.contains_key(id))
        .collect();
    if !gone.is_empty() {
        E::delete_many()
            .filter(patient.is_in(gone))
            .exec(conn)
            .await?;
    }
    let mut fresh: Vec<E::ActiveModel> = Vec::new();
    for (id, rows) in new {
        if others.contains(&id) {
            fresh.extend(rows.into_iter().map(IntoActiveModel::into_active_model));
        }
    }
    while !fresh.is_empty() {
        let rest = fresh.split_off(fresh.len().min(CHUNK));
        E::insert_many(fresh).exec_without_returning(conn).await?;
        fresh = rest;
    }
    Ok(())
}

const fn number(outcome: Outcome) -> i32 {
    match outcome {
        Outcome::No => 0,
        Outcome::Yes => 1,
        Outcome::Missing => 2,
    }
}

fn admission(patient: Uuid, fact: &AdmissionFact) -> admission_fact::Model {
    admission_fact::Model {
        patient_id: patient,
        first_stay_id: fact.first.0,
        unit_id: fact.unit.0,
        from_on: fact.from,
        to_on: fact.to,
        known: fact.known.map(number),
        met_72h: fact.met_72h.map(number),
        met_7d: fact.met_7d.map(number),
        met_30d: fact.met_30d.map(number),
        across: fact.across.map(number),
        returned: fact.returned.map(number),
        responsible: fact.responsible,
        measure_days: fact.measure_days,
        waited_days: fact.waited_days,
        is_met: fact.is_met,
    }
}

fn relationship(patient: Uuid, fact: &RelationshipFact) -> relationship_fact::Model {
    relationship_fact::Model {
        patient_id: patient,
        relationship_id: fact.id.0,
        unit_id: fact.unit.map(|unit| unit.0),
        kind: fact.kind.code().to_owned(),
        from_on: fact.from,
        to_on: fact.to,
        is_planned: fact.is_planned,
        handed: fact.handed.map(|handed| match handed {
            Handed::Not => 0,
            Handed::Warm => 1,
            Handed::Written => 2,
        }),
    }
}

fn measure(patient: Uuid, fact: &MeasureFact) -> measure_fact::Model {
    measure_fact::Model {
        patient_id: patient,
        measure_id: fact.id.0,
        unit_id: fact.unit.map(|unit| unit.0),
        ended_on: fact.ended,
        debriefed: fact.debriefed.into(),
    }
}

fn period(patient: Uuid, fact: &PeriodFact) -> period_fact::Model {
    period_fact::Model {
        patient_id: patient,
        months: months(fact.period),
        starts_on: fact.period.from(),
        unit_id: fact.unit.map(|unit| unit.0),
        service_days: fact.service_days,
        covered_days: fact.covered_days,
        contacts: fact.contacts,
        providers: fact.providers,
        sum_squares: fact.sum_squares,
        same_pairs: fact.same_pairs,
        named_hits: fact.named_hits,
        named_contacts: fact.named_contacts,
        team_changes: fact.team_changes,
        setting_moves: fact.setting_moves,
        endings: fact.endings,
    }
}
