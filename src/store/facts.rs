//! What reports read of patients: kept with the summary, in the same transaction.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, FromQueryResult,
    IntoActiveModel, QueryFilter, QueryResult, Statement, Value,
};
use uuid::Uuid;

use super::error::StoreError;
use super::sql::{CHUNK, cell, id, sure, sure_code, sure_id};
use crate::domain::continuity::measures::warm_handover::Handed;
use crate::domain::ids::{PatientId, ProfessionalId, UnitId};
use crate::domain::report::Facts;
use crate::domain::report::facts::{
    AdmissionFact, MeasureFact, Outcome, PeriodFact, RelationshipFact,
};
use crate::domain::report::measure::Measure;
use crate::domain::report::period::{Period, Span};
use crate::domain::report::sums::Sum;
use crate::domain::vocabulary::RelationshipKind;

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

fn outcome(number: i32) -> Outcome {
    match number {
        0 => Outcome::No,
        1 => Outcome::Yes,
        _ => Outcome::Missing,
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

fn months(period: Period) -> i32 {
    match period.span() {
        Span::Month => 1,
        Span::Quarter => 3,
        Span::Year => 12,
    }
}

fn span(months: i32) -> Span {
    match months {
        1 => Span::Month,
        3 => Span::Quarter,
        _ => Span::Year,
    }
}

/// Hands out rows of a statement.
async fn rows<C: ConnectionTrait>(
    conn: &C,
    sql: &str,
    values: Vec<Value>,
) -> Result<Vec<QueryResult>, StoreError> {
    let backend = conn.get_database_backend();
    let statement = Statement::from_sql_and_values(backend, sql, values);
    Ok(conn.query_all_raw(statement).await?)
}

/// The admissions that began or ended in `[from, to)`, of everybody.
pub async fn admissions<C: ConnectionTrait>(
    conn: &C,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<Vec<AdmissionFact>, StoreError> {
    // One index each, and none twice.
    let columns = "first_stay_id, unit_id, from_on, to_on, known, met_72h, met_7d, met_30d, across, \
         returned, responsible, measure_days, waited_days, is_met";
    let sql = format!(
        "SELECT {columns} FROM admission_fact WHERE from_on >= $1 AND from_on < $2 \
         UNION ALL SELECT {columns} FROM admission_fact \
         WHERE to_on >= $1 AND to_on < $2 AND from_on < $1"
    );
    let rows = rows(conn, &sql, vec![from.into(), to.into()]).await?;
    let fact = |row: &QueryResult| {
        let told = |at| Ok::<_, StoreError>(cell::<i32>(row, at)?.map(outcome));
        Ok(AdmissionFact {
            first: sure_id(row, 0)?,
            unit: sure_id(row, 1)?,
            from: sure(row, 2)?,
            to: cell(row, 3)?,
            known: told(4)?,
            met_72h: told(5)?,
            met_7d: told(6)?,
            met_30d: told(7)?,
            across: told(8)?,
            returned: told(9)?,
            responsible: sure(row, 10)?,
            measure_days: sure(row, 11)?,
            waited_days: cell(row, 12)?,
            is_met: sure(row, 13)?,
        })
    };
    rows.iter().map(fact).collect()
}

/// By which day relationships are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// The first.
    Start,
    /// That of their end.
    End,
}

/// The relationships that began, or ended, in `[from, to)`, of everybody.
pub async fn relationships<C: ConnectionTrait>(
    conn: &C,
    by: By,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<Vec<RelationshipFact>, StoreError> {
    let day = match by {
        By::Start => "from_on",
        By::End => "to_on",
    };
    let sql = format!(
        "SELECT relationship_id, unit_id, kind, from_on, to_on, is_planned, handed \
         FROM relationship_fact WHERE {day} >= $1 AND {day} < $2"
    );
    let rows = rows(conn, &sql, vec![from.into(), to.into()]).await?;
    let fact = |row: &QueryResult| {
        Ok(RelationshipFact {
            id: sure_id(row, 0)?,
            unit: id(row, 1)?,
            kind: sure_code(row, 2)?,
            from: sure(row, 3)?,
            to: cell(row, 4)?,
            is_planned: sure(row, 5)?,
            handed: cell::<i32>(row, 6)?.map(|handed| match handed {
                1 => Handed::Warm,
                2 => Handed::Written,
                _ => Handed::Not,
            }),
        })
    };
    rows.iter().map(fact).collect()
}

/// The restrictive measures that ended in `[from, to)`, of everybody.
pub async fn measures<C: ConnectionTrait>(
    conn: &C,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<Vec<MeasureFact>, StoreError> {
    let sql = "SELECT measure_id, unit_id, ended_on, debriefed FROM measure_fact \
         WHERE ended_on >= $1 AND ended_on < $2";
    let rows = rows(conn, sql, vec![from.into(), to.into()]).await?;
    let fact = |row: &QueryResult| {
        Ok(MeasureFact {
            id: sure_id(row, 0)?,
            unit: id(row, 1)?,
            ended: sure(row, 2)?,
            debriefed: sure::<i32>(row, 3)? != 0,
        })
    };
    rows.iter().map(fact).collect()
}

/// What patients' periods add up to, by unit and period: added up by the database, because everybody has
/// one. In the order of these columns.
const ADDED: &str = "COUNT(*), \
     COUNT(CASE WHEN contacts >= 4 THEN 1 END), \
     COUNT(CASE WHEN contacts BETWEEN 4 AND 9 THEN 1 END), \
     COUNT(CASE WHEN contacts BETWEEN 10 AND 24 THEN 1 END), \
     COUNT(CASE WHEN contacts >= 4 AND named_contacts > 0 THEN 1 END), \
     COUNT(CASE WHEN contacts BETWEEN 4 AND 9 AND named_contacts > 0 THEN 1 END), \
     COUNT(CASE WHEN contacts BETWEEN 10 AND 24 AND named_contacts > 0 THEN 1 END), \
     COUNT(CASE WHEN service_days > 0 THEN 1 END), \
     CAST(SUM(covered_days) AS bigint), CAST(SUM(service_days) AS bigint), \
     COUNT(CASE WHEN service_days >= 90 THEN 1 END), \
     CAST(COALESCE(SUM(CASE WHEN service_days >= 90 THEN team_changes END), 0) AS bigint), \
     CAST(COALESCE(SUM(CASE WHEN service_days >= 90 THEN setting_moves END), 0) AS bigint), \
     CAST(COALESCE(SUM(CASE WHEN service_days >= 90 THEN service_days END), 0) AS bigint), \
     COUNT(CASE WHEN endings > 0 THEN 1 END)";

/// One sum of patients' periods.
pub type Added = (Option<UnitId>, Period, Vec<(Measure, Sum)>);

/// The sums of patients' periods, of these and no others.
pub async fn added<C: ConnectionTrait>(
    conn: &C,
    periods: &[Period],
) -> Result<Vec<Added>, StoreError> {
    let mut values = Vec::new();
    let of_periods = of_periods(periods, &mut values);
    let sql = format!(
        "SELECT unit_id, months, starts_on, {ADDED} FROM period_fact \
         WHERE {of_periods} GROUP BY unit_id, months, starts_on"
    );
    let rows = rows(conn, &sql, values).await?;
    rows.iter().map(added_up).collect()
}

fn added_up(row: &QueryResult) -> Result<Added, StoreError> {
    let n = |at: usize| sure::<i64>(row, 3 + at);
    let banded = |all: i64, few: i64, some: i64, missing: i64| Sum {
        n: all,
        missing,
        bands: [few, some, all - few - some],
        ..Sum::default()
    };
    let judged = n(1)?;
    let index = banded(judged, n(2)?, n(3)?, 0);
    let named = banded(n(4)?, n(5)?, n(6)?, judged - n(4)?);
    let rate = |changes: i64, judged: i64, days: i64, all: i64| Sum {
        n: judged,
        numerator: changes,
        denominator: days,
        missing: all - judged,
        ..Sum::default()
    };
    let (seen, long) = (n(7)?, n(10)?);
    let sums = vec![
        (
            Measure::Patients,
            Sum {
                n: n(0)?,
                ..Sum::default()
            },
        ),
        (Measure::UpcNamed, named),
        (Measure::Coc, index),
        (Measure::Secon, index),
        (
            Measure::NamedContactCoverage,
            Sum {
                n: seen,
                numerator: n(8)?,
                denominator: n(9)?,
                ..Sum::default()
            },
        ),
        (Measure::TeamChanges, rate(n(11)?, long, n(13)?, seen)),
        (Measure::SettingMoves, rate(n(12)?, long, n(13)?, seen)),
        (
            Measure::PatientsAffected,
            Sum {
                n: n(0)?,
                hits: n(14)?,
                ..Sum::default()
            },
        ),
    ];
    let starts_on = sure(row, 2)?;
    let period = Period::around(span(sure(row, 1)?), starts_on);
    Ok((id(row, 0)?, period, sums))
}

/// The counters behind the indices of some patients, without whose they are.
#[derive(Debug, Clone, Copy)]
#[expect(missing_docs, reason = "the fields are the schema's")]
pub struct Counted {
    pub period: Period,
    pub contacts: i32,
    pub sum_squares: i64,
    pub same_pairs: i32,
    pub named_hits: i32,
    pub named_contacts: i32,
    /// How many patients have just these.
    pub patients: usize,
}

/// The counters of everybody with at least four contacts in some periods, of these units or, where it is
/// `None`, of the whole service. Patients with the same counters are counted by the database: of a hundred
/// thousand there are some two thousand that differ.
pub async fn counted<C: ConnectionTrait>(
    conn: &C,
    periods: &[Period],
    units: Option<&[UnitId]>,
) -> Result<Vec<Counted>, StoreError> {
    let mut values = Vec::new();
    let of_periods = of_periods(periods, &mut values);
    let within = within(units, &mut values);
    let sql = format!(
        "SELECT months, starts_on, contacts, sum_squares, same_pairs, named_hits, named_contacts, COUNT(*) \
         FROM period_fact WHERE ({of_periods}) AND contacts >= 4{within} GROUP BY 1, 2, 3, 4, 5, 6, 7"
    );
    let rows = rows(conn, &sql, values).await?;
    let counted = |row: &QueryResult| {
        Ok(Counted {
            period: Period::around(span(sure(row, 0)?), sure(row, 1)?),
            contacts: sure(row, 2)?,
            sum_squares: sure(row, 3)?,
            same_pairs: sure(row, 4)?,
            named_hits: sure(row, 5)?,
            named_contacts: sure(row, 6)?,
            patients: number_of(row, 7)?,
        })
    };
    rows.iter().map(counted).collect()
}

/// Relationships of a kind that lasted as long as each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lasted {
    /// The kind.
    pub kind: RelationshipKind,
    /// Days from the first to the end, or to the last that is looked at.
    pub days: i64,
    /// Whether the end was planned; `None` where there was none yet.
    pub is_planned: Option<bool>,
    /// How many.
    pub n: usize,
}

/// How long those relationships had lasted on a day that began in `[from, to)`, the day being `to`: of these
/// units or, where it is `None`, of the whole service.
pub async fn lasted<C: ConnectionTrait>(
    conn: &C,
    (from, to): (NaiveDate, NaiveDate),
    units: Option<&[UnitId]>,
) -> Result<Vec<Lasted>, StoreError> {
    let mut values: Vec<Value> = vec![from.into(), to.into()];
    let within = within(units, &mut values);
    let until = "CASE WHEN to_on < $2 THEN to_on ELSE $2 END";
    let days = match conn.get_database_backend() {
        DbBackend::Sqlite => {
            format!("CAST(julianday({until}) - julianday(from_on) AS INTEGER)")
        }
        _ => format!("({until}) - from_on"),
    };
    let sql = format!(
        "SELECT kind, {days}, CASE WHEN to_on < $2 THEN is_planned END, COUNT(*) FROM relationship_fact \
         WHERE from_on >= $1 AND from_on < $2{within} GROUP BY 1, 2, 3"
    );
    let rows = rows(conn, &sql, values).await?;
    let lasted = |row: &QueryResult| {
        Ok(Lasted {
            kind: sure_code(row, 0)?,
            days: i64::from(sure::<i32>(row, 1)?).max(0),
            is_planned: cell(row, 2)?,
            n: number_of(row, 3)?,
        })
    };
    rows.iter().map(lasted).collect()
}

fn number_of(row: &QueryResult, at: usize) -> Result<usize, StoreError> {
    Ok(usize::try_from(sure::<i64>(row, at)?).unwrap_or(0))
}

/// Which periods are meant, as a condition.
fn of_periods(periods: &[Period], values: &mut Vec<Value>) -> String {
    let mut each = Vec::with_capacity(periods.len());
    for period in periods {
        values.extend([Value::from(months(*period)), period.from().into()]);
        let (span, day) = (values.len() - 1, values.len());
        each.push(format!("(months = ${span} AND starts_on = ${day})"));
    }
    each.join(" OR ")
}

/// Which units are meant, as the end of a condition.
fn within(units: Option<&[UnitId]>, values: &mut Vec<Value>) -> String {
    let Some(units) = units else {
        return String::new();
    };
    let first = values.len() + 1;
    values.extend(units.iter().map(|unit| Value::from(unit.0)));
    let places: Vec<String> = (first..=values.len()).map(|n| format!("${n}")).collect();
    format!(" AND unit_id IN ({})", places.join(","))
}

/// A helping relationship of one professional.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OwnTie {
    /// With whom.
    pub patient: PatientId,
    /// The first day.
    pub from: NaiveDate,
    /// The first day no longer.
    pub to: Option<NaiveDate>,
    /// Whether its end was planned.
    pub is_planned: bool,
}

/// The helping relationships of a professional, cover apart.
pub async fn of_professional<C: ConnectionTrait>(
    conn: &C,
    professional: ProfessionalId,
) -> Result<Vec<OwnTie>, StoreError> {
    let sql = "SELECT relationship_fact.patient_id, from_on, to_on, is_planned \
         FROM relationship JOIN relationship_fact \
         ON relationship_fact.patient_id = relationship.patient_id \
         AND relationship_fact.relationship_id = relationship.id \
         WHERE relationship.professional_id = $1";
    let rows = rows(conn, sql, vec![professional.0.into()]).await?;
    let tie = |row: &QueryResult| {
        Ok(OwnTie {
            patient: sure_id(row, 0)?,
            from: sure(row, 1)?,
            to: cell(row, 2)?,
            is_planned: sure(row, 3)?,
        })
    };
    rows.iter().map(tie).collect()
}
