//! Walks over JSON text of any size without holding it: finds where values begin and end, and
//! keeps only those asked for. Whether a kept value is well-formed is for its parser to say.

use std::io::{self, BufRead};

/// Why the walk cannot go on.
#[derive(Debug)]
pub(super) enum Fault {
    /// The file could not be read.
    Io(io::Error),
    /// The text ends inside a value.
    BreaksOff,
    /// The text is not JSON here.
    Syntax,
}

impl From<io::Error> for Fault {
    fn from(fault: io::Error) -> Self {
        Self::Io(fault)
    }
}

/// A value that was walked over.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Kept {
    /// All of it.
    Whole(Vec<u8>),
    /// Longer than the limit; not kept.
    TooLong,
}

/// A place in a JSON text.
#[derive(Debug)]
pub(super) struct Scanner<R> {
    input: R,
}

impl<R: BufRead> Scanner<R> {
    pub(super) const fn new(input: R) -> Self {
        Self { input }
    }

    fn peek(&mut self) -> io::Result<Option<u8>> {
        Ok(self.input.fill_buf()?.first().copied())
    }

    /// The next byte that is not white space, left in place; `None` at the end of the text.
    pub(super) fn next_byte(&mut self) -> Result<Option<u8>, Fault> {
        loop {
            match self.peek()? {
                Some(byte) if byte.is_ascii_whitespace() => self.input.consume(1),
                byte => return Ok(byte),
            }
        }
    }

    /// The same where the text may not end.
    pub(super) fn token(&mut self) -> Result<u8, Fault> {
        self.next_byte()?.ok_or(Fault::BreaksOff)
    }

    /// Steps over one byte that must come next.
    pub(super) fn expect(&mut self, byte: u8) -> Result<(), Fault> {
        if self.token()? != byte {
            return Err(Fault::Syntax);
        }
        self.input.consume(1);
        Ok(())
    }

    /// Inside an object: steps to the value of its next field and returns the field's name, or
    /// `None` after its end.
    pub(super) fn field(&mut self, is_first: bool) -> Result<Option<String>, Fault> {
        if self.token()? == b'}' {
            self.input.consume(1);
            return Ok(None);
        }
        if !is_first {
            self.expect(b',')?;
        }
        if self.token()? != b'"' {
            return Err(Fault::Syntax);
        }
        let name = self.text(MAX_NAME)?.unwrap_or_default();
        self.expect(b':')?;
        Ok(Some(name))
    }

    /// Inside an array: steps to its next element, or returns `false` after its end.
    pub(super) fn element(&mut self, is_first: bool) -> Result<bool, Fault> {
        if self.token()? == b']' {
            self.input.consume(1);
            return Ok(false);
        }
        if !is_first {
            self.expect(b',')?;
        }
        Ok(true)
    }

    /// Reads a string value; `None` for any other value, or one longer than `limit`.
    pub(super) fn text(&mut self, limit: usize) -> Result<Option<String>, Fault> {
        match self.value(limit)? {
            Kept::Whole(bytes) => Ok(serde_json::from_slice(&bytes).ok()),
            Kept::TooLong => Ok(None),
        }
    }

    /// Walks over one value, keeping it while it is no longer than `limit`.
    pub(super) fn value(&mut self, limit: usize) -> Result<Kept, Fault> {
        let mut kept = Vec::new();
        let mut length = 0_usize;
        let mut walk = Walk::new(self.token()?);
        loop {
            let buffer = self.input.fill_buf()?;
            if buffer.is_empty() {
                return if walk.may_end() {
                    Ok(outcome(kept, length, limit))
                } else {
                    Err(Fault::BreaksOff)
                };
            }
            let (taken, is_over) = walk.over(buffer)?;
            length += taken;
            if length <= limit {
                kept.extend_from_slice(&buffer[..taken]);
            } else {
                kept = Vec::new();
            }
            self.input.consume(taken);
            if is_over {
                return Ok(outcome(kept, length, limit));
            }
        }
    }
}

/// Longer names of fields are not ours.
const MAX_NAME: usize = 1024;

fn outcome(kept: Vec<u8>, length: usize, limit: usize) -> Kept {
    if length <= limit {
        Kept::Whole(kept)
    } else {
        Kept::TooLong
    }
}

/// The state of a walk over one value.
#[derive(Debug)]
struct Walk {
    depth: usize,
    inside: Inside,
    has_begun: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Inside {
    /// A number or a word: ends before the next structural byte.
    Word,
    String,
    /// After a backslash in a string.
    Escape,
    /// Between the tokens of an object or array.
    Structure,
}

impl Walk {
    const fn new(first: u8) -> Self {
        Self {
            depth: 0,
            inside: match first {
                b'{' | b'[' | b'"' => Inside::Structure,
                _ => Inside::Word,
            },
            has_begun: false,
        }
    }

    fn may_end(&self) -> bool {
        self.inside == Inside::Word
    }

    /// How many bytes of `buffer` belong to the value, and whether it is over then.
    fn over(&mut self, buffer: &[u8]) -> Result<(usize, bool), Fault> {
        if self.inside == Inside::Word {
            let end = buffer.iter().position(|byte| {
                byte.is_ascii_whitespace() || matches!(byte, b',' | b']' | b'}' | b':')
            });
            if end == Some(0) && !self.has_begun {
                return Err(Fault::Syntax);
            }
            self.has_begun = true;
            return Ok((end.unwrap_or(buffer.len()), end.is_some()));
        }
        for (at, &byte) in buffer.iter().enumerate() {
            if self.step(byte) {
                return Ok((at + 1, true));
            }
        }
        Ok((buffer.len(), false))
    }

    /// Takes one byte; whether it was the last of the value.
    const fn step(&mut self, byte: u8) -> bool {
        match (self.inside, byte) {
            (Inside::Escape, _) | (Inside::Structure, b'"') => self.inside = Inside::String,
            (Inside::String, b'\\') => self.inside = Inside::Escape,
            (Inside::String, b'"') => {
                self.inside = Inside::Structure;
                return self.depth == 0;
            }
            (Inside::Structure, b'{' | b'[') => self.depth += 1,
            (Inside::Structure, b'}' | b']') => {
                self.depth -= 1;
                return self.depth == 0;
            }
            _ => {}
        }
        false
    }
}
