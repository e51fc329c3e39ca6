//! What answers a flag answers it from its own time on, and never before: also where it is entered late,
//! and an earlier moment is asked about again.

use chrono::TimeDelta;
use redthread::domain::flags::Flag;

use super::*;

/// A rule, a patient on whom it speaks, and what answers it, at a time.
type Row = (&'static str, fn() -> World, fn(&mut World, &str));

/// A midnight, as some answers have a date only.
const ANSWERED: &str = "2026-03-02T00:00";

const ROWS: [Row; 21] = [
    ("tipping_point", tipping, World::review),
    ("fragmented_care", five_teams, World::review),
    ("abrupt_ending", ended, |world, when| {
        world.met("tveit", when).purpose = Some(ContactPurpose::Farewell);
    }),
    ("lapsed_maintenance", lapsed, |world, when| {
        world.met("brekke", when);
    }),
    (
        "no_follow_up_72h",
        || left("2026-02-25"),
        |world, when| {
            world.met("wold", when);
        },
    ),
    (
        "no_follow_up_7d",
        || left("2026-02-20"),
        |world, when| {
            world.met("wold", when);
        },
    ),
    ("readmission_30d", readmitted, World::review),
    (
        "no_crisis_plan",
        || left("2026-02-20"),
        |world, when| {
            world.plan(PlanKind::CrisisPlan, &when[..10]);
        },
    ),
    ("pca_not_considered", long_stay, |world, when| {
        let subject = DecisionSubject::PatientControlledAdmission;
        world.decide(subject, DecisionOutcome::NotOffered, when);
    }),
    ("no_named_contact", World::new, |world, when| {
        world.relation("x", RelationshipKind::CaseManager, when, None);
    }),
    ("no_coordinator", two_teams, |world, when| {
        world.relation("x", RelationshipKind::Coordinator, when, None);
    }),
    ("handover_unacknowledged", handed_over, |world, when| {
        world.patient.handovers[0].accepted_at = Some(at(when));
        world.patient.handovers[0].state = HandoverState::Accepted;
    }),
    ("rupture_unresolved", broken, |world, when| {
        world.patient.ruptures[0].closed_on = Some(on(&when[..10]));
        world.patient.ruptures[0].status = RuptureStatus::Repaired;
    }),
    ("alliance_drop", fallen, |world, when| {
        world.rate("wold", "38", when);
    }),
    ("upcoming_loss", leaving, |world, when| {
        world.professional("eide");
        world.patient.relationships[2].successor = Some(who("eide"));
        world.met("strand", when).others = vec![who("eide")];
    }),
    ("coercion_without_debrief", measured, debrief),
    ("seclusion_many_staff", measured, debrief),
    ("request_unanswered", asked, |world, when| {
        world.patient.requests[0].answered_at = Some(at(when));
        world.patient.requests[0].answer = Some(RequestAnswer::No);
    }),
    ("narrative_unread", unread, |world, when| {
        world.opened("doctor", when, Some(when));
    }),
    ("known_face_available", known_face, |world, when| {
        world.met("strand", when);
    }),
    ("single_thread", alone, |world, when| {
        world.relation("x", RelationshipKind::PeerWorker, when, None);
    }),
];

#[test]
fn an_answer_answers_from_its_own_time_on() {
    for (code, build, answer) in ROWS {
        let unanswered = build();
        let mut answered = unanswered.clone();
        answer(&mut answered, ANSWERED);
        let tick = TimeDelta::microseconds(1);
        let of = |world: &World, when| -> Vec<Flag> {
            let flags = world.judge_at(when).flags;
            flags.into_iter().filter(|flag| flag.code == code).collect()
        };
        let before = at(ANSWERED) - tick;
        let flags = of(&unanswered, before);
        assert_eq!(flags.len(), 1, "{code}");
        assert_eq!(of(&answered, before), flags, "{code}, before the answer");
        assert_eq!(of(&unanswered, at(ANSWERED)).len(), 1, "{code}");
        assert!(of(&answered, at(ANSWERED)).is_empty(), "{code}, answered");
        let next = answered.judge_at(before).next;
        assert_eq!(next, Some(at(ANSWERED)), "{code}, told in time");
    }
}

fn tipping() -> World {
    let mut world = held();
    for day in ["2023-01-10", "2024-01-10", "2026-01-10"] {
        admitted(&mut world, day, Some(day));
    }
    world
}

fn five_teams() -> World {
    let mut world = held();
    for unit in ["a", "b", "c", "d", "e"] {
        world.stay_at(unit, Setting::OutpatientClinic, "2025-10-01", None);
    }
    world
}

fn ended() -> World {
    let mut world = held();
    world.relation(
        "tveit",
        RelationshipKind::Therapist,
        "2024-01-01",
        Some("2026-01-30T16:00"),
    );
    world
}

fn lapsed() -> World {
    let mut world = held();
    let relation = world.relation("brekke", RelationshipKind::Therapist, "2015-03-10", None);
    relation.agreed_interval_days = Some(60);
    world.met("brekke", "2025-08-01T10:00");
    world
}

fn left(to: &str) -> World {
    let mut world = held();
    admitted(&mut world, "2026-02-10T10:00", Some(&format!("{to}T14:00")));
    world
}

fn readmitted() -> World {
    let mut world = held();
    admitted(&mut world, "2026-01-10", Some("2026-01-20"));
    admitted(&mut world, "2026-02-10", None);
    world
}

fn long_stay() -> World {
    let mut world = held();
    admitted(&mut world, "2026-01-01", None);
    world
}

fn two_teams() -> World {
    let mut world = World::new();
    for unit in ["a", "b"] {
        world.stay_at(unit, Setting::OutpatientClinic, "2025-10-01", None);
    }
    world
}

fn handed_over() -> World {
    let mut world = held();
    world.handover(HandoverType::Shift, "2026-02-01T10:00");
    world
}

fn broken() -> World {
    let mut world = held();
    world.rupture("wold", RuptureType::Institutional, "2026-01-01");
    world
}

fn fallen() -> World {
    let mut world = held();
    world.rate("wold", "35", "2026-01-01T10:00");
    world.rate("wold", "35", "2026-01-08T10:00");
    world
}

fn leaving() -> World {
    let mut world = held();
    let relation = world.relation("strand", RelationshipKind::Therapist, "2013-01-15", None);
    relation.planned_end = Some(on("2026-04-01"));
    relation.important_to_patient = true;
    world
}

fn measured() -> World {
    let mut world = held();
    world.measure(
        MeasureKind::Seclusion,
        "2026-02-01T10:00",
        Some("2026-02-10T10:00"),
    );
    for n in 0..12 {
        world.visit(&format!("n{n}"), &format!("2026-02-01T{:02}:00", 11 + n));
    }
    world
}

fn debrief(world: &mut World, when: &str) {
    world.patient.measures[0].debrief_offered_at = Some(at(when));
}

fn asked() -> World {
    let mut world = held();
    world.request("another therapist", "2026-01-01");
    world
}

fn unread() -> World {
    let mut world = held();
    admitted(&mut world, "2026-02-20T10:00", None);
    let kind = RelationshipKind::ResponsibleClinician;
    world.relation("doctor", kind, "2026-02-20T12:00", None);
    world.entry("2026-02-21T10:00");
    world
}

fn known_face() -> World {
    let mut world = held();
    admitted(&mut world, "2026-02-20T10:00", None);
    world
        .relation("strand", RelationshipKind::Therapist, "2013-01-15", None)
        .important_to_patient = true;
    world.employ("strand", "clinic", None);
    world
}

fn alone() -> World {
    let mut world = World::new();
    world.relation("strand", RelationshipKind::Therapist, "2013-01-15", None);
    for month in 5..=8 {
        world.met("strand", &format!("2025-{month:02}-10T10:00"));
    }
    world
}
