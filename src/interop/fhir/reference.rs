//! How one resource names another, and the keys by which the named one is found.

/// The kind of resource that an alias stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ResourceKind {
    /// A patient; the target is the patient's source id.
    Patient,
    /// A practitioner; the target is the professional's source id.
    Practitioner,
    /// A practitioner's role; the target is the professional's source id.
    PractitionerRole,
    /// An organisation.
    Organization,
    /// A location.
    Location,
    /// A patient's relative: known, so that a reference to one is not called dangling.
    RelatedPerson,
    /// No resource: the profession that a role gives to the practitioner named by the alias.
    Profession,
}

impl ResourceKind {
    /// The FHIR type; for storing.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Patient => "Patient",
            Self::Practitioner => "Practitioner",
            Self::PractitionerRole => "PractitionerRole",
            Self::Organization => "Organization",
            Self::Location => "Location",
            Self::RelatedPerson => "RelatedPerson",
            Self::Profession => "profession",
        }
    }
}

/// A normalised name of a resource: `id:abc`, `url:urn:uuid:...`, `identifier:system|value`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RefKey {
    /// What is named.
    pub kind: ResourceKind,
    /// Its name.
    pub alias: String,
}

/// What a key stands for in the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resolved {
    /// One target.
    One {
        /// Its source id.
        id: String,
        /// Its display name.
        label: Option<String>,
    },
    /// Nothing known.
    None,
    /// Different targets.
    Several,
}

/// Finds what keys stand for. Several aliases of one key with one and the same target are one.
pub trait Resolver {
    /// What this key stands for.
    fn resolve(&self, key: &RefKey) -> Resolved;
}
