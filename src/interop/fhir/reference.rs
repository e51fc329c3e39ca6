//! How one resource names another, and the keys by which the named one is found.

use serde_json::Value;

use crate::domain::intake::{Reason, Rejection};

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

impl RefKey {
    /// By the resource's own id.
    pub fn id(kind: ResourceKind, id: &str) -> Self {
        Self {
            kind,
            alias: format!("id:{id}"),
        }
    }

    /// By the URL that a Bundle or an absolute reference gives it.
    pub fn url(kind: ResourceKind, url: &str) -> Self {
        Self {
            kind,
            alias: format!("url:{url}"),
        }
    }

    /// By a business identifier; an identifier without a system has an empty one.
    pub fn identifier(kind: ResourceKind, system: &str, value: &str) -> Self {
        Self {
            kind,
            alias: format!("identifier:{system}|{value}"),
        }
    }

    fn of_kind(&self, kind: ResourceKind) -> Self {
        Self {
            kind,
            alias: self.alias.clone(),
        }
    }
}

/// How a reference is written; for messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Literal,
    Urn,
    Contained,
    Identifier,
    Conditional,
}

impl Style {
    const fn words(self) -> &'static str {
        match self {
            Self::Literal => "literal (Type/id or a URL ending so)",
            Self::Urn => "urn",
            Self::Contained => "contained (#id)",
            Self::Identifier => "identifier",
            Self::Conditional => "conditional (Type?identifier=system|value)",
        }
    }
}

/// One reading of a Reference: its style, and the names to try, best first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reference {
    style: Style,
    keys: Vec<RefKey>,
}

/// What a Reference turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    /// A known resource.
    One {
        kind: ResourceKind,
        id: String,
        label: Option<String>,
    },
    /// Only a display text, or a contained resource that has no identity outside.
    NamedOnly(Option<ResourceKind>),
    /// A resource of a type that is not asked for here.
    OtherType,
}

/// Reads a Reference that may name any of `kinds`; `None` when it names nothing, or a resource of
/// another type. `owner` is the resource that holds it, for what it contains.
pub(super) fn read(value: &Value, owner: &Value, kinds: &[ResourceKind]) -> Option<Reference> {
    let stated = value["type"].as_str().and_then(ResourceKind::parse);
    let narrowed: &[ResourceKind] = match &stated {
        Some(kind) if kinds.contains(kind) => std::slice::from_ref(kind),
        _ => kinds,
    };
    let by_identifier = identifier_keys(&value["identifier"], narrowed);
    if let Some(text) = value["reference"].as_str() {
        let mut reference = from_text(text, owner, narrowed)?;
        reference.keys.extend(by_identifier);
        return Some(reference);
    }
    (!by_identifier.is_empty()).then_some(Reference {
        style: Style::Identifier,
        keys: by_identifier,
    })
}

/// The kind that a Reference says it names, by its path or its type.
pub(super) fn stated_kind(value: &Value) -> Option<ResourceKind> {
    let text = value["reference"].as_str().unwrap_or_default();
    let path = text.split_once('?').map_or(text, |(path, _)| path);
    let current = path.split_once("/_history/").map_or(path, |(url, _)| url);
    current
        .rsplit('/')
        .take(2)
        .find_map(ResourceKind::parse)
        .or_else(|| value["type"].as_str().and_then(ResourceKind::parse))
}

fn from_text(text: &str, owner: &Value, kinds: &[ResourceKind]) -> Option<Reference> {
    if let Some(id) = text.strip_prefix('#') {
        return from_contained(id, owner, kinds);
    }
    if text.starts_with("urn:") {
        let keys = kinds.iter().map(|kind| RefKey::url(*kind, text)).collect();
        return Some(Reference {
            style: Style::Urn,
            keys,
        });
    }
    if let Some((path, query)) = text.split_once('?') {
        return from_query(path, query, kinds);
    }
    from_literal(text, kinds)
}

fn from_literal(text: &str, kinds: &[ResourceKind]) -> Option<Reference> {
    let current = text.split_once("/_history/").map_or(text, |(url, _)| url);
    let mut parts = current.rsplit('/');
    let id = parts.next().filter(|id| !id.is_empty())?;
    let kind = parts.next().and_then(ResourceKind::parse)?;
    if !kinds.contains(&kind) {
        return None;
    }
    let mut keys = Vec::new();
    if parts.next().is_some() {
        keys.push(RefKey::url(kind, current));
    }
    keys.push(RefKey::id(kind, id));
    Some(Reference {
        style: Style::Literal,
        keys,
    })
}

fn from_query(path: &str, query: &str, kinds: &[ResourceKind]) -> Option<Reference> {
    let kind = ResourceKind::parse(path.rsplit('/').next()?)?;
    if !kinds.contains(&kind) {
        return None;
    }
    let keys = query
        .strip_prefix("identifier=")
        .filter(|token| !token.contains('&'))
        .map(percent_decoded)
        .map(|token| match token.split_once('|') {
            Some((system, value)) => RefKey::identifier(kind, system, value),
            None => RefKey::identifier(kind, "", &token),
        })
        .into_iter()
        .collect();
    Some(Reference {
        style: Style::Conditional,
        keys,
    })
}

fn from_contained(id: &str, owner: &Value, kinds: &[ResourceKind]) -> Option<Reference> {
    let inner = contained(owner, id);
    let keys = match inner.and_then(kind_of) {
        Some(kind) if !kinds.contains(&kind) => return None,
        Some(kind) => inner.map_or_else(Vec::new, |inner| identifiers(inner, kind)),
        None => Vec::new(),
    };
    Some(Reference {
        style: Style::Contained,
        keys,
    })
}

/// The resource that another contains under an id.
pub(super) fn contained<'a>(owner: &'a Value, id: &str) -> Option<&'a Value> {
    owner["contained"].as_array()?.iter().find(|inner| {
        inner["id"]
            .as_str()
            .is_some_and(|own| own.trim_start_matches('#') == id)
    })
}

/// The kind of a whole resource, where it is one that others refer to here.
pub(super) fn kind_of(resource: &Value) -> Option<ResourceKind> {
    resource["resourceType"]
        .as_str()
        .and_then(ResourceKind::parse)
}

/// The keys of every usable identifier of a resource, in its order.
pub(super) fn identifiers(resource: &Value, kind: ResourceKind) -> Vec<RefKey> {
    resource["identifier"]
        .as_array()
        .into_iter()
        .flatten()
        .flat_map(|identifier| identifier_keys(identifier, &[kind]))
        .collect()
}

fn identifier_keys(identifier: &Value, kinds: &[ResourceKind]) -> Vec<RefKey> {
    let system = identifier["system"].as_str().unwrap_or_default();
    let Some(value) = identifier["value"]
        .as_str()
        .filter(|value| !value.is_empty())
    else {
        return Vec::new();
    };
    kinds
        .iter()
        .map(|kind| RefKey::identifier(*kind, system, value))
        .collect()
}

impl ResourceKind {
    fn parse(text: &str) -> Option<Self> {
        [
            Self::Patient,
            Self::Practitioner,
            Self::PractitionerRole,
            Self::Organization,
            Self::Location,
            Self::RelatedPerson,
        ]
        .into_iter()
        .find(|kind| kind.code() == text)
    }
}

impl Reference {
    /// The names to try, best first.
    pub(super) fn keys(&self) -> &[RefKey] {
        &self.keys
    }

    /// The same names for another kind of thing.
    pub(super) fn keys_of(&self, kind: ResourceKind) -> impl Iterator<Item = RefKey> + '_ {
        self.keys.iter().map(move |key| key.of_kind(kind))
    }
}

/// Finds what a Reference names, at an element path of `owner`. What it cannot find is an error;
/// what has no identity is not.
pub(super) fn find(
    value: &Value,
    owner: &Value,
    path: &str,
    kinds: &[ResourceKind],
    resolver: &dyn Resolver,
) -> Result<Found, Rejection> {
    let Some(reference) = read(value, owner, kinds) else {
        let names_something = value["reference"].is_string() || value["identifier"].is_object();
        return Ok(if names_something {
            Found::OtherType
        } else {
            Found::NamedOnly(value["type"].as_str().and_then(ResourceKind::parse))
        });
    };
    for key in &reference.keys {
        match resolver.resolve(key) {
            Resolved::One { id, label } => {
                return Ok(Found::One {
                    kind: key.kind,
                    id,
                    label,
                });
            }
            Resolved::None => {}
            Resolved::Several => return Err(several(path, reference.style, kinds)),
        }
    }
    if reference.style == Style::Contained {
        let inner = value["reference"]
            .as_str()
            .and_then(|text| contained(owner, text.trim_start_matches('#')));
        if let Some(inner) = inner {
            return Ok(Found::NamedOnly(kind_of(inner)));
        }
    }
    Err(unknown(path, reference.style, kinds))
}

fn unknown(path: &str, style: Style, kinds: &[ResourceKind]) -> Rejection {
    Rejection::field(
        Reason::UnknownReference,
        path,
        format!(
            "the {} reference names no {} in this source; import it in the same run or before",
            style.words(),
            names(kinds)
        ),
    )
}

fn several(path: &str, style: Style, kinds: &[ResourceKind]) -> Rejection {
    Rejection::field(
        Reason::AmbiguousReference,
        path,
        format!(
            "the {} reference names more than one {} of this source; it must name exactly one",
            style.words(),
            names(kinds)
        ),
    )
}

fn names(kinds: &[ResourceKind]) -> String {
    let codes: Vec<_> = kinds.iter().map(|kind| kind.code()).collect();
    codes.join(" or ")
}

/// Undoes `%7C` and its like; a broken escape stays as it is.
fn percent_decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let escaped = (bytes[at] == b'%')
            .then(|| text.get(at + 1..at + 3))
            .flatten()
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        out.push(escaped.unwrap_or(bytes[at]));
        at += if escaped.is_some() { 3 } else { 1 };
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}
