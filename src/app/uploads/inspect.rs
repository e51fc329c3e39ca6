//! What can be told about files before they are gone through: whether their names and first rows are
//! those of a format that is read.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::Form;
use crate::app::AppError;
use crate::interop::csv::{self, FileError, Mapping, TABLES, Table};

/// What is wrong with one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileFault {
    /// The name that its sender gave it.
    pub name: String,
    /// What is wrong with it.
    pub problem: Problem,
}

/// What can be wrong with a whole file. It names columns and files, never a value of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// Nothing in it.
    Empty,
    /// A compressed archive.
    Archive,
    /// Not UTF-8.
    NotUtf8,
    /// Named like a CSV file, and holds JSON.
    JsonAsCsv,
    /// Named like a JSON file, and does not begin like one.
    NotJson,
    /// Of another form than the files beside it.
    OtherForm,
    /// No name that is read.
    UnknownName {
        /// The names that are.
        accepted: String,
    },
    /// A file of this name came already.
    Twice,
    /// The first row does not hold column names.
    NotAHeader {
        /// The names that are accepted.
        accepted: String,
    },
    /// Columns that the file cannot have.
    UnknownColumns {
        /// Their names.
        columns: String,
        /// The names that are accepted.
        accepted: String,
    },
    /// Columns that are there twice.
    RepeatedColumns {
        /// Their names.
        columns: String,
    },
    /// Required columns that are not there.
    MissingColumns {
        /// Their names.
        columns: String,
    },
    /// The mapping looks something up in a file that did not come.
    MissingFile {
        /// Its name.
        file: String,
    },
    /// It cannot be read back.
    Unreadable,
}

impl Problem {
    /// The stable code of this problem.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Archive => "archive",
            Self::NotUtf8 => "not_utf8",
            Self::JsonAsCsv => "json_as_csv",
            Self::NotJson => "not_json",
            Self::OtherForm => "other_form",
            Self::UnknownName { .. } => "unknown_name",
            Self::Twice => "twice",
            Self::NotAHeader { .. } => "not_a_header",
            Self::UnknownColumns { .. } => "unknown_columns",
            Self::RepeatedColumns { .. } => "repeated_columns",
            Self::MissingColumns { .. } => "missing_columns",
            Self::MissingFile { .. } => "missing_file",
            Self::Unreadable => "unreadable",
        }
    }

    /// One of each, for whoever must have a sentence for all.
    pub fn samples() -> Vec<Self> {
        let text = || "a, b".to_owned();
        vec![
            Self::Empty,
            Self::Archive,
            Self::NotUtf8,
            Self::JsonAsCsv,
            Self::NotJson,
            Self::OtherForm,
            Self::UnknownName { accepted: text() },
            Self::Twice,
            Self::NotAHeader { accepted: text() },
            Self::UnknownColumns {
                columns: text(),
                accepted: text(),
            },
            Self::RepeatedColumns { columns: text() },
            Self::MissingColumns { columns: text() },
            Self::MissingFile { file: text() },
            Self::Unreadable,
        ]
    }
}

/// What a file will be read as, and kept under.
pub(super) type Kept = (Form, String);

/// The names of the mappings that ship with the program.
pub fn mappings() -> Vec<&'static str> {
    csv::shipped()
}

/// The mapping of a name that ships with the program; none for an empty name.
pub(super) fn mapping(name: &str) -> Result<Option<Mapping>, AppError> {
    if name.is_empty() {
        return Ok(None);
    }
    let shipped = csv::shipped().into_iter().find(|known| *known == name);
    let name = shipped.ok_or(AppError::InvalidInput {
        field: "mapping",
        expected: "one of the mappings that ship with the program".to_owned(),
    })?;
    Mapping::load(name)
        .map(Some)
        .map_err(|_| AppError::Internal("a shipped mapping cannot be read"))
}

/// Decides by its name what a file is and what it is kept as. What a sender calls a file never
/// becomes part of a path: it is one of the names of a format, or the file gets a number. Names of FHIR
/// files may tell whose record they hold, so only those that name a type are kept.
pub(super) fn named(name: &str, number: usize, mapping: Option<&Mapping>) -> Result<Kept, Problem> {
    let lower = name.to_ascii_lowercase();
    let ending = lower.rsplit_once('.').map_or("", |(_, ending)| ending);
    match (ending, mapping) {
        ("json" | "ndjson", None) => Ok((Form::Fhir, fhir_name(name, ending, number))),
        ("zip" | "gz" | "tgz" | "7z" | "rar" | "bz2" | "xz", _) => Err(Problem::Archive),
        (_, None) => own_name(&lower),
        (_, Some(mapping)) => mapped_name(name, mapping),
    }
}

fn own_name(name: &str) -> Result<Kept, Problem> {
    Table::from_file_name(name)
        .map(|table| (Form::Csv, table.file_name.to_owned()))
        .ok_or_else(|| Problem::UnknownName {
            accepted: listed(TABLES.iter().map(|table| table.file_name)),
        })
}

fn mapped_name(name: &str, mapping: &Mapping) -> Result<Kept, Problem> {
    let sources: Vec<&str> = mapping.sources();
    sources
        .iter()
        .find(|source| source.eq_ignore_ascii_case(name))
        .map(|source| (Form::Csv, (*source).to_owned()))
        .ok_or_else(|| Problem::UnknownName {
            accepted: listed(sources.iter().copied()),
        })
}

/// Types whose bulk exports are named after them.
const TYPES: [&str; 9] = [
    "Patient",
    "Practitioner",
    "PractitionerRole",
    "Organization",
    "Location",
    "Encounter",
    "EpisodeOfCare",
    "CareTeam",
    "CarePlan",
];

fn fhir_name(name: &str, ending: &str, number: usize) -> String {
    let stem = name.split('.').next().unwrap_or_default();
    match TYPES.iter().find(|known| **known == stem) {
        Some(known) => format!("{known}-{number}.{ending}"),
        None => format!("bundle-{number}.{ending}"),
    }
}

fn listed<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let mut names: Vec<&str> = names.into_iter().collect();
    names.sort_unstable();
    names.dedup();
    names.join(", ")
}

/// Looks at the beginning of a file that is there.
pub(super) fn problem_of(path: &Path, form: Form, mapping: Option<&Mapping>) -> Option<Problem> {
    match beginning(path) {
        Err(_) => Some(Problem::Unreadable),
        Ok(bytes) => match (form, look(&bytes)) {
            (_, Look::Nothing) => Some(Problem::Empty),
            (_, Look::Archive) => Some(Problem::Archive),
            (_, Look::NotUtf8) => Some(Problem::NotUtf8),
            (Form::Csv, Look::Json) => Some(Problem::JsonAsCsv),
            (Form::Fhir, Look::Json) => None,
            (Form::Fhir, Look::Other) => Some(Problem::NotJson),
            (Form::Csv, Look::Other) => header_problem(path, mapping),
        },
    }
}

fn beginning(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(4096).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[derive(Debug, PartialEq, Eq)]
enum Look {
    Nothing,
    Archive,
    NotUtf8,
    Json,
    Other,
}

/// What bytes look like. The last character may be cut in two.
fn look(bytes: &[u8]) -> Look {
    const ARCHIVES: [&[u8]; 5] = [
        b"PK\x03\x04",
        b"\x1f\x8b",
        b"7z\xbc\xaf\x27\x1c",
        b"BZh",
        b"\xfd7zXZ",
    ];
    if ARCHIVES.iter().any(|start| bytes.starts_with(start)) {
        return Look::Archive;
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() => {
            std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(_) => return Look::NotUtf8,
    };
    if text.contains('\0') {
        return Look::NotUtf8;
    }
    match text
        .trim_start_matches('\u{feff}')
        .trim_start()
        .chars()
        .next()
    {
        None => Look::Nothing,
        Some('{' | '[') => Look::Json,
        Some(_) => Look::Other,
    }
}

fn header_problem(path: &Path, mapping: Option<&Mapping>) -> Option<Problem> {
    let paths = [path.to_owned()];
    let plan = match csv::plan(&paths, mapping) {
        Ok(plan) => plan,
        Err(error) => return Some(of_file_error(path, error)),
    };
    plan.jobs
        .iter()
        .find_map(|job| job.open().err())
        .map(|error| of_file_error(path, error))
}

fn of_file_error(path: &Path, error: FileError) -> Problem {
    match error {
        FileError::Unreadable { path: other, .. } if other != path => Problem::MissingFile {
            file: other
                .file_name()
                .map(|name| name.to_string_lossy().into_owned())
                .unwrap_or_default(),
        },
        FileError::Unreadable { .. } => Problem::Unreadable,
        FileError::Empty { .. } => Problem::Empty,
        FileError::NotAHeader { accepted, .. } => Problem::NotAHeader { accepted },
        FileError::UnknownColumns {
            columns, accepted, ..
        } => Problem::UnknownColumns { columns, accepted },
        FileError::DuplicateColumns { columns, .. } => Problem::RepeatedColumns { columns },
        FileError::MissingColumns { columns, .. } => Problem::MissingColumns { columns },
        FileError::UnknownName { accepted, .. } => Problem::UnknownName { accepted },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_sender_calls_a_file_never_becomes_a_path() {
        for name in [
            "../patients.csv",
            "/etc/patients.csv",
            "a/patients.csv",
            "patients.csv/..",
            "",
            "..",
            "patients",
        ] {
            let named = named(name, 1, None);
            assert!(matches!(named, Err(Problem::UnknownName { .. })), "{name}");
        }
        assert_eq!(
            named("../../Kari Nordmann.JSON", 3, None),
            Ok((Form::Fhir, "bundle-3.json".to_owned()))
        );
        assert_eq!(
            named("Encounter.000.ndjson", 2, None),
            Ok((Form::Fhir, "Encounter-2.ndjson".to_owned()))
        );
        assert_eq!(
            named("Patients.CSV", 1, None),
            Ok((Form::Csv, "patients.csv".to_owned()))
        );
        assert_eq!(
            named("plans.csv", 1, None),
            Ok((Form::Csv, "plans.csv".to_owned()))
        );
        assert_eq!(named("patients.zip", 1, None), Err(Problem::Archive));
    }

    #[test]
    fn a_file_is_known_by_how_it_begins() {
        assert_eq!(look(b""), Look::Nothing);
        assert_eq!(look("\u{feff} \n".as_bytes()), Look::Nothing);
        assert_eq!(look(b"PK\x03\x04abc"), Look::Archive);
        assert_eq!(look(b"\xff\xfei\0d\0"), Look::NotUtf8);
        assert_eq!(look(b"i\0d\0"), Look::NotUtf8);
        assert_eq!(look(b"id,f\xf8rst"), Look::NotUtf8);
        assert_eq!(look(" {\"resourceType\"".as_bytes()), Look::Json);
        assert_eq!(look("id,nam\u{e5}".as_bytes()), Look::Other);
        let cut = "id,nam\u{e5}".as_bytes();
        assert_eq!(look(&cut[..cut.len() - 1]), Look::Other);
    }
}
