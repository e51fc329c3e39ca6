//! What a measure reads: one patient's records as of an instant, and the window.

use chrono::NaiveDate;

use crate::domain::admission::Admission;
use crate::domain::continuity::days::Days;
use crate::domain::continuity::window::Window;
use crate::domain::time::{self, Instant, add_days};
use crate::domain::trajectory::{Contact, Directory, Trajectory};
use crate::domain::vocabulary::SettingClass;

/// One patient's records, as they stood at an instant.
#[derive(Debug, Clone, Copy)]
pub struct Observed<'a> {
    /// The trajectory as of [`Observed::as_of`]; see [`Trajectory::as_of`].
    pub trajectory: &'a Trajectory,
    /// Units and professionals.
    pub directory: &'a Directory,
    /// The patient's admissions, in order of start.
    pub admissions: &'a [Admission],
    /// The instant; open intervals count up to it.
    pub as_of: Instant,
    /// The local dates asked about.
    pub window: Window,
    /// Whether the service counts text messages as contacts.
    pub count_messages: bool,
}

/// A discharge in the window.
#[derive(Debug, Clone, Copy)]
pub struct Discharge<'a> {
    /// The admission that ended.
    pub admission: &'a Admission,
    /// When.
    pub at: Instant,
    /// Local date, D+0.
    pub on: NaiveDate,
    /// The admission after it.
    pub next: Option<&'a Admission>,
}

impl Discharge<'_> {
    /// Whether the next admission began on D+`days` or before.
    pub fn is_readmitted_within(&self, days: i64) -> bool {
        self.next
            .is_some_and(|next| next.from_on <= add_days(self.on, days))
    }
}

impl<'a> Observed<'a> {
    /// The local date of the instant, in the service's zone.
    pub fn today(&self) -> NaiveDate {
        time::local_date(self.as_of, self.directory.service_zone)
    }

    /// The local date of a contact, in the zone of its unit.
    pub fn day_of(&self, contact: &Contact) -> NaiveDate {
        time::local_date(contact.at, self.directory.zone(Some(contact.unit)))
    }

    /// Meetings with the patient and their local dates, wherever held and whoever led them.
    pub fn met(&self) -> impl Iterator<Item = (&'a Contact, NaiveDate)> + '_ {
        self.trajectory
            .contacts
            .iter()
            .filter(|contact| contact.qualifies(self.count_messages))
            .map(|contact| (contact, self.day_of(contact)))
    }

    /// Those of [`Observed::met`] at a unit of class community.
    pub fn met_in_community(&self) -> impl Iterator<Item = (&'a Contact, NaiveDate)> + '_ {
        self.met()
            .filter(|(contact, _)| self.directory.class(contact.unit) == SettingClass::Community)
    }

    /// Discharges on a date of the window.
    pub fn discharges(&self) -> impl Iterator<Item = Discharge<'a>> + '_ {
        let admissions = self.admissions;
        admissions
            .iter()
            .enumerate()
            .filter_map(move |(place, admission)| {
                Some(Discharge {
                    admission,
                    at: admission.to?,
                    on: admission.to_on?,
                    next: admissions.get(place + 1),
                })
            })
            .filter(|discharge| self.window.contains(discharge.on))
    }

    /// Whether D+1 to D+`days` have passed: whatever should happen in them can no longer.
    pub fn has_passed(&self, from: NaiveDate, days: i64) -> bool {
        self.today() > add_days(from, days)
    }

    /// Whether the patient died on D+`days` or before.
    pub fn died_within(&self, from: NaiveDate, days: i64) -> bool {
        self.died_on()
            .is_some_and(|died| died <= add_days(from, days))
    }

    /// Local date of death, in the service's zone.
    pub fn died_on(&self) -> Option<NaiveDate> {
        let died = self.trajectory.patient.deceased_at?;
        Some(time::local_date(died, self.directory.service_zone))
    }

    /// Days in service within the window, up to and including today: from the first day in service
    /// to the last, or death. Where the first is not recorded, the days with a treatment period or
    /// a relationship.
    pub fn service_days(&self) -> Days {
        let patient = &self.trajectory.patient;
        let ends = [patient.in_service_to, self.died_on(), self.window.to];
        let end = ends
            .into_iter()
            .flatten()
            .fold(add_days(self.today(), 1), NaiveDate::min);
        let start = self.window.from.unwrap_or(NaiveDate::MIN);
        let within = Days::between(start, end);
        match patient.in_service_from {
            Some(from) => Days::between(from, NaiveDate::MAX).and(&within),
            None => self.engaged_days().and(&within),
        }
    }

    fn engaged_days(&self) -> Days {
        let periods = self.trajectory.periods.iter().map(|period| {
            let zone = self.directory.zone(Some(period.unit));
            let to = period.to.map(|to| time::local_date(to, zone));
            (time::local_date(period.from, zone), to)
        });
        let relationships = self.trajectory.relationships.iter();
        Days::of(periods.chain(relationships.map(|tie| tie.dates(self.directory))))
    }

    /// Days admitted, whether or not within the window.
    pub fn inpatient_days(&self) -> Days {
        Days::of(self.admissions.iter().map(|a| (a.from_on, a.to_on)))
    }
}
