//! What the records and the flags say about the service: counts, never of persons.

use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::codes::Moment;
use super::extract::{Json, Query, Whole};
use super::{Caller, tags};
use crate::app::App;
use crate::app::report::{self, JUDGED_DAYS, NoiseRow};
use crate::domain::flags::rules;
use crate::domain::time;
use crate::http::{Problem, Server};

pub(super) fn routes() -> OpenApiRouter<Server> {
    OpenApiRouter::new().routes(routes!(flags))
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
