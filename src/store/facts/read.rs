//! What the facts of a service come to. Whatever many have alike is counted by the database: nobody's row travels for
//! a sum.

use chrono::NaiveDate;
use sea_orm::{ConnectionTrait, DbBackend, QueryResult, Statement, Value};

use super::months;
use crate::domain::continuity::measures::warm_handover::{DAYS_AFTER, Handed};
use crate::domain::ids::{PatientId, ProfessionalId, UnitId};
use crate::domain::report::facts::{AdmissionFact, Begun, Ended, MeasureFact, Outcome};
use crate::domain::report::measure::Measure;
use crate::domain::report::period::{Period, Span};
use crate::domain::report::sums::Sum;
use crate::domain::time::add_days;
use crate::domain::vocabulary::RelationshipKind;
use crate::store::error::StoreError;
use crate::store::sql::{cell, id, sure, sure_code, sure_id};

fn outcome(number: i32) -> Outcome {
    match number {
        0 => Outcome::No,
        1 => Outcome::Yes,
        _ => Outcome::Missing,
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

/// The first day of the month of a date, in the engine's words.
fn month_of<C: ConnectionTrait>(conn: &C, column: &str) -> String {
    match conn.get_database_backend() {
        DbBackend::Sqlite => format!("date({column}, 'start of month')"),
        _ => format!("CAST(date_trunc('month', {column}) AS date)"),
    }
}

/// How many relationships began in `[from, to)`, of everybody.
pub async fn begun<C: ConnectionTrait>(
    conn: &C,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<Vec<Begun>, StoreError> {
    let month = month_of(conn, "from_on");
    let sql = format!(
        "SELECT unit_id, {month}, COUNT(*) FROM relationship_fact \
         WHERE from_on >= $1 AND from_on < $2 GROUP BY 1, 2"
    );
    let rows = rows(conn, &sql, vec![from.into(), to.into()]).await?;
    let begun = |row: &QueryResult| {
        Ok(Begun {
            unit: id(row, 0)?,
            month: sure(row, 1)?,
            n: sure(row, 2)?,
        })
    };
    rows.iter().map(begun).collect()
}

/// How many relationships ended in `[from, to)`, and how, of everybody.
pub async fn ended<C: ConnectionTrait>(
    conn: &C,
    (from, to): (NaiveDate, NaiveDate),
    today: NaiveDate,
) -> Result<Vec<Ended>, StoreError> {
    let month = month_of(conn, "to_on");
    let sql = format!(
        "SELECT unit_id, {month}, is_planned, handed, CASE WHEN to_on < $3 THEN 1 ELSE 0 END, COUNT(*) \
         FROM relationship_fact WHERE to_on >= $1 AND to_on < $2 GROUP BY 1, 2, 3, 4, 5"
    );
    let due = add_days(today, -DAYS_AFTER);
    let rows = rows(conn, &sql, vec![from.into(), to.into(), due.into()]).await?;
    let ended = |row: &QueryResult| {
        Ok(Ended {
            unit: id(row, 0)?,
            month: sure(row, 1)?,
            is_planned: sure(row, 2)?,
            handed: cell::<i32>(row, 3)?.map(|handed| match handed {
                1 => Handed::Warm,
                2 => Handed::Written,
                _ => Handed::Not,
            }),
            is_due: sure::<i32>(row, 4)? != 0,
            n: sure(row, 5)?,
        })
    };
    rows.iter().map(ended).collect()
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

/// What patients' periods are added up for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counters {
    /// How many there are, and of how many relationships ended.
    Patients,
    /// Every measure.
    All,
}

/// How many patients there are, and of how many relationships ended.
const PATIENTS: &str = "COUNT(*), COUNT(CASE WHEN endings > 0 THEN 1 END)";

/// The other counters, in the order of these columns.
const COUNTERS: &str = "COUNT(CASE WHEN contacts >= 4 THEN 1 END), \
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
     CAST(COALESCE(SUM(CASE WHEN service_days >= 90 THEN service_days END), 0) AS bigint)";

/// One sum of patients' periods.
pub type Added = (Option<UnitId>, Period, Vec<(Measure, Sum)>);

/// The sums of patients' periods, of these and no others: added up by the database, because everybody has one.
pub async fn added<C: ConnectionTrait>(
    conn: &C,
    periods: &[Period],
    counters: Counters,
) -> Result<Vec<Added>, StoreError> {
    let columns = match counters {
        Counters::Patients => PATIENTS.to_owned(),
        Counters::All => format!("{PATIENTS}, {COUNTERS}"),
    };
    let select = format!("SELECT unit_id, months, starts_on, {columns} FROM period_fact");
    let mut values = Vec::new();
    let sql = of_periods(periods, &mut values, &|of_periods| {
        format!("{select} WHERE {of_periods} GROUP BY unit_id, months, starts_on")
    });
    let rows = rows(conn, &sql, values).await?;
    rows.iter().map(|row| added_up(row, counters)).collect()
}

fn added_up(row: &QueryResult, counters: Counters) -> Result<Added, StoreError> {
    let n = |at: usize| sure::<i64>(row, 3 + at);
    let patients = n(0)?;
    let of_patients = |hits: i64| Sum {
        n: patients,
        hits,
        ..Sum::default()
    };
    let mut sums = vec![
        (Measure::Patients, of_patients(0)),
        (Measure::PatientsAffected, of_patients(n(1)?)),
    ];
    if counters == Counters::All {
        sums.extend(counters_of(|at| n(2 + at))?);
    }
    let starts_on = sure(row, 2)?;
    let period = Period::around(span(sure(row, 1)?), starts_on);
    Ok((id(row, 0)?, period, sums))
}

/// The measures of [`COUNTERS`].
fn counters_of(
    n: impl Fn(usize) -> Result<i64, StoreError>,
) -> Result<[(Measure, Sum); 6], StoreError> {
    let banded = |all: i64, few: i64, some: i64, missing: i64| Sum {
        n: all,
        missing,
        bands: [few, some, all - few - some],
        ..Sum::default()
    };
    let judged = n(0)?;
    let index = banded(judged, n(1)?, n(2)?, 0);
    let named = banded(n(3)?, n(4)?, n(5)?, judged - n(3)?);
    let (seen, long, days) = (n(6)?, n(9)?, n(12)?);
    let rate = |changes: i64| Sum {
        n: long,
        numerator: changes,
        denominator: days,
        missing: seen - long,
        ..Sum::default()
    };
    let covered = Sum {
        n: seen,
        numerator: n(7)?,
        denominator: n(8)?,
        ..Sum::default()
    };
    Ok([
        (Measure::UpcNamed, named),
        (Measure::Coc, index),
        (Measure::Secon, index),
        (Measure::NamedContactCoverage, covered),
        (Measure::TeamChanges, rate(n(10)?)),
        (Measure::SettingMoves, rate(n(11)?)),
    ])
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
    let within = within(units, &mut values);
    let sql = of_periods(periods, &mut values, &|of_periods| {
        format!(
            "SELECT months, starts_on, contacts, sum_squares, same_pairs, named_hits, named_contacts, COUNT(*) \
             FROM period_fact WHERE {of_periods} AND contacts >= 4{within} GROUP BY 1, 2, 3, 4, 5, 6, 7"
        )
    });
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

/// A statement over some periods: for each length what `select` makes of the condition that names its periods, one
/// after the other. By one length and some days the index is read from where they begin to where they end.
fn of_periods(
    periods: &[Period],
    values: &mut Vec<Value>,
    select: &dyn Fn(&str) -> String,
) -> String {
    let mut each = Vec::new();
    for span in Span::ALL {
        let mut of_span = periods
            .iter()
            .filter(|period| period.span() == span)
            .peekable();
        let Some(first) = of_span.peek() else {
            continue;
        };
        values.push(months(**first).into());
        let length = values.len();
        values.extend(of_span.map(|period| Value::from(period.from())));
        let days: Vec<String> = (length + 1..=values.len())
            .map(|n| format!("${n}"))
            .collect();
        let of_periods = format!("months = ${length} AND starts_on IN ({})", days.join(","));
        each.push(select(&of_periods));
    }
    each.join(" UNION ALL ")
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
