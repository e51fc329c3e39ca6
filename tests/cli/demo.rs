//! `demo` as a real process: what it prints, that it answers, and that it leaves nothing.

use std::io::{BufRead, BufReader, Read};
use std::net::TcpStream;
use std::process::{Child, ChildStdout};
use std::time::{Duration, Instant};

use super::*;

struct Demo {
    child: Child,
    stdout: BufReader<ChildStdout>,
    address: String,
}

impl Demo {
    fn start(dir: &Path, arguments: &[&str]) -> Self {
        let mut child = redthread(dir)
            .arg("demo")
            .args(arguments)
            .env("TMPDIR", dir)
            .stderr(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        assert_ne!(stdout.read_line(&mut line).unwrap(), 0, "it ended at once");
        let address = line.trim().strip_prefix("http://").unwrap().to_owned();
        Self {
            child,
            stdout,
            address,
        }
    }

    fn accounts(&mut self) -> Vec<[String; 3]> {
        let mut accounts = Vec::new();
        for _ in 0..5 {
            let mut line = String::new();
            self.stdout.read_line(&mut line).unwrap();
            let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
            accounts.push(words.try_into().expect("role, user name, password"));
        }
        accounts
    }

    fn ask(&self, request: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_secs(20)))
            .unwrap();
        write!(stream, "{request}").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    fn end(mut self) -> Option<i32> {
        let pid = self.child.id().to_string();
        let killed = Command::new("kill").args(["-TERM", &pid]).status();
        assert!(killed.unwrap().success());
        let began = Instant::now();
        while self.child.try_wait().unwrap().is_none() {
            assert!(began.elapsed() < Duration::from_secs(10), "it does not end");
            std::thread::sleep(Duration::from_millis(20));
        }
        let mut rest = String::new();
        self.stdout.read_to_string(&mut rest).unwrap();
        assert_eq!(rest, "", "nothing but the address and the accounts");
        self.child.wait().unwrap().code()
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn it_prints_an_account_per_role_signs_each_in_and_leaves_nothing() {
    let dir = folder();
    let mut demo = Demo::start(dir.path(), &["--listen", "127.0.0.1:0"]);
    let accounts = demo.accounts();
    let roles: Vec<&str> = accounts.iter().map(|[role, ..]| role.as_str()).collect();
    assert_eq!(
        roles,
        [
            "care_coordinator",
            "ward_staff",
            "service_manager",
            "administrator",
            "privacy_officer"
        ]
    );
    let alive = demo.ask("GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    assert!(alive.starts_with("HTTP/1.1 200"), "{alive}");
    for [_, username, password] in &accounts {
        let form = format!("username={username}&password={password}");
        let answer = demo.ask(&format!(
            "POST /sign-in HTTP/1.1\r\nHost: {address}\r\nOrigin: http://{address}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\
             Connection: close\r\n\r\n{form}",
            address = demo.address,
            length = form.len(),
        ));
        assert!(answer.starts_with("HTTP/1.1 303"), "{username}: {answer}");
        assert!(
            answer.to_lowercase().contains("set-cookie: redthread="),
            "{answer}"
        );
    }
    assert!(std::fs::read_dir(dir.path()).unwrap().count() > 0);
    assert_eq!(demo.end(), Some(0));
    let left: Vec<_> = std::fs::read_dir(dir.path()).unwrap().collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn without_an_address_it_takes_the_next_free_port_and_a_given_one_literally() {
    let dir = folder();
    let few = ["--patients", "8"];
    let mut first = Demo::start(dir.path(), &few);
    let mut second = Demo::start(dir.path(), &few);
    assert_ne!(first.accounts()[0], second.accounts()[0]);
    assert_ne!(first.address, second.address);
    assert!(first.address.starts_with("127.0.0.1:"));
    let third = redthread(dir.path())
        .args(["demo", "--listen", &first.address])
        .output()
        .unwrap();
    assert_eq!(code(&third), 1);
    assert!(text(&third.stderr).contains("cannot be listened on"));
    assert_eq!(first.end(), Some(0));
    assert_eq!(second.end(), Some(0));
}

#[test]
fn a_database_that_is_named_is_kept_and_filled_again() {
    let dir = folder();
    let arguments = [
        "--patients",
        "8",
        "--listen",
        "127.0.0.1:0",
        "--database",
        "sqlite://kept.db",
    ];
    let mut passwords = Vec::new();
    for _ in 0..2 {
        let mut demo = Demo::start(dir.path(), &arguments);
        passwords.push(demo.accounts()[0][2].clone());
        assert_eq!(demo.end(), Some(0));
        assert!(dir.path().join("kept.db").exists());
    }
    assert_ne!(passwords[0], passwords[1], "drawn anew each time");
}
