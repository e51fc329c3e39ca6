//! The values of one row by column name, and their reading into types. Every fault is a rejection
//! that names the column and what would be accepted, never the value.

use std::cell::Cell;
use std::str::FromStr;

use chrono::NaiveDate;
use chrono_tz::Tz;

use super::list;
use super::table::{Column, Table};
use crate::domain::ids::SourceId;
use crate::domain::intake::{Leave, Reason, Rejection};
use crate::domain::points::{NoScore, Points};
use crate::domain::time::{self, Instant};
use crate::domain::vocabulary::UnknownCode;

/// The values of one row, one per column of the table; empty is not recorded.
pub struct Cells<'r> {
    columns: &'static [Column],
    values: Vec<&'r str>,
    /// Where the last value was found: columns are read in their order.
    next: Cell<usize>,
}

impl<'r> Cells<'r> {
    /// Checks the values of a row: every required one is there, and none holds a character that no
    /// text may hold.
    pub fn new(table: &Table, values: Vec<&'r str>) -> Result<Self, Rejection> {
        for (column, value) in table.columns.iter().zip(&values) {
            if column.required && value.trim().is_empty() {
                return Err(Rejection::field(
                    Reason::Missing,
                    column.name,
                    "required, and empty",
                ));
            }
            if value.contains('\0') {
                return Err(bad(column.name, "holds a NUL character; remove it"));
            }
        }
        Ok(Self {
            columns: table.columns,
            values,
            next: Cell::new(0),
        })
    }

    fn value(&self, name: &str) -> &'r str {
        let start = self.next.get();
        let order = (start..self.columns.len()).chain(0..start);
        for at in order {
            if self.columns[at].name == name {
                self.next.set(at + 1);
                return self.values.get(at).copied().unwrap_or_default();
            }
        }
        ""
    }

    /// A code, number, boolean or time: blanks around it never matter.
    fn token(&self, name: &str) -> Option<&'r str> {
        Some(self.value(name).trim()).filter(|value| !value.is_empty())
    }

    /// A text, kept as it is.
    pub fn text(&self, name: &str) -> Option<String> {
        Some(self.value(name))
            .filter(|value| !value.is_empty())
            .map(str::to_owned)
    }

    /// A required text, kept as it is.
    pub fn required_text(&self, name: &str) -> String {
        self.value(name).to_owned()
    }

    /// An id; blanks around it are no part of it.
    pub fn id(&self, name: &str) -> Result<Option<String>, Rejection> {
        let value = self.value(name).trim();
        if value.contains(char::is_control) {
            return Err(bad(
                name,
                "holds a line break or another control character; write an id of one line",
            ));
        }
        Ok((!value.is_empty()).then(|| value.to_owned()))
    }

    /// A required id.
    pub fn required_id(&self, name: &str) -> Result<String, Rejection> {
        self.id(name)?.ok_or_else(|| missing(name))
    }

    /// A code of a vocabulary.
    pub fn code<T: FromStr<Err = UnknownCode>>(&self, name: &str) -> Result<Option<T>, Rejection> {
        self.token(name)
            .map(|code| {
                code.parse().map_err(|unknown: UnknownCode| {
                    Rejection::field(Reason::UnknownCode, name, unknown.to_string())
                })
            })
            .transpose()
    }

    /// A required code of a vocabulary.
    pub fn required_code<T: FromStr<Err = UnknownCode>>(&self, name: &str) -> Result<T, Rejection> {
        self.code(name)?.ok_or_else(|| missing(name))
    }

    /// A boolean.
    pub fn boolean(&self, name: &str) -> Result<Option<bool>, Rejection> {
        match self.token(name) {
            None => Ok(None),
            Some("true") => Ok(Some(true)),
            Some("false") => Ok(Some(false)),
            Some(_) => Err(bad(name, "not a boolean; accepted: true, false")),
        }
    }

    /// A whole number of at least `least`.
    pub fn number(&self, name: &str, least: i32) -> Result<Option<i32>, Rejection> {
        self.token(name)
            .map(|digits| {
                digits
                    .parse::<i32>()
                    .ok()
                    .filter(|number| *number >= least)
                    .ok_or_else(|| {
                        bad(
                            name,
                            format!("not a whole number from {least} to {}", i32::MAX),
                        )
                    })
            })
            .transpose()
    }

    /// A score.
    pub fn points(&self, name: &str) -> Result<Option<Points>, Rejection> {
        self.token(name)
            .map(|points| {
                points
                    .parse()
                    .map_err(|fault: NoScore| bad(name, fault.to_string()))
            })
            .transpose()
    }

    /// A required score.
    pub fn required_points(&self, name: &str) -> Result<Points, Rejection> {
        self.points(name)?.ok_or_else(|| missing(name))
    }

    /// A zone of the IANA database.
    pub fn time_zone(&self, name: &str) -> Result<Option<Tz>, Rejection> {
        self.token(name)
            .map(|zone| {
                zone.parse()
                    .map_err(|_| bad(name, "not a zone of the IANA database; write Europe/Oslo"))
            })
            .transpose()
    }

    /// A date.
    pub fn date(&self, name: &str) -> Result<Option<NaiveDate>, Rejection> {
        self.token(name)
            .map(|date| time::parse_date(date).map_err(|fault| bad_time(name, fault)))
            .transpose()
    }

    /// A required date.
    pub fn required_date(&self, name: &str) -> Result<NaiveDate, Rejection> {
        self.date(name)?.ok_or_else(|| missing(name))
    }

    /// A time, local times read in `zone`.
    pub fn time(&self, name: &str, zone: Tz) -> Result<Option<Instant>, Rejection> {
        self.token(name)
            .map(|at| time::parse_time(at, zone).map_err(|fault| bad_time(name, fault)))
            .transpose()
    }

    /// A required time.
    pub fn required_time(&self, name: &str, zone: Tz) -> Result<Instant, Rejection> {
        self.time(name, zone)?.ok_or_else(|| missing(name))
    }

    /// A list of ids, repeats left out.
    pub fn ids(&self, name: &str) -> Result<Vec<String>, Rejection> {
        let mut ids: Vec<String> = Vec::new();
        // Checks the whole list for control characters.
        let Some(text) = self.id(name)? else {
            return Ok(ids);
        };
        for element in elements(&text) {
            let id = list::unescape(element);
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        Ok(ids)
    }

    /// A list of `system|value`.
    pub fn identifiers(&self, name: &str) -> Result<Vec<SourceId>, Rejection> {
        let Some(text) = self.id(name)? else {
            return Ok(Vec::new());
        };
        elements(&text)
            .map(|element| {
                list::split_once(element, '|')
                    .filter(|(system, value)| !system.is_empty() && !value.is_empty())
                    .map(|(system, value)| {
                        SourceId::new(list::unescape(system), list::unescape(value))
                    })
                    .ok_or_else(|| bad(name, "not a list of identifiers; write system|value;..."))
            })
            .collect()
    }

    /// A list of leaves `from/to`, in time order; a leave without end is `from/`.
    pub fn leaves(&self, name: &str, zone: Tz) -> Result<Vec<Leave>, Rejection> {
        let Some(text) = self.token(name) else {
            return Ok(Vec::new());
        };
        let read = |at: &str| time::parse_time(at, zone).map_err(|fault| bad_time(name, fault));
        let mut leaves = elements(text)
            .map(|element| {
                let (from, to) = element
                    .split_once('/')
                    .ok_or_else(|| bad(name, "not a list of leaves; write from/to;..."))?;
                let to = to.trim();
                let leave = Leave {
                    from: read(from.trim())?,
                    to: (!to.is_empty()).then(|| read(to)).transpose()?,
                };
                not_before(name, Some(leave.from), leave.to)?;
                Ok(leave)
            })
            .collect::<Result<Vec<_>, Rejection>>()?;
        leaves.sort();
        Ok(leaves)
    }
}

/// Refuses an end before its start; `name` is the column of the end.
pub fn not_before<T: PartialOrd>(
    name: &str,
    start: Option<T>,
    end: Option<T>,
) -> Result<(), Rejection> {
    match (start, end) {
        (Some(start), Some(end)) if end < start => Err(Rejection::field(
            Reason::EndBeforeStart,
            name,
            "lies before its start; write an end at or after the start, or leave it empty",
        )),
        _ => Ok(()),
    }
}

/// A value that cannot be read.
pub fn bad(name: &str, message: impl Into<String>) -> Rejection {
    Rejection::field(Reason::BadValue, name, message)
}

/// A value that is required and not there.
pub fn missing(name: &str) -> Rejection {
    Rejection::field(Reason::Missing, name, "required, and empty")
}

fn bad_time(name: &str, fault: time::TimeError) -> Rejection {
    Rejection::field(Reason::BadTime, name, fault.to_string())
}

/// The elements of a list; blanks around one do not matter, and an empty one is none.
fn elements(text: &str) -> impl Iterator<Item = &str> {
    list::split(text, list::SEPARATOR)
        .map(str::trim)
        .filter(|element| !element.is_empty())
}
