//! Files that are not what they should be: each is told by name, and nothing is kept.

use redthread::app::uploads::{self, Asked, FileFault, Problem, Refused, Settings};

use super::{Bench, PATIENTS, UNITS, administrator, asked, report};
use crate::support::on_sqlite;

fn faults(refused: Refused) -> Vec<(String, &'static str)> {
    let Refused::Files(faults) = refused else {
        panic!("{refused:?}");
    };
    faults
        .into_iter()
        .map(|FileFault { name, problem }| (name, problem.code()))
        .collect()
}

#[tokio::test]
async fn every_file_that_cannot_be_read_is_told_at_once() {
    on_sqlite(|db| async move {
        let bench = Bench::new(&db);
        let files: [(&str, &[u8]); 10] = [
            ("units.csv", b""),
            ("patients.csv", b"id,family_name,shoe_size\na,Berg,44\n"),
            ("contacts.csv", b"a,Berg\n"),
            ("professionals.csv", b"{\"resourceType\": \"Practitioner\"}"),
            ("employments.csv", b"\xff\xfep\0r\0"),
            ("relationships.csv", b"PK\x03\x04...."),
            ("records.csv", b"id\n"),
            ("decisions.csv", b"id,patient_id\n"),
            ("handovers.csv", b"id,id,patient_id,type,offered_at\n"),
            ("units.csv", UNITS.as_bytes()),
        ];
        let refused = bench.upload(&administrator(), &files).await.unwrap_err();
        let mut found = faults(refused);
        found.sort();
        assert_eq!(
            found,
            [
                ("contacts.csv", "not_a_header"),
                ("decisions.csv", "missing_columns"),
                ("employments.csv", "not_utf8"),
                ("handovers.csv", "repeated_columns"),
                ("patients.csv", "unknown_columns"),
                ("professionals.csv", "json_as_csv"),
                ("records.csv", "unknown_name"),
                ("relationships.csv", "archive"),
                ("units.csv", "empty"),
                ("units.csv", "twice"),
            ]
            .map(|(name, code)| (name.to_owned(), code))
        );
        assert_eq!(bench.left(), Vec::<String>::new());
        assert!(
            uploads::current(&bench.app, &administrator())
                .unwrap()
                .is_none()
        );
    })
    .await;
}

#[tokio::test]
async fn no_problem_holds_a_value_of_a_row() {
    on_sqlite(|db| async move {
        let bench = Bench::new(&db);
        let files: [(&str, &[u8]); 1] = [("patients.csv", b"p-17,Kari,Nordmann\n")];
        let refused = bench.upload(&administrator(), &files).await.unwrap_err();
        let Refused::Files(faults) = refused else {
            panic!("{refused:?}");
        };
        assert!(!format!("{:?}", faults[0].problem).contains("Nordmann"));
    })
    .await;
}

#[tokio::test]
async fn forms_are_not_mixed_and_json_must_be_json() {
    on_sqlite(|db| async move {
        let bench = Bench::new(&db);
        let patient = br#"{"resourceType": "Patient", "id": "1"}"#;
        let files: [(&str, &[u8]); 3] = [
            ("Patient.ndjson", patient),
            ("units.csv", UNITS.as_bytes()),
            ("Encounter.json", b"id,class\n"),
        ];
        let refused = bench.upload(&administrator(), &files).await.unwrap_err();
        assert_eq!(
            faults(refused),
            [
                ("units.csv".to_owned(), "other_form"),
                ("Encounter.json".to_owned(), "not_json"),
            ]
        );
        let files: [(&str, &[u8]); 1] = [("Kari Nordmann.json", patient)];
        let admin = administrator();
        let id = bench.upload(&admin, &files).await.unwrap();
        let view = bench.at_rest(&admin, id).await;
        let told = report(&view);
        assert_eq!(told.total().created, 1);
        assert_eq!(
            told.files[0].name, "bundle-1.json",
            "a name may be a patient's"
        );
    })
    .await;
}

#[tokio::test]
async fn nothing_too_much_and_no_name_are_refused() {
    on_sqlite(|db| async move {
        let bench = Bench::with(&db, |settings| Settings {
            most_bytes: 40,
            ..settings
        });
        let admin = administrator();
        let refused = bench.upload(&admin, &[]).await;
        assert!(matches!(refused, Err(Refused::NoFiles)));
        let files: [(&str, &[u8]); 2] = [
            ("patients.csv", PATIENTS.as_bytes()),
            ("units.csv", UNITS.as_bytes()),
        ];
        let refused = bench.upload(&admin, &files).await;
        assert!(matches!(refused, Err(Refused::TooLarge(40))));
        for source in ["", "a|b", "a\nb", &"x".repeat(256)] {
            let asked = Asked {
                source: source.to_owned(),
                ..asked()
            };
            let files: [(&str, &[u8]); 1] = [("patients.csv", PATIENTS.as_bytes())];
            let refused = bench.upload_as(&admin, asked, &files).await;
            assert!(matches!(refused, Err(Refused::SourceName)), "{source:?}");
        }
        let asked = Asked {
            mapping: "/etc/passwd".to_owned(),
            ..asked()
        };
        let refused = bench.upload_as(&admin, asked, &[]).await;
        assert!(
            matches!(refused, Err(Refused::App(_))),
            "only shipped mappings"
        );
        let many: Vec<(&str, &[u8])> = vec![("x.csv", b""); 501];
        let refused = bench.upload(&admin, &many).await;
        assert!(matches!(refused, Err(Refused::TooMany(500))));
        assert_eq!(bench.left(), Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn a_mapping_reads_files_by_its_names_and_misses_those_it_needs() {
    on_sqlite(|db| async move {
        let bench = Bench::new(&db);
        let asked = || Asked {
            mapping: "mimic_iv".to_owned(),
            ..asked()
        };
        let admin = administrator();
        let files: [(&str, &[u8]); 1] = [("units.csv", UNITS.as_bytes())];
        let refused = bench.upload_as(&admin, asked(), &files).await.unwrap_err();
        let Refused::Files(faults) = refused else {
            panic!("{refused:?}");
        };
        assert!(
            matches!(&faults[0].problem, Problem::UnknownName { accepted } if accepted.contains("transfers.csv")),
            "{faults:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn a_row_that_is_not_utf8_is_rejected_and_the_others_are_not() {
    on_sqlite(|db| async move {
        let bench = Bench::new(&db);
        let mut rows = b"id,family_name\na,Berg\nb,".to_vec();
        rows.extend([b'x'; 5_000]);
        rows.extend(b"\nc,D\xe5hl\n");
        let files: [(&str, &[u8]); 1] = [("patients.csv", &rows)];
        let admin = administrator();
        let id = bench.upload(&admin, &files).await.unwrap();
        let view = bench.at_rest(&admin, id).await;
        let told = report(&view);
        assert_eq!((told.total().created, told.total().rejected), (2, 1));
        assert_eq!(told.faults[0].rows, [4]);
    })
    .await;
}
