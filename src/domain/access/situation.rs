//! What ties somebody to a patient, worked out from the patient's circumstances.

use chrono::TimeDelta;

use super::decide::{Closed, Ties, Way};
use super::{Reach, until};
use crate::domain::ids::{AccountId, ProfessionalId, UnitId};
use crate::domain::time::Instant;
use crate::domain::vocabulary::{ArrivalState, ContactStatus, HandoverState};

/// For how many days after its end a care relation can still be read by those who were in it.
pub const TAIL_DAYS: i64 = 30;

/// For how many days a patient who did not come is still expected. Whoever comes after all is announced
/// again: nobody's forgotten note keeps a record open.
pub const ARRIVAL_LAPSES_DAYS: i64 = 7;

/// A relationship of the patient's. Half-open, as everything with an end here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tie {
    /// With whom.
    pub professional: ProfessionalId,
    /// From when.
    pub from: Instant,
    /// Until when.
    pub to: Option<Instant>,
}

/// A treatment period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stay {
    /// Where.
    pub unit: UnitId,
    /// From when.
    pub from: Instant,
    /// Until when.
    pub to: Option<Instant>,
}

/// A contact with one professional, main or other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Met {
    /// Who.
    pub professional: ProfessionalId,
    /// When.
    pub at: Instant,
    /// Whether it took place.
    pub status: ContactStatus,
}

/// A handover.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offer {
    /// To which unit.
    pub unit: Option<UnitId>,
    /// To whom.
    pub professional: Option<ProfessionalId>,
    /// When it was offered.
    pub at: Instant,
    /// Where it is.
    pub state: HandoverState,
}

/// That the patient is to come to a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arrival {
    /// Where.
    pub unit: UnitId,
    /// When.
    pub expected_at: Instant,
    /// Whether it still is so.
    pub state: ArrivalState,
}

/// A broken glass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pane {
    /// Whose account.
    pub account: AccountId,
    /// When it was broken.
    pub opened_at: Instant,
    /// When whoever broke it closed it early.
    pub ended_at: Option<Instant>,
}

/// Whom the patient does not want to read the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Barred {
    /// One person.
    Professional(ProfessionalId),
    /// The staff of a unit.
    Unit(UnitId),
}

/// A bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bar {
    /// Of whom.
    pub whom: Barred,
    /// From when.
    pub from: Instant,
    /// Until when.
    pub to: Option<Instant>,
}

/// That the record is a professional's own, or of their family.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OwnRecord {
    /// Whose.
    pub professional: ProfessionalId,
    /// From when.
    pub from: Instant,
    /// Until when.
    pub to: Option<Instant>,
}

/// Everything about a patient that decides who reaches the record.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Situation {
    /// Relationships.
    pub relationships: Vec<Tie>,
    /// Treatment periods.
    pub periods: Vec<Stay>,
    /// Contacts.
    pub contacts: Vec<Met>,
    /// The unit that holds a patient whom nobody else does.
    pub held_by: Option<UnitId>,
    /// Handovers.
    pub offers: Vec<Offer>,
    /// Announced arrivals.
    pub arrivals: Vec<Arrival>,
    /// Broken glasses.
    pub panes: Vec<Pane>,
    /// Bars.
    pub bars: Vec<Bar>,
    /// Whose own it is.
    pub own: Vec<OwnRecord>,
}

fn holds(from: Instant, to: Option<Instant>, at: Instant) -> bool {
    from <= at && to.is_none_or(|to| to > at)
}

/// Whether it ended a short time ago.
fn lingers(to: Option<Instant>, at: Instant) -> bool {
    to.is_some_and(|to| to <= at && to > at - TimeDelta::days(TAIL_DAYS))
}

/// What ties somebody to the patient at an instant.
///
/// A bar of a unit closes what comes through that unit. To its staff it leaves an active relationship of
/// their own and what another unit of theirs gives, and nothing else that is personal: no offer in
/// person, no tail of a relationship, no broken glass.
pub fn ties(reach: &Reach, situation: &Situation, at: Instant) -> Ties {
    let look = Look {
        reach,
        situation,
        at,
    };
    let ways = Way::ALL.into_iter().filter(|way| look.has(*way));
    Ties {
        ways: ways.collect(),
        closed: look.closed(),
    }
}

struct Look<'a> {
    reach: &'a Reach,
    situation: &'a Situation,
    at: Instant,
}

impl Look<'_> {
    fn closed(&self) -> Option<Closed> {
        let me = self.reach.professional;
        let mut own = self.situation.own.iter();
        if own.any(|own| Some(own.professional) == me && holds(own.from, own.to, self.at)) {
            return Some(Closed::Own);
        }
        if me.is_some_and(|me| self.bars(Barred::Professional(me))) {
            return Some(Closed::Person);
        }
        self.is_of_a_barred_unit().then_some(Closed::Unit)
    }

    fn bars(&self, whom: Barred) -> bool {
        let mut bars = self.situation.bars.iter();
        bars.any(|bar| bar.whom == whom && holds(bar.from, bar.to, self.at))
    }

    fn is_of_a_barred_unit(&self) -> bool {
        let mut units = self.reach.units.iter();
        units.any(|unit| self.bars(Barred::Unit(*unit)))
    }

    /// Whether something may come through a unit.
    fn through(&self, unit: UnitId) -> bool {
        self.reach.units.contains(&unit) && !self.bars(Barred::Unit(unit))
    }

    fn is_me(&self, professional: ProfessionalId) -> bool {
        self.reach.professional == Some(professional)
    }

    fn has(&self, way: Way) -> bool {
        let (situation, at) = (self.situation, self.at);
        let personal = !self.is_of_a_barred_unit();
        match way {
            Way::Relationship => situation
                .relationships
                .iter()
                .any(|tie| self.is_me(tie.professional) && holds(tie.from, tie.to, at)),
            Way::TreatmentPeriod => situation
                .periods
                .iter()
                .any(|stay| self.through(stay.unit) && holds(stay.from, stay.to, at)),
            Way::Held => situation.held_by.is_some_and(|unit| self.through(unit)),
            Way::Incoming => self.is_incoming(personal),
            Way::Glass => {
                personal
                    && situation.panes.iter().any(|pane| {
                        let end =
                            until(pane.opened_at).min(pane.ended_at.unwrap_or(Instant::MAX_UTC));
                        Some(pane.account) == self.reach.account
                            && holds(pane.opened_at, Some(end), at)
                    })
            }
            Way::Tail => {
                let mut ties = situation.relationships.iter();
                let mut stays = situation.periods.iter();
                (personal && ties.any(|tie| self.is_me(tie.professional) && lingers(tie.to, at)))
                    || stays.any(|stay| {
                        self.through(stay.unit) && lingers(stay.to, at) && self.was_there(stay)
                    })
            }
        }
    }

    fn is_incoming(&self, personal: bool) -> bool {
        let situation = self.situation;
        let is_for_us = |offer: &Offer| {
            offer.unit.is_some_and(|unit| self.through(unit))
                || (personal && offer.professional.is_some_and(|who| self.is_me(who)))
        };
        let waits = |offer: &&Offer| {
            offer.at <= self.at
                && matches!(
                    offer.state,
                    HandoverState::Offered | HandoverState::Questioned
                )
        };
        let is_expected = |arrival: &Arrival| {
            arrival.state == ArrivalState::Expected
                && arrival.expected_at > self.at - TimeDelta::days(ARRIVAL_LAPSES_DAYS)
        };
        situation.offers.iter().filter(waits).any(is_for_us)
            || situation
                .arrivals
                .iter()
                .any(|arrival| is_expected(arrival) && self.through(arrival.unit))
    }

    /// Whether one met the patient in person during a stay, or had a relationship then.
    fn was_there(&self, stay: &Stay) -> bool {
        let end = stay.to.unwrap_or(self.at);
        let met = |met: &Met| {
            self.is_me(met.professional)
                && met.status == ContactStatus::Attended
                && met.at >= stay.from
                && met.at <= end
        };
        let tied = |tie: &Tie| {
            self.is_me(tie.professional)
                && tie.from <= end
                && tie.to.is_none_or(|to| to > stay.from)
        };
        self.situation.contacts.iter().any(met) || self.situation.relationships.iter().any(tied)
    }
}
