//! That the reader broke the glass of the patient whose page this is: said on every page of that patient,
//! with a way to close it. It is part of the frame, so that no page can forget it.

use uuid::Uuid;

use super::text::Text;
use crate::app::{AppError, access};
use crate::domain::access::Viewer;
use crate::domain::ids::PatientId;
use crate::http::Server;

/// What the banner says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GlassBanner {
    /// The patient, in addresses.
    pub patient: String,
    /// That the glass is broken, and until when.
    pub said: String,
}

/// The patient whose page an address is.
pub fn patient_of(path: &str) -> Option<PatientId> {
    let rest = path.strip_prefix("/patients/")?;
    let id = rest.split(['/', '?', '#']).next()?;
    Uuid::parse_str(id).ok().map(PatientId)
}

/// The banner of an address, where it is a patient's page and the viewer's glass is broken.
pub(super) async fn of(
    server: &Server,
    path: &str,
    viewer: &Viewer,
    text: Text,
) -> Result<Option<GlassBanner>, AppError> {
    let Some(patient) = patient_of(path).filter(|_| viewer.reach().is_some()) else {
        return Ok(None);
    };
    let glass = access::glass(&server.app, viewer.account, patient).await?;
    Ok(glass.map(|glass| GlassBanner {
        patient: patient.0.to_string(),
        said: text.with(
            "access-banner",
            [("time", text.time(glass.until, server.app.zone).into())],
        ),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_patient_is_read_from_an_address_of_theirs_only() {
        let id = Uuid::from_u128(7);
        for (path, is_one) in [
            (format!("/patients/{id}"), true),
            (format!("/patients/{id}/contacts?after=x"), true),
            (format!("/patients/{id}?all=ties"), true),
            (format!("/other/{id}"), false),
            ("/patients/search".to_owned(), false),
            ("/patients/".to_owned(), false),
        ] {
            let expected = is_one.then_some(PatientId(id));
            assert_eq!(patient_of(&path), expected, "{path}");
        }
    }
}
