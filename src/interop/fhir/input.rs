//! Files as bytes: behind their byte order mark, and line by line.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Chain, Cursor, Read};
use std::path::Path;

use super::reader::MAX_RESOURCE_BYTES;
use super::scan::Kept;

/// An open file.
pub(super) type Input = BufReader<Chain<Cursor<Vec<u8>>, File>>;

/// Opens a file behind its byte order mark, if it has one.
pub(super) fn open(path: &Path) -> io::Result<Input> {
    let mut file = File::open(path)?;
    let mut start = Vec::new();
    file.by_ref().take(3).read_to_end(&mut start)?;
    if start == [0xEF, 0xBB, 0xBF] {
        start.clear();
    }
    Ok(BufReader::with_capacity(
        64 * 1024,
        Cursor::new(start).chain(file),
    ))
}

/// The next line, without its end; longer ones are passed over.
pub(super) fn next_line(input: &mut Input) -> io::Result<Option<Kept>> {
    let mut line = Vec::new();
    let mut is_too_long = false;
    let mut is_any = false;
    loop {
        let buffer = input.fill_buf()?;
        if buffer.is_empty() {
            break;
        }
        is_any = true;
        let end = buffer.iter().position(|byte| *byte == b'\n');
        let part = &buffer[..end.unwrap_or(buffer.len())];
        is_too_long |= line.len() + part.len() > MAX_RESOURCE_BYTES;
        if is_too_long {
            line = Vec::new();
        } else {
            line.extend_from_slice(part);
        }
        let taken = part.len() + usize::from(end.is_some());
        input.consume(taken);
        if end.is_some() {
            break;
        }
    }
    Ok(is_any.then_some(if is_too_long {
        Kept::TooLong
    } else {
        Kept::Whole(line)
    }))
}
