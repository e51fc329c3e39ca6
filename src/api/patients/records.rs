//! One patient's records: all of them, or one kind.

use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::reading::Reading;
use super::shapes::{
    Admission, Contact, Decision, Handover, RelationalReview, Relationship, ShiftAssignment,
    TreatmentPeriod,
};
use crate::api::extract::{Code, Id, Json, Query};
use crate::api::paging::{self, Here, Limit, List, Page, Paging, Total};
use crate::api::{Carer, codes, tags};
use crate::app::{App, records};
use crate::domain::ids::PatientId;
use crate::domain::intake::Kind;
use crate::domain::vocabulary::ContactStatus;
use crate::http::{Problem, Server};

pub(super) fn routes() -> OpenApiRouter<Server> {
    OpenApiRouter::new()
        .routes(routes!(trajectory))
        .routes(routes!(treatment_periods))
        .routes(routes!(contacts))
        .routes(routes!(relationships))
        .routes(routes!(handovers))
        .routes(routes!(decisions))
        .routes(routes!(relational_reviews))
        .routes(routes!(shift_assignments))
}

/// Everything that is recorded about a patient, each list in order of time.
#[derive(Debug, Serialize, ToSchema)]
pub struct Trajectory {
    /// Whose.
    patient_id: Uuid,
    /// Admissions, derived from the ward stays among the treatment periods.
    admissions: Vec<Admission>,
    /// Ward stays and time on teams' books.
    treatment_periods: Vec<TreatmentPeriod>,
    /// Meetings, bookings included.
    contacts: Vec<Contact>,
    /// Relationships.
    relationships: Vec<Relationship>,
    /// Handovers.
    handovers: Vec<Handover>,
    /// Shift assignments.
    shift_assignments: Vec<ShiftAssignment>,
    /// Decisions.
    decisions: Vec<Decision>,
    /// Relational reviews.
    relational_reviews: Vec<RelationalReview>,
}

/// All records of one kind.
#[derive(Debug, Serialize, ToSchema)]
pub struct Records<T> {
    /// The records, in order of time.
    items: Vec<T>,
}

impl<T> Records<T> {
    pub(super) fn of(items: Vec<T>) -> Self {
        Self { items }
    }
}

/// Everything that is recorded about a patient.
///
/// All at once, so that it is one state of the record; contacts alone can be read page by page.
#[utoipa::path(get, path = "/api/v1/patients/{id}/trajectory", operation_id = "get_trajectory",
    tag = tags::PATIENTS, params(("id" = Uuid, Path, description = "The patient")),
    responses((status = 200, description = "The records", body = Trajectory)))]
async fn trajectory(
    State(app): State<App>,
    Carer(caller): Carer,
    Id(id): Id,
) -> Result<Json<Trajectory>, Problem> {
    let (actor, id) = (caller.actor(), PatientId(id));
    let sourced = records::open(&app, &actor, id, "trajectory.read", &Kind::ALL).await?;
    let (read, known) = (Reading(&sourced), &sourced.opened.trajectory);
    let case = sourced.opened.case();
    let admissions = case.admissions.iter();
    Ok(Json(Trajectory {
        patient_id: id.0,
        admissions: admissions.map(|one| read.admission(one, &case)).collect(),
        treatment_periods: known.periods.iter().map(|one| read.period(one)).collect(),
        contacts: known.contacts.iter().map(|one| read.contact(one)).collect(),
        relationships: known
            .relationships
            .iter()
            .map(|one| read.relationship(one))
            .collect(),
        handovers: known
            .handovers
            .iter()
            .map(|one| read.handover(one))
            .collect(),
        shift_assignments: known.shifts.iter().map(|one| read.shift(one)).collect(),
        decisions: known
            .decisions
            .iter()
            .map(|one| read.decision(one))
            .collect(),
        relational_reviews: known.reviews.iter().map(|one| read.review(one)).collect(),
    }))
}

/// A patient's ward stays and time on teams' books.
#[utoipa::path(get, path = "/api/v1/patients/{id}/treatment-periods",
    operation_id = "list_treatment_periods", tag = tags::PATIENTS,
    params(("id" = Uuid, Path, description = "The patient")),
    responses((status = 200, description = "The treatment periods", body = Records<TreatmentPeriod>)))]
async fn treatment_periods(
    State(app): State<App>,
    Carer(caller): Carer,
    Id(id): Id,
) -> Result<Json<Records<TreatmentPeriod>>, Problem> {
    let (actor, kinds) = (caller.actor(), [Kind::TreatmentPeriod]);
    let action = "treatment_periods.read";
    let sourced = records::open(&app, &actor, PatientId(id), action, &kinds).await?;
    let (read, known) = (Reading(&sourced), &sourced.opened.trajectory);
    let items = known.periods.iter().map(|one| read.period(one)).collect();
    Ok(Json(Records { items }))
}

/// Which contacts are asked for.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Wanted {
    /// Only those of which this became.
    #[param(value_type = Option<codes::ContactStatus>)]
    status: Option<Code<ContactStatus>>,
    /// How many items at most, 1 to 200; 50 where it is not given.
    #[serde(default)]
    #[param(value_type = Option<u16>, minimum = 1, maximum = 200, example = 50)]
    limit: Limit,
    /// Where the page begins: taken from the `next` link of the page before, never put together.
    cursor: Option<String>,
}

/// A patient's contacts, the earliest first, page by page.
#[utoipa::path(get, path = "/api/v1/patients/{id}/contacts", operation_id = "list_contacts",
    tag = tags::PATIENTS, params(("id" = Uuid, Path, description = "The patient"), Wanted),
    responses((status = 200, description = "A page of contacts", body = Page<Contact>)))]
async fn contacts(
    State(app): State<App>,
    Carer(caller): Carer,
    Id(id): Id,
    Query(wanted): Query<Wanted>,
    here: Here,
) -> Result<Json<Page<Contact>>, Problem> {
    let paging = Paging::of(wanted.limit, wanted.cursor);
    paging.after(List::Contacts)?;
    let (actor, kinds) = (caller.actor(), [Kind::Contact]);
    let sourced = records::open(&app, &actor, PatientId(id), "contacts.read", &kinds).await?;
    let (read, known) = (Reading(&sourced), &sourced.opened.trajectory.contacts);
    let fits = |status| wanted.status.is_none_or(|wanted| wanted.0 == status);
    let known: Vec<_> = known.iter().filter(|one| fits(one.status)).collect();
    let (page, next) = paging::cut(&known, List::Contacts, &paging, &here, |one| one.id.0)?;
    Ok(Json(Page {
        items: page.iter().map(|one| read.contact(one)).collect(),
        total: Total::of(known.len()),
        next,
    }))
}

/// A patient's relationships, ended ones included.
#[utoipa::path(get, path = "/api/v1/patients/{id}/relationships",
    operation_id = "list_relationships", tag = tags::PATIENTS,
    params(("id" = Uuid, Path, description = "The patient")),
    responses((status = 200, description = "The relationships", body = Records<Relationship>)))]
async fn relationships(
    State(app): State<App>,
    Carer(caller): Carer,
    Id(id): Id,
) -> Result<Json<Records<Relationship>>, Problem> {
    let (actor, kinds) = (caller.actor(), [Kind::Relationship]);
    let action = "relationships.read";
    let sourced = records::open(&app, &actor, PatientId(id), action, &kinds).await?;
    let (read, known) = (Reading(&sourced), &sourced.opened.trajectory);
    let ties = known.relationships.iter();
    let items = ties.map(|one| read.relationship(one)).collect();
    Ok(Json(Records { items }))
}

/// A patient's handovers.
#[utoipa::path(get, path = "/api/v1/patients/{id}/handovers", operation_id = "list_handovers",
    tag = tags::PATIENTS, params(("id" = Uuid, Path, description = "The patient")),
    responses((status = 200, description = "The handovers", body = Records<Handover>)))]
async fn handovers(
    State(app): State<App>,
    Carer(caller): Carer,
    Id(id): Id,
) -> Result<Json<Records<Handover>>, Problem> {
    let (actor, kinds) = (caller.actor(), [Kind::Handover]);
    let action = "handovers.read";
    let sourced = records::open(&app, &actor, PatientId(id), action, &kinds).await?;
    let (read, known) = (Reading(&sourced), &sourced.opened.trajectory);
    let items = known
        .handovers
        .iter()
        .map(|one| read.handover(one))
        .collect();
    Ok(Json(Records { items }))
}

/// A patient's offers and their answers, the earliest first, page by page.
#[utoipa::path(get, path = "/api/v1/patients/{id}/decisions", operation_id = "list_decisions",
    tag = tags::PATIENTS, params(("id" = Uuid, Path, description = "The patient"), Paging),
    responses((status = 200, description = "A page of them", body = Page<Decision>)))]
async fn decisions(
    State(app): State<App>,
    Carer(caller): Carer,
    Id(id): Id,
    Query(paging): Query<Paging>,
    here: Here,
) -> Result<Json<Page<Decision>>, Problem> {
    paging.after(List::Decisions)?;
    let (actor, kinds) = (caller.actor(), [Kind::Decision]);
    let sourced = records::open(&app, &actor, PatientId(id), "decisions.read", &kinds).await?;
    let (read, known) = (Reading(&sourced), &sourced.opened.trajectory.decisions);
    let (page, next) = paging::cut(known, List::Decisions, &paging, &here, |one| one.id.0)?;
    Ok(Json(Page {
        items: page.iter().map(|one| read.decision(one)).collect(),
        total: Total::of(known.len()),
        next,
    }))
}

/// A patient's relational reviews, the earliest first, page by page.
#[utoipa::path(get, path = "/api/v1/patients/{id}/relational-reviews", operation_id = "list_relational_reviews",
    tag = tags::PATIENTS, params(("id" = Uuid, Path, description = "The patient"), Paging),
    responses((status = 200, description = "A page of them", body = Page<RelationalReview>)))]
async fn relational_reviews(
    State(app): State<App>,
    Carer(caller): Carer,
    Id(id): Id,
    Query(paging): Query<Paging>,
    here: Here,
) -> Result<Json<Page<RelationalReview>>, Problem> {
    paging.after(List::RelationalReviews)?;
    let (actor, kinds) = (caller.actor(), [Kind::RelationalReview]);
    let sourced = records::open(
        &app,
        &actor,
        PatientId(id),
        "relational_reviews.read",
        &kinds,
    )
    .await?;
    let (read, known) = (Reading(&sourced), &sourced.opened.trajectory.reviews);
    let (page, next) = paging::cut(known, List::RelationalReviews, &paging, &here, |one| {
        one.id.0
    })?;
    Ok(Json(Page {
        items: page.iter().map(|one| read.review(one)).collect(),
        total: Total::of(known.len()),
        next,
    }))
}

/// A patient's shift assignments, the earliest first, page by page.
#[utoipa::path(get, path = "/api/v1/patients/{id}/shift-assignments", operation_id = "list_shift_assignments",
    tag = tags::PATIENTS, params(("id" = Uuid, Path, description = "The patient"), Paging),
    responses((status = 200, description = "A page of them", body = Page<ShiftAssignment>)))]
async fn shift_assignments(
    State(app): State<App>,
    Carer(caller): Carer,
    Id(id): Id,
    Query(paging): Query<Paging>,
    here: Here,
) -> Result<Json<Page<ShiftAssignment>>, Problem> {
    paging.after(List::ShiftAssignments)?;
    let (actor, kinds) = (caller.actor(), [Kind::ShiftAssignment]);
    let sourced = records::open(
        &app,
        &actor,
        PatientId(id),
        "shift_assignments.read",
        &kinds,
    )
    .await?;
    let (read, known) = (Reading(&sourced), &sourced.opened.trajectory.shifts);
    let (page, next) = paging::cut(known, List::ShiftAssignments, &paging, &here, |one| {
        one.id.0
    })?;
    Ok(Json(Page {
        items: page.iter().map(|one| read.shift(one)).collect(),
        total: Total::of(known.len()),
        next,
    }))
}
