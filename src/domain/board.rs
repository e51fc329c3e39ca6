//! What a ward's board says of one patient, worked out from one case: how long they have been here, who
//! is with them, whom they know, and what is next. Pages and answers only put it into words.
//!
//! The order of a card is the order of what a colleague asks who comes on shift: who is this, who is with
//! them today and was yesterday, whom do they know, what is next.

use chrono::{DateTime, NaiveDate, Utc};

use super::familiarity::{Familiar, Ties, familiar};
use super::flags::Case;
use super::ids::{ProfessionalId, RecordId, UnitId};
use super::overview::next_contact;
use super::time::{self, Instant};
use super::trajectory::{Trajectory, TreatmentPeriod};
use super::vocabulary::{HandoverState, PlanKind, RelationshipKind, SettingClass};

/// What the board says of a patient at a unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    /// The open treatment period at the unit.
    pub period: RecordId,
    /// Day of the stay, the first one is 1: of the admission where there is one, else of the time on the
    /// unit's books.
    pub day: i64,
    /// Responsible clinicians so far in this stay, in order, those who stood in left out.
    pub responsible: Vec<ProfessionalId>,
    /// The patient's nurses today: on shift now, or else those whose shift began today.
    pub today: Vec<ProfessionalId>,
    /// The patient's nurses yesterday.
    pub yesterday: Vec<ProfessionalId>,
    /// Whether somebody is the patient's named contact.
    pub has_named_contact: bool,
    /// Whom the patient knows.
    pub known: Known,
    /// What is next.
    pub next: Next,
    /// The formal status in force, with its end where it is recorded.
    pub legal: Option<(String, Option<NaiveDate>)>,
    /// The crisis plan in force.
    pub crisis_plan: Option<RecordId>,
    /// The last handover to the unit or within it, and whether it waits to be accepted.
    pub handover: Option<(RecordId, bool)>,
    /// The leave that lasts now.
    pub leave: Option<Away>,
}

/// On leave, with the bed kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Away {
    /// The return that is agreed; `None` where none is recorded.
    pub until: Option<Instant>,
}

/// Whom a patient knows, so that a known face can be near.
#[derive(Debug, Clone, PartialEq)]
pub enum Known {
    /// Somebody who works at this unit.
    Here(Familiar),
    /// Somebody elsewhere, with whom a relationship lasts, and where they work.
    Elsewhere(Familiar, Option<UnitId>),
    /// Nobody who can be asked.
    Nobody,
}

/// What is next, as far as it is recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Back from leave.
    Back(Instant),
    /// An agreed contact: when, where and with whom.
    Contact(Instant, UnitId, Option<ProfessionalId>),
    /// Nobody is the patient's nurse today: one is to be named.
    NameNurse,
    /// Nothing is recorded.
    Nothing,
}

/// The card of a patient at a unit; `None` for one who is not there now, or has died. `ahead` is the same
/// patient with everything known, also ahead: ends that are agreed already.
pub fn card(case: &Case<'_>, ahead: &Trajectory, unit: UnitId) -> Option<Card> {
    let period = here(case, unit)?;
    let since = case
        .open_admission()
        .filter(|_| case.directory.class(unit) == SettingClass::Inpatient)
        .map_or(period.from, |admission| admission.from.min(period.from));
    let zone = case.directory.zone(Some(unit));
    let first = time::local_date(since, zone);
    let today = time::local_date(case.as_of, zone);
    let leave = on_leave(case, ahead, period.id);
    let nurses = nurses(case, unit, today);
    Some(Card {
        period: period.id,
        day: time::days_between(first, today) + 1,
        responsible: responsible(case, since),
        has_named_contact: super::overview::named_contacts(case).next().is_some(),
        known: known(case, unit),
        next: next(case, leave, &nurses),
        legal: legal(case, ahead),
        crisis_plan: crisis_plan(case, today),
        handover: handover(case, unit),
        leave,
        yesterday: began_on(case, unit, time::add_days(today, -1)),
        today: nurses,
    })
}

fn here<'c>(case: &'c Case<'_>, unit: UnitId) -> Option<&'c TreatmentPeriod> {
    if case.trajectory.patient.deceased_at.is_some() {
        return None;
    }
    let periods = case.trajectory.periods.iter().rev();
    periods
        .filter(|period| period.unit == unit)
        .find(|period| period.to.is_none())
}

/// The leave that lasts now, with the return that is agreed.
fn on_leave(case: &Case<'_>, ahead: &Trajectory, period: RecordId) -> Option<Away> {
    let period = ahead.periods.iter().find(|one| one.id == period)?;
    let leave = period.leave.iter().rev();
    leave
        .filter(|leave| leave.from <= case.as_of)
        .find(|leave| leave.to.is_none_or(|to| to > case.as_of))
        .map(|leave| Away { until: leave.to })
}

/// Those who were responsible at any time since then, each once; standing in for somebody does not
/// count, as in the rule about turnover.
fn responsible(case: &Case<'_>, since: Instant) -> Vec<ProfessionalId> {
    let mut all = Vec::new();
    for tie in &case.trajectory.relationships {
        let was_then = tie.to.is_none_or(|to| to > since);
        let is_one = tie.kind == RelationshipKind::ResponsibleClinician && !tie.is_temporary_cover;
        if let Some(who) = tie.holder.professional()
            && is_one
            && was_then
            && !all.contains(&who)
        {
            all.push(who);
        }
    }
    all
}

/// The nurses of a day: those on shift now, or else those whose shift began on it.
fn nurses(case: &Case<'_>, unit: UnitId, today: NaiveDate) -> Vec<ProfessionalId> {
    let shifts = case.trajectory.shifts.iter().rev();
    let now = shifts
        .filter(|shift| shift.unit == unit && shift.to.is_none_or(|to| to > case.as_of))
        // A shift that nobody ended is not today's for ever.
        .filter(|shift| case.as_of - shift.from < chrono::TimeDelta::hours(24))
        .map(|shift| shift.professional);
    let now = once(now);
    if now.is_empty() {
        began_on(case, unit, today)
    } else {
        now
    }
}

fn began_on(case: &Case<'_>, unit: UnitId, day: NaiveDate) -> Vec<ProfessionalId> {
    let zone = case.directory.zone(Some(unit));
    let shifts = case.trajectory.shifts.iter();
    once(
        shifts
            .filter(|shift| shift.unit == unit && time::local_date(shift.from, zone) == day)
            .map(|shift| shift.professional),
    )
}

fn once(people: impl Iterator<Item = ProfessionalId>) -> Vec<ProfessionalId> {
    let mut all = Vec::new();
    for who in people {
        if !all.contains(&who) {
            all.push(who);
        }
    }
    all
}

/// The best known who works here, else the best known with a lasting relationship elsewhere.
fn known(case: &Case<'_>, unit: UnitId) -> Known {
    let all = familiar(case);
    let works = |who: ProfessionalId, at: Option<UnitId>| {
        let mut workplaces = case.directory.workplaces(who, case.today);
        workplaces.find(|works| at.is_none_or(|unit| *works == unit))
    };
    if let Some(here) = all
        .iter()
        .find(|known| works(known.professional, Some(unit)).is_some())
    {
        return Known::Here(here.clone());
    }
    let elsewhere = all
        .into_iter()
        .find(|known| known.ties == Ties::Active && works(known.professional, None).is_some());
    elsewhere.map_or(Known::Nobody, |known| {
        let place = works(known.professional, None);
        Known::Elsewhere(known, place)
    })
}

fn next(case: &Case<'_>, leave: Option<Away>, nurses: &[ProfessionalId]) -> Next {
    if let Some(until) = leave.and_then(|away| away.until) {
        return Next::Back(until);
    }
    match next_contact(case) {
        Some(contact) => Next::Contact(contact.at, contact.unit, contact.main),
        None if nurses.is_empty() => Next::NameNurse,
        None => Next::Nothing,
    }
}

/// The status that began last of those in force, and the last day of it where one is agreed.
fn legal(case: &Case<'_>, ahead: &Trajectory) -> Option<(String, Option<NaiveDate>)> {
    let mut periods = case.trajectory.legal_periods.iter();
    let period = periods.rfind(|period| period.to.is_none())?;
    let known = ahead.legal_periods.iter().find(|one| one.id == period.id);
    let end = known.and_then(|known| known.to).map(|to| case.date(to));
    Some((period.status.clone(), end))
}

fn crisis_plan(case: &Case<'_>, today: NaiveDate) -> Option<RecordId> {
    let plans = case.plans(PlanKind::CrisisPlan);
    plans
        .filter(|plan| plan.is_in_force(today))
        .last()
        .map(|plan| plan.id)
}

fn handover(case: &Case<'_>, unit: UnitId) -> Option<(RecordId, bool)> {
    let handovers = case.trajectory.handovers.iter().rev();
    let last = handovers
        .filter(|h| !matches!(h.state, HandoverState::Draft | HandoverState::Withdrawn))
        .find(|h| {
            h.to_unit == Some(unit) || h.to_unit.is_none() && h.from_unit.is_none_or(|u| u == unit)
        })?;
    let waits = last.accepted_at.is_none()
        && matches!(
            last.state,
            HandoverState::Offered | HandoverState::Questioned | HandoverState::Expired
        );
    Some((last.id, waits))
}

/// Whether a card is one of somebody's own: today's nurse, or whoever holds a relationship that lasts.
pub fn is_of(card: &Card, case: &Case<'_>, who: ProfessionalId) -> bool {
    let mut ties = case.active_relationships();
    card.today.contains(&who) || ties.any(|tie| tie.holder.professional() == Some(who))
}

/// What a board counts, for its head.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Patients here.
    pub patients: usize,
    /// Patients whose coming is announced, or handed over from elsewhere.
    pub coming: usize,
    /// Patients who are to go home by the end of tomorrow.
    pub leaving: usize,
    /// Patients with a handover that nobody has accepted.
    pub unaccepted: usize,
    /// Patients without a named contact.
    pub without_named_contact: usize,
}

/// Whether a planned end lies between now and the end of tomorrow.
pub fn leaves_soon(planned: Option<DateTime<Utc>>, now: Instant, zone: chrono_tz::Tz) -> bool {
    planned.is_some_and(|at| {
        let tomorrow = time::add_days(time::local_date(now, zone), 1);
        time::local_date(at, zone) <= tomorrow
    })
}
