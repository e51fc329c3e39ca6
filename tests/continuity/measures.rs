//! Each relational measure: what counts, what is left out, what is missing, and when it is
//! undefined.

use redthread::domain::continuity::measures::first_contact::median;
use redthread::domain::continuity::measures::{
    ClockMode, Measure, Observed, Wait, days_to_first_community_contact, fu7, fu30, fu72,
    known_at_admission, longest_gap, longest_uncovered, moves_per_year, named_contact_coverage,
    readmit30, responsible, same_professional_across_discharge, waits, warm_handover_rate,
};
use redthread::domain::ids::RecordId;
use redthread::domain::trajectory::{Handover, Relationship};
use redthread::domain::vocabulary::{
    AdmissionKind, ContactPurpose, EndReason, HandoverState, HandoverType, RelationshipKind,
    Setting,
};

use super::assert_six;
use super::build::{Scene, at, contact, day, relationship, who};

/// Value, and the events it was computed from and could not be computed from.
#[track_caller]
fn assert_share(found: Measure, hits: u32, events: u32, missing: u64) {
    let value = (events > 0).then(|| f64::from(hits) / f64::from(events));
    assert_six("value", found.value, value);
    assert_six("numerator", Some(found.numerator), Some(hits.into()));
    assert_six("denominator", Some(found.denominator), Some(events.into()));
    assert_eq!(found.n_missing, missing, "missing");
}

#[track_caller]
fn assert_value(found: Measure, value: Option<f64>) {
    assert_six("value", found.value, value);
}

fn scene() -> Scene {
    Scene::at("2026-01-01T12:00")
}

mod gaps {
    use super::*;

    fn gap(exclude_inpatient: bool) -> impl Fn(&Observed<'_>) -> Measure {
        move |observed| longest_gap(observed, exclude_inpatient)
    }

    #[test]
    fn edges_are_included_and_days_admitted_are_not() {
        let year = || {
            scene()
                .within("2025-01-01", "2026-01-01")
                .stay("2025-03-01T10:00", "2025-03-31T10:00")
                .met('A', "2025-02-01T10:00")
                .met('A', "2025-05-02T10:00")
                .met('B', "2025-11-01T10:00")
        };
        // 1 February to 2 May is 90 days, 30 of them admitted; 2 May to 1 November is 183.
        assert_value(year().see(gap(true)), Some(183.0));
        let spring = || year().within("2025-01-01", "2025-05-03");
        assert_value(spring().see(gap(false)), Some(90.0));
        assert_value(spring().see(gap(true)), Some(60.0));
    }

    #[test]
    fn a_window_without_contact_is_one_gap() {
        let empty = scene().within("2024-01-01", "2025-01-01");
        assert_value(empty.see(gap(true)), Some(366.0));
        let joined = scene()
            .within("2024-01-01", "2025-01-01")
            .in_service("2024-12-01");
        assert_value(joined.see(gap(true)), Some(31.0));
    }

    #[test]
    fn days_to_come_do_not_count_and_nothing_known_is_undefined() {
        let ahead = scene().within("2025-12-01", "2027-01-01");
        assert_value(ahead.see(gap(true)), Some(32.0));
        let dead = scene()
            .within("2025-12-01", "2027-01-01")
            .died("2025-12-11T10:00");
        assert_value(dead.see(gap(true)), Some(10.0));
        assert_value(scene().see(gap(true)), None);
        assert_value(
            scene().met('A', "2025-12-22T10:00").see(gap(true)),
            Some(11.0),
        );
    }
}

mod coverage {
    use super::*;

    #[test]
    fn days_in_service_with_a_named_contact() {
        let covered = scene()
            .in_service("2025-01-01")
            .within("2025-01-01", "2025-01-21")
            .named('A', "2025-01-01", Some("2025-01-08"))
            .named('B', "2025-01-05", Some("2025-01-11"))
            .see(named_contact_coverage);
        assert_share(covered.share, 10, 20, 0);
        assert_value(covered.longest_uncovered_days, Some(10.0));
    }

    #[test]
    fn the_last_day_is_today_the_end_of_service_or_death() {
        let until_today = scene().in_service("2025-12-23").see(named_contact_coverage);
        assert_share(until_today.share, 0, 10, 0);
        let dead = scene().in_service("2025-12-23").died("2025-12-28T10:00");
        assert_share(dead.see(named_contact_coverage).share, 0, 5, 0);
    }

    #[test]
    fn where_service_is_not_recorded_periods_and_relationships_tell() {
        let engaged = scene()
            .period(Setting::OutpatientClinic, "2025-03-01", Some("2025-03-11"))
            .named('A', "2025-03-06", Some("2025-03-21"))
            .see(named_contact_coverage);
        assert_share(engaged.share, 15, 20, 0);
        let nobody = scene().see(named_contact_coverage);
        assert_value(nobody.share, None);
        assert_value(nobody.longest_uncovered_days, None);
    }

    #[test]
    fn a_primary_nurse_covers_the_stay() {
        let covered = scene()
            .in_service("2025-05-01")
            .within("2025-05-01", "2025-05-11")
            .stay("2025-05-03T10:00", "2025-05-06T10:00")
            .tie(relationship(
                RelationshipKind::PrimaryNurse,
                'N',
                "2025-05-01",
                None,
            ))
            .see(named_contact_coverage);
        assert_share(covered.share, 3, 10, 0);
        assert_value(covered.longest_uncovered_days, Some(5.0));
    }

    #[test]
    fn longest_uncovered_run() {
        let spans = [
            (day("2025-01-03"), Some(day("2025-01-05"))),
            (day("2025-01-04"), Some(day("2025-01-06"))),
            (day("2025-01-20"), None),
        ];
        assert_eq!(
            longest_uncovered(spans, day("2025-01-01"), day("2025-02-01")),
            14
        );
        assert_eq!(
            longest_uncovered([], day("2025-02-01"), day("2025-01-01")),
            0
        );
    }
}

mod discharge {
    use super::*;

    fn discharged() -> Scene {
        scene().stay("2025-10-10T10:00", "2025-10-24T13:00")
    }

    #[test]
    fn the_same_professional_in_reach_and_kept() {
        let across = |scene: Scene| scene.see(same_professional_across_discharge);
        let in_reach = across(
            discharged()
                .met_at(Setting::AcuteWard, 'A', "2025-10-20T10:00")
                .met('A', "2025-11-23T10:00"),
        );
        assert_share(in_reach.either, 1, 1, 0);
        assert_share(in_reach.in_reach, 1, 1, 0);
        assert_share(in_reach.kept, 0, 1, 0);
        let kept = across(
            discharged()
                .met('A', "2025-09-10T08:00")
                .met('A', "2025-10-25T10:00"),
        );
        assert_share(kept.either, 1, 1, 0);
        assert_share(kept.in_reach, 0, 1, 0);
        assert_share(kept.kept, 1, 1, 0);
        let neither = [
            // 31 days before, 31 days after, on the day itself, somebody else.
            discharged()
                .met('A', "2025-09-09T08:00")
                .met('A', "2025-10-25T10:00"),
            discharged()
                .met('A', "2025-10-01T08:00")
                .met('A', "2025-11-24T10:00"),
            discharged()
                .met('A', "2025-10-01T08:00")
                .met('A', "2025-10-24T15:00"),
            discharged()
                .met('A', "2025-10-01T08:00")
                .met('B', "2025-10-25T15:00"),
        ];
        for scene in neither {
            assert_share(across(scene).either, 0, 1, 0);
        }
    }

    #[test]
    fn across_discharge_needs_thirty_days_and_no_earlier_readmission() {
        let across = |scene: Scene| scene.see(same_professional_across_discharge).either;
        let mut early = discharged();
        early.as_of = at("2025-11-23T12:00");
        assert_share(across(early), 0, 0, 1);
        assert_share(across(discharged().died("2025-11-01T10:00")), 0, 0, 1);
        let back = discharged().stay("2025-10-28T10:00", "2025-10-30T10:00");
        // The second discharge remains.
        assert_share(across(back), 0, 1, 0);
        assert_share(across(scene()), 0, 0, 0);
    }

    #[test]
    fn follow_up_by_date() {
        let cases = [
            ("2025-10-24T15:00", (0, 0, 0), "the day of discharge"),
            ("2025-10-25T00:05", (1, 1, 1), "D+1"),
            ("2025-10-27T23:30", (1, 1, 1), "D+3"),
            ("2025-10-28T00:05", (0, 1, 1), "D+4"),
            ("2025-10-31T23:30", (0, 1, 1), "D+7"),
            ("2025-11-01T00:05", (0, 0, 1), "D+8"),
            ("2025-11-23T23:30", (0, 0, 1), "D+30"),
            ("2025-11-24T00:05", (0, 0, 0), "D+31"),
        ];
        for (when, (in_3, in_7, in_30), case) in cases {
            let found =
                |measure: fn(&Observed<'_>) -> Measure| discharged().met('A', when).see(measure);
            eprintln!("{case}");
            assert_share(found(|o| fu72(o, ClockMode::Dates)), in_3, 1, 0);
            assert_share(found(fu7), in_7, 1, 0);
            assert_share(found(fu30), in_30, 1, 0);
        }
    }

    #[test]
    fn follow_up_by_the_clock_sees_the_hour_that_was_put_back() {
        let met = |when: &str, mode| discharged().met('A', when).see(|o| fu72(o, mode));
        // 12:30 three days later is 72.5 hours: the clock went back on the 26th.
        assert_share(met("2025-10-27T12:30", ClockMode::Dates), 1, 1, 0);
        assert_share(met("2025-10-27T12:30", ClockMode::Hours), 0, 1, 0);
        assert_share(met("2025-10-27T12:00", ClockMode::Hours), 1, 1, 0);
        assert_share(met("2025-10-24T15:00", ClockMode::Hours), 0, 1, 0);
    }

    #[test]
    fn only_community_contacts_are_follow_up() {
        for setting in [Setting::EmergencyRoom, Setting::AcuteWard, Setting::Prison] {
            let scene = discharged().met_at(setting, 'A', "2025-10-25T10:00");
            assert_share(scene.see(fu7), 0, 1, 0);
        }
    }

    #[test]
    fn follow_up_leaves_out_readmissions_deaths_and_what_is_not_due() {
        let back = || discharged().stay("2025-10-31T10:00", "2025-11-02T10:00");
        assert_share(back().see(|o| fu72(o, ClockMode::Dates)), 0, 2, 0);
        // Seven and thirty days count the last discharge only.
        assert_share(back().see(fu7), 0, 1, 0);
        assert_share(discharged().died("2025-10-29T10:00").see(fu7), 0, 0, 0);
        assert_share(
            discharged()
                .died("2025-10-29T10:00")
                .see(|o| fu72(o, ClockMode::Dates)),
            0,
            1,
            0,
        );
        let mut early = discharged().met('A', "2025-10-26T10:00");
        early.as_of = at("2025-10-31T23:59");
        assert_share(early.see(fu7), 0, 0, 1);
        let general = scene().period(
            Setting::GeneralHospital,
            "2025-10-10T10:00",
            Some("2025-10-24T13:00"),
        );
        assert_share(general.see(fu7), 0, 0, 0);
    }

    #[test]
    fn waits_are_cut_off_by_readmission_death_or_now() {
        let wait = |scene: Scene| scene.see(waits)[0];
        let open = |days| Wait {
            days,
            is_over: false,
        };
        let over = |days| Wait {
            days,
            is_over: true,
        };
        assert_eq!(wait(discharged()), open(69));
        assert_eq!(wait(discharged().died("2025-10-30T10:00")), open(6));
        let back = || discharged().stay("2025-10-28T10:00", "2025-10-30T10:00");
        assert_eq!(wait(back()), open(4));
        assert_eq!(wait(back().met('A', "2025-10-29T10:00")), open(4));
        assert_eq!(wait(back().met('A', "2025-10-27T10:00")), over(3));
        assert_eq!(
            wait(
                discharged()
                    .met('A', "2025-10-24T14:00")
                    .met('A', "2025-10-26T10:00")
            ),
            over(2)
        );
        let found = back()
            .met('A', "2025-11-02T10:00")
            .see(days_to_first_community_contact);
        assert_value(found, Some(3.0));
        assert_eq!(found.n_missing, 1);
    }

    #[test]
    fn median_of_waits_after_kaplan_and_meier() {
        let over = |days| Wait {
            days,
            is_over: true,
        };
        let open = |days| Wait {
            days,
            is_over: false,
        };
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[over(1), over(2), over(9), over(10)]), Some(2));
        // 6/7 after day 1, times 5/6, 3/4 and 1/2 after days 2, 4 and 6: .54 becomes .27.
        let waits = [
            over(1),
            over(2),
            open(3),
            over(4),
            open(5),
            over(6),
            over(9),
        ];
        assert_eq!(median(&waits), Some(6));
        assert_eq!(median(&[over(1), open(2), open(3)]), None);
        assert_eq!(median(&[open(1), over(2)]), Some(2));
    }

    #[test]
    fn readmission_within_thirty_days() {
        let back = |from: &str, to: &str, how| {
            discharged()
                .period_of_kind(Setting::AcuteWard, from, Some(to), how)
                .see(readmit30)
        };
        let unplanned = Some(AdmissionKind::Unplanned);
        assert_share(
            back("2025-11-23T10:00", "2025-11-24T10:00", unplanned),
            1,
            2,
            0,
        );
        assert_share(back("2025-11-23T10:00", "2025-11-24T10:00", None), 1, 2, 0);
        assert_share(
            back("2025-11-24T10:00", "2025-11-25T10:00", unplanned),
            0,
            2,
            0,
        );
        let planned = Some(AdmissionKind::Planned);
        assert_share(
            back("2025-11-10T10:00", "2025-11-12T10:00", planned),
            0,
            2,
            0,
        );
        let own = Some(AdmissionKind::PatientControlled);
        assert_share(back("2025-11-10T10:00", "2025-11-12T10:00", own), 0, 1, 0);
        // The next morning is a transfer: one admission.
        assert_share(
            back("2025-10-25T10:00", "2025-10-28T10:00", unplanned),
            0,
            1,
            0,
        );
        // Less than thirty days before now.
        assert_share(
            back("2025-12-20T10:00", "2025-12-21T10:00", unplanned),
            0,
            1,
            1,
        );
    }
}

mod admission {
    use super::*;

    fn admitted() -> Scene {
        scene().stay("2025-10-10T10:00", "2025-10-24T13:00")
    }

    #[test]
    fn a_known_professional_within_three_days() {
        let known = |scene: Scene| scene.see(known_at_admission);
        let twice = || {
            admitted()
                .met('A', "2023-10-10T10:00")
                .met('A', "2025-10-09T10:00")
        };
        let ward = Setting::AcuteWard;
        assert_share(
            known(twice().met_at(ward, 'A', "2025-10-13T10:00")),
            1,
            1,
            0,
        );
        assert_share(
            known(twice().met_at(ward, 'A', "2025-10-13T10:01")),
            0,
            1,
            0,
        );
        assert_share(
            known(twice().met_at(ward, 'B', "2025-10-11T10:00")),
            0,
            1,
            0,
        );
        let once = admitted()
            .met('A', "2023-10-09T10:00")
            .met('A', "2025-10-09T10:00")
            .met_at(ward, 'A', "2025-10-11T10:00");
        assert_share(known(once), 0, 1, 0);
    }

    #[test]
    fn with_somebody_else_in_the_lead() {
        let mut joint = contact("j", "2025-10-11T10:00", 'B');
        joint.others = vec![who('A')];
        let scene = admitted()
            .met('A', "2025-09-01T10:00")
            .met('A', "2025-09-02T10:00")
            .with(joint);
        assert_share(scene.see(known_at_admission), 1, 1, 0);
    }

    #[test]
    fn a_stranger_cannot_be_known_and_three_days_must_pass() {
        assert_share(admitted().see(known_at_admission), 0, 0, 0);
        let mut early = admitted().met('A', "2025-09-01T10:00");
        early.as_of = at("2025-10-13T09:59");
        assert_share(early.see(known_at_admission), 0, 0, 1);
    }

    fn clinicians(scene: Scene) -> responsible::Responsible {
        scene.see(|observed| responsible::responsible(observed, &observed.admissions[0]))
    }

    fn doctor(letter: char, from: &str, to: Option<&str>) -> Relationship {
        relationship(RelationshipKind::ResponsibleClinician, letter, from, to)
    }

    #[test]
    fn responsible_clinicians_of_a_stay() {
        let found = clinicians(
            scene()
                .stay("2025-01-01T09:00", "2025-02-15T12:00")
                .tie(doctor('A', "2025-01-01T09:00", Some("2025-01-08T09:00")))
                .tie(doctor('B', "2025-01-08T09:00", Some("2025-01-15T09:00")))
                .tie(doctor('C', "2025-01-15T09:00", Some("2025-01-22T09:00")))
                .tie(doctor('D', "2025-01-22T09:00", Some("2025-02-05T09:00")))
                .tie(doctor('E', "2025-02-05T09:00", None)),
        );
        assert_value(found.per_30d, Some(5.0 * 30.0 / 45.0));
        assert_value(found.max_distinct_30d, Some(5.0));
        assert_value(found.hhi, Some(443.0 / 2025.0));
        assert_eq!(found.hhi.n_missing, 0);
    }

    #[test]
    fn short_cover_and_nights_without_anybody() {
        let mut cover = doctor('B', "2025-01-08T09:00", Some("2025-01-11T09:00"));
        cover.is_temporary_cover = true;
        let found = clinicians(
            scene()
                .stay("2025-01-01T09:00", "2025-01-21T12:00")
                .tie(doctor('A', "2025-01-01T09:00", Some("2025-01-08T09:00")))
                .tie(cover.clone())
                .tie(doctor('A', "2025-01-11T09:00", Some("2025-01-15T09:00"))),
        );
        assert_value(found.max_distinct_30d, Some(1.0));
        assert_value(found.hhi, Some(1.0));
        assert_eq!(found.hhi.n_missing, 9);
        cover.to = Some(at("2025-01-11T09:01"));
        let longer = clinicians(
            scene()
                .stay("2025-01-01T09:00", "2025-01-21T12:00")
                .tie(cover),
        );
        assert_value(longer.max_distinct_30d, Some(1.0));
    }

    #[test]
    fn undefined_for_short_stays_and_for_nobody() {
        let found = clinicians(scene().stay("2025-01-01T09:00", "2025-01-14T12:00"));
        assert_value(found.per_30d, None);
        assert_value(found.hhi, None);
        assert_value(found.max_distinct_30d, Some(0.0));
        assert_eq!(found.hhi.n_missing, 13);
    }
}

mod endings {
    use super::*;

    fn ended(reason: Option<EndReason>) -> Relationship {
        let mut tie = relationship(
            RelationshipKind::Therapist,
            'A',
            "2024-01-01",
            Some("2025-06-30T12:00"),
        );
        tie.end_reason = reason;
        tie
    }

    fn shares(scene: Scene) -> (f64, f64, f64) {
        let shares = scene.see(warm_handover_rate);
        assert_six("one ending", Some(shares.warm.denominator), Some(1.0));
        (
            shares.warm.numerator,
            shares.written_only.numerator,
            shares.none.numerator,
        )
    }

    const WARM: (f64, f64, f64) = (1.0, 0.0, 0.0);
    const WRITTEN: (f64, f64, f64) = (0.0, 1.0, 0.0);
    const NONE: (f64, f64, f64) = (0.0, 0.0, 1.0);

    fn joint(when: &str, other: char) -> Scene {
        let mut meeting = contact("j", when, 'A');
        meeting.others = vec![who(other)];
        scene()
            .tie(ended(Some(EndReason::ProfessionalLeft)))
            .tie(relationship(
                RelationshipKind::Therapist,
                'B',
                "2025-06-15",
                None,
            ))
            .with(meeting)
    }

    #[test]
    fn a_meeting_of_all_three_around_the_end() {
        assert_eq!(shares(joint("2025-06-02T10:00", 'B')), WARM);
        assert_eq!(shares(joint("2025-07-14T10:00", 'B')), WARM);
        assert_eq!(shares(joint("2025-06-01T10:00", 'B')), NONE);
        assert_eq!(shares(joint("2025-07-15T10:00", 'B')), NONE);
        assert_eq!(shares(joint("2025-06-20T10:00", 'C')), NONE);
        let mut purpose = contact("j", "2025-06-20T10:00", 'A');
        purpose.purpose = Some(ContactPurpose::JointMeeting);
        assert_eq!(shares(scene().tie(ended(None)).with(purpose)), WARM);
        let mut recorded = ended(None);
        recorded.joint_meeting = Some(true);
        assert_eq!(shares(scene().tie(recorded)), WARM);
        assert_eq!(shares(scene().tie(ended(None))), NONE);
    }

    #[test]
    fn a_handover_record_only() {
        let handover = |state| {
            let mut scene = scene().tie(ended(None));
            scene.trajectory.handovers.push(Handover {
                id: RecordId(uuid::Uuid::nil()),
                source: "h".to_owned(),
                kind: HandoverType::ProfessionalToProfessional,
                offered_at: at("2025-06-20T10:00"),
                accepted_at: None,
                state,
                from_professional: Some(who('A')),
                to_professional: None,
                from_unit: None,
                to_unit: None,
            });
            shares(scene)
        };
        assert_eq!(handover(HandoverState::Offered), WRITTEN);
        assert_eq!(handover(HandoverState::Withdrawn), NONE);
    }

    #[test]
    fn endings_that_need_no_successor_or_are_too_recent() {
        let warm = |scene: Scene| scene.see(warm_handover_rate).warm;
        for reason in [
            EndReason::AgreedCompletion,
            EndReason::PatientChoice,
            EndReason::PatientDied,
            EndReason::PatientMoved,
        ] {
            assert_share(warm(scene().tie(ended(Some(reason)))), 0, 0, 0);
        }
        let mut recent = scene().tie(ended(None));
        recent.as_of = at("2025-07-14T12:00");
        assert_share(warm(recent), 0, 0, 1);
        let clinician = relationship(
            RelationshipKind::ResponsibleClinician,
            'A',
            "2025-01-01",
            Some("2025-06-01"),
        );
        assert_share(warm(scene().tie(clinician)), 0, 0, 0);
    }
}

mod moves {
    use super::*;

    #[test]
    fn changes_per_year_in_service() {
        let found = scene()
            .in_service("2024-01-01")
            .within("2025-01-01", "2026-01-01")
            .period(Setting::OutpatientClinic, "2024-01-01", None)
            .period(
                Setting::CrisisResolutionTeam,
                "2025-02-01",
                Some("2025-02-20"),
            )
            .stay("2025-02-20T10:00", "2025-03-01T10:00")
            .period(
                Setting::DpsInpatient,
                "2025-03-01T12:00",
                Some("2025-03-20T10:00"),
            )
            .period_of_kind(
                Setting::PatientControlledBed,
                "2025-06-01T10:00",
                Some("2025-06-03T10:00"),
                Some(AdmissionKind::PatientControlled),
            )
            .period(Setting::AssertiveOutreach, "2025-09-01", None)
            .see(moves_per_year);
        // Clinic, crisis team, hospital, outreach: three moves between settings and two changes of team;
        // going home to the clinic is none, and one move was between wards.
        let years = 365.0 / 365.25;
        assert_value(found.settings, Some(3.0 / years));
        assert_value(found.teams, Some(2.0 / years));
        assert_value(found.units, Some(1.0 / years));
    }

    #[test]
    fn undefined_below_ninety_days() {
        let days = |from: &str| scene().in_service(from).see(moves_per_year).teams.value;
        assert_eq!(days("2025-10-05"), None);
        assert_eq!(days("2025-10-04"), Some(0.0));
    }
}
