//! Thresholds: what holds, every version, changing it, and what a change would change. For
//! administrators.

use axum::extract::{FromRequestParts, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::codes::{self, Moment};
use super::directory::UnitRef;
use super::extract::{Id, Json, Query};
use super::paging::{self, Here, Limit, List, Page, Total};
use super::precondition::{IfMatch, etag};
use super::{Caller, tags};
use crate::app::policy::preview::{self, Count, Estimated, Exact, Scaled, Stand};
use crate::app::policy::{self, Shown, Version, Wish, Wrong};
use crate::app::{App, AppError};
use crate::domain::flags::policy::{Change, Fault, Kind, THRESHOLDS};
use crate::domain::ids::UnitId;
use crate::domain::time::{self, Instant};
use crate::domain::trajectory::Directory;
use crate::http::{Problem, Server};

pub(super) fn routes() -> OpenApiRouter<Server> {
    OpenApiRouter::new()
        .routes(routes!(show))
        .routes(routes!(versions, set))
        .routes(routes!(estimate))
        .routes(routes!(begin))
        .routes(routes!(stand))
}

/// Whoever may see and change thresholds.
#[derive(Debug, Clone)]
struct Keeper(Caller);

impl FromRequestParts<Server> for Keeper {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Self, Problem> {
        let caller = Caller::from_request_parts(parts, server).await?;
        policy::admit(&caller.actor())?;
        Ok(Self(caller))
    }
}

/// Whose thresholds, and when.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Asked {
    /// The unit; the whole service where it is not given.
    #[serde(default)]
    unit_id: Option<Uuid>,
    /// The instant, RFC 3339; now where it is not given.
    #[serde(default)]
    #[param(example = "2026-03-02T12:00:00+01:00")]
    at: Option<String>,
}

/// Whose versions.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Listed {
    /// Of this unit alone; of the service and all units where it is not given.
    #[serde(default)]
    unit_id: Option<Uuid>,
    /// How many items at most, 1 to 200; 50 where it is not given.
    #[serde(default)]
    #[param(value_type = Option<u16>, minimum = 1, maximum = 200, example = 50)]
    limit: Limit,
    /// Where the page begins: taken from the `next` link of the page before, never put together.
    #[serde(default)]
    cursor: Option<String>,
}

/// The thresholds that hold.
#[derive(Debug, Serialize, ToSchema)]
pub struct Policy {
    /// The unit; null for the whole service.
    unit: Option<UnitRef>,
    /// The instant.
    at: Moment,
    /// The newest version that they are made of, kept with each flag that is raised; null while
    /// nobody ever set one.
    version: Option<Uuid>,
    /// Every threshold by its key.
    #[schema(value_type = Object)]
    thresholds: Map<String, Value>,
    /// Those that differ from what would hold otherwise (of the service the defaults, of a unit what
    /// holds above it), as they would be.
    #[schema(value_type = Object)]
    otherwise: Map<String, Value>,
    /// What each threshold may be.
    accepted: Vec<Threshold>,
}

/// What a threshold may be.
#[derive(Debug, Serialize, ToSchema)]
pub struct Threshold {
    /// Its key; `ack_hours.shift` is `shift` within `ack_hours`.
    #[schema(example = "fu_days_2")]
    key: &'static str,
    /// The rule it belongs to, `common`, or `planning` for what no rule reads.
    #[schema(example = "no_follow_up_7d")]
    group: &'static str,
    /// What it is measured in: `hours`, `days`, `weeks`, `months`, `years`, `count`, `share`,
    /// `boolean` or `settings`.
    #[schema(example = "days")]
    measure: &'static str,
    /// The smallest that is accepted; null for what is no number.
    #[schema(example = 2)]
    least: Option<f64>,
    /// The largest that is accepted; null for what is no number.
    #[schema(example = 60)]
    most: Option<f64>,
    /// Whether null is accepted: without a limit.
    is_nullable: bool,
}

/// A version of thresholds.
#[derive(Debug, Serialize, ToSchema)]
pub struct PolicyVersion {
    /// Identity.
    id: Uuid,
    /// The unit it is for; null for the whole service.
    unit: Option<UnitRef>,
    /// From when it holds.
    valid_from: Moment,
    /// When it was set.
    set_at: Moment,
    /// Who set it, as in the audit trail.
    #[schema(example = "account:admin")]
    author: String,
    /// Why.
    #[schema(example = "Decided by the clinic's board on 3 March")]
    reason: String,
    /// The thresholds that are different since, as they are.
    #[schema(value_type = Object)]
    changes: Map<String, Value>,
    /// The same thresholds as they were before.
    #[schema(value_type = Object)]
    before: Map<String, Value>,
    /// Whether it is the one of its own that holds now.
    is_current: bool,
    /// Whether it lets a unit follow what is above it again.
    takes_back: bool,
}

/// A change of thresholds.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PolicyChange {
    /// The unit it is for, and those below it; the whole service where it is not given.
    #[serde(default)]
    unit_id: Option<Uuid>,
    /// Thresholds by key, those that are to be different.
    #[serde(default)]
    #[schema(value_type = Object)]
    thresholds: Map<String, Value>,
    /// Of a unit: keep nothing any more. `thresholds` must be empty then.
    #[serde(default)]
    take_back: bool,
    /// Why. Needed to change, not to preview.
    #[serde(default)]
    #[schema(example = "Decided by the clinic's board on 3 March")]
    reason: String,
    /// From when, RFC 3339; now where it is not given.
    #[serde(default)]
    #[schema(example = "2026-06-01T00:00:00+02:00")]
    valid_from: Option<String>,
}

/// A change that was made.
#[derive(Debug, Serialize, ToSchema)]
pub struct PolicyChanged {
    /// The version that was added.
    version: Uuid,
    /// Patients whose flags are worked out again.
    patients: u64,
}

/// What a change would change now, judged by patients drawn by lot.
#[derive(Debug, Serialize, ToSchema)]
pub struct PolicyEstimate {
    /// Patients whom the change may reach.
    patients: u64,
    /// Patients drawn.
    sample: u64,
    /// By rule and severity, where something would change.
    rows: Vec<EstimateRow>,
}

/// Flags of one rule and severity among everyone, about.
#[derive(Debug, Serialize, ToSchema)]
pub struct EstimateRow {
    /// The rule's code.
    #[schema(example = "upcoming_loss")]
    code: &'static str,
    /// How soon someone should look.
    severity: codes::Severity,
    /// Flags now.
    now: AboutSo,
    /// Flags that would appear.
    appear: AboutSo,
    /// Flags that would disappear.
    disappear: AboutSo,
}

/// A number with the ends of its 95 % interval. Null is a number from 1 to 4, which is not told.
#[derive(Debug, Serialize, ToSchema)]
pub struct AboutSo {
    /// About so many.
    about: Option<u64>,
    /// Hardly fewer.
    from: Option<u64>,
    /// Hardly more.
    to: Option<u64>,
}

/// What a change would change now, counted over everyone, and how far the count is.
#[derive(Debug, Serialize, ToSchema)]
pub struct PolicyPreview {
    /// Identity.
    id: Uuid,
    /// The unit that the change is for; null for the whole service.
    unit: Option<UnitRef>,
    /// The thresholds that it changes.
    #[schema(value_type = Object)]
    thresholds: Map<String, Value>,
    /// Who asked, as in the audit trail.
    #[schema(example = "account:admin")]
    author: String,
    /// When.
    asked_at: Moment,
    /// `running`, `done`, `failed` or `broken_off`.
    #[schema(example = "done")]
    state: &'static str,
    /// Patients whom the change may reach.
    patients: u64,
    /// Patients looked at.
    done: u64,
    /// By rule and severity, where something would change; null until it is done.
    rows: Option<Vec<PreviewRow>>,
}

/// Flags of one rule and severity. Null is a number from 1 to 4, which is not told.
#[derive(Debug, Serialize, ToSchema)]
pub struct PreviewRow {
    /// The rule's code.
    #[schema(example = "upcoming_loss")]
    code: &'static str,
    /// How soon someone should look.
    severity: codes::Severity,
    /// Flags now.
    now: Option<u64>,
    /// Flags that would appear.
    appear: Option<u64>,
    /// Flags that would disappear.
    disappear: Option<u64>,
}

/// The thresholds in force. The header `etag` is what a change is sent with.
#[utoipa::path(get, path = "/api/v1/policy", operation_id = "get_policy", tag = tags::POLICY,
    params(Asked), responses((status = 200, description = "The thresholds", body = Policy)))]
async fn show(
    State(app): State<App>,
    Keeper(caller): Keeper,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let at = moment(&app, "at", asked.at.as_deref())?;
    let unit = asked.unit_id.map(UnitId);
    let shown = policy::show(&app, &caller.actor(), unit, at).await?;
    let mark = etag(shown.mark);
    Ok((mark, Json(Policy::of(&shown))).into_response())
}

/// Every version, the one set last first.
#[utoipa::path(get, path = "/api/v1/policy/versions", operation_id = "list_policy_versions",
    tag = tags::POLICY, params(Listed),
    responses((status = 200, description = "A page of versions", body = Page<PolicyVersion>)))]
async fn versions(
    State(app): State<App>,
    Keeper(caller): Keeper,
    Query(asked): Query<Listed>,
    here: Here,
) -> Result<Json<Page<PolicyVersion>>, Problem> {
    let unit = asked.unit_id.map(UnitId);
    let (all, directory) = policy::history(&app, &caller.actor(), unit).await?;
    let paging = paging::Paging::of(asked.limit, asked.cursor);
    let id = |version: &Version| version.version.id.0;
    let (items, next) = paging::cut(&all, List::PolicyVersions, &paging, &here, id)?;
    let items = items
        .iter()
        .map(|version| PolicyVersion::of(version, &directory));
    Ok(Json(Page {
        items: items.collect(),
        total: Total::of(all.len()),
        next,
    }))
}

/// Changes thresholds, and has those whom it touches evaluated again.
#[utoipa::path(post, path = "/api/v1/policy/versions", operation_id = "set_policy",
    tag = tags::POLICY, request_body = PolicyChange, params(IfMatch),
    responses((status = 201, description = "Changed", body = PolicyChanged)))]
async fn set(
    State(app): State<App>,
    Keeper(caller): Keeper,
    IfMatch(seen): IfMatch,
    Json(change): Json<PolicyChange>,
) -> Result<Response, Problem> {
    let wish = Wish {
        seen: Some(seen),
        ..change.wish(&app)?
    };
    let set = policy::set(&app, &caller.actor(), &wish).await?;
    let changed = PolicyChanged {
        version: set.version.0,
        patients: set.patients,
    };
    Ok((StatusCode::CREATED, etag(set.mark), Json(changed)).into_response())
}

/// Estimates what a change would change, by 2000 patients drawn by lot. Changes nothing.
#[utoipa::path(post, path = "/api/v1/policy/estimates", operation_id = "estimate_policy",
    tag = tags::POLICY, request_body = PolicyChange,
    responses((status = 200, description = "The estimate", body = PolicyEstimate)))]
async fn estimate(
    State(app): State<App>,
    Keeper(caller): Keeper,
    Json(change): Json<PolicyChange>,
) -> Result<Json<PolicyEstimate>, Problem> {
    let wish = change.wish(&app)?;
    let found = preview::estimate(&app, &caller.actor(), &wish).await?;
    Ok(Json(PolicyEstimate::of(&found)))
}

/// Begins to count what a change would change, over everyone. Changes nothing.
#[utoipa::path(post, path = "/api/v1/policy/previews", operation_id = "begin_policy_preview",
    tag = tags::POLICY, request_body = PolicyChange,
    responses((status = 202, description = "Begun", body = PolicyPreview)))]
async fn begin(
    State(app): State<App>,
    Keeper(caller): Keeper,
    Json(change): Json<PolicyChange>,
) -> Result<Response, Problem> {
    let (actor, wish) = (caller.actor(), change.wish(&app)?);
    let id = preview::start(&app, &actor, &wish).await?;
    let stand = preview::stand(&app, &actor, id).await?;
    let directory = app.directory().await?;
    let begun = Json(PolicyPreview::of(&stand, &directory));
    Ok((StatusCode::ACCEPTED, begun).into_response())
}

/// How far the count is, and what it found.
#[utoipa::path(get, path = "/api/v1/policy/previews/{id}", operation_id = "get_policy_preview",
    tag = tags::POLICY, params(("id" = Uuid, Path, description = "The preview")),
    responses((status = 200, description = "The preview", body = PolicyPreview)))]
async fn stand(
    State(app): State<App>,
    Keeper(caller): Keeper,
    Id(id): Id,
) -> Result<Json<PolicyPreview>, Problem> {
    let stand = preview::stand(&app, &caller.actor(), id).await?;
    let directory = app.directory().await?;
    Ok(Json(PolicyPreview::of(&stand, &directory)))
}

fn moment(app: &App, field: &str, text: Option<&str>) -> Result<Option<Instant>, Problem> {
    let read = |text| time::parse_time(text, app.zone);
    text.map(read)
        .transpose()
        .map_err(|_| Problem::invalid(field, "a time such as 2026-03-02T12:00:00+01:00"))
}

impl PolicyChange {
    fn wish(self, app: &App) -> Result<Wish, Problem> {
        let wrong = |faults: Vec<Fault>| {
            AppError::Policy(faults.into_iter().map(Wrong::Threshold).collect())
        };
        if self.take_back && (self.unit_id.is_none() || !self.thresholds.is_empty()) {
            return Err(Problem::invalid(
                "take_back",
                "a unit_id, and no thresholds",
            ));
        }
        Ok(Wish {
            unit: self.unit_id.map(UnitId),
            change: Change::from_json(&self.thresholds).map_err(wrong)?,
            takes_back: self.take_back,
            reason: self.reason,
            valid_from: moment(app, "valid_from", self.valid_from.as_deref())?,
            seen: None,
        })
    }
}

impl Policy {
    fn of(shown: &Shown) -> Self {
        let zone = shown.directory.service_zone;
        Self {
            unit: shown.unit.map(|unit| UnitRef::of(unit, &shown.directory)),
            at: Moment(time::to_rfc3339(shown.at, zone)),
            version: shown.version.map(|version| version.0),
            thresholds: Change::of(&shown.policy).to_json(),
            otherwise: Change::between(&shown.policy, &shown.above).to_json(),
            accepted: THRESHOLDS.iter().map(Threshold::of).collect(),
        }
    }
}

impl Threshold {
    #[expect(
        clippy::cast_precision_loss,
        reason = "ends of ranges are small numbers"
    )]
    fn of(threshold: &crate::domain::flags::policy::Threshold) -> Self {
        let (measure, least, most, is_nullable) = match threshold.kind {
            Kind::Number {
                of,
                least,
                most,
                or_never,
            } => (of.code(), Some(least as f64), Some(most as f64), or_never),
            Kind::Share { least, most, .. } => ("share", Some(least), Some(most), false),
            Kind::YesNo => ("boolean", None, None, false),
            Kind::Settings => ("settings", None, None, false),
        };
        Self {
            key: threshold.key,
            group: threshold.group,
            measure,
            least,
            most,
            is_nullable,
        }
    }
}

impl PolicyVersion {
    fn of(version: &Version, directory: &Directory) -> Self {
        let of = &version.version;
        let moment = |at| Moment(time::to_rfc3339(at, directory.service_zone));
        let mut before = Change::default();
        for (threshold, _) in version.changes.iter() {
            before.put(threshold, threshold.of(&version.before));
        }
        Self {
            id: of.id.0,
            unit: of.unit.map(|unit| UnitRef::of(unit, directory)),
            valid_from: moment(of.valid_from),
            set_at: moment(of.recorded_at),
            author: of.author.clone(),
            reason: of.reason.clone(),
            changes: version.changes.to_json(),
            before: before.to_json(),
            is_current: version.is_current,
            takes_back: version.takes_back,
        }
    }
}

impl PolicyEstimate {
    fn of(found: &Estimated) -> Self {
        let rows = found.rows.iter().map(|row| EstimateRow {
            code: row.code,
            severity: row.severity.into(),
            now: AboutSo::of(row.now),
            appear: AboutSo::of(row.appear),
            disappear: AboutSo::of(row.disappear),
        });
        Self {
            patients: found.everyone,
            sample: found.sample,
            rows: rows.collect(),
        }
    }
}

impl AboutSo {
    fn of(scaled: Scaled) -> Self {
        let [about, from, to] = [scaled.about, scaled.from, scaled.to].map(Count::shown);
        Self { about, from, to }
    }
}

impl PolicyPreview {
    fn of(stand: &Stand, directory: &Directory) -> Self {
        let moment = |at| Moment(time::to_rfc3339(at, directory.service_zone));
        let wish = &stand.wish;
        Self {
            id: stand.id,
            unit: wish.unit.map(|unit| UnitRef::of(unit, directory)),
            thresholds: wish.change.to_json(),
            author: stand.author.clone(),
            asked_at: moment(stand.recorded_at),
            state: stand.state.code(),
            patients: stand.patients,
            done: stand.done,
            rows: match &stand.state {
                preview::State::Done(exact) => Some(rows(exact)),
                _ => None,
            },
        }
    }
}

fn rows(exact: &Exact) -> Vec<PreviewRow> {
    let rows = exact.rows.iter().map(|row| PreviewRow {
        code: row.code,
        severity: row.severity.into(),
        now: row.now.shown(),
        appear: row.appear.shown(),
        disappear: row.disappear.shown(),
    });
    rows.collect()
}
