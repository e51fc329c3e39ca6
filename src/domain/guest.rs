//! Guests: agency staff whom a colleague lets in for a day, at one unit.

use chrono::TimeDelta;

use super::recording::{Fault, Wrong};
use super::time::Instant;
use super::vocabulary::Profession;

/// How long a guest is let in: the longest double shift, the time to write it up, and a question about a
/// handover the morning after. Whoever comes again is let in again.
pub const GUEST_HOURS: i64 = 24;

/// The most characters of a guest's name, and the fewest letters.
const NAME_MAX: usize = 120;
const LETTERS_MIN: usize = 2;

/// A guest to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guest {
    /// What they are called, as it is shown.
    pub name: String,
    /// Training or function.
    pub profession: Profession,
}

impl Guest {
    /// A guest from what was typed.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn parse(name: &str, profession: &str) -> Result<Self, Vec<Fault>> {
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        let letters = name.chars().filter(|c| c.is_alphabetic()).count();
        let wrong = if letters < LETTERS_MIN || name.chars().any(char::is_control) {
            Some(Wrong::Missing)
        } else {
            (name.chars().count() > NAME_MAX).then_some(Wrong::TooLong)
        };
        let fault = |field, wrong| Fault { field, wrong };
        match (wrong, profession.parse()) {
            (None, Ok(profession)) => Ok(Self { name, profession }),
            (wrong, profession) => {
                let name = wrong.map(|wrong| fault("name", wrong));
                let profession = profession.is_err().then_some(Wrong::NoChoice);
                let profession = profession.map(|wrong| fault("profession", wrong));
                Err(name.into_iter().chain(profession).collect())
            }
        }
    }
}

/// When the day of a guest is over.
pub fn ends_at(given_at: Instant) -> Instant {
    given_at + TimeDelta::hours(GUEST_HOURS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guest_needs_a_name_and_a_profession() {
        let long = "x".repeat(NAME_MAX + 1);
        let name = |wrong| Fault {
            field: "name",
            wrong,
        };
        let profession = Fault {
            field: "profession",
            wrong: Wrong::NoChoice,
        };
        let cases: [(&str, &str, &[Fault]); 6] = [
            ("Ane Lie", "nurse", &[]),
            ("  Ane\n Lie ", "nurse", &[]),
            ("A", "nurse", &[name(Wrong::Missing)]),
            ("123", "nurse", &[name(Wrong::Missing)]),
            (&long, "nurse", &[name(Wrong::TooLong)]),
            ("", "pilot", &[name(Wrong::Missing), profession]),
        ];
        for (typed, code, faults) in cases {
            match Guest::parse(typed, code) {
                Ok(guest) => {
                    assert!(faults.is_empty(), "{typed:?}");
                    assert_eq!(guest.name, "Ane Lie");
                }
                Err(found) => assert_eq!(found, faults, "{typed:?}"),
            }
        }
    }

    #[test]
    fn the_day_is_twenty_four_hours_also_when_clocks_change() {
        let given = "2026-10-24T20:00:00+02:00".parse::<Instant>();
        let given = given.unwrap();
        assert_eq!((ends_at(given) - given).num_hours(), 24);
    }
}
