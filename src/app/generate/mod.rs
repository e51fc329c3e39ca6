//! The synthetic cohort: the eight story-patients, then as many background patients as wanted.
//!
//! Nothing here is derived from a real person. A patient's records are a function of the seed, the
//! patient's number, the moment of telling and the zone, and of nothing else: any patient can be
//! made alone, a larger cohort begins with the same patients, and a million of them stream in the
//! memory of one. The parameters and their sources are in `docs/cohort.md`.

mod calendar;
mod cast;
mod chart;
mod community;
mod compulsion;
mod draw;
mod ending;
mod folder;
mod hospital;
mod meetings;
mod names;
mod network;
mod person;
mod posts;
mod recording;
mod site;
mod story;
mod transition;
mod voice;
mod ward;
mod words;

use chrono::NaiveDate;
use chrono_tz::Tz;

use crate::domain::intake::Record;
use crate::domain::time::{self, Instant};
use crate::domain::vocabulary::{DecisionOutcome, DecisionSubject};
use calendar::Calendar;
use chart::Chart;
use draw::{Area, Draw};
use person::{Person, Use};
use site::Site;
use story::Story;

pub use cast::Cast;
pub use folder::{to_folder, to_folder_with};

/// What a cohort is made from.
#[derive(Debug, Clone, Copy)]
pub struct Parameters {
    /// How many patients, the stories included.
    pub patients: u64,
    /// The seed: the same one gives the same cohort, byte for byte.
    pub seed: u64,
    /// The moment of telling. Only bookings and announced ends lie after it.
    pub as_of: Instant,
    /// The zone of every unit.
    pub zone: Tz,
}

/// A cohort. It holds its parameters and the stories, never its patients.
#[derive(Debug)]
pub struct Cohort {
    parameters: Parameters,
    calendar: Calendar,
    stories: Vec<Story>,
}

impl Cohort {
    /// Describes a cohort; nothing is generated yet.
    pub fn new(parameters: Parameters) -> Self {
        Self {
            parameters,
            calendar: Calendar::new(parameters.as_of, parameters.zone),
            stories: story::read(),
        }
    }

    /// What the cohort is made from.
    pub fn parameters(&self) -> &Parameters {
        &self.parameters
    }

    /// The source ids of the story-patients in this cohort, in order.
    pub fn stories(&self) -> impl Iterator<Item = &str> {
        let told = usize::try_from(self.told()).unwrap_or(usize::MAX);
        self.stories
            .iter()
            .take(told)
            .map(|story| story.id.as_str())
    }

    /// Units, then professionals, then employments, site by site. A larger cohort has more sites;
    /// those of a smaller one come first and are the same.
    pub fn directory(&self) -> impl Iterator<Item = Record> + use<'_> {
        let units = self
            .sites()
            .flat_map(|site| site.units(&self.calendar))
            .map(Record::Unit);
        let professionals = self
            .sites()
            .flat_map(|site| site.professionals(self.parameters.seed))
            .map(Record::Professional);
        let employments = self
            .sites()
            .flat_map(|site| site.employments())
            .map(Record::Employment);
        units.chain(professionals).chain(employments)
    }

    /// The records of patient `n`, counted from 1: the patient first, then kind by kind, for a
    /// background patient in order of time. It does not depend on any other patient, nor on how many there are.
    pub fn patient(&self, n: u64) -> Vec<Record> {
        let Some(index) = n.checked_sub(1) else {
            return Vec::new();
        };
        let story = usize::try_from(index)
            .ok()
            .and_then(|index| self.stories.get(index));
        match story {
            Some(story) => {
                let site = self.site(0);
                story.records(i64::try_from(index).unwrap_or(0), &site, &self.calendar)
            }
            None => self.background(n),
        }
    }

    /// Every patient's records, patient by patient.
    pub fn patients(&self) -> impl Iterator<Item = Vec<Record>> + use<'_> {
        (1..=self.parameters.patients).map(|n| self.patient(n))
    }

    fn sites(&self) -> impl Iterator<Item = Site> + use<'_> {
        let background = self.parameters.patients.saturating_sub(self.told());
        (0..site::count_for(background)).map(|number| self.site(number))
    }

    fn site(&self, number: u64) -> Site {
        Site::new(number, self.parameters.seed, &self.calendar)
    }

    /// How many stories there are.
    fn told(&self) -> u64 {
        u64::try_from(self.stories.len()).unwrap_or(u64::MAX)
    }

    fn background(&self, n: u64) -> Vec<Record> {
        let seed = self.parameters.seed;
        let site = self.site(site::number_for(n - 1 - self.told()));
        let mut draw = Draw::new(seed, Area::Patient, n);
        let person = Person::draw(&mut draw, n, &self.calendar);
        let agreement = agreement(&mut draw, &person, &self.calendar);
        let admissions = hospital::admissions(&mut draw, &person, agreement, &self.calendar);
        let mut chart = Chart::new(&person, &site, &self.calendar, draw);
        chart.admissions = admissions;
        if let Some(on) = agreement {
            let at = chart.office_hours(on);
            let subject = DecisionSubject::PatientControlledAdmission;
            chart.decide(subject, DecisionOutcome::Agreed, at, None);
        }
        ward::write(&mut chart);
        let on_wards = std::mem::take(&mut chart.contacts);
        let ties = community::write(&mut chart);
        transition::write(&mut chart, &ties);
        network::write(&mut chart, &ties);
        chart.contacts.extend(on_wards);
        let drawn = std::mem::replace(&mut chart.draw, Draw::new(seed, Area::Voice, n));
        compulsion::write(&mut chart);
        voice::write(&mut chart, &ties, agreement);
        chart.draw = drawn;
        recording::records(chart, Draw::new(seed, Area::Recording, n))
    }
}

/// One in ten of those who use much care makes an agreement on patient-controlled admissions.
fn agreement(draw: &mut Draw, person: &Person, calendar: &Calendar) -> Option<NaiveDate> {
    let days = time::days_between(person.entry, person.until(calendar));
    let on = time::add_days(person.entry, draw.between(30, days / 2));
    (person.usage == Use::High && draw.chance(0.10) && on < calendar.today).then_some(on)
}
