//! An ambulatory, virtual, home, field or emergency encounter -> a contact.

use serde_json::Value;

use super::element::list;
use super::encounter::{Head, Status};
use super::life::end;
use super::participant::{PEOPLE, Who, who};
use super::reference::Resolver;
use super::unit::{Group, of_encounter};
use super::{Context, Mapped, Note, code};
use crate::domain::intake::{Contact, Record, Rejection};
use crate::domain::vocabulary::{ContactMode, ContactStatus};

/// Maps an encounter of a contact's class.
pub(super) fn visit(
    head: &Head<'_>,
    mode: Option<ContactMode>,
    group: Group,
    context: &Context<'_>,
    resolver: &dyn Resolver,
) -> Result<Mapped, Rejection> {
    let mut notes = Vec::new();
    let status = match head.status {
        Status::Planned => ContactStatus::Planned,
        Status::Cancelled => ContactStatus::Cancelled,
        Status::Open { .. } | Status::Finished => ContactStatus::Attended,
    };
    let to = match head.status {
        Status::Open { .. } => end(head.period, false, &mut notes)?,
        _ => head.period.to,
    };
    let unit = of_encounter(head.resource, resolver)?.unit(group, context, resolver);
    let (main, others) = professionals(head.resource, resolver, &mut notes)?;
    let contact = Contact {
        id: head.id.clone(),
        patient_id: head.patient_id.clone(),
        unit_id: unit.id.clone(),
        at: head.from,
        minutes: to.and_then(|to| i32::try_from((to - head.from).num_minutes()).ok()),
        mode,
        status,
        main_professional_id: main,
        other_professional_ids: others,
        patient_present: None,
        purpose: None,
        recorded_at: head.recorded_at,
    };
    Ok(Mapped {
        records: vec![Record::Unit(unit), Record::Contact(contact)],
        aliases: Vec::new(),
        notes,
    })
}

/// The main professional and the others of a contact. Main is the one primary performer, else the
/// only practitioner, else nobody; one who has a name only still counts as a practitioner there.
fn professionals(
    resource: &Value,
    resolver: &dyn Resolver,
    notes: &mut Vec<Note>,
) -> Result<(Option<String>, Vec<String>), Rejection> {
    let mut all: Vec<Who> = Vec::new();
    let mut primary: Vec<Who> = Vec::new();
    for (at, participant) in list(&resource["participant"]).enumerate() {
        let path = format!("participant[{at}].individual");
        let found = who(
            &participant["individual"],
            resource,
            &path,
            PEOPLE,
            resolver,
        )?;
        notes.extend(found.note());
        if !matches!(found, Who::Professional(_) | Who::Unidentified) {
            continue;
        }
        let is_new = found == Who::Unidentified || !all.contains(&found);
        if code::takes_part_as(participant, "PPRF")
            && (found == Who::Unidentified || !primary.contains(&found))
        {
            primary.push(found.clone());
        }
        if is_new {
            all.push(found);
        }
    }
    if primary.len() > 1 {
        notes.push(Note::SeveralPrimaryPerformers);
    }
    let main = match (&primary[..], &all[..]) {
        ([Who::Professional(id)], _) | ([], [Who::Professional(id)]) => Some(id.clone()),
        _ => None,
    };
    let others = all
        .into_iter()
        .filter_map(|who| match who {
            Who::Professional(id) if Some(&id) != main.as_ref() => Some(id),
            _ => None,
        })
        .collect();
    Ok((main, others))
}
