//! The handover that belongs to a discharge or a transfer: written and offered in the same step.

use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use super::outcome::{Sent, answer};
use crate::api::Caller;
use crate::api::handovers::NewContent;
use crate::app::handovers::{self, Address, How, Passing};
use crate::app::recording::{self, PassedOn};
use crate::app::{App, AppError};
use crate::domain::handover::{Content, Receiver};
use crate::domain::ids::RecordId;
use crate::domain::vocabulary::HandoverType;
use crate::http::Problem;
use crate::http::problem::FieldError;

/// What becomes of the handover.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum HandoverWay {
    /// It is offered to whom it is for; where nobody is named, to whoever receives the patient.
    Offer,
    /// It is left with the receiving unit's staff together, as it is: nothing is asked for.
    LeaveWithPool,
    /// There is none now: what is written stays the caller's draft.
    Later,
}

impl HandoverWay {
    pub(in crate::api) const fn how(self) -> How {
        match self {
            Self::Offer => How::Offer,
            Self::LeaveWithPool => How::Pool,
            Self::Later => How::Later,
        }
    }
}

/// The handover that belongs to a discharge or a transfer.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HandoverPart {
    /// What becomes of it.
    way: HandoverWay,
    /// What is written, and for whom. Where a draft is named, it is written over that.
    #[serde(default)]
    content: NewContent,
    /// The caller's draft about the patient, which becomes the handover: needed where there is one.
    draft_id: Option<Uuid>,
    /// The version of it that was looked at.
    #[schema(example = 3)]
    draft_version: Option<i32>,
}

impl HandoverPart {
    pub(super) fn read(part: Value) -> Result<Self, Problem> {
        serde_json::from_value(part).map_err(|_| {
            Problem::invalid(
                "handover",
                "an object with way (offer, leave_with_pool or later), and content, draft_id and draft_version as the description says",
            )
        })
    }
}

/// Records it together with the handover.
pub(super) async fn pass_on(
    app: &App,
    caller: &Caller,
    sent: Sent,
    (part, kind): (HandoverPart, HandoverType),
) -> Result<Response, Problem> {
    let command = sent.command()?;
    let actor = caller.actor();
    let draft = part.draft_id.zip(part.draft_version);
    let draft = draft.map(|(id, version)| (RecordId(id), version));
    let there = match draft {
        None => Content::default(),
        Some((handover, _)) => {
            let address = Address {
                patient: command.patient,
                handover,
            };
            handovers::own_draft(app, &actor, address).await?.content
        }
    };
    let content = part.content.content(&there)?;
    let passing = Passing {
        how: part.way.how(),
        to: part.content.to(Receiver::default())?,
        kind,
        draft,
        content: Some(content),
    };
    match recording::pass_on(app, &actor, &command, &passing).await? {
        PassedOn::Done(recorded) => Ok(answer(StatusCode::OK, recorded)),
        PassedOn::Unfit { record, handover } => Err(unfit(record, handover)),
    }
}

/// All that cannot be used: what is the handover's, as `handover.` and its field.
fn unfit(record: Vec<recording::Fault>, handover: Vec<crate::domain::handover::Fault>) -> Problem {
    let of_handover = Problem::from(AppError::Handover(handover));
    let errors = of_handover.errors.iter().map(|error| FieldError {
        field: format!("handover.{}", error.field),
        expected: error.expected.clone(),
    });
    let errors: Vec<FieldError> = errors.collect();
    let mut problem = if record.is_empty() {
        Problem {
            errors: Vec::new(),
            ..of_handover
        }
    } else {
        Problem::from(AppError::Unfit(record))
    };
    problem.errors.extend(errors);
    problem
}
