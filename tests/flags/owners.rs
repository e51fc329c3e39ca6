//! Whose a flag is, who holds a patient whom nobody holds, and who sees what.

use redthread::domain::flags::audience::Onlooker;
use redthread::domain::flags::owner::{Owner, held_by, owner};
use redthread::domain::flags::{Case, Evidence, Flag, Subject};
use redthread::domain::ids::{ProfessionalId, UnitId};
use redthread::domain::trajectory::{AllianceScore, Request, Rupture};
use redthread::domain::vocabulary::RelationshipKind::{
    ContactPerson, Coordinator, PrimaryNurse, ResponsibleClinician, Therapist,
};
use redthread::domain::vocabulary::{
    HandoverType, OwnerRole, RuptureStatus, RuptureType, Setting, Severity,
};

use super::build::{World, at, on, record, who};

const NOW: &str = "2026-03-02T12:00";

fn case(world: &World) -> Case<'_> {
    let mut trajectory = world.patient.clone();
    trajectory.sort();
    Case::new(trajectory, &world.directory, &world.policy, at(NOW))
}

fn flag(code: &'static str, owner: OwnerRole, subject: Subject) -> Flag {
    Flag {
        code,
        severity: Severity::Attention,
        subject,
        evidence: Evidence::new(),
        owner,
    }
}

/// Who owns a flag with a role about the patient's care as a whole.
fn by(world: &World, role: OwnerRole) -> Owner {
    let flag = flag("no_coordinator", role, Subject::Patient);
    owner(&flag, &case(world))
}

fn of(professional: Option<ProfessionalId>, unit: Option<UnitId>) -> Owner {
    Owner { professional, unit }
}

/// Admitted to a ward, known to a clinic.
fn admitted() -> World {
    let mut world = World::new();
    world.stay(Setting::OutpatientClinic, "2025-01-01", None);
    world.stay(Setting::AcuteWard, "2026-02-20", None);
    world
}

#[test]
fn a_task_is_the_persons_whom_its_rule_names() {
    let mut world = admitted();
    world.relation("old", ContactPerson, "2025-01-01", Some("2026-01-01"));
    world.relation("contact", ContactPerson, "2025-02-01", None);
    world.relation("therapist", Therapist, "2025-06-01", None);
    world.relation("doctor", ResponsibleClinician, "2026-02-20", None);
    world.relation("coordinator", Coordinator, "2025-03-01", None);
    let clinic = world.unit("clinic", Setting::OutpatientClinic);
    let ward = world.unit("acute_ward", Setting::AcuteWard);
    for (role, name) in [
        // The one who became so last.
        (OwnerRole::NamedContact, "therapist"),
        (OwnerRole::ResponsibleClinician, "doctor"),
        (OwnerRole::Coordinator, "coordinator"),
    ] {
        assert_eq!(
            by(&world, role),
            of(Some(who(name)), Some(clinic)),
            "{role}"
        );
    }
    assert_eq!(by(&world, OwnerRole::UnitPool), of(None, Some(ward)));
    // A primary nurse is a named contact while admitted only.
    world.relation("nurse", PrimaryNurse, "2026-02-21", None);
    assert_eq!(
        by(&world, OwnerRole::NamedContact).professional,
        Some(who("nurse"))
    );
    for period in &mut world.patient.periods {
        period.to = Some(at("2026-02-28T12:00"));
    }
    assert_eq!(
        by(&world, OwnerRole::NamedContact).professional,
        Some(who("therapist"))
    );
}

#[test]
fn without_such_a_person_the_unit_that_has_the_patient_owns_the_task() {
    let roles = [
        OwnerRole::NamedContact,
        OwnerRole::ResponsibleClinician,
        OwnerRole::Coordinator,
        OwnerRole::Receiver,
        OwnerRole::RelationshipHolder,
        OwnerRole::Decider,
        OwnerRole::UnitPool,
    ];
    let mut world = admitted();
    let ward = world.unit("acute_ward", Setting::AcuteWard);
    let clinic = world.unit("clinic", Setting::OutpatientClinic);
    for role in roles {
        assert_eq!(
            by(&world, role),
            of(None, Some(ward)),
            "{role}: the latest open one"
        );
    }
    for period in &mut world.patient.periods {
        period.to = Some(at("2026-02-28T12:00"));
    }
    for role in roles {
        assert_eq!(
            by(&world, role),
            of(None, Some(ward)),
            "{role}: the last one"
        );
    }
    // An active relationship comes before a period that is over.
    world.relation(
        "gp",
        redthread::domain::vocabulary::RelationshipKind::Gp,
        "2025-01-01",
        None,
    );
    for role in roles {
        assert_eq!(
            by(&world, role),
            of(None, Some(clinic)),
            "{role}: the relationship's"
        );
    }
}

#[test]
fn what_is_about_a_record_is_whose_the_record_is() {
    let mut world = admitted();
    let ward = world.unit("acute_ward", Setting::AcuteWard);
    let team = world.unit("team", Setting::MunicipalTeam);
    world.professional("receiver");
    let handover = world.handover(HandoverType::DischargeToCommunity, "2026-02-20");
    handover.to_unit = Some(team);
    let subject = Subject::Handover(handover.id);
    let read = flag("handover_unacknowledged", OwnerRole::Receiver, subject);
    assert_eq!(owner(&read, &case(&world)), of(None, Some(team)));
    world.patient.handovers[0].to_professional = Some(who("receiver"));
    assert_eq!(
        owner(&read, &case(&world)),
        of(Some(who("receiver")), Some(team))
    );

    let mut request = Request {
        id: record("q"),
        source: "q".to_owned(),
        subject: "crisis_plan".to_owned(),
        text: "A copy".to_owned(),
        asked_at: at("2026-01-01"),
        received_by: Some(who("received")),
        decider: None,
        due_on: None,
        answered_at: None,
        answer: None,
    };
    let answer = flag(
        "request_unanswered",
        OwnerRole::Decider,
        Subject::Request(record("q")),
    );
    world.patient.requests = vec![request.clone()];
    assert_eq!(
        owner(&answer, &case(&world)),
        of(Some(who("received")), Some(ward))
    );
    request.decider = Some(who("decider"));
    world.patient.requests = vec![request];
    assert_eq!(
        owner(&answer, &case(&world)),
        of(Some(who("decider")), Some(ward))
    );
}

/// A rupture with one professional, scores of another, and two who read.
fn private() -> (World, [Flag; 5]) {
    let mut world = admitted();
    world.relation("doctor", ResponsibleClinician, "2026-02-20", None);
    world.relation("contact", ContactPerson, "2025-02-01", None);
    world.relation("former", ContactPerson, "2025-01-01", Some("2026-01-01"));
    world.relation("therapist", Therapist, "2026-02-25", None);
    world.patient.ruptures = vec![Rupture {
        id: record("x"),
        source: "x".to_owned(),
        professional: who("therapist"),
        kind: RuptureType::Withdrawal,
        noticed_on: on("2026-01-01"),
        noticed_by: None,
        status: RuptureStatus::Open,
        closed_on: None,
    }];
    world.patient.alliance_scores = vec![AllianceScore {
        id: record("s"),
        source: "s".to_owned(),
        professional: who("rated"),
        instrument: "SRS".to_owned(),
        score: "20".parse().unwrap(),
        at: at("2026-01-01"),
        min: None,
        max: None,
        cut: None,
    }];
    let holder = OwnerRole::RelationshipHolder;
    let flags = [
        flag("rupture_unresolved", holder, Subject::Rupture(record("x"))),
        flag(
            "alliance_drop",
            holder,
            Subject::AllianceScores(record("s")),
        ),
        flag(
            "narrative_unread",
            OwnerRole::NamedContact,
            Subject::Patient,
        ),
        flag("single_thread", OwnerRole::NamedContact, Subject::Patient),
        flag("no_crisis_plan", OwnerRole::NamedContact, Subject::Patient),
    ];
    (world, flags)
}

#[test]
fn what_is_for_few_is_in_no_pool_and_belongs_to_one_of_them() {
    let (world, flags) = private();
    let owners = flags.each_ref().map(|flag| owner(flag, &case(&world)));
    assert_eq!(owners[0], of(Some(who("therapist")), None));
    assert_eq!(owners[1], of(Some(who("rated")), None));
    // The therapist became a named contact last, but is not to read the words.
    assert_eq!(owners[2], of(Some(who("doctor")), None));
    assert!(owners[3].unit.is_some());
}

#[test]
fn flags_are_seen_by_those_whom_they_are_for() {
    let (world, flags) = private();
    let case = case(&world);
    let sees = |onlooker: Onlooker| flags.each_ref().map(|flag| onlooker.sees(flag, &case));
    let staff = |name: &str| Onlooker::Staff(Some(who(name)));
    // rupture, scores, unread words, single thread, crisis plan
    for (onlooker, expected) in [
        (staff("therapist"), [true, false, false, true, true]),
        (staff("rated"), [false, true, false, true, true]),
        (staff("doctor"), [false, false, true, true, true]),
        (staff("contact"), [false, false, true, true, true]),
        (staff("former"), [false, false, false, true, true]),
        (staff("leader"), [false, false, false, true, true]),
        (Onlooker::Staff(None), [false, false, false, true, true]),
        (Onlooker::Patient, [false, false, true, false, true]),
        (Onlooker::Everything, [true; 5]),
    ] {
        assert_eq!(sees(onlooker), expected, "{onlooker:?}");
    }
}

#[test]
fn a_patient_whom_nobody_holds_stays_with_the_last_unit() {
    let mut world = World::new();
    world.stay(Setting::OutpatientClinic, "2025-01-01", Some("2025-06-01"));
    world.stay(Setting::AcuteWard, "2025-05-01", Some("2025-05-20"));
    let last = world.unit("acute_ward", Setting::AcuteWard);
    let held = |world: &World| held_by(&case(world), &[]);
    assert_eq!(held(&world), Some(last));

    let mut known = world.clone();
    known.relation("anna", Therapist, "2025-01-01", None);
    assert_eq!(held(&known), None, "a relationship");
    known.patient.relationships[0].to = Some(at("2026-01-01"));
    assert_eq!(held(&known), Some(last), "a relationship that ended");

    let mut there = world.clone();
    there.stay(Setting::AcuteWard, "2026-01-01", None);
    assert_eq!(held(&there), None, "an open treatment period");

    let mut left = world.clone();
    left.patient.patient.in_service_to = Some(on("2026-03-02"));
    assert_eq!(held(&left), None, "no longer in service");
    left.patient.patient.in_service_to = Some(on("2026-03-03"));
    assert_eq!(held(&left), Some(last), "in service until tomorrow");

    let mut dead = world.clone();
    dead.patient.patient.deceased_at = Some(at("2026-01-01"));
    assert_eq!(held(&dead), None, "dead");

    // Where it is not recorded since when somebody is in service, a task is what keeps them.
    let mut unknown = world;
    unknown.patient.patient.in_service_from = None;
    let mut flags = [flag(
        "no_follow_up_7d",
        OwnerRole::UnitPool,
        Subject::Patient,
    )];
    assert_eq!(held(&unknown), None);
    assert_eq!(held_by(&case(&unknown), &flags), Some(last));
    flags[0].severity = Severity::Info;
    assert_eq!(held_by(&case(&unknown), &flags), None);
}
