//! Who and where: patients, professionals, employments, and the aliases of all that others name.

use std::str::FromStr;

use serde_json::Value;

use super::element::{
    best_name, check_lists, codings, day, family, full_name, given, id, instant, is_partial_date,
    list, recorded_at, required_id, text,
};
use super::reference::{Found, RefKey, Resolved, Resolver, ResourceKind, find, identifiers, read};
use super::unit::{Group, LOCATION, ORGANIZATION, Place};
use super::{Alias, Context, Mapped, Note, code};
use crate::domain::ids::SourceId;
use crate::domain::intake::{Employment, Patient, Professional, Reason, Record, Rejection};
use crate::domain::time::{TimeError, add_days, parse_date};
use crate::domain::vocabulary::{Profession, Sex};

/// The kinds that a role's practitioner may have.
pub(super) const PRACTITIONER: &[ResourceKind] = &[ResourceKind::Practitioner];

/// Every name of a resource: its id, its URL in the Bundle, its identifiers.
pub(super) fn own_keys(
    resource: &Value,
    full_url: Option<&str>,
    kind: ResourceKind,
) -> Vec<RefKey> {
    let mut keys: Vec<_> = id(resource, full_url)
        .map(|id| RefKey::id(kind, &id))
        .into_iter()
        .chain(full_url.map(|url| RefKey::url(kind, url)))
        .chain(identifiers(resource, kind))
        .collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

fn aliases(
    resource: &Value,
    full_url: Option<&str>,
    kind: ResourceKind,
    target: &str,
    label: Option<&str>,
) -> Vec<Alias> {
    own_keys(resource, full_url, kind)
        .into_iter()
        .map(|key| Alias {
            key,
            target: target.to_owned(),
            label: label.map(str::to_owned),
        })
        .collect()
}

/// The aliases of an Organization, Location or `RelatedPerson`. A relative's name is not kept.
pub(super) fn named(
    resource: &Value,
    full_url: Option<&str>,
    kind: ResourceKind,
) -> Result<Mapped, Rejection> {
    let id = required_id(resource, full_url)?;
    let label = text(&resource["name"]);
    Ok(Mapped {
        aliases: aliases(resource, full_url, kind, &id, label),
        ..Mapped::default()
    })
}

/// The aliases of a Practitioner. What is wrong with it is told when it is mapped.
pub(super) fn practitioner_aliases(resource: &Value, full_url: Option<&str>) -> Mapped {
    let Some(id) = id(resource, full_url) else {
        return Mapped::default();
    };
    let name = practitioner_name(resource);
    let kind = ResourceKind::Practitioner;
    Mapped {
        aliases: aliases(resource, full_url, kind, &id, name.as_deref()),
        ..Mapped::default()
    }
}

fn practitioner_name(resource: &Value) -> Option<String> {
    best_name(&resource["name"]).and_then(full_name)
}

/// Practitioner -> professional, with the profession that the roles of the source gave.
pub(super) fn practitioner(
    resource: &Value,
    full_url: Option<&str>,
    resolver: &dyn Resolver,
) -> Result<Mapped, Rejection> {
    let id = required_id(resource, full_url)?;
    check_lists(resource, &["identifier", "name"])?;
    let (profession, notes) = told_profession(resource, full_url, resolver);
    let name = practitioner_name(resource).unwrap_or_else(|| id.clone());
    Ok(Mapped {
        records: vec![Record::Professional(Professional {
            id,
            name,
            profession,
        })],
        aliases: Vec::new(),
        notes,
    })
}

fn told_profession(
    resource: &Value,
    full_url: Option<&str>,
    resolver: &dyn Resolver,
) -> (Profession, Vec<Note>) {
    let mut told = Vec::new();
    for key in own_keys(resource, full_url, ResourceKind::Profession) {
        match resolver.resolve(&key) {
            Resolved::One { id, .. } => told.extend(Profession::from_str(&id)),
            Resolved::None => {}
            Resolved::Several => return (Profession::Other, vec![Note::SeveralProfessions]),
        }
    }
    told.sort_unstable();
    told.dedup();
    match told[..] {
        [] => (Profession::Other, Vec::new()),
        [one] => (one, Vec::new()),
        _ => (Profession::Other, vec![Note::SeveralProfessions]),
    }
}

/// What a `PractitionerRole` tells about the practitioner it names: the profession, under every name
/// that the role uses for the practitioner.
pub(super) fn role_professions(role: &Value) -> Mapped {
    let [profession] = code::professions(role)[..] else {
        return Mapped::default();
    };
    let reference = read(&role["practitioner"], role, PRACTITIONER);
    let keys = reference
        .iter()
        .flat_map(|reference| reference.keys_of(ResourceKind::Profession));
    Mapped {
        aliases: keys
            .map(|key| Alias {
                key,
                target: profession.code().to_owned(),
                label: None,
            })
            .collect(),
        ..Mapped::default()
    }
}

/// `PractitionerRole` -> aliases of the professional, and an employment where its first day is told.
pub(super) fn role(
    role: &Value,
    full_url: Option<&str>,
    context: &Context<'_>,
    resolver: &dyn Resolver,
) -> Result<Mapped, Rejection> {
    required_id(role, full_url)?;
    check_lists(role, &["code", "specialty", "location"])?;
    let mut mapped = Mapped::default();
    let path = "practitioner";
    let found = find(&role[path], role, path, PRACTITIONER, resolver)?;
    let Found::One { id: who, label, .. } = found else {
        mapped.notes.push(Note::NamedOnly);
        return Ok(mapped);
    };
    if code::professions(role).len() != 1 {
        mapped.notes.push(Note::RoleWithoutProfession);
    }
    let kind = ResourceKind::PractitionerRole;
    mapped.aliases = aliases(role, full_url, kind, &who, label.as_deref());
    employment(role, who, context, resolver, &mut mapped)?;
    Ok(mapped)
}

fn employment(
    role: &Value,
    professional_id: String,
    context: &Context<'_>,
    resolver: &dyn Resolver,
    mapped: &mut Mapped,
) -> Result<(), Rejection> {
    let Some(from) = day(&role["period"]["start"], context.zone) else {
        mapped.notes.push(Note::RoleWithoutPeriod);
        return Ok(());
    };
    // The last day of a FHIR period is in it; ours is the first day after.
    let to = match &role["period"]["end"] {
        Value::Null => None,
        end => Some(
            day(end, context.zone)
                .map(|last| add_days(last, 1))
                .ok_or_else(|| {
                    let fault = TimeError::NotADate.to_string();
                    Rejection::field(Reason::BadTime, "period.end", fault)
                })?,
        ),
    };
    if to.is_some_and(|to| to <= from) {
        return Err(super::element::end_before_start("period.end"));
    }
    let mut place = Place::read(
        &role["organization"],
        role,
        "organization",
        ORGANIZATION,
        resolver,
    )?;
    if place.is_none()
        && let [location] = &list(&role["location"]).collect::<Vec<_>>()[..]
    {
        place = Place::read(location, role, "location[0]", LOCATION, resolver)?;
    }
    let Some(place) = place else {
        mapped.notes.push(Note::RoleWithoutPeriod);
        return Ok(());
    };
    let unit = place.unit(Group::Community, context, resolver);
    let employment = Employment {
        professional_id,
        unit_id: unit.id.clone(),
        from,
        to,
        planned_end: None,
        is_locum: false,
        caseload_limit: None,
    };
    mapped.records = vec![Record::Unit(unit), Record::Employment(employment)];
    Ok(())
}

/// Patient -> patient, with aliases.
pub(super) fn patient(
    resource: &Value,
    full_url: Option<&str>,
    context: &Context<'_>,
) -> Result<Mapped, Rejection> {
    let id = required_id(resource, full_url)?;
    check_lists(resource, &["identifier", "name", "communication"])?;
    let mut notes = Vec::new();
    let name = best_name(&resource["name"]);
    let parts = (name.and_then(family), name.and_then(given));
    let (family_name, given_name) = match parts {
        // A name that is not cut into parts stays in one piece.
        (None, None) => (name.and_then(full_name), None),
        parts => parts,
    };
    let patient = Patient {
        identifiers: source_ids(resource, &mut notes),
        family_name,
        given_name,
        birth_date: birth_date(resource, &mut notes)?,
        sex: sex(resource)?,
        language: language(resource),
        in_service_from: None,
        in_service_to: None,
        deceased_at: deceased_at(resource, context, &mut notes)?,
        recorded_at: recorded_at(resource, context.zone),
        id: id.clone(),
    };
    Ok(Mapped {
        records: vec![Record::Patient(patient)],
        aliases: aliases(resource, full_url, ResourceKind::Patient, &id, None),
        notes,
    })
}

fn source_ids(resource: &Value, notes: &mut Vec<Note>) -> Vec<SourceId> {
    let mut ids: Vec<SourceId> = Vec::new();
    for identifier in list(&resource["identifier"]) {
        match (text(&identifier["system"]), text(&identifier["value"])) {
            (Some(system), Some(value)) => {
                let id = SourceId::new(system, value);
                if !ids.contains(&id) {
                    ids.push(id);
                }
            }
            _ => notes.push(Note::IdentifierWithoutSystem),
        }
    }
    ids
}

fn birth_date(
    resource: &Value,
    notes: &mut Vec<Note>,
) -> Result<Option<chrono::NaiveDate>, Rejection> {
    let value = &resource["birthDate"];
    if value.is_null() {
        return Ok(None);
    }
    let written = value.as_str().unwrap_or_default();
    if is_partial_date(written) {
        notes.push(Note::PartialBirthDate);
        return Ok(None);
    }
    parse_date(written)
        .map(Some)
        .map_err(|fault| Rejection::field(Reason::BadTime, "birthDate", fault.to_string()))
}

fn sex(resource: &Value) -> Result<Option<Sex>, Rejection> {
    let value = &resource["gender"];
    if value.is_null() {
        return Ok(None);
    }
    Sex::from_str(value.as_str().unwrap_or_default())
        .map(Some)
        .map_err(|fault| Rejection::field(Reason::UnknownCode, "gender", fault.to_string()))
}

fn deceased_at(
    resource: &Value,
    context: &Context<'_>,
    notes: &mut Vec<Note>,
) -> Result<Option<crate::domain::time::Instant>, Rejection> {
    let at = &resource["deceasedDateTime"];
    if resource["deceasedBoolean"] == true || at.as_str().is_some_and(is_partial_date) {
        notes.push(Note::DeathWithoutTime);
        return Ok(None);
    }
    instant(at, "deceasedDateTime", context.zone)
}

/// The preferred language, or the only one.
fn language(resource: &Value) -> Option<String> {
    let spoken: Vec<_> = list(&resource["communication"]).collect();
    let chosen = spoken
        .iter()
        .find(|one| one["preferred"] == true)
        .or(match &spoken[..] {
            [only] => Some(only),
            _ => None,
        })?;
    codings(&chosen["language"])
        .next()
        .map(|(_, code)| code.to_owned())
}
