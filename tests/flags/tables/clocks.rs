//! Every rule that time alone changes, at the very moment: on an ordinary day, at the turn of a year, on
//! days when the clock changes and after them, and around a leap day. And the same once more with every
//! ward stay recorded twice over.

use chrono::TimeDelta;
use chrono_tz::Europe::Oslo;
use redthread::domain::time::{self, Instant};

use super::*;

/// A rule, a patient about whom something is known of a day, the days from that day until the rule's
/// answer changes, and the answer then.
type Row = (&'static str, fn(&str) -> World, i64, bool);

const DAYS: [&str; 8] = [
    "2026-06-15",
    "2026-01-01",
    "2026-03-29",
    "2026-03-30",
    "2026-10-25",
    "2026-10-26",
    "2024-02-29",
    "2024-03-01",
];

const ROWS: [Row; 32] = [
    ("extensive_hospitalisation", open_stay, 29, true),
    ("tipping_point", third_stay, 90, false),
    ("high_clinician_turnover", settling, 15, false),
    ("high_clinician_turnover", left_after_many, 31, false),
    ("fragmented_care", reviewed, 180, true),
    ("abrupt_ending", ended, 91, false),
    ("lapsed_maintenance", maintained, 75, true),
    ("no_follow_up_72h", discharged, 4, true),
    ("no_follow_up_72h", discharged, 8, false),
    ("no_follow_up_7d", discharged, 8, true),
    ("no_follow_up_7d", discharged, 31, false),
    ("readmission_30d", readmitted, 31, false),
    ("no_crisis_plan", gone_through, 366, true),
    ("no_crisis_plan", planned_until, 0, true),
    ("pca_not_considered", agreed_until, 0, true),
    ("no_named_contact", nobody, 6, true),
    ("no_named_contact", nobody_while_admitted, 2, true),
    ("no_coordinator", two_teams, 28, true),
    ("handover_unacknowledged", handed_over, 1, true),
    ("rupture_unresolved", broken, 14, true),
    ("rupture_unresolved", broken_while_admitted, 7, true),
    ("upcoming_loss", leaving, -90, true),
    ("upcoming_loss", leaving, 1, false),
    ("coercion_without_debrief", measured, 8, true),
    ("coercion_without_debrief", declined, 14, true),
    ("seclusion_many_staff", secluded, 3, true),
    ("seclusion_many_staff", secluded_with_a_team, 3, true),
    ("request_unanswered", asked, 15, true),
    ("narrative_unread", unread, 3, true),
    ("known_face_available", employed_from, 0, true),
    ("known_face_available", employed_to, 0, false),
    ("single_thread", alone, 365, false),
];

#[test]
fn rules_change_their_answer_at_the_very_moment() {
    for row in &ROWS {
        for changes in DAYS {
            let day = plus(changes, -row.2);
            check(row, &day, &(row.1)(&day), "as recorded");
        }
    }
}

#[test]
fn a_ward_stay_recorded_twice_over_changes_nothing() {
    for row in &ROWS {
        for changes in DAYS {
            let day = plus(changes, -row.2);
            let mut world = (row.1)(&day);
            overlap(&mut world);
            check(row, &day, &world, "overlapping");
        }
    }
}

fn check((code, _, days, after): &Row, day: &str, world: &World, what: &str) {
    let tick = TimeDelta::microseconds(1);
    // Rules that count hours change when these have passed, whatever the clock says by then.
    let then = if matches!(*code, "handover_unacknowledged" | "narrative_unread") {
        at(&format!("{day}T10:00")) + TimeDelta::hours(24 * days) + tick
    } else {
        time::start_of_day(time::add_days(on(day), *days), Oslo)
    };
    let before = then - tick;
    let told = format!("{code} {days} days after {day}, {what}");
    assert_eq!(fires(world, code, before), !after, "before: {told}");
    assert_eq!(fires(world, code, then), *after, "then: {told}");
    let next = world.judge_at(before).next;
    assert!(next.is_some_and(|next| next <= then), "told late: {told}");
}

/// Whether a rule fires, also where another flag stands for it.
fn fires(world: &World, code: &str, when: Instant) -> bool {
    let found = world.judge_at(when);
    let muted = found.muted.iter().map(|(flag, _)| flag);
    found
        .flags
        .iter()
        .chain(muted)
        .any(|flag| flag.code == code)
}

/// A second record within each ward stay, as of another ward.
fn overlap(world: &mut World) {
    let wards = [Setting::AcuteWard.code(), "other ward"];
    let [ward, other] = wards.map(|name| world.unit(name, Setting::AcuteWard));
    let stays: Vec<_> = world
        .patient
        .periods
        .iter()
        .filter(|stay| stay.unit == ward)
        .cloned()
        .collect();
    for (place, mut stay) in stays.into_iter().enumerate() {
        stay.source = format!("again{place}");
        stay.id = record(&stay.source);
        stay.unit = other;
        stay.from += TimeDelta::hours(1);
        stay.to = stay.to.map(|to| to - TimeDelta::hours(1));
        world.patient.periods.push(stay);
    }
}

/// The date some days after a date.
fn plus(day: &str, days: i64) -> String {
    time::add_days(on(day), days).to_string()
}

/// A time of day, some days after a date.
fn hour(day: &str, days: i64, hour: i64) -> String {
    format!("{}T{hour:02}:00", plus(day, days))
}

fn stay(world: &mut World, day: &str, from: i64, to: Option<i64>) {
    let to = to.map(|to| hour(day, to, 14));
    admitted(world, &hour(day, from, 10), to.as_deref());
}

fn in_hospital_since(day: &str, days: i64) -> World {
    let mut world = held();
    stay(&mut world, day, days, None);
    world
}

fn open_stay(day: &str) -> World {
    in_hospital_since(day, 0)
}

fn third_stay(day: &str) -> World {
    let mut world = held();
    for from in [-900, -500, 0] {
        stay(&mut world, day, from, Some(from + 2));
    }
    world
}

fn doctors(world: &mut World, day: &str, days: [Option<i64>; 5]) {
    for (place, name) in ["a", "b", "c", "d"].iter().enumerate() {
        let from = hour(day, days[place].unwrap(), 10);
        let to = days[place + 1].map(|to| hour(day, to, 10));
        let kind = RelationshipKind::ResponsibleClinician;
        world.relation(name, kind, &from, to.as_deref());
    }
}

fn settling(day: &str) -> World {
    let mut world = in_hospital_since(day, -15);
    doctors(
        &mut world,
        day,
        [Some(-15), Some(-10), Some(-5), Some(0), None],
    );
    world
}

fn left_after_many(day: &str) -> World {
    let mut world = held();
    stay(&mut world, day, -20, Some(0));
    let days = [Some(-20), Some(-15), Some(-10), Some(-5), Some(0)];
    doctors(&mut world, day, days);
    world
}

fn reviewed(day: &str) -> World {
    let mut world = held();
    for unit in ["a", "b", "c", "d", "e"] {
        world.stay_at(unit, Setting::OutpatientClinic, &plus(day, -300), None);
    }
    world.review(&hour(day, 0, 10));
    world
}

fn ended(day: &str) -> World {
    let mut world = held();
    let (from, to) = (plus(day, -400), hour(day, 0, 16));
    world.relation("tveit", RelationshipKind::Therapist, &from, Some(&to));
    world
}

fn maintained(day: &str) -> World {
    let mut world = held();
    let relation = world.relation("brekke", RelationshipKind::Therapist, "2021-01-01", None);
    relation.agreed_interval_days = Some(61);
    world.met("brekke", &hour(day, -1, 10));
    world
}

fn discharged(day: &str) -> World {
    let mut world = held();
    stay(&mut world, day, -10, Some(0));
    world
}

fn readmitted(day: &str) -> World {
    let mut world = held();
    stay(&mut world, day, -30, Some(-25));
    stay(&mut world, day, -10, Some(0));
    world
}

fn gone_through(day: &str) -> World {
    let mut world = in_hospital_since(day, -10);
    world
        .plan(PlanKind::CrisisPlan, &plus(day, -500))
        .reviewed_on = Some(on(day));
    world
}

fn planned_until(day: &str) -> World {
    let mut world = in_hospital_since(day, -10);
    world.plan(PlanKind::CrisisPlan, &plus(day, -20)).valid_to = Some(on(day));
    world
}

fn agreed_until(day: &str) -> World {
    let mut world = in_hospital_since(day, -60);
    let agreement = PlanKind::PatientControlledAdmissionAgreement;
    world.plan(agreement, &plus(day, -1000)).valid_to = Some(on(day));
    world
}

fn nobody(day: &str) -> World {
    let mut world = World::new();
    let to = hour(day, 0, 16);
    world
        .relation("lund", RelationshipKind::Therapist, "2021-01-01", Some(&to))
        .end_reason = Some(EndReason::PatientChoice);
    world
}

fn nobody_while_admitted(day: &str) -> World {
    let mut world = nobody(day);
    stay(&mut world, day, -1, None);
    world
}

fn two_teams(day: &str) -> World {
    let mut world = World::new();
    for (unit, from) in [("a", -100), ("b", 0)] {
        world.stay_at(unit, Setting::OutpatientClinic, &hour(day, from, 10), None);
    }
    world
}

fn handed_over(day: &str) -> World {
    let mut world = held();
    world.handover(HandoverType::WardTransfer, &hour(day, 0, 10));
    world
}

fn broken(day: &str) -> World {
    let mut world = held();
    world.rupture("wold", RuptureType::Mixed, day);
    world
}

fn broken_while_admitted(day: &str) -> World {
    let mut world = broken(day);
    stay(&mut world, day, -1, None);
    world
}

fn leaving(day: &str) -> World {
    let mut world = held();
    let relation = world.relation("strand", RelationshipKind::Therapist, "2021-01-01", None);
    relation.planned_end = Some(on(day));
    relation.important_to_patient = true;
    world
}

fn measured(day: &str) -> World {
    let mut world = held();
    let to = hour(day, 0, 12);
    world.measure(MeasureKind::Search, &hour(day, -3, 12), Some(&to));
    world
}

fn declined(day: &str) -> World {
    let mut world = measured(&plus(day, -1));
    world.patient.measures[0].debrief_offered_at = Some(at(&hour(day, 0, 12)));
    world.patient.measures[0].debrief_outcome = Some(DebriefOutcome::Declined);
    world
}

fn secluded(day: &str) -> World {
    let mut world = held();
    world.measure(MeasureKind::Seclusion, &hour(day, 0, 6), None);
    for n in 0..12 {
        world.visit(&format!("n{n}"), &hour(day, 0, 8 + n));
    }
    world
}

fn secluded_with_a_team(day: &str) -> World {
    let mut world = secluded(&plus(day, -10));
    for n in 0..7 {
        world.visit("n0", &hour(day, 0, 8 + n));
    }
    for n in 0..12 {
        world.visit(&format!("m{n}"), &hour(day, -9, 8 + n));
    }
    world
}

fn asked(day: &str) -> World {
    let mut world = held();
    world.request("another therapist", &hour(day, 0, 10));
    world
}

fn unread(day: &str) -> World {
    let mut world = in_hospital_since(day, 0);
    world.entry(&hour(day, 0, 11));
    world
}

fn known_face(day: &str, from: &str, to: Option<&str>) -> World {
    let mut world = in_hospital_since(day, -10);
    world
        .relation("strand", RelationshipKind::Therapist, "2021-01-01", None)
        .important_to_patient = true;
    world.employ_from("strand", "clinic", from, to);
    world
}

fn employed_from(day: &str) -> World {
    known_face(day, day, None)
}

fn employed_to(day: &str) -> World {
    known_face(day, "2021-01-01", Some(day))
}

fn alone(day: &str) -> World {
    let mut world = World::new();
    world.relation("strand", RelationshipKind::Therapist, "2021-01-01", None);
    for days in [0, 30, 60, 90] {
        world.met("strand", &hour(day, days, 10));
    }
    world
}
