//! Windows of days, one patient, and ids where several sources are present.

use serde_json::{Value, json};

use super::{Cli, PEOPLE, TOLD, UNITS};
use crate::support::both;

fn basics(cli: &Cli, folder: &str, patients: &str) {
    cli.put(folder, "units.csv", UNITS)
        .put(folder, "professionals.csv", PEOPLE)
        .put(folder, "patients.csv", patients);
}

/// Ten days back from 2 March are 21 February to 2 March, both included, in the unit's zone.
#[tokio::test]
async fn the_last_n_days_are_local_dates_with_today() {
    both(|db| async move {
        let cli = Cli::on(&db.url);
        basics(&cli, "in", "id\na\n");
        cli.put(
            "in",
            "contacts.csv",
            "id,patient_id,unit_id,at,main_professional_id\n\
             k1,a,clinic,2026-02-20T23:59:59,p1\nk2,a,clinic,2026-02-21T00:00,p2\n\
             k3,a,clinic,2026-03-01T23:59,p2\nk4,a,clinic,2026-03-02T00:00,p3\n\
             k5,a,clinic,2026-03-02T12:00,p4\nk6,a,clinic,2026-03-02T12:01,p1\n",
        );
        cli.ok(&["import", "csv", "in"]);
        let counted = |days: Option<&str>| {
            let mut arguments = vec!["evaluate", "--as-of", TOLD, "--format", "json"];
            if let Some(days) = days {
                arguments.extend(["--window-days", days]);
            }
            let line = cli.parsed(&arguments).remove(0);
            (
                line["contacts"].clone(),
                line["providers"].clone(),
                line["indices"]["upc"].clone(),
            )
        };
        assert_eq!(counted(None), (json!(5), json!(4), json!(0.4)));
        assert_eq!(counted(Some("11")), (json!(5), json!(4), json!(0.4)));
        assert_eq!(counted(Some("10")), (json!(4), json!(3), json!(0.5)));
        assert_eq!(counted(Some("2")), (json!(3), json!(3), json!(1.0 / 3.0)));
        assert_eq!(counted(Some("1")), (json!(2), json!(2), json!(0.5)));
        for wrong in ["0", "-1", "ten"] {
            let days = format!("--window-days={wrong}");
            assert_eq!(cli.refused(&["evaluate", &days]).0, 2);
        }
    })
    .await;
}

#[tokio::test]
async fn two_sources_are_told_apart_everywhere() {
    both(|db| async move {
        let cli = Cli::on(&db.url);
        basics(
            &cli,
            "one",
            "id,in_service_from\na,2024-01-01\nb,2024-01-01\n",
        );
        basics(
            &cli,
            "two",
            "id,in_service_from\na,2024-01-01\nc,2024-01-01\n",
        );
        for folder in ["one", "two"] {
            cli.put(
                folder,
                "relationships.csv",
                "id,patient_id,kind,from,professional_id,unit_id,planned_end,important_to_patient\n\
                 r1,a,therapist,2024-01-01,p1,clinic,2026-03-10,true\n",
            );
        }
        cli.ok(&["import", "csv", "one", "--source", "north"]);
        let all = ["evaluate", "--as-of", TOLD, "--format", "json"];
        let one = |id: &str| {
            let mut arguments = all.to_vec();
            arguments.extend(["--patient", id]);
            cli.parsed(&arguments)
        };
        let ids = |lines: &[Value]| -> Vec<String> {
            let ids = lines
                .iter()
                .map(|l| l["patient"].as_str().unwrap().to_owned());
            ids.collect()
        };
        let who = |line: &Value| line["flags"][0]["evidence"]["who"].clone();
        let before = cli.parsed(&all);
        assert_eq!(ids(&before), ["a", "b"]);
        assert_eq!(who(&before[0]), "p1");
        assert_eq!(ids(&one("a")), ["a"]);
        assert_eq!(ids(&one("north|a")), ["a"]);

        cli.ok(&["import", "csv", "two", "--source", "east"]);
        let after = cli.parsed(&all);
        assert_eq!(ids(&after), ["east|a", "east|c", "north|a", "north|b"]);
        assert_eq!(who(&after[0]), "east|p1");
        assert_eq!(who(&after[2]), "north|p1");
        let patient_flag = &after[1]["flags"][0];
        assert_eq!(patient_flag["code"], "no_named_contact");
        assert_eq!(patient_flag["subject"], "east|c");
        assert_eq!(ids(&one("north|a")), ["north|a"]);
        assert_eq!(ids(&one("c")), ["east|c"], "only one source has it");

        let (code, told) = cli.refused(&["evaluate", "--as-of", TOLD, "--patient", "a"]);
        assert_eq!(code, 2);
        assert!(told.contains("system|value"), "{told}");
        for unknown in ["nobody", "east|b", "|a"] {
            let (code, told) = cli.refused(&["evaluate", "--patient", unknown]);
            assert_eq!(code, 1, "{unknown}");
            assert!(told.contains("no such patient"), "{told}");
            assert!(!told.contains(unknown), "ids stay out of messages: {told}");
        }
        let both = ["evaluate", "--all", "--patient", "a"];
        assert_eq!(cli.refused(&both).0, 2);
        for flag in ["--as-of", "--known-at"] {
            let (code, told) = cli.refused(&["evaluate", flag, "2026-13-01"]);
            assert_eq!(code, 2);
            assert!(told.contains(flag), "{told}");
        }
    })
    .await;
}
