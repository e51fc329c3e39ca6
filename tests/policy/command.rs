//! `redthread policy`.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// The binary in `dir`, with nothing of ours in its environment.
fn redthread(dir: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_redthread"));
    command.current_dir(dir).stdin(Stdio::null());
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("REDTHREAD_") {
            command.env_remove(name);
        }
    }
    command.args(arguments).output().unwrap()
}

fn policy(dir: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = redthread(dir, &[&["policy"], arguments].concat());
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let code = output.status.code().unwrap();
    (code, text(&output.stdout), text(&output.stderr))
}

/// A service with a ward below a clinic and two patients.
fn service() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    std::fs::create_dir(&data).unwrap();
    for (name, content) in [
        (
            "units.csv",
            "id,name,setting,parent_id\nclinic,Clinic,outpatient_clinic,\nward,Ward,acute_ward,clinic\n",
        ),
        (
            "patients.csv",
            "id,in_service_from\np1,2020-01-01\np2,2020-01-01\n",
        ),
        (
            "treatment_periods.csv",
            "id,patient_id,unit_id,from\nt1,p1,ward,2020-01-01T10:00\n",
        ),
    ] {
        std::fs::write(data.join(name), content).unwrap();
    }
    let output = redthread(dir.path(), &["import", "csv", "data"]);
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    dir
}

#[test]
fn thresholds_are_shown_set_and_remembered() {
    let dir = service();
    let dir = dir.path();
    let (code, shown, said) = policy(dir, &["show", "--format", "csv"]);
    assert_eq!(code, 0, "{said}");
    assert!(shown.contains("fu_days_2,no_follow_up_7d,7,,a whole number from 2 to 60 (days)\n"));
    assert!(said.contains("nobody has changed the defaults"));

    let (code, _, said) = policy(
        dir,
        &[
            "set",
            "--reason",
            "The board",
            "fu_days_2=9",
            "ack_hours.shift=4",
            "ext_recency_years=never",
        ],
    );
    assert_eq!(code, 0, "{said}");
    assert!(
        said.contains("2 patients are to be evaluated again"),
        "{said}"
    );
    let file = dir.join("own.json");
    std::fs::write(&file, r#"{"fu_days_2": 12}"#).unwrap();
    let (code, _, said) = policy(
        dir,
        &[
            "set",
            "--reason",
            "Long stays",
            "--unit",
            "clinic",
            "--file",
            "own.json",
        ],
    );
    assert_eq!(code, 0, "{said}");
    let (_, shown, _) = policy(dir, &["show", "--unit", "ward", "--format", "csv"]);
    assert!(shown.contains("fu_days_2,no_follow_up_7d,12,,"), "{shown}");
    let (_, shown, said) = policy(dir, &["show", "--unit", "clinic", "--format", "csv"]);
    assert!(shown.contains("fu_days_2,no_follow_up_7d,12,9,"), "{shown}");
    assert!(
        said.contains("by cli") && said.contains("Long stays"),
        "{said}"
    );
    let (_, shown, _) = policy(dir, &["show", "--at", "2020-01-01", "--format", "csv"]);
    assert!(shown.contains("fu_days_2,no_follow_up_7d,7,,"));

    let (code, _, said) = policy(
        dir,
        &[
            "set",
            "--reason",
            "Same for all",
            "--unit",
            "clinic",
            "--take-back",
        ],
    );
    assert_eq!(code, 0, "{said}");
    let (_, history, _) = policy(dir, &["history", "--format", "json"]);
    let lines: Vec<serde_json::Value> = history
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let changes: Vec<_> = lines
        .iter()
        .map(|line| line["changes"].as_str().unwrap())
        .collect();
    assert_eq!(
        changes,
        [
            "taken back; fu_days_2: 12 -> 9",
            "fu_days_2: 9 -> 12",
            "ext_recency_years: 2 -> never; fu_days_2: 7 -> 9; ack_hours.shift: 2 -> 4",
        ]
    );
    assert_eq!(lines[0]["unit"], "clinic");
    assert_eq!(lines[2]["unit"], serde_json::Value::Null);
}

#[test]
fn a_change_is_previewed() {
    let dir = service();
    for more in [&[][..], &["--exact"]] {
        let arguments = [
            &[
                "preview",
                "--format",
                "json",
                "named_gap_days=182",
                "named_gap_inpatient_days=60",
            ],
            more,
        ]
        .concat();
        let (code, shown, said) = policy(dir.path(), &arguments);
        assert_eq!(code, 0, "{said}");
        // Both patients have had nobody for years, and still would: nothing changes.
        assert_eq!(shown, "");
        assert!(
            said.contains("2 of 2 patients were looked at")
                || said.contains("2 patients were looked at")
        );
    }
    let (_, history, _) = policy(dir.path(), &["history", "--format", "csv"]);
    assert_eq!(history.lines().count(), 1);
}

#[test]
fn what_cannot_be_meant_is_told_and_nothing_is_changed() {
    let dir = service();
    let dir = dir.path();
    std::fs::write(dir.join("list.json"), "[1]").unwrap();
    for (arguments, expected, said) in [
        (
            &["set", "--reason", "r", "fu_days_2=99"][..],
            2,
            "fu_days_2 must be a whole number from 2 to 60 (days)",
        ),
        (
            &["set", "--reason", "r", "loss_attention_days=10"],
            2,
            "loss_urgent_days must be at most loss_attention_days",
        ),
        (
            &["set", "--reason", " ", "fu_days_2=9"],
            2,
            "reason must be a reason in words",
        ),
        (
            &["set", "--reason", "r", "fu_days_2=7"],
            2,
            "set to something else",
        ),
        (&["set", "--reason", "r", "fu_days_2"], 2, "KEY=VALUE"),
        (&["set", "--reason", "r"], 2, "say what is to change"),
        (
            &["set", "--reason", "r", "no_such=7"],
            2,
            "there is no such threshold",
        ),
        (&["set", "--reason", "r", "--take-back"], 2, "--unit"),
        (
            &[
                "set",
                "--reason",
                "r",
                "--valid-from",
                "2020-01-01",
                "fu_days_2=9",
            ],
            2,
            "valid_from must be now, or a later moment",
        ),
        (
            &[
                "set",
                "--reason",
                "r",
                "--valid-from",
                "soon",
                "fu_days_2=9",
            ],
            2,
            "--valid-from",
        ),
        (
            &["set", "--reason", "r", "--unit", "moon", "fu_days_2=9"],
            1,
            "there is no such unit",
        ),
        (
            &["set", "--reason", "r", "--file", "list.json"],
            1,
            "no JSON object of thresholds",
        ),
        (
            &["set", "--reason", "r", "--file", "none.json"],
            1,
            "none.json cannot be read",
        ),
        (&["set", "fu_days_2=9"], 2, "--reason"),
        (&["preview", "fu_days_2=99"], 2, "fu_days_2 must be"),
        (&["show", "--at", "soon"], 2, "--at"),
        (&["history", "--unit", "moon"], 1, "there is no such unit"),
    ] {
        let (code, answer, error) = policy(dir, arguments);
        assert_eq!(code, expected, "{arguments:?}: {error}");
        assert!(error.contains(said), "{arguments:?}: {error}");
        assert_eq!(answer, "", "{arguments:?}");
    }
    let (_, history, _) = policy(dir, &["history", "--format", "csv"]);
    assert_eq!(history.lines().count(), 1);
}
