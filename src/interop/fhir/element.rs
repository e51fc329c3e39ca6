//! Small readings that every resource needs: ids, times, periods, codings, names.

use chrono::NaiveDate;
use chrono_tz::Tz;
use serde_json::Value;

use crate::domain::intake::{Reason, Rejection};
use crate::domain::time::{Instant, TimeError, local_date, parse_date, parse_time};

/// A text that says something.
pub(super) fn text(value: &Value) -> Option<&str> {
    value
        .as_str()
        .map(str::trim)
        .filter(|text| !text.is_empty())
}

/// The members of a list; nothing where there is none.
pub(super) fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// Refuses a resource in which an element that repeats is not a list: reading on would lose it.
pub(super) fn check_lists(resource: &Value, names: &[&str]) -> Result<(), Rejection> {
    for name in names {
        if !resource[*name].is_array() && !resource[*name].is_null() {
            return Err(Rejection::field(
                Reason::BadValue,
                *name,
                "not a list; FHIR R4 has a list here, even of one",
            ));
        }
    }
    Ok(())
}

/// The id of a resource: its own, else the last part of the name that its Bundle gave it.
pub(super) fn id(resource: &Value, full_url: Option<&str>) -> Option<String> {
    let from_url = |url: &str| {
        let name = url.strip_prefix("urn:uuid:").unwrap_or(url);
        let last = if name.starts_with("urn:") {
            Some(name)
        } else {
            name.rsplit('/').next()
        };
        last.filter(|last| !last.is_empty()).map(str::to_owned)
    };
    text(&resource["id"])
        .map(str::to_owned)
        .or_else(|| full_url.and_then(from_url))
}

/// The id of a resource that cannot be kept without one.
pub(super) fn required_id(resource: &Value, full_url: Option<&str>) -> Result<String, Rejection> {
    id(resource, full_url).ok_or_else(|| {
        Rejection::field(
            Reason::Missing,
            "id",
            "the resource has neither an id nor a fullUrl; without one it cannot be told apart",
        )
    })
}

/// A time, where there is one. A date is its first instant in `zone`.
pub(super) fn instant(value: &Value, path: &str, zone: Tz) -> Result<Option<Instant>, Rejection> {
    if value.is_null() {
        return Ok(None);
    }
    value
        .as_str()
        .ok_or(TimeError::NotATime)
        .and_then(|text| parse_time(text, zone))
        .map(Some)
        .map_err(|fault| Rejection::field(Reason::BadTime, path, fault.to_string()))
}

/// When the source says that it last changed the resource.
pub(super) fn recorded_at(resource: &Value, zone: Tz) -> Option<Instant> {
    instant(&resource["meta"]["lastUpdated"], "meta.lastUpdated", zone).unwrap_or_default()
}

/// A Period as instants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Period {
    pub(super) from: Option<Instant>,
    pub(super) to: Option<Instant>,
}

/// A Period. An end without a time is the first instant of that day, or the start where that is
/// later: FHIR counts the whole day in, and nights are counted by dates.
pub(super) fn period(value: &Value, path: &str, zone: Tz) -> Result<Period, Rejection> {
    let from = instant(&value["start"], &format!("{path}.start"), zone)?;
    let mut to = instant(&value["end"], &format!("{path}.end"), zone)?;
    if let (Some(start), Some(end)) = (from, to)
        && end < start
    {
        let day = value["end"].as_str().and_then(|text| parse_date(text).ok());
        if day != Some(local_date(start, zone)) {
            return Err(end_before_start(&format!("{path}.end")));
        }
        to = from;
    }
    Ok(Period { from, to })
}

/// The rejection of an end that lies before its start.
pub(super) fn end_before_start(path: &str) -> Rejection {
    Rejection::field(
        Reason::EndBeforeStart,
        path,
        "the end lies before the start; write an end at or after it, or none while it lasts",
    )
}

/// The rejection of an element that must be there.
pub(super) fn missing(path: &str, message: &str) -> Rejection {
    Rejection::field(Reason::Missing, path, message)
}

/// The day of a date or of a time; `None` where it is neither (a year or month only).
pub(super) fn day(value: &Value, zone: Tz) -> Option<NaiveDate> {
    let text = value.as_str()?;
    let at = || parse_time(text, zone).ok();
    parse_date(text)
        .ok()
        .or_else(|| at().map(|at| local_date(at, zone)))
}

/// Whether a text is a year, or a year and month: a valid FHIR date, but no day.
pub(super) fn is_partial_date(text: &str) -> bool {
    let rest = match text.len() {
        4 => "-01-01",
        7 => "-01",
        _ => return false,
    };
    parse_date(&format!("{text}{rest}")).is_ok()
}

/// A coding: system and code.
pub(super) fn coding(value: &Value) -> Option<(&str, &str)> {
    text(&value["code"]).map(|code| (text(&value["system"]).unwrap_or_default(), code))
}

/// The codings of a `CodeableConcept`.
pub(super) fn codings(concept: &Value) -> impl Iterator<Item = (&str, &str)> {
    list(&concept["coding"]).filter_map(coding)
}

/// The name to show of a `HumanName` list: the official one first.
pub(super) fn best_name(names: &Value) -> Option<&Value> {
    let rank = |name: &&Value| match name["use"].as_str() {
        Some("official") => 0,
        Some("usual") => 1,
        None => 2,
        Some("temp") => 3,
        Some("nickname") => 4,
        Some("anonymous") => 5,
        Some(_) => 6,
    };
    list(names)
        .filter(|name| {
            family(name).is_some() || given(name).is_some() || text(&name["text"]).is_some()
        })
        .min_by_key(rank)
}

/// The family name of a `HumanName`.
pub(super) fn family(name: &Value) -> Option<String> {
    text(&name["family"]).map(str::to_owned)
}

/// The given names of a `HumanName`.
pub(super) fn given(name: &Value) -> Option<String> {
    joined(list(&name["given"]).filter_map(text))
}

/// A `HumanName` in one line: prefix, given, family; else its text.
pub(super) fn full_name(name: &Value) -> Option<String> {
    let given = list(&name["given"]).filter_map(text);
    if family(name).is_none() && list(&name["given"]).next().is_none() {
        return text(&name["text"]).map(str::to_owned);
    }
    let prefix = list(&name["prefix"]).filter_map(text);
    joined(prefix.chain(given).chain(text(&name["family"])))
}

fn joined<'a>(parts: impl Iterator<Item = &'a str>) -> Option<String> {
    let parts: Vec<_> = parts.collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}
