//! The rows while they fill.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use super::{name, who};
use crate::domain::flags::Case;
use crate::domain::ids::{ProfessionalId, RecordId};
use crate::domain::timeline::ledger::Ledger;
use crate::domain::timeline::{Contacts, Person, Tie, Who};
use crate::domain::trajectory::Contact;
use crate::domain::vocabulary::ContactStatus;

/// A row while it fills.
pub(super) struct Draft<'c> {
    pub person: Person,
    /// In time order, each with its month.
    contacts: Vec<(&'c Contact, NaiveDate)>,
    /// Who shares the row.
    members: HashSet<ProfessionalId>,
}

/// The rows while they fill.
pub(super) struct Rows<'c> {
    own: Vec<Draft<'c>>,
    places: HashMap<Who, usize>,
    others: Draft<'c>,
    /// Contacts of which is not recorded who met the patient.
    pub unrecorded: Draft<'c>,
}

impl<'c> Rows<'c> {
    pub fn new(case: &Case<'_>, order: Vec<Who>) -> Self {
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

    pub fn of(&mut self, who: &Who) -> Option<&mut Draft<'c>> {
        self.places.get(who).map(|place| &mut self.own[*place])
    }

    /// The row of a professional, or the one for those who have none.
    pub fn own_or_shared(&mut self, professional: ProfessionalId) -> &mut Draft<'c> {
        if let Some(place) = self.places.get(&Who::Professional(professional)) {
            return &mut self.own[*place];
        }
        self.others.members.insert(professional);
        &mut self.others
    }

    /// The rows that hold anything, or that a handover leads to.
    pub fn finish(
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
    pub fn add(&mut self, contact: &'c Contact, month: NaiveDate) {
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
