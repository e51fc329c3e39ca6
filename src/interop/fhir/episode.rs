//! `EpisodeOfCare` -> a treatment period on the organisation's books, and its care manager.

use serde_json::Value;

use super::element::{missing, period, recorded_at, required_id, text};
use super::encounter::patient;
use super::life::{end, entered_in_error, not_begun};
use super::participant::{PEOPLE, Who, who};
use super::reference::Resolver;
use super::tie::tie;
use super::unit::{Group, ORGANIZATION, Place};
use super::{Context, Mapped};
use crate::domain::intake::{Reason, Record, Rejection, Relationship, TreatmentPeriod};
use crate::domain::vocabulary::RelationshipKind;

/// Maps one episode of care. Its source id is `EpisodeOfCare/<id>`, apart from encounters.
pub(super) fn episode(
    resource: &Value,
    full_url: Option<&str>,
    context: &Context<'_>,
    resolver: &dyn Resolver,
) -> Result<Mapped, Rejection> {
    let id = format!("EpisodeOfCare/{}", required_id(resource, full_url)?);
    let is_over = is_over(resource)?;
    let patient_id = patient(resource, "patient", resolver)?;
    let mut notes = Vec::new();
    let period = period(&resource["period"], "period", context.zone)?;
    let from = period
        .from
        .ok_or_else(|| missing("period.start", "give the time or day at which it began"))?;
    let to = end(period, is_over, &mut notes)?;
    let path = "managingOrganization";
    let unit = Place::read(&resource[path], resource, path, ORGANIZATION, resolver)?
        .ok_or_else(|| missing(path, "no organisation is named; give a reference to one"))?
        .unit(Group::Community, context, resolver);
    let recorded_at = recorded_at(resource, context.zone);
    let unit_id = unit.id.clone();
    let treatment_period = TreatmentPeriod {
        id: id.clone(),
        patient_id: patient_id.clone(),
        unit_id: unit_id.clone(),
        from,
        to,
        admission_kind: None,
        planned_from: None,
        planned_to: None,
        room: None,
        end_reason: None,
        leave: Vec::new(),
        recorded_at,
    };
    let mut records = vec![
        Record::Unit(unit),
        Record::TreatmentPeriod(treatment_period),
    ];
    let manager = &resource["careManager"];
    if !manager.is_null() {
        let found = who(manager, resource, "careManager", PEOPLE, resolver)?;
        notes.extend(found.note());
        if let Who::Professional(holder) = found {
            records.push(Record::Relationship(Relationship {
                unit_id: Some(unit_id),
                to,
                recorded_at,
                ..tie(
                    &id,
                    &patient_id,
                    RelationshipKind::Coordinator,
                    holder,
                    from,
                )
            }));
        }
    }
    Ok(Mapped {
        records,
        aliases: Vec::new(),
        notes,
    })
}

fn is_over(resource: &Value) -> Result<bool, Rejection> {
    match text(&resource["status"]) {
        Some("active" | "onhold") => Ok(false),
        Some("finished") => Ok(true),
        Some("planned" | "waitlist" | "cancelled") => Err(not_begun()),
        Some("entered-in-error") => Err(entered_in_error()),
        Some(_) => Err(Rejection::field(
            Reason::UnknownCode,
            "status",
            "not a status of FHIR R4; accepted: active, onhold, finished",
        )),
        None => Err(missing("status", "give one, such as active")),
    }
}
