//! `generate`: the same command gives the same bytes.

use std::collections::BTreeMap;

use super::*;

fn generate(dir: &Path, out: &str, arguments: &[&str]) -> Output {
    redthread(dir)
        .args(["generate", "--patients", "12", "--seed", "7", "--out", out])
        .args(arguments)
        .output()
        .unwrap()
}

fn files(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = std::fs::read_dir(dir).unwrap().map(Result::unwrap);
    entries
        .map(|entry| {
            let name = entry.file_name().into_string().unwrap();
            (name, std::fs::read(entry.path()).unwrap())
        })
        .collect()
}

#[test]
fn the_default_moment_is_the_documented_one_and_every_byte_is_repeated() {
    let dir = folder();
    let first = generate(dir.path(), "first", &[]);
    assert_eq!(code(&first), 0, "{}", text(&first.stderr));
    assert!(text(&first.stdout).contains("patient"));
    let spelt_out = generate(dir.path(), "second", &["--as-of", "2026-03-02T12:00"]);
    assert_eq!(code(&spelt_out), 0);
    let first = files(&dir.path().join("first"));
    assert!(first.contains_key("contacts.csv"));
    assert!(
        first == files(&dir.path().join("second")),
        "the bytes differ"
    );
    let patients = String::from_utf8(first["patients.csv"].clone()).unwrap();
    assert_eq!(patients.lines().count(), 13, "a header and twelve patients");
}

#[test]
fn what_cannot_be_read_or_written_is_told_apart() {
    let dir = folder();
    let wrong = generate(dir.path(), "out", &["--as-of", "yesterday"]);
    assert_eq!(code(&wrong), 2);
    assert!(text(&wrong.stderr).contains("--as-of is not an ISO 8601 time"));
    write(&dir.path().join("file"), "in the way");
    let blocked = generate(dir.path(), "file", &[]);
    assert_eq!(code(&blocked), 1);
    assert!(text(&blocked.stderr).contains("cannot be written"));
}
