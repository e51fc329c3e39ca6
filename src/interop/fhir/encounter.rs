//! Encounter -> a treatment period with its responsible clinicians, or a contact.

use serde_json::Value;

use super::element::{
    Period, check_lists, coding, missing, period, recorded_at, required_id, text,
};
use super::life::entered_in_error;
use super::reference::{Found, Resolver, ResourceKind, find};
use super::stay::stay;
use super::unit::Group;
use super::visit::visit;
use super::{Context, Mapped};
use crate::domain::intake::{Reason, Rejection};
use crate::domain::time::Instant;
use crate::domain::vocabulary::ContactMode;

/// What an encounter is, by its class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Stay,
    Visit(Option<ContactMode>),
    Emergency,
}

/// Where an encounter is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Status {
    Planned,
    Open { on_leave: bool },
    Finished,
    Cancelled,
}

/// What both forms of encounter need.
pub(super) struct Head<'a> {
    pub(super) resource: &'a Value,
    pub(super) id: String,
    pub(super) patient_id: String,
    pub(super) status: Status,
    pub(super) period: Period,
    pub(super) from: Instant,
    pub(super) recorded_at: Option<Instant>,
}

/// Maps one encounter.
pub(super) fn encounter(
    resource: &Value,
    full_url: Option<&str>,
    context: &Context<'_>,
    resolver: &dyn Resolver,
) -> Result<Mapped, Rejection> {
    let id = required_id(resource, full_url)?;
    check_lists(
        resource,
        &["participant", "location", "type", "statusHistory"],
    )?;
    let class = class(resource)?;
    let status = status(resource)?;
    let period = period(&resource["period"], "period", context.zone)?;
    let head = Head {
        resource,
        id,
        patient_id: patient(resource, "subject", resolver)?,
        status,
        period,
        from: period.from.ok_or_else(|| {
            missing(
                "period.start",
                "give the time at which it began, such as 2026-03-02T14:30:00+01:00",
            )
        })?,
        recorded_at: recorded_at(resource, context.zone),
    };
    match class {
        Class::Stay => stay(&head, context, resolver),
        Class::Visit(mode) => visit(&head, mode, Group::Outpatient, context, resolver),
        Class::Emergency => visit(&head, None, Group::Emergency, context, resolver),
    }
}

/// The patient that an element names.
pub(super) fn patient(
    resource: &Value,
    path: &str,
    resolver: &dyn Resolver,
) -> Result<String, Rejection> {
    let kinds = &[ResourceKind::Patient];
    match find(&resource[path], resource, path, kinds, resolver)? {
        Found::One { id, .. } => Ok(id),
        Found::NamedOnly(_) => Err(missing(
            path,
            "no patient is named; give a reference to one",
        )),
        Found::OtherType => Err(Rejection::field(
            Reason::Unmappable,
            path,
            "names something other than a patient; only what concerns one patient is kept",
        )),
    }
}

fn class(resource: &Value) -> Result<Class, Rejection> {
    let value = &resource["class"];
    if value.is_array() {
        return Err(Rejection::field(
            Reason::Unmappable,
            "class",
            "a list, as in FHIR R5; FHIR R4 has one Coding here",
        ));
    }
    let Some((system, code)) = coding(value) else {
        return Err(missing(
            "class",
            "give one Coding of v3 ActCode, such as AMB or IMP",
        ));
    };
    let ours = [
        "",
        "http://terminology.hl7.org/CodeSystem/v3-ActCode",
        "http://hl7.org/fhir/v3/ActCode",
    ];
    if !ours.contains(&system) {
        return Err(Rejection::field(
            Reason::UnknownCode,
            "class.system",
            "not v3 ActCode (http://terminology.hl7.org/CodeSystem/v3-ActCode)",
        ));
    }
    Ok(match code {
        "IMP" | "ACUTE" | "NONAC" | "SS" | "OBSENC" => Class::Stay,
        "AMB" => Class::Visit(None),
        "VR" => Class::Visit(Some(ContactMode::Video)),
        "HH" => Class::Visit(Some(ContactMode::HomeVisit)),
        // Neither at a service's place nor at the patient's home.
        "FLD" => Class::Visit(Some(ContactMode::InPerson)),
        "EMER" => Class::Emergency,
        "PRENC" => {
            return Err(Rejection::field(
                Reason::Unmappable,
                "class",
                "a pre-admission is neither a stay nor a contact",
            ));
        }
        _ => {
            return Err(Rejection::field(
                Reason::UnknownCode,
                "class",
                "not a known encounter class; accepted: IMP, ACUTE, NONAC, SS, OBSENC, AMB, VR, HH, FLD, EMER",
            ));
        }
    })
}

fn status(resource: &Value) -> Result<Status, Rejection> {
    Ok(match text(&resource["status"]) {
        Some("planned") => Status::Planned,
        Some("arrived" | "triaged" | "in-progress") => Status::Open { on_leave: false },
        Some("onleave") => Status::Open { on_leave: true },
        Some("finished") => Status::Finished,
        Some("cancelled") => Status::Cancelled,
        Some("entered-in-error") => return Err(entered_in_error()),
        Some("unknown") => {
            return Err(Rejection::field(
                Reason::Unmappable,
                "status",
                "unknown: whether it took place is not told",
            ));
        }
        Some(_) => {
            return Err(Rejection::field(
                Reason::UnknownCode,
                "status",
                "not a status of FHIR R4; accepted: planned, arrived, triaged, in-progress, onleave, finished, cancelled",
            ));
        }
        None => return Err(missing("status", "give one, such as finished")),
    })
}
