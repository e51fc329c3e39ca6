//! Mapping files: how an export of another system becomes tables of the format. TOML; each rule
//! feeds one table from one source file. `docs/csv.md` describes them with a worked example.
//!
//! A mapping is checked when it is read, as far as that goes without its source files; source
//! columns are looked up when a file is opened.

mod bind;
mod join;
mod rule;
mod spec;
mod template;

use std::path::Path;
use std::sync::Arc;

pub use bind::{Bound, Counts};
pub use rule::Rule;

/// A mapping file that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum MappingError {
    /// Neither a file nor the name of a mapping that ships with the program.
    #[error("mapping {name}: neither a file that can be read ({source}) nor one of the shipped mappings: {}", shipped().join(", "))]
    Unreadable {
        /// The name as given.
        name: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// Not TOML, or not the TOML of a mapping.
    #[error("mapping {name}: {message}")]
    NotAMapping {
        /// The name as given.
        name: String,
        /// What is wrong, with its line.
        message: String,
    },
    /// Well-formed, and asks for something that does not exist.
    #[error("mapping {name}, line {line}: {message}")]
    Invalid {
        /// The name as given.
        name: String,
        /// The line, from 1.
        line: usize,
        /// What is wrong and what would be accepted.
        message: String,
    },
}

/// A mapping file: its rules, in its order.
#[derive(Debug, Clone)]
pub struct Mapping {
    /// The name it was loaded by.
    pub name: String,
    /// Its rules.
    pub rules: Vec<Arc<Rule>>,
}

/// The mappings that ship with the program, by name.
const SHIPPED: [(&str, &str); 4] = [
    ("synthea_csv", include_str!("../mappings/synthea_csv.toml")),
    ("mimic_iv", include_str!("../mappings/mimic_iv.toml")),
    ("mimic_iii", include_str!("../mappings/mimic_iii.toml")),
    ("bhsim", include_str!("../mappings/bhsim.toml")),
];

/// The names of the mappings that ship with the program.
pub fn shipped() -> Vec<&'static str> {
    SHIPPED.iter().map(|(name, _)| *name).collect()
}

impl Mapping {
    /// Loads a mapping by the name of a shipped one (with or without `.toml`), or by path.
    ///
    /// # Errors
    /// When it cannot be read or is not a valid mapping.
    pub fn load(name: &str) -> Result<Self, MappingError> {
        let short = name.strip_suffix(".toml").unwrap_or(name);
        match std::fs::read_to_string(name) {
            Ok(text) => Self::parse(name, &text),
            Err(source) => match SHIPPED.iter().find(|(known, _)| *known == short) {
                Some((known, text)) => Self::parse(known, text),
                None => Err(MappingError::Unreadable {
                    name: name.to_owned(),
                    source,
                }),
            },
        }
    }

    /// Reads a mapping from its text; `name` is what messages call it.
    ///
    /// # Errors
    /// When it is not a valid mapping.
    pub fn parse(name: &str, text: &str) -> Result<Self, MappingError> {
        let file: spec::File = toml::from_str(text).map_err(|error| MappingError::NotAMapping {
            name: name.to_owned(),
            message: error.to_string().trim_end().to_owned(),
        })?;
        let rules = file
            .rule
            .into_iter()
            .map(|spec| Rule::check(spec).map(Arc::new))
            .collect::<Result<Vec<_>, rule::Fault>>()
            .map_err(|fault| MappingError::Invalid {
                name: name.to_owned(),
                line: line_of(text, fault.at),
                message: fault.message,
            })?;
        Ok(Self {
            name: name.to_owned(),
            rules,
        })
    }

    /// The rules that read a file.
    pub fn rules_for<'m>(&'m self, path: &Path) -> impl Iterator<Item = &'m Arc<Rule>> {
        let name = path.file_name().map(std::ffi::OsStr::to_owned);
        self.rules.iter().filter(move |rule| {
            name.as_ref()
                .is_some_and(|name| name.eq_ignore_ascii_case(&rule.source))
        })
    }

    /// The names of the files that its rules read or look something up in.
    pub fn sources(&self) -> Vec<&str> {
        let read = self.rules.iter().map(|rule| rule.source.as_str());
        let joined = self.rules.iter().flat_map(|rule| &rule.joins);
        let mut names: Vec<&str> = read
            .chain(joined.map(|join| join.source.as_str()))
            .collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// Whether a file is read by a rule only to look something up in it.
    pub fn joins(&self, path: &Path) -> bool {
        let name = path.file_name();
        self.rules
            .iter()
            .flat_map(|rule| &rule.joins)
            .any(|join| name.is_some_and(|name| name.eq_ignore_ascii_case(&join.source)))
    }
}

fn line_of(text: &str, at: usize) -> usize {
    1 + text.bytes().take(at).filter(|byte| *byte == b'\n').count()
}
