//! Finding patients and walking through them.

use redthread::domain::ids::SourceId;
use redthread::store::patients::{self, Naming};

use super::fixtures::{insert, patient, patient_id};
use crate::support::both;

#[tokio::test]
async fn pages_walk_bytewise_through_everyone_once() {
    both(|db| async move {
        // In an order that a language's collation would change.
        let values = ["Z", "a", "B", "10", "9", "å", "aa", "A-1", "_"];
        for (n, value) in (1..).zip(values) {
            insert(&db, patient(n, value)).await;
        }
        let mut walked = Vec::new();
        let mut after = None;
        loop {
            let page = patients::page(&db.read, after.as_ref(), 4).await.unwrap();
            walked.extend(page.iter().map(|p| p.label(Naming::Value).to_owned()));
            if page.len() < 4 {
                break;
            }
            after = page.into_iter().last();
        }
        let mut expected = values.map(str::to_owned).to_vec();
        expected.sort_unstable();
        assert_eq!(walked, expected);
        let all = patients::all(&db.read).await.unwrap();
        let all: Vec<_> = all.iter().map(|p| p.source.value.clone()).collect();
        assert_eq!(all, expected);
    })
    .await;
}

#[tokio::test]
async fn patients_are_called_by_system_and_value_once_there_are_two_sources() {
    both(|db| async move {
        assert_eq!(patients::naming(&db.read).await.unwrap(), Naming::Value);
        insert(&db, patient(1, "a")).await;
        assert_eq!(patients::naming(&db.read).await.unwrap(), Naming::Value);
        let mut other = patient(2, "a");
        other.source_system = "elsewhere".to_owned();
        other.source_key = "elsewhere|a".to_owned();
        insert(&db, other).await;
        let naming = patients::naming(&db.read).await.unwrap();
        assert_eq!(naming, Naming::SystemAndValue);
        let labels: Vec<_> = patients::all(&db.read)
            .await
            .unwrap()
            .iter()
            .map(|p| p.label(naming).to_owned())
            .collect();
        assert_eq!(labels, ["elsewhere|a", "local|a"]);
    })
    .await;
}

#[tokio::test]
async fn a_patient_is_found_by_source_and_by_label() {
    both(|db| async move {
        insert(&db, patient(1, "a")).await;
        let mut other = patient(2, "a");
        other.source_system = "elsewhere".to_owned();
        other.source_key = "elsewhere|a".to_owned();
        insert(&db, other).await;
        let found = patients::by_source(&db.read, &SourceId::new("local", "a"))
            .await
            .unwrap();
        assert_eq!(found.map(|p| p.id), Some(patient_id(1)));
        let nobody = patients::by_source(&db.read, &SourceId::new("local", "b"))
            .await
            .unwrap();
        assert_eq!(nobody, None);
        let both = patients::by_label(&db.read, "a").await.unwrap();
        assert_eq!(both.len(), 2);
        let one = patients::by_label(&db.read, "elsewhere|a").await.unwrap();
        assert_eq!(one.first().map(|p| p.id), Some(patient_id(2)));
        assert_eq!(one.len(), 1);
    })
    .await;
}
