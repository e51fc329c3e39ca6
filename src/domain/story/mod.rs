//! The patient's story: words of the patient's own, who may read them, and what becomes of them.
//!
//! Staff never edit what a patient wrote. What staff write down is *told to staff* until the patient found
//! it right; whoever wrote it down may put their writing right until then. Sharing is the patient's: by
//! level (`domain::access::words`), by person, and for a time; it is made narrower at once whenever the
//! patient wishes. What is taken back is gone for everybody, and says who had read it.
//!
//! Nothing of what the words say is looked at by any rule.

pub mod about;
pub mod capacity;
pub mod hand;
pub mod telling;
pub mod vague;

pub use about::{About, Thing};
pub use hand::Hand;
pub use telling::{Sharing, Telling, Told, Wish};
pub use vague::Vague;

use super::vocabulary::{Authorship, NarrativeKind};

/// The most characters of an entry.
pub const TEXT_MAX: usize = 10_000;

/// The most persons whom an entry is shared with by name.
pub const NAMED_MAX: usize = 20;

/// The level on which an entry is the patient's and its author's only.
pub const ONLY_ME: u8 = 0;

/// The level on which it is shared with persons by name.
pub const NAMED: u8 = 1;

/// The level on which the present team reads it.
pub const TEAM: u8 = 2;

/// The level on which every service in this course reads it, emergency units among them.
pub const COURSE: u8 = 3;

/// The kinds in the order in which a story is read: who somebody is when well comes first, then what the
/// next professional needs before they meet, then what helps and what does not, then what happened.
pub const ORDER: [NarrativeKind; 13] = [
    NarrativeKind::OutsideCrisis,
    NarrativeKind::NextProfessional,
    NarrativeKind::WhatMatters,
    NarrativeKind::PeopleITrust,
    NarrativeKind::HelpedInCrisis,
    NarrativeKind::DidNotHelp,
    NarrativeKind::EarlySigns,
    NarrativeKind::Promise,
    NarrativeKind::SeenAndHeard,
    NarrativeKind::PositiveEncounter,
    NarrativeKind::DisappointingEncounter,
    NarrativeKind::TurningPoint,
    NarrativeKind::Ending,
];

/// Every kind in the order in which a story is read: what the patient sees differently stands beside what it is
/// about, and comes last. It is no question that somebody is asked.
pub fn chapters() -> impl Iterator<Item = NarrativeKind> {
    ORDER.into_iter().chain([NarrativeKind::SeesDifferently])
}

/// The most letters of a quote.
const QUOTE: usize = 42;

/// The first words of an entry, as they are quoted beside other things: of the first line, and no word cut.
pub fn quote(text: &str) -> String {
    let line = text.lines().map(str::trim).find(|line| !line.is_empty());
    let line = line.unwrap_or_default();
    let mut quote = String::new();
    for word in line.split_whitespace() {
        let longer = quote.chars().count() + word.chars().count() + 1;
        if longer > QUOTE && !quote.is_empty() {
            break;
        }
        if !quote.is_empty() {
            quote.push(' ');
        }
        quote.push_str(word);
    }
    // One word can be longer than everything.
    let mut quote: String = quote.chars().take(QUOTE).collect();
    if text.split_whitespace().collect::<Vec<_>>().join(" ") != quote {
        quote.push('…');
    }
    quote
}

/// Who the words are of that staff can write down: never the patient's own typing, which only the patient
/// does, nor a recording, which comes from where it was made.
pub const WRITTEN_BY_STAFF: [Authorship; 3] = [
    Authorship::ToldToStaff,
    Authorship::CoWritten,
    Authorship::NextOfKin,
];

/// Whether the patient may still be asked if this is what they said.
pub const fn may_confirm(authorship: Authorship, is_confirmed: bool) -> bool {
    !is_confirmed && matches!(authorship, Authorship::ToldToStaff | Authorship::CoWritten)
}

/// Whether the author may still put right what they wrote down: until the patient found it right. What
/// patients typed themselves, and what was written down from a recording, staff do not touch.
pub fn may_reword(authorship: Authorship, is_confirmed: bool) -> bool {
    !is_confirmed && WRITTEN_BY_STAFF.contains(&authorship)
}
