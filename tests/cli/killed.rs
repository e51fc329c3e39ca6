//! A service that dies in the middle of things, or is asked to end in the middle of an answer.

use std::io::Read;
use std::net::TcpStream;
use std::time::{Duration, Instant};

use super::postgres::empty_database;
use super::service::Service;
use super::*;

pub(super) const PASSWORD: &str = "a long password for tests";

/// A browser of one person: connections are not kept.
pub(super) struct Browser {
    /// Where the service listens.
    pub(super) address: String,
    cookie: String,
    token: String,
}

impl Browser {
    fn open(service: &Service) -> Self {
        Self::open_as(service, "ola")
    }

    /// Signs somebody in.
    pub(super) fn open_as(service: &Service, name: &str) -> Self {
        let mut browser = Self {
            address: service.address.clone(),
            cookie: String::new(),
            token: String::new(),
        };
        let password = PASSWORD.replace(' ', "+");
        let form = format!("username={name}&password={password}");
        let answer = browser.post("/sign-in", &form);
        let (_, cookie) = answer.split_once("set-cookie: ").expect(&answer);
        cookie
            .split(';')
            .next()
            .unwrap()
            .clone_into(&mut browser.cookie);
        let page = browser.get("/account");
        let (_, token) = page.split_once("name=\"form_token\" value=\"").unwrap();
        token
            .split('"')
            .next()
            .unwrap()
            .clone_into(&mut browser.token);
        browser
    }

    fn send(&self, method: &str, path: &str, kind: &str, body: &[u8]) -> String {
        self.try_send(method, path, kind, body).unwrap()
    }

    fn try_send(
        &self,
        method: &str,
        path: &str,
        kind: &str,
        body: &[u8],
    ) -> std::io::Result<String> {
        let mut stream = TcpStream::connect(&self.address)?;
        stream.set_read_timeout(Some(Duration::from_mins(1)))?;
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nSec-Fetch-Site: same-origin\r\n\
             Cookie: {}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\r\n",
            self.address,
            self.cookie,
            body.len()
        );
        stream.write_all(head.as_bytes())?;
        stream.write_all(body)?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        Ok(String::from_utf8(answer).unwrap())
    }

    /// Sends a form to a service that may end meanwhile: then there is no answer.
    pub(super) fn try_post(&self, path: &str, form: &str) -> Option<String> {
        let form = format!("form_token={}&{form}", self.token);
        let kind = "application/x-www-form-urlencoded";
        let answer = self.try_send("POST", path, kind, form.as_bytes()).ok()?;
        (!answer.is_empty()).then_some(answer)
    }

    pub(super) fn get(&self, path: &str) -> String {
        self.send("GET", path, "text/plain", b"")
    }

    fn post(&self, path: &str, form: &str) -> String {
        let form = format!("form_token={}&{form}", self.token);
        let kind = "application/x-www-form-urlencoded";
        self.send("POST", path, kind, form.as_bytes())
    }

    /// Sends a folder of files and waits for the dry run. The address of the upload.
    fn upload(&self, folder: &Path) -> String {
        let mut body = Vec::new();
        let mut part = |disposition: &str, value: &[u8]| {
            let head = format!("--x\r\nContent-Disposition: form-data; {disposition}\r\n\r\n");
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(value);
            body.extend_from_slice(b"\r\n");
        };
        part("name=\"form_token\"", self.token.as_bytes());
        part("name=\"source\"", b"local");
        part("name=\"mapping\"", b"");
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap();
            let what = format!("name=\"files\"; filename=\"{name}\"");
            part(&what, &std::fs::read(&path).unwrap());
        }
        body.extend_from_slice(b"--x--\r\n");
        let kind = "multipart/form-data; boundary=x";
        let answer = self.send("POST", "/imports/new", kind, &body);
        let (_, place) = answer.split_once("location: ").expect(&answer);
        let place = place.split("\r\n").next().unwrap().to_owned();
        self.wait_for(&place, "checked");
        place
    }

    /// The page of an upload in a state.
    fn wait_for(&self, place: &str, state: &str) -> String {
        let began = Instant::now();
        loop {
            let page = self.get(place);
            if page.contains(&format!("data-state=\"{state}\"")) {
                return page;
            }
            assert!(began.elapsed() < Duration::from_mins(4), "{page}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// How many records applying has done so far.
    fn done(&self, place: &str) -> u64 {
        let page = self.get(place);
        let is_going_on = page.contains("data-state=\"applying\"");
        assert!(is_going_on, "it was over before it could be killed");
        let progress = page.split_once("<progress").map_or("", |(_, after)| after);
        let done = progress
            .split_once("value=\"")
            .map_or("", |(_, after)| after);
        let done = done.split('"').next().unwrap_or_default();
        done.parse().unwrap_or(0)
    }
}

fn run(dir: &Path, arguments: &[&str]) -> String {
    let output = redthread(dir).args(arguments).output().unwrap();
    assert_eq!(code(&output), 0, "{arguments:?} {}", text(&output.stderr));
    text(&output.stdout)
}

/// Every file of a folder, its lines in order.
fn contents(folder: &Path) -> Vec<(String, Vec<String>)> {
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let entry = entry.unwrap();
            let text = std::fs::read_to_string(entry.path()).unwrap();
            let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
            lines.sort();
            (entry.file_name().into_string().unwrap(), lines)
        })
        .collect();
    files.sort();
    files
}

fn ola(dir: &Path, database: &[&str]) {
    write(&dir.join("password"), &format!("{PASSWORD}\n"));
    let add = ["user", "add", "ola", "--role", "administrator"];
    run(
        dir,
        &[&add[..], &["--password-file", "password"], database].concat(),
    );
}

fn killed_in_the_middle(database: &[&str]) {
    let dir = keyed_folder();
    let dir = dir.path();
    if !database.is_empty() {
        run(dir, &[&["migrate", "up"], database].concat());
    }
    // Nobody reads the log here: a pipe that is full would hold the service up.
    write(&dir.join("redthread.toml"), "[log]\nfilter = 'error'\n");
    ola(dir, database);
    let generate = ["generate", "--patients", "200", "--seed", "1"];
    run(dir, &[&generate[..], &["--out", "data"]].concat());

    let mut service = Service::start(dir, database);
    let browser = Browser::open(&service);
    let place = browser.upload(&dir.join("data"));
    browser.post(&format!("{place}/apply"), "");
    let began = Instant::now();
    while browser.done(&place) < 200 {
        assert!(
            began.elapsed() < Duration::from_mins(1),
            "it does not begin"
        );
        std::thread::sleep(Duration::from_millis(5));
    }
    service.child.kill().unwrap();
    service.child.wait().unwrap();
    let left = || std::fs::read_dir(dir.join("uploads")).unwrap().count();
    assert!(left() > 0, "files of the dead process");

    let service = Service::start(dir, database);
    assert_eq!(left(), 0, "whoever comes next removes them");
    let browser = Browser::open(&service);
    // On PostgreSQL another process may be at it: there it is told after five minutes.
    if database.is_empty() {
        let history = browser.get("/imports");
        assert!(history.contains("Cut off"), "{history}");
    }
    let gone = browser.get(&place);
    assert!(gone.starts_with("HTTP/1.1 404"), "{gone}");
    let place = browser.upload(&dir.join("data"));
    browser.post(&format!("{place}/apply"), "");
    browser.wait_for(&place, "applied");
    service.signal("TERM");
    let (exit, said) = service.end();
    assert_eq!(exit, Some(0), "{said}");

    // Whatever was cut off, the audit log is whole, and so are its checkpoints.
    let verify = ["audit", "verify", "--against", "audit-checkpoints.jsonl"];
    run(dir, &[&verify[..], database].concat());

    // What is stored is what an import stores that nothing interrupted.
    run(dir, &[&["export", "csv", "mended"], database].concat());
    let whole = ["--database", "sqlite://whole.db"];
    run(dir, &[&["import", "csv", "data"], &whole[..]].concat());
    run(dir, &[&["export", "csv", "whole"], &whole[..]].concat());
    let (mended, whole) = (contents(&dir.join("mended")), contents(&dir.join("whole")));
    assert!(whole.iter().map(|(_, lines)| lines.len()).sum::<usize>() > 1_000);
    for (mended, whole) in mended.iter().zip(&whole) {
        assert_eq!(mended.0, whole.0);
        let differing = mended.1.iter().zip(&whole.1).find(|(a, b)| a != b);
        assert_eq!(differing, None, "{}", mended.0);
        assert_eq!(mended.1.len(), whole.1.len(), "{}", mended.0);
    }
}

#[test]
fn an_import_whose_process_is_killed_is_completed_by_the_same_files() {
    killed_in_the_middle(&[]);
}

#[test]
fn an_import_whose_process_is_killed_is_completed_on_postgres() {
    if let Some(database) = empty_database("killed") {
        killed_in_the_middle(&["--database", &database.url]);
    }
}

#[test]
fn a_request_under_way_is_answered_before_the_service_ends() {
    let dir = keyed_folder();
    ola(dir.path(), &[]);
    let service = Service::start(dir.path(), &[]);
    let form = "username=ola&password=wrong";
    let mut stream = TcpStream::connect(&service.address).unwrap();
    let head = format!(
        "POST /sign-in HTTP/1.1\r\nHost: {}\r\nSec-Fetch-Site: same-origin\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{}",
        service.address,
        form.len(),
        &form[..10]
    );
    stream.write_all(head.as_bytes()).unwrap();
    // Until its head is read it is no request: one that comes later on another connection is behind.
    std::thread::sleep(Duration::from_millis(200));
    service.signal("TERM");
    std::thread::sleep(Duration::from_millis(200));
    stream.write_all(&form.as_bytes()[10..]).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 403"), "{answer}");
    assert_eq!(service.end().0, Some(0));
}
