//! What needs a human, in words: the first three, and the rest behind "show all".

use crate::app::flags::Lived;
use crate::app::record::Opened;
use crate::domain::flags::{Case, Flag, Subject};
use crate::domain::timeline::Focus;
use crate::web::Text;
use crate::web::flag_card::{Back, Card};
use crate::web::flag_words::Teller;

/// Flags shown before "show all": a wall of them would itself be a stigma.
const SHOWN: usize = 3;

/// The patient's flags.
pub(super) struct FlagList {
    pub first: Vec<Card>,
    pub rest: Vec<Card>,
    /// What rests or is settled.
    pub aside: Vec<Card>,
    /// How many wait.
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

    /// How many are put aside.
    pub(super) fn aside_count(&self) -> u64 {
        self.aside.len() as u64
    }

    /// Whether the flag in view is among those put aside.
    pub(super) fn is_in_aside(&self) -> bool {
        self.aside.iter().any(|flag| flag.is_in_view)
    }
}

pub(super) fn list(
    opened: &Opened,
    living: &[Lived],
    case: &Case<'_>,
    in_view: &str,
    text: Text,
) -> FlagList {
    let teller = Teller {
        text,
        directory: &opened.directory,
        policy: &opened.policy,
        today: case.today,
    };
    let patient = opened.patient.reference.id.0.to_string();
    let shown = living.iter().find(|lived| lived.flag.key() == in_view);
    let card = |lived: &Lived| {
        let (flag, stored) = (&lived.flag, lived.stored.as_ref());
        Card {
            words: teller.tell(flag, is_important(flag, case)),
            is_in_view: flag.key() == in_view,
            ..Card::new(&teller, patient.clone(), flag, stored, Back::Patient)
        }
    };
    let (waiting, aside): (Vec<&Lived>, Vec<&Lived>) =
        living.iter().partition(|lived| lived.waits());
    let mut first: Vec<Card> = waiting.into_iter().map(card).collect();
    let count = first.len() as u64;
    let rest = first.split_off(first.len().min(SHOWN));
    FlagList {
        first,
        rest,
        aside: aside.into_iter().map(card).collect(),
        count,
        is_gone: !in_view.is_empty() && shown.is_none(),
        in_view: shown.map(|lived| teller.title(&lived.flag)),
        focus: shown
            .map(|lived| focus(&lived.flag, case))
            .unwrap_or_default(),
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
