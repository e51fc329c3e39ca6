//! The patient's relationships: whom they are with, how often they met, and how they ended.

use chrono::NaiveDate;

use crate::domain::flags::Case;
use crate::domain::flags::rules::abrupt_ending;
use crate::domain::time::Instant;
use crate::domain::trajectory::{Contact, Relationship};
use crate::domain::vocabulary::ContactStatus;

/// A relationship with what follows from the contacts.
#[derive(Debug, Clone)]
pub struct Tie<'c> {
    /// The record.
    pub record: &'c Relationship,
    /// First local date.
    pub from: NaiveDate,
    /// Local date of the end; `None` while it lasts.
    pub to: Option<NaiveDate>,
    /// What the contacts say; `None` for somebody who is no professional, whose meetings are not
    /// recorded.
    pub met: Option<Met>,
    /// Whether the service let it end without any of the four elements of a good ending.
    pub is_abrupt: bool,
}

/// What the contacts say of one relationship, within its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Met {
    /// Meetings with the patient, as main or other.
    pub times: u64,
    /// The last of them.
    pub last: Option<NaiveDate>,
    /// The next booking.
    pub next: Option<Instant>,
}

/// The patient's relationships: those that last by start, then those that ended, the latest end
/// first.
pub fn ties<'c>(case: &'c Case<'_>) -> Vec<Tie<'c>> {
    let mut ties: Vec<Tie<'c>> = case
        .trajectory
        .relationships
        .iter()
        .map(|record| {
            let (from, to) = record.dates(case.directory);
            let meetings: Option<Vec<&Contact>> = record
                .holder
                .professional()
                .map(|who| case.meetings_with(who).collect());
            Tie {
                record,
                from,
                to,
                is_abrupt: meetings
                    .as_ref()
                    .is_some_and(|met| abrupt_ending::is_abrupt(record, case, met)),
                met: meetings.map(|meetings| met(record, &meetings, case)),
            }
        })
        .collect();
    ties.sort_by_key(|tie| (tie.to.is_some(), std::cmp::Reverse(tie.to)));
    ties
}

fn met(record: &Relationship, meetings: &[&Contact], case: &Case<'_>) -> Met {
    let mut met = Met::default();
    for contact in meetings {
        if contact.at >= record.from && record.to.is_none_or(|to| contact.at <= to) {
            met.times += 1;
            met.last = Some(case.contact_date(contact));
        }
    }
    if let (None, Some(who)) = (record.to, record.holder.professional()) {
        met.next = booked(case)
            .filter(|contact| contact.involves(who))
            .map(|contact| contact.at)
            .min();
    }
    met
}

/// The next agreed contact, with whomever.
pub fn next_contact<'c>(case: &'c Case<'_>) -> Option<&'c Contact> {
    booked(case).min_by_key(|contact| contact.at)
}

fn booked<'c>(case: &'c Case<'_>) -> impl Iterator<Item = &'c Contact> {
    case.trajectory
        .contacts
        .iter()
        .filter(|c| c.status == ContactStatus::Planned && c.at > case.as_of)
}
