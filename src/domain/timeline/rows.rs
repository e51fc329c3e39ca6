//! The timeline as a table: every mark, or group of marks, of the picture in exactly one row.

use chrono::NaiveDate;

use super::{
    Agreed, Agreement, Band, Compelled, Compulsion, Contacts, Handover, Lane, Person, Place,
    Shifts, Span, Stay, Tie, Timeline, Who,
};
use crate::domain::time::Instant;

/// A row of the table.
#[derive(Debug, Clone, PartialEq)]
pub struct Row<'a> {
    /// What the row's and the picture's element are called: letters, digits and `-`, beginning with
    /// a letter, and no two rows the same.
    pub key: String,
    /// Which lane it stands in.
    pub lane: Lane,
    /// When, from its real start; a group from its first.
    pub from: Instant,
    /// Its real end, the last of a group; `None` while it lasts, and of what has no length.
    pub to: Option<Instant>,
    /// What it says.
    pub entry: Entry<'a>,
    /// Whether the flag in view rests on it.
    pub is_evidence: bool,
}

/// What a row says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Entry<'a> {
    /// An admission.
    Admission(&'a Band),
    /// A treatment period, with its leaves.
    Stay(&'a Place, &'a Stay),
    /// A formal status or a restrictive measure.
    Compulsion(&'a Compulsion),
    /// A relationship, and how it ended.
    Tie(&'a Person, &'a Tie),
    /// A month of contacts.
    Contacts(&'a Person, &'a Contacts),
    /// A month of shifts.
    Shifts(&'a Person, &'a Shifts),
    /// A handover.
    Handover(&'a Handover),
    /// A decision or a review.
    Agreed(&'a Agreed),
}

/// The rows of a timeline in reading order: by lane, then by unit or person as in the picture, then
/// by time; of a person each relationship with its months of contacts, then contacts outside any,
/// then shifts.
pub fn rows(timeline: &Timeline) -> Vec<Row<'_>> {
    let mut rows: Vec<Row<'_>> = timeline.admissions.iter().map(admission).collect();
    for place in &timeline.places {
        rows.extend(place.stays.iter().map(|stay| self::stay(place, stay)));
    }
    rows.extend(timeline.compulsion.iter().map(compulsion));
    for person in &timeline.people {
        for tie in &person.ties {
            rows.push(self::tie(person, tie));
            let within = person.contacts.iter().filter(|c| c.tie == Some(tie.id));
            rows.extend(within.map(|contacts| self::contacts(person, contacts)));
        }
        let outside = person.contacts.iter().filter(|c| c.tie.is_none());
        rows.extend(outside.map(|contacts| self::contacts(person, contacts)));
        rows.extend(
            person
                .shifts
                .iter()
                .map(|shifts| self::shifts(person, shifts)),
        );
    }
    rows.extend(timeline.handovers.iter().map(handover));
    rows.extend(timeline.agreed.iter().map(agreed));
    rows
}

fn admission(band: &Band) -> Row<'_> {
    spanning(
        band.key(),
        Lane::Admissions,
        band.span,
        Entry::Admission(band),
        band.is_evidence,
    )
}

fn stay<'a>(place: &'a Place, stay: &'a Stay) -> Row<'a> {
    let entry = Entry::Stay(place, stay);
    spanning(stay.key(), Lane::Places, stay.span, entry, stay.is_evidence)
}

fn compulsion(one: &Compulsion) -> Row<'_> {
    let entry = Entry::Compulsion(one);
    spanning(
        one.key(),
        Lane::Compulsion,
        one.span,
        entry,
        one.is_evidence,
    )
}

fn tie<'a>(person: &'a Person, tie: &'a Tie) -> Row<'a> {
    let entry = Entry::Tie(person, tie);
    spanning(tie.key(), Lane::People, tie.span, entry, tie.is_evidence)
}

fn spanning(key: String, lane: Lane, span: Span, entry: Entry<'_>, is_evidence: bool) -> Row<'_> {
    Row {
        key,
        lane,
        from: span.from,
        to: span.to,
        entry,
        is_evidence,
    }
}

fn contacts<'a>(person: &'a Person, contacts: &'a Contacts) -> Row<'a> {
    let (first, last) = contacts.extent();
    Row {
        key: contacts.key(&person.who),
        lane: Lane::People,
        from: first,
        to: Some(last),
        entry: Entry::Contacts(person, contacts),
        is_evidence: contacts.is_evidence,
    }
}

fn shifts<'a>(person: &'a Person, shifts: &'a Shifts) -> Row<'a> {
    let from = shifts.spans.iter().map(|(from, _)| *from).min();
    Row {
        key: shifts.key(&person.who),
        lane: Lane::People,
        from: from.unwrap_or_default(),
        to: if shifts.spans.iter().any(|(_, to)| to.is_none()) {
            None
        } else {
            shifts.spans.iter().filter_map(|(_, to)| *to).max()
        },
        entry: Entry::Shifts(person, shifts),
        is_evidence: shifts.is_evidence,
    }
}

fn handover(handover: &Handover) -> Row<'_> {
    Row {
        key: handover.key(),
        lane: Lane::Handovers,
        from: handover.offered_at,
        to: handover.accepted_at,
        entry: Entry::Handover(handover),
        is_evidence: handover.is_evidence,
    }
}

fn agreed(agreed: &Agreed) -> Row<'_> {
    Row {
        key: agreed.key(),
        lane: Lane::Agreed,
        from: agreed.at,
        to: None,
        entry: Entry::Agreed(agreed),
        is_evidence: agreed.is_evidence,
    }
}

impl Band {
    /// The key of its row.
    pub fn key(&self) -> String {
        format!("admission-{}", self.id.0)
    }
}

impl Stay {
    /// The key of its row.
    pub fn key(&self) -> String {
        format!("stay-{}", self.id.0)
    }
}

impl Compulsion {
    /// The key of its row.
    pub fn key(&self) -> String {
        match self.what {
            Compelled::Status(..) => format!("status-{}", self.id.0),
            Compelled::Measure(..) => format!("measure-{}", self.id.0),
        }
    }
}

impl Tie {
    /// The key of its row.
    pub fn key(&self) -> String {
        format!("tie-{}", self.id.0)
    }
}

impl Handover {
    /// The key of its row.
    pub fn key(&self) -> String {
        format!("handover-{}", self.id.0)
    }
}

impl Agreed {
    /// The key of its row.
    pub fn key(&self) -> String {
        match self.what {
            Agreement::Decision(..) => format!("decision-{}", self.id.0),
            Agreement::Review => format!("review-{}", self.id.0),
        }
    }
}

impl Contacts {
    /// The key of its row; `who` is whose row of the picture it stands in.
    pub fn key(&self, who: &Who) -> String {
        let of = self.tie.map_or_else(|| who.key(), |tie| tie.0.to_string());
        format!("contacts-{of}-{}", month(self.month))
    }

    /// The first and the last of them.
    pub fn extent(&self) -> (Instant, Instant) {
        let all = || {
            [&self.attended, &self.planned, &self.missed, &self.indirect]
                .into_iter()
                .flatten()
                .copied()
        };
        (
            all().min().unwrap_or_default(),
            all().max().unwrap_or_default(),
        )
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.attended.len() + self.planned.len() + self.missed.len() + self.indirect.len()
    }
}

impl Shifts {
    /// The key of its row; `who` is whose row of the picture it stands in.
    pub fn key(&self, who: &Who) -> String {
        format!("shifts-{}-{}", who.key(), month(self.month))
    }
}

impl Who {
    /// What a person is called in keys and in the filter; never their name. Someone who is no
    /// professional has no id: they are known by their relationships.
    pub fn key(&self) -> String {
        match self {
            Self::Professional(id) => id.0.to_string(),
            Self::Person(_) => "person".to_owned(),
            Self::Others(_) => "others".to_owned(),
            Self::NotRecorded => "unrecorded".to_owned(),
        }
    }
}

fn month(month: NaiveDate) -> String {
    month.format("%Y-%m").to_string()
}
