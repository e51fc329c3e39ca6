//! Entries, answers and whom an entry is shared with, as the patient is told.

use std::collections::HashMap;

use crate::app::record::Opened;
use crate::app::story::{Entry, Heard, Reply};
use crate::domain::ids::RecordId;
use crate::domain::recording::{Fault, Fields};
use crate::domain::story::{About, NAMED, Sharing};
use crate::domain::time::{add_days, local_date};
use crate::domain::vocabulary::Authorship;
use crate::web::pages::story::{SharingForm, vague};
use crate::web::voice_words::{Named, named};
use crate::web::{Text, names};

/// An entry, as the patient is told of it.
#[derive(Debug, Clone)]
pub(super) struct OwnEntry {
    /// The entry, in addresses.
    pub id: String,
    pub version: i32,
    /// What it tells.
    pub about: String,
    /// The words; `None` once they were taken back.
    pub text: Option<String>,
    /// When it was.
    pub when: Option<String>,
    /// Whose words, and what the patient said of them.
    pub whose: Vec<String>,
    /// Who reads them.
    pub shared: String,
    /// The answers.
    pub answers: Vec<Answer>,
    /// What it is about.
    pub named: Vec<Named>,
}

/// An answer in words.
#[derive(Debug, Clone)]
pub(super) struct Answer {
    pub who: String,
    pub text: String,
}

impl OwnEntry {
    pub fn new(
        heard: &Heard,
        replies: &HashMap<RecordId, Vec<Reply>>,
        opened: &Opened,
        text: Text,
    ) -> Self {
        let entry = &heard.entry;
        let answers = replies
            .get(&entry.id)
            .map(Vec::as_slice)
            .unwrap_or_default();
        let is_there = entry.withdrawn_at.is_none();
        Self {
            id: entry.id.0.to_string(),
            version: entry.version,
            about: text.capital_word("narrative", entry.kind.code()),
            text: is_there.then(|| entry.text.clone()),
            when: entry.when.map(|when| vague(when, text)),
            whose: whose(entry, opened, text),
            shared: shared(&entry.sharing, opened, text),
            answers: answers
                .iter()
                .map(|reply| answer(reply, opened, text))
                .collect(),
            named: Vec::new(),
        }
    }

    /// With what it is about.
    pub fn linked(mut self, about: &[About], opened: &Opened, text: Text) -> Self {
        self.named = named(about, opened, text);
        self
    }
}

/// Whose words, and what the patient said of them, each in a sentence to the patient.
pub(in crate::web::pages) fn whose(entry: &Entry, opened: &Opened, text: Text) -> Vec<String> {
    let directory = &opened.directory;
    let zone = directory.service_zone;
    let day = |at| text.date(local_date(at, zone));
    if let Some(at) = entry.withdrawn_at {
        return vec![text.with("own-gone", [("date", day(at).into())])];
    }
    let who = entry.author.map_or_else(
        || text.say("story-somebody"),
        |who| names::professional(directory, who, text),
    );
    let key = match entry.authorship {
        Authorship::PatientVerbatim => "own-by-you",
        Authorship::ToldToStaff => "own-by-told",
        Authorship::CoWritten => "own-by-together",
        Authorship::NextOfKin => "own-by-kin",
        Authorship::RecordingTranscript => "own-by-recording",
    };
    let pair = [("who", who.into()), ("date", day(entry.written_at).into())];
    let mut said = vec![text.with(key, pair)];
    let is_told = matches!(
        entry.authorship,
        Authorship::ToldToStaff | Authorship::CoWritten
    );
    if is_told {
        said.push(match (entry.confirmed_at, entry.choices.disputed_at) {
            (Some(at), _) => text.with("own-found-right", [("date", day(at).into())]),
            (None, Some(at)) => text.with("own-disputed", [("date", day(at).into())]),
            (None, None) => text.say("own-not-confirmed"),
        });
    }
    said
}

/// Who reads an entry.
fn shared(sharing: &Sharing, opened: &Opened, text: Text) -> String {
    let level = sharing.level_at(opened.now);
    let said = if level == NAMED {
        let people: Vec<String> = sharing
            .named
            .iter()
            .map(|who| names::professional(&opened.directory, *who, text))
            .collect();
        let people = names::enumeration(text, &people);
        text.with("own-shared-named", [("who", people.into())])
    } else {
        text.say(&format!("own-shared-{level}"))
    };
    match sharing.until.filter(|until| *until > opened.now) {
        None => said,
        Some(until) => {
            // Shared to the end of the day before.
            let day = add_days(local_date(until, opened.directory.service_zone), -1);
            let day = text.date(day);
            text.with("story-until", [("said", said.into()), ("date", day.into())])
        }
    }
}

/// An answer in words.
pub(super) fn answer(reply: &Reply, opened: &Opened, text: Text) -> Answer {
    let at = text.time(reply.written_at, opened.directory.service_zone);
    Answer {
        who: match reply.author {
            None => text.with("own-answer-you", [("time", at.into())]),
            Some(who) => {
                let who = names::professional(&opened.directory, who, text);
                text.with("own-answer", [("who", who.into()), ("time", at.into())])
            }
        },
        text: reply.text.clone(),
    }
}

/// The part of a form that asks who may read an entry, in the patient's terms.
pub(super) fn sharing(
    opened: &Opened,
    recorded: Option<&Sharing>,
    typed: Option<&Fields>,
    faults: &[Fault],
    text: Text,
) -> SharingForm {
    let mut form = SharingForm::new(opened, recorded, typed, faults, text);
    for (level, words, means, _) in &mut form.levels {
        *words = text.say(&format!("own-level-{level}"));
        *means = text.say(&format!("own-level-{level}-means"));
    }
    form
}
