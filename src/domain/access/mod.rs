//! Who may do what to which patient's record: a pure answer, [`decide`].
//!
//! It is made in two steps. [`ties`] says what ties somebody to a patient at an instant, from the
//! patient's circumstances; the store asks the same of its tables, as conditions of its queries
//! (`store::reach`), and a property test holds one against the other. [`decide`] then says what follows
//! from those ties. `docs/access.md` tells the rules in words.

mod decide;
mod door;
mod glass;
mod situation;
mod words;

pub use decide::{Action, Allowed, Closed, Denied, Resource, Ties, Way, decide};
pub use door::{Door, opens};
pub use glass::{GLASS_HOURS, Opening, REVIEW_DAYS, until};
pub use situation::{
    ARRIVAL_LAPSES_DAYS, Arrival, Bar, Barred, Met, Offer, OwnRecord, Pane, Situation, Stay,
    TAIL_DAYS, Tie, ties,
};
pub use words::{Author, Entry, shared_with};

use super::ids::{AccountId, ProfessionalId, UnitId};
use super::vocabulary::Role;

/// Someone who signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Viewer {
    /// Their account.
    pub account: AccountId,
    /// The name they sign in with.
    pub username: String,
    /// The professional the account belongs to; administrators and privacy officers need none.
    pub professional: Option<ProfessionalId>,
    /// What they may do, and where.
    pub roles: Vec<Granted>,
}

/// A role, at one unit or without one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Granted {
    /// What.
    pub role: Role,
    /// Where; `None` for roles that belong to no unit.
    pub unit: Option<UnitId>,
}

/// By what an account reaches patients: its professional, the units at which it takes part in care,
/// and itself, since a glass is broken by an account. The default reaches nobody.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reach {
    /// The account.
    pub account: Option<AccountId>,
    /// The account's professional.
    pub professional: Option<ProfessionalId>,
    /// Units at which the account has a role in patients' care; units below them are not meant.
    pub units: Vec<UnitId>,
}

impl Viewer {
    /// Whether the account has a role anywhere.
    pub fn has(&self, role: Role) -> bool {
        self.roles.iter().any(|granted| granted.role == role)
    }

    /// By what the account reaches patients; `None` for those whose roles reach no patient's record at
    /// all (service managers, administrators, privacy officers).
    pub fn reach(&self) -> Option<Reach> {
        let in_care = |role| matches!(role, Role::CareCoordinator | Role::WardStaff);
        let mut units = Vec::new();
        let mut cares = false;
        for granted in self.roles.iter().filter(|granted| in_care(granted.role)) {
            cares = true;
            units.extend(granted.unit);
        }
        units.sort_unstable();
        units.dedup();
        cares.then_some(Reach {
            account: Some(self.account),
            professional: self.professional,
            units,
        })
    }
}
