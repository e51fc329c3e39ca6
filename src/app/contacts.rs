//! One patient's contacts: all, those of a relationship, those with a person, or those of a month.

use chrono::{DateTime, Datelike, NaiveDate};
use uuid::Uuid;

use super::paging::{Count, not_a_cursor, opened, sealed};
use super::record::{self, Opened};
use super::{Actor, App, AppError};
use crate::domain::ids::{PatientId, ProfessionalId, RecordId};
use crate::domain::time::{self, Instant};
use crate::domain::trajectory::{Contact, Relationship};
use crate::domain::vocabulary::ContactStatus;

/// Contacts on a page.
const PAGE: usize = 50;

/// What is asked for; all of it must fit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// Within this relationship's time, with whoever holds it.
    pub relationship: Option<RecordId>,
    /// With this professional.
    pub person: Option<ProfessionalId>,
    /// In the month of this day, by the clock of the contact's unit.
    pub month: Option<NaiveDate>,
    /// On this day or later, by the same clock.
    pub from: Option<NaiveDate>,
    /// On this day or earlier, by the same clock.
    pub to: Option<NaiveDate>,
    /// The mark of the page, as the page before gave it; `None` is the first.
    pub after: Option<String>,
}

/// A page of contacts.
#[derive(Debug, Clone)]
pub struct Contacts {
    /// The patient's record.
    pub opened: Opened,
    /// The relationship asked for.
    pub relationship: Option<Relationship>,
    /// The contacts, the latest first.
    pub rows: Vec<Contact>,
    /// How many there are on all pages.
    pub count: Count,
    /// The mark of the next page; `None` on the last.
    pub next: Option<String>,
}

/// A page of a patient's contacts, bookings included.
///
/// # Errors
/// As [`record::open`]; [`AppError::NotFound`] for a relationship that is not the patient's, and
/// [`AppError::InvalidInput`] for a mark that was not handed out.
pub async fn contacts(
    app: &App,
    actor: &Actor,
    patient: PatientId,
    asked: &Asked,
) -> Result<Contacts, AppError> {
    let after = asked.after.as_deref().map(place_of).transpose()?;
    let opened = record::open(app, actor, patient, "contacts.show").await?;
    let relationship = asked
        .relationship
        .map(|id| relationship(&opened, id))
        .transpose()?;
    let fits = |contact: &&Contact| {
        exists(contact, opened.now)
            && relationship.as_ref().is_none_or(|tie| within(contact, tie))
            && asked.person.is_none_or(|who| contact.involves(who))
            && is_on(contact, asked, &opened)
    };
    let mut all: Vec<&Contact> = opened.trajectory.contacts.iter().filter(fits).collect();
    all.sort_unstable_by_key(|contact| (contact.at, contact.id));
    let mut rows: Vec<Contact> = all
        .iter()
        .rev()
        .filter(|contact| after.is_none_or(|after| (contact.at, contact.id) < after))
        .take(PAGE + 1)
        .map(|contact| (*contact).clone())
        .collect();
    let next = (rows.len() > PAGE).then(|| {
        rows.truncate(PAGE);
        rows.last().map(mark_of)
    });
    Ok(Contacts {
        count: Count::Exactly(all.len() as u64),
        next: next.flatten(),
        rows,
        relationship,
        opened,
    })
}

fn relationship(opened: &Opened, id: RecordId) -> Result<Relationship, AppError> {
    let ties = &opened.trajectory.relationships;
    ties.iter()
        .find(|tie| tie.id == id)
        .cloned()
        .ok_or(AppError::NotFound("relationship"))
}

/// Whether it happened by now, or is a booking.
fn exists(contact: &Contact, now: Instant) -> bool {
    contact.at <= now || contact.status == ContactStatus::Planned
}

fn within(contact: &Contact, tie: &Relationship) -> bool {
    let with_holder = tie
        .holder
        .professional()
        .is_some_and(|who| contact.involves(who));
    with_holder && contact.at >= tie.from && tie.to.is_none_or(|to| contact.at <= to)
}

/// Whether it was on one of the days asked for.
fn is_on(contact: &Contact, asked: &Asked, opened: &Opened) -> bool {
    let day = time::local_date(contact.at, opened.directory.zone(Some(contact.unit)));
    let is_in = |month: NaiveDate| (day.year(), day.month()) == (month.year(), month.month());
    asked.month.is_none_or(is_in)
        && asked.from.is_none_or(|from| day >= from)
        && asked.to.is_none_or(|to| day <= to)
}

fn mark_of(contact: &Contact) -> String {
    sealed(&format!(
        "{}.{}",
        contact.at.timestamp_micros(),
        contact.id.0.simple()
    ))
}

fn place_of(mark: &str) -> Result<(Instant, RecordId), AppError> {
    let words = opened(mark)?;
    let place = || {
        let (micros, id) = words.split_once('.')?;
        let at = DateTime::from_timestamp_micros(micros.parse().ok()?)?;
        Some((at, RecordId(Uuid::parse_str(id).ok()?)))
    };
    place().ok_or_else(not_a_cursor)
}
