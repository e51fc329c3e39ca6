//! Who took part: practitioners, directly or through a role.

use serde_json::Value;

use super::Note;
use super::reference::{Found, Resolver, ResourceKind, find, stated_kind};
use crate::domain::intake::Rejection;

/// The kinds that a participant may have; a relative is known only so as to be left out.
pub(super) const PEOPLE: &[ResourceKind] = &[
    ResourceKind::Practitioner,
    ResourceKind::PractitionerRole,
    ResourceKind::RelatedPerson,
];

/// A participant, as far as a care team or encounter tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Who {
    /// A professional, by source id.
    Professional(String),
    /// A practitioner, presumably, who has a name only: nobody else can be taken for them.
    Unidentified,
    /// A patient's relative.
    Relative,
    /// The patient, an organisation, a team, a device.
    Else,
}

impl Who {
    /// What is counted when such a participant is left out.
    pub(super) const fn note(&self) -> Option<Note> {
        match self {
            Self::Professional(_) => None,
            Self::Unidentified => Some(Note::NamedOnly),
            Self::Relative | Self::Else => Some(Note::NotAPractitioner),
        }
    }
}

/// Reads one participant. A practitioner who cannot be found is an error; others need not be
/// known. `kinds` are the kinds that a reference without a type may turn out to have.
pub(super) fn who(
    value: &Value,
    owner: &Value,
    path: &str,
    kinds: &[ResourceKind],
    resolver: &dyn Resolver,
) -> Result<Who, Rejection> {
    match stated_kind(value) {
        Some(ResourceKind::RelatedPerson) => return Ok(Who::Relative),
        Some(ResourceKind::Practitioner | ResourceKind::PractitionerRole) | None => {}
        Some(_) => return Ok(Who::Else),
    }
    Ok(match find(value, owner, path, kinds, resolver)? {
        Found::One { kind, id, .. } => of_kind(kind, Some(id)),
        Found::NamedOnly(None) => Who::Unidentified,
        Found::NamedOnly(Some(kind)) => of_kind(kind, None),
        Found::OtherType => Who::Else,
    })
}

fn of_kind(kind: ResourceKind, id: Option<String>) -> Who {
    match kind {
        ResourceKind::Practitioner | ResourceKind::PractitionerRole => {
            id.map_or(Who::Unidentified, Who::Professional)
        }
        ResourceKind::RelatedPerson => Who::Relative,
        _ => Who::Else,
    }
}
