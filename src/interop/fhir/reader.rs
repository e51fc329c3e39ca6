//! Files to resources, one at a time: NDJSON, Bundles and single resources.

use std::io::{self, Read};
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::detect::form;
use super::input::{Input, next_line};
use super::scan::{Fault, Kept, Scanner};
use crate::domain::intake::{Reason, Rejection};

/// The longest single resource that is read: 16 MiB. A longer one is rejected, and the rest of
/// the file is read on.
pub const MAX_RESOURCE_BYTES: usize = 16 * 1024 * 1024;

/// One line of NDJSON, one entry of a Bundle, or a whole file.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Line number or entry index, from 1; 0 is the file as a whole.
    pub position: u64,
    /// The name that a Bundle gives to its entry.
    pub full_url: Option<String>,
    /// What a transaction asks to be done with the entry.
    pub request_method: Option<String>,
    /// `Encounter/abc`; the type alone when there is no id; empty when not even that is known.
    pub label: String,
    /// The resource, or why there is none.
    pub outcome: Result<Value, Rejection>,
}

/// The `.json` and `.ndjson` files that a path names: the file itself (whatever its ending), or
/// those directly in the folder, sorted by name.
pub fn files(path: &Path) -> io::Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut found = Vec::new();
    for entry in path.read_dir()? {
        let path = entry?.path();
        let is_ours = path.extension().is_some_and(|ending| {
            ending.eq_ignore_ascii_case("json") || ending.eq_ignore_ascii_case("ndjson")
        });
        if is_ours && path.is_file() {
            found.push(path);
        }
    }
    found.sort_unstable();
    Ok(found)
}

/// Streams the items of one file, holding one resource at a time.
///
/// Faults of the content are items; an `Err` means that the file itself could not be read on, and
/// is the last thing that comes. The reading of a file is the same every time, so a run that reads
/// it once per stage reports these faults once.
#[derive(Debug)]
pub struct Reader {
    form: Form,
    position: u64,
}

/// What a file turned out to be, and where its reading stands.
#[derive(Debug)]
pub(super) enum Form {
    Lines(Input),
    Bundle(Bundle),
    Whole(Input),
    Rejected(Rejection),
    Done,
}

#[derive(Debug)]
pub(super) struct Bundle {
    scanner: Scanner<Input>,
    in_entries: bool,
    is_first: bool,
}

impl Reader {
    /// Opens a file and finds out what it is: by content, the ending only breaks ties.
    pub fn open(path: &Path) -> io::Result<Self> {
        Ok(Self {
            form: form(path)?,
            position: 0,
        })
    }

    fn item(&self, outcome: Result<Value, Rejection>) -> Item {
        Item {
            position: self.position,
            full_url: None,
            request_method: None,
            label: outcome.as_ref().map(label).unwrap_or_default(),
            outcome,
        }
    }

    fn step(&mut self) -> Result<Option<Item>, Fault> {
        match &mut self.form {
            Form::Done => Ok(None),
            Form::Rejected(rejection) => {
                let rejection = rejection.clone();
                self.form = Form::Done;
                let label = "Bundle".to_owned();
                Ok(Some(Item {
                    label,
                    ..self.item(Err(rejection))
                }))
            }
            Form::Whole(input) => {
                let mut bytes = Vec::new();
                let limit = u64::try_from(MAX_RESOURCE_BYTES).unwrap_or(u64::MAX);
                input.take(limit + 1).read_to_end(&mut bytes)?;
                self.form = Form::Done;
                self.position = 1;
                let outcome = if bytes.len() > MAX_RESOURCE_BYTES {
                    Err(too_long())
                } else {
                    parse(&bytes)
                };
                Ok(Some(self.item(outcome)))
            }
            Form::Lines(input) => loop {
                let Some(line) = next_line(input)? else {
                    return Ok(None);
                };
                self.position += 1;
                return Ok(Some(match line {
                    Kept::Whole(bytes) if bytes.trim_ascii().is_empty() => continue,
                    Kept::Whole(bytes) => self.item(parse(&bytes)),
                    Kept::TooLong => self.item(Err(too_long())),
                }));
            },
            Form::Bundle(bundle) => {
                let Some(entry) = bundle.next_entry().inspect_err(|_| self.position += 1)? else {
                    return Ok(None);
                };
                self.position += 1;
                Ok(Some(match entry {
                    Kept::Whole(bytes) => match parse(&bytes) {
                        Ok(entry) => from_entry(entry, self.position),
                        Err(rejection) => self.item(Err(rejection)),
                    },
                    Kept::TooLong => self.item(Err(too_long())),
                }))
            }
        }
    }
}

impl Iterator for Reader {
    type Item = io::Result<Item>;

    fn next(&mut self) -> Option<Self::Item> {
        let fault = match self.step() {
            Ok(Some(item)) => return Some(Ok(item)),
            Ok(None) => {
                self.form = Form::Done;
                return None;
            }
            Err(fault) => fault,
        };
        self.form = Form::Done;
        Some(match fault {
            Fault::Io(fault) => Err(fault),
            Fault::BreaksOff => Ok(self.item(Err(malformed(
                "the Bundle breaks off here; the entries before were read, send the file again whole",
            )))),
            Fault::Syntax => Ok(self.item(Err(malformed(
                "not well-formed JSON from here on; the entries before were read",
            )))),
        })
    }
}

impl Bundle {
    /// A Bundle read from its beginning.
    pub(super) fn begin(input: Input) -> Result<Self, Fault> {
        let mut scanner = Scanner::new(input);
        scanner.expect(b'{')?;
        Ok(Self {
            scanner,
            in_entries: false,
            is_first: true,
        })
    }

    fn next_entry(&mut self) -> Result<Option<Kept>, Fault> {
        loop {
            if self.in_entries {
                if self.scanner.element(self.is_first)? {
                    self.is_first = false;
                    return self.scanner.value(MAX_RESOURCE_BYTES).map(Some);
                }
                self.in_entries = false;
                self.is_first = false;
                continue;
            }
            match self.scanner.field(self.is_first)?.as_deref() {
                None => return self.end(),
                Some("entry") if self.scanner.token()? == b'[' => {
                    self.scanner.expect(b'[')?;
                    self.in_entries = true;
                    self.is_first = true;
                }
                Some(_) => {
                    self.scanner.value(0)?;
                    self.is_first = false;
                }
            }
        }
    }

    fn end(&mut self) -> Result<Option<Kept>, Fault> {
        match self.scanner.next_byte()? {
            None => Ok(None),
            Some(_) => Err(Fault::Syntax),
        }
    }
}

/// Takes a Bundle's entry apart.
fn from_entry(mut entry: Value, position: u64) -> Item {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let resource = entry
        .get_mut("resource")
        .map(Value::take)
        .filter(Value::is_object);
    let request = &entry["request"];
    let method = text(&request["method"]);
    let label = match (&resource, request["url"].as_str()) {
        (Some(resource), _) => label(resource),
        // A search may hold identifiers of a person; the path before it does not.
        (None, Some(url)) => url.split('?').next().unwrap_or_default().to_owned(),
        (None, None) => String::new(),
    };
    let outcome = match (method.as_deref(), resource) {
        (Some("DELETE" | "GET" | "HEAD" | "PATCH"), _) => Err(Rejection::field(
            Reason::Unmappable,
            "request.method",
            "asks a server to read, change or delete; only whole resources are taken (POST, PUT)",
        )),
        (_, Some(resource)) => Ok(resource),
        (_, None) => Err(Rejection::field(
            Reason::Unmappable,
            "resource",
            "the entry holds no resource",
        )),
    };
    Item {
        position,
        full_url: text(&entry["fullUrl"]),
        request_method: method,
        label,
        outcome,
    }
}

fn label(resource: &Value) -> String {
    let kind = resource["resourceType"].as_str().unwrap_or_default();
    match resource["id"].as_str() {
        Some(id) if !kind.is_empty() => format!("{kind}/{id}"),
        _ => kind.to_owned(),
    }
}

fn parse(bytes: &[u8]) -> Result<Value, Rejection> {
    match serde_json::from_slice::<Value>(bytes) {
        Ok(value) if holds_control(bytes, &value) => Err(malformed(
            "holds a control character other than tab and line ends, which FHIR strings may not",
        )),
        Ok(value) if value.is_object() => Ok(value),
        Ok(_) => Err(malformed("not a JSON object; a resource is one")),
        Err(_) if std::str::from_utf8(bytes).is_err() => {
            Err(malformed("not UTF-8; write the file in UTF-8"))
        }
        Err(fault) if fault.is_eof() => Err(malformed("the JSON breaks off before its end")),
        Err(fault) => Err(malformed(format!(
            "not well-formed JSON at line {}, column {} of this resource",
            fault.line(),
            fault.column()
        ))),
    }
}

/// Whether any text holds a character below 32 other than tab, line feed and carriage return (FHIR R4,
/// datatype string). PostgreSQL takes no NUL at all. In JSON such a character is always escaped, so
/// that most resources are told by their bytes alone.
fn holds_control(bytes: &[u8], value: &Value) -> bool {
    fn is_control(text: &str) -> bool {
        text.chars()
            .any(|c| c < ' ' && !matches!(c, '\t' | '\n' | '\r'))
    }
    fn within(value: &Value) -> bool {
        match value {
            Value::String(text) => is_control(text),
            Value::Array(values) => values.iter().any(within),
            Value::Object(members) => members
                .iter()
                .any(|(name, value)| is_control(name) || within(value)),
            _ => false,
        }
    }
    let is_escaped = |pair: &[u8]| pair[0] == b'\\' && matches!(pair[1], b'u' | b'b' | b'f');
    bytes.windows(2).any(is_escaped) && within(value)
}

fn malformed(message: impl Into<String>) -> Rejection {
    Rejection::whole(Reason::Malformed, message)
}

fn too_long() -> Rejection {
    malformed(format!(
        "longer than {} MiB; no resource that is read is that long",
        MAX_RESOURCE_BYTES / (1024 * 1024)
    ))
}
