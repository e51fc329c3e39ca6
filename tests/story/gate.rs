//! The gate of the tables and the pure decision give the same answer, about every entry for everybody.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use redthread::domain::access::{Action, Author, Entry, Way, shared_with};
use redthread::domain::ids::{PatientId, ProfessionalId, RecordId};
use redthread::domain::story::Sharing;
use redthread::store::narratives::{self, Hearer, Listener};
use sea_orm::EntityTrait;

use super::{PATIENT, words};
use crate::store::fixtures::{day, id, insert, patient, professional};
use crate::support::both;

/// An entry: level, author, persons chosen, day on which the sharing ends, whether it was taken back, and whether
/// next of kin told it in confidence.
type Drawn = (i32, Option<u128>, BTreeSet<u128>, Option<i64>, bool, bool);

fn drawn() -> impl Strategy<Value = Drawn> {
    (
        0..=4_i32,
        prop::option::of(11..=13_u128),
        prop::collection::btree_set(11..=13_u128, 0..3),
        // At the very instant it is over.
        prop::option::weighted(0.4, prop_oneof![Just(60_i64), Just(59), Just(61)]),
        prop::bool::weighted(0.2),
        prop::bool::weighted(0.2),
    )
}

#[tokio::test]
#[expect(
    clippy::too_many_lines,
    reason = "one random record, asked in every way"
)]
async fn the_tables_and_the_decision_agree() {
    let mut runner = TestRunner::deterministic();
    let entries: Vec<Drawn> = (0..300)
        .map(|_| drawn().new_tree(&mut runner).unwrap().current())
        .collect();
    both(|db| {
        let entries = entries.clone();
        async move {
            for n in 11..=13 {
                insert(&db, professional(n)).await;
            }
            insert(&db, patient(PATIENT, "p")).await;
            for (n, (level, author, named, until, is_gone, is_confidential)) in
                entries.iter().enumerate()
            {
                let entry = 1000 + n as u128;
                let mut row = words(entry, "promise", *level, "words");
                row.author_id = author.map(id);
                row.withdrawn_at = is_gone.then(|| day(50));
                insert(&db, row).await;
                if *is_confidential {
                    insert(&db, confidence(entry)).await;
                }
                if let Some(until) = until {
                    let state = entity::narrative_state::Model {
                        patient_id: id(PATIENT),
                        entry_id: id(entry),
                        shared_until_at: Some(day(*until)),
                        confirmed_at: None,
                        confirmed_by: None,
                        withdrawn_by: None,
                        scrubbed_at: None,
                    };
                    insert(&db, state).await;
                }
                for who in named {
                    let row = entity::narrative_person::Model {
                        patient_id: id(PATIENT),
                        entry_id: id(entry),
                        professional_id: id(*who),
                    };
                    insert(&db, row).await;
                }
            }
            let now = day(60);
            let mut found = 0;
            for way in Way::ALL {
                for who in 11..=13_u128 {
                    let professional = ProfessionalId(id(who));
                    let listener = Listener { way, professional };
                    let page = (None, 1000);
                    let heard = narratives::of_patient(
                        &db.read,
                        PatientId(id(PATIENT)),
                        &listener,
                        now,
                        page,
                    );
                    let heard: BTreeSet<_> = heard
                        .await
                        .unwrap()
                        .iter()
                        .map(|entry| entry.id.0)
                        .collect();
                    let expected: BTreeSet<_> = entries
                        .iter()
                        .enumerate()
                        .filter(|(_, drawn)| decided(drawn, way, professional))
                        .map(|(n, _)| id(1000 + n as u128))
                        .collect();
                    assert_eq!(heard, expected, "{way:?} {who}");
                    found += heard.len();
                    let standing = entries
                        .iter()
                        .filter(|drawn| !drawn.4 && decided(drawn, way, professional));
                    let ids = (0..entries.len()).map(|n| RecordId(id(1000 + n as u128)));
                    let ids: Vec<RecordId> = ids.collect();
                    let whose = PatientId(id(PATIENT));
                    let linked = narratives::standing(&db.read, whose, &ids, &listener, now);
                    assert_eq!(linked.await.unwrap().len(), standing.clone().count());
                    let count = narratives::count(&db.read, PatientId(id(PATIENT)), &listener, now);
                    assert_eq!(count.await.unwrap(), standing.count() as u64);
                }
            }
            assert!(found > 500, "{found}");
            // The patient reads all of it, on every level, but what is told in confidence.
            let whose = PatientId(id(PATIENT));
            let page = (None, 1000);
            let own = narratives::of_patient(&db.read, whose, Hearer::Patient, now, page);
            let own: BTreeSet<_> = own.await.unwrap().iter().map(|entry| entry.id.0).collect();
            let all = entries.iter().enumerate();
            let open = all.clone().filter(|(_, drawn)| !drawn.5);
            let expected: BTreeSet<_> = open.map(|(n, _)| id(1000 + n as u128)).collect();
            assert_eq!(own, expected);
            assert!((100..entries.len()).contains(&own.len()), "{}", own.len());
            let told = narratives::in_confidence(&db.read, whose).await.unwrap();
            let standing = all.filter(|(_, drawn)| drawn.5 && !drawn.4);
            assert_eq!(told.len(), standing.count());
            let rows = entity::narrative_entry::Entity::find()
                .all(&db.read)
                .await
                .unwrap();
            assert_eq!(rows.len(), entries.len());
        }
    })
    .await;
}

pub(super) fn confidence(entry: u128) -> entity::narrative_choice::Model {
    entity::narrative_choice::Model {
        patient_id: id(PATIENT),
        entry_id: id(entry),
        disputed_at: None,
        is_confidential: true,
        takes_replies: false,
    }
}

fn decided(drawn: &Drawn, way: Way, who: ProfessionalId) -> bool {
    let (level, author, named, until, ..) = drawn;
    let sharing = Sharing {
        level: u8::try_from(*level).unwrap(),
        named: named.iter().map(|n| ProfessionalId(id(*n))).collect(),
        until: until.map(day),
    };
    let entry = Entry {
        level: sharing.level_at(day(60)),
        author: author.map_or(Author::Patient, |n| {
            Author::Professional(ProfessionalId(id(n)))
        }),
        named: sharing.named,
    };
    shared_with(&entry, Action::Read, way, Some(who))
}
