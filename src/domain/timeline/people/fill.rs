//! Puts relationships, contacts and shifts into the rows.

use std::collections::HashMap;

use chrono::{Datelike, Months as Count, NaiveDate};

use super::draft::Rows;
use super::{in_window, who};
use crate::domain::flags::Case;
use crate::domain::flags::rules::abrupt_ending;
use crate::domain::ids::ProfessionalId;
use crate::domain::time::{self, Instant};
use crate::domain::timeline::ledger::Ledger;
use crate::domain::timeline::{Ending, Lane, Shifts, Tie, Who};
use crate::domain::trajectory::{Contact, Relationship};

/// Relationships.
pub(super) fn ties(case: &Case<'_>, ledger: &mut Ledger<'_>, rows: &mut Rows<'_>) {
    let is_lane_shown = ledger.filter().shows(Lane::People);
    let meetings = meetings_of_lost(case, ledger);
    for relationship in &case.trajectory.relationships {
        if !ledger.meets(relationship.from, relationship.to) {
            ledger.count_outside(relationship.from);
            continue;
        }
        let who = who(&relationship.holder);
        let is_shown =
            is_lane_shown && ledger.passes_unit(relationship.unit) && ledger.passes_person(&who);
        if ledger.count_inside(is_shown)
            && let Some(draft) = rows.of(&who)
        {
            let tie = tie(case, ledger, relationship, &meetings);
            draft.person.ties.push(tie);
        }
    }
}

/// Meetings with those whose relationship ended.
type Meetings<'c> = HashMap<ProfessionalId, Vec<&'c Contact>>;

fn meetings_of_lost<'c>(case: &'c Case<'_>, ledger: &Ledger<'_>) -> Meetings<'c> {
    let mut meetings: Meetings<'c> = case
        .trajectory
        .relationships
        .iter()
        .filter(|tie| tie.to.is_some() && ledger.meets(tie.from, tie.to))
        .filter_map(|tie| tie.holder.professional())
        .map(|who| (who, Vec::new()))
        .collect();
    if meetings.is_empty() {
        return meetings;
    }
    for contact in &case.trajectory.contacts {
        if contact.qualifies(case.policy.count_messages) {
            for professional in contact.present() {
                if let Some(known) = meetings.get_mut(&professional) {
                    known.push(contact);
                }
            }
        }
    }
    meetings
}

fn tie(
    case: &Case<'_>,
    ledger: &mut Ledger<'_>,
    relationship: &Relationship,
    meetings: &Meetings<'_>,
) -> Tie {
    let unit = relationship.unit.map(|unit| {
        let known = case.directory.units.get(&unit);
        (unit, known.map(|u| u.name.clone()).unwrap_or_default())
    });
    let held_by = relationship.holder.professional();
    let met = held_by.and_then(|who| meetings.get(&who));
    Tie {
        id: relationship.id,
        span: ledger.span(relationship.from, relationship.to),
        kind: relationship.kind,
        unit,
        is_important: relationship.important_to_patient,
        is_temporary_cover: relationship.is_temporary_cover,
        mode: relationship.mode,
        planned_end: relationship.planned_end,
        ending: relationship.to.map(|_| Ending {
            reason: relationship.end_reason,
            told_in_time: relationship.told_in_time,
            goodbye: relationship.goodbye,
            joint_meeting: relationship.joint_meeting,
            successor_known: relationship.successor_known,
            is_abrupt: met.is_some_and(|met| abrupt_ending::is_abrupt(relationship, case, met)),
        }),
        is_evidence: ledger.is_evidence(relationship.id, relationship.from, relationship.to),
    }
}

/// Contacts: into the rows of everybody who took part.
pub(super) fn contacts<'c>(case: &'c Case<'_>, ledger: &mut Ledger<'_>, rows: &mut Rows<'c>) {
    let is_lane_shown = ledger.filter().shows(Lane::People);
    let all = &case.trajectory.contacts;
    let inside = in_window(case, ledger);
    for contact in all {
        if !ledger.holds(contact.at) {
            ledger.count_outside(contact.at);
        }
    }
    let mut months = Months::new(case);
    for contact in inside {
        let passes = is_lane_shown && ledger.passes_unit(Some(contact.unit));
        let mut is_shown = false;
        if passes {
            let month = months.of(contact.at);
            let mut is_anybody = false;
            for professional in contact.present() {
                is_anybody = true;
                if ledger.passes_person(&Who::Professional(professional)) {
                    is_shown = true;
                    rows.own_or_shared(professional).add(contact, month);
                }
            }
            if !is_anybody && !ledger.chooses_people() {
                is_shown = true;
                rows.unrecorded.add(contact, month);
            }
        }
        ledger.count_inside(is_shown);
    }
}

/// Shifts.
pub(super) fn shifts(case: &Case<'_>, ledger: &mut Ledger<'_>, rows: &mut Rows<'_>) {
    let is_lane_shown = ledger.filter().shows(Lane::People);
    let mut months = Months::new(case);
    for shift in &case.trajectory.shifts {
        if !ledger.meets(shift.from, shift.to) {
            ledger.count_outside(shift.from);
            continue;
        }
        let is_shown = is_lane_shown
            && ledger.passes_unit(Some(shift.unit))
            && ledger.passes_person(&Who::Professional(shift.professional));
        if !ledger.count_inside(is_shown) {
            continue;
        }
        let is_evidence = ledger.is_evidence(shift.id, shift.from, shift.to);
        let month = months.of(shift.from);
        let draft = rows.own_or_shared(shift.professional);
        let groups = &mut draft.person.shifts;
        if groups.last().is_none_or(|group| group.month != month) {
            groups.push(Shifts {
                month,
                spans: Vec::new(),
                is_evidence: false,
            });
        }
        if let Some(group) = groups.last_mut() {
            group.spans.push((shift.from, shift.to));
            group.is_evidence |= is_evidence;
        }
    }
}

/// The months of instants, by the service's clock: looked up once per month of instants in order.
struct Months<'c, 'd> {
    case: &'c Case<'d>,
    last: Option<(Instant, Instant, NaiveDate)>,
}

impl<'c, 'd> Months<'c, 'd> {
    fn new(case: &'c Case<'d>) -> Self {
        Self { case, last: None }
    }

    fn of(&mut self, at: Instant) -> NaiveDate {
        match self.last {
            Some((from, to, month)) if from <= at && at < to => month,
            _ => {
                let zone = self.case.zone;
                let day = self.case.date(at);
                let month = day.with_day(1).unwrap_or(day);
                let next = month.checked_add_months(Count::new(1));
                let to = time::start_of_day(next.unwrap_or(NaiveDate::MAX), zone);
                self.last = Some((time::start_of_day(month, zone), to, month));
                month
            }
        }
    }
}
