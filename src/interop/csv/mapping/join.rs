//! Lookups in another file. Only the joined columns are held, once per distinct key: memory grows
//! with the rows of the looked-up file, never with those of the file that is read.

use std::collections::HashMap;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use super::bind::find;
use super::rule::Join;
use crate::interop::csv::error::FileError;
use crate::interop::csv::header;
use crate::interop::csv::rows::Rows;

/// The joined columns of a file by key.
#[derive(Debug)]
pub struct Index(HashMap<String, Box<[String]>>);

impl Index {
    /// Reads the file of a join; of several rows with one key, the first counts. Rows that cannot
    /// be read are no match: they are reported where a rule reads the file itself.
    pub fn read(path: &Path, join: &Join) -> Result<Self, FileError> {
        let unreadable = |source| FileError::Unreadable {
            path: path.to_owned(),
            source,
        };
        let file = File::open(path).map_err(unreadable)?;
        let mut rows = Rows::new(BufReader::with_capacity(1 << 16, file));
        let names: Vec<&str> = join.columns.iter().map(String::as_str).collect();
        let wanted: Vec<&str> = std::iter::once(join.key.as_str())
            .chain(names.iter().copied())
            .chain(join.not_empty.as_deref())
            .collect();
        let header = header::read(path, &mut rows, &wanted)?;
        let missing: Vec<&str> = wanted
            .iter()
            .copied()
            .filter(|name| find(&header, name).is_none())
            .collect();
        if !missing.is_empty() {
            return Err(header::missing(path, &missing, &wanted));
        }
        let position = |name: &str| find(&header, name).unwrap_or(usize::MAX);
        let key = position(&join.key);
        let columns: Vec<usize> = names.iter().map(|name| position(name)).collect();
        let not_empty = join.not_empty.as_deref().map(position);
        let mut index = HashMap::new();
        while let Some(row) = rows.advance().map_err(unreadable)? {
            let fields = rows.fields();
            if row.is_err() || fields.len() != header.len() {
                continue;
            }
            let value = |at: usize| fields.get(at).unwrap_or_default();
            if value(key).is_empty() || not_empty.is_some_and(|at| value(at).is_empty()) {
                continue;
            }
            index
                .entry(value(key).to_owned())
                .or_insert_with(|| columns.iter().map(|at| value(*at).to_owned()).collect());
        }
        Ok(Self(index))
    }

    /// A joined value; empty where no row has the key.
    pub fn get(&self, key: &str, column: usize) -> &str {
        self.0
            .get(key)
            .and_then(|values| values.get(column))
            .map_or("", String::as_str)
    }
}
