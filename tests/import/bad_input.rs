//! Bad input: told before anything is stored when a whole file is wrong; row by row otherwise.

use redthread::app::AppError;
use redthread::domain::intake::Kind;

use super::{Folder, app, counts, csv, everything, fhir, total, try_csv};
use crate::support::{both, on_sqlite};

#[tokio::test]
async fn a_file_that_is_wrong_as_a_whole_is_told_before_anything_is_stored() {
    on_sqlite(async |db| {
        let app = app(&db);
        for (content, words) in [
            ("id,patient_id,unit_id,when\n", "\"when\""),
            ("id,patient_id,at\n", "unit_id"),
            ("k1,a,clinic,2024-03-01\n", "not a header"),
            ("", "empty"),
        ] {
            let folder = Folder::new();
            folder.put_basics().put("contacts.csv", content);
            let error = try_csv(&app, &folder.command()).await.unwrap_err();
            let AppError::BadFile(message) = error else {
                panic!("{error:?}")
            };
            assert!(message.contains(words), "{message}");
            assert!(message.contains("contacts.csv"), "{message}");
            assert!(
                message.contains("patient_id"),
                "what is accepted: {message}"
            );
        }
        assert_eq!(everything(&app).await["units.csv"].lines().count(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_path_that_is_not_there_is_a_mistake_in_the_command() {
    on_sqlite(async |db| {
        let (app, folder) = (app(&db), Folder::new());
        let mut command = folder.command();
        command.paths = vec![folder.path("nowhere")];
        let error = try_csv(&app, &command).await.unwrap_err();
        assert_eq!(error.code(), "invalid_input");
        command.paths = vec![folder.input()];
        let error = try_csv(&app, &command).await.unwrap_err();
        assert_eq!(error.code(), "invalid_input", "a folder without any file");
        folder.put_basics();
        for source in ["", "a|b", "a\nb"] {
            command.source = source.to_owned();
            let error = try_csv(&app, &command).await.unwrap_err();
            assert_eq!(error.code(), "invalid_input");
        }
    })
    .await;
}

#[tokio::test]
async fn each_bad_row_is_kept_with_its_reason_and_the_good_ones_are_stored() {
    both(async |db| {
        let (app, folder) = (app(&db), Folder::new());
        let mut contacts = b"id,patient_id,unit_id,at,minutes,mode,main_professional_id,status\n\
            good,a,clinic,2024-03-01T10:00,50,in_person,p1,\n\
            k3,nobody,clinic,2024-03-01T10:00,,,,\n\
            k4,a,nowhere,2024-03-01T10:00,,,,\n\
            k5,a,clinic,2024-03-01T10:00,,,no-one,\n\
            k6,a,clinic,1 March,,,,\n\
            k7,a,clinic,2024-03-01T10:00,many,,,\n\
            k8,a,clinic,2024-03-01T10:00,,by_pigeon,,\n\
            k9,a,clinic,1980-04-30T23:59,,,,\n\
            k10,b,clinic,2024-06-02T00:10,,,,\n\
            k11,a,clinic,2024-03-31T02:30,,,,\n\
            ,a,clinic,2024-03-01T10:00,,,,\n\
            k13,a,clinic\n"
            .to_vec();
        contacts.extend(b"k14,\xff,clinic,2024-03-01T10:00,,,,\n");
        contacts.extend(b"good2,a,clinic,2024-03-01T11:00,,,,\n");
        folder.put_basics().put("contacts.csv", contacts).put(
            "treatment_periods.csv",
            "id,patient_id,unit_id,from,to\n\
                 t1,a,ward,2024-03-02T10:00,2024-03-01T10:00\n\
                 t2,a,ward,2024-03-02T10:00,\n",
        );
        let report = csv(&app, &folder.command()).await;
        assert_eq!(counts(&report, Kind::Contact), [2, 0, 0, 12]);
        assert_eq!(counts(&report, Kind::TreatmentPeriod), [1, 0, 0, 1]);
        let expected = [
            [
                "treatment_periods.csv",
                "2",
                "treatment_period",
                "to",
                "end_before_start",
            ],
            [
                "contacts.csv",
                "3",
                "contact",
                "patient_id",
                "unknown_reference",
            ],
            [
                "contacts.csv",
                "4",
                "contact",
                "unit_id",
                "unknown_reference",
            ],
            [
                "contacts.csv",
                "5",
                "contact",
                "main_professional_id",
                "unknown_reference",
            ],
            ["contacts.csv", "6", "contact", "at", "bad_time"],
            ["contacts.csv", "7", "contact", "minutes", "bad_value"],
            ["contacts.csv", "8", "contact", "mode", "unknown_code"],
            ["contacts.csv", "9", "contact", "at", "before_birth"],
            ["contacts.csv", "10", "contact", "at", "after_death"],
            ["contacts.csv", "11", "contact", "at", "bad_time"],
            ["contacts.csv", "12", "contact", "id", "missing"],
            ["contacts.csv", "13", "contact", "", "malformed"],
            ["contacts.csv", "14", "contact", "", "malformed"],
        ];
        assert_eq!(Folder::rejects(&report), expected);
        let text = std::fs::read_to_string(report.rejects.as_ref().unwrap()).unwrap();
        assert!(text.contains("\"k9,a,clinic,1980-04-30T23:59,,,,\""));
        assert!(text.contains("in_person, video, phone"), "what is accepted");
        // The report counts and tells where, and repeats no value.
        let shown = format!("{report:?}");
        for value in ["by_pigeon", "1 March", "k9", "no-one", "1980"] {
            assert!(!shown.contains(value), "{value}");
        }
        let fault = report
            .faults
            .iter()
            .find(|fault| fault.field == "mode")
            .unwrap();
        assert_eq!((fault.count, fault.rows.as_slice()), (1, &[8][..]));
        // Putting right what was wrong completes it.
        folder.put(
            "contacts.csv",
            "id,patient_id,unit_id,at\nk3,a,clinic,2024-03-01T10:00\n",
        );
        let report = csv(&app, &folder.command()).await;
        assert_eq!(counts(&report, Kind::Contact), [1, 0, 0, 0]);
    })
    .await;
}

#[cfg(unix)]
#[tokio::test]
async fn only_the_owner_may_read_the_rejects_even_where_a_file_was_there() {
    use std::os::unix::fs::PermissionsExt;
    on_sqlite(async |db| {
        let (app, folder) = (app(&db), Folder::new());
        folder.put_basics().put(
            "contacts.csv",
            "id,patient_id,unit_id,at\nk1,x,clinic,2024-03-01\n",
        );
        let named = folder.path("mine.csv");
        std::fs::write(&named, "something long that was here before".repeat(9)).unwrap();
        std::fs::set_permissions(&named, PermissionsExt::from_mode(0o644)).unwrap();
        let mut command = folder.command();
        for rejects in [None, Some(named)] {
            command.rejects = rejects;
            let report = csv(&app, &command).await;
            let path = report.rejects.clone().unwrap();
            let mode = std::fs::metadata(&path).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
            assert_eq!(Folder::rejects(&report).len(), 1);
        }
        let written: Vec<_> = super::files_of(&folder.data()).into_keys().collect();
        assert_eq!(written, ["rejects-local-20260302T110000Z.csv"]);
    })
    .await;
}

#[tokio::test]
async fn life_ends_with_the_day_of_death_where_the_unit_is() {
    both(async |db| {
        let (app, folder) = (app(&db), Folder::new());
        // Patient b died at 23:30 on 1 June in Oslo: 17:30 on the same day in New York.
        folder
            .put_basics()
            .put(
                "contacts.csv",
                "id,patient_id,unit_id,at,status\n\
                 certificate,b,clinic,2024-06-01T23:59,\n\
                 next-day,b,clinic,2024-06-02T00:01,attended\n\
                 cancelled,b,clinic,2024-06-09T10:00,cancelled\n\
                 evening-there,b,ward,2024-06-01T23:00,\n\
                 next-day-there,b,ward,2024-06-02T00:01,\n",
            )
            .put(
                "decisions.csv",
                "id,patient_id,subject,outcome,decided_at\n\
                 d1,b,debrief,agreed,2024-06-05T10:00\nd2,b,debrief,agreed,2024-06-01T10:00\n",
            );
        let report = csv(&app, &folder.command()).await;
        assert_eq!(counts(&report, Kind::Contact), [3, 0, 0, 2]);
        assert_eq!(counts(&report, Kind::Decision), [1, 0, 0, 1]);
        let reasons: Vec<_> = Folder::rejects(&report)
            .into_iter()
            .map(|row| (row[1].clone(), row[4].clone()))
            .collect();
        let after = |row: &str| (row.to_owned(), "after_death".to_owned());
        assert_eq!(reasons, [after("3"), after("6"), after("2")]);
        // A death that becomes known later does not take back what is stored.
        folder.put(
            "patients.csv",
            "id,deceased_at\nb,2024-05-01T10:00\nc,2000-01-01\n",
        );
        let report = csv(&app, &folder.command()).await;
        assert_eq!(counts(&report, Kind::Patient), [0, 2, 0, 0]);
        assert_eq!(counts(&report, Kind::Contact), [0, 0, 3, 2]);
    })
    .await;
}

#[tokio::test]
async fn broken_fhir_is_rejected_and_the_rest_is_stored() {
    both(async |db| {
        let (app, folder) = (app(&db), Folder::new());
        let encounter = |id: &str, patient: &str| {
            format!(
                r#"{{"resourceType":"Encounter","id":"{id}","status":"finished","class":{{"code":"AMB"}},"subject":{{"reference":"Patient/{patient}"}},"serviceProvider":{{"reference":"Organization/o"}},"period":{{"start":"2024-03-01T10:00:00+01:00","end":"2024-03-01T11:00:00+01:00"}}}}"#
            )
        };
        folder
            .put(
                "Encounter.ndjson",
                [
                    encounter("e1", "one"),
                    encounter("e2", "gone"),
                    encounter("e3", "one")[..60].to_owned(),
                    encounter("e4", "one"),
                    encounter("e4", "one").replace("10:00", "09:00"),
                    encounter("e1", "one"),
                ]
                .join("\n"),
            )
            .put(
                "Organization.ndjson",
                r#"{"resourceType":"Organization","id":"o","name":"Clinic"}"#,
            )
            .put(
                "bundle.json",
                r#"{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"Patient","id":"one","birthDate":"1980-01-01"}},{"resource":{"resourceType":"Pat"#,
            );
        let report = fhir(&app, &folder.command()).await;
        assert_eq!(counts(&report, Kind::Patient), [1, 0, 0, 0]);
        assert_eq!(counts(&report, Kind::Contact), [2, 0, 1, 1]);
        let rejects: Vec<_> = Folder::rejects(&report)
            .into_iter()
            .map(|[file, row, _, _, reason]| format!("{file} {row} {reason}"))
            .collect();
        assert_eq!(rejects.len() as u64, total(&report)[3]);
        for expected in [
            "Encounter.ndjson 3 malformed",
            "Encounter.ndjson 2 unknown_reference",
            "Encounter.ndjson 5 duplicate_id",
        ] {
            assert!(rejects.iter().any(|row| row == expected), "{rejects:?}");
        }
        assert!(rejects.iter().any(|row| row.starts_with("bundle.json")), "{rejects:?}");
        assert_eq!(rejects.len(), 4);
        let again = fhir(&app, &folder.command()).await;
        assert_eq!(counts(&again, Kind::Contact), [0, 0, 3, 1]);
        assert_eq!([total(&again)[0], total(&again)[1]], [0, 0]);
    })
    .await;
}

/// What the database would refuse must be refused before, as a row: a chunk that fails stops a run.
#[tokio::test]
async fn what_the_schema_forbids_is_rejected_row_by_row() {
    both(async |db| {
        let (app, folder) = (app(&db), Folder::new());
        let long = "x".repeat(5_000);
        folder
            .put_basics()
            .put(
                "units.csv",
                "id,name,setting,beds\nclinic,C,outpatient_clinic,\nward,W,acute_ward,-1\nward,W,acute_ward,\n",
            )
            .put(
                "employments.csv",
                "professional_id,unit_id,from,to,caseload_limit\n\
                 p1,clinic,2020-01-02,2020-01-01,\np1,clinic,2020-01-02,,-1\n",
            )
            .put(
                "patients.csv",
                format!(
                    "id,identifiers,family_name,in_service_from,in_service_to,birth_date,deceased_at\n\
                     a,,{long},,,,\n{long},,,,,,\nb,ssn|{long},,,,,\nc,,,2024-01-02,2024-01-01,,\n\
                     d,,,,,2024-01-02,2024-01-01T10:00\ne,,nul \0,,,,\n"
                ),
            )
            .put(
                "contacts.csv",
                "id,patient_id,unit_id,at,minutes\nk,a,clinic,2024-01-01,-1\n",
            )
            .put(
                "treatment_periods.csv",
                "id,patient_id,unit_id,from,leave\n\
                 t,a,clinic,2024-01-01,2024-01-03/2024-01-02\n",
            )
            .put(
                "relationships.csv",
                "id,patient_id,kind,from,to,professional_id,person_name,agreed_interval_days\n\
                 r1,a,gp,2024-01-02,2024-01-01,p1,,\nr2,a,gp,2024-01-01,,p1,Mor,\n\
                 r3,a,gp,2024-01-01,,,,\nr4,a,gp,2024-01-01,,p1,,0\n",
            )
            .put(
                "shift_assignments.csv",
                "id,patient_id,professional_id,unit_id,from,to\n\
                 s,a,p1,clinic,2024-01-02,2024-01-01\n",
            )
            .put(
                "handovers.csv",
                "id,patient_id,type,offered_at,accepted_at\n\
                 h,a,shift,2024-01-02,2024-01-01\n",
            );
        let report = csv(&app, &folder.command()).await;
        let rejects = Folder::rejects(&report);
        assert_eq!(total(&report)[..3], [5, 0, 0], "{rejects:?}");
        assert_eq!(rejects.len(), 16, "{rejects:?}");
        assert_eq!(total(&csv(&app, &folder.command()).await), [0, 0, 5, 16]);
    })
    .await;
}
