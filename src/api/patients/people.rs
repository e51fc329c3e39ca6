//! Patients by name: the caseload, the search, one patient.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use crate::api::codes::{self, Moment};
use crate::api::directory::{ProfessionalRef, Source, UnitRef};
use crate::api::extract::{Day, Id, Json, Query};
use crate::api::flags::Flag;
use crate::api::paging::{self, Cursor, Here, Limit, List, Page, Total};
use crate::api::precondition::etag;
use crate::api::{Carer, tags};
use crate::app::caseload::{self, Asked, Caseload};
use crate::app::record::Details;
use crate::app::search::{self, Search};
use crate::app::{App, record};
use crate::domain::ids::{PatientId, UnitId};
use crate::domain::overview::{self, Place};
use crate::domain::trajectory::Directory;
use crate::http::{Problem, Server};

pub(super) fn routes() -> OpenApiRouter<Server> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(find))
        .routes(routes!(show))
}

/// A patient by name.
#[derive(Debug, Serialize, ToSchema)]
pub struct Patient {
    /// Identity.
    id: Uuid,
    /// The source's identity.
    source: Source,
    /// Family name; null is not recorded.
    #[schema(example = "Eksempel")]
    family_name: Option<String>,
    /// Given name; null is not recorded.
    #[schema(example = "Ida")]
    given_name: Option<String>,
    /// Day of birth; null is not recorded.
    birth_date: Option<NaiveDate>,
    /// Sex; null is not recorded.
    sex: Option<codes::Sex>,
    /// The language the patient speaks, as recorded; null is not recorded.
    #[schema(example = "nb")]
    language: Option<String>,
}

/// A patient of the caseload.
#[derive(Debug, Serialize, ToSchema)]
pub struct CaseloadItem {
    /// Who.
    patient: Patient,
    /// Where they are now.
    whereabouts: Whereabouts,
    /// What needs a human, the most pressing first.
    flags: Vec<Flag>,
    /// The next agreed contact; null when nothing is booked.
    next_contact: Option<NextContact>,
    /// The last handover that was offered; null when none is recorded.
    last_handover: Option<LastHandover>,
}

/// Where a patient is now, as far as it is recorded.
#[derive(Debug, Serialize, ToSchema)]
pub struct Whereabouts {
    /// Where.
    place: PlaceCode,
    /// The ward, when admitted.
    ward: Option<UnitRef>,
    /// Since when: on the ward, dead, or with nobody; null at home or when nothing is recorded.
    since: Option<NaiveDate>,
    /// First day of the admission, when admitted.
    admitted_on: Option<NaiveDate>,
    /// Teams and clinics on whose books the patient is.
    teams: Vec<UnitRef>,
}

/// A kind of place.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum PlaceCode {
    /// The patient died.
    Died,
    /// In a bed.
    Admitted,
    /// Not admitted, and with a team or a clinic.
    Home,
    /// Neither admitted nor with anybody; somebody was before.
    NotWithUs,
    /// No treatment period was ever recorded.
    NotRecorded,
}

/// An agreed contact.
#[derive(Debug, Serialize, ToSchema)]
pub struct NextContact {
    /// When.
    at: Moment,
    /// Where.
    unit: UnitRef,
    /// With whom; null when nobody is marked.
    professional: Option<ProfessionalRef>,
}

/// The last handover.
#[derive(Debug, Serialize, ToSchema)]
pub struct LastHandover {
    /// When it was offered.
    offered_at: Moment,
    /// Whether somebody accepted it.
    is_accepted: bool,
    /// The sender; null is not recorded.
    from_professional: Option<ProfessionalRef>,
    /// The receiver; null is not recorded.
    to_professional: Option<ProfessionalRef>,
    /// The receiving unit; null is not recorded.
    to_unit: Option<UnitRef>,
}

/// One patient.
#[derive(Debug, Serialize, ToSchema)]
pub struct PatientRecord {
    /// Who.
    patient: Patient,
    /// First day in service; null is not recorded.
    in_service_from: Option<NaiveDate>,
    /// First day no longer in service; null while it lasts.
    in_service_to: Option<NaiveDate>,
    /// When the patient died; null while alive.
    deceased_at: Option<Moment>,
    /// Where they are now.
    whereabouts: Whereabouts,
    /// Relationships that make somebody today's named contact.
    named_contact_relationship_ids: Vec<Uuid>,
    /// How many records of each kind there are.
    records: RecordCounts,
    /// The version of who the patient is: the etag to send as if-match.
    #[schema(example = 1)]
    version: i32,
}

/// How many records of each kind there are.
#[derive(Debug, Serialize, ToSchema)]
pub struct RecordCounts {
    /// Treatment periods.
    treatment_periods: usize,
    /// Contacts.
    contacts: usize,
    /// Relationships.
    relationships: usize,
    /// Handovers.
    handovers: usize,
    /// Shift assignments.
    shift_assignments: usize,
    /// Decisions.
    decisions: usize,
    /// Relational reviews.
    relational_reviews: usize,
}

/// Which patients of the caseload.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// Only those with a flag.
    #[serde(default)]
    #[param(value_type = Option<bool>)]
    flagged: bool,
    /// Only those with an open treatment period at this unit, one of the caller's.
    unit_id: Option<Uuid>,
    /// How many items at most, 1 to 200; 50 where it is not given.
    #[serde(default)]
    #[param(value_type = Option<u16>, minimum = 1, maximum = 200)]
    limit: Limit,
    /// Where the page begins: taken from the `next` link of the page before.
    cursor: Option<String>,
}

/// What is known of whoever is looked for; all that is given must fit.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PatientSearch {
    /// Names or beginnings of names, in any order and however spelled.
    #[serde(default)]
    #[schema(example = "ida eks")]
    name: String,
    /// An identifier, whole.
    #[serde(default)]
    identifier: String,
    /// Day of birth.
    #[schema(value_type = Option<String>, format = Date)]
    birth_date: Option<Day>,
    /// How many at most, 1 to 200; 50 where it is not given.
    #[schema(minimum = 1, maximum = 200)]
    limit: Option<u16>,
    /// The `next_cursor` of the page before, with the same search.
    cursor: Option<String>,
}

/// Who was found.
#[derive(Debug, Serialize, ToSchema)]
pub struct FoundPatients {
    /// The patients, in order of name.
    items: Vec<Patient>,
    /// How many there are on all pages together.
    total: Total,
    /// Send it as `cursor` with the same search for the next page; null on the last.
    next_cursor: Option<String>,
}

/// The caller's patients, those first who need a human soon.
#[utoipa::path(get, path = "/api/v1/patients", operation_id = "list_patients",
    tag = tags::PATIENTS, params(Wanted),
    responses((status = 200, description = "A page of the caseload", body = Page<CaseloadItem>)))]
async fn list(
    State(app): State<App>,
    Carer(caller): Carer,
    Query(wanted): Query<Wanted>,
    here: Here,
) -> Result<Json<Page<CaseloadItem>>, Problem> {
    let asked = Asked {
        flagged: wanted.flagged,
        unit: wanted.unit_id.map(UnitId),
        after: wanted.cursor,
        limit: Some(wanted.limit.items()),
        ..Asked::default()
    };
    let found = caseload::caseload(&app, &caller.actor(), &asked)
        .await
        .map_err(paging::told)?;
    Ok(Json(Page {
        items: found.rows.iter().map(|row| item(row, &found)).collect(),
        total: Total::from(found.count),
        next: found.next.as_deref().map(|mark| here.with_cursor(mark)),
    }))
}

/// Finds patients among the caller's.
///
/// A POST, so that no name is in an address.
#[utoipa::path(post, path = "/api/v1/patients/search", operation_id = "search_patients",
    tag = tags::PATIENTS, request_body = PatientSearch,
    responses((status = 200, description = "Who was found", body = FoundPatients)))]
async fn find(
    State(app): State<App>,
    Carer(caller): Carer,
    Json(wanted): Json<PatientSearch>,
) -> Result<Json<FoundPatients>, Problem> {
    let limit = Limit::of(wanted.limit)?;
    let wanted = Search {
        name: wanted.name,
        identifier: wanted.identifier,
        born: wanted.birth_date.map(|day| day.0),
        after: Cursor(wanted.cursor).after(List::Patients)?.map(PatientId),
        limit: Some(limit.items()),
    };
    let found = search::search(&app, &caller.actor(), &wanted).await?;
    Ok(Json(FoundPatients {
        items: found.patients.iter().map(Patient::of).collect(),
        total: Total::from(found.count),
        next_cursor: found.next.map(|last| Cursor::to(List::Patients, last.0)),
    }))
}

/// One patient.
#[utoipa::path(get, path = "/api/v1/patients/{id}", operation_id = "get_patient",
    tag = tags::PATIENTS, params(("id" = Uuid, Path, description = "The patient")),
    responses((status = 200, description = "The patient", body = PatientRecord)))]
async fn show(
    State(app): State<App>,
    Carer(caller): Carer,
    Id(id): Id,
) -> Result<Response, Problem> {
    let opened = record::open(&app, &caller.actor(), PatientId(id), "patient.read").await?;
    let (known, case) = (&opened.trajectory, opened.case());
    let (patient, directory) = (&known.patient, &opened.directory);
    let version = opened.patient.version;
    let body = PatientRecord {
        patient: Patient::of(&opened.patient),
        in_service_from: patient.in_service_from,
        in_service_to: patient.in_service_to,
        deceased_at: patient
            .deceased_at
            .map(|at| Moment::at(at, None, directory)),
        whereabouts: Whereabouts::of(&overview::whereabouts(&case), directory),
        named_contact_relationship_ids: overview::named_contacts(&case)
            .map(|tie| tie.id.0)
            .collect(),
        records: RecordCounts {
            treatment_periods: known.periods.len(),
            contacts: known.contacts.len(),
            relationships: known.relationships.len(),
            handovers: known.handovers.len(),
            shift_assignments: known.shifts.len(),
            decisions: known.decisions.len(),
            relational_reviews: known.reviews.len(),
        },
        version,
    };
    let state = etag(u64::try_from(version).unwrap_or(0));
    Ok((state, Json(body)).into_response())
}

fn item(row: &caseload::Row, page: &Caseload) -> CaseloadItem {
    let directory = &page.directory;
    CaseloadItem {
        patient: Patient::of(&row.patient),
        whereabouts: Whereabouts::of(&row.whereabouts, directory),
        flags: row
            .flags
            .iter()
            .map(|flag| Flag::of(flag, directory, page.now))
            .collect(),
        next_contact: row.next.map(|(at, unit, who)| NextContact {
            at: Moment::at(at, Some(unit), directory),
            unit: UnitRef::of(unit, directory),
            professional: who.map(|who| ProfessionalRef::of(who, directory)),
        }),
        last_handover: row.handover.map(|handover| LastHandover {
            offered_at: Moment::at(handover.at, handover.to_unit, directory),
            is_accepted: handover.is_accepted,
            from_professional: handover.from.map(|who| ProfessionalRef::of(who, directory)),
            to_professional: handover.to.map(|who| ProfessionalRef::of(who, directory)),
            to_unit: handover.to_unit.map(|unit| UnitRef::of(unit, directory)),
        }),
    }
}

impl Patient {
    /// A patient by what is recorded of their name.
    pub fn of(details: &Details) -> Self {
        Self {
            id: details.reference.id.0,
            source: Source::from(&details.reference.source),
            family_name: details.family_name.clone(),
            given_name: details.given_name.clone(),
            birth_date: details.birth_date,
            sex: details.sex.map(Into::into),
            language: details.language.clone(),
        }
    }
}

impl Whereabouts {
    fn of(whereabouts: &overview::Whereabouts, directory: &Directory) -> Self {
        let (place, ward, since, admitted_on) = match whereabouts.place {
            Place::Died(on) => (PlaceCode::Died, None, Some(on), None),
            Place::Admitted {
                ward,
                since,
                admitted,
            } => (PlaceCode::Admitted, Some(ward), Some(since), Some(admitted)),
            Place::Home => (PlaceCode::Home, None, None, None),
            Place::NotWithUs(on) => (PlaceCode::NotWithUs, None, Some(on), None),
            Place::NotRecorded => (PlaceCode::NotRecorded, None, None, None),
        };
        Self {
            place,
            ward: ward.map(|ward| UnitRef::of(ward, directory)),
            since,
            admitted_on,
            teams: whereabouts
                .teams
                .iter()
                .map(|(team, _)| UnitRef::of(*team, directory))
                .collect(),
        }
    }
}
