//! The header row of a file, and what is wrong with one.

use std::io::BufRead;
use std::path::Path;

use super::error::FileError;
use super::rows::Rows;
use super::table::Table;

/// Reads the header row. `known` are names of which at least one must be there, whatever its case:
/// a first row with none of them is data, and is not repeated in the message.
pub fn read<R: BufRead>(
    path: &Path,
    rows: &mut Rows<R>,
    known: &[&str],
) -> Result<Vec<String>, FileError> {
    let not_a_header = |why: String| FileError::NotAHeader {
        path: path.to_owned(),
        why,
        accepted: known.join(", "),
    };
    let first = rows.advance().map_err(|source| FileError::Unreadable {
        path: path.to_owned(),
        source,
    })?;
    match first {
        None => Err(FileError::Empty {
            path: path.to_owned(),
            accepted: known.join(", "),
        }),
        Some(Err(fault)) => Err(not_a_header(fault.to_string())),
        Some(Ok(())) => {
            let fields = rows.fields();
            let names: Vec<String> = (0..fields.len())
                .filter_map(|at| fields.get(at))
                .map(|name| name.trim().to_owned())
                .collect();
            let is_known = |name: &String| known.iter().any(|k| k.eq_ignore_ascii_case(name));
            if !names.iter().any(is_known) {
                let why = "not one of its values is a known column name";
                return Err(not_a_header(why.to_owned()));
            }
            check_repeats(path, &names, known)?;
            Ok(names)
        }
    }
}

/// Where the table's columns stand in a header that must hold them and no others.
pub fn positions(
    path: &Path,
    table: &Table,
    header: &[String],
) -> Result<Vec<Option<usize>>, FileError> {
    let unknown: Vec<&str> = header
        .iter()
        .map(String::as_str)
        .filter(|name| table.position(name).is_none())
        .collect();
    if !unknown.is_empty() {
        return Err(FileError::UnknownColumns {
            path: path.to_owned(),
            columns: listed(&unknown),
            accepted: table.column_names().join(", "),
        });
    }
    let lacking: Vec<&str> = table
        .columns
        .iter()
        .filter(|column| column.required && !header.iter().any(|name| name == column.name))
        .map(|column| column.name)
        .collect();
    if !lacking.is_empty() {
        return Err(missing(path, &lacking, &table.column_names()));
    }
    Ok(table
        .columns
        .iter()
        .map(|column| header.iter().position(|name| name == column.name))
        .collect())
}

/// A header without columns that it needs.
pub fn missing(path: &Path, columns: &[&str], accepted: &[&str]) -> FileError {
    FileError::MissingColumns {
        path: path.to_owned(),
        columns: columns.join(", "),
        accepted: accepted.join(", "),
    }
}

/// Refuses a column that is there twice, if it is one that is read: which of the two would count?
fn check_repeats(path: &Path, names: &[String], known: &[&str]) -> Result<(), FileError> {
    let repeated: Vec<&str> = names
        .iter()
        .enumerate()
        .filter(|(at, name)| known.contains(&name.as_str()) && names[..*at].contains(name))
        .map(|(_, name)| name.as_str())
        .collect();
    if repeated.is_empty() {
        return Ok(());
    }
    Err(FileError::DuplicateColumns {
        path: path.to_owned(),
        columns: listed(&repeated),
    })
}

/// Names from a file's header in quotes, each cut to a length that a message can bear.
fn listed(names: &[&str]) -> String {
    names
        .iter()
        .map(|name| format!("{:?}", name.chars().take(64).collect::<String>()))
        .collect::<Vec<_>>()
        .join(", ")
}
