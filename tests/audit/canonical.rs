//! What is sealed of an entry: no two different entries have the same bytes.

use chrono::DateTime;
use proptest::prelude::*;
use redthread::domain::audit::{Chain, Entry, Mac};
use redthread::domain::ids::PatientId;
use serde_json::Value;
use uuid::Uuid;

#[derive(Debug, Clone, PartialEq)]
struct Told {
    chain: u128,
    position: i64,
    previous: Mac,
    id: u128,
    at: i64,
    texts: [String; 4],
    patient: Option<u128>,
    detail: Value,
}

impl Told {
    fn bytes(&self) -> Vec<u8> {
        let [actor, action, subject, purpose] = &self.texts;
        let entry = Entry {
            chain: Chain(Uuid::from_u128(self.chain)),
            position: self.position,
            previous: &self.previous,
            id: Uuid::from_u128(self.id),
            at: DateTime::from_timestamp_micros(self.at).unwrap(),
            actor,
            action,
            patient: self.patient.map(|id| PatientId(Uuid::from_u128(id))),
            subject,
            purpose,
            detail: &self.detail,
        };
        entry.to_bytes()
    }
}

/// Few letters, so that boundaries between texts move and collide if they can.
fn text() -> impl Strategy<Value = String> {
    proptest::string::string_regex("[a\"\u{0}é]{0,3}").unwrap()
}

fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-2_i64..3).prop_map(Value::from),
        (-2_i64..3).prop_map(|n| {
            // A number that is not whole.
            #[expect(clippy::cast_precision_loss, reason = "it is small")]
            let real = n as f64 + 0.5;
            Value::from(real)
        }),
        text().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            prop::collection::btree_map(text(), inner, 0..3)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

fn told() -> impl Strategy<Value = Told> {
    let few = 0_u128..3;
    (
        few.clone(),
        1_i64..4,
        0_u8..2,
        few.clone(),
        0_i64..3,
        [text(), text(), text(), text()],
        prop::option::of(few),
        json(),
    )
        .prop_map(
            |(chain, position, previous, id, at, texts, patient, detail)| Told {
                chain,
                position,
                previous: [previous; 32],
                id,
                at,
                texts,
                patient,
                detail,
            },
        )
}

/// The same entry with one thing else about it.
fn changed(told: &Told, which: usize, other: &Told) -> Told {
    let mut changed = told.clone();
    match which {
        0 => changed.chain = other.chain,
        1 => changed.position = other.position,
        2 => changed.previous = other.previous,
        3 => changed.id = other.id,
        4 => changed.at = other.at,
        5 => changed.patient = other.patient,
        6 => changed.detail = other.detail.clone(),
        // A boundary between two texts, moved.
        7 => {
            if let Some(letter) = changed.texts[0].pop() {
                changed.texts[1].insert(0, letter);
            }
        }
        which => changed.texts[which - 8].clone_from(&other.texts[which - 8]),
    }
    changed
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn different_entries_have_different_bytes(a in told(), b in told(), which in 0_usize..12) {
        for other in [&b, &changed(&a, which, &b)] {
            prop_assert_eq!(a == *other, a.bytes() == other.bytes(), "{:?} {:?}", a, other);
        }
    }
}
