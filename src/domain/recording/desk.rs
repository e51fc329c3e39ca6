//! Reading what was typed, with all that is wrong gathered.

use std::str::FromStr;

use chrono::NaiveDate;
use chrono_tz::Tz;

use super::{Edit, Edits, Fault, Fields, Held, Scene, WORDS_MAX, Wrong, day_of};
use crate::domain::ids::{ProfessionalId, UnitId};
use crate::domain::time::{self, Instant};

/// What was said of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told<T> {
    /// Nothing: a change leaves it as it is.
    Untold,
    /// That there is none.
    None,
    /// This.
    Is(T),
}

impl<T> Told<T> {
    /// What was said, where something was.
    pub fn value(self) -> Option<T> {
        match self {
            Self::Is(value) => Some(value),
            Self::Untold | Self::None => None,
        }
    }

    /// What holds afterwards.
    pub fn over(self, before: Option<T>) -> Option<T> {
        match self {
            Self::Untold => before,
            Self::None => None,
            Self::Is(value) => Some(value),
        }
    }

    /// The same, as something else.
    pub fn map<U>(self, into: impl FnOnce(T) -> U) -> Told<U> {
        match self {
            Self::Untold => Told::Untold,
            Self::None => Told::None,
            Self::Is(value) => Told::Is(into(value)),
        }
    }
}

/// Where a verb reads what was typed.
pub(super) struct Desk<'a> {
    fields: &'a Fields,
    /// What the verb sees.
    pub scene: &'a Scene<'a>,
    faults: Vec<Fault>,
}

impl<'a> Desk<'a> {
    pub(super) const fn new(fields: &'a Fields, scene: &'a Scene<'a>) -> Self {
        Self {
            fields,
            scene,
            faults: Vec::new(),
        }
    }

    /// The record that is changed. A verb that changes one is asked about one only.
    pub(super) const fn about(&self) -> Option<&'a Held> {
        self.scene.about
    }

    /// Says what is wrong with a field, once.
    pub(super) fn fault(&mut self, field: &'static str, wrong: Wrong) {
        if !self.faults.iter().any(|fault| fault.field == field) {
            self.faults.push(Fault { field, wrong });
        }
    }

    /// What is to be written, unless something is wrong.
    pub(super) fn write(self, edits: Vec<Edit>) -> Edits {
        if self.faults.is_empty() {
            Ok(edits)
        } else {
            Err(self.faults)
        }
    }

    /// All that is wrong, where something is.
    pub(super) fn faults(self) -> Result<(), Vec<Fault>> {
        self.write(Vec::new()).map(drop)
    }

    /// All that is wrong.
    pub(super) fn refuse(self) -> Edits {
        Err(self.faults)
    }

    /// Asks for what has to be there.
    pub(super) fn need<T>(&mut self, field: &'static str, told: Told<T>) -> Option<T> {
        let value = told.value();
        if value.is_none() {
            self.fault(field, Wrong::Missing);
        }
        value
    }

    fn read<T>(
        &mut self,
        field: &'static str,
        wrong: Wrong,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Told<T> {
        match self.fields.get(field) {
            None => Told::Untold,
            Some("") => Told::None,
            Some(typed) => {
                if let Some(value) = read(typed) {
                    return Told::Is(value);
                }
                self.fault(field, wrong);
                Told::Untold
            }
        }
    }

    /// A time, read in a zone.
    pub(super) fn time(&mut self, field: &'static str, zone: Tz) -> Told<Instant> {
        self.read(field, Wrong::NoTime, |typed| {
            // A bare date is the midnight it begins with in files; somebody who types has forgotten
            // the hour.
            let has_hour = typed.contains(':');
            time::parse_time(typed, zone).ok().filter(|_| has_hour)
        })
    }

    /// A date.
    pub(super) fn day(&mut self, field: &'static str) -> Told<NaiveDate> {
        self.read(field, Wrong::NoDay, |typed| day_of(typed).ok())
    }

    /// A word of the vocabulary.
    pub(super) fn code<T: FromStr>(&mut self, field: &'static str) -> Told<T> {
        self.read(field, Wrong::NoChoice, |typed| typed.parse().ok())
    }

    /// A number above zero.
    pub(super) fn number(&mut self, field: &'static str) -> Told<i32> {
        self.read(field, Wrong::NoNumber, |typed| {
            let number = typed.parse().ok();
            number.filter(|number| (1..=10_000).contains(number))
        })
    }

    /// Yes or no.
    pub(super) fn yes(&mut self, field: &'static str) -> Told<bool> {
        self.read(field, Wrong::NoAnswer, |typed| match typed {
            "true" | "yes" | "on" => Some(true),
            "false" | "no" => Some(false),
            _ => None,
        })
    }

    /// A text of a length.
    pub(super) fn text(&mut self, field: &'static str, most: usize) -> Told<String> {
        self.read(field, Wrong::TooLong, |typed| {
            let fits = typed.chars().count() <= most && !typed.contains('\0');
            fits.then(|| typed.to_owned())
        })
    }

    /// A longer text, as it was written but for the line ends that a form sends.
    pub(super) fn long(&mut self, field: &'static str, most: usize) -> Told<String> {
        self.read(field, Wrong::TooLongAnAnswer, |typed| {
            let text = typed.replace("\r\n", "\n");
            let fits = text.chars().count() <= most && !text.contains('\0');
            fits.then_some(text)
        })
    }

    /// Whether a field says this.
    pub(super) fn is(&self, field: &str, value: &str) -> bool {
        self.fields.get(field) == Some(value)
    }

    /// The day it is.
    pub(super) fn today(&self) -> NaiveDate {
        time::local_date(self.scene.now, self.zone(None))
    }

    /// A reason.
    pub(super) fn words(&mut self, field: &'static str) -> Told<String> {
        self.text(field, WORDS_MAX)
    }

    /// A unit that is known.
    pub(super) fn unit(&mut self, field: &'static str) -> Told<UnitId> {
        let units = &self.scene.directory.units;
        self.read(field, Wrong::UnknownUnit, |typed| {
            let id = uuid::Uuid::parse_str(typed).ok().map(UnitId);
            id.filter(|id| units.contains_key(id))
        })
    }

    /// A professional who is known.
    pub(super) fn person(&mut self, field: &'static str) -> Told<ProfessionalId> {
        let people = &self.scene.directory.professionals;
        self.read(field, Wrong::UnknownPerson, |typed| {
            let id = uuid::Uuid::parse_str(typed).ok().map(ProfessionalId);
            id.filter(|id| people.contains_key(id))
        })
    }

    /// A professional who is known, by default the one who records.
    pub(super) fn person_or_self(&mut self, field: &'static str) -> Option<ProfessionalId> {
        let told = self.person(field);
        let person = told.value().or(self.scene.who);
        if person.is_none() {
            self.fault(field, Wrong::NobodyYourself);
        }
        person
    }

    /// All that was said of a field, without blanks.
    pub(super) fn all(&self, field: &'static str) -> Vec<String> {
        let said = self.fields.all(field).filter(|one| !one.is_empty());
        said.map(str::to_owned).collect()
    }

    /// Several professionals, each once; `Untold` where there is no such field.
    pub(super) fn people(&mut self, field: &'static str) -> Told<Vec<ProfessionalId>> {
        if self.fields.get(field).is_none() {
            return Told::Untold;
        }
        let mut people = Vec::new();
        for one in self.all(field) {
            let id = uuid::Uuid::parse_str(&one).ok().map(ProfessionalId);
            match id.filter(|id| self.scene.directory.professionals.contains_key(id)) {
                Some(id) if !people.contains(&id) => people.push(id),
                Some(_) => {}
                None => self.fault(field, Wrong::UnknownPerson),
            }
        }
        Told::Is(people)
    }

    /// The zone of a unit.
    pub(super) fn zone(&self, unit: Option<UnitId>) -> Tz {
        self.scene.directory.zone(unit)
    }
}
