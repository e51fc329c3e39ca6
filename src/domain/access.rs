//! Who may reach which patients: a pure answer about an account, which the store turns into a
//! condition of its queries.

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

/// The patients an account reaches: those with an active relationship to the professional, and
/// those with an open treatment period at one of the units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
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

    /// The patients the account reaches; `None` for those whose roles reach no patient's record at
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
            professional: self.professional,
            units,
        })
    }
}
