//! Small lives, and busy ones.

use chrono::{DateTime, Utc};
use redthread::domain::timeline::Focus;
use redthread::domain::vocabulary::{
    AdmissionKind, ContactStatus, DecisionOutcome, DecisionSubject, EndReason, HandoverGrade,
    HandoverState, HandoverType, RelationshipKind, Setting,
};

use crate::flags::build::{World, at, record, who};

/// A year with one of everything that can be drawn.
pub(super) fn everything() -> World {
    let mut world = World::new();
    world.patient.patient.in_service_from = Some("2025-04-10".parse().unwrap());
    stays(&mut world);
    relationships(&mut world);
    contacts(&mut world);
    handovers(&mut world);
    world.decide(
        DecisionSubject::CrisisPlan,
        DecisionOutcome::Agreed,
        "2025-06-11T10:00",
    );
    world.decide(
        DecisionSubject::Coordinator,
        DecisionOutcome::NotOffered,
        "2025-10-28T10:00",
    );
    world.decide(
        DecisionSubject::FollowUp,
        DecisionOutcome::DeclinedByPatient,
        "2025-11-02T10:00",
    );
    world.review("2025-07-15T10:00");
    world
}

fn stays(world: &mut World) {
    world.stay_at(
        "Clinic North",
        Setting::OutpatientClinic,
        "2025-04-10",
        Some("2025-08-20"),
    );
    let ward = world.stay_at(
        "Acute ward 3",
        Setting::AcuteWard,
        "2025-05-03T22:00",
        Some("2025-05-10"),
    );
    ward.admission_kind = Some(AdmissionKind::Unplanned);
    world.stay_at(
        "Emergency room",
        Setting::EmergencyRoom,
        "2025-05-03T18:00",
        Some("2025-05-03T22:00"),
    );
    world.stay_at(
        "Supported housing",
        Setting::MunicipalHousing,
        "2025-09-01",
        None,
    );
    world.stay_at("FACT team", Setting::AssertiveOutreach, "2025-11-05", None);
}

fn relationships(world: &mut World) {
    let moe = world.relation(
        "Moe",
        RelationshipKind::Therapist,
        "2025-04-20",
        Some("2025-08-19"),
    );
    moe.end_reason = Some(EndReason::TransferTeam);
    moe.goodbye = Some(true);
    world.relation(
        "Lie",
        RelationshipKind::ResponsibleClinician,
        "2025-05-03T22:00",
        Some("2025-05-10"),
    );
    let tveit = world.relation(
        "Tveit",
        RelationshipKind::Therapist,
        "2025-05-20",
        Some("2026-01-30"),
    );
    tveit.important_to_patient = true;
    tveit.end_reason = Some(EndReason::ProfessionalLeft);
    tveit.goodbye = Some(false);
    tveit.joint_meeting = Some(false);
    tveit.successor_known = Some(false);
    let eide = world.relation("Eide", RelationshipKind::CaseManager, "2025-11-05", None);
    eide.planned_end = Some("2026-03-09".parse().unwrap());
    world.relation("Eide", RelationshipKind::Coordinator, "2025-12-01", None);
}

fn contacts(world: &mut World) {
    for (name, days) in [
        (
            "Moe",
            ["2025-04-28", "2025-05-20", "2025-06-17", "2025-08-12"],
        ),
        (
            "Tveit",
            ["2025-06-03", "2025-07-01", "2025-10-21", "2026-01-20"],
        ),
        (
            "Eide",
            ["2025-11-20", "2025-12-04", "2026-01-08", "2026-02-19"],
        ),
    ] {
        for day in days {
            world.met_at(
                "clinic",
                Setting::OutpatientClinic,
                name,
                &format!("{day}T10:00"),
            );
        }
    }
    for week in 0..12 {
        let day = format!("2025-09-{:02}T09:00", 2 + 2 * week);
        world.met_at("clinic", Setting::OutpatientClinic, "Tveit", &day);
    }
    world.met("Eide", "2026-02-24T10:00").status = ContactStatus::NoShow;
    world.met("Eide", "2026-03-05T10:00").status = ContactStatus::Planned;
    world.met("Eide", "2026-01-27T10:00").patient_present = false;
    world.met("Passing", "2025-07-22T10:00");
}

fn handovers(world: &mut World) {
    pass(
        world,
        "Moe",
        "Tveit",
        "2025-08-10",
        Some("2025-08-18"),
        HandoverGrade::Warm,
    );
    pass(
        world,
        "Lie",
        "Moe",
        "2025-05-09",
        Some("2025-05-13"),
        HandoverGrade::Written,
    );
    pass(
        world,
        "Tveit",
        "Eide",
        "2026-01-30",
        None,
        HandoverGrade::Written,
    );
}

fn pass(
    world: &mut World,
    from: &str,
    to: &str,
    offered: &str,
    accepted: Option<&str>,
    grade: HandoverGrade,
) {
    let (from, to) = (who(from), who(to));
    let handover = world.handover(HandoverType::ProfessionalToProfessional, offered);
    handover.from_professional = Some(from);
    handover.to_professional = Some(to);
    handover.grade = Some(grade);
    handover.accepted_at = accepted.map(at);
    handover.state = match accepted {
        Some(_) => HandoverState::Accepted,
        None => HandoverState::Offered,
    };
}

/// What a flag about the broken relationship rests on.
pub(super) fn focus(world: &World) -> Focus {
    let ties = world.patient.relationships.iter();
    let broken = ties.filter(|tie| tie.important_to_patient);
    let mut focus = Focus::on(broken.map(|tie| tie.id).chain([record("h002")]));
    focus.span = Some((at("2026-01-30"), at("2026-03-02T12:00")));
    focus
}

/// Five years with this many contacts, spread over as many people as see somebody who is often ill:
/// three at a time, others every year.
pub(super) fn busy(contacts: usize) -> World {
    let mut world = World::new();
    let names = [
        "Berg", "Dahl", "Eide", "Foss", "Haug", "Lie", "Moe", "Nes", "Sand", "Tveit",
    ];
    for (round, year) in (2021..=2025).enumerate() {
        for (place, name) in names.iter().enumerate() {
            if place % 5 != round && place > 2 {
                continue;
            }
            let to = format!("{}-02-{:02}", year + 1, 10 + place);
            let to = (year < 2025).then_some(to);
            let tie = world.relation(
                name,
                RelationshipKind::Therapist,
                &format!("{year}-03-{:02}", 5 + place),
                to.as_deref(),
            );
            tie.unit = None;
        }
        for month in [4, 8, 11] {
            let from = format!("{year}-{month:02}-05");
            let to = format!("{year}-{month:02}-14");
            world.stay_at("Acute ward", Setting::AcuteWard, &from, Some(&to));
        }
    }
    world.stay_at("Clinic", Setting::OutpatientClinic, "2021-03-05", None);
    let first = at("2021-03-10T10:00");
    let length = at("2026-03-01T10:00") - first;
    let apart = length / i32::try_from(contacts).unwrap();
    for number in 0..contacts {
        let when = first + apart * i32::try_from(number).unwrap();
        let name = match number % 7 {
            0..3 => names[number % 3],
            3..6 => names[years_since_1970(when) % 5 + number % 2 * 5],
            _ => names[number % 10],
        };
        let contact = world.met(name, "2021-03-10T10:00");
        contact.at = when;
        if number % 11 == 0 {
            contact.status = ContactStatus::Cancelled;
        }
    }
    world
}

fn years_since_1970(at: DateTime<Utc>) -> usize {
    usize::try_from(at.timestamp() / 31_557_600).unwrap()
}
