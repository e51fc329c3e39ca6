//! Importing again: nothing twice, corrections with their history, rows in any order.

use redthread::domain::intake::Kind;
use sea_orm::EntityTrait;

use super::{Folder, app, counts, csv, everything, total};
use crate::support::both;

const CONTACTS: &str = "id,patient_id,unit_id,at,main_professional_id,other_professional_ids,recorded_at\n\
     k1,a,clinic,2024-03-01T10:00,p1,p2,\n\
     k2,b,ward,2024-03-02T10:00:00.123456+01:00,p2,,2024-03-05T08:00Z\n";

const PERIODS: &str = "id,patient_id,unit_id,from,to,room,leave\n\
     t1,a,ward,2024-01-01T08:00,2024-02-01T08:00,\"4 \"\"B\"\"\",2024-01-05T10:00/2024-01-06T10:00;2024-01-09T10:00/\n";

#[tokio::test]
async fn rows_are_stored_with_what_they_refer_to_and_a_second_run_changes_nothing() {
    both(async |db| {
        let (app, folder) = (app(&db), Folder::new());
        folder
            .put_basics()
            .put("contacts.csv", CONTACTS)
            .put("treatment_periods.csv", PERIODS);
        let first = csv(&app, &folder.command()).await;
        assert_eq!(total(&first), [13, 0, 0, 0]);
        // The clinic's parent stands below it in the file.
        assert_eq!(counts(&first, Kind::Unit), [3, 0, 0, 0]);
        assert_eq!(first.rejects, None);
        let stored = everything(&app).await;
        assert!(stored["contacts.csv"].contains("k1,a,clinic,2024-03-01T10:00:00+01:00"));
        assert!(stored["contacts.csv"].contains("k2,b,ward,2024-03-02T04:00:00.123456-05:00"));

        let again = csv(&app, &folder.command()).await;
        assert_eq!(total(&again), [0, 0, 13, 0]);
        assert_eq!(everything(&app).await, stored);
        assert!(versions(&db).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_correction_is_the_next_version_and_the_earlier_one_is_kept() {
    both(async |db| {
        let (app, folder) = (app(&db), Folder::new());
        folder
            .put_basics()
            .put("contacts.csv", CONTACTS)
            .put("treatment_periods.csv", PERIODS);
        csv(&app, &folder.command()).await;
        folder
            .put(
                "contacts.csv",
                CONTACTS
                    .replace("10:00,p1,p2", "11:00,p2,p1")
                    .replace("p2,,2024-03-05", "p2,p1,2024-03-06"),
            )
            .put(
                "treatment_periods.csv",
                PERIODS.replace("2024-01-09T10:00/", "2024-01-09T10:00/2024-01-10T10:00"),
            )
            .put(
                "patients.csv",
                "id,identifiers,family_name,birth_date\na,ehr|101,Berg,1980-05-01\n",
            )
            .put(
                "units.csv",
                "id,name,setting\nclinic,Clinic 2,outpatient_clinic\n",
            )
            .put(
                "professionals.csv",
                "id,name,profession\np1,Ada L,psychologist\n",
            )
            .put(
                "employments.csv",
                "professional_id,unit_id,from,to\np1,clinic,2020-01-01,2026-01-01\n",
            );
        let report = csv(&app, &folder.command()).await;
        assert_eq!(total(&report), [0, 7, 0, 0]);
        let mut kept = versions(&db).await;
        kept.sort();
        assert_eq!(
            kept,
            [
                ("contact".to_owned(), 1),
                ("contact".to_owned(), 1),
                ("patient".to_owned(), 1),
                ("treatment_period".to_owned(), 1)
            ]
        );
        let directory = entity::directory_version::Entity::find()
            .all(&db.read)
            .await
            .unwrap();
        assert_eq!(directory.len(), 3);
        let earlier = entity::record_version::Entity::find()
            .all(&db.read)
            .await
            .unwrap();
        let contact = earlier
            .iter()
            .find(|row| row.kind == "contact" && row.payload["source_value"] == "k1")
            .unwrap();
        assert_eq!(contact.payload["at"], "2024-03-01T09:00:00Z");
        assert_eq!(contact.payload["others"].as_array().unwrap().len(), 1);
        assert_eq!(contact.actor, "cli:test");
        assert!(contact.import_file_id.is_some());
        let current = entity::contact::Entity::find().all(&db.read).await.unwrap();
        let recorded = |id: &str| {
            let row = current.iter().find(|row| row.source_value == id).unwrap();
            (row.version, row.recorded_at.to_rfc3339())
        };
        // A later time that the source gives is taken; without one the correction is of now.
        assert_eq!(recorded("k1"), (2, "2026-03-02T11:00:00+00:00".to_owned()));
        assert_eq!(recorded("k2"), (2, "2024-03-06T08:00:00+00:00".to_owned()));
        let now = everything(&app).await;
        assert!(now["patients.csv"].contains("a,ehr|101,Berg"));
        assert!(now["treatment_periods.csv"].contains("/2024-01-10T"));
        assert_eq!(total(&csv(&app, &folder.command()).await), [0, 0, 7, 0]);
    })
    .await;
}

#[tokio::test]
async fn another_time_of_recording_alone_is_no_correction() {
    both(async |db| {
        let (app, folder) = (app(&db), Folder::new());
        folder.put_basics().put("contacts.csv", CONTACTS);
        csv(&app, &folder.command()).await;
        folder.put("contacts.csv", CONTACTS.replace("2024-03-05", "2025-01-01"));
        let report = csv(&app, &folder.command()).await;
        assert_eq!(counts(&report, Kind::Contact), [0, 0, 2, 0]);
    })
    .await;
}

#[tokio::test]
async fn every_record_names_the_file_and_row_it_came_from() {
    both(async |db| {
        let (app, folder) = (app(&db), Folder::new());
        folder.put_basics().put("contacts.csv", CONTACTS);
        let report = csv(&app, &folder.command()).await;
        let file = entity::import_file::Entity::find()
            .all(&db.read)
            .await
            .unwrap()
            .into_iter()
            .find(|file| file.name == "contacts.csv")
            .unwrap();
        assert_eq!(file.import_run_id, report.run.0);
        assert_eq!((file.created, file.rejected), (2, 0));
        let mut rows: Vec<_> = entity::contact::Entity::find()
            .all(&db.read)
            .await
            .unwrap()
            .into_iter()
            .map(|row| (row.source_value, row.import_file_id, row.import_row))
            .collect();
        rows.sort();
        assert_eq!(
            rows,
            [
                ("k1".to_owned(), Some(file.id), Some(2)),
                ("k2".to_owned(), Some(file.id), Some(3))
            ]
        );
        let run = entity::import_run::Entity::find()
            .one(&db.read)
            .await
            .unwrap()
            .unwrap();
        assert_eq!((run.status.as_str(), run.created), ("finished", 12));
    })
    .await;
}

#[tokio::test]
async fn a_dry_run_reports_the_same_and_stores_nothing() {
    both(async |db| {
        let (app, folder) = (app(&db), Folder::new());
        folder.put_basics().put(
            "contacts.csv",
            format!("{CONTACTS}k3,nobody,clinic,2024-03-01T10:00,,,\n"),
        );
        let mut command = folder.command();
        command.dry_run = true;
        let dry = csv(&app, &command).await;
        let runs = entity::import_run::Entity::find().all(&db.read).await;
        assert!(runs.unwrap().is_empty());
        assert!(everything(&app).await["patients.csv"].lines().count() == 1);
        command.dry_run = false;
        let real = csv(&app, &command).await;
        assert_eq!(total(&dry), [12, 0, 0, 1]);
        assert_eq!(dry.files, real.files);
        assert_eq!(dry.faults, real.faults);
        command.dry_run = true;
        assert_eq!(total(&csv(&app, &command).await), [0, 0, 12, 1]);
    })
    .await;
}

#[tokio::test]
async fn two_runs_at_once_store_everything_once() {
    both(async |db| {
        let folder = Folder::new();
        let contacts = (0..3_000).map(|n| format!("k{n},a,clinic,2024-03-01T10:00,p1\n"));
        folder.put_basics().put(
            "contacts.csv",
            "id,patient_id,unit_id,at,main_professional_id\n".to_owned()
                + contacts.collect::<String>().as_str(),
        );
        let (one, other) = (app(&db), app(&db));
        let (mut mine, mut theirs) = (folder.command(), folder.command());
        mine.rejects = Some(folder.path("mine.csv"));
        theirs.rejects = Some(folder.path("theirs.csv"));
        let both = tokio::join!(csv(&one, &mine), csv(&other, &theirs));
        let (first, second) = (total(&both.0), total(&both.1));
        assert_eq!(first[0] + second[0], 3_010);
        assert_eq!(first[2] + second[2], 3_010);
        assert_eq!([first[1], first[3], second[1], second[3]], [0; 4]);
    })
    .await;
}

async fn versions(db: &redthread::store::Db) -> Vec<(String, i32)> {
    entity::record_version::Entity::find()
        .all(&db.read)
        .await
        .unwrap()
        .into_iter()
        .map(|row| (row.kind, row.version))
        .collect()
}
