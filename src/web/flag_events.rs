//! What happened in a flag's life, in sentences.

use chrono_tz::Tz;

use super::text::Text;
use crate::app::flags::Told;
use crate::domain::flags::life::{Answer, Event, Remark, Why};

/// Who did something, as pages name them: an account by its name, Red Thread itself in words.
pub fn actor(actor: &str, text: Text) -> String {
    match actor.split_once(':') {
        Some(("patient", _)) => text.say("audit-patient"),
        Some((_, name)) => name.to_owned(),
        None if actor == "system" => text.say("life-by-itself"),
        None => text.say("life-by-command-line"),
    }
}

/// An event as a sentence with its time.
pub fn sentence(told: &Told, zone: Tz, text: Text) -> String {
    let who = actor(&told.actor, text);
    let at = text.time(told.at, zone);
    let (key, more) = match &told.event {
        Event::Acknowledged => ("life-event-acknowledged", None),
        Event::Snoozed { until, reason } => (
            "life-event-snoozed",
            Some((text.time(*until, zone), reason.clone())),
        ),
        Event::Woken => ("life-event-woken", None),
        Event::Resolved(Answer::Words(words)) => {
            ("life-event-resolved", Some((String::new(), words.clone())))
        }
        Event::Resolved(Answer::Elsewhere { by, on }) => {
            ("life-event-elsewhere", Some((text.date(*on), by.clone())))
        }
        Event::NotApplicable { reason } => (
            "life-event-not-applicable",
            Some((String::new(), reason.clone())),
        ),
        Event::Reopened(Why::ByHand) => ("life-event-reopened", None),
        Event::Reopened(Why::Evidence) => ("life-event-changed", None),
        Event::Reopened(Why::Severity) => ("life-event-rose", None),
        Event::Said(remark, words) => {
            let key = match (remark, words) {
                (Remark::Wrong, None) => "life-event-wrong",
                (Remark::Wrong, Some(_)) => "life-event-wrong-words",
                (Remark::Matters, None) => "life-event-matters",
                (Remark::Matters, Some(_)) => "life-event-matters-words",
            };
            let words = words.clone().unwrap_or_default();
            (key, Some((String::new(), words)))
        }
    };
    let (date, words) = more.unwrap_or_default();
    text.with(
        key,
        [
            ("time", at.into()),
            ("who", who.into()),
            ("date", date.into()),
            ("words", words.into()),
        ],
    )
}
