//! The assignment is the best there is: held against every way of sharing out, on small random cases.

use std::cmp::Reverse;

use proptest::prelude::*;
use redthread::domain::departure::{Needer, Taker, assign};
use redthread::domain::ids::{PatientId, ProfessionalId};
use uuid::Uuid;

fn taker(id: u128, has: usize, limit: usize) -> Taker {
    Taker {
        professional: ProfessionalId(Uuid::from_u128(id)),
        has,
        limit,
    }
}

fn needer(id: u128, familiarity: &[Option<f64>]) -> Needer {
    Needer {
        patient: PatientId(Uuid::from_u128(id)),
        familiarity: familiarity.to_vec(),
        theirs: Vec::new(),
    }
}

/// Millionths, in which familiarity is compared.
#[expect(clippy::cast_possible_truncation, reason = "small numbers")]
fn millionths(known: f64) -> i64 {
    (known * 1e6).round() as i64
}

/// The familiarity of a way of sharing out, how many have somebody, and how full that makes those who are given
/// somebody new, patient by patient, the less the better; `None` where it is not allowed.
fn worth(
    needers: &[Needer],
    takers: &[Taker],
    way: &[Option<usize>],
) -> Option<(i64, usize, Reverse<usize>)> {
    let mut has: Vec<usize> = takers.iter().map(|taker| taker.has).collect();
    let (mut known, mut found, mut fullness) = (0, 0, 0);
    for (needer, place) in needers.iter().zip(way) {
        let Some(place) = *place else { continue };
        known += millionths(needer.familiarity[place]?);
        found += 1;
        if !needer.theirs.contains(&place) {
            has[place] += 1;
            if has[place] > takers[place].limit {
                return None;
            }
            fullness += 1000 * has[place] / takers[place].limit;
        }
    }
    Some((known, found, Reverse(fullness)))
}

/// Every way of giving each patient somebody or nobody.
fn every_way(patients: usize, takers: usize) -> Vec<Vec<Option<usize>>> {
    (0..patients).fold(vec![Vec::new()], |ways, _| {
        ways.iter()
            .flat_map(|way| {
                let choices = std::iter::once(None).chain((0..takers).map(Some));
                choices.map(move |choice| [way.as_slice(), &[choice]].concat())
            })
            .collect()
    })
}

fn cases() -> impl Strategy<Value = (Vec<Needer>, Vec<Taker>)> {
    (1_usize..6, 0_usize..4).prop_flat_map(|(patients, takers)| {
        let known = prop_oneof![
            1 => Just(None),
            2 => Just(Some(0.0)),
            // Few values, so that many ways are even.
            4 => (1_u8..5).prop_map(|n| Some(f64::from(n) / 2.0)),
            2 => (0.0..200.0).prop_map(Some),
        ];
        let known = prop::collection::vec(known, takers);
        let theirs = prop::collection::vec(prop::bool::weighted(0.2), takers);
        let needers = prop::collection::vec((known, theirs), patients);
        let rooms = prop::collection::vec((0_usize..4, 0_usize..7), takers);
        let shift = 0_u128..50;
        (needers, rooms, shift).prop_map(|(needers, rooms, shift)| {
            let needers = (1..).zip(needers);
            let needers = needers.map(|(n, (known, theirs))| Needer {
                theirs: (0..)
                    .zip(theirs)
                    .filter_map(|(place, is)| is.then_some(place))
                    .collect(),
                ..needer((n * 37 + shift) % 101, &known)
            });
            let takers = (1..)
                .zip(rooms)
                .map(|(n, (has, limit))| taker((n * 53 + shift) % 101, has, limit));
            (needers.collect(), takers.collect())
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn no_other_way_is_better_and_nobody_has_more_than_room((needers, takers) in cases()) {
        let found = assign(&needers, &takers);
        let worth_of = |way: &[Option<usize>]| worth(&needers, &takers, way);
        let own = worth_of(&found);
        prop_assert!(own.is_some(), "it is allowed: {found:?}");
        let best = every_way(needers.len(), takers.len()).iter().filter_map(|way| worth_of(way)).max();
        prop_assert_eq!(own, best);
    }

    /// The same question has the same answer, in whatever order it is asked.
    #[test]
    fn the_order_of_asking_decides_nothing((needers, takers) in cases(), turn in 0_usize..5) {
        let found = assign(&needers, &takers);
        prop_assert_eq!(&assign(&needers, &takers), &found);
        let named = |needers: &[Needer], takers: &[Taker], found: &[Option<usize>]| {
            let mut named: Vec<_> = needers.iter().zip(found)
                .map(|(needer, place)| (needer.patient, place.map(|place| takers[place].professional)))
                .collect();
            named.sort();
            named
        };
        let (mut turned, mut others) = (needers.clone(), takers.clone());
        let places = turned.len();
        turned.rotate_left(turn % places);
        others.reverse();
        for needer in &mut turned {
            needer.familiarity.reverse();
            for place in &mut needer.theirs {
                *place = takers.len() - 1 - *place;
            }
        }
        let again = assign(&turned, &others);
        prop_assert_eq!(named(&turned, &others, &again), named(&needers, &takers, &found));
    }
}

/// What greedy choice gets wrong: the first patient takes the one whom the second needs.
#[test]
fn the_sum_counts_and_not_who_comes_first() {
    let takers = [taker(1, 0, 1), taker(2, 0, 1)];
    let needers = [
        needer(1, &[Some(5.0), Some(4.0)]),
        needer(2, &[Some(4.5), Some(0.0)]),
    ];
    assert_eq!(assign(&needers, &takers), [Some(1), Some(0)]);
}

#[test]
fn without_room_or_anybody_of_the_profession_there_is_nobody() {
    let needers = [needer(1, &[Some(3.0), None]), needer(2, &[Some(1.0), None])];
    let takers = [taker(1, 3, 4), taker(2, 0, 9)];
    assert_eq!(assign(&needers, &takers), [Some(0), None]);
    let full = [taker(1, 4, 4), taker(2, 0, 9)];
    assert_eq!(assign(&needers, &full), [None, None]);
    assert_eq!(assign(&[], &takers), []);
    let alone = [needer(1, &[])];
    assert_eq!(assign(&alone, &[]), [None]);
}

/// Patients whom nobody knows go to whoever has most room for them, and not all to the first.
#[test]
fn those_whom_nobody_knows_are_spread() {
    let takers = [taker(1, 10, 20), taker(2, 0, 20), taker(3, 0, 10)];
    let needers: Vec<Needer> = (1..=15).map(|n| needer(n, &[Some(0.0); 3])).collect();
    let found = assign(&needers, &takers);
    let given = [0, 1, 2].map(|place| found.iter().filter(|to| **to == Some(place)).count());
    assert_eq!(given, [0, 10, 5]);
}

/// One who is well known is given more than an even share, up to the limit; whom they have already on top of that.
#[test]
fn whoever_everybody_knows_is_given_as_many_as_they_may_have() {
    let takers: Vec<Taker> = (1..=20).map(|n| taker(n, 5, 30)).collect();
    let mut known = vec![Some(0.0); 20];
    known[7] = Some(4.0);
    let mut needers: Vec<Needer> = (1..=40).map(|n| needer(n, &known)).collect();
    needers[39].theirs = vec![7];
    let found = assign(&needers, &takers);
    let given = found.iter().filter(|to| **to == Some(7)).count();
    assert_eq!((given, found[39]), (26, Some(7)));
    assert!(found.iter().all(Option::is_some));
}
