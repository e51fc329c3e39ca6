//! What requests bring, read so that a fault is told as a problem that names the field and never
//! repeats the value.

use std::str::FromStr;

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest, FromRequestParts, Path, Request};
use axum::http::header;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;
use serde::de::{self, DeserializeOwned};
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::IntoParams;
use uuid::Uuid;

use crate::app::flags::Address;
use crate::domain::ids::{AccountId, FlagId, PatientId, RecordId, SavedReportId, UnitId};
use crate::domain::report::Period;
use crate::domain::report::period::NoPeriod;
use crate::domain::time;
use crate::http::Problem;

/// A JSON body: read strictly, written as it is.
#[derive(Debug, Clone)]
pub struct Json<T>(pub T);

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        axum::Json(self.0).into_response()
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        if !is_json(&request) {
            return Err(Problem::new(
                "unsupported_media_type",
                "Send the body as JSON, with the header content-type: application/json.",
            ));
        }
        let body = Bytes::from_request(request, state)
            .await
            .map_err(|rejection| unread_body(&rejection))?;
        serde_json::from_slice(&body)
            .map(Self)
            .map_err(|error| unread_json(&error))
    }
}

fn is_json(request: &Request) -> bool {
    request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .is_some_and(|kind| {
            let kind = kind.split(';').next().unwrap_or_default().trim();
            kind.eq_ignore_ascii_case("application/json")
        })
}

fn unread_body(rejection: &BytesRejection) -> Problem {
    if rejection.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE {
        return Problem::new(
            "payload_too_large",
            "The body is larger than this address reads.",
        );
    }
    Problem::new("invalid_json", "The body could not be read to its end.")
}

/// Serde's own words repeat values: only the names in them are passed on.
fn unread_json(error: &serde_json::Error) -> Problem {
    let text = error.to_string();
    if let Some((field, rest)) = quoted(&text, "unknown field `") {
        return unknown(field, rest);
    }
    if let Some((field, _)) = quoted(&text, "missing field `") {
        return Problem::invalid(field, "a value: it is required");
    }
    let what = if error.is_data() {
        "A value is not of the kind that is expected"
    } else {
        "This is not JSON"
    };
    let (line, column) = (error.line(), error.column());
    Problem::new(
        "invalid_json",
        format!("{what} (line {line}, column {column})."),
    )
}

/// A field that is not known, with those that are.
fn unknown(field: &str, rest: &str) -> Problem {
    let known: Vec<&str> = rest.split('`').skip(1).step_by(2).collect();
    let expected = match known.as_slice() {
        [] => "nothing here".to_owned(),
        known => format!("one of {}", known.join(", ")),
    };
    let mut problem = Problem::new(
        "unknown_field",
        format!("{field} is not known here; expected is {expected}."),
    );
    problem.errors.push(crate::http::problem::FieldError {
        field: field.to_owned(),
        expected,
    });
    problem
}

/// What stands in backticks after a beginning, and what follows it.
fn quoted<'a>(text: &'a str, before: &str) -> Option<(&'a str, &'a str)> {
    let (_, after) = text.split_once(before)?;
    after.split_once('`')
}

/// The query of an address, every parameter known.
#[derive(Debug, Clone)]
pub struct Query<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        axum::extract::Query::<T>::try_from_uri(&parts.uri)
            .map(|query| Self(query.0))
            .map_err(|rejection| unread_query(&rejection.body_text()))
    }
}

/// The types of parameters fail with what they expect, after the parameter's name.
fn unread_query(text: &str) -> Problem {
    if let Some((field, rest)) = quoted(text, "unknown field `") {
        return unknown(field, rest);
    }
    let said = text
        .rsplit_once("query string: ")
        .map_or(text, |(_, said)| said);
    match said.split_once(": ") {
        Some((field, expected)) => Problem::invalid(field, expected),
        None if said.contains("duplicate field") => {
            Problem::new("invalid_input", "A parameter is given twice.")
        }
        None => Problem::new("invalid_input", "The query cannot be understood."),
    }
}

/// The id in an address.
#[derive(Debug, Clone, Copy)]
pub struct Id(pub Uuid);

impl<S: Send + Sync> FromRequestParts<S> for Id {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Path(text) = Path::<String>::from_request_parts(parts, state)
            .await
            .map_err(|_| Problem::no_such_address())?;
        text.parse().map(Self).map_err(|_| {
            Problem::invalid("id", "a UUID such as 0199f0c2-6f6e-7cc3-98c4-dc0c0c07398f")
        })
    }
}

/// A flag of a patient, as an address names it.
#[derive(Debug, Clone, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct FlagAt {
    /// The patient.
    #[param(value_type = Uuid)]
    id: String,
    /// The flag, by the `id` that lists of flags give.
    #[param(value_type = Uuid)]
    flag: String,
}

impl FlagAt {
    /// The flag that is meant.
    ///
    /// # Errors
    /// One of the ids is none.
    pub fn address(&self) -> Result<Address, Problem> {
        let read = |name: &str, text: &str| -> Result<Uuid, Problem> {
            text.parse().map_err(|_| {
                Problem::invalid(name, "a UUID such as 0199f0c2-6f6e-7cc3-98c4-dc0c0c07398f")
            })
        };
        Ok(Address {
            patient: PatientId(read("id", &self.id)?),
            flag: FlagId(read("flag", &self.flag)?),
        })
    }
}

impl<S: Send + Sync> FromRequestParts<S> for FlagAt {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Path((id, flag)) = Path::<(String, String)>::from_request_parts(parts, state)
            .await
            .map_err(|_| Problem::no_such_address())?;
        Ok(Self { id, flag })
    }
}

/// A guest of a unit, as an address names it: the unit's id, then the guest's account.
#[derive(Debug, Clone, Copy)]
pub struct GuestAt(pub UnitId, pub AccountId);

impl<S: Send + Sync> FromRequestParts<S> for GuestAt {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let RecordAt(unit, guest) = RecordAt::from_request_parts(parts, state).await?;
        Ok(Self(UnitId(unit.0), AccountId(guest.0)))
    }
}

/// A report that was made, as an address names it: the definition's id, then the period.
#[derive(Debug, Clone, Copy)]
pub struct ReportAt(pub SavedReportId, pub Period);

impl<S: Send + Sync> FromRequestParts<S> for ReportAt {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Path((report, period)) = Path::<(String, String)>::from_request_parts(parts, state)
            .await
            .map_err(|_| Problem::no_such_address())?;
        let report = report.parse().map_err(|_| {
            Problem::invalid("id", "a UUID such as 0199f0c2-6f6e-7cc3-98c4-dc0c0c07398f")
        })?;
        let period = period
            .parse()
            .map_err(|error: NoPeriod| Problem::invalid("period", error.to_string()))?;
        Ok(Self(SavedReportId(report), period))
    }
}

/// A record of a patient, as an address names it: the patient's id, then the record's.
#[derive(Debug, Clone, Copy)]
pub struct RecordAt(pub PatientId, pub RecordId);

impl<S: Send + Sync> FromRequestParts<S> for RecordAt {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Path((patient, record)) = Path::<(String, String)>::from_request_parts(parts, state)
            .await
            .map_err(|_| Problem::no_such_address())?;
        let read = |text: &str| -> Result<Uuid, Problem> {
            text.parse().map_err(|_| {
                Problem::invalid("id", "a UUID such as 0199f0c2-6f6e-7cc3-98c4-dc0c0c07398f")
            })
        };
        Ok(Self(PatientId(read(&patient)?), RecordId(read(&record)?)))
    }
}

/// A code of the vocabulary in a query.
#[derive(Debug, Clone, Copy)]
pub struct Code<T>(pub T);

impl<'de, T: FromStr> Deserialize<'de> for Code<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map(Self)
            .map_err(|_| de::Error::custom("one of the codes that the description lists"))
    }
}

/// A day in a query, ISO 8601.
#[derive(Debug, Clone, Copy)]
pub struct Day(pub NaiveDate);

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        time::parse_date(&String::deserialize(deserializer)?)
            .map(Self)
            .map_err(|_| de::Error::custom("a date such as 2026-03-02"))
    }
}

/// A whole number in a query, from 1 up to a limit.
#[derive(Debug, Clone, Copy)]
pub struct Whole<const MOST: u32>(pub u32);

impl<'de, const MOST: u32> Deserialize<'de> for Whole<MOST> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .ok()
            .filter(|number| (1..=MOST).contains(number))
            .map(Self)
            .ok_or_else(|| de::Error::custom(format!("a whole number from 1 to {MOST}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Asked {
        #[expect(dead_code, reason = "only the failure is looked at")]
        limit: u8,
    }

    fn json(text: &str) -> Problem {
        unread_json(&serde_json::from_str::<Asked>(text).unwrap_err())
    }

    #[test]
    fn no_value_of_a_body_is_repeated() {
        for (text, code) in [
            (r#"{"limit": "Kari Nordmann"}"#, "invalid_json"),
            (r#"{"limit": 1, "name": "Kari Nordmann"}"#, "unknown_field"),
            (r#"{"limit": Kari"#, "invalid_json"),
            (r#"{"limit": 1} Kari"#, "invalid_json"),
            ("{}", "invalid_input"),
        ] {
            let problem = json(text);
            assert_eq!(problem.kind.code, code);
            assert!(
                !String::from_utf8(problem.body(None))
                    .unwrap()
                    .contains("Kari")
            );
        }
    }

    #[test]
    fn an_unknown_field_is_named_with_those_that_are_known() {
        let problem = json(r#"{"limits": 1}"#);
        assert_eq!(problem.errors[0].field, "limits");
        assert_eq!(problem.errors[0].expected, "one of limit");
    }

    #[test]
    fn a_parameter_that_cannot_be_read_is_named() {
        let uri = "/x?limit=many".parse().unwrap();
        let rejection = axum::extract::Query::<Asked>::try_from_uri(&uri).unwrap_err();
        let problem = unread_query(&rejection.body_text());
        assert_eq!(problem.errors[0].field, "limit");
    }
}
