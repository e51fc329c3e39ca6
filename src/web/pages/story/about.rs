//! The part of a form that asks what an entry is about.

use super::view::fault;
use crate::app::record::Opened;
use crate::domain::recording::Fault;
use crate::domain::story::About;
use crate::web::Text;
use crate::web::voice_words::{Named, named};

/// What can be chosen.
#[derive(Debug, Clone, Default)]
pub(in crate::web::pages) struct AboutForm {
    /// What is asked.
    pub asks: String,
    /// What choosing means; empty where one has to be chosen.
    pub hint: String,
    /// What is offered, and whether it is chosen.
    pub offered: Vec<(Named, bool)>,
    /// Whether one has to be chosen.
    pub is_needed: bool,
    pub fault: Option<String>,
}

impl AboutForm {
    /// What is offered, with what was chosen.
    pub fn new(
        (offered, is_needed): (&[About], bool),
        chosen: &str,
        opened: &Opened,
        faults: &[Fault],
        text: Text,
    ) -> Self {
        let offered = named(offered, opened, text).into_iter();
        Self {
            asks: text.say(if is_needed {
                "voice-differs-what"
            } else {
                "voice-about-what"
            }),
            hint: if is_needed {
                String::new()
            } else {
                text.say("voice-about-hint")
            },
            offered: offered
                .map(|one| {
                    let is_chosen = one.code == chosen;
                    (one, is_chosen)
                })
                .collect(),
            is_needed,
            fault: fault(faults, "about", text),
        }
    }

    /// The same, asked of the patient.
    pub fn of_patient(self, text: Text) -> Self {
        let (asks, hint) = if self.is_needed {
            (text.say("own-differs-what"), String::new())
        } else {
            (text.say("own-link-what"), text.say("own-link-hint"))
        };
        Self { asks, hint, ..self }
    }
}

#[cfg(test)]
pub(in crate::web::pages) fn sample(text: Text, is_wrong: bool) -> AboutForm {
    AboutForm {
        asks: text.say("voice-about-what"),
        hint: text.say("voice-about-hint"),
        offered: vec![(
            Named {
                code: "plan:0191".to_owned(),
                label: "<Plan>".to_owned(),
                href: "/patients/0190/plans/0191".to_owned(),
            },
            is_wrong,
        )],
        is_needed: is_wrong,
        fault: is_wrong.then(|| text.word("record-wrong", "nothing_there")),
    }
}
