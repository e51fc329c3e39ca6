//! What is said of handovers: what happened since the last one, where one is, and what happened to it.

use chrono::Timelike as _;
use chrono_tz::Tz;

use super::names;
use super::text::Text;
use crate::app::handovers::{Prefill, Stored, Told};
use crate::domain::handover::since::{Since, Turn};
use crate::domain::handover::{Content, Event, Receiver, State};
use crate::domain::time::{self, Instant};
use crate::domain::trajectory::Directory;

/// Says things about handovers in one language, by one clock.
#[derive(Debug, Clone, Copy)]
pub struct Handing<'a> {
    /// The language.
    pub text: Text,
    /// Units, professionals and employments.
    pub directory: &'a Directory,
}

impl Handing<'_> {
    fn zone(&self) -> Tz {
        self.directory.service_zone
    }

    /// Day and hour in few letters.
    pub fn when(&self, at: Instant) -> String {
        let local = at.with_timezone(&self.zone());
        let day = self.text.short_date(local.date_naive());
        format!("{day} {:02}:{:02}", local.hour(), local.minute())
    }

    fn day(&self, at: Instant) -> String {
        self.text.date(time::local_date(at, self.zone()))
    }

    /// What happened, a sentence a line.
    pub fn since(&self, since: &Since) -> Vec<String> {
        let mut said = Vec::new();
        if !since.met.is_empty() {
            let met: Vec<String> = since.met.iter().map(|met| self.met(met)).collect();
            said.push(
                self.text
                    .with("handing-met", [("met", met.join("; ").into())]),
            );
        }
        if since.met_before > 0 {
            said.push(
                self.text
                    .count("handing-met-before", since.met_before as u64),
            );
        }
        for turn in &since.ties {
            let key = if turn.is_end {
                "handing-tie-ended"
            } else {
                "handing-tie-began"
            };
            let kind = self.text.word("relationship", turn.what.kind.code());
            let who = names::holder(self.directory, &turn.what.holder, self.text);
            said.push(self.text.with(
                key,
                [
                    ("who", who.into()),
                    ("kind", kind.into()),
                    ("date", self.day(turn.at).into()),
                ],
            ));
        }
        for turn in &since.statuses {
            said.push(self.turn(turn, "handing-status-began", "handing-status-ended"));
        }
        for turn in &since.leaves {
            said.push(self.turn(turn, "handing-leave-began", "handing-leave-ended"));
        }
        for turn in &since.measures {
            let key = if turn.is_end {
                "handing-measure-ended"
            } else {
                "handing-measure-began"
            };
            let what = self.text.word("measure", turn.what.code());
            said.push(self.text.with(
                key,
                [("what", what.into()), ("time", self.when(turn.at).into())],
            ));
        }
        said
    }

    fn met(&self, met: &crate::domain::handover::since::Met) -> String {
        let when = self.when(met.at);
        match met.with {
            Some(id) => format!(
                "{} {when}",
                names::professional(self.directory, id, self.text)
            ),
            None => when,
        }
    }

    fn turn<T>(&self, turn: &Turn<T>, began: &str, ended: &str) -> String {
        let key = if turn.is_end { ended } else { began };
        self.text.with(key, [("time", self.when(turn.at).into())])
    }

    /// Whom the patient trusts, by what they marked as important.
    pub fn trusted(&self, since: &Since) -> Vec<String> {
        let trusted = since.trusted.iter().map(|tie| {
            let who = names::holder(self.directory, &tie.holder, self.text);
            let kind = self.text.word("relationship", tie.kind.code());
            format!("{who}, {kind}")
        });
        trusted.collect()
    }

    /// What a draft begins with.
    pub fn prefilled(&self, prefill: &Prefill<'_>) -> Content {
        let most = crate::domain::handover::WORDS_MAX;
        let cut = |words: String| words.chars().take(most).collect::<String>();
        let plan = prefill.beside.crisis_plan.clone().unwrap_or_default();
        Content {
            summary: cut(self.since(&prefill.since).join("\n")),
            contingency: cut(plan),
            promises: cut(prefill.promises.clone()),
            trusts: cut(self.trusted(&prefill.since).join("\n")),
            ..Content::default()
        }
    }

    /// Whom a handover is for.
    pub fn receiver(&self, to: Receiver) -> String {
        let unit = to
            .unit
            .map(|unit| names::unit(self.directory, unit, self.text));
        let person = to
            .professional
            .map(|id| names::professional(self.directory, id, self.text));
        match (person, unit) {
            (Some(person), Some(unit)) => format!("{person}, {unit}"),
            (Some(person), None) => person,
            (None, Some(unit)) => self.text.with("handing-staff", [("unit", unit.into())]),
            (None, None) => self.text.say("handing-nobody"),
        }
    }

    /// Who offered it.
    pub fn sender(&self, stored: &Stored) -> String {
        let unit = stored
            .parties
            .unit
            .map(|unit| names::unit(self.directory, unit, self.text));
        let person = stored
            .parties
            .professional
            .map(|id| names::professional(self.directory, id, self.text));
        match (person, unit) {
            (Some(person), _) => person,
            (None, Some(unit)) => unit,
            (None, None) => self.text.say("handing-nobody"),
        }
    }

    /// Where it is, in a sentence.
    pub fn state(&self, stored: &Stored, now: Instant) -> String {
        let to = self.receiver(stored.to);
        let args = |at: Instant| [("to", to.clone().into()), ("time", self.when(at).into())];
        let text = self.text;
        match &stored.handover.state {
            State::Draft => text.say("handing-is-draft"),
            State::Offered(offer) if stored.due_at.is_some() && offer.is_overdue(now) => {
                text.with("handing-is-overdue", args(offer.due_at))
            }
            State::Offered(offer) => text.with("handing-is-offered", args(offer.at)),
            State::Questioned(offer) => text.with("handing-is-questioned", args(offer.at)),
            State::Accepted(accepted) => {
                let who = accepted
                    .by
                    .map(|id| names::professional(self.directory, id, text))
                    .unwrap_or(to.clone());
                text.with(
                    "handing-is-accepted",
                    [("who", who.into()), ("time", self.when(accepted.at).into())],
                )
            }
            State::Returned(_) => text.say("handing-is-returned"),
            State::Done(_) => text.say("handing-is-done"),
            State::Withdrawn(_) => text.say("handing-is-withdrawn"),
            State::Expired(offer) => text.with("handing-is-expired", args(offer.at)),
        }
    }

    /// What happened to it, in a sentence.
    pub fn told(&self, told: &Told) -> String {
        let text = self.text;
        let who = told.professional.map_or_else(
            || text.say("life-by-itself"),
            |id| names::professional(self.directory, id, text),
        );
        let (key, words, to) = match &told.event {
            Event::Offered(to) => ("handing-told-offered", None, self.receiver(*to)),
            Event::LeftWithPool(unit) => {
                let to = Receiver {
                    professional: None,
                    unit: Some(*unit),
                };
                ("handing-told-left", None, self.receiver(to))
            }
            Event::Accepted(None) => ("handing-told-accepted", None, String::new()),
            Event::Accepted(words) => ("handing-told-accepted-words", words.clone(), String::new()),
            Event::Questioned(words) => (
                "handing-told-questioned",
                Some(words.clone()),
                String::new(),
            ),
            Event::Answered(words) => ("handing-told-answered", Some(words.clone()), String::new()),
            Event::Returned(words) => ("handing-told-returned", Some(words.clone()), String::new()),
            Event::Withdrawn => ("handing-told-withdrawn", None, String::new()),
            Event::Done => ("handing-told-done", None, String::new()),
            Event::Escalated => ("handing-told-escalated", None, String::new()),
            Event::Expired => ("handing-told-expired", None, String::new()),
        };
        text.with(
            key,
            [
                ("time", self.when(told.at).into()),
                ("who", who.into()),
                ("words", words.unwrap_or_default().into()),
                ("to", to.into()),
            ],
        )
    }
}
