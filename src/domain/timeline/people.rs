//! "Who": one row per person.
//!
//! A person has a row of their own when they have a relationship in the window, stand at an end of a
//! handover that is more than a change of shift, or met the patient on at least three local days
//! ([`OFTEN`]) in contacts of the kind that the indices read (in the community, or therapy on a
//! ward). Everybody else shares one row, so that a ward stay with eighty contacts of thirty nurses
//! stays readable, and nobody is left out. Being the nurse on a shift is no meeting and earns no row.
//! Who has a row depends on the window alone, never on the filter.

use std::collections::{HashMap, HashSet};

use chrono::{Datelike, NaiveDate};

use super::ledger::Ledger;
use super::{Contacts, Ending, Lane, Person, Shifts, Tie, Who};
use crate::domain::continuity::sequence;
use crate::domain::flags::Case;
use crate::domain::flags::rules::abrupt_ending;
use crate::domain::ids::{ProfessionalId, RecordId};
use crate::domain::time::{self, Instant};
use crate::domain::trajectory::{Contact, Handover, Holder, Relationship};
use crate::domain::vocabulary::{ContactStatus, HandoverType};

/// Local days on which somebody without a relationship must have met the patient, in the window, to
/// have a row of their own. A figure of this project: twice may be chance, three times is somebody
/// the patient may look for.
const OFTEN: usize = 3;

/// The rows of "Who", and what was found on the way.
pub(super) struct People {
    /// In order of the first start or contact in view, those who share a row last.
    pub rows: Vec<Person>,
    /// Who would have a row without the filter.
    pub choices: Vec<(Who, String)>,
}

/// A row while it fills.
struct Draft<'c> {
    person: Person,
    /// In time order, each with its month.
    contacts: Vec<(&'c Contact, NaiveDate)>,
    /// Who shares the row.
    members: HashSet<ProfessionalId>,
}

/// Fills the rows. `handovers` are those in the window, each with whether it is shown.
pub(super) fn people<'c>(
    case: &'c Case<'_>,
    ledger: &mut Ledger<'_>,
    handovers: &[(&'c Handover, bool)],
) -> People {
    let order = own_rows(case, ledger, handovers);
    let named = |who: &Who| (who.clone(), name(case, who));
    let choices = order.iter().map(named).collect();
    let mut rows = Rows::new(case, order);
    ties(case, ledger, &mut rows);
    contacts(case, ledger, &mut rows);
    shifts(case, ledger, &mut rows);
    let ends: HashSet<ProfessionalId> = handovers
        .iter()
        .filter(|(_, is_shown)| *is_shown && ledger.filter().shows(Lane::People))
        .flat_map(|(handover, _)| ends(handover))
        .collect();
    People {
        rows: rows.finish(case, ledger, &ends),
        choices,
    }
}

/// Who has a row of their own, in order of the first start or contact in view.
fn own_rows(case: &Case<'_>, ledger: &Ledger<'_>, handovers: &[(&Handover, bool)]) -> Vec<Who> {
    let mut first: HashMap<Who, Instant> = HashMap::new();
    let mut see = |who: Who, at: Instant| {
        let known = first.entry(who).or_insert(at);
        *known = at.min(*known);
    };
    for tie in &case.trajectory.relationships {
        if ledger.meets(tie.from, tie.to) {
            see(who(&tie.holder), tie.from);
        }
    }
    for (handover, _) in handovers {
        if handover.kind != HandoverType::Shift {
            ends(handover).for_each(|end| see(Who::Professional(end), handover.offered_at));
        }
    }
    for (professional, met) in met(case, ledger) {
        let who = Who::Professional(professional);
        if met.days >= OFTEN || first.contains_key(&who) {
            let known = first.entry(who).or_insert(met.first);
            *known = met.first.min(*known);
        }
    }
    let mut order: Vec<(Instant, String, Who)> = first
        .into_iter()
        .map(|(who, at)| (at, name(case, &who), who))
        .collect();
    order.sort_unstable();
    order.into_iter().map(|(_, _, who)| who).collect()
}

/// How often somebody met the patient.
struct Met {
    first: Instant,
    last: NaiveDate,
    days: usize,
}

fn met(case: &Case<'_>, ledger: &Ledger<'_>) -> HashMap<ProfessionalId, Met> {
    let mut all: HashMap<ProfessionalId, Met> = HashMap::new();
    for contact in in_window(case, ledger) {
        let counts = contact.qualifies(case.policy.count_messages)
            && sequence::counts(case.directory.class(contact.unit), contact.purpose);
        if !counts {
            continue;
        }
        let day = case.contact_date(contact);
        for professional in present(contact) {
            let met = all.entry(professional).or_insert(Met {
                first: contact.at,
                last: day,
                days: 1,
            });
            met.days += usize::from(day > met.last);
            met.last = met.last.max(day);
        }
    }
    all
}

/// The contacts in the window.
fn in_window<'c>(case: &'c Case<'_>, ledger: &Ledger<'_>) -> &'c [Contact] {
    let contacts = &case.trajectory.contacts;
    let from = contacts.partition_point(|contact| contact.at < ledger.from);
    let to = contacts.partition_point(|contact| contact.at < ledger.to);
    &contacts[from..to]
}

/// Everybody who took part, each once.
fn present(contact: &Contact) -> impl Iterator<Item = ProfessionalId> + '_ {
    let others = contact.others.iter().enumerate();
    let others = others.filter(|(at, other)| {
        contact.main != Some(**other) && !contact.others[..*at].contains(other)
    });
    contact
        .main
        .into_iter()
        .chain(others.map(|(_, other)| *other))
}

fn ends(handover: &Handover) -> impl Iterator<Item = ProfessionalId> {
    let ends = [handover.from_professional, handover.to_professional];
    ends.into_iter().flatten()
}

fn who(holder: &Holder) -> Who {
    match holder {
        Holder::Professional(id) => Who::Professional(*id),
        Holder::Person(name) => Who::Person(name.clone()),
    }
}

fn name(case: &Case<'_>, who: &Who) -> String {
    match who {
        Who::Professional(id) => {
            let known = case.directory.professionals.get(id);
            known.map(|known| known.name.clone()).unwrap_or_default()
        }
        Who::Person(name) => name.clone(),
        Who::Others(_) | Who::NotRecorded => String::new(),
    }
}

fn ties(case: &Case<'_>, ledger: &mut Ledger<'_>, rows: &mut Rows<'_>) {
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
            for professional in present(contact) {
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

fn contacts<'c>(case: &'c Case<'_>, ledger: &mut Ledger<'_>, rows: &mut Rows<'c>) {
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
            for professional in present(contact) {
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

fn shifts(case: &Case<'_>, ledger: &mut Ledger<'_>, rows: &mut Rows<'_>) {
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

/// The rows while they fill.
struct Rows<'c> {
    own: Vec<Draft<'c>>,
    places: HashMap<Who, usize>,
    others: Draft<'c>,
    unrecorded: Draft<'c>,
}

impl<'c> Rows<'c> {
    fn new(case: &Case<'_>, order: Vec<Who>) -> Self {
        let important: HashSet<Who> = case
            .trajectory
            .relationships
            .iter()
            .filter(|tie| tie.important_to_patient)
            .map(|tie| who(&tie.holder))
            .collect();
        let places = order.iter().cloned().zip(0..).collect();
        let own = order.into_iter().map(|who| {
            let name = name(case, &who);
            let mut draft = Draft::of(who, name);
            draft.person.is_important = important.contains(&draft.person.who);
            if let Who::Professional(id) = draft.person.who {
                let known = case.directory.professionals.get(&id);
                draft.person.profession = known.map(|known| known.profession);
            }
            draft
        });
        Self {
            own: own.collect(),
            places,
            others: Draft::of(Who::Others(0), String::new()),
            unrecorded: Draft::of(Who::NotRecorded, String::new()),
        }
    }

    fn of(&mut self, who: &Who) -> Option<&mut Draft<'c>> {
        self.places.get(who).map(|place| &mut self.own[*place])
    }

    /// The row of a professional, or the one for those who have none.
    fn own_or_shared(&mut self, professional: ProfessionalId) -> &mut Draft<'c> {
        if let Some(place) = self.places.get(&Who::Professional(professional)) {
            return &mut self.own[*place];
        }
        self.others.members.insert(professional);
        &mut self.others
    }

    /// The rows that hold anything, or that a handover leads to.
    fn finish(
        mut self,
        case: &Case<'_>,
        ledger: &mut Ledger<'_>,
        ends: &HashSet<ProfessionalId>,
    ) -> Vec<Person> {
        self.others.person.who = Who::Others(self.others.members.len());
        let drafts = self.own.into_iter().chain([self.others, self.unrecorded]);
        let mut people: Vec<Person> = drafts.map(|draft| draft.finish(case, ledger)).collect();
        people.retain(|person| {
            let is_end = match person.who {
                Who::Professional(id) => ends.contains(&id) && ledger.passes_person(&person.who),
                _ => false,
            };
            let is_empty =
                person.ties.is_empty() && person.contacts.is_empty() && person.shifts.is_empty();
            is_end || !is_empty
        });
        people
    }
}

impl<'c> Draft<'c> {
    fn of(who: Who, name: String) -> Self {
        Self {
            person: Person {
                who,
                name,
                profession: None,
                is_important: false,
                ties: Vec::new(),
                contacts: Vec::new(),
                shifts: Vec::new(),
            },
            contacts: Vec::new(),
            members: HashSet::new(),
        }
    }

    /// Adds a contact, once however many of its people share the row.
    fn add(&mut self, contact: &'c Contact, month: NaiveDate) {
        if self
            .contacts
            .last()
            .is_none_or(|(last, _)| last.id != contact.id)
        {
            self.contacts.push((contact, month));
        }
    }

    /// Groups the contacts by the relationship they fall in (the one that began last, where there
    /// are several) and by month.
    fn finish(mut self, case: &Case<'_>, ledger: &mut Ledger<'_>) -> Person {
        let mut groups: HashMap<(Option<RecordId>, NaiveDate), usize> = HashMap::new();
        let mut ahead = self.person.ties.iter().peekable();
        let mut open: Vec<&Tie> = Vec::new();
        for (contact, month) in &self.contacts {
            while let Some(tie) = ahead.next_if(|tie| tie.span.from <= contact.at) {
                open.push(tie);
            }
            while open
                .pop_if(|tie| tie.span.to.is_some_and(|to| to <= contact.at))
                .is_some()
            {}
            let tie = open.last().map(|tie| tie.id);
            let contacts = &mut self.person.contacts;
            let group = *groups.entry((tie, *month)).or_insert_with(|| {
                contacts.push(Contacts {
                    tie,
                    month: *month,
                    attended: Vec::new(),
                    planned: Vec::new(),
                    missed: Vec::new(),
                    indirect: Vec::new(),
                    is_evidence: false,
                });
                contacts.len() - 1
            });
            let group = &mut contacts[group];
            group.is_evidence |= ledger.is_evidence(contact.id, contact.at, Some(contact.at));
            let kind = match contact.status {
                ContactStatus::Attended if contact.qualifies(case.policy.count_messages) => {
                    &mut group.attended
                }
                ContactStatus::Attended => &mut group.indirect,
                ContactStatus::Planned => &mut group.planned,
                ContactStatus::NoShow | ContactStatus::Cancelled => &mut group.missed,
            };
            kind.push(contact.at);
        }
        self.person
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
                let next = month.checked_add_months(chrono::Months::new(1));
                let to = time::start_of_day(next.unwrap_or(NaiveDate::MAX), zone);
                self.last = Some((time::start_of_day(month, zone), to, month));
                month
            }
        }
    }
}
