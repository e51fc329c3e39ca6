//! Records of which most patients have none: compulsion, plans, requests, how working together goes,
//! narrative entries.

use sea_orm::{ConnectionTrait, Statement};

use super::Book;
use super::rows::{self, Parts};
use crate::domain::time::Instant;
use crate::store::error::StoreError;
use crate::store::sql::{Narrow, Scope, sure};

/// The tables, in the order in which they are read.
const TABLES: [&str; 9] = [
    "legal_period",
    "measure",
    "measure_visit",
    "plan",
    "request",
    "alliance_score",
    "rupture",
    "narrative_entry",
    "narrative_read",
];

/// Reads them. What belongs to another record stays apart until [`Book::join`].
pub(super) async fn fill<C: ConnectionTrait>(
    conn: &C,
    book: &mut Book,
    scope: Scope<'_>,
    known_at: Option<Instant>,
) -> Result<(), StoreError> {
    let kept = kept(conn, scope).await?;
    let read = async |table: &'static str, columns: &'static str| {
        if !kept.contains(&table) {
            return Ok(Vec::new());
        }
        let narrow = Narrow {
            columns,
            table,
            patient: "patient_id",
            scope,
            known_at,
            ending: "",
        };
        narrow.rows(conn).await
    };
    book.fill(
        &read("legal_period", rows::LEGAL_PERIOD).await?,
        |t, row| {
            t.legal_periods.push(rows::legal_period(row)?);
            Ok(())
        },
    )?;
    book.fill(&read("measure", rows::MEASURE).await?, |t, row| {
        t.measures.push(rows::measure(row)?);
        Ok(())
    })?;
    book.visits = Parts::visits(&read("measure_visit", rows::VISIT).await?)?;
    book.fill(&read("plan", rows::PLAN).await?, |t, row| {
        t.plans.push(rows::plan(row)?);
        Ok(())
    })?;
    book.fill(&read("request", rows::REQUEST).await?, |t, row| {
        t.requests.push(rows::request(row)?);
        Ok(())
    })?;
    book.fill(&read("alliance_score", rows::SCORE).await?, |t, row| {
        t.alliance_scores.push(rows::score(row)?);
        Ok(())
    })?;
    book.fill(&read("rupture", rows::RUPTURE).await?, |t, row| {
        t.ruptures.push(rows::rupture(row)?);
        Ok(())
    })?;
    book.fill(&read("narrative_entry", rows::ENTRY).await?, |t, row| {
        t.narrative.push(rows::entry(row)?);
        Ok(())
    })?;
    book.reads = Parts::reads(&read("narrative_read", rows::READ).await?)?;
    Ok(())
}

/// The tables that are worth reading. For one patient that is asked first, in one go: most have
/// nothing in most of them, and every read is a way to the database and back. Many patients together
/// have something in all of them.
async fn kept<C: ConnectionTrait>(
    conn: &C,
    scope: Scope<'_>,
) -> Result<Vec<&'static str>, StoreError> {
    let Scope::Ids([patient]) = scope else {
        return Ok(TABLES.to_vec());
    };
    let asked = TABLES
        .map(|table| format!("EXISTS (SELECT 1 FROM {table} WHERE patient_id = $1)"))
        .join(", ");
    let statement = Statement::from_sql_and_values(
        conn.get_database_backend(),
        format!("SELECT {asked}"),
        [patient.0.into()],
    );
    let Some(row) = conn.query_one_raw(statement).await? else {
        return Ok(Vec::new());
    };
    let kept = TABLES.into_iter().enumerate();
    let kept = kept.map(|(at, table)| Ok(sure::<bool>(&row, at)?.then_some(table)));
    Ok(kept
        .collect::<Result<Vec<_>, StoreError>>()?
        .into_iter()
        .flatten()
        .collect())
}
