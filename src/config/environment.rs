//! The environment: the only place that reads it.
//!
//! `REDTHREAD_<SECTION>__<KEY>` sets `section.key`; `REDTHREAD_DATABASE_URL` is the short name of
//! `database.url`. An empty variable counts as not set, because compose files and unit files pass
//! unset ones on as empty.

use std::ffi::OsString;
use std::path::PathBuf;

use super::reader::{Origin, Reader};

pub(super) const CONFIG: &str = "REDTHREAD_CONFIG";
pub(super) const DATA_DIR: &str = "REDTHREAD_DATA_DIR";
const PREFIX: &str = "REDTHREAD_";
/// Variables of the test suite, which a tested process inherits.
const TEST_PREFIX: &str = "REDTHREAD_TEST_";

/// Variables as they were handed to the process.
#[derive(Debug, Clone, Default)]
pub struct Environment(Vec<(String, OsString)>);

impl Environment {
    /// The environment of this process.
    pub fn of_process() -> Self {
        std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value)))
            .collect()
    }

    /// A variable as a path, when it is set.
    pub(super) fn path(&self, name: &str) -> Option<PathBuf> {
        self.get(name).map(PathBuf::from)
    }

    /// Who runs the process, as the operating system's session says. It is a label for the audit
    /// trail, not a proof.
    pub(super) fn operator(&self) -> Option<String> {
        ["LOGNAME", "USER"]
            .iter()
            .find_map(|name| self.get(name)?.clone().into_string().ok())
    }

    /// Gives every variable of ours to the reader, in the order of their names.
    pub(super) fn give(&self, reader: &mut Reader) {
        for (name, value) in &self.0 {
            let Some(key) = key_of(name).filter(|_| !value.is_empty()) else {
                continue;
            };
            let origin = Origin::Environment(name.clone());
            match value.clone().into_string() {
                Ok(text) => reader.give(&key, text, origin),
                Err(_) => reader.problem(&key, &origin, "UTF-8 text".to_owned()),
            }
        }
    }

    fn get(&self, name: &str) -> Option<&OsString> {
        self.0
            .iter()
            .find(|(known, value)| known == name && !value.is_empty())
            .map(|(_, value)| value)
    }
}

impl FromIterator<(String, OsString)> for Environment {
    fn from_iter<I: IntoIterator<Item = (String, OsString)>>(variables: I) -> Self {
        let mut variables: Vec<_> = variables.into_iter().collect();
        variables.sort();
        Self(variables)
    }
}

/// The key that a variable sets; none when it is not ours.
fn key_of(name: &str) -> Option<String> {
    if name == CONFIG || name == DATA_DIR || name.starts_with(TEST_PREFIX) {
        return None;
    }
    let rest = name.strip_prefix(PREFIX)?;
    Some(match rest {
        "DATABASE_URL" => "database.url".to_owned(),
        "DATABASE_URL_FILE" => "database.url_file".to_owned(),
        _ => rest.replacen("__", ".", 1).to_ascii_lowercase(),
    })
}
