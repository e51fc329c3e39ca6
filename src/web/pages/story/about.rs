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
}

#[cfg(test)]
pub(in crate::web::pages) fn sample(text: Text, is_wrong: bool) -> AboutForm {
    AboutForm {
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
