//! What stands beside a handover's form: the patient's words, whom they trust, what was recorded since, and
//! the last handover.

use crate::app::handovers::{Told, Writing};
use crate::domain::handover::Event;
use crate::domain::handover::since::since_when;
use crate::web::Text;
use crate::web::handing_words::Handing;

/// The patient's words, with what they are about.
#[derive(Debug, Clone)]
pub(in crate::web) struct Quote {
    pub about: String,
    pub words: String,
}

/// What helps to write.
#[derive(Debug, Clone, Default)]
pub(in crate::web) struct Help {
    pub quotes: Vec<Quote>,
    pub trusted: Vec<String>,
    pub since: Vec<String>,
    pub last: Option<String>,
    pub last_read: Option<String>,
}

impl Help {
    /// What helps with what is being written.
    pub(in crate::web) fn new(writing: &Writing, text: Text) -> Self {
        let opened = &writing.opened;
        let handing = Handing {
            text,
            directory: &opened.directory,
        };
        let last_at = writing.last.as_ref().map(|last| last.stored.offered_at);
        let since = since_when(&opened.trajectory, last_at, opened.now);
        let quotes = writing.beside.voice.iter().map(|spoken| Quote {
            about: text.capital_word("narrative", spoken.kind.code()),
            words: spoken.text.clone(),
        });
        Self {
            quotes: quotes.collect(),
            trusted: handing.trusted(&since),
            since: handing.since(&since),
            last: writing
                .last
                .as_ref()
                .map(|last| handing.state(&last.stored, opened.now)),
            last_read: last_read(writing, &handing),
        }
    }
}

/// What the receiver of the last handover said they had understood.
fn last_read(writing: &Writing, handing: &Handing<'_>) -> Option<String> {
    let steps = &writing.last.as_ref()?.steps;
    let read = |told: &&Told| matches!(told.event, Event::Accepted(Some(_)));
    steps.iter().rev().find(read).map(|told| handing.told(told))
}

#[cfg(test)]
impl Help {
    /// With everything, or without what may not be there.
    pub(in crate::web) fn sample(text: Text, is_whole: bool) -> Self {
        Self {
            quotes: vec![Quote {
                about: text.capital_word("narrative", "next_professional"),
                words: "<Moen>".to_owned(),
            }],
            trusted: vec!["<Tveit>".to_owned()],
            since: vec!["<Moen>".to_owned()],
            last: is_whole.then(|| text.say("handing-is-returned")),
            last_read: is_whole.then(|| "<Tveit>".to_owned()),
        }
    }
}
