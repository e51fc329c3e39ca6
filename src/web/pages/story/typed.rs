//! What the forms about a story send.

use crate::domain::ids::ProfessionalId;
use crate::domain::recording::Fields;
use crate::domain::story::{About, Telling, Wish};
use crate::domain::trajectory::Directory;
use crate::web::pages::access::whom::Names;

/// Pairs of an address or a form.
pub(in crate::web::pages) type Pairs = Vec<(String, String)>;

/// What is told.
pub(in crate::web::pages) fn telling(fields: &Fields, directory: &Directory) -> Telling {
    let code = |name| fields.get(name).unwrap_or_default();
    Telling {
        kind: code("kind").parse().ok(),
        authorship: code("authorship").parse().ok(),
        text: code("text").to_owned(),
        when: code("when").to_owned(),
        wish: wish(fields, directory),
        is_confidential: is_ticked(fields, "is_confidential"),
        about: About::typed(code("about")),
    }
}

/// Whom it is shared with: those that are ticked, and one that is named.
pub(in crate::web::pages) fn wish(fields: &Fields, directory: &Directory) -> Wish {
    let id = |typed: &str| uuid::Uuid::parse_str(typed).ok().map(ProfessionalId);
    let mut named: Vec<ProfessionalId> = fields.all("named").filter_map(id).collect();
    if let Some(other) = other(fields) {
        // Somebody who is not found is nobody whom the service knows: it is said so.
        let found = Names::people(directory).person(other);
        named.push(found.unwrap_or(ProfessionalId(uuid::Uuid::nil())));
    }
    Wish {
        level: fields.get("level").and_then(|level| level.parse().ok()),
        named,
        until: fields.get("until").unwrap_or_default().to_owned(),
    }
}

/// The person who is named and not among those that are offered.
pub(super) fn other(fields: &Fields) -> Option<&str> {
    fields.get("other").filter(|other| !other.is_empty())
}

/// Whether the form says that it is what the patient wants.
pub(super) fn is_patients_wish(fields: &Fields) -> bool {
    is_ticked(fields, "patients_wish")
}

/// Whether a box is ticked.
pub(super) fn is_ticked(fields: &Fields, name: &str) -> bool {
    matches!(fields.get(name), Some("true" | "yes" | "on"))
}
