//! `migrate` and `doctor`, on both databases.

use redthread::store::outbox::{enqueue, failed, take};
use redthread::store::{Db, migrate};

use super::postgres::{empty_database, execute};
use super::*;

fn states(dir: &Path, database: &[&str]) -> Vec<String> {
    let output = redthread(dir)
        .args(["migrate", "status", "--format", "csv"])
        .args(database)
        .output()
        .unwrap();
    assert_eq!(code(&output), 0, "{}", text(&output.stderr));
    let mut reader = ::csv::Reader::from_reader(&*output.stdout);
    reader
        .records()
        .map(|row| row.unwrap()[1].to_owned())
        .collect()
}

/// Check, state and advice of every finding of `doctor`, and its exit code.
fn doctor(dir: &Path, arguments: &[&str]) -> (i32, Vec<[String; 3]>) {
    let output = redthread(dir)
        .args(["doctor", "--format", "csv"])
        .args(arguments)
        .output()
        .unwrap();
    let mut reader = ::csv::Reader::from_reader(&*output.stdout);
    let rows = reader.records().map(Result::unwrap);
    let rows = rows
        .map(|row| [0, 1, 3].map(|at| row[at].to_owned()))
        .collect();
    (code(&output), rows)
}

fn state_of<'a>(findings: &'a [[String; 3]], check: &str) -> &'a str {
    let finding = findings.iter().find(|finding| finding[0] == check);
    &finding.unwrap_or_else(|| panic!("{check} is checked"))[1]
}

fn up_status_down(dir: &Path, database: &[&str]) {
    let run = |arguments: &[&str]| {
        let output = redthread(dir)
            .args(arguments)
            .args(database)
            .output()
            .unwrap();
        assert_eq!(code(&output), 0, "{arguments:?}: {}", text(&output.stderr));
        text(&output.stdout)
    };
    assert!(states(dir, database).iter().all(|state| state == "pending"));
    assert!(run(&["migrate", "up"]).contains("applied"));
    assert!(states(dir, database).iter().all(|state| state == "applied"));
    assert_eq!(run(&["migrate", "up"]), "", "nothing is left to apply");
    let all = states(dir, database).len().to_string();
    assert!(run(&["migrate", "down", "--steps", &all]).contains("taken back"));
    assert!(states(dir, database).iter().all(|state| state == "pending"));
    run(&["migrate", "up"]);
}

#[test]
fn migrations_go_up_and_down_and_up_on_sqlite() {
    let dir = folder();
    up_status_down(dir.path(), &[]);
    assert!(dir.path().join("redthread.db").is_file());
}

#[test]
fn migrations_go_up_and_down_and_up_on_postgres() {
    let Some(database) = empty_database("migrate") else {
        return;
    };
    up_status_down(keyed_folder().path(), &["--database", &database.url]);
}

#[test]
fn quiet_leaves_the_answer_and_nothing_else() {
    let dir = folder();
    for _ in 0..2 {
        let output = redthread(dir.path())
            .args(["migrate", "up", "--quiet"])
            .output()
            .unwrap();
        assert_eq!(code(&output), 0);
        assert_eq!(text(&output.stderr), "");
    }
}

#[test]
fn doctor_looks_at_a_fresh_place_without_changing_it() {
    let dir = folder();
    let (exit, findings) = doctor(dir.path(), &[]);
    assert_eq!(exit, 0, "{findings:?}");
    assert_eq!(state_of(&findings, "database"), "warn");
    for check in ["configuration", "data directory", "clock", "time zone data"] {
        assert_eq!(state_of(&findings, check), "ok", "{check}");
    }
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0);
}

#[test]
fn doctor_is_content_with_a_migrated_sqlite_file() {
    let dir = folder();
    let up = redthread(dir.path())
        .args(["migrate", "up"])
        .output()
        .unwrap();
    assert_eq!(code(&up), 0);
    let (exit, findings) = doctor(dir.path(), &[]);
    assert_eq!(exit, 0);
    assert_eq!(state_of(&findings, "database"), "ok");
    assert_eq!(state_of(&findings, "schema"), "ok");
    assert_eq!(state_of(&findings, "e-mail"), "ok");
}

#[tokio::test]
async fn doctor_tells_of_letters_that_nobody_got() {
    let dir = keyed_folder();
    let url = format!("sqlite://{}", dir.path().join("redthread.db").display());
    let db = Db::connect(&url, &crate::support::options()).await.unwrap();
    migrate::up(&db).await.unwrap();
    let payload = serde_json::json!({});
    let at = crate::store::fixtures::day(0);
    let id = crate::store::fixtures::id(1);
    enqueue(db.writer(), id, "urgent_letter", payload, at)
        .await
        .unwrap();
    let told = |expected: &'static str| {
        let (exit, findings) = doctor(dir.path(), &[]);
        assert_eq!(exit, 0, "{findings:?}");
        assert_eq!(state_of(&findings, "e-mail"), expected, "{findings:?}");
    };
    // It waits, and there is no mail server for it.
    told("warn");
    write(
        &dir.path().join("redthread.toml"),
        "[mail]\nsmtp_host = 'mail.example'\nfrom = 'red@service.example'\n",
    );
    told("ok");
    let lease = chrono::TimeDelta::minutes(5);
    let entry = take(db.writer(), &["urgent_letter"], at, lease)
        .await
        .unwrap();
    let entry = entry.expect("it is due");
    failed(db.writer(), &entry, "smtp_550", Some(at), at)
        .await
        .unwrap();
    told("warn");
    failed(db.writer(), &entry, "smtp_550", None, at)
        .await
        .unwrap();
    told("warn");
    db.close().await.unwrap();
}

#[test]
fn doctor_fails_with_advice_where_something_is_wrong() {
    let dir = folder();
    write(
        &dir.path().join("redthread.db"),
        "this is no database, and long enough to be sure",
    );
    let nowhere = "postgres://ward:hush@127.0.0.1:1/redthread";
    for (arguments, check) in [
        (&[][..], "database"),
        (&["--database", nowhere][..], "database"),
    ] {
        let (exit, findings) = doctor(dir.path(), arguments);
        assert_eq!(exit, 1, "{findings:?}");
        assert_eq!(state_of(&findings, check), "fail");
        for finding in findings.iter().filter(|finding| finding[1] != "ok") {
            assert!(!finding[2].is_empty(), "what to do: {finding:?}");
        }
        assert!(!format!("{findings:?}").contains("hush"));
    }
}

#[test]
fn postgres_is_changed_by_migrate_alone() {
    let Some(database) = empty_database("refuse") else {
        return;
    };
    let dir = keyed_folder();
    let arguments = ["--database", database.url.as_str()];
    let (exit, findings) = doctor(dir.path(), &arguments);
    assert_eq!((exit, state_of(&findings, "schema")), (1, "fail"));

    let serve = redthread(dir.path())
        .args(["serve", "--listen", "127.0.0.1:0"])
        .args(arguments)
        .output()
        .unwrap();
    assert_eq!(code(&serve), 1);
    assert!(text(&serve.stderr).contains("redthread migrate up"));

    let up = redthread(dir.path())
        .args(["migrate", "up"])
        .args(arguments)
        .output()
        .unwrap();
    assert_eq!(code(&up), 0, "{}", text(&up.stderr));
    let (exit, findings) = doctor(dir.path(), &arguments);
    assert_eq!(
        (exit, state_of(&findings, "schema")),
        (0, "ok"),
        "{findings:?}"
    );
}

#[test]
fn a_schema_from_the_future_is_left_alone() {
    let dir = folder();
    let up = redthread(dir.path())
        .args(["migrate", "up"])
        .output()
        .unwrap();
    assert_eq!(code(&up), 0);
    let url = format!("sqlite://{}/redthread.db", dir.path().display());
    execute(
        &url,
        "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m29990101_000001_later', 0)",
    );
    for command in [&["serve"][..], &["migrate", "up"], &["migrate", "status"]] {
        let output = redthread(dir.path()).args(command).output().unwrap();
        assert_eq!(code(&output), 1, "{command:?}");
        assert!(
            text(&output.stderr).contains("newer"),
            "{}",
            text(&output.stderr)
        );
    }
    let (exit, findings) = doctor(dir.path(), &[]);
    assert_eq!((exit, state_of(&findings, "schema")), (1, "fail"));
}
