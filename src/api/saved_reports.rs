//! Reports that are made for each period that ends, and what was made.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::codes::Moment;
use super::extract::{Id, Json, ReportAt};
use super::reports::{ReportFigures, told};
use super::{Caller, tags};
use crate::app::App;
use crate::app::report::admit;
use crate::app::report::saved::{self, Listed, Shown, Wish};
use crate::domain::ids::{SavedReportId, UnitId};
use crate::domain::report::Book;
use crate::domain::report::period::Span;
use crate::domain::time::{self, Instant};
use crate::http::{Problem, Server};

pub(super) fn routes() -> OpenApiRouter<Server> {
    OpenApiRouter::new()
        .routes(routes!(list, ask))
        .routes(routes!(end))
        .routes(routes!(show))
}

/// Reports that are made for each period that ends.
#[derive(Debug, Serialize, ToSchema)]
pub struct SavedReports {
    /// Those of units that the caller looks after, the last asked for first.
    items: Vec<SavedReport>,
}

/// A report that is made for each period that ends.
#[derive(Debug, Serialize, ToSchema)]
pub struct SavedReport {
    /// Which.
    id: Uuid,
    /// The report: `continuity`, `turnover`, `handovers` or `flags`.
    #[schema(example = "handovers")]
    report: &'static str,
    /// The unit; null is the whole service.
    unit: Option<Uuid>,
    /// For each `month`, `quarter` or `year`.
    #[schema(example = "month")]
    span: &'static str,
    /// Who asked for it.
    asked_by: String,
    /// When.
    asked_at: Moment,
    /// Since when it is no longer made; null is made.
    ended_at: Option<Moment>,
    /// What was made, the last period first.
    made: Vec<MadeReport>,
}

/// That a report was made.
#[derive(Debug, Serialize, ToSchema)]
pub struct MadeReport {
    /// Over which period.
    #[schema(example = "2025-12")]
    period: String,
    /// When.
    made_at: Moment,
}

/// What is to be made.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSavedReport {
    /// The report: `continuity`, `turnover`, `handovers` or `flags`.
    #[schema(example = "handovers")]
    report: String,
    /// The unit; without it the whole service, or the first unit that the caller manages.
    unit: Option<Uuid>,
    /// For each `month`, `quarter` or `year`.
    #[schema(example = "month")]
    span: String,
}

/// That a report is made from now on.
#[derive(Debug, Serialize, ToSchema)]
pub struct SavedReportRef {
    /// Which.
    id: Uuid,
}

/// A report as it was made. Nothing in it changes.
#[derive(Debug, Serialize, ToSchema)]
pub struct KeptReport {
    /// When it was made.
    made_at: Moment,
    /// The newest version of the thresholds that were in force then; null where nobody had set any.
    policy_version: Option<Uuid>,
    /// What it said.
    figures: ReportFigures,
    /// What the measures were called and meant, by code and language.
    definitions: BTreeMap<String, BTreeMap<String, KeptDefinition>>,
}

/// What a measure was called and meant.
#[derive(Debug, Serialize, ToSchema)]
pub struct KeptDefinition {
    /// The name.
    title: String,
    /// The meaning.
    text: String,
}

/// The reports that are made for each period that ends: for service managers, of their own units, and for
/// administrators.
#[utoipa::path(get, path = "/api/v1/reports/saved", operation_id = "saved_reports", tag = tags::REPORTS,
    responses((status = 200, description = "The reports", body = SavedReports)))]
async fn list(State(app): State<App>, caller: Caller) -> Result<Json<SavedReports>, Problem> {
    let listed = saved::list(&app, &caller.actor()).await?;
    let items = listed.into_iter().map(|one| item(one, &app));
    Ok(Json(SavedReports {
        items: items.collect(),
    }))
}

fn moment(at: Instant, app: &App) -> Moment {
    Moment(time::to_rfc3339(at, app.zone))
}

fn item(listed: Listed, app: &App) -> SavedReport {
    let saved = listed.saved;
    SavedReport {
        id: saved.id.0,
        report: saved.book.code(),
        unit: saved.unit.map(|unit| unit.0),
        span: saved.span.code(),
        asked_by: saved.author,
        asked_at: moment(saved.recorded_at, app),
        ended_at: saved.ended_at.map(|at| moment(at, app)),
        made: listed
            .made
            .iter()
            .map(|made| MadeReport {
                period: made.period.to_string(),
                made_at: moment(made.recorded_at, app),
            })
            .collect(),
    }
}

/// Asks for a report to be made for each period that ends, beginning with the last that is over. What is made
/// already is not made twice.
#[utoipa::path(post, path = "/api/v1/reports/saved", operation_id = "save_report", tag = tags::REPORTS,
    request_body = NewSavedReport,
    responses((status = 201, description = "It is made from now on", body = SavedReportRef)))]
async fn ask(
    State(app): State<App>,
    caller: Caller,
    sent: Result<Json<NewSavedReport>, Problem>,
) -> Result<(StatusCode, Json<SavedReportRef>), Problem> {
    admit(&caller.actor())?;
    let sent = sent?.0;
    let book = Book::of_code(&sent.report);
    let span = Span::of_code(&sent.span);
    let wish = Wish {
        book: book.ok_or_else(|| {
            Problem::invalid("report", "continuity, turnover, handovers or flags")
        })?,
        unit: sent.unit.map(UnitId),
        span: span.ok_or_else(|| Problem::invalid("span", "month, quarter or year"))?,
    };
    let id = saved::ask_for(&app, &caller.actor(), wish).await?.0;
    Ok((StatusCode::CREATED, Json(SavedReportRef { id })))
}

/// Ends that a report is made. What was made stays.
#[utoipa::path(delete, path = "/api/v1/reports/saved/{report}", operation_id = "end_saved_report",
    tag = tags::REPORTS,
    params(("report" = Uuid, Path, description = "Which")),
    responses((status = 204, description = "It is no longer made")))]
async fn end(
    State(app): State<App>,
    caller: Caller,
    report: Result<Id, Problem>,
) -> Result<StatusCode, Problem> {
    admit(&caller.actor())?;
    let Id(report) = report?;
    saved::end(&app, &caller.actor(), SavedReportId(report)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A report as it was made over a period.
#[utoipa::path(get, path = "/api/v1/reports/saved/{report}/{period}", operation_id = "kept_report",
    tag = tags::REPORTS,
    params(("report" = Uuid, Path, description = "Which"),
        ("period" = String, Path, description = "A period over which it was made", example = "2025-12")),
    responses((status = 200, description = "The report", body = KeptReport)))]
async fn show(
    State(app): State<App>,
    caller: Caller,
    which: Result<ReportAt, Problem>,
) -> Result<Json<KeptReport>, Problem> {
    admit(&caller.actor())?;
    let ReportAt(id, period) = which?;
    let shown = saved::show(&app, &caller.actor(), id, period).await?;
    Ok(Json(kept(&shown, &app)))
}

fn kept(shown: &Shown, app: &App) -> KeptReport {
    let definitions = shown.snapshot.kept.definitions.iter();
    KeptReport {
        made_at: moment(shown.snapshot.recorded_at, app),
        policy_version: shown.snapshot.policy.map(|version| version.0),
        figures: told(&shown.answer),
        definitions: definitions
            .map(|(code, of_code)| {
                let of_code = of_code.iter().map(|(language, (title, text))| {
                    let definition = KeptDefinition {
                        title: title.clone(),
                        text: text.clone(),
                    };
                    (language.clone(), definition)
                });
                (code.clone(), of_code.collect())
            })
            .collect(),
    }
}
