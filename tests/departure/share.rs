//! Sharing out: what somebody chose stands, the rest is shared out around it, and nobody is given whom they do not want.

use std::collections::{BTreeSet, HashMap};

use proptest::prelude::*;
use redthread::domain::departure::{
    Candidate, Choice, Group, Need, Share, Unplaced, group, share_out,
};
use redthread::domain::ids::{PatientId, ProfessionalId, UnitId};
use redthread::domain::vocabulary::Profession;
use uuid::Uuid;

fn who(id: u128) -> ProfessionalId {
    ProfessionalId(Uuid::from_u128(id))
}

fn unit(id: u128) -> UnitId {
    UnitId(Uuid::from_u128(id))
}

fn candidate(id: u128, profession: Profession, has: usize, limit: usize) -> Candidate {
    Candidate {
        professional: who(id),
        profession,
        units: BTreeSet::from([unit(1)]),
        has,
        limit,
    }
}

fn need(id: u128, known: &[(u128, f64)]) -> Need {
    Need {
        patient: PatientId(Uuid::from_u128(id)),
        units: BTreeSet::from([unit(1)]),
        group: Some(Group::Treatment),
        known: known.iter().map(|(id, known)| (who(*id), *known)).collect(),
        closed: (BTreeSet::new(), BTreeSet::new()),
        theirs: BTreeSet::new(),
        choice: None,
    }
}

const fn to(place: usize, is_chosen: bool) -> Share {
    Share::To { place, is_chosen }
}

#[test]
fn a_choice_takes_the_room_that_others_had_been_given() {
    let candidates = [
        candidate(1, Profession::Psychologist, 4, 5),
        candidate(2, Profession::Psychiatrist, 0, 1),
    ];
    let mut needs = vec![need(1, &[(1, 9.0)]), need(2, &[(2, 3.0)])];
    assert_eq!(share_out(&needs, &candidates), [to(0, false), to(1, false)]);
    needs[1].choice = Some(Choice::Somebody(who(1)));
    assert_eq!(share_out(&needs, &candidates), [to(1, false), to(0, true)]);
    // Beyond the limit, where somebody decided so.
    needs[0].choice = Some(Choice::Somebody(who(1)));
    assert_eq!(share_out(&needs, &candidates), [to(0, true), to(0, true)]);
    needs[0].choice = Some(Choice::Nobody);
    assert_eq!(
        share_out(&needs, &candidates),
        [Share::Nobody(Unplaced::Chosen), to(0, true)]
    );
}

#[test]
fn it_is_said_why_there_is_nobody() {
    let nurse = candidate(1, Profession::Nurse, 0, 9);
    let full = candidate(2, Profession::Psychologist, 9, 9);
    let one = |need: &Need, candidates: &[Candidate]| {
        share_out(std::slice::from_ref(need), candidates)[0]
    };
    let patient = need(1, &[]);
    let nobody = Share::Nobody;
    assert_eq!(one(&patient, &[]), nobody(Unplaced::NobodyThere));
    assert_eq!(
        one(&patient, std::slice::from_ref(&nurse)),
        nobody(Unplaced::NobodyOfProfession)
    );
    assert_eq!(
        one(&patient, &[nurse.clone(), full]),
        nobody(Unplaced::NoRoom)
    );
    let mut unwanted = patient.clone();
    unwanted.group = None;
    assert_eq!(one(&unwanted, std::slice::from_ref(&nurse)), to(0, false));
    unwanted.closed.1.insert(who(1));
    assert_eq!(
        one(&unwanted, std::slice::from_ref(&nurse)),
        nobody(Unplaced::NobodyThere)
    );
    let mut elsewhere = patient;
    elsewhere.group = None;
    elsewhere.closed.0.insert(unit(1));
    assert_eq!(one(&elsewhere, &[nurse]), nobody(Unplaced::NobodyThere));
}

fn cases() -> impl Strategy<Value = (Vec<Need>, Vec<Candidate>)> {
    let professions = prop_oneof![Just(Profession::Psychologist), Just(Profession::Nurse)];
    let one = (professions, 0_usize..4, 0_usize..5);
    let candidates = prop::collection::vec(one, 0..5);
    let choice = prop_oneof![
        4 => Just(None),
        1 => Just(Some(None)),
        1 => (0_u128..5).prop_map(|id| Some(Some(id))),
    ];
    let one = (
        prop::collection::vec(0.0..9.0_f64, 5),
        choice,
        any::<bool>(),
    );
    let needs = prop::collection::vec(one, 0..9);
    (candidates, needs).prop_map(|(candidates, needs)| {
        let candidates: Vec<_> = (0..)
            .zip(candidates)
            .map(|(id, (profession, has, limit))| candidate(id, profession, has, limit))
            .collect();
        let needs = (0..).zip(needs).map(|(id, (known, choice, is_any))| {
            let known: HashMap<_, _> = (0..)
                .zip(known)
                .map(|(id, known)| (who(id), known))
                .collect();
            Need {
                group: (!is_any).then_some(Group::Treatment),
                known,
                choice: choice.map(|to: Option<u128>| {
                    to.map_or(Choice::Nobody, |id| Choice::Somebody(who(id)))
                }),
                ..need(id, &[])
            }
        });
        (needs.collect(), candidates)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    /// Nobody is suggested beyond their limit, nor of another profession; what was chosen stands; and the same
    /// question has the same answer.
    #[test]
    fn suggestions_keep_to_limits_and_choices_stand((needs, candidates) in cases()) {
        let shares = share_out(&needs, &candidates);
        prop_assert_eq!(&share_out(&needs, &candidates), &shares);
        let mut loads: Vec<usize> = candidates.iter().map(|one| one.has).collect();
        for (need, share) in needs.iter().zip(&shares) {
            match (need.choice, share) {
                (Some(Choice::Nobody), share) => prop_assert_eq!(*share, Share::Nobody(Unplaced::Chosen)),
                (Some(Choice::Somebody(who)), Share::To { place, is_chosen }) => {
                    prop_assert!(*is_chosen && candidates[*place].professional == who);
                    loads[*place] += 1;
                }
                (Some(Choice::Somebody(who)), Share::Nobody(_)) => {
                    prop_assert!(candidates.iter().all(|one| one.professional != who));
                }
                _ => {}
            }
        }
        for (need, share) in needs.iter().zip(&shares) {
            if let Share::To { place, is_chosen: false } = share {
                let one = &candidates[*place];
                loads[*place] += 1;
                prop_assert!(loads[*place] <= one.limit);
                prop_assert!(need.group.is_none_or(|needed| needed == group(one.profession)));
            }
        }
    }
}

/// Whoever has a patient among theirs already can keep them without room, and takes no room by it.
#[test]
fn whose_patient_somebody_is_already_needs_no_room() {
    let full = [candidate(1, Profession::Psychologist, 5, 5)];
    let mut theirs = need(1, &[(1, 2.0)]);
    assert_eq!(
        share_out(std::slice::from_ref(&theirs), &full),
        [Share::Nobody(Unplaced::NoRoom)]
    );
    theirs.theirs.insert(who(1));
    assert_eq!(
        share_out(std::slice::from_ref(&theirs), &full),
        [to(0, false)]
    );
    theirs.choice = Some(Choice::Somebody(who(1)));
    let one_more = [candidate(1, Profession::Psychologist, 4, 5)];
    let both = [theirs, need(2, &[])];
    assert_eq!(share_out(&both, &one_more), [to(0, true), to(0, false)]);
}
