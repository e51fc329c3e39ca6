//! The TOML file.

use std::path::Path;

use toml::{Table, Value};

use super::reader::{Origin, Reader};

/// Gives every key of the file to the reader.
pub(super) fn read(path: &Path, reader: &mut Reader) {
    let origin = Origin::File(path.to_path_buf());
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) => {
            let expected = format!("a UTF-8 file that can be read, but: {}", error.kind());
            return reader.problem("config", &origin, expected);
        }
    };
    match text.parse::<Table>() {
        Ok(table) => give(&table, &origin, reader),
        Err(error) => {
            // Not the error's own text: it quotes the line, which may hold a password.
            let line = error.span().map_or(1, |span| line_of(&text, span.start));
            let expected = format!("TOML, but line {line} is not: {}", error.message());
            reader.problem("config", &origin, expected);
        }
    }
}

fn give(table: &Table, origin: &Origin, reader: &mut Reader) {
    for (section, content) in table {
        let Value::Table(keys) = content else {
            reader.give(section, String::new(), origin.clone());
            continue;
        };
        for (key, value) in keys {
            let name = format!("{section}.{key}");
            match scalar(value) {
                Some(text) => reader.give(&name, text, origin.clone()),
                None => reader.problem(&name, origin, "one text, number or true/false".to_owned()),
            }
        }
    }
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Integer(number) => Some(number.to_string()),
        Value::Boolean(flag) => Some(flag.to_string()),
        Value::Float(_) | Value::Datetime(_) | Value::Array(_) | Value::Table(_) => None,
    }
}

fn line_of(text: &str, offset: usize) -> usize {
    text.bytes()
        .take(offset)
        .filter(|byte| *byte == b'\n')
        .count()
        + 1
}
