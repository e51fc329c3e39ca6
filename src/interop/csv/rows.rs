//! Rows of RFC 4180 text, one at a time and in constant memory, whatever the file holds.
//!
//! A CSV library that collects a row until it ends would collect a 2 GB line, and would read
//! everything after a quote that nobody closed as one field. Here a row has a cap, and after a
//! broken row reading resumes at the next physical line, so that good rows behind it are kept.

use std::io::{self, BufRead};

/// The longest row that is read, in bytes. Longer ones are rejected and skipped.
pub const MAX_ROW_BYTES: usize = 1 << 20;

/// How much of a row that is too long is kept to show where it was.
const SHOWN_BYTES: usize = 1 << 10;

/// Why a row could not be split into fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RowFault {
    /// Longer than [`MAX_ROW_BYTES`].
    #[error("the row is longer than 1 MiB; a row holds one record and ends with the line")]
    TooLong,
    /// A quoted field goes on to the end of the file, or beyond the longest row.
    #[error("a quoted field is never closed; close it with a quote, and double quotes inside it")]
    UnclosedQuote,
    /// Something other than a comma or the end of the line follows a closing quote.
    #[error("text follows a closing quote; double every quote inside a quoted field")]
    AfterQuote,
    /// Not UTF-8.
    #[error("the row is not valid UTF-8; save the file as UTF-8")]
    NotUtf8,
}

/// The fields of one row, decoded.
#[derive(Debug, Default)]
pub struct Fields {
    text: String,
    /// End of each field in `text`, and whether it was quoted.
    ends: Vec<(usize, bool)>,
}

impl Fields {
    /// How many fields the row has.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether the row has no field.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// A field: exactly as written between quotes, without surrounding blanks where it has none.
    pub fn get(&self, index: usize) -> Option<&str> {
        let (end, quoted) = *self.ends.get(index)?;
        let start = match index {
            0 => 0,
            _ => self.ends.get(index - 1)?.0,
        };
        let field = self.text.get(start..end)?;
        Some(if quoted { field } else { field.trim() })
    }
}

/// Where the splitting of a row stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    FieldStart,
    Bare,
    Quoted,
    QuoteInQuoted,
}

/// How the reading of one physical line ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LineEnd {
    /// Whole, its line break included unless the file ended.
    Whole,
    /// Nothing was left.
    EndOfFile,
    /// It did not fit; the rest of it is unread.
    TooLong,
}

/// A stream of rows.
#[derive(Debug)]
pub struct Rows<R> {
    input: R,
    /// Bytes given back after a broken row, to be read again, and how far they were.
    again: Vec<u8>,
    again_at: usize,
    position: u64,
    next_line: u64,
    start_line: u64,
    raw: Vec<u8>,
    decoded: Vec<u8>,
    fields: Fields,
}

impl<R: BufRead> Rows<R> {
    /// Rows of a text, a byte order mark at its start skipped.
    pub fn new(input: R) -> Self {
        Self {
            input,
            again: Vec::new(),
            again_at: 0,
            position: 0,
            next_line: 1,
            start_line: 1,
            raw: Vec::new(),
            decoded: Vec::new(),
            fields: Fields::default(),
        }
    }

    /// Moves to the next row that is not an empty line. `None` at the end of the text.
    ///
    /// # Errors
    /// When the text cannot be read further; a broken row is no such error.
    pub fn advance(&mut self) -> io::Result<Option<Result<(), RowFault>>> {
        loop {
            let row = self.read_row()?;
            let blank =
                matches!(row, Some(Ok(()))) && self.fields.len() <= 1 && self.raw_is_blank();
            if !blank {
                return Ok(row);
            }
        }
    }

    /// The fields of the row moved to.
    pub fn fields(&self) -> &Fields {
        &self.fields
    }

    /// The number of the physical line where the row starts, from 1.
    pub fn line(&self) -> u64 {
        self.start_line
    }

    /// The row as it stands in the file, without its line break; what is not UTF-8 is replaced,
    /// and of a row that is too long only the beginning is kept.
    pub fn raw(&self) -> String {
        String::from_utf8_lossy(trim_line_break(&self.raw)).into_owned()
    }

    /// Bytes read so far.
    pub fn position(&self) -> u64 {
        self.position
    }

    fn raw_is_blank(&self) -> bool {
        self.raw.iter().all(u8::is_ascii_whitespace)
    }

    fn read_row(&mut self) -> io::Result<Option<Result<(), RowFault>>> {
        self.start_line = self.next_line;
        self.raw.clear();
        self.decoded.clear();
        self.fields.ends.clear();
        self.fields.text.clear();
        let mut state = State::FieldStart;
        loop {
            let line_start = self.raw.len();
            match self.read_line()? {
                LineEnd::Whole => {}
                LineEnd::EndOfFile if line_start == 0 => return Ok(None),
                LineEnd::EndOfFile => {
                    return Ok(Some(Err(self.give_back(RowFault::UnclosedQuote))));
                }
                LineEnd::TooLong if line_start > 0 => {
                    return Ok(Some(Err(self.give_back(RowFault::UnclosedQuote))));
                }
                LineEnd::TooLong => {
                    self.skip_line()?;
                    self.raw.truncate(SHOWN_BYTES);
                    return Ok(Some(Err(RowFault::TooLong)));
                }
            }
            self.next_line += 1;
            match self.split_line(line_start, state) {
                Some(State::Quoted) => state = State::Quoted,
                Some(_) => return Ok(Some(self.finish_row())),
                None => return Ok(Some(Err(self.give_back(RowFault::AfterQuote)))),
            }
        }
    }

    /// Splits the line that starts at `from` in `raw`. `None` when text follows a closing quote.
    fn split_line(&mut self, from: usize, mut state: State) -> Option<State> {
        let line = &self.raw[from..];
        let content = trim_line_break(line);
        for &byte in content {
            state = match (state, byte) {
                (State::FieldStart, b'"') => State::Quoted,
                (State::QuoteInQuoted, b'"') => {
                    self.decoded.push(b'"');
                    State::Quoted
                }
                (State::Quoted, b'"') => State::QuoteInQuoted,
                (State::Quoted, _) => {
                    self.decoded.push(byte);
                    State::Quoted
                }
                (_, b',') => {
                    let quoted = state == State::QuoteInQuoted;
                    self.fields.ends.push((self.decoded.len(), quoted));
                    State::FieldStart
                }
                (State::QuoteInQuoted, _) => return None,
                _ => {
                    self.decoded.push(byte);
                    State::Bare
                }
            };
        }
        if state == State::Quoted {
            self.decoded.extend_from_slice(&line[content.len()..]);
        } else {
            let quoted = state == State::QuoteInQuoted;
            self.fields.ends.push((self.decoded.len(), quoted));
        }
        Some(state)
    }

    fn finish_row(&mut self) -> Result<(), RowFault> {
        let text = std::str::from_utf8(&self.decoded).map_err(|_| RowFault::NotUtf8)?;
        // Halves of a character on both sides of a comma would be whole once joined.
        let whole = |(end, _): &(usize, bool)| text.is_char_boundary(*end);
        if !self.fields.ends.iter().all(whole) {
            return Err(RowFault::NotUtf8);
        }
        self.fields.text.push_str(text);
        Ok(())
    }

    /// Keeps the first line of a broken row and gives what follows back, to be read as new rows.
    fn give_back(&mut self, fault: RowFault) -> RowFault {
        let first = self
            .raw
            .iter()
            .position(|byte| *byte == b'\n')
            .map_or(self.raw.len(), |at| at + 1);
        let mut again = self.raw.split_off(first);
        self.position -= again.len() as u64;
        self.next_line = self.start_line + 1;
        if self.again_at >= again.len() {
            self.again_at -= again.len();
        } else {
            again.extend_from_slice(&self.again[self.again_at..]);
            self.again = again;
            self.again_at = 0;
        }
        fault
    }

    /// Appends the next physical line to `raw`, as long as the row stays within its cap.
    fn read_line(&mut self) -> io::Result<LineEnd> {
        let start = self.raw.len();
        loop {
            let chunk = next_chunk(&mut self.input, &self.again[self.again_at..])?;
            if chunk.is_empty() {
                return Ok(if self.raw.len() == start {
                    LineEnd::EndOfFile
                } else {
                    LineEnd::Whole
                });
            }
            let line_break = chunk.iter().position(|byte| *byte == b'\n');
            let wanted = line_break.map_or(chunk.len(), |at| at + 1);
            let taken = wanted.min(MAX_ROW_BYTES.saturating_sub(self.raw.len()));
            self.raw.extend_from_slice(&chunk[..taken]);
            self.consume(taken);
            if self.position == self.raw.len() as u64 && self.raw.starts_with(b"\xEF\xBB\xBF") {
                self.raw.drain(..3);
            }
            if taken < wanted {
                return Ok(LineEnd::TooLong);
            }
            if line_break.is_some() {
                return Ok(LineEnd::Whole);
            }
        }
    }

    fn skip_line(&mut self) -> io::Result<()> {
        loop {
            let chunk = next_chunk(&mut self.input, &self.again[self.again_at..])?;
            if chunk.is_empty() {
                return Ok(());
            }
            let line_break = chunk.iter().position(|byte| *byte == b'\n');
            let skipped = line_break.map_or(chunk.len(), |at| at + 1);
            self.consume(skipped);
            if line_break.is_some() {
                self.next_line += 1;
                return Ok(());
            }
        }
    }

    fn consume(&mut self, bytes: usize) {
        self.position += bytes as u64;
        if self.again_at < self.again.len() {
            self.again_at += bytes;
            if self.again_at == self.again.len() {
                self.again.clear();
                self.again_at = 0;
            }
        } else {
            self.input.consume(bytes);
        }
    }
}

/// What comes next: bytes that were given back, else the input's. Empty at the end.
fn next_chunk<'c, R: BufRead>(input: &'c mut R, again: &'c [u8]) -> io::Result<&'c [u8]> {
    if again.is_empty() {
        input.fill_buf()
    } else {
        Ok(again)
    }
}

fn trim_line_break(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    line.strip_suffix(b"\r").unwrap_or(line)
}
