//! Records of which most patients have none: compulsion, plans, requests, how working together goes,
//! narrative entries.

use sea_orm::ConnectionTrait;

use super::Book;
use super::kept::Kept;
use super::rows::{self, Parts};
use crate::domain::time::Instant;
use crate::store::error::StoreError;
use crate::store::sql::{Narrow, Scope};

/// Reads them. What belongs to another record stays apart until [`Book::join`].
pub(super) async fn fill<C: ConnectionTrait>(
    conn: &C,
    book: &mut Book,
    scope: Scope<'_>,
    known_at: Option<Instant>,
    kept: &Kept,
) -> Result<(), StoreError> {
    let read = async |table: &'static str, columns: &'static str| {
        if !kept.has(table) {
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
