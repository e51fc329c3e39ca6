//! After a discharge: who stays, follow-up, waits, readmission.

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
