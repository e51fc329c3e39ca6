//! Many groups of contacts made fewer: a page stays small however long and busy a life was.

use chrono::{Datelike, Months, NaiveDate};

use crate::domain::time::days_between;
use crate::domain::timeline::{Contacts, Person, Shifts, Timeline};

/// As many groups as a page has room for, at about 600 bytes each in picture and table: 100 KB for
/// a year at most, 250 KB for more, everything else on the page included.
const GROUPS_OF_A_YEAR: usize = 75;
const GROUPS: usize = 200;
/// Days that still count as a year: a preset shows some days ahead, too.
const YEAR: i64 = 440;

/// How long a group of contacts is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Grain {
    /// A month: the ordinary length.
    #[default]
    Month,
    /// Three months.
    Quarter,
    /// A year.
    Year,
    /// Ten years.
    Decade,
}

impl Grain {
    fn first(self, month: NaiveDate) -> NaiveDate {
        let first = match self {
            Self::Month => Some(month),
            Self::Quarter => month.with_month0(month.month0() / 3 * 3),
            Self::Year => month.with_month0(0),
            Self::Decade => NaiveDate::from_ymd_opt(month.year() / 10 * 10, 1, 1),
        };
        first.unwrap_or(month)
    }

    /// The first month that is no longer in the group that begins with a month.
    pub(super) fn after(self, month: NaiveDate) -> NaiveDate {
        let months = match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::Year => 12,
            Self::Decade => 120,
        };
        month
            .checked_add_months(Months::new(months))
            .unwrap_or(NaiveDate::MAX)
    }

    /// The last day of the group that begins with a month.
    pub(super) fn last_day(self, month: NaiveDate) -> NaiveDate {
        let after = self.after(month);
        after.pred_opt().unwrap_or(after)
    }
}

/// The timeline with its contacts in groups as fine as there is room for; `None` is as it was.
pub(super) fn coarsen(timeline: &Timeline) -> (Option<Timeline>, Grain) {
    let most = if days_between(timeline.from, timeline.to) <= YEAR {
        GROUPS_OF_A_YEAR
    } else {
        GROUPS
    };
    if groups(timeline) <= most {
        return (None, Grain::Month);
    }
    for grain in [Grain::Quarter, Grain::Year] {
        let coarser = with(timeline, grain);
        if groups(&coarser) <= most {
            return (Some(coarser), grain);
        }
    }
    (Some(with(timeline, Grain::Decade)), Grain::Decade)
}

fn groups(timeline: &Timeline) -> usize {
    let people = timeline.people.iter();
    people
        .map(|person| person.contacts.len() + person.shifts.len())
        .sum()
}

fn with(timeline: &Timeline, grain: Grain) -> Timeline {
    let mut timeline = timeline.clone();
    for person in &mut timeline.people {
        coarsen_person(person, grain);
    }
    timeline
}

fn coarsen_person(person: &mut Person, grain: Grain) {
    let mut contacts: Vec<Contacts> = Vec::new();
    for month in std::mem::take(&mut person.contacts) {
        let first = grain.first(month.month);
        let same = |known: &&mut Contacts| known.tie == month.tie && known.month == first;
        match contacts.iter_mut().rev().find(same) {
            Some(group) => {
                group.attended.extend(month.attended);
                group.planned.extend(month.planned);
                group.missed.extend(month.missed);
                group.indirect.extend(month.indirect);
                group.is_evidence |= month.is_evidence;
            }
            None => contacts.push(Contacts {
                month: first,
                ..month
            }),
        }
    }
    person.contacts = contacts;
    let mut shifts: Vec<Shifts> = Vec::new();
    for month in std::mem::take(&mut person.shifts) {
        let first = grain.first(month.month);
        match shifts.last_mut().filter(|known| known.month == first) {
            Some(group) => {
                group.spans.extend(month.spans);
                group.is_evidence |= month.is_evidence;
            }
            None => shifts.push(Shifts {
                month: first,
                ..month
            }),
        }
    }
    person.shifts = shifts;
}
