//! What the records and the flags say about the service: counts, never of persons.

use axum::extract::State;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::codes::{Moment, RelationshipKind};
use super::extract::{Json, Query, Whole};
use super::{Caller, tags};
use crate::app::App;
use crate::app::report::{self, JUDGED_DAYS, NoiseRow};
use crate::domain::flags::rules;
use crate::domain::ids::UnitId;
use crate::domain::report::length::Drawn;
use crate::domain::report::{Figure, Period, Row, Spread};
use crate::domain::time;
use crate::http::{Problem, Server};

pub(super) fn routes() -> OpenApiRouter<Server> {
    OpenApiRouter::new()
        .routes(routes!(flags))
        .routes(routes!(continuity))
        .routes(routes!(survival))
}

/// How far back.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Asked {
    /// Days up to now, 1 to 3650; 90 where it is not given.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 3650, example = 90)]
    days: Option<Whole<3650>>,
}

/// What became of the flags that were raised in a period.
#[derive(Debug, Serialize, ToSchema)]
pub struct FlagNoise {
    /// The first instant.
    from: Moment,
    /// The first instant that is no longer looked at.
    to: Moment,
    /// Whether it is of the whole service; false is of the units that the caller manages.
    is_everything: bool,
    /// One item for each rule that raised a flag.
    items: Vec<RuleNoise>,
}

/// What became of one rule's flags. Counts below 5 are null, and so is whatever they could be told from.
#[derive(Debug, Serialize, ToSchema)]
pub struct RuleNoise {
    /// The rule's code.
    #[schema(example = "no_crisis_plan")]
    code: &'static str,
    /// What people read.
    sentence: &'static str,
    /// Flags that were raised.
    fired: Option<u64>,
    /// Of these, such as somebody took on or settled.
    acted_on: Option<u64>,
    /// Of these, such as somebody let rest.
    snoozed: Option<u64>,
    /// Of these, such as are said not to fit.
    not_applicable: Option<u64>,
    /// The share of these, in whole hundredths.
    not_applicable_percent: Option<u64>,
    /// Whether more than half of at least ten flags of the last 90 days are said not to fit: then its
    /// thresholds should be looked at.
    is_proposed_for_retuning: bool,
}

/// How many flags each rule raised, and what became of them: for service managers, of their own units, and
/// for administrators. Flags that are for some of those in care only are counted, no more.
#[utoipa::path(get, path = "/api/v1/reports/flags", operation_id = "report_flags", tag = tags::REPORTS,
    params(Asked),
    responses((status = 200, description = "The report", body = FlagNoise)))]
async fn flags(
    State(app): State<App>,
    caller: Caller,
    asked: Result<Query<Asked>, Problem>,
) -> Result<Json<FlagNoise>, Problem> {
    report::admit(&caller.actor())?;
    let days = asked?.0.days.map_or(JUDGED_DAYS, |days| days.0);
    let noise = report::noise(&app, &caller.actor(), days, None).await?;
    let moment = |at| Moment(time::to_rfc3339(at, app.zone));
    Ok(Json(FlagNoise {
        from: moment(noise.from),
        to: moment(noise.to),
        is_everything: noise.is_everything,
        items: noise.rows.iter().map(item).collect(),
    }))
}

fn item(row: &NoiseRow) -> RuleNoise {
    let became = row.became;
    RuleNoise {
        code: row.code,
        sentence: rules::sentence(row.code),
        fired: row.fired.shown(),
        acted_on: became.and_then(|became| became.acted_on.shown()),
        snoozed: became.and_then(|became| became.snoozed.shown()),
        not_applicable: became.and_then(|became| became.not_applicable.shown()),
        not_applicable_percent: became.and_then(|became| became.share),
        is_proposed_for_retuning: row.is_proposed,
    }
}

/// Whose figures, and of when.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// A unit, with all below it; without it the whole service, or the first unit that the caller manages.
    unit: Option<Uuid>,
    /// A calendar quarter or year that is over; the last quarter where it is not given.
    #[param(example = "2025-Q4")]
    period: Option<String>,
}

impl Wanted {
    fn asked(&self) -> Result<report::Asked, Problem> {
        let period = self.period.as_deref().map(str::parse).transpose();
        Ok(report::Asked {
            unit: self.unit.map(UnitId),
            period: period.map_err(|_| {
                Problem::invalid(
                    "period",
                    "a calendar quarter such as 2025-Q4, or a year such as 2025",
                )
            })?,
        })
    }
}

/// The continuity of care of a unit over a period. No figure is of fewer than five, and none can be worked
/// out from others.
#[derive(Debug, Serialize, ToSchema)]
pub struct ContinuityFigures {
    /// The unit; null is the whole service.
    unit: Option<Uuid>,
    /// The period: a calendar quarter or year.
    #[schema(example = "2025-Q4")]
    period: String,
    /// The first day.
    from: NaiveDate,
    /// The first day after it.
    to: NaiveDate,
    /// Whether the unit has the ten patients and three clinicians without whom nothing is shown.
    is_large_enough: bool,
    /// One item a measure.
    items: Vec<MeasureFigures>,
}

/// One measure.
#[derive(Debug, Serialize, ToSchema)]
pub struct MeasureFigures {
    /// The measure's code; its definition is in the documentation under this name.
    #[schema(example = "fu7")]
    measure: &'static str,
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

/// The continuity of care over a calendar quarter or year: for service managers, of their own units, and for
/// administrators. Compared with the period before and with the same period a year before.
#[utoipa::path(get, path = "/api/v1/reports/continuity", operation_id = "report_continuity", tag = tags::REPORTS,
    params(Wanted),
    responses((status = 200, description = "The report", body = ContinuityFigures)))]
async fn continuity(
    State(app): State<App>,
    caller: Caller,
    wanted: Result<Query<Wanted>, Problem>,
) -> Result<Json<ContinuityFigures>, Problem> {
    report::admit(&caller.actor())?;
    let asked = wanted?.0.asked()?;
    let answer = report::over_period(&app, &caller.actor(), asked).await?;
    let period: Period = answer.report.period;
    Ok(Json(ContinuityFigures {
        unit: answer.report.unit.map(|unit| unit.0),
        period: period.to_string(),
        from: period.from(),
        to: period.to(),
        is_large_enough: answer.report.is_admissible,
        items: answer.report.rows.iter().map(figures).collect(),
    }))
}

fn figures(row: &Row) -> MeasureFigures {
    let bands = row.bands.as_ref();
    MeasureFigures {
        measure: row.measure.code(),
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
    let asked = wanted?.0.asked()?;
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
