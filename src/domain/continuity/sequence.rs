//! The sequence of contacts that the indices read: who was met, in which order.
//!
//! A contact is in it when it was attended with the patient present, was no message (unless the
//! service counts messages), has a main professional, and took place at a unit of class community
//! or, with purpose `therapy`, at an inpatient unit: other contacts on a ward would drown
//! everything in round-the-clock staffing. One contact counts per professional and local day, the
//! first by (start, source id). Nobody is ever picked at random: a contact without a main
//! professional is left out.

use chrono::{NaiveDate, TimeDelta};
use chrono_tz::Tz;

use crate::domain::ids::{ProfessionalId, UnitId};
use crate::domain::time::{self, Instant};
use crate::domain::trajectory::{Contact, Directory, Trajectory};
use crate::domain::vocabulary::{ContactPurpose, SettingClass};

pub use super::window::Window;

/// Two instants on the same local date, in whatever two zones, are less far apart than this:
/// 26 hours lie between the outermost offsets, and a day has at most 25.
const SAME_DATE_WITHIN: TimeDelta = TimeDelta::hours(52);

/// One contact of the sequence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Meeting {
    /// Start.
    pub at: Instant,
    /// End; the start where the length is not recorded.
    pub end: Instant,
    /// Local date of the start, in the zone of the unit.
    pub day: NaiveDate,
    /// The main professional.
    pub provider: ProfessionalId,
    /// Where.
    pub unit: UnitId,
    /// Place of the contact in the list that the sequence was made from.
    pub place: usize,
}

/// The sequence of a trajectory within a window, in order of (start, end, source id).
pub fn meetings(
    trajectory: &Trajectory,
    directory: &Directory,
    window: Window,
    count_messages: bool,
) -> Vec<Meeting> {
    let mut meetings = Vec::new();
    collect(
        &trajectory.contacts,
        directory,
        window,
        count_messages,
        &mut meetings,
    );
    meetings
}

/// As [`meetings`], of contacts in any order and into a buffer that is kept between patients.
pub fn collect(
    contacts: &[Contact],
    directory: &Directory,
    window: Window,
    count_messages: bool,
    into: &mut Vec<Meeting>,
) {
    into.clear();
    let mut site = None;
    for (place, contact) in contacts.iter().enumerate() {
        if let Some(provider) = contact.main
            && contact.qualifies(count_messages)
            && let site = Site::of(contact.unit, directory, &mut site)
            && site.counts(contact.purpose)
        {
            let day = time::local_date(contact.at, site.zone);
            if window.contains(day) {
                into.push(Meeting {
                    at: contact.at,
                    end: end(contact),
                    day,
                    provider,
                    unit: contact.unit,
                    place,
                });
            }
        }
    }
    let source = |meeting: &Meeting| contacts[meeting.place].source.as_str();
    into.sort_by(|a, b| (a.at, source(a)).cmp(&(b.at, source(b))));
    keep_first_of_day(into);
    into.sort_by(|a, b| (a.at, a.end, source(a)).cmp(&(b.at, b.end, source(b))));
}

/// What the sequence needs to know of a unit.
#[derive(Clone, Copy)]
struct Site {
    unit: UnitId,
    zone: Tz,
    class: SettingClass,
}

impl Site {
    /// Looks a unit up, unless it is that of the contact before, as it mostly is.
    fn of(unit: UnitId, directory: &Directory, last: &mut Option<Self>) -> Self {
        match last {
            Some(site) if site.unit == unit => *site,
            _ => *last.insert(Self {
                unit,
                zone: directory.zone(Some(unit)),
                class: directory.class(unit),
            }),
        }
    }

    fn counts(&self, purpose: Option<ContactPurpose>) -> bool {
        counts(self.class, purpose)
    }
}

/// Whether meetings for a purpose, in a setting of a class, belong in the sequence.
pub fn counts(class: SettingClass, purpose: Option<ContactPurpose>) -> bool {
    match class {
        SettingClass::Community => true,
        SettingClass::Inpatient => purpose == Some(ContactPurpose::Therapy),
        SettingClass::Emergency | SettingClass::Other => false,
    }
}

fn end(contact: &Contact) -> Instant {
    let length = TimeDelta::minutes(contact.minutes.unwrap_or(0).into());
    contact.at.checked_add_signed(length).unwrap_or(contact.at)
}

/// Keeps the first meeting of each professional and local day, of meetings in order of start.
fn keep_first_of_day(meetings: &mut Vec<Meeting>) {
    let mut kept = 0;
    for next in 0..meetings.len() {
        let meeting = meetings[next];
        let is_repeat = meetings[..kept]
            .iter()
            .rev()
            .take_while(|earlier| meeting.at - earlier.at < SAME_DATE_WITHIN)
            .any(|earlier| earlier.day == meeting.day && earlier.provider == meeting.provider);
        if !is_repeat {
            meetings[kept] = meeting;
            kept += 1;
        }
    }
    meetings.truncate(kept);
}
