//! The board of a unit, whole or one card of it.

use std::collections::HashMap;
use std::sync::Arc;

use chrono_tz::Tz;

use super::coming::{Coming, coming};
use crate::app::record::note_read;
use crate::app::safety::{self, NamedCard};
use crate::app::story::{self, Seen};
use crate::app::{Actor, App, AppError, Refusal, Standing};
use crate::domain::access::{Reach, Way};
use crate::domain::board::{self, Card, Counts};
use crate::domain::flags::Case;
use crate::domain::ids::{PatientId, ProfessionalId, UnitId};
use crate::domain::time::Instant;
use crate::domain::trajectory::{Directory, Trajectory};
use crate::domain::vocabulary::NarrativeKind;
use crate::store::boards::{self, Bed, Said};
use crate::store::narratives::{Listener, Words};
use crate::store::patients::{self, Details};
use crate::store::{Reading, narratives, trajectories};

/// What of the patient's words a card shows.
const SAID: [NarrativeKind; 2] = [
    NarrativeKind::OutsideCrisis,
    NarrativeKind::NextProfessional,
];

/// Which cards are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Whose {
    /// All.
    #[default]
    Everybody,
    /// Those of the viewer: today's nurse, or a relationship that lasts.
    Mine,
    /// Those with a handover that nobody has accepted.
    Unaccepted,
}

/// A unit's board.
#[derive(Debug, Clone)]
pub struct Board {
    /// The unit.
    pub unit: UnitId,
    /// The viewer's units, this one among them.
    pub units: Vec<UnitId>,
    /// What is counted, over all who are there.
    pub counts: Counts,
    /// The cards, by room and then name.
    pub cards: Vec<Shown>,
    /// Patients who are on their way, the first expected first.
    pub coming: Vec<Coming>,
    /// Units, professionals and employments.
    pub directory: Arc<Directory>,
    /// The instant at which it is looked at.
    pub now: Instant,
}

impl Board {
    /// The zone of the unit's clock.
    pub fn zone(&self) -> Tz {
        self.directory.zone(Some(self.unit))
    }
}

/// A card, with what is read beside the record.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The patient by name.
    pub patient: Details,
    /// What the record says.
    pub card: Card,
    /// Room and planned end.
    pub bed: Bed,
    /// What the last handover says.
    pub said: Option<Said>,
    /// Who the patient is when well, and how they want to be met, in their words.
    pub words: Vec<Words>,
    /// Whom the patient wants called before something is decided.
    pub cards: Vec<NamedCard>,
    /// Whether it is one of the viewer's own.
    pub is_mine: bool,
}

/// The board of a unit at which the actor works. Writes an audit entry for each patient shown.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown unit, [`AppError::Forbidden`] for one at which the actor does not
/// work, and whatever the database reports.
pub async fn board(
    app: &App,
    actor: &Actor,
    unit: UnitId,
    whose: Whose,
) -> Result<Board, AppError> {
    let mut board = read(app, actor, unit).await?;
    board.cards.retain(|shown| match whose {
        Whose::Everybody => true,
        Whose::Mine => shown.is_mine,
        Whose::Unaccepted => matches!(shown.card.handover, Some((_, true))),
    });
    let coming = board.coming.iter().map(Coming::id);
    let ids: Vec<PatientId> = board.cards.iter().map(of).chain(coming).collect();
    note_read(app, actor, &ids, "board.show").await?;
    note_words(app, actor, &board).await?;
    Ok(board)
}

/// The board with one card only, after something about that patient changed: no card where the patient is
/// no longer there. Writes an audit entry for a patient who is shown.
///
/// # Errors
/// Those of [`board()`].
pub async fn card(
    app: &App,
    actor: &Actor,
    unit: UnitId,
    patient: PatientId,
) -> Result<Board, AppError> {
    let mut board = read(app, actor, unit).await?;
    board.cards.retain(|shown| of(shown) == patient);
    board.coming.retain(|coming| coming.id() == patient);
    if !(board.cards.is_empty() && board.coming.is_empty()) {
        note_read(app, actor, &[patient], "board.show").await?;
        note_words(app, actor, &board).await?;
    }
    Ok(board)
}

/// Writes down whose words are shown to somebody for the first time.
async fn note_words(app: &App, actor: &Actor, board: &Board) -> Result<(), AppError> {
    let Actor::Account(viewer) = actor else {
        return Ok(());
    };
    let Some(me) = viewer.professional else {
        return Ok(());
    };
    let seen = board.cards.iter().flat_map(|shown| {
        let words = shown.words.iter();
        words.map(|words| Seen::of(of(shown), words))
    });
    let seen: Vec<Seen> = seen.collect();
    story::note(app, actor, me, &seen).await
}

/// Who is on the board of a unit, for one that is open: identities only, which are no record.
///
/// # Errors
/// Those of [`board()`].
pub async fn present(app: &App, actor: &Actor, unit: UnitId) -> Result<Vec<PatientId>, AppError> {
    let (reach, _) = reach_at(actor, unit)?;
    let now = app.clock.now();
    Ok(boards::present(&app.db.read, &reach, now).await?)
}

fn of(shown: &Shown) -> PatientId {
    shown.patient.reference.id
}

/// The part of the actor's reach that is one unit's.
pub(in crate::app) fn reach_at(
    actor: &Actor,
    unit: UnitId,
) -> Result<(Reach, Vec<UnitId>), AppError> {
    let Actor::Account(viewer) = actor else {
        return Err(Refusal::NotYourUnit.into());
    };
    let reach = viewer.reach().ok_or(Refusal::NoCareRole)?;
    if !reach.units.contains(&unit) {
        return Err(Refusal::NotYourUnit.into());
    }
    let units = reach.units.clone();
    Ok((
        Reach {
            units: vec![unit],
            ..reach
        },
        units,
    ))
}

async fn read(app: &App, actor: &Actor, unit: UnitId) -> Result<Board, AppError> {
    let (reach, units) = reach_at(actor, unit)?;
    let standing = app.standing().await?;
    if !standing.directory.units.contains_key(&unit) {
        return Err(AppError::NotFound("unit"));
    }
    let now = app.clock.now();
    let reading = app.db.reading().await?;
    let present = boards::present(&*reading, &reach, now).await?;
    let details = patients::details_of(&*reading, &present).await?;
    let found = trajectories::load(&*reading, &present, None).await?;
    let named = safety::lines(&reading, &found).await?;
    let cards = cards(found, &standing, reach.professional, unit, now);
    // Whoever is on the board is there by a treatment period, for those who work there.
    let listener = reach.professional.map(|professional| Listener {
        way: Way::TreatmentPeriod,
        professional,
    });
    let listener = listener.map(|listener| (listener, now));
    let beside = Beside::read(&reading, unit, &present, &cards, listener).await?;
    let coming = coming(&reading, &reach, (unit, &present), now).await?;
    drop(reading);
    let mut shown = Beside { named, ..beside }.put_to(details, cards);
    shown.sort_by_key(place);
    let zone = standing.directory.zone(Some(unit));
    let mut counts = counts(&shown, now, zone);
    counts.coming = coming.len();
    Ok(Board {
        unit,
        units,
        counts,
        cards: shown,
        coming,
        directory: standing.directory,
        now,
    })
}

type Cards = HashMap<PatientId, (Card, bool)>;

/// Each patient's card, and whether it is one of somebody's own.
fn cards(
    found: Vec<Trajectory>,
    standing: &Standing,
    who: Option<ProfessionalId>,
    unit: UnitId,
    now: Instant,
) -> Cards {
    let directory = &standing.directory;
    let each = found.into_iter().filter_map(|ahead| {
        let in_force = standing.policies.of_patient(&ahead, directory, now);
        let case = Case::new(ahead.clone(), directory, &in_force.policy, now);
        let card = board::card(&case, &ahead, unit)?;
        let is_mine = who.is_some_and(|who| board::is_of(&card, &case, who));
        Some((ahead.patient.id, (card, is_mine)))
    });
    each.collect()
}

/// What is read beside the records.
struct Beside {
    beds: HashMap<crate::domain::ids::RecordId, Bed>,
    said: HashMap<crate::domain::ids::RecordId, Said>,
    words: HashMap<PatientId, Vec<Words>>,
    named: HashMap<PatientId, Vec<NamedCard>>,
}

impl Beside {
    async fn read(
        reading: &Reading,
        unit: UnitId,
        present: &[PatientId],
        cards: &Cards,
        listener: Option<(Listener, Instant)>,
    ) -> Result<Self, AppError> {
        let handovers: Vec<_> = cards
            .iter()
            .filter_map(|(patient, (card, _))| Some((*patient, card.handover?.0)))
            .collect();
        Ok(Self {
            beds: boards::beds(&**reading, unit, present).await?,
            said: boards::said(&**reading, &handovers).await?,
            words: match listener {
                Some((listener, now)) => {
                    narratives::newest(&**reading, present, &SAID, &listener, now).await?
                }
                None => HashMap::new(),
            },
            named: HashMap::new(),
        })
    }

    fn put_to(mut self, details: Vec<Details>, mut cards: Cards) -> Vec<Shown> {
        let none = || Bed {
            room: None,
            planned_to: None,
        };
        let each = details.into_iter().filter_map(|patient| {
            let id = patient.reference.id;
            let (card, is_mine) = cards.remove(&id)?;
            Some(Shown {
                bed: self.beds.remove(&card.period).unwrap_or_else(none),
                said: card.handover.and_then(|(id, _)| self.said.remove(&id)),
                words: self.words.remove(&id).unwrap_or_default(),
                cards: self.named.remove(&id).unwrap_or_default(),
                is_mine,
                card,
                patient,
            })
        });
        each.collect()
    }
}

/// By room, numbers as numbers, those without one last; then by name.
fn place(shown: &Shown) -> (bool, u32, String, Option<String>, String) {
    let room = shown.bed.room.clone().unwrap_or_default();
    let number = room
        .chars()
        .filter(char::is_ascii_digit)
        .collect::<String>();
    (
        shown.bed.room.is_none(),
        number.parse().unwrap_or(u32::MAX),
        room,
        shown.patient.name(),
        shown.patient.reference.source_key.clone(),
    )
}

fn counts(shown: &[Shown], now: Instant, zone: Tz) -> Counts {
    let count = |is: &dyn Fn(&Shown) -> bool| shown.iter().filter(|shown| is(shown)).count();
    Counts {
        patients: shown.len(),
        coming: 0,
        leaving: count(&|shown| board::leaves_soon(shown.bed.planned_to, now, zone)),
        unaccepted: count(&|shown| matches!(shown.card.handover, Some((_, true)))),
        without_named_contact: count(&|shown| !shown.card.has_named_contact),
    }
}
