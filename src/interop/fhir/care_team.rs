//! `CareTeam` -> one relationship per practitioner and role.

use serde_json::Value;

use super::element::{
    Period, best_name, check_lists, end_before_start, full_name, list, missing, period,
    recorded_at, required_id, text,
};
use super::encounter::patient;
use super::life::{entered_in_error, not_begun};
use super::participant::{Who, who};
use super::reference::{Resolver, ResourceKind, contained};
use super::tie::{push_tie, tie};
use super::{Context, Mapped, Note, code};
use crate::domain::intake::{Reason, Record, Rejection, Relationship};
use crate::domain::time::Instant;
use crate::domain::vocabulary::RelationshipKind;

/// The kinds that a member may have. All but the first two are known so as to be left out.
pub(super) const MEMBER: &[ResourceKind] = &[
    ResourceKind::Practitioner,
    ResourceKind::PractitionerRole,
    ResourceKind::Patient,
    ResourceKind::Organization,
    ResourceKind::RelatedPerson,
];

/// What every member of one team shares.
struct Team {
    id: String,
    patient_id: String,
    is_over: bool,
    period: Period,
}

/// Maps one care team.
pub(super) fn care_team(
    resource: &Value,
    full_url: Option<&str>,
    context: &Context<'_>,
    resolver: &dyn Resolver,
) -> Result<Mapped, Rejection> {
    check_lists(resource, &["participant"])?;
    let team = Team {
        id: format!("CareTeam/{}", required_id(resource, full_url)?),
        is_over: is_over(resource)?,
        patient_id: patient(resource, "subject", resolver)?,
        period: period(&resource["period"], "period", context.zone)?,
    };
    let mut notes = Vec::new();
    let mut relationships = Vec::new();
    for (at, participant) in list(&resource["participant"]).enumerate() {
        let path = format!("participant[{at}]");
        let member = &participant["member"];
        let found = who(
            member,
            resource,
            &format!("{path}.member"),
            MEMBER,
            resolver,
        )?;
        match found {
            Who::Professional(holder) => {
                for kind in kinds(participant, context) {
                    let (from, to) = team.time(participant, &path, context)?;
                    let new = tie(&team.id, &team.patient_id, kind, holder.clone(), from);
                    push_tie(&mut relationships, Relationship { to, ..new });
                }
            }
            Who::Relative => match relative_name(member, resource) {
                Some(name) => {
                    let (from, to) = team.time(participant, &path, context)?;
                    relationships.push(team.relative(at, name, from, to));
                }
                None => notes.push(Note::NotAPractitioner),
            },
            other => notes.extend(other.note()),
        }
    }
    let recorded_at = recorded_at(resource, context.zone);
    let records = relationships.into_iter().map(|relationship| {
        Record::Relationship(Relationship {
            recorded_at,
            ..relationship
        })
    });
    Ok(Mapped {
        records: records.collect(),
        aliases: Vec::new(),
        notes,
    })
}

fn is_over(resource: &Value) -> Result<bool, Rejection> {
    match text(&resource["status"]) {
        // The status is optional in FHIR R4.
        Some("active" | "suspended") | None => Ok(false),
        Some("inactive") => Ok(true),
        Some("proposed") => Err(not_begun()),
        Some("entered-in-error") => Err(entered_in_error()),
        Some(_) => Err(Rejection::field(
            Reason::UnknownCode,
            "status",
            "not a status of FHIR R4; accepted: active, suspended, inactive",
        )),
    }
}

impl Team {
    /// When a member belonged to the team: the member's own time, else the team's.
    fn time(
        &self,
        participant: &Value,
        path: &str,
        context: &Context<'_>,
    ) -> Result<(Instant, Option<Instant>), Rejection> {
        let own = period(
            &participant["period"],
            &format!("{path}.period"),
            context.zone,
        )?;
        let Some(from) = own.from.or(self.period.from) else {
            return Err(missing(
                &format!("{path}.period.start"),
                "neither the participant nor the team has a start; give one of them",
            ));
        };
        let to = own.to.or(self.period.to);
        if self.is_over && to.is_none() {
            return Err(missing(
                "period.end",
                "the team is inactive, but not since when; give the end of its period",
            ));
        }
        if to.is_some_and(|to| to < from) {
            return Err(end_before_start(&format!("{path}.period")));
        }
        Ok((from, to))
    }

    /// A relative has no source id of ours; the place in the team tells relatives apart.
    fn relative(
        &self,
        at: usize,
        name: String,
        from: Instant,
        to: Option<Instant>,
    ) -> Relationship {
        let kind = RelationshipKind::NextOfKin;
        Relationship {
            professional_id: None,
            person_name: Some(name),
            to,
            ..tie(&self.id, &self.patient_id, kind, (at + 1).to_string(), from)
        }
    }
}

/// The kinds of relationship that a participant's roles name, in order of the roles and without
/// repeats; `team_member` where none does. The operator's rules come before ours.
fn kinds(participant: &Value, context: &Context<'_>) -> Vec<RelationshipKind> {
    let mut kinds = Vec::new();
    for role in list(&participant["role"]) {
        let words = code::words(role);
        let told = words
            .iter()
            .find_map(|(system, code, text)| context.mapping.role(system, code, text))
            .or_else(|| {
                words
                    .iter()
                    .find_map(|(system, code, text)| code::relationship(system, code, text))
            });
        if let Some(kind) = told
            && !kinds.contains(&kind)
        {
            kinds.push(kind);
        }
    }
    if kinds.is_empty() {
        kinds.push(RelationshipKind::TeamMember);
    }
    kinds
}

/// The name of a relative, where the team itself tells it.
fn relative_name(member: &Value, team: &Value) -> Option<String> {
    let inner = member["reference"]
        .as_str()
        .and_then(|text| text.strip_prefix('#'))
        .and_then(|id| contained(team, id));
    inner
        .and_then(|inner| best_name(&inner["name"]))
        .and_then(full_name)
        .or_else(|| text(&member["display"]).map(str::to_owned))
}
