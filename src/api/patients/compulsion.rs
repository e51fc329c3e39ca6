//! A patient's formal status over time, and restrictive measures. No legal register: what is told is what they
//! meant for the people around the patient.

use axum::extract::State;
use chrono_tz::Tz;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::reading::Reading;
use super::records::Records;
use crate::api::codes::{self, Moment};
use crate::api::directory::{ProfessionalRef, Source, UnitRef};
use crate::api::extract::{Id, Json};
use crate::api::{Carer, tags};
use crate::app::{App, records};
use crate::domain::compulsion;
use crate::domain::ids::PatientId;
use crate::domain::intake::Kind;
use crate::domain::time;
use crate::domain::trajectory as domain;
use crate::http::{Problem, Server};

pub(super) fn routes() -> OpenApiRouter<Server> {
    OpenApiRouter::new()
        .routes(routes!(legal_periods))
        .routes(routes!(measures))
}

/// A formal status, and how it felt. Half-open.
#[derive(Debug, Serialize, ToSchema)]
pub struct LegalPeriod {
    /// Identity.
    id: Uuid,
    /// The source's identity.
    source: Option<Source>,
    /// The version, which a change names (`if-match`).
    #[schema(example = 1)]
    version: i32,
    /// The status, by the code under which it was recorded.
    #[schema(example = "no-3-3-in")]
    status: String,
    /// Start.
    from: Moment,
    /// End; null while it lasts.
    to: Option<Moment>,
    /// Whether the patient felt forced, whatever the paper says; null is not recorded.
    felt_forced: Option<bool>,
}

/// A restrictive measure, and who was with the patient. Half-open.
#[derive(Debug, Serialize, ToSchema)]
pub struct Measure {
    /// Identity.
    id: Uuid,
    /// The source's identity.
    source: Option<Source>,
    /// The version, which a change names (`if-match`).
    #[schema(example = 1)]
    version: i32,
    /// What it does.
    kind: codes::MeasureKind,
    /// Where; null is not recorded.
    unit: Option<UnitRef>,
    /// Start.
    from: Moment,
    /// End; null while it lasts.
    to: Option<Moment>,
    /// Who decided; null is not recorded.
    decided_by: Option<ProfessionalRef>,
    /// Whether somebody whom the patient knows was there; null is not recorded.
    known_person_present: Option<bool>,
    /// When a conversation about it was last offered; null for never, or not recorded.
    debrief_offered_at: Option<Moment>,
    /// What came of the offer; null is not yet, or not recorded.
    debrief_outcome: Option<codes::DebriefOutcome>,
    /// How many different people were with the patient.
    #[schema(example = 23)]
    people: usize,
    /// The share of the visits that the three most frequent made, 0 to 1; null under 12 visits or three days.
    #[schema(example = 0.31)]
    share_of_three: Option<f64>,
    /// Days on which somebody was recorded to be there, in order.
    days: Vec<MeasureDay>,
}

/// Who was with the patient on one local day of a measure.
#[derive(Debug, Serialize, ToSchema)]
pub struct MeasureDay {
    /// The day.
    on: chrono::NaiveDate,
    /// Visits.
    #[schema(example = 9)]
    visits: usize,
    /// The different people, in the order in which they came.
    people: Vec<ProfessionalRef>,
}

/// A patient's formal status over time.
#[utoipa::path(get, path = "/api/v1/patients/{id}/legal-periods", operation_id = "list_legal_periods",
    tag = tags::PATIENTS, params(("id" = Uuid, Path, description = "The patient")),
    responses((status = 200, description = "The periods", body = Records<LegalPeriod>)))]
async fn legal_periods(
    State(app): State<App>,
    Carer(caller): Carer,
    Id(id): Id,
) -> Result<Json<Records<LegalPeriod>>, Problem> {
    let (actor, kinds) = (caller.actor(), [Kind::LegalPeriod]);
    let action = "legal_periods.read";
    let sourced = records::open(&app, &actor, PatientId(id), action, &kinds).await?;
    let (read, known) = (Reading(&sourced), &sourced.opened.trajectory);
    let items = known.legal_periods.iter();
    let items = items.map(|one| read.legal_period(one)).collect();
    Ok(Json(Records::of(items)))
}

/// Restrictive measures, with the people whom the patient had to meet, day by day.
#[utoipa::path(get, path = "/api/v1/patients/{id}/measures", operation_id = "list_measures",
    tag = tags::PATIENTS, params(("id" = Uuid, Path, description = "The patient")),
    responses((status = 200, description = "The measures", body = Records<Measure>)))]
async fn measures(
    State(app): State<App>,
    Carer(caller): Carer,
    Id(id): Id,
) -> Result<Json<Records<Measure>>, Problem> {
    let (actor, kinds) = (caller.actor(), [Kind::Measure]);
    let action = "measures.read";
    let sourced = records::open(&app, &actor, PatientId(id), action, &kinds).await?;
    let (read, known) = (Reading(&sourced), &sourced.opened.trajectory);
    let items = known.measures.iter();
    let items = items.map(|one| read.measure(one)).collect();
    Ok(Json(Records::of(items)))
}

impl Reading<'_> {
    fn legal_period(&self, period: &domain::LegalPeriod) -> LegalPeriod {
        LegalPeriod {
            id: period.id.0,
            source: self.source(period.id),
            version: self.version(period.id),
            status: period.status.clone(),
            from: self.at(period.from, None),
            to: period.to.map(|to| self.at(to, None)),
            felt_forced: period.felt_forced,
        }
    }

    fn measure(&self, measure: &domain::Measure) -> Measure {
        let zone: Tz = self.directory().zone(measure.unit);
        let visits = compulsion::visits(measure, zone);
        let today = time::local_date(self.0.opened.now, zone);
        let at = |at| self.at(at, measure.unit);
        let day = |day: compulsion::Day| MeasureDay {
            on: day.on,
            visits: day.visits,
            people: day.people.iter().map(|who| self.person(*who)).collect(),
        };
        Measure {
            id: measure.id.0,
            source: self.source(measure.id),
            version: self.version(measure.id),
            kind: measure.kind.into(),
            unit: measure.unit.map(|unit| self.unit(unit)),
            from: at(measure.from),
            to: measure.to.map(at),
            decided_by: measure.decided_by.map(|who| self.person(who)),
            known_person_present: measure.known_person_present,
            debrief_offered_at: measure.debrief_offered_at.map(at),
            debrief_outcome: measure.debrief_outcome.map(Into::into),
            people: compulsion::by_person(&visits).len(),
            share_of_three: compulsion::told_share(measure, zone, today),
            days: compulsion::days(&visits).into_iter().map(day).collect(),
        }
    }
}
