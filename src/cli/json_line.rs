//! JSON lines in which every number with decimals has at least six of them.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

/// Writes a value on a line of its own.
///
/// # Errors
/// When `out` cannot be written.
pub fn write<T: Serialize>(out: &mut impl Write, value: &T) -> io::Result<()> {
    let mut serializer = Serializer::with_formatter(&mut *out, SixDecimals);
    value.serialize(&mut serializer)?;
    out.write_all(b"\n")
}

/// Compact JSON; decimals are padded to six and otherwise the shortest that read back the same.
struct SixDecimals;

impl Formatter for SixDecimals {
    fn write_f64<W: Write + ?Sized>(&mut self, out: &mut W, value: f64) -> io::Result<()> {
        let shortest = value.to_string();
        let decimals = shortest
            .split_once('.')
            .map_or(0, |(_, digits)| digits.len());
        if decimals < 6 {
            write!(out, "{value:.6}")
        } else {
            out.write_all(shortest.as_bytes())
        }
    }
}
