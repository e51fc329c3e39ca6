//! Values on their way in: gathered from every source, read once by the section that declares them.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use secrecy::{ExposeSecret, SecretString};

use super::error::{ConfigError, Problem};

/// One thing that can be set.
#[derive(Debug)]
pub struct Key {
    /// `section.name`, as in the TOML file.
    pub name: &'static str,
    /// The value when nobody sets it.
    pub default: &'static str,
    /// What it decides, and what is accepted.
    pub about: &'static str,
    /// Whether it may also be given as the name of a file that holds it (`..._FILE`), and is
    /// never shown as it is.
    pub is_secret: bool,
}

/// Where a value came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// Nobody set it.
    Default,
    /// The configuration file.
    File(PathBuf),
    /// An environment variable.
    Environment(String),
    /// A flag of the command line.
    Flag(&'static str),
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::File(path) => write!(f, "file {}", path.display()),
            Self::Environment(name) => write!(f, "environment {name}"),
            Self::Flag(name) => write!(f, "flag {name}"),
        }
    }
}

/// A key as `config check` shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The key.
    pub key: &'static str,
    /// Its value, without secrets.
    pub shown: String,
    /// Where it came from.
    pub origin: Origin,
}

/// Collects what the sources say and what is wrong with it.
pub(super) struct Reader {
    data_dir: PathBuf,
    given: BTreeMap<String, (SecretString, Origin)>,
    entries: Vec<Entry>,
    problems: Vec<Problem>,
}

impl Reader {
    pub fn new(data_dir: PathBuf) -> Self {
        Self {
            data_dir,
            given: BTreeMap::new(),
            entries: Vec::new(),
            problems: Vec::new(),
        }
    }

    /// Takes a value from a source; a later source replaces an earlier one. `..._file` of a secret
    /// is read here, so that both ways to give it have one precedence.
    pub fn give(&mut self, key: &str, text: String, origin: Origin) {
        if let Some(secret) = secret_named_by(key) {
            match read_secret(Path::new(&text)) {
                Ok(text) => self.insert(secret, text, origin),
                Err(kind) => self.problem(
                    key,
                    &origin,
                    format!("the name of a file that can be read, but: {kind}"),
                ),
            }
        } else if super::keys().any(|known| known.name == key) {
            self.insert(key, text, origin);
        } else {
            self.problems.push(Problem::unknown(key, origin));
        }
    }

    fn insert(&mut self, key: &str, text: String, origin: Origin) {
        if let Some((_, earlier)) = self.given.get(key)
            && same_layer(earlier, &origin)
        {
            let other = earlier.to_string();
            self.problem(
                key,
                &origin,
                format!("to be given once, but {other} gives it too"),
            );
            return;
        }
        self.given.insert(key.to_owned(), (text.into(), origin));
    }

    /// Reads one key. `parse` answers what would be accepted when it cannot read the text.
    pub fn read<T>(
        &mut self,
        key: &'static Key,
        parse: impl FnOnce(&str, &Path) -> Result<T, &'static str>,
        show: impl FnOnce(&T) -> String,
    ) -> Option<T> {
        let (text, origin) = self
            .given
            .get(key.name)
            .cloned()
            .unwrap_or_else(|| (key.default.into(), Origin::Default));
        match parse(text.expose_secret().trim(), &self.data_dir) {
            Ok(value) => {
                self.show(key.name, show(&value), origin);
                Some(value)
            }
            Err(expected) => {
                self.problem(key.name, &origin, expected.to_owned());
                None
            }
        }
    }

    /// Adds a line to what `config check` shows.
    pub fn show(&mut self, key: &'static str, shown: String, origin: Origin) {
        self.entries.push(Entry { key, shown, origin });
    }

    /// Where the value of a key came from, for a fault that several values make together.
    pub fn origin(&self, key: &str) -> Origin {
        let given = self.given.get(key);
        given.map_or(Origin::Default, |(_, origin)| origin.clone())
    }

    /// Notes that a value cannot be used.
    pub fn problem(&mut self, key: &str, origin: &Origin, expected: String) {
        self.problems
            .push(Problem::unusable(key, origin.clone(), expected));
    }

    /// The lines of `config check`, or everything that is wrong.
    pub fn finish(self) -> Result<Vec<Entry>, ConfigError> {
        if self.problems.is_empty() {
            Ok(self.entries)
        } else {
            Err(ConfigError {
                problems: self.problems,
            })
        }
    }
}

/// The secret key that `..._file` stands for.
fn secret_named_by(key: &str) -> Option<&'static str> {
    let name = key.strip_suffix("_file")?;
    super::keys()
        .find(|known| known.is_secret && known.name == name)
        .map(|known| known.name)
}

fn read_secret(path: &Path) -> Result<String, std::io::ErrorKind> {
    std::fs::read_to_string(path).map_err(|error| error.kind())
}

fn same_layer(a: &Origin, b: &Origin) -> bool {
    std::mem::discriminant(a) == std::mem::discriminant(b)
}
