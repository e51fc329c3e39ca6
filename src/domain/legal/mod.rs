//! Formal statuses: which can be chosen, in which country, on which day. The table is `statuses.toml`.
//!
//! Red Thread is no legal register. A status is kept by its source's code, whatever that is; the table only says
//! what a form offers and what has a name.

use std::sync::LazyLock;

use chrono::NaiveDate;
use chrono_tz::Tz;
use serde::Deserialize;

/// The table as it ships.
const SHIPPED: &str = include_str!("statuses.toml");

/// Whose statuses a form offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Country {
    /// Norway.
    No,
    /// England and Wales.
    Gb,
}

/// A formal status.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Status {
    /// The code under which it is recorded.
    pub code: String,
    /// Whose law.
    pub country: Country,
    /// First day in force, where it matters.
    #[serde(default, deserialize_with = "day")]
    pub from: Option<NaiveDate>,
    /// First day on which it no longer is.
    #[serde(default, deserialize_with = "day")]
    pub to: Option<NaiveDate>,
}

/// A day as TOML writes it.
fn day<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<NaiveDate>, D::Error> {
    let day = toml::value::Datetime::deserialize(deserializer)?;
    let day = day.to_string().parse();
    day.map(Some).map_err(serde::de::Error::custom)
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    status: Vec<Status>,
}

static STATUSES: LazyLock<Vec<Status>> = LazyLock::new(|| {
    // A test reads the table: it ships with the program and cannot be wrong.
    toml::from_str::<Table>(SHIPPED).unwrap_or_default().status
});

/// Every status of the table.
pub fn all() -> &'static [Status] {
    &STATUSES
}

/// The country that keeps a clock, where the table has statuses of it.
pub fn country_of(zone: Tz) -> Option<Country> {
    match zone {
        Tz::Europe__Oslo => Some(Country::No),
        Tz::Europe__London => Some(Country::Gb),
        _ => None,
    }
}

/// The statuses that can be chosen on a day, in the table's order: of the country, or of all where it is not known.
pub fn in_force(country: Option<Country>, on: NaiveDate) -> impl Iterator<Item = &'static Status> {
    all().iter().filter(move |status| {
        country.is_none_or(|country| status.country == country)
            && status.from.is_none_or(|from| from <= on)
            && status.to.is_none_or(|to| on < to)
    })
}

/// Whether a code is one of the table's, and so has a name.
pub fn is_known(code: &str) -> bool {
    all().iter().any(|status| status.code == code)
}
