//! A patient's timeline as a section of a page: what to show, the table, the picture, and what its
//! signs mean.

mod coarse;
mod controls;
pub mod picture;
pub mod query;
pub mod table;
mod voice;
mod words;

pub use picture::Picture;
pub use query::Query;
pub use table::Table;
pub use words::{Said, Words};

use std::collections::HashMap;

use askama::Template;
use chrono::NaiveDate;

use self::coarse::Grain;
use self::controls::Controls;
use crate::app::story::Quote;
use crate::domain::ids::{PatientId, RecordId};
use crate::domain::time::local_date;
use crate::domain::timeline::{Contacts, Focus, Lane, Person, Timeline, Who};
use crate::domain::trajectory::Trajectory;
use crate::web::Text;

/// Words of the patient's that are about a record, by record: where they stand, and what they are.
pub type Links = HashMap<RecordId, Vec<(String, String)>>;

/// What a section needs to know beside the timeline.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// What the address asks for.
    pub query: Query,
    /// What is known of when the patient was in service.
    pub known: Known,
    /// The flag in view, in words.
    pub flag: Option<String>,
    /// The patient's voice: what is shared with the reader.
    pub voice: Vec<Quote>,
    /// Words of the patient's that are about a record.
    pub links: Links,
    patient: Option<PatientId>,
    grain: Grain,
    /// Whether it is said to the patient, and not of them.
    is_for_patient: bool,
}

/// Dates outside which nothing can be known of a patient.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Known {
    /// The first day in service, or of the first record where that is earlier.
    pub from: Option<NaiveDate>,
    /// The first day no longer in service, unless something was recorded later.
    pub to: Option<NaiveDate>,
}

impl Known {
    /// What a record tells, by the clock of a zone.
    pub fn of(trajectory: &Trajectory, zone: chrono_tz::Tz) -> Self {
        let periods = trajectory.periods.iter();
        let ties = trajectory.relationships.iter();
        let contacts = trajectory.contacts.iter();
        let starts = periods.clone().map(|period| period.from);
        let starts = starts.chain(ties.clone().map(|tie| tie.from));
        let starts = starts.chain(contacts.clone().map(|contact| contact.at));
        let ends = periods.map(|period| period.to);
        let ends = ends.chain(ties.map(|tie| tie.to));
        let ends = ends.chain(contacts.map(|contact| Some(contact.at)));
        let first = starts.min().map(|at| local_date(at, zone));
        let in_service = trajectory.patient.in_service_from;
        // An open record goes on; then the end of service is no end of what is known.
        let last = ends.collect::<Option<Vec<_>>>();
        let last = last.map(|ends| ends.into_iter().max().map(|at| local_date(at, zone)));
        Self {
            from: in_service.into_iter().chain(first).min(),
            to: trajectory
                .patient
                .in_service_to
                .filter(|to| last.is_some_and(|last| last.is_none_or(|last| last < *to))),
        }
    }
}

impl Options {
    /// Options for what an address asks.
    pub fn new(query: Query, known: Known) -> Self {
        Self {
            query,
            known,
            ..Self::default()
        }
    }

    /// With a flag in view.
    #[must_use]
    pub fn with_flag(mut self, flag: Option<String>) -> Self {
        self.flag = flag;
        self
    }

    fn shows(&self, lane: Lane) -> bool {
        self.query.request(Focus::default()).filter.shows(lane)
    }

    /// With the patient's voice, and what of it is about a record.
    #[must_use]
    pub fn with_voice(mut self, voice: Vec<Quote>, links: Links) -> Self {
        self.voice = voice;
        self.links = links;
        self
    }

    /// Said to the patient.
    #[must_use]
    pub fn for_patient(mut self) -> Self {
        self.is_for_patient = true;
        self
    }

    fn path(&self) -> String {
        self.patient
            .map_or_else(String::new, |patient| format!("/patients/{}", patient.0))
    }

    /// The address of the list of a group of contacts.
    fn contacts(&self, person: &Person, contacts: &Contacts) -> String {
        let whose = match (contacts.tie, &person.who) {
            (Some(tie), _) => format!("relationship={}&", tie.0),
            (None, Who::Professional(id)) => format!("person={}&", id.0),
            (None, _) => String::new(),
        };
        let month = contacts.month.format("%Y-%m");
        match self.grain {
            Grain::Month => format!("{}/contacts?{whose}month={month}", self.path()),
            grain => {
                let to = grain.last_day(contacts.month);
                format!("{}/contacts?{whose}from={month}-01&to={to}", self.path())
            }
        }
    }
}

/// The section, to be put on a page with `{{ section|safe }}`.
#[derive(Debug, Clone, Template)]
#[template(path = "timeline/section.html")]
pub struct Section {
    /// The language.
    pub text: Text,
    /// What can be chosen.
    pub controls: Controls,
    /// The rows.
    pub table: Table,
    /// The picture.
    pub picture: Picture,
    /// The flag in view, in words.
    pub flag: Option<String>,
}

/// Draws a timeline and everything around it.
pub fn section(timeline: &Timeline, options: &Options, text: Text) -> Section {
    let (coarse, grain) = coarse::coarsen(timeline);
    let timeline = coarse.as_ref().unwrap_or(timeline);
    let options = &Options {
        patient: Some(timeline.patient),
        grain,
        ..options.clone()
    };
    let words = Words {
        text,
        zone: timeline.axis.zone,
        grain,
        is_for_patient: options.is_for_patient,
    };
    Section {
        text,
        controls: Controls::new(timeline, options, words),
        table: table::table(timeline, options, words),
        picture: picture::draw(timeline, options, words),
        flag: options.flag.clone(),
    }
}
