//! From the values of a row to the record it tells of.

mod compulsion;
mod voice;

use chrono_tz::Tz;

use super::cells::{Cells, bad, not_before};
use crate::domain::intake::{
    Contact, Decision, Employment, Handover, HandoverTexts, Kind, Patient, Professional, Reason,
    Record, Rejection, RelationalReview, Relationship, ShiftAssignment, TreatmentPeriod, Unit,
    ZoneBook,
};
use crate::domain::time;
use crate::domain::vocabulary::ContactStatus;

/// The record of one row, local times read in the zone of the row's unit.
pub fn record(kind: Kind, cells: &Cells<'_>, zones: &ZoneBook) -> Result<Record, Rejection> {
    match kind {
        Kind::Unit => unit(cells).map(Record::Unit),
        Kind::Professional => professional(cells).map(Record::Professional),
        Kind::Employment => employment(cells).map(Record::Employment),
        Kind::Patient => patient(cells, zones.service).map(Record::Patient),
        Kind::TreatmentPeriod => treatment_period(cells, zones).map(Record::TreatmentPeriod),
        Kind::Contact => contact(cells, zones).map(Record::Contact),
        Kind::Relationship => relationship(cells, zones).map(Record::Relationship),
        Kind::ShiftAssignment => shift_assignment(cells, zones).map(Record::ShiftAssignment),
        Kind::Handover => handover(cells, zones).map(Record::Handover),
        Kind::Decision => decision(cells, zones.service).map(Record::Decision),
        Kind::RelationalReview => {
            relational_review(cells, zones.service).map(Record::RelationalReview)
        }
        Kind::LegalPeriod => {
            compulsion::legal_period(cells, zones.service).map(Record::LegalPeriod)
        }
        Kind::Measure => compulsion::measure(cells, zones).map(Record::Measure),
        Kind::MeasureVisit => {
            compulsion::measure_visit(cells, zones.service).map(Record::MeasureVisit)
        }
        Kind::Plan => voice::plan(cells, zones).map(Record::Plan),
        Kind::Request => voice::request(cells, zones.service).map(Record::Request),
        Kind::AllianceScore => {
            voice::alliance_score(cells, zones.service).map(Record::AllianceScore)
        }
        Kind::Rupture => voice::rupture(cells, zones.service).map(Record::Rupture),
        Kind::NarrativeEntry => {
            voice::narrative_entry(cells, zones.service).map(Record::NarrativeEntry)
        }
        Kind::NarrativeRead => {
            voice::narrative_read(cells, zones.service).map(Record::NarrativeRead)
        }
    }
}

fn unit(cells: &Cells<'_>) -> Result<Unit, Rejection> {
    Ok(Unit {
        id: cells.required_id("id")?,
        name: cells.required_text("name"),
        setting: cells.required_code("setting")?,
        parent_id: cells.id("parent_id")?,
        time_zone: cells.time_zone("time_zone")?,
        beds: cells.number("beds", 0)?,
    })
}

fn professional(cells: &Cells<'_>) -> Result<Professional, Rejection> {
    Ok(Professional {
        id: cells.required_id("id")?,
        name: cells.required_text("name"),
        profession: cells.required_code("profession")?,
    })
}

fn employment(cells: &Cells<'_>) -> Result<Employment, Rejection> {
    let employment = Employment {
        professional_id: cells.required_id("professional_id")?,
        unit_id: cells.required_id("unit_id")?,
        from: cells.required_date("from")?,
        to: cells.date("to")?,
        planned_end: cells.date("planned_end")?,
        is_locum: cells.boolean("is_locum")?.unwrap_or(false),
        caseload_limit: cells.number("caseload_limit", 0)?,
    };
    not_before("to", Some(employment.from), employment.to)?;
    not_before("planned_end", Some(employment.from), employment.planned_end)?;
    Ok(employment)
}

fn patient(cells: &Cells<'_>, zone: Tz) -> Result<Patient, Rejection> {
    let patient = Patient {
        id: cells.required_id("id")?,
        identifiers: cells.identifiers("identifiers")?,
        family_name: cells.text("family_name"),
        given_name: cells.text("given_name"),
        birth_date: cells.date("birth_date")?,
        sex: cells.code("sex")?,
        language: cells.text("language"),
        in_service_from: cells.date("in_service_from")?,
        in_service_to: cells.date("in_service_to")?,
        deceased_at: cells.time("deceased_at", zone)?,
        recorded_at: cells.time("recorded_at", zone)?,
    };
    not_before(
        "in_service_to",
        patient.in_service_from,
        patient.in_service_to,
    )?;
    let died_on = patient.deceased_at.map(|at| time::local_date(at, zone));
    if patient
        .birth_date
        .zip(died_on)
        .is_some_and(|(born, died)| died < born)
    {
        return Err(Rejection::field(
            Reason::BeforeBirth,
            "deceased_at",
            "lies before birth_date; write a death at or after birth",
        ));
    }
    Ok(patient)
}

fn treatment_period(cells: &Cells<'_>, zones: &ZoneBook) -> Result<TreatmentPeriod, Rejection> {
    let id = cells.required_id("id")?;
    let patient_id = cells.required_id("patient_id")?;
    let unit_id = cells.required_id("unit_id")?;
    let zone = zones.zone(Some(&unit_id));
    let period = TreatmentPeriod {
        id,
        patient_id,
        unit_id,
        from: cells.required_time("from", zone)?,
        to: cells.time("to", zone)?,
        admission_kind: cells.code("admission_kind")?,
        planned_from: cells.time("planned_from", zone)?,
        planned_to: cells.time("planned_to", zone)?,
        room: cells.text("room"),
        end_reason: cells.code("end_reason")?,
        leave: cells.leaves("leave", zone)?,
        recorded_at: cells.time("recorded_at", zone)?,
    };
    not_before("to", Some(period.from), period.to)?;
    not_before("planned_to", period.planned_from, period.planned_to)?;
    let inside = |at| period.from <= at && period.to.is_none_or(|to| at <= to);
    let all_inside = period
        .leave
        .iter()
        .all(|leave| inside(leave.from) && leave.to.is_none_or(inside));
    if !all_inside {
        return Err(bad(
            "leave",
            "lies outside the treatment period; write leaves between from and to",
        ));
    }
    Ok(period)
}

fn contact(cells: &Cells<'_>, zones: &ZoneBook) -> Result<Contact, Rejection> {
    let id = cells.required_id("id")?;
    let patient_id = cells.required_id("patient_id")?;
    let unit_id = cells.required_id("unit_id")?;
    let zone = zones.zone(Some(&unit_id));
    Ok(Contact {
        id,
        patient_id,
        unit_id,
        at: cells.required_time("at", zone)?,
        minutes: cells.number("minutes", 0)?,
        mode: cells.code("mode")?,
        status: cells.code("status")?.unwrap_or(ContactStatus::Attended),
        main_professional_id: cells.id("main_professional_id")?,
        other_professional_ids: cells.ids("other_professional_ids")?,
        patient_present: cells.boolean("patient_present")?,
        purpose: cells.code("purpose")?,
        recorded_at: cells.time("recorded_at", zone)?,
    })
}

fn relationship(cells: &Cells<'_>, zones: &ZoneBook) -> Result<Relationship, Rejection> {
    let unit_id = cells.id("unit_id")?;
    let zone = zones.zone(unit_id.as_deref());
    let relationship = Relationship {
        id: cells.required_id("id")?,
        patient_id: cells.required_id("patient_id")?,
        kind: cells.required_code("kind")?,
        from: cells.required_time("from", zone)?,
        professional_id: cells.id("professional_id")?,
        person_name: cells.text("person_name"),
        unit_id,
        to: cells.time("to", zone)?,
        planned_end: cells.date("planned_end")?,
        end_reason: cells.code("end_reason")?,
        told_in_time: cells.boolean("told_in_time")?,
        goodbye: cells.boolean("goodbye")?,
        joint_meeting: cells.boolean("joint_meeting")?,
        successor_known: cells.boolean("successor_known")?,
        successor_id: cells.id("successor_id")?,
        agreed_interval_days: cells.number("agreed_interval_days", 1)?,
        important_to_patient: cells.boolean("important_to_patient")?.unwrap_or(false),
        mode: cells.code("mode")?,
        is_temporary_cover: cells.boolean("is_temporary_cover")?.unwrap_or(false),
        deputy_id: cells.id("deputy_id")?,
        recorded_at: cells.time("recorded_at", zone)?,
    };
    not_before("to", Some(relationship.from), relationship.to)?;
    let started_on = time::local_date(relationship.from, zone);
    not_before("planned_end", Some(started_on), relationship.planned_end)?;
    match (&relationship.professional_id, &relationship.person_name) {
        (Some(_), None) | (None, Some(_)) => Ok(relationship),
        (None, None) => Err(Rejection::field(
            Reason::Missing,
            "professional_id",
            "no holder; write professional_id, or person_name for someone who is no professional",
        )),
        (Some(_), Some(_)) => Err(bad(
            "person_name",
            "two holders; write either professional_id or person_name",
        )),
    }
}

fn shift_assignment(cells: &Cells<'_>, zones: &ZoneBook) -> Result<ShiftAssignment, Rejection> {
    let id = cells.required_id("id")?;
    let patient_id = cells.required_id("patient_id")?;
    let professional_id = cells.required_id("professional_id")?;
    let unit_id = cells.required_id("unit_id")?;
    let zone = zones.zone(Some(&unit_id));
    let shift = ShiftAssignment {
        id,
        patient_id,
        professional_id,
        unit_id,
        from: cells.required_time("from", zone)?,
        to: cells.time("to", zone)?,
        recorded_at: cells.time("recorded_at", zone)?,
    };
    not_before("to", Some(shift.from), shift.to)?;
    Ok(shift)
}

/// A handover's zone is that of the unit that hands over, else of the unit that receives.
fn handover(cells: &Cells<'_>, zones: &ZoneBook) -> Result<Handover, Rejection> {
    let from_unit_id = cells.id("from_unit_id")?;
    let to_unit_id = cells.id("to_unit_id")?;
    let zone = zones.zone(from_unit_id.as_deref().or(to_unit_id.as_deref()));
    let handover = Handover {
        id: cells.required_id("id")?,
        patient_id: cells.required_id("patient_id")?,
        kind: cells.required_code("type")?,
        offered_at: cells.required_time("offered_at", zone)?,
        from_professional_id: cells.id("from_professional_id")?,
        to_professional_id: cells.id("to_professional_id")?,
        from_unit_id,
        to_unit_id,
        grade: cells.code("grade")?,
        severity: cells.code("severity")?,
        texts: HandoverTexts {
            severity_reason: cells.text("severity_reason"),
            summary: cells.text("summary"),
            actions: cells.text("actions"),
            contingency: cells.text("contingency"),
            synthesis: cells.text("synthesis"),
            know_me: cells.text("know_me"),
            builds_trust: cells.text("builds_trust"),
            breaks_trust: cells.text("breaks_trust"),
            promises: cells.text("promises"),
            trusts: cells.text("trusts"),
            goodbye: cells.text("goodbye"),
        },
        accepted_at: cells.time("accepted_at", zone)?,
        accepted_by_id: cells.id("accepted_by_id")?,
        state: cells.code("state")?,
        recorded_at: cells.time("recorded_at", zone)?,
    };
    not_before(
        "accepted_at",
        Some(handover.offered_at),
        handover.accepted_at,
    )?;
    Ok(handover)
}

fn decision(cells: &Cells<'_>, zone: Tz) -> Result<Decision, Rejection> {
    Ok(Decision {
        id: cells.required_id("id")?,
        patient_id: cells.required_id("patient_id")?,
        subject: cells.required_code("subject")?,
        outcome: cells.required_code("outcome")?,
        decided_at: cells.required_time("decided_at", zone)?,
        reason: cells.text("reason"),
        recorded_at: cells.time("recorded_at", zone)?,
    })
}

fn relational_review(cells: &Cells<'_>, zone: Tz) -> Result<RelationalReview, Rejection> {
    Ok(RelationalReview {
        id: cells.required_id("id")?,
        patient_id: cells.required_id("patient_id")?,
        held_at: cells.required_time("held_at", zone)?,
        professional_id: cells.id("professional_id")?,
        recorded_at: cells.time("recorded_at", zone)?,
    })
}
