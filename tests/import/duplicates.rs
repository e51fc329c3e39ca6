//! Ids that occur more than once in one run.

use redthread::domain::intake::Kind;

use super::{Folder, app, counts, csv, everything, fhir, total};
use crate::support::both;

#[tokio::test]
async fn the_first_valid_row_wins_however_far_apart_and_a_second_run_agrees() {
    both(async |db| {
        let (app, folder) = (app(&db), Folder::new());
        let mut rows = vec!["id,patient_id,unit_id,at,minutes".to_owned()];
        let row = |id: &str, minutes: &str| format!("{id},a,clinic,2024-03-01T10:00,{minutes}");
        rows.push(row("same", "10"));
        rows.push(row("late", "bad"));
        rows.push(row("unknown", "10").replace("clinic", "nowhere"));
        rows.push(row("other", "10"));
        rows.push(row("other", "11"));
        // Further than one chunk away.
        rows.extend((0..4_500).map(|n| row(&format!("k{n}"), "30")));
        rows.push(row("same", "10"));
        rows.push(row("late", "20"));
        rows.push(row("late", "21"));
        rows.push(row("unknown", "12"));
        rows.push(row("other", "10"));
        rows.push(row("other", "12"));
        rows.push(row("k7", "31"));
        folder.put_basics().put("contacts.csv", rows.join("\n"));
        let first = csv(&app, &folder.command()).await;
        // Created: same, late, unknown, other, and 4 500; unchanged: same and other once more.
        assert_eq!(counts(&first, Kind::Contact), [4_504, 0, 2, 6]);
        let expected = [
            ("3", "bad_value"),
            ("4", "unknown_reference"),
            ("6", "duplicate_id"),
        ]
        .into_iter()
        .chain([
            ("4509", "duplicate_id"),
            ("4512", "duplicate_id"),
            ("4513", "duplicate_id"),
        ])
        .map(|(row, reason)| (row.to_owned(), reason.to_owned()));
        let rejects: Vec<_> = Folder::rejects(&first)
            .into_iter()
            .map(|row| (row[1].clone(), row[4].clone()))
            .collect();
        assert!(rejects.iter().cloned().eq(expected), "{rejects:?}");
        let text = std::fs::read_to_string(first.rejects.as_ref().unwrap()).unwrap();
        assert!(text.contains("in row 5; the first row was taken"), "{text}");
        assert!(
            text.contains("in row 4508;"),
            "the valid one of the late rows: {text}"
        );
        let stored = everything(&app).await;
        let minutes = |id: &str| {
            let start = format!("{id},a,");
            let row = stored["contacts.csv"]
                .lines()
                .find(|row| row.starts_with(&start));
            row.unwrap().split(',').nth(4).unwrap().to_owned()
        };
        assert_eq!(
            ["same", "late", "unknown", "other", "k7"].map(minutes),
            ["10", "20", "12", "10", "30"]
        );

        let again = csv(&app, &folder.command()).await;
        assert_eq!(counts(&again, Kind::Contact), [0, 0, 4_506, 6]);
        assert_eq!(everything(&app).await, stored);
        let mut dry = folder.command();
        dry.dry_run = true;
        assert_eq!(
            counts(&csv(&app, &dry).await, Kind::Contact),
            [0, 0, 4_506, 6]
        );
    })
    .await;
}

#[tokio::test]
async fn repeated_rows_of_the_directory_and_of_patients_are_told_too() {
    both(async |db| {
        let (app, folder) = (app(&db), Folder::new());
        folder
            .put(
                "units.csv",
                "id,name,setting,parent_id\n\
                 u,One,acute_ward,late\nu,Two,acute_ward,\nlate,Late,acute_ward,\nu,One,acute_ward,late\n",
            )
            .put(
                "professionals.csv",
                "id,name,profession\np,A,nurse\np,B,nurse\np,A,nurse\n",
            )
            .put(
                "employments.csv",
                "professional_id,unit_id,from,to\n\
                 p,u,2020-01-01,\np,u,2020-01-01,2021-01-01\np,u,2021-01-01,\n",
            )
            .put("patients.csv", "id,sex\nx,female\nx,male\nx,female\n");
        let report = csv(&app, &folder.command()).await;
        // The first row of unit u waits for its parent, and still wins over the second.
        assert_eq!(counts(&report, Kind::Unit), [2, 0, 1, 1]);
        assert_eq!(counts(&report, Kind::Professional), [1, 0, 1, 1]);
        assert_eq!(counts(&report, Kind::Employment), [2, 0, 0, 1]);
        assert_eq!(counts(&report, Kind::Patient), [1, 0, 1, 1]);
        let all = Folder::rejects(&report);
        assert!(all.iter().all(|row| row[1] == "3" && row[4] == "duplicate_id"), "{all:?}");
        assert!(everything(&app).await["units.csv"].contains("u,One,acute_ward,late"));
        assert_eq!(total(&csv(&app, &folder.command()).await), [0, 0, 9, 4]);
    })
    .await;
}

#[tokio::test]
async fn an_id_in_two_files_is_one_id() {
    both(async |db| {
        let (app, folder) = (app(&db), Folder::new());
        folder.put_basics();
        let more = folder.path("more");
        std::fs::create_dir(&more).unwrap();
        std::fs::write(more.join("patients.csv"), "id,sex\na,female\nd,male\n").unwrap();
        let mut command = folder.command();
        command.paths.push(more);
        let report = csv(&app, &command).await;
        assert_eq!(counts(&report, Kind::Patient), [4, 0, 0, 1]);
        let text = std::fs::read_to_string(report.rejects.unwrap()).unwrap();
        assert!(text.contains("in row 2 of an earlier file"), "{text}");
    })
    .await;
}

#[tokio::test]
async fn a_resource_told_twice_differently_is_taken_once_with_all_its_records() {
    both(async |db| {
        let (app, folder) = (app(&db), Folder::new());
        let stay = |start: &str| {
            format!(
                r#"{{"resourceType":"Encounter","id":"e","status":"finished","class":{{"code":"IMP"}},"subject":{{"reference":"Patient/one"}},"serviceProvider":{{"reference":"Organization/o"}},"participant":[{{"type":[{{"coding":[{{"code":"ATND"}}]}}],"individual":{{"reference":"Practitioner/d"}}}}],"period":{{"start":"{start}T10:00:00+01:00","end":"2024-03-09T11:00:00+01:00"}}}}"#
            )
        };
        folder
            .put("a.ndjson", stay("2024-03-01") + "\n" + stay("2024-03-02").as_str())
            .put("b.ndjson", stay("2024-03-03") + "\n" + stay("2024-03-01").as_str())
            .put(
                "registry.ndjson",
                "{\"resourceType\":\"Patient\",\"id\":\"one\"}\n\
                 {\"resourceType\":\"Practitioner\",\"id\":\"d\",\"name\":[{\"family\":\"D\"}]}\n\
                 {\"resourceType\":\"Organization\",\"id\":\"o\",\"name\":\"O\"}",
            );
        let first = fhir(&app, &folder.command()).await;
        assert_eq!(counts(&first, Kind::TreatmentPeriod), [1, 0, 1, 2], "{:?}", first.faults);
        assert_eq!(counts(&first, Kind::Relationship), [1, 0, 1, 2]);
        let stored = everything(&app).await;
        assert!(stored["relationships.csv"].contains("2024-03-01T10:00"));
        let again = fhir(&app, &folder.command()).await;
        assert_eq!(counts(&again, Kind::Relationship), [0, 0, 2, 2]);
        assert_eq!(everything(&app).await, stored);
    })
    .await;
}
