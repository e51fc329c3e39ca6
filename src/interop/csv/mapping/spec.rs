//! The TOML of a mapping file, as it is written.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, Visitor};
use toml::Spanned;

/// The file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    /// What the mapping is for, in words.
    #[serde(default, rename = "description")]
    _description: String,
    /// Its rules.
    pub rule: Vec<Rule>,
}

/// One source file to one table.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Target table, `treatment_periods`.
    pub table: Spanned<String>,
    /// Source file, `encounters.csv`.
    pub source: String,
    /// Whether rows of an id that was taken before are left out.
    #[serde(default)]
    pub distinct: bool,
    /// Conditions that a row must meet, all of them.
    #[serde(default, rename = "where")]
    pub conditions: Vec<Spanned<Condition>>,
    /// Lookups in other files, by the name that columns use for them.
    #[serde(default)]
    pub join: BTreeMap<Spanned<String>, Join>,
    /// Target column to value.
    pub columns: BTreeMap<Spanned<String>, Spanned<Value>>,
}

/// A condition on a source column. Exactly one test.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// Source column, or `join.column`.
    pub column: String,
    /// The value must be this.
    pub equals: Option<String>,
    /// The value must not be this.
    pub not_equals: Option<String>,
    /// The value must be one of these.
    #[serde(rename = "in")]
    pub one_of: Option<Vec<String>>,
    /// The value must be none of these.
    pub not_in: Option<Vec<String>>,
    /// The value must be empty, or must not.
    pub empty: Option<bool>,
}

/// A lookup in another file: the first row whose `key` equals this row's `on`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Join {
    /// The other file, in the same folder.
    pub source: String,
    /// The column there.
    pub key: String,
    /// The column here; the same name when not given.
    pub on: Option<String>,
    /// Rows with this column empty there are no match.
    pub not_empty: Option<String>,
}

/// Where a target column's value comes from.
#[derive(Debug)]
pub struct Value(pub ValueTable);

/// The long form of a value.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ValueTable {
    /// A source column, or `join.column`.
    pub column: Option<String>,
    /// The first of these columns that is not empty.
    pub first_of: Option<Vec<String>>,
    /// The same text for every row.
    pub constant: Option<String>,
    /// Text with `{column}` in it; empty when one of them is. `{column:date}` is the first ten
    /// characters, the date of an ISO time.
    pub template: Option<String>,
    /// Whole minutes between two columns of times.
    pub minutes_between: Option<[String; 2]>,
    /// Source value to target value.
    pub values: Option<BTreeMap<String, String>>,
    /// The target value of a source value that `values` does not list.
    pub default: Option<String>,
    /// How the source writes a date (chrono's signs, `%m/%d/%Y`); a time of day is dropped.
    pub date_format: Option<String>,
    /// How the source writes a local time (`%d.%m.%Y %H:%M`).
    pub time_format: Option<String>,
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Form;

        impl<'de> Visitor<'de> for Form {
            type Value = Value;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the name of a source column, or a table such as { constant = \"x\" }")
            }

            fn visit_str<E: Error>(self, column: &str) -> Result<Value, E> {
                Ok(Value(ValueTable {
                    column: Some(column.to_owned()),
                    ..ValueTable::default()
                }))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Value, A::Error> {
                ValueTable::deserialize(MapAccessDeserializer::new(map)).map(Value)
            }
        }

        deserializer.deserialize_any(Form)
    }
}
