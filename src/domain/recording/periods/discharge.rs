//! Somebody leaves. From a ward nobody leaves without somebody who meets them within 72 hours, or the
//! answer why nobody does.

use chrono::TimeDelta;

use super::of;
use crate::domain::intake::{Contact, Decision, Kind, Record, TreatmentPeriod};
use crate::domain::recording::desk::Desk;
use crate::domain::recording::{Edit, Edits, FOLLOW_UP_HOURS, Verb, Wrong};
use crate::domain::time::Instant;
use crate::domain::vocabulary::{
    ContactMode, ContactStatus, DecisionOutcome, DecisionSubject, PeriodEndReason, SettingClass,
};

/// The verb.
pub const VERB: Verb = Verb {
    code: "discharge",
    action: "treatment_period.discharge",
    changes: Some(Kind::TreatmentPeriod),
    looks_at: &[Kind::TreatmentPeriod, Kind::Contact],
    edits,
};

fn edits(mut desk: Desk<'_>) -> Edits {
    let Some((held, was)) = of(desk.about()) else {
        return desk.refuse();
    };
    desk.open(was);
    let unit = desk.scene.unit_of(&was.unit_id);
    let zone = desk.zone(unit);
    let at = desk.time("at", zone).value().unwrap_or(desk.scene.now);
    desk.happened("at", at, zone);
    let reason = desk.code::<PeriodEndReason>("end_reason");
    let end_reason = desk.need("end_reason", reason);
    let left = TreatmentPeriod {
        end_reason,
        ..desk.ended("at", was, at)
    };
    let mut edits = vec![Edit::Replace(held.id, Record::TreatmentPeriod(left))];
    let (booked, is_tried) = booking(&mut desk, at);
    edits.extend(booked.map(|contact| Edit::Add(Record::Contact(contact))));
    edits.extend(answer(&mut desk, at).map(|answer| Edit::Add(Record::Decision(answer))));
    let from_ward =
        unit.is_some_and(|unit| desk.scene.directory.class(unit) == SettingClass::Inpatient);
    let is_followed = is_tried || edits.len() > 1 || is_booked(&desk, at);
    if from_ward && !is_followed && end_reason != Some(PeriodEndReason::Died) {
        desk.fault("contact_at", Wrong::NoFollowUp);
    }
    desk.write(edits)
}

/// The contact that is booked with the discharge, and whether one was to be.
fn booking(desk: &mut Desk<'_>, at: Instant) -> (Option<Contact>, bool) {
    let unit = desk.unit("contact_unit").value();
    let zone = desk.zone(unit);
    let when = desk.time("contact_at", zone).value();
    let main = desk.person("contact_main").value();
    let mode = desk.code::<ContactMode>("contact_mode").value();
    // Unit and mode may have been chosen for the reader by the form.
    if when.is_none() && main.is_none() {
        return (None, false);
    }
    let (Some(when), Some(main), Some(unit)) = (when, main, unit) else {
        for (field, is_missing) in [
            ("contact_at", when.is_none()),
            ("contact_main", main.is_none()),
            ("contact_unit", unit.is_none()),
        ] {
            if is_missing {
                desk.fault(field, Wrong::Missing);
            }
        }
        return (None, true);
    };
    if when < at {
        desk.fault("contact_at", Wrong::EndBeforeStart);
    }
    desk.is_to_come("contact_at", when, zone);
    if when > at + TimeDelta::hours(FOLLOW_UP_HOURS) {
        desk.fault("contact_at", Wrong::FollowUpLate);
    }
    let contact = Contact {
        id: String::new(),
        patient_id: desk.scene.patient.id.clone(),
        unit_id: desk.scene.unit_name(unit),
        at: when,
        minutes: None,
        mode,
        status: ContactStatus::Planned,
        main_professional_id: Some(desk.scene.person_name(main)),
        other_professional_ids: Vec::new(),
        patient_present: None,
        purpose: None,
        recorded_at: None,
    };
    (Some(contact), true)
}

/// The answer that is recorded where nobody meets the patient.
fn answer(desk: &mut Desk<'_>, decided_at: Instant) -> Option<Decision> {
    let outcome = desk.code::<DecisionOutcome>("follow_up").value();
    let reason = desk.words("follow_up_reason").value();
    let outcome = outcome.filter(|outcome| *outcome != DecisionOutcome::Agreed)?;
    if reason.is_none() {
        desk.fault("follow_up_reason", Wrong::NoReason);
    }
    Some(Decision {
        id: String::new(),
        patient_id: desk.scene.patient.id.clone(),
        subject: DecisionSubject::FollowUp,
        outcome,
        decided_at,
        reason,
        recorded_at: None,
    })
}

/// Whether a contact in the community within 72 hours was booked before, or has taken place: who met the
/// patient on the ward a moment ago follows nobody up.
fn is_booked(desk: &Desk<'_>, at: Instant) -> bool {
    let last = at + TimeDelta::hours(FOLLOW_UP_HOURS);
    let mut contacts = desk.scene.contacts();
    contacts.any(|contact| {
        let unit = desk.scene.unit_of(&contact.unit_id);
        matches!(
            contact.status,
            ContactStatus::Planned | ContactStatus::Attended
        ) && contact.at >= at
            && contact.at <= last
            && unit.is_some_and(|unit| desk.scene.directory.class(unit) == SettingClass::Community)
    })
}
