//! The command line as a user meets it: the real binary in a folder of its own.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use clap::CommandFactory;
use redthread::config::{Config, Environment, Flags};
use tempfile::TempDir;

mod audit;
mod cohort;
mod demo;
mod departures_killed;
mod help;
mod killed;
mod postgres;
mod saves_killed;
mod schema;
mod service;
mod settings;
mod user;
mod worker_killed;

/// The binary in `dir`, with nothing of ours in its environment.
fn redthread(dir: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_redthread"));
    command.current_dir(dir).stdin(Stdio::null());
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("REDTHREAD_") {
            command.env_remove(name);
        }
    }
    command
}

fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

/// A folder with the key of tests: for what connects to the same database from both sides, and for
/// PostgreSQL, where no key is made.
fn keyed_folder() -> TempDir {
    let dir = folder();
    write(&dir.path().join("audit.key"), crate::support::AUDIT_KEY);
    dir
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("ended by itself")
}

fn write(path: &Path, content: &str) {
    std::fs::File::create(path)
        .and_then(|mut file| file.write_all(content.as_bytes()))
        .unwrap();
}
