//! What is on a copy.

use crate::app::audit::access_log::{self, Line};
use crate::app::flags::{self, Lived};
use crate::app::record::Opened;
use crate::app::story::{self, Beside, Entry, Opening, Wanted};
use crate::app::{App, AppError};
use crate::domain::flags::Onlooker;
use crate::domain::ids::RecordId;
use crate::domain::story::Thing;
use crate::domain::time::{self, Instant};
use crate::domain::vocabulary::PlanKind;
use crate::store::narratives::{self, Hearer, Listener};
use crate::store::plans::{self, PlanText, RequestText};

/// The most requests of each sort, and lines of the access log.
const REQUESTS: u64 = 10_000;
const LINES: usize = 10_000;

/// For whom a copy is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ForWhom {
    /// The patient, who signed in as such: everything that is theirs, on every level.
    Patient,
    /// Somebody in care, who sees it when they print it: what is shared with them. `None` is told no words.
    Staff(Option<Listener>),
}

/// An entry of the story, and who has read it.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// The entry; without words where it was taken back.
    pub entry: Entry,
    /// Who opened it, each once, in order; and that they told the patient so.
    pub readers: Vec<Opening>,
}

/// A copy.
#[derive(Debug, Clone)]
pub struct PatientCopy {
    /// The patient's record.
    pub opened: Opened,
    /// Whether it holds everything that is the patient's, and not only what is shared with who made it.
    pub is_whole: bool,
    /// The story, the last written first.
    pub story: Vec<Told>,
    /// What of it is about something else that is on the copy.
    pub beside: Vec<Beside>,
    /// When next of kin told something in confidence, of a whole copy.
    pub in_confidence: Vec<Instant>,
    /// The plans with their kinds, the last agreed of each kind first.
    pub plans: Vec<(PlanKind, PlanText)>,
    /// The crisis plan in force.
    pub crisis_plan: Option<PlanText>,
    /// What the patient asked for: what waits first.
    pub requests: Vec<RequestText>,
    /// What the service has not done, as far as it is told to the patient.
    pub flags: Vec<Lived>,
    /// Who has looked at the record, the latest first.
    pub access: Vec<Line>,
    /// Whether there are older lines than these.
    pub is_access_cut: bool,
}

/// Gathers a copy of a record that was opened, which is who asks' to decide.
///
/// # Errors
/// Whatever the database reports.
pub async fn gather(
    app: &App,
    mut opened: Opened,
    whom: &ForWhom,
) -> Result<PatientCopy, AppError> {
    let patient = opened.patient.reference.id;
    let read = &app.db.read;
    let entries = match whom {
        ForWhom::Patient => {
            opened.onlooker = Onlooker::Patient;
            narratives::own(read, patient, None, opened.now).await?
        }
        ForWhom::Staff(Some(listener)) => shared(app, &opened, listener).await?,
        ForWhom::Staff(None) => Vec::new(),
    };
    let beside = beside(app, &opened, whom, &entries).await?;
    // From where it may just have been written: a reader may lag behind.
    let openings = narratives::readers_of_all(app.db.writer(), patient).await?;
    let story = entries.into_iter().map(|entry| Told {
        readers: readers(&openings, &entry),
        entry,
    });
    let today = time::local_date(opened.now, app.zone);
    let is_whole = *whom == ForWhom::Patient;
    let in_confidence = if is_whole {
        narratives::in_confidence(read, patient).await?
    } else {
        Vec::new()
    };
    let (access, is_access_cut) = access_log::for_copy(app, patient, LINES, !is_whole).await?;
    Ok(PatientCopy {
        is_whole,
        story: story.collect(),
        beside,
        in_confidence,
        plans: plans::all(read, patient)
            .await?
            .into_iter()
            .map(|plan| (plan.kind, plan))
            .collect(),
        crisis_plan: plans::in_force(read, patient, PlanKind::CrisisPlan, today).await?,
        requests: plans::requests(read, patient, REQUESTS).await?,
        flags: told(app, &opened).await?,
        access,
        is_access_cut,
        opened,
    })
}

/// What of these entries is about something that the patient sees: whoever makes the copy sees more, and the copy is
/// the patient's.
async fn beside(
    app: &App,
    opened: &Opened,
    whom: &ForWhom,
    entries: &[Entry],
) -> Result<Vec<Beside>, AppError> {
    let hearer = match whom {
        ForWhom::Patient => Hearer::Patient,
        ForWhom::Staff(Some(listener)) => listener.into(),
        ForWhom::Staff(None) => return Ok(Vec::new()),
    };
    let wanted = Wanted::of(&Thing::ALL);
    let mut beside = story::beside_for(app, opened, hearer, wanted).await?;
    let seen = story::recorded(opened, Hearer::Patient);
    let is_on_it = |id: RecordId| entries.iter().any(|entry| entry.id == id);
    beside.retain(|one| {
        let is_seen = match one.about.thing {
            Thing::Entry => is_on_it(one.about.id),
            _ => seen.contains(&one.about),
        };
        is_seen && is_on_it(one.entry.id)
    });
    Ok(beside)
}

/// The entries that the patient reads and that are shared with somebody beside them.
pub(super) async fn shared(
    app: &App,
    opened: &Opened,
    listener: &Listener,
) -> Result<Vec<Entry>, AppError> {
    let patient = opened.patient.reference.id;
    let read = &app.db.read;
    Ok(narratives::own(read, patient, Some(listener), opened.now).await?)
}

/// Those who opened an entry, each the first time; that the patient was told, from whichever time.
fn readers(openings: &[Opening], entry: &Entry) -> Vec<Opening> {
    let mut readers: Vec<Opening> = Vec::new();
    for opening in openings.iter().filter(|opening| opening.entry == entry.id) {
        let known = readers
            .iter_mut()
            .find(|known| known.professional == opening.professional);
        match known {
            Some(known) => {
                known.told_patient_at = known.told_patient_at.or(opening.told_patient_at);
            }
            None => readers.push(*opening),
        }
    }
    readers
}

/// The flags that are told to the patient and that nobody has settled.
async fn told(app: &App, opened: &Opened) -> Result<Vec<Lived>, AppError> {
    let case = opened.case();
    let mut living = flags::lived(app, opened, &case).await?;
    living.retain(|lived| {
        let stored = lived.stored.as_ref();
        let is_settled = stored.is_some_and(|flag| flag.state.is_settled());
        !is_settled && Onlooker::Patient.sees(&lived.flag, &case)
    });
    Ok(living)
}
