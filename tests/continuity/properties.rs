//! What holds for every sequence.

use proptest::collection::vec;
use proptest::prelude::*;
use redthread::domain::continuity::{Indices, Report, Step, licon, lisecon};

fn report(sequence: &[u8]) -> Report {
    Report::of(sequence.iter().map(|provider| Step {
        provider: *provider,
        with_named: Some(*provider < 2),
    }))
}

/// Two values that the same counts give by different formulas.
fn close(a: Option<f64>, b: Option<f64>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() < 1e-12,
        (a, b) => a == b,
    }
}

fn at_most(a: Option<f64>, b: Option<f64>) -> bool {
    a.zip(b).is_none_or(|(a, b)| a <= b + 1e-12)
}

fn small<T: TryInto<u32, Error: std::fmt::Debug>>(count: T) -> u32 {
    count.try_into().unwrap()
}

fn float<T: TryInto<u32, Error: std::fmt::Debug>>(count: T) -> f64 {
    small(count).into()
}

proptest! {
    #[test]
    fn coc_follows_from_herfindahl(sequence in vec(0..9u8, 0..120)) {
        let indices = report(&sequence).indices();
        let n = float(sequence.len());
        let from_herfindahl = indices
            .herfindahl
            .filter(|_| n > 1.0)
            .map(|herfindahl| (n * herfindahl - 1.0) / (n - 1.0));
        prop_assert!(close(indices.coc, from_herfindahl));
    }

    #[test]
    fn k_index_two_ways(sequence in vec(0..9u8, 0..120)) {
        let indices = report(&sequence).indices();
        let n = float(sequence.len());
        let other = (n > 1.0).then(|| 1.0 - (float(indices.providers) - 1.0) / (n - 1.0));
        prop_assert!(close(indices.k_index, other));
    }

    #[test]
    fn order_of_the_indices(sequence in vec(0..9u8, 0..120)) {
        let indices = report(&sequence).indices();
        prop_assert!(at_most(indices.coc, indices.herfindahl));
        prop_assert!(at_most(indices.herfindahl, indices.upc));
        prop_assert!(at_most(indices.secon, indices.k_index));
        prop_assert!(at_most(indices.mci, indices.mmci));
    }

    #[test]
    fn ranges_and_undefined_cases(sequence in vec(0..9u8, 0..120)) {
        let report = report(&sequence);
        let indices = report.indices();
        let n = sequence.len();
        for (name, value) in indices.by_name() {
            let needs = match name {
                "coc" | "secon" | "k_index" => 2,
                _ => 1,
            };
            prop_assert_eq!(value.is_some(), n >= needs, "{}", name);
            let top = if name == "entropy_bits" {
                (float(indices.providers)).log2() + 1e-9
            } else {
                1.0
            };
            prop_assert!(value.is_none_or(|value| (0.0..=top).contains(&value)), "{}", name);
        }
        let (n, k, s) = (small(n), small(indices.providers), small(report.tally.same_pairs));
        for likelihood in [licon(n, k, 12), lisecon(n, s, 12)] {
            prop_assert_eq!(likelihood.is_some(), n >= 2);
            prop_assert!(likelihood.is_none_or(|value| (0.0..=1.0).contains(&value)));
        }
    }

    #[test]
    fn relabelling_providers_changes_nothing(
        sequence in vec(0..9u8, 0..120),
        labels in Just((0..9u8).collect::<Vec<_>>()).prop_shuffle(),
    ) {
        let unnamed = |sequence: &[u8]| -> Indices {
            let steps = sequence.iter().map(|who| Step { provider: *who, with_named: None });
            Report::of(steps).indices()
        };
        let relabelled: Vec<u8> = sequence.iter().map(|who| labels[usize::from(*who)]).collect();
        let (before, after) = (unnamed(&sequence), unnamed(&relabelled));
        prop_assert_eq!(before.contacts, after.contacts);
        prop_assert_eq!(before.providers, after.providers);
        for ((name, a), (_, b)) in before.by_name().into_iter().zip(after.by_name()) {
            prop_assert!(close(a, b), "{}: {:?} {:?}", name, a, b);
        }
    }
}
