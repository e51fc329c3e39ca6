//! What needs a human, in words: the first three, and the rest behind "show all".

use crate::app::record::Opened;
use crate::domain::flags::{self, Case, Flag, Subject};
use crate::domain::timeline::Focus;
use crate::web::Text;
use crate::web::flag_words::{FlagWords, Teller};

/// Flags shown before "show all": a wall of them would itself be a stigma.
const SHOWN: usize = 3;

/// A flag in the list.
pub(super) struct FlagItem {
    pub words: FlagWords,
    /// Whether its evidence is highlighted on the timeline.
    pub is_in_view: bool,
}

/// The patient's flags.
pub(super) struct FlagList {
    pub first: Vec<FlagItem>,
    pub rest: Vec<FlagItem>,
    pub count: u64,
    /// Whether the address names a flag that is there no longer.
    pub is_gone: bool,
    /// The flag in view, in words.
    pub in_view: Option<String>,
    /// What the flag in view points at; nothing where none is.
    pub focus: Focus,
}

impl FlagList {
    /// Whether the flag in view is behind "show all".
    pub(super) fn is_in_rest(&self) -> bool {
        self.rest.iter().any(|flag| flag.is_in_view)
    }
}

pub(super) fn list(opened: &Opened, case: &Case<'_>, in_view: &str, text: Text) -> FlagList {
    let teller = Teller {
        text,
        directory: &opened.directory,
        policy: &opened.policy,
        today: case.today,
    };
    let flags = flags::in_order(opened.visible(case));
    let shown = flags.iter().find(|flag| flag.key() == in_view);
    let mut first: Vec<FlagItem> = flags
        .iter()
        .map(|flag| FlagItem {
            words: teller.tell(flag, is_important(flag, case)),
            is_in_view: flag.key() == in_view,
        })
        .collect();
    let count = first.len() as u64;
    let rest = first.split_off(first.len().min(SHOWN));
    FlagList {
        first,
        rest,
        count,
        is_gone: !in_view.is_empty() && shown.is_none(),
        in_view: shown.map(|flag| teller.title(flag)),
        focus: shown.map(|flag| focus(flag, case)).unwrap_or_default(),
    }
}

/// The records a flag rests on, and the time it is about.
fn focus(flag: &Flag, case: &Case<'_>) -> Focus {
    Focus {
        records: flag.basis(case),
        ..Focus::of(flag.code, flag.subject, &flag.evidence, case)
    }
}

fn is_important(flag: &Flag, case: &Case<'_>) -> bool {
    case.trajectory
        .relationships
        .iter()
        .any(|tie| tie.important_to_patient && flag.subject == Subject::Relationship(tie.id))
}
