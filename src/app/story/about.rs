//! What entries are about, and what the patient says beside what is recorded. Both sides of a link are shown to
//! whoever the entry is shared with and who sees what it is about: for everybody else there is no link.

use std::collections::{HashMap, HashSet};

use super::note::{Seen, note};
use super::{Entry, hearer};
use crate::app::record::{self, Opened};
use crate::app::{Actor, App, AppError};
use crate::domain::ids::{PatientId, RecordId};
use crate::domain::plan;
use crate::domain::story::{About, Thing};
use crate::domain::vocabulary::{Authorship, NarrativeKind, NoticedBy};
use crate::store::Tx;
use crate::store::narratives::{self, Hearer, Link};

/// Words of the patient's beside something that is recorded.
#[derive(Debug, Clone, PartialEq)]
pub struct Beside {
    /// What they are about.
    pub about: About,
    /// The entry; without its words where only that it is there is shown.
    pub entry: Entry,
}

/// What is shown of it.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// Beside records of these kinds.
    pub things: &'a [Thing],
    /// Beside these alone.
    pub only: Option<&'a [RecordId]>,
    /// Whether the words of linked entries are shown, and not only what the patient sees differently. Of those that
    /// are not shown only that they are there is told, and nobody is written down as their reader.
    pub has_stories: bool,
}

impl<'a> Wanted<'a> {
    /// All words beside records of these kinds.
    pub const fn of(things: &'a [Thing]) -> Self {
        Self {
            things,
            only: None,
            has_stories: true,
        }
    }

    /// All words beside some records of these kinds.
    pub const fn beside(things: &'a [Thing], only: &'a [RecordId]) -> Self {
        Self {
            things,
            only: Some(only),
            has_stories: true,
        }
    }

    fn asks(&self, about: About) -> bool {
        self.things.contains(&about.thing) && self.only.is_none_or(|only| only.contains(&about.id))
    }

    fn tells(&self, kind: NarrativeKind) -> bool {
        self.has_stories || kind == NarrativeKind::SeesDifferently
    }
}

/// Everything that the patient can see differently, for their own page of it.
#[derive(Debug, Clone)]
pub struct Things {
    /// The patient's record.
    pub opened: Opened,
    /// What can be seen differently, what next of kin tell last.
    pub things: Vec<About>,
    /// What the patient says beside it.
    pub beside: Vec<Beside>,
}

/// Opens what the patient can see differently, with what they say beside it.
///
/// # Errors
/// As [`record::open`].
pub async fn things(app: &App, actor: &Actor, patient: PatientId) -> Result<Things, AppError> {
    let opened = record::open(app, actor, patient, "story.show").await?;
    let things = offered(app, actor, &opened, NarrativeKind::SeesDifferently).await?;
    let beside = beside(app, actor, &opened, Wanted::of(&Thing::ALL)).await?;
    Ok(Things {
        opened,
        things,
        beside,
    })
}

/// What an entry of a kind can be about, of what whoever writes it sees; for what the patient sees differently what
/// the patient sees, too.
///
/// # Errors
/// Whatever the database reports.
pub async fn offered(
    app: &App,
    actor: &Actor,
    opened: &Opened,
    kind: NarrativeKind,
) -> Result<Vec<About>, AppError> {
    let Some(hearer) = hearer(opened, actor) else {
        return Ok(Vec::new());
    };
    let mut all = recorded(opened, hearer);
    if Thing::Entry.takes(kind) {
        let patient = opened.patient.reference.id;
        let beside = match &hearer {
            Hearer::Patient => None,
            Hearer::Professional(listener) => Some(listener),
        };
        let entries = narratives::own(&app.db.read, patient, beside, opened.now).await?;
        let kin = entries.into_iter().filter(is_kins);
        all.extend(kin.map(|entry| About::new(Thing::Entry, entry.id)));
    }
    all.retain(|about| about.thing.takes(kind));
    Ok(all)
}

/// What the patient says beside what a page shows of a record that was opened. That its reader sees words for the
/// first time is written down for the patient, as everywhere.
///
/// # Errors
/// Whatever the database reports; then nothing may be shown.
pub async fn beside(
    app: &App,
    actor: &Actor,
    opened: &Opened,
    wanted: Wanted<'_>,
) -> Result<Vec<Beside>, AppError> {
    let Some(hearer) = hearer(opened, actor) else {
        return Ok(Vec::new());
    };
    let found = beside_for(app, opened, hearer, wanted).await?;
    if let Hearer::Professional(listener) = hearer {
        let told = found.iter().filter(|one| wanted.tells(one.entry.kind));
        let seen: Vec<Seen> = told.filter_map(|one| Seen::entry(&one.entry)).collect();
        note(app, actor, listener.professional, &seen).await?;
    }
    Ok(found)
}

/// The same, without writing anything down.
pub(in crate::app) async fn beside_for(
    app: &App,
    opened: &Opened,
    hearer: Hearer,
    wanted: Wanted<'_>,
) -> Result<Vec<Beside>, AppError> {
    let (read, patient) = (&app.db.read, opened.patient.reference.id);
    let mut links = narratives::links(read, patient).await?;
    links.retain(|(_, about)| wanted.asks(*about));
    let links = seen(app, opened, hearer, links).await?;
    let ids: Vec<RecordId> = links.iter().map(|(entry, _)| *entry).collect();
    let entries = narratives::standing(read, patient, &ids, hearer, opened.now).await?;
    let mut beside = Vec::new();
    for mut entry in entries {
        if !wanted.tells(entry.kind) {
            entry.text.clear();
        }
        let of = links.iter().filter(|(id, _)| *id == entry.id);
        beside.extend(of.map(|(_, about)| Beside {
            about: *about,
            entry: entry.clone(),
        }));
    }
    Ok(beside)
}

/// What entries that have passed the gate are about, as far as their reader sees that, by entry.
pub(super) async fn about_of(
    app: &App,
    opened: &Opened,
    hearer: Hearer,
    entries: &[RecordId],
) -> Result<HashMap<RecordId, Vec<About>>, AppError> {
    let patient = opened.patient.reference.id;
    // From where it may just have been written: a reader may lag behind.
    let mut links = narratives::links(app.db.writer(), patient).await?;
    links.retain(|(entry, _)| entries.contains(entry));
    let mut by_entry: HashMap<RecordId, Vec<About>> = HashMap::new();
    for (entry, about) in seen(app, opened, hearer, links).await? {
        by_entry.entry(entry).or_default().push(about);
    }
    Ok(by_entry)
}

/// Those links that lead to what a reader sees.
async fn seen(
    app: &App,
    opened: &Opened,
    hearer: Hearer,
    mut links: Vec<Link>,
) -> Result<Vec<Link>, AppError> {
    if links.is_empty() {
        return Ok(links);
    }
    let mut seen: HashSet<About> = recorded(opened, hearer).into_iter().collect();
    let entries = links
        .iter()
        .filter(|(_, about)| about.thing == Thing::Entry);
    let entries: Vec<RecordId> = entries.map(|(_, about)| about.id).collect();
    let patient = opened.patient.reference.id;
    let found = narratives::standing(&app.db.read, patient, &entries, hearer, opened.now).await?;
    let found = found.into_iter();
    seen.extend(found.map(|entry| About::new(Thing::Entry, entry.id)));
    links.retain(|(_, about)| seen.contains(about));
    Ok(links)
}

/// Whether something can be written about: whoever writes sees it, and what next of kin tell the patient sees, too.
/// What was taken back, what is not there and what is another patient's are not told apart.
pub(super) async fn is_there(
    tx: &Tx,
    opened: &Opened,
    hearer: Hearer,
    about: About,
) -> Result<bool, AppError> {
    if about.thing != Thing::Entry {
        return Ok(recorded(opened, hearer).contains(&about));
    }
    let (patient, now) = (opened.patient.reference.id, opened.now);
    for hearer in [hearer, Hearer::Patient] {
        let found = narratives::standing(&**tx, patient, &[about.id], hearer, now).await?;
        if !found.iter().any(is_kins) {
            return Ok(false);
        }
    }
    Ok(true)
}

fn is_kins(entry: &Entry) -> bool {
    entry.authorship == Authorship::NextOfKin && entry.withdrawn_at.is_none()
}

/// What of a record words can be about and their reader sees: behind a broken glass the plans that an emergency needs,
/// and for the patient the breaks that they noticed themselves.
pub(in crate::app) fn recorded(opened: &Opened, hearer: Hearer) -> Vec<About> {
    let known = &opened.trajectory;
    let way = opened.allowed.map(|allowed| allowed.way);
    let mut all = About::recorded(known);
    all.retain(|about| match about.thing {
        Thing::Plan => {
            let mut plans = known.plans.iter();
            plans.any(|one| one.id == about.id && plan::is_shown(one.kind, way))
        }
        Thing::Rupture => {
            let is_own = |noticed| noticed == Some(NoticedBy::Patient);
            let mut ruptures = known.ruptures.iter();
            hearer != Hearer::Patient
                || ruptures.any(|one| one.id == about.id && is_own(one.noticed_by))
        }
        _ => true,
    });
    all
}
