//! The assignment is the best there is: held against every way of sharing out, on small random cases.

use proptest::prelude::*;
use redthread::domain::departure::{Needer, Taker, assign};
use redthread::domain::ids::{PatientId, ProfessionalId};
use uuid::Uuid;

fn taker(id: u128, room: usize) -> Taker {
    Taker {
        professional: ProfessionalId(Uuid::from_u128(id)),
        room,
    }
}

fn needer(id: u128, familiarity: &[Option<f64>]) -> Needer {
    Needer {
        patient: PatientId(Uuid::from_u128(id)),
        familiarity: familiarity.to_vec(),
    }
}

/// Millionths, in which familiarity is compared.
#[expect(clippy::cast_possible_truncation, reason = "small numbers")]
fn millionths(known: f64) -> i64 {
    (known * 1e6).round() as i64
}

/// The familiarity of a way of sharing out, and how many have somebody; `None` where it is not allowed.
fn worth(needers: &[Needer], takers: &[Taker], way: &[Option<usize>]) -> Option<(i64, usize)> {
    let mut room: Vec<usize> = takers.iter().map(|taker| taker.room).collect();
    let (mut known, mut found) = (0, 0);
    for (needer, place) in needers.iter().zip(way) {
        let Some(place) = *place else { continue };
        room[place] = room[place].checked_sub(1)?;
        known += millionths(needer.familiarity[place]?);
        found += 1;
    }
    Some((known, found))
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
        let needers = prop::collection::vec(known, patients);
        let rooms = prop::collection::vec(0_usize..4, takers);
        let shift = 0_u128..50;
        (needers, rooms, shift).prop_map(|(needers, rooms, shift)| {
            let needers = (1..).zip(needers);
            let needers = needers.map(|(n, known)| needer((n * 37 + shift) % 101, &known));
            let takers = (1..)
                .zip(rooms)
                .map(|(n, room)| taker((n * 53 + shift) % 101, room));
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
        }
        let again = assign(&turned, &others);
        prop_assert_eq!(named(&turned, &others, &again), named(&needers, &takers, &found));
    }
}

/// What greedy choice gets wrong: the first patient takes the one whom the second needs.
#[test]
fn the_sum_counts_and_not_who_comes_first() {
    let takers = [taker(1, 1), taker(2, 1)];
    let needers = [
        needer(1, &[Some(5.0), Some(4.0)]),
        needer(2, &[Some(4.5), Some(0.0)]),
    ];
    assert_eq!(assign(&needers, &takers), [Some(1), Some(0)]);
}

#[test]
fn without_room_or_anybody_of_the_profession_there_is_nobody() {
    let needers = [needer(1, &[Some(3.0), None]), needer(2, &[Some(1.0), None])];
    let takers = [taker(1, 1), taker(2, 9)];
    assert_eq!(assign(&needers, &takers), [Some(0), None]);
    assert_eq!(assign(&needers, &[taker(1, 0), taker(2, 9)]), [None, None]);
    assert_eq!(assign(&[], &takers), []);
    let alone = [needer(1, &[])];
    assert_eq!(assign(&alone, &[]), [None]);
}
