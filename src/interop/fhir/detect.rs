//! What a file is, by its content.

use std::io;
use std::path::Path;

use serde_json::Value;

use super::input::{Input, next_line, open};
use super::reader::{Bundle, Form};
use super::scan::{Fault, Kept, Scanner};
use crate::domain::intake::{Reason, Rejection};

/// The kinds of Bundle that are read.
const BUNDLE_TYPES: [&str; 4] = ["transaction", "collection", "batch", "searchset"];

/// Finds out what a file is: a Bundle; lines, where the first line is a resource of its own; else
/// one resource.
pub(super) fn form(path: &Path) -> io::Result<Form> {
    let header = match survey(&mut Scanner::new(open(path)?)) {
        Ok(header) => header,
        Err(Fault::Io(fault)) => return Err(fault),
        Err(Fault::BreaksOff | Fault::Syntax) => Header::default(),
    };
    if header.resource_type.as_deref() == Some("Bundle") {
        return bundle_form(path, header.bundle_type.as_deref());
    }
    Ok(if has_lines(path)? {
        Form::Lines(open(path)?)
    } else {
        Form::Whole(open(path)?)
    })
}

fn bundle_form(path: &Path, bundle_type: Option<&str>) -> io::Result<Form> {
    let problem = match bundle_type {
        Some(known) if BUNDLE_TYPES.contains(&known) => {
            return match Bundle::begin(open(path)?) {
                Ok(bundle) => Ok(Form::Bundle(bundle)),
                Err(Fault::Io(fault)) => Err(fault),
                // It was an object when it was surveyed: the file changed meanwhile.
                Err(Fault::BreaksOff | Fault::Syntax) => Ok(Form::Whole(open(path)?)),
            };
        }
        Some(_) => Rejection::field(
            Reason::Unmappable,
            "type",
            format!(
                "not a Bundle that holds records; accepted: {}",
                BUNDLE_TYPES.join(", ")
            ),
        ),
        None => Rejection::field(
            Reason::Missing,
            "type",
            format!(
                "the Bundle does not tell its type; accepted: {}",
                BUNDLE_TYPES.join(", ")
            ),
        ),
    };
    Ok(Form::Rejected(problem))
}

#[derive(Debug, Default)]
struct Header {
    resource_type: Option<String>,
    bundle_type: Option<String>,
}

/// Reads no more of the first object than is needed to know what it is. In a Bundle that tells its
/// type before its entries, that is a few bytes.
fn survey(scanner: &mut Scanner<Input>) -> Result<Header, Fault> {
    let mut header = Header::default();
    scanner.expect(b'{')?;
    let mut is_first = true;
    loop {
        let name = match scanner.field(is_first) {
            Ok(Some(name)) => name,
            Ok(None) | Err(Fault::BreaksOff | Fault::Syntax) => return Ok(header),
            Err(fault) => return Err(fault),
        };
        is_first = false;
        let value = match scanner.text(if name.ends_with("ype") { 256 } else { 0 }) {
            Ok(value) => value,
            Err(Fault::Io(fault)) => return Err(Fault::Io(fault)),
            Err(_) => return Ok(header),
        };
        match name.as_str() {
            "resourceType" => header.resource_type = value,
            "type" => header.bundle_type = value,
            _ => {}
        }
        match header.resource_type.as_deref() {
            Some("Bundle") if header.bundle_type.is_none() => {}
            None => {}
            Some(_) => return Ok(header),
        }
    }
}

/// Whether a file that is no Bundle is read line by line.
fn has_lines(path: &Path) -> io::Result<bool> {
    let is_named_so = path
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("ndjson"));
    let mut input = open(path)?;
    let first = loop {
        match next_line(&mut input)? {
            None => return Ok(is_named_so),
            Some(Kept::TooLong) => return Ok(true),
            Some(Kept::Whole(line)) if line.trim_ascii().is_empty() => {}
            Some(Kept::Whole(line)) => break line,
        }
    };
    let Err(fault) = serde_json::from_slice::<Value>(&first) else {
        return Ok(true);
    };
    if !fault.is_eof() {
        return Ok(is_named_so);
    }
    // The first line is only the beginning of an object: an indented resource, or a line cut off.
    let is_next_a_resource = match next_line(&mut input)? {
        Some(Kept::Whole(line)) => line.first() == Some(&b'{'),
        Some(Kept::TooLong) | None => true,
    };
    Ok(is_named_so && is_next_a_resource)
}
