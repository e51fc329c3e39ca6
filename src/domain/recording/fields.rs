//! What was typed, by name. A form and a JSON body are the same here.

use chrono::NaiveDate;

use crate::domain::time::{self, TimeError};

/// Fields by name, in their order; one that may hold several values comes several times.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// Fields as they came.
    pub const fn new(pairs: Vec<(String, String)>) -> Self {
        Self(pairs)
    }

    /// Adds one.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.0.push((name.to_owned(), value.into()));
        self
    }

    /// What was typed into one, without surrounding blanks; `None` where there is no such field.
    pub fn get(&self, name: &str) -> Option<&str> {
        let field = self.0.iter().find(|(field, _)| field == name);
        field.map(|(_, value)| value.trim())
    }

    /// All that was given of one.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        let of = self.0.iter().filter(move |(field, _)| field == name);
        of.map(|(_, value)| value.trim())
    }

    /// All fields, for keeping what was typed and for telling two forms apart.
    pub fn pairs(&self) -> &[(String, String)] {
        &self.0
    }
}

/// A day as people write it: `1990-01-31`, `31.01.1990` or `31.1.1990`.
///
/// # Errors
/// What is no day.
pub fn day_of(text: &str) -> Result<NaiveDate, TimeError> {
    let mut parts = text.split('.').map(|part| part.trim().parse::<u32>().ok());
    if let (Some(Some(day)), Some(Some(month)), Some(Some(year)), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    {
        let date = NaiveDate::from_ymd_opt(i32::try_from(year).unwrap_or(0), month, day);
        return date
            .filter(|_| (1000..=9999).contains(&year))
            .ok_or(TimeError::NotADate);
    }
    time::parse_date(text)
}
