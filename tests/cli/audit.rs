//! The audit log at the command line: its key, and verifying, exporting and binding it.

use std::os::unix::fs::PermissionsExt;

use super::postgres::{empty_database, execute};
use super::*;

fn run(dir: &Path, arguments: &[&str]) -> Output {
    redthread(dir).args(arguments).output().unwrap()
}

fn done(dir: &Path, arguments: &[&str]) -> String {
    let output = run(dir, arguments);
    assert_eq!(code(&output), 0, "{arguments:?} {}", text(&output.stderr));
    text(&output.stdout)
}

/// Leaves an entry: a threshold is set to something else.
fn entry(dir: &Path, n: u32) {
    let change = format!("more_than_admissions={n}");
    done(dir, &["policy", "set", "--reason", "Tried", &change]);
}

#[test]
fn a_key_is_made_for_a_new_file_for_its_owner_only_and_kept() {
    let dir = folder();
    entry(dir.path(), 5);
    let file = dir.path().join("audit.key");
    let key = std::fs::read_to_string(&file).unwrap();
    assert_eq!(key.trim().len(), 64);
    let mode = std::fs::metadata(&file).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    // From elsewhere: it is beside the database, not where the command was started.
    let elsewhere = folder();
    let url = format!("sqlite://{}", dir.path().join("redthread.db").display());
    done(
        elsewhere.path(),
        &[
            "policy",
            "set",
            "--reason",
            "Again",
            "more_than_admissions=6",
            "--database",
            &url,
        ],
    );
    assert_eq!(std::fs::read_to_string(&file).unwrap(), key);
    assert_eq!(std::fs::read_dir(elsewhere.path()).unwrap().count(), 0);
    assert_eq!(done(dir.path(), &["audit", "verify"]), "");
}

#[test]
fn a_key_that_is_lost_or_another_stops_every_command() {
    let dir = folder();
    entry(dir.path(), 5);
    let file = dir.path().join("audit.key");
    let key = std::fs::read_to_string(&file).unwrap();
    std::fs::remove_file(&file).unwrap();
    let lost = run(dir.path(), &["policy", "show"]);
    assert_eq!(code(&lost), 1);
    let said = text(&lost.stderr);
    assert!(
        said.contains("audit.key") && said.contains("put it back"),
        "{said}"
    );
    assert!(!file.exists(), "no other is made in its place");

    write(&file, &"0".repeat(64));
    let other = run(dir.path(), &["policy", "show"]);
    assert_eq!(code(&other), 1);
    assert!(text(&other.stderr).contains("[audit_broken]"));
    let doctor = run(dir.path(), &["doctor", "--format", "csv"]);
    assert_eq!(code(&doctor), 1);
    assert!(text(&doctor.stdout).contains("audit log,fail"));
    let verify = run(dir.path(), &["audit", "verify", "--format", "csv"]);
    assert_eq!(code(&verify), 1);
    assert!(text(&verify.stdout).contains("general/head"));

    write(&file, "no key");
    assert!(text(&run(dir.path(), &["policy", "show"]).stderr).contains("64 hexadecimal digits"));
    write(&file, &key);
    done(dir.path(), &["policy", "show"]);
    let doctor = done(dir.path(), &["doctor", "--format", "csv"]);
    // Written without thought for others: they can read it.
    assert!(doctor.contains("audit log,warn"), "{doctor}");
}

#[test]
fn verify_names_what_was_altered_and_export_has_it_all() {
    let dir = folder();
    for n in 5..8 {
        entry(dir.path(), n);
    }
    let kept = dir.path().join("audit-checkpoints.jsonl");
    done(dir.path(), &["audit", "checkpoint"]);
    assert!(kept.is_file());
    let kept = kept.to_str().unwrap();
    assert_eq!(
        done(dir.path(), &["audit", "verify", "--against", kept]),
        ""
    );
    let exported = done(dir.path(), &["audit", "export"]);
    let first: serde_json::Value = serde_json::from_str(exported.lines().next().unwrap()).unwrap();
    assert_eq!(first["position"], 1);
    assert_eq!(first["action"], "policy.set");

    let url = format!("sqlite://{}", dir.path().join("redthread.db").display());
    execute(&url, "DROP TRIGGER tr_audit_entry_update");
    execute(
        &url,
        "UPDATE audit_entry SET actor = 'nobody at all' WHERE position = 2",
    );
    let verify = run(dir.path(), &["audit", "verify", "--format", "json"]);
    assert_eq!(code(&verify), 1);
    let found: serde_json::Value = serde_json::from_str(&text(&verify.stdout)).unwrap();
    assert_eq!(found["place"], "general/2");
    assert_eq!(found["fault"], "altered");
    let empty = run(
        dir.path(),
        &["audit", "verify", "--against", "redthread.db"],
    );
    assert!(text(&empty.stderr).contains("holds no checkpoint"));
}

#[test]
fn postgres_needs_a_key_that_somebody_gave() {
    let Some(database) = empty_database("audit_key") else {
        return;
    };
    let dir = folder();
    let arguments = ["migrate", "up", "--database", &database.url];
    let refused = run(dir.path(), &arguments);
    assert_eq!(code(&refused), 1);
    assert!(
        text(&refused.stderr).contains("audit.key_file"),
        "{}",
        text(&refused.stderr)
    );
    let secret = dir.path().join("secret");
    write(&secret, &format!("{}\n", crate::support::AUDIT_KEY));
    let with_key = |arguments: &[&str]| {
        let output = redthread(dir.path())
            .args(arguments)
            .args(["--database", &database.url])
            .env("REDTHREAD_AUDIT__KEY_FILE", &secret)
            .output()
            .unwrap();
        assert_eq!(code(&output), 0, "{}", text(&output.stderr));
        text(&output.stdout)
    };
    with_key(&["migrate", "up"]);
    with_key(&[
        "policy",
        "set",
        "--reason",
        "Tried",
        "more_than_admissions=5",
    ]);
    with_key(&["audit", "verify"]);
    let shown = with_key(&["config", "check"]);
    assert!(!shown.contains("7e57"), "the key is never shown");
    assert!(!dir.path().join("audit.key").exists());
}
