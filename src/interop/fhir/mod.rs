//! FHIR R4 in: files to resources (`reader`), resources to [`crate::domain::intake`] records.
//!
//! An import streams over all files of a run once per [`Stage`], in the order of [`Stage::ALL`].
//! In each stage it asks for every resource which keys it needs ([`keys`]), looks them up for a
//! whole chunk, and maps with a [`Resolver`] over the answers ([`map`]). A resource that does not
//! belong to the stage maps to nothing. So the memory of a run does not grow with its files, and
//! the order of files, and of resources within them, does not matter.
//!
//! May import `domain` and `std::io`; no database, no clock.

mod care_team;
mod code;
mod detect;
mod element;
mod encounter;
mod episode;
mod input;
mod life;
mod mapping;
mod participant;
mod reader;
mod reference;
mod registry;
mod resource_type;
mod scan;
mod stay;
mod tie;
mod unit;
mod visit;

use std::collections::BTreeSet;

use chrono_tz::Tz;
use serde_json::Value;

use crate::domain::intake::{Record, Rejection};
use resource_type::ResourceType;

pub use mapping::{Mapping, MappingError};
pub use reader::{Item, MAX_RESOURCE_BYTES, Reader, files};
pub use reference::{RefKey, Resolved, Resolver, ResourceKind};

/// What is taken from the files in one pass over them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Stage {
    /// Patients; and the aliases of everything that others refer to. What is not read at all is
    /// counted here.
    Registry,
    /// Professionals, with the professions that roles gave them; employments; aliases of roles.
    People,
    /// Encounters, episodes of care, care teams.
    Care,
}

impl Stage {
    /// Every stage, in the order in which they must run.
    pub const ALL: [Self; 3] = [Self::Registry, Self::People, Self::Care];
}

/// What every mapping of a run shares.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The zone in which a date without a time begins, and a time without an offset is read.
    pub zone: Tz,
    /// Settings of units and kinds of relationships that the operator chose.
    pub mapping: &'a Mapping,
}

/// One name under which others may refer to a resource.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Alias {
    /// The name.
    pub key: RefKey,
    /// The source id it stands for; for [`ResourceKind::Profession`] the profession's code.
    pub target: String,
    /// Display name of what it stands for.
    pub label: Option<String>,
}

/// What one resource became in one stage.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Mapped {
    /// Records, ordered so that they can be stored one after the other. A unit comes with every
    /// resource that happened there, always with the same content.
    pub records: Vec<Record>,
    /// Aliases to keep for later stages and runs. The same alias may stand for several targets;
    /// then whoever refers to it is rejected.
    pub aliases: Vec<Alias>,
    /// Harmless things that were left out, to be counted.
    pub notes: Vec<Note>,
}

/// Something harmless that was left out. It never holds a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Note {
    /// A resource of a FHIR type that is not read; the type's name.
    TypeNotRead(&'static str),
    /// A birth date with a year, or year and month, only.
    PartialBirthDate,
    /// A patient's identifier without a system or without a value.
    IdentifierWithoutSystem,
    /// The patient is dead, but not since when.
    DeathWithoutTime,
    /// A practitioner's role without the day it began, or without an organisation: no employment.
    RoleWithoutPeriod,
    /// A role with no code that names one profession.
    RoleWithoutProfession,
    /// A practitioner whose roles name different professions.
    SeveralProfessions,
    /// A participant who is no practitioner (patient, relative, organisation, device).
    NotAPractitioner,
    /// A participant given only by a name, without an identity.
    NamedOnly,
    /// A participant of a stay in another part than its responsible clinician.
    OtherPartInStay,
    /// More than one primary performer: none of them is the main professional.
    SeveralPrimaryPerformers,
    /// More than one location in an encounter: moves inside it are not read.
    SeveralLocations,
    /// A resource in progress that names its end already: it is read as open.
    EndOfOpen,
    /// A leave without the time it began.
    LeaveWithoutStart,
    /// A discharge disposition that says nothing in our words.
    DispositionNotMapped,
    /// Signs that an admission was planned, and signs that it was not.
    AdmissionKindContradicts,
}

impl Note {
    /// What was left out, in words that can be counted and shown.
    pub const fn text(self) -> &'static str {
        match self {
            Self::TypeNotRead(_) => "resource type is not read",
            Self::PartialBirthDate => "birth date without a day: left empty",
            Self::IdentifierWithoutSystem => "identifier without a system or a value: left out",
            Self::DeathWithoutTime => "death without a time: left empty",
            Self::RoleWithoutPeriod => "role without a start or an organisation: no employment",
            Self::RoleWithoutProfession => "role names no single profession",
            Self::SeveralProfessions => "roles name different professions: read as other",
            Self::NotAPractitioner => "participant is not a practitioner",
            Self::NamedOnly => "participant has a name but no identity",
            Self::OtherPartInStay => "participant of a stay is not its responsible clinician",
            Self::SeveralPrimaryPerformers => "several primary performers: no main professional",
            Self::SeveralLocations => "moves between locations inside one encounter are not read",
            Self::EndOfOpen => "end of something still in progress: read as open",
            Self::LeaveWithoutStart => "leave without a start: left out",
            Self::DispositionNotMapped => "discharge disposition has no counterpart: left empty",
            Self::AdmissionKindContradicts => "signs of planned and of unplanned: left empty",
        }
    }
}

/// The keys that [`map`] will ask its resolver for, without repeats, in order.
///
/// The keys of [`Mapping::keys`] come on top; they are the same for every resource of a run.
pub fn keys(resource: &Value, full_url: Option<&str>, stage: Stage) -> Vec<RefKey> {
    let Ok(kind) = resource_type::of(resource) else {
        return Vec::new();
    };
    let mut keys = BTreeSet::new();
    let mut name = |value: &Value, kinds: &[ResourceKind]| {
        let reference = reference::read(value, resource, kinds);
        keys.extend(
            reference
                .iter()
                .flat_map(|reference| reference.keys().to_vec()),
        );
    };
    match (stage, kind) {
        (Stage::People, ResourceType::Practitioner) => {
            return registry::own_keys(resource, full_url, ResourceKind::Profession);
        }
        (Stage::People, ResourceType::PractitionerRole) => {
            name(&resource["practitioner"], registry::PRACTITIONER);
            name(&resource["organization"], unit::ORGANIZATION);
            element::list(&resource["location"]).for_each(|one| name(one, unit::LOCATION));
        }
        (Stage::Care, ResourceType::Encounter) => {
            name(&resource["subject"], &[ResourceKind::Patient]);
            name(&resource["serviceProvider"], unit::ORGANIZATION);
            for one in element::list(&resource["location"]) {
                name(&one["location"], unit::LOCATION);
            }
            for one in element::list(&resource["participant"]) {
                name(&one["individual"], participant::PEOPLE);
            }
        }
        (Stage::Care, ResourceType::EpisodeOfCare) => {
            name(&resource["patient"], &[ResourceKind::Patient]);
            name(&resource["managingOrganization"], unit::ORGANIZATION);
            name(&resource["careManager"], participant::PEOPLE);
        }
        (Stage::Care, ResourceType::CareTeam) => {
            name(&resource["subject"], &[ResourceKind::Patient]);
            for one in element::list(&resource["participant"]) {
                name(&one["member"], care_team::MEMBER);
            }
        }
        _ => {}
    }
    keys.into_iter().collect()
}

/// Maps one resource in one stage.
///
/// `full_url` is the name its Bundle gave it. A resource is rejected in one stage only, so every
/// rejection and note is reported once.
pub fn map(
    resource: &Value,
    full_url: Option<&str>,
    stage: Stage,
    context: &Context<'_>,
    resolver: &dyn Resolver,
) -> Result<Mapped, Rejection> {
    let kind = match resource_type::of(resource) {
        Ok(kind) => kind,
        Err(rejection) if stage == Stage::Registry => return Err(rejection),
        Err(_) => return Ok(Mapped::default()),
    };
    match (stage, kind) {
        (Stage::Registry, ResourceType::Patient) => registry::patient(resource, full_url, context),
        (Stage::Registry, ResourceType::Organization) => {
            registry::named(resource, full_url, ResourceKind::Organization)
        }
        (Stage::Registry, ResourceType::Location) => {
            registry::named(resource, full_url, ResourceKind::Location)
        }
        (Stage::Registry, ResourceType::RelatedPerson) => {
            registry::named(resource, full_url, ResourceKind::RelatedPerson)
        }
        (Stage::Registry, ResourceType::Practitioner) => {
            Ok(registry::practitioner_aliases(resource, full_url))
        }
        (Stage::Registry, ResourceType::PractitionerRole) => {
            Ok(registry::role_professions(resource))
        }
        (Stage::Registry, ResourceType::NotRead(name)) => Ok(Mapped {
            notes: vec![Note::TypeNotRead(name)],
            ..Mapped::default()
        }),
        (Stage::People, ResourceType::Practitioner) => {
            registry::practitioner(resource, full_url, resolver)
        }
        (Stage::People, ResourceType::PractitionerRole) => {
            registry::role(resource, full_url, context, resolver)
        }
        (Stage::Care, ResourceType::Encounter) => {
            encounter::encounter(resource, full_url, context, resolver)
        }
        (Stage::Care, ResourceType::EpisodeOfCare) => {
            episode::episode(resource, full_url, context, resolver)
        }
        (Stage::Care, ResourceType::CareTeam) => {
            care_team::care_team(resource, full_url, context, resolver)
        }
        _ => Ok(Mapped::default()),
    }
}
