//! Lists in one field: elements separated by `;`, pairs inside an element by another character.
//!
//! A separator that belongs to an element is written with a backslash before it, and a backslash is
//! doubled; so every string survives a round trip. A backslash before anything else stands for
//! itself.

/// Separates the elements of a list.
pub const SEPARATOR: char = ';';

/// Appends an element with `;`, `\` and `inner` escaped.
pub fn push_escaped(out: &mut String, element: &str, inner: Option<char>) {
    for c in element.chars() {
        if c == SEPARATOR || c == '\\' || Some(c) == inner {
            out.push('\\');
        }
        out.push(c);
    }
}

/// The parts of a text between unescaped separators, still escaped.
pub fn split(text: &str, separator: char) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        match find(text, separator) {
            Some(at) => {
                rest = Some(&text[at + separator.len_utf8()..]);
                Some(&text[..at])
            }
            None => rest.take(),
        }
    })
}

/// Both sides of the first unescaped separator, still escaped.
pub fn split_once(text: &str, separator: char) -> Option<(&str, &str)> {
    let at = find(text, separator)?;
    Some((&text[..at], &text[at + separator.len_utf8()..]))
}

/// The text that was escaped.
pub fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, chars.peek()) {
            ('\\', Some(&next)) if is_escapable(next) => {
                out.push(next);
                chars.next();
            }
            _ => out.push(c),
        }
    }
    out
}

fn is_escapable(c: char) -> bool {
    matches!(c, SEPARATOR | '\\' | '|')
}

fn find(text: &str, separator: char) -> Option<usize> {
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        if c == separator && !escaped {
            return Some(at);
        }
        escaped = c == '\\' && !escaped;
    }
    None
}
