//! Entries of a story as the API tells and reads them.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api::codes::{self, Moment};
use crate::api::directory::ProfessionalRef;
use crate::app::record::Opened;
use crate::app::story::{Changed, Heard, Opening, Shown};
use crate::domain::ids::{ProfessionalId, RecordId};
use crate::domain::story::{About, NAMED, Telling, Thing, Wish};
use crate::domain::time::{self, Instant};
use crate::domain::trajectory::Directory;

/// Words of the patient's, or of somebody of theirs.
#[derive(Debug, Serialize, ToSchema)]
pub struct NarrativeEntry {
    /// The entry.
    id: Uuid,
    /// What it tells; null once it was taken back.
    kind: Option<codes::NarrativeKind>,
    /// Whose words.
    authorship: codes::Authorship,
    /// The words; null once they were taken back.
    #[schema(example = "I play the accordion, and I know every station on the line to Bodø.")]
    text: Option<String>,
    /// When they were written down.
    written_at: Moment,
    /// Who wrote them down; null where the patient did, or it is not recorded.
    author: Option<ProfessionalRef>,
    /// When it was; null where nobody said.
    when: Option<When>,
    /// What it is about, as far as the caller sees that: what the patient sees differently, or what somebody linked
    /// it with.
    about: Vec<EntryAbout>,
    /// Which edition of the words.
    #[schema(example = 1)]
    edition: i32,
    /// Whom they are shared with at present.
    sharing: Shared,
    /// When the patient found them right; null where they have not, or nobody had to ask.
    confirmed_at: Option<Moment>,
    /// When the patient said that this is not how they said it; null where they have not.
    disputed_at: Option<Moment>,
    /// Whether next of kin told it in confidence.
    is_confidential: bool,
    /// Whether the patient takes answers to it.
    takes_replies: bool,
    /// When they were taken back; null where they were not.
    withdrawn_at: Option<Moment>,
    /// When the caller opened them first; null for the author.
    opened_at: Option<Moment>,
    /// When the caller told the patient that they have read them.
    told_patient_at: Option<Moment>,
    /// Its version: the etag to send as if-match.
    version: i32,
}

/// What an entry is about: something that is recorded of the patient.
#[derive(Debug, Serialize, ToSchema)]
pub struct EntryAbout {
    /// Its kind: `treatment_period`, `relationship`, `handover`, `measure`, `plan`, `request`, `rupture`, or
    /// `narrative_entry` for what next of kin tell.
    #[schema(example = "plan")]
    kind: String,
    /// Which.
    id: Uuid,
}

impl From<About> for EntryAbout {
    fn from(about: About) -> Self {
        Self {
            kind: about.thing.code().to_owned(),
            id: about.id.0,
        }
    }
}

/// What an entry is to be about.
#[derive(Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct NewEntryAbout {
    /// Its kind: `treatment_period`, `relationship`, `handover`, `measure`, `plan`, `request`, `rupture`, or
    /// `narrative_entry` for what next of kin tell.
    #[schema(example = "plan")]
    kind: String,
    /// Which.
    id: Uuid,
}

impl From<NewEntryAbout> for About {
    fn from(sent: NewEntryAbout) -> Self {
        // A kind that is none is of nothing that there is.
        let thing = Thing::of_code(&sent.kind);
        thing.map_or(Self::NOTHING, |thing| Self::new(thing, RecordId(sent.id)))
    }
}

/// A time as far as it is known.
#[derive(Debug, Serialize, ToSchema)]
pub struct When {
    /// The first day that it can have been.
    from: NaiveDate,
    /// The last day.
    to: NaiveDate,
    /// How well it is known.
    precision: codes::Precision,
}

/// Whom an entry is shared with.
#[derive(Debug, Serialize, ToSchema)]
pub struct Shared {
    /// 0 nobody, 1 persons chosen, 2 the present team, 3 every service in this course, 4 also learning without
    /// identity. Past the end it is 0.
    #[schema(example = 2, minimum = 0, maximum = 4)]
    level: u8,
    /// The persons chosen, on level 1.
    people: Vec<ProfessionalRef>,
    /// Until when; null for no end.
    until: Option<Moment>,
}

/// An entry with everybody who has opened it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReadEntry {
    /// The entry.
    entry: NarrativeEntry,
    /// Everybody who has opened it, in order.
    readers: Vec<EntryReader>,
    /// The answers to it, in order.
    replies: Vec<EntryReply>,
}

/// An answer to an entry.
#[derive(Debug, Serialize, ToSchema)]
pub struct EntryReply {
    /// The answer.
    id: Uuid,
    /// Who wrote it; null for the patient.
    author: Option<ProfessionalRef>,
    /// The words.
    #[schema(example = "Thank you. I will knock before I come in.")]
    text: String,
    /// When.
    written_at: Moment,
}

/// Whether an entry is open for answers, and that it is the patient's own wish.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct NewReplies {
    /// Whether it is open from now on.
    #[schema(example = true)]
    pub is_open: bool,
    /// That the patient said so: nobody else decides it.
    #[schema(example = true)]
    pub patients_wish: bool,
}

/// Somebody who opened an entry.
#[derive(Debug, Serialize, ToSchema)]
pub struct EntryReader {
    /// Who.
    professional: ProfessionalRef,
    /// When, first.
    opened_at: Moment,
    /// When they told the patient so; null where they have not.
    told_patient_at: Option<Moment>,
}

/// Something that is told.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct NewNarrativeEntry {
    /// What it tells: a code of `NarrativeKind`.
    #[schema(example = "outside_crisis")]
    kind: String,
    /// Whose words: `told_to_staff`, `co_written` or `next_of_kin`.
    #[schema(example = "told_to_staff")]
    authorship: String,
    /// The words, at most 10 000 characters.
    #[schema(example = "I play the accordion, and I know every station on the line to Bodø.")]
    text: String,
    /// When it was, as it was said.
    #[schema(example = "spring 2019")]
    when: String,
    /// Whom it is shared with: 0 to 3.
    #[schema(example = 2, minimum = 0, maximum = 3)]
    level: u8,
    /// The persons chosen, for level 1.
    people: Vec<Uuid>,
    /// The last day on which it is shared; empty for no end.
    #[schema(example = "2026-12-31")]
    until: String,
    /// Whether next of kin tell it in confidence: the patient sees that something was told and when, and not what.
    #[schema(example = false)]
    is_confidential: bool,
    /// What it is about; needed for `sees_differently`, which is shown wherever that is shown.
    about: Option<NewEntryAbout>,
}

/// Whom the patient shares an entry with.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct NewSharing {
    /// 0 to 3.
    #[schema(value_type = u8, example = 3, minimum = 0, maximum = 3)]
    level: Option<u8>,
    /// The persons chosen, for level 1.
    people: Vec<Uuid>,
    /// The last day; empty for no end.
    #[schema(example = "2026-12-31")]
    until: String,
    /// That the patient said so: nobody else decides it.
    #[schema(example = true)]
    patients_wish: bool,
}

/// That it is the patient's own wish.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PatientsWish {
    /// That the patient said so: nobody else decides it.
    #[schema(example = true)]
    pub patients_wish: bool,
}

/// Entries that the caller has read, and told the patient so.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ReadEntries {
    /// The entries; 200 of them count.
    pub entries: Vec<Uuid>,
}

/// Of how many entries something was written down.
#[derive(Debug, Serialize, ToSchema)]
pub struct ToldEntries {
    /// How many; those of which it was written down before are not among them.
    #[schema(example = 3)]
    pub told: usize,
}

/// Words put right.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct NewWords {
    /// The words, at most 10 000 characters.
    #[schema(example = "I play the accordion.")]
    pub text: String,
}

/// An entry that was written or changed.
#[derive(Debug, Serialize, ToSchema)]
pub struct Written {
    /// The entry.
    id: Uuid,
    /// The version that it has now: the etag to send as if-match.
    #[schema(example = 1)]
    version: i32,
}

impl From<Changed> for Written {
    fn from(changed: Changed) -> Self {
        Self {
            id: changed.id.0,
            version: changed.version,
        }
    }
}

impl From<NewNarrativeEntry> for Telling {
    fn from(sent: NewNarrativeEntry) -> Self {
        Self {
            kind: sent.kind.parse().ok(),
            authorship: sent.authorship.parse().ok(),
            text: sent.text,
            when: sent.when,
            wish: Wish {
                level: Some(sent.level),
                named: sent.people.into_iter().map(ProfessionalId).collect(),
                until: sent.until,
            },
            is_confidential: sent.is_confidential,
            about: sent.about.map(About::from),
        }
    }
}

impl NewSharing {
    pub(super) const fn is_patients_wish(&self) -> bool {
        self.patients_wish
    }
}

impl From<NewSharing> for Wish {
    fn from(sent: NewSharing) -> Self {
        Self {
            level: sent.level,
            named: sent.people.into_iter().map(ProfessionalId).collect(),
            until: sent.until,
        }
    }
}

impl NarrativeEntry {
    pub(super) fn of(heard: &Heard, about: &[About], opened: &Opened) -> Self {
        let directory = &*opened.directory;
        let entry = &heard.entry;
        let is_there = entry.withdrawn_at.is_none();
        let level = entry.sharing.level_at(opened.now);
        let named = entry.sharing.named.iter().filter(|_| level == NAMED);
        Self {
            id: entry.id.0,
            kind: is_there.then(|| entry.kind.into()),
            authorship: entry.authorship.into(),
            text: is_there.then(|| entry.text.clone()),
            written_at: moment(entry.written_at, directory),
            author: entry.author.map(|who| ProfessionalRef::of(who, directory)),
            when: entry.when.filter(|_| is_there).map(|when| When {
                from: when.from,
                to: when.to,
                precision: when.precision.into(),
            }),
            about: about.iter().copied().map(EntryAbout::from).collect(),
            edition: entry.edition,
            sharing: Shared {
                level,
                people: named
                    .map(|who| ProfessionalRef::of(*who, directory))
                    .collect(),
                until: entry.sharing.until.map(|until| moment(until, directory)),
            },
            confirmed_at: entry.confirmed_at.map(|at| moment(at, directory)),
            disputed_at: entry.choices.disputed_at.map(|at| moment(at, directory)),
            is_confidential: entry.choices.is_confidential,
            takes_replies: entry.choices.takes_replies,
            withdrawn_at: entry.withdrawn_at.map(|at| moment(at, directory)),
            opened_at: heard.read.map(|read| moment(read.opened_at, directory)),
            told_patient_at: told(heard.read.as_ref(), directory),
            version: entry.version,
        }
    }
}

impl ReadEntry {
    pub(super) fn of(shown: &Shown) -> Self {
        let directory = &*shown.opened.directory;
        let readers = shown.readers.iter().map(|read| EntryReader {
            professional: ProfessionalRef::of(read.professional, directory),
            opened_at: moment(read.opened_at, directory),
            told_patient_at: told(Some(read), directory),
        });
        let replies = shown.replies.iter().map(|reply| EntryReply {
            id: reply.id.0,
            author: reply.author.map(|who| ProfessionalRef::of(who, directory)),
            text: reply.text.clone(),
            written_at: moment(reply.written_at, directory),
        });
        Self {
            readers: readers.collect(),
            replies: replies.collect(),
            entry: NarrativeEntry::of(&shown.heard, &shown.about, &shown.opened),
        }
    }
}

fn told(read: Option<&Opening>, directory: &Directory) -> Option<Moment> {
    let told = read?.told_patient_at?;
    Some(moment(told, directory))
}

pub(super) fn moment(at: Instant, directory: &Directory) -> Moment {
    Moment(time::to_rfc3339(at, directory.service_zone))
}
