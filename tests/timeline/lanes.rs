//! Stays, admissions, handovers and what was agreed.

use redthread::domain::intake::Leave;
use redthread::domain::timeline::{Agreement, End, Entry, Lane, Window, rows};
use redthread::domain::vocabulary::{
    AdmissionKind, ContactStatus, DecisionOutcome, DecisionSubject, HandoverState, HandoverType,
    RelationshipKind, Setting, SettingClass,
};

use super::{between, show, year};
use crate::flags::build::{World, at, record, who};

#[test]
fn a_patient_about_whom_nothing_is_known_has_an_empty_timeline() {
    for window in Window::PRESETS {
        let timeline = show(&World::new(), window);
        assert_eq!(timeline.shown + timeline.before + timeline.after, 0);
        assert!(rows(&timeline).is_empty());
        assert!(!timeline.axis.segments.is_empty());
    }
}

#[test]
fn units_stand_in_order_of_the_first_start_with_all_their_stays() {
    let mut world = World::new();
    world.stay(Setting::OutpatientClinic, "2025-05-01T12:00", None);
    world.stay(
        Setting::AcuteWard,
        "2025-04-01T12:00",
        Some("2025-04-08T12:00"),
    );
    world.stay(
        Setting::AcuteWard,
        "2025-10-01T12:00",
        Some("2025-10-12T09:00"),
    );
    let timeline = year(&world);
    let names: Vec<&str> = timeline.places.iter().map(|p| p.name.as_str()).collect();
    assert_eq!(names, ["acute_ward", "outpatient_clinic"]);
    let ward = &timeline.places[0];
    assert_eq!(ward.class, SettingClass::Inpatient);
    let nights: Vec<_> = ward.stays.iter().map(|stay| stay.nights).collect();
    assert_eq!(nights, [Some(7), Some(11)]);
    let clinic = &timeline.places[1].stays[0];
    assert_eq!(
        (clinic.nights, clinic.span.enters, clinic.span.leaves),
        (None, false, true)
    );
}

#[test]
fn stays_over_the_edges_have_arrow_ends_and_those_that_touch_them_do_not() {
    let mut world = World::new();
    let spans = [
        ("2025-01-01T00:00", Some("2025-02-01T00:00")), // ended as the window began
        ("2025-01-01T00:00", Some("2025-02-01T00:01")), // over the start
        ("2025-02-01T00:00", Some("2025-03-01T00:00")), // exactly the window
        ("2025-02-28T23:59", Some("2025-03-01T00:01")), // over the end
        ("2025-03-01T00:00", Some("2025-03-02T00:00")), // began as the window ended
        ("2025-01-01T00:00", None),                     // over both
    ];
    for (from, to) in spans {
        world.stay(Setting::OutpatientClinic, from, to);
    }
    let timeline = show(&world, between("2025-02-01", "2025-02-28"));
    assert_eq!((timeline.before, timeline.after, timeline.shown), (1, 1, 4));
    let arrows = |name: &str| {
        let stays = &timeline.places[0].stays;
        let stay = stays.iter().find(|stay| stay.id == record(name)).unwrap();
        (stay.span.enters, stay.span.leaves)
    };
    assert_eq!(arrows("t001"), (true, false));
    assert_eq!(arrows("t002"), (false, false));
    assert_eq!(arrows("t003"), (false, true));
    assert_eq!(arrows("t005"), (true, true));
}

#[test]
fn a_stay_with_an_end_ahead_lasts() {
    let mut world = World::new();
    world.stay(
        Setting::AcuteWard,
        "2026-02-20T12:00",
        Some("2026-03-20T12:00"),
    );
    let timeline = year(&world);
    let stay = &timeline.places[0].stays[0];
    assert_eq!((stay.span.to, stay.span.leaves), (None, true));
    assert_eq!(stay.nights, Some(10), "up to today");
    let ahead = show(&world, between("2026-03-05", "2026-03-30"));
    assert_eq!(
        (ahead.before, ahead.shown),
        (1, 0),
        "it lasts until now, not beyond"
    );
}

#[test]
fn overlapping_stays_at_one_unit_are_all_there() {
    let mut world = World::new();
    for _ in 0..3 {
        world.stay(
            Setting::AcuteWard,
            "2025-06-01T12:00",
            Some("2025-06-10T12:00"),
        );
    }
    world.stay(
        Setting::AcuteWard,
        "2025-06-05T12:00",
        Some("2025-06-05T12:00"),
    );
    let timeline = year(&world);
    assert_eq!(timeline.places.len(), 1);
    assert_eq!(timeline.places[0].stays.len(), 4);
    assert_eq!(timeline.admissions.len(), 1);
    assert_eq!(timeline.admissions[0].nights, 9);
    assert_eq!(rows(&timeline).len(), 5);
}

#[test]
fn admissions_are_bands_over_the_wards_they_join() {
    let mut world = World::new();
    let first = world.stay(
        Setting::AcuteWard,
        "2025-02-20T12:00",
        Some("2025-03-10T12:00"),
    );
    first.admission_kind = Some(AdmissionKind::Planned);
    world.stay(
        Setting::DpsInpatient,
        "2025-03-11T09:00",
        Some("2025-03-20T12:00"),
    );
    let timeline = year(&world);
    let [band] = timeline.admissions.as_slice() else {
        panic!("one admission: {:?}", timeline.admissions);
    };
    assert_eq!(
        (band.id, band.nights, band.kind),
        (record("t000"), 28, Some(AdmissionKind::Planned))
    );
    assert!(band.span.enters && !band.span.leaves);
    assert_eq!(timeline.shown, 2, "an admission is derived, not a record");
}

#[test]
fn leave_is_part_of_its_stay() {
    let mut world = World::new();
    let stay = world.stay(Setting::AcuteWard, "2025-06-01T12:00", None);
    let leave = |from: &str, to: Option<&str>| Leave {
        from: at(from),
        to: to.map(at),
    };
    stay.leave = vec![
        leave("2025-06-07T10:00", Some("2025-06-08T18:00")),
        leave("2026-03-01T10:00", None),
    ];
    let timeline = year(&world);
    let leaves = &timeline.places[0].stays[0].leave;
    assert_eq!(leaves.len(), 2);
    assert!(!leaves[0].leaves && leaves[1].leaves);
    let may = show(&world, between("2025-06-08", "2025-06-30"));
    assert_eq!(
        may.places[0].stays[0].leave.len(),
        1,
        "only what lies in the window"
    );
    assert!(may.places[0].stays[0].leave[0].enters);
}

#[test]
fn handovers_lead_from_row_to_row() {
    let mut world = World::new();
    world.stay_at(
        "ward",
        Setting::AcuteWard,
        "2025-06-01T12:00",
        Some("2025-06-09T12:00"),
    );
    world.stay_at("team", Setting::AssertiveOutreach, "2025-06-09T12:00", None);
    world.relation(
        "Tveit",
        RelationshipKind::Therapist,
        "2025-04-01T00:00",
        None,
    );
    world.professional("Eide");
    let (ward, team) = (
        world
            .directory
            .units
            .values()
            .find(|u| u.name == "ward")
            .unwrap()
            .id,
        world
            .directory
            .units
            .values()
            .find(|u| u.name == "team")
            .unwrap()
            .id,
    );
    let units_only = world.handover(HandoverType::DischargeToCommunity, "2025-06-08T12:00");
    units_only.from_unit = Some(ward);
    units_only.to_unit = Some(team);
    let people = world.handover(HandoverType::ProfessionalToProfessional, "2025-07-01T12:00");
    people.from_professional = Some(who("Tveit"));
    people.to_professional = Some(who("Eide"));
    world.handover(HandoverType::WardTransfer, "2025-08-01T12:00");
    let timeline = year(&world);
    let [to_team, to_eide, nowhere] = timeline.handovers.as_slice() else {
        panic!("three handovers");
    };
    assert_eq!((to_team.from.place, to_team.to.place), (Some(0), Some(1)));
    assert_eq!(
        (to_team.from.person, to_team.from.professional.as_deref()),
        (None, None)
    );
    assert_eq!(to_team.to.unit.as_deref(), Some("team"));
    assert_eq!((to_eide.from.person, to_eide.to.person), (Some(0), Some(1)));
    let eide = &timeline.people[1];
    assert!(
        eide.ties.is_empty() && eide.contacts.is_empty(),
        "a row for who is to come"
    );
    assert_eq!(nowhere.to, End::default());
}

#[test]
fn a_handover_is_in_view_from_its_offer_to_its_acceptance() {
    let mut world = World::new();
    let handover = world.handover(HandoverType::WardTransfer, "2025-01-20T12:00");
    handover.accepted_at = Some(at("2025-02-02T12:00"));
    handover.state = HandoverState::Accepted;
    world.handover(HandoverType::WardTransfer, "2025-01-21T12:00");
    let timeline = show(&world, between("2025-02-01", "2025-02-28"));
    assert_eq!((timeline.handovers.len(), timeline.before), (1, 1));
}

#[test]
fn what_was_agreed_stands_in_order_of_time() {
    let mut world = World::new();
    world.review("2025-06-01T12:00");
    world.decide(
        DecisionSubject::CrisisPlan,
        DecisionOutcome::DeclinedByPatient,
        "2025-05-01T12:00",
    );
    world.decide(
        DecisionSubject::Coordinator,
        DecisionOutcome::Agreed,
        "2025-07-01T12:00",
    );
    let timeline = year(&world);
    let what: Vec<Agreement> = timeline.agreed.iter().map(|agreed| agreed.what).collect();
    assert_eq!(
        what,
        [
            Agreement::Decision(
                DecisionSubject::CrisisPlan,
                DecisionOutcome::DeclinedByPatient
            ),
            Agreement::Review,
            Agreement::Decision(DecisionSubject::Coordinator, DecisionOutcome::Agreed),
        ]
    );
    let keys: Vec<String> = rows(&timeline).into_iter().map(|row| row.key).collect();
    assert!(keys[0].starts_with("decision-") && keys[1].starts_with("review-"));
}

#[test]
fn one_instant_and_two_at_one_instant_are_each_told() {
    let mut world = World::new();
    world.met("Tveit", "2025-06-01T12:00");
    let one = year(&world);
    assert_eq!(one.shown, 1);
    let contacts = &one.people[0].contacts[0];
    assert_eq!(
        contacts.extent(),
        (at("2025-06-01T12:00"), at("2025-06-01T12:00"))
    );
    world.met("Tveit", "2025-06-01T12:00");
    world.met("Tveit", "2025-06-01T12:00").status = ContactStatus::NoShow;
    world.review("2025-06-01T12:00");
    world.review("2025-06-01T12:00");
    let two = year(&world);
    let contacts = &two.people[0].contacts[0];
    assert_eq!((contacts.attended.len(), contacts.missed.len()), (2, 1));
    assert_eq!(two.agreed.len(), 2);
    assert_eq!(two.shown, 5);
}

#[test]
fn rows_are_in_reading_order() {
    let mut world = World::new();
    world.stay(
        Setting::AcuteWard,
        "2025-06-01T12:00",
        Some("2025-06-10T12:00"),
    );
    world.relation(
        "Tveit",
        RelationshipKind::Therapist,
        "2025-05-01T00:00",
        None,
    );
    for when in ["2025-05-10T10:00", "2025-06-10T10:00", "2025-04-10T10:00"] {
        world.met("Tveit", when);
    }
    world.handover(HandoverType::WardTransfer, "2025-06-05T12:00");
    world.review("2025-06-06T12:00");
    let timeline = year(&world);
    let rows = rows(&timeline);
    let lanes: Vec<Lane> = rows.iter().map(|row| row.lane).collect();
    assert!(lanes.is_sorted());
    let months: Vec<_> = rows
        .iter()
        .filter_map(|row| match row.entry {
            Entry::Contacts(_, contacts) => {
                Some((contacts.month.to_string(), contacts.tie.is_some()))
            }
            _ => None,
        })
        .collect();
    assert_eq!(
        months,
        [
            ("2025-05-01".to_owned(), true),
            ("2025-06-01".to_owned(), true),
            ("2025-04-01".to_owned(), false),
        ],
        "within the relationship first, then outside any"
    );
    assert!(
        rows.iter()
            .any(|row| row.key.starts_with("contacts-") && row.key.ends_with("-2025-05"))
    );
}
