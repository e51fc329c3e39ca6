//! The evidence of one flag, piece by piece, in the reader's language.

use chrono::NaiveDate;
use fluent_bundle::FluentValue;

use super::Teller;
use crate::domain::flags::{Evidence, Value};
use crate::domain::points::Points;
use crate::domain::time;
use crate::web::names::professional;
use crate::web::text::Text;

/// An argument of a text.
pub(super) type Argument<'v> = (&'static str, FluentValue<'v>);

/// The evidence of one flag.
pub(super) struct Rest<'a> {
    pub(super) teller: &'a Teller<'a>,
    pub(super) evidence: &'a Evidence,
}

impl Rest<'_> {
    pub(super) fn text(&self) -> Text {
        self.teller.text
    }

    pub(super) fn one(
        &self,
        code: &str,
        arguments: impl IntoIterator<Item = Argument<'static>>,
    ) -> String {
        self.text()
            .with(&format!("flag-{code}-evidence"), arguments)
    }

    /// The name of a professional.
    pub(super) fn person(&self, name: &str) -> String {
        match self.evidence.get(name) {
            Some(Value::Person(id)) => professional(self.teller.directory, *id, self.text()),
            _ => self.text().say("flag-nobody"),
        }
    }

    pub(super) fn day(&self, name: &str) -> Option<NaiveDate> {
        match self.evidence.get(name) {
            Some(Value::Date(date)) => Some(*date),
            _ => None,
        }
    }

    pub(super) fn count(&self, name: &str) -> Option<i64> {
        match self.evidence.get(name) {
            Some(Value::Count(count)) => Some(*count),
            Some(Value::DaysSince(date)) => Some(time::days_between(*date, self.teller.today)),
            Some(Value::DaysUntil(date)) => Some(time::days_between(self.teller.today, *date)),
            _ => None,
        }
    }

    /// A date under the name of an argument.
    pub(super) fn date(&self, argument: &'static str, name: &str) -> Argument<'static> {
        let date = self.day(name).map(|day| self.text().date(day));
        (argument, date.unwrap_or_default().into())
    }

    /// A count, or days counted to the day it is read, under the name of an argument.
    pub(super) fn number(&self, argument: &'static str, name: &str) -> Argument<'static> {
        (argument, self.count(name).unwrap_or(0).into())
    }

    /// A share in whole hundredths under the name of an argument.
    pub(super) fn percent(&self, argument: &'static str, name: &str) -> Argument<'static> {
        let share = match self.evidence.get(name) {
            Some(Value::Ratio(share)) => *share,
            _ => 0.0,
        };
        (argument, format!("{:.0}", share * 100.0).into())
    }

    /// An instant, on the clock of its place.
    pub(super) fn time(&self, name: &str) -> Option<String> {
        match self.evidence.get(name) {
            Some(Value::At(at, zone)) => Some(self.text().time(*at, *zone)),
            _ => None,
        }
    }

    /// A date, or the local date of an instant.
    pub(super) fn local_day(&self, name: &str) -> Option<NaiveDate> {
        match self.evidence.get(name) {
            Some(Value::At(at, zone)) => Some(time::local_date(*at, *zone)),
            _ => self.day(name),
        }
    }

    /// The word of a code.
    pub(super) fn word(&self, prefix: &str, name: &str) -> String {
        match self.evidence.get(name) {
            Some(Value::Code(code)) => self.text().word(prefix, code),
            _ => String::new(),
        }
    }

    /// Words of the record itself, on one line.
    pub(super) fn words(&self, name: &str) -> String {
        match self.evidence.get(name) {
            Some(Value::Text(words)) => words.split_whitespace().collect::<Vec<_>>().join(" "),
            _ => String::new(),
        }
    }

    /// A score.
    pub(super) fn points(&self, name: &str) -> Option<String> {
        match self.evidence.get(name) {
            Some(Value::Points(points)) => Some(said(*points, self.text())),
            _ => None,
        }
    }

    /// What is in a list of groups.
    pub(super) fn groups(&self, name: &str) -> impl Iterator<Item = Rest<'_>> {
        let list = match self.evidence.get(name) {
            Some(Value::List(list)) => list.as_slice(),
            _ => &[],
        };
        list.iter().filter_map(|value| match value {
            Value::Group(evidence) => Some(Rest {
                teller: self.teller,
                evidence,
            }),
            _ => None,
        })
    }
}

/// A score with the decimals it has.
fn said(points: Points, text: Text) -> String {
    let plain = points.to_string();
    let decimals = plain.split_once('.').map_or(0, |(_, after)| after.len());
    text.decimal(points.value(), decimals)
}
