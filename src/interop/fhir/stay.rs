//! An inpatient encounter -> a treatment period and its responsible clinicians.
//!
//! Children of a stay (`partOf`) are ward stays of their own; the admission is derived from all of
//! them together, so a parent that arrives as well changes nothing.

use serde_json::Value;

use super::element::{end_before_start, list, period};
use super::encounter::{Head, Status};
use super::life::{end, not_begun};
use super::participant::{PEOPLE, Who, who};
use super::reference::Resolver;
use super::tie::{push_tie, tie};
use super::unit::{Group, of_encounter};
use super::{Context, Mapped, Note, code};
use crate::domain::intake::{Leave, Record, Rejection, Relationship, TreatmentPeriod};
use crate::domain::time::Instant;
use crate::domain::vocabulary::{AdmissionKind, PeriodEndReason, RelationshipKind};

/// Maps an encounter of an inpatient class.
pub(super) fn stay(
    head: &Head<'_>,
    context: &Context<'_>,
    resolver: &dyn Resolver,
) -> Result<Mapped, Rejection> {
    let is_over = match head.status {
        Status::Planned | Status::Cancelled => return Err(not_begun()),
        Status::Open { .. } => false,
        Status::Finished => true,
    };
    let resource = head.resource;
    let mut notes = Vec::new();
    let to = end(head.period, is_over, &mut notes)?;
    let unit = of_encounter(resource, resolver)?.unit(Group::Inpatient, context, resolver);
    if list(&resource["location"]).count() > 1 {
        notes.push(Note::SeveralLocations);
    }
    let treatment_period = TreatmentPeriod {
        id: head.id.clone(),
        patient_id: head.patient_id.clone(),
        unit_id: unit.id.clone(),
        from: head.from,
        to,
        admission_kind: admission_kind(resource, &mut notes),
        planned_from: None,
        planned_to: None,
        room: None,
        end_reason: to.and_then(|_| end_reason(resource, &mut notes)),
        leave: leave(head, context, &mut notes)?,
        recorded_at: head.recorded_at,
    };
    let responsible = responsible(head, to, &unit.id, context, resolver, &mut notes)?;
    let mut records = vec![
        Record::Unit(unit),
        Record::TreatmentPeriod(treatment_period),
    ];
    records.extend(responsible.into_iter().map(Record::Relationship));
    Ok(Mapped {
        records,
        aliases: Vec::new(),
        notes,
    })
}

fn admission_kind(resource: &Value, notes: &mut Vec<Note>) -> Option<AdmissionKind> {
    match code::admission_kinds(resource)[..] {
        [] => None,
        [kind] => Some(kind),
        _ => {
            notes.push(Note::AdmissionKindContradicts);
            None
        }
    }
}

fn end_reason(resource: &Value, notes: &mut Vec<Note>) -> Option<PeriodEndReason> {
    let disposition = &resource["hospitalization"]["dischargeDisposition"];
    let reason = code::end_reason(disposition);
    if reason.is_none() && !disposition.is_null() {
        notes.push(Note::DispositionNotMapped);
    }
    reason
}

/// Leaves, from the status history. A leave that lasts is not in the history, so its start is not
/// known.
fn leave(
    head: &Head<'_>,
    context: &Context<'_>,
    notes: &mut Vec<Note>,
) -> Result<Vec<Leave>, Rejection> {
    let mut leave = Vec::new();
    let mut is_open_known = false;
    for (at, past) in list(&head.resource["statusHistory"]).enumerate() {
        if past["status"] != "onleave" {
            continue;
        }
        let path = format!("statusHistory[{at}].period");
        let period = period(&past["period"], &path, context.zone)?;
        is_open_known |= period.from.is_some() && period.to.is_none();
        match period.from {
            Some(from) => leave.push(Leave {
                from,
                to: period.to,
            }),
            None => notes.push(Note::LeaveWithoutStart),
        }
    }
    if head.status == (Status::Open { on_leave: true }) && !is_open_known {
        notes.push(Note::LeaveWithoutStart);
    }
    leave.sort_unstable();
    leave.dedup();
    Ok(leave)
}

/// The clinicians responsible for a stay: attenders and primary performers.
fn responsible(
    head: &Head<'_>,
    to: Option<Instant>,
    unit_id: &str,
    context: &Context<'_>,
    resolver: &dyn Resolver,
    notes: &mut Vec<Note>,
) -> Result<Vec<Relationship>, Rejection> {
    let mut relationships: Vec<Relationship> = Vec::new();
    for (at, participant) in list(&head.resource["participant"]).enumerate() {
        let is_responsible =
            code::takes_part_as(participant, "ATND") || code::takes_part_as(participant, "PPRF");
        if !is_responsible {
            notes.push(Note::OtherPartInStay);
            continue;
        }
        let path = format!("participant[{at}]");
        let individual = &participant["individual"];
        let found = who(
            individual,
            head.resource,
            &format!("{path}.individual"),
            PEOPLE,
            resolver,
        )?;
        notes.extend(found.note());
        let Who::Professional(professional_id) = found else {
            continue;
        };
        let own = period(
            &participant["period"],
            &format!("{path}.period"),
            context.zone,
        )?;
        let from = own.from.unwrap_or(head.from);
        let to = own.to.or(to);
        if to.is_some_and(|to| to < from) {
            return Err(end_before_start(&format!("{path}.period")));
        }
        let relationship = Relationship {
            unit_id: Some(unit_id.to_owned()),
            to,
            recorded_at: head.recorded_at,
            ..tie(
                &head.id,
                &head.patient_id,
                RelationshipKind::ResponsibleClinician,
                professional_id,
                from,
            )
        };
        push_tie(&mut relationships, relationship);
    }
    Ok(relationships)
}
