//! Rows of people: relationships, contacts and who shares a row.

use redthread::domain::timeline::{Contacts, Filter, Lane, Person, Request, Timeline, Who, rows};
use redthread::domain::trajectory::{Holder, ShiftAssignment};
use redthread::domain::vocabulary::{
    ContactMode, ContactPurpose, ContactStatus, EndReason, HandoverType, RelationshipKind, Setting,
};

use super::{request, show, year};
use crate::flags::build::{World, at, record, who};

fn names(timeline: &Timeline) -> Vec<String> {
    let name = |person: &Person| match person.who {
        Who::Others(n) => format!("{n} others"),
        Who::NotRecorded => "not recorded".to_owned(),
        _ => person.name.clone(),
    };
    timeline.people.iter().map(name).collect()
}

fn counts(contacts: &Contacts) -> [usize; 4] {
    [
        contacts.attended.len(),
        contacts.planned.len(),
        contacts.missed.len(),
        contacts.indirect.len(),
    ]
}

fn shift(world: &mut World, name: &str, from: &str, to: Option<&str>) {
    let professional = world.professional(name);
    let unit = world.unit("ward", Setting::AcuteWard);
    let id = record(&format!("s{:03}", world.patient.shifts.len()));
    world.patient.shifts.push(ShiftAssignment {
        id,
        professional,
        unit,
        from: at(from),
        to: to.map(at),
    });
}

/// Six people met once each: too many for rows of their own.
fn crowd(world: &mut World) {
    for n in 1..7 {
        world.met(&format!("Once {n}"), &format!("2025-12-0{n}T10:00"));
    }
}

#[test]
fn people_stand_in_order_of_the_first_start_or_contact_in_view() {
    let mut world = World::new();
    world.relation(
        "Nes",
        RelationshipKind::ContactPerson,
        "2025-08-01T00:00",
        None,
    );
    world.relation("Lie", RelationshipKind::Therapist, "2024-01-01T00:00", None);
    world.relation(
        "Moe",
        RelationshipKind::Gp,
        "2023-01-01T00:00",
        Some("2024-01-01T00:00"),
    );
    world.met("Nes", "2025-04-01T10:00");
    for when in ["2025-06-01T10:00", "2025-06-02T10:00", "2025-06-03T10:00"] {
        world.met("Eide", when);
    }
    let timeline = year(&world);
    assert_eq!(names(&timeline), ["Lie", "Nes", "Eide"]);
    assert_eq!(timeline.before, 1);
}

#[test]
fn a_ward_full_of_staff_shares_one_row() {
    let mut world = World::new();
    for n in 0..80 {
        let (nurse, day) = (n % 30, 1 + n % 28);
        let contact = world.met_at(
            "ward",
            Setting::AcuteWard,
            &format!("Nurse {nurse}"),
            &format!("2025-06-{day:02}T{:02}:00", n % 24),
        );
        contact.purpose = Some(ContactPurpose::Shift);
    }
    for day in 10..13 {
        world
            .met_at(
                "ward",
                Setting::AcuteWard,
                "Lie",
                &format!("2025-06-{day}T09:00"),
            )
            .purpose = Some(ContactPurpose::Therapy);
    }
    shift(
        &mut world,
        "Nurse 3",
        "2025-06-01T07:00",
        Some("2025-06-01T15:00"),
    );
    shift(&mut world, "Nurse 99", "2025-06-02T07:00", None);
    let timeline = year(&world);
    assert_eq!(names(&timeline), ["Lie", "31 others"]);
    let others = &timeline.people[1];
    assert_eq!(others.contacts.len(), 1);
    assert_eq!(others.contacts[0].attended.len(), 80);
    assert_eq!(others.shifts.len(), 1);
    assert_eq!(others.shifts[0].spans.len(), 2);
    assert_eq!(timeline.shown, 85);
    assert_eq!(rows(&timeline).len(), 3);
    assert_eq!(rows(&timeline)[2].to, None, "a shift that lasts");
}

#[test]
fn three_days_earn_a_row_and_three_contacts_on_two_days_do_not() {
    let mut world = World::new();
    crowd(&mut world);
    for when in ["2025-06-01T10:00", "2025-06-01T11:00", "2025-06-02T10:00"] {
        world.met("Eide", when);
    }
    assert_eq!(names(&year(&world)), ["7 others"]);
    world.met("Sand", "2025-06-03T10:00").others = vec![who("Eide")];
    assert_eq!(names(&year(&world)), ["Eide", "7 others"], "as other, too");
}

#[test]
fn few_people_are_named_and_those_on_shift_only_never() {
    let mut world = World::new();
    for n in 1..6 {
        let when = format!("2025-12-0{n}T10:00");
        world.met(&format!("Once {n}"), &when).status = ContactStatus::NoShow;
    }
    shift(&mut world, "Nurse", "2025-06-01T07:00", None);
    let timeline = year(&world);
    assert_eq!(names(&timeline).len(), 6);
    assert_eq!(names(&timeline)[..2], ["Once 1", "Once 2"]);
    assert_eq!(names(&timeline)[5], "1 others");
}

#[test]
fn a_handover_between_people_earns_a_row_and_a_change_of_shift_does_not() {
    for (kind, expected) in [
        (HandoverType::ProfessionalToProfessional, vec!["Eide"]),
        (HandoverType::Shift, vec![]),
    ] {
        let mut world = World::new();
        world.professional("Eide");
        world.handover(kind, "2025-06-01T10:00").to_professional = Some(who("Eide"));
        let timeline = year(&world);
        assert_eq!(names(&timeline), expected);
        let to = &timeline.handovers[0].to;
        assert_eq!(to.professional.as_deref(), Some("Eide"), "named either way");
        assert_eq!(to.person.is_some(), !expected.is_empty());
    }
}

#[test]
fn contacts_are_grouped_per_relationship_and_month() {
    let mut world = World::new();
    world.relation(
        "Tveit",
        RelationshipKind::Therapist,
        "2025-05-15T00:00",
        Some("2025-07-01T00:00"),
    );
    for (when, status) in [
        ("2025-05-14T10:00", ContactStatus::Attended),
        ("2025-05-15T10:00", ContactStatus::Attended),
        ("2025-05-20T10:00", ContactStatus::NoShow),
        ("2025-05-31T23:59", ContactStatus::Cancelled),
        ("2025-06-01T00:00", ContactStatus::Attended),
        ("2025-07-01T00:00", ContactStatus::Attended),
    ] {
        world.met("Tveit", when).status = status;
    }
    let timeline = year(&world);
    let groups: Vec<_> = timeline.people[0]
        .contacts
        .iter()
        .map(|group| (group.tie, group.month.to_string(), counts(group)))
        .collect();
    let tie = Some(record("r000"));
    assert_eq!(
        groups,
        [
            (None, "2025-05-01".to_owned(), [1, 0, 0, 0]),
            (tie, "2025-05-01".to_owned(), [1, 0, 2, 0]),
            (tie, "2025-06-01".to_owned(), [1, 0, 0, 0]),
            (None, "2025-07-01".to_owned(), [1, 0, 0, 0]),
        ],
        "a relationship is half-open"
    );
}

#[test]
fn a_contact_within_two_relationships_belongs_to_the_later_one() {
    let mut world = World::new();
    world.relation(
        "Tveit",
        RelationshipKind::Coordinator,
        "2025-04-01T00:00",
        None,
    );
    world.relation(
        "Tveit",
        RelationshipKind::Therapist,
        "2025-05-01T00:00",
        Some("2025-06-01T00:00"),
    );
    world.relation(
        "Tveit",
        RelationshipKind::Gp,
        "2025-05-02T00:00",
        Some("2025-05-03T00:00"),
    );
    for when in ["2025-04-10T10:00", "2025-05-10T10:00", "2025-06-10T10:00"] {
        world.met("Tveit", when);
    }
    let timeline = year(&world);
    let ties: Vec<_> = timeline.people[0].contacts.iter().map(|c| c.tie).collect();
    assert_eq!(
        ties,
        [
            Some(record("r000")),
            Some(record("r001")),
            Some(record("r000"))
        ]
    );
}

#[test]
fn a_joint_meeting_stands_in_both_rows_and_counts_once() {
    let mut world = World::new();
    world.relation(
        "Tveit",
        RelationshipKind::Therapist,
        "2025-04-01T00:00",
        None,
    );
    world.relation(
        "Eide",
        RelationshipKind::CaseManager,
        "2025-05-01T00:00",
        None,
    );
    let joint = world.met("Tveit", "2025-06-01T10:00");
    joint.others = vec![who("Eide"), who("Sand"), who("Berg"), who("Tveit")];
    crowd(&mut world);
    for contact in &mut world.patient.contacts[1..] {
        contact.at = at("2025-06-20T10:00");
        contact.status = ContactStatus::Cancelled;
    }
    let timeline = year(&world);
    assert_eq!(names(&timeline), ["Tveit", "Eide", "8 others"]);
    for person in &timeline.people {
        assert_eq!(person.contacts.len(), 1);
        assert_eq!(person.contacts[0].attended.len(), 1, "{}", person.name);
    }
    assert_eq!(timeline.shown, 9);
}

#[test]
fn what_is_no_meeting_is_not_lost() {
    let mut world = World::new();
    world.relation(
        "Tveit",
        RelationshipKind::Therapist,
        "2025-04-01T00:00",
        None,
    );
    world.met("Tveit", "2025-06-01T10:00").mode = Some(ContactMode::Message);
    world.met("Tveit", "2025-06-02T10:00").patient_present = false;
    world.met("Tveit", "2025-06-03T10:00").status = ContactStatus::Planned;
    world.met("Tveit", "2025-06-04T10:00").main = None;
    let timeline = year(&world);
    assert_eq!(names(&timeline), ["Tveit", "not recorded"]);
    assert_eq!(counts(&timeline.people[0].contacts[0]), [0, 1, 0, 2]);
    assert_eq!(counts(&timeline.people[1].contacts[0]), [1, 0, 0, 0]);
    world.policy.count_messages = true;
    let timeline = year(&world);
    assert_eq!(counts(&timeline.people[0].contacts[0]), [1, 1, 0, 1]);
}

#[test]
fn people_who_are_no_professionals_have_a_row() {
    let mut world = World::new();
    let mother = world.relation("x", RelationshipKind::NextOfKin, "2020-01-01T00:00", None);
    mother.holder = Holder::Person("Åse Moen".to_owned());
    mother.important_to_patient = true;
    let timeline = year(&world);
    let [person] = timeline.people.as_slice() else {
        panic!("one row");
    };
    assert_eq!(person.who, Who::Person("Åse Moen".to_owned()));
    assert!(person.is_important && person.ties[0].span.enters);
    assert!(rows(&timeline).iter().all(|row| !row.key.contains("Moen")));
}

#[test]
fn important_is_who_was_ever_marked_so() {
    let mut world = World::new();
    let earlier = world.relation(
        "Tveit",
        RelationshipKind::Therapist,
        "2020-01-01T00:00",
        Some("2021-01-01T00:00"),
    );
    earlier.important_to_patient = true;
    world.relation(
        "Tveit",
        RelationshipKind::Coordinator,
        "2025-06-01T00:00",
        None,
    );
    let tveit = &year(&world).people[0];
    assert!(tveit.is_important);
    assert!(!tveit.ties[0].is_important, "not in this relationship");
}

#[test]
fn an_ending_is_frayed_where_the_rule_objects_to_it_however_long_ago() {
    let mut world = World::new();
    let end = |world: &mut World, name: &str| {
        let tie = world.relation(
            name,
            RelationshipKind::Therapist,
            "2022-01-01T00:00",
            Some("2024-01-30T00:00"),
        );
        tie.end_reason = Some(EndReason::ProfessionalLeft);
        tie.id
    };
    end(&mut world, "Tveit");
    end(&mut world, "Moe");
    end(&mut world, "Lie");
    world.met("Moe", "2024-01-29T10:00").purpose = Some(ContactPurpose::Farewell);
    world.patient.relationships[2].end_reason = Some(EndReason::PatientChoice);
    world
        .relation("Nes", RelationshipKind::Therapist, "2022-01-01T00:00", None)
        .kind = RelationshipKind::Gp;
    let timeline = show(&world, redthread::domain::timeline::Window::FiveYears);
    let frayed: Vec<_> = timeline
        .people
        .iter()
        .map(|p| {
            (
                p.name.as_str(),
                p.ties[0].ending.map(|ending| ending.is_abrupt),
            )
        })
        .collect();
    assert_eq!(
        frayed,
        [
            ("Lie", Some(false)),
            ("Moe", Some(false)),
            ("Nes", None),
            ("Tveit", Some(true)),
        ]
    );
    assert!(
        !world.fires("abrupt_ending", super::NOW),
        "the flag itself looks back 90 days"
    );
}

#[test]
fn an_ending_is_frayed_exactly_when_the_flag_is_raised() {
    for (important, goodbye, reason) in [
        (true, None, None),
        (false, None, None),
        (true, Some(true), None),
        (true, None, Some(EndReason::PatientChoice)),
    ] {
        let mut world = World::new();
        let tie = world.relation(
            "Tveit",
            RelationshipKind::Therapist,
            "2026-01-01T00:00",
            Some("2026-02-01T00:00"),
        );
        tie.important_to_patient = important;
        tie.goodbye = goodbye;
        tie.end_reason = reason;
        let ending = year(&world).people[0].ties[0].ending.unwrap();
        assert_eq!(ending.is_abrupt, world.fires("abrupt_ending", super::NOW));
        assert_eq!((ending.goodbye, ending.reason), (goodbye, reason));
    }
}

#[test]
fn a_filter_leaves_out_lanes_places_and_people_and_says_how_many() {
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
    world.relation(
        "Eide",
        RelationshipKind::CaseManager,
        "2025-05-01T00:00",
        None,
    );
    world.met("Tveit", "2025-05-10T10:00").others = vec![who("Eide")];
    world.met_at("ward", Setting::AcuteWard, "Nurse", "2025-06-02T10:00");
    world
        .handover(HandoverType::Shift, "2025-06-05T12:00")
        .from_professional = Some(who("Eide"));
    world.review("2025-06-06T12:00");
    let all = year(&world);
    let filtered = |filter: Filter| {
        let asked = Request {
            filter,
            ..Request::default()
        };
        let timeline = request(&world, &asked);
        assert_eq!(timeline.shown + timeline.filtered, all.shown);
        assert_eq!(
            timeline.choices, all.choices,
            "what may be chosen does not shrink"
        );
        timeline
    };
    let hidden = filtered(Filter {
        hidden: vec![Lane::People, Lane::Admissions],
        ..Filter::default()
    });
    assert_eq!(
        (
            hidden.people.len(),
            hidden.admissions.len(),
            hidden.filtered
        ),
        (0, 0, 4)
    );
    assert_eq!(hidden.handovers[0].from.person, None);
    let tveit = filtered(Filter {
        people: vec![Who::Professional(who("Tveit"))],
        ..Filter::default()
    });
    assert_eq!(names(&tveit), ["Tveit"]);
    assert_eq!(
        (
            tveit.places.len(),
            tveit.agreed.len(),
            tveit.handovers.len()
        ),
        (1, 1, 0)
    );
    let ward = filtered(Filter {
        settings: vec![Setting::AcuteWard],
        ..Filter::default()
    });
    assert_eq!(names(&ward), ["Nurse"]);
    assert_eq!((ward.places.len(), ward.handovers.len()), (1, 0));
    let nowhere = filtered(Filter {
        settings: vec![Setting::AcuteWard],
        units: vec![
            world
                .directory
                .units
                .values()
                .find(|u| u.name == "clinic")
                .unwrap()
                .id,
        ],
        ..Filter::default()
    });
    assert_eq!((nowhere.people.len(), nowhere.places.len()), (0, 0));
    assert_eq!(
        all.choices.settings,
        [Setting::AcuteWard, Setting::OutpatientClinic]
    );
    let people: Vec<&str> = all
        .choices
        .people
        .iter()
        .map(|(_, name)| name.as_str())
        .collect();
    assert_eq!(people, ["Eide", "Tveit", "Nurse"]);
}
