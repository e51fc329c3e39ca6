//! What a flag rests on, in a form that stays true: counts of days are kept as the date they are
//! counted from, and people as ids, so that a stored flag never shows yesterday's number.

use std::borrow::Cow;
use std::collections::BTreeMap;

use chrono::NaiveDate;
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::domain::ids::{ProfessionalId, UnitId};
use crate::domain::points::Points;
use crate::domain::time::{self, Instant};

/// One piece of evidence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "is", content = "of", rename_all = "snake_case")]
pub enum Value {
    /// Not recorded, or not what the flag rests on.
    Nothing,
    /// A count that only a new record changes.
    Count(i64),
    /// A share or an index, in 0..1.
    Ratio(f64),
    /// A code of the vocabulary.
    Code(Cow<'static, str>),
    /// Words of the record itself: what a patient asked for.
    Text(String),
    /// A score.
    Points(Points),
    /// A local date.
    Date(NaiveDate),
    /// An instant, and the zone in which people there read it.
    At(Instant, Tz),
    /// A professional.
    Person(ProfessionalId),
    /// A unit.
    Unit(UnitId),
    /// Days from this date to the day it is read.
    DaysSince(NaiveDate),
    /// Days from the day it is read to this date.
    DaysUntil(NaiveDate),
    /// Several.
    List(Vec<Value>),
    /// Several under names.
    Group(Evidence),
}

/// Evidence under names, in order of name.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Evidence(BTreeMap<Cow<'static, str>, Value>);

/// Gives people and units the names by which output knows them.
pub trait Names {
    /// The source id of a professional.
    fn professional(&self, id: ProfessionalId) -> Option<String>;
    /// The source id of a unit.
    fn unit(&self, id: UnitId) -> Option<String>;
}

impl Evidence {
    /// No evidence yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one piece.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.0.insert(Cow::Borrowed(name), value.into());
        self
    }

    /// One piece by name.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }

    /// The evidence as it reads on a day: `{"name": value, ...}`.
    pub fn read(&self, today: NaiveDate, names: &dyn Names) -> serde_json::Value {
        self.0
            .iter()
            .map(|(name, value)| (name.to_string(), value.read(today, names)))
            .collect()
    }
}

impl Value {
    /// The value as it reads on a day.
    pub fn read(&self, today: NaiveDate, names: &dyn Names) -> serde_json::Value {
        match self {
            Self::Nothing => serde_json::Value::Null,
            Self::Count(count) => (*count).into(),
            Self::Ratio(ratio) => (*ratio).into(),
            Self::Code(code) => code.as_ref().into(),
            Self::Text(text) => text.as_str().into(),
            Self::Points(points) => points.value().into(),
            Self::Date(date) => date.to_string().into(),
            Self::At(at, zone) => time::to_rfc3339(*at, *zone).into(),
            Self::Person(id) => names.professional(*id).into(),
            Self::Unit(id) => names.unit(*id).into(),
            Self::DaysSince(date) => time::days_between(*date, today).into(),
            Self::DaysUntil(date) => time::days_between(today, *date).into(),
            Self::List(values) => values.iter().map(|v| v.read(today, names)).collect(),
            Self::Group(evidence) => evidence.read(today, names),
        }
    }
}

impl From<NaiveDate> for Value {
    fn from(date: NaiveDate) -> Self {
        Self::Date(date)
    }
}

impl From<Points> for Value {
    fn from(points: Points) -> Self {
        Self::Points(points)
    }
}

impl From<ProfessionalId> for Value {
    fn from(id: ProfessionalId) -> Self {
        Self::Person(id)
    }
}

impl From<i64> for Value {
    fn from(count: i64) -> Self {
        Self::Count(count)
    }
}

impl From<usize> for Value {
    fn from(count: usize) -> Self {
        Self::Count(i64::try_from(count).unwrap_or(i64::MAX))
    }
}

impl From<&'static str> for Value {
    fn from(code: &'static str) -> Self {
        Self::Code(Cow::Borrowed(code))
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Nothing, Into::into)
    }
}

impl<T: Into<Value>> FromIterator<T> for Value {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        Self::List(values.into_iter().map(Into::into).collect())
    }
}

impl From<Evidence> for Value {
    fn from(evidence: Evidence) -> Self {
        Self::Group(evidence)
    }
}
