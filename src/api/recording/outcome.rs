//! What every act of recording takes and answers.

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::api::Caller;
use crate::api::extract::Json;
use crate::api::precondition::{IfMatch, etag};
use crate::app::App;
use crate::app::recording::{self, Alike, Command, Corrected, Fields, Looks, Once};
use crate::domain::ids::{PatientId, RecordId};
use crate::http::Problem;
use crate::http::problem::FieldError;

/// A record of a patient, or of a professional, as an address names it.
#[derive(Debug, Clone, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct RecordAt {
    /// The patient.
    #[param(value_type = Uuid)]
    id: String,
    /// The record, by the `id` that lists give.
    #[param(value_type = Uuid)]
    record: String,
}

impl RecordAt {
    /// Whose it is.
    pub(super) fn patient(&self) -> Result<Uuid, Problem> {
        read("id", &self.id)
    }

    pub(super) fn record(&self) -> Result<Uuid, Problem> {
        read("record", &self.record)
    }
}

fn read(name: &str, text: &str) -> Result<Uuid, Problem> {
    text.parse()
        .map_err(|_| Problem::invalid(name, "a UUID such as 0199f0c2-6f6e-7cc3-98c4-dc0c0c07398f"))
}

impl<S: Send + Sync> FromRequestParts<S> for RecordAt {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Path((id, record)) = Path::<(String, String)>::from_request_parts(parts, state)
            .await
            .map_err(|_| Problem::no_such_address())?;
        Ok(Self { id, record })
    }
}

/// What was recorded.
#[derive(Debug, Serialize, ToSchema)]
pub struct Recorded {
    /// The records that were written: first the one that the act is about.
    records: Vec<Written>,
    /// How many flags of the patient were raised with it.
    #[schema(example = 0)]
    flags_raised: u64,
    /// How many flags of the patient are gone with it.
    #[schema(example = 1)]
    flags_cleared: u64,
    /// Whether it was there already: the same was sent before under this key.
    #[schema(example = false)]
    is_repeated: bool,
}

/// A record that was written.
#[derive(Debug, Serialize, ToSchema)]
pub struct Written {
    /// Its kind, as in the schema.
    #[schema(example = "contact")]
    kind: String,
    /// Its id.
    id: Uuid,
    /// The version that it has now, which the next change names.
    #[schema(example = 1)]
    version: i32,
}

/// What was sent.
pub(super) struct Sent {
    patient: Uuid,
    verb: &'static str,
    fields: Fields,
    looks: Option<Looks>,
    once: Option<Once>,
}

impl Sent {
    pub(super) const fn new(patient: Uuid, verb: &'static str, fields: Fields) -> Self {
        Self {
            patient,
            verb,
            fields,
            looks: None,
            once: None,
        }
    }

    /// The same under a key.
    pub(super) fn once(self, once: Option<Once>) -> Self {
        Self { once, ..self }
    }

    /// The command that it is.
    pub(super) fn command(self) -> Result<Command, Problem> {
        Ok(Command {
            patient: PatientId(self.patient),
            verb: recording::verb(self.verb).ok_or_else(Problem::internal)?,
            looks: self.looks,
            fields: self.fields,
            once: self.once,
        })
    }

    /// The same about a record.
    pub(super) fn about(self, record: Uuid, IfMatch(version): IfMatch) -> Self {
        let looks = Looks {
            record: RecordId(record),
            // One that is no version of ours is of no record there was.
            version: i32::try_from(version).unwrap_or(-1),
        };
        Self {
            looks: Some(looks),
            ..self
        }
    }
}

/// Records it, and answers with what was written: 201 where something is new.
pub(super) async fn record(app: &App, caller: &Caller, sent: Sent) -> Result<Response, Problem> {
    let is_new = sent.looks.is_none();
    let recorded = match recording::correct(app, &caller.actor(), &sent.command()?).await? {
        Corrected::Recorded(recorded) => recorded,
        Corrected::Alike(alike) => return Err(likeness(&alike)),
    };
    let status = if is_new {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    Ok(answer(status, recorded))
}

/// What was recorded, with the version of what the act is about.
pub(super) fn answer(status: StatusCode, recorded: recording::Recorded) -> Response {
    let first = recorded.made.first().map(|(_, made)| *made);
    let version = first.map_or(0, |made| u64::try_from(made.version).unwrap_or(0));
    let body = Recorded {
        records: recorded
            .made
            .into_iter()
            .map(|(kind, made)| Written {
                kind,
                id: made.id.0,
                version: made.version,
            })
            .collect(),
        flags_raised: recorded.raised,
        flags_cleared: recorded.cleared,
        is_repeated: recorded.is_repeated,
    };
    (status, etag(version), Json(body)).into_response()
}

/// That somebody may be the same: how many, and nothing of them.
pub(super) fn likeness(alike: &Alike) -> Problem {
    let count = alike.within.len() + alike.beyond;
    let mut problem = Problem::new(
        "conflict",
        format!(
            "Patients who may be the same are registered already: {count}. Search for them, or send this again with `sure`."
        ),
    );
    problem.errors.push(FieldError {
        field: "sure".to_owned(),
        expected: "true, where it is nobody of those who are alike".to_owned(),
    });
    problem
}

/// The address of something new.
pub(super) fn location(address: &str) -> [(header::HeaderName, HeaderValue); 1] {
    let value = HeaderValue::from_str(address);
    // Letters, digits, slashes and hyphens.
    [(
        header::LOCATION,
        value.unwrap_or(HeaderValue::from_static("/")),
    )]
}
