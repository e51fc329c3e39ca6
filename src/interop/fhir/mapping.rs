//! What the operator tells about a source: settings of its units, kinds of its team roles.

use serde::Deserialize;

use super::reference::{RefKey, Resolved, Resolver, ResourceKind};
use super::unit::{Group, Place};
use crate::domain::vocabulary::{RelationshipKind, Setting};

/// The rules of a `--mapping` file for FHIR. The default has none.
///
/// ```
/// let mapping = redthread::interop::fhir::Mapping::from_toml(r#"
///     [[unit]]
///     name = "Ward 3 South"
///     class = "inpatient"
///     setting = "acute_ward"
///
///     [[role]]
///     text = "key worker"
///     kind = "contact_person"
/// "#);
/// assert!(mapping.is_ok());
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    #[serde(default, rename = "unit")]
    units: Vec<UnitRule>,
    #[serde(default, rename = "role")]
    roles: Vec<RoleRule>,
}

/// Sets the setting of units. All criteria given must hold; the first rule that holds wins.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct UnitRule {
    /// Id of the Organization.
    organization: Option<String>,
    /// Id of the Location.
    location: Option<String>,
    /// `system|value` of either.
    identifier: Option<String>,
    /// Name of either, exactly.
    name: Option<String>,
    /// Which of the place's units.
    class: Option<Group>,
    setting: Setting,
}

/// Sets the kind of relationship that a role in a care team makes.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct RoleRule {
    system: Option<String>,
    code: Option<String>,
    /// Text or display, whatever its case.
    text: Option<String>,
    kind: RelationshipKind,
}

/// Why a mapping file cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("mapping file: {0}")]
pub struct MappingError(String);

impl Mapping {
    /// Reads the TOML text of a mapping file. Unknown keys and codes are refused, and so are rules
    /// that would hold for everything.
    pub fn from_toml(text: &str) -> Result<Self, MappingError> {
        let mapping: Self =
            toml::from_str(text).map_err(|fault| MappingError(fault.to_string()))?;
        for (at, rule) in mapping.units.iter().enumerate() {
            rule.check()
                .map_err(|fault| MappingError(format!("[[unit]] number {}: {fault}", at + 1)))?;
        }
        if let Some(at) = mapping.roles.iter().position(RoleRule::is_empty) {
            return Err(MappingError(format!(
                "[[role]] number {}: give a code or a text",
                at + 1
            )));
        }
        Ok(mapping)
    }

    /// The keys that rules by identifier need resolved: the same for every resource of a run.
    pub fn keys(&self) -> Vec<RefKey> {
        self.units.iter().flat_map(UnitRule::keys).collect()
    }

    pub(super) fn setting(&self, place: &Place, group: Group, resolver: &dyn Resolver) -> Setting {
        self.units
            .iter()
            .find(|rule| rule.holds(place, group, resolver))
            .map_or(group.default_setting(), |rule| rule.setting)
    }

    /// The kind for one coding, or for one text (lower case).
    pub(super) fn role(&self, system: &str, code: &str, text: &str) -> Option<RelationshipKind> {
        self.roles
            .iter()
            .find(|rule| rule.holds(system, code, text))
            .map(|rule| rule.kind)
    }
}

impl UnitRule {
    fn check(&self) -> Result<(), &'static str> {
        let criteria = [
            self.organization.is_some(),
            self.location.is_some(),
            self.identifier.is_some(),
            self.name.is_some(),
            self.class.is_some(),
        ];
        if !criteria.contains(&true) {
            return Err("give at least one of organization, location, identifier, name, class");
        }
        if self.organization.is_some() && self.location.is_some() {
            return Err("organization and location exclude each other");
        }
        match &self.identifier {
            Some(identifier) if !identifier.contains('|') => {
                Err("write identifier as system|value")
            }
            _ => Ok(()),
        }
    }

    fn keys(&self) -> Vec<RefKey> {
        let Some((system, value)) = self.identifier.as_deref().and_then(|id| id.split_once('|'))
        else {
            return Vec::new();
        };
        [ResourceKind::Organization, ResourceKind::Location]
            .into_iter()
            .map(|kind| RefKey::identifier(kind, system, value))
            .collect()
    }

    fn holds(&self, place: &Place, group: Group, resolver: &dyn Resolver) -> bool {
        let is = |kind, id: &String| place.kind == kind && place.id == *id;
        let identified = || {
            self.keys().iter().any(|key| {
                key.kind == place.kind
                    && matches!(resolver.resolve(key), Resolved::One { id, .. } if id == place.id)
            })
        };
        self.organization
            .as_ref()
            .is_none_or(|id| is(ResourceKind::Organization, id))
            && self
                .location
                .as_ref()
                .is_none_or(|id| is(ResourceKind::Location, id))
            && self
                .name
                .as_deref()
                .is_none_or(|name| place.label.as_deref() == Some(name))
            && self.class.is_none_or(|class| class == group)
            && (self.identifier.is_none() || identified())
    }
}

impl RoleRule {
    fn is_empty(&self) -> bool {
        self.code.is_none() && self.text.is_none()
    }

    fn holds(&self, system: &str, code: &str, text: &str) -> bool {
        self.system.as_deref().is_none_or(|own| own == system)
            && self.code.as_deref().is_none_or(|own| own == code)
            && self
                .text
                .as_deref()
                .is_none_or(|own| own.trim().to_lowercase() == text)
    }
}
