//! The table: every mark of the picture in words, in the same order and under the same key.

use super::{Options, Said, Words, voice};
use crate::domain::timeline::{Entry, Lane, Row, Timeline, Who, rows};

/// The table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Rows of one unit, person or lane each, in the order of the picture.
    pub groups: Vec<Group>,
    rows: u64,
}

impl Table {
    /// How many rows there are.
    pub fn count(&self) -> u64 {
        self.rows
    }
}

/// Rows under one heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The code of its lane.
    pub lane: &'static str,
    /// Whether it is the first of its lane.
    pub opens_lane: bool,
    /// The unit or person; empty where the lane says enough.
    pub name: String,
    /// What they are.
    pub detail: String,
    /// Its rows, in order of time.
    pub rows: Vec<Line>,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its key; the mark's too.
    pub key: String,
    /// When, and what.
    pub said: Said,
    /// Who passed on to whom, of a handover.
    pub between: String,
    /// The list of contacts that it sums up.
    pub href: String,
    /// The flag in view rests on it.
    pub is_evidence: bool,
    /// Words of the patient's about it: where they stand, and what they are.
    pub links: Vec<(String, String)>,
}

/// Puts a timeline in words.
pub fn table(timeline: &Timeline, options: &Options, words: Words) -> Table {
    let mut groups: Vec<Group> = Vec::new();
    let mut last: Option<(Lane, Option<Heading<'_>>)> = None;
    let all = rows(timeline);
    let count = u64::try_from(all.len()).unwrap_or(u64::MAX);
    for row in all {
        let heading = Heading::of(&row);
        let opens_lane = last.as_ref().is_none_or(|(lane, _)| *lane != row.lane);
        if opens_lane || last.as_ref().is_none_or(|(_, known)| *known != heading) {
            let (name, detail) = named(&row, words);
            groups.push(Group {
                lane: row.lane.code(),
                opens_lane,
                name,
                detail,
                rows: Vec::new(),
            });
        }
        last = Some((row.lane, heading));
        if let Some(group) = groups.last_mut() {
            group.rows.push(line(row, options, words));
        }
    }
    let spoken = voice::group(timeline, options, words);
    let more = spoken.as_ref().map_or(0, |group| group.rows.len());
    groups.extend(spoken);
    Table {
        groups,
        rows: count + u64::try_from(more).unwrap_or(u64::MAX),
    }
}

/// What rows under one heading share.
#[derive(Debug, PartialEq)]
enum Heading<'a> {
    Unit(crate::domain::ids::UnitId),
    Who(&'a Who),
}

impl<'a> Heading<'a> {
    fn of(row: &Row<'a>) -> Option<Self> {
        match row.entry {
            Entry::Stay(place, _) => Some(Self::Unit(place.unit)),
            Entry::Tie(person, _) | Entry::Contacts(person, _) | Entry::Shifts(person, _) => {
                Some(Self::Who(&person.who))
            }
            Entry::Admission(_) | Entry::Compulsion(_) | Entry::Handover(_) | Entry::Agreed(_) => {
                None
            }
        }
    }
}

fn named(row: &Row<'_>, words: Words) -> (String, String) {
    match row.entry {
        Entry::Stay(place, _) => (place.name.clone(), String::new()),
        Entry::Tie(person, _) | Entry::Contacts(person, _) | Entry::Shifts(person, _) => {
            (words.person(person), words.role(person))
        }
        Entry::Admission(_) | Entry::Compulsion(_) | Entry::Handover(_) | Entry::Agreed(_) => {
            Default::default()
        }
    }
}

fn line(row: Row<'_>, options: &Options, words: Words) -> Line {
    let mut between = String::new();
    let mut href = String::new();
    let record = match row.entry {
        Entry::Stay(_, stay) => Some(stay.id),
        Entry::Compulsion(one) => Some(one.id),
        Entry::Tie(_, tie) => Some(tie.id),
        Entry::Handover(handover) => Some(handover.id),
        Entry::Admission(_) | Entry::Contacts(..) | Entry::Shifts(..) | Entry::Agreed(_) => None,
    };
    let said = match row.entry {
        Entry::Admission(band) => words.admission_row(band),
        Entry::Stay(place, stay) => words.stay_row(place, stay),
        Entry::Compulsion(one) => words.compulsion_row(one),
        Entry::Tie(_, tie) => words.tie_row(tie),
        Entry::Contacts(person, contacts) => {
            href = options.contacts(person, contacts);
            words.contacts_row(contacts)
        }
        Entry::Shifts(_, shifts) => words.shifts_row(shifts),
        Entry::Handover(handover) => {
            between = words.ends(handover);
            words.handover_row(handover)
        }
        Entry::Agreed(agreed) => words.agreed_row(agreed),
    };
    Line {
        key: row.key,
        said,
        between,
        href,
        is_evidence: row.is_evidence,
        links: record
            .and_then(|record| options.links.get(&record))
            .cloned()
            .unwrap_or_default(),
    }
}
