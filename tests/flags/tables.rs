//! Each rule at its edges.

use redthread::domain::flags::Flag;
use redthread::domain::vocabulary::{
    AdmissionKind, ContactMode, ContactPurpose, ContactStatus, DecisionOutcome, DecisionSubject,
    EndReason, HandoverState, HandoverType, RelationshipKind, RelationshipMode, Setting, Severity,
};

use super::build::{World, at, on, who};

const NOON: &str = "2026-03-02T12:00";

fn severity(flag: Option<Flag>) -> Option<Severity> {
    flag.map(|flag| flag.severity)
}

/// A patient with a coordinator of years: named enough for no other rule to speak.
fn held() -> World {
    let mut world = World::new();
    world.relation("wold", RelationshipKind::CaseManager, "2021-01-01", None);
    world.relation("berg", RelationshipKind::Coordinator, "2021-01-01", None);
    world
}

fn admitted(world: &mut World, from: &str, to: Option<&str>) {
    world.stay(Setting::AcuteWard, from, to).admission_kind = Some(AdmissionKind::Unplanned);
}

mod extensive_hospitalisation {
    use super::*;

    const CODE: &str = "extensive_hospitalisation";

    fn five_in_a_year() -> World {
        let mut world = held();
        for (from, to) in [
            ("2023-03-03", "2023-03-05"),
            ("2023-06-01", "2023-06-03"),
            ("2023-09-01", "2023-09-03"),
            ("2023-12-01", "2023-12-03"),
            ("2024-03-02", "2024-03-04"),
        ] {
            admitted(&mut world, from, Some(to));
        }
        world
    }

    #[test]
    fn ages_out_two_years_after_the_last_of_the_window() {
        let world = five_in_a_year();
        assert!(world.fires(CODE, "2026-03-02T23:59"));
        assert!(!world.fires(CODE, "2026-03-03T00:00"));
    }

    #[test]
    fn never_ages_out_without_a_recency() {
        let mut world = five_in_a_year();
        world.policy.ext_recency_years = None;
        assert!(world.fires(CODE, "2046-01-01"));
    }

    #[test]
    fn patient_controlled_admissions_never_count() {
        let mut world = five_in_a_year();
        world.patient.periods[2].admission_kind = Some(AdmissionKind::PatientControlled);
        assert!(!world.fires(CODE, NOON));
    }

    #[test]
    fn uncounted_settings_do_not_count() {
        let mut world = five_in_a_year();
        world.policy.counted_settings = vec![Setting::DpsInpatient];
        assert!(!world.fires(CODE, NOON));
    }

    #[test]
    fn an_open_admission_fires_on_its_29th_night() {
        let mut world = held();
        admitted(&mut world, "2026-02-01T10:00", None);
        assert!(!world.fires(CODE, "2026-03-01T23:59"));
        assert!(world.fires(CODE, "2026-03-02T00:00"));
    }

    #[test]
    fn ward_stays_of_one_admission_add_up() {
        let mut world = held();
        admitted(&mut world, "2026-01-12T11:00", Some("2026-01-22T13:00"));
        admitted(&mut world, "2026-01-23T13:00", Some("2026-02-12T12:00"));
        let flag = world.flag(CODE, NOON).unwrap();
        let evidence = world.read(&flag.evidence, NOON);
        assert_eq!(evidence["longest_nights"], 31);
        assert_eq!(evidence["admissions"], serde_json::json!([]));
    }
}

mod tipping_point {
    use super::*;

    const CODE: &str = "tipping_point";

    fn third(from: &str) -> World {
        let mut world = held();
        admitted(&mut world, "2024-01-01", Some("2024-01-03"));
        admitted(&mut world, "2025-01-01", Some("2025-01-03"));
        admitted(&mut world, from, Some("2025-12-20"));
        world
    }

    #[test]
    fn lasts_for_less_than_ninety_days() {
        let world = third("2025-12-10");
        assert!(world.fires(CODE, "2026-03-09T12:00"));
        assert!(!world.fires(CODE, "2026-03-10T00:00"));
    }

    #[test]
    fn a_review_since_the_third_admission_answers_it() {
        let mut world = third("2025-12-10");
        world.review("2025-12-09T10:00");
        assert!(world.fires(CODE, NOON));
        world.review("2025-12-11T10:00");
        assert!(!world.fires(CODE, NOON));
    }

    #[test]
    fn a_fourth_admission_does_not_restart_it() {
        let mut world = third("2025-11-10");
        admitted(&mut world, "2026-02-01", Some("2026-02-03"));
        assert!(!world.fires(CODE, NOON));
    }

    #[test]
    fn extensive_hospitalisation_stands_for_it() {
        let mut world = third("2025-12-10");
        assert!(world.fires(CODE, NOON));
        admitted(&mut world, "2026-01-01", Some("2026-02-10"));
        assert!(!world.fires(CODE, NOON));
        assert!(world.fires("extensive_hospitalisation", NOON));
        assert_eq!(
            world.judge_at(at(NOON)).muted[0].1,
            "extensive_hospitalisation"
        );
    }
}

mod high_clinician_turnover {
    use super::*;

    const CODE: &str = "high_clinician_turnover";

    fn doctors(world: &mut World, spans: &[(&str, &str, Option<&str>)]) {
        for (name, from, to) in spans {
            world.relation(name, RelationshipKind::ResponsibleClinician, from, *to);
        }
    }

    fn four(last: &str) -> World {
        let mut world = held();
        admitted(&mut world, "2026-01-20T08:00", None);
        doctors(
            &mut world,
            &[
                ("a", "2026-01-20T09:00", Some("2026-01-28T16:00")),
                ("b", "2026-01-28T09:00", Some("2026-02-05T16:00")),
                ("c", "2026-02-05T09:00", Some(last)),
                ("d", last, None),
            ],
        );
        world
    }

    #[test]
    fn four_fire_until_the_present_one_has_settled() {
        let world = four("2026-02-16T09:00");
        assert_eq!(severity(world.flag(CODE, NOON)), Some(Severity::Attention));
        assert!(!world.fires(CODE, "2026-03-03T00:00"));
    }

    #[test]
    fn a_fifth_face_outside_any_thirty_days_does_not_add() {
        let world = four("2026-02-26T09:00");
        let flag = world.flag(CODE, NOON).unwrap();
        // a's last day is 27 January; 27 January to 26 February are 31 days.
        assert_eq!(world.read(&flag.evidence, NOON)["distinct"], 3);
        assert_eq!(flag.severity, Severity::Info);
    }

    #[test]
    fn short_cover_and_on_call_are_left_out() {
        let mut world = four("2026-02-16T09:00");
        world.patient.relationships[3].is_temporary_cover = true;
        world.patient.relationships[3].to = Some(at("2026-02-08T09:00"));
        assert_eq!(
            severity(world.flag(CODE, NOON)),
            Some(Severity::Attention),
            "72 hours and more"
        );
        world.patient.relationships[3].to = Some(at("2026-02-08T08:00"));
        world.patient.relationships[3].from = at("2026-02-05T09:00");
        assert_eq!(severity(world.flag(CODE, NOON)), Some(Severity::Info));
        world.patient.relationships[4].mode = Some(RelationshipMode::OnCall);
        assert_eq!(severity(world.flag(CODE, NOON)), None);
    }

    #[test]
    fn stays_thirty_days_after_discharge() {
        let mut world = four("2026-02-16T09:00");
        world.patient.periods[0].to = Some(at("2026-02-18T12:00"));
        world.patient.relationships[5].to = Some(at("2026-02-18T12:00"));
        assert!(world.fires(CODE, "2026-03-20T12:00"));
        assert!(!world.fires(CODE, "2026-03-21T00:00"));
    }
}

mod fragmented_care {
    use super::*;

    const CODE: &str = "fragmented_care";

    fn teams(count: usize) -> World {
        let mut world = held();
        for place in 0..count {
            let from = format!("2025-{:02}-01", 4 + place);
            let to = format!("2025-{:02}-20", 4 + place);
            world.stay_at(
                &format!("team {place}"),
                Setting::OutpatientClinic,
                &from,
                Some(&to),
            );
        }
        world
    }

    #[test]
    fn five_teams_are_many() {
        assert!(!teams(4).fires(CODE, NOON));
        assert!(teams(5).fires(CODE, NOON));
    }

    #[test]
    fn a_team_leaves_the_window_after_its_last_day() {
        let world = teams(5);
        // The last day at the first team was 19 April 2025.
        assert!(world.fires(CODE, "2026-04-18T12:00"));
        assert!(!world.fires(CODE, "2026-04-19T00:00"));
    }

    #[test]
    fn a_review_answers_it_for_180_days() {
        let mut world = teams(6);
        world.review("2025-10-01T10:00");
        assert!(!world.fires(CODE, "2026-03-29T23:00"));
        assert!(world.fires(CODE, "2026-03-30T00:00"));
    }

    #[test]
    fn wards_of_one_admission_are_one_team() {
        let mut world = teams(4);
        world.stay_at(
            "ward 1",
            Setting::AcuteWard,
            "2025-11-01T10:00",
            Some("2025-11-05T10:00"),
        );
        world.stay_at(
            "ward 2",
            Setting::SubacuteWard,
            "2025-11-05T12:00",
            Some("2025-11-09T10:00"),
        );
        let flag = world.flag(CODE, NOON).unwrap();
        let evidence = world.read(&flag.evidence, NOON);
        assert_eq!(
            (&evidence["teams"], &evidence["moves"]),
            (&5.into(), &1.into())
        );
    }

    #[test]
    fn patient_controlled_stays_are_neither_team_nor_move() {
        let mut world = teams(4);
        world
            .stay_at(
                "bed",
                Setting::PatientControlledBed,
                "2025-11-01T10:00",
                Some("2025-11-05"),
            )
            .admission_kind = Some(AdmissionKind::PatientControlled);
        assert!(!world.fires(CODE, NOON));
    }

    #[test]
    fn ten_contacts_with_ten_people_are_scattered_unless_one_team() {
        let mut world = held();
        for n in 0..10 {
            world.met(&format!("p{n}"), &format!("2025-{:02}-05T10:00", 3 + n));
        }
        let flag = world.flag(CODE, NOON).unwrap();
        assert_eq!(world.read(&flag.evidence, NOON)["coc"], 0.0);
        let fact = world.unit("fact", Setting::AssertiveOutreach);
        for contact in &mut world.patient.contacts {
            contact.unit = fact;
        }
        assert!(!world.fires(CODE, NOON));
        world.patient.contacts.pop();
        assert!(!world.fires(CODE, NOON), "nine are too few to read");
    }

    #[test]
    fn only_in_service() {
        let mut world = teams(6);
        world.patient.patient.in_service_to = Some(on("2026-03-02"));
        assert!(!world.fires(CODE, NOON));
        assert!(world.fires(CODE, "2026-03-01T12:00"));
    }
}

mod abrupt_ending {
    use super::*;

    const CODE: &str = "abrupt_ending";

    /// Therapy with Tveit that ended on 30 January; Eide stays.
    fn ended(from: &str) -> World {
        let mut world = held();
        world.professional("eide");
        let relation = world.relation(
            "tveit",
            RelationshipKind::Therapist,
            from,
            Some("2026-01-30T16:00"),
        );
        relation.end_reason = Some(EndReason::ProfessionalLeft);
        world
    }

    #[test]
    fn ninety_days_or_six_contacts_or_a_mark_make_it_matter() {
        assert!(ended("2025-11-01T09:00").fires(CODE, NOON), "90 days");
        let mut short = ended("2025-11-02T09:00");
        assert!(!short.fires(CODE, NOON), "89 days");
        for day in 1..=5 {
            short.met("tveit", &format!("2026-01-{day:02}T10:00"));
        }
        assert!(!short.fires(CODE, NOON), "five contacts");
        short.met("tveit", "2026-01-20T10:00");
        assert!(short.fires(CODE, NOON), "six contacts");
        let mut marked = ended("2026-01-20T09:00");
        assert!(!marked.fires(CODE, NOON));
        marked.patient.relationships[2].important_to_patient = true;
        assert_eq!(severity(marked.flag(CODE, NOON)), Some(Severity::Urgent));
    }

    #[test]
    fn lasts_ninety_days() {
        let world = ended("2025-01-01");
        assert!(world.fires(CODE, "2026-04-30T12:00"));
        assert!(!world.fires(CODE, "2026-05-01T00:00"));
    }

    #[test]
    fn reasons_that_need_no_goodbye() {
        for reason in EndReason::ALL {
            let mut world = ended("2025-01-01");
            world.patient.relationships[2].end_reason = Some(*reason);
            let quiet = matches!(
                reason,
                EndReason::AgreedCompletion
                    | EndReason::PatientChoice
                    | EndReason::PatientDied
                    | EndReason::PatientMoved
            );
            assert_eq!(world.fires(CODE, NOON), !quiet, "{reason}");
        }
        let mut unrecorded = ended("2025-01-01");
        unrecorded.patient.relationships[2].end_reason = None;
        assert!(unrecorded.fires(CODE, NOON));
    }

    #[test]
    fn a_joint_meeting_up_to_fourteen_days_after_answers_it() {
        for (day, answers) in [
            ("2026-01-01T10:00", false),
            ("2026-01-02T10:00", true),
            ("2026-02-13T10:00", true),
            ("2026-02-14T10:00", false),
        ] {
            let mut world = ended("2025-01-01");
            world.met("tveit", day).purpose = Some(ContactPurpose::JointMeeting);
            assert_eq!(!world.fires(CODE, NOON), answers, "{day}");
        }
    }

    #[test]
    fn meeting_together_with_the_successor_is_joint() {
        let mut world = ended("2025-01-01");
        world.patient.relationships[2].successor = Some(who("eide"));
        world.met("tveit", "2026-01-20T10:00").others = vec![who("eide")];
        assert!(!world.fires(CODE, NOON));
    }

    #[test]
    fn a_farewell_answers_it_even_late() {
        let mut world = ended("2025-01-01");
        world.met("tveit", "2026-02-20T10:00").purpose = Some(ContactPurpose::Farewell);
        assert!(world.fires(CODE, "2026-02-19T12:00"));
        assert!(!world.fires(CODE, NOON));
    }

    #[test]
    fn only_a_successor_of_the_same_role_with_overlap_answers_it() {
        for (kind, from, answers) in [
            (RelationshipKind::Therapist, "2026-01-29T10:00", true),
            (RelationshipKind::Therapist, "2026-01-31T10:00", false),
            (RelationshipKind::ContactPerson, "2026-01-29T10:00", false),
        ] {
            let mut world = ended("2025-01-01");
            world.relation("eide", kind, from, None);
            assert_eq!(!world.fires(CODE, NOON), answers, "{kind} {from}");
        }
    }

    #[test]
    fn someone_who_goes_on_in_another_role_is_not_lost() {
        for (from, to, goes_on) in [
            ("2026-01-02T10:00", None, true),
            ("2026-02-13T10:00", None, true),
            ("2026-02-14T10:00", None, false),
            ("2025-06-01T10:00", Some("2026-01-30T16:00"), false),
        ] {
            let mut world = ended("2025-01-01");
            world.relation("tveit", RelationshipKind::CaseManager, from, to);
            world.patient.relationships[3].end_reason = Some(EndReason::PatientChoice);
            assert_eq!(!world.fires(CODE, NOON), goes_on, "{from}");
        }
    }

    #[test]
    fn responsible_clinicians_are_left_out() {
        let mut world = ended("2025-01-01");
        world.patient.relationships[2].kind = RelationshipKind::ResponsibleClinician;
        assert!(!world.fires(CODE, NOON));
    }

    #[test]
    fn stands_for_the_missing_named_contact_for_fourteen_days() {
        let mut world = ended("2025-01-01");
        world.patient.relationships.remove(0);
        assert!(world.fires(CODE, "2026-02-13T12:00"));
        assert!(!world.fires("no_named_contact", "2026-02-13T12:00"));
        assert!(world.fires("no_named_contact", "2026-02-14T00:00"));
    }
}

mod lapsed_maintenance {
    use super::*;

    const CODE: &str = "lapsed_maintenance";

    fn twice_a_year() -> World {
        let mut world = held();
        let relation = world.relation("brekke", RelationshipKind::Therapist, "2015-03-10", None);
        relation.agreed_interval_days = Some(213);
        world.met("brekke", "2025-07-18T10:00");
        world
    }

    #[test]
    fn fires_after_interval_and_grace() {
        // 18 July 2025 + 213 + 14 days = 2 March 2026.
        let world = twice_a_year();
        assert!(!world.fires(CODE, "2026-03-02T23:59"));
        assert!(world.fires(CODE, "2026-03-03T00:00"));
    }

    #[test]
    fn a_booking_answers_it_until_it_lapses() {
        let mut world = twice_a_year();
        world.met("brekke", "2026-04-01T10:00").status = ContactStatus::Planned;
        assert!(!world.fires(CODE, "2026-03-31T12:00"));
        assert!(world.fires(CODE, "2026-04-01T10:00"));
    }

    #[test]
    fn messages_and_no_shows_are_no_contact() {
        let mut world = twice_a_year();
        world.met("brekke", "2026-02-01T10:00").mode = Some(ContactMode::Message);
        world.met("brekke", "2026-02-02T10:00").status = ContactStatus::NoShow;
        assert!(world.fires(CODE, "2026-03-03T12:00"));
        world.policy.count_messages = true;
        assert!(!world.fires(CODE, "2026-03-03T12:00"));
    }

    #[test]
    fn without_any_contact_the_start_counts() {
        let mut world = twice_a_year();
        world.patient.contacts.clear();
        let flag = world.flag(CODE, NOON).unwrap();
        assert_eq!(
            world.read(&flag.evidence, NOON)["last"],
            serde_json::Value::Null
        );
    }
}

mod no_follow_up {
    use super::*;

    fn discharged() -> World {
        let mut world = held();
        admitted(&mut world, "2026-02-10T10:00", Some("2026-02-20T14:00"));
        world
    }

    fn both(world: &World, when: &str) -> (bool, bool) {
        (
            world.fires("no_follow_up_72h", when),
            world.fires("no_follow_up_7d", when),
        )
    }

    #[test]
    fn the_first_days_then_the_week_then_closed() {
        let world = discharged();
        for (when, expected) in [
            ("2026-02-23T23:59", (false, false)),
            ("2026-02-24T00:00", (true, false)),
            ("2026-02-27T23:59", (true, false)),
            ("2026-02-28T00:00", (false, true)),
            ("2026-03-22T23:59", (false, true)),
            ("2026-03-23T00:00", (false, false)),
        ] {
            assert_eq!(both(&world, when), expected, "{when}");
        }
    }

    #[test]
    fn the_day_of_discharge_does_not_count() {
        let mut world = discharged();
        world.met("wold", "2026-02-20T16:00");
        assert_eq!(both(&world, "2026-02-24T12:00"), (true, false));
        world.met("wold", "2026-02-23T23:30");
        assert_eq!(both(&world, "2026-02-24T12:00"), (false, false));
    }

    #[test]
    fn an_attempt_is_no_contact_but_is_told() {
        let mut world = discharged();
        world.met("wold", "2026-02-22T10:00").status = ContactStatus::NoShow;
        let flag = world.flag("no_follow_up_72h", "2026-02-24T12:00").unwrap();
        assert_eq!(world.read(&flag.evidence, NOON)["attempts"], 1);
    }

    #[test]
    fn a_contact_at_the_emergency_room_is_no_follow_up() {
        let mut world = discharged();
        world.met_at("er", Setting::EmergencyRoom, "moe", "2026-02-22T10:00");
        assert_eq!(both(&world, "2026-02-24T12:00"), (true, false));
    }

    #[test]
    fn answered_by_readmission_refusal_or_an_own_stay() {
        let mut readmitted = discharged();
        admitted(&mut readmitted, "2026-02-23T10:00", None);
        assert_eq!(both(&readmitted, NOON), (false, false));

        let mut declined = discharged();
        let outcome = DecisionOutcome::DeclinedByPatient;
        declined.decide(DecisionSubject::FollowUp, outcome, "2026-02-09T10:00");
        assert_eq!(both(&declined, NOON), (false, true), "before the admission");
        declined.decide(DecisionSubject::FollowUp, outcome, "2026-02-12T10:00");
        assert_eq!(both(&declined, NOON), (false, false));

        let mut own = discharged();
        own.patient.periods[0].admission_kind = Some(AdmissionKind::PatientControlled);
        assert_eq!(both(&own, NOON), (false, false));
    }

    #[test]
    fn the_general_hospital_does_not_put_it_off() {
        let mut world = discharged();
        world.stay(Setting::GeneralHospital, "2026-02-20T15:00", None);
        assert_eq!(both(&world, NOON), (false, true));
    }

    #[test]
    fn the_general_hospital_alone_asks_for_none() {
        let mut world = held();
        world.stay(
            Setting::GeneralHospital,
            "2026-02-10T15:00",
            Some("2026-02-20T15:00"),
        );
        assert_eq!(both(&world, NOON), (false, false));
    }

    #[test]
    fn nobody_who_died_is_followed_up() {
        let mut world = discharged();
        world.patient.patient.deceased_at = Some(at("2026-02-25T03:00"));
        assert_eq!(both(&world, "2026-02-24T12:00"), (true, false));
        assert!(world.flags(NOON).is_empty());
    }
}

mod readmission_30d {
    use super::*;

    const CODE: &str = "readmission_30d";

    fn returned(from: &str) -> World {
        let mut world = held();
        admitted(&mut world, "2026-01-10T10:00", Some("2026-01-20T14:00"));
        admitted(&mut world, from, None);
        world
    }

    #[test]
    fn within_thirty_days_only() {
        assert!(returned("2026-02-19T10:00").fires(CODE, NOON));
        assert!(!returned("2026-02-20T10:00").fires(CODE, NOON));
    }

    #[test]
    fn planned_and_own_stays_are_none() {
        for kind in [AdmissionKind::Planned, AdmissionKind::PatientControlled] {
            let mut world = returned("2026-02-01T10:00");
            world.patient.periods[1].admission_kind = Some(kind);
            assert!(!world.fires(CODE, NOON), "{kind}");
        }
        let mut unrecorded = returned("2026-02-01T10:00");
        unrecorded.patient.periods[1].admission_kind = None;
        assert!(unrecorded.fires(CODE, NOON));
    }

    #[test]
    fn the_own_stay_between_is_looked_past() {
        let mut world = returned("2026-02-10T10:00");
        world
            .stay(
                Setting::PatientControlledBed,
                "2026-01-28T10:00",
                Some("2026-02-01T10:00"),
            )
            .admission_kind = Some(AdmissionKind::PatientControlled);
        let flag = world.flag(CODE, NOON).unwrap();
        assert_eq!(world.read(&flag.evidence, NOON)["gap_days"], 21);
    }

    #[test]
    fn closes_thirty_days_after_its_discharge() {
        let mut world = returned("2026-01-25T10:00");
        world.patient.periods[1].to = Some(at("2026-01-31T10:00"));
        assert!(world.fires(CODE, NOON));
        assert!(!world.fires(CODE, "2026-03-03T00:00"));
    }
}

mod no_named_contact {
    use super::*;

    const CODE: &str = "no_named_contact";

    fn left(to: &str) -> World {
        let mut world = World::new();
        world
            .relation("lund", RelationshipKind::Therapist, "2025-01-01", Some(to))
            .end_reason = Some(EndReason::PatientChoice);
        world
    }

    #[test]
    fn seven_days_with_both_ends() {
        let world = left("2026-02-24T16:00");
        assert!(!world.fires(CODE, "2026-03-01T23:59"));
        let flag = world.flag(CODE, NOON).unwrap();
        assert_eq!(world.read(&flag.evidence, NOON)["days_without"], 7);
    }

    #[test]
    fn three_days_while_admitted() {
        let mut world = left("2026-02-28T16:00");
        assert!(!world.fires(CODE, NOON));
        admitted(&mut world, "2026-03-01T10:00", None);
        assert!(world.fires(CODE, NOON));
    }

    #[test]
    fn a_primary_nurse_is_one_while_admitted() {
        let mut world = left("2025-06-01T16:00");
        admitted(&mut world, "2026-02-01T10:00", Some("2026-02-24T10:00"));
        world.relation(
            "vik",
            RelationshipKind::PrimaryNurse,
            "2026-02-01T12:00",
            None,
        );
        assert!(!world.fires(CODE, "2026-02-20T12:00"));
        assert!(!world.fires(CODE, "2026-03-01T12:00"));
        let flag = world.flag(CODE, NOON).unwrap();
        assert_eq!(world.read(&flag.evidence, NOON)["since"], "2026-02-24");
    }

    #[test]
    fn coordinators_and_team_members_are_none() {
        let mut world = left("2026-01-01T16:00");
        world.relation("berg", RelationshipKind::Coordinator, "2025-01-01", None);
        world.relation("x", RelationshipKind::TeamMember, "2025-01-01", None);
        assert!(world.fires(CODE, NOON));
        world.relation("y", RelationshipKind::CaseManager, "2026-03-01", None);
        assert!(!world.fires(CODE, NOON));
    }

    #[test]
    fn service_not_recorded_is_read_from_the_record() {
        let mut world = left("2025-06-01T16:00");
        world.patient.patient.in_service_from = None;
        assert!(!world.fires(CODE, NOON), "nobody engaged");
        world.stay(Setting::OutpatientClinic, "2026-02-25T10:00", None);
        assert!(!world.fires(CODE, NOON), "six days on the books");
        assert!(world.fires(CODE, "2026-03-03T12:00"));
    }
}

mod handover_unacknowledged {
    use super::*;

    const CODE: &str = "handover_unacknowledged";

    #[test]
    fn each_type_has_its_hours() {
        for (kind, last, over) in [
            (HandoverType::Shift, "2026-03-02T09:00", "2026-03-02T09:01"),
            (
                HandoverType::WardTransfer,
                "2026-03-03T07:00",
                "2026-03-03T07:01",
            ),
            (
                HandoverType::TemporaryCover,
                "2026-03-03T07:00",
                "2026-03-03T07:01",
            ),
            (
                HandoverType::DischargeToCommunity,
                "2026-03-05T07:00",
                "2026-03-05T07:01",
            ),
            (
                HandoverType::ProfessionalToProfessional,
                "2026-03-09T07:00",
                "2026-03-09T07:01",
            ),
        ] {
            let mut world = held();
            world.handover(kind, "2026-03-02T07:00");
            assert!(!world.fires(CODE, last), "{kind}");
            assert!(world.fires(CODE, over), "{kind}");
        }
    }

    #[test]
    fn hours_are_elapsed_hours() {
        let mut world = held();
        world.handover(HandoverType::WardTransfer, "2026-03-28T12:00");
        // The clock goes forward in the night: 24 hours end at 13:00.
        assert!(!world.fires(CODE, "2026-03-29T13:00"));
        assert!(world.fires(CODE, "2026-03-29T13:01"));
    }

    #[test]
    fn only_offered_and_expired_ones_wait() {
        for state in HandoverState::ALL {
            let mut world = held();
            world
                .handover(HandoverType::Shift, "2026-03-01T07:00")
                .state = *state;
            let waits = matches!(state, HandoverState::Offered | HandoverState::Expired);
            assert_eq!(world.fires(CODE, NOON), waits, "{state}");
        }
    }

    #[test]
    fn an_acceptance_ahead_has_not_happened() {
        let mut world = held();
        let handover = world.handover(HandoverType::Shift, "2026-03-01T07:00");
        handover.state = HandoverState::Accepted;
        handover.accepted_at = Some(at("2026-03-02T13:00"));
        assert!(world.fires(CODE, NOON));
        assert!(!world.fires(CODE, "2026-03-02T13:00"));
    }
}

mod upcoming_loss {
    use super::*;

    const CODE: &str = "upcoming_loss";

    fn leaving(end: &str) -> World {
        let mut world = held();
        let relation = world.relation("strand", RelationshipKind::Therapist, "2013-01-15", None);
        relation.planned_end = Some(on(end));
        relation.important_to_patient = true;
        world
    }

    #[test]
    fn severity_follows_the_days_left() {
        for (end, expected) in [
            ("2026-06-01", None),
            ("2026-05-31", Some(Severity::Info)),
            ("2026-04-14", Some(Severity::Info)),
            ("2026-04-13", Some(Severity::Attention)),
            ("2026-03-17", Some(Severity::Attention)),
            ("2026-03-16", Some(Severity::Urgent)),
            ("2026-03-02", Some(Severity::Urgent)),
            ("2026-03-01", None),
        ] {
            assert_eq!(severity(leaving(end).flag(CODE, NOON)), expected, "{end}");
        }
    }

    #[test]
    fn an_employment_that_ends_first_counts() {
        let mut world = leaving("2026-09-01");
        assert!(!world.fires(CODE, NOON));
        world.employ("strand", "clinic", Some("2026-04-01"));
        let flag = world.flag(CODE, NOON).unwrap();
        assert_eq!(world.read(&flag.evidence, NOON)["days_left"], 30);
    }

    #[test]
    fn an_employment_elsewhere_does_not() {
        let mut world = leaving("2026-09-01");
        world.unit("ward", Setting::AcuteWard);
        world.employ("strand", "ward", Some("2026-04-01"));
        assert!(!world.fires(CODE, NOON));
    }

    #[test]
    fn unmarked_needs_half_of_the_contacts_and_is_never_urgent() {
        let mut world = leaving("2026-03-10");
        world.patient.relationships[2].important_to_patient = false;
        assert!(!world.fires(CODE, NOON), "no contacts");
        world.met("strand", "2026-01-10T10:00");
        world.met("wold", "2026-01-11T10:00");
        world.met("wold", "2026-01-12T10:00");
        assert!(!world.fires(CODE, NOON), "a third");
        world.met("strand", "2026-01-20T10:00");
        assert_eq!(severity(world.flag(CODE, NOON)), Some(Severity::Attention));
    }

    #[test]
    fn only_a_successor_who_has_met_the_patient_jointly_answers_it() {
        let mut world = leaving("2026-04-01");
        world.patient.relationships[2].successor = Some(who("eide"));
        assert!(world.fires(CODE, NOON));
        world.professional("eide");
        world.met("strand", "2026-02-20T10:00").others = vec![who("eide")];
        assert!(!world.fires(CODE, NOON));
    }

    #[test]
    fn stands_for_a_single_thread() {
        let mut world = World::new();
        let relation = world.relation("strand", RelationshipKind::Therapist, "2013-01-15", None);
        relation.planned_end = Some(on("2026-04-01"));
        relation.important_to_patient = true;
        for month in 3..=9 {
            world.met("strand", &format!("2025-{month:02}-10T10:00"));
        }
        assert!(world.fires(CODE, NOON));
        assert!(!world.fires("single_thread", NOON));
    }
}

mod single_thread {
    use super::*;

    const CODE: &str = "single_thread";

    fn alone() -> World {
        let mut world = World::new();
        world.relation("strand", RelationshipKind::Therapist, "2013-01-15", None);
        for month in 4..=7 {
            world.met("strand", &format!("2025-{month:02}-10T10:00"));
        }
        world
    }

    #[test]
    fn four_contacts_with_one_person() {
        let mut world = alone();
        assert!(world.fires(CODE, NOON));
        world.patient.contacts.pop();
        assert!(!world.fires(CODE, NOON));
    }

    #[test]
    fn eighty_per_cent_is_enough() {
        let mut world = alone();
        world.met("moe", "2025-09-10T10:00");
        assert!(world.fires(CODE, NOON));
        world.met("moe", "2025-10-10T10:00");
        assert!(!world.fires(CODE, NOON));
    }

    #[test]
    fn contacts_age_out_of_the_year() {
        let world = alone();
        assert!(world.fires(CODE, "2026-04-09T23:59"));
        assert!(!world.fires(CODE, "2026-04-10T00:00"));
    }

    #[test]
    fn a_deputy_or_a_second_helper_answers_it() {
        let mut deputy = alone();
        deputy.patient.relationships[0].deputy = Some(who("eide"));
        assert!(!deputy.fires(CODE, NOON));
        for (kind, answers) in [
            (RelationshipKind::Coordinator, true),
            (RelationshipKind::PeerWorker, true),
            (RelationshipKind::ResponsibleClinician, false),
            (RelationshipKind::DecisionMaker, false),
            (RelationshipKind::NextOfKin, false),
        ] {
            let mut world = alone();
            world.relation("x", kind, "2020-01-01", None);
            assert_eq!(!world.fires(CODE, NOON), answers, "{kind}");
        }
    }
}
