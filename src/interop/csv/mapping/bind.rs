//! A rule bound to the header of its source file: evaluates rows.

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

use chrono::{NaiveDate, NaiveDateTime};
use chrono_tz::Tz;

use super::join::Index;
use super::rule::{Form, Origin, Rule, Value, split_join};
use super::template::Piece;
use crate::domain::intake::{Reason, Record, Rejection, ZoneBook};
use crate::domain::time;
use crate::interop::csv::cells::{Cells, bad};
use crate::interop::csv::error::FileError;
use crate::interop::csv::header;
use crate::interop::csv::record::record;
use crate::interop::csv::rows::Fields;

/// Rows that a rule read and made nothing of, on purpose.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Rows that a condition of the rule left out.
    pub filtered: u64,
    /// Rows of a key that was taken before, under `distinct`.
    pub repeated: u64,
}

/// A rule bound to a file.
pub struct Bound {
    rule: Arc<Rule>,
    header: Vec<String>,
    joins: Vec<Index>,
    /// Keys that were taken, under `distinct`: as many as the rule makes records.
    taken: HashSet<Vec<String>>,
    counts: Counts,
}

impl Bound {
    /// Binds a rule to a header, and reads the files that it joins from the same folder.
    pub fn new(path: &Path, rule: Arc<Rule>, header: Vec<String>) -> Result<Self, FileError> {
        let wanted = rule.own_columns();
        let missing: Vec<&str> = wanted
            .iter()
            .copied()
            .filter(|name| find(&header, name).is_none())
            .collect();
        if !missing.is_empty() {
            return Err(header::missing(path, &missing, &wanted));
        }
        let folder = path.parent().unwrap_or(Path::new(""));
        let joins = rule
            .joins
            .iter()
            .map(|join| Index::read(&beside(folder, &join.source), join))
            .collect::<Result<_, FileError>>()?;
        Ok(Self {
            rule,
            header,
            joins,
            taken: HashSet::new(),
            counts: Counts::default(),
        })
    }

    /// Rows left out so far.
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// The record of a row; `None` where the rule leaves the row out.
    pub fn record(
        &mut self,
        fields: &Fields,
        zones: &ZoneBook,
    ) -> Option<Result<Record, Rejection>> {
        let rule = Arc::clone(&self.rule);
        let kept = rule.conditions.iter().all(|condition| {
            condition
                .test
                .passes(self.source(fields, &condition.column))
        });
        if !kept {
            self.counts.filtered += 1;
            return None;
        }
        let values = match self.values(fields, zones.service) {
            Ok(values) => values,
            Err(rejection) => return Some(Err(rejection)),
        };
        let key: Vec<String> = if rule.distinct {
            self.key(&values)
        } else {
            Vec::new()
        };
        if rule.distinct && self.taken.contains(&key) {
            self.counts.repeated += 1;
            return None;
        }
        let texts = values.iter().map(String::as_str).collect();
        let outcome = Cells::new(rule.table, texts)
            .and_then(|cells| record(rule.table.kind, &cells, zones))
            .map_err(|rejection| self.explain(rejection));
        if rule.distinct && outcome.is_ok() {
            self.taken.insert(key);
        }
        Some(outcome)
    }

    /// The value of a source column, its own or a joined one.
    fn source<'f>(&'f self, fields: &'f Fields, column: &str) -> &'f str {
        let joined = self
            .rule
            .joins
            .iter()
            .position(|join| is_of(&join.name, column));
        let Some(at) = joined else {
            return find(&self.header, column)
                .and_then(|at| fields.get(at))
                .unwrap_or_default();
        };
        let join = &self.rule.joins[at];
        let key = self.source(fields, &join.on);
        let name = split_join(column).map_or("", |(_, name)| name);
        join.columns
            .iter()
            .position(|known| known == name)
            .map_or("", |column| self.joins[at].get(key, column))
    }

    /// The values of all target columns.
    fn values(&self, fields: &Fields, zone: Tz) -> Result<Vec<String>, Rejection> {
        let columns = self.rule.table.columns.iter();
        columns
            .zip(&self.rule.values)
            .map(|(column, value)| match value {
                Some(value) => self
                    .value(fields, value, column.name, zone)
                    .map_err(|rejection| self.explain(rejection)),
                None => Ok(String::new()),
            })
            .collect()
    }

    fn value(
        &self,
        fields: &Fields,
        value: &Value,
        column: &str,
        zone: Tz,
    ) -> Result<String, Rejection> {
        let text = match &value.origin {
            Origin::Constant(text) => text.clone(),
            Origin::FirstOf(names) => names
                .iter()
                .map(|name| self.source(fields, name))
                .find(|text| !text.is_empty())
                .unwrap_or_default()
                .to_owned(),
            Origin::Template(pieces) => self.fill(fields, pieces),
            Origin::MinutesBetween([from, to]) => {
                let (from, to) = (self.source(fields, from), self.source(fields, to));
                minutes_between(from, to, column, zone)?
            }
        };
        let text = translate(value, text, column)?;
        reform(value.form.as_ref(), text, column)
    }

    /// A template with its columns filled in; empty when one of them is.
    fn fill(&self, fields: &Fields, pieces: &[Piece]) -> String {
        let mut filled = String::new();
        for piece in pieces {
            match piece {
                Piece::Text(text) => filled.push_str(text),
                Piece::Column { name, date } => {
                    let text = self.source(fields, name);
                    if text.is_empty() {
                        return String::new();
                    }
                    let text = if *date {
                        text.get(..10).unwrap_or(text)
                    } else {
                        text
                    };
                    filled.push_str(text);
                }
            }
        }
        filled
    }

    /// What makes a record the same record: the table's id, or all required columns without one.
    fn key(&self, values: &[String]) -> Vec<String> {
        let columns = self.rule.table.columns;
        if columns.first().is_some_and(|column| column.name == "id") {
            return values.iter().take(1).cloned().collect();
        }
        columns
            .iter()
            .zip(values)
            .filter(|(column, _)| column.required)
            .map(|(_, value)| value.clone())
            .collect()
    }

    /// Adds to a rejection which source columns its field comes from.
    fn explain(&self, mut rejection: Rejection) -> Rejection {
        let value = rejection
            .field
            .as_deref()
            .and_then(|field| self.rule.table.position(field))
            .and_then(|at| self.rule.values[at].as_ref());
        if let Some(value) = value {
            let names = value.origin.columns().join(", ");
            if !names.is_empty() {
                rejection.message.push_str(" (mapped from ");
                rejection.message.push_str(&names);
                rejection.message.push(')');
            }
        }
        rejection
    }
}

/// Where a column stands in a header: by its exact name, else without regard to case.
pub fn find(header: &[String], name: &str) -> Option<usize> {
    header.iter().position(|known| known == name).or_else(|| {
        header
            .iter()
            .position(|known| known.eq_ignore_ascii_case(name))
    })
}

fn is_of(join: &str, column: &str) -> bool {
    split_join(column).is_some_and(|(name, _)| name == join)
}

/// A file of a folder by its name, without regard to case.
fn beside(folder: &Path, name: &str) -> std::path::PathBuf {
    let exact = folder.join(name);
    if exact.is_file() {
        return exact;
    }
    let listed = if folder.as_os_str().is_empty() {
        std::fs::read_dir(".")
    } else {
        std::fs::read_dir(folder)
    };
    listed
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .find(|path| {
            path.file_name()
                .is_some_and(|file| file.eq_ignore_ascii_case(name))
        })
        .unwrap_or(exact)
}

fn minutes_between(from: &str, to: &str, column: &str, zone: Tz) -> Result<String, Rejection> {
    if from.is_empty() || to.is_empty() {
        return Ok(String::new());
    }
    let read = |text: &str| {
        time::parse_time(text, zone)
            .map_err(|fault| Rejection::field(Reason::BadTime, column, fault.to_string()))
    };
    let minutes = read(to)?.signed_duration_since(read(from)?).num_minutes();
    if minutes < 0 {
        return Err(Rejection::field(
            Reason::EndBeforeStart,
            column,
            "the end lies before the start",
        ));
    }
    Ok(minutes.to_string())
}

/// The target value of a source value; empty stays empty unless it is listed.
fn translate(value: &Value, text: String, column: &str) -> Result<String, Rejection> {
    let Some(values) = &value.values else {
        return Ok(text);
    };
    match (values.get(&text), &value.default) {
        (Some(translated), _) => Ok(translated.clone()),
        (None, _) if text.is_empty() => Ok(text),
        (None, Some(default)) => Ok(default.clone()),
        (None, None) => {
            let listed: Vec<&str> = values.keys().map(String::as_str).collect();
            Err(Rejection::field(
                Reason::UnknownCode,
                column,
                format!(
                    "not in the mapping's value map; accepted: {}",
                    listed.join(", ")
                ),
            ))
        }
    }
}

/// A date or time in ISO form.
fn reform(form: Option<&Form>, text: String, column: &str) -> Result<String, Rejection> {
    if text.is_empty() {
        return Ok(text);
    }
    let unreadable = |format: &str| {
        let mut rejection = bad(column, format!("not written as {format}"));
        rejection.reason = Reason::BadTime;
        rejection
    };
    match form {
        None => Ok(text),
        Some(Form::Date(format)) => NaiveDate::parse_from_str(&text, format)
            .or_else(|_| NaiveDateTime::parse_from_str(&text, format).map(|time| time.date()))
            .map(|date| date.to_string())
            .map_err(|_| unreadable(format)),
        Some(Form::Time(format)) => NaiveDateTime::parse_from_str(&text, format)
            .map(|time| time.format("%Y-%m-%dT%H:%M:%S%.f").to_string())
            .map_err(|_| unreadable(format)),
    }
}
