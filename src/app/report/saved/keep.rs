//! Makes the reports of the periods that ended, and keeps them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;

use crate::app::report::period::{make, name};
use crate::app::{Actor, App, AppError};
use crate::domain::report::Period;
use crate::domain::report::kept::{Definition, Kept, KeptRow};
use crate::domain::time::{self, add_days};
use crate::domain::trajectory::Directory;
use crate::store::evaluations;
use crate::store::saved_reports::{self, Saved, Snapshot};

/// Days after the end of a period on which its facts are waited for; later it is made from what is there.
const PATIENCE: i64 = 2;

/// Makes what is due: of each definition the last period that is over, once. `define` tells what a measure is
/// called and means. Several instances at once make each once. Says how many were made.
///
/// # Errors
/// Whatever the database reports.
pub async fn keep_due(app: &App, define: impl Fn(&str) -> Definition) -> Result<u64, AppError> {
    let today = time::local_date(app.clock.now(), app.zone);
    let made: BTreeSet<_> = saved_reports::made(&app.db.read)
        .await?
        .into_iter()
        .map(|made| (made.saved, made.period))
        .collect();
    let all = saved_reports::all(&app.db.read).await?.into_iter();
    let living = all.filter(|saved| saved.ended_at.is_none());
    let due: Vec<(Saved, Period)> = living
        .map(|saved| {
            let period = Period::last_over(saved.span, today);
            (saved, period)
        })
        .filter(|(saved, period)| !made.contains(&(saved.id, *period)))
        .collect();
    if due.is_empty() {
        return Ok(0);
    }
    // At the first instant of a month everybody in service is evaluated; the facts of the last are there then.
    let waiting = evaluations::waiting(&app.db.read, app.clock.now()).await?;
    let is_settled = waiting.changed + waiting.due == 0;
    let directory = app.directory().await?;
    let mut kept = 0;
    for (saved, period) in due {
        let is_late = today >= add_days(period.to(), PATIENCE);
        if is_settled || is_late {
            keep(app, &directory, &saved, period, &define).await?;
            kept += 1;
        }
    }
    Ok(kept)
}

async fn keep(
    app: &App,
    directory: &Directory,
    saved: &Saved,
    period: Period,
    define: impl Fn(&str) -> Definition,
) -> Result<(), AppError> {
    let made = make(app, directory, (saved.book, saved.unit, period)).await?;
    let standing = app.standing().await?;
    let now = app.clock.now();
    let in_force = standing.policies.at(directory, saved.unit, now);
    let rows = &made.report.rows;
    let definitions: BTreeMap<String, Definition> = rows
        .iter()
        .map(|row| row.measure.code())
        .map(|code| (code.to_owned(), define(code)))
        .collect();
    let snapshot = Snapshot {
        recorded_at: now,
        policy: in_force.version,
        kept: Kept {
            name: saved.unit.map(|unit| name(directory, unit)),
            is_admissible: made.report.is_admissible,
            rows: rows.iter().map(KeptRow::from).collect(),
            lengths: made.lengths,
            waits: made.waits,
            definitions,
        },
    };
    let tx = app.db.begin().await?;
    let key = (saved.id, period);
    if saved_reports::snapshot(&*tx, key.0, key.1).await?.is_some() {
        return Ok(());
    }
    saved_reports::keep(&*tx, key, &snapshot).await?;
    let entry = app.entry(
        &Actor::System,
        "report.keep",
        format!("saved_report/{}", saved.id.0),
        "quality",
        json!({ "report": saved.book.code(), "unit": saved.unit, "period": period.to_string() }),
    );
    tx.commit(entry).await?;
    Ok(())
}
