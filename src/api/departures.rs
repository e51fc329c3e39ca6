//! What a departure would break, and who could be named for those who have nobody: for those who manage units.

use std::collections::BTreeMap;

use axum::extract::State;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::codes::Profession;
use super::extract::{Day, Json, Query};
use super::{Caller, tags};
use crate::app::App;
use crate::app::departures::{
    self, Affected, Difference, Leaving, Load, Plan, Successor, Taken, Unnamed,
};
use crate::domain::departure::{Choice, Outlook, Totals};
use crate::domain::ids::{PatientId, ProfessionalId, UnitId};
use crate::http::{Problem, Server};

pub(super) fn routes() -> OpenApiRouter<Server> {
    OpenApiRouter::new()
        .routes(routes!(departure))
        .routes(routes!(compare))
        .routes(routes!(assignment))
}

/// Who leaves, and when.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Asked {
    /// Who leaves: ids of professionals, with commas between them.
    professionals: Option<String>,
    /// A unit that everybody leaves who works there or below it.
    unit: Option<Uuid>,
    /// The first day on which they are gone; at most two years ahead.
    #[param(value_type = NaiveDate)]
    on: Option<Day>,
}

impl Asked {
    fn leaving(&self) -> Result<Leaving, Problem> {
        let listed = self.professionals.as_deref().unwrap_or_default();
        let read = |id: &str| id.trim().parse().map(ProfessionalId);
        let who: Result<Vec<_>, _> = listed
            .split(',')
            .filter(|id| !id.trim().is_empty())
            .map(read)
            .collect();
        let who =
            who.map_err(|_| Problem::invalid("professionals", "ids with commas between them"))?;
        let on = self
            .on
            .ok_or_else(|| Problem::invalid("on", "a date such as 2026-05-01"))?;
        Ok(Leaving {
            who,
            unit: self.unit.map(UnitId),
            on: on.0,
            choices: BTreeMap::new(),
        })
    }
}

/// A departure, and what was decided about some patients in place of what is suggested.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DepartureAsked {
    /// Who leaves.
    #[serde(default)]
    pub(super) professionals: Vec<Uuid>,
    /// A unit that everybody leaves who works there or below it.
    pub(super) unit: Option<Uuid>,
    /// The first day on which they are gone.
    pub(super) on: NaiveDate,
    /// Patients for whom somebody else takes over than is suggested; the others are shared out around them.
    #[serde(default)]
    pub(super) choices: Vec<SuccessorChosen>,
}

/// Who takes a patient over.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SuccessorChosen {
    /// The patient.
    patient: Uuid,
    /// Who; null is nobody yet.
    successor: Option<Uuid>,
}

impl DepartureAsked {
    pub(super) fn leaving(&self) -> Leaving {
        let choices = self.choices.iter().map(|chosen| {
            let to = chosen.successor.map(ProfessionalId);
            let to = to.map_or(Choice::Nobody, Choice::Somebody);
            (PatientId(chosen.patient), to)
        });
        Leaving {
            who: self
                .professionals
                .iter()
                .copied()
                .map(ProfessionalId)
                .collect(),
            unit: self.unit.map(UnitId),
            on: self.on,
            choices: choices.collect(),
        }
    }
}

/// Two departures.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DeparturesCompared {
    /// The one.
    first: DepartureAsked,
    /// The other.
    second: DepartureAsked,
}

/// What a departure would break, and the best way to pass everybody on.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeparturePlan {
    /// Everybody who leaves.
    professionals: Vec<Uuid>,
    /// The unit that everybody leaves; null where it is none.
    unit: Option<Uuid>,
    /// The first day on which they are gone.
    on: NaiveDate,
    /// Tells this plan from others: what was looked at is what is confirmed.
    mark: String,
    /// What it comes to.
    totals: PlanTotals,
    /// The patients, the strongest ties first.
    items: Vec<PatientAffected>,
    /// Everybody who could take over; who gets most stands first.
    caseloads: Vec<Caseload>,
}

/// What a plan comes to.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlanTotals {
    /// Patients who lose a relationship.
    patients: usize,
    /// Of these, such as lose their only one.
    only: usize,
    /// Of these, such as marked it as important.
    important: usize,
    /// Patients for whom there is a successor.
    placed: usize,
    /// Of these, such as have met them in the last 730 days.
    known: usize,
    /// Familiarity with the successors, summed.
    familiarity: f64,
    /// The mean share of days with a named contact.
    coverage: BeforeAndAfter,
    /// The median COC of those who have one.
    coc: BeforeAndAfter,
    /// Successors who would have more patients than they may have.
    over_limit: usize,
}

/// A figure before, with nobody, and with the plan.
#[derive(Debug, Serialize, ToSchema)]
pub struct BeforeAndAfter {
    /// Before.
    before: Option<f64>,
    /// With nobody.
    without: Option<f64>,
    /// With the plan.
    with: Option<f64>,
}

/// How a patient fares over half a year.
#[derive(Debug, Serialize, ToSchema)]
pub struct PatientOutlook {
    /// The share of days with a named contact.
    coverage: f64,
    /// Bice-Boxerman COC; null below two contacts.
    coc: Option<f64>,
    /// The contacts that it is of.
    contacts: u64,
}

/// A patient who loses somebody.
#[derive(Debug, Serialize, ToSchema)]
pub struct PatientAffected {
    /// The patient.
    patient_id: Uuid,
    /// Name, as recorded; null is not recorded.
    name: Option<String>,
    /// Whether the patient marked the relationship as important.
    is_important: bool,
    /// Whether it is their only one.
    is_only: bool,
    /// How well the patient knows those who leave.
    familiarity: f64,
    /// Days of the last 730 on which one of them met the patient.
    days_met: usize,
    /// Who else knows the patient, the best known first.
    others: Vec<KnownBy>,
    /// Over the 182 days before.
    before: PatientOutlook,
    /// With nobody in their place.
    without: PatientOutlook,
    /// Who takes over; null is nobody.
    successor: Option<SuccessorProposed>,
    /// Why nobody does: `chosen`, `nobody_there`, `nobody_of_profession`, `no_room`.
    unplaced: Option<&'static str>,
}

/// Somebody who knows a patient.
#[derive(Debug, Serialize, ToSchema)]
pub struct KnownBy {
    /// Who.
    professional_id: Uuid,
    /// How well.
    familiarity: f64,
    /// Days of the last 730 on which they met.
    days_met: usize,
}

/// Who takes a patient over, and why they.
#[derive(Debug, Serialize, ToSchema)]
pub struct SuccessorProposed {
    /// Who.
    professional_id: Uuid,
    /// How well the two know each other.
    familiarity: f64,
    /// Days of the last 730 on which they met.
    days_met: usize,
    /// Whether a relationship between them lasts already.
    has_relationship: bool,
    /// Whether they are of the group of professions that is needed.
    is_of_profession: bool,
    /// Of how many patients they are the named contact now.
    caseload: usize,
    /// The most that they may have.
    limit: usize,
    /// Whether it was decided, and not suggested.
    is_chosen: bool,
    /// How the patient would fare.
    outlook: PatientOutlook,
}

/// Somebody's patients, before and with a plan.
#[derive(Debug, Serialize, ToSchema)]
pub struct Caseload {
    /// Who.
    professional_id: Uuid,
    /// What they are.
    profession: Profession,
    /// Of how many patients they are the named contact now.
    before: usize,
    /// How many patients the plan gives them.
    gets: usize,
    /// How many they would have; whom they have already is not counted again.
    after: usize,
    /// The most that they may have.
    limit: usize,
}

/// Two plans beside each other.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlanComparison {
    /// What the one comes to.
    first: PlanTotals,
    /// What the other comes to.
    second: PlanTotals,
    /// Patients whom the two pass on otherwise.
    differences: Vec<PlanDifference>,
}

/// A patient whom two plans pass on otherwise.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlanDifference {
    /// The patient.
    patient_id: Uuid,
    /// What the one makes of them.
    first: TakenOver,
    /// What the other makes of them.
    second: TakenOver,
}

/// What a plan makes of a patient.
#[derive(Debug, Serialize, ToSchema)]
pub struct TakenOver {
    /// Whether the patient loses somebody.
    is_concerned: bool,
    /// Who takes over; null is nobody.
    successor: Option<Uuid>,
}

/// Of which unit.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct OfUnit {
    /// A unit, with all below it; without it all that the caller manages.
    unit: Option<Uuid>,
}

/// Patients without a named contact, and who it should be.
#[derive(Debug, Serialize, ToSchema)]
pub struct NamedContacts {
    /// The unit; null is all that the caller manages.
    unit: Option<Uuid>,
    /// The patients, those who have had none for longest first; at most 200.
    items: Vec<PatientUnnamed>,
    /// How many more there are.
    more: usize,
    /// Everybody whom it could be; who gets most stands first.
    caseloads: Vec<Caseload>,
}

/// A patient without a named contact.
#[derive(Debug, Serialize, ToSchema)]
pub struct PatientUnnamed {
    /// The patient.
    patient_id: Uuid,
    /// Name, as recorded; null is not recorded.
    name: Option<String>,
    /// Since when there is nobody; null is that there never was anybody.
    since: Option<NaiveDate>,
    /// Who the last one was.
    last: Option<Uuid>,
    /// Who knows the patient, the best known first.
    known: Vec<KnownBy>,
    /// Who should it be; null is nobody.
    named_contact: Option<KnownBy>,
    /// Why nobody is found: `nobody_there`, `nobody_of_profession`, `no_room`.
    unplaced: Option<&'static str>,
}

/// What somebody's departure would break, and who could take the thread: for service managers, of their own units.
/// Each patient who is named has an entry in the access log. Nothing is changed.
#[utoipa::path(get, path = "/api/v1/reports/departure", operation_id = "report_departure", tag = tags::REPORTS,
    params(Asked),
    responses((status = 200, description = "The plan", body = DeparturePlan)))]
async fn departure(
    State(app): State<App>,
    caller: Caller,
    asked: Result<Query<Asked>, Problem>,
) -> Result<Json<DeparturePlan>, Problem> {
    departures::admit(&caller.actor())?;
    let asked = asked?.0.leaving()?;
    let plan = departures::plan(&app, &caller.actor(), &asked).await?;
    Ok(Json(told(&plan)))
}

/// Two departures beside each other: another day, other people, or other successors. Nothing is changed.
#[utoipa::path(post, path = "/api/v1/reports/departure/compare", operation_id = "compare_departures",
    tag = tags::REPORTS, request_body = DeparturesCompared,
    responses((status = 200, description = "Both, and where they differ", body = PlanComparison)))]
async fn compare(
    State(app): State<App>,
    caller: Caller,
    asked: Result<Json<DeparturesCompared>, Problem>,
) -> Result<Json<PlanComparison>, Problem> {
    departures::admit(&caller.actor())?;
    let asked = asked?.0;
    let (first, second) = (asked.first.leaving(), asked.second.leaving());
    let both = departures::compare(&app, &caller.actor(), [&first, &second]).await?;
    let [first, second] = both.plans.each_ref().map(|plan| totals(&plan.totals));
    Ok(Json(PlanComparison {
        first,
        second,
        differences: both.differences.iter().map(difference).collect(),
    }))
}

/// Patients of the caller's units without a named contact, and who it should be: for service managers. Each patient
/// who is named has an entry in the access log. Nothing is changed.
#[utoipa::path(get, path = "/api/v1/reports/assignment", operation_id = "report_assignment", tag = tags::REPORTS,
    params(OfUnit),
    responses((status = 200, description = "The patients", body = NamedContacts)))]
async fn assignment(
    State(app): State<App>,
    caller: Caller,
    asked: Result<Query<OfUnit>, Problem>,
) -> Result<Json<NamedContacts>, Problem> {
    departures::admit(&caller.actor())?;
    let unit = asked?.0.unit.map(UnitId);
    let found = departures::assign(&app, &caller.actor(), unit).await?;
    Ok(Json(NamedContacts {
        unit: found.unit.map(|unit| unit.0),
        items: found.patients.iter().map(unnamed).collect(),
        more: found.more,
        caseloads: found.loads.iter().map(caseload).collect(),
    }))
}

fn told(plan: &Plan) -> DeparturePlan {
    DeparturePlan {
        professionals: plan.departure.who.iter().map(|who| who.0).collect(),
        unit: plan.unit.map(|unit| unit.0),
        on: plan.departure.on,
        mark: plan.mark.clone(),
        totals: totals(&plan.totals),
        items: plan.affected.iter().map(affected).collect(),
        caseloads: plan.loads.iter().map(caseload).collect(),
    }
}

fn totals(totals: &Totals) -> PlanTotals {
    let three = |[before, without, with]: [Option<f64>; 3]| BeforeAndAfter {
        before: before.map(rounded),
        without: without.map(rounded),
        with: with.map(rounded),
    };
    PlanTotals {
        patients: totals.patients,
        only: totals.only,
        important: totals.important,
        placed: totals.placed,
        known: totals.known,
        familiarity: rounded(totals.familiarity),
        coverage: three(totals.coverage),
        coc: three(totals.coc),
        over_limit: totals.over_limit,
    }
}

fn affected(one: &Affected) -> PatientAffected {
    PatientAffected {
        patient_id: one.patient.reference.id.0,
        name: one.patient.name(),
        is_important: one.loss.is_important,
        is_only: one.loss.is_only,
        familiarity: rounded(one.loss.familiarity),
        days_met: one.loss.days_met,
        others: one.loss.others.iter().map(known).collect(),
        before: outlook(&one.before),
        without: outlook(&one.without),
        successor: one.successor.as_ref().ok().map(successor),
        unplaced: one.successor.as_ref().err().map(|why| why.code()),
    }
}

fn successor(to: &Successor) -> SuccessorProposed {
    SuccessorProposed {
        professional_id: to.professional.0,
        familiarity: rounded(to.familiarity),
        days_met: to.days_met,
        has_relationship: to.is_tied,
        is_of_profession: to.is_of_group,
        caseload: to.has,
        limit: to.limit,
        is_chosen: to.is_chosen,
        outlook: outlook(&to.outlook),
    }
}

fn known(one: &crate::domain::familiarity::Familiar) -> KnownBy {
    KnownBy {
        professional_id: one.professional.0,
        familiarity: rounded(one.familiarity),
        days_met: one.days_met,
    }
}

fn outlook(outlook: &Outlook) -> PatientOutlook {
    PatientOutlook {
        coverage: rounded(outlook.coverage),
        coc: outlook.coc.map(rounded),
        contacts: outlook.contacts,
    }
}

fn caseload(load: &Load) -> Caseload {
    Caseload {
        professional_id: load.professional.0,
        profession: load.profession.into(),
        before: load.has,
        gets: load.gets,
        after: load.after,
        limit: load.limit,
    }
}

fn difference(one: &Difference) -> PlanDifference {
    let of = |taken: Taken| TakenOver {
        is_concerned: taken != Taken::NotConcerned,
        successor: match taken {
            Taken::By(who) => Some(who.0),
            Taken::ByNobody | Taken::NotConcerned => None,
        },
    };
    let [first, second] = one.to.map(of);
    PlanDifference {
        patient_id: one.patient.reference.id.0,
        first,
        second,
    }
}

fn unnamed(one: &Unnamed) -> PatientUnnamed {
    let to = one.to.as_ref().ok();
    PatientUnnamed {
        patient_id: one.patient.reference.id.0,
        name: one.patient.name(),
        since: one.since,
        last: one.last.map(|last| last.0),
        known: one.known.iter().map(known).collect(),
        named_contact: to.map(|(who, familiarity, days_met)| KnownBy {
            professional_id: who.0,
            familiarity: rounded(*familiarity),
            days_met: *days_met,
        }),
        unplaced: one.to.as_ref().err().map(|why| why.code()),
    }
}

/// To the millionth, as indices are told.
fn rounded(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}
