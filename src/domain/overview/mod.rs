//! A patient at a glance, worked out from one case: where they are now, who knows them, how the
//! relationships went, and what a year looked like. Pages and answers only put it into words.

mod panel;
mod place;
mod strip;
mod ties;

pub use panel::{Panel, panel};
pub use place::{Place, Whereabouts, whereabouts};
pub use strip::{Bar, Strip, strip};
pub use ties::{Met, Tie, next_contact, ties};

use chrono::NaiveDate;

use super::flags::Case;
use super::ids::{ProfessionalId, RecordId, UnitId};
use super::time::Instant;
use super::trajectory::{Directory, Holder, Relationship};
use super::vocabulary::AdmissionKind;

/// An admission, as it is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Admitted {
    /// Its first ward stay.
    pub first: RecordId,
    /// Local date of the start.
    pub from: NaiveDate,
    /// Local date of the end; `None` while it lasts.
    pub to: Option<NaiveDate>,
    /// Nights; of an open one up to now.
    pub nights: i64,
    /// How it came about; `None` is not recorded.
    pub kind: Option<AdmissionKind>,
    /// Its wards, in order, the same one after itself once.
    pub wards: Vec<UnitId>,
}

/// The admissions of a case, the latest first.
pub fn admissions(case: &Case<'_>) -> Vec<Admitted> {
    let periods = &case.trajectory.periods;
    case.admissions
        .iter()
        .rev()
        .map(|admission| {
            let mut wards: Vec<UnitId> = admission
                .stays
                .iter()
                .filter_map(|place| periods.get(*place))
                .map(|stay| stay.unit)
                .collect();
            wards.dedup();
            Admitted {
                first: admission.first,
                from: admission.from_on,
                to: admission.to_on,
                nights: admission.nights(case.last_day()),
                kind: admission.kind,
                wards,
            }
        })
        .collect()
}

/// The named contacts of today, in order of start: relationships, so that those with somebody who
/// is no professional are among them.
pub fn named_contacts<'c>(case: &'c Case<'_>) -> impl Iterator<Item = &'c Relationship> {
    let admitted = case.open_admission().is_some();
    case.active_relationships()
        .filter(move |tie| tie.kind.is_named_contact(admitted))
}

/// Teams and moves of the last 365 days, as the rule about fragmented care counts them.
pub fn teams_and_moves(case: &Case<'_>) -> (usize, usize) {
    super::flags::rules::fragmented_care::teams_and_moves(case)
}

/// The last handover that was offered: when, from whom and to whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LastHandover {
    /// When it was offered.
    pub at: Instant,
    /// Whether somebody accepted it, or it was done.
    pub is_accepted: bool,
    /// The sender.
    pub from: Option<ProfessionalId>,
    /// The receiver.
    pub to: Option<ProfessionalId>,
    /// The receiving unit.
    pub to_unit: Option<UnitId>,
}

/// The last handover that left its writer; `None` when none is recorded.
pub fn last_handover(case: &Case<'_>) -> Option<LastHandover> {
    use super::vocabulary::HandoverState as State;
    let handover = case
        .trajectory
        .handovers
        .iter()
        .rfind(|h| !matches!(h.state, State::Draft | State::Withdrawn))?;
    Some(LastHandover {
        at: handover.offered_at,
        is_accepted: handover.accepted_at.is_some()
            || matches!(handover.state, State::Accepted | State::Done),
        from: handover.from_professional,
        to: handover.to_professional,
        to_unit: handover.to_unit,
    })
}

/// The name of whoever holds a relationship; `None` for a professional the directory does not know.
pub fn holder_name<'a>(holder: &'a Holder, directory: &'a Directory) -> Option<&'a str> {
    match holder {
        Holder::Person(name) => Some(name),
        Holder::Professional(id) => directory
            .professionals
            .get(id)
            .map(|professional| professional.name.as_str()),
    }
}
