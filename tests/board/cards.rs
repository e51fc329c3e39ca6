//! What a card says of one patient.

use redthread::domain::board::{Away, Card, Known, Next, card, is_of, leaves_soon};
use redthread::domain::flags::Case;
use redthread::domain::intake::Leave;
use redthread::domain::trajectory::LegalPeriod;
use redthread::domain::vocabulary::{
    ContactStatus, HandoverState, HandoverType, PlanKind, RelationshipKind, Setting,
};

use crate::flags::build::{World, at, on, record, who};

const NOW: &str = "2026-03-02T12:00";

/// Admitted to the acute ward at noon of 1 March, a day before [`NOW`].
fn admitted() -> World {
    let mut world = World::new();
    world.stay(Setting::AcuteWard, "2026-03-01T12:00", None);
    world
}

fn card_of(world: &mut World) -> Option<Card> {
    let unit = world.unit("acute_ward", Setting::AcuteWard);
    let case = Case::new(
        world.patient.clone(),
        &world.directory,
        &world.policy,
        at(NOW),
    );
    card(&case, &world.patient, unit)
}

fn shown(world: &mut World) -> Card {
    card_of(world).expect("the patient is here")
}

#[test]
fn a_card_is_there_while_the_patient_is() {
    assert!(card_of(&mut admitted()).is_some());
    let mut left = World::new();
    left.stay(
        Setting::AcuteWard,
        "2026-02-01T12:00",
        Some("2026-03-02T11:59"),
    );
    assert!(card_of(&mut left).is_none());
    let mut to_leave = World::new();
    to_leave.stay(
        Setting::AcuteWard,
        "2026-02-01T12:00",
        Some("2026-03-02T12:01"),
    );
    assert!(
        card_of(&mut to_leave).is_some(),
        "an end ahead has not happened"
    );
    let mut elsewhere = World::new();
    elsewhere.stay(Setting::RehabWard, "2026-02-01T12:00", None);
    assert!(card_of(&mut elsewhere).is_none());
    let mut died = admitted();
    died.patient.patient.deceased_at = Some(at("2026-03-02T03:00"));
    assert!(card_of(&mut died).is_none());
}

#[test]
fn the_day_counts_from_the_admission_and_not_from_the_ward() {
    assert_eq!(shown(&mut admitted()).day, 2);
    let mut moved = World::new();
    moved.stay(
        Setting::DpsInpatient,
        "2026-02-20T09:00",
        Some("2026-03-02T10:00"),
    );
    moved.stay(Setting::AcuteWard, "2026-03-02T10:00", None);
    assert_eq!(shown(&mut moved).day, 11);
    let mut clinic = World::new();
    clinic.stay(Setting::OutpatientClinic, "2026-03-02T08:00", None);
    let unit = clinic.unit("outpatient_clinic", Setting::OutpatientClinic);
    let case = Case::new(
        clinic.patient.clone(),
        &clinic.directory,
        &clinic.policy,
        at(NOW),
    );
    assert_eq!(card(&case, &clinic.patient, unit).unwrap().day, 1);
}

#[test]
fn responsible_clinicians_are_counted_once_and_cover_is_not() {
    let mut world = admitted();
    let kind = RelationshipKind::ResponsibleClinician;
    world.relation("before", kind, "2026-01-01T08:00", Some("2026-03-01T11:00"));
    world.relation("a", kind, "2026-03-01T12:00", Some("2026-03-01T18:00"));
    world
        .relation("cover", kind, "2026-03-01T18:00", Some("2026-03-02T08:00"))
        .is_temporary_cover = true;
    world.relation("b", kind, "2026-03-02T08:00", Some("2026-03-02T10:00"));
    world.relation("a", kind, "2026-03-02T10:00", None);
    assert_eq!(shown(&mut world).responsible, [who("a"), who("b")]);
}

#[test]
fn the_nurse_of_today_is_whoever_is_on_shift_else_whoever_came_today() {
    let mut world = admitted();
    assert!(shown(&mut world).today.is_empty());
    world.shift("night", "2026-03-01T22:00", "2026-03-02T07:30");
    let card = shown(&mut world);
    assert!(card.today.is_empty(), "the night is over");
    assert_eq!(card.yesterday, [who("night")]);
    world.shift("early", "2026-03-02T07:30", "2026-03-02T11:00");
    assert_eq!(shown(&mut world).today, [who("early")]);
    world.shift("day", "2026-03-02T11:00", "2026-03-02T15:30");
    assert_eq!(shown(&mut world).today, [who("day")]);
    // A shift that nobody ended is not today's for ever.
    let mut forgotten = admitted();
    forgotten.shift("gone", "2026-03-01T08:00", "2026-03-01T15:30");
    forgotten.patient.shifts[0].to = None;
    let card = shown(&mut forgotten);
    assert_eq!(
        (card.today, card.yesterday),
        (Vec::new(), vec![who("gone")])
    );
}

#[test]
fn a_known_face_here_comes_before_one_elsewhere() {
    let mut world = admitted();
    assert_eq!(shown(&mut world).known, Known::Nobody);
    world.met("therapist", "2026-02-10T10:00");
    world.employ("therapist", "clinic", None);
    assert_eq!(
        shown(&mut world).known,
        Known::Nobody,
        "no relationship lasts"
    );
    world.relation(
        "therapist",
        RelationshipKind::Therapist,
        "2025-01-01T08:00",
        None,
    );
    let clinic = world.unit("clinic", Setting::OutpatientClinic);
    let Known::Elsewhere(known, place) = shown(&mut world).known else {
        panic!("the therapist can be asked");
    };
    assert_eq!(
        (known.professional, place),
        (who("therapist"), Some(clinic))
    );
    world.met_at(
        "acute_ward",
        Setting::AcuteWard,
        "nurse",
        "2025-04-01T10:00",
    );
    world.employ("nurse", "acute_ward", None);
    let Known::Here(known) = shown(&mut world).known else {
        panic!("the nurse works here");
    };
    assert_eq!((known.professional, known.days_met), (who("nurse"), 1));
    // Who left the ward is no face here.
    world.directory.employments.get_mut(&who("nurse")).unwrap()[0].to = Some(on("2026-03-02"));
    assert!(matches!(shown(&mut world).known, Known::Elsewhere(..)));
}

#[test]
fn what_is_next_is_the_return_then_the_contact_then_a_nurse() {
    let mut world = admitted();
    assert_eq!(shown(&mut world).next, Next::NameNurse);
    world.shift("day", "2026-03-02T07:30", "2026-03-02T15:30");
    assert_eq!(shown(&mut world).next, Next::Nothing);
    world.met("therapist", "2026-03-04T10:00").status = ContactStatus::Planned;
    assert!(
        matches!(shown(&mut world).next, Next::Contact(when, _, Some(_)) if when == at("2026-03-04T10:00"))
    );
    world.patient.periods[0].leave.push(Leave {
        from: at("2026-03-02T08:00"),
        to: Some(at("2026-03-03T18:00")),
    });
    let card = shown(&mut world);
    let until = Some(at("2026-03-03T18:00"));
    assert_eq!(card.leave, Some(Away { until }));
    assert_eq!(card.next, Next::Back(at("2026-03-03T18:00")));
    world.patient.periods[0].leave[0].to = None;
    assert_eq!(shown(&mut world).leave, Some(Away { until: None }));
}

#[test]
fn legal_status_is_told_with_the_end_that_is_agreed() {
    let mut world = admitted();
    assert_eq!(shown(&mut world).legal, None);
    let mut add = |name: &str, from: &str, to: Option<&str>| {
        world.patient.legal_periods.push(LegalPeriod {
            id: record(name),
            source: name.to_owned(),
            status: name.to_owned(),
            from: at(from),
            to: to.map(at),
            felt_forced: None,
        });
    };
    add("no-2-1", "2026-02-01T08:00", Some("2026-03-01T12:00"));
    add("no-3-2", "2026-03-01T12:00", Some("2026-03-11T12:00"));
    let told = Some(("no-3-2".to_owned(), Some(on("2026-03-11"))));
    assert_eq!(shown(&mut world).legal, told);
}

#[test]
fn the_plan_is_the_one_in_force() {
    let mut world = admitted();
    world.plan(PlanKind::CrisisPlan, "2025-01-01").valid_to = Some(on("2026-03-02"));
    assert_eq!(shown(&mut world).crisis_plan, None);
    let id = world.plan(PlanKind::CrisisPlan, "2026-03-02").id;
    assert_eq!(shown(&mut world).crisis_plan, Some(id));
}

#[test]
fn a_handover_waits_until_it_is_accepted_or_taken_back() {
    let mut world = admitted();
    let unit = world.unit("acute_ward", Setting::AcuteWard);
    assert_eq!(shown(&mut world).handover, None);
    for (state, expected) in [
        (HandoverState::Offered, Some(true)),
        (HandoverState::Questioned, Some(true)),
        (HandoverState::Expired, Some(true)),
        (HandoverState::Returned, Some(false)),
        (HandoverState::Done, Some(false)),
        (HandoverState::Draft, None),
        (HandoverState::Withdrawn, None),
    ] {
        let mut world = world.clone();
        let handover = world.handover(HandoverType::WardTransfer, "2026-03-02T08:00");
        handover.to_unit = Some(unit);
        handover.state = state;
        let waits = shown(&mut world).handover.map(|(_, waits)| waits);
        assert_eq!(waits, expected, "{state:?}");
    }
    // One to another unit is not this board's.
    let other = world.unit("clinic", Setting::OutpatientClinic);
    world
        .handover(HandoverType::DischargeToCommunity, "2026-03-02T09:00")
        .to_unit = Some(other);
    assert_eq!(shown(&mut world).handover, None);
}

#[test]
fn a_card_is_ones_own_by_todays_shift_or_by_a_relationship() {
    let mut world = admitted();
    world.shift("day", "2026-03-02T07:30", "2026-03-02T15:30");
    world.relation(
        "doctor",
        RelationshipKind::ResponsibleClinician,
        "2026-03-01T12:00",
        None,
    );
    world.relation(
        "left",
        RelationshipKind::Therapist,
        "2025-03-01T12:00",
        Some("2026-03-01T12:00"),
    );
    let card = shown(&mut world);
    let case = Case::new(
        world.patient.clone(),
        &world.directory,
        &world.policy,
        at(NOW),
    );
    let own = ["day", "doctor", "left"].map(|name| is_of(&card, &case, who(name)));
    assert_eq!(own, [true, true, false]);
}

#[test]
fn going_home_is_told_until_the_end_of_tomorrow_by_the_units_clock() {
    let zone = chrono_tz::Europe::Oslo;
    let soon = |when: &str| leaves_soon(Some(at(when)), at(NOW), zone);
    assert!(soon("2026-03-02T09:00"), "overdue is soon, too");
    assert!(soon("2026-03-03T23:59"));
    assert!(!soon("2026-03-04T00:00"));
    assert!(!leaves_soon(None, at(NOW), zone));
}
