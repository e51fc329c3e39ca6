//! A unit's board: who is there, who is with them, whom they know, and what is next.

use axum::extract::State;
use chrono::NaiveDate;
use chrono_tz::Tz;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::codes::{self, Moment};
use super::directory::{ProfessionalRef, UnitRef};
use super::extract::{Id, Json};
use super::{Carer, tags};
use crate::app::App;
use crate::app::board::{self, Shown, Whose};
use crate::app::record::Details;
use crate::domain::board::{Known, Next};
use crate::domain::ids::{ProfessionalId, UnitId};
use crate::domain::time::{self, Instant};
use crate::domain::trajectory::Directory;
use crate::domain::vocabulary::NarrativeKind;
use crate::http::{Problem, Server};

pub(super) fn routes() -> OpenApiRouter<Server> {
    OpenApiRouter::new().routes(routes!(show))
}

/// A unit's board.
#[derive(Debug, Serialize, ToSchema)]
pub struct Board {
    /// The unit.
    unit: UnitRef,
    /// When it was looked at.
    as_of: Moment,
    /// How many.
    counts: BoardCounts,
    /// Patients who are there, by room and then name.
    cards: Vec<BoardCard>,
    /// Patients who are on their way, the first expected first.
    coming: Vec<BoardComing>,
}

/// A patient who is on their way.
#[derive(Debug, Serialize, ToSchema)]
pub struct BoardComing {
    /// Who.
    patient: BoardPatient,
    /// The planned arrival; null where nobody announced one.
    arrival_id: Option<Uuid>,
    /// When the patient is expected.
    expected_at: Option<Moment>,
    /// The handover that waits at the unit; null for none.
    handover_id: Option<Uuid>,
    /// Where the patient is now; null is nowhere that is recorded.
    from_unit: Option<UnitRef>,
}

/// What a board counts.
#[derive(Debug, Serialize, ToSchema)]
pub struct BoardCounts {
    /// Patients who are there.
    #[schema(example = 11)]
    patients: usize,
    /// Patients who are announced or handed over to the unit and not there yet.
    coming: usize,
    /// Patients whose planned end is no later than tomorrow.
    leaving: usize,
    /// Patients with a handover that nobody has accepted.
    unaccepted: usize,
    /// Patients without a named contact.
    without_named_contact: usize,
}

/// A patient on a board.
#[derive(Debug, Serialize, ToSchema)]
pub struct BoardCard {
    /// Who.
    patient: BoardPatient,
    /// The open treatment period at the unit.
    treatment_period_id: Uuid,
    /// Room; null is not recorded.
    room: Option<String>,
    /// Day of the stay; the first is 1.
    #[schema(example = 56)]
    day: i64,
    /// Responsible clinicians so far in this stay.
    responsible_clinicians: Vec<ProfessionalRef>,
    /// Who the patient is when well, in their own words, where the team may read them.
    when_well: Option<String>,
    /// How the patient wants to be met, in their own words, where the team may read them.
    words: Option<String>,
    /// Today's nurses.
    today: Vec<ProfessionalRef>,
    /// Yesterday's nurses.
    yesterday: Vec<ProfessionalRef>,
    /// Somebody whom the patient knows; null where nobody can be asked.
    known: Option<KnownFace>,
    /// The next thing that is recorded; null for nothing.
    next: Option<NextThing>,
    /// How much the last handover asks that somebody look; null where it does not say.
    severity: Option<codes::HandoverSeverity>,
    /// What the last handover asks for, in the writer's words.
    actions: Option<String>,
    /// The last handover; null for none.
    handover: Option<BoardHandover>,
    /// The formal status in force; null is not recorded.
    legal_status: Option<String>,
    /// The agreed end of it; null where none is recorded.
    legal_status_to: Option<NaiveDate>,
    /// The crisis plan in force; null for none.
    crisis_plan_id: Option<Uuid>,
    /// Planned end of the stay; null where none is recorded.
    planned_to: Option<Moment>,
    /// Whether the patient is on leave.
    is_on_leave: bool,
}

/// A patient by name.
#[derive(Debug, Serialize, ToSchema)]
pub struct BoardPatient {
    /// Identity.
    id: Uuid,
    /// What they are called; null is not recorded.
    #[schema(example = "Ida Eksempel")]
    name: Option<String>,
}

/// Somebody whom the patient knows.
#[derive(Debug, Serialize, ToSchema)]
pub struct KnownFace {
    /// Who.
    professional: ProfessionalRef,
    /// Whether they work at this unit.
    is_here: bool,
    /// Local days on which they met, of the last 730.
    days_met: usize,
}

/// The next thing that is recorded: a return from leave, or an agreed contact.
#[derive(Debug, Serialize, ToSchema)]
pub struct NextThing {
    /// `return` or `contact`.
    #[schema(example = "contact")]
    kind: &'static str,
    /// When.
    at: Moment,
    /// With whom; null is not recorded, or nobody in particular.
    professional: Option<ProfessionalRef>,
}

/// The last handover to the unit or within it.
#[derive(Debug, Serialize, ToSchema)]
pub struct BoardHandover {
    /// Identity.
    id: Uuid,
    /// Whether it waits to be accepted.
    waits: bool,
}

/// The board of a unit at which one works. Each patient on it is read, and that is written down.
#[utoipa::path(get, path = "/api/v1/units/{id}/board", operation_id = "get_board",
    tag = tags::DIRECTORY, params(("id" = Uuid, Path, description = "The unit")),
    responses((status = 200, description = "The board", body = Board)))]
async fn show(State(app): State<App>, carer: Carer, Id(id): Id) -> Result<Json<Board>, Problem> {
    let unit = UnitId(id);
    let board = board::board(&app, &carer.0.actor(), unit, Whose::Everybody).await?;
    let (directory, zone) = (&board.directory, board.zone());
    let counts = board.counts;
    Ok(Json(Board {
        unit: UnitRef::of(unit, directory),
        as_of: moment(board.now, zone),
        counts: BoardCounts {
            patients: counts.patients,
            coming: counts.coming,
            leaving: counts.leaving,
            unaccepted: counts.unaccepted,
            without_named_contact: counts.without_named_contact,
        },
        cards: board
            .cards
            .iter()
            .map(|shown| BoardCard::of(shown, directory, zone))
            .collect(),
        coming: board
            .coming
            .iter()
            .map(|coming| BoardComing {
                patient: BoardPatient::of(&coming.patient),
                arrival_id: coming.expected.map(|(id, _)| id.0),
                expected_at: coming.expected.map(|(_, at)| moment(at, zone)),
                handover_id: coming.handover.map(|id| id.0),
                from_unit: coming.from.map(|unit| UnitRef::of(unit, directory)),
            })
            .collect(),
    }))
}

fn moment(at: Instant, zone: Tz) -> Moment {
    Moment(time::to_rfc3339(at, zone))
}

impl BoardPatient {
    fn of(details: &Details) -> Self {
        Self {
            id: details.reference.id.0,
            name: details.name(),
        }
    }
}

impl BoardCard {
    fn of(shown: &Shown, directory: &Directory, zone: Tz) -> Self {
        let card = &shown.card;
        let who = |id: ProfessionalId| ProfessionalRef::of(id, directory);
        let people = |ids: &[ProfessionalId]| ids.iter().copied().map(who).collect::<Vec<_>>();
        let said = shown.said.as_ref();
        let (legal_status, legal_status_to) = card
            .legal
            .clone()
            .map_or((None, None), |(status, to)| (Some(status), to));
        Self {
            patient: BoardPatient::of(&shown.patient),
            treatment_period_id: card.period.0,
            room: shown.bed.room.clone(),
            day: card.day,
            responsible_clinicians: people(&card.responsible),
            when_well: words(shown, NarrativeKind::OutsideCrisis),
            words: words(shown, NarrativeKind::NextProfessional),
            today: people(&card.today),
            yesterday: people(&card.yesterday),
            known: match &card.known {
                Known::Here(known) | Known::Elsewhere(known, _) => Some(KnownFace {
                    professional: who(known.professional),
                    is_here: matches!(card.known, Known::Here(_)),
                    days_met: known.days_met,
                }),
                Known::Nobody => None,
            },
            next: match card.next {
                Next::Back(at) => Some(NextThing {
                    kind: "return",
                    at: moment(at, zone),
                    professional: None,
                }),
                Next::Contact(at, unit, with) => Some(NextThing {
                    kind: "contact",
                    at: moment(at, directory.zone(Some(unit))),
                    professional: with.map(who),
                }),
                Next::NameNurse | Next::Nothing => None,
            },
            severity: said.and_then(|said| said.severity).map(Into::into),
            actions: said.and_then(|said| said.actions.clone()),
            handover: card
                .handover
                .map(|(id, waits)| BoardHandover { id: id.0, waits }),
            legal_status,
            legal_status_to,
            crisis_plan_id: card.crisis_plan.map(|plan| plan.0),
            planned_to: shown.bed.planned_to.map(|at| moment(at, zone)),
            is_on_leave: card.leave.is_some(),
        }
    }
}

fn words(shown: &Shown, kind: NarrativeKind) -> Option<String> {
    let words = shown.words.iter().find(|words| words.kind == kind);
    words.map(|words| words.text.clone())
}
