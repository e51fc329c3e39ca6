//! `serve` as a real process: health, readiness, a graceful end.

use std::io::{BufRead, BufReader, Read};
use std::net::TcpStream;
use std::process::{Child, ChildStderr};
use std::time::{Duration, Instant};

use super::postgres::{empty_database, execute};
use super::*;

pub(super) struct Service {
    pub(super) child: Child,
    stderr: BufReader<ChildStderr>,
    pub(super) address: String,
    /// What it said before it listened.
    said: Vec<String>,
}

impl Service {
    pub(super) fn start(dir: &Path, arguments: &[&str]) -> Self {
        let mut child = redthread(dir)
            .args(["serve", "--listen", "127.0.0.1:0"])
            .args(arguments)
            .stderr(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stderr = BufReader::new(child.stderr.take().unwrap());
        let mut said = Vec::new();
        let address = loop {
            let mut line = String::new();
            assert_ne!(
                stderr.read_line(&mut line).unwrap(),
                0,
                "ended before listening"
            );
            if let Some((_, address)) = line.trim().split_once("listening on http://") {
                break address.to_owned();
            }
            said.push(line);
        };
        Self {
            child,
            stderr,
            address,
            said,
        }
    }

    fn get(&self, path: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_secs(20)))
            .unwrap();
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let status = answer.split(' ').nth(1).unwrap().parse().unwrap();
        (status, answer)
    }

    pub(super) fn signal(&self, name: &str) {
        let pid = self.child.id().to_string();
        let status = Command::new("kill")
            .args([&format!("-{name}"), &pid])
            .status();
        assert!(status.unwrap().success());
    }

    /// Exit code and the rest of standard error, within ten seconds.
    pub(super) fn end(mut self) -> (Option<i32>, String) {
        let began = Instant::now();
        while self.child.try_wait().unwrap().is_none() {
            assert!(began.elapsed() < Duration::from_secs(10), "it does not end");
            std::thread::sleep(Duration::from_millis(20));
        }
        let mut rest = String::new();
        self.stderr.read_to_string(&mut rest).unwrap();
        (self.child.wait().unwrap().code(), rest)
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn health(dir: &Path, address: &str) -> Output {
    redthread(dir)
        .args(["health", "--listen", address])
        .output()
        .unwrap()
}

#[test]
fn it_serves_health_and_ends_when_asked() {
    for signal in ["TERM", "INT"] {
        let dir = folder();
        let service = Service::start(dir.path(), &[]);
        let (status, answer) = service.get("/healthz");
        assert_eq!(status, 200);
        assert!(answer.ends_with("{\"status\":\"alive\"}"), "{answer}");
        assert!(
            answer.to_lowercase().contains("cache-control: no-store"),
            "{answer}"
        );
        assert_eq!(service.get("/readyz").0, 200);
        assert_eq!(service.get("/nowhere").0, 404);
        let address = service.address.clone();
        assert_eq!(code(&health(dir.path(), &address)), 0);

        service.signal(signal);
        let (exit, said) = service.end();
        assert_eq!(exit, Some(0), "{said}");
        assert!(said.contains("stopped"), "{said}");
        assert_eq!(
            code(&health(dir.path(), &address)),
            1,
            "nobody answers any more"
        );
    }
}

#[test]
fn logs_are_json_when_asked_and_never_on_standard_output() {
    let dir = folder();
    write(
        &dir.path().join("redthread.toml"),
        "[log]\nformat = 'json'\nfilter = 'trace'\n",
    );
    let mut service = Service::start(dir.path(), &[]);
    assert!(!service.said.is_empty());
    for line in &service.said {
        let entry: serde_json::Value = serde_json::from_str(line).expect("one JSON object a line");
        assert!(entry["level"].is_string() && entry["timestamp"].is_string());
        assert!(
            !line.contains("CREATE TABLE"),
            "no SQL, not even at the finest level"
        );
    }
    assert!(service.said.iter().any(|line| line.contains("migrated")));
    service.signal("TERM");
    let mut out = String::new();
    let mut stdout = service.child.stdout.take().unwrap();
    stdout.read_to_string(&mut out).unwrap();
    assert_eq!(out, "");
    assert_eq!(service.end().0, Some(0));
}

#[test]
fn an_idle_connection_does_not_keep_it_from_ending() {
    let dir = folder();
    let service = Service::start(dir.path(), &[]);
    let mut idle = TcpStream::connect(&service.address).unwrap();
    write!(idle, "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
    idle.read_exact(&mut [0; 12]).unwrap();
    service.signal("TERM");
    assert_eq!(service.end().0, Some(0));
}

#[test]
fn a_port_that_is_taken_is_a_failure_with_a_sentence() {
    let dir = folder();
    let service = Service::start(dir.path(), &[]);
    let second = redthread(dir.path())
        .args(["serve", "--listen", &service.address])
        .output()
        .unwrap();
    assert_eq!(code(&second), 1);
    assert!(text(&second.stderr).contains("cannot be listened on"));
}

#[test]
fn it_is_not_ready_when_the_database_has_gone() {
    let Some(database) = empty_database("gone") else {
        return;
    };
    let dir = keyed_folder();
    let arguments = ["--database", database.url.as_str()];
    let up = redthread(dir.path())
        .args(["migrate", "up"])
        .args(arguments)
        .output()
        .unwrap();
    assert_eq!(code(&up), 0);
    let service = Service::start(dir.path(), &arguments);
    assert_eq!(service.get("/readyz").0, 200);

    execute(&database.url, "DELETE FROM seaql_migrations");
    let (status, answer) = service.get("/readyz");
    assert_eq!(status, 503);
    assert!(answer.contains("schema_differs"), "{answer}");

    let name = database.url.rsplit_once('/').unwrap().1.to_owned();
    drop(database);
    let (status, answer) = service.get("/readyz");
    assert_eq!(status, 503);
    assert!(answer.to_lowercase().contains("retry-after: 5"), "{answer}");
    assert!(
        answer.ends_with("{\"status\":\"database_unavailable\"}"),
        "reveals nothing: {answer}"
    );
    assert!(!answer.contains(&name));
    assert_eq!(service.get("/healthz").0, 200, "alive all the same");
    assert_eq!(code(&health(dir.path(), &service.address)), 1);
    service.signal("TERM");
    assert_eq!(service.end().0, Some(0));
}
