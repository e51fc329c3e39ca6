//! What somebody asks a timeline to show.

use super::focus::Focus;
use super::window::Window;
use super::{Setting, UnitId, Who};

/// What to show.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Request {
    /// How much time.
    pub window: Window,
    /// What to leave out.
    pub filter: Filter,
    /// What the flag in view rests on.
    pub focus: Focus,
}

/// What to leave out. Empty leaves out nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Lanes that are not shown.
    pub hidden: Vec<Lane>,
    /// Only records at these units and in these settings; empty is everywhere. A handover counts as
    /// being at both its units. A relationship or handover without a unit is then left out;
    /// decisions and reviews, which have none, stay.
    pub units: Vec<UnitId>,
    /// Only records in these settings; empty is all. Both this and `units` must hold.
    pub settings: Vec<Setting>,
    /// Only these people's rows and their handovers; empty is everybody. Stays, decisions and
    /// reviews belong to nobody and stay.
    pub people: Vec<Who>,
}

/// A kind of what is shown, in reading order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Lane {
    /// Bands of admissions. They are derived, so hiding them leaves out no record.
    Admissions,
    /// "Where": treatment periods.
    Places,
    /// Formal status and restrictive measures.
    Compulsion,
    /// "Who": relationships, contacts and shifts.
    People,
    /// Handovers.
    Handovers,
    /// "Agreed": decisions and relational reviews.
    Agreed,
    /// The patient's voice: what they tell. It is no part of the record that a timeline is made from: who reads a
    /// timeline is given what is shared with them beside it.
    Voice,
}

impl Lane {
    /// Every lane, in reading order.
    pub const ALL: [Self; 7] = [
        Self::Admissions,
        Self::Places,
        Self::Compulsion,
        Self::People,
        Self::Handovers,
        Self::Agreed,
        Self::Voice,
    ];

    /// What it is called in addresses, files and the API.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Admissions => "admissions",
            Self::Places => "places",
            Self::Compulsion => "compulsion",
            Self::People => "people",
            Self::Handovers => "handovers",
            Self::Agreed => "agreed",
            Self::Voice => "voice",
        }
    }

    /// The lane of a code.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lane| lane.code() == code)
    }
}

impl Filter {
    /// Whether a lane is shown.
    pub fn shows(&self, lane: Lane) -> bool {
        !self.hidden.contains(&lane)
    }
}
