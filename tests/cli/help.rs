//! Help texts are complete, and usage errors are told apart from failures.

use super::*;
use redthread::cli::Cli;

/// Every command below `command`, with its path.
fn walk(command: &clap::Command, path: &str, visit: &mut impl FnMut(&str, &clap::Command)) {
    visit(path, command);
    for sub in command
        .get_subcommands()
        .filter(|sub| sub.get_name() != "help")
    {
        walk(sub, &format!("{path} {}", sub.get_name()), visit);
    }
}

#[test]
fn every_command_and_option_has_help() {
    let mut missing = Vec::new();
    let mut cli = Cli::command();
    cli.build();
    walk(&cli, "redthread", &mut |path, command| {
        if command.get_about().is_none() {
            missing.push(path.to_owned());
        }
        for argument in command.get_arguments() {
            if argument.get_help().is_none() {
                missing.push(format!("{path} {}", argument.get_id()));
            }
        }
        let after = command.get_after_help().map(ToString::to_string);
        let is_leaf = command.get_subcommands().next().is_none();
        if is_leaf
            && !after.is_some_and(|after| after.contains("Exit codes") && after.contains("Example"))
        {
            missing.push(format!("{path}: examples and exit codes"));
        }
    });
    assert!(missing.is_empty(), "without help: {missing:#?}");
}

#[test]
fn help_is_an_answer_and_a_wrong_command_line_is_not() {
    let dir = folder();
    let help = redthread(dir.path()).arg("--help").output().unwrap();
    assert_eq!(code(&help), 0);
    assert!(text(&help.stdout).contains("Exit codes:"));
    assert!(help.stderr.is_empty());
    for wrong in [
        &["nonsense"][..],
        &["config"],
        &["config", "check", "--nonsense"],
        &[],
    ] {
        let output = redthread(dir.path()).args(wrong).output().unwrap();
        assert_eq!(code(&output), 2, "{wrong:?}");
        assert!(output.stdout.is_empty(), "{wrong:?}");
        assert!(!output.stderr.is_empty(), "{wrong:?}");
    }
}

#[test]
fn a_reader_that_stops_reading_is_no_failure() {
    let dir = folder();
    let mut child = redthread(dir.path())
        .args(["config", "check"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((code(&output), text(&output.stderr).as_str()), (0, ""));
}

#[test]
fn the_version_is_the_packages() {
    let dir = folder();
    let output = redthread(dir.path()).arg("--version").output().unwrap();
    assert_eq!(
        text(&output.stdout).trim(),
        concat!("redthread ", env!("CARGO_PKG_VERSION"))
    );
}
