//! The end of a shift: whom one has, and handing them over together.

use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::codes::{self, Moment};
use super::directory::{ProfessionalRef, UnitRef};
use super::extract::{Id, Json};
use super::handovers::{HandoverLife, Shaping};
use super::idempotency::IdempotencyKey;
use super::recording::HandoverWay;
use super::{Carer, tags};
use crate::app::shift::{self, Became, Each, EndShift, Row};
use crate::app::{App, AppError};
use crate::domain::handover::Receiver;
use crate::domain::ids::{PatientId, ProfessionalId, RecordId, UnitId};
use crate::domain::trajectory::Directory;
use crate::http::{Problem, Server};

pub(super) fn routes() -> OpenApiRouter<Server> {
    OpenApiRouter::new().routes(routes!(show, end))
}

/// A shift that ends.
#[derive(Debug, Serialize, ToSchema)]
pub struct ShiftEnding {
    /// Where.
    unit: UnitRef,
    /// When it was looked at.
    as_of: Moment,
    /// The caller's patients, by name.
    patients: Vec<ShiftPatient>,
}

/// A patient whom the caller has on it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ShiftPatient {
    /// Who.
    patient_id: Uuid,
    /// What they are called; null is not recorded.
    #[schema(example = "Ida Eksempel")]
    name: Option<String>,
    /// The shift assignment that ends.
    shift_assignment_id: Uuid,
    /// Since when.
    from: Moment,
    /// Its planned end; null where none is recorded.
    to: Option<Moment>,
    /// The caller's draft about the patient; null where nothing is written.
    draft_id: Option<Uuid>,
    /// The version of it.
    draft_version: Option<i32>,
    /// How the draft says that things are; null where it does not.
    severity: Option<codes::HandoverSeverity>,
    /// The handover that the caller offered since the shift began; null for none.
    handover_id: Option<Uuid>,
    /// Who has the patient on the next shift; null where nobody is recorded.
    next_professional: Option<ProfessionalRef>,
}

/// What is to become of the patients of a shift; whoever is not named stays the caller's.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewShiftEnd {
    /// Patient by patient, 60 at most.
    patients: Vec<NewShiftEndPatient>,
}

/// What is to become of one of them.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewShiftEndPatient {
    /// Who.
    patient_id: Uuid,
    /// What becomes of the handover.
    way: HandoverWay,
    /// The person it is for; where neither is given: who has the patient on the next shift, else the unit's
    /// staff together.
    to_professional_id: Option<Uuid>,
    /// The unit it is for.
    to_unit_id: Option<Uuid>,
    /// The caller's draft about the patient: needed where there is one.
    draft_id: Option<Uuid>,
    /// The version of it that was looked at.
    #[schema(example = 3)]
    draft_version: Option<i32>,
}

/// What became of the shift.
#[derive(Debug, Serialize, ToSchema)]
pub struct ShiftEnded {
    /// Patient by patient, as they were named.
    patients: Vec<ShiftEndedPatient>,
}

/// What became of one of them.
#[derive(Debug, Serialize, ToSchema)]
pub struct ShiftEndedPatient {
    /// Who.
    patient_id: Uuid,
    /// `handed_over`, `ended` (without a handover) or `refused` (nothing is changed).
    #[schema(example = "handed_over")]
    became: &'static str,
    /// The handover; null for none.
    handover: Option<HandoverLife>,
    /// Why it was refused: the code of a problem.
    #[schema(example = "invalid_input")]
    code: Option<&'static str>,
    /// In words.
    #[schema(example = "severity cannot be used; expected is one of settled, watch, acute")]
    detail: Option<String>,
}

/// Whom the caller has at a unit on the shift that ends, with what they have written. One that is over stays
/// for two hours, unless the patient was handed over since. Each patient is read, and that is written down.
#[utoipa::path(get, path = "/api/v1/units/{id}/end-of-shift", operation_id = "show_end_of_shift",
    tag = tags::HANDOVERS, params(("id" = Uuid, Path, description = "The unit")),
    responses((status = 200, description = "The shift", body = ShiftEnding)))]
async fn show(
    State(app): State<App>,
    Carer(caller): Carer,
    Id(id): Id,
) -> Result<Json<ShiftEnding>, Problem> {
    let unit = UnitId(id);
    let ending = shift::ending(&app, &caller.actor(), unit).await?;
    let directory = &ending.directory;
    Ok(Json(ShiftEnding {
        unit: UnitRef::of(unit, directory),
        as_of: Moment::at(ending.now, Some(unit), directory),
        patients: ending
            .rows
            .iter()
            .map(|row| ShiftPatient::of(row, unit, directory))
            .collect(),
    }))
}

/// Hands over what is written, and ends the shift: each patient is done or not done by themselves, and one
/// that fails does not keep the others back.
#[utoipa::path(post, path = "/api/v1/units/{id}/end-of-shift", operation_id = "end_shift_together",
    tag = tags::HANDOVERS,
    params(("id" = Uuid, Path, description = "The unit"), IdempotencyKey),
    request_body = NewShiftEnd,
    responses((status = 200, description = "What became of it", body = ShiftEnded)))]
async fn end(
    State(app): State<App>,
    Carer(caller): Carer,
    Id(id): Id,
    IdempotencyKey(once): IdempotencyKey,
    Json(sent): Json<NewShiftEnd>,
) -> Result<Json<ShiftEnded>, Problem> {
    let command = EndShift {
        unit: UnitId(id),
        each: sent.patients.iter().map(NewShiftEndPatient::each).collect(),
        once,
    };
    let ended = shift::end_shift(&app, &caller.actor(), &command).await?;
    let directory = app.directory().await?;
    let patients = ended.rows.into_iter();
    Ok(Json(ShiftEnded {
        patients: patients
            .map(|(patient, became)| ShiftEndedPatient::of(patient, became, &directory))
            .collect(),
    }))
}

impl NewShiftEndPatient {
    fn each(&self) -> Each {
        let draft = self.draft_id.zip(self.draft_version);
        Each {
            patient: PatientId(self.patient_id),
            how: self.way.how(),
            to: Receiver {
                professional: self.to_professional_id.map(ProfessionalId),
                unit: self.to_unit_id.map(UnitId),
            },
            draft: draft.map(|(id, version)| (RecordId(id), version)),
        }
    }
}

impl ShiftPatient {
    fn of(row: &Row, unit: UnitId, directory: &Directory) -> Self {
        let moment = |at| Moment::at(at, Some(unit), directory);
        let draft = row.draft.as_ref();
        let severity = draft.and_then(|draft| draft.content.severity);
        let next = row.receives.professional;
        Self {
            patient_id: row.id().0,
            name: row.patient.name(),
            shift_assignment_id: row.shift.id.0,
            from: moment(row.shift.from),
            to: row.shift.to.map(moment),
            draft_id: draft.map(|draft| draft.id.0),
            draft_version: draft.map(|draft| draft.version),
            severity: severity.map(Into::into),
            handover_id: row.handed.map(|id| id.0),
            next_professional: next.map(|who| ProfessionalRef::of(who, directory)),
        }
    }
}

impl ShiftEndedPatient {
    fn of(patient: PatientId, became: Became, directory: &Directory) -> Self {
        let plain = |became| Self {
            patient_id: patient.0,
            became,
            handover: None,
            code: None,
            detail: None,
        };
        let refused = |error: AppError| {
            // What is ours to know goes to the log, as everywhere.
            let problem = Problem::from(error);
            Self {
                code: Some(problem.kind.code),
                detail: Some(problem.detail.into_owned()),
                ..plain("refused")
            }
        };
        match became {
            Became::Handed(handover) => Self {
                handover: Some(Shaping(directory).handover(&handover, None, &[])),
                ..plain("handed_over")
            },
            Became::Ended => plain("ended"),
            Became::Lacks(faults) => refused(AppError::Handover(faults)),
            Became::Refused(error) => refused(error),
        }
    }
}
