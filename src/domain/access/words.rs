//! Whom the patient's own words are shared with: the levels of a narrative entry.
//!
//! | level | is read by |
//! |---|---|
//! | 0 only me | the author |
//! | 1 persons I choose | the author and those persons |
//! | 2 my current team | also those with a care relation: a relationship, an open treatment period, the unit that holds the patient |
//! | 3 every service in this episode | also those to whom the patient is coming, and emergency units and others who broke the glass |
//! | 4 learning without identity | as 3: it is a yes to something else beside it |
//!
//! Nobody reads the patient's words by the tail of a care relation, except their own author, and persons
//! whom the patient chose by name. All of it is within the record: whoever does not reach that, reads
//! nothing.

use super::{Action, Way};
use crate::domain::ids::ProfessionalId;

/// Who wrote it down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Author {
    /// The patient, or somebody of the patient's own.
    Patient,
    /// A professional to whom it was told, or who wrote it with the patient.
    Professional(ProfessionalId),
}

/// Words of the patient's, as access needs them: never what they say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The level, 0 to 4. What is none of these is read as 0.
    pub level: u8,
    /// Who wrote it down.
    pub author: Author,
    /// The persons whom the patient chose.
    pub named: Vec<ProfessionalId>,
}

/// Whether words are shared with a professional who reaches the record by this way. Only their author
/// changes them.
pub fn shared_with(
    entry: &Entry,
    action: Action,
    way: Way,
    professional: Option<ProfessionalId>,
) -> bool {
    let Some(me) = professional else {
        // An account without a person is nobody's team; the patient's words need somebody who reads.
        return false;
    };
    let is_author = entry.author == Author::Professional(me);
    if action == Action::Change {
        return is_author;
    }
    let is_named = || entry.named.contains(&me);
    match entry.level {
        1 => is_author || is_named(),
        2 => is_author || is_named() || way.is_care(),
        3 | 4 => is_author || is_named() || way != Way::Tail,
        _ => is_author,
    }
}
