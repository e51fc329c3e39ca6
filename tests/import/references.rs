//! What records refer to: units above units, patients by any identifier, one source apart from
//! another.

use std::collections::BTreeMap;

use redthread::domain::intake::Kind;
use sea_orm::EntityTrait;

use super::{Folder, app, counts, csv, everything};
use crate::support::both;

#[tokio::test]
async fn units_may_stand_in_any_order_but_never_in_a_circle() {
    both(async |db| {
        let (app, folder) = (app(&db), Folder::new());
        folder.put(
            "units.csv",
            "id,name,setting,parent_id\n\
             leaf,L,acute_ward,middle\n\
             self,S,acute_ward,self\n\
             one,1,acute_ward,two\n\
             two,2,acute_ward,one\n\
             middle,M,acute_ward,top\n\
             orphan,O,acute_ward,nowhere\n\
             below-orphan,B,acute_ward,orphan\n\
             top,T,acute_ward,\n",
        );
        let report = csv(&app, &folder.command()).await;
        assert_eq!(counts(&report, Kind::Unit), [3, 0, 0, 5]);
        let mut rejects: Vec<_> = Folder::rejects(&report)
            .into_iter()
            .map(|row| format!("{} {} {}", row[1], row[3], row[4]))
            .collect();
        rejects.sort();
        assert_eq!(
            rejects,
            [
                "3 parent_id bad_value",
                "4 parent_id unknown_reference",
                "5 parent_id unknown_reference",
                "7 parent_id unknown_reference",
                "8 parent_id unknown_reference"
            ]
        );
        // A correction may not close a circle over what is stored.
        folder.put(
            "units.csv",
            "id,name,setting,parent_id\ntop,T,acute_ward,leaf\n",
        );
        let report = csv(&app, &folder.command()).await;
        assert_eq!(counts(&report, Kind::Unit), [0, 0, 0, 1]);
        assert_eq!(Folder::rejects(&report)[0][4], "bad_value");
        assert_eq!(report.faults[0].rows, [2]);
    })
    .await;
}

#[tokio::test]
async fn an_identifier_is_one_patients() {
    both(async |db| {
        let (app, folder) = (app(&db), Folder::new());
        folder.put(
            "patients.csv",
            "id,identifiers\n\
             a,ssn|1;ssn|2;local|a;ssn|1\n\
             b,ssn|2\n\
             c,local|c2\n\
             c2,\n\
             d,local|a\n",
        );
        let report = csv(&app, &folder.command()).await;
        assert_eq!(counts(&report, Kind::Patient), [2, 0, 0, 3]);
        let rejects: Vec<_> = Folder::rejects(&report)
            .into_iter()
            .map(|row| format!("{} {} {}", row[1], row[3], row[4]))
            .collect();
        assert_eq!(
            rejects,
            [
                "3 identifiers duplicate_id",
                "5 id duplicate_id",
                "6 identifiers duplicate_id"
            ]
        );
        assert_eq!(
            counts(&csv(&app, &folder.command()).await, Kind::Patient),
            [0, 0, 2, 3]
        );
        // Known elsewhere under another id: never merged silently.
        let mut command = folder.command();
        command.source = "other".to_owned();
        folder.put("patients.csv", "id,identifiers\nz,ssn|1\nelse,local|9\n");
        let report = csv(&app, &command).await;
        assert_eq!(counts(&report, Kind::Patient), [1, 0, 0, 1]);
    })
    .await;
}

#[tokio::test]
async fn a_patient_is_found_by_any_identifier_of_the_source() {
    both(async |db| {
        let (app, folder) = (app(&db), Folder::new());
        folder
            .put_basics()
            .put("patients.csv", "id,identifiers\na,local|a2;ehr|7\n")
            .put(
                "contacts.csv",
                "id,patient_id,unit_id,at\nk1,a2,clinic,2024-03-01\nk2,a,clinic,2024-03-01\n",
            );
        let report = csv(&app, &folder.command()).await;
        assert_eq!(counts(&report, Kind::Contact), [2, 0, 0, 0]);
        assert!(everything(&app).await["contacts.csv"].contains("k1,a,clinic"));
        let report = csv(&app, &folder.command()).await;
        assert_eq!(counts(&report, Kind::Contact), [0, 0, 2, 0]);
        // The hospital's own system knows the patient by its number.
        folder
            .put(
                "contacts.csv",
                "id,patient_id,unit_id,at\nk1,7,clinic,2024-03-01\n",
            )
            .put("patients.csv", "id\nnew\n");
        let mut command = folder.command();
        command.source = "ehr".to_owned();
        let report = csv(&app, &command).await;
        assert_eq!(
            counts(&report, Kind::Contact),
            [1, 0, 0, 0],
            "{:?}",
            report.faults
        );
        let contacts = entity::contact::Entity::find().all(&db.read).await.unwrap();
        assert_eq!(contacts.len(), 3);
        assert!(
            contacts
                .iter()
                .all(|row| row.patient_id == contacts[0].patient_id)
        );
        assert_eq!(
            counts(&csv(&app, &command).await, Kind::Contact),
            [0, 0, 1, 0]
        );
    })
    .await;
}

#[tokio::test]
async fn an_id_names_one_record_and_another_patients_is_refused() {
    both(async |db| {
        let (app, folder) = (app(&db), Folder::new());
        folder.put_basics().put(
            "contacts.csv",
            "id,patient_id,unit_id,at\nk1,a,clinic,2024-03-01\n",
        );
        csv(&app, &folder.command()).await;
        folder.put(
            "contacts.csv",
            "id,patient_id,unit_id,at\nk1,c,clinic,2024-03-01\n",
        );
        let report = csv(&app, &folder.command()).await;
        assert_eq!(counts(&report, Kind::Contact), [0, 0, 0, 1]);
        assert_eq!(Folder::rejects(&report)[0][3..], ["id", "duplicate_id"]);
    })
    .await;
}

#[tokio::test]
async fn a_change_re_evaluates_the_patients_it_touches_and_nobody_else() {
    both(async |db| {
        let (app, folder) = (app(&db), Folder::new());
        folder
            .put_basics()
            .put(
                "contacts.csv",
                "id,patient_id,unit_id,at\nk1,b,ward,2024-03-01\n",
            )
            .put(
                "relationships.csv",
                "id,patient_id,kind,from,professional_id\nr1,a,therapist,2024-01-01,p1\n",
            );
        csv(&app, &folder.command()).await;
        let steps: [(&str, &str, &[&str]); 4] = [
            (
                "professionals.csv",
                "id,name,profession\np2,Bo,nurse\n",
                &[],
            ),
            (
                "employments.csv",
                "professional_id,unit_id,from,planned_end\np1,clinic,2020-01-01,2026-04-01\n",
                &["a"],
            ),
            ("units.csv", "id,name,setting\nward,W,rehab_ward\n", &["b"]),
            ("patients.csv", "id,sex\nc,female\n", &["c"]),
        ];
        for (file, content, expected) in steps {
            let before = revisions(&db).await;
            let step = Folder::new();
            step.put(file, content);
            let report = csv(&app, &step.command()).await;
            assert_eq!(report.total().rejected, 0, "{file}");
            let after = revisions(&db).await;
            let touched: Vec<_> = after.iter().filter(|(id, n)| before[*id] < **n).collect();
            let touched: Vec<_> = touched.into_iter().map(|(id, _)| id).collect();
            assert_eq!(touched, expected, "{file}");
            assert_eq!(report.evaluated, expected.len() as u64, "{file}");
        }
    })
    .await;
}

/// How often each patient's records changed, by source id.
async fn revisions(db: &redthread::store::Db) -> BTreeMap<String, i64> {
    let patients = entity::patient::Entity::find()
        .all(db.writer())
        .await
        .unwrap();
    let summaries = entity::patient_summary::Entity::find()
        .all(db.writer())
        .await
        .unwrap();
    assert_eq!(summaries.len(), patients.len());
    assert!(
        summaries.iter().all(|summary| !summary.is_stale),
        "evaluated"
    );
    let name = |id| {
        patients
            .iter()
            .find(|p| p.id == id)
            .unwrap()
            .source_value
            .clone()
    };
    summaries
        .iter()
        .map(|summary| (name(summary.patient_id), summary.revision))
        .collect()
}
