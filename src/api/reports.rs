//! What the records and the flags say about the service: counts, never of persons.

use axum::extract::State;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::codes::RelationshipKind;
use super::extract::{Json, Query};
use super::{Caller, tags};
use crate::app::App;
use crate::app::report::{self, Answer, Numbers};
use crate::domain::ids::UnitId;
use crate::domain::report::length::Drawn;
use crate::domain::report::{Book, Figure, Row, Spread};
use crate::http::{Problem, Server};

pub(super) fn routes() -> OpenApiRouter<Server> {
    OpenApiRouter::new()
        .routes(routes!(continuity))
        .routes(routes!(turnover))
        .routes(routes!(handovers))
        .routes(routes!(flags))
        .routes(routes!(own))
        .routes(routes!(survival))
}

/// Whose figures, and of when.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// A unit, with all below it; without it the whole service, or the first unit that the caller manages.
    unit: Option<Uuid>,
    /// A calendar month, quarter or year that is over; the last quarter where it is not given.
    #[param(example = "2025-Q4")]
    period: Option<String>,
}

impl Wanted {
    fn asked(&self, book: Book) -> Result<report::Asked, Problem> {
        let period = self.period.as_deref().map(str::parse).transpose();
        Ok(report::Asked {
            book,
            unit: self.unit.map(UnitId),
            period: period.map_err(|_| {
                Problem::invalid(
                    "period",
                    "a calendar month such as 2025-11, quarter such as 2025-Q4, or year such as 2025",
                )
            })?,
        })
    }
}

/// A report of a unit over a period. No figure is of fewer than five, and none can be worked out from others.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReportFigures {
    /// Which: `continuity`, `turnover`, `handovers` or `flags`.
    #[schema(example = "continuity")]
    report: &'static str,
    /// The unit; null is the whole service.
    unit: Option<Uuid>,
    /// The period: a calendar month, quarter or year.
    #[schema(example = "2025-Q4")]
    period: String,
    /// The first day.
    from: NaiveDate,
    /// The first day after it.
    to: NaiveDate,
    /// Whether the unit has the ten patients and three clinicians without whom nothing is shown.
    is_large_enough: bool,
    /// Rules of whose flags in the period more than half do not fit, of at least ten, as far as that is shown:
    /// their thresholds should be looked at.
    mostly_not_applicable: Vec<&'static str>,
    /// One item a measure, or a measure and part.
    items: Vec<MeasureFigures>,
}

/// One measure.
#[derive(Debug, Serialize, ToSchema)]
pub struct MeasureFigures {
    /// The measure's code; its definition is in the documentation under this name.
    #[schema(example = "fu7")]
    measure: &'static str,
    /// What it is told of where it is told by parts: a type of handover, a rule, a profession.
    part: Option<&'static str>,
    /// In the period; null is not shown.
    now: Option<OneFigure>,
    /// In the period before.
    previous: Option<OneFigure>,
    /// In the same period a year before.
    last_year: Option<OneFigure>,
    /// The distribution, where every patient or admission has a value.
    distribution: Option<Distribution>,
    /// The same by contacts in the period (4 to 9, 10 to 24, 25 and more); null is not shown.
    bands: Option<Vec<Distribution>>,
}

/// One figure.
#[derive(Debug, Serialize, ToSchema)]
pub struct OneFigure {
    /// The value; null is undefined.
    value: Option<f64>,
    /// What was divided.
    numerator: i64,
    /// By what.
    denominator: i64,
    /// Patients, admissions or endings behind it.
    n: i64,
    /// Such as could not be judged, to the nearest five.
    missing: i64,
}

/// A distribution.
#[derive(Debug, Serialize, ToSchema)]
pub struct Distribution {
    /// How many.
    n: i64,
    /// First quartile, median and third quartile; null below ten.
    quartiles: Option<Vec<f64>>,
}

/// How long relationships last, and how long patients wait to be met after discharge.
#[derive(Debug, Serialize, ToSchema)]
pub struct SurvivalCurves {
    /// The unit; null is the whole service.
    unit: Option<Uuid>,
    /// The period to whose end is watched.
    period: String,
    /// Relationships begun in the five years before that end: all of them, then by kind. Small groups are
    /// left out.
    relationships: Vec<RelationshipCurve>,
    /// Days from the discharges of the period to the first community contact.
    first_contact: Option<SurvivalCurve>,
}

/// How long relationships of one kind last.
#[derive(Debug, Serialize, ToSchema)]
pub struct RelationshipCurve {
    /// The kind; null is all of them.
    kind: Option<RelationshipKind>,
    /// The curve. The first kind of end is a planned one, the second an unplanned one.
    curve: SurvivalCurve,
}

/// A Kaplan-Meier curve with Greenwood's 95 % band. People are told in fives, shares in hundredths.
#[derive(Debug, Serialize, ToSchema)]
pub struct SurvivalCurve {
    /// How many were watched.
    n: i64,
    /// How many ended, by kind of end.
    ended: Vec<i64>,
    /// The median in days; null was not reached.
    median_days: Option<i64>,
    /// The lower end of its interval.
    median_low: Option<i64>,
    /// The upper end.
    median_high: Option<i64>,
    /// The points.
    points: Vec<CurvePoint>,
}

/// A curve on one day.
#[derive(Debug, Serialize, ToSchema)]
pub struct CurvePoint {
    /// Days.
    days: i64,
    /// How many are still watched.
    at_risk: i64,
    /// The share that lasts longer.
    lasting_percent: i64,
    /// The lower end of its band.
    low_percent: i64,
    /// The upper end.
    high_percent: i64,
    /// The share that has ended, by kind of end (Aalen and Johansen).
    ended_percent: Vec<i64>,
}

/// The continuity of care over a calendar month, quarter or year: for service managers, of their own units, and for
/// administrators. Compared with the period before and with the same period a year before.
#[utoipa::path(get, path = "/api/v1/reports/continuity", operation_id = "report_continuity", tag = tags::REPORTS,
    params(Wanted),
    responses((status = 200, description = "The report", body = ReportFigures)))]
async fn continuity(
    State(app): State<App>,
    caller: Caller,
    wanted: Result<Query<Wanted>, Problem>,
) -> Result<Json<ReportFigures>, Problem> {
    figures_of(&app, &caller, Book::Continuity, wanted).await
}

/// Who came and went over a calendar month, quarter or year, and whom that concerned: numbers of employments
/// and relationships, of nobody by name.
#[utoipa::path(get, path = "/api/v1/reports/turnover", operation_id = "report_turnover", tag = tags::REPORTS,
    params(Wanted),
    responses((status = 200, description = "The report", body = ReportFigures)))]
async fn turnover(
    State(app): State<App>,
    caller: Caller,
    wanted: Result<Query<Wanted>, Problem>,
) -> Result<Json<ReportFigures>, Problem> {
    figures_of(&app, &caller, Book::Turnover, wanted).await
}

/// How the handovers of a unit go, by type: offered, accepted in time, overdue or expired, asked about, given
/// back, made together with the patient.
#[utoipa::path(get, path = "/api/v1/reports/handovers", operation_id = "report_handovers", tag = tags::REPORTS,
    params(Wanted),
    responses((status = 200, description = "The report", body = ReportFigures)))]
async fn handovers(
    State(app): State<App>,
    caller: Caller,
    wanted: Result<Query<Wanted>, Problem>,
) -> Result<Json<ReportFigures>, Problem> {
    figures_of(&app, &caller, Book::Handovers, wanted).await
}

/// How many flags each rule raised, and what became of them; and how many each profession dealt with. Of flags
/// that are for some of those in care only, it is told how many there were in the whole service.
#[utoipa::path(get, path = "/api/v1/reports/flags", operation_id = "report_flags", tag = tags::REPORTS,
    params(Wanted),
    responses((status = 200, description = "The report", body = ReportFigures)))]
async fn flags(
    State(app): State<App>,
    caller: Caller,
    wanted: Result<Query<Wanted>, Problem>,
) -> Result<Json<ReportFigures>, Problem> {
    figures_of(&app, &caller, Book::Flags, wanted).await
}

async fn figures_of(
    app: &App,
    caller: &Caller,
    book: Book,
    wanted: Result<Query<Wanted>, Problem>,
) -> Result<Json<ReportFigures>, Problem> {
    report::admit(&caller.actor())?;
    let asked = wanted?.0.asked(book)?;
    let answer = report::over_period(app, &caller.actor(), asked).await?;
    Ok(Json(told(&answer)))
}

pub(super) fn told(answer: &Answer) -> ReportFigures {
    let report = &answer.report;
    ReportFigures {
        report: report.book.code(),
        unit: report.unit.map(|unit| unit.0),
        period: report.period.to_string(),
        from: report.period.from(),
        to: report.period.to(),
        is_large_enough: report.is_admissible,
        mostly_not_applicable: report.mostly_unfit().collect(),
        items: report.rows.iter().map(figures).collect(),
    }
}

/// What a professional holds, and what of it began, ended and was handed over.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnNumbers {
    /// Helping relationships that last.
    relationships: usize,
    /// With so many patients.
    patients: usize,
    /// The quarter that runs, as far as it is; the one before; the one a year before that that runs.
    quarters: Vec<OwnQuarter>,
}

/// One quarter of a professional's own numbers.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnQuarter {
    /// Which.
    #[schema(example = "2025-Q4")]
    period: String,
    /// Relationships that began.
    begun: usize,
    /// Relationships that ended as planned.
    ended_planned: usize,
    /// Relationships that ended otherwise.
    ended_unplanned: usize,
    /// Handovers that they offered.
    handovers_offered: usize,
    /// Handovers that they were offered in person.
    handovers_received: usize,
    /// Of these, accepted in time.
    handovers_accepted_in_time: usize,
}

/// The caller's own numbers, which nobody else is told; null for accounts that belong to no professional.
#[utoipa::path(get, path = "/api/v1/me/numbers", operation_id = "own_numbers", tag = tags::REPORTS,
    responses((status = 200, description = "The numbers", body = Option<OwnNumbers>)))]
async fn own(State(app): State<App>, caller: Caller) -> Result<Json<Option<OwnNumbers>>, Problem> {
    let own = report::own_numbers(&app, &caller.actor()).await?;
    Ok(Json(own.map(|own| {
        OwnNumbers {
            relationships: own.relationships,
            patients: own.patients,
            quarters: own
                .quarters
                .into_iter()
                .map(|(period, numbers)| own_quarter(period.to_string(), numbers))
                .collect(),
        }
    })))
}

const fn own_quarter(period: String, numbers: Numbers) -> OwnQuarter {
    OwnQuarter {
        period,
        begun: numbers.begun,
        ended_planned: numbers.planned,
        ended_unplanned: numbers.unplanned,
        handovers_offered: numbers.offered,
        handovers_received: numbers.received,
        handovers_accepted_in_time: numbers.in_time,
    }
}

fn figures(row: &Row) -> MeasureFigures {
    let bands = row.bands.as_ref();
    MeasureFigures {
        measure: row.measure.code(),
        part: row.measure.part(),
        now: figure(&row.now),
        previous: figure(&row.previous),
        last_year: figure(&row.last_year),
        distribution: row.spread.as_ref().map(distribution),
        bands: bands.map(|bands| bands.iter().map(distribution).collect()),
    }
}

fn figure(figure: &Figure) -> Option<OneFigure> {
    figure.shown().map(|shown| OneFigure {
        value: shown.value,
        numerator: shown.numerator,
        denominator: shown.denominator,
        n: shown.n,
        missing: shown.missing,
    })
}

fn distribution(spread: &Spread) -> Distribution {
    Distribution {
        n: spread.n,
        quartiles: spread.quartiles.map(Vec::from),
    }
}

/// How long relationships last here, and how long patients wait after discharge: for service managers, of
/// their own units, and for administrators.
#[utoipa::path(get, path = "/api/v1/reports/survival", operation_id = "report_survival", tag = tags::REPORTS,
    params(Wanted),
    responses((status = 200, description = "The curves", body = SurvivalCurves)))]
async fn survival(
    State(app): State<App>,
    caller: Caller,
    wanted: Result<Query<Wanted>, Problem>,
) -> Result<Json<SurvivalCurves>, Problem> {
    report::admit(&caller.actor())?;
    let asked = wanted?.0.asked(Book::Continuity)?;
    let answer = report::over_period(&app, &caller.actor(), asked).await?;
    let lengths = answer.lengths.iter();
    Ok(Json(SurvivalCurves {
        unit: answer.report.unit.map(|unit| unit.0),
        period: answer.report.period.to_string(),
        relationships: lengths
            .map(|(kind, drawn)| RelationshipCurve {
                kind: kind.map(RelationshipKind),
                curve: curve(drawn),
            })
            .collect(),
        first_contact: answer.waits.as_ref().map(curve),
    }))
}

fn curve(drawn: &Drawn) -> SurvivalCurve {
    SurvivalCurve {
        n: drawn.n,
        ended: drawn.ended.into(),
        median_days: drawn.median.days,
        median_low: drawn.median.low,
        median_high: drawn.median.high,
        points: drawn
            .points
            .iter()
            .map(|point| CurvePoint {
                days: point.days,
                at_risk: point.at_risk,
                lasting_percent: point.lasting,
                low_percent: point.low,
                high_percent: point.high,
                ended_percent: point.incidence.into(),
            })
            .collect(),
    }
}
