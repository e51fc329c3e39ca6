//! `user`: accounts at the command line.

use super::*;

fn user(dir: &Path, arguments: &[&str]) -> Output {
    redthread(dir).arg("user").args(arguments).output().unwrap()
}

fn list(dir: &Path) -> String {
    let output = user(dir, &["list", "--format", "csv"]);
    assert_eq!(code(&output), 0, "{}", text(&output.stderr));
    text(&output.stdout)
}

/// One unit and one professional, imported.
fn directory(dir: &Path) {
    let data = dir.join("data");
    std::fs::create_dir(&data).unwrap();
    write(
        &data.join("units.csv"),
        "id,name,setting\nteam-1,Fjellsiden,outpatient_clinic\n",
    );
    write(
        &data.join("professionals.csv"),
        "id,name,profession\nP17,Solveig Berg,nurse\n",
    );
    let output = redthread(dir)
        .args(["import", "csv", "data"])
        .output()
        .unwrap();
    assert_eq!(code(&output), 0, "{}", text(&output.stderr));
}

#[test]
fn a_drawn_password_is_printed_once_and_a_given_one_never() {
    let dir = folder();
    let output = user(dir.path(), &["add", "Ola", "--role", "administrator"]);
    assert_eq!(code(&output), 0, "{}", text(&output.stderr));
    let said = text(&output.stdout);
    let (username, password) = said.trim().split_once(' ').unwrap();
    assert_eq!((username, password.len()), ("Ola", 23));
    assert!(!text(&output.stderr).contains(password));

    write(&dir.path().join("password"), "my own long password\n");
    let given = ["reset-password", "ola", "--password-file", "password"];
    let output = user(dir.path(), &given);
    assert_eq!(code(&output), 0, "{}", text(&output.stderr));
    assert_eq!(text(&output.stdout), "ola\n");
    assert_eq!(
        list(dir.path()),
        "username,state,professional,roles,mail\nola,open,,administrator,none\n"
    );
    let database = std::fs::read(dir.path().join("redthread.db")).unwrap();
    let kept = String::from_utf8_lossy(&database);
    assert!(!kept.contains("my own long password") && !kept.contains(password));
}

#[test]
fn a_password_can_be_piped() {
    let dir = folder();
    let mut child = redthread(dir.path())
        .args([
            "user",
            "add",
            "ola",
            "--role",
            "administrator",
            "--password-file",
            "-",
        ])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(b"my own long password\n")
        .unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!((code(&output), text(&output.stdout).as_str()), (0, "ola\n"));
}

#[test]
fn roles_and_professionals_are_named_as_their_source_names_them() {
    let dir = folder();
    directory(dir.path());
    let add = |arguments: &[&str]| user(dir.path(), &[&["add"], arguments].concat());
    let output = add(&[
        "solveig",
        "--role",
        "care_coordinator@team-1",
        "--role",
        "ward_staff@local|team-1",
        "--professional",
        "P17",
    ]);
    assert_eq!(code(&output), 0, "{}", text(&output.stderr));
    let told = list(dir.path());
    assert!(
        told.contains("solveig,open,P17,care_coordinator@team-1;ward_staff@team-1"),
        "{told}"
    );
    for (arguments, exit, said) in [
        (&["x", "--role", "boss"][..], 2, "care_coordinator"),
        (&["x", "--role", "ward_staff@nowhere"], 1, "unit"),
        (&["x", "--role", "ward_staff@team-1"], 2, "professional"),
        (
            &["x", "--role", "administrator", "--professional", "P9"],
            1,
            "professional",
        ),
        (&["Solveig", "--role", "administrator"], 2, "username"),
        (&["x"], 2, "--role"),
    ] {
        let output = add(arguments);
        let told = text(&output.stderr);
        assert_eq!(code(&output), exit, "{arguments:?}: {told}");
        assert!(told.contains(said), "{arguments:?}: {told}");
    }
    assert_eq!(code(&user(dir.path(), &["disable", "solveig"])), 0);
    assert!(list(dir.path()).contains("solveig,disabled"));
    assert_eq!(
        code(&user(dir.path(), &["disable", "solveig", "--undo"])),
        0
    );
    assert!(list(dir.path()).contains("solveig,open"));
    assert_eq!(code(&user(dir.path(), &["disable", "nobody"])), 1);
}

#[test]
fn an_address_is_given_changed_and_taken_back_and_never_listed() {
    let dir = folder();
    let add = ["add", "ola", "--role", "administrator"];
    let wrong = [&add[..], &["--email", "ola at example"]].concat();
    let output = user(dir.path(), &wrong);
    assert_eq!(code(&output), 2, "{}", text(&output.stderr));
    assert!(text(&output.stderr).contains("kari.berg@example.org"));
    let right = [
        &add[..],
        &["--email", "ola@example.org", "--language", "nb"],
    ]
    .concat();
    let output = user(dir.path(), &right);
    assert_eq!(code(&output), 0, "{}", text(&output.stderr));
    for (arguments, listed) in [
        (&["--digest", "off"][..], "urgent"),
        (&["--digest", "on", "--language", "en"], "digest"),
        (&["--no-email"], "none"),
        (&["--email", "o.la@example.org"], "digest"),
    ] {
        let output = user(dir.path(), &[&["set", "Ola"], arguments].concat());
        assert_eq!(code(&output), 0, "{arguments:?}: {}", text(&output.stderr));
        let told = list(dir.path());
        let row = format!("ola,open,,administrator,{listed}\n");
        assert!(told.ends_with(&row), "{arguments:?}: {told}");
        assert!(!told.contains("example.org"), "{told}");
    }
    for (arguments, said) in [
        (&["set", "ola"][..], "--email"),
        (
            &["set", "ola", "--email", "a@b", "--no-email"],
            "--no-email",
        ),
        (&["set", "ola", "--language", "tlh"], "nb"),
        (&["set", "ola", "--email", "a@b,c@d"], "example.org"),
    ] {
        let output = user(dir.path(), arguments);
        assert_eq!(code(&output), 2, "{arguments:?}");
        let told = text(&output.stderr);
        assert!(told.contains(said), "{arguments:?}: {told}");
    }
    assert_eq!(code(&user(dir.path(), &["set", "eva", "--no-email"])), 1);
    assert!(list(dir.path()).ends_with(",digest\n"), "nothing changed");
}
