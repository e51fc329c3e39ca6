//! Kaplan-Meier, Greenwood and Aalen-Johansen against what is published.

use proptest::prelude::*;
use redthread::domain::report::length::draw;
use redthread::domain::survival::{Curve, Median, Watched};

/// Remission in weeks under 6-mercaptopurine: Freireich et al., Blood 1963;21:699, as printed by Gehan,
/// Biometrika 1965;52:203. The second is whether the relapse was seen.
const SIX_MP: [(i64, bool); 21] = [
    (6, true),
    (6, true),
    (6, true),
    (6, false),
    (7, true),
    (9, false),
    (10, true),
    (10, false),
    (11, false),
    (13, true),
    (16, true),
    (17, false),
    (19, false),
    (20, false),
    (22, true),
    (23, true),
    (25, false),
    (32, false),
    (32, false),
    (34, false),
    (35, false),
];

/// The same under placebo: all of them relapsed.
const PLACEBO: [i64; 21] = [
    1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23,
];

fn six_mp() -> Vec<Watched> {
    SIX_MP
        .into_iter()
        .map(|(days, is_seen)| Watched {
            days,
            end: is_seen.then_some(0),
        })
        .collect()
}

/// Survival and standard errors as R's survival prints them for these data
/// (`summary(survfit(Surv(t, relapse) ~ group))`, also in Kleinbaum & Klein, Survival Analysis, 3rd ed. 2012,
/// chapter 2), with R's own limits, which are on the scale of log S. Those on the scale of log(-log S) follow from
/// these numbers; of the other group Stata prints them (below).
#[test]
fn the_leukaemia_trial_comes_out_as_printed() {
    let printed = [
        (6, 21, 3, 0.857, 0.0764, [0.720, 1.000], [0.6197, 0.9516]),
        (7, 17, 1, 0.807, 0.0869, [0.653, 0.996], [0.5631, 0.9228]),
        (10, 15, 1, 0.753, 0.0963, [0.586, 0.968], [0.5032, 0.8894]),
        (13, 12, 1, 0.690, 0.1068, [0.510, 0.935], [0.4316, 0.8491]),
        (16, 11, 1, 0.627, 0.1141, [0.439, 0.896], [0.3675, 0.8049]),
        (22, 7, 1, 0.538, 0.1282, [0.337, 0.858], [0.2678, 0.7468]),
        (23, 6, 1, 0.448, 0.1346, [0.249, 0.807], [0.1881, 0.6801]),
    ];
    let curve = Curve::of(&six_mp());
    assert_eq!((curve.n, curve.ended, curve.steps.len()), (21, [9, 0], 7));
    for (step, (days, at_risk, ended, lasting, error, of_r, [low, high])) in
        curve.steps.iter().zip(printed)
    {
        assert_eq!(
            (step.days, step.at_risk, step.ended),
            (days, at_risk, ended)
        );
        assert!((step.lasting - lasting).abs() < 0.0005, "{step:?}");
        assert!((step.error - error).abs() < 0.00005, "{step:?}");
        assert!((step.low - low).abs() < 0.00005, "{step:?}");
        assert!((step.high - high).abs() < 0.00005, "{step:?}");
        let spread = 1.96 * step.error / step.lasting;
        for (limit, printed) in [-spread, spread].into_iter().zip(of_r) {
            let limit = (step.lasting * limit.exp()).min(1.0);
            assert!((limit - printed).abs() < 0.0006, "{step:?} {limit}");
        }
    }
    let median = Median {
        days: Some(23),
        low: Some(13),
        high: None,
    };
    assert_eq!(curve.median(), median);
}

/// The same of the other group. Survival and standard errors as R prints them; the limits of the first two weeks
/// as Stata does, on the scale of log(-log S) (`sts list, by(group)`; G. Rodríguez, Demographic Methods, Princeton,
/// data.princeton.edu/eco572/KaplanMeier.html).
#[test]
fn under_placebo_it_comes_out_as_printed() {
    let printed = [
        (1, 21, 2, 0.9048, 0.0641),
        (2, 19, 2, 0.8095, 0.0857),
        (3, 17, 1, 0.7619, 0.0929),
        (4, 16, 2, 0.6667, 0.1029),
        (5, 14, 2, 0.5714, 0.1080),
        (8, 12, 4, 0.3810, 0.1060),
        (11, 8, 2, 0.2857, 0.0986),
        (12, 6, 2, 0.1905, 0.0857),
        (15, 4, 1, 0.1429, 0.0764),
        (17, 3, 1, 0.0952, 0.0641),
        (22, 2, 1, 0.0476, 0.0465),
        // R prints no error here: it is not defined.
        (23, 1, 1, 0.0000, 0.0000),
    ];
    let watched = PLACEBO.map(|days| Watched { days, end: Some(0) });
    let curve = Curve::of(&watched);
    assert_eq!(curve.steps.len(), printed.len());
    for (step, (days, at_risk, ended, lasting, error)) in curve.steps.iter().zip(printed) {
        assert_eq!(
            (step.days, step.at_risk, step.ended),
            (days, at_risk, ended)
        );
        assert!((step.lasting - lasting).abs() < 0.00006, "{step:?}");
        assert!((step.error - error).abs() < 0.00006, "{step:?}");
    }
    for (step, (low, high)) in curve.steps.iter().zip([(0.6700, 0.9753), (0.5689, 0.9239)]) {
        assert!((step.low - low).abs() < 0.00006, "{step:?}");
        assert!((step.high - high).abs() < 0.00006, "{step:?}");
    }
    assert_eq!(curve.median().days, Some(8));
}

fn watched() -> impl Strategy<Value = Vec<Watched>> {
    let one = (0_i64..60, prop::option::of(0_usize..2));
    prop::collection::vec(one.prop_map(|(days, end)| Watched { days, end }), 1..60)
}

proptest! {
    /// What lasts and what has ended in either way is everything, and never grows.
    #[test]
    fn the_ways_to_end_add_up(watched in watched()) {
        let curve = Curve::of(&watched);
        let mut before = 1.0;
        for step in &curve.steps {
            let all = step.lasting + step.incidence[0] + step.incidence[1];
            prop_assert!((all - 1.0).abs() < 1e-9);
            prop_assert!(step.lasting <= before);
            prop_assert!(step.low <= step.lasting + 1e-12 && step.lasting <= step.high + 1e-12);
            before = step.lasting;
        }
    }

    /// Where every end is seen, the curves are plain proportions.
    #[test]
    fn without_censoring_it_is_counting(ends in prop::collection::vec((0_i64..60, 0_usize..2), 1..60)) {
        let watched: Vec<Watched> =
            ends.iter().map(|(days, kind)| Watched { days: *days, end: Some(*kind) }).collect();
        let curve = Curve::of(&watched);
        let n = f64::from(u32::try_from(ends.len()).unwrap());
        for step in &curve.steps {
            for kind in 0..2 {
                let gone = ends.iter().filter(|(days, k)| *days <= step.days && *k == kind).count();
                let share = f64::from(u32::try_from(gone).unwrap()) / n;
                prop_assert!((step.incidence[kind] - share).abs() < 1e-9);
            }
        }
    }

    /// What is drawn tells no single day and no small number of people.
    #[test]
    fn a_drawn_curve_is_coarse(watched in watched()) {
        match draw(&watched, 5, 40) {
            None => {
                let ended = watched.iter().filter(|one| one.end.is_some()).count();
                prop_assert!(watched.len() < 10 || ended < 5);
            }
            Some(drawn) => {
                for point in &drawn.points {
                    prop_assert_eq!((point.days % 5, point.at_risk % 5), (0, 0));
                    prop_assert!(point.at_risk >= 10);
                }
            }
        }
    }
}
