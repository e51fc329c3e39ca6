//! Handovers: writing them, offering them, and what receivers do with them.

mod acts;
mod drafts;
mod lists;
mod shapes;

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use uuid::Uuid;

pub(super) use self::shapes::{HandoverLife, NewContent, Shaping};
use crate::app::handovers::Address;
use crate::domain::ids::{PatientId, RecordId};
use crate::http::{Problem, Server};

pub(super) fn routes() -> OpenApiRouter<Server> {
    OpenApiRouter::new()
        .merge(lists::routes())
        .merge(drafts::routes())
        .merge(acts::routes())
}

/// A handover of a patient, as an address names it.
#[derive(Debug, Clone, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct HandoverAt {
    /// The patient.
    #[param(value_type = Uuid)]
    id: String,
    /// The handover, or the draft that becomes it.
    #[param(value_type = Uuid)]
    handover: String,
}

impl HandoverAt {
    /// The handover that is meant.
    fn address(&self) -> Result<Address, Problem> {
        let read = |name: &str, text: &str| -> Result<Uuid, Problem> {
            text.parse().map_err(|_| {
                Problem::invalid(name, "a UUID such as 0199f0c2-6f6e-7cc3-98c4-dc0c0c07398f")
            })
        };
        Ok(Address {
            patient: PatientId(read("id", &self.id)?),
            handover: RecordId(read("handover", &self.handover)?),
        })
    }
}

impl<S: Send + Sync> FromRequestParts<S> for HandoverAt {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Path((id, handover)) = Path::<(String, String)>::from_request_parts(parts, state)
            .await
            .map_err(|_| Problem::no_such_address())?;
        Ok(Self { id, handover })
    }
}
