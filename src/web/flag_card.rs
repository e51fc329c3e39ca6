//! A flag as it stands on pages: in words, whose it is, what was done with it, and what can be done.

use super::components::Link;
use super::flag_forms::{Doing, Typed};
use super::flag_words::{FlagWords, Teller};
use super::pages::recording::of_flag;
use super::text::Text;
use super::{flag_events, names};
use crate::app::flags::{StoredFlag, Told};
use crate::domain::flags::life::{Answer, State};
use crate::domain::flags::{Flag, Owner};
use crate::domain::time;
use crate::domain::trajectory::Directory;

/// The page that an act leads back to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Back {
    /// The flag's own.
    #[default]
    Flag,
    /// The patient's.
    Patient,
    /// The list of one's own.
    Mine,
}

impl Back {
    /// The word for it in forms.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Flag => "flag",
            Self::Patient => "patient",
            Self::Mine => "mine",
        }
    }

    /// The page that a word means; the flag's own where it means none.
    pub fn of(word: &str) -> Self {
        [Self::Patient, Self::Mine]
            .into_iter()
            .find(|back| back.word() == word)
            .unwrap_or_default()
    }
}

/// A flag on a page.
#[derive(Debug, Clone)]
pub struct Card {
    /// The patient, in addresses.
    pub patient: String,
    /// The patient's name, in lists of several.
    pub name: Option<String>,
    /// In words.
    pub words: FlagWords,
    /// Whether its evidence is highlighted on the timeline.
    pub is_in_view: bool,
    /// Whose it is; `None` where it is not stored yet.
    pub owner: Option<String>,
    /// What was done with it, and by whom; `None` while nobody did anything.
    pub state: Option<String>,
    /// Whether it waits for somebody.
    pub waits: bool,
    /// When it was found.
    pub raised: Option<String>,
    /// The rule with its numbers, and by whose word they hold.
    pub rule: Vec<String>,
    /// What happened in its life, in order of time.
    pub history: Vec<String>,
    /// What can be done.
    pub doing: Option<Doing>,
    /// What it asks to be recorded.
    pub record: Vec<Link>,
    /// The page that an act leads back to.
    pub back: &'static str,
}

impl Card {
    /// A flag of a patient, by what is found and what is stored of it.
    pub fn new(
        teller: &Teller<'_>,
        patient: String,
        flag: &Flag,
        stored: Option<&StoredFlag>,
        back: Back,
    ) -> Self {
        let text = teller.text;
        let zone = teller.directory.service_zone;
        Self {
            record: of_flag(&patient, flag, text),
            patient,
            name: None,
            words: teller.tell(flag, false),
            is_in_view: false,
            owner: stored.map(|stored| owner(stored.owner, teller.directory, text)),
            state: stored.and_then(|stored| state(stored, teller)),
            waits: stored.is_none_or(|stored| stored.cleared_at.is_none() && stored.state.waits()),
            raised: stored.map(|stored| {
                let day = text.date(time::local_date(stored.raised_at, zone));
                let key = if stored.is_recorded_late {
                    "life-raised-late"
                } else {
                    "life-raised"
                };
                text.with(key, [("date", day.into())])
            }),
            rule: Vec::new(),
            history: Vec::new(),
            doing: stored
                .filter(|stored| stored.cleared_at.is_none())
                .map(|stored| Doing::new(stored, flag, teller.today, &Typed::default(), text)),
            back: back.word(),
        }
    }

    /// The same with what happened in its life.
    #[must_use]
    pub fn with_history(mut self, events: &[Told], teller: &Teller<'_>) -> Self {
        self.history = events
            .iter()
            .map(|told| flag_events::sentence(told, teller.directory.service_zone, teller.text))
            .collect();
        self
    }
}

/// Whose a flag is.
fn owner(owner: Owner, directory: &Directory, text: Text) -> String {
    match (owner.professional, owner.unit) {
        (Some(who), _) => names::professional(directory, who, text),
        (None, Some(unit)) => {
            let unit = names::unit(directory, unit, text);
            text.with("life-owner-staff", [("unit", unit.into())])
        }
        (None, None) => text.say("life-owner-nobody"),
    }
}

/// What was done with a flag, and by whom.
fn state(stored: &StoredFlag, teller: &Teller<'_>) -> Option<String> {
    let text = teller.text;
    let zone = teller.directory.service_zone;
    let day = |at| text.date(time::local_date(at, zone));
    let (by, at) = stored
        .settled
        .as_ref()
        .map(|(by, at)| (flag_events::actor(by, text), day(*at)))
        .unwrap_or_default();
    let said = match &stored.state {
        State::Open => return None,
        State::Cleared => {
            let ended = stored.cleared_at.map(day).unwrap_or_default();
            return Some(text.with("life-cleared", [("date", ended.into())]));
        }
        State::Acknowledged => text.with(
            "life-acknowledged",
            [("who", by.into()), ("date", at.into())],
        ),
        State::Snoozed { until, reason } => text.with(
            "life-snoozed",
            [
                ("who", by.into()),
                ("until", text.time(*until, zone).into()),
                ("reason", reason.as_str().into()),
            ],
        ),
        State::Resolved(Answer::Words(words)) => text.with(
            "life-resolved",
            [
                ("who", by.into()),
                ("date", at.into()),
                ("words", words.as_str().into()),
            ],
        ),
        State::Resolved(Answer::Elsewhere { by: whom, on }) => text.with(
            "life-elsewhere",
            [
                ("who", by.into()),
                ("whom", whom.as_str().into()),
                ("on", text.date(*on).into()),
            ],
        ),
        State::NotApplicable { reason } => text.with(
            "life-not-applicable",
            [
                ("who", by.into()),
                ("date", at.into()),
                ("reason", reason.as_str().into()),
            ],
        ),
    };
    Some(said)
}
