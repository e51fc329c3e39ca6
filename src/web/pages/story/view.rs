//! Entries of a story, and whom they are shared with, in words.

use std::collections::HashSet;

use crate::app::record::Opened;
use crate::app::story::{Entry, Heard, Opening, Reply, Words};
use crate::domain::ids::ProfessionalId;
use crate::domain::recording::{Fault, Fields};
use crate::domain::story::vague::season_of;
use crate::domain::story::{About, Hand, NAMED, Sharing, Vague, may_confirm};
use crate::domain::time::Instant;
use crate::domain::trajectory::Directory;
use crate::domain::vocabulary::{Authorship, Precision};
use crate::web::pages::access::whom::Names;
use crate::web::voice_words::{Named, Spoken, named};
use crate::web::{Text, names};

/// An entry, in words.
#[derive(Debug, Clone)]
pub(in crate::web) struct EntryView {
    /// The entry, in addresses.
    pub id: String,
    pub version: i32,
    /// The words; `None` once they were taken back.
    pub text: Option<String>,
    /// When it was, where it is known.
    pub when: Option<String>,
    /// Whose words, how they came here, and when.
    pub whose: String,
    /// Whom they are shared with.
    pub shared: String,
    /// That the reader opened it, and told the patient so.
    pub read: Option<String>,
    /// Whether the reader can tell the patient that they have read it.
    pub may_tell: bool,
    /// The answers, in order: who and when, and the words.
    pub answers: Vec<(String, String)>,
    /// What it is about.
    pub about: Vec<Named>,
    /// What the patient sees differently of it, where next of kin told it.
    pub spoken: Vec<Spoken>,
}

impl EntryView {
    pub fn new(heard: &Heard, replies: &[Reply], opened: &Opened, text: Text) -> Self {
        let entry = &heard.entry;
        let directory = &opened.directory;
        let zone = directory.service_zone;
        let gone = entry.withdrawn_at;
        let read = heard.read.map(|read| match read.told_patient_at {
            Some(told) => text.with("story-told", [("time", text.time(told, zone).into())]),
            None => text.with(
                "story-opened",
                [("time", text.time(read.opened_at, zone).into())],
            ),
        });
        Self {
            id: entry.id.0.to_string(),
            version: entry.version,
            text: gone.is_none().then(|| entry.text.clone()),
            when: entry.when.map(|when| vague(when, text)),
            whose: match gone {
                Some(at) => text.with("story-gone", [("time", text.time(at, zone).into())]),
                None => whose(entry, directory, text),
            },
            shared: shared(&entry.sharing, opened.now, directory, text),
            read: read.filter(|_| gone.is_none()),
            may_tell: gone.is_none()
                && heard
                    .read
                    .is_some_and(|read| read.told_patient_at.is_none()),
            answers: replies
                .iter()
                .map(|reply| (answered(reply, directory, text), reply.text.clone()))
                .collect(),
            about: Vec::new(),
            spoken: Vec::new(),
        }
    }

    /// With what it is about, and what stands beside it.
    pub fn linked(
        mut self,
        about: &[About],
        spoken: Vec<Spoken>,
        opened: &Opened,
        text: Text,
    ) -> Self {
        self.about = named(about, opened, text);
        self.spoken = spoken;
        self
    }
}

/// Who answered, and when.
fn answered(reply: &Reply, directory: &Directory, text: Text) -> String {
    let at = text.time(reply.written_at, directory.service_zone);
    let who = reply.author.map_or_else(
        || text.say("audit-patient"),
        |who| names::professional(directory, who, text),
    );
    text.with("own-answer", [("who", who.into()), ("time", at.into())])
}

/// Whose words, and how they came here.
pub(in crate::web) fn whose(entry: &Entry, directory: &Directory, text: Text) -> String {
    let zone = directory.service_zone;
    let who = entry.author.map_or_else(
        || text.say("story-somebody"),
        |who| names::professional(directory, who, text),
    );
    let at = text.time(entry.written_at, zone);
    let pair = |key: &str| {
        let pair = [("who", who.clone().into()), ("time", at.clone().into())];
        text.with(key, pair)
    };
    let said = match entry.authorship {
        Authorship::PatientVerbatim => pair("story-own"),
        Authorship::ToldToStaff => pair("story-told-to"),
        Authorship::CoWritten => pair("story-co-written"),
        Authorship::NextOfKin => pair("story-kin"),
        Authorship::RecordingTranscript => pair("story-transcript"),
    };
    let disputed = entry.choices.disputed_at.map(|at| {
        let at = text.date(crate::domain::time::local_date(at, zone));
        text.with("story-disputed", [("date", at.into())])
    });
    let confidential = entry.choices.is_confidential;
    let confidential = confidential.then(|| text.say("story-confidential"));
    let confirmed = match (entry.authorship, entry.confirmed_at) {
        (Authorship::ToldToStaff | Authorship::CoWritten, Some(at)) => {
            let at = text.date(crate::domain::time::local_date(at, zone));
            Some(text.with("story-confirmed", [("date", at.into())]))
        }
        (Authorship::ToldToStaff | Authorship::CoWritten, None) => {
            disputed.or_else(|| Some(text.say("story-unconfirmed")))
        }
        _ => None,
    };
    [Some(said), confirmed, confidential]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ")
}

/// Whom an entry is shared with.
fn shared(sharing: &Sharing, now: Instant, directory: &Directory, text: Text) -> String {
    let level = sharing.level_at(now);
    let said = if level == NAMED {
        let people: Vec<String> = sharing
            .named
            .iter()
            .map(|who| names::professional(directory, *who, text))
            .collect();
        if people.is_empty() {
            text.say("story-shared-named-nobody")
        } else {
            let people = names::enumeration(text, &people);
            text.with("story-shared-named", [("who", people.into())])
        }
    } else {
        text.say(&format!("story-shared-{level}"))
    };
    let until = sharing.until.filter(|until| *until > now);
    until.map_or(said.clone(), |until| {
        let day = crate::domain::time::local_date(until, directory.service_zone);
        // Shared to the end of the day before.
        let day = text.date(crate::domain::time::add_days(day, -1));
        text.with("story-until", [("said", said.into()), ("date", day.into())])
    })
}

/// When something was: "spring 2019".
pub(in crate::web) fn vague(when: Vague, text: Text) -> String {
    use chrono::Datelike;
    let (from, to) = (when.from.year(), when.to.year());
    let years = if from == to {
        from.to_string()
    } else {
        format!("{from}–{to}")
    };
    match when.precision {
        Precision::Day => text.date(when.from),
        Precision::Month => text.month(when.from),
        Precision::Season => {
            let (month, year) = season_of(when.from);
            let season = match month {
                12 | 1 | 2 => "winter",
                3..=5 => "spring",
                6..=8 => "summer",
                _ => "autumn",
            };
            format!("{} {year}", text.say(&format!("story-{season}")))
        }
        Precision::Year => years,
        Precision::Approximate => text.with("story-about", [("years", years.into())]),
    }
}

/// What the reader may do with an entry.
#[derive(Debug, Clone, Copy)]
pub(in crate::web::pages) struct May {
    /// Say that it is right.
    pub confirm: bool,
    /// Put the words right.
    pub reword: bool,
    /// Take it back, share it with more people, open it for answers.
    pub decide: bool,
}

impl May {
    /// Where a hand may change it at all.
    pub fn of(entry: &Entry, hand: Hand, may_change: bool) -> Self {
        let may_change = may_change && entry.withdrawn_at.is_none();
        let is_confirmed = entry.confirmed_at.is_some();
        Self {
            confirm: may_change && may_confirm(entry.authorship, is_confirmed),
            reword: may_change && hand.may_reword(entry.authorship, is_confirmed),
            decide: may_change && hand.may_decide(entry.authorship),
        }
    }
}

/// Somebody whom an entry can be shared with by name.
#[derive(Debug, Clone)]
pub(in crate::web::pages) struct Person {
    pub id: String,
    pub name: String,
    pub is_chosen: bool,
}

/// The part of a form that asks whom an entry is shared with.
#[derive(Debug, Clone)]
pub(in crate::web::pages) struct SharingForm {
    /// Level, words, what it means, and whether it is chosen.
    pub levels: Vec<(u8, String, String, bool)>,
    /// Those whom the patient knows, each once.
    pub people: Vec<Person>,
    /// Somebody else who was named.
    pub other: String,
    /// Everybody of the service, to be named.
    pub everybody: Vec<String>,
    pub until: String,
    pub level_fault: Option<String>,
    pub named_fault: Option<String>,
    pub until_fault: Option<String>,
}

impl SharingForm {
    /// As it is recorded, or as it was typed.
    pub fn new(
        opened: &Opened,
        recorded: Option<&Sharing>,
        typed: Option<&Fields>,
        faults: &[Fault],
        text: Text,
    ) -> Self {
        let level = match typed {
            Some(fields) => fields.get("level").and_then(|level| level.parse().ok()),
            None => Some(recorded.map_or(0, |sharing| sharing.level)),
        };
        let chosen: HashSet<ProfessionalId> = match typed {
            Some(fields) => fields
                .all("named")
                .filter_map(|id| uuid::Uuid::parse_str(id).ok())
                .map(ProfessionalId)
                .collect(),
            None => recorded
                .map(|sharing| sharing.named.iter().copied().collect())
                .unwrap_or_default(),
        };
        let directory = &opened.directory;
        let mut people: Vec<Person> = known(opened, &chosen)
            .into_iter()
            .map(|who| Person {
                id: who.0.to_string(),
                name: names::professional(directory, who, text),
                is_chosen: chosen.contains(&who),
            })
            .collect();
        people.sort_by(|a, b| a.name.cmp(&b.name).then_with(|| a.id.cmp(&b.id)));
        let typed_of = |name| typed.and_then(|fields| fields.get(name));
        let until = recorded.and_then(|sharing| sharing.until).map(|until| {
            let day = crate::domain::time::local_date(until, directory.service_zone);
            crate::domain::time::add_days(day, -1).to_string()
        });
        Self {
            levels: (0..=3)
                .map(|of| {
                    let words = text.say(&format!("story-level-{of}"));
                    let means = text.say(&format!("story-level-{of}-means"));
                    (of, words, means, level == Some(of))
                })
                .collect(),
            people,
            other: typed_of("other").unwrap_or_default().to_owned(),
            everybody: Names::people(directory).offered(|_| true),
            until: match typed {
                Some(_) => typed_of("until").unwrap_or_default().to_owned(),
                None => until.unwrap_or_default(),
            },
            level_fault: fault(faults, "level", text),
            named_fault: fault(faults, "named", text),
            until_fault: fault(faults, "until", text),
        }
    }
}

/// Those whom the record names, and those who are chosen already.
fn known(opened: &Opened, chosen: &HashSet<ProfessionalId>) -> HashSet<ProfessionalId> {
    let trajectory = &opened.trajectory;
    let ties = trajectory.relationships.iter();
    let lasting = ties
        .filter(|tie| tie.to.is_none_or(|to| to > opened.now))
        .filter_map(|tie| tie.holder.professional());
    lasting.chain(chosen.iter().copied()).collect()
}

/// What is wrong with a field, in words.
pub(in crate::web::pages) fn fault(faults: &[Fault], field: &str, text: Text) -> Option<String> {
    let fault = faults.iter().find(|fault| fault.field == field)?;
    Some(text.word("record-wrong", fault.wrong.code()))
}

/// Everybody who opened an entry, each in a sentence to staff.
pub(in crate::web) fn readers(
    readers: &[Opening],
    directory: &Directory,
    text: Text,
) -> Vec<String> {
    readers_by("story-reader-told", readers, directory, text)
}

/// Everybody who opened an entry, each in a sentence to the patient.
pub(in crate::web) fn own_readers(
    readers: &[Opening],
    directory: &Directory,
    text: Text,
) -> Vec<String> {
    readers_by("own-reader-told", readers, directory, text)
}

fn readers_by(
    told_key: &str,
    readers: &[Opening],
    directory: &Directory,
    text: Text,
) -> Vec<String> {
    let zone = directory.service_zone;
    let each = readers.iter().map(|read| {
        let who = names::professional(directory, read.professional, text);
        let at = text.time(read.opened_at, zone);
        let (key, told) = match read.told_patient_at {
            Some(told) => (told_key, text.time(told, zone)),
            None => ("story-reader", String::new()),
        };
        let said = [
            ("who", who.into()),
            ("time", at.into()),
            ("told", told.into()),
        ];
        text.with(key, said)
    });
    each.collect()
}

/// What a page about the patient says first in the patient's words: who they are when well.
pub(in crate::web) fn said_first(words: &[Words], text: Text) -> Vec<(String, String)> {
    let each = words.iter().map(|words| {
        let about = text.capital_word("narrative", words.kind.code());
        (about, words.text.clone())
    });
    each.collect()
}
