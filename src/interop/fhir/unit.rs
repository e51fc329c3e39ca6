//! Units: a place (organisation or location) together with what it is used for.

use serde::Deserialize;
use serde_json::Value;

use super::Context;
use super::element::{list, missing};
use super::reference::{Found, Resolver, ResourceKind, find};
use crate::domain::intake::{Rejection, Unit};
use crate::domain::vocabulary::Setting;

/// The use of a place. One organisation may have a unit of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Group {
    Inpatient,
    Outpatient,
    Emergency,
    /// The organisation's own books: episodes of care, and employments, whose use is not told.
    Community,
}

impl Group {
    const fn code(self) -> &'static str {
        match self {
            Self::Inpatient => "inpatient",
            Self::Outpatient => "outpatient",
            Self::Emergency => "emergency",
            Self::Community => "community",
        }
    }

    /// The setting where the operator gave no rule.
    pub(super) const fn default_setting(self) -> Setting {
        match self {
            Self::Inpatient => Setting::GeneralHospital,
            Self::Outpatient | Self::Community => Setting::OutpatientClinic,
            Self::Emergency => Setting::EmergencyRoom,
        }
    }
}

/// A known Organization or Location.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) kind: ResourceKind,
    pub(super) id: String,
    pub(super) label: Option<String>,
}

/// The kinds that a place may have.
pub(super) const ORGANIZATION: &[ResourceKind] = &[ResourceKind::Organization];
pub(super) const LOCATION: &[ResourceKind] = &[ResourceKind::Location];

impl Place {
    /// Reads a place; `None` where the Reference gives no identity.
    pub(super) fn read(
        value: &Value,
        owner: &Value,
        path: &str,
        kinds: &[ResourceKind],
        resolver: &dyn Resolver,
    ) -> Result<Option<Self>, Rejection> {
        Ok(match find(value, owner, path, kinds, resolver)? {
            Found::One { kind, id, label } => Some(Self { kind, id, label }),
            Found::NamedOnly(_) | Found::OtherType => None,
        })
    }

    /// The unit of this place for one use. It depends on nothing else, so that every resource that
    /// names the place makes the same unit.
    pub(super) fn unit(
        &self,
        group: Group,
        context: &Context<'_>,
        resolver: &dyn Resolver,
    ) -> Unit {
        let prefix = match self.kind {
            ResourceKind::Location => "Location/",
            _ => "",
        };
        Unit {
            id: format!("{prefix}{}#{}", self.id, group.code()),
            name: self.label.clone().unwrap_or_else(|| self.id.clone()),
            setting: context.mapping.setting(self, group, resolver),
            parent_id: None,
            time_zone: None,
            beds: None,
        }
    }
}

/// Where an encounter was: its service provider, else its one location.
pub(super) fn of_encounter(encounter: &Value, resolver: &dyn Resolver) -> Result<Place, Rejection> {
    let provider = &encounter["serviceProvider"];
    if let Some(place) = Place::read(
        provider,
        encounter,
        "serviceProvider",
        ORGANIZATION,
        resolver,
    )? {
        return Ok(place);
    }
    let mut places = Vec::new();
    for (at, location) in list(&encounter["location"]).enumerate() {
        let path = format!("location[{at}].location");
        places.extend(Place::read(
            &location["location"],
            encounter,
            &path,
            LOCATION,
            resolver,
        )?);
    }
    places.dedup();
    match <[Place; 1]>::try_from(places) {
        Ok([place]) => Ok(place),
        Err(places) if places.is_empty() => Err(missing(
            "serviceProvider, location",
            "neither a service provider nor a location is named; give one, or it is not known \
             where this happened",
        )),
        Err(_) => Err(missing(
            "serviceProvider",
            "several locations and no service provider; give the provider",
        )),
    }
}
